# SPDX-License-Identifier: GPL-3.0-or-later
"""zone-courier-check as a program: its command line, its output for people, names, signals and time."""
import os
import pty
import re
import signal
import subprocess
import time
import unittest

import check
import tap
from faulty import FaultyServer
from nameservers import Nsd, Park, Zone
from sandbox import Sandbox, wait_until

ZONE_TEXT = '''$ORIGIN example.com.
$TTL 3600
@ SOA ns1 hostmaster 42 7200 900 1209600 3600
@ NS ns1
ns1 A 192.0.2.1
'''
DATA = os.path.join(os.environ['G_TEST_SRCDIR'], os.pardir, 'data')
ESCAPE = '\x1b['
# What the resolver says of the name of a secondary, and of the zone above.
ADDRESS_OF_NAME = 'rd:1=r=@/60/A/127.0.0.1'
NO_IPV6 = 'rd:28=rcode=0'
ZONE_ABOVE = 'rd:2=r=@/60/NS/ns.above.test.'


class CommandLine(unittest.TestCase):

    def refuse(self, *arguments, words=(), environment=None):
        """The command line is refused: exit code 3, words on standard error, nothing on standard output."""
        for json_wanted in (False, True):
            result = check.run(*arguments, json_wanted=json_wanted, environment=environment)
            self.assertEqual((result.exit_code, result.output), (3, ''), result)
            self.assertTrue(result.errors.startswith('zone-courier-check: '), result)
            self.assertEqual(result.errors.count('\n'), 1, result)
            for part in words:
                self.assertIn(part, result.errors)
            self.assertLess(result.seconds, 2)

    def test_mistakes(self):
        """Every mistake on the command line names the argument, what is wrong, and what to do"""
        long_label = 'a' * 64
        for arguments, words in (
                ([], ['No zone', 'write']),
                (['example.com'], ['No server of example.com', '--primary']),
                (['--primary', '192.0.2.1'], ['No zone']),
                (['--primary', '192.0.2.1', 'a.example', 'b.example'], ['a.example, b.example', 'more than one zone']),
                (['--primary', 'ns1.example', 'example.com'], ['--primary ns1.example', 'not an IP address', '192.0.2.1']),
                (['--primary', '', 'example.com'], ['not an IP address']),
                (['--primary', '192.0.2.256', 'example.com'], ['192.0.2.256', 'not an IP address']),
                (['--primary', '192.0.2.1@0', 'example.com'], ['--primary 192.0.2.1@0', '“0” is not a port', 'ADDRESS@PORT']),
                (['--primary', '192.0.2.1@65536', 'example.com'], ['“65536” is not a port']),
                (['--primary', '192.0.2.1@-1', 'example.com'], ['“-1” is not a port']),
                (['--primary', '192.0.2.1@', 'example.com'], ['“” is not a port']),
                (['--primary', '192.0.2.1@53x', 'example.com'], ['“53x” is not a port']),
                (['--secondary', 'ns1.example@x', 'example.com'], ['--secondary ns1.example@x', '“x” is not a port']),
                (['--secondary', 'a..b', 'example.com'], ['--secondary a..b', 'nor the name of a host']),
                (['--secondary', f'{long_label}.example', 'example.com'], ['nor the name of a host']),
                (['--primary', '192.0.2.1', '--primary', '192.0.2.1', 'example.com'], ['given twice', 'once']),
                (['--primary', '192.0.2.1', '--primary', '192.0.2.1@53', 'example.com'], ['given twice']),
                (['--secondary', '2001:db8::1', '--secondary', '[2001:DB8:0::1]', 'example.com'], ['given twice']),
                (['--secondary', 'NS1.example', '--secondary', 'ns1.example.', 'example.com'], ['given twice']),
                (['--primary', '192.0.2.1', 'exa mple..com'], ['not a domain name']),
                (['--primary', '192.0.2.1', '.example.com'], ['not a domain name']),
                (['--primary', '192.0.2.1', f'{long_label}.com'], [long_label, '63 bytes']),
                (['--primary', '192.0.2.1', '.'.join(['abcdefg'] * 40)], ['not a domain name']),
                (['--primary', '192.0.2.1', '--timeout', '0', 'example.com'], ['--timeout 0', 'above 0', '--timeout 30']),
                (['--primary', '192.0.2.1', '--timeout', '-3', 'example.com'], ['--timeout -3']),
                (['--primary', '192.0.2.1', '--timeout', 'soon', 'example.com'], ['--timeout soon']),
                (['--primary', '192.0.2.1', '--timeout', 'nan', 'example.com'], ['--timeout nan']),
                (['--primary', '192.0.2.1', '--timeout', '1e9', 'example.com'], ['--timeout 1e9']),
                (['--primary', '192.0.2.1', '--max-qps', '-1', 'example.com'], ['--max-qps -1', 'whole number']),
                (['--primary', '192.0.2.1', '--max-qps', 'many', 'example.com'], ['--max-qps many']),
                (['--primary', '192.0.2.1', '--records', 'some', 'example.com'], ['--records some', 'write']),
                (['--primary', '192.0.2.1', '--records', 'query', 'example.com'], ['--records query', '--secondary']),
                (['--secondary', '192.0.2.1', '--records', 'query', 'example.com'], ['--records query', '--primary']),
                (['--primary', '192.0.2.1', '--tcp-only', '--udp-only', 'example.com'], ['exclude each other']),
                (['--frobnicate', 'example.com'], ['--frobnicate'])):
            with self.subTest(arguments=arguments):
                self.refuse(*arguments, words=words)

    def test_bad_environment(self):
        """A variable that cannot be understood is named"""
        self.refuse('--primary', '192.0.2.1', 'example.com', words=['ZONE_COURIER_DNS_PORT', '“x”'],
                    environment={'ZONE_COURIER_DNS_PORT': 'x'})

    def test_help_and_version(self):
        """--help and --version go to standard output with exit code 0"""
        result = check.run('--help', json_wanted=False)
        self.assertEqual((result.exit_code, result.errors), (0, ''))
        for option in ('--account', '--primary', '--secondary', '--records', '--max-qps', '--timeout', '--tcp-only', '--udp-only', '--json',
                       '--explain', '--version'):
            self.assertIn(option, result.output)
        result = check.run('--version', json_wanted=False)
        self.assertEqual((result.exit_code, result.errors), (0, ''))
        self.assertRegex(result.output, r'^zone-courier-check \d+\.\d+')

    def test_every_option_is_described(self):
        """The help, the manual and the completion know the same options"""
        def read(*path):
            with open(os.path.join(DATA, *path), encoding='utf-8') as file:
                return file.read()

        told = set(re.findall(r'--([a-z-]+)', check.run('--help', json_wanted=False).output))
        manual = set(re.findall(r'Fl -([a-z-]+)', read('man', 'zone-courier-check.1')))
        completion = set(re.findall(r'--([a-z-]+)', read('completions', 'bash', 'zone-courier-check'))) - {'option'}
        self.assertEqual(told, manual)
        self.assertEqual(told, completion)

    def test_completion(self):
        """The completion offers options, and the words of an option"""
        script = os.path.join(DATA, 'completions', 'bash', 'zone-courier-check')
        for words, expected in ((['--re'], '--records'), (['--records', 'n'], 'none'), (['--records', '=', 'a'], 'api axfr'),
                                (['--ac'], '--account'), (['--account', ''], ''),
                                (['--timeout', ''], ''), (['exa'], ''), (['--primary', '192.0.2.1', '--u'], '--udp-only')):
            line = ' '.join(f'"{word}"' for word in ['zone-courier-check', *words])
            done = subprocess.run(['bash', '-c', f'source "{script}"; COMP_WORDS=({line}); COMP_CWORD={len(words)};'
                                   ' _zone_courier_check; echo "${COMPREPLY[*]}"'],
                                  capture_output=True, text=True, check=True)
            self.assertEqual(done.stdout.strip(), expected, words)

    def test_output_that_cannot_be_written(self):
        """A full disk is no success"""
        with FaultyServer() as server, open('/dev/full', 'w', encoding='utf-8') as full:
            done = subprocess.run([check.program(), '--json', '--primary', str(server), 'example.com'], stdout=full, check=False)
        self.assertEqual(done.returncode, 3)


