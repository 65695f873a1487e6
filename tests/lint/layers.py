#!/usr/bin/python3
# layers.py: a folder of src includes only what the table of src/README.md lets it
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table in src/README.md is the rule, so that the words and the check cannot drift apart. glib, gio and json-glib
are the ground all layers stand on, except where a row is named in PURE."""

import re
from pathlib import Path

from tree import Report, files, text_of

TABLE = 'src/README.md'
GROUND = {'glib', 'gio', 'json-glib'}
# Pure layers get no more than their own row says.
PURE = {'core', 'wire'}
# What a pure layer may take of the C library: nothing that asks the system.
PURE_C = {'string.h', 'stdint.h', 'stddef.h', 'stdlib.h', 'stdbool.h', 'math.h', 'ctype.h', 'errno.h', 'limits.h'}

# Header (or its folder) to library as the table names it; whatever is not here is the system's.
LIBRARIES = {
    'glib': 'glib', 'glib.h': 'glib', 'glib-object.h': 'glib', 'gmodule.h': 'glib',
    'gio': 'gio', 'glib-unix.h': 'gio',
    'json-glib': 'json-glib', 'sqlite3.h': 'sqlite3', 'libsoup': 'libsoup', 'microhttpd.h': 'libmicrohttpd',
    'sodium.h': 'libsodium', 'sodium': 'libsodium', 'gtk': 'gtk4', 'gdk': 'gtk4', 'gsk': 'gtk4', 'graphene.h': 'gtk4',
    'gdk-pixbuf': 'gtk4', 'adwaita.h': 'libadwaita', 'libsecret': 'libsecret', 'poppler.h': 'poppler-glib',
    'poppler': 'poppler-glib', 'qpdf': 'libqpdf', 'seccomp.h': 'libseccomp', 'jpeglib.h': 'libjpeg',
    'tiffio.h': 'libtiff', 'tiff.h': 'libtiff', 'jbig2.h': 'jbig2dec', 'pango': 'pango', 'cairo.h': 'cairo',
    'fontconfig': 'fontconfig', 'zlib.h': 'zlib', 'curl': 'libcurl', 'libpq-fe.h': 'libpq',
}
CAIRO = re.compile(r'cairo(-\w+)?\.h')
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)
# GTK's own headers hand these out.
BROUGHT = {'gtk4': {'cairo', 'pango'}}


def read_table():
    rows = {}
    for line in text_of(TABLE).splitlines():
        cells = [cell.strip() for cell in line.strip().strip('|').split('|')]
        folder = re.fullmatch(r'`([\w/]+)`', cells[0])
        if line.startswith('|') and folder and len(cells) >= 3:
            outside = set(cells[2].split())
            for library in tuple(outside):
                outside |= BROUGHT.get(library, set())
            rows[folder[1]] = (set(cells[1].split()) - {'–'}, outside)
    return rows


def layer_of(path, rows):
    folder = path.relative_to('src').parent
    for candidate in (folder, *folder.parents):
        if str(candidate) in rows:
            return str(candidate)
    return None


def library_of(header):
    if CAIRO.fullmatch(header):
        return 'cairo'
    return LIBRARIES.get(header) or LIBRARIES.get(header.split('/')[0])


def complain_of_outside(report, where, layer, outside, header):
    library = library_of(header)
    if layer in PURE:
        allowed = outside | {'glib'}
        if library is None and header not in PURE_C:
            report.add(*where, f'{layer} is pure and may not include <{header}>')
    else:
        allowed = outside | GROUND
    if library and library not in allowed:
        report.add(*where, f'{layer} may not use {library} (<{header}>)')


def main():
    report = Report()
    rows = read_table()
    if not rows:
        report.add(TABLE, 1, 'has no table of layers')
    sources = files('.c', '.h', under=('src',))
    # Two layers may have headers of one name; whoever sees both does not know which it gets.
    homes = {}
    for path in sources:
        if path.suffix == '.h':
            homes.setdefault(path.name, set()).add(layer_of(path, rows))
    for path in sources:
        layer = layer_of(path, rows)
        if layer is None:
            report.add(path, 1, f'lies in no layer of {TABLE}')
            continue
        inside, outside = rows[layer]
        text = text_of(path)
        for match in INCLUDE.finditer(text):
            where = (path, text.count('\n', 0, match.start(2)) + 1)
            home = homes.get(Path(match[2]).name, set())
            if match[1] == '<':
                complain_of_outside(report, where, layer, outside, match[2])
            elif home and not home & {layer, *inside}:
                report.add(*where, f'{layer} may not include {" or ".join(sorted(map(str, home)))} ("{match[2]}")')
            elif len(home & {layer, *inside}) > 1:
                report.add(*where, f'"{match[2]}" could be that of {" or ".join(sorted(map(str, home)))}')
    report.end()


main()
