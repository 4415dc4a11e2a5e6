# SPDX-License-Identifier: GPL-3.0-or-later
"""A name server that misbehaves as a test tells it; the rules are explained in tests/service/faulty-server.c.

    with FaultyServer('udp=rcode=5', 'axfr=soa ns eof') as server:
        check.run('--primary', server, 'example.com')

The program is the one that ZONE_COURIER_FAULTY_SERVER names.
"""
import os
import subprocess

STOP_SECONDS = 10


class FaultyServer:
    """One server, on 127.0.0.1 or, with the rule family=ipv6, on ::1."""

    def __init__(self, *rules):
        self.process = subprocess.Popen([os.environ['ZONE_COURIER_FAULTY_SERVER'], *rules],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = '::1' if 'family=ipv6' in rules else '127.0.0.1'
        self.port = int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.stdin.close()
        self.process.wait(STOP_SECONDS)
        self.process.stdout.close()

    def __str__(self):
        return f'{self.address}@{self.port}'