class Text(unittest.TestCase):

    def run_on_terminal(self, server, environment):
        """The output when standard output is a terminal."""
        master, slave = pty.openpty()
        process = subprocess.Popen([check.program(), '--primary', str(server), 'example.com'], stdout=slave,
                                   env={**os.environ, 'TERM': 'xterm', **environment})
        os.close(slave)
        output = b''
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            output += part
        os.close(master)
        process.wait()
        return output.decode()

    def test_for_people(self):
        """The first line is the verdict; tables are aligned; findings come with a next step"""
        with FaultyServer('axfr=rcode=5') as server, FaultyServer('udp=soa11', 'tcp=soa11') as secondary:
            result = check.run('--primary', server, '--secondary', secondary, 'example.com', json_wanted=False)
        lines = result.output.splitlines()
        self.assertTrue(lines[0].startswith('WARNING example.com: '), result)
        self.assertEqual(result.exit_code, 1)
        self.assertNotIn(ESCAPE, result.output)
        table = lines[2:7]
        self.assertTrue(table[0].startswith('Role '))
        start = table[0].index('Result')
        for line in table[1:]:
            self.assertEqual(line[start:].split()[0], 'ok', line)
        self.assertIn('WARNING serial-behind: ', result.output)
        self.assertIn('INFO refused: ', result.output)
        self.assertIn('Next step: ', result.output)
        self.assertFalse([line for line in lines if line.endswith(' ')])

    def test_snippets_where_access_is_wrong(self):
        """What is neutral gets no configuration to copy"""
        with FaultyServer('axfr=rcode=5') as server:
            result = check.run('--primary', server, 'example.com', json_wanted=False)
        self.assertNotIn('provide-xfr', result.output)

    def test_colour(self):
        """Colour is for terminals, and NO_COLOR or a dumb one switches it off"""
        with FaultyServer() as server:
            self.assertIn(f'{ESCAPE}1;32mOK{ESCAPE}0m example.com', self.run_on_terminal(server, {}))
            self.assertNotIn(ESCAPE, self.run_on_terminal(server, {'NO_COLOR': '1'}))
            self.assertNotIn(ESCAPE, self.run_on_terminal(server, {'TERM': 'dumb'}))
            self.assertIn(ESCAPE, self.run_on_terminal(server, {'NO_COLOR': ''}))

    def test_words_of_servers_do_no_harm(self):
        """What a server sends cannot steer a terminal"""
        text = '\x1b[31mred\x07\nline'.encode().hex()
        rule = f'rcode=2 opt=000f00{len(text) // 2 + 2:02x}000e{text}'
        with FaultyServer(f'udp={rule}', f'tcp={rule}', 'axfr=rcode=2') as server:
            result = check.run('--primary', server, 'example.com', json_wanted=False)
            self.assertNotIn('\x1b', result.output)
            self.assertNotIn('\x07', result.output)
            self.assertIn('red', result.output)

    def test_international_zone(self):
        """A name in Unicode is asked for in ASCII and shown in Unicode"""
        with FaultyServer() as server:
            result = check.run('--primary', server, 'Bücher.example')
            self.assertEqual((result.verdict, result.report['zone']), ('ok', 'xn--bcher-kva.example'), result)
            result = check.run('--primary', server, 'xn--bcher-kva.example.', json_wanted=False)
            self.assertIn('OK bücher.example: ', result.output)


