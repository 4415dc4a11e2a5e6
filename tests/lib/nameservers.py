# SPDX-License-Identifier: GPL-3.0-or-later
"""Real name servers of four makes for a test, each with a configuration and a directory of its own.

    with Park() as park:
        primary = park.start(Knot, [Zone('example.com', text=ZONE_FILE)])
        secondary = park.start(Nsd, [Zone('example.com', primary=primary)])
        park.wait_for_serial(secondary, 'example.com', 42)

All listen on 127.0.0.1 on a free high port, run as whoever runs the test, and end with the park, or with
the test when it ends otherwise.
"""
import collections
import ctypes
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile

from sandbox import wait_until

START_SECONDS = 30
STOP_SECONDS = 10
PR_SET_PDEATHSIG = 1
ADDRESS = '127.0.0.1'
# Left to itself Knot takes the machine's full name, which not every machine has.
KNOT_NSID = 'knot of the tests'

# A zone on a server: a primary of it has its text, a secondary its primary (a server), and with neither
# the zone is configured but cannot be loaded. Copies go to this computer, or to nobody.
Zone = collections.namedtuple('Zone', 'name text primary copies', defaults=(None, None, True))

Answer = collections.namedtuple('Answer', 'rcode authoritative serial')


def free_port():
    """A port that is free for UDP and TCP at the moment."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
            tcp.bind((ADDRESS, 0))
            port = tcp.getsockname()[1]
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                try:
                    udp.bind((ADDRESS, port))
                except OSError:
                    continue
                return port


def skip_name(message, at):
    """The place behind a name in a message."""
    while message[at] != 0:
        if message[at] >= 0xc0:
            return at + 2
        at += 1 + message[at]
    return at + 1


def ask_soa(port, zone):
    """Asks for a zone's SOA over UDP, once; gives an Answer or None."""
    name = b''.join(bytes([len(label)]) + label.encode() for label in zone.split('.')) + b'\0'
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(1)
        try:
            udp.connect((ADDRESS, port))
            udp.send(struct.pack('>6H', 4711, 0, 1, 0, 0, 0) + name + struct.pack('>2H', 6, 1))
            message = udp.recv(65535)
        except OSError:
            return None
    _, flags, questions, answers = struct.unpack('>4H', message[:8])
    serial = None
    if answers > 0:
        at = 12
        for _ in range(questions):
            at = skip_name(message, at) + 4
        at = skip_name(message, at) + 10
        at = skip_name(message, skip_name(message, at))
        serial = struct.unpack('>I', message[at:at + 4])[0]
    return Answer(flags & 15, bool(flags & 0x400), serial)


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Server:
    """A running name server; the makes say how it is configured and started."""

    def __init__(self, directory, zones):
        self.directory = directory
        self.port = free_port()
        self.zones = zones
        os.makedirs(directory)
        for zone in zones:
            if zone.text is not None:
                self.write(self.zone_file(zone), zone.text)
        self.configure()
        self.log = open(self.path('log'), 'wb')
        self.process = subprocess.Popen(self.command(), cwd=directory, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log, preexec_fn=die_with_parent)

    def __str__(self):
        return f'{ADDRESS}@{self.port}'

    def path(self, name):
        return os.path.join(self.directory, name)

    def zone_file(self, zone):
        return self.path(f'{zone.name}.zone')

    def write(self, path, text):
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)

    def ask(self, zone):
        return ask_soa(self.port, zone)

    def is_ready(self):
        if self.process.poll() is not None:
            with open(self.path('log'), encoding='utf-8', errors='replace') as log:
                raise AssertionError(f'{type(self).__name__} ended: {log.read()[-2000:]}')
        return all(self.ask(zone.name) is not None and (zone.text is None or self.ask(zone.name).serial is not None)
                   for zone in self.zones)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


class Nsd(Server):
    def configure(self):
        lines = [f'server:\n ip-address: {ADDRESS}@{self.port}\n username: ""\n database: ""\n'
                 f' zonesdir: "{self.directory}"\n pidfile: "{self.path("pid")}"\n'
                 f' xfrdfile: "{self.path("xfrd.state")}"\n xfrdir: "{self.directory}"\n'
                 f' zonelistfile: "{self.path("zone.list")}"\n server-count: 1\n rrl-ratelimit: 0\n'
                 f' hide-version: yes\nremote-control:\n control-enable: no\n']
        for zone in self.zones:
            lines.append(f'zone:\n name: "{zone.name}"\n zonefile: "{self.zone_file(zone)}"\n')
            if zone.primary is not None:
                lines.append(f' request-xfr: AXFR {zone.primary} NOKEY\n')
            if zone.copies:
                lines.append(f' provide-xfr: {ADDRESS} NOKEY\n')
        self.write(self.path('nsd.conf'), ''.join(lines))

    def command(self):
        return [shutil.which('nsd', path='/usr/sbin:/usr/bin'), '-d', '-c', self.path('nsd.conf')]


