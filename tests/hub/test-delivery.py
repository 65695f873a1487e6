#!/usr/bin/python3
# test-delivery.py: results reach the counters' own systems, whatever these do, and whatever becomes of the hub
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real hub and a receiver of ours. The waits between attempts are seconds here, by the hub's own option."""

import json
import signal
import ssl
import subprocess
import sys
import time
import uuid

from real_hub import SECONDS, RealHub, make_pdf
from receiver import Receiver
from tap import run_checks

# The second attempt at once, the third after 1 s; then never.
WAITS = '0,1'
TIMEOUT = 2
LOOPBACK = '127.0.0.0/8'
POLL = 0.05


class Hall:
    """A hub with its targets, and what a counter and a reviewer do."""

    def __init__(self):
        self.hub = RealHub('--recall-window', '0', '--webhook-waits', WAITS, '--webhook-timeout', str(TIMEOUT))
        self.receiver = Receiver()

    def stop(self):
        self.hub.stop()
        self.receiver.stop()

    def run(self, *words):
        return json.loads(self.hub.run(*words, '--json'))

    def add(self, path, *options, url=None):
        """Number and secret of a new target."""
        url = url or f'http://127.0.0.1:{self.receiver.port}{path}'
        added = self.run('webhook', 'add', self.hub.folder, url, '--allow-network', LOOPBACK, *options)
        return str(added['webhook']), added['secret']

    def remove(self, number):
        self.run('webhook', 'remove', self.hub.folder, number)

    def send(self, user, kind, **members):
        reply = self.hub.ask(user, 'POST', '/v1/commands', self.hub.command(kind, **members))
        if reply.status != 200:
            raise AssertionError(reply.body)

    def case(self, identifier):
        return self.hub.ask('window1', 'GET', f'/v1/cases/{identifier}').json

    def submit(self):
        case = str(uuid.uuid4())
        self.send('window1', 'submit', case_id=case, item_code='ONE', applicant={'name': '张伟', 'phone': '13800000000'},
                  documents=[self.hub.upload('window1', make_pdf(case))])
        return case

    def decide(self, case, kind='approve', **members):
        version = self.case(case)['case']['version']
        self.send('wang', 'decide', case_id=case, seen_version=version, decision={'kind': kind, **members})

    def decided(self):
        case = self.submit()
        self.decide(case)
        return case

    def returned(self, case):
        self.decide(case, 'return', opinion='缺', missing=['租赁合同'])

    def deliveries(self, number, *options):
        rows = self.run('deliveries', self.hub.folder, *options)['deliveries']
        return [row for row in rows if row['id'].startswith(number + '-')]

    def webhook(self, number):
        return next(row for row in self.run('webhook', 'list', self.hub.folder)['webhooks'] if str(row['webhook']) == number)

    def wait_until(self, question):
        """What another program wrote is asked for, since nobody tells."""
        end = time.monotonic() + SECONDS
        while not question():
            if time.monotonic() > end:
                raise AssertionError('it does not come')
            time.sleep(POLL)

    def wait_state(self, number, state):
        self.wait_until(lambda: [row['state'] for row in self.deliveries(number)] == [state])
        return self.deliveries(number)[0]


def must(is_so, words):
    if not is_so:
        raise AssertionError(words)


