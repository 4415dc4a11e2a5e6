#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one lint over the project.

usage: lint.py layers|sources|docs|strings|setup|bundle|translations PROJECT_ROOT
"""

import importlib
import sys

import common

LINTS = ('layers', 'sources', 'docs', 'strings', 'setup', 'bundle', 'translations')


if __name__ == '__main__':
    if len(sys.argv) != 3 or sys.argv[1] not in LINTS:
        sys.exit(__doc__)
    common.report(importlib.import_module(sys.argv[1]).check(sys.argv[2]))
