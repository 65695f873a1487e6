# hostile.py: requests that no honest client sends, and what the hub must say to each
# SPDX-License-Identifier: GPL-3.0-or-later
"""A row is (name, bytes, statuses). The bytes go on a line of their own, with a second, harmless request behind them
where that can show whether the two were told apart; then the line is read to its end. `statuses` are those of all
answers together: what is behind a request that cannot be trusted is never answered. A line closed without a word is ()."""

HOST = b'Host: a\r\n'
NEXT = b'GET /healthz HTTP/1.1\r\n' + HOST + b'Connection: close\r\n\r\n'
POST = b'POST /v1/session HTTP/1.1\r\n' + HOST
GET = b'GET /healthz HTTP/1.1\r\n' + HOST
LAST = b'Connection: close\r\n\r\n'
CHUNKED = POST + b'Transfer-Encoding: chunked\r\n\r\n'
BAD = (400,)
# libmicrohttpd 0.9.75 finds malformed lengths itself, before the hub is asked, and says so twice before it closes the
# line. That is not nice, but the first says that the line ends with it, and it is nobody else's answer.
BAD_LENGTH = ((400,), (400, 400), (413,), (413, 413))


def lengths():
    yield 'length beside chunks', POST + b'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + NEXT, BAD
    yield ('length over the next request beside chunks', POST + b'Content-Length: %d\r\n' % (5 + len(NEXT)) +
           b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + NEXT, BAD)
    yield 'the same length twice', POST + b'Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}' + NEXT, BAD
    yield ('two lengths', POST + b'Content-Length: 2\r\nContent-Length: %d\r\n\r\n{}' % (2 + len(NEXT)) + NEXT, BAD)
    yield 'a list of lengths', POST + b'Content-Length: 2, 2\r\n\r\n{}' + NEXT, BAD_LENGTH
    for value in b'+2', b'-2', b'0x2', b'2abc', b'', b'99999999999999999999', b'9' * 5000, b'\xef\xbc\x92':
        yield f'length {value[:24]!r}', POST + b'Content-Length: ' + value + b'\r\n\r\n{}' + NEXT, BAD_LENGTH
    yield 'space before the colon', POST + b'Content-Length : 2\r\n\r\n{}' + NEXT, BAD
    for value in b'gzip', b'xchunked', b'chunked, identity', b'identity', b'chunked, chunked', b'\x0bchunked':
        yield f'encoding {value!r}', POST + b'Transfer-Encoding: ' + value + b'\r\n\r\n0\r\n\r\n' + NEXT, BAD
    yield ('two encodings', POST + b'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n' + NEXT,
           BAD)
    yield ('chunks in HTTP/1.0', b'POST /v1/session HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + NEXT,
           BAD)


