# real_hub.py: a real hub for tests in Python: the built program, on a folder and a port of its own
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same room as jr-test-hub.h has: departments HR, FP, MK, the items ONE (HR) and FOOD (HR and FP, then MK)."""

import hashlib
import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import tempfile
import uuid
from pathlib import Path

BUILD = Path(os.environ['JR_BUILD_ROOT'])
PROGRAM = BUILD / 'src/hub/joint-review-hub'
SECONDS = 60
USERS = {
    'wang': ('reviewer', '--department', 'HR'), 'sun': ('reviewer', '--department', 'HR'),
    'han': ('reviewer', '--department', 'HR'),
    'li': ('reviewer', '--department', 'FP'), 'chen': ('reviewer', '--department', 'MK'),
    'zhou': ('supervisor',), 'root': ('administrator',), 'shen': ('auditor',),
    'window1': ('counter', '--window', '1'),
}
MATERIALS = [{'code': 'form', 'name': '申请表', 'required': True}]
ITEMS = [
    {'code': 'ONE', 'name': '一事', 'stages': [['HR']], 'materials': MATERIALS, 'points': ['是否齐全']},
    {'code': 'FOOD', 'name': '食品经营许可证', 'stages': [['HR', 'FP'], ['MK']], 'materials': MATERIALS},
]


def make_pdf(word):
    """One empty A4 page; the word makes the bytes this file's own."""
    parts = ['1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n', '2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n',
             '3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n']
    text, offsets = f'%PDF-1.4\n% {word}\n', []
    for part in parts:
        offsets.append(len(text))
        text += part
    rows = ''.join(f'{offset:010} 00000 n \n' for offset in offsets)
    return (f'{text}xref\n0 4\n0000000000 65535 f \n{rows}trailer\n<</Size 4/Root 1 0 R>>\n'
            f'startxref\n{len(text)}\n%%EOF\n').encode()


class Reply:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.media = self.headers.get_content_type() if 'Content-Type' in self.headers else None

    @property
    def json(self):
        return json.loads(self.body)


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__('localhost', timeout=SECONDS)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(SECONDS)
        self.sock.connect(self.path)


class RealHub:
    def __init__(self, *options):
        self.place = tempfile.TemporaryDirectory(prefix='jr-real-hub-')
        self.base = Path(self.place.name)
        self.folder = self.base / 'room'
        self.options = options
        self.host = '127.0.0.1'
        self.secrets = {}
        self.process = None
        self.set_up()
        self.start()

    def run(self, *words):
        done = subprocess.run([PROGRAM, *words], check=True, capture_output=True, text=True)
        return done.stdout

    def set_up(self):
        items = self.base / 'items.json'
        items.write_text(json.dumps(ITEMS), encoding='utf-8')
        self.run('init', self.folder, '--code', 'NW', '--name', '南湾')
        for code, name in ('HR', '人社'), ('FP', '计生'), ('MK', '市场监管'):
            self.run('department', 'add', self.folder, code, name)
        self.run('item', 'import', self.folder, items)
        self.first = {}
        for user, (role, *rest) in USERS.items():
            printed = json.loads(self.run('user', 'add', self.folder, user, '--role', role, '--json', *rest))
            self.first[user] = printed.get('password')
            self.secrets[user] = printed.get('key')

    def start(self):
        worker = BUILD / 'src/render/worker/joint-review-render'
        self.process = subprocess.Popen([PROGRAM, 'serve', self.folder, '--listen', '127.0.0.1:0', *self.options],
                                        stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, 'JOINT_REVIEW_RENDER': str(worker)})
        line = self.process.stdout.readline()
        self.url = line.removeprefix('listening on ').strip()
        self.path = self.url.removeprefix('unix:') if self.url.startswith('unix:') else None
        self.port = None if self.path else int(self.url.rsplit(':', 1)[1])
        self.context = self.make_context() if self.url.startswith('https:') else None

    @staticmethod
    def make_context():
        return ssl._create_unverified_context()

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(SECONDS)
            self.process.stdout.close()
        self.place.cleanup()

    def secret(self, user):
        if self.secrets[user] is None:
            body = {'user': user, 'password': self.first[user], 'new_password': f'password of {user}'}
            self.secrets[user] = self.ask(None, 'POST', '/v1/session', body).json['token']
        return self.secrets[user]

    def connect(self):
        if self.path is not None:
            return UnixConnection(self.path)
        if self.context is None:
            return http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)
        return http.client.HTTPSConnection(self.host, self.port, timeout=SECONDS, context=self.context)

    def ask(self, user, method, target, body=None, headers=()):
        """@body: objects and arrays as JSON, anything else as it is."""
        line = self.connect()
        given = dict(headers)
        if user is not None:
            given.setdefault('Authorization', f'Bearer {self.secret(user)}')
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
        try:
            line.request(method, target, body, given)
            return Reply(line.getresponse())
        finally:
            line.close()

    def upload(self, user, content):
        """The document, as a command names it."""
        sha256 = hashlib.sha256(content).hexdigest()
        self.ask(user, 'PUT', f'/v1/blobs/{sha256}', content)
        return {'sha256': sha256, 'size': len(content), 'name': '申请表.pdf', 'material': 'form'}

    def command(self, kind, **members):
        """With an id of its own."""
        return {'kind': kind, 'client': str(uuid.uuid4()), 'number': 1, **members}
