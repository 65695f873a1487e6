# tree.py: what the lints share: the files of the tree, C without comments and strings, the report
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every lint is called as LINT ROOT and looks at the files under ROOT: the tree itself, or the tree of bad samples in
samples/LINT, on which it must fail with exactly the complaints in samples/LINT/expected (see self-test.py)."""

import os
import re
import sys
from pathlib import Path

SKIP = 77
SAMPLES = 'tests/lint/samples'
NOT_CODE = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def root():
    return Path(sys.argv[1]).resolve()


def files(*suffixes, under=('.',)):
    """Files of the tree with one of these suffixes, as paths relative to the root; no build folders, no samples."""
    found = []
    for folder in under:
        for path, folders, names in os.walk(root() / folder):
            relative = Path(path).relative_to(root())
            folders[:] = [name for name in folders
                          if name[0] not in '._' and str(relative / name) != SAMPLES]
            found += [relative / name for name in names if not suffixes or Path(name).suffix in suffixes]
    return sorted(set(found))


def c_files():
    return files('.c', '.h', under=('src', 'tests', 'data/demo'))


def text_of(path):
    return (root() / path).read_text(encoding='utf-8')


def code_of(text):
    """The same lines with comments and the inside of literals blanked."""
    return NOT_CODE.sub(lambda match: re.sub(r'[^\n]', ' ', match.group()), text)


def comments_of(text):
    """The same lines with all but comments blanked."""
    kept, end = [], 0
    for match in NOT_CODE.finditer(text):
        kept.append(re.sub(r'[^\n]', ' ', text[end:match.start()]))
        is_comment = match.group().startswith('/')
        kept.append(match.group() if is_comment else re.sub(r'[^\n]', ' ', match.group()))
        end = match.end()
    kept.append(re.sub(r'[^\n]', ' ', text[end:]))
    return ''.join(kept)


class Report:
    def __init__(self):
        self.complaints = set()

    def add(self, path, line, words):
        self.complaints.add((str(path), line, words))

    def end(self):
        for path, line, words in sorted(self.complaints):
            print(f'{path}:{line}: {words}')
        sys.exit(1 if self.complaints else 0)


def skip(words):
    print(words)
    sys.exit(SKIP)
