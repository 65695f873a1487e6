#!/usr/bin/python3
# translations.py: every word for people has its translation in every language of po/LINGUAS
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the words out of the sources anew, so that a word that the catalogue does not have yet counts as missing."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tree import Report, root, skip, text_of

# As in meson's preset for GLib.
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3', 'ngettext:1,2']


def run(*words):
    return subprocess.run(words, cwd=root(), capture_output=True, text=True, check=True,
                          env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8'})


def entries(report, path, option, words):
    """Complains of each message that msgattrib picks by @option."""
    picked = run('msgattrib', option, '--no-obsolete', '--no-wrap', str(path[1])).stdout
    for message in re.findall(r'^msgid "(.+)"$', picked, re.MULTILINE):
        report.add(path[0], 0, f'{words}: "{message}"')


def main():
    if not shutil.which('xgettext'):
        skip('There is no xgettext here (Debian package gettext).')
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / 'words.pot'
        run('xgettext', '--files-from=po/POTFILES', '--from-code=UTF-8', '--force-po', f'--output={template}',
            *(f'--keyword={word}' for word in KEYWORDS))
        for language in text_of('po/LINGUAS').split():
            catalogue, merged = f'po/{language}.po', Path(folder) / f'{language}.po'
            run('msgmerge', '--quiet', '--no-fuzzy-matching', f'--output-file={merged}', catalogue, str(template))
            run('msgfmt', '--check', '--output-file=/dev/null', catalogue)
            # msgmerge writes nothing where there are no words at all.
            if not merged.exists():
                continue
            entries(report, (catalogue, merged), '--untranslated', 'not translated')
            entries(report, (catalogue, merged), '--only-fuzzy', 'fuzzy')
    report.end()


main()
