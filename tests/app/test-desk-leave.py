#!/usr/bin/python3
# test-desk-leave.py: one can always leave, also when the hub hangs
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-leave.py BUILD [NAME…] under with-display."""

import signal
import time

import hall

# Much less than the desk waits for an answer of a hub.
SOON_SECONDS = 8
# Their places in the main menu.
LOG_OUT, LOG_OUT_EVERYWHERE = 0, 1


def log_out(build, folder):
    """logging out does not wait for a hub that hangs, and the next one can log in as soon as the hub is back"""
    with hall.Hall(build, folder) as room, room.desk('wangmin') as desk:
        number = room.hand_in()
        desk.find('User Name')
        desk.come_to_front()
        room.log_in(desk, 'wangmin')
        desk.wait('the case', lambda: len(desk.list_cases()) == 1)
        room.server.send_signal(signal.SIGSTOP)
        try:
            # Its page now waits for the hub.
            desk.key('Down', 'Return')
            desk.find_text(number)
            desk.key('Escape')
            desk.find('Search Cases')
            began = time.monotonic()
            desk.choose('Main Menu', LOG_OUT)
            desk.find('User Name')
            took = time.monotonic() - began
        finally:
            room.server.send_signal(signal.SIGCONT)
        assert took < SOON_SECONDS, f'it took {took:.1f} s'
        began = time.monotonic()
        room.log_in(desk, 'wangmin')
        took = time.monotonic() - began
        assert took < SOON_SECONDS, f'it took {took:.1f} s to log in again'
        desk.wait('the case', lambda: len(desk.list_cases()) == 1)


def log_out_everywhere(build, folder):
    """one desk ends the session of another, after asking; when the hub cannot be reached it says so and nobody is out"""
    with hall.Hall(build, folder) as room, room.desk('wangmin') as desk, room.desk('wangmin', 'zh') as other:
        number = room.hand_in()
        room.log_in(desk, 'wangmin')
        room.log_in(other, 'wangmin')
        other.open_case(number)
        other.key('o')
        other.type_into('Opinion', 'half an opinion')

        desk.choose('Main Menu', LOG_OUT_EVERYWHERE)
        desk.find('Log Out Everywhere?')
        desk.press('_Cancel')
        desk.find_no('Log Out Everywhere?')
        other.find('Opinion')

        room.stop()
        desk.choose('Main Menu', LOG_OUT_EVERYWHERE)
        desk.press('Log _Out')
        desk.find('Not Logged Out Everywhere')
        desk.press('_OK')
        desk.find('Search Cases')
        room.start()
        desk.find_text('Live')

        desk.choose('Main Menu', LOG_OUT_EVERYWHERE)
        desk.press('Log _Out')
        desk.find('You are logged out everywhere.')
        desk.find('User Name')
        other.find('Your session is over. Log in again.')

        other.type_into('Password', hall.PASSWORD)
        other.press('Log In')
        other.find('Search Cases')
        other.open_case(number)
        other.key('o')
        assert other.read('Opinion') == 'half an opinion', 'what was written at the other desk is gone'


if __name__ == '__main__':
    hall.main(log_out, log_out_everywhere)
