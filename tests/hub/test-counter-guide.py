#!/usr/bin/python3
# test-counter-guide.py: what data/api/counter-guide.md tells people to do works, block by block, with a real hub
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell blocks run in order in one shell, as a reader would paste them. Meanwhile the reviewers of all departments
mark and approve what is handed in."""

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from api_scenes import decide, stamp
from real_hub import RealHub, make_pdf

GUIDE = Path(os.environ['JR_SOURCE_ROOT']) / 'data/api/counter-guide.md'
BLOCK = re.compile(r'^```sh\n(.*?)^```$', re.DOTALL | re.MULTILINE)
FENCE = re.compile(r'^```', re.MULTILINE)
# A file says how far the shell came: what the blocks print is for people.
MARK = 'echo {} >>"$JR_DONE"\n'
SECONDS = 60
# Of the first item, FOOD, in the order of its stages.
REVIEWERS = 'wang', 'li', 'chen'


def review(hub):
    """One case, as soon as it is there."""
    cursor = None
    while True:
        page = hub.ask('wang', 'GET', '/v1/events?wait=10' + (f'&after={cursor}' if cursor else '')).json
        cursor = page['cursor']
        for frame in page['frames']:
            if frame['event']['kind'] == 'case-submitted':
                document = frame['event']['documents'][0]
                for reviewer in REVIEWERS:
                    decide(hub, reviewer, frame['event']['case_id'], 'approve', stamps=[stamp(document)])
                return


class Reviewed(RealHub):
    """With the one function that the scenes want of a witness."""

    def send(self, user, kind, **members):
        return self.ask(user, 'POST', '/v1/commands', self.command(kind, **members))


def run(hub, folder, blocks):
    key = folder / 'counter.key'
    key.write_text(hub.secrets['window1'] + '\n', encoding='utf-8')
    scan = folder / 'scan.pdf'
    scan.write_bytes(make_pdf('guide'))
    script = folder / 'blocks.sh'
    script.write_text(''.join(block + MARK.format(number) for number, block in enumerate(blocks, 1)), encoding='utf-8')
    done = folder / 'done'
    done.touch()
    ended = subprocess.run(['timeout', str(SECONDS), 'sh', '-eu', script], cwd=folder, capture_output=True, text=True,
                           check=False, env={**os.environ, 'HUB': hub.url, 'KEY_FILE': str(key), 'SCAN': str(scan),
                                             'JR_DONE': str(done)})
    print('\n'.join(f'# {line}' for line in (ended.stdout + ended.stderr).splitlines()))
    return scan, len(done.read_text(encoding='utf-8').split())


def is_stamped(hub, folder, scan):
    """The case is concluded and taken, and the fetched file begins with the scan."""
    cases = hub.ask('zhou', 'GET', '/v1/cases?filter=concluded').json['cases']
    files = [path for path in folder.glob('*.pdf') if path != scan]
    original = scan.read_bytes()
    return (len(cases) == 1 and cases[0]['case']['push'] == 'received' and cases[0]['case']['outcome'] == 'approved' and
            len(files) == 1 and files[0].read_bytes().startswith(original) and files[0].stat().st_size > len(original))


def main():
    for program in 'curl', 'jq':
        if shutil.which(program) is None:
            print(f'1..0 # SKIP there is no {program} here')
            return
    text = GUIDE.read_text(encoding='utf-8')
    blocks = BLOCK.findall(text)
    # No block escapes by being of another kind.
    all_run = len(FENCE.findall(text)) == 2 * len(blocks) and len(blocks) >= 9
    hub = Reviewed('--recall-window', '1')
    folder = hub.base / 'counter'
    folder.mkdir()
    try:
        threading.Thread(target=review, args=(hub,), daemon=True).start()
        scan, came = run(hub, folder, blocks)
        results = [('every block is a shell block', all_run)]
        results += [(f'block {number}', number <= came) for number in range(1, len(blocks) + 1)]
        results.append(('the stamped paper is there', is_stamped(hub, folder, scan)))
    finally:
        hub.stop()
    for number, (name, is_good) in enumerate(results, 1):
        print(f'{"ok" if is_good else "not ok"} {number} - {name}')
    print(f'1..{len(results)}')
    sys.exit(0 if all(is_good for _, is_good in results) else 1)


main()