class Explain(unittest.TestCase):

    def test_commands_run_as_pasted(self):
        """Every line of --explain is a kdig command that gives the same answer"""
        with Park() as park:
            server = park.start(Nsd, [Zone('example.com', ZONE_TEXT)])
            result = check.run('--primary', server, '--explain', 'example.com', json_wanted=False)
            commands = [line for line in result.output.splitlines() if line.startswith('kdig ')]
            self.assertEqual(len(commands), 3, result)
            for command in commands:
                done = subprocess.run(['sh', '-c', command], capture_output=True, text=True, timeout=20, check=False)
                self.assertEqual(done.returncode, 0, done)
                self.assertNotIn(';; ERROR', done.stdout + done.stderr)
                self.assertNotIn(';; WARNING', done.stdout + done.stderr)
                self.assertRegex(done.stdout, r'example\.com\.\s+3600\s+IN\s+SOA\s+ns1\.example\.com\..* 42 7200')
            self.assertEqual([('+tcp' in command, command.endswith('AXFR')) for command in commands],
                             [(False, False), (True, False), (True, True)])

    def test_beside_json(self):
        """With JSON the commands go to standard error"""
        with FaultyServer() as server:
            result = check.run('--primary', server, '--explain', 'example.com')
            self.assertEqual(result.verdict, 'ok')
            self.assertEqual(len(re.findall('^kdig @127.0.0.1 -p ', result.errors, re.MULTILINE)), 3)


