#!/usr/bin/python3
# test-desk-paper.py: what is open can be saved and printed, by portal and without, and is what it should be
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-paper.py BUILD [NAME…] under with-display. The portals are tests/support/portal.py; what was printed is
measured by Poppler's tools."""

import os
import re
import subprocess

import hall
import portal
from gi.repository import Atspi

SCAN = 'scan-1.pdf'
DPI = 72
# Of all pixels, where black and white would be 1; a page that lies a millimetre beside has more than 0.1.
DIFFERENCE_MAXIMUM = 0.05
DEPARTMENTS = ['wangmin', 'zhaolei']


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **options).stdout


def use_portals():
    os.environ.update(portal.ENVIRONMENT)


def choose_row(row):
    """In a list, as a person does."""
    return row is not None and Atspi.Selection.select_child(row.get_parent(), row.get_index_in_parent())


def decide(room, number, folder):
    """Everybody approves, with a mark; the stamped paper as the counter gets it."""
    for user in DEPARTMENTS:
        with room.desk(user) as desk:
            room.log_in(desk, user)
            desk.open_case(number)
            desk.put_mark()
            desk.approve()
            if user == DEPARTMENTS[-1]:
                desk.wait('the result', room.window.news)
    room.window.fetch(number, folder)
    return folder / SCAN


def save_copy(build, folder):
    """a scan is saved by portal whole or not at all; once the case is concluded it is the stamped paper"""
    use_portals()
    with hall.Hall(build, folder, recall_window=1) as room, portal.Portal(folder / 'saved') as desktop:
        scan, number = room.scans / SCAN, room.hand_in()
        with room.desk('lina') as desk:
            room.log_in(desk, 'lina')
            desk.open_case(number)
            saved = desktop.folder / f'{number} {SCAN}'
            saved.write_text('what was there before', encoding='utf-8')
            desk.key('ctrl+shift+s')
            desk.find_text(f'Saved as “{saved.name}”')
            assert saved.read_bytes() == scan.read_bytes(), 'the copy is not the scan'
            saved.unlink()

            desktop.answer(cancel=True)
            desk.key('ctrl+shift+s')
            desk.wait('the second question', lambda: len(desktop.asked()) == 2)
            desktop.answer(**{'save-to': str(folder / 'no-such-folder' / 'copy.pdf')})
            desk.key('ctrl+shift+s')
            desk.find_text('“copy.pdf” was not saved.')
            assert not saved.exists(), 'saved although it was cancelled'

        stamped = decide(room, number, folder / 'result')
        desktop.answer()
        with room.desk('lina') as desk:
            room.log_in(desk, 'lina')
            desk.wait('the view', lambda: choose_row(desk.look('Concluded today', is_prefix=True)))
            desk.open_case(number)
            desk.choose('Document Menu')
            name = f'{number} {SCAN.removesuffix(".pdf")}, stamped.pdf'
            desk.find_text(f'Saved as “{name}”')
            assert (desktop.folder / name).read_bytes() == stamped.read_bytes(), 'the copy is not the stamped paper'
            # One that was there keeps its own mode with later versions of GLib.
            mode = (desktop.folder / name).stat().st_mode & 0o777
            assert mode == 0o600, f'others can read what is saved: {mode:o}'
        left = {file.name for file in desktop.folder.iterdir()}
        assert left == {'asked', 'answer', name}, left


def compare(printed, scan, folder):
    """How far the first pages are apart, as a part of one."""
    for name, file in (('printed', printed), ('scan', scan)):
        run('pdftoppm', '-r', DPI, '-f', 1, '-singlefile', '-png', '-gray', file, folder / name)
    sizes = [run('identify', '-format', '%w %h', folder / f'{name}.png').split() for name in ('printed', 'scan')]
    assert all(abs(int(a) - int(b)) <= 2 for a, b in zip(*sizes)), sizes
    done = subprocess.run(['compare', '-metric', 'RMSE', folder / 'printed.png', folder / 'scan.png', 'null:'],
                          capture_output=True, text=True)
    return float(re.search(r'\(([\d.e-]+)\)', done.stderr).group(1))


