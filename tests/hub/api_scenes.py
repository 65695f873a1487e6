# api_scenes.py: what clients do with a hub, right and wrong, so that it answers with all that it can
# SPDX-License-Identifier: GPL-3.0-or-later
"""For test-api.py. Each scene is called with a Witness, which holds every answer against the description."""

import hashlib
import json
import os
import subprocess
import urllib.parse
import uuid
from pathlib import Path

from real_hub import make_pdf

NOBODY = str(uuid.UUID(int=0))
UNKNOWN = hashlib.sha256(b'nowhere').hexdigest()
SESSION = '/v1/session'
COMMANDS = '/v1/commands'
CALENDAR = '/v1/calendar'
SOURCE = Path(os.environ['JR_SOURCE_ROOT'])


def stamp(document):
    return {'sha256': document['sha256'], 'page': 0, 'x_um': 20000, 'y_um': 20000, 'width_um': 30000, 'height_um': 30000}


def submit(witness, word, item='ONE', **members):
    """A new case with one document; its id and the document."""
    document = members.pop('document', None) or witness.hub.upload('window1', make_pdf(word))
    case = str(uuid.uuid4())
    witness.send('window1', 'submit', case_id=case, item_code=item, documents=[document],
                 applicant={'name': '张伟', 'id_number': '990307199001011234', 'phone': '13800000000'}, **members)
    return case, document


def decide(witness, user, case, kind, seen=None, **members):
    version = seen or witness.ask(user, 'GET', f'/v1/cases/{case}').json['case']['version']
    return witness.send(user, 'decide', case_id=case, seen_version=version,
                        decision={'kind': kind, 'opinion': '按规定办理', **members})


def wait_for(witness, case, kind):
    """For an event of the case, by the feed."""
    cursor = None
    for _ in range(40):
        target = '/v1/events?wait=5' + (f'&after={cursor}' if cursor else '')
        page = witness.ask('window1', 'GET', target).json
        if any(frame['event']['case_id'] == case and frame['event']['kind'] == kind for frame in page['frames']):
            return
        cursor = page['cursor']
    raise AssertionError(f'{kind} does not come')


# The way of a case ----------------------------------------------------------------------------------------------------

def approved(witness):
    case, document = submit(witness, 'approved', 'FOOD')
    decide(witness, 'wang', case, 'approve', stamps=[stamp(document)])
    decide(witness, 'li', case, 'approve')
    decide(witness, 'chen', case, 'approve')
    wait_for(witness, case, 'result-pushed')
    version = witness.ask('zhou', 'GET', f'/v1/cases/{case}').json['case']['version']
    witness.send('wang', 'recall', case_id=case, seen_version=version, text='看错了')
    witness.send('window1', 'receive', case_id=case)
    witness.send('window1', 'receive', case_id=case)
    witness.send('window1', 'withdraw', case_id=case, text='不办了')


def unstampable(witness):
    broken = make_pdf('broken').replace(b'startxref', b'startxxxx')
    case, document = submit(witness, 'broken', document=witness.hub.upload('window1', broken))
    decide(witness, 'wang', case, 'approve', stamps=[stamp(document)])
    wait_for(witness, case, 'result-pushed')
    witness.ask('zhou', 'GET', f'/v1/cases/{case}')


def supplemented(witness):
    case, _ = submit(witness, 'first')
    decide(witness, 'wang', case, 'return', missing=['租赁合同'])
    wait_for(witness, case, 'result-pushed')
    witness.ask('zhou', 'GET', '/v1/cases?filter=supplement')
    witness.send('window1', 'supplement', case_id=case, documents=[witness.hub.upload('window1', make_pdf('second'))])


