#!/usr/bin/python3
# installed-targets.py: what is built before it is installed: meson introspect --targets BUILD | installed-targets.py BUILD
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names for ninja, one a line."""

import json
import os
import sys

build = os.path.realpath(sys.argv[1])
for target in json.load(sys.stdin):
    if target['installed']:
        for name in target['filename']:
            print(os.path.relpath(name, build))
