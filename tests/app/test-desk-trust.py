#!/usr/bin/python3
# test-desk-trust.py: a hub that was restored is told, one that cannot prove itself gets nothing until a person says so
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-trust.py BUILD [NAME…] under with-display."""

import shutil

import hall

LOST_EVENTS = 'This hub has lost events that this desk has seen, and does not say that it was restored. ' \
              'Nothing is sent to it. Ask the administrator.'
OTHER_KEY = 'This hub does not sign with the key that this desk knows: it may be another one. ' \
            'Nothing is sent to it. Ask the administrator.'
OPINION = '材料齐全，与登记一致'


def see_cases(desk, *numbers):
    """Nothing but these, in any order. A row begins with the number."""
    desk.wait(f'the list to hold {numbers}',
              lambda: sorted(name[:len(numbers[0])] for name in desk.list_cases()) == sorted(numbers))


def log_in_again(desk):
    """After a restore everybody does."""
    desk.find('Your session is over. Log in again.')
    desk.type_into('Password', hall.PASSWORD)
    desk.press('Log In')
    desk.find('Search Cases')


def make_restored_hub(room, desk, has_key):
    """Two cases, of which the backup knows the first. Their numbers."""
    room.log_in(desk, 'wangmin')
    first = room.hand_in('王芳')
    see_cases(desk, first)
    room.administer('backup', room.hub_folder, room.folder / 'backup.tar')
    second = room.hand_in('李建国')
    see_cases(desk, first, second)
    room.stop()
    shutil.move(room.hub_folder, room.folder / 'lost')
    room.administer('restore', room.folder / 'backup.tar', room.hub_folder)
    if has_key:
        shutil.copy2(room.folder / 'lost/head.key', room.hub_folder / 'head.key')
    room.start()
    log_in_again(desk)
    return first, second


def be_told(build, folder):
    """a hub that was restored with its key is trusted, and the person is told that the last days may be missing"""
    with hall.Hall(build, folder) as room, room.desk('wangmin') as desk:
        first, _ = make_restored_hub(room, desk, True)
        desk.find('The Hub Was Restored')
        desk.press('_OK')
        see_cases(desk, first)
        desk.find_text('Live')
        assert desk.look('_Trust It Again…') is None, 'it asks for trust that it has'


def trust_other(build, folder):
    """one restored without its key gets nothing until the person trusts it again, and then what waited"""
    with hall.Hall(build, folder) as room, room.desk('wangmin') as desk:
        first, second = make_restored_hub(room, desk, False)
        desk.find(OTHER_KEY)
        desk.find_text('Not trusted')
        see_cases(desk, first, second)
        before = room.verify()['events']
        desk.enter_case(first)
        desk.write_opinion(OPINION)
        desk.key('ctrl+1')
        desk.find('Approved at', is_prefix=True)
        desk.back_to_cases()
        desk.find('1 waiting to be sent')

        desk.press('_Trust It Again…')
        desk.find('Trust This Hub Again?')
        desk.press('_Cancel')
        desk.find_no('Trust This Hub Again?')
        desk.find(OTHER_KEY)
        assert room.verify()['events'] == before, 'it was trusted although the person said no'

        desk.press('_Trust It Again…')
        desk.press('_Trust')
        desk.wait('the decision to be sent', lambda: room.phases(first)['HR'] == 'decided')
        desk.find_no(OTHER_KEY)
        desk.find_no('1 waiting to be sent')
        desk.find_text('Live')


def trust_older(build, folder):
    """one that has lost events without a word is refused, in the person's language, and taken as it is once trusted"""
    with hall.Hall(build, folder) as room, room.desk('wangmin', 'zh') as desk:
        room.log_in(desk, 'wangmin')
        first = room.hand_in('王芳')
        see_cases(desk, first)
        room.stop()
        shutil.copytree(room.hub_folder, room.folder / 'older')
        room.start()
        second = room.hand_in('李建国')
        see_cases(desk, first, second)
        room.stop()
        shutil.rmtree(room.hub_folder)
        shutil.move(room.folder / 'older', room.hub_folder)
        room.start()
        desk.find(LOST_EVENTS)
        see_cases(desk, first, second)
        desk.press('_Trust It Again…')
        desk.find('Trust This Hub Again?')
        desk.press('_Trust')
        desk.find_no(LOST_EVENTS)
        see_cases(desk, first)


if __name__ == '__main__':
    hall.main(be_told, trust_other, trust_older)
