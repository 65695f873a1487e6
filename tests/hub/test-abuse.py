#!/usr/bin/python3
# test-abuse.py: a hub that strangers do their worst to, while somebody works with it
# SPDX-License-Identifier: GPL-3.0-or-later
"""Once in the clear and once under TLS. All the slow lines (half a head, half a body) are there at once, and meanwhile
the rest happens on top of them: whoever works with the hub must not notice. In the end memory is
what it was, but for a stated rest, and the slow lines are gone by the hub's own deadlines."""

import contextlib
import os
import re
import select
import socket
import ssl
import sys
import threading
import time
import traceback
from pathlib import Path

from hostile import GET, HOST, NEXT, rows
from real_hub import RealHub

PEM = str(Path(os.environ['JR_SOURCE_ROOT']) / 'tests/sync/tls-hub.pem')
SLOWNESS = int(os.environ.get('JR_SLOWNESS', '1'))
N_SILENT, N_GREETINGS, N_HEADS, N_BODIES, N_PIPELINED = 200, 50, 400, 100, 10000
LARGE = 300 << 20
# What the sockets on both sides take before anybody has read a byte is not counted: loopback holds some MB.
SOCKETS_MAXIMUM = 8 << 20
ANSWER_SECONDS = 0.1 * SLOWNESS
# Beside everything that is thrown at the hub on the same two cores, by a test that needs one of them.
WORK_SECONDS = 1.0 * SLOWNESS
IDLE_SHARE = 0.05
# 32 kB of buffers for each line of libmicrohttpd, and what the allocator does not give back. The sanitizer gives back
# nothing that was freed lately.
GROWTH_MAXIMUM = (16 if SLOWNESS == 1 else 400) << 20
LINES_GROWTH_MAXIMUM = (96 if SLOWNESS == 1 else 800) << 20
# The deadlines of jr-lines.c, 15 s for a head and 20 s for the short body, and some more.
CUT_SECONDS = 30 * SLOWNESS
WAIT = 20 * SLOWNESS
BLOCKED = BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError
STATUS = re.compile(rb'HTTP/1\.[01] (\d\d\d) ')

faults = []


def must(is_so, words):
    if not is_so:
        faults.append(words)


