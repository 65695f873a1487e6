#!/usr/bin/python3
# test-resume.py: files that come in parts, with lines and hubs that break in between
# SPDX-License-Identifier: GPL-3.0-or-later

import contextlib
import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from real_hub import BUILD, RealHub
from tap import run_checks

sys.path.append(str(Path(__file__).resolve().parent.parent / 'support'))
from line import BYTES, Line, hand_on  # noqa: E402 pylint: disable=wrong-import-position

SEED = int(os.environ.get('JR_SEED', '20261124'))
COUNTER = BUILD / 'src/counter/joint-review-counter'
SIZE = 3 << 20
CUTS = 12
HEADS = 64 << 10
PARTS_MAXIMUM = 16
DAY = 24 * 60 * 60
WAIT = 60

dice = random.Random(SEED)


def must(is_so, words):
    if not is_so:
        raise AssertionError(words)


def make_file():
    content = dice.randbytes(SIZE)
    return content, '/v1/blobs/' + hashlib.sha256(content).hexdigest()


def offset_of(hub, place, user='window1'):
    reply = hub.ask(user, 'HEAD', place)
    return SIZE if reply.status == 200 else int(reply.headers['Upload-Offset'])


def put(hub, place, content, first, last, user='window1', total=SIZE):
    return hub.ask(user, 'PUT', place, content[first:last + 1], {'Content-Range': f'bytes {first}-{last}/{total}'})


def begin(hub, place, content, first, n_bytes):
    """Announces all of the rest, sends so much of it."""
    line = socket.create_connection(('127.0.0.1', hub.port), timeout=WAIT)
    head = (f'PUT {place} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {hub.secret("window1")}\r\n'
            f'Content-Range: bytes {first}-{SIZE - 1}/{SIZE}\r\nContent-Length: {SIZE - first}\r\n\r\n')
    line.sendall(head.encode() + content[first:first + n_bytes])
    return line


def wait_for(hub, place, wanted):
    until = time.monotonic() + WAIT
    while offset_of(hub, place) < wanted:
        must(time.monotonic() < until, f'{offset_of(hub, place)} of {wanted} bytes are there')
        time.sleep(0.01)


def must_have(hub, place, content):
    reply = hub.ask('zhou', 'GET', place)
    must(reply.status == 200 and reply.body == content, 'the file is not what was sent')
    must(not parts(hub), f'left behind: {parts(hub)}')


def parts(hub):
    return sorted((hub.folder / 'blobs/incoming').iterdir())


def send_rest(hub, place, content):
    """As long as the line before is not known to be gone, the hub is busy with it."""
    until = time.monotonic() + WAIT
    while True:
        # A long body that is refused is not read, and whoever sends it may not see the answer.
        with contextlib.suppress(ConnectionError):
            reply = put(hub, place, content, offset_of(hub, place), SIZE - 1)
            if reply.status != 503:
                break
        must(time.monotonic() < until, 'the hub holds on to a line that is cut')
        time.sleep(0.01)
    must(reply.status == 201, f'{reply.status} {reply.body}')


def in_order(hub):
    content, place = make_file()
    must(put(hub, place, content, 0, 999).status == 202, 'the first part')
    wrong = put(hub, place, content, 500, 1999)
    must((wrong.status, wrong.headers['Upload-Offset']) == (409, '1000'), f'{wrong.status}')
    must(put(hub, place, content, 0, 999).status == 409, 'from the start again')
    must(offset_of(hub, place, 'wang') == 0, 'somebody else sees it')
    must(put(hub, place, content, 1000, SIZE - 1).status == 201, 'the last part')
    must_have(hub, place, content)
    must(put(hub, place, content, 0, SIZE - 1).status == 200, 'there already')


