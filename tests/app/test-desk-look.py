#!/usr/bin/python3
# test-desk-look.py: the desk fits the screens of a hall, in the light and in the dark, and nothing warns
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-look.py BUILD under with-display, whose screen is 1920×1080."""

import os
import re
import subprocess

import hall
from desk import walk

N_CASES = 3
ROWS_MINIMUM = 16
# A4, upright, and what a pixel more or less makes of it.
A4 = 297 / 210
TOLERANCE = 0.01
# Below this nobody reads what is written on it.
PAGE_WIDTH_MINIMUM = 400
# Of the titles of libadwaita's entry rows while they unfold; nothing of ours is measured there.
KNOWN = re.compile(r'GtkLabel 0x\w+ \(label\) reported min width -[1-3], but')


def resize(desk, width, height):
    desk.come_to_front()
    # Without the frame that the window manager puts around, which this window has not.
    subprocess.run(['xdotool', 'windowsize', '--sync', desk.window, str(width), str(height)], check=True, capture_output=True)


def size(node):
    found = node.get_component_iface().get_size()
    return found.x, found.y


def count_rows(desk):
    """How many have room in the list at once."""
    rows = next(node for node in walk(desk.look('Cases')) if node.get_role_name() == 'list')
    row = next(node for node in walk(rows) if node.get_role_name() == 'table row' and node.get_name())
    return size(rows)[1] // size(row)[1]


def check_page(desk):
    """Whole, upright and large enough beside the decision."""
    width, height = desk.wait('a whole page', lambda: find_whole(desk))
    assert width >= PAGE_WIDTH_MINIMUM, f'the page is only {width} pixels wide'
    assert abs(height / width - A4) < TOLERANCE, (width, height)


def find_whole(desk):
    pages, page = desk.look('Pages'), desk.look('Page 1 of 1', is_prefix=True)
    return size(page) if pages and page and size(page)[1] <= size(pages)[1] and size(page)[0] <= size(pages)[0] else None


def check_log(desk):
    words = desk.log.read_text(encoding='utf-8')
    found = [line for line in re.findall(r'.*(?:WARNING|CRITICAL|ERROR).*', words) if not KNOWN.search(line)]
    assert not found, f'the desk warned: {found}'


def work(build, folder, style, sizes):
    """Every page at every size; the last look at the keys of the page one is on."""
    os.environ['ADW_DEBUG_COLOR_SCHEME'] = style
    with hall.Hall(build, folder) as room, room.desk('wangmin') as desk:
        number = [room.hand_in() for _ in range(N_CASES)][0]
        desk.find('User Name')
        for width, height in sizes:
            resize(desk, width, height)
        room.log_in(desk, 'wangmin')
        desk.wait('the cases', lambda: len(desk.list_cases()) == N_CASES)
        desk.key('question')
        desk.find('Take the next case')
        desk.key('Escape')
        desk.find_no('Shortcuts')
        for width, height in sizes:
            resize(desk, width, height)
            desk.wait(f'{ROWS_MINIMUM} rows at {width}×{height}', lambda: count_rows(desk) >= ROWS_MINIMUM)
        desk.open_case(number)
        for width, height in sizes:
            resize(desk, width, height)
            desk.find('Approve')
            check_page(desk)
        desk.key('question')
        desk.find('Put a review mark')
        desk.key('Escape')
        check_log(desk)


def fit_light(build, folder):
    """in the light style 1280×800 and 1920×1080 show 16 cases, or a whole page beside the decision, without a warning"""
    work(build, folder, 'prefer-light', [(1280, 800), (1920, 1080)])


def fit_dark(build, folder):
    """so does the dark style"""
    work(build, folder, 'prefer-dark', [(1920, 1080), (1280, 800)])


if __name__ == '__main__':
    hall.main(fit_light, fit_dark)
