# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures transfer, copy and comparison of zones against ldns-compare-zones and the raw socket.

usage: zones.py BENCH_ZONE_PROGRAM N_RECORDS [N_RUNS]

Makes two zone files of N_RECORDS that differ in one set of a thousand, serves them by two NSD
processes on loopback, and prints what each program took and the ratios. Exits with 1 when a goal of
the project is missed.
"""

import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ZONE = "example.com"
ADDRESSES = ("127.0.31.1", "127.0.31.2")
LOAD_SECONDS = 120
# What takes seconds is run less often.
N_SLOW_RUNS = 3

# Goals: the ratio must not be above.
MOST_OF_RAW = 3.0
MOST_OF_LDNS_TIME = 1 / 10
MOST_OF_LDNS_MEMORY = 1 / 3
# Below this size a process's own start and the libraries it loads are all that is measured.
GOALS_FROM_RECORDS = 1_000_000


def write_zone(path, n_records, edited):
    """Writes a zone file; the edited one lacks, adds and changes one set of a thousand in all."""
    with open(path, "w", encoding="ascii") as file:
        file.write(f"$ORIGIN {ZONE}.\n$TTL 3600\n")
        file.write("@ SOA ns1 hostmaster 2026112201 3600 600 604800 300\n@ NS ns1\n@ NS ns2\n")
        file.write("ns1 A 192.0.2.1\nns2 A 192.0.2.2\n")
        number = 6
        i = 0
        while number < n_records:
            edit = edited and i % 3000 == 0
            kind = i % 10
            if edit and i % 9000 == 0:
                pass
            elif kind < 6:
                last = i % 250 + (2 if edit and i % 9000 == 3000 else 1)
                file.write(f"host{i:07} A 10.{i >> 16 & 255}.{i >> 8 & 255}.{last}\n")
            elif kind < 8:
                file.write(f"host{i:07} AAAA 2001:db8::{i >> 16:x}:{i & 0xffff:x}\n")
            elif kind == 8:
                file.write(f"host{i:07} MX 10 mail{i % 100}.example.net.\n")
            else:
                file.write(f"host{i:07} TXT \"some text of host {i}\"\n")
            if edit and i % 9000 == 6000:
                file.write(f"new{i:07} A 192.0.2.9\n")
            i += 1
            number += 1


def find_port():
    """Finds a port that is free on both addresses."""
    with socket.socket() as probe:
        probe.bind((ADDRESSES[0], 0))
        return probe.getsockname()[1]


def start_nsd(directory, address, port, path, setting=""):
    """Starts an NSD that serves one zone file and allows everyone to transfer it."""
    os.mkdir(directory)
    config = os.path.join(directory, "nsd.conf")
    with open(config, "w", encoding="ascii") as file:
        file.write(f"""server:
  ip-address: {address}@{port}
  username: ""
  chroot: ""
  zonesdir: "{directory}"
  database: ""
  pidfile: ""
  zonelistfile: "{directory}/zone.list"
  xfrdfile: "{directory}/xfrd.state"
  xfrdir: "{directory}"
  logfile: "{directory}/nsd.log"
  server-count: 1
  tcp-timeout: 300
  {setting}
remote-control:
  control-enable: no
zone:
  name: "{ZONE}"
  zonefile: "{path}"
  provide-xfr: 0.0.0.0/0 NOKEY
