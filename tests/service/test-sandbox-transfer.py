# SPDX-License-Identifier: GPL-3.0-or-later
"""Transfers started through the sandbox's API really move zones, or really do not."""
import concurrent.futures
import re
import unittest

import tap
from sandbox import Sandbox, wait_until

NAME_SERVERS = ['nscs.ui-dns.com', 'nscs.ui-dns.de', 'nscs.ui-dns.org', 'nscs.ui-dns.biz']
UNREACHABLE = 'Connection with primary nameserver could not be established'
REFUSED = 'Zone transfer was refused by primary nameserver'
NOT_AUTHORITATIVE = 'Primary nameserver is not authoritative for the zone'


class TransferCase(unittest.TestCase):
    scenario = 'secondary-only'

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(cls.scenario)

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def dig_serial(self, zone, address, *options):
        """What kdig reads: a DNS client that is not ours."""
        lines = self.sandbox.dig(f'@{address}', zone, 'SOA', '+short', *options).splitlines()
        fields = [line.split() for line in lines if not line.startswith(';')]
        return int(fields[0][2]) if fields else None

    def served(self, zone, *options):
        return [self.dig_serial(zone, self.sandbox.address(name), *options) for name in NAME_SERVERS]

    def start(self, zone):
        identity = self.sandbox.zone(zone)['id']
        answer = self.sandbox.request('PUT', f'/secondaryzones/{identity}/axfr', b'')
        self.assertEqual((answer.status, answer.body), (202, '{}'))

    def statuses(self, zone):
        identity = self.sandbox.zone(zone)['id']
        answer = self.sandbox.request('GET', f'/secondaryzones/{identity}/axfr')
        self.assertEqual(answer.status, 202)
        return [(item['primaryIp'], item['status'], item.get('errorMessage')) for item in answer.json()['items']]

    def records(self, zone):
        identity = self.sandbox.zone(zone)['id']
        items = self.sandbox.request('GET', f'/secondaryzones/{identity}/records?limit=1000').json()['items']
        return {(item['properties']['name'], item['properties']['type'], item['properties']['content']) for item in items}

    def wait_served(self, zone, serials):
        wait_until(lambda: self.served(zone) == serials, f'{zone} at {serials}')


class Good(TransferCase):

    def test_moves_the_serial_of_all_name_servers(self):
        """PUT axfr brings all four name servers to the primary's serial, over UDP and TCP, with authority"""
        target = self.dig_serial('example.com', '127.0.10.1')
        self.assertEqual(len(set(self.served('example.com'))), 1)
        self.assertLess(self.served('example.com')[0], target)

        self.start('example.com')
        self.wait_served('example.com', [target] * 4)
        self.assertEqual(self.served('example.com', '+tcp'), [target] * 4)
        answer = self.sandbox.dig(f'@{self.sandbox.address(NAME_SERVERS[3])}', 'example.com', 'SOA', '+nsid')
        self.assertRegex(answer, r'Flags: qr aa')
        self.assertIn('nscs.ui-dns.biz', answer)

    def test_moves_nothing_by_itself(self):
        """A new serial at the primary stays there until a transfer is started; records follow the transfer"""
        before = self.served('example.net')
        self.sandbox.control('bump', zone='example.net', serial=before[0] + 5,
                             zonefile='@ 60 SOA ns1 hostmaster 1 2 3 604800 5\n@ 60 NS ns1\nns1 60 A 192.0.2.99\n')
        self.assertEqual(self.dig_serial('example.net', '127.0.10.1'), before[0] + 5)
        self.assertEqual(self.served('example.net'), before)
        self.assertIn(('www', 'A', '192.0.2.80'), self.records('example.net'))

        self.start('example.net')
        self.wait_served('example.net', [before[0] + 5] * 4)
        self.assertEqual(self.records('example.net'), {('', 'NS', 'ns1.example.net'), ('ns1', 'A', '192.0.2.99')})
        self.assertEqual(self.statuses('example.net'), [('127.0.10.1', 'Ok', None)])

    def test_new_zone(self):
        """A zone created through the API is served by all name servers: default records, then the primary's"""
        body = {'properties': {'zoneName': 'created.example', 'primaryIps': ['192.0.2.1']}}
        made = self.sandbox.request('POST', '/secondaryzones', body).json()
        self.wait_served('created.example', [1] * 4)
        self.assertEqual(self.records('created.example'), {('', 'NS', name) for name in NAME_SERVERS})
        self.assertEqual(self.statuses('created.example'), [('192.0.2.1', 'Error', UNREACHABLE)])

        body['properties'] |= {'zoneName': 'taken.example', 'primaryIps': ['127.0.10.1', '127.0.10.2']}
        self.sandbox.request('POST', '/secondaryzones', body)
        self.wait_served('taken.example', [1] * 4)
        self.assertEqual(self.statuses('taken.example'), [('127.0.10.1', 'Error', NOT_AUTHORITATIVE),
                                                          ('127.0.10.2', 'Error', NOT_AUTHORITATIVE)])
        self.sandbox.request('DELETE', f'/secondaryzones/{made["id"]}')
        wait_until(lambda: 'status: REFUSED' in self.sandbox.dig('@127.0.20.4', 'created.example', 'SOA'), 'it is refused')

    def test_changed_primaries(self):
        """With other primaries a zone is copied from there"""
        zone = self.sandbox.zone('example.org')
        self.assertEqual(self.statuses('example.org'), [('127.0.10.2', 'Error', REFUSED)])
        before = self.served('example.org')
        body = {'properties': {'zoneName': 'example.org', 'primaryIps': ['127.0.10.1']}}
        self.sandbox.request('PUT', f'/secondaryzones/{zone["id"]}', body)
        self.assertEqual(self.statuses('example.org'), [('127.0.10.1', 'Error', NOT_AUTHORITATIVE)])
        self.assertEqual(self.served('example.org'), before)