def same_as_feed(hall):
    """An outcome: signed, a CloudEvent, and the data that a counter without an endpoint reads."""
    number, secret = hall.add('/same')
    case = hall.decided()
    taken = hall.receiver.wait_for('/same', 1)[0]
    event = taken.event
    must(taken.is_signed_with(secret), 'the signature is right')
    must(abs(int(taken.headers['webhook-timestamp']) - time.time()) < 300, 'the time is now')
    must(taken.headers['Content-Type'] == 'application/cloudevents+json', 'it says what it is')
    must((event['specversion'], event['type'], event['source'], event['id']) ==
         ('1.0', 'org.jointreview.case.decided.v1', 'urn:joint-review:room:NW', taken.id), 'it is a CloudEvent')
    shown = hall.case(case)
    must(event['data']['case'] == shown['case'], 'the case is as it is read')
    must(event['subject'] == shown['case']['number'], 'the subject is the number')
    frames = hall.hub.ask('window1', 'GET', '/v1/events').json['frames']
    pushed = [frame for frame in frames if frame['event']['kind'] == 'result-pushed' and frame['event']['case_id'] == case]
    must([frame['cursor'] for frame in pushed] == [event['id']] == [event['data']['cursor']], 'it is at its place in the feed')
    must(event['time'] == pushed[0]['event']['at'], 'it has the time of its event')
    # Nothing of a person but what the feed shows too.
    must(event['data']['applicant'] == '张*' and '张伟' not in taken.body.decode() and '138' not in event['data']['applicant'],
         'the name is masked')
    must(len(event['data']['log']['hash']) == 64 and event['data']['log']['sequence'] > 0, 'the head of the log goes along')
    done = hall.wait_state(number, 'done')
    must(done['number'] == event['subject'] and done['attempts'] == 1, 'and it is on record')
    hall.remove(number)


def verified_head(hall):
    """The hash is that of the log: nothing came after it, so it is what verify finds."""
    number, _ = hall.add('/head')
    hall.decided()
    taken = hall.receiver.wait_for('/head', 1)[0]
    must(taken.event['data']['log']['hash'] == hall.run('verify', hall.hub.folder)['head'], 'the head is the same')
    hall.remove(number)


def supplement(hall):
    """A notice, then the outcome of the same case: in their order, although the first fails twice."""
    number, _ = hall.add('/order')
    hall.receiver.tell('/order', 500, 'close')
    case = hall.submit()
    hall.returned(case)
    hall.receiver.wait_for('/order', 1)
    hall.send('window1', 'supplement', case_id=case, documents=[hall.hub.upload('window1', make_pdf('more'))])
    hall.decide(case)
    taken = hall.receiver.wait_for('/order', 4)
    kinds = [one.event['type'].split('.')[3] for one in taken]
    must(kinds == 3 * ['supplement-requested'] + ['decided'], f'order {kinds}')
    must(len({one.id for one in taken}) == 2 and taken[0].id == taken[1].id == taken[2].id, 'the id stays')
    must(taken[0].body == taken[1].body == taken[2].body, 'and so does the body')
    must(taken[0].event['data']['case']['notice'][0]['missing'] == ['租赁合同'], 'the notice is in it')
    # As it was then, not as it is now.
    must(taken[2].event['data']['case']['phase'] == 'awaiting-supplement', 'the case is as it was')
    hall.remove(number)


def windows(hall):
    """Only the results of one window."""
    other, _ = hall.add('/window2', '--window', '2')
    mine, _ = hall.add('/window1', '--window', '1')
    every, _ = hall.add('/window', '--window', 'all')
    hall.decided()
    hall.receiver.wait_for('/window1', 1)
    hall.receiver.wait_for('/window', 1)
    must(hall.deliveries(other) == [], 'the other window gets nothing')
    for number in other, mine, every:
        hall.remove(number)


def failed(hall):
    """After the last attempt it is on the list of failures, and redeliver begins anew beside the serving hub."""
    number, _ = hall.add('/failed')
    hall.receiver.tell('/failed', 500, (302, {'Location': f'http://127.0.0.1:{hall.receiver.port}/elsewhere'}, b'x'), 503)
    hall.decided()
    row = hall.wait_state(number, 'failed')
    must(row['attempts'] == 3 and row['fault'] == 'answered 503', 'three attempts')
    must(hall.receiver.at('/elsewhere') == [], 'no redirect is followed')
    must([one['id'] for one in hall.deliveries(number, '--failed')] == [row['id']], 'it is on the list')
    hall.run('redeliver', hall.hub.folder)
    taken = hall.receiver.wait_for('/failed', 4)
    must(len({one.id for one in taken}) == 1, 'under the same id')
    hall.wait_state(number, 'done')
    # Also what was taken already, when it is named.
    hall.run('redeliver', hall.hub.folder, row['id'])
    must(hall.receiver.wait_for('/failed', 5)[4].id == taken[0].id, 'again')
    hall.wait_state(number, 'done')
    hall.remove(number)


