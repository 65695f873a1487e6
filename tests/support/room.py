# room.py: a room for scripts: a real hub, its accounts, its windows, and a look at what comes back
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every step is a run of one of the project's own programs, as an administrator or a clerk would run it; the papers that
come back are looked at by programs that are not ours."""

import json
import shutil
import signal
import subprocess
from pathlib import Path

# How long a program of ours may take before something is wrong with it.
PATIENCE_SECONDS = 60
SHORT_RECALL_SECONDS = 2


class RoomError(RuntimeError):
    pass


class Refused(RoomError):
    """The hub said no; @answer is what the program printed."""

    def __init__(self, words, status, answer):
        super().__init__(words)
        self.status = status
        self.answer = answer


def program(build, name):
    folders = {'joint-review': 'src/app', 'joint-review-hub': 'src/hub', 'joint-review-counter': 'src/counter',
               'joint-review-render': 'src/render/worker', 'joint-review-sample-room': 'data/demo',
               'joint-review-sample-scans': 'data/demo'}
    return Path(build).resolve() / folders[name] / name


def run_json(*command):
    """What a program prints with --json, as a list of objects; Refused when its status is not 0."""
    command = [str(word) for word in command]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, stdin=subprocess.DEVNULL)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    if done.returncode != 0:
        raise Refused(f'{" ".join(command)}\nended with status {done.returncode}: {done.stdout}{done.stderr}',
                      done.returncode, lines[-1] if lines else {})
    return lines


class Counter:
    """A window of the hall."""

    def __init__(self, build, url, key_file):
        self.program = program(build, 'joint-review-counter')
        self.url = url
        self.key_file = key_file

    def run(self, *words):
        return run_json(self.program, '--hub', self.url, '--key-file', self.key_file, '--json', *words)

    def submit(self, item, applicant, materials=(), files=(), **options):
        """@materials: (code, file) pairs. The number of the case."""
        words = ['--item', item, '--applicant', applicant]
        for name, value in options.items():
            words += [f'--{name.replace("_", "-")}', value]
        for code, file in materials:
            words += ['--material', f'{code}={file}']
        return self.run('submit', *words, *files)[-1]['number']

    def status(self, number):
        return self.run('status', number)[-1]['case']

    def news(self):
        """What was pushed to this window since it last looked."""
        return self.run('watch', '--once')

    def fetch(self, number, folder):
        """Fetches the result or the notice; the object that outcome.json or notice.json holds."""
        report = self.run('fetch', number, '--output', folder)[-1]
        return json.loads((Path(folder) / report['file']).read_text(encoding='utf-8'))


class Room:
    """A hub in a folder; a context manager that serves meanwhile."""

    def __init__(self, build, folder, recall_window=SHORT_RECALL_SECONDS):
        self.build = build
        self.program = program(build, 'joint-review-hub')
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.hub_folder = self.folder / 'hub'
        self.recall_window = recall_window
        self.server = None
        self.url = None

    def administer(self, *words):
        lines = run_json(self.program, *words, '--json')
        return lines[-1] if lines else {}

    def set_up(self, name, departments, items):
        """@departments: (code, name) pairs; @items: as `item import` reads them."""
        self.administer('init', self.hub_folder, '--name', name)
        for code, words in departments:
            self.administer('department', 'add', self.hub_folder, code, words)
        file = self.folder / 'items.json'
        file.write_text(json.dumps(items, ensure_ascii=False), encoding='utf-8')
        self.administer('item', 'import', self.hub_folder, file)

    def add_reviewer(self, user, name, department):
        """The one-time password."""
        return self.administer('user', 'add', self.hub_folder, user, '--shown', name, '--role', 'reviewer',
                               '--department', department)['password']

    def add_counter(self, user, window):
        """The file with the window's key."""
        key = self.administer('user', 'add', self.hub_folder, user, '--shown', f'{window}号窗口', '--role', 'counter',
                              '--window', window)['key']
        file = self.folder / f'{user}.key'
        file.touch(mode=0o600)
        file.write_text(key, encoding='utf-8')
        return file

    def __enter__(self):
        return self.start()

    def start(self):
        """At a free port, later again at the same one."""
        address = '127.0.0.1:0' if self.url is None else self.url.split('//')[-1].rstrip('/')
        self.server = subprocess.Popen([self.program, 'serve', self.hub_folder, '--listen', address,
                                        '--recall-window', str(self.recall_window)],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        line = self.server.stdout.readline()
        if not line.startswith('listening on '):
            raise RoomError(f'The hub did not start: {line}')
        self.url = line.split()[-1]
        return self

    def __exit__(self, *_):
        status = self.stop()
        if status != 0 and _[0] is None:
            raise RoomError(f'The hub ended with status {status}')

    def stop(self):
        """Its status."""
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
        return self.server.wait(timeout=PATIENCE_SECONDS)

    def verify(self):
        """Of a hub that does not serve, or does."""
        return self.administer('verify', self.hub_folder)


class SampleRoom:
    """The sample room of the demo; a context manager. @accounts: {user: password}."""

    def __init__(self, build, folder, recall_window=SHORT_RECALL_SECONDS, cases=None):
        self.build = build
        words = [program(build, 'joint-review-sample-room'), folder, '--recall-window', str(recall_window)]
        if cases is not None:
            words += ['--cases', str(cases)]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith('{'):
            raise RoomError('The sample room did not start')
        answer = json.loads(line)
        self.url = answer['url']
        self.folder = Path(answer['folder'])
        self.accounts = {account['user']: account['password'] for account in answer['users']}
        self.counters = answer['counters']

    def window(self, index=0):
        return Counter(self.build, self.url, self.counters[index]['key_file'])

    def verify(self):
        return run_json(program(self.build, 'joint-review-hub'), 'verify', self.folder / 'hub', '--json')[-1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=PATIENCE_SECONDS)


def check_stamped(original, stamped, folder):
    """Looks at a stamped file with programs that are not ours; what each found, in words. An exception when one is not
    content. Draws the first page into @folder."""
    original, stamped, folder = Path(original), Path(stamped), Path(folder)
    before, after = original.read_bytes(), stamped.read_bytes()
    if not len(after) > len(before) or not after.startswith(before):
        raise RoomError(f'{stamped} does not begin with all of {original}')
    words = [f'the scan as submitted ({len(before)} bytes) is the exact beginning of the stamped file ({len(after)} bytes)']
    looks = [['qpdf', '--check', stamped],
             ['pdftoppm', '-r', '70', '-png', stamped, folder / f'{stamped.stem}-pdftoppm'],
             ['mutool', 'draw', '-q', '-r', '70', '-o', folder / f'{stamped.stem}-mutool-%d.png', stamped]]
    for look in looks:
        if shutil.which(look[0]) is None:
            words.append(f'{look[0]} is not installed, so it was not asked')
            continue
        done = subprocess.run([str(word) for word in look], capture_output=True, text=True, timeout=PATIENCE_SECONDS)
        if done.returncode != 0:
            raise RoomError(f'{look[0]} is not content with {stamped}: {done.stdout}{done.stderr}')
        words.append(f'{" ".join(look[:2]) if look[0] == "qpdf" else look[0]} is content')
    return words