def claimed(witness):
    case, _ = submit(witness, 'claimed')
    witness.send('wang', 'claim', case_id=case)
    witness.send('sun', 'claim', case_id=case)
    witness.ask('zhou', 'GET', '/v1/snapshot')
    witness.send('wang', 'release', case_id=case)
    decide(witness, 'wang', case, 'approve')
    decide(witness, 'wang', case, 'approve')
    version = witness.ask('zhou', 'GET', f'/v1/cases/{case}').json['case']['version']
    witness.send('wang', 'recall', case_id=case, seen_version=version, text='看错了')
    witness.send('zhou', 'comment', case_id=case, text='请快一点')
    witness.send('window1', 'withdraw', case_id=case, text='不办了')
    witness.ask('zhou', 'GET', f'/v1/cases/{case}')


def changed(witness):
    case, _ = submit(witness, 'changed')
    seen = witness.ask('wang', 'GET', f'/v1/cases/{case}').json['case']['version']
    decide(witness, 'wang', case, 'return', missing=['租赁合同'])
    wait_for(witness, case, 'result-pushed')
    witness.send('window1', 'supplement', case_id=case, documents=[witness.hub.upload('window1', make_pdf('third'))])
    decide(witness, 'sun', case, 'approve', seen)


# Commands -------------------------------------------------------------------------------------------------------------

def documents(witness):
    locked = witness.hub.base / 'locked.pdf'
    plain = witness.hub.base / 'plain.pdf'
    plain.write_bytes(make_pdf('locked'))
    subprocess.run(['qpdf', '--encrypt', 'secret', 'secret', '256', '--', plain, locked], check=True)
    for content in b'<html>', locked.read_bytes():
        submit(witness, '', document=witness.hub.upload('window1', content))
    submit(witness, '', document={'sha256': UNKNOWN, 'name': 'a.pdf', 'size': 7})


def refused(witness):
    case, document = submit(witness, 'refused', case_number='南湾-1')
    submit(witness, 'refused', case_number='南湾-1')
    submit(witness, 'refused', 'NONE')
    witness.send('window1', 'withdraw', case_id=NOBODY, text='不办了')
    witness.send('window1', 'withdraw', case_id=case)
    witness.send('zhou', 'decide', case_id=case, seen_version=2, decision={'kind': 'approve'})
    witness.ask('wang', 'POST', COMMANDS, {'kind': 'nothing'})
    witness.ask('wang', 'POST', COMMANDS, b'{')
    witness.ask('wang', 'POST', COMMANDS, b'[' * 20 + b']' * 20)
    witness.ask('wang', 'POST', COMMANDS, [{}] * 201)
    witness.ask('wang', 'POST', COMMANDS, [])
    witness.ask('wang', 'POST', COMMANDS, [witness.hub.command('comment', case_id=case, text='好'), {'number': 7}])
    witness.ask('wang', 'POST', COMMANDS, b'{}', {'Content-Type': 'text/plain'})
    for number in 5000, 1:
        witness.ask('wang', 'POST', COMMANDS, {'kind': 'claim', 'client': 'far', 'number': number, 'case_id': case})
    witness.ask('sun', 'POST', COMMANDS, {'kind': 'claim', 'client': 'far', 'number': 5001, 'case_id': case})


# Everything else ------------------------------------------------------------------------------------------------------

def reading(witness):
    for user in 'wang', 'zhou', 'root', 'shen', 'window1':
        page = witness.ask(user, 'GET', '/v1/cases?filter=all&limit=1').json
        witness.ask(user, 'GET', f'/v1/cases/{page["cases"][0]["case"]["id"]}')
        witness.ask(user, 'GET', '/v1/me')
    for query in 'after=' + page['next'], 'number=南湾-1', 'filter=concluded', 'filter=mine', 'search=张':
        witness.ask('wang', 'GET', '/v1/cases?' + urllib.parse.quote(query, safe='=&'))
    for query in 'after=' + NOBODY, 'filter=none', 'limit=0', 'after=x', 'search=' + 101 * 'a', 'number=' + 51 * '1':
        witness.ask('wang', 'GET', '/v1/cases?' + query)
    witness.ask('zhou', 'GET', '/v1/cases?filter=department')
    for user in 'zhou', 'root', 'window1':
        witness.ask(user, 'GET', '/v1/stats')
    for target in '/v1/stats', '/v1/items', '/v1/snapshot', '/v1/events', f'/v1/cases/{NOBODY}', '/v1/cases/nothing', '/v1/events?limit=0', \
            '/v1/events?wait=61', '/v1/events?after=nowhere', '/v1/head', '/v1/head?sequence=1', '/v1/head?sequence=99999999', \
            '/v1/head?sequence=x':
        witness.ask('wang', 'GET', target)
    for target in '/v1/openings', '/v1/openings?limit=1', '/v1/administration', '/v1/administration?limit=1', '/v1/log', \
            '/v1/openings?case=' + NOBODY, '/v1/openings?limit=0', '/v1/administration?limit=0', '/v1/log?after=99999999':
        witness.ask('shen', 'GET', target)
        witness.ask('wang', 'GET', target)
    for target in '/healthz', '/v1/openapi.json', '/metrics':
        witness.ask(None, 'GET', target)
    witness.ask(None, 'GET', '/metrics', headers={'X-Forwarded-For': '192.0.2.1'})


