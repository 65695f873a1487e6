#!/usr/bin/python3
# test-service.py: what the hub tells systemd: that it is ready, stops, works, and nothing when it hangs
# SPDX-License-Identifier: GPL-3.0-or-later
"""A datagram socket stands for systemd. A program loaded into the hub (hang-calls.c) lets it hang where a test wants it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

from real_hub import BUILD, PROGRAM, SECONDS, RealHub
from tap import run_checks

PEM = str(Path(os.environ['JR_SOURCE_ROOT']) / 'tests/sync/tls-hub.pem')
# Seconds of the watchdog here.
INTERVAL = 2
BEAT = 'WATCHDOG=1'


class Manager:
    """Takes what a hub says, with the time."""

    def __init__(self, place, is_abstract=False):
        self.name = f'@jr-{uuid.uuid4()}' if is_abstract else str(place / f'{uuid.uuid4()}.sock')
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind('\0' + self.name[1:] if is_abstract else self.name)
        self.socket.settimeout(SECONDS)

    def hear(self, seconds=SECONDS):
        """The lines of one datagram; none when there is none in time."""
        self.socket.settimeout(seconds)
        try:
            return self.socket.recv(65536).decode().split('\n')
        except TimeoutError:
            return []

    def wait_for(self, line):
        """Everything up to the datagram with this line."""
        lines = []
        while line not in lines:
            heard = self.hear()
            assert heard, f'{line} does not come; heard {lines}'
            lines += heard
        return lines

    def is_silent(self, seconds):
        return BEAT not in self.hear(seconds)

    def forget(self):
        while self.hear(0.01):
            pass


class Room(RealHub):
    """One room, served by one hub after the other, each started by a manager of its own."""

    def __init__(self):
        self.environment = {}
        super().__init__()
        self.end()

    def start(self):
        before = dict(os.environ)
        os.environ.update({name: value for name, value in self.environment.items() if value is not None})
        try:
            super().start()
        finally:
            os.environ.clear()
            os.environ.update(before)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(SECONDS)
        self.process.stdout.close()


@contextlib.contextmanager
def serving(hub, manager, *options, **environment):
    hub.options = options
    hub.environment = {'NOTIFY_SOCKET': manager.name if manager else None, 'WATCHDOG_USEC': str(INTERVAL * 1000000),
                       **environment}
    hub.start()
    try:
        yield hub
    finally:
        hub.end()


def it_says_when_it_is_ready_and_when_it_stops(hub):
    for is_abstract in False, True:
        manager = Manager(hub.base, is_abstract)
        with serving(hub, manager):
            lines = manager.wait_for('READY=1')
            assert f'STATUS=Serving at {hub.url}' in lines, lines
            hub.process.send_signal(signal.SIGTERM)
            lines = manager.wait_for('STOPPING=1')
            assert any(line.startswith('STATUS=') for line in lines), lines
        assert BEAT not in manager.hear(0.1)


def it_is_ready_only_when_it_listens(hub):
    """What does not get its address never says so."""
    manager = Manager(hub.base)
    with serving(hub, manager):
        manager.wait_for('READY=1')
        other = Manager(hub.base)
        room = hub.base / 'second'
        hub.run('init', room)
        done = subprocess.run([PROGRAM, 'serve', room, '--listen', f'127.0.0.1:{hub.port}'], capture_output=True,
                              timeout=SECONDS, env={**os.environ, 'NOTIFY_SOCKET': other.name})
        assert done.returncode == 1 and not other.hear(0.1), done


def it_says_that_it_works(hub):
    manager = Manager(hub.base)
    with serving(hub, manager):
        manager.wait_for(BEAT)
        before = time.monotonic()
        for _ in range(4):
            manager.wait_for(BEAT)
        assert time.monotonic() - before < 4 * INTERVAL


def it_works_also_with_tls_and_at_a_unix_socket(hub):
    for options in ('--tls-cert', PEM, '--tls-key', PEM), ('--listen', f'unix:{hub.base}/hub.sock'), \
            ('--listen', '0.0.0.0:0', '--tls-cert', PEM, '--tls-key', PEM):
        manager = Manager(hub.base)
        with serving(hub, manager, *options):
            for _ in range(3):
                manager.wait_for(BEAT)


def it_says_nothing_unasked(hub):
    for environment in {'WATCHDOG_USEC': None}, {'WATCHDOG_USEC': 'x'}, {'WATCHDOG_PID': '1'}:
        manager = Manager(hub.base)
        with serving(hub, manager, **environment):
            manager.wait_for('READY=1')
            assert manager.is_silent(INTERVAL)


def it_serves_without_a_manager(hub):
    gone = Manager(hub.base)
    gone.socket.close()
    for name in None, gone.name, 'nowhere', '@', 'vsock:2:1234':
        with serving(hub, None, NOTIFY_SOCKET=name):
            assert hub.ask(None, 'GET', '/healthz').status == 200


def hanging(hub, manager):
    return serving(hub, manager, LD_PRELOAD=str(BUILD / 'tests/hub/hang-calls.so'), JR_HANG=str(hub.base))


def expect_silence(manager, file, cause):
    """While the file is there no beat comes for longer than systemd would wait; then it does again."""
    sign = file.with_name(f'{file.name}-hangs')
    manager.wait_for(BEAT)
    file.touch()
    try:
        cause()
        until = time.monotonic() + SECONDS
        while not sign.exists():
            assert time.monotonic() < until, 'it does not hang'
            time.sleep(0.05)
        manager.forget()
        assert manager.is_silent(2 * INTERVAL), 'it says that it works'
    finally:
        file.unlink()
    manager.wait_for(BEAT)


def a_writer_that_hangs_is_found_out(hub):
    manager = Manager(hub.base)
    with hanging(hub, manager):
        hub.secret('wang')
        log_in = threading.Thread(target=hub.secret, args=('zhou',))
        expect_silence(manager, hub.base / 'sync', log_in.start)
        log_in.join(SECONDS)
        assert hub.ask('zhou', 'GET', '/v1/me').status == 200


def a_listener_that_hangs_is_found_out(hub):
    manager = Manager(hub.base)
    with hanging(hub, manager):
        expect_silence(manager, hub.base / 'accept', lambda: None)
        assert hub.ask(None, 'GET', '/healthz').status == 200


CHECKS = [it_says_when_it_is_ready_and_when_it_stops, it_is_ready_only_when_it_listens, it_says_that_it_works,
          it_works_also_with_tls_and_at_a_unix_socket, it_says_nothing_unasked, it_serves_without_a_manager,
          a_writer_that_hangs_is_found_out, a_listener_that_hangs_is_found_out]


def main():
    room = Room()
    try:
        is_good = run_checks(CHECKS, room)
    finally:
        room.place.cleanup()
    sys.exit(0 if is_good else 1)


main()
