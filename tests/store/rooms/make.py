#!/usr/bin/python3
# make.py: writes the rooms of one schema version as SQL, for test-migration.c
# SPDX-License-Identifier: GPL-3.0-or-later
"""JR_BUILD_ROOT=BUILD make.py NUMBER: before the step NUMBER+1 of the schema is closed for changes, with the build of the
last program that has only NUMBER steps; NUMBER-hub.sql and NUMBER-desk.sql beside this file are what comes of it. The
hub's room is lived in through the hub's own interface, by everything that test-api.py does to one; the desk's is made
by make-desk, whose source is beside the tests."""

import os
import sqlite3
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / 'hub'))
from api_scenes import SCENES  # noqa: E402
from real_hub import BUILD, RealHub  # noqa: E402

HEADING = '-- A room of schema {number}, as rooms/make.py wrote it; never edited, since it is what such programs left behind.\n'


class Witness:
    """Does what the scenes ask for; what is answered does not matter here."""

    def __init__(self, hub):
        self.hub = hub

    def ask(self, *words, **more):
        return self.hub.ask(*words, **more)

    def send(self, user, kind, **members):
        return self.ask(user, 'POST', '/v1/commands', self.hub.command(kind, **members))


def dump(database, number, kind):
    with sqlite3.connect(database) as connection:
        lines = [HEADING.format(number=number)]
        for name in 'application_id', 'user_version':
            value = connection.execute(f'PRAGMA {name}').fetchone()[0]
            lines.append(f'PRAGMA {name} = {value};\n')
            assert name != 'user_version' or value == number, f'this program has {value} steps'
        lines += [f'{line}\n' for line in connection.iterdump()]
    (HERE / f'{number:04}-{kind}.sql').write_text(''.join(lines), encoding='utf-8')


def main():
    number = int(sys.argv[1])
    hub = RealHub('--recall-window', '1')
    witness = Witness(hub)
    # Nobody takes what is sent there, so deliveries are left waiting.
    hub.run('webhook', 'add', hub.folder, 'http://127.0.0.1:9/', '--allow-network', '127.0.0.0/8')
    for scene in SCENES:
        scene(witness)
    dump(hub.folder / 'hub.db', number, 'hub')
    hub.stop()
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / 'room.db'
        os.spawnl(os.P_WAIT, BUILD / 'tests/store/make-desk', 'make-desk', desk)
        dump(desk, number, 'desk')


main()
