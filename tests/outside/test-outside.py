#!/usr/bin/python3
# test-outside.py: clients that we did not write get on with a real hub
# SPDX-License-Identifier: GPL-3.0-or-later
"""From npm, with the versions of package-lock.json, once into the build folder: the verifier of Standard Webhooks, an
EventSource, a linter of OpenAPI, and a proxy that holds what goes through it against the description. Skips, and says
so, where there is no npm or no way to its registry."""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
import uuid
from pathlib import Path

from api_scenes import decide, stamp
from real_hub import BUILD, SECONDS, RealHub, make_pdf
from receiver import Receiver
from tap import run_checks

HERE = Path(__file__).parent
CLIENTS = BUILD / 'tests/outside/clients'
API = Path(os.environ['JR_SOURCE_ROOT']) / 'data/api/openapi.json'
INSTALL_SECONDS = 240
NODE_MINIMUM = 18
ENVIRONMENT = {**os.environ, 'JR_CLIENTS': str(CLIENTS)}
COMMANDS = '/v1/commands'


def must(is_so, words):
    if not is_so:
        raise AssertionError(words)


def install():
    """Why it cannot be, or nothing."""
    if shutil.which('npm') is None or shutil.which('node') is None:
        return 'there is no npm here'
    version = subprocess.run(['node', '--version'], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip('v').split('.')[0]) < NODE_MINIMUM:
        return f'node {version.strip()} is too old'
    CLIENTS.mkdir(parents=True, exist_ok=True)
    with open(CLIENTS / 'lock', 'w', encoding='utf-8') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = (HERE / 'package-lock.json').read_text(encoding='utf-8')
        installed = CLIENTS / 'installed'
        if installed.exists() and installed.read_text(encoding='utf-8') == wanted:
            return None
        for name in 'package.json', 'package-lock.json':
            shutil.copy(HERE / name, CLIENTS)
        try:
            done = subprocess.run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], cwd=CLIENTS, capture_output=True,
                                  text=True, timeout=INSTALL_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return 'the registry of npm is too slow'
        if done.returncode != 0:
            return 'npm cannot install: ' + ' '.join(done.stderr.split())[:200]
        installed.write_text(wanted, encoding='utf-8')
    return None


def node(script, *words, text=None):
    return subprocess.run(['node', script, *words], input=text, capture_output=True, text=True, timeout=SECONDS, check=False,
                          env=ENVIRONMENT)


class Office:
    """With the functions that the scenes want of a witness."""

    def __init__(self):
        self.hub = RealHub('--recall-window', '0')

    def ask(self, user, method, target, body=None, headers=()):
        return self.hub.ask(user, method, target, body, headers)

    def send(self, user, kind, **members):
        return self.ask(user, 'POST', COMMANDS, self.hub.command(kind, **members))

    def approved(self):
        case = str(uuid.uuid4())
        document = self.hub.upload('window1', make_pdf(case))
        self.send('window1', 'submit', case_id=case, item_code='ONE', documents=[document], applicant={'name': '张伟'})
        decide(self, 'wang', case, 'approve', stamps=[stamp(document)])
        return case


def signature(office):
    """The verifier takes a delivery as it came, also while a secret is changed, and no other."""
    hub, receiver = office.hub, Receiver()
    added = json.loads(hub.run('webhook', 'add', hub.folder, f'http://127.0.0.1:{receiver.port}/', '--allow-network',
                               '127.0.0.0/8', '--json'))
    try:
        office.approved()
        receiver.wait_for('/', 1)
        fresh = json.loads(hub.run('webhook', 'rotate', hub.folder, str(added['webhook']), '--json'))
        office.approved()
        first, second = receiver.wait_for('/', 2)
    finally:
        hub.run('webhook', 'remove', hub.folder, str(added['webhook']))
        receiver.stop()
    for taken, secret, is_good in (first, added['secret'], True), (second, added['secret'], True), \
            (second, fresh['secret'], True), (first, fresh['secret'], False):
        delivery = {'headers': dict(taken.headers.items()), 'body': taken.body.decode()}
        done = node(HERE / 'verify-webhook.mjs', secret, text=json.dumps(delivery))
        must((done.returncode == 0) == is_good, done.stdout + done.stderr)
    spoilt = {'headers': dict(first.headers.items()), 'body': first.body.decode() + ' '}
    must(node(HERE / 'verify-webhook.mjs', added['secret'], text=json.dumps(spoilt)).returncode == 1, 'a spoilt body is refused')


