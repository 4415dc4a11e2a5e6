# SPDX-License-Identifier: GPL-3.0-or-later
"""What the built-in scenarios hold."""
import base64
import datetime
import json
import os
import shutil
import socket
import tempfile
import unittest

import tap
from sandbox import Sandbox, wait_until

BUILT_IN = ['all-types', 'api-faults', 'default', 'empty', 'large', 'long-names', 'odd-values', 'secondary-only', 'slow', 'stuck', 'thousand']


def by_name(zones):
    return {zone['properties']['zoneName']: zone for zone in zones}


class BuiltIn(unittest.TestCase):

    def test_all_start(self):
        """Every built-in scenario can be played"""
        here = os.path.dirname(os.path.abspath(__file__))
        scenarios = os.listdir(os.path.join(here, '../../data/scenarios'))
        self.assertEqual(sorted(name.removesuffix('.scenario') for name in scenarios if name.endswith('.scenario')), BUILT_IN)
        for name in BUILT_IN:
            with Sandbox(name) as sandbox:
                self.assertEqual(sandbox.request('GET', '/secondaryzones').status, 200, name)

    def test_none_given(self):
        """Without --scenario the demo is played"""
        with Sandbox() as sandbox:
            self.assertIn('campus.example.org', by_name(sandbox.zones()))

    def test_secondary_only(self):
        """secondary-only has secondary zones and no primary ones, empty has none"""
        with Sandbox('secondary-only') as sandbox:
            self.assertEqual((len(sandbox.zones()), sandbox.zones('zones')), (3, []))
        with Sandbox('empty') as sandbox:
            self.assertEqual((sandbox.zones(), sandbox.zones('zones')), ([], []))

    def test_slow(self):
        """slow answers after more than a second, with the truth"""
        with Sandbox('slow') as sandbox:
            sandbox.control('journal', verb='DELETE')
            self.assertEqual(len(sandbox.zones()), 1)
            self.assertGreaterEqual(sandbox.journal()[0]['microseconds'], 1200000)


