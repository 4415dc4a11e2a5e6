#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one lint over the project.

usage: lint.py layers|sources|docs|strings PROJECT_ROOT
"""

import importlib
import sys

LINTS = ('layers', 'sources', 'docs', 'strings')


def main():
    """Prints what is wrong, a line each; status 1 when anything is."""
    if len(sys.argv) != 3 or sys.argv[1] not in LINTS:
        sys.exit(__doc__)
    problems = list(importlib.import_module(sys.argv[1]).check(sys.argv[2]))
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == '__main__':
    main()