def stream(office):
    """All events once and in order, over a line that ends in between."""
    office.approved()
    cursors = [frame['cursor'] for frame in office.ask('window1', 'GET', '/v1/events').json['frames']]
    done = node(HERE / 'follow-stream.mjs', office.hub.url + '/v1/events', office.hub.secret('window1'), str(len(cursors)))
    must(done.returncode == 0, done.stdout + done.stderr)
    seen = json.loads(done.stdout)
    must(seen['ids'] == cursors, 'every event once')
    must(seen['lines'] == [None, cursors[0]], f'it went on where it was: {seen["lines"]}')


def lint(office):
    """The description has no error."""
    done = subprocess.run(['node', CLIENTS / 'node_modules/.bin/spectral', 'lint', '--fail-severity', 'error', '--ruleset',
                           HERE / 'ruleset.yaml', API], capture_output=True, text=True, timeout=SECONDS, check=False)
    must(done.returncode == 0 and '0 errors' in done.stdout, done.stdout + done.stderr)


class Proxy:
    """What goes through it is held against the description."""

    def __init__(self, hub):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(['node', CLIENTS / 'node_modules/.bin/prism', 'proxy', API, hub.url, '--port',
                                         str(self.port), '--host', '127.0.0.1'], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if 'is listening' in line:
                break

    def stop(self):
        self.process.terminate()
        self.process.wait(SECONDS)
        self.process.stdout.close()

    def ask(self, secret, method, target, body=None):
        """The status, and what is wrong with request or answer."""
        request = urllib.request.Request(f'http://127.0.0.1:{self.port}{target}', method=method,
                                         data=None if body is None else json.dumps(body).encode())
        request.add_header('Content-Type', 'application/json')
        if secret is not None:
            request.add_header('Authorization', f'Bearer {secret}')
        try:
            reply = urllib.request.urlopen(request, timeout=SECONDS)
        except urllib.error.HTTPError as error:
            reply = error
        with reply:
            reply.read()
            return reply.status, json.loads(reply.headers.get('sl-violations', '[]'))


def contract(office):
    """Every answer is of the shape that the description gives it; the proxy sees it when one is not."""
    hub = office.hub
    case = office.approved()
    proxy = Proxy(hub)
    command = hub.command('comment', case_id=case, text='好')
    asked = [('wang', 'GET', '/v1/me', None, 200), ('wang', 'GET', '/v1/items', None, 200),
             ('wang', 'GET', '/v1/cases?filter=all&limit=2', None, 200), ('wang', 'GET', f'/v1/cases/{case}', None, 200),
             ('window1', 'GET', f'/v1/cases/{case}', None, 200), ('zhou', 'GET', f'/v1/cases/{case}', None, 200),
             ('wang', 'GET', '/v1/events?limit=50', None, 200), ('wang', 'POST', COMMANDS, command, 200),
             ('wang', 'GET', f'/v1/cases/{uuid.UUID(int=0)}', None, 404), (None, 'GET', '/healthz', None, 200),
             ('wang', 'POST', COMMANDS, hub.command('claim', case_id=case), 409)]
    try:
        for user, method, target, body, status in asked:
            answer, faults = proxy.ask(user and hub.secret(user), method, target, body)
            must(answer == status and not faults, f'{method} {target}: {answer} {faults}')
        # So that silence means something.
        must(proxy.ask(hub.secret('wang'), 'GET', '/v1/cases?limit=none')[1], 'a wrong request is seen')
    finally:
        proxy.stop()


def main():
    reason = install()
    if reason is not None:
        print(f'1..0 # SKIP {reason}')
        return
    office = Office()
    try:
        is_good = run_checks([signature, stream, lint, contract], office)
    finally:
        office.hub.stop()
    sys.exit(0 if is_good else 1)


main()
