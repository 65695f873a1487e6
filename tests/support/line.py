# line.py: a line between one desk and the hub that can be cut while the others' lines hold
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands bytes on between the desk and the hub as they come; knows nothing of what they mean."""

import contextlib
import socket
import threading
from urllib.parse import urlsplit

BYTES = 65536


def hand_on(source, target):
    with contextlib.suppress(OSError):
        while chunk := source.recv(BYTES):
            target.sendall(chunk)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


class Line:
    """A context manager; @url is what the desk is to be given."""

    def __init__(self, hub):
        parts = urlsplit(hub)
        self.hub = (parts.hostname, parts.port)
        self.address = ('127.0.0.1', 0)
        self.server = None
        self.ends = []

    @property
    def url(self):
        return f'http://{self.address[0]}:{self.address[1]}'

    def __enter__(self):
        self.mend()
        return self

    def __exit__(self, *_):
        if self.server is not None:
            self.cut()

    def mend(self):
        """Opens it, later again at the same address."""
        self.server = socket.create_server(self.address)
        self.address = self.server.getsockname()
        threading.Thread(target=self.serve, args=(self.server,), daemon=True).start()

    def serve(self, server):
        with contextlib.suppress(OSError):
            while True:
                desk, _ = server.accept()
                hub = socket.create_connection(self.hub)
                self.ends += [desk, hub]
                for ends in ((desk, hub), (hub, desk)):
                    threading.Thread(target=hand_on, args=ends, daemon=True).start()

    def cut(self):
        """Whoever calls is refused, whoever talks is cut off."""
        ends, self.ends = [self.server, *self.ends], []
        self.server = None
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