def lines():
    yield 'bare LF everywhere', b'GET /healthz HTTP/1.1\nHost: a\nConnection: close\n\n', ((400,), ())
    yield 'bare LF in a header', GET + b'X: y\nA: b\r\n' + LAST, BAD
    yield 'bare LF for the empty line', GET + b'\n' + NEXT, ((400,), ())
    yield 'a control sign in the method', b'\r\x1a' + NEXT, ((400,), ())
    yield 'bare CR in a header', GET + b'X: a\rY: b\r\n' + LAST, ((400,), ())
    yield 'a folded header', GET + b'X: a\r\n b\r\n' + LAST, ((400,), (200,))
    yield 'a header without a name', GET + b': b\r\n' + LAST, BAD
    yield 'a header without name and value', GET + b':\r\n' + LAST, BAD
    yield 'a header without a name, and one behind it', GET + b':b\r\nX: a\r\n' + LAST, BAD
    yield 'a header without a name before all others', b'GET /healthz HTTP/1.1\r\n:\n' + HOST + LAST, BAD
    # libmicrohttpd 0.9.75 takes just these for the empty line, and nobody behind it can tell; no proxy lets them through.
    yield 'a colon for the empty line', GET + b':\n' + NEXT, ((400,), (), (200, 200))
    yield 'NUL for the empty line', GET + b'\x00\n' + NEXT, ((400,), (), (200, 200))
    yield 'NUL in a header', GET + b'X: a\x00b\r\n' + LAST, BAD
    yield 'NUL in a name', GET + b'X\x00: b\r\n' + LAST, BAD
    # libmicrohttpd 1.0 closes the line by itself.
    yield 'NUL in the method', b'GET\x00X /healthz HTTP/1.1\r\n' + HOST + LAST, ((400,), ())
    yield 'NUL in the address', b'GET /healthz\x00 HTTP/1.1\r\n' + HOST + LAST, ((400,), ())
    yield '%00 in the address', b'GET /healthz%00x HTTP/1.1\r\n' + HOST + LAST, BAD
    yield 'a control sign in a header', GET + b'X: a\x01b\r\n' + LAST, BAD
    yield 'no host', b'GET /healthz HTTP/1.1\r\n\r\n' + NEXT, BAD
    yield 'two hosts', GET + HOST + b'\r\n' + NEXT, BAD
    yield 'HTTP/0.9', b'GET /healthz\r\n\r\n', ((400,), (505,), ())
    yield 'HTTP/2.0', b'GET /healthz HTTP/2.0\r\n' + HOST + b'\r\n' + NEXT, ((505,), (400,))
    yield 'a preface of HTTP/2', b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', ((505,), (400,))
    yield 'a way out of the folder', b'GET /v1/blobs/../../hub.db HTTP/1.1\r\n' + HOST + LAST, (404,)
    yield 'the same encoded', b'GET /v1/blobs/%2e%2e%2f%2e%2e%2fhub.db HTTP/1.1\r\n' + HOST + LAST, (404,)
    yield 'a greeting of TLS', b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'a' * 500 + b'\r\n\r\n', ((400,), ())
    yield 'noise', bytes(range(256)) * 16 + b'\r\n\r\n', ((400,), (505,), ())


def chunks():
    for name, body in (
            ('size that is no number', b'zz\r\n{}\r\n0\r\n\r\n'), ('size too large', b'FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n'),
            ('negative size', b'-1\r\n{}\r\n0\r\n\r\n'), ('size as in C', b'0x2\r\n{}\r\n0\r\n\r\n'),
            ('longer than its size', b'2\r\n{}XX\r\n0\r\n\r\n')):
        yield f'chunk: {name}', CHUNKED + body + NEXT, ((400,), (413,), ())
    # More than its buffer is libmicrohttpd's own failure, as it sees it.
    yield 'chunk: an extension of 70 kB', CHUNKED + b'2;' + b'a' * 70000, ((500,), (413,), (400,), ())
    yield 'chunk: LF in an extension', CHUNKED + b'2;a\nb\r\n{}\r\n0\r\n\r\n' + NEXT, ((400,), ())


def sizes():
    yield 'a header of 4 MB', GET + b'X: ' + b'a' * (4 << 20), ((431,), (413,), ())
    yield '4 MB of headers', GET + b''.join(b'X-%d: %s\r\n' % (i, b'a' * 1000) for i in range(4000)) + LAST, (
        (431,), (413,), ())
    yield '20,000 short headers', GET + b'a:b\r\n' * 20000 + LAST, ((431,), (413,), ())
    yield 'an address of 100 kB', b'GET /' + b'a' * 100000 + b' HTTP/1.1\r\n' + HOST + LAST, ((414,), ())
    yield 'a method of 100 kB', b'G' * 100000 + b' / HTTP/1.1\r\n' + HOST + LAST, ((414,), (431,), (400,), ())
    yield 'a body with a GET', GET + b'Content-Length: 5\r\n\r\nGET /' + NEXT, (413, 200)


def rows():
    for part in lengths, lines, chunks, sizes:
        for name, request, statuses in part():
            choice = statuses if statuses and isinstance(statuses[0], tuple) else (statuses,)
            yield name, request, choice
