# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how long the application takes to its first frame and what memory 10 000 zones take in it.

usage: start.py BENCH_START_PROGRAM [N_RUNS]

Compared with a bare window of libadwaita with a table of as many rows and columns, in turns. The median of all runs
counts: the least of a few is a matter of luck, since now and then a run of either takes a tenth less than all others.
Prints both and the ratios. Exits with 1 when the goal of the project is missed.
"""

import json
import os
import statistics
import subprocess
import sys
import time

import sandbox

# Goal: no ratio must be above.
MOST_OF_BARE = 1.2


def measure(program, mode, environment):
    """Runs the program once; gives seconds to the first frame by the clock and of a processor, and MB with all rows."""
    begin = time.monotonic()
    with subprocess.Popen([program, mode], stdout=subprocess.PIPE, text=True, env=environment) as process:
        frame = json.loads(process.stdout.readline())
        seconds = time.monotonic() - begin
        rows = json.loads(process.stdout.readline())
    assert process.returncode == 0 and 'frame' in frame, (process.returncode, frame)
    return seconds, frame['processor_seconds'], rows['memory_kib'] / 1024


def main():
    """Runs everything and prints the table."""
    program = sys.argv[1]
    n_runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    runs = {'bare': [], 'courier': []}
    with sandbox.Sandbox('large') as service:
        environment = {**os.environ, **service.environment()}
        # Whoever reads a file for the first time waits for the disk.
        for mode in runs:
            measure(program, mode, environment)
        for _ in range(n_runs):
            for mode, results in runs.items():
                results.append(measure(program, mode, environment))

    medians = {mode: [statistics.median(column) for column in zip(*results)] for mode, results in runs.items()}
    for mode, (seconds, processor, megabytes) in medians.items():
        print(f'{mode}: first frame after {seconds:.3f} s, of a processor {processor:.3f} s; '
              f'10 000 rows in {megabytes:.1f} MB')
    ratios = [ours / bare for ours, bare in zip(medians['courier'], medians['bare'])]
    reached = max(ratios) <= MOST_OF_BARE
    print(f'courier / bare: {ratios[0]:.2f} by the clock, {ratios[1]:.2f} of a processor, memory {ratios[2]:.2f}  '
          f'(goal {MOST_OF_BARE}) {"reached" if reached else "MISSED"}')
    return 0 if reached else 1


if __name__ == '__main__':
    sys.exit(main())
