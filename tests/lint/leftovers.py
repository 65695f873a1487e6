#!/usr/bin/python3
# leftovers.py: nothing half done is left in the tree: no notes to self, no code that is switched off
# SPDX-License-Identifier: GPL-3.0-or-later

import re

from tree import Report, comments_of, files, text_of

NOTE = re.compile(r'\b(TODO|FIXME|XXX|HACK|WIP|TBD)\b')
OFF = re.compile(r'^\s*#\s*if\s+(0|FALSE|false)\b')
# A line of a comment that is a statement. Examples in documentation are set off by at least three blanks and may be.
STATEMENT = re.compile(r'^\s*(?://|/?\*+) {0,2}[^\s*].*(?:\)\s*;|\{|[\w\])]\s*=\s*[^=].*;)\s*(?:\*/)?\s*$')
SUFFIXES = ('.c', '.h', '.py', '.sh', '.sql', '.ui', '.css', '.build', '.json', '.in')


def check_code(report, path, text):
    for number, (line, comment) in enumerate(zip(text.split('\n'), comments_of(text).split('\n')), 1):
        if OFF.match(line):
            report.add(path, number, 'code that is switched off: remove it')
        if STATEMENT.match(comment):
            report.add(path, number, 'a statement in a comment: remove it, or say it in words')


def main():
    report = Report()
    for path in files(*SUFFIXES, under=('src', 'ui', 'tests', 'data', 'po')):
        if path.parts[:2] == ('tests', 'lint'):
            continue
        text = text_of(path)
        for number, line in enumerate(text.split('\n'), 1):
            note = NOTE.search(line)
            if note:
                report.add(path, number, f'{note[1]}: do it, or file an issue')
        if path.suffix in ('.c', '.h'):
            check_code(report, path, text)
    report.end()


main()
