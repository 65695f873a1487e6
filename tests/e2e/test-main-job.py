#!/usr/bin/python3
# test-main-job.py: real scans for real items, two departments at two desks, and what the window gets back
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-main-job.py BUILD DATA under with-display. An approved, a rejected and a supplemented case go from the
window through the room and back; nothing between is simulated. Skips where DATA, the makers' real material, is absent."""

import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import room
from desk import Reviewer

SKIP = 77
DEPARTMENTS = [('HR', '人力资源和社会保障'), ('MK', '市场监管')]
# Reviewer, name, department, language of the desk.
REVIEWERS = [('wangmin', '王敏', 'HR', 'zh'), ('zhaolei', '赵磊', 'MK', 'en')]
PASSWORD = 'a long enough password'
NOTICE = '租赁合同缺第二页'
REASONS = '经营场所与执照登记的住所不一致'
RESULT_SECONDS = 60


def load_items(data):
    """All service items of a real city, each to be decided by both departments at once."""
    with open(data / 'items/guangan-service-items.csv', encoding='utf-8-sig', newline='') as file:
        rows = list(csv.DictReader(file))
    return [{'code': row['item_code'], 'name': row['name'], 'stages': [[code for code, _ in DEPARTMENTS]],
             'materials': [{'code': 'scan', 'name': '申请材料', 'required': True}], 'points': ['材料齐全、清晰']}
            for row in rows]


def sort_scans(build, data):
    """(readable, refused) by what the worker says of each."""
    readable, refused = [], []
    for path in sorted((data / 'pdf/ocrmypdf').glob('*.pdf')):
        done = subprocess.run([room.program(build, 'joint-review-render'), 'check', path], capture_output=True)
        (readable if done.returncode == 0 else refused).append(path)
    assert len(readable) >= 40 and refused, f'{len(readable)} scans are readable, {len(refused)} are not'
    return readable, refused


def check_refusal(window, item, path):
    """A file that nobody could review is refused at the window, in words."""
    try:
        window.submit(item, '张伟', files=[path])
    except room.Refused as refusal:
        assert refusal.status == 1, refusal
        assert refusal.answer['reason'] and refusal.answer['detail'], refusal.answer
        print(f'# {path.name}: {refusal.answer["reason"]}: {refusal.answer["detail"]}', flush=True)
        return
    raise AssertionError(f'{path} was accepted')


def wait_for_news(window, number, status):
    end = time.monotonic() + RESULT_SECONDS
    while time.monotonic() < end:
        for news in window.news():
            if news['number'] == number and news['status'] == status:
                return news
        time.sleep(0.3)
    raise AssertionError(f'Nothing ({status}) came for {number} within {RESULT_SECONDS} s')


def check_papers(outcome, scans, folder):
    """Each scan is back; the first, on which the marks are, is stamped, and its beginning is the scan."""
    documents = outcome['documents']
    assert len(documents) == len(scans), (len(documents), len(scans))
    stamped = [document for document in documents if document['stamped']]
    assert stamped and not any(document['fault'] for document in documents if 'fault' in document), documents
    for document in stamped:
        original = next(path for path in scans if path.name == document['name'])
        for words in room.check_stamped(original, folder / document['file'], folder):
            print(f'#   {document["file"]}: {words}', flush=True)


def check_opinions(outcome, decisions):
    found = {opinion['department']: opinion['decision'] for opinion in outcome['opinions']}
    assert found == decisions, found


class MainJob:
    def __init__(self, window, desks, folder):
        self.window = window
        self.desks = desks
        self.folder = folder

    def open_case(self, number):
        for desk in self.desks:
            desk.open_case(number)

    def leave_case(self):
        for desk in self.desks:
            desk.back_to_cases()

    def finish(self, number, scans, outcome, decisions):
        news = wait_for_news(self.window, number, 'result')
        assert news['outcome'] == outcome, news
        folder = self.folder / number
        fetched = self.window.fetch(number, folder)
        assert fetched['outcome'] == outcome, fetched
        check_opinions(fetched, decisions)
        check_papers(fetched, scans, folder)
        print(f'ok - {number} came back {outcome} with {len(scans)} papers', flush=True)

    def approve(self, item, scans):
        number = self.window.submit(item, '欧阳娜娜', files=scans)
        self.open_case(number)
        for desk in self.desks:
            desk.put_mark()
            desk.approve()
        self.leave_case()
        self.finish(number, scans, 'approved', {'HR': 'approve', 'MK': 'approve'})

    def reject(self, item, scans):
        number = self.window.submit(item, '李建国', files=scans)
        first, second = self.desks
        self.open_case(number)
        first.put_mark()
        first.approve()
        second.find_text('Approved')
        second.put_mark(up_mm=30)
        second.reject(REASONS)
        self.leave_case()
        self.finish(number, scans, 'rejected', {'HR': 'approve', 'MK': 'reject'})

    def supplement(self, item, scans, supplement):
        number = self.window.submit(item, '王芳', files=scans)
        first, second = self.desks
        self.open_case(number)
        first.put_mark()
        first.approve()
        second.return_for_supplement(NOTICE)
        self.leave_case()
        news = wait_for_news(self.window, number, 'notice')
        assert [line['missing'] for line in news['notice'] if line['department'] == 'MK'] == [[NOTICE]], news
        self.window.run('supplement', number, supplement)
        # Only the department that asked looks again.
        phases = {review['department']: review['phase'] for review in self.window.status(number)['reviews']}
        assert phases == {'HR': 'decided', 'MK': 'open'}, phases
        second.open_case(number)
        second.put_mark(up_mm=30)
        second.approve()
        second.back_to_cases()
        self.finish(number, [*scans, supplement], 'approved', {'HR': 'approve', 'MK': 'approve'})


def run(build, data, folder):
    items = load_items(data)
    readable, refused = sort_scans(build, data)
    hall = room.Room(build, folder)
    hall.set_up('南湾街道联审室', DEPARTMENTS, items)
    passwords = {user: hall.add_reviewer(user, name, department) for user, name, department, _ in REVIEWERS}
    key_file = hall.add_counter('window3', '3')
    with hall:
        window = room.Counter(build, hall.url, key_file)
        for path in refused:
            check_refusal(window, items[0]['code'], path)
        with Reviewer(build, hall.url, folder, REVIEWERS[0][3], REVIEWERS[0][0]) as first, \
             Reviewer(build, hall.url, folder, REVIEWERS[1][3], REVIEWERS[1][0]) as second:
            for desk, (user, _, _, _) in zip((first, second), REVIEWERS):
                desk.log_in(user, passwords[user], PASSWORD)
            job = MainJob(window, (first, second), folder)
            third = len(readable) // 3
            job.approve(items[0]['code'], readable[:third])
            job.reject(items[len(items) // 2]['code'], readable[third:2 * third])
            job.supplement(items[-1]['code'], readable[2 * third:-1], readable[-1])
    verified = hall.verify()
    assert verified['cases'] == 3, verified
    print(f'ok - verify is content: {verified}', flush=True)


def main(build, data):
    if not Path(data).is_dir():
        print(f'SKIP: {data} is not there', flush=True)
        return SKIP
    # Screenshots and logs of a failed run stay where the message says.
    folder = tempfile.mkdtemp(prefix='joint-review-e2e-')
    run(Path(build), Path(data), Path(folder))
    shutil.rmtree(folder)
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