class Knot(Server):
    def configure(self):
        lines = [f'server:\n    rundir: {self.directory}\n    listen: {ADDRESS}@{self.port}\n    nsid: "{KNOT_NSID}"\n'
                 f'    udp-workers: 1\n    tcp-workers: 1\n    background-workers: 1\n'
                 f'database:\n    storage: {self.directory}\nlog:\n  - target: stderr\n    any: info\n'
                 f'acl:\n  - id: here\n    address: {ADDRESS}\n    action: transfer\n']
        primaries = sorted({str(zone.primary) for zone in self.zones if zone.primary is not None})
        if primaries:
            lines.append('remote:\n')
        for primary in primaries:
            lines.append(f'  - id: r{primary.split("@")[1]}\n    address: {primary}\n')
        lines.append('zone:\n')
        for zone in self.zones:
            lines.append(f'  - domain: {zone.name}\n    file: {self.zone_file(zone)}\n')
            if zone.primary is not None:
                lines.append(f'    master: r{zone.primary.port}\n')
            if zone.copies:
                lines.append('    acl: here\n')
        self.write(self.path('knot.conf'), ''.join(lines))

    def command(self):
        return [shutil.which('knotd', path='/usr/sbin:/usr/bin'), '-c', self.path('knot.conf')]


class Bind(Server):
    def configure(self):
        lines = [f'options {{ directory "{self.directory}"; listen-on port {self.port} {{ {ADDRESS}; }};'
                 f' listen-on-v6 {{ none; }}; pid-file "{self.path("pid")}"; session-keyfile none;'
                 f' recursion no; notify no; dnssec-validation no; allow-transfer {{ none; }};'
                 f' max-records-per-type 0; max-types-per-name 0; }};\ncontrols {{ }};\n']
        for zone in self.zones:
            what = 'type primary;'
            if zone.primary is not None:
                what = f'type secondary; primaries {{ {ADDRESS} port {zone.primary.port}; }}; masterfile-format text;'
            copies = f'allow-transfer {{ {ADDRESS}; }};' if zone.copies else ''
            lines.append(f'zone "{zone.name}" {{ {what} file "{self.zone_file(zone)}"; {copies} }};\n')
        self.write(self.path('named.conf'), ''.join(lines))

    def command(self):
        # Where AppArmor is on, as it is on a Debian machine as installed, the program of the package may read
        # and write in the directories of the service only. The rule goes by the program's path.
        program = self.path('named')
        shutil.copy(shutil.which('named', path='/usr/sbin:/usr/bin'), program)
        return [program, '-g', '-n', '1', '-c', self.path('named.conf')]


class PowerDns(Server):
    def configure(self):
        lines = [f'options {{ directory "{self.directory}"; }};\n']
        for zone in self.zones:
            what = 'type master;'
            if zone.primary is not None:
                what = f'type slave; masters {{ {ADDRESS}:{zone.primary.port}; }};'
            lines.append(f'zone "{zone.name}" {{ {what} file "{self.zone_file(zone)}"; }};\n')
        self.write(self.path('named.conf'), ''.join(lines))
        self.write(self.path('pdns.conf'),
                   f'launch=bind\nbind-config={self.path("named.conf")}\nbind-dnssec-db={self.path("db")}\n'
                   f'local-address={ADDRESS}\nlocal-port={self.port}\nsocket-dir={self.directory}\n'
                   'daemon=no\nguardian=no\nsecondary=yes\nxfr-cycle-interval=1\ndisable-axfr=no\n'
                   'allow-axfr-ips=192.0.2.1\n8bit-dns=yes\nsecurity-poll-suffix=\nreceiver-threads=1\n'
                   'distributor-threads=1\ncache-ttl=0\nquery-cache-ttl=0\nnegquery-cache-ttl=0\n')
        self.tool('create-bind-db', self.path('db'))
        for zone in self.zones:
            if zone.copies:
                self.tool('set-meta', zone.name, 'ALLOW-AXFR-FROM', ADDRESS)
            if 'RRSIG' in (zone.text or ''):
                self.tool('set-presigned', zone.name)
            # Without being told it would answer for a signed zone as if it had NSEC.
            parameters = re.search(r'NSEC3PARAM\t(\d+ \d+ \d+ \S+)', zone.text or '')
            if parameters:
                self.tool('set-nsec3', zone.name, parameters.group(1))

    def tool(self, *arguments):
        subprocess.run([shutil.which('pdnsutil', path='/usr/sbin:/usr/bin'), f'--config-dir={self.directory}', *arguments],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def command(self):
        return [shutil.which('pdns_server', path='/usr/sbin:/usr/bin'), f'--config-dir={self.directory}']


MAKES = (Nsd, Knot, Bind, PowerDns)


class Park:
    """Servers that are started together and stopped together."""

    def __init__(self):
        # Short, because sockets live in it.
        self.directory = tempfile.mkdtemp(prefix='zc-ns-', dir='/tmp')
        self.servers = []

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def begin(self, make, zones):
        """Starts a server and does not wait for it."""
        server = make(os.path.join(self.directory, f'{make.__name__.lower()}{len(self.servers)}'), zones)
        self.servers.append(server)
        return server

    def start(self, make, zones):
        """Starts a server and waits until it answers for all its zones."""
        server = self.begin(make, zones)
        self.wait_until_ready()
        return server

    def wait_until_ready(self):
        for server in self.servers:
            wait_until(server.is_ready, f'{type(server).__name__} to answer', START_SECONDS)

    def wait_for_serial(self, server, zone, serial):
        wait_until(lambda: (server.ask(zone) or Answer(2, False, None)).serial == serial,
                   f'{type(server).__name__} to serve {zone} with {serial}')

    def close(self):
        for server in self.servers:
            server.stop()
        shutil.rmtree(self.directory, ignore_errors=True)
