#!/usr/bin/python3
# test-desk-mark.py: the review mark is on the stamped paper where pointer and keys put it, to the millimetre
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-desk-mark.py BUILD [NAME…] under with-display. Where the mark is on the paper is measured from pictures of
it that Poppler draws before and after, so nothing of ours is asked."""

import re
import subprocess

import hall
from desk import walk
from gi.repository import Atspi

PAGE = 'Page 1 of 1, scan-1.pdf'
MINE = 'My review mark, not sent yet'
MM_PER_POINT = 25.4 / 72
DPI = 254
PIXELS_PER_MM = DPI / 25.4
# A pixel of the page on the screen is half a millimetre.
TOLERANCE_MM = 1
# Apart from the mark both pictures are the same.
FUZZ = '5%'


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def measure(desk, name):
    return desk.measure(f'“{name}”', lambda: desk.look(name))


def find_content(desk):
    """Where the window's content begins: on the screen, and in the numbers that the desk gives, which count from elsewhere in
    each version of GTK. The content is the largest thing in the window, which has the same frame on all sides."""
    words = run('xdotool', 'getwindowgeometry', '--shell', desk.window)
    window = int(re.search(r'WIDTH=(\d+)', words).group(1))
    largest = (0, 0, 0, 0)
    for node in walk(desk.root()):
        if node.get_component_iface() is not None and node.get_role_name() not in ('application', 'frame'):
            box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            # One that is larger than the window was asked while it was laid out.
            if box.width <= window and box.height <= window:
                largest = max(largest, (box.width * box.height, box.width, box.x, box.y))
    _, width, x, y = largest
    return (window - width) / 2, x, y


def point_at(desk, x, y, *deeds):
    """@x, @y: in the desk's content, which fills the screen."""
    desk.come_to_front()
    run('xdotool', 'mousemove', '--sync', x, y, *deeds)


class Paper:
    """The page at the desk, in millimetres of the paper."""

    def __init__(self, desk, scan):
        words = run('pdfinfo', scan)
        width, height = re.search(r'Page size:\s+([\d.]+) x ([\d.]+)', words).groups()
        self.size = float(width) * MM_PER_POINT, float(height) * MM_PER_POINT
        self.desk = desk

    def to_screen(self, x, y):
        left, top, width, height = measure(self.desk, PAGE)
        frame, left_of_all, top_of_all = find_content(self.desk)
        # The pointer is on whole pixels.
        return (round(frame + left - left_of_all + x / self.size[0] * width),
                round(frame + top - top_of_all + y / self.size[1] * height))

    def centre_of(self, name):
        page_x, page_y, page_width, page_height = measure(self.desk, PAGE)
        x, y, width, height = measure(self.desk, name)
        return ((x + width / 2 - page_x) / page_width * self.size[0],
                (y + height / 2 - page_y) / page_height * self.size[1])


def check_near(words, found, wanted):
    assert all(abs(a - b) <= TOLERANCE_MM for a, b in zip(found, wanted)), f'{words}: {found} mm instead of {wanted} mm'


def find_on_paper(before, after, folder, area):
    """The middle, in mm, of what differs between two PDF files within @area (left, top, width, height in mm)."""
    for name, path in (('before', before), ('after', after)):
        run('pdftoppm', '-r', DPI, '-png', '-singlefile', path, folder / name)
    left, top, width, height = (round(side * PIXELS_PER_MM) for side in area)
    box = run('convert', folder / 'before.png', folder / 'after.png', '-compose', 'difference', '-composite', '-colorspace',
              'gray', '-crop', f'{width}x{height}+{left}+{top}', '+repage', '-threshold', FUZZ, '-format', '%@', 'info:')
    width, height, x, y = (int(number) for number in re.fullmatch(r'(\d+)x(\d+)\+(\d+)\+(\d+)', box.strip()).groups())
    return (left + x + width / 2) / PIXELS_PER_MM, (top + y + height / 2) / PIXELS_PER_MM


def put(build, folder):
    """a mark that was clicked, dragged and moved by keys is there at the colleague's desk and on the paper"""
    with hall.Hall(build, folder, recall_window=1) as room, room.desk('wangmin') as first, room.desk('zhaolei') as second:
        scan = room.scans / 'scan-1.pdf'
        number = room.hand_in()
        room.log_in(first, 'wangmin')
        first.fill_screen()
        first.open_case(number)
        paper = Paper(first, scan)
        first.press('Put Mark')
        first.find('Click where the mark goes, or press Enter')
        point_at(first, *paper.to_screen(60, 80), 'click', 1)
        first.find(MINE)
        check_near('clicked', paper.centre_of(MINE), (60, 80))
        point_at(first, *paper.to_screen(60, 80), 'mousedown', 1)
        point_at(first, *paper.to_screen(80, 100), 'sleep', 0.2)
        point_at(first, *paper.to_screen(100, 120), 'sleep', 0.2, 'mouseup', 1)
        first.wait('the mark to be where it was dragged', lambda: abs(paper.centre_of(MINE)[0] - 100) <= TOLERANCE_MM)
        check_near('dragged', paper.centre_of(MINE), (100, 120))
        # Steps of 5 mm.
        first.key('shift+Right', 'shift+Right', 'shift+Up')
        first.wait('the mark to be where the keys moved it',
                   lambda: abs(paper.centre_of(MINE)[0] - 110) <= TOLERANCE_MM)
        check_near('moved by keys', paper.centre_of(MINE), (110, 115))
        first.approve()

        room.log_in(second, 'zhaolei')
        second.fill_screen()
        second.open_case(number)
        theirs = 'Review mark of 人力资源和社会保障: Approved'
        check_near('at the colleague\'s', Paper(second, scan).centre_of(theirs), (110, 115))
        second.approve()
        second.wait('the result', room.window.news)
        room.window.fetch(number, folder / 'result')
        stamped = folder / 'result' / 'scan-1.pdf'
        check_near('on the paper', find_on_paper(scan, stamped, folder, (70, 70, 80, 90)), (110, 115))


if __name__ == '__main__':
    hall.main(put)
