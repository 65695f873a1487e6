#!/usr/bin/python3
# test-desk-errors.py: what goes wrong at the desk is said in words at its place, and nothing that was typed is lost
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-errors.py BUILD under with-display."""

import contextlib
import os
import signal
import subprocess

import hall

MISSPELT = 'http://hub:80:90'
NOWHERE = 'http://127.0.0.1:1'
WRONG = 'not my password'
# The hub lets an account be tried so often at once.
TRIES = 5
OPINION = '材料齐全'


def check_cursor(desk, name):
    """What is typed replaces what is in this field."""
    desk.key('x')
    desk.wait(f'what was typed to be in {name}', lambda: len(desk.read(name)) == 1)


def try_to_log_in(desk, hub, user, password, words, cursor):
    """The words that must come, what was typed must be there still, and the cursor where it can be mended."""
    desk.type_into('Hub Address', hub)
    desk.type_into('User Name', user)
    desk.type_into('Password', password)
    desk.find_no(words)
    desk.press('Log In')
    desk.find(words)
    assert desk.read('Hub Address') == hub and desk.read('User Name') == user, 'what was typed is gone'
    assert len(desk.read('Password')) == len(password), 'the password was taken away'
    check_cursor(desk, cursor)


def log_in(build, folder):
    """each reason why somebody cannot log in is said in words, and what was typed stays"""
    room = hall.Hall(build, folder)
    with room:
        url = room.url
        unreachable = 'The hub cannot be reached. Check the network, or whether the hub is running.'
        wrong = 'User name or password is wrong. Check both and try again.'
        with room.desk('wangmin') as desk:
            desk.find('User Name')
            desk.come_to_front()
            try_to_log_in(desk, '', 'wangmin', WRONG,
                          'Enter the address of the hub. The administrator of the room knows it.', 'Hub Address')
            try_to_log_in(desk, url, '', WRONG, 'Enter your user name.', 'User Name')
            try_to_log_in(desk, url, 'wangmin', '', 'Enter your password.', 'Password')
            try_to_log_in(desk, MISSPELT, 'wangmin', WRONG,
                          'The address of the hub is not valid. It looks like https://hub.example:8443.', 'Hub Address')
            try_to_log_in(desk, NOWHERE, 'wangmin', WRONG, unreachable, 'Hub Address')
            room.stop()
            try_to_log_in(desk, url, 'wangmin', WRONG, unreachable, 'Hub Address')
            room.start()
            try_to_log_in(desk, url, 'wangmin', WRONG, wrong, 'Password')
            # Of a name that nobody has, nothing else is said: who has an account is nobody's business.
            try_to_log_in(desk, url, 'nobody', WRONG, wrong, 'Password')
            for _ in range(TRIES):
                try_to_log_in(desk, url, 'zhaolei', WRONG, wrong, 'Password')
            try_to_log_in(desk, url, 'zhaolei', WRONG, 'Too many attempts. Wait a few minutes, then try again.', 'Password')
            choose_password(desk, room)
            room.log_in(desk, 'wangmin')


def choose_password(desk, room):
    """The one-time password is for the first time only; each fault of the new one is said."""
    desk.type_into('User Name', 'wangmin')
    desk.type_into('Password', room.passwords['wangmin'][0])
    desk.press('Log In')
    desk.find('This password was for the first time only. Choose one of your own.')
    check_cursor(desk, 'New Password')
    for first, second, words, cursor in (
            ('short', 'short', 'Choose a new password of at least 8 characters.', 'New Password'),
            ('long enough', 'but another', 'The two new passwords differ. Enter the second one again.', 'New Password Again')):
        desk.type_into('New Password', first)
        desk.type_into('New Password Again', second)
        desk.find_no(words)
        desk.press('Set Password and Log In')
        desk.find(words)
        check_cursor(desk, cursor)


def decide(build, folder):
    """a decision that lacks its reasons is not sent, and the desk says what is lacking"""
    with hall.Hall(build, folder) as room, room.desk('wangmin') as desk:
        number = room.hand_in()
        room.log_in(desk, 'wangmin')
        desk.open_case(number)
        desk.key('2')
        desk.find('A rejection must give its reasons. Write them in your opinion.')
        desk.find_focus('Opinion')
        desk.type_into('Opinion', OPINION)
        desk.find_no('A rejection must give its reasons. Write them in your opinion.')
        desk.key('Escape', '3')
        desk.find_focus('What is missing or wrong')
        desk.key('ctrl+3')
        desk.find('List what is missing: the applicant gets one complete notice.')
        assert desk.read('Opinion') == OPINION, desk.read('Opinion')
        assert room.phases(number) == {'HR': 'open', 'MK': 'open'}, room.phases(number)
        # No item asks for a mark: approving without one is right.
        desk.key('ctrl+1')
        desk.find('Take Back', is_prefix=True)
        assert room.phases(number)['HR'] == 'decided', room.phases(number)


def lock(path, to):
    subprocess.run(['qpdf', '--encrypt', 'secret', 'owner', '256', '--', path, to], check=True)
    return to


def find_workers(desk):
    """The processes in which this desk's documents are open."""
    out = subprocess.run(['pgrep', '-P', str(desk.process.pid), '-f', 'joint-review-render'],
                         capture_output=True, text=True).stdout
    return [int(line) for line in out.split()]