def print_pages(build, folder):
    """every page of a scan is printed by portal in its own size, sharp enough for paper, and a cancelled one is not"""
    use_portals()
    os.environ['TMPDIR'] = str(folder)
    with hall.Hall(build, folder) as room, portal.Portal(folder / 'printed') as desktop:
        number = room.hand_in()
        with room.desk('lina') as desk:
            room.log_in(desk, 'lina')
            desk.open_case(number)
            desktop.answer(cancel=True)
            desk.key('ctrl+p')
            desk.wait('the question', desktop.asked)
            desktop.answer()
            desk.key('ctrl+p')
            desk.find_text(f'“{SCAN}” was sent to the printer')
            assert [asked['method'] for asked in desktop.asked()] == ['PreparePrint', 'PreparePrint', 'Print']
        printed, scan = desktop.folder / 'print-1.pdf', room.scans / SCAN
        pages = [re.search(r'Pages:\s+(\d+)', run('pdfinfo', file)).group(1) for file in (printed, scan)]
        assert pages[0] == pages[1], pages
        apart = compare(printed, scan, folder)
        assert apart <= DIFFERENCE_MAXIMUM, f'what was printed is not the scan: {apart}'
        left = list(folder.glob('gtkprint*'))
        assert not left, left
        images = run('pdfimages', '-list', printed)
        dots = int(images.splitlines()[2].split()[12])
        assert 295 <= dots <= 305, images


def print_nothing_white(build, folder):
    """a page that cannot be drawn is not printed as a white one: the whole is not, and why"""
    use_portals()
    os.environ['TMPDIR'] = str(folder)
    with hall.Hall(build, folder) as room, portal.Portal(folder / 'printed') as desktop:
        number = room.hand_in(scan=hall.damage(room.scans / SCAN, folder / 'broken.pdf'))
        with room.desk('lina') as desk:
            room.log_in(desk, 'lina')
            desk.open_case(number)
            desk.key('ctrl+p')
            desk.find_text('“broken.pdf” was not printed.')
            assert [asked['method'] for asked in desktop.asked()] == ['PreparePrint'], desktop.asked()
            # And is ready for the next.
            desk.key('ctrl+p')
            desk.wait('the second question', lambda: len(desktop.asked()) == 2)
        left = list(folder.glob('gtkprint*'))
        assert not left, left


def find_dialog(desk, title):
    """By the window manager: while GTK 4.8 fills its file dialog, a look into it by the accessibility bus can end the program."""
    def search():
        return subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', f'^{title}$'], capture_output=True).returncode == 0
    return desk.wait(f'the dialog “{title}”', search)


def save_by_dialog(build, folder):
    """without portals GTK's own dialogs do: one saves what is open, the other need not print it"""
    with hall.Hall(build, folder) as room, room.desk('lina') as desk:
        number = room.hand_in()
        room.log_in(desk, 'lina')
        desk.open_case(number)
        desk.key('ctrl+shift+s')
        find_dialog(desk, 'Save a Copy of the Scan')
        # All but the ending is selected.
        run('xdotool', 'type', '--delay', '20', str(folder / 'copy'))
        run('xdotool', 'key', 'Return')
        saved = folder / 'copy.pdf'
        desk.wait('the copy', saved.exists)
        desk.find_text('Saved as “copy.pdf”')
        assert saved.read_bytes() == (room.scans / SCAN).read_bytes()
        desk.key('ctrl+p')
        find_dialog(desk, 'Print')
        run('xdotool', 'key', 'Escape')
        desk.find('Approve')
        desk.key('ctrl+p')
        find_dialog(desk, 'Print')


if __name__ == '__main__':
    hall.main(save_copy, print_pages, print_nothing_white, save_by_dialog)
