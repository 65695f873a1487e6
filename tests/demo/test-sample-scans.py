#!/usr/bin/python3
# test-sample-scans.py: the sample scans are valid PDFs of 300 dpi images, the same for the same seed
# SPDX-License-Identifier: GPL-3.0-or-later
"""Called as test-sample-scans.py PROGRAM. Judged by qpdf and Poppler's tools, which are not ours."""

import filecmp
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIP = 77
ENCODINGS = {'jpeg', 'ccitt'}


def output_of(*words):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, check=True).stdout


def write_scans(program, folder, seed):
    folder.mkdir()
    subprocess.run([program, str(folder), str(seed)], check=True)
    return sorted(folder.iterdir())


def check_scan(path):
    output_of('qpdf', '--check', path)
    images = [line.split() for line in output_of('pdfimages', '-list', path).splitlines()[2:]]
    pages = int(output_of('qpdf', '--show-npages', path))
    assert len(images) == pages > 0, f'{path.name}: {len(images)} images on {pages} pages'
    for image in images:
        assert image[8] in ENCODINGS, f'{path.name}: encoded as {image[8]}'
        assert image[12:14] == ['300', '300'], f'{path.name}: {image[12:14]} dpi'
    return {image[8] for image in images}


def check_ink(path, folder):
    """Neither a white nor a black page: some, but not much, of it is dark."""
    output_of('pdftoppm', '-r', '30', '-gray', '-f', '1', '-l', '1', '-singlefile', path, folder / 'page')
    header, pixels = (folder / 'page.pgm').read_bytes().split(b'\n255\n', 1)
    dark = sum(pixel < 140 for pixel in pixels) / len(pixels)
    assert header.startswith(b'P5') and 0.001 < dark < 0.3, f'{path.name}: {dark:.4f} of it is dark'


def main(program):
    if not all(map(shutil.which, ('qpdf', 'pdfimages', 'pdftoppm'))):
        print('qpdf or poppler-utils is not here.')
        return SKIP
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scans = write_scans(program, folder / 'first', 7)
        again = write_scans(program, folder / 'again', 7)
        other = write_scans(program, folder / 'other', 8)
        encodings = set()
        for scan in scans + other:
            encodings |= check_scan(scan)
        for scan in scans:
            check_ink(scan, folder)
        assert encodings == ENCODINGS, f'only {encodings}'
        assert all(filecmp.cmp(*pair, shallow=False) for pair in zip(scans, again)), 'the same seed, other bytes'
        assert not any(filecmp.cmp(*pair, shallow=False) for pair in zip(scans, other)), 'another seed, the same bytes'
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
