#!/usr/bin/python3
# format.py: C looks as .clang-format says
# SPDX-License-Identifier: GPL-3.0-or-later

import re
import shutil
import subprocess

from tree import Report, c_files, root, skip

# Other versions lay some things out differently.
VERSION = '14'


def formatter():
    for name in (f'clang-format-{VERSION}', 'clang-format'):
        if not shutil.which(name):
            continue
        version = subprocess.run([name, '--version'], capture_output=True, text=True, check=True).stdout
        if re.search(rf'version {VERSION}\.', version):
            return name
    return None


program = formatter()
if program is None:
    skip(f'There is no clang-format {VERSION} here (Debian package clang-format-{VERSION}).')
report = Report()
run = subprocess.run([program, '--dry-run', '--style=file', *map(str, c_files())],
                     cwd=root(), capture_output=True, text=True, check=True)
for match in re.finditer(r'^(\S+?):(\d+):\d+: warning: code should be clang-formatted', run.stderr, re.MULTILINE):
    report.add(match[1], int(match[2]), f'not as {program} -i lays it out')
report.end()
