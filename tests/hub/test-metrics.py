#!/usr/bin/python3
# test-metrics.py: /metrics is OpenMetrics, counts what happened, and names nobody
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import socket
import sys
import time
import uuid
from pathlib import Path

import open_metrics
from real_hub import SECONDS, RealHub, make_pdf
from tap import run_checks

PEM = str(Path(os.environ['JR_SOURCE_ROOT']) / 'tests/sync/tls-hub.pem')
MEDIA = 'application/openmetrics-text; version=1.0.0; charset=utf-8'
# As a proxy adds them.
PROXIED = {'X-Forwarded-For': '192.0.2.1', 'Forwarded': 'for=192.0.2.1', 'X-Real-IP': '192.0.2.1', 'Via': '1.1 proxy'}
PERSON = {'name': '张伟明', 'id_number': '990307199001011234', 'phone': '13800001234'}
MALFORMED = [
    'a 1\n# EOF\n', '# TYPE a counter\n# HELP a A.\na 1\n# EOF\n', '# TYPE a gauge\n# HELP a A.\na 1\n',
    '# TYPE a gauge\n# HELP a A.\na 1\n# EOF\n\n', '# TYPE a gauge\n# HELP a A.\na  1\n# EOF\n',
    '# TYPE a gauge\n# HELP a A.\na{b="c} 1\n# EOF\n', '# TYPE a gauge\n# HELP a A.\na 1\na 1\n# EOF\n',
    '# TYPE a counter\n# HELP a A.\na_total -1\n# EOF\n', '# TYPE a gauge\n# UNIT a bytes\n# HELP a A.\na 1\n# EOF\n',
    '# TYPE a histogram\n# HELP a A.\na_bucket{le="1.0"} 2\na_bucket{le="+Inf"} 1\na_count 1\na_sum 1\n# EOF\n',
    '# TYPE a histogram\n# HELP a A.\na_bucket{le="1.0"} 1\na_count 1\na_sum 1\n# EOF\n',
    '# TYPE a histogram\n# HELP a A.\na_bucket{le="1"} 1\na_bucket{le="+Inf"} 1\na_count 1\na_sum 1\n# EOF\n',
]


def ask(hub, headers=()):
    reply = hub.ask(None, 'GET', '/metrics', headers=headers)
    assert reply.status == 200 and reply.headers['Content-Type'] == MEDIA, (reply.status, reply.headers)
    return reply.body.decode()


def measure(hub):
    return open_metrics.read(ask(hub))


def submit(hub):
    document = hub.upload('window1', make_pdf(str(uuid.uuid4())))
    reply = hub.ask('window1', 'POST', '/v1/commands', hub.command(
        'submit', case_id=str(uuid.uuid4()), item_code='ONE', documents=[document], applicant=PERSON))
    assert reply.status == 200, reply.body
    return document


def open_stream(hub):
    line = socket.create_connection(('127.0.0.1', hub.port), timeout=SECONDS)
    line.sendall(f'GET /v1/events HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n'
                 f'Authorization: Bearer {hub.secret("zhou")}\r\n\r\n'.encode())
    assert b'200 OK' in line.recv(65536)
    return line


def the_reader_of_this_test_is_strict(hub):
    for text in MALFORMED:
        try:
            open_metrics.read(text)
        except ValueError:
            continue
        raise AssertionError(text)
    open_metrics.read('# TYPE a gauge\n# HELP a A.\na{b="c"} -1.5e3\n# EOF\n')


def the_format_is_that_of_openmetrics(hub):
    submit(hub)
    families = measure(hub)
    for family in 'jr_hub_requests', 'jr_hub_request_duration_seconds', 'jr_hub_commits', 'jr_hub_commit_work', \
            'jr_hub_streams', 'jr_hub_log_sequence', 'jr_hub_wal_bytes', 'jr_hub_disk_free_bytes', 'jr_hub_deliveries', \
            'jr_hub_uploads', 'jr_hub_build', 'process_cpu_seconds':
        assert family in families, family


