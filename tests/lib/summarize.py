#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the test cases of finished "meson test" runs, case by case.

usage: summarize.py BUILD_DIRECTORY...

Prints the output of every test program that failed, and last of all the one line
"N passed, N failed, N skipped". Ends with status 1 when a case failed, when a build directory has no
log (its tests could not be built), or, with CI in the environment, when a case was skipped.
"""

import json
import os
import re
import sys

TAP_PLAN = re.compile(r'^1\.\.(\d+)', re.MULTILINE)
TAP_LINE = re.compile(r'^(not ok|ok)\b([^#\n]*)(#\s*(?:skip|todo)\b)?', re.IGNORECASE | re.MULTILINE)
# What libraries say about every step they take, which hides what a test says.
CHATTER = re.compile(r'^# (?:GLib[\w-]*|dconf|Gtk|Gdk|Gsk|Adwaita|libsoup[\w-]*)-(?:DEBUG|INFO): ')
# How much of a failed program's output is shown: enough for its end, where the reason stands.
SHOWN_LINES = 200


class Counts:
    """How many test cases ended how."""

    def __init__(self, passed=0, failed=0, skipped=0):
        self.passed = passed
        self.failed = failed
        self.skipped = skipped

    def add(self, other):
        """Adds another object's numbers to this one's."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self):
        return f'{self.passed} passed, {self.failed} failed, {self.skipped} skipped'


def count_cases(entry):
    """Counts the cases of one program, given its entry in Meson's log.

    A program that speaks TAP has as many cases as it announced: those it never came to have failed.
    Any other program is one case. A program whose cases all passed but which itself failed (it
    crashed at its end, or leaked) has one failed case more.
    """
    counts = Counts()
    output = entry.get('stdout') or ''
    result = entry.get('result')
    lines = TAP_LINE.findall(output)
    plan = TAP_PLAN.search(output)
    planned = int(plan.group(1)) if plan else 0

    if result == 'SKIP' and not lines:
        counts.skipped = 1
        return counts
    if not lines:
        if result == 'OK' and planned == 0:
            counts.passed = 1
        else:
            counts.failed = max(1, planned)
        return counts

    for verdict, _, directive in lines:
        if directive:
            counts.skipped += 1
        elif verdict.lower() == 'ok':
            counts.passed += 1
        else:
            counts.failed += 1
    counts.failed += max(0, planned - len(lines))
    if result not in ('OK', 'SKIP') and counts.failed == 0:
        counts.failed = 1
    return counts


def read_log(directory):
    """Reads the entries of the last test run in a build directory; None when there is no log."""
    path = os.path.join(directory, 'meson-logs', 'testlog.json')
    try:
        with open(path, encoding='utf-8') as log:
            return [json.loads(line) for line in log if line.strip()]
    except FileNotFoundError:
        return None


def show_failure(entry, directory):
    """Prints how one program failed and what it said."""
    print(f'\n---- {entry["name"]}: {entry["result"]}, status {entry["returncode"]}, in {directory}')
    for stream in ('stdout', 'stderr'):
        lines = [line for line in (entry.get(stream) or '').splitlines() if not CHATTER.match(line)]
        if len(lines) > SHOWN_LINES:
            print(f'({stream}: {len(lines) - SHOWN_LINES} lines above left out)')
        for line in lines[-SHOWN_LINES:]:
            print(f'  {line}')


def summarize(directories):
    """Prints the summary and returns the exit status."""
    total = Counts()
    for directory in directories:
        entries = read_log(directory)
        if not entries:
            print(f'\n---- {directory}: the tests could not be built or started, see above')
            total.failed += 1
            continue
        here = Counts()
        for entry in entries:
            counts = count_cases(entry)
            if counts.failed:
                show_failure(entry, directory)
            here.add(counts)
        print(f'\n{directory}: {len(entries)} programs, {here}')
        total.add(here)

    print(total, flush=True)
    if total.failed or total.passed == 0:
        return 1
    return 1 if total.skipped and os.environ.get('CI') else 0


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(summarize(sys.argv[1:]))
