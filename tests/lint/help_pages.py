#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help is valid Mallard, all its links lead somewhere, every page is installed and every cause explained.

usage: help_pages.py PROJECT_ROOT
"""

import glob
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

import common

# What yelp-check looks at; addresses on the network are left alone.
CHECKS = ('validate', 'links', 'ids', 'media', 'orphans')
PAGE = re.compile(r"'([\w-]+\.page)'")
# How the program names a page: in C, and as the target of an action in a .ui file.
NAMED = (
    re.compile(r'\bzc_help_show\s*\([^;]*?,\s*"([^"]*)"\s*\)'),
    re.compile(r'\bapp\.show-help(?:::|\(\')([\w-]+)'),
    re.compile(r'app\.show-help</property>\s*<property name="action-target">\'([^\']*)\''),
)
# The first word of a row in the table of causes.
CAUSE = re.compile(r'^  \{ "([a-z-]+)", ZC_CAUSE_AREA_([A-Z]+)', re.MULTILINE)
CAUSE_TABLE = 'src/transfer/zc-cause-table.c'


def check_named(root, present):
    """Yields a message for every page that the program wants to open and that does not exist."""
    for path in common.project_files(root):
        if not path.startswith('src/ui/') or not path.endswith(('.c', '.ui')):
            continue
        text = common.read(root, path)
        if path.endswith('.c'):
            text = common.without_comments(text)
        for pattern in NAMED:
            for match in pattern.finditer(text):
                if match.group(1) + '.page' not in present:
                    yield f'{path}:{common.line_of(text, match.start())}: the help has no page "{match.group(1)}"'


def check_causes(root):
    """Yields a message for every cause of failure without a section of its own on the page of its area."""
    text = common.read(root, CAUSE_TABLE) if os.path.exists(os.path.join(root, CAUSE_TABLE)) else ''
    for cause, area in CAUSE.findall(text):
        path = f'help/C/cause-{area.lower()}.page'
        page = common.read(root, path) if os.path.exists(os.path.join(root, path)) else ''
        if f'<section id="{cause}">' not in page:
            yield f'{CAUSE_TABLE}: {path} has no section with the id "{cause}"'


def check_shortcuts(root):
    """Yields a message for every keyboard shortcut of the program that the help does not list."""
    overlay, path = 'src/ui/gtk/help-overlay.ui', 'help/C/keyboard.page'
    if not os.path.exists(os.path.join(root, overlay)):
        return
    page = common.read(root, path) if os.path.exists(os.path.join(root, path)) else ''
    for shortcut in ElementTree.fromstring(common.read(root, overlay)).iter('object'):
        titles = [entry.text for entry in shortcut.findall('property') if entry.get('name') == 'title']
        if shortcut.get('class') == 'GtkShortcutsShortcut' and f'<p>{escape(titles[0])}</p>' not in page:
            yield f'{overlay}: {path} has no row "{titles[0]}"'


def check(root):
    """Yields a message for everything that is wrong with the help."""
    folder = os.path.join(root, 'help')
    for language in sorted(os.listdir(folder)):
        pages = sorted(glob.glob(os.path.join(folder, language, '*.page')))
        if not pages:
            continue
        for name in CHECKS:
            run = subprocess.run(['yelp-check', name, *pages], check=False, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True)
            output = run.stdout.strip()
            if run.returncode != 0 or output:
                yield f'{name}, in {language}: {output or run.returncode}'

    with open(os.path.join(folder, 'meson.build'), encoding='utf-8') as file:
        listed = PAGE.findall(file.read())
    present = sorted(os.path.basename(path) for path in glob.glob(os.path.join(folder, 'C', '*.page')))
    if sorted(listed) != present:
        yield f'help/meson.build lists {sorted(listed)}, but there are {present}'
    yield from check_named(root, present)
    yield from check_causes(root)
    yield from check_shortcuts(root)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    common.report(check(sys.argv[1]))
