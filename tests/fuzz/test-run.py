#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs the fuzzers: a finding fails and is shown, and so does a fuzzer that does nothing."""

import os
import subprocess
import sys
import tempfile
import unittest

import tap

HERE = os.path.dirname(os.path.abspath(__file__))

# A stand-in for a fuzzer: it takes the same options, and does what it is called.
STAND_IN = """#!/bin/sh
for word; do
  case $word in
    -artifact_prefix=*) prefix=${word#*=} ;;
    -max_total_time=*) seconds=${word#*=} ;;
  esac
done
case $0 in
  *finds) printf 'a\\377b' >"${prefix}crash-1"; echo 'ERROR: AddressSanitizer'; exit 77 ;;
  *idle) echo 'stat::number_of_executed_units: 0' ;;
  *works) echo "stat::number_of_executed_units: ${seconds}00" ;;
esac
"""


class RunnerTest(unittest.TestCase):
    """run.py with fuzzers of a known mind"""

    def run_fuzzer(self, name):
        """Runs a stand-in and returns the status and what was printed."""
        with tempfile.TemporaryDirectory() as directory:
            fuzzer = os.path.join(directory, name)
            with open(fuzzer, 'w', encoding='utf-8') as file:
                file.write(STAND_IN)
            os.chmod(fuzzer, 0o755)
            run = subprocess.run([sys.executable, '-B', os.path.join(HERE, 'run.py'), fuzzer, directory],
                                 check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                 env={**os.environ, 'ZC_FUZZ_SECONDS': '3', 'TMPDIR': directory})
            return run.returncode, run.stdout

    def test_finding(self):
        """A finding fails, and the input can be taken from the log"""
        status, output = self.run_fuzzer('finds')
        self.assertEqual(status, 1)
        self.assertIn('ERROR: AddressSanitizer', output)
        self.assertIn('crash-1, 3 bytes', output)
        self.assertIn('base64 -d >crash-1 <<END\nYf9i\nEND\n', output)

    def test_idle(self):
        """A fuzzer that tried nothing fails"""
        status, output = self.run_fuzzer('idle')
        self.assertEqual(status, 1)
        self.assertIn('did not try a single input', output)

    def test_works(self):
        """A fuzzer that found nothing passes, and runs for the time it is given"""
        status, output = self.run_fuzzer('works')
        self.assertEqual((status, output), (0, '300 inputs in 3 s\n'))


if __name__ == '__main__':
    tap.main()
