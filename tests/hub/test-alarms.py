#!/usr/bin/python3
# test-alarms.py: little room and a write-ahead log that is held are said, and the log is cut when it can be
# SPDX-License-Identifier: GPL-3.0-or-later

import sqlite3
import sys
import time
import uuid

import open_metrics
from real_hub import SECONDS, RealHub, make_pdf
from tap import run_checks

# More than any disk has; and a log that a few commands outgrow.
ENDLESS = str(2**62)
WAL_LIMIT = 200000


def wait_for_status(hub, status, alarms):
    until = time.monotonic() + SECONDS
    while True:
        reply = hub.ask(None, 'GET', '/healthz')
        assert reply.status == 200, reply.status
        if reply.json['status'] == status and reply.json['alarms'] == alarms:
            return
        assert time.monotonic() < until, reply.json
        time.sleep(0.2)


def alarm(hub, name):
    return open_metrics.get(open_metrics.read(hub.ask(None, 'GET', '/metrics').body.decode()), 'jr_hub_alarm', name=name)


def write(hub):
    document = hub.upload('window1', make_pdf('alarms'))
    batch = [hub.command('submit', case_id=str(uuid.uuid4()), item_code='ONE', documents=[document],
                         applicant={'name': '张伟'}) for _ in range(50)]
    assert hub.ask('window1', 'POST', '/v1/commands', batch).status == 200


def wal_size(hub):
    return (hub.folder / 'hub.db-wal').stat().st_size


def a_log_that_is_held_is_said_and_cut_later(hub):
    wait_for_status(hub, 'ok', [])
    reader = sqlite3.connect(hub.folder / 'hub.db', isolation_level=None)
    reader.execute('BEGIN')
    before = reader.execute('SELECT COUNT(*) FROM cases').fetchone()
    while wal_size(hub) <= WAL_LIMIT:
        write(hub)
    wait_for_status(hub, 'degraded', ['write-ahead-log'])
    assert alarm(hub, 'write-ahead-log') == 1 and alarm(hub, 'disk-space') == 0
    # Nobody is held up by it, and the reader still sees what it saw.
    write(hub)
    assert reader.execute('SELECT COUNT(*) FROM cases').fetchone() == before
    assert wal_size(hub) > WAL_LIMIT
    reader.close()
    wait_for_status(hub, 'ok', [])
    assert wal_size(hub) <= WAL_LIMIT, wal_size(hub)
    assert alarm(hub, 'write-ahead-log') == 0
    hub.run('verify', hub.folder)


def little_room_is_said(_hub):
    hub = RealHub('--disk-alarm', ENDLESS)
    try:
        wait_for_status(hub, 'degraded', ['disk-space'])
        assert alarm(hub, 'disk-space') == 1 and alarm(hub, 'write-ahead-log') == 0
        write(hub)
    finally:
        hub.stop()


def main():
    hub = RealHub('--disk-alarm', '0', '--wal-limit', str(WAL_LIMIT))
    try:
        is_good = run_checks([a_log_that_is_held_is_said_and_cut_later, little_room_is_said], hub)
    finally:
        hub.stop()
    sys.exit(0 if is_good else 1)


main()
