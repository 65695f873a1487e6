#!/usr/bin/python3
# test-desk-offline.py: what is decided without a line is kept and sent once; what is typed outlives the desk
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-offline.py BUILD [NAME…] under with-display."""

import hall
import line

OPINION = '材料齐全，与登记一致'
MISSING = '租赁合同第二页'
NO_LINE = 'No connection to the hub'
WAITING = 'Approved at'


def lose_line(desk, room):
    """The desk says that it has no line, and since when, and that work goes on."""
    room.stop()
    desk.find(NO_LINE, is_prefix=True)
    desk.find_text('Go on working: what you decide is kept here')


def decide_offline(desk, number, opinion):
    desk.open_case(number)
    desk.write_opinion(opinion)
    desk.key('ctrl+1')
    desk.find(WAITING, is_prefix=True)
    desk.find_text('It goes out by itself once the hub can be reached.')


def send_later(build, folder):
    """a decision without a line is kept over kill -9 and sent exactly once"""
    with hall.Hall(build, folder) as room:
        numbers = [room.hand_in(name) for name in ('王芳', '李建国')]
        before = room.verify()['events']
        with room.desk('wangmin') as desk:
            room.log_in(desk, 'wangmin')
            desk.open_case(numbers[0])
            desk.back_to_cases()
            desk.open_case(numbers[1])
            desk.back_to_cases()
            lose_line(desk, room)
            desk.find_text('Offline since')
            decide_offline(desk, numbers[0], OPINION)
            desk.back_to_cases()
            desk.find('1 waiting to be sent')
            decide_offline(desk, numbers[1], OPINION)
            desk.back_to_cases()
            desk.find('2 waiting to be sent')
            desk.process.kill()
            desk.process.wait()
        assert room.verify()['events'] == before, 'something was sent without a line'
        room.start()
        with room.desk('wangmin') as desk:
            room.log_in(desk, 'wangmin')
            desk.wait('both to be sent', lambda: [room.phases(number)['HR'] for number in numbers] == ['decided'] * 2)
            desk.find_no('2 waiting to be sent')
            desk.find_no('1 waiting to be sent')
            desk.open_case(numbers[0])
            desk.find('Take Back', is_prefix=True)
            assert desk.look(OPINION) is not None and desk.look('Opinion') is None, 'the text is still a draft'
        # A claim is taken for granted: one event for each decision.
        assert room.verify()['events'] == before + 2, room.verify()


def quit_and_go_on(build, folder):
    """a decision without a line survives quitting, and what is waiting is said on the case after the next log-in"""
    with hall.Hall(build, folder) as room:
        number = room.hand_in()
        with room.desk('wangmin') as desk:
            room.log_in(desk, 'wangmin')
            desk.open_case(number)
            lose_line(desk, room)
            desk.write_opinion(OPINION)
            desk.key('ctrl+1')
            desk.find(WAITING, is_prefix=True)
            desk.key('ctrl+q')
            assert desk.process.wait(timeout=20) == 0
        room.start()
        with room.desk('wangmin') as desk:
            room.log_in(desk, 'wangmin')
            desk.wait('it to be sent', lambda: room.phases(number)['HR'] == 'decided')


def be_refused(build, folder):
    """a decision that comes too late is refused in words, and its text is kept"""
    with hall.Hall(build, folder) as room, line.Line(room.url) as thread:
        decided, withdrawn = room.hand_in('王芳'), room.hand_in('李建国')
        with room.desk('wangmin', url=thread.url) as desk:
            room.log_in(desk, 'wangmin')
            for number in (decided, withdrawn):
                desk.open_case(number)
                desk.back_to_cases()
            # Only this desk has no line: the others go on.
            thread.cut()
            desk.find(NO_LINE, is_prefix=True)
            decide_offline(desk, withdrawn, MISSING)
            desk.back_to_cases()
            decide_offline(desk, decided, OPINION)
            with room.desk('lina') as colleague:
                room.log_in(colleague, 'lina')
                colleague.open_case(decided)
                colleague.approve()
            room.window.run('withdraw', withdrawn, '--reason', '申请人不办了')
            thread.mend()
            # One message after the other, in the order of the decisions.
            for number in (withdrawn, decided):
                desk.find(f'Not Accepted: {number}')
                desk.key('Escape')
                desk.find_no(f'Not Accepted: {number}')
            desk.find_text('李娜 decided this for your department at')
            see_unsent(desk, OPINION)
            desk.press('Discard')
            desk.find_no('Written here and not sent:')
        assert room.phases(decided)['HR'] == 'decided', room.phases(decided)


def see_unsent(desk, text):
    desk.find('Written here and not sent:')
    assert desk.read('Opinion') == text, desk.read('Opinion')


def is_on_disk(desk, text):
    return any(text.encode() in path.read_bytes() for path in desk.home.rglob('*.db*') if path.is_file())


def keep_drafts(build, folder):
    """what is half typed outlives kill -9 of the desk"""
    with hall.Hall(build, folder) as room:
        number = room.hand_in()
        with room.desk('wangmin') as desk:
            room.log_in(desk, 'wangmin')
            desk.open_case(number)
            desk.write_opinion(OPINION)
            desk.key('3')
            desk.type_into('What is missing or wrong', MISSING)
            desk.wait('both to be on the disk', lambda: all(is_on_disk(desk, text) for text in (OPINION, MISSING)))
            desk.process.kill()
            desk.process.wait()
        with room.desk('wangmin') as desk:
            room.log_in(desk, 'wangmin')
            desk.open_case(number)
            assert desk.read('Opinion') == OPINION, desk.read('Opinion')
            assert desk.read('What is missing or wrong') == MISSING, desk.read('What is missing or wrong')


if __name__ == '__main__':
    hall.main(send_later, quit_and_go_on, be_refused, keep_drafts)