class NotEverywhere(TransferCase):
    scenario = 'default'

    def test_hold_and_release(self):
        """A name server that lacks a zone takes no transfer of it, and is held and released as any other"""
        self.sandbox.control('hold', server='nscs.ui-dns.biz')
        self.start('new.example.org')
        self.start('example.com')
        target = self.dig_serial('example.com', '127.0.10.1')
        wait_until(lambda: self.served('example.com')[:3] == [target] * 3, 'the others have it')
        self.sandbox.control('release', server='nscs.ui-dns.biz')
        self.wait_served('example.com', [target] * 4)


class Held(TransferCase):

    def test_hold_and_release(self):
        """A secondary that is held back stays behind until it is released, and then makes up for it"""
        old = self.served('example.com')[0]
        target = self.dig_serial('example.com', '127.0.10.1')
        self.sandbox.control('hold', server='nscs.ui-dns.org')
        self.start('example.com')
        self.wait_served('example.com', [target, target, old, target])
        self.assertEqual(self.statuses('example.com')[0], ('127.0.10.1', 'Ok', None))
        self.sandbox.control('release', server='nscs.ui-dns.org')
        self.wait_served('example.com', [target] * 4)

    def test_many_at_once(self):
        """A name server that is told several things at once takes all of them"""
        def call(number):
            self.sandbox.control('release' if number % 2 else 'hold', server='nscs.ui-dns.com', zone='example.net')

        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            list(pool.map(call, range(40)))
        self.sandbox.control('release', server='nscs.ui-dns.com', zone='example.net')

    def test_hold_one_zone(self):
        """One zone can be held back while others move"""
        old = self.served('example.net')[0]
        for zone in ('example.net', 'example.com'):
            self.sandbox.control('bump', zone=zone)
        self.sandbox.control('hold', server='nscs.ui-dns.de', zone='example.net')
        for zone in ('example.net', 'example.com'):
            self.start(zone)
        self.wait_served('example.com', [self.dig_serial('example.com', '127.0.10.1')] * 4)
        self.wait_served('example.net', [old + 1, old, old + 1, old + 1])
        self.sandbox.control('release', server='nscs.ui-dns.de', zone='example.net')
        self.wait_served('example.net', [old + 1] * 4)

    def test_release_forgets_what_is_gone(self):
        """A transfer that was missed of a zone that is not there any more keeps nothing else from being made up for"""
        self.sandbox.control('bump', zone='example.com')
        old = self.served('example.com')[0]
        self.sandbox.control('hold', server='nscs.ui-dns.org')
        body = {'properties': {'zoneName': 'brief.example', 'primaryIps': ['127.0.10.1']}}
        made = self.sandbox.request('POST', '/secondaryzones', body).json()
        self.wait_served('brief.example', [1] * 4)
        self.sandbox.request('PUT', f'/secondaryzones/{made["id"]}/axfr', b'')
        self.start('example.com')
        self.wait_served('example.com', [old + 1, old + 1, old, old + 1])
        self.sandbox.request('DELETE', f'/secondaryzones/{made["id"]}')
        wait_until(lambda: 'status: REFUSED' in self.sandbox.dig('@127.0.20.4', 'brief.example', 'SOA'), 'it is refused')
        self.sandbox.control('release', server='nscs.ui-dns.org')
        self.wait_served('example.com', [old + 1] * 4)

    def test_stop_and_start_a_name_server(self):
        """A stopped name server closes its ports, keeps its data, and comes back with what it missed"""
        server = self.sandbox.address('nscs.ui-dns.com')
        old = self.served('example.org')[0]
        self.sandbox.control('bump', zone='example.com')
        self.start('example.com')
        target = self.dig_serial('example.com', '127.0.10.1')
        self.wait_served('example.com', [target] * 4)
        self.sandbox.control('stop', server='nscs.ui-dns.com')
        self.assertIsNone(self.dig_serial('example.com', server, '+timeout=1', '+retry=0'))
        self.sandbox.control('bump', zone='example.com')
        self.start('example.com')
        wait_until(lambda: self.sandbox.serials('example.com')['nscs.ui-dns.biz'] == target + 1, 'the others move')
        self.assertIsNone(self.sandbox.serials('example.com')['nscs.ui-dns.com'])
        self.sandbox.control('start', server='nscs.ui-dns.com')
        self.wait_served('example.com', [target + 1] * 4)
        self.assertEqual(self.served('example.org'), [old] * 4)

    def test_stop_and_start_a_primary(self):
        """A stopped primary fails a transfer, a started one lets it through"""
        self.sandbox.control('bump', zone='example.net')
        target = self.dig_serial('example.net', '127.0.10.1')
        self.sandbox.control('stop', server='127.0.10.1')
        self.start('example.net')
        wait_until(lambda: self.statuses('example.net') == [('127.0.10.1', 'Error', UNREACHABLE)], 'the failure is reported')
        self.assertNotIn(target, self.served('example.net'))
        self.sandbox.control('start', server='127.0.10.1')
        self.assertEqual(self.dig_serial('example.net', '127.0.10.1'), target)
        self.start('example.net')
        self.wait_served('example.net', [target] * 4)
        wait_until(lambda: self.statuses('example.net') == [('127.0.10.1', 'Ok', None)], 'the success is reported')

    def test_silence(self):
        """A silenced server keeps its ports open and answers nothing, until it goes on"""
        server = self.sandbox.address('nscs.ui-dns.biz')
        self.sandbox.control('silence', server='nscs.ui-dns.biz')
        self.assertIsNone(self.dig_serial('example.org', server, '+timeout=1', '+retry=0'))
        self.assertNotIn('refused', self.sandbox.dig(f'@{server}', 'example.org', 'SOA', '+tcp', '+timeout=1', '+retry=0'))
        self.sandbox.control('start', server='nscs.ui-dns.biz')
        self.assertIsNotNone(self.dig_serial('example.org', server))


