# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the judgement on the signing of a zone against ldns-verify-zone.

usage: signing.py BENCH_ZONE_PROGRAM N_RECORDS

Makes a zone file of N_RECORDS, signs it by BIND's dnssec-signzone with NSEC and with NSEC3, and prints
what each verifier took.
"""

import json
import os
import subprocess
import sys
import tempfile

import zones


def main():
    """Runs everything and prints the tables."""
    program, n_records = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="zc-bench-") as directory:
        path = os.path.join(directory, "zone")
        signed = path + ".signed"
        zones.write_zone(path, n_records, False)
        for options in (["-f", "KSK"], []):
            subprocess.run(["dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", *options, zones.ZONE],
                           cwd=directory, check=True, stdout=subprocess.DEVNULL)
        for name, options in (("NSEC", []), ("NSEC3", ["-3", "-"])):
            subprocess.run(["dnssec-signzone", "-S", "-K", directory, "-d", directory, "-o", zones.ZONE,
                            "-O", "full", *options, "-f", signed, path],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            output = subprocess.run([program, "judge", signed, zones.ZONE], stdout=subprocess.PIPE,
                                    text=True, check=True).stdout
            here = json.loads(output)
            ldns_output, ldns_took, ldns_peak = zones.run_foreign(["ldns-verify-zone", signed])
            if here["findings"] != 0 or "verified and complete" not in ldns_output:
                raise RuntimeError(f"the zone is not good: {output} {ldns_output}")
            print(f"# {n_records} records, {name}: {here['signatures']} signatures")
            print(f"here             {here['seconds']:9.3f} s  {here['processor_seconds']:9.3f} s of a processor  "
                  f"{here['peak_bytes'] / 1e6:7.1f} MB")
            print(f"ldns-verify-zone {ldns_took[0]:9.3f} s  {ldns_took[1]:9.3f} s of a processor  "
                  f"{ldns_peak / 1e6:7.1f} MB  (reading the file included)")
            print(f"ratio            {here['seconds'] / ldns_took[0]:9.3f}    "
                  f"{here['processor_seconds'] / ldns_took[1]:9.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
