#!/usr/bin/python3
# build-lists.py: a folder's meson.build lists every source of that folder, and nothing that is not there
# SPDX-License-Identifier: GPL-3.0-or-later

import re

from tree import Report, files, root, text_of

NAME = re.compile(r"'([\w./-]+\.(?:c|ui|sql))'")


def main():
    report = Report()
    for path in files('.c', under=('src', 'tests', 'data')):
        build = path.parent / 'meson.build'
        while not (root() / build).exists():
            build = build.parent.parent / 'meson.build'
        name = str(path.relative_to(build.parent))
        stem = path.stem
        text = text_of(build)
        # A list of tests may name them without suffix.
        if f"'{name}'" not in text and f"'{stem}'" not in text and f"'{stem.removeprefix('test-')}'" not in text:
            report.add(path, 1, f'is not in {build}')
    for build in files('.build', under=('src', 'tests', 'data')):
        for number, line in enumerate(text_of(build).split('\n'), 1):
            for name in NAME.findall(line):
                if not (root() / build.parent / name).exists():
                    report.add(build, number, f'{name} is not there')
    report.end()


main()
