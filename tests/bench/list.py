# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how long ten thousand secondary zones take from the API into a list, against curl.

usage: list.py BENCH_LIST_PROGRAM [N_RUNS]

curl fetches the same pages of the sandbox, one after the other over one connection, and throws them away.
Prints the least disturbed run of each and their ratio, once more with a service that takes its time. Exits with 1 when
the goal of the project is missed.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import sandbox

PAGE = 1000
# Goal: the ratio must not be above.
MOST_OF_CURL = 1.5
# What a service that is not on this computer takes to answer, at the least.
DELAY_MS = 50
LARGE = pathlib.Path(__file__).parents[2] / 'data' / 'scenarios' / 'large.scenario'


def measure_curl(address, token, n_pages):
    """Fetches all pages with one curl; gives the seconds, without curl's own start."""
    command = ['curl', '--silent', '--fail', '--header', f'Authorization: Bearer {token}', '--write-out', '%{time_total}\n']
    for page in range(n_pages):
        command += ['--output', '/dev/null', f'{address}/secondaryzones?limit={PAGE}&offset={page * PAGE}']
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    times = [float(line) for line in output.split()]
    assert len(times) == n_pages, output
    return sum(times)


def measure_both(program, scenario, n_runs):
    """Gives the least disturbed run of curl, and of the program with its processor time and its number of zones."""
    with sandbox.Sandbox(scenario) as service:
        n_pages = -(-len(service.zones()) // PAGE)
        curl, here = [], []
        for _ in range(n_runs):
            curl.append(measure_curl(service.url, service.token, n_pages))
            answer = json.loads(subprocess.run([program, service.url], env={**os.environ, 'IONOS_TOKEN': service.token},
                                               stdout=subprocess.PIPE, text=True, check=True).stdout)
            here.append((answer['seconds'], answer['processor_seconds'], answer['zones']))
    return min(curl), min(here), n_pages


def main():
    """Runs everything and prints the table."""
    program = sys.argv[1]
    n_runs = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    curl, best, n_pages = measure_both(program, 'large', n_runs)
    ratio = best[0] / curl
    print(f'curl, {n_pages} pages one after the other: {curl:.3f} s')
    print(f'{best[2]} zones in a list: {best[0]:.3f} s, of a processor {best[1]:.3f} s')
    print(f'the list / curl: {ratio:.2f}  (goal {MOST_OF_CURL}) {"reached" if ratio <= MOST_OF_CURL else "MISSED"}')

    with tempfile.NamedTemporaryFile('w', suffix='.scenario') as scenario:
        scenario.write(LARGE.read_text() + f'\n[service]\nanswer-delay-ms={DELAY_MS}\n')
        scenario.flush()
        curl, best, n_pages = measure_both(program, scenario.name, n_runs)
    print(f'each answer {DELAY_MS} ms later: curl {curl:.3f} s, the list {best[0]:.3f} s, the list / curl: {best[0] / curl:.2f}')
    return 0 if ratio <= MOST_OF_CURL else 1


if __name__ == '__main__':
    sys.exit(main())
