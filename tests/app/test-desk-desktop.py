#!/usr/bin/python3
# test-desk-desktop.py: the desk as a guest of the desktop: its search, its notifications, its message bus
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-desktop.py BUILD under with-display."""

import os
import subprocess
import time

import gi
import hall
import room

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402 (the version must be asked for first)

SEARCH_PATH = '/org/jointreview/JointReview/SearchProvider'
APP_PATH = '/org/jointreview/JointReview'
SEARCH = 'org.gnome.Shell.SearchProvider2'
DESK = 'org.jointreview.JointReview'
NOTIFICATIONS = '''<node><interface name="org.freedesktop.Notifications">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
</interface></node>'''


class Bus:
    """The session's bus, as the desktop uses it."""

    def __init__(self):
        self.connection = Gio.bus_get_sync(Gio.BusType.SESSION)

    def call(self, name, path, interface, method, arguments=None):
        return self.connection.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 20000,
                                         None).unpack()

    def find_process(self, pid):
        """The unique name of the connection of a process that offers the search."""
        bus = ('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus')
        for name in self.call(*bus, 'ListNames')[0]:
            if name.startswith(':') and \
               self.call(*bus, 'GetConnectionUnixProcessID', GLib.Variant('(s)', (name,)))[0] == pid:
                return name
        return None


class Notices:
    """Plays the part of the desktop that shows notifications."""

    def __init__(self, bus):
        self.bus = bus
        self.shown = {}
        self.last = 0
        node = Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS)
        bus.connection.register_object('/org/freedesktop/Notifications', node.interfaces[0], self.on_call, None, None)
        bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                 GLib.Variant('(su)', ('org.freedesktop.Notifications', 0)))

    def on_call(self, connection, sender, path, interface, method, arguments, invocation):
        if method == 'Notify':
            _, replaced, _, title, body, actions, _, _ = arguments.unpack()
            self.last = replaced or self.last + 1
            self.shown[self.last] = (title, body, actions)
            invocation.return_value(GLib.Variant('(u)', (self.last,)))
        elif method == 'CloseNotification':
            self.shown.pop(arguments.unpack()[0], None)
            invocation.return_value(None)
        elif method == 'GetCapabilities':
            invocation.return_value(GLib.Variant('(as)', (['actions', 'body'],)))
        else:
            invocation.return_value(GLib.Variant('(ssss)', ('test', 'test', '1', '1.2')))

    def look(self):
        while GLib.MainContext.default().iteration(False):
            pass
        return self.shown

    def choose(self, number):
        """As a click on it does."""
        self.bus.connection.emit_signal(None, '/org/freedesktop/Notifications', 'org.freedesktop.Notifications',
                                        'ActionInvoked', GLib.Variant('(us)', (number, 'default')))


def ask(bus, desk, terms):
    return bus.call(bus.find_process(desk.process.pid), SEARCH_PATH, SEARCH, 'GetInitialResultSet',
                    GLib.Variant('(as)', (terms,)))[0]


def search(build, folder):
    """the desktop's search finds cases by number and item, never by applicant, and only while somebody is logged in"""
    bus = Bus()
    with hall.Hall(build, folder) as here, here.desk('wangmin') as desk:
        numbers = [here.hand_in(), here.hand_in(applicant='慕容样')]
        desk.find('User Name')
        assert ask(bus, desk, [numbers[0]]) == [], 'a case was found while nobody was logged in'
        here.log_in(desk, 'wangmin')
        desk.wait('two cases', lambda: len(desk.list_cases()) == 2)
        assert len(ask(bus, desk, ['创业', '担保'])) == 2
        assert ask(bus, desk, ['欧']) == ask(bus, desk, ['欧*']) == ask(bus, desk, ['n']) == []
        found = ask(bus, desk, [numbers[1].lower()])
        assert len(found) == 1, found
        name = bus.find_process(desk.process.pid)
        metas = bus.call(name, SEARCH_PATH, SEARCH, 'GetResultMetas', GLib.Variant('(as)', (found,)))[0]
        assert metas[0]['name'] == numbers[1] and hall.ITEM['name'] in metas[0]['description'], metas
        assert '慕' not in str(metas), metas
        bus.call(name, SEARCH_PATH, SEARCH, 'LaunchSearch', GLib.Variant('(asu)', ([numbers[0][-5:]], 0)))
        desk.wait('the list to hold that case alone', lambda: [row[:len(numbers[0])] for row in desk.list_cases()] ==
                  [numbers[0]])
        bus.call(name, SEARCH_PATH, SEARCH, 'ActivateResult', GLib.Variant('(sasu)', (found[0], [], 0)))
        desk.find('Materials')
        desk.find_text(numbers[1])


def notify(build, folder):
    """a case for my department that comes while I look elsewhere is told once, without its applicant, and opens by a click"""
    bus = Bus()
    notices = Notices(bus)
    with hall.Hall(build, folder) as here, here.desk('wangmin') as desk, here.desk('zhaolei', 'zh') as other:
        here.hand_in()
        for one, user in ((desk, 'wangmin'), (other, 'zhaolei')):
            one.find('User Name')
            one.come_to_front()
            here.log_in(one, user)
            one.wait('the case', lambda one=one: len(one.list_cases()) == 1)
        # Now the colleague's window is in front, and its reader sees what comes.
        number = here.hand_in(applicant='慕容样')
        shown = desk.wait('a notification', notices.look)
        other.wait('the second case', lambda: len(other.list_cases()) == 2)
        assert list(shown.values())[0][:2] == ('1 new case for your department', f'{number} · {hall.ITEM["name"]}'), shown
        here.hand_in()
        desk.wait('one notification for both', lambda: [words[0] for words in notices.look().values()] ==
                  ['2 new cases for your department'])
        desk.come_to_front()
        desk.wait('the notification to go', lambda: not notices.look())
        other.come_to_front()
        number = here.hand_in()
        shown = desk.wait('a notification', notices.look)
        notices.choose(list(shown)[0])
        desk.find('Materials')
        desk.find_text(number)


def activate(build, folder):
    """the message bus can start the desk, and a second start shows the window that is there"""
    bus = Bus()
    program = room.program(build, 'joint-review')
    service = subprocess.Popen([program, '--gapplication-service'], stdin=subprocess.DEVNULL,
                               env={**os.environ, 'GSETTINGS_SCHEMA_DIR': str(build / 'data/settings'),
                                    'XDG_DATA_HOME': str(folder)})

    def count_windows():
        return len(subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(service.pid)],
                                  capture_output=True, text=True).stdout.split())

    def wait(condition):
        end = time.monotonic() + hall.room.PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < end and service.poll() is None, 'it did not come'
            time.sleep(0.1)

    try:
        wait(lambda: bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
                              GLib.Variant('(s)', (DESK,)))[0])
        assert count_windows() == 0
        bus.call(DESK, APP_PATH, 'org.freedesktop.Application', 'Activate', GLib.Variant('(a{sv})', ({},)))
        wait(lambda: count_windows() == 1)
        subprocess.run([program], check=True, timeout=20, env={**os.environ})
        assert count_windows() == 1
        bus.call(DESK, APP_PATH, 'org.freedesktop.Application', 'ActivateAction',
                 GLib.Variant('(sava{sv})', ('quit', [], {})))
        assert service.wait(20) == 0
    finally:
        if service.poll() is None:
            service.kill()


if __name__ == '__main__':
    hall.main(search, notify, activate)
