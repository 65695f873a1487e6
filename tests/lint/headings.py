#!/usr/bin/python3
# headings.py: every source file says in its first two lines what it is and under which licence
# SPDX-License-Identifier: GPL-3.0-or-later

import re

from tree import Report, c_files, files, root, text_of

LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'


def scripts():
    """Python, and whatever begins with #! without a suffix."""
    for path in files(under=('tests', 'data')):
        if path.suffix in ('.py', '.sh') or (not path.suffix and (root() / path).read_bytes()[:2] == b'#!'):
            yield path


def main():
    report = Report()
    for path in c_files():
        lines = text_of(path).split('\n')[:2]
        if not re.fullmatch(rf'/\* {re.escape(path.name)}: \S.*', lines[0]):
            report.add(path, 1, f'the first line is not "/* {path.name}: what it is"')
        # What the file is for may follow in the same comment.
        if len(lines) < 2 or lines[1].removesuffix(' */') != f' * {LICENCE}':
            report.add(path, 2, f'the second line is not " * {LICENCE}"')
    for path in scripts():
        lines = [line for line in text_of(path).split('\n')[:3] if not line.startswith('#!')]
        if not re.fullmatch(rf'# {re.escape(path.name)}: \S.*', lines[0]):
            report.add(path, 1, f'the heading is not "# {path.name}: what it is"')
        if lines[1] != f'# {LICENCE}':
            report.add(path, 2, f'the licence line is not "# {LICENCE}"')
    report.end()


main()
