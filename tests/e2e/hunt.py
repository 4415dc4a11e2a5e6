# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for the token in everything that the program writes, prints, sends and hands on."""
import contextlib
import os
import re
import select
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

import courier

import atspi
from sandbox import Sandbox, wait_until

# Everything that GLib, GIO, libsoup and this program are willing to tell.
TALKATIVE = {'G_MESSAGES_DEBUG': 'all', 'SOUP_DEBUG': 'all', 'LIBSECRET_DEBUG': 'all', 'GTK_DEBUG': 'actions',
             'G_DBUS_DEBUG': 'address,authentication'}
HEADER = b'Authorization: Bearer '
CHUNK = 65536


class Tap:
    """Stands between the program and the service and keeps every byte of both directions."""

    def __init__(self, target):
        self._target = target
        self._listener = socket.create_server(('127.0.0.1', 0))
        self.sent = {}
        self.received = {}
        self._lock = threading.Lock()
        self.url = f'http://127.0.0.1:{self._listener.getsockname()[1]}'
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client):
        number = client.fileno(), len(self.sent)
        with contextlib.suppress(OSError), client, socket.create_connection(self._target) as server:
            with self._lock:
                self.sent[number] = b''
                self.received[number] = b''
            ways = {client: (server, self.sent), server: (client, self.received)}
            while True:
                for source in select.select(list(ways), [], [])[0]:
                    sink, record = ways[source]
                    data = source.recv(CHUNK)
                    if not data:
                        return
                    record[number] += data
                    sink.sendall(data)

    def close(self):
        self._listener.close()


def environ_of(number):
    """The environment and the arguments of a process, as others may read them."""
    found = b''
    for name in ('environ', 'cmdline'):
        with contextlib.suppress(OSError), open(f'/proc/{number}/{name}', 'rb') as file:
            found += file.read()
    return found


def descendants(number):
    """The numbers of all processes below one."""
    found = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f'/proc/{number}/task'):
            with open(f'/proc/{number}/task/{task}/children', encoding='ascii') as file:
                for child in file.read().split():
                    found += [int(child)] + descendants(int(child))
    return found


def session_directory():
    """Where the private session keeps everything that a desktop keeps in the home directory."""
    return os.path.dirname(os.environ['HOME'])


class Hunt(unittest.TestCase):
    """A sandbox behind a tap, on a bus that is watched, and what was found when the program has ended."""

    def setUp(self):
        self.exits = contextlib.ExitStack()
        self.addCleanup(self.exits.close)
        self.sandbox = self.exits.enter_context(Sandbox('default'))
        self.token = self.sandbox.token.encode()
        host, port = self.sandbox.url.rsplit('/', 1)[1].split(':')
        self.tap = Tap((host, int(port)))
        self.exits.callback(self.tap.close)
        self.output = self.exits.enter_context(tempfile.TemporaryFile())
        self.bus_record = self.exits.enter_context(tempfile.TemporaryFile())
        self.monitor = subprocess.Popen(['dbus-monitor', '--session', '--binary'], stdout=self.bus_record,
                                        stderr=subprocess.DEVNULL)
        self.exits.callback(self.stop_monitor)
        wait_until(lambda: os.fstat(self.bus_record.fileno()).st_size > 0, 'the bus is watched')

    def stop_monitor(self):
        self.monitor.terminate()
        self.monitor.wait(courier.TRANSFER_SECONDS)

    def absent(self, data, where):
        """The token is not there, nor the half of it that alone is of use."""
        for part in (self.token, self.token.rsplit(b'.', 1)[1]):
            self.assertNotIn(part, data, f'the token is in {where}')

    def hunt_files(self):
        n_files = 0
        for directory, _, names in os.walk(session_directory()):
            for name in names:
                path = os.path.join(directory, name)
                if os.path.isfile(path) and not os.path.islink(path):
                    with contextlib.suppress(FileNotFoundError), open(path, 'rb') as file:
                        self.absent(file.read(), path)
                        n_files += 1
        return n_files

    def hunt_requests(self):
        """Each request has the token once, in its header."""
        sent = b'\n'.join(self.tap.sent.values())
        n_requests = len(re.findall(rb'^(?:GET|PUT) /\S* HTTP/1\.1\r$', sent, re.MULTILINE))
        self.assertGreater(n_requests, 1)
        self.assertEqual(sent.count(self.token), n_requests)
        self.assertEqual(sent.count(HEADER + self.token + b'\r\n'), n_requests)
        rest = sent.replace(HEADER + self.token + b'\r\n', b'')
        self.absent(rest, 'a request outside of its header')

    def environment(self):
        """What the program is started with."""
        return {**self.sandbox.environment(), **TALKATIVE, 'G_DEBUG': '', 'IONOS_API_URL_DNS': self.tap.url}

    def open_program(self, *arguments):
        """Starts the program, at its most talkative."""
        return atspi.Program([courier.PROGRAM, *arguments], self.environment(), output=self.output)

    def hunt_screen(self, program):
        for window in program.windows():
            self.absent(window.dump().encode(), 'a window')

    def look_at_processes(self, number):
        """Nothing of it is left in the environment of the program, nor of any that it started; no dumps are made."""
        self.absent(environ_of(number), 'the environment of the program')
        for child in descendants(number):
            self.absent(environ_of(child), f'the environment of child {child}')
        with open(f'/proc/{number}/limits', encoding='ascii') as file:
            self.assertRegex(file.read(), r'Max core file size +0 +0 ')

    def hunt(self, on_bus=True):
        """Looks through everything there is when the program has ended.

        on_bus: whether it is one that talks to the session bus
        """
        self.stop_monitor()
        self.output.seek(0)
        printed = self.output.read()
        self.absent(printed, 'what the program printed')
        self.assertIn(b'/secondaryzones', printed, 'the program told nothing of its requests')
        self.bus_record.seek(0)
        bus = self.bus_record.read()
        self.absent(bus, 'what went over the session bus')
        self.assertEqual(b'zonecourier' in bus, on_bus, 'what of the program went over the bus')
        self.assertGreater(self.hunt_files(), 0)
        self.hunt_requests()
        sys.stderr.write(f'{len(printed)} bytes printed, {len(bus)} bytes on the bus\n')
