# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs zones for a test with the tools of ldns."""
import os
import subprocess
import tempfile
import time


def days(number):
    """A point in time so many days from now, as ldns-signzone takes it."""
    return time.strftime('%Y%m%d%H%M%S', time.gmtime(time.time() + number * 24 * 3600))


def run_tools(zone, text, make_key, options):
    with tempfile.TemporaryDirectory(prefix='zc-sign-') as directory:
        def run(*command):
            return subprocess.run(command, cwd=directory, check=True, capture_output=True, text=True).stdout.strip()

        with open(os.path.join(directory, 'zone'), 'w', encoding='utf-8') as file:
            file.write(text)
        keys = [run('ldns-keygen', '-a', 'ECDSAP256SHA256', '-r', '/dev/urandom', '-k', zone)] if make_key else []
        run('ldns-signzone', '-o', zone, '-f', 'signed', *options, 'zone', *keys)
        with open(os.path.join(directory, 'signed'), encoding='utf-8') as file:
            return file.read()


def sign(zone, text, *options):
    """Signs a zone with a key of its own; options are those of ldns-signzone."""
    return run_tools(zone, text, True, options)


def add_digest(zone, text):
    """Adds a ZONEMD record to a zone that stays unsigned."""
    return run_tools(zone, text, False, ('-Z', '-z', 'sha384'))
