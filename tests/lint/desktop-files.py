#!/usr/bin/python3
# desktop-files.py: what we tell the desktop about the app is valid
# SPDX-License-Identifier: GPL-3.0-or-later
"""Desktop entries and AppStream metadata, also as .in templates, whose words are English ones."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tree import Report, files, root, skip

CHECKS = {
    '.desktop': ['desktop-file-validate'],
    '.metainfo.xml': ['appstreamcli', 'validate', '--no-net', '--no-color'],
}


def main():
    for command in CHECKS.values():
        if not shutil.which(command[0]):
            skip(f'There is no {command[0]} here.')
    # There is no homepage to name. Before 1.0 AppStream did not ask for one.
    version = subprocess.run(['appstreamcli', '--version'], capture_output=True, text=True, check=False).stdout
    if not re.search(r' 0\.', version):
        CHECKS['.metainfo.xml'].append('--override=url-homepage-missing=pedantic')
    report = Report()
    for path in files(under=('data',)):
        plain = path.name.removesuffix('.in')
        for suffix, command in CHECKS.items():
            if not plain.endswith(suffix):
                continue
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(folder) / plain
                shutil.copy(root() / path, copy)
                run = subprocess.run([*command, str(copy)], capture_output=True, text=True, check=False)
            if run.returncode != 0:
                words = ' '.join((run.stdout + run.stderr).replace(f'{folder}/', '').split())
                report.add(path, 0, words)
    report.end()


main()
