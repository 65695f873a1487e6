#!/usr/bin/python3
# test-heads.py: what the hub signs of its log is handed out, kept by others, and holds the hub to it
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real hub; its heads are kept as a counter would, in files, and given to "verify"."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import uuid

from real_hub import PROGRAM, SECONDS, RealHub, make_pdf
from receiver import Receiver
from tap import run_checks

# As JR_HEAD_EVENTS.
EVENTS = 100


def verify(hub, head, folder=None):
    """Status and words of "verify --head" with a head that somebody has kept."""
    file = hub.base / f'{uuid.uuid4()}.json'
    file.write_text(json.dumps(head), encoding='utf-8')
    done = subprocess.run([PROGRAM, 'verify', folder or hub.folder, '--head', file], capture_output=True, text=True)
    return done.returncode, done.stderr


def hand_in(hub):
    case = str(uuid.uuid4())
    reply = hub.ask('window1', 'POST', '/v1/commands', hub.command(
        'submit', case_id=case, item_code='ONE', documents=[hub.upload('window1', make_pdf(case))],
        applicant={'name': '张伟', 'phone': '13800000000'}))
    assert reply.status == 200, reply.body
    return case


def comment(hub, case, count):
    client = str(uuid.uuid4())
    commands = [{'kind': 'comment', 'client': client, 'number': number + 1, 'case_id': case, 'text': f'第{number}次'}
                for number in range(count)]
    reply = hub.ask('zhou', 'POST', '/v1/commands', commands)
    assert reply.status == 200 and not [one for one in reply.json if 'problem' in one], reply.body


def head_of(hub, query='', user='wang'):
    return hub.ask(user, 'GET', '/v1/head' + query).json


def stop(hub):
    hub.process.send_signal(signal.SIGTERM)
    hub.process.wait(SECONDS)
    hub.process.stdout.close()


def wait_for_head(hub, sequence):
    """By the feed: the page that has it comes with or behind the events that it covers."""
    cursor = None
    while True:
        page = hub.ask('wang', 'GET', '/v1/events?limit=5000' + (f'&after={cursor}' if cursor else '')).json
        if page.get('head', {}).get('sequence', -1) >= sequence:
            return page['head']
        cursor = page['cursor']


def test_head_is_for_everybody(hub):
    heads = [head_of(hub, user=user) for user in ('wang', 'zhou', 'root', 'shen', 'window1')]
    assert all(head == heads[0] for head in heads)
    assert verify(hub, heads[0]) == (0, '')
    forged = heads[0] | {'sequence': heads[0]['sequence'] + 1}
    status, words = verify(hub, forged)
    assert status == 1 and 'signature' in words, words
    assert hub.ask(None, 'GET', '/v1/head').status == 401


def test_place_that_was_seen(hub):
    hand_in(hub)
    row = hub.ask('shen', 'GET', '/v1/log?limit=1').json['rows'][0]
    assert head_of(hub, '?sequence=1')['at'] == {'sequence': 1, 'hash': row['hash']}
    assert head_of(hub, '?sequence=0')['at']['hash'] == hub.ask('shen', 'GET', '/v1/log?limit=1').json['previous']
    assert 'at' not in head_of(hub, '?sequence=1000000') and 'at' not in head_of(hub)


def test_many_events_are_signed(hub):
    case = hand_in(hub)
    before = head_of(hub)
    line = socket.create_connection(('127.0.0.1', hub.port), timeout=SECONDS)
    line.sendall(f'GET /v1/events HTTP/1.0\r\nAccept: text/event-stream\r\n'
                 f'Authorization: Bearer {hub.secret("wang")}\r\n\r\n'.encode())
    comment(hub, case, EVENTS)
    head = wait_for_head(hub, before['sequence'] + EVENTS)
    assert head == head_of(hub) and head['public_key'] == before['public_key'] and head['epoch'] == before['epoch']
    assert verify(hub, head)[0] == 0 and verify(hub, before)[0] == 0
    # A stream has it as soon as it has anything to say.
    comment(hub, case, 1)
    text = b''
    while b'event: head' not in text or not text.endswith(b'\n\n'):
        text += line.recv(65536)
    line.close()
    told = [json.loads(part.split(b'data: ')[1]) for part in text.split(b'\n\n') if b'event: head' in part]
    assert told[-1] == head, told
    assert text.index(f'-{head["sequence"]}-'.encode()) < text.index(b'event: head')
    end = json.loads(hub.ask('wang', 'GET', '/v1/snapshot').body.splitlines()[-1])
    assert end['end'] is True and end['head'] == head


