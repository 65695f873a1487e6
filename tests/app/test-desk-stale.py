#!/usr/bin/python3
# test-desk-stale.py: who was faster is said in words, at once, and what the slower one typed is kept
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-stale.py BUILD [NAME…] under with-display: two reviewers of one department at two desks."""

import contextlib

import hall

OPINION = '租期还差两个月'
KEPT = 'What you wrote stays here; it was not sent.'


@contextlib.contextmanager
def two_desks(build, folder):
    """(room, 王敏's desk, 李娜's desk)"""
    with hall.Hall(build, folder) as room, room.desk('wangmin') as first, room.desk('lina') as second:
        room.log_in(first, 'wangmin')
        room.log_in(second, 'lina')
        yield room, first, second


def write_there(desk, number):
    desk.open_case(number)
    desk.write_opinion(OPINION)


def see_kept(desk, *words):
    """What happened is said, what was typed is there to be read, and cannot be sent."""
    for part in words:
        desk.find_text(part)
    desk.find_text(KEPT)
    assert desk.read('Opinion') == OPINION, desk.read('Opinion')
    assert desk.look('Put Mark') is None and desk.look('Phrases') is None, 'the form is still open'


def be_decided(build, folder):
    """a colleague decides while the form is open"""
    with two_desks(build, folder) as (room, first, second):
        number = room.hand_in()
        write_there(second, number)
        first.open_case(number)
        first.approve()
        see_kept(second, '王敏 decided this for your department at', ': Approved.')
        second.find_text('王敏: Approved')
        second.key('ctrl+2')
        assert room.phases(number) == {'HR': 'decided', 'MK': 'open'}, room.phases(number)
        # After the colleague has taken it back and given it up, the text is in the form again.
        first.press('Take Back', is_prefix=True)
        first.press('Release')
        second.find('Put Mark')
        second.wait('the words to go', lambda: second.look_for_text(KEPT) is None)
        assert second.read('Opinion') == OPINION, second.read('Opinion')


def be_claimed(build, folder):
    """a colleague claims what is open here, and what is claimed cannot be claimed again"""
    with two_desks(build, folder) as (room, first, second):
        number = room.hand_in()
        write_there(second, number)
        first.open_case(number)
        first.press('Claim')
        see_kept(second, '王敏 has just claimed this case.')
        second.find_text('王敏 has it until')
        assert second.look('Claim') is None
        second.back_to_cases()
        second.key('n')
        second.find('No open case waits for your department.')
        second.wait('the row', lambda: '王敏' in ' '.join(second.list_cases()))
        first.press('Release')
        second.open_case(number)
        second.find('Claim')


def be_withdrawn(build, folder):
    """the counter withdraws the case while the form is open"""
    with two_desks(build, folder) as (room, first, second):
        number = room.hand_in()
        write_there(second, number)
        room.window.run('withdraw', number, '--reason', '申请人不办了')
        see_kept(second, 'The counter withdrew this case at')
        second.press('Discard')
        second.find_no('Written here and not sent:')
        assert second.look('Opinion') is None


def see_rows(build, folder):
    """the list of cases changes by itself"""
    with two_desks(build, folder) as (room, first, second):
        number = room.hand_in()
        row = second.wait('the new case', lambda: [row for row in second.list_cases() if row.startswith(number)])
        first.open_case(number)
        first.approve()
        second.wait('the row to change', lambda: [now for now in second.list_cases() if now.startswith(number)] != row)
        room.window.run('withdraw', number, '--reason', '申请人不办了')
        second.wait('the row to go', lambda: not [now for now in second.list_cases() if now.startswith(number)])


if __name__ == '__main__':
    hall.main(be_decided, be_claimed, be_withdrawn, see_rows)
