#!/usr/bin/python3
# count-results.py: says in one line how meson's tests ended: count-results.py TESTLOG.JSON STATUS
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exits with STATUS, or with 1 when a test failed or none ran although STATUS says that all is well."""

import json
import sys
from collections import Counter

PASSED = {'OK', 'EXPECTEDFAIL'}
SKIPPED = {'SKIP'}


def count(lines):
    results = Counter()
    for line in lines:
        result = json.loads(line)['result']
        kind = 'passed' if result in PASSED else 'skipped' if result in SKIPPED else 'failed'
        results[kind] += 1
    return results


def main(path, status):
    try:
        with open(path, encoding='utf-8') as log:
            results = count(log)
    except FileNotFoundError:
        results = Counter()
    if not results:
        print('No test ran.')
    print(f"{results['passed']} passed, {results['failed']} failed, {results['skipped']} skipped")
    return status or int(results['failed'] > 0 or not results)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
