#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every XML file is well-formed, every .ui file has the shape that GtkBuilder reads.

usage: xml_files.py PROJECT_ROOT SCHEMA_OF_GTKBUILDER

(gtk4-builder-tool cannot judge templates: it knows neither libadwaita's widgets nor the project's.)
"""

import os
import re
import subprocess
import sys

import common

WELL_FORMED = ('.ui', '.xml', '.xml.in', '.svg', '.page', '.gresource.xml')
SIGNAL = re.compile(r'<signal\b(?![^>]*\bswapped=)[^>]*>')
ICON = re.compile(r'<svg\b[^>]*\bwidth="(\d+)"[^>]*\bheight="(\d+)"[^>]*\bviewBox="0 0 (\d+) (\d+)"')


def xmllint(arguments, paths, root):
    """Runs xmllint once over many files; yields what it complains about."""
    if not paths:
        return
    run = subprocess.run(['xmllint', '--nonet', '--noout', *arguments, *paths], cwd=root, check=False,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode != 0:
        yield '\n'.join(line for line in run.stdout.splitlines() if not line.endswith(' validates'))


def check_signals(path, text):
    """Who gets what as the first argument is written down: mixed up, it compiles and then ruins memory."""
    for match in SIGNAL.finditer(text):
        yield f'{path}:{common.line_of(text, match.start())}: does not say swapped="yes" or "no": {match.group(0)}'


def check_icon(path, text):
    """An application icon is square and drawn on the grid of its kind."""
    size = 16 if path.endswith('-symbolic.svg') else 128
    match = ICON.search(text)
    if not match or set(match.groups()) != {str(size)}:
        yield f'{path}: not drawn on a canvas of {size} by {size}'


def check(root, schema):
    """Yields a message for every file that is not as it should be."""
    paths = [path for path in common.project_files(root)
             if path.endswith(WELL_FORMED) and not path.startswith('tests/data/')]
    yield from xmllint([], paths, root)
    yield from xmllint(['--relaxng', schema], [path for path in paths if path.endswith('.ui')], root)
    for path in paths:
        if path.startswith(os.path.join('data', 'icons', 'hicolor')):
            yield from check_icon(path, common.read(root, path))
        elif path.endswith('.ui'):
            yield from check_signals(path, common.read(root, path))


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    common.report(check(*sys.argv[1:]))
