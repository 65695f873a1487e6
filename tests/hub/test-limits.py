#!/usr/bin/python3
# test-limits.py: each limit of the hub, met from outside, and not before it
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table in src/hub/README.md says which there are. Those that need a while wait side by side on one hub; those that
would be in others' way have a hub of their own. Slow heads and bodies, and lines in the clear or under TLS that say
nothing, are in test-abuse.py; streams that are not read in test-slow-readers.c; failed log-ins in test-sessions.c."""

import os
import resource
import socket
import sqlite3
import sys
import threading
import time
import traceback
import uuid
from pathlib import Path

from real_hub import RealHub, make_pdf

PEM = str(Path(os.environ['JR_SOURCE_ROOT']) / 'tests/sync/tls-hub.pem')
SLOWNESS = int(os.environ.get('JR_SLOWNESS', '1'))
WAIT = 120 * SLOWNESS
# As in the table.
HEAD_SECONDS, IDLE_SECONDS, SILENCE_SECONDS, PIECE_SECONDS = 15, 60, 60, 20
LINES, LINES_OF_ADDRESS, SNAPSHOTS, QUEUE, BATCH = 4096, 256, 16, 4096, 200
RATE, BURST_SECONDS = 5, 10
# More than the sockets on both sides take; the hub's grows to 4 MB.
CASES_AT_ONCE, DOCUMENTS, SNAPSHOT_BYTES = 50, 100, 8 << 20
LATE = 10 * SLOWNESS


class Failure(Exception):
    pass


def must(is_so, words):
    if not is_so:
        raise Failure(words)


def must_be(reply, status, word=None):
    said = reply.json['type'].rpartition(':')[2] if reply.status >= 400 else None
    must((reply.status, said) == (status, word), f'{reply.status} {said}, and not {status} {word}')


def open_line(hub, timeout=WAIT):
    return socket.create_connection(('127.0.0.1', hub.port), timeout=timeout)


def head(hub, user, target, method='GET', more=''):
    secret = f'Authorization: Bearer {hub.secret(user)}\r\n' if user else ''
    return f'{method} {target} HTTP/1.1\r\nHost: a\r\n{secret}{more}\r\n'.encode()


def seconds_to_end(line):
    """Reads what comes until the line ends."""
    begin = time.monotonic()
    try:
        while line.recv(65536):
            pass
    except ConnectionError:
        pass
    return time.monotonic() - begin


def must_take(seconds, wanted, what):
    print(f'# {what}: {seconds:.0f} s')
    must(wanted - 1 <= seconds <= wanted + LATE, f'{what} took {seconds:.1f} s, and not {wanted}')


# Times ----------------------------------------------------------------------------------------------------------------

def silent_line(hub):
    with open_line(hub) as line:
        must_take(seconds_to_end(line), HEAD_SECONDS, 'a line without a request')


def idle_line(hub):
    """Between two requests a line may rest longer than before the first."""
    with open_line(hub) as line:
        line.sendall(head(hub, None, '/healthz'))
        must_take(seconds_to_end(line), IDLE_SECONDS, 'a line between two requests')


def silent_body(hub):
    """A long body has a long time, but not without a byte of it."""
    with open_line(hub) as line:
        line.sendall(head(hub, 'window1', '/v1/commands', 'POST', 'Content-Length: 4000000\r\n') + b'[')
        must_take(seconds_to_end(line), SILENCE_SECONDS, 'a body that says nothing')


def crawl(line, byte):
    """A byte every half second, until the hub ends the line."""
    line.settimeout(0.5)
    while True:
        try:
            line.sendall(byte)
            if not line.recv(4096):
                return
        except TimeoutError:
            continue
        except ConnectionError:
            return


def crawling_body(hub):
    """20 s and one more for each 16 kB, however often a byte comes."""
    length = 160 << 10
    with open_line(hub) as line:
        line.sendall(head(hub, 'window1', '/v1/commands', 'POST', f'Content-Length: {length}\r\n'))
        begin = time.monotonic()
        crawl(line, b' ')
        must_take(time.monotonic() - begin, 20 + length // (16 << 10), 'a body that crawls')


def trickled_head(hub):
    with open_line(hub) as line:
        begin = time.monotonic()
        line.sendall(b'GET /healthz HTTP/1.1\r\nHost: a\r\nX: ')
        crawl(line, b'x')
        must_take(time.monotonic() - begin, HEAD_SECONDS, 'a head that crawls')


def fill_with_cases(hub):
    document = hub.upload('window1', make_pdf('limits'))
    batch = [hub.command('submit', case_id=str(uuid.uuid4()), item_code='ONE', applicant={'name': '张伟'},
                         documents=[dict(document, name='申' * 60 + f'{i}.pdf') for i in range(DOCUMENTS)])
             for _ in range(CASES_AT_ONCE)]
    reply = hub.ask('window1', 'POST', '/v1/commands', batch)
    must(reply.status == 200 and not [one for one in reply.json if 'problem' in one], f'{reply.body[:300]}')


def stalled_snapshots(hub):
    """Sixteen at once; whoever does not take his holds a place, and the write-ahead log, for a piece's time only."""
    for _ in range(8):
        fill_with_cases(hub)
    size = len(hub.ask('wang', 'GET', '/v1/snapshot').body)
    must(size > SNAPSHOT_BYTES, f'the snapshot has only {size} bytes')
    begin = time.monotonic()
    lines = [open_line(hub) for _ in range(SNAPSHOTS)]
    for line in lines:
        line.sendall(head(hub, 'wang', '/v1/snapshot'))
        line.recv(1)
    must_be(hub.ask('wang', 'GET', '/v1/snapshot'), 503, 'busy')
    # A byte now and then does not help.
    while hub.ask('wang', 'GET', '/v1/snapshot').status == 503:
        must(time.monotonic() - begin < PIECE_SECONDS + LATE, 'stalled snapshots hold their places')
        for line in lines:
            try:
                line.recv(1)
            except ConnectionError:
                pass
        time.sleep(1)
    must_take(time.monotonic() - begin, PIECE_SECONDS, 'a snapshot that is not taken')
    for line in lines:
        line.close()