def test_stop_and_start_sign(hub):
    hand_in(hub)
    behind = head_of(hub)
    stop(hub)
    hub.start()
    head = head_of(hub)
    assert head['sequence'] > behind['sequence'] and verify(hub, head)[0] == 0


def test_old_head_where_nothing_can_be_signed(hub):
    stop(hub)
    key = hub.folder / 'head.key'
    seed = key.read_bytes()
    key.write_text('no key')
    hub.start()
    case = hand_in(hub)
    head = head_of(hub)
    assert verify(hub, head)[0] == 0, head
    stop(hub)
    key.write_bytes(seed)
    hub.start()
    later = head_of(hub)
    assert later['sequence'] > head['sequence'] and later['public_key'] == head['public_key'], (case, later)


def test_result_is_a_head(hub):
    """And keeps its id and its words when the hub is restored before it could be delivered."""
    receiver = Receiver()
    url = f'http://127.0.0.1:{receiver.port}/hook'
    hub.run('webhook', 'add', hub.folder, url, '--allow-network', '127.0.0.0/8')
    receiver.tell('/hook', 503)
    case = hand_in(hub)
    version = hub.ask('wang', 'GET', f'/v1/cases/{case}').json['case']['version']
    hub.ask('wang', 'POST', '/v1/commands', hub.command('decide', case_id=case, seen_version=version,
                                                        decision={'kind': 'approve'}))
    first = receiver.wait_for('/hook', 1)[0]
    log = first.event['data']['log']
    assert verify(hub, log) == (0, ''), 'what comes with a result can be kept as it is'
    file, restored = hub.base / 'waiting.tar', hub.base / 'restored'
    hub.run('backup', hub.folder, file)
    stop(hub)
    hub.run('restore', file, restored)
    shutil.copy(hub.folder / 'head.key', restored / 'head.key')
    other = object.__new__(RealHub)
    other.__dict__.update(hub.__dict__, folder=restored)
    other.start()
    hub.run('redeliver', restored)
    again = receiver.wait_for('/hook', 2)[1]
    assert (again.id, again.body) == (first.id, first.body), 'the same result, whichever hub sends it'
    assert head_of(other, user='window1')['epoch'] != log['epoch'] and verify(hub, log, restored)[0] == 0
    stop(other)
    receiver.stop()
    hub.start()


def test_older_copy_and_fork_are_found(hub):
    """What an administrator finds with a head that a counter has kept."""
    stop(hub)
    copy, back = hub.base / 'copy', hub.base / 'back'
    shutil.copytree(hub.folder, copy)
    shutil.copytree(hub.folder, back)
    hub.start()
    hand_in(hub)
    stop(hub)
    hub.start()
    kept = head_of(hub)
    assert verify(hub, kept) == (0, '')
    status, words = verify(hub, kept, back)
    assert status == 1 and 'went back' in words, words
    other = object.__new__(RealHub)
    other.__dict__.update(hub.__dict__, folder=copy)
    stop(hub)
    other.start()
    hand_in(other)
    hand_in(other)
    stop(other)
    status, words = verify(hub, kept, copy)
    assert status == 1 and 'another one' in words, words
    hub.start()


TESTS = [value for name, value in list(globals().items()) if name.startswith('test_')]


def main():
    hub = RealHub('--recall-window', '0', '--webhook-waits', '0,3600')
    is_good = run_checks(TESTS, hub)
    hub.stop()
    return 0 if is_good else 1


sys.exit(main())