def gone(hall):
    """410 switches off, visibly; what came meanwhile goes out when it is switched on."""
    number, _ = hall.add('/gone')
    hall.receiver.tell('/gone', 410)
    hall.decided()
    hall.wait_until(lambda: hall.webhook(number)['state'] == 'gone')
    hall.decided()
    hall.wait_until(lambda: hall.webhook(number)['waiting'] == 2)
    must(len(hall.receiver.at('/gone')) == 1, 'nothing more is sent')
    hall.run('webhook', 'enable', hall.hub.folder, number)
    hall.receiver.wait_for('/gone', 3)
    hall.wait_until(lambda: hall.webhook(number)['waiting'] == 0)
    hall.run('webhook', 'disable', hall.hub.folder, number)
    hall.decided()
    hall.wait_until(lambda: hall.webhook(number)['waiting'] == 1)
    must(hall.webhook(number)['state'] == 'off' and len(hall.receiver.at('/gone')) == 3, 'it is off')
    hall.remove(number)


def retry_after(hall):
    """429 with Retry-After: neither this result nor another one before that."""
    number, _ = hall.add('/later')
    hall.receiver.tell('/later', (429, {'Retry-After': '2'}, b''))
    hall.decided()
    first = hall.receiver.wait_for('/later', 1)[0]
    hall.decided()
    others = hall.receiver.wait_for('/later', 3)[1:]
    must(all(one.at - first.at > 1.5 for one in others), 'the target was left alone')
    hall.remove(number)


def slow(hall):
    """One that hangs is given up after its time, and delays nobody else."""
    number, _ = hall.add('/hang')
    other, _ = hall.add('/quick')
    hall.receiver.tell('/hang', 'hang', 'hang', 'hang')
    cases = [hall.decided() for _ in range(3)]
    quick = hall.receiver.wait_for('/quick', 3)
    must({one.case for one in quick} == set(cases), 'the other one has them all')
    must(hall.webhook(number)['failed'] == 0, 'while this one hangs')
    hall.receiver.wait_for('/hang', 6)
    hall.wait_until(lambda: hall.webhook(number)['waiting'] == 0)
    must({one.case for one in hall.receiver.at('/hang')} == set(cases), 'and then has them too')
    for one in number, other:
        hall.remove(one)


def talkative(hall):
    """Of a body only its beginning is read."""
    number, _ = hall.add('/talk')
    hall.receiver.tell('/talk', (200, {}, b'x' * (50 << 20)))
    hall.decided()
    hall.wait_state(number, 'done')
    hall.remove(number)


def hammered(hall):
    """A target that always fails is not asked once for each result that waits."""
    number, _ = hall.add('/down')
    hall.receiver.tell('/down', *(200 * [500]))
    for _ in range(12):
        hall.decided()
    hall.wait_until(lambda: hall.webhook(number)['failures'] >= 3 and 'rests_until' in hall.webhook(number))
    hall.wait_until(lambda: hall.webhook(number)['waiting'] == 12)
    must(len(hall.receiver.at('/down')) < 12, 'it is left alone')
    hall.remove(number)


def rotated(hall):
    """Both secrets sign while one takes the place of the other."""
    number, old = hall.add('/rotate')
    new = hall.run('webhook', 'rotate', hall.hub.folder, number)['secret']
    hall.decided()
    taken = hall.receiver.wait_for('/rotate', 1)[0]
    must(taken.is_signed_with(new, old), 'signed by both')
    hall.remove(number)


def killed(hall):
    """Between the commit of the result and its delivery: it goes out after the next start, under the same id."""
    number, _ = hall.add('/killed')
    hall.receiver.tell('/killed', 'hang')
    case = hall.decided()
    first = hall.receiver.wait_for('/killed', 1)[0]
    hall.hub.process.send_signal(signal.SIGKILL)
    hall.hub.process.wait(SECONDS)
    hall.hub.process.stdout.close()
    hall.hub.start()
    again = hall.receiver.wait_for('/killed', 2)[1]
    must(first.id == again.id and first.case == again.case == case, 'the same again')
    hall.wait_state(number, 'done')
    hall.remove(number)