def another_reader_can_read_it(hub):
    try:
        from prometheus_client.openmetrics import parser
    except ImportError:
        return 'there is no prometheus_client (python3-prometheus-client)'
    text = ask(hub)
    theirs = {family.name: len(family.samples) for family in parser.text_string_to_metric_families(text)}
    assert theirs == {name: len(family.samples) for name, family in open_metrics.read(text).items()}, theirs
    return None


def it_counts_what_happened(hub):
    hub.secret('zhou')
    before = measure(hub)
    documents = [submit(hub) for _ in range(3)]
    hub.ask('window1', 'PUT', f'/v1/blobs/{documents[0]["sha256"]}', make_pdf('x'))
    hub.ask('window1', 'POST', '/v1/commands', hub.command('submit', case_id=str(uuid.uuid4()), item_code='NONE',
                                                           documents=[documents[0]], applicant=PERSON))
    hub.ask(None, 'POST', '/v1/session', {'user': 'zhou', 'password': 'wrong'})
    hub.ask(None, 'GET', '/nowhere')
    after = measure(hub)

    def grown(family, suffix='_total', **labels):
        return open_metrics.get(after, family, suffix, **labels) - open_metrics.get(before, family, suffix, **labels)

    commands = {'method': 'POST', 'route': '/v1/commands'}
    assert grown('jr_hub_requests', **commands, status='2xx') == 3
    assert grown('jr_hub_requests', **commands, status='4xx') == 1
    assert grown('jr_hub_request_duration_seconds', '_count', **commands) == 4
    assert 0 < grown('jr_hub_request_duration_seconds', '_sum', **commands) < SECONDS
    assert grown('jr_hub_requests', route='', status='4xx') == 1
    assert grown('jr_hub_requests', route='/metrics', status='2xx') == 1
    assert grown('jr_hub_commands', result='accepted') == 3
    assert grown('jr_hub_commands', result='refused') == 1
    assert grown('jr_hub_commands', result='failed') == 0
    assert grown('jr_hub_uploads', result='stored') == 3 and grown('jr_hub_uploads', result='known') == 1
    assert grown('jr_hub_upload_bytes') >= sum(document['size'] for document in documents)
    assert grown('jr_hub_log_ins', result='refused') == 1
    commits = grown('jr_hub_commits', result='done')
    assert 3 <= commits == grown('jr_hub_commit_duration_seconds', '_count')
    assert grown('jr_hub_commit_work', '_sum') >= commits
    assert grown('jr_hub_log_sequence', '') >= 3


def it_says_what_is_there_now(hub):
    line = open_stream(hub)
    families = measure(hub)
    assert open_metrics.get(families, 'jr_hub_streams') == 1
    assert open_metrics.get(families, 'jr_hub_connections') >= 2
    assert open_metrics.get(families, 'jr_hub_uploads_open') == 0
    assert open_metrics.get(families, 'jr_hub_wal_bytes') == (hub.folder / 'hub.db-wal').stat().st_size
    assert open_metrics.get(families, 'jr_hub_database_bytes') == (hub.folder / 'hub.db').stat().st_size
    space = os.statvfs(hub.folder)
    free = open_metrics.get(families, 'jr_hub_disk_free_bytes')
    assert 0 < free <= space.f_blocks * space.f_frsize
    assert open_metrics.get(families, 'jr_hub_database_readable') == 1
    page = hub.ask('zhou', 'GET', '/v1/events').json
    assert open_metrics.get(families, 'jr_hub_log_sequence') == len(page['frames'])
    resident = int(Path(f'/proc/{hub.process.pid}/statm').read_text().split()[1]) * os.sysconf('SC_PAGE_SIZE')
    assert resident / 2 < open_metrics.get(families, 'process_resident_memory_bytes') < resident * 2
    assert 0 < open_metrics.get(families, 'process_cpu_seconds', '_total') < 600
    assert abs(open_metrics.get(families, 'process_start_time_seconds') - time.time()) < 600
    line.close()


def a_stream_that_is_gone_is_not_counted(hub):
    """Its end is noticed when something is written to it."""
    line = open_stream(hub)
    line.close()
    until = time.monotonic() + SECONDS
    while open_metrics.get(measure(hub), 'jr_hub_streams') > 0:
        assert time.monotonic() < until
        submit(hub)


