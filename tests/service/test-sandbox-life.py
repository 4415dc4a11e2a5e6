# SPDX-License-Identifier: GPL-3.0-or-later
"""How the sandbox starts and ends: its ready line, its exit codes, and that nothing stays behind."""
import contextlib
import json
import os
import pathlib
import re
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import unittest
import uuid

import tap
from sandbox import STOP_SECONDS, Sandbox, program, wait_until

NOBODY = 65534


class LifeCase(unittest.TestCase):
    """Each case has a directory and a mark of its own; what carries the mark is the sandbox's."""

    def setUp(self):
        self.mark = f'mark-{uuid.uuid4()}'
        self.environment = {**os.environ, 'ZC_TEST_MARK': self.mark}
        self.directory = tempfile.mkdtemp(prefix='zc-life-', dir='/tmp')
        self.addCleanup(shutil.rmtree, self.directory)

    def launch(self, *arguments, **more):
        return subprocess.Popen([program(), '--directory', self.directory, *arguments], env=self.environment, text=True,
                                **{'stdin': subprocess.PIPE, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, **more})

    def processes(self):
        """The processes, dead ones that nobody has waited for left out, that carry the mark."""
        found = []
        for entry in pathlib.Path('/proc').iterdir():
            try:
                if entry.name.isdigit() and self.mark.encode() in (entry / 'environ').read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def files(self):
        return os.listdir(self.directory)

    def wait_clean(self):
        wait_until(lambda: not self.processes() and not self.files(),
                   f'nothing is left, but processes {self.processes()}, files {self.files()}')

    def finish(self, process):
        output, errors = process.communicate(timeout=STOP_SECONDS)
        return process.returncode, output, errors


class Start(LifeCase):

    def test_ready_line(self):
        """One line of JSON as agreed, on standard output alone, and nothing after it"""
        process = self.launch('--scenario', 'secondary-only')
        ready = json.loads(process.stdout.readline())
        self.assertEqual(list(ready), ['api_url', 'token', 'dns_port', 'resolver', 'primaries', 'secondaries'])
        self.assertRegex(ready['api_url'], r'^http://127\.0\.0\.1:\d+$')
        self.assertRegex(ready['token'], r'^[\w-]+\.[\w-]+\.[\w-]+$')
        self.assertEqual(ready['resolver'], f'127.0.0.1@{ready["dns_port"]}')
        self.assertEqual(ready['primaries'], [{'address': '127.0.10.1', 'zones': ['example.com', 'example.net']},
                                              {'address': '127.0.10.2', 'zones': ['example.com', 'example.org']}])
        self.assertEqual(ready['secondaries'], [{'name': f'nscs.ui-dns.{tld}', 'address': f'127.0.20.{n}'}
                                                for n, tld in enumerate(('com', 'de', 'org', 'biz'), 1)])
        self.assertEqual(self.finish(process), (0, '', ''))
        self.wait_clean()

    def test_resolver(self):
        """The resolver knows the name servers' addresses, and says that other names do not exist"""
        with Sandbox('odd-values') as sandbox:
            self.assertEqual(sandbox.dig('@127.0.0.1', 'nscs.ui-dns.de', '+short').strip(), '127.0.20.2')
            self.assertIn('status: NXDOMAIN', sandbox.dig('@127.0.0.1', 'nscs.ui-dns.biz'))
            self.assertIn('status: NXDOMAIN', sandbox.dig('@127.0.0.1', 'nowhere.example', '+tcp'))

    def test_listen(self):
        """--listen sets the port"""
        with Sandbox('empty') as first:
            port = int(first.url.rsplit(':', 1)[1])
        with Sandbox('empty', ['--listen', f'127.0.0.1:{port}']) as second:
            self.assertEqual(second.url, first.url)

    def test_three_at_a_time(self):
        """Three sandboxes start together, each with its own ports, and do not meet"""
        launched = [self.launch('--scenario', 'secondary-only') for _ in range(3)]
        ready = [json.loads(process.stdout.readline()) for process in launched]
        self.assertEqual(len({line['dns_port'] for line in ready}), 3)
        self.assertEqual(len({line['api_url'] for line in ready}), 3)
        self.assertEqual(len(self.files()), 3)
        for process in launched:
            self.assertEqual(self.finish(process)[0], 0)
        self.wait_clean()

    def test_ordinary_user(self):
        """It runs as a user without any rights"""
        with tempfile.TemporaryDirectory(prefix='zc-life-', dir='/tmp') as place:
            os.chmod(place, 0o777)
            copy = os.path.join(place, 'zone-courier-sandbox')
            shutil.copy(program(), copy)
            os.chmod(copy, 0o755)
            command = ['setpriv', f'--reuid={NOBODY}', f'--regid={NOBODY}', '--clear-groups', '--no-new-privs', copy]
            with Sandbox('secondary-only', ['--directory', place], command if os.geteuid() == 0 else [copy]) as sandbox:
                zone = sandbox.zone('example.com')
                private = next(name for name in os.listdir(place) if name != 'zone-courier-sandbox')
                owner = os.stat(os.path.join(place, private))
                self.assertNotEqual(owner.st_uid, 0)
                self.assertEqual(stat.S_IMODE(owner.st_mode), 0o700)
                sandbox.request('PUT', f'/secondaryzones/{zone["id"]}/axfr')
                wait_until(lambda: len(set(filter(None, sandbox.serials('example.com').values()))) == 1, 'it transfers')
            self.assertEqual(os.listdir(place), ['zone-courier-sandbox'])


