#!/usr/bin/python3
# test-desk-leave.py: one can always leave, also when the hub hangs
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-leave.py BUILD under with-display."""

import signal
import time

import hall

# Much less than the desk waits for an answer of a hub.
SOON_SECONDS = 8


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
            # Logging out is the first thing in it.
            desk.choose_first('Main Menu')
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


if __name__ == '__main__':
    hall.main(log_out)
