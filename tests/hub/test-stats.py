#!/usr/bin/python3
# test-stats.py: the numbers of a supervisor's screen are those of the cases
# SPDX-License-Identifier: GPL-3.0-or-later

import sqlite3
import sys
import time
import uuid

from real_hub import SECONDS, RealHub, make_pdf
from tap import run_checks

NOTHING = {'cases': 0, 'in_review': 0, 'awaiting_supplement': 0, 'decided': 0}
DAY = 24 * 60 * 60 * 1000


def ask(hub, user='zhou'):
    reply = hub.ask(user, 'GET', '/v1/stats')
    assert reply.status == 200, reply.body
    return reply.json


def send(hub, user, kind, **members):
    reply = hub.ask(user, 'POST', '/v1/commands', hub.command(kind, **members))
    assert reply.status == 200, reply.body
    return reply.json


def submit(hub, item='ONE'):
    case = str(uuid.uuid4())
    answer = send(hub, 'window1', 'submit', case_id=case, item_code=item, applicant={'name': '张伟'},
                  documents=[hub.upload('window1', make_pdf(case))])
    return case, answer['case_version']


def decide(hub, user, place, kind, **members):
    send(hub, user, 'decide', case_id=place[0], seen_version=place[1], decision={'kind': kind, **members})


def wait_for(hub, question):
    end = time.monotonic() + SECONDS
    while not question(ask(hub)):
        assert time.monotonic() < end, ask(hub)
        time.sleep(0.05)


def empty_room(hub):
    stats = ask(hub)
    assert stats['pending'] == NOTHING and stats['departments'] == [] and stats['claims'] == [], stats
    today = stats['today']
    assert (today['submitted'], today['concluded'], today['timed']) == (0, 0, 0) and 'mean_seconds' not in today


def every_phase(hub):
    cases = [submit(hub, 'FOOD') for _ in range(3)] + [submit(hub) for _ in range(4)]
    send(hub, 'li', 'claim', case_id=cases[0][0], department='FP')
    send(hub, 'wang', 'claim', case_id=cases[3][0], department='HR')
    decide(hub, 'sun', cases[4], 'return', opinion='缺', missing=['租赁合同'])
    send(hub, 'window1', 'withdraw', case_id=cases[5][0], text='不办了')
    stats = ask(hub)
    pending = stats['pending']
    first = hub.ask('wang', 'GET', f'/v1/cases/{cases[0][0]}').json['case']['submitted_at']
    assert pending == {'cases': 6, 'in_review': 5, 'awaiting_supplement': 1, 'decided': 0, 'oldest': first}, pending
    queues = {row['department']: row for row in stats['departments']}
    assert {code: (row['reviews'], row['claimed']) for code, row in queues.items()} == {'FP': (3, 1), 'HR': (5, 1)}, queues
    assert queues['FP']['oldest'] == first
    assert stats['claims'] == [{'user': 'li', 'reviews': 1}, {'user': 'wang', 'reviews': 1}], stats
    assert (stats['today']['submitted'], stats['today']['concluded'], stats['today']['timed']) == (7, 1, 0)
    # Decided, as long as it can be recalled; then delivered.
    decide(hub, 'sun', cases[6], 'approve')
    assert ask(hub)['pending']['decided'] == 1
    assert ask(hub)['pending']['in_review'] == 4
    wait_for(hub, lambda stats: stats['pending']['decided'] == 0)
    today = ask(hub)['today']
    assert (today['submitted'], today['concluded'], today['timed']) == (7, 2, 1), today
    assert 0 <= today['median_seconds'] == today['mean_seconds'] <= SECONDS, today


def only_today(hub):
    """Whatever was submitted before the hub's midnight is pending, and not of today."""
    database = sqlite3.connect(hub.folder / 'hub.db', timeout=30)
    with database:
        database.execute('UPDATE cases SET submitted_at = submitted_at - ?', (DAY,))
    database.close()
    stats = ask(hub)
    assert stats['pending']['cases'] == 5 and stats['today']['submitted'] == stats['today']['timed'] == 0, stats


def who_may(hub):
    assert hub.ask('window1', 'GET', '/v1/stats').status == 403
    assert hub.ask(None, 'GET', '/v1/stats', headers={'Authorization': 'Bearer nothing'}).status == 401
    assert '张' not in hub.ask('shen', 'GET', '/v1/stats').body.decode()


def main():
    # Long enough to look at a decision before it stands.
    hub = RealHub('--recall-window', '3')
    try:
        is_good = run_checks([empty_room, every_phase, only_today, who_may], hub)
    finally:
        hub.stop()
    sys.exit(0 if is_good else 1)


main()