def replace_scan(desk, path, by):
    """As if the disk had lost it: the desk's own copy of a scan has another's bytes."""
    whole = path.read_bytes()
    found = [copy for copy in desk.home.rglob('*') if copy.is_file() and copy.read_bytes() == whole]
    assert found, f'{path} is not in the desk\'s copy'
    for copy in found:
        copy.chmod(0o600)
        copy.write_bytes(by.read_bytes())


def is_shown(desk):
    """A page whose picture is there has nothing in its place."""
    return desk.look('Pages') is not None and desk.look('Try Again') is None and desk.look('Next page') is not None


def send(workers, number):
    for worker in workers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, number)


def kill_idle_worker(desk):
    """Nobody notices: another one draws the next page."""
    workers = desk.wait('the PDF worker', lambda: find_workers(desk))
    send(workers, signal.SIGKILL)
    desk.press('Zoom in')
    desk.wait('another PDF worker', lambda: set(find_workers(desk)) - set(workers))
    desk.wait('the page', lambda: is_shown(desk))


def kill_busy_worker(desk):
    """The page that it could not draw says so, and can be tried again."""
    for zoom in ('Zoom in', 'Zoom out', 'Zoom in'):
        workers = desk.wait('the PDF worker', lambda: find_workers(desk))
        send(workers, signal.SIGSTOP)
        desk.press(zoom)
        # Whether it has been asked by now cannot be seen from outside; if not, nobody notices, and it is tried again.
        desk.screenshot('stopped-worker')
        send(workers, signal.SIGKILL)
        desk.wait('the page or its fault', lambda: desk.look('Try Again') or set(find_workers(desk)) - set(workers))
        if desk.look('Page 1 cannot be shown'):
            break
    desk.find('Page 1 cannot be shown')
    desk.find_text('the PDF worker crashed over this file')
    desk.press('Try Again')
    desk.find_no('Page 1 cannot be shown')
    desk.wait('the page', lambda: is_shown(desk))


def see_documents(build, folder):
    """a document that is damaged or locked, and a PDF worker that died, are said in words and the desk goes on"""
    with hall.Hall(build, folder) as room:
        whole = room.hand_in()
        broken = room.hand_in(scan=hall.damage(room.scans / 'scan-1.pdf', folder / 'broken.pdf'))
        locked = room.hand_in(scan='scan-2.pdf')
        with room.desk('wangmin') as desk:
            room.log_in(desk, 'wangmin')
            desk.open_case(whole)
            kill_idle_worker(desk)
            kill_busy_worker(desk)
            desk.back_to_cases()
            desk.open_case(broken)
            desk.find('Page 1 cannot be shown')
            desk.find_text('a picture on the page is damaged or cut off')
            desk.find('No review mark can be put here. If other pages are readable, decide by those, or ask for a new scan.')
            desk.back_to_cases()
            desk.open_case(locked)
            desk.close()
        with room.desk('wangmin') as desk:
            replace_scan(desk, room.scans / 'scan-2.pdf', lock(room.scans / 'scan-2.pdf', folder / 'locked.pdf'))
            room.log_in(desk, 'wangmin')
            desk.enter_case(locked)
            desk.find_text('the file is encrypted and needs a password to be read')
            desk.find('Try Again')
            desk.back_to_cases()
            desk.open_case(whole)
            desk.wait('the page', lambda: is_shown(desk))


if __name__ == '__main__':
    hall.main(log_in, decide, see_documents)
