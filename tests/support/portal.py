#!/usr/bin/python3
# portal.py: stands in for the desktop's portals for files, printing and secrets: portal.py FOLDER
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers as a person would who always saves in FOLDER, under the name that was suggested, and whose printer is a file
there: print-1.pdf and so on. FOLDER/answer, a JSON object, changes that: {"cancel": true}, {"save-to": PATH}. Each question
is a line of FOLDER/asked. With Portal, a test has one beside it; programs ask it when they have ENVIRONMENT."""

import json
import os
import subprocess
import sys
from pathlib import Path

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402 (the version must be asked for first)

NAME = 'org.freedesktop.portal.Desktop'
PATH = '/org/freedesktop/portal/desktop'
REQUEST = 'org.freedesktop.portal.Request'
INTERFACES = '''<node>
  <interface name="org.freedesktop.portal.FileChooser">
    <method name="SaveFile">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
      <arg type="o" direction="out"/>
    </method>
    <property name="version" type="u" access="read"/>
  </interface>
  <interface name="org.freedesktop.portal.Print">
    <method name="PreparePrint">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
    </method>
    <method name="Print">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="h" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
    </method>
    <property name="version" type="u" access="read"/>
  </interface>
  <interface name="org.freedesktop.portal.Secret">
    <method name="RetrieveSecret">
      <arg type="h" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
    </method>
    <property name="version" type="u" access="read"/>
  </interface>
</node>'''
# Older versions of GTK read the first, newer ones the second.
ENVIRONMENT = {'GTK_USE_PORTAL': '1', 'GDK_DEBUG': 'gl-disable,portals'}
DONE, CANCELLED = 0, 1
# The same whenever it is asked for, as it has to be.
SECRET = bytes(range(64))


class Portal:
    """A context manager: the program of this file, for as long as it is needed."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process = None

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, __file__, str(self.folder)], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == 'ready\n', 'the stand-in for the portals did not start'
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def answer(self, **answer):
        (self.folder / 'answer').write_text(json.dumps(answer), encoding='utf-8')

    def asked(self):
        file = self.folder / 'asked'
        return [json.loads(line) for line in file.read_text(encoding='utf-8').splitlines()] if file.exists() else []


class Desktop:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.n_printed = 0

    def note(self, **words):
        with open(self.folder / 'asked', 'a', encoding='utf-8') as file:
            file.write(json.dumps(words, ensure_ascii=False) + '\n')

    def how(self):
        file = self.folder / 'answer'
        return json.loads(file.read_text(encoding='utf-8')) if file.exists() else {}

    def save_file(self, arguments, _message):
        _parent, title, options = arguments
        path = Path(self.how().get('save-to') or self.folder / options['current_name'])
        self.note(method='SaveFile', title=title, name=options['current_name'])
        return {'uris': GLib.Variant('as', [path.as_uri()])}

    def prepare_print(self, arguments, _message):
        _parent, title, settings, setup, _options = arguments
        self.note(method='PreparePrint', title=title)
        return {'settings': GLib.Variant('a{sv}', {key: GLib.Variant('s', value) for key, value in settings.items()}),
                'page-setup': GLib.Variant('a{sv}', {key: GLib.Variant('d' if isinstance(value, float) else 's', value)
                                                     for key, value in setup.items()}),
                'token': GLib.Variant('u', 1)}

    def print(self, arguments, message):
        _parent, title, handle, _options = arguments
        self.n_printed += 1
        file = self.folder / f'print-{self.n_printed}.pdf'
        with os.fdopen(message.get_unix_fd_list().get(handle), 'rb') as pages:
            file.write_bytes(pages.read())
        self.note(method='Print', title=title, file=file.name)
        return {}

    def retrieve_secret(self, arguments, message):
        handle, _options = arguments
        with os.fdopen(message.get_unix_fd_list().get(handle), 'wb') as pipe:
            pipe.write(SECRET)
        self.note(method='RetrieveSecret')
        return {}

    def on_call(self, connection, sender, _path, _interface, method, parameters, invocation):
        deed = {'SaveFile': self.save_file, 'PreparePrint': self.prepare_print, 'Print': self.print,
                'RetrieveSecret': self.retrieve_secret}[method]
        arguments = parameters.unpack()
        handle = '/'.join([PATH, 'request', sender[1:].replace('.', '_'), arguments[-1].get('handle_token', 'x')])
        results = deed(arguments, invocation.get_message())
        code = CANCELLED if self.how().get('cancel') and method != 'Print' else DONE
        if code == CANCELLED:
            # As the real one: no file is still a list of files, without which some versions of GTK read at random.
            results = {'uris': GLib.Variant('as', [])} if method == 'SaveFile' else {}
        invocation.return_value(GLib.Variant('(o)', (handle,)))
        GLib.timeout_add(50, lambda: connection.emit_signal(
            sender, handle, REQUEST, 'Response', GLib.Variant('(ua{sv})', (code, results))) and False)

    def serve(self):
        loop = GLib.MainLoop()

        def on_bus(connection, _name):
            for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
                connection.register_object(PATH, interface, self.on_call, lambda *_: GLib.Variant('u', 1), None)

        Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, on_bus,
                         lambda *_: print('ready', flush=True), lambda *_: loop.quit())
        loop.run()


if __name__ == '__main__':
    Desktop(sys.argv[1]).serve()