def what_waits_for_a_counter_is_counted(hub):
    hub.run('webhook', 'add', hub.folder, 'http://127.0.0.1:9/', '--allow-network', '127.0.0.0/8')
    case = str(uuid.uuid4())
    document = hub.upload('window1', make_pdf('waits'))
    hub.ask('window1', 'POST', '/v1/commands', hub.command('submit', case_id=case, item_code='ONE', documents=[document],
                                                           applicant=PERSON))
    version = hub.ask('wang', 'GET', f'/v1/cases/{case}').json['case']['version']
    hub.ask('wang', 'POST', '/v1/commands', hub.command(
        'decide', case_id=case, seen_version=version, decision={'kind': 'reject', 'opinion': '不符合'}))
    until = time.monotonic() + SECONDS
    while True:
        families = measure(hub)
        if open_metrics.get(families, 'jr_hub_deliveries', state='waiting') == 1 and \
                open_metrics.get(families, 'jr_hub_delivery_attempts', '_total', result='failed') > 0:
            break
        assert time.monotonic() < until
        time.sleep(0.1)
    assert open_metrics.get(families, 'jr_hub_deliveries', state='failed') == 0


def strangers_make_no_series(hub):
    before = measure(hub)
    words = 'zzz-in-a-path', 'ZZZMETHOD', 'zzz-in-a-query', 'zzz-in-a-header', 'zzz-as-a-secret', 'zzz-as-a-user'
    for target in f'/{words[0]}', f'/v1/cases/{words[0]}', f'/v1/cases?search={words[2]}', f'/metrics?{words[2]}':
        hub.ask('wang', 'GET', target, headers={'X-Odd': words[3]})
    hub.ask(None, words[1], '/v1/cases')
    hub.ask(None, 'GET', '/v1/me', headers={'Authorization': f'Bearer {words[4]}'})
    hub.ask(None, 'POST', '/v1/session', {'user': words[5], 'password': 'zzz'})
    text = ask(hub)
    assert 'zzz' not in text.lower()
    for value in *PERSON.values(), '张', 'wang', 'window1', hub.secret('wang'), hub.secret('window1'), str(hub.folder):
        assert value not in text, value
    after = open_metrics.read(text)
    assert {name: set(family.samples) for name, family in before.items()} == \
        {name: set(family.samples) for name, family in after.items()}


def a_proxy_brings_nobody_there(hub):
    for name, value in PROXIED.items():
        reply = hub.ask(None, 'GET', '/metrics', headers={name: value})
        assert reply.status == 404 and reply.json['type'].endswith('not-found'), (name, reply.status)
        assert hub.ask('root', 'GET', '/metrics', headers={name: value}).status == 404
    assert hub.ask(None, 'HEAD', '/metrics').status == 200


def find_own_address():
    """One that others could use too; none without a network."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.connect(('192.0.2.1', 9))
            return line.getsockname()[0]
    except OSError:
        return None


def another_machine_does_not_get_there(_hub):
    address = find_own_address()
    if address is None or address.startswith('127.'):
        return 'this machine has no address but its own'
    hub = RealHub('--listen', '0.0.0.0:0', '--tls-cert', PEM, '--tls-key', PEM)
    try:
        assert hub.ask(None, 'GET', '/metrics').status == 200
        hub.host = address
        assert hub.ask(None, 'GET', '/healthz').status == 200
        assert hub.ask(None, 'GET', '/metrics').status == 404
    finally:
        hub.stop()
    return None


CHECKS = [the_reader_of_this_test_is_strict, the_format_is_that_of_openmetrics, another_reader_can_read_it,
          it_counts_what_happened, it_says_what_is_there_now, a_stream_that_is_gone_is_not_counted,
          what_waits_for_a_counter_is_counted, strangers_make_no_series, a_proxy_brings_nobody_there,
          another_machine_does_not_get_there]


def main():
    hub = RealHub('--recall-window', '0')
    try:
        is_good = run_checks(CHECKS, hub)
    finally:
        hub.stop()
    sys.exit(0 if is_good else 1)


main()
