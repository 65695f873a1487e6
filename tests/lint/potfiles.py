#!/usr/bin/python3
# potfiles.py: po/POTFILES lists exactly the files that hold words for people
# SPDX-License-Identifier: GPL-3.0-or-later

import re

from tree import Report, code_of, files, text_of

LIST = 'po/POTFILES'
WORDS = re.compile(r'(?<!\w)(?:_|N_|C_|NC_|ngettext|g_dngettext|gettext)\s*\(')
DEFINITION = re.compile(r'^\s*#\s*define.*$', re.MULTILINE)
TRANSLATABLE = re.compile(r'translatable="(?:yes|true|1)"')


def has_words(path):
    text = text_of(path)
    if path.suffix in ('.c', '.h'):
        return WORDS.search(DEFINITION.sub('', code_of(text)))
    if path.suffix == '.ui':
        return TRANSLATABLE.search(text)
    return True


def main():
    report = Report()
    listed = {}
    for number, line in enumerate(text_of(LIST).splitlines(), 1):
        if line.strip() and not line.startswith('#'):
            listed[line.strip()] = number
    candidates = (files('.c', '.h', under=('src',)) + files('.ui', under=('ui',)) +
                  [path for path in files('.in', under=('data',)) if path.name.endswith(('.desktop.in', '.xml.in'))])
    wanted = {str(path) for path in candidates if has_words(path)}
    for path in sorted(wanted - listed.keys()):
        report.add(path, 1, f'has words for people but is not in {LIST}')
    for path in sorted(listed.keys() - wanted):
        report.add(LIST, listed[path], f'{path} is not there or has no words for people')
    report.end()


main()
