#!/usr/bin/python3
# sizes.py: files, functions and nesting stay within what a reader can hold
# SPDX-License-Identifier: GPL-3.0-or-later
"""Works on the layout that format.py enforces: a function's braces stand in the first column, and what is nested is
indented."""

import re

from tree import Report, c_files, code_of, text_of

FILE_MAXIMUM = 600
FUNCTION_MAXIMUM = 60
NESTING_MAXIMUM = 3
CONTROL = re.compile(r'(if|else if|else|for|while|do|switch)\b')


def check_nesting(report, path, first, lines):
    """Complains once a function, of its deepest place."""
    deepest, place = 0, first
    above = []
    for number, line in enumerate(lines, first):
        words = line.lstrip()
        if not words or words.startswith('#'):
            continue
        indent = len(line) - len(words)
        while above and above[-1] >= indent:
            above.pop()
        if CONTROL.match(words):
            above.append(indent)
            if len(above) > deepest:
                deepest, place = len(above), number
    if deepest > NESTING_MAXIMUM:
        report.add(path, place, f'nested {deepest} deep, more than {NESTING_MAXIMUM}')


def main():
    report = Report()
    for path in c_files():
        lines = code_of(text_of(path)).rstrip('\n').split('\n')
        if len(lines) > FILE_MAXIMUM:
            report.add(path, len(lines), f'{len(lines)} lines, more than {FILE_MAXIMUM}')
        start = None
        for number, line in enumerate(lines, 1):
            if line.rstrip() == '{':
                start = number
            elif line.startswith('}') and start:
                length = number - start + 1
                if length > FUNCTION_MAXIMUM and line.rstrip() == '}':
                    report.add(path, start, f'a function of {length} lines, more than {FUNCTION_MAXIMUM}')
                check_nesting(report, path, start + 1, lines[start:number - 1])
                start = None
    report.end()


main()