class Default(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox('default')
        cls.zones = by_name(cls.sandbox.zones())

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def serials(self, zone):
        """The serials of the zone's primaries, and those of the name servers."""
        serials = self.sandbox.serials(zone)
        primaries = self.zones[zone]['properties']['primaryIps']
        return ([serials[address] for address in primaries],
                [serial for server, serial in serials.items() if server.startswith('nscs')])

    def records(self, zone):
        path = f'/secondaryzones/{self.zones[zone]["id"]}/records?limit=1000'
        return self.sandbox.request('GET', path).json()['items']

    def test_numbers(self):
        """At least twelve secondary and five primary zones, described, of different ages"""
        primary = self.sandbox.zones('zones')
        self.assertGreaterEqual(len(self.zones), 12)
        self.assertGreaterEqual(len(primary), 5)
        zones = [*self.zones.values(), *primary]
        self.assertGreaterEqual(len({zone['properties']['description'] for zone in zones}), 17)
        now = datetime.datetime.now(datetime.timezone.utc)
        ages = [now - datetime.datetime.fromisoformat(zone['metadata']['lastModifiedDate'].replace('Z', '+00:00'))
                for zone in zones]
        self.assertLess(min(ages), datetime.timedelta(hours=1))
        self.assertGreater(max(ages), datetime.timedelta(days=100))

    def test_health(self):
        """In sync, behind, primaries that disagree, a primary behind, one that is down, one that refuses"""
        primaries, secondaries = self.serials('example.net')
        self.assertEqual({*primaries, *secondaries}, {primaries[0]})
        primaries, secondaries = self.serials('example.com')
        self.assertEqual((len(set(primaries)), len(set(secondaries))), (1, 1))
        self.assertGreater(primaries[0], secondaries[0])
        primaries, _ = self.serials('branch.example.com')
        self.assertEqual(len(set(primaries)), 2)
        primaries, secondaries = self.serials('legacy.example.org')
        self.assertLess(primaries[0], secondaries[0])
        self.assertEqual(self.serials('archive.example.net')[0], [None])
        self.assertEqual(self.serials('lab.example.net')[0][1], None)

    def test_statuses(self):
        """What the service reports fits"""
        for zone, statuses in (('example.net', ['Ok', 'Ok']), ('partner.example.org', ['Error']), ('archive.example.net', ['Error']),
                               ('lab.example.net', ['Ok', 'Error']), ('intranet.example.com', ['Ok'])):
            path = f'/secondaryzones/{self.zones[zone]["id"]}/axfr'
            self.assertEqual([item['status'] for item in self.sandbox.request('GET', path).json()['items']], statuses, zone)

    def test_records(self):
        """One zone has more than a hundred records, others about twenty"""
        self.assertGreater(len(self.records('campus.example.org')), 100)
        for zone in ('example.com', 'shop.example.com', 'mail.example.net'):
            self.assertTrue(15 <= len(self.records(zone)) <= 30, zone)

    def test_being_set_up(self):
        """A zone that is being set up is not served yet, and has no records"""
        self.assertEqual(self.zones['new.example.org']['metadata']['state'], 'PROVISIONING')
        self.assertEqual(self.serials('new.example.org')[1], [None] * 4)
        self.assertEqual(self.records('new.example.org'), [])

    def test_transfer_spreads(self):
        """A transfer reaches the name servers one after the other"""
        seen = []
        self.sandbox.request('PUT', f'/secondaryzones/{self.zones["campus.example.org"]["id"]}/axfr')

        def look():
            primaries, secondaries = self.serials('campus.example.org')
            seen.append(secondaries.count(primaries[0]))
            return seen[-1] == 4
        wait_until(look, 'all name servers have it')
        self.assertTrue({0, 1, 2, 3, 4} <= set(seen), seen)


class OddValues(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox('odd-values')
        cls.zones = by_name(cls.sandbox.zones())

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def test_markup(self):
        """A zone named like markup is served and transferred like any other"""
        zone = self.zones['a&b<i>.example']
        self.assertIn('<a href="http://192.0.2.1/">', zone['properties']['description'])
        item = self.sandbox.request('GET', f'/secondaryzones/{zone["id"]}/axfr').json()['items'][0]
        self.assertEqual((item['status'], item['errorMessage']), ('<span size="xx-large">Failed</span>', '<b>& broken <i>markup'))
        serial = self.sandbox.control('bump', zone='a&b<i>.example')['serial']
        self.sandbox.request('PUT', f'/secondaryzones/{zone["id"]}/axfr')
        wait_until(lambda: set(filter(None, self.sandbox.serials('a&b<i>.example').values())) == {serial}, 'it transfers')
        self.assertIn('a\\&b\\<i\\>.example', self.sandbox.dig('@127.0.20.1', 'a&b<i>.example', 'SOA'))

    def test_idn(self):
        """A zone in Unicode goes by its ASCII name"""
        self.assertIn('münchen', self.zones['xn--mnchen-3ya.example']['properties']['description'])
        self.assertIn('Bücher', self.sandbox.zones('zones')[0]['properties']['description'])

    def test_missing_members(self):
        """Optional members can be missing, and lists empty"""
        bare = self.zones['bare.example']
        self.assertEqual((list(bare['metadata']), list(bare['properties'])), (['nameservers', 'state'], ['primaryIps', 'zoneName']))
        self.assertEqual(self.zones['without-name-servers.example']['metadata']['nameservers'], [])
        self.assertEqual(self.zones['unresolvable.example']['metadata']['nameservers'], ['nscs.ui-dns.com', 'nowhere.ui-dns.example'])

    def test_words(self):
        """States and statuses can be any text"""
        states = {zone['metadata']['state'] for zone in self.zones.values()}
        self.assertEqual(states, {'AVAILABLE', 'CREATED', '<i>HIBERNATING</i>', 'FAILED', 'DESTROYING', 'PROVISIONING'})
        zone = self.zones['unknown-status.example']['id']
        items = self.sandbox.request('GET', f'/secondaryzones/{zone}/axfr').json()['items']
        self.assertEqual([(item['status'], item.get('errorMessage')) for item in items], [('InProgress', None), ('OK', '')])

    def test_dates(self):
        """Dates come in every form that has been seen, and in none"""
        dates = {date for name, zone in self.zones.items() if name.startswith('date-')
                 for date in (zone['metadata']['createdDate'], zone['metadata']['lastModifiedDate'])}
        self.assertEqual(dates, {'2023-03-15T09:58:59.147746133Z', '2023-03-15T09:58:59.147Z', '2023-08-04T10:21:32+00:00',
                                 '2023-08-04T12:21:33+02:00', '2022-08-21T15:52:53', '2022-08-21T15:52:53Z', 'yesterday', ''})

    def test_foreign_primaries(self):
        """Primaries outside this computer are not asked: Ok at first, an error after a transfer"""
        zone = self.zones['other-primaries.example']['id']
        path = f'/secondaryzones/{zone}/axfr'
        self.assertEqual([item['status'] for item in self.sandbox.request('GET', path).json()['items']], ['Ok', 'Ok'])
        self.sandbox.request('PUT', path)
        wait_until(lambda: [item['status'] for item in self.sandbox.request('GET', path).json()['items']] == ['Error', 'Error'],
                   'both fail')


class Large(unittest.TestCase):

    def test_large(self):
        """Ten thousand secondary zones, of which a handful is real and can be transferred"""
        with Sandbox('large') as sandbox:
            zones = sandbox.zones()
            self.assertEqual((len(zones), len(by_name(zones)), len({zone['id'] for zone in zones})), (10000, 10000, 10000))
            memory = by_name(zones)['zone-09995.example']
            self.assertEqual(len(sandbox.request('GET', f'/secondaryzones/{memory["id"]}/records').json()['items']), 12)
            real = by_name(zones)['anchor-1.example']
            self.assertGreater(len(set(filter(None, sandbox.serials('anchor-1.example').values()))), 1)
            sandbox.request('PUT', f'/secondaryzones/{real["id"]}/axfr')
            wait_until(lambda: len(set(filter(None, sandbox.serials('anchor-1.example').values()))) == 1, 'it transfers')


class OwnFile(unittest.TestCase):

    def test_zone_files_beside_it(self):
        """A scenario of one's own brings its zone files, and uses the built-in ones"""
        place = tempfile.mkdtemp(prefix='zc-scenario-')
        self.addCleanup(shutil.rmtree, place)
        with open(os.path.join(place, 'mine.zone'), 'w', encoding='utf-8') as file:
            file.write('@ 60 SOA a b 1 2 3 604800 5\n@ 60 NS ns.example.\nmine 60 A 192.0.2.7\n')
        path = os.path.join(place, 'mine.scenario')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('[secondary-zone mine.example]\nprimaries=127.0.10.1\nzone-file=mine.zone\nserial=today-0/07\n'
                       '[primary-zone other.example]\nzone-file=company.zone\n')
        before = self.make_serial()
        with Sandbox(path) as sandbox:
            self.assertEqual(sandbox.dig('@127.0.20.3', 'mine.mine.example', '+short').strip(), '192.0.2.7')
            serial = int(sandbox.dig('@127.0.10.1', 'mine.example', 'SOA', '+short').split()[2])
            # Midnight may have come between.
            self.assertIn(serial, {before, self.make_serial()})

    def play(self, text):
        """A sandbox that plays a scenario given as text."""
        place = tempfile.mkdtemp(prefix='zc-scenario-')
        self.addCleanup(shutil.rmtree, place)
        path = os.path.join(place, 'own.scenario')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return Sandbox(path)

    def test_copies_from_name_servers(self):
        """The service's name servers give copies to this computer only when the scenario says so"""
        zone = '[secondary-zone copied.example]\nprimaries=127.0.10.1\n'
        with self.play(zone) as sandbox:
            self.assertIn('REFUSED', sandbox.copy('127.0.20.2', 'copied.example'))
        with self.play('[service]\nname-servers-allow-axfr=true\n' + zone) as sandbox:
            self.assertIn('192.0.2.80', sandbox.copy('127.0.20.2', 'copied.example'))

    def test_name_servers_misbehave(self):
        """A name server can be silent, without UDP, or somewhere else"""
        with self.play('[name-server ns1.example]\nstate=silent\n[name-server ns2.example]\nudp=dropped\n'
                       '[name-server ns3.example]\naddress=127.0.20.77\n'
                       '[secondary-zone odd.example]\nprimaries=127.0.10.1\nserial=5\n') as sandbox:
            self.assertEqual(sandbox.zone('odd.example')['metadata']['nameservers'], [f'ns{n}.example' for n in (1, 2, 3)])
            quick = ('odd.example', 'SOA', '+short', '+timeout=1', '+retry=0')
            self.assertIn('timeout', sandbox.dig('@127.0.20.1', *quick))
            self.assertIn('timeout', sandbox.dig('@127.0.20.1', '+tcp', *quick))
            self.assertIn('timeout', sandbox.dig('@127.0.20.2', *quick))
            self.assertIn(' 5 ', sandbox.dig('@127.0.20.2', '+tcp', *quick))
            self.assertIn(' 5 ', sandbox.dig('@127.0.20.77', *quick))
            self.assertEqual(sandbox.dig('@127.0.0.1', 'ns3.example', '+short').strip(), '127.0.20.77')

    def test_provisioning(self):
        """A new zone is PROVISIONING for a while, a deleted one DESTROYING"""
        with self.play('[service]\nprovisioning-ms=400\n') as sandbox:
            body = {'properties': {'zoneName': 'made.example', 'primaryIps': ['127.0.10.1']}}
            made = sandbox.request('POST', '/secondaryzones', body).json()
            self.assertEqual(made['metadata']['state'], 'PROVISIONING')
            path = f'/secondaryzones/{made["id"]}'
            wait_until(lambda: sandbox.request('GET', path).json()['metadata']['state'] == 'AVAILABLE', 'it is available')
            sandbox.request('DELETE', path)
            self.assertEqual(sandbox.request('GET', path).json()['metadata']['state'], 'DESTROYING')
            wait_until(lambda: sandbox.request('GET', path).status == 404, 'it is gone')

    def test_token(self):
        """The token says when it ends"""
        with self.play('[service]\ntoken-seconds=3600\n') as sandbox:
            part = sandbox.token.split('.')[1]
            claims = json.loads(base64.urlsafe_b64decode(part + '=' * (-len(part) % 4)))
            self.assertEqual(claims['exp'] - claims['iat'], 3600)
            self.assertEqual(claims['identity']['contractNumber'], 31960002)

    def test_rate_limit(self):
        """A rate limit makes the servers drop answers, and without one they drop none"""
        zone = '[secondary-zone asked.example]\nprimaries=127.0.10.1\n'
        for limit, is_less in ((0, False), (20, True)):
            with self.play(f'[service]\nrate-limit={limit}\n{zone}') as sandbox:
                self.assertEqual(self.count_answers(sandbox, 500) < 450, is_less)

    @staticmethod
    def count_answers(sandbox, n):
        """Asks one question so many times and counts the answers that are not cut short."""
        question = b'\0\1\0\0\0\1\0\0\0\0\0\0\5asked\7example\0\0\6\0\1'
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(0.5)
            asking.connect(('127.0.20.1', sandbox.dns_port))
            count = 0
            for _ in range(n):
                asking.send(question)
                try:
                    count += not asking.recv(4096)[2] & 2
                except TimeoutError:
                    break
            return count

    def test_quota(self):
        """Beyond the quota a zone is refused"""
        with self.play('[service]\nquota-zones=1\n') as sandbox:
            statuses = [sandbox.request('POST', '/zones', {'properties': {'zoneName': f'{name}.example'}}).status for name in 'ab']
            self.assertEqual(statuses, [202, 403])

    @staticmethod
    def make_serial():
        return int(datetime.datetime.now(datetime.timezone.utc).strftime('%Y%m%d07'))


if __name__ == '__main__':
    tap.main()
