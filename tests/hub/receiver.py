# receiver.py: a counter's own system, for tests: takes results, or does with them what it is told to
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each path is a target of its own. What it does with the next requests is given with tell(); then it answers 204."""

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECONDS = 60


class Taken:
    def __init__(self, handler):
        self.path = handler.path
        self.headers = handler.headers
        self.body = handler.rfile.read(int(handler.headers['Content-Length']))
        self.at = time.monotonic()
        self.answer = None

    @property
    def id(self):
        return self.headers['webhook-id']

    @property
    def event(self):
        return json.loads(self.body)

    @property
    def case(self):
        return self.event['data']['case']['id']

    def is_signed_with(self, *secrets):
        """By exactly these, in their order."""
        signed = f'{self.id}.{self.headers["webhook-timestamp"]}.'.encode() + self.body
        keys = [base64.b64decode(secret.removeprefix('whsec_')) for secret in secrets]
        mine = ['v1,' + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode() for key in keys]
        return self.headers['webhook-signature'].split(' ') == mine


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        taken = Taken(self)
        answer = self.server.receiver.take(taken)
        if answer == 'hang':
            self.server.receiver.ending.wait(SECONDS)
        if answer in ('hang', 'close'):
            self.close_connection = True
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # One that hangs up is no fault of ours.
    def handle_error(self, request, client_address):
        pass


class Receiver:
    """@tls: an ssl.SSLContext, or none."""

    def __init__(self, tls=None):
        self.server = Server(('127.0.0.1', 0), Handler)
        self.server.receiver = self
        if tls is not None:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.changed = threading.Condition()
        self.ending = threading.Event()
        self.answers = {}
        self.taken = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.ending.set()
        self.server.shutdown()
        self.server.server_close()

    def tell(self, path, *answers):
        """Of what to do next: a status, (status, headers, body), 'hang' or 'close'."""
        with self.changed:
            self.answers.setdefault(path, []).extend((answer, {}, b'') if isinstance(answer, int) else answer
                                                     for answer in answers)

    def take(self, taken):
        with self.changed:
            waiting = self.answers.get(taken.path)
            taken.answer = waiting.pop(0) if waiting else (204, {}, b'')
            self.taken.append(taken)
            self.changed.notify_all()
            return taken.answer

    def at(self, path):
        with self.changed:
            return [taken for taken in self.taken if taken.path == path]

    def wait_for(self, path, count):
        with self.changed:
            is_there = self.changed.wait_for(lambda: sum(taken.path == path for taken in self.taken) >= count, SECONDS)
        if not is_there:
            raise AssertionError(f'{path} has {len(self.at(path))} requests, not {count}')
        return self.at(path)
