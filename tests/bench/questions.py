# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures questions a second against dnsperf on the same NSD.

usage: questions.py BENCH_QUESTIONS_PROGRAM N_QUESTIONS [N_RUNS]

Exits with 1 when a goal of the project is missed: half of what dnsperf asks with one thread; or when the
limit is not kept, or makes a server with its usual limit drop anything.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

import zones

LEAST_OF_DNSPERF = 1 / 2
NAMES = 100_000
USUAL_QPS = 200
LIMITED_QUESTIONS = 1000


def write_zone(path):
    """Writes a zone with one address a name."""
    with open(path, "w", encoding="ascii") as file:
        file.write(f"$ORIGIN {zones.ZONE}.\n$TTL 3600\n@ SOA ns1 host 1 3600 600 604800 300\n@ NS ns1\nns1 A 192.0.2.1\n")
        for i in range(NAMES):
            file.write(f"host{i:07} A 10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}\n")


def write_questions(path, n_questions):
    """Writes what dnsperf asks: the same questions."""
    with open(path, "w", encoding="ascii") as file:
        for i in range(n_questions):
            file.write(f"host{i:07}.{zones.ZONE} A\n")


def wait_for_zone(process, address, port):
    """Waits until the zone is served."""
    for _ in range(zones.LOAD_SECONDS * 5):
        answer = subprocess.run(["dig", "+short", "+tries=1", "+time=1", "-p", str(port), f"@{address}", zones.ZONE, "SOA"],
                                stdout=subprocess.PIPE, text=True, check=False).stdout
        if "604800" in answer:
            return
        if zones.has_ended(process, 0.2):
            break
    raise RuntimeError("the name server does not serve the zone")


def ask(program, server, n_questions, max_qps):
    """Lets the engine ask; gives what it prints."""
    command = [program, server, zones.ZONE, str(n_questions), str(max_qps)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def ask_dnsperf(address, port, path):
    """Lets dnsperf ask; gives questions a second."""
    command = ["dnsperf", "-s", address, "-p", str(port), "-d", path, "-n", "1", "-T", "1", "-e"]
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True).stdout
    return float(re.search(r"Queries per second:\s+([0-9.]+)", output).group(1))


def main():
    """Runs everything and prints the table."""
    program, n_questions = sys.argv[1], int(sys.argv[2])
    n_runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    if n_questions > NAMES:
        sys.exit(f"at most {NAMES} questions")
    directory = tempfile.mkdtemp(prefix="zc-bench-")
    servers = []
    try:
        zone = os.path.join(directory, "zone")
        questions = os.path.join(directory, "questions")
        write_zone(zone)
        write_questions(questions, n_questions)
        port = zones.find_port()
        free, limited = zones.ADDRESSES
        servers.append(zones.start_nsd(os.path.join(directory, "free"), free, port, zone, "rrl-ratelimit: 0"))
        servers.append(zones.start_nsd(os.path.join(directory, "limited"), limited, port, zone))
        wait_for_zone(servers[0], free, port)
        wait_for_zone(servers[1], limited, port)

        runs = [ask(program, f"{free}@{port}", n_questions, 0) for _ in range(n_runs)]
        dnsperf = statistics.median(ask_dnsperf(free, port, questions) for _ in range(n_runs))
        slow = ask(program, f"{limited}@{port}", LIMITED_QUESTIONS, USUAL_QPS)
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait()
        shutil.rmtree(directory)

    if any(run["good"] != n_questions for run in runs) or slow["good"] != LIMITED_QUESTIONS:
        sys.exit(f"not all questions were answered well: {runs} {slow}")
    engine = statistics.median(n_questions / run["seconds"] for run in runs)
    rate = LIMITED_QUESTIONS / slow["seconds"]
    ratio = engine / dnsperf
    kept = rate <= USUAL_QPS * 1.01 and slow["sent"] == LIMITED_QUESTIONS and slow["tcp"] == 0
    print(f"{n_questions} questions")
    print(f"dnsperf, 1 thread                 {dnsperf:9.0f} questions/s")
    print(f"the engine, no limit              {engine:9.0f} questions/s, "
          f"{statistics.median(run['sent'] for run in runs) - n_questions:.0f} repeated")
    print(f"the engine / dnsperf              {ratio:9.2f}  (goal {LEAST_OF_DNSPERF}) "
          f"{'reached' if ratio >= LEAST_OF_DNSPERF else 'MISSED'}")
    print(f"the engine, {USUAL_QPS} a second at most   {rate:9.1f} questions/s, {slow['sent'] - LIMITED_QUESTIONS} repeated, "
          f"{slow['tcp']} over TCP {'reached' if kept else 'MISSED'}")
    return 0 if ratio >= LEAST_OF_DNSPERF and kept else 1


if __name__ == "__main__":
    sys.exit(main())
