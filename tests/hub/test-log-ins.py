#!/usr/bin/python3
# test-log-ins.py: a whole hall that logs in at the same moment
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checking a password costs 64 MB and some 50 ms on purpose, so the hub does two at a time, lets some wait and tells the
others when to come again. Everybody is in at last, and who works meanwhile notices nothing."""

import asyncio
import json
import os
import random
import sqlite3
import statistics
import sys
import threading
import time

from real_hub import RealHub
from tap import run_checks

PEOPLE = 500
SLOWNESS = int(os.environ.get('JR_SLOWNESS', '1'))
# What one password takes, and how many the hub may check at once.
PASSWORD_KB = 64 * 1024
AT_ONCE = 2
# Tables, connections and the code itself.
REST_KB = 96 * 1024
PATIENCE = 200 * SLOWNESS


def add_people(hub):
    """All have the password of wang, since each one's own would take the command line minutes."""
    hub.secret('wang')
    with sqlite3.connect(hub.folder / 'hub.db', timeout=30) as database:
        database.executemany('INSERT INTO accounts (user_name, display_name, role, department, password_hash, password_is_once, '
                             'is_disabled) SELECT ?, display_name, role, department, password_hash, 0, 0 FROM accounts '
                             "WHERE user_name = 'wang'", [(f'desk-{number}',) for number in range(PEOPLE)])
    database.close()


def read_head(answer):
    head, _, body = answer.partition(b'\r\n\r\n')
    first, *lines = head.decode().split('\r\n')
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in (line.partition(':') for line in lines)}, body


async def try_once(hub, number):
    """Each comes from a machine of its own, by way of the proxy."""
    body = json.dumps({'user': f'desk-{number}', 'password': 'password of wang'})
    reader, writer = await asyncio.open_connection(hub.host, hub.port)
    writer.write(f'POST /v1/session HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.1.{number // 250}.{number % 250 + 1}\r\n'
                 f'Connection: close\r\nContent-Length: {len(body)}\r\n\r\n{body}'.encode())
    answer = await reader.read()
    writer.close()
    return read_head(answer)


async def log_in(hub, number, seen):
    while True:
        status, headers, body = await try_once(hub, number)
        seen.append(status)
        if status == 201:
            return json.loads(body)['token']
        assert status in (429, 503), (status, body)
        # Nobody comes again in step with the others.
        await asyncio.sleep(int(headers['retry-after']) * (1 + random.random()))


async def log_in_all(hub, seen):
    return await asyncio.wait_for(asyncio.gather(*(log_in(hub, number, seen) for number in range(PEOPLE))), PATIENCE)


def measure(hub, ending, times):
    """On one line, as a desk that is logged in already; it is asked ten times a second."""
    line = hub.connect()
    headers = {'Authorization': f'Bearer {hub.secret("zhou")}'}
    while not ending.wait(0.1):
        begun = time.monotonic()
        line.request('GET', '/v1/me', headers=headers)
        assert line.getresponse().read()
        times.append(time.monotonic() - begun)
    line.close()


def peak_kb(hub):
    with open(f'/proc/{hub.process.pid}/status', encoding='ascii') as status:
        return next(int(line.split()[1]) for line in status if line.startswith('VmHWM:'))


def everybody_is_in_at_last(hub):
    seen, times, ending = [], [], threading.Event()
    other = threading.Thread(target=measure, args=(hub, ending, times))
    begun = time.monotonic()
    other.start()
    try:
        tokens = asyncio.run(log_in_all(hub, seen))
    finally:
        ending.set()
        other.join()
    print(f'# {PEOPLE} in {time.monotonic() - begun:.0f} s, {len(seen) - PEOPLE} asked to come again; meanwhile '
          f'{len(times)} others, median {statistics.median(times) * 1000:.1f} ms, longest {max(times) * 1000:.0f} ms')
    assert len(set(tokens)) == PEOPLE
    assert seen.count(201) == PEOPLE and len(seen) > PEOPLE
    assert statistics.median(times) < 0.1 * SLOWNESS, times
    hub.secrets['desk-0'] = tokens[0]
    assert hub.ask('desk-0', 'GET', '/v1/me').json['me']['user'] == 'desk-0'


def two_passwords_are_checked_at_once(hub):
    """Many more of them would not fit."""
    assert peak_kb(hub) < AT_ONCE * PASSWORD_KB + REST_KB, peak_kb(hub)


def main():
    hub = RealHub()
    try:
        add_people(hub)
        is_good = run_checks([everybody_is_in_at_last, two_passwords_are_checked_at_once], hub)
    finally:
        hub.stop()
    sys.exit(0 if is_good else 1)


main()
