#!/usr/bin/python3
# test-keeping.py: a room is backed up while it is used, restored, proved, rebuilt, and cannot go back unnoticed
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything through the program itself; the archive is also read by Python's own tarfile."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import threading
import uuid

from real_hub import PROGRAM, RealHub, make_pdf
from tap import run_checks

TABLES = ('cases', 'reviews', 'case_bigrams')
CLERKS = 4


def call(*words):
    """Status and what was printed: an object, or the words of the error."""
    done = subprocess.run([PROGRAM, *map(str, words), '--json'], capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout) if done.returncode == 0 else done.stderr


def must(*words):
    status, answer = call(*words)
    assert status == 0, answer
    return answer


def refused(*words, says):
    status, answer = call(*words)
    assert status == 1 and says in answer, (status, answer)


def hand_in(hub, word, size=0):
    document = hub.upload('window1', make_pdf(word) + b'%' * size)
    command = hub.command('submit', case_id=str(uuid.uuid4()), item_code='ONE', documents=[document],
                          applicant={'name': '张伟', 'id_number': '990307199001011234'})
    reply = hub.ask('window1', 'POST', '/v1/commands', command)
    assert reply.status == 200, reply.body
    return reply.json['case_id']


def serving(hub, folder):
    """The same accounts and secrets on another folder."""
    other = object.__new__(RealHub)
    other.__dict__.update(hub.__dict__, folder=folder)
    other.start()
    return other


def rows(folder):
    with sqlite3.connect(folder / 'hub.db') as database:
        return {table: database.execute(f'SELECT * FROM {table} ORDER BY 1, 2').fetchall() for table in TABLES}


def change(folder, sql):
    database = sqlite3.connect(folder / 'hub.db', timeout=30)
    with database:
        database.execute(sql)
    database.close()


def left_behind(folder):
    return sorted(path.name for path in folder.iterdir() if '.part-' in path.name or '.db-' in path.name
                  or '.restoring-' in path.name)


class Load:
    """Clerks who hand in without a pause."""

    def __init__(self, hub):
        self.hub, self.is_over, self.faults = hub, threading.Event(), []
        self.threads = [threading.Thread(target=self.work, args=(name,)) for name in range(CLERKS)]

    def work(self, name):
        n_done = 0
        while not self.is_over.is_set():
            try:
                hand_in(self.hub, f'load {name} {n_done}')
            except Exception as fault:  # noqa: BLE001
                self.faults.append(fault)
                return
            n_done += 1

    def __enter__(self):
        for thread in self.threads:
            thread.start()

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        assert not self.faults, self.faults


def test_backup_under_load_is_a_room(hub):
    hand_in(hub, 'first')
    hub.ask('wang', 'GET', '/v1/me')
    file = hub.base / 'room.tar'
    with Load(hub):
        report = must('backup', hub.folder, file)
    assert report['events'] >= 2 and report['blobs'] >= 1 and file.stat().st_mode & 0o777 == 0o600
    refused('backup', hub.folder, file, says='there already')
    refused('restore', file, hub.folder, says='there already')
    cursor = hub.ask('window1', 'GET', '/v1/events').json['cursor']
    restored = hub.base / 'restored'
    assert must('restore', file, restored)['events'] == report['events']
    assert must('verify', restored)['head'] == report['head']
    other = serving(hub, restored)
    try:
        assert other.ask('window1', 'GET', f'/v1/events?after={cursor}').status == 410
        assert other.ask('window1', 'GET', '/v1/me').status == 200
        assert other.ask('wang', 'GET', '/v1/me').status == 401
        case = hand_in(other, 'after')
        assert other.ask('window1', 'GET', f'/v1/cases/{case}').status == 200
        frames = other.ask('window1', 'GET', '/v1/events?limit=500').json['frames']
        assert frames[0]['event']['kind'] == 'case-submitted'
    finally:
        other.process.terminate()
        other.process.wait()
    assert must('verify', restored)['events'] > report['events']
    assert not left_behind(hub.base)


def test_archive_is_anybodys(hub):
    hand_in(hub, 'plain')
    file, folder = hub.base / 'plain.tar', hub.base / 'plain'
    must('backup', hub.folder, file)
    with tarfile.open(file) as archive:
        archive.extractall(folder)
    subprocess.run(['sha256sum', '--check', '--strict', '--quiet', 'SHA256SUMS'], cwd=folder, check=True)
    assert 'head.key' not in [path.name for path in folder.rglob('*')]
    listed = {line.split()[1] for line in (folder / 'SHA256SUMS').read_text().splitlines()}
    there = {str(path.relative_to(folder)) for path in folder.rglob('*') if path.is_file()}
    assert there - listed == {'SHA256SUMS'} and listed <= there


