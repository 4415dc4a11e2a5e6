#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a translation into no language: accented, in brackets, and two fifths longer.

usage: pseudo-locale.py PROJECT_ROOT OUTPUT.mo STAMP

What is not in brackets on the screen was not marked for translation, and what is cut is too narrow for
languages with longer words than English. Placeholders, markup and mnemonics stay what they are.
"""

import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lint'))

import translations  # noqa: E402

ACCENTED = str.maketrans('aceilnorsuyzACEILNORSUYZ', 'áçéíłñőŕšůýžÁÇÉÍŁÑŐŔŠŮÝŽ')
# Placeholders, markup and entities, escapes, and the names of actions and icons in angle brackets.
FIXED = re.compile(r'%(?:\d+\$)?[-+ #0\']*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j)?[a-zA-Z%]|</?[a-zA-Z][^<>]*>|&[a-z#0-9]+;')
OPEN, CLOSE = '⟦', '⟧'


def is_technical(msgid):
    """Whether a message is no text but a format of a date, or a name."""
    return bool(re.fullmatch(r'(?:%[-_0^#]*[a-zA-Z]|[\s:.,/\u202f\u00a0-])+', msgid)) or \
        bool(re.fullmatch(r'[a-z0-9-]+(?:\.[A-Za-z0-9-]+)+', msgid))


def translate(text):
    """One message in no language."""
    if not text.strip() or is_technical(text):
        return text
    stripped = text.strip()
    if stripped != text:
        return text.replace(stripped, translate(stripped))
    parts, position = [], 0
    for match in FIXED.finditer(text):
        parts.append(text[position:match.start()].translate(ACCENTED))
        parts.append(match.group(0))
        position = match.end()
    parts.append(text[position:].translate(ACCENTED))
    letters = len(FIXED.sub('', text))
    return OPEN + ''.join(parts) + '·' * max(1, round(letters * 0.4) - 2) + CLOSE


def quote(text):
    """A string as a .po file has it."""
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n').replace('\t', '\\t') + '"'


def main(root, output):
    """Writes the compiled translation."""
    lines = ['msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=UTF-8\\n"',
             '"Content-Transfer-Encoding: 8bit\\n"', '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"', '']
    for context, msgid, plural, _translations, _flags in \
            translations.read_messages(translations.make_template(root)):
        if not msgid:
            continue
        if context is not None:
            lines.append('msgctxt ' + quote(context))
        lines.append('msgid ' + quote(msgid))
        if plural is not None:
            lines.append('msgid_plural ' + quote(plural))
            lines.append('msgstr[0] ' + quote(translate(msgid)))
            lines.append('msgstr[1] ' + quote(translate(plural)))
        else:
            lines.append('msgstr ' + quote(translate(msgid)))
        lines.append('')
    os.makedirs(os.path.dirname(output), exist_ok=True)
    subprocess.run(['msgfmt', '--output-file=' + output, '-'], input='\n'.join(lines), text=True, check=True)


if __name__ == '__main__':
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
    with open(sys.argv[3], 'w', encoding='utf-8') as stamp:
        stamp.write(sys.argv[2] + '\n')
