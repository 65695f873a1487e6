#!/usr/bin/python3
# test-api.py: data/api/openapi.json says what the hub's tables say and what a real hub answers, no more and no less
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both ways: what is in the file is in the tables of src and the other way round; every answer of a real hub is of the
shape and the status that the file gives its route, and every status and problem that the file gives is provoked here,
but for those that need a hub that is broken, overloaded or stopping."""

import json
import os
import socket
import subprocess
import sys
import traceback
from pathlib import Path

from api_scenes import NOBODY, SCENES, UNKNOWN
from json_shape import Shapes
from real_hub import SECONDS, USERS, RealHub

SOURCE = Path(os.environ['JR_SOURCE_ROOT'])
BUILD = Path(os.environ['JR_BUILD_ROOT'])
FILE = SOURCE / 'data/api/openapi.json'
TEXTS_MAXIMUM = 2000
WITHOUT_END = 2**63 - 1
# Only of a hub that is broken, overloaded or stopping.
UNPROVOKED = {'internal', 'busy', 'stopping', 'disk-full', 'too-many-requests'}
# Answered whatever the address is.
OF_NO_ROUTE = {'not-found', 'method-not-allowed'}
# On every answer, or said by HTTP itself.
COMMON_HEADERS = {'date', 'connection', 'content-length', 'content-type', 'transfer-encoding', 'cache-control',
                  'x-content-type-options'}
METHODS = {'get', 'head', 'put', 'post', 'delete'}

api = json.loads(FILE.read_text(encoding='utf-8'))
shapes = Shapes(api)
faults = []


def must(is_so, words):
    if not is_so:
        faults.append(words)


def must_equal(ours, theirs, words):
    must(ours == theirs, f'{words}: the file has {ours}, the hub {theirs}')


def operations():
    for path, methods in api['paths'].items():
        for method, operation in methods.items():
            yield path, method, operation


def roles_of(operation):
    return [role for one in operation['security'] for role in one['secret']]


def word_of(problem_type):
    return problem_type.removeprefix('urn:joint-review:problem:')


# Against the tables ---------------------------------------------------------------------------------------------------

def check_routes(hub):
    rows = {(row['path'], row['method'].lower()): row for row in hub['routes']}
    ours = {(path, method): operation for path, method, operation in operations()}
    # GET is also answered to HEAD.
    heads = {place for place in ours if place[1] == 'head' and (place[0], 'get') in rows}
    must_equal(sorted(ours.keys() - heads), sorted(rows), 'routes')
    for place, row in rows.items():
        if place in ours:
            must_equal(sorted(roles_of(ours[place])), sorted(row['roles']), f'who may {place}')
            must_equal(ours[place]['security'] == [], row['open'], f'open {place}')
            must_equal(ours[place].get('x-local', False), row['local'], f'of this machine only {place}')
            must_equal('requestBody' in ours[place], row['body'], f'body of {place}')
    for path, method in heads:
        must_equal(ours[path, method]['security'], ours[path, 'get']['security'], f'who may HEAD {path}')
    names = [operation['operationId'] for operation in ours.values()]
    must_equal(len(set(names)), len(names), 'different operationId')


def check_problems(hub):
    words = [word_of(name) for name in api['components']['schemas']['ProblemType']['enum']]
    must_equal(words, list(hub['problems']), 'problem types')
    used = set()
    for path, method, operation in operations():
        for status, response in operation['responses'].items():
            response, _ = shapes.resolve(response)
            used |= set(response.get('x-problems', []))
            for word in response.get('x-problems', []):
                must_equal(int(status), hub['problems'].get(word), f'status of {word} at {method} {path}')
    must_equal(sorted(used | OF_NO_ROUTE), sorted(words), 'problems that somebody has')


def check_field(place, field, schema):
    kind = field['type']
    shape, name = shapes.resolve(schema)
    must_equal(schema.get('x-kinds'), field.get('kinds'), f'kinds of {place}')
    must_equal(schema.get('x-needed-in'), field.get('needed'), f'kinds that need {place}')
    if kind in ('sha256', 'id', 'time', 'record'):
        wanted = field['form'] if kind == 'record' else kind
        must_equal(name, wanted.capitalize(), place)
    elif kind == 'text' and name != 'ProblemType':
        must_equal((shape['type'], shape['maxLength']), ('string', field['maximum']), place)
    elif kind == 'flag':
        must_equal(shape['type'], 'boolean', place)
    elif kind == 'word':
        must_equal(shape['enum'], field['words'], place)
    elif kind == 'number':
        bounds = (shape['minimum'], shape.get('maximum', WITHOUT_END))
        must_equal((shape['type'], *bounds), ('integer', field['minimum'], field['maximum']), place)
    elif kind in ('records', 'texts', 'stages'):
        must_equal((shape['type'], shape['maxItems']), ('array', field['maximum']), place)
    if kind == 'records':
        must_equal(shapes.resolve(shape['items'])[1], field['form'].capitalize(), place)
    elif kind == 'texts':
        must_equal(shape['items'], {'type': 'string', 'maxLength': TEXTS_MAXIMUM}, place)


def check_forms(hub):
    for form, fields in hub['forms'].items():
        schema = api['components']['schemas'].get(form.capitalize())
        if schema is None:
            must(False, f'there is no schema for {form}')
            continue
        must_equal(list(schema['properties']), list(fields), f'fields of {form}')
        must_equal(schema.get('required', []), [name for name in fields if fields[name]['required']], f'needed in {form}')
        for name in fields.keys() & schema['properties'].keys():
            check_field(f'{form}.{name}', fields[name], schema['properties'][name])


# Against a hub --------------------------------------------------------------------------------------------------------

class Witness:
    """Asks a real hub, and holds each answer against the file."""

    def __init__(self, hub):
        self.hub = hub
        self.statuses = set()  # (path, method, status)
        self.words = set()     # (path, method, problem)
        self.kinds = set()     # of events

    def find(self, target):
        given = target.partition('?')[0].split('/')
        for path in api['paths']:
            parts = path.split('/')
            if len(parts) == len(given) and all(a == b or a[:1] == '{' for a, b in zip(parts, given)):
                return path
        raise LookupError(target)

    def ask(self, user, method, target, body=None, headers=()):
        reply = self.hub.ask(user, method, target, body, headers)
        self.check(self.find(target), method.lower(), f'{method} {target} as {user}: {reply.status}', reply)
        return reply

    def check(self, path, method, place, reply):
        response = api['paths'][path][method]['responses'].get(str(reply.status))
        if response is None:
            must(False, f'{place} is not written down: {reply.body[:300]}')
            return
        self.statuses.add((path, method, str(reply.status)))
        response, _ = shapes.resolve(response)
        unsaid = {name.lower() for name in reply.headers} - COMMON_HEADERS - {name.lower() for name in response.get('headers', {})}
        must(not unsaid, f'{place} has headers that are not written down: {unsaid}')
        for name in response.get('headers', {}):
            must(name in reply.headers or reply.media == 'application/json', f'{place} has no {name}')
        self.check_body(place, response.get('content', {}), reply)
        if 'x-problems' in response and method != 'head':
            word = word_of(reply.json['type'])
            must(word in response['x-problems'], f'{place}: {word} is not written down')
            self.words.add((path, method, word))

    def check_body(self, place, content, reply):
        if not reply.body:
            return
        if reply.media not in content:
            must(False, f'{place}: {reply.media} is not written down')
            return
        schema = content[reply.media].get('schema')
        texts = [] if schema is None else [reply.body]
        if reply.media == 'application/x-ndjson':
            texts = reply.body.splitlines()
        for text in texts:
            value = json.loads(text)
            faults.extend(shapes.faults(schema, value, place))
            events = value.get('events', []) + [frame['event'] for frame in value.get('frames', [])] \
                if isinstance(value, dict) and reply.media == 'application/json' else []
            self.kinds |= {event['kind'] for event in events}

    def send(self, user, kind, **members):
        return self.ask(user, 'POST', '/v1/commands', self.hub.command(kind, **members))


def check_door(witness, row):
    """What the head of a request decides, for every role there is."""
    method = row['method']
    target = row['path'].replace('{id}', NOBODY).replace('{sha256}', UNKNOWN)
    first = {USERS[user][0]: user for user in reversed(USERS) if user != 'han'}
    witness.ask(None, method, target, headers={'Host': 'a,b'})
    someone = next((first[role] for role in row['roles']), None)
    witness.ask(someone, method, target, headers={'Content-Length': str(row['maximum'] + 1), 'Expect': '100-continue'})
    if row['open']:
        return
    witness.ask(None, method, target)
    witness.ask(None, method, target, headers={'Authorization': 'Bearer nothing'})
    for role in first.keys() - set(row['roles']):
        witness.ask(first[role], method, target)


def check_stream(witness):
    """The same frames as on a page, and the words around them."""
    page = witness.ask('zhou', 'GET', '/v1/events').json
    line = socket.create_connection(('127.0.0.1', witness.hub.port), timeout=SECONDS)
    line.sendall(f'GET /v1/events HTTP/1.0\r\nAccept: text/event-stream\r\n'
                 f'Authorization: Bearer {witness.hub.secret("zhou")}\r\n\r\n'.encode())
    text = b''
    while text.count(b'event: case') < len(page['frames']) or not text.endswith(b'\n\n'):
        text += line.recv(65536)
    head, _, body = text.partition(b'\r\n\r\n')
    frames = [json.loads(part.split(b'data: ')[1]) for part in body.split(b'\n\n') if b'event: case' in part]
    must(frames == page['frames'], 'a stream has other frames than a page')
    response = api['paths']['/v1/events']['get']['responses']['200']
    must(b'text/event-stream' in head and 'text/event-stream' in response['content'], 'a stream says what it is')
    must(all(name.encode() in head for name in response['headers']), 'a stream has its headers')
    line.close()


def check_coverage(witness):
    """Nothing is written down that no answer has."""
    for path, method, operation in operations():
        for status, response in operation['responses'].items():
            response, _ = shapes.resolve(response)
            words = set(response.get('x-problems', [])) - UNPROVOKED
            must(words <= {word for place in witness.words for word in place[2:] if place[:2] == (path, method)} or
                 method == 'head', f'{method} {path}: {status} has never been {words}')
            must((path, method, status) in witness.statuses or set(response.get('x-problems', [])) <= UNPROVOKED and
                 'x-problems' in response, f'{method} {path} has never been {status}')
    kinds = api['components']['schemas']['Event']['properties']['kind']['enum']
    must_equal(sorted(kinds), sorted(witness.kinds), 'kinds of events that were seen')
    for name, schema in api['components']['schemas'].items():
        for member in schema.get('properties', {}):
            if name not in ('Command', 'LogIn', 'Description'):
                must((name, member) in shapes.seen, f'no answer had “{member}” of {name}')


def run(number, name, check, subject):
    faults.clear()
    try:
        check(subject)
    except Exception:  # pylint: disable=broad-except
        faults.append(traceback.format_exc())
    for fault in faults:
        print('\n'.join(f'# {line}' for line in fault.splitlines()))
    print(f'{"not ok" if faults else "ok"} {number} - {name}', flush=True)
    return not faults


def main():
    tables = json.loads(subprocess.check_output([BUILD / 'tests/hub/print-interface']))
    hub = RealHub('--recall-window', '1')
    witness = Witness(hub)
    checks = [('routes', check_routes, tables), ('problems', check_problems, tables), ('fields', check_forms, tables)]
    checks += [(scene.__name__, scene, witness) for scene in SCENES]
    doors = tables['routes'] + [{**row, 'method': 'HEAD'} for row in tables['routes']
                               if row['method'] == 'GET' and 'head' in api['paths'][row['path']]]
    checks += [(f'door of {row["method"]} {row["path"]}', lambda at: check_door(witness, at), row) for row in doors]
    checks += [('stream', check_stream, witness), ('coverage', check_coverage, witness)]
    print(f'1..{len(checks)}', flush=True)
    try:
        results = [run(number, *check) for number, check in enumerate(checks, 1)]
    finally:
        hub.stop()
    sys.exit(0 if all(results) else 1)


main()
