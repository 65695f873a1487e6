# hall.py: a small room for the tests of the desk: two departments, one item, three reviewers, one window
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ready in a second or two. The hub can be stopped and started again at the same address."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import room
from desk import Reviewer

DEPARTMENTS = [('HR', '人力资源和社会保障'), ('MK', '市场监管')]
# User, name, department: two of one department, one of the other.
REVIEWERS = [('wangmin', '王敏', 'HR'), ('lina', '李娜', 'HR'), ('zhaolei', '赵磊', 'MK')]
ITEM = {'code': 'HR-003', 'name': '创业担保贷款资格审核', 'stages': [['HR', 'MK']],
        'materials': [{'code': 'form', 'name': '申请表', 'required': True},
                      {'code': 'lease', 'name': '房屋租赁合同', 'required': False}],
        'points': ['营业执照在有效期内，经营者为申请人', '租赁合同期限不少于一年']}
PASSWORD = 'a long enough password'
LONG_RECALL_SECONDS = 600


class Hall(room.Room):
    """Nothing is pushed meanwhile unless @recall_window is short."""

    def __init__(self, build, folder, recall_window=LONG_RECALL_SECONDS):
        super().__init__(build, folder, recall_window)
        self.set_up('南湾街道联审室', DEPARTMENTS, [ITEM])
        self.passwords = {user: (self.add_reviewer(user, name, department), PASSWORD)
                          for user, name, department in REVIEWERS}
        self.key_file = self.add_counter('window3', '3')
        self.scans = self.folder / 'scans'
        self.scans.mkdir()
        subprocess.run([room.program(build, 'joint-review-sample-scans'), self.scans], check=True)

    @property
    def window(self):
        return room.Counter(self.build, self.url, self.key_file)

    def hand_in(self, applicant='欧阳晓样', scan='scan-1.pdf', **options):
        """The number of a new case with one scan: a path, or the name of a sample."""
        return self.window.submit(ITEM['code'], applicant, [('form', Path(self.scans / scan))], **options)

    def log_in(self, desk, user):
        """With the one-time password the first time."""
        password, new_password = self.passwords[user]
        desk.log_in(user, password, new_password)
        self.passwords[user] = (PASSWORD, None)

    def desk(self, user, language='en', url=None):
        """A desk where nobody is logged in yet."""
        return Reviewer(self.build, url or self.url, self.folder, language, user)

    def phases(self, number):
        """What the hub says of each department's review."""
        return {review['department']: review['phase'] for review in self.window.status(number)['reviews']}


def damage(path, to):
    """Half of the picture's bytes are gone; everything else of the PDF is as it was."""
    scan = bytearray(path.read_bytes())
    start = scan.find(b'\xff\xd8\xff')
    end = scan.find(b'endstream', start)
    middle = (start + end) // 2
    scan[middle:end - 100] = bytes(end - 100 - middle)
    to.write_bytes(scan)
    return to


def main(*tests):
    """PROGRAM BUILD [NAME…]: runs those named, or all, as test(build, folder); screenshots and logs of a failed one stay
    where the message says."""
    build = Path(sys.argv[1]).resolve()
    for test in [test for test in tests if len(sys.argv) == 2 or test.__name__ in sys.argv[2:]]:
        folder = tempfile.mkdtemp(prefix='joint-review-desk-')
        test(build, Path(folder))
        shutil.rmtree(folder)
        print(f'ok - {test.__doc__}', flush=True)