def calendar(witness):
    witness.ask('wang', 'GET', CALENDAR)
    value = json.loads((SOURCE / 'data/demo/calendar.json').read_text(encoding='utf-8'))
    value['extended'].append({'date': '2026-12-26', 'from': '09:00', 'until': '12:00'})
    file = witness.hub.base / 'calendar.json'
    file.write_text(json.dumps(value), encoding='utf-8')
    witness.hub.run('calendar', 'import', witness.hub.folder, file)
    etag = witness.ask('wang', 'GET', CALENDAR).headers['ETag']
    witness.ask('wang', 'GET', CALENDAR, headers={'If-None-Match': etag})


def blobs(witness):
    content = make_pdf('a blob')
    place = '/v1/blobs/' + hashlib.sha256(content).hexdigest()
    unknown = '/v1/blobs/' + UNKNOWN
    for _ in range(2):
        witness.ask('window1', 'PUT', place, content)
    witness.ask('window1', 'PUT', unknown, content)
    witness.ask('window1', 'PUT', '/v1/blobs/nothing', content)
    witness.ask('window1', 'PUT', unknown, iter([content]))
    parted = '/v1/blobs/' + hashlib.sha256(b'in parts').hexdigest()
    for part in 'bytes 0-3/8', 'bytes 0-3/8', 'four', 'bytes 4-7/8':
        witness.ask('window1', 'PUT', parted, b'arts' if part[6:7] == '4' else b'in p', {'Content-Range': part})
    for method in 'GET', 'HEAD':
        witness.ask('zhou', method, place)
        witness.ask('zhou', method, place, headers={'If-None-Match': '*'})
        witness.ask('zhou', method, unknown)
        witness.ask('root', method, place)
    witness.ask('zhou', 'GET', place, headers={'Range': 'bytes=0-3'})
    witness.ask('zhou', 'GET', place, headers={'Range': f'bytes={len(content)}-'})


def sessions(witness):
    hub = witness.hub
    for body in b'{', b'[[1]]', {'user': 'shen'}, {'user': 'shen', 'password': 'wrong'}:
        witness.ask(None, 'POST', SESSION, body)
    witness.ask(None, 'POST', SESSION, b'{}', {'Content-Type': 'text/plain'})
    # Its one-time password, then with one of its own.
    witness.ask(None, 'POST', SESSION, {'user': 'han', 'password': hub.first['han']})
    witness.ask(None, 'POST', SESSION, {'user': 'han', 'password': hub.first['han'], 'new_password': 'short'})
    begun = witness.ask(None, 'POST', SESSION, {'user': 'han', 'password': hub.first['han'], 'new_password': 'long enough'})
    hub.secrets['han'] = begun.json['token']
    witness.ask('han', 'DELETE', SESSION + '?all=perhaps')
    witness.ask('han', 'DELETE', SESSION)
    witness.ask('han', 'GET', '/v1/me')
    for _ in range(6):
        witness.ask(None, 'POST', SESSION, {'user': 'nobody', 'password': 'wrong'})


SCENES = [approved, unstampable, supplemented, claimed, changed, documents, refused, reading, calendar, blobs, sessions]