def malformed(hub):
    content, place = make_file()
    for value in ('bytes', 'bytes 0-9', 'bytes 9-0/10', 'bytes 0-9/9', 'bytes */10', 'bytes 0-9/*', 'bytes -0-9/10',
                  'lines 0-9/10', 'bytes 0-8/10', 'bytes 0-10/11', 'bytes 0-9/10 ', 'bytes 0-9/99999999999999999999'):
        reply = hub.ask('window1', 'PUT', place, content[:10], {'Content-Range': value})
        # Space at the end of a header is nobody's.
        must(reply.status in ((202, 422, 201) if value.endswith(' ') else (422,)), f'{value}: {reply.status}')
    reply = hub.ask('window1', 'PUT', place, content[:10], {'Content-Range': f'bytes 0-9/{(256 << 20) + 1}'})
    must(reply.status == 413, f'too large: {reply.status}')
    for part in parts(hub):
        part.unlink()


def wrong_bytes(hub):
    content, place = make_file()
    must(put(hub, place, bytes(SIZE), 0, 999).status == 202, 'the first part')
    reply = put(hub, place, content, 1000, SIZE - 1)
    must(reply.status == 422 and b'wrong-hash' in reply.body, f'{reply.status} {reply.body}')
    must(offset_of(hub, place) == 0 and not parts(hub), 'what was wrong is kept')
    send_rest(hub, place, content)
    must_have(hub, place, content)


def cut_lines(hub):
    content, place = make_file()
    at = 0
    for _ in range(CUTS):
        while (first := offset_of(hub, place)) < at:
            time.sleep(0.01)
        n_bytes = dice.randrange(1, 2 * (SIZE - first) // (CUTS + 1))
        line = begin(hub, place, content, first, n_bytes)
        at = first + n_bytes
        wait_for(hub, place, at)
        line.close()
        # The lock goes with the line.
        until = time.monotonic() + WAIT
        while put(hub, place, content, at, at).status == 503:
            must(time.monotonic() < until, 'the hub holds on to a line that is cut')
        at += 1
    print(f'# {at} of {SIZE} bytes after {CUTS} cuts')
    send_rest(hub, place, content)
    must_have(hub, place, content)


def killed_hub(hub):
    content, place = make_file()
    for _ in range(3):
        first = offset_of(hub, place)
        n_bytes = dice.randrange(1, (SIZE - first) // 2)
        line = begin(hub, place, content, first, n_bytes)
        wait_for(hub, place, first + n_bytes)
        hub.process.send_signal(signal.SIGKILL)
        hub.process.wait()
        hub.process.stdout.close()
        line.close()
        hub.start()
        must(offset_of(hub, place) == first + n_bytes, 'what had come is gone with the hub')
    send_rest(hub, place, content)
    must_have(hub, place, content)


def bounds(hub):
    """Of too many the oldest goes; of all those that are not continued in a day each."""
    files = [make_file() for _ in range(PARTS_MAXIMUM + 2)]
    for age, (content, place) in enumerate(files):
        must(put(hub, place, content, 0, 99).status == 202, 'a part')
        seen = time.time() - 1000 + age
        os.utime(next(part for part in parts(hub) if part.name.endswith(place[-64:])), (seen, seen))
    must(len(parts(hub)) == PARTS_MAXIMUM, f'{len(parts(hub))} parts')
    must([offset_of(hub, place) for _, place in files] == [0, 0] + [100] * PARTS_MAXIMUM, 'others than the oldest went')
    for part in parts(hub):
        os.utime(part, (time.time() - DAY - 60,) * 2)
    must(offset_of(hub, files[-1][1]) == 0, 'it is waited for longer than a day')
    must(put(hub, files[0][1], files[0][0], 0, 99).status == 202, 'a part')
    must(len(parts(hub)) == 1, 'they are still there after a day')
    parts(hub)[0].unlink()


def with_curl(hub):
    content, place = make_file()
    put(hub, place, content, 0, 9999)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, 'rest').write_bytes(content[10000:])
        done = subprocess.run(['curl', '-sS', '-o', '/dev/null', '-w', '%{http_code}', '-T', f'{folder}/rest',
                               '-H', f'Authorization: Bearer {hub.secret("window1")}',
                               '-H', f'Content-Range: bytes 10000-{SIZE - 1}/{SIZE}', hub.url + place],
                              check=True, capture_output=True, text=True)
    must(done.stdout == '201', done.stdout)
    must_have(hub, place, content)


def down_with_curl(hub):
    content, place = make_file()
    etag = f'"{place[-64:]}"'
    put(hub, place, content, 0, SIZE - 1)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, 'scan')

        def get(*options):
            done = subprocess.run(['curl', '-sS', '-o', target, '-w', '%{http_code} %header{etag} %header{content-range}',
                                   '-H', f'Authorization: Bearer {hub.secret("zhou")}', *options, hub.url + place],
                                  check=True, capture_output=True, text=True)
            return done.stdout.split(' ', 2)

        for options, status, body, content_range in (
                ((), '200', content, ''),
                (('-r', '10-19'), '206', content[10:20], f'bytes 10-19/{SIZE}'),
                (('-r', '-5'), '206', content[-5:], f'bytes {SIZE - 5}-{SIZE - 1}/{SIZE}'),
                (('-r', '10-19', '-H', f'If-Range: {etag}'), '206', content[10:20], f'bytes 10-19/{SIZE}'),
                (('-r', '10-19', '-H', 'If-Range: "other"'), '200', content, ''),
                (('-r', '10-19', '-H', f'If-Range: W/{etag}'), '200', content, ''),
                (('-H', f'If-None-Match: "other", W/{etag}'), '304', b'', ''),
                (('-r', f'{SIZE}-'), '416', None, f'bytes */{SIZE}')):
            target.write_bytes(b'')
            answer = get(*options)
            must(answer == [status, '' if status == '416' else etag, content_range], f'{options}: {answer}')
            must(body is None or target.read_bytes() == body, f'{options}: other bytes')
        target.write_bytes(content[:12345])
        must(get('-C', '-')[0] == '206' and target.read_bytes() == content, 'it does not go on')