class End(LifeCase):

    def test_signals(self):
        """SIGTERM, SIGINT and SIGHUP end it well"""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            process = self.launch('--scenario', 'secondary-only')
            self.assertTrue(process.stdout.readline())
            self.assertGreater(len(self.processes()), 10)
            process.send_signal(number)
            self.assertEqual(self.finish(process), (0, '', ''), number)
            self.wait_clean()

    def test_closed_input(self):
        """The end of standard input ends it"""
        process = self.launch('--scenario', 'empty')
        self.assertTrue(process.stdout.readline())
        process.stdin.close()
        self.assertEqual(process.wait(STOP_SECONDS), 0)
        process.stdout.close()
        process.stderr.close()
        self.wait_clean()

    def test_input_from_nobody(self):
        """/dev/null as standard input does not end it"""
        process = self.launch('--scenario', 'empty', stdin=subprocess.DEVNULL)
        self.assertTrue(process.stdout.readline())
        self.assertFalse(select.select([process.stdout], [], [], 0.3)[0])
        self.assertIsNone(process.poll())
        process.terminate()
        self.assertEqual(self.finish(process)[0], 0)

    def test_killed_parent(self):
        """When whoever started it is killed, it ends"""
        script = ('import subprocess, sys\n'
                  'child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)\n'
                  'print(child.stdout.readline(), flush=True)\n'
                  'child.wait()\n')
        parent = subprocess.Popen([sys.executable, '-c', script, program(), '--scenario', 'secondary-only', '--directory',
                                   self.directory], stdout=subprocess.PIPE, env=self.environment, text=True)
        self.assertTrue(parent.stdout.readline().strip())
        parent.kill()
        self.finish(parent)
        self.wait_clean()

    def test_killed(self):
        """When it is killed itself, its servers end and its files go, halted servers too"""
        for silent in (False, True):
            process = self.launch('--scenario', 'stuck' if silent else 'secondary-only')
            self.assertTrue(process.stdout.readline())
            process.kill()
            self.finish(process)
            self.wait_clean()

    def test_halted_after_the_kill(self):
        """Servers that are halted when it is gone already do not stay"""
        process = self.launch('--scenario', 'secondary-only')
        self.assertTrue(process.stdout.readline())
        servers = [number for number in self.processes() if number != process.pid]
        process.kill()
        for number in servers:
            with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                with open(f'/proc/{number}/comm', encoding='utf-8') as name:
                    if name.read().strip() == 'nsd':
                        os.kill(number, signal.SIGSTOP)
        self.finish(process)
        self.wait_clean()

    def test_killed_while_starting(self):
        """At whatever moment of the start it is ended or killed, nothing stays"""
        for number in (signal.SIGTERM, signal.SIGKILL):
            for seconds in (0, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16):
                process = self.launch('--scenario', 'default')
                select.select([process.stdout], [], [], seconds)
                process.send_signal(number)
                code, _, errors = self.finish(process)
                self.assertIn(code, (0, -number), errors)
                self.assertEqual(errors, '')
                self.wait_clean()

    def test_crashed_server(self):
        """Name servers that crash do not take the sandbox with them, and can be started again"""
        with Sandbox('secondary-only') as sandbox:
            parents = {}
            for entry in pathlib.Path('/proc').glob('[0-9]*/stat'):
                try:
                    fields = entry.read_text().rsplit(')', 1)[1].split()
                except OSError:
                    continue
                parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
            for pid in parents[sandbox.process.pid]:
                if pathlib.Path(f'/proc/{pid}/comm').read_text().startswith('nsd'):
                    os.kill(pid, signal.SIGKILL)
            zone = sandbox.zone('example.com')
            wait_until(lambda: set(sandbox.serials('example.com').values()) == {None}, 'all servers are gone')
            self.assertEqual(sandbox.request('PUT', f'/secondaryzones/{zone["id"]}/axfr').status, 202)
            self.assertEqual(sandbox.request('GET', f'/secondaryzones/{zone["id"]}/records').json()['items'], [])
            for server in ('127.0.10.1', 'nscs.ui-dns.com'):
                sandbox.control('start', server=server)
            serials = sandbox.serials('example.com')
            wait_until(lambda: sandbox.serials('example.com')['nscs.ui-dns.com'] == serials['127.0.10.1'], 'it made up for it')


