# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules for every file: licence line, size, white space, and words that must not stay."""

import os
import re

import common

LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'
# Catalogues of applications copy metainfo files, so these have to be free of conditions.
METAINFO_LICENCE = 'SPDX-License-Identifier: CC0-1.0'
# Without a licence line: the licence itself, what has no comments, and translations, whose header
# names it.
UNMARKED = re.compile(r'(?:^COPYING|\.png|\.json|\.po|\.pot|\.csv)$|^tests/data/|^tests/.*\.golden$')
LONGEST = 800
UNLIMITED = re.compile(r'^COPYING$|\.po$|\.pot$|\.zone$|^tests/data/|\.golden$')

# The brackets keep this file from finding itself.
LEFT_WORDS = re.compile(r'\b(?:T[O]DO|FI[X]ME|X[X]X|HA[C]K)\b')
# Makes the machine look like a slow one, so it has threads wait.
SLOW_BY_PURPOSE = 'tests/lib/zc-slow.c'
SLEEPS = {
    '.c': re.compile(r'\b(?:g_us[l]eep|us[l]eep|nanos[l]eep|s[l]eep)\s*\('),
    '.py': re.compile(r'\bs[l]eep\s*\('),
    '.sh': re.compile(r'(?:^|[;&|({]|\bdo|\bthen|\belse)\s*s[l]eep\b', re.MULTILINE),
}
SKIPS = re.compile(r'\bg_test_s[k]ip\w*|\bg_test_inc[o]mplete\b|\bunittest\.s[k]ip\w*|\bs[k]ipTest\b|'
                   r'\bexpectedF[a]ilure\b')
GLIB_TYPES = re.compile(r'\bg(?:char|int|long|short|float|double)\b')
DEAD_CODE = re.compile(r'^[ \t]*#[ \t]*if[ \t]+0\b', re.MULTILINE)


def check_licence(path, text):
    """The licence stands in the first line, or next to what must come first."""
    if UNMARKED.search(path):
        return
    lines = text.splitlines()[:2]
    if lines and (lines[0].startswith('#!') or lines[0].startswith('<?xml')):
        lines = lines[1:]
    licence = METAINFO_LICENCE if '.metainfo.xml' in path else LICENCE
    if not lines or licence not in lines[0]:
        yield f'{path}:1: no "{licence}"'


def check_white_space(path, text):
    """No tabs, no blanks at line ends, one newline at the end."""
    if path.startswith('tests/data/') or path == 'COPYING' or path.endswith(('.po', '.pot')):
        return
    for number, line in enumerate(text.split('\n'), 1):
        if line.endswith((' ', '\t', '\r')):
            yield f'{path}:{number}: white space at the end of the line'
        if '\t' in line and path.endswith(('.c', '.h', '.py', '.sh', '.build', '.ui', '.page', '.xml')):
            yield f'{path}:{number}: a tab'
    if text and (not text.endswith('\n') or text.endswith('\n\n')):
        yield f'{path}: does not end with exactly one newline'


def check_words(path, text):
    """Nothing half-done, no waiting by the clock, no test that is left out."""
    extension = os.path.splitext(path)[1]
    if path == '.ci/run':
        extension = '.sh'
    rules = []
    if path.startswith(('src/', 'tests/', 'data/', 'help/', '.ci/')) or '/' not in path:
        if path != 'COPYING' and not path.startswith('tests/data/'):
            rules.append((LEFT_WORDS, text, 'says "{}"'))
    if extension in ('.c', '.h'):
        code = common.without_comments(text, keep_strings=False)
        if path != SLOW_BY_PURPOSE:
            rules.append((SLEEPS['.c'], code, 'waits by the clock: {}'))
        rules.append((GLIB_TYPES, code, 'says "{}" for a type of C'))
        rules.append((DEAD_CODE, code, 'has code that is switched off: {}'))
        rules.append((SKIPS, code, 'leaves a test out: {}'))
    elif extension in ('.py', '.sh'):
        code = re.sub(r'(?m)^\s*#.*$', '', text)
        rules.append((SLEEPS[extension], code, 'waits by the clock: {}'))
        rules.append((SKIPS, code, 'leaves a test out: {}'))
    for pattern, where, message in rules:
        for match in pattern.finditer(where):
            yield f'{path}:{common.line_of(where, match.start())}: ' + message.format(match.group(0).strip())


def check(root):
    """Yields a message for every breach."""
    for path in common.project_files(root):
        text = common.read(root, path)
        if text is None:
            continue
        yield from check_licence(path, text)
        yield from check_white_space(path, text)
        yield from check_words(path, text)
        lines = text.count('\n')
        if lines > LONGEST and not UNLIMITED.search(path):
            yield f'{path}: {lines} lines; split it (the limit is {LONGEST}, the aim 400)'
        if path.endswith('.h') and '\n#pragma once\n' not in text:
            yield f'{path}: no "#pragma once"'
