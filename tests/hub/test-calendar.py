#!/usr/bin/python3
# test-calendar.py: the hall's calendar is imported beside a hub that serves, and handed out by it
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real hub, and the calendar of the sample room."""

import json
import os
import subprocess
import sys
from pathlib import Path

from real_hub import PROGRAM, RealHub
from tap import run_checks

SAMPLE = Path(os.environ['JR_SOURCE_ROOT']) / 'data/demo/calendar.json'
PLACE = '/v1/calendar'


def write(hub, text):
    file = hub.base / 'calendar.json'
    file.write_text(text, encoding='utf-8')
    return file


def sample():
    return json.loads(SAMPLE.read_text(encoding='utf-8'))


def load(hub, file, *options):
    return json.loads(hub.run('calendar', 'import', hub.folder, file, '--json', *options))


def acts(hub):
    return hub.ask('shen', 'GET', '/v1/administration?limit=1000').json['acts']


def refused(hub, file, *options):
    """The words of it; nothing is different then."""
    before = hub.ask('wang', 'GET', PLACE).body
    n_acts = len(acts(hub))
    done = subprocess.run([PROGRAM, 'calendar', 'import', hub.folder, file, *options], capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == '', done
    assert hub.ask('wang', 'GET', PLACE).body == before and len(acts(hub)) == n_acts
    return done.stderr


def test_a_room_without_says_how(hub):
    reply = hub.ask('wang', 'GET', PLACE)
    assert (reply.status, reply.media) == (404, 'application/problem+json')
    assert reply.json['type'].endswith(':no-calendar') and 'calendar import' in reply.json['detail']


def test_preview_changes_nothing(hub):
    n_acts = len(acts(hub))
    answer = load(hub, SAMPLE, '--preview')
    assert answer['result'].startswith('preview') and 'version' not in answer
    assert answer['years'] == [{'year': 2026, 'change': 'added', 'holidays': 33, 'workdays': 6},
                               {'year': 2027, 'change': 'added', 'holidays': 0, 'workdays': 0}]
    assert {'change': 'added', 'list': 'workdays', 'what': '2026-02-14 春节调休'} in answer['changes']
    assert hub.ask('wang', 'GET', PLACE).status == 404 and len(acts(hub)) == n_acts


def test_import_counts_at_once(hub):
    answer = load(hub, SAMPLE)
    assert (answer['version'], answer['result']) == (1, 'imported')
    for user in 'wang', 'zhou', 'root', 'shen', 'window1':
        reply = hub.ask(user, 'GET', PLACE)
        assert reply.status == 200 and reply.json['calendar'] == {**sample(), 'version': 1}
    act = acts(hub)[-1]
    assert (act['act'], act['subject'], act['detail']) == ('calendar import', str(SAMPLE), 'version 1')


def test_the_same_again_is_no_new_version(hub):
    before = hub.ask('wang', 'GET', PLACE)
    answer = load(hub, SAMPLE)
    assert (answer['version'], answer['result'], answer['changes']) == (1, 'unchanged', [])
    assert {row['change'] for row in answer['years']} == {'unchanged'}
    after = hub.ask('wang', 'GET', PLACE)
    assert (before.body, before.headers['ETag']) == (after.body, after.headers['ETag'])


def test_etag_is_of_what_it_names(hub):
    etag = hub.ask('wang', 'GET', PLACE).headers['ETag']
    assert etag[0] == etag[-1] == '"'
    for given in etag, f'"other", {etag}', '*':
        reply = hub.ask('wang', 'GET', PLACE, headers={'If-None-Match': given})
        assert (reply.status, reply.body, reply.headers['ETag']) == (304, b'', etag), given
    changed = sample()
    changed['holidays'].pop()
    changed['last_year'] = 2028
    changed['workdays'][0]['date'] = '2026-01-05'
    answer = load(hub, write(hub, json.dumps(changed)))
    assert answer['version'] == 2
    assert [row['change'] for row in answer['years']] == ['replaced', 'unchanged', 'added']
    assert answer['changes'] == [{'change': 'removed', 'list': 'holidays', 'what': '2026-10-07 国庆节'},
                                 {'change': 'removed', 'list': 'workdays', 'what': '2026-01-04 元旦调休'},
                                 {'change': 'added', 'list': 'workdays', 'what': '2026-01-05 元旦调休'}]
    reply = hub.ask('wang', 'GET', PLACE, headers={'If-None-Match': etag})
    assert reply.status == 200 and reply.headers['ETag'] != etag and reply.json['calendar']['version'] == 2


def test_a_year_that_is_left_out_is_named(hub):
    shorter = {**sample(), 'last_year': 2026}
    rows = load(hub, write(hub, json.dumps(shorter)), '--preview')['years']
    assert [(row['year'], row['change']) for row in rows[1:]] == [(2027, 'removed'), (2028, 'removed')]


def test_faults_are_named_and_nothing_is_changed(hub):
    text = SAMPLE.read_text(encoding='utf-8')
    for old, new, words in [('2026-02-16', '2026-02-15', '2026-02-15 is there twice'),
                            ('2026-02-16', '2026-02-30', '“2026-02-30” is no date'),
                            ('"2026-01-04"', '"2026-01-03"', '2026-01-03 is both a holiday and a make-up working day'),
                            ('"holidays"', '"holidys"', '“holidys” is no field'),
                            ('"name": "元旦"', '"nam": "元旦"', '“holidays[1].nam” is no field'),
                            ('"from": "09:00"', '"from": "9:00"', 'write hours as 09:00'),
                            ('"from": "09:00"', '"from": 9', 'hours: “from” must be a string'),
                            ('  "last_year": 2027,\n', '', '“last_year”'),
                            ('"first_year": 2026,', '"first_year": 2026', 'in line 5')]:
        assert old in text
        for options in (), ('--preview',):
            fault = refused(hub, write(hub, text.replace(old, new, 1)), *options)
            assert 'calendar.json: ' in fault and words in fault, fault
    assert 'No such file' in refused(hub, hub.base / 'nowhere.json')


def test_other_commands_have_no_preview(hub):
    done = subprocess.run([PROGRAM, 'item', 'import', hub.folder, hub.base / 'items.json', '--preview'],
                          capture_output=True, text=True)
    assert done.returncode == 2 and 'nothing was done' in done.stderr
    assert acts(hub)[-1]['act'] == 'calendar import'


TESTS = [value for name, value in list(globals().items()) if name.startswith('test_')]


def main():
    hub = RealHub()
    is_good = run_checks(TESTS, hub)
    hub.stop()
    return 0 if is_good else 1


sys.exit(main())