class Names(unittest.TestCase):

    def run_with_names(self, rules, *arguments, port=None):
        """Runs a check whose resolver, and whose servers without a port, are one faulty server."""
        with FaultyServer(*rules) as server:
            environment = {'ZONE_COURIER_DNS_RESOLVER': str(server), 'ZONE_COURIER_DNS_PORT': str(port or server.port)}
            return check.run(*arguments, '--timeout', '5', 'example.com', environment=environment)

    def test_name_is_resolved(self):
        """A secondary's name is looked up with the resolver of the environment, and asked at its port"""
        result = self.run_with_names([ADDRESS_OF_NAME, NO_IPV6, 'rd:2=rcode=5'], '--secondary', 'NS.Service.test')
        self.assertEqual((result.verdict, result.exit_code), ('ok', 0), result)
        self.assertEqual([(s['role'], s['name'], s['address']) for s in result.report['servers']],
                         [('secondary', 'ns.service.test', '127.0.0.1')] * 2)

    def test_port_of_its_own(self):
        """An explicit port wins over the environment, for addresses and names"""
        with FaultyServer('udp=soa11', 'tcp=soa11') as other:
            result = self.run_with_names([ADDRESS_OF_NAME, NO_IPV6, 'rd:2=rcode=5'], '--records', 'none', '--primary', '127.0.0.1',
                                         '--secondary', f'ns.service.test@{other.port}')
            self.assertEqual([server['serial'] for server in result.report['servers']], [10, 10, 11, 11], result)

    def test_no_address(self):
        """A name without an address: unknown when it is the only one, a warning beside another"""
        rules = ['rd:1=rcode=3', 'rd:28=rcode=3', 'rd:2=rcode=5']
        result = self.run_with_names(rules, '--secondary', 'nowhere.test')
        self.assertEqual((result.verdict, result.exit_code, result.report['servers']), ('no-address', 3, []), result)
        self.assertEqual((result.finding('no-address')['server'], result.finding('no-address')['port']), ('nowhere.test', None))
        result = self.run_with_names(rules, '--secondary', 'nowhere.test', '--secondary', '127.0.0.1')
        self.assertEqual((result.verdict, result.exit_code), ('no-address', 1), result)

    def test_dead_resolver(self):
        """A resolver that does not answer costs no more than the time that was given"""
        with FaultyServer('udp=', 'tcp=') as resolver:
            result = check.run('--secondary', 'ns.service.test', '--timeout', '1', 'example.com',
                               environment={'ZONE_COURIER_DNS_RESOLVER': str(resolver)})
        self.assertEqual((result.verdict, result.exit_code), ('no-address', 3), result)
        self.assertLess(result.seconds, 2)

    def test_delegation(self):
        """The parent sends to the secondary, or to somebody else"""
        rules = [ADDRESS_OF_NAME, NO_IPV6, ZONE_ABOVE, '43=rcode=0']
        arguments = ['--secondary', 'ns.service.test', '--secondary', 'ns2.service.test']
        both = '2=aa0 authority r=@/60/NS/NS.service.test. r=@/60/NS/ns2.service.test.'
        result = self.run_with_names(rules + [both], *arguments)
        self.assertEqual((result.verdict, result.ids), ('ok', []), result)
        result = self.run_with_names(rules + ['2=aa0 authority r=@/60/NS/ns2.service.test.'], *arguments)
        self.assertEqual((result.verdict, result.exit_code), ('not-delegated', 2), result)
        self.assertIn('lack ns.service.test', result.finding('not-delegated')['text'])
        result = self.run_with_names(rules + ['2=aa0 authority r=@/60/NS/ns9.example.net.'], *arguments)
        self.assertIn('does not send anyone to IONOS', result.finding('not-delegated')['text'])
        result = self.run_with_names(rules + [both, 'udp=rcode=5', 'tcp=rcode=5'], *arguments)
        self.assertEqual(result.verdict, 'lame-secondary', result)
        self.assertIn('example.com is delegated to ns.service.test', result.finding('lame-secondary')['text'])

    def test_not_public(self):
        """A zone that is delegated to nobody, as in a test or an own network, is no fault of its secondaries"""
        for answer in ('rcode=3', 'rcode=0'):
            result = self.run_with_names([ADDRESS_OF_NAME, NO_IPV6, ZONE_ABOVE, f'2={answer}', f'43={answer}'],
                                         '--secondary', 'ns.service.test')
            self.assertEqual((result.verdict, result.ids), ('ok', []), result)

    def test_ds_without_signatures(self):
        """A DS record at the parent of a zone that is not signed"""
        digest = '12345/13/2/' + '00' * 32
        rules = [ADDRESS_OF_NAME, NO_IPV6, ZONE_ABOVE, f'43=r=@/60/DS/{digest}', '2=aa0 authority r=@/60/NS/ns.service.test.']
        result = self.run_with_names(rules, '--primary', '127.0.0.1', '--secondary', 'ns.service.test')
        self.assertEqual((result.verdict, result.exit_code), ('dnssec-broken', 2), result)

    def test_ipv6(self):
        """Servers on IPv6, with and without brackets"""
        with FaultyServer('family=ipv6') as server:
            for spelling in (f'::1@{server.port}', f'[::1]@{server.port}', f'[0:0::1]@{server.port}'):
                result = check.run('--primary', spelling, 'example.com')
                self.assertEqual((result.verdict, result.transfer()['outcome']), ('ok', 'ok'), result)
                self.assertEqual({s['address'] for s in result.report['servers']}, {'::1'})


