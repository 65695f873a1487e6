#!/usr/bin/python3
# test-unix-socket.py: a hub that listens at a unix socket, alone and behind the proxies of data/hub
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from real_hub import PROGRAM, SECONDS, RealHub, make_pdf
from tap import run_checks

SOURCE = Path(os.environ['JR_SOURCE_ROOT'])
PEM = SOURCE / 'tests/sync/tls-hub.pem'
FORWARDED = {'X-Forwarded-For': '192.0.2.1'}
MODE = 0o660


class Place:
    def __init__(self):
        # Short, since the path of a socket has 107 bytes.
        self.folder = tempfile.TemporaryDirectory(prefix='jr-', dir='/tmp')
        self.path = str(Path(self.folder.name) / 'hub.sock')
        self.hub = RealHub('--listen', f'unix:{self.path}')

    def stop(self):
        self.hub.stop()
        self.folder.cleanup()

    def refused(self, listen):
        """What a second hub says that cannot listen there; its room is its own."""
        room = Path(self.folder.name) / 'other'
        if not room.exists():
            self.hub.run('init', room)
        done = subprocess.run([PROGRAM, 'serve', room, '--listen', listen], capture_output=True, text=True, timeout=SECONDS)
        assert done.returncode == 1, done
        return done.stderr


def curl(path, *words):
    done = subprocess.run(['curl', '--silent', '--show-error', '--max-time', str(SECONDS), '--unix-socket', path, *words],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def curl_speaks_to_it(place):
    if shutil.which('curl') is None:
        return 'there is no curl'
    key = place.hub.secret('window1')
    assert json.loads(curl(place.path, 'http://localhost/healthz'))['status'] == 'ok'
    me = json.loads(curl(place.path, '--header', f'Authorization: Bearer {key}', 'http://localhost/v1/me'))
    assert me['me']['user'] == 'window1', me
    stream = subprocess.run(['curl', '--silent', '--no-buffer', '--max-time', '1', '--unix-socket', place.path, '--header',
                             'Accept: text/event-stream', '--header', f'Authorization: Bearer {place.hub.secret("zhou")}',
                             '--include', 'http://localhost/v1/events'], capture_output=True, text=True)
    assert 'HTTP/1.1 200' in stream.stdout and 'text/event-stream' in stream.stdout, stream
    return None


def a_whole_case_goes_through_it(place):
    hub = place.hub
    document = hub.upload('window1', make_pdf('unix'))
    reply = hub.ask('window1', 'POST', '/v1/commands', hub.command(
        'submit', case_id='00000000-0000-4000-8000-000000000001', item_code='ONE', documents=[document],
        applicant={'name': '张伟'}))
    assert reply.status == 200, reply.body
    assert hub.ask('wang', 'GET', f'/v1/blobs/{document["sha256"]}').body == make_pdf('unix')


def it_is_for_owner_and_group(place):
    found = os.stat(place.path)
    assert stat.S_ISSOCK(found.st_mode) and stat.S_IMODE(found.st_mode) == MODE, oct(found.st_mode)


def a_proxy_is_believed(place):
    assert place.hub.ask(None, 'GET', '/metrics').status == 200
    assert place.hub.ask(None, 'GET', '/metrics', headers=FORWARDED).status == 404


def nobody_takes_it_from_a_hub_that_listens(place):
    before = os.stat(place.path).st_ino
    assert 'listens' in place.refused(f'unix:{place.path}')
    assert os.stat(place.path).st_ino == before
    assert place.hub.ask(None, 'GET', '/healthz').status == 200


def a_file_is_not_removed(place):
    path = Path(place.folder.name) / 'file'
    path.write_text('mine', encoding='utf-8')
    assert 'no socket' in place.refused(f'unix:{path}')
    assert path.read_text(encoding='utf-8') == 'mine'


def a_path_that_is_none_is_refused(place):
    assert 'bytes' in place.refused('unix:')
    assert 'bytes' in place.refused('unix:/tmp/' + 108 * 'x')
    assert 'Cannot listen' in place.refused('unix:/nowhere/hub.sock')


def what_a_killed_hub_leaves_is_no_obstacle(place):
    place.hub.process.kill()
    place.hub.process.wait(SECONDS)
    place.hub.process.stdout.close()
    assert stat.S_ISSOCK(os.stat(place.path).st_mode)
    before = os.umask(0)
    try:
        place.hub.start()
    finally:
        os.umask(before)
    assert place.hub.ask(None, 'GET', '/healthz').status == 200
    it_is_for_owner_and_group(place)


def end(hub):
    hub.process.send_signal(signal.SIGTERM)
    assert hub.process.wait(SECONDS) == 0
    hub.process.stdout.close()


def it_is_gone_when_the_hub_is(place):
    end(place.hub)
    assert not os.path.lexists(place.path)
    place.hub.start()


def what_somebody_else_put_there_stays(place):
    os.unlink(place.path)
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(place.path)
        end(place.hub)
        assert os.path.lexists(place.path)
    place.hub.start()


# Behind the proxies of data/hub ---------------------------------------------------------------------------------------

def free_port():
    with socket.socket() as line:
        line.bind(('127.0.0.1', 0))
        return line.getsockname()[1]


def replace(text, *pairs):
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def write_nginx(place, port):
    base = place.folder.name
    text = replace((SOURCE / 'data/hub/nginx.conf').read_text(encoding='utf-8'),
                   ('server 127.0.0.1:8440;', f'server unix:{place.path};'), ('listen 443 ssl;', f'listen 127.0.0.1:{port} ssl;'),
                   ('    listen [::]:443 ssl;\n', ''), ('/etc/joint-review/certificate.pem', str(PEM)),
                   ('/etc/joint-review/key.pem', str(PEM)))
    temporary = ''.join(f'{name}_temp_path {base}/{name};\n' for name in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
    path = Path(base) / 'nginx.conf'
    path.write_text(f'daemon off;\nmaster_process off;\npid {base}/nginx.pid;\nerror_log stderr;\nevents {{}}\n'
                    f'http {{\naccess_log off;\n{temporary}{text}\n}}\n', encoding='utf-8')
    return ['-p', base, '-e', 'stderr', '-c', str(path)]


def write_haproxy(place, port):
    text = replace((SOURCE / 'data/hub/haproxy.cfg').read_text(encoding='utf-8'),
                   ('server hub 127.0.0.1:8440', f'server hub unix@{place.path}'), ('bind :443 ssl', f'bind 127.0.0.1:{port} ssl'),
                   ('/etc/haproxy/joint-review.pem', str(PEM)), ('    log /dev/log local0\n', ''), ('    log global\n', ''),
                   ('    user haproxy\n    group haproxy\n', ''))
    path = Path(place.folder.name) / 'haproxy.cfg'
    path.write_text(text, encoding='utf-8')
    return ['-db', '-f', str(path)]


def wait_for(port, process):
    end_at = time.monotonic() + SECONDS
    while time.monotonic() < end_at and process.poll() is None:
        try:
            socket.create_connection(('127.0.0.1', port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError('the proxy does not listen')


def go_through(place, port):
    """As a desk far away, to which the proxy looks like the hub."""
    hub = place.hub
    far = object.__new__(RealHub)
    far.__dict__.update(hub.__dict__, path=None, port=port)
    far.context = RealHub.make_context()
    assert far.ask(None, 'GET', '/healthz').status == 200
    assert far.ask('wang', 'GET', '/v1/me').json['me']['user'] == 'wang'
    document = far.upload('window1', make_pdf('through the proxy'))
    assert far.ask('wang', 'GET', f'/v1/blobs/{document["sha256"]}').body == make_pdf('through the proxy')
    assert far.ask(None, 'GET', '/metrics').status == 404
    assert hub.ask(None, 'GET', '/metrics').status == 200


def count_readings(hub):
    text = hub.ask(None, 'GET', '/metrics').body.decode()
    return [line for line in text.splitlines() if line.startswith('jr_hub_requests_total{') and '"/v1/items"' in line]


def nobody_hides_behind_a_colon(place, port):
    """For libmicrohttpd 0.9.75 a lone colon or NUL ends the head, so what is behind it must never come so far."""
    before = count_readings(place.hub)
    assert before
    key = place.hub.secret('window1').encode()
    for end in b':\n', b':\r', b'\0\n', b'\0\r':
        hidden = b'GET /v1/items HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ' + key + b'\r\n\r\n'
        with RealHub.make_context().wrap_socket(socket.create_connection(('127.0.0.1', port), SECONDS)) as line:
            line.sendall(b'GET /healthz HTTP/1.1\r\nHost: a\r\n' + end + hidden)
            line.settimeout(2)
            answers = b''
            try:
                while piece := line.recv(65536):
                    answers += piece
            except TimeoutError:
                pass
        assert answers.count(b'HTTP/1.1 ') <= 1, answers
    assert count_readings(place.hub) == before


def behind(place, name, write):
    program = shutil.which(name, path=os.environ['PATH'] + ':/usr/sbin')
    if program is None:
        return f'there is no {name}'
    port = free_port()
    process = subprocess.Popen([program, *write(place, port)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        go_through(place, port)
        nobody_hides_behind_a_colon(place, port)
    finally:
        process.terminate()
        process.wait(SECONDS)
    return None


def behind_nginx(place):
    return behind(place, 'nginx', write_nginx)


def behind_haproxy(place):
    return behind(place, 'haproxy', write_haproxy)


CHECKS = [curl_speaks_to_it, a_whole_case_goes_through_it, it_is_for_owner_and_group, a_proxy_is_believed,
          nobody_takes_it_from_a_hub_that_listens, a_file_is_not_removed, a_path_that_is_none_is_refused,
          what_a_killed_hub_leaves_is_no_obstacle, behind_nginx, behind_haproxy, it_is_gone_when_the_hub_is,
          what_somebody_else_put_there_stays]


def main():
    place = Place()
    try:
        is_good = run_checks(CHECKS, place)
    finally:
        place.stop()
    sys.exit(0 if is_good else 1)


main()
