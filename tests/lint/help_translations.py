#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each language in help/LINGUAS has all of the help, as valid pages, and calls things what the program calls them.

usage: help_translations.py PROJECT_ROOT
"""

import glob
import os
import re
import subprocess
import sys
import tempfile

import common
import help_pages
import translations

GUI = re.compile(r'<gui[^>]*>([^<]*)</gui>')
LANGUAGES = os.path.join('help', 'LINGUAS')


def run(*command):
    """Runs a program; returns its status and all that it printed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
                          env=dict(os.environ, LC_ALL='C.UTF-8'))
    return done.returncode, done.stdout.strip()


def plain(text):
    """What is on the screen of a label: without the underscore of its mnemonic."""
    return text.replace('_', '')


def read_labels(path):
    """The translations of each message of the program that stands alone, by the message."""
    labels = {}
    with open(path, encoding='utf-8') as file:
        for _context, msgid, plural, translated, _flags in translations.read_messages(file.read()):
            if msgid and plural is None:
                labels.setdefault(plain(msgid), set()).add(plain(translated[0]))
    return labels


def check_messages(name, text, labels):
    """Yields what is wrong with single messages of a language."""
    for _context, msgid, _plural, translated, _flags in translations.read_messages(text):
        if not msgid:
            continue
        shown = [label.replace('&amp;', '&') for label in GUI.findall(translated[0])]
        for label in GUI.findall(msgid):
            wanted = labels.get(label.replace('&amp;', '&'))
            if wanted and not wanted.intersection(shown):
                yield f'{name}: the program calls “{label}” {sorted(wanted)}, but here it is one of {shown}'
        for problem in translations.check_shape(GUI.sub('', msgid), GUI.sub('', translated[0])):
            yield f'{name}: “{msgid}” is translated as “{translated[0]}”: {problem}'


def check_language(root, language, template, scratch):
    """Yields everything that is wrong with the help in one language."""
    name = os.path.join('help', language, language + '.po')
    path = os.path.join(root, name)
    if not os.path.exists(path):
        yield f'{name}: it is listed in {LANGUAGES} and missing'
        return

    with open(path, encoding='utf-8') as file:
        text = file.read()
    if '\n#~ ' in text:
        yield f'{name}: it keeps messages that the help does not have any more'
    catalogue = os.path.join(scratch, language + '.mo')
    for command in (['msgfmt', '--check', '--output-file=' + catalogue, path], ['msgcmp', path, template]):
        status, output = run(*command)
        if status != 0:
            yield f'{name}: {output}'

    words = os.path.join(root, 'po', language + '.po')
    yield from check_messages(name, text, read_labels(words) if os.path.exists(words) else {})

    folder = os.path.join(scratch, language)
    os.makedirs(folder, exist_ok=True)
    sources = sorted(glob.glob(os.path.join(root, 'help', 'C', '*.page')))
    status, output = run('itstool', '--merge', catalogue, '--lang', language, '--output', folder, *sources)
    if status != 0 or output:
        yield f'{name}: {output or status}'
        return
    for check_name in help_pages.CHECKS:
        status, output = run('yelp-check', check_name, *sorted(glob.glob(os.path.join(folder, '*.page'))))
        if status != 0 or output:
            yield f'{check_name}, in {language}: {output or status}'


def check(root):
    """Yields a message for everything that is wrong with the help in other languages than English."""
    with open(os.path.join(root, LANGUAGES), encoding='utf-8') as file:
        languages = [line.strip() for line in file if line.strip() and not line.startswith('#')]
    with tempfile.TemporaryDirectory() as scratch:
        template = os.path.join(scratch, 'help.pot')
        status, output = run('itstool', '--output', template,
                             *sorted(glob.glob(os.path.join(root, 'help', 'C', '*.page'))))
        if status != 0:
            yield output
            return
        for language in languages:
            yield from check_language(root, language, template, scratch)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    common.report(check(sys.argv[1]))