class Stuck(TransferCase):
    scenario = 'stuck'

    def check_stays(self, zone, statuses, serial=2026010101):
        self.start(zone)
        wait_until(lambda: self.statuses(zone) == statuses, f'{zone} reports {statuses}, not {self.statuses(zone)}')
        self.assertEqual(self.served(zone), [serial] * 4)

    def test_one_name_server_behind(self):
        """One name server is held back from the start"""
        self.start('one-behind.example')
        self.wait_served('one-behind.example', [2026010102] * 3 + [2026010101])

    def test_stale_ok(self):
        """Ok is reported and nothing moved"""
        self.check_stays('stale-ok.example', [('127.0.10.1', 'Ok', None)])

    def test_refused(self):
        """A primary that gives copies to nobody still answers questions"""
        self.assertEqual(self.dig_serial('refused.example', '127.0.10.1'), 2026010102)
        self.check_stays('refused.example', [('127.0.10.1', 'Error', REFUSED)])

    def test_secondaries_only(self):
        """A primary that gives copies to the service only refuses this computer"""
        self.assertIn('REFUSED', self.sandbox.dig('@127.0.10.1', 'secondaries-only.example', 'AXFR'))
        self.assertIn('192.0.2.80', self.sandbox.dig('@127.0.10.1', 'one-behind.example', 'AXFR'))
        self.start('secondaries-only.example')
        self.wait_served('secondaries-only.example', [2026010102] * 3 + [2026010101])

    def test_hidden(self):
        """Hidden primaries: one refuses questions, one is silent; the service gets its copies from both"""
        self.assertIn('status: REFUSED', self.sandbox.dig('@127.0.10.1', 'refuses-questions.example', 'SOA'))
        self.assertIsNone(self.dig_serial('hidden.example', '127.0.10.4', '+timeout=1', '+retry=0'))
        self.assertIsNone(self.dig_serial('hidden.example', '127.0.10.4', '+tcp', '+timeout=1', '+retry=0'))
        for zone, primary in (('refuses-questions.example', '127.0.10.1'), ('hidden.example', '127.0.10.4')):
            self.start(zone)
            self.wait_served(zone, [2026010102] * 3 + [2026010101])
            self.assertEqual(self.statuses(zone), [(primary, 'Ok', None)])

    def test_not_served(self):
        """A primary that does not have the zone"""
        self.check_stays('not-served.example', [('127.0.10.2', 'Error', NOT_AUTHORITATIVE)])

    def test_down(self):
        """A primary that is down, alone and beside one that is not"""
        self.check_stays('down.example', [('127.0.10.3', 'Error', UNREACHABLE)])
        self.start('one-down.example')
        self.wait_served('one-down.example', [2026010102] * 3 + [2026010101])
        self.assertEqual(self.statuses('one-down.example'), [('127.0.10.3', 'Error', UNREACHABLE), ('127.0.10.1', 'Ok', None)])

    def test_silent(self):
        """A primary that does not answer"""
        self.check_stays('silent.example', [('127.0.10.9', 'Error', UNREACHABLE)])

    def test_slow(self):
        """A primary that answers after a second and a half"""
        self.assertIsNone(self.dig_serial('slow.example', '127.0.10.5', '+timeout=1', '+retry=0'))
        answer = self.sandbox.dig('@127.0.10.5', 'slow.example', 'SOA', '+timeout=5', '+retry=0')
        self.assertGreaterEqual(float(re.search(r'in ([\d.]+) ms', answer).group(1)), 1500)
        self.start('slow.example')
        self.wait_served('slow.example', [2026010102] * 3 + [2026010101])

    def test_transports(self):
        """UDP dropped, TCP closed, TCP reset: the other transport works, and a copy needs TCP"""
        quick = ('+timeout=1', '+retry=0')
        self.assertIsNone(self.dig_serial('udp-dropped.example', '127.0.10.6', *quick))
        self.assertEqual(self.dig_serial('udp-dropped.example', '127.0.10.6', '+tcp'), 2026010102)
        self.start('udp-dropped.example')
        self.wait_served('udp-dropped.example', [2026010102] * 3 + [2026010101])
        for kind, address in (('closed', '127.0.10.7'), ('reset', '127.0.10.8')):
            zone = f'tcp-{kind}.example'
            self.assertEqual(self.dig_serial(zone, address, *quick), 2026010102)
            self.assertIsNone(self.dig_serial(zone, address, '+tcp', *quick))
            self.check_stays(zone, [(address, 'Error', UNREACHABLE)])

    def test_disagreeing_primaries(self):
        """Primaries with different serials"""
        self.assertEqual([self.dig_serial('disagree.example', f'127.0.10.{n}') for n in (1, 2)], [2026010112, 2026010110])
        self.assertEqual(self.served('disagree.example'), [2026010110] * 4)

    def test_primary_behind(self):
        """A primary whose serial is older is ignored"""
        self.check_stays('behind.example', [('127.0.10.1', 'Ok', None)], 2021122001)

    def test_same_serial_other_data(self):
        """One name server has other data at the same serial"""
        self.assertEqual(self.served('same-serial.example'), [2026010101] * 4)
        answers = [self.sandbox.dig(f'@{self.sandbox.address(name)}', 'www.same-serial.example', 'A', '+short').strip()
                   for name in NAME_SERVERS]
        self.assertEqual(answers, ['192.0.2.80', '192.0.2.80', '192.0.2.81', '192.0.2.80'])

    def test_shrinking(self):
        """A zone that would lose most of its records"""
        self.assertGreater(len(self.records('shrinks.example')), 400)
        self.start('shrinks.example')
        wait_until(lambda: len(self.records('shrinks.example')) < 20, 'the records went')


if __name__ == '__main__':
    tap.main()
