#!/usr/bin/python3
# top-level.py: the top level of the tree stays what a newcomer can take in at a glance
# SPDX-License-Identifier: GPL-3.0-or-later

from tree import Report, root

REQUIRED = {'meson.build', 'README.md', 'LICENSE', 'src', 'data', 'ui', 'po', 'tests'}
PERMITTED = REQUIRED | {'flatpak'}


def main():
    report = Report()
    # Build folders begin with _; dot files belong to tools.
    there = {path.name for path in root().iterdir() if path.name[0] not in '._' and path.name != 'expected'}
    for name in there - PERMITTED:
        report.add(name, 0, 'does not belong to the top level')
    for name in REQUIRED - there:
        report.add(name, 0, 'is missing from the top level')
    report.end()


main()
