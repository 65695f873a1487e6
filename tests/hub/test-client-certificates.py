#!/usr/bin/env python3
# test-client-certificates.py: a hub that takes only who shows a certificate of its hall
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from real_hub import BUILD, PROGRAM, RealHub  # noqa: E402
from tap import run_checks  # noqa: E402

PEM = str(Path(os.environ['JR_SOURCE_ROOT']) / 'tests/sync/tls-hub.pem')
COUNTER = BUILD / 'src/counter/joint-review-counter'
NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']


def openssl(*words):
    subprocess.run(['openssl', *map(str, words)], check=True, capture_output=True)


def make_authority(folder, name):
    openssl('req', '-x509', *NEW_KEY, '-days', 30, '-subj', f'/CN={name}', '-keyout', folder / f'{name}.key',
            '-out', folder / f'{name}.crt')


def make_certificate(folder, authority, name, days):
    """One file with both, as curl --cert and joint-review-counter --cert want it."""
    key, request, certificate, both = (folder / f'{name}.{end}' for end in ('key', 'csr', 'crt', 'pem'))
    openssl('req', *NEW_KEY, '-subj', f'/CN={name}', '-keyout', key, '-out', request)
    openssl('x509', '-req', '-in', request, '-CA', folder / f'{authority}.crt', '-CAkey', folder / f'{authority}.key',
            '-CAcreateserial', '-days', days, '-out', certificate)
    both.write_text(key.read_text() + certificate.read_text())


class Place:
    def __init__(self, folder):
        self.files = folder
        for name in ('hall', 'stranger'):
            make_authority(folder, name)
        make_certificate(folder, 'hall', 'window', 30)
        make_certificate(folder, 'stranger', 'intruder', 30)
        make_certificate(folder, 'hall', 'yesterday', -1)
        self.hub = RealHub('--tls-cert', PEM, '--tls-key', PEM, '--tls-client-ca', str(folder / 'hall.crt'))
        self.key = folder / 'key'
        self.key.write_text(self.hub.secrets['window1'])
        self.key.chmod(0o600)

    def curl(self, *words):
        run = subprocess.run(['curl', '--silent', '--show-error', '--cacert', PEM, *map(str, words),
                              f'{self.hub.url}/healthz'], capture_output=True, text=True)
        return run.returncode, run.stdout

    def counter(self, *words):
        return subprocess.run([COUNTER, '--hub', self.hub.url, '--key-file', self.key, '--ca', PEM, *map(str, words),
                               'watch', '--once'], capture_output=True, text=True)


def hall_is_taken(place):
    for version in ('1.2', '1.3'):
        status, body = place.curl('--tls-max', version, '--cert', place.files / 'window.pem')
        assert status == 0 and '"ok"' in body, (version, status, body)


def others_are_refused(place):
    for version in ('1.2', '1.3'):
        for name in (None, 'intruder', 'yesterday'):
            words = [] if name is None else ['--cert', place.files / f'{name}.pem']
            status, body = place.curl('--tls-max', version, *words)
            assert status != 0 and body == '', (version, name, status, body)


def counter_shows_it(place):
    run = place.counter('--cert', place.files / 'window.pem')
    assert run.returncode == 0, run
    for name in (None, 'intruder'):
        run = place.counter(*([] if name is None else ['--cert', place.files / f'{name}.pem']))
        assert run.returncode == 3, (name, run)
    run = place.counter('--cert', place.files / 'window.crt')
    assert run.returncode == 2 and 'no key' in run.stderr, run


def options_belong_together(place):
    room = place.files / 'room'
    subprocess.run([PROGRAM, 'init', room, '--name', '南湾'], check=True, capture_output=True)
    for words, said in ((['--tls-client-ca', place.files / 'hall.crt'], 'needs --tls-cert'),
                        (['--tls-cert', PEM, '--tls-key', PEM, '--tls-client-ca', place.key], 'key: ')):
        run = subprocess.run([PROGRAM, 'serve', room, '--listen', '127.0.0.1:0', *words],
                             capture_output=True, text=True)
        assert run.returncode == 1 and said in run.stderr, run


def main():
    for program in ('openssl', 'curl'):
        if shutil.which(program) is None:
            print(f'1..0 # SKIP {program} is not installed')
            return
    with tempfile.TemporaryDirectory(prefix='jr-certificates-') as folder:
        place = Place(Path(folder))
        is_good = run_checks((hall_is_taken, others_are_refused, counter_shows_it, options_belong_together), place)
        place.hub.stop()
    sys.exit(0 if is_good else 1)


if __name__ == '__main__':
    main()