class BadInput(LifeCase):

    def refuse(self, code, *arguments, environment=None):
        """Runs it with something wrong: one line on standard error, the exit code, nothing left."""
        self.environment.update(environment or {})
        process = self.launch(*arguments, stdin=subprocess.DEVNULL)
        status, output, errors = self.finish(process)
        self.assertEqual((status, output), (code, ''), errors)
        self.assertRegex(errors, r'^zone-courier-sandbox: [^\n]+\n$')
        self.wait_clean()
        return errors

    def scenario(self, text):
        """A scenario file with something wrong."""
        place = tempfile.mkdtemp(prefix='zc-life-', dir='/tmp')
        self.addCleanup(shutil.rmtree, place)
        path = os.path.join(place, 'bad.scenario')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def test_arguments(self):
        """Wrong arguments: exit 2"""
        self.assertIn('--nonsense', self.refuse(2, '--nonsense'))
        self.assertIn('extra', self.refuse(2, 'extra'))
        for listen in ('8080', '127.0.0.1', '0.0.0.0:0', '192.0.2.1:80', 'localhost:80', '127.0.0.1:65536', '127.0.0.1:x', '[::1]:80'):
            self.assertIn('127.0.0.1:8080', self.refuse(2, '--listen', listen))
        self.assertIn('/nonexistent/', self.refuse(2, '--directory', '/nonexistent/place'))
        self.assertIn('too long', self.refuse(2, '--directory', '/tmp/' + 'x' * 80))

    def test_taken_port(self):
        """A port that is taken: exit 1"""
        with Sandbox('empty') as sandbox:
            self.refuse(1, '--scenario', 'empty', '--listen', sandbox.url.rsplit('/', 1)[1])

    def test_unknown_scenario(self):
        """A scenario that does not exist: exit 2 and its name"""
        self.assertIn('“nowhere”', self.refuse(2, '--scenario', 'nowhere'))
        self.assertIn('./nowhere.scenario', self.refuse(2, '--scenario', './nowhere.scenario'))
        self.assertIn('/tmp', self.refuse(2, '--scenario', '/tmp'))

    def test_bad_scenarios(self):
        """A wrong scenario: exit 2, naming file, group, key and the wrong value"""
        zone = '[secondary-zone a.example]\nprimaries=127.0.10.1\n'
        for text, words in (
                ('nonsense\n', ()),
                ('[service]\nanswer-delay=5\n', ('[service]', '“answer-delay”')),
                ('[service]\nanswer-delay-ms=soon\n', ('[service]', '“answer-delay-ms”', '“soon”')),
                ('[service]\nshows-all-types=maybe\n', ('“shows-all-types”', '“maybe”', 'true')),
                ('[servce]\n', ('[servce]',)),
                ('[secondary-zone]\n', ('[secondary-zone]',)),
                ('[secondary-zone a.example]\n', ('[secondary-zone a.example]', '“primaries”')),
                ('[secondary-zone a.example]\nprimaries=ns1.example\n', ('“primaries”', '“ns1.example”')),
                ('[secondary-zone a/b.example]\nprimaries=127.0.10.1\n', ('“a/b.example”',)),
                ('[secondary-zone a..b]\nprimaries=127.0.10.1\n', ('a..b',)),
                (zone + 'serial=-1\n', ('[secondary-zone a.example]', '“serial”', '“-1”')),
                (zone + 'serial-127.0.10.1=4294967296\n', ('“serial-127.0.10.1”', '“4294967296”')),
                (zone + 'serial-127.0.10.2=1\n', ('“serial-127.0.10.2”',)),
                (zone + 'serial=today-x/1\n', ('“today-x/1”',)),
                (zone + 'axfr-from=me\n', ('“axfr-from”', '“me”', 'secondaries')),
                (zone + 'created=-5weeks\n', ('“created”', '“-5weeks”')),
                (zone + 'created=-1000000d\n', ('“created”', '“-1000000d”')),
                (zone + 'omit=id\n', ('“omit”', '“id”')),
                (zone + 'id=7\n', ('“id”', '“7”')),
                (zone + 'zone-file=nowhere.zone\n', ('“a.example”', '“nowhere.zone”')),
                (zone + 'zone-file=bad.scenario\n', ('“bad.scenario”', 'line 2')),
                ('[primary-server 192.0.2.1]\n', ('“192.0.2.1”', '127.0.10.0/24')),
                ('[primary-server 127.0.10.1]\nstate=asleep\n', ('“state”', '“asleep”')),
                ('[name-server ns.example]\naddress=127.0.10.1\n', ('“address”', '127.0.20.0/24')),
                ('[name-server a]\naddress=127.0.20.5\n[name-server b]\naddress=127.0.20.5\n', ('[name-server b]', '“a”')),
                ('[fault f]\nkind=strange\n', ('[fault f]', '“kind”', '“strange”')),
                ('[generated-zones none.example]\n', ('“none.example”', '“*”'))):
            path = self.scenario(text)
            # ldns leaks the record in which it meets a syntax error.
            errors = self.refuse(2, '--scenario', path, environment={'ASAN_OPTIONS': 'detect_leaks=0'})
            for word in (path, *words):
                self.assertIn(word, errors)

    def test_without_nsd(self):
        """Without NSD: exit 3 and one sentence with the package's name"""
        errors = self.refuse(3, '--scenario', 'empty', environment={
            'LD_PRELOAD': os.environ['ZC_WITHOUT_NSD'], 'ASAN_OPTIONS': 'verify_asan_link_order=0'})
        self.assertTrue(re.search(r'install the package “nsd”\.$', errors.strip()), errors)


if __name__ == '__main__':
    tap.main()