# Sizes and numbers ----------------------------------------------------------------------------------------------------

def questions(hub):
    for target, status in (
            ('/v1/events?wait=61', 422), ('/v1/events?wait=-1', 422), ('/v1/events?limit=5001', 422),
            ('/v1/events?limit=5000', 200), ('/v1/cases?limit=501', 422), ('/v1/cases?limit=500', 200),
            ('/v1/cases?search=' + 'a' * 101, 422), ('/v1/cases?search=' + 'a' * 100, 200),
            ('/v1/cases?search=a', 422), ('/v1/cases?search=1', 422), ('/v1/cases?search=%E5%BC%A0', 200),
            ('/v1/cases?search=', 200), ('/v1/cases?number=' + '1' * 51, 422), ('/v1/cases?number=' + '1' * 50, 200)):
        must_be(hub.ask('wang', 'GET', target), status, None if status == 200 else 'invalid')


def must_refuse_length(hub, target, method, maximum):
    """Before a byte of it is sent."""
    with open_line(hub) as line:
        line.sendall(head(hub, 'window1', target, method, f'Content-Length: {maximum + 1}\r\n'))
        must(line.recv(4096).startswith(b'HTTP/1.1 413'), f'{maximum + 1} bytes are taken at {target}')


def heads(hub):
    must_be(hub.ask('wang', 'GET', '/v1/me', headers={'X': 'a' * 28000}), 200)
    with open_line(hub) as line:
        line.sendall(head(hub, 'wang', '/v1/me', 'GET', f'X: {"a" * 33000}\r\n'))
        must(line.recv(4096).startswith(b'HTTP/1.1 431'), 'a head of 33 kB is taken')


def bodies(hub):
    command = hub.command('claim', case_id=str(uuid.uuid4()), department='HR')
    batch = [dict(command, number=number) for number in range(1, BATCH + 1)]
    must_be(hub.ask('wang', 'POST', '/v1/commands', batch), 200)
    must_be(hub.ask('wang', 'POST', '/v1/commands', batch + [dict(command, number=BATCH + 1)]), 413, 'too-large')
    must_be(hub.ask('wang', 'POST', '/v1/commands', b'[' * 9 + b']' * 9), 400, 'too-deep')
    must_refuse_length(hub, '/v1/commands', 'POST', 4 << 20)
    must_be(hub.ask(None, 'POST', '/v1/session', b'{"user": "' + b'a' * 8192 + b'"}'), 413, 'too-large')
    must_refuse_length(hub, '/v1/blobs/' + '0' * 64, 'PUT', 256 << 20)


# Hubs of their own ----------------------------------------------------------------------------------------------------

def rate_of_account(_):
    """One account that asks too much waits; the others do not."""
    hub = RealHub('--request-rate', str(RATE))
    try:
        hub.secret('wang')
        n_served = 0
        while (reply := hub.ask('wang', 'GET', '/v1/me')).status == 200:
            n_served += 1
            must(n_served < 2000, 'nobody is stopped')
        print(f'# {n_served} at once')
        must(n_served >= RATE * BURST_SECONDS, f'only {n_served} at once')
        must_be(reply, 429, 'too-many-requests')
        wait = int(reply.headers['Retry-After'])
        must(1 <= wait <= 2, f'Retry-After: {wait}')
        must_be(hub.ask('li', 'GET', '/v1/me'), 200)
        time.sleep(wait)
        must_be(hub.ask('wang', 'GET', '/v1/me'), 200)
    finally:
        hub.stop()


