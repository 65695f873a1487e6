# tap.py: runs the checks of a test program one after the other, and tells of each as TAP
# SPDX-License-Identifier: GPL-3.0-or-later

import traceback


def run_checks(checks, place):
    """Each is called with @place; one that raises has failed, one that returns words was skipped for that reason, and the
    others run all the same. Whether all are good."""
    is_good = True
    print(f'1..{len(checks)}', flush=True)
    for number, check in enumerate(checks, 1):
        word, reason = 'ok', None
        try:
            reason = check(place)
        except Exception:  # pylint: disable=broad-except
            word, is_good = 'not ok', False
            print('\n'.join(f'# {line}' for line in traceback.format_exc().splitlines()))
        print(f'{word} {number} - {check.__name__}' + (f' # SKIP {reason}' if reason else ''), flush=True)
    return is_good