""")
    return subprocess.Popen([shutil.which("nsd", path=os.environ["PATH"] + ":/usr/sbin"), "-d", "-c", config],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def read_peak(pid):
    """Gives the most memory a process had so far, in bytes; 0 when it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def has_ended(process, seconds):
    """Waits for the end of a process for some time at most."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def run_foreign(command):
    """Runs a program of others; gives its output, what it took and its peak memory in bytes.

    What it took are seconds by the clock and seconds of a processor.

    The memory is looked at while it runs: what wait4() tells includes this Python.
    """
    start = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = 0
    with tempfile.TemporaryFile("w+") as output:
        with subprocess.Popen(command, stdout=output) as process:
            while not has_ended(process, 0.002):
                peak = max(peak, read_peak(process.pid))
        seconds = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        output.seek(0)
        text = output.read()
    # ldns-compare-zones tells by its status that the zones differ.
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {text}")
    processor_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return text, (seconds, processor_seconds), peak


def wait_for_zone(program, process, server):
    """Waits until the zone is loaded."""
    end = time.monotonic() + LOAD_SECONDS
    while time.monotonic() < end and not has_ended(process, 0.2):
        if subprocess.run([program, "copy", server, ZONE], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return
    raise RuntimeError(f"{server} does not serve the zone")


def measure(command, n_runs):
    """Runs the measuring program several times; gives what the least disturbed run took and its answer."""
    answers = [json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
               for _ in range(n_runs)]
    best = min(answers, key=lambda answer: answer["seconds"])
    return (best["seconds"], best["processor_seconds"]), best


def main():
    """Runs everything and prints the table."""
    program, n_records = sys.argv[1], int(sys.argv[2])
    n_runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    directory = tempfile.mkdtemp(prefix="zc-bench-")
    servers = []
    try:
        files = [os.path.join(directory, name) for name in ("first.zone", "second.zone")]
        write_zone(files[0], n_records, False)
        write_zone(files[1], n_records, True)
        port = find_port()
        names = [f"{address}@{port}" for address in ADDRESSES]
        for i, address in enumerate(ADDRESSES):
            servers.append(start_nsd(os.path.join(directory, f"nsd{i}"), address, port, files[i]))
        for server, name in zip(servers, names):
            wait_for_zone(program, server, name)

        copy_took, copy = measure([program, "copy", names[0], ZONE], n_runs)
        raw_took, _ = measure([program, "raw", names[0], ZONE, str(copy["bytes"])], n_runs)
        both_took, both = measure([program, "compare", *names, ZONE], n_runs)
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(30)
        servers = []
        files_took, from_files = measure([program, "files", *files, ZONE], N_SLOW_RUNS)
        ldns_output, ldns_took, ldns_memory = min((run_foreign(["ldns-compare-zones", *files])
                                                   for _ in range(N_SLOW_RUNS)), key=lambda run: run[1])
    finally:
        for server in servers:
            server.kill()
            server.wait()
        shutil.rmtree(directory)

    # ldns-compare-zones counts records of changed sets as removed and inserted.
    print(f"# {n_records} records; ldns-compare-zones: {ldns_output.strip().splitlines()[-1]}; "
          f"here: +{both['extra']} -{both['missing']} ~{both['changed']}")
    rows = [
        ("raw socket read of the AXFR", raw_took, None),
        ("AXFR into a copy", copy_took, copy["peak_bytes"]),
        ("AXFR from both and comparison", both_took, both["peak_bytes"]),
        ("the comparison alone", (both["compare_seconds"], None), None),
        ("both zone files and comparison", files_took, from_files["peak_bytes"]),
        ("ldns-compare-zones of both files", ldns_took, ldns_memory),
    ]
    print(f"{'':34} {'clock':>9}    {'processor':>9}    {'memory':>7}")
    for name, (seconds, processor_seconds), memory in rows:
        print(f"{name:34} {seconds:9.4f} s  " +
              (f"{processor_seconds:9.4f} s  " if processor_seconds is not None else " " * 13) +
              (f"{memory / 1e6:7.1f} MB" if memory else ""))
    print(f"two copies hold {both['copy_bytes'] / 1e6:.1f} MB")

    ratios = [
        ("AXFR into a copy / raw socket", copy_took[0] / raw_took[0], MOST_OF_RAW),
        ("transfers and comparison / ldns-compare-zones, time", both_took[0] / ldns_took[0], MOST_OF_LDNS_TIME),
        ("transfers and comparison / ldns-compare-zones, memory", both["peak_bytes"] / ldns_memory, MOST_OF_LDNS_MEMORY),
    ]
    missed = False
    for name, ratio, most in ratios:
        counts = n_records >= GOALS_FROM_RECORDS
        verdict = "" if not counts else "reached" if ratio <= most else "MISSED"
        missed = missed or (counts and ratio > most)
        print(f"{name:54} {ratio:7.3f}  (goal {most:.3f}) {verdict}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