def test_damaged_backup_is_refused(hub):
    hand_in(hub, 'damaged', size=100_000)
    file, folder = hub.base / 'whole.tar', hub.base / 'from-damaged'
    must('backup', hub.folder, file)
    whole = file.read_bytes()
    broken = hub.base / 'broken.tar'
    places = [600, len(whole) // 3, len(whole) // 2, len(whole) * 2 // 3, whole.rindex(b'%%%%') - 7]
    for damaged in [whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:] for place in places] + \
            [whole[:len(whole) // 2], whole[:100], b'']:
        broken.write_bytes(damaged)
        refused('restore', broken, folder, says='joint-review-hub: ')
        assert not folder.exists() and not left_behind(hub.base)


def test_missing_or_damaged_document_is_no_backup(hub):
    case = hand_in(hub, 'to be lost')
    document = hub.ask('window1', 'GET', f'/v1/cases/{case}').json['case']['documents'][0]['sha256']
    path = hub.folder / 'blobs' / document[:2] / document[2:]
    content = path.read_bytes()
    file = hub.base / 'never.tar'
    for damage in None, content + b'x':
        path.unlink(missing_ok=True)
        if damage is not None:
            path.write_bytes(damage)
        refused('backup', hub.folder, file, says=document)
        refused('verify', hub.folder, says=document)
        assert not file.exists() and not left_behind(hub.base)
    path.write_bytes(content)
    must('verify', hub.folder)


def test_killed_backup_leaves_no_file(hub):
    for word in range(6):
        hand_in(hub, f'large {word}', size=8_000_000)
    file = hub.base / 'killed.tar'
    process = subprocess.Popen([PROGRAM, 'backup', hub.folder, file])
    while process.poll() is None and not any(path.stat().st_size > 1_000_000 for path in hub.base.glob('killed.tar.part-*')):
        pass
    process.kill()
    assert process.wait() != 0 and not file.exists()
    hand_in(hub, 'goes on')
    must('backup', hub.folder, file)


def test_full_disk_leaves_no_file(hub):
    small = hub.base / 'small'
    small.mkdir()
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small], capture_output=True).returncode != 0:
        return 'a small tmpfs cannot be mounted here'
    try:
        hand_in(hub, 'too large', size=4_000_000)
        refused('backup', hub.folder, small / 'room.tar', says='No space left')
        assert not list(small.iterdir())
        file = hub.base / 'elsewhere.tar'
        must('backup', hub.folder, file)
        refused('restore', file, small / 'room', says='No space left')
        assert not list(small.iterdir())
        hand_in(hub, 'unharmed')
    finally:
        subprocess.run(['umount', small], check=True)
    return None


def test_witness_sees_a_hub_that_went_back(hub):
    hand_in(hub, 'kept')
    early, late = hub.base / 'early.tar', hub.base / 'late.tar'
    must('backup', hub.folder, early)
    hand_in(hub, 'lost')
    key = must('backup', hub.folder, late)['public_key']
    heads = []
    for file in early, late:
        with tarfile.open(file) as archive:
            head = json.load(archive.extractfile('backup.json'))['head']
        heads.append(hub.base / f'{file.stem}.json')
        heads[-1].write_text(json.dumps(head), encoding='utf-8')
    for head in heads:
        must('verify', hub.folder, '--head', head)
    back = hub.base / 'back'
    must('restore', early, back)
    must('verify', back, '--head', heads[0])
    refused('verify', back, '--head', heads[1], says='went back')
    refused('verify', back, '--head', heads[0], '--public-key', 'ab' * 32, says='signed')
    forged = json.loads(heads[1].read_text()) | {'hash': hashlib.sha256(b'another').hexdigest()}
    heads[0].write_text(json.dumps(forged), encoding='utf-8')
    refused('verify', hub.folder, '--head', heads[0], says='signature')
    assert len(key) == 64 and (hub.folder / 'head.key').stat().st_mode & 0o777 == 0o600
    change(back, "UPDATE heads SET signature = replace (signature, 'a', 'b')")
    refused('verify', back, says='signature')
    shutil.rmtree(back)


def test_rebuilding_mends_the_tables(hub):
    hand_in(hub, 'to be rebuilt')
    refused('rebuild', hub.folder, says='serves')
    hub.process.terminate()
    hub.process.wait()
    before = rows(hub.folder)
    found = must('verify', hub.folder)
    assert found['signed'] == found['events'], 'an orderly stop signs the last event'
    for damage in ('DELETE FROM case_bigrams', 'UPDATE cases SET is_concluded = 1 - is_concluded', 'DELETE FROM reviews',
                   "UPDATE cases SET applicant = '李*'"):
        change(hub.folder, damage)
        refused('verify', hub.folder, says='joint-review-hub: ')
        assert must('rebuild', hub.folder)['events'] > 0
        must('verify', hub.folder)
        assert rows(hub.folder) == before
    hub.start()
    hand_in(hub, 'after')


TESTS = [value for name, value in list(globals().items()) if name.startswith('test_')]


def main():
    hub = RealHub('--recall-window', '1')
    is_good = run_checks(TESTS, hub)
    hub.stop()
    return 0 if is_good else 1


sys.exit(main())
