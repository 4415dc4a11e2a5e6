#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one fuzzer for a while, and shows the input with which it found something.

usage: run.py FUZZER CORPUS

The time is 60 seconds, or what ZC_FUZZ_SECONDS in the environment says. The corpus is only read: what the
fuzzer adds to it goes where the finding goes, a directory that is removed when there was none.
"""

import base64
import os
import re
import shutil
import subprocess
import sys
import tempfile

# What one input may take before it counts as a hang, in seconds, and how much memory, in MiB.
INPUT_SECONDS = 20
MOST_MEMORY = 1024
# How much of a finding is printed: enough for all inputs that the fuzzers make.
MOST_SHOWN = 64 * 1024
# What the fuzzer says in the end, with its exact words.
EXECUTED = re.compile(r'^stat::number_of_executed_units:\s*(\d+)', re.MULTILINE)


def show_findings(directory, fuzzer):
    """Prints every input that was left behind, so that it can be made a file again from a log alone."""
    for name in sorted(os.listdir(directory)):
        path = os.path.join(directory, name)
        if not os.path.isfile(path):
            continue
        with open(path, 'rb') as file:
            data = file.read()
        print(f'\n{path}, {len(data)} bytes. To see it again:')
        if len(data) > MOST_SHOWN:
            print('(too long to be shown here)')
            continue
        print(f'base64 -d >{name} <<END')
        print(base64.encodebytes(data).decode().rstrip())
        print(f'END\n{fuzzer} {name}')


def main():
    """Returns the status to end with."""
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    fuzzer, corpus = sys.argv[1:]
    seconds = int(os.environ.get('ZC_FUZZ_SECONDS', '60'))

    directory = tempfile.mkdtemp(prefix='zc-fuzz-')
    own_corpus = os.path.join(directory, 'corpus')
    os.mkdir(own_corpus)
    run = subprocess.run([fuzzer, f'-max_total_time={seconds}', f'-timeout={INPUT_SECONDS}',
                          f'-rss_limit_mb={MOST_MEMORY}', '-print_final_stats=1', '-verbosity=1',
                          f'-artifact_prefix={directory}/', own_corpus, corpus],
                         check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                         errors='backslashreplace')
    found = EXECUTED.search(run.stdout)
    executed = int(found.group(1)) if found else 0

    if run.returncode != 0:
        print(run.stdout)
        show_findings(directory, fuzzer)
        return 1

    shutil.rmtree(directory)
    print(f'{executed} inputs in {seconds} s')
    if executed == 0:
        print(run.stdout)
        print('The fuzzer did not try a single input.')
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
