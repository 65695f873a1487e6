#!/usr/bin/python3
# test-sweep.py: a hub that serves removes what nobody needs, and never what somebody is about to name
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import time
import uuid

from real_hub import PROGRAM, SECONDS, RealHub, make_pdf
from tap import run_checks

DAY = 24 * 60 * 60
KEEP_DAYS = 3
POLL = 0.05


class Room:
    def __init__(self):
        self.hub = RealHub('--recall-window', '0', '--keep-uploads', str(KEEP_DAYS))

    def path(self, document):
        name = document['sha256']
        return self.hub.folder / 'blobs' / name[:2] / name[2:]

    def upload(self, word):
        return self.hub.upload('window1', make_pdf(word))

    def make_old(self, *documents, days=KEEP_DAYS + 1):
        for document in documents:
            os.utime(self.path(document), (time.time() - days * DAY,) * 2)

    def submit(self, document):
        command = self.hub.command('submit', case_id=str(uuid.uuid4()), item_code='ONE', documents=[document],
                                   applicant={'name': '张伟'})
        return self.hub.ask('window1', 'POST', '/v1/commands', command), command

    def stop(self):
        self.hub.process.terminate()
        self.hub.process.wait(SECONDS)
        self.hub.process.stdout.close()

    def restart(self):
        self.stop()
        self.hub.start()

    def sweep(self, *options):
        return json.loads(self.hub.run('sweep', self.hub.folder, '--json', *options))

    def ask_database(self, sql, *values):
        database = sqlite3.connect(self.hub.folder / 'hub.db', timeout=30)
        with database:
            rows = database.execute(sql, values).fetchall()
        database.close()
        return rows


def wait_until(question):
    end = time.monotonic() + SECONDS
    while not question():
        assert time.monotonic() < end, 'it does not come'
        time.sleep(POLL)


def starting_hub_sweeps(room):
    named, unnamed, young = room.upload('named'), room.upload('unnamed'), room.upload('young')
    again, asked = room.upload('sent again'), room.upload('asked for')
    assert room.submit(named)[0].status == 200
    room.make_old(named, unnamed, again, asked)
    room.upload('sent again')
    assert room.hub.ask('window1', 'HEAD', f'/v1/blobs/{asked["sha256"]}').status == 200
    room.restart()
    wait_until(lambda: not room.path(unnamed).exists())
    # Whatever it had not come to yet goes now, and nothing does.
    room.stop()
    assert room.sweep('--keep-uploads', str(KEEP_DAYS))['files'] == 0
    room.hub.start()
    assert all(room.path(one).exists() for one in (named, young, again, asked))
    assert room.hub.ask('window1', 'GET', f'/v1/blobs/{unnamed["sha256"]}').status == 404
    room.hub.run('verify', room.hub.folder)


def swept_file_is_missing(room):
    """Refused without an answer on record, so that the same command goes through once the file is sent again."""
    document = room.upload('missing')
    room.make_old(document)
    room.restart()
    wait_until(lambda: not room.path(document).exists())
    reply, command = room.submit(document)
    assert (reply.status, reply.json['type'].split(':')[-1].split('/')[-1]) == (422, 'missing-blob'), reply.body
    room.upload('missing')
    assert room.hub.ask('window1', 'POST', '/v1/commands', command).status == 200


def what_was_seen_is_not_believed_to_be_there(room):
    """The hub has looked at it and knows that it is good; only the disk knows whether it is there."""
    document = room.upload('seen')
    assert room.submit(document)[0].status == 200
    room.path(document).rename(room.path(document).with_suffix('.away'))
    assert room.submit(document)[0].status == 422
    room.path(document).with_suffix('.away').rename(room.path(document))
    assert room.submit(document)[0].status == 200


def naming_makes_it_young(room):
    document = room.upload('just named')
    room.make_old(document)
    assert room.submit(document)[0].status == 200
    assert time.time() - room.path(document).stat().st_mtime < DAY / 2


def old_parts_go(room):
    content = make_pdf('part')
    headers = {'Content-Range': f'bytes 0-9/{len(content)}'}
    name = hashlib.sha256(content).hexdigest()
    assert room.hub.ask('window1', 'PUT', f'/v1/blobs/{name}', content[:10], headers).status == 202
    parts = list((room.hub.folder / 'blobs/incoming').iterdir())
    assert len(parts) == 1
    os.utime(parts[0], (time.time() - 2 * DAY,) * 2)
    room.restart()
    wait_until(lambda: not parts[0].exists())


def by_hand_only_when_nobody_serves(room):
    words = [PROGRAM, 'sweep', room.hub.folder]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 1 and 'Another hub serves' in done.stderr, done
    assert subprocess.run([*words, '--keep-uploads', '0'], capture_output=True).returncode == 2
    document = room.upload('by hand')
    size = room.path(document).stat().st_size
    room.make_old(document, days=2)
    room.stop()
    assert room.sweep('--keep-uploads', '3') == {'files': 0, 'bytes': 0, 'deliveries': 0}
    assert room.sweep('--keep-uploads', '1') == {'files': 1, 'bytes': size, 'deliveries': 0}
    room.hub.start()


def taken_deliveries_go_and_failed_ones_stay(room):
    case = room.submit(room.upload('delivered'))[0].json['case_id']
    room.stop()
    room.ask_database("INSERT INTO webhooks (number, url, secret, old_until, state, state_at, failures, rests_until) "
                      "VALUES (7, 'https://example.org/', 'whsec_', 0, 'off', 0, 0, 0)")
    old, young = (int(time.time() - days * DAY) * 1000 for days in (91, 89))
    database = sqlite3.connect(room.hub.folder / 'hub.db')
    with database:
        database.executemany("INSERT INTO deliveries (webhook, sequence, case_id, state, attempts, due_at, tried_at) "
                             "VALUES (7, ?, ?, ?, 1, 0, ?)",
                             [(100 + n, case, 'done', old) for n in range(1200)] +
                             [(5000, case, 'done', young), (5001, case, 'failed', old), (5002, case, 'waiting', old)])
    database.close()
    room.hub.start()
    wait_until(lambda: room.ask_database('SELECT COUNT(*) FROM deliveries') == [(3,)])
    assert room.ask_database('SELECT sequence FROM deliveries ORDER BY 1') == [(5000,), (5001,), (5002,)]
    listed = json.loads(room.hub.run('webhook', 'list', room.hub.folder, '--json'))['webhooks'][0]
    assert (listed['waiting'], listed['failed']) == (1, 1), listed


def main():
    room = Room()
    try:
        is_good = run_checks([starting_hub_sweeps, swept_file_is_missing, what_was_seen_is_not_believed_to_be_there,
                              naming_makes_it_young, old_parts_go, by_hand_only_when_nobody_serves,
                              taken_deliveries_go_and_failed_ones_stay], room)
    finally:
        room.hub.stop()
    sys.exit(0 if is_good else 1)


main()
