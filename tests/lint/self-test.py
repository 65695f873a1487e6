#!/usr/bin/python3
# self-test.py: shows that a lint can fail: self-test.py FOLDER LINT [ARGUMENT…]
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the lint on the bad samples in FOLDER/samples/LINT; it must end with status 1 and exactly the complaints that
FOLDER/samples/LINT/expected lists."""

import subprocess
import sys
from pathlib import Path

SKIP = 77


def main(folder, lint, *arguments):
    samples = Path(folder) / 'samples' / lint
    expected = (samples / 'expected').read_text(encoding='utf-8')
    run = subprocess.run([sys.executable, str(Path(folder) / f'{lint}.py'), str(samples), *arguments],
                         capture_output=True, text=True, check=False)
    if run.returncode == SKIP:
        print(run.stdout, end='')
        return SKIP
    if run.returncode == 1 and run.stdout == expected:
        return 0
    print(f'Expected status 1 and:\n{expected}\nGot status {run.returncode} and:\n{run.stdout}{run.stderr}')
    return 1


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