class BesideSandbox(unittest.TestCase):

    def test_zones_of_the_sandbox(self):
        """With the sandbox's port and resolver its name servers are found by name, in sync and behind"""
        with Sandbox('default') as sandbox:
            environment = {'ZONE_COURIER_DNS_PORT': str(sandbox.ready['dns_port']),
                           'ZONE_COURIER_DNS_RESOLVER': sandbox.ready['resolver']}
            names = [argument for server in sandbox.ready['secondaries'] for argument in ('--secondary', server['name'])]
            for zone, expected in (('example.net', 'ok'), ('example.com', 'secondary-lag'), ('legacy.example.org', 'serial-behind')):
                result = check.run('--primary', '127.0.10.1', *names, zone, environment=environment)
                self.assertEqual(result.verdict, expected, result)
                self.assertEqual({server['name'] for server in result.report['servers'] if server['role'] == 'secondary'},
                                 {server['name'] for server in sandbox.ready['secondaries']})


class Time(unittest.TestCase):

    def test_interrupted(self):
        """An interrupted check says so, says nothing else, and ends at once"""
        for number in (signal.SIGINT, signal.SIGTERM):
            with FaultyServer('udp=', 'tcp=') as server:
                process = subprocess.Popen([check.program(), '--json', '--primary', str(server), '--timeout', '60', 'example.com'],
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                # The sockets are there, so the signal handlers are.
                wait_until(lambda: any(os.readlink(f'/proc/{process.pid}/fd/{fd}').startswith('socket:')
                                       for fd in os.listdir(f'/proc/{process.pid}/fd')), 'the questions to be asked')
                started = time.monotonic()
                process.send_signal(number)
                output, errors = process.communicate(timeout=20)
                self.assertLess(time.monotonic() - started, 2)
                self.assertEqual((process.returncode, output), (3, ''))
                self.assertIn('stopped', errors)

    def test_time_is_short(self):
        """However short the time, the check ends in it and judges nothing it did not see"""
        with FaultyServer('udp=', 'tcp=', 'axfr=') as server:
            for seconds in ('0.05', '0.3', '1'):
                result = check.run('--primary', server, '--timeout', seconds, 'example.com')
                self.assertEqual((result.verdict, result.exit_code), ('timeout-answer', 3), result)
                self.assertLess(result.seconds, float(seconds) + 1)

    def test_all_at_once(self):
        """Ten silent servers take no longer than one"""
        with FaultyServer('udp=', 'tcp=', 'axfr=') as server:
            others = [argument for number in range(2, 12) for argument in ('--secondary', f'127.0.0.{number}@{server.port}')]
            result = check.run('--primary', server, *others, '--timeout', '1.5', 'example.com')
        self.assertEqual(len(result.report['servers']), 22)
        self.assertLess(result.seconds, 2.5)


if __name__ == '__main__':
    tap.main()
