# SPDX-License-Identifier: GPL-3.0-or-later
"""The set-up for Debian: shell scripts that a POSIX shell can read, and tidy package lists."""

import os
import re
import subprocess

import common

LIST = re.compile(r'^data/debian/packages-(\w+)\.txt$')
NAME = re.compile(r'^[a-z0-9][a-z0-9+.-]+$')
USED = re.compile(r'\binstall_packages((?: \w+)+)')
SHELL = re.compile(r'\.sh$|^\.ci/run$')


def check_lists(root, lists):
    """Every line is a name or a comment, and no package is named twice."""
    seen = {}
    for path in lists:
        for number, line in enumerate(common.read(root, path).splitlines(), 1):
            if not line or line.startswith('#'):
                continue
            if not NAME.match(line):
                yield f'{path}:{number}: "{line}" is no name of a package'
            elif line in seen:
                yield f'{path}:{number}: {line} is in {seen[line]} already'
            seen.setdefault(line, path)


def check(root):
    """Yields a message for everything that is wrong."""
    paths = list(common.project_files(root))
    lists = [path for path in paths if LIST.match(path)]
    yield from check_lists(root, lists)

    named = set()
    for path in paths:
        if not SHELL.search(path):
            continue
        text = common.read(root, path)
        for names in USED.findall(text):
            named.update(names.split())
        run = subprocess.run(['sh', '-n', os.path.join(root, path)], check=False, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
        if run.returncode != 0:
            yield f'{path}: {run.stdout.strip()}'
        if not text.startswith('#!/bin/sh\n'):
            yield f'{path}: does not begin with #!/bin/sh'
    present = {LIST.match(path).group(1) for path in lists}
    for name in sorted(named ^ present):
        yield f'data/debian/packages-{name}.txt: ' + ('missing' if name in named else 'installed by no script')
