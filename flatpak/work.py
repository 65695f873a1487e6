#!/usr/bin/python3
# work.py: works in the installed Flatpak and tries its fences: work.py ID NATIVE FOLDER
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called by flatpak/check, with a display, as an ordinary user. NATIVE is the same app installed outside Flatpak, to
compare with. The main job is the demo's own (data/demo/main-job.py), done with the programs of the package; FOLDER gets
its screenshots. Status 1 when something does not hold."""

import contextlib
import importlib.util
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(SOURCE / 'tests/support'))

import hall  # noqa: E402 (found by the line above)
import portal  # noqa: E402
import room  # noqa: E402
from desk import Desk, DeskError, LOOK_SECONDS, Reviewer  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402

# Where the project's scripts look for a program in a build folder, and where the package has it.
PROGRAMS = {
    'src/app/joint-review': 'joint-review',
    'src/hub/joint-review-hub': 'joint-review-hub',
    'src/counter/joint-review-counter': 'joint-review-counter',
    'src/render/worker/joint-review-render': '/app/libexec/joint-review/joint-review-render',
    'data/demo/joint-review-sample-room': '/app/libexec/joint-review/joint-review-sample-room',
}
WRAPPER = '''#!/bin/sh
unset GSETTINGS_SCHEMA_DIR JOINT_REVIEW_LOCALEDIR LOCPATH
language=
case ${{LANG:-}} in zh_CN*) language="--env=LANG=zh_CN.UTF-8 {locale}" ;; esac
exec flatpak run --die-with-parent $language --command={command} {id} "$@"
'''
# The whole of what the package may do beyond its own folders.
CONTEXT = {'shared': {'network', 'ipc'}, 'sockets': {'wayland', 'fallback-x11'}, 'devices': {'dri'}}
STARTS = 5
# Each prints a word when it worked; in the sandbox none may.
ATTEMPTS = {
    'read a file of the home': 'cat "$SECRET"',
    'list the home': 'ls "$HOME" | grep -x secret',
    'see a process outside': '[ -e /proc/$OUTSIDE/status ] && tr "\\0" " " < /proc/$OUTSIDE/cmdline | grep work.py',
    'signal a process outside': 'kill -0 $OUTSIDE && tr "\\0" " " < /proc/$OUTSIDE/cmdline | grep work.py',
    'reach another program by the message bus':
        'gdbus call --session --timeout 5 --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus '
        '--method org.freedesktop.DBus.ListNames | grep org.jointreview.Outside',
}


class Failed(RuntimeError):
    pass


def say(words):
    print(f'-- {words}', flush=True)


def list_applications():
    desktop = Atspi.get_desktop(0)
    found = []
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        with contextlib.suppress(GLib.Error):
            # It may be gone while one asks.
            if child is not None and child.get_child_count() > 0:
                found.append(child)
    return found


def wait_until_gone():
    while list_applications():
        time.sleep(LOOK_SECONDS)


class PackagedReviewer(Reviewer):
    """Its bus connection and its window are a go-between's or know the process by another number, so it is found by being
    the only one."""

    def root(self):
        return next(iter(list_applications()), None)

    def come_to_front(self):
        if self.window is None:
            def search():
                out = subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'joint'], capture_output=True,
                                     text=True).stdout.split()
                return out[-1] if out else None
            self.window = self.wait('its window', search)
        super().come_to_front()


class PackagedHall(hall.Hall):
    def stop(self):
        """`flatpak run` dies of the signal instead of passing it on."""
        return 0 if super().stop() == -signal.SIGTERM else 1


def inside(app, script, **variables):
    words = [f'--env={name}={value}' for name, value in variables.items()]
    return subprocess.run(['flatpak', 'run', *words, '--command=sh', app, '-c', script], capture_output=True, text=True,
                          timeout=60, stdin=subprocess.DEVNULL)


def make_locale(app, folder):
    """What to give `flatpak run` for Chinese: nothing where the runtime knows the locale, else where it has been made."""
    if 'zh_CN' in inside(app, 'locale -a').stdout:
        return ''
    say('The runtime has no Chinese locale; one is made')
    made = folder / 'locale'
    made.mkdir(parents=True)
    # Its status also tells of mere warnings.
    inside(app, 'localedef --no-archive -i zh_CN -f UTF-8 "$MADE/zh_CN.UTF-8"', MADE=str(made))
    if not (made / 'zh_CN.UTF-8').exists():
        raise Failed('A Chinese locale cannot be made in the runtime')
    return f'--env=LOCPATH={made}'


def make_wrappers(app, folder):
    """A folder that looks like a build folder, with programs that are those of the package."""
    locale = make_locale(app, folder)
    for place, command in PROGRAMS.items():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(WRAPPER.format(locale=locale, command=command, id=app), encoding='utf-8')
        file.chmod(0o755)
    location = subprocess.run(['flatpak', 'info', '--show-location', app], capture_output=True, text=True,
                              check=True).stdout.strip()
    (folder / 'po').symlink_to(Path(location) / 'files/share/locale')
    return folder


def check_permissions(app):
    text = subprocess.run(['flatpak', 'info', '--show-permissions', app], capture_output=True, text=True,
                          check=True).stdout
    section = text.split('[Context]', 1)[1].split('\n[', 1)[0]
    found = {name: set(filter(None, value.split(';'))) for name, value in re.findall(r'(?m)^(\w+)=(.*)$', section)}
    if 'fallback-x11' in found.get('sockets', ()):
        # Older versions of Flatpak read it as an addition to x11.
        found['sockets'].discard('x11')
    if found != CONTEXT:
        raise Failed(f'The package may do {found}, not just {CONTEXT}')
    for name in re.findall(r'(?m)^([\w.*-]+)=(?:talk|own|see)$', text.split('Policy]', 1)[-1]):
        raise Failed(f'The package may speak with {name} on a bus')
    say('It may use the network and the display and nothing else')


def check_fences(app):
    """Every attempt is made outside too, where it has to work: else it would prove nothing."""
    secret = Path.home() / 'secret'
    secret.write_text('what the app must not read\n', encoding='utf-8')
    owner = subprocess.Popen(['/usr/bin/python3', '-c', 'import gi; from gi.repository import Gio, GLib; '
                              'Gio.bus_own_name(Gio.BusType.SESSION, "org.jointreview.Outside", 0, None, '
                              'lambda *_: print("owned", flush=True), None); GLib.MainLoop().run()'],
                             stdout=subprocess.PIPE, text=True)
    variables = {'SECRET': str(secret), 'OUTSIDE': str(os.getpid())}
    try:
        owner.stdout.readline()
        for words, script in ATTEMPTS.items():
            outside = subprocess.run(['sh', '-c', script], capture_output=True, text=True, env={**os.environ, **variables})
            if not outside.stdout.strip():
                raise Failed(f'Outside the sandbox one could not {words} either: {outside.stderr}')
            found = inside(app, script, **variables).stdout.strip()
            if found:
                raise Failed(f'Inside the sandbox one can {words}: {found}')
            say(f'Inside one cannot {words}; outside one can')
    finally:
        owner.kill()
        owner.wait()
        secret.unlink()


def check_worker(build, paper):
    worker = room.program(build, 'joint-review-render')
    facts = json.loads(subprocess.run([worker, 'check', '--json', paper], capture_output=True, text=True, check=True,
                                      timeout=room.PATIENCE_SECONDS).stdout)
    subprocess.run([worker, 'self-test', paper], check=True, timeout=room.PATIENCE_SECONDS)
    say(f'The PDF worker is locked in once more ({facts["sandbox"]}) and found no way out')


def can_log_in(desk):
    try:
        return desk.root() is not None and desk.look('User Name') is not None
    except GLib.Error:
        # It is still being made.
        return False


def time_start(kind, build, folder, number):
    """Seconds from starting the program until its log-in page can be used."""
    began = time.monotonic()
    with kind(build, 'http://127.0.0.1:9', folder / f'start-{number}') as desk:
        while not can_log_in(desk):
            if time.monotonic() - began > room.PATIENCE_SECONDS:
                raise Failed(f'The app did not start; see {desk.log}')
            time.sleep(LOOK_SECONDS / 5)
        took = time.monotonic() - began
    wait_until_gone()
    return took


def compare_starts(build, native, folder):
    times = {'inside': [], 'outside': []}
    for number in range(STARTS + 1):
        times['inside'].append(time_start(PackagedReviewer, build, folder, f'inside-{number}'))
        times['outside'].append(time_start(Desk, native, folder, f'outside-{number}'))
    # The first of each reads the disk.
    middle = {place: statistics.median(values[1:]) for place, values in times.items()}
    say(f'Start until one can log in, median of {STARTS}: {middle["inside"]:.2f} s inside Flatpak, '
        f'{middle["outside"]:.2f} s outside')


def do_main_job(build, folder):
    spec = importlib.util.spec_from_file_location('main_job', SOURCE / 'data/demo/main-job.py')
    job = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(job)
    job.Reviewer = PackagedReviewer
    job.main(build, folder)


def work_by_portals(app, build, folder):
    """With a stand-in for the portals, since a desktop is not here: whether the app asks them, and does as they answer."""
    os.environ['GSETTINGS_BACKEND'] = 'keyfile'
    hall.Reviewer = PackagedReviewer
    keyring = Path.home() / '.var/app' / app / 'data/keyrings/default.keyring'
    folder.mkdir()
    with PackagedHall(build, folder) as place, portal.Portal(folder / 'portal') as desktop:
        number = place.hand_in()
        with place.desk('lina') as desk:
            place.log_in(desk, 'lina')
            desk.open_case(number)
            desk.key('ctrl+shift+s')
            desk.find_text('Saved as “')
            desk.key('ctrl+p')
            desk.find_text('was sent to the printer')
            desk.wait('the keyring', keyring.exists)
        # The hub and the name are in the settings, what stands for the password is in the keyring.
        wait_until_gone()
        with place.desk('lina') as desk:
            desk.find('Search Cases')
        wait_until_gone()
        asked = [question['method'] for question in desktop.asked()]
        saved, scan = desktop.folder / f'{number} scan-1.pdf', place.scans / 'scan-1.pdf'
        if saved.read_bytes() != scan.read_bytes():
            raise Failed('What was saved by portal is not the scan')
        if not (desktop.folder / 'print-1.pdf').read_bytes().startswith(b'%PDF-'):
            raise Failed('What was printed by portal is no PDF')
    if not {'SaveFile', 'PreparePrint', 'Print', 'RetrieveSecret'} <= set(asked):
        raise Failed(f'The app asked the portals only for {asked}')
    say('It saves, prints and keeps its session by portal')


def main(app, native, folder):
    # The one folder that is the same inside and outside.
    own = Path.home() / '.var/app' / app / 'data/check'
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    build = make_wrappers(app, own / 'programs')
    (build / 'data/demo/joint-review-sample-scans').symlink_to(Path(native) / 'data/demo/joint-review-sample-scans')
    scans = own / 'scans'
    scans.mkdir()
    subprocess.run([room.program(native, 'joint-review-sample-scans'), scans], check=True)
    check_permissions(app)
    check_fences(app)
    check_worker(build, sorted(scans.glob('*.pdf'))[0])
    compare_starts(build, Path(native), own)
    work_by_portals(app, build, own / 'portals')
    do_main_job(build, own / 'job')
    for picture in (own / 'job').glob('*.png'):
        shutil.copy(picture, folder)
    return 0


if __name__ == '__main__':
    try:
        sys.exit(main(*sys.argv[1:]))
    except (DeskError, Failed, room.RoomError, subprocess.CalledProcessError) as error:
        print(f'The Flatpak is not as it must be: {error}', file=sys.stderr)
        sys.exit(1)