class Target:
    """A hub, and lines to it."""

    def __init__(self, is_secret):
        self.hub = RealHub(*(('--tls-cert', PEM, '--tls-key', PEM) if is_secret else ()))
        self.context = ssl.create_default_context(cafile=PEM) if is_secret else None
        if is_secret:
            self.context.check_hostname = False

    def connect(self):
        return socket.create_connection(('127.0.0.1', self.hub.port), timeout=WAIT)

    def open(self):
        """Ready for a request."""
        line = self.connect()
        return line if self.context is None else self.context.wrap_socket(line)

    def exchange(self, request):
        """All that is answered until the end of the line, or the line that did not end."""
        with self.open() as line:
            answer = b''
            try:
                line.sendall(request)
            except OSError:
                pass  # refused before it was read: what was said is still there
            try:
                while piece := line.recv(65536):
                    answer += piece
            except TimeoutError:
                return answer, False
            except OSError:
                pass
            return answer, True

    def number(self, name, field):
        for line in Path(f'/proc/{self.hub.process.pid}/{name}').read_text(encoding='ascii').splitlines():
            if line.startswith(field + ':'):
                return int(line.split()[1])
        raise KeyError(field)

    def memory(self):
        return self.number('status', 'VmRSS') << 10

    def cpu(self):
        fields = Path(f'/proc/{self.hub.process.pid}/stat').read_text(encoding='ascii').rpartition(')')[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def fresh_get(self):
        begin = time.monotonic()
        answer, _ = self.exchange(NEXT)
        must(answer.startswith(b'HTTP/1.1 200'), f'a fresh GET: {answer[:60]}')
        return time.monotonic() - begin


class Worker(threading.Thread):
    """Somebody who works with the hub all the time; a request each 50 ms, on lines of its own."""

    def __init__(self, target):
        super().__init__(daemon=True)
        self.target = target
        self.is_over = threading.Event()
        self.slowest = 0
        self.n_served = 0
        target.hub.secret('wang')

    def run(self):
        while not self.is_over.wait(0.05):
            begin = time.monotonic()
            try:
                status = self.target.hub.ask('wang', 'GET', '/v1/me').status
            except OSError as error:
                status = error
            self.slowest = max(self.slowest, time.monotonic() - begin)
            self.n_served += 1
            must(status == 200, f'whoever worked meanwhile got {status}')

    def end(self):
        self.is_over.set()
        self.join()
        print(f'# {self.n_served} requests meanwhile, the slowest took {self.slowest * 1000:.0f} ms')
        must(self.slowest < WORK_SECONDS, f'whoever worked meanwhile waited {self.slowest:.1f} s')


def is_open(line):
    try:
        line.setblocking(False)
        while line.recv(65536):
            pass
        return False
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    except OSError:
        return False


class SlowLines:
    """Lines that hold on by a byte each second."""

    def __init__(self, target):
        body = b'POST /v1/session HTTP/1.1\r\n' + HOST + b'Content-Length: 4000\r\n\r\n'
        self.heads = [self.begin(target, GET + b'X: ') for _ in range(N_HEADS)]
        self.bodies = [self.begin(target, body) for _ in range(N_BODIES)]
        self.since = time.monotonic()

    @staticmethod
    def begin(target, text):
        line = target.open()
        line.sendall(text)
        return line

    def feed(self):
        for line in self.heads + self.bodies:
            try:
                line.send(b'x')
            except OSError:
                pass

    def wait_for_cut(self):
        while left := [line for line in self.heads + self.bodies if is_open(line)]:
            if time.monotonic() - self.since > CUT_SECONDS:
                must(False, f'{len(left)} slow lines are still there')
                return
            self.feed()
            time.sleep(0.5)
        print(f'# the last slow line was cut after {time.monotonic() - self.since:.0f} s')


def check_silent(target, _):
    """TCP connections that say nothing, and greetings that do not end, cost nobody anything."""
    greeting = b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'a' * 20 if target.context else b'GET /'
    lines = [target.connect() for _ in range(N_SILENT + N_GREETINGS)]
    for number, line in enumerate(lines[N_SILENT:]):
        line.sendall(greeting[:1 + number % len(greeting)])
    slowest = max(target.fresh_get() for _ in range(5))
    before = target.cpu()
    time.sleep(1)
    share = target.cpu() - before
    print(f'# fresh GET {slowest * 1000:.1f} ms, {share * 100:.0f} % of a core')
    must(slowest <= ANSWER_SECONDS, f'a fresh GET took {slowest:.3f} s')
    must(share <= IDLE_SHARE * SLOWNESS, f'{share:.2f} s of a second go by for nothing')
    for line in lines:
        line.close()


def check_hostile(target, _):
    for name, request, choice in rows():
        answer, is_ended = target.exchange(request)
        statuses = tuple(int(status) for status in STATUS.findall(answer))
        must(is_ended, f'{name}: the line stays open')
        must(statuses in choice, f'{name}: {statuses} and not {choice}')


def check_large(target, _):
    for path, wanted in ('/nothing', 404), ('/v1/commands', 401), ('/v1/session', 413):
        head = f'POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {LARGE}\r\n\r\n'.encode()
        sent, piece = 0, b'z' * 65536
        with target.open() as line:
            try:
                line.sendall(head)
                while sent < LARGE:
                    sent += line.send(piece)
            except OSError:
                pass
        must(sent < SOCKETS_MAXIMUM, f'{path}: {sent >> 20} MB were taken')
        # Whoever looks before he sends has the answer.
        answer, _ = target.exchange(head)
        must(answer.startswith(b'HTTP/1.1 %d' % wanted), f'{path}: {answer[:40]}')


def check_pipelined(target, _):
    """As fast as the line takes them; read meanwhile, or neither side would go on. On one thread, since a TLS line of
    Python's is not for two."""
    left = memoryview(b''.join([b'GET /healthz HTTP/1.1\r\n' + HOST + b'\r\n'] * (N_PIPELINED - 1) + [NEXT]))
    answer, piece = bytearray(), None
    with target.open() as line:
        line.setblocking(False)
        while piece != b'':
            if not any(select.select([line], [line] if left else [], [], WAIT)):
                raise TimeoutError('the line takes nothing and says nothing')
            with contextlib.suppress(*BLOCKED):
                left = left[line.send(left[:1 << 16]):] if left else left
            with contextlib.suppress(*BLOCKED):
                piece = line.recv(1 << 16)
                answer += piece
    statuses = [int(status) for status in STATUS.findall(bytes(answer))]
    must(statuses == [200] * N_PIPELINED, f'{len(statuses)} answers, {set(statuses)}')


def check_slow(target, slow):
    slow.wait_for_cut()


def check_memory(target, before):
    after = target.memory()
    print(f'# {before >> 10} kB before, {after >> 10} kB after')
    must(after - before < GROWTH_MAXIMUM, f'{(after - before) >> 20} MB more than before')
    must(target.fresh_get() < ANSWER_SECONDS * 3, 'slow behind all this')


def storm(target):
    """Steps with the slow lines there all the while."""
    target.fresh_get()
    yield 'silent', check_silent, None
    before = target.memory()
    worker = Worker(target)
    worker.start()
    slow = SlowLines(target)
    must(target.memory() - before < LINES_GROWTH_MAXIMUM, 'the slow lines take too much memory')
    yield 'pipelined', check_pipelined, None
    slow.feed()
    yield 'large', check_large, None
    slow.feed()
    yield 'hostile', check_hostile, None
    yield 'slow', check_slow, slow
    worker.end()
    yield 'memory', check_memory, before


def main():
    n_done, is_good = 0, True
    for is_secret in False, True:
        target = Target(is_secret)
        for name, check, subject in storm(target):
            try:
                check(target, subject)
            except Exception:  # pylint: disable=broad-except
                faults.append(traceback.format_exc())
            for fault in dict.fromkeys(faults):
                print('\n'.join(f'# {line}' for line in fault.splitlines()))
            n_done += 1
            print(f'{"not ok" if faults else "ok"} {n_done} - {"tls" if is_secret else "plain"} {name}', flush=True)
            is_good = is_good and not faults
            faults.clear()
        target.hub.stop()
    print(f'1..{n_done}')
    sys.exit(0 if is_good else 1)


main()