def noted(hall):
    """The auditor sees who changed where results go to; of the address only the host."""
    seen = hall.hub.ask('shen', 'GET', '/v1/administration?limit=1000').json['acts']
    number, _ = hall.add('/noted?password=abc')
    for word in 'rotate', 'disable', 'enable':
        hall.run('webhook', word, hall.hub.folder, number)
    hall.run('redeliver', hall.hub.folder)
    hall.remove(number)
    acts = hall.hub.ask('shen', 'GET', f'/v1/administration?limit=1000&after={seen[-1]["number"] if seen else 0}').json['acts']
    must([(one['act'], one['subject'], one.get('detail')) for one in acts] == [
        ('webhook add', number, '127.0.0.1'), ('webhook rotate', number, None), ('webhook disable', number, None),
        ('webhook enable', number, None), ('redeliver', 'all that failed', None), ('webhook remove', number, None)], acts)


def refused(hall):
    """What no target may be, said at once."""
    port = hall.receiver.port
    before = hall.run('webhook', 'list', hall.hub.folder)
    for words in (
            (f'http://127.0.0.1:{port}/',), (f'https://127.0.0.1:{port}/',), ('https://10.1.2.3/',), ('https://[::1]/',),
            ('https://169.254.169.254/latest',), ('http://8.8.8.8/', '--allow-network', '10.0.0.0/8'),
            ('http://hall.example/',), ('ftp://hall.example/',), ('https://a:b@hall.example/',), ('hall.example',),
            ('https://hall.example/', '--allow-network', '10.0.0.0/99'),
            ('https://hall.example/', '--ca', '/dev/null'), ('https://224.0.0.1/', '--allow-network', '0.0.0.0/0')):
        done = subprocess.run([hall.hub.process.args[0], 'webhook', 'add', hall.hub.folder, *words], capture_output=True,
                              text=True, check=False)
        must(done.returncode == 1 and done.stderr, f'{words} is refused: {done}')
    must(hall.run('webhook', 'list', hall.hub.folder) == before, 'and not kept')


def private_names(hall):
    """A name is looked at when it is connected to: localhost is private whatever it is called."""
    added = hall.run('webhook', 'add', hall.hub.folder, f'https://localhost:{hall.receiver.port}/private')
    number = str(added['webhook'])
    hall.decided()
    hall.wait_until(lambda: any('fault' in row for row in hall.deliveries(number)))
    fault = hall.deliveries(number)[0]['fault']
    must('not in the public net' in fault, fault)
    must(hall.receiver.at('/private') == [], 'nothing arrived')
    hall.remove(number)


def certificates(hall):
    """TLS is verified: by the authority that was given, for the host that was named."""
    base = hall.hub.base
    for name, host in ('right', 'localhost'), ('wrong', 'elsewhere.example'):
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', base / f'{name}.key', '-out',
                        base / f'{name}.pem', '-days', '2', '-subj', f'/CN={host}', '-addext', f'subjectAltName=DNS:{host}'],
                       check=True, capture_output=True)
    for name, authority, is_good in ('right', 'right', True), ('right', None, False), ('wrong', 'wrong', False):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(base / f'{name}.pem', base / f'{name}.key')
        receiver = Receiver(context)
        number, _ = hall.add('', *(('--ca', base / f'{authority}.pem') if authority else ()),
                             url=f'https://localhost:{receiver.port}/tls')
        hall.decided()
        if is_good:
            receiver.wait_for('/tls', 1)
            hall.wait_state(number, 'done')
        else:
            hall.wait_until(lambda one=number: any('fault' in row for row in hall.deliveries(one)))
            must(receiver.taken == [], 'nothing was said to it')
        hall.remove(number)
        receiver.stop()


SCENES = [same_as_feed, verified_head, supplement, windows, failed, gone, retry_after, slow, talkative, hammered, rotated,
          killed, noted, refused, private_names, certificates]


def main():
    names = sys.argv[1:]
    scenes = [scene for scene in SCENES if not names or scene.__name__ in names]
    hall = Hall()
    try:
        is_good = run_checks(scenes, hall)
    finally:
        hall.stop()
    sys.exit(0 if is_good else 1)


main()