def count_sockets(hub):
    fds = Path(f'/proc/{hub.process.pid}/fd').iterdir()
    return sum(1 for fd in fds if os.path.lexists(fd) and os.readlink(fd).startswith('socket:'))


def number_of_lines(_):
    """At the limit nobody new is let in; who is in is served, and one that goes makes place."""
    # People may have 1024 files open unless their programs ask for more, which the hub does too.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    hub = RealHub()
    try:
        first = open_line(hub)
        first.sendall(head(hub, None, '/healthz'))
        must(first.recv(4096).startswith(b'HTTP/1.1 200'), 'the first line')
        lines = [open_line(hub, HEAD_SECONDS) for _ in range(LINES + 200)]
        until = time.monotonic() + HEAD_SECONDS / 2
        while (n_lines := count_sockets(hub)) < LINES and time.monotonic() < until:
            time.sleep(0.1)
        print(f'# {n_lines} sockets')
        must(LINES - 2 <= n_lines <= LINES + 20, f'{n_lines} sockets are open')
        first.sendall(head(hub, None, '/healthz'))
        must(first.recv(4096).startswith(b'HTTP/1.1 200'), 'who is in is not served any more')
        for line in lines:
            line.close()
        must_be(hub.ask('wang', 'GET', '/v1/me'), 200)
    finally:
        hub.stop()


def lines_of_address(_):
    """Not on loopback, where a proxy brings everybody."""
    hub = RealHub('--listen', '0.0.0.0:0', '--tls-cert', PEM, '--tls-key', PEM)
    try:
        lines = [open_line(hub) for _ in range(LINES_OF_ADDRESS + 20)]
        time.sleep(1)
        n_open = 0
        for line in lines:
            line.setblocking(False)
            try:
                n_open += line.recv(1) != b''
            except BlockingIOError:
                n_open += 1
            except ConnectionError:
                pass
        print(f'# {n_open} lines stay')
        # Each of the two threads of the server counts its own half.
        must(LINES_OF_ADDRESS // 2 <= n_open <= LINES_OF_ADDRESS, f'{n_open} lines of one address are open')
        for line in lines:
            line.close()
    finally:
        hub.stop()


def queue_of_writer(_):
    """While somebody outside holds the database, what cannot wait any more is refused; all else is done in the end."""
    hub = RealHub()
    replies = []
    database = sqlite3.connect(hub.folder / 'hub.db', isolation_level=None)

    def send(number):
        command = hub.command('claim', case_id=str(uuid.uuid4()), department='HR')
        replies.append(hub.ask('wang', 'POST', '/v1/commands', [dict(command, number=i + 1) for i in range(BATCH)]))

    try:
        hub.secret('wang')
        database.execute('BEGIN IMMEDIATE')
        threads = [threading.Thread(target=send, args=(number,)) for number in range(QUEUE // BATCH + 5)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + WAIT
        while not replies:
            must(time.monotonic() < until, 'nobody is refused')
            time.sleep(0.05)
        must_be(replies[0], 503, 'busy')
        # Reading goes on.
        must_be(hub.ask('wang', 'GET', '/v1/me'), 200)
        database.execute('ROLLBACK')
        for thread in threads:
            thread.join()
        statuses = sorted(reply.status for reply in replies)
        print(f'# {statuses}')
        must(statuses.count(200) >= QUEUE // BATCH - 1, f'{statuses}')
    finally:
        database.close()
        hub.stop()


# ----------------------------------------------------------------------------------------------------------------------

SIDE_BY_SIDE = (silent_line, idle_line, silent_body, crawling_body, trickled_head, questions, heads, bodies,
                rate_of_account, lines_of_address)
ONE_BY_ONE = stalled_snapshots, number_of_lines, queue_of_writer


def main():
    hub = RealHub()
    for user in 'wang', 'window1':
        hub.secret(user)
    faults = {}

    def run(check):
        try:
            check(hub)
        except Exception:  # pylint: disable=broad-except
            faults[check] = traceback.format_exc()

    threads = [threading.Thread(target=run, args=(check,)) for check in SIDE_BY_SIDE]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for check in ONE_BY_ONE:
        run(check)
    hub.stop()
    for number, check in enumerate(SIDE_BY_SIDE + ONE_BY_ONE, 1):
        for line in faults.get(check, '').splitlines():
            print(f'# {line}')
        print(f'{"not ok" if check in faults else "ok"} {number} - {check.__name__}')
    print(f'1..{len(SIDE_BY_SIDE + ONE_BY_ONE)}')
    sys.exit(1 if faults else 0)


main()
