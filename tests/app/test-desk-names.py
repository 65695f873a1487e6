#!/usr/bin/python3
# test-desk-names.py: every control of the desk says what it is, in the person's language
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-names.py BUILD under with-display."""

import re

import hall
from desk import Atspi, GLib, has_state, is_showing, walk

# What is pressed, ticked or written into; everything else only holds these or shows something.
CONTROLS = {'push button', 'toggle button', 'check box', 'radio button', 'entry', 'text', 'password text', 'menu item',
            'list item', 'combo box', 'link'}
# libadwaita 1.2 gives the eye of a password row no name but that of its class, and offers no way to give it one.
NAMELESS = {('push button', 'GtkImage')}
WINDOW_BUTTONS = {'Minimize', 'Maximize', 'Close', '最小化', '最大化', '关闭'}
# Numbers of cases, file names, codes of departments, addresses and keys are the same in every language.
SAME_IN_ALL = re.compile(r'ROOM-[\d-]+|[\w-]+\.pdf|https?://\S+|\b(HR|MK)\b|\b(PDF|Ctrl|Alt|Shift|Esc|Enter|Tab)\b|wangmin')


def is_name(text):
    """Said by somebody, and not merely the class of a widget."""
    return bool((text or '').strip()) and not re.match(r'(Gtk|Adw|Jr)[A-Z]', text)


def list_controls(desk):
    """(role, name) of everything on the screen that can be worked."""
    return [(node.get_role_name(), node.get_name()) for node in walk(desk.root())
            if node.get_role_name() in CONTROLS and has_state(node, Atspi.StateType.FOCUSABLE) and is_showing(node)]


def check_names(desk, where):
    controls = list_controls(desk)
    assert len(controls) > 3, f'{where}: hardly anything can be worked: {controls}'
    nameless = [control for control in controls if control not in NAMELESS and not is_name(control[1])]
    assert not nameless, f'{where}: controls without a name: {nameless}'


def see_help(desk, key):
    """The keys of the page one is on are shown first."""
    desk.key('ctrl+question')
    desk.find_text(key)
    desk.key('Escape')
    desk.wait('the keys to go', lambda: desk.look_for_text(key) is None)


def have_names(build, folder):
    """every control of the log-in, the dashboard, its menu, the case and its marks says what it is"""
    with hall.Hall(build, folder) as room, room.desk('wangmin') as desk:
        number = room.hand_in()
        desk.find('User Name')
        desk.come_to_front()
        check_names(desk, 'log-in')
        room.log_in(desk, 'wangmin')
        desk.wait('the case', lambda: len(desk.list_cases()) == 1)
        check_names(desk, 'dashboard')
        desk.press('Main Menu')
        desk.find('_Log Out')
        check_names(desk, 'menu')
        desk.key('Escape')
        desk.find_no('_Log Out')
        see_help(desk, 'Show or hide the sidebar')
        desk.open_case(number)
        check_names(desk, 'case')
        see_help(desk, 'Write the opinion')
        desk.key('m', 'Return')
        desk.find('My review mark, not sent yet')
        check_names(desk, 'mark')
        desk.key('Escape')


def find_english(desk):
    """Words on the screen that are not Chinese and need not be."""
    found = set()
    for node in walk(desk.root()):
        try:
            name = node.get_name() or ''
            if is_showing(node) and is_name(name) and name not in WINDOW_BUTTONS:
                found.update(re.findall(r'[A-Za-z]{2,}', SAME_IN_ALL.sub('', name)))
        except GLib.Error:
            # It is gone already.
            continue
    return found


def speak_chinese(build, folder):
    """in Chinese no page has an English word left"""
    with hall.Hall(build, folder) as room, room.desk('wangmin', 'zh') as desk:
        number = room.hand_in()
        desk.find('User Name')
        desk.come_to_front()
        assert desk.say('User Name') != 'User Name'
        pages = {'log-in': find_english(desk)}
        room.log_in(desk, 'wangmin')
        desk.wait('the case', lambda: len(desk.list_cases()) == 1)
        pages['dashboard'] = find_english(desk)
        desk.press('Main Menu')
        desk.find('_Log Out')
        pages['menu'] = find_english(desk)
        desk.key('Escape')
        desk.open_case(number)
        pages['case'] = find_english(desk)
        desk.key('ctrl+2')
        desk.find('A rejection must give its reasons. Write them in your opinion.')
        pages['refused'] = find_english(desk)
        left = {page: words for page, words in pages.items() if words}
        assert not left, f'English words: {left}'


if __name__ == '__main__':
    hall.main(have_names, speak_chinese)
