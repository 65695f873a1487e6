#!/usr/bin/python3
# headers-alone.py: each header compiles as the first thing of a file: headers-alone.py ROOT BUILD
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flags are those of the sources beside the header, as the build folder's compile_commands.json has them."""

import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tree import Report, files, root

FLAG = re.compile(r'-(I|D|W|std=|pthread|m|U|isystem)')


def flags_by_folder(build):
    """Folder of a source to (compiler, flags of all its sources together); paths in flags are made absolute."""
    commands = json.loads((build / 'compile_commands.json').read_text(encoding='utf-8'))
    result = {}
    for command in commands:
        words = shlex.split(command['command'])
        folder = (Path(command['directory']) / command['file']).resolve().parent
        flags = ['-I' + str(Path(command['directory']) / word[2:]) if word.startswith('-I') else word
                 for word in words if FLAG.match(word)]
        compiler = words[:next(i for i, word in enumerate(words) if word.startswith('-'))]
        together = result.setdefault(folder, (compiler, []))[1]
        together.extend(flag for flag in flags if flag not in together)
    return result


def compile_alone(path, compiler, flags):
    run = subprocess.run([*compiler, *flags, '-Werror', '-fsyntax-only', '-x', 'c', '-'],
                         input=f'#include "{root() / path}"\n', capture_output=True, text=True, check=False,
                         env={**os.environ, 'LC_ALL': 'C', 'CCACHE_DISABLE': '1'})
    first = re.search(r':(\d+):(?:\d+:)? (?:fatal )?error: (.*)', run.stderr)
    if run.returncode == 0:
        return None
    return (path, int(first[1]) if first else 1, f'does not compile alone: {first[2] if first else run.stderr}')


def main():
    report = Report()
    known = flags_by_folder(Path(sys.argv[2]))
    # A folder of headers only has no flags of its own and is left out; samples take those of any.
    spare = None if any(folder.is_relative_to(root()) for folder in known) else next(iter(known.values()))
    jobs = []
    for path in files('.h', under=('src', 'tests', 'data/demo')):
        flags = known.get((root() / path).parent, spare)
        if flags:
            jobs.append((path, *flags))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for complaint in pool.map(lambda job: compile_alone(*job), jobs):
            if complaint:
                report.add(*complaint)
    report.end()


main()
