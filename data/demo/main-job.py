#!/usr/bin/python3
# main-job.py: the main job from counter to counter, told step by step: main-job.py BUILD FOLDER
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window hands in a case with scanned papers, two departments look at it and decide it at two desks, one in Chinese and
one in English, and the window gets the stamped papers. Every part is the real program; the desks are worked through the
accessibility bus and the keyboard. Screenshots and the result stay in FOLDER."""

import subprocess
import sys
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / 'tests/support'))

import room  # noqa: E402 (found by the line above)
from desk import DeskError, Reviewer  # noqa: E402

# Two departments of one stage decide it, so both desks can look at it at the same time.
ITEM = 'HR-003'
MATERIALS = {'form': 'scan-1.pdf', 'id': 'scan-2.pdf', 'licence': 'scan-3.pdf', 'lease': 'scan-4.pdf'}
# User, language, opinion, and how far left of its first place the mark goes: each into a box of its own on the form.
DESKS = [('wangmin', 'zh', '材料齐全，同意。', 15), ('zhaolei', 'en', 'Licence and lease agree with the register.', 105)]
RECALL_SECONDS = 5
RESULT_SECONDS = 60


class Teller:
    """Numbers the steps and says how long each took."""

    def __init__(self):
        self.number = 0
        self.at = time.monotonic()

    def __call__(self, words):
        now = time.monotonic()
        self.number += 1
        print(f'{self.number:2}. {words} ({now - self.at:.1f} s)', flush=True)
        self.at = now

    @staticmethod
    def more(words):
        print(f'    {words}', flush=True)


def hand_in(build, sample, folder, tell):
    scans = folder / 'handed-in'
    scans.mkdir()
    subprocess.run([room.program(build, 'joint-review-sample-scans'), scans], check=True)
    window = sample.window()
    materials = [(code, scans / name) for code, name in MATERIALS.items()]
    number = window.submit(ITEM, '欧阳晓样', materials, id_number='990102198703120028', phone='19900001234')
    tell(f'Window 1 handed in the case {number} with {len(materials)} scans of 300 dpi')
    return window, number, scans


def review(build, sample, folder, number, who, tell):
    user, language, opinion, left_mm = who
    with Reviewer(build, sample.url, folder, language, user) as desk:
        desk.find('User Name')
        desk.fill_screen()
        desk.screenshot('1-log-in')
        desk.log_in(user, sample.accounts[user])
        desk.wait('the cases', lambda: len(desk.list_cases()) > 5)
        desk.screenshot('2-dashboard')
        tell(f'{user} logged in at a desk ({language}) and sees the pending cases of all departments')
        desk.open_case(number)
        desk.screenshot('3-case')
        desk.write_opinion(opinion)
        desk.put_mark(left_mm, up_mm=40)
        desk.screenshot('4-stamp')
        desk.key('1')
        desk.find('Take Back', is_prefix=True)
        desk.screenshot('5-decision')
        tell(f'{user} read the scans, put the review mark on the form and approved, by keyboard')


def wait_for_result(window, number, tell):
    end = time.monotonic() + RESULT_SECONDS
    while time.monotonic() < end:
        for news in window.news():
            if news.get('number') == number and news['status'] == 'result':
                tell(f'The result was pushed to window 1 once it could no longer be taken back: {news["outcome"]}')
                return
        time.sleep(0.5)
    raise room.RoomError(f'No result of {number} reached the window within {RESULT_SECONDS} s')


def fetch(window, number, scans, folder, tell):
    results = folder / 'result'
    outcome = window.fetch(number, results)
    tell(f'Window 1 fetched the outcome, {len(outcome["opinions"])} opinions and {len(outcome["documents"])} papers')
    stamped = [document for document in outcome['documents'] if document['stamped']]
    if not stamped:
        raise room.RoomError(f'No paper of {number} came back stamped: {outcome}')
    form = scans / MATERIALS['form']
    for words in room.check_stamped(form, results / stamped[0]['file'], folder):
        tell.more(words)
    tell('Other people\'s tools have looked at the stamped paper')
    return results / stamped[0]['file']


def main(build, folder):
    build, folder = Path(build).resolve(), Path(folder).resolve()
    tell = Teller()
    with room.SampleRoom(build, folder / 'room', RECALL_SECONDS) as sample:
        tell(f'A sample room with a morning\'s cases is open: {sample.folder}')
        window, number, scans = hand_in(build, sample, folder, tell)
        for who in DESKS:
            review(build, sample, folder, number, who, tell)
        wait_for_result(window, number, tell)
        stamped = fetch(window, number, scans, folder, tell)
        verified = sample.verify()
        tell(f'joint-review-hub verify: {verified["events"]} events, {verified["cases"]} cases and {verified["blobs"]} '
             'files are whole')
    print(f'\nStamped PDF:  {stamped}\nScreenshots:  {folder}')
    return 0


if __name__ == '__main__':
    if len(sys.argv) != 3:
        print('Usage: main-job.py BUILD FOLDER', file=sys.stderr)
        sys.exit(2)
    try:
        sys.exit(main(*sys.argv[1:]))
    except (DeskError, room.RoomError) as error:
        print(f'The main job failed: {error}', file=sys.stderr)
        sys.exit(1)