class CutLine(Line):
    """Breaks off behind so many bytes to the hub, a few times, and counts them all."""

    def __init__(self, hub, n_cuts):
        super().__init__(hub.url)
        self.n_cuts = n_cuts
        self.n_bytes = 0

    def hand_on(self, desk, hub):
        left = SIZE // 4
        with contextlib.suppress(OSError):
            while chunk := desk.recv(BYTES):
                hub.sendall(chunk)
                self.n_bytes += len(chunk)
                left -= len(chunk)
                if left < 0 and self.n_cuts > 0:
                    self.n_cuts -= 1
                    break
        # What was sent still arrives, the answer does not.
        hub.shutdown(socket.SHUT_WR)
        desk.close()

    def serve(self, server):
        with contextlib.suppress(OSError):
            while True:
                desk, _ = server.accept()
                hub = socket.create_connection(self.hub)
                self.ends += [desk, hub]
                threading.Thread(target=self.hand_on, args=(desk, hub), daemon=True).start()
                threading.Thread(target=hand_on, args=(hub, desk), daemon=True).start()


def submit(hub, url, path):
    key = hub.base / 'window1.key'
    key.write_text(hub.secret('window1'), encoding='ascii')
    key.chmod(0o600)
    return subprocess.run([COUNTER, '--hub', url, '--key-file', key, 'submit', '--item', 'ONE', '--applicant', '张伟',
                           '--material', f'form={path}'], check=False, capture_output=True, text=True)


def counter_goes_on(hub):
    """After each cut it sends what is missing and no more. The bytes are no PDF, which is said only then."""
    content, place = make_file()
    path = hub.base / 'scan.pdf'
    path.write_bytes(content)
    with CutLine(hub, 3) as line:
        done = submit(hub, line.url, path)
        print(f'# {line.n_bytes} bytes for {SIZE}: {done.stderr.strip()}')
        must(line.n_cuts == 0, 'it was not cut')
        # Heads come on top. Beginning anew only once: three quarters.
        must(line.n_bytes < SIZE + HEADS, f'{line.n_bytes} bytes were sent for {SIZE}')
    must_have(hub, place, content)


CHECKS = counter_goes_on, in_order, malformed, wrong_bytes, cut_lines, killed_hub, bounds, with_curl, down_with_curl


def main():
    print(f'# JR_SEED={SEED}')
    hub = RealHub()
    is_good = run_checks(CHECKS, hub)
    hub.stop()
    sys.exit(0 if is_good else 1)


main()
