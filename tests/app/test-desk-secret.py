#!/usr/bin/python3
# test-desk-secret.py: with a keyring a session is gone on with, without one the desk says why it asks again
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-secret.py BUILD [NAME…] under with-display, whose bus has no Secret Service. The keyring is libsecret's
own file, as inside Flatpak, where the desktop's portal keeps its key; here the key is given by the environment."""

import os

import hall


def remember_settings():
    """Over the end of the desk, in its home."""
    os.environ['GSETTINGS_BACKEND'] = 'keyfile'


def ask_again(build, folder):
    """without a keyring the next start asks for the password, and says why and what to do"""
    remember_settings()
    with hall.Hall(build, folder) as room:
        with room.desk('wangmin') as desk:
            room.log_in(desk, 'wangmin')
        with room.desk('wangmin') as desk:
            desk.find_text('This computer has no open keyring')
            desk.find_text('then leave the app open')
            assert desk.read('User Name') == 'wangmin', 'the user name was forgotten'
            desk.type_into('Password', hall.PASSWORD)
            desk.press('Log In')
            desk.find('Search Cases')


def go_on(build, folder):
    """with a keyring the next start needs no password, also when the hub is out of reach"""
    remember_settings()
    os.environ.update(SECRET_BACKEND='file', SECRET_FILE_TEST_PASSWORD='of this test', SECRET_FILE_TEST_PATH=str(folder / 'keys'))
    with hall.Hall(build, folder) as room:
        number = room.hand_in()
        with room.desk('wangmin') as desk:
            room.log_in(desk, 'wangmin')
            desk.open_case(number)
            desk.wait('the keyring', (folder / 'keys').exists)
        with room.desk('wangmin') as desk:
            desk.find('Search Cases')
            assert desk.look('User Name') is None
        room.stop()
        with room.desk('wangmin') as desk:
            desk.find('Search Cases')
            desk.find('No connection to the hub', is_prefix=True)
            desk.open_case(number)
        assert hall.PASSWORD.encode() not in (folder / 'keys').read_bytes()


if __name__ == '__main__':
    hall.main(ask_again, go_on)
