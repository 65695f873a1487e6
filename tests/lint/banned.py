#!/usr/bin/python3
# banned.py: calls that we do not make, and what to write instead
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line that must break the rule says why on the spot: /* lint-ok: the library wants its own memory back */."""

import re

from tree import Report, c_files, code_of, text_of

EVERYWHERE = {
    'sprintf': 'g_strdup_printf() or g_snprintf()',
    'vsprintf': 'g_strdup_vprintf()',
    'strcpy': 'g_strdup() or g_strlcpy()',
    'strncpy': 'g_strlcpy()',
    'strcat': 'g_strconcat() or GString',
    'strncat': 'g_strlcat()',
    'strtok': 'g_strsplit()',
    'strdup': 'g_strdup()',
    'gets': 'g_data_input_stream_read_line()',
    'atoi': 'g_ascii_string_to_signed()',
    'atol': 'g_ascii_string_to_signed()',
    'atof': 'g_ascii_strtod()',
    'system': 'GSubprocess',
    'popen': 'GSubprocess',
    'malloc': 'g_new()',
    'calloc': 'g_new0()',
    'realloc': 'g_renew()',
    'free': 'g_autofree, or a guard of the library\'s own type',
    'assert': 'g_assert()',
    'rand': 'g_random_int()',
    'strerror': 'g_strerror()',
    'localtime': 'GDateTime',
    'gmtime': 'GDateTime',
    'mktemp': 'g_file_open_tmp() or g_mkdtemp()',
    'tmpnam': 'g_file_open_tmp()',
    'gtk_dialog_run': 'an asynchronous dialog',
    'g_main_context_iteration': 'a callback',
}
# In the programs nothing sleeps; a test may wait for the outside.
PROGRAMS = {
    'sleep': 'a condition, or a source with its own time',
    'usleep': 'a condition, or a source with its own time',
    'nanosleep': 'a condition, or a source with its own time',
    'g_usleep': 'a condition, or a source with its own time',
    'printf': 'g_print() in programs, a GError in libraries',
    'setenv': 'the environment of the child',
    'g_setenv': 'the environment of the child',
}
CALL = re.compile(r'(?<![\w.>])(\w+)\s*\(')
GOTO = re.compile(r'\bgoto\b')
LOOPS = {'g_main_context_iteration'}


def banned_in(path):
    if path.parts[0] == 'src':
        return {**EVERYWHERE, **PROGRAMS}
    return {name: instead for name, instead in EVERYWHERE.items() if name not in LOOPS}


def main():
    report = Report()
    for path in c_files():
        banned = banned_in(path)
        text = text_of(path)
        for number, (line, code) in enumerate(zip(text.split('\n'), code_of(text).split('\n')), 1):
            if re.search(r'/\* lint-ok: \S', line):
                continue
            for name in CALL.findall(code):
                if name in banned:
                    report.add(path, number, f'{name}() is not used here; write {banned[name]}')
            if GOTO.search(code):
                report.add(path, number, 'goto is not used here; write a function or a guard')
    report.end()


main()
