#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help is valid Mallard, all its links lead somewhere, and every page is installed.

usage: help_pages.py PROJECT_ROOT
"""

import glob
import os
import re
import subprocess
import sys

import common

# What yelp-check looks at; addresses on the network are left alone.
CHECKS = ('validate', 'links', 'ids', 'media', 'orphans')
PAGE = re.compile(r"'([\w-]+\.page)'")


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


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    common.report(check(sys.argv[1]))
