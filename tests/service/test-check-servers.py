# SPDX-License-Identifier: GPL-3.0-or-later
"""zone-courier-check between real name servers of four makes, each as primary and as secondary."""
import itertools
import subprocess
import unittest

import check
import tap
from nameservers import KNOT_NSID, MAKES, Knot, Nsd, Park, PowerDns, Zone
from signing import add_digest, days, sign

NEW = 2026112202
OLD = 2026112201

# Names in many spellings, sets, a wildcard, a delegation with glue, an alias, and an unknown type.
TEMPLATE = '''$ORIGIN {zone}.
$TTL 3600
@ SOA Ns1 Hostmaster {serial} 7200 900 1209600 3600
@ NS Ns1
@ NS ns2.Example.NET.
@ MX 10 Mail
@ TXT "v=spf1 -all" "second; string"
@ CAA 0 issue "ca.example.net"
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
Mail A 192.0.2.25
www 300 A 192.0.2.80
www 300 A 192.0.2.81
*.Wild TXT "anything"
alias CNAME WWW
sub NS ns.sub
ns.sub A 192.0.2.53
_sip._tcp SRV 10 20 5060 Sip.Example.NET.
svc HTTPS 1 Www.Example.NET. alpn=h2
odd TYPE65280 \\# 4 0a000001
'''


def zone_text(zone, serial=NEW, replace=()):
    text = TEMPLATE.format(zone=zone, serial=serial)
    for old, new in replace:
        assert old in text, old
        text = text.replace(old, new)
    return text


def signed_text(zone, *options):
    """The zone, signed. In capitals some names would be spelled anew by NSD and PowerDNS, and break signatures."""
    text = zone_text(zone)
    for word in ('Ns1', 'Hostmaster', 'Example.NET', 'Mail', 'Wild', 'WWW', 'Sip', 'Www'):
        text = text.replace(word, word.lower())
    return sign(zone, text, *options)


class BetweenMakes(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.park = Park()
        try:
            cls.start_servers()
        except BaseException:
            cls.park.close()
            raise

    @classmethod
    def start_servers(cls):
        park = cls.park
        zones = [Zone('sync.example', zone_text('sync.example')),
                 Zone('signed.example', signed_text('signed.example')),
                 Zone('nsec3.example', signed_text('nsec3.example', '-n', '-z', 'sha384')),
                 Zone('lag.example', zone_text('lag.example')),
                 Zone('diff.example', zone_text('diff.example')),
                 Zone('behind.example', zone_text('behind.example', OLD)),
                 Zone('closed.example', zone_text('closed.example'), copies=False),
                 Zone('unloaded.example')]
        cls.primaries = {make: park.begin(make, zones) for make in MAKES}
        cls.seed = park.begin(Nsd, [
            Zone('lag.example', zone_text('lag.example', OLD)),
            Zone('behind.example', zone_text('behind.example', NEW)),
            Zone('diff.example', zone_text('diff.example', replace=[
                ('www 300 A 192.0.2.80', 'www 60 A 192.0.2.80'), ('www 300 A 192.0.2.81', 'www 60 A 192.0.2.81'),
                ('odd TYPE', 'extra TYPE'), ('192.0.2.25', '192.0.2.26')])),
            Zone('gone.example', zone_text('gone.example')),
            Zone('ended.example', signed_text('ended.example', '-i', days(-30), '-e', days(-1))),
            Zone('ends.example', signed_text('ends.example', '-e', days(10))),
            Zone('begins.example', signed_text('begins.example', '-i', days(1), '-e', days(30))),
            Zone('broken.example', signed_text('broken.example').replace('192.0.2.25', '192.0.2.26')),
            Zone('digest.example', add_digest('digest.example', zone_text('digest.example'))
                 .replace('192.0.2.25', '192.0.2.26'))])
        park.wait_until_ready()

        # Each copies what all have from another make, and the rest from where it differs.
        cls.secondaries = {}
        for make, other in zip(MAKES, MAKES[1:] + MAKES[:1]):
            cls.secondaries[make] = park.begin(make, [
                Zone('sync.example', primary=cls.primaries[other]), Zone('signed.example', primary=cls.primaries[other]),
                Zone('nsec3.example', primary=cls.primaries[other]), Zone('lag.example', primary=cls.seed),
                Zone('behind.example', primary=cls.seed), Zone('diff.example', primary=cls.seed),
                Zone('closed.example', primary=cls.seed)])
        for server in cls.secondaries.values():
            for zone, serial in (('sync.example', NEW), ('signed.example', NEW), ('nsec3.example', NEW), ('lag.example', OLD), ('behind.example', NEW), ('diff.example', NEW)):
                park.wait_for_serial(server, zone, serial)

    @classmethod
    def tearDownClass(cls):
        cls.park.close()

    def for_all_pairs(self, test):
        """Calls test(primary, secondary) for each make with each make."""
        for primary, secondary in itertools.product(MAKES, MAKES):
            with self.subTest(primary=primary.__name__, secondary=secondary.__name__):
                test(self.primaries[primary], self.secondaries[secondary])

    def for_all(self, servers, test):
        """Calls test(make, server) for each make."""
        for make in MAKES:
            with self.subTest(make=make.__name__):
                test(make, servers[make])

    def test_in_sync(self):
        """Any make agrees with any other about the same zone, however each spells its names"""
        def look(primary, secondary):
            result = check.run('--primary', primary, '--secondary', secondary, 'SYNC.example.')
            self.assertEqual((result.verdict, result.exit_code, result.counts), ('ok', 0, (0, 0, 0)), result)
            self.assertEqual(result.report['zone'], 'sync.example')
            self.assertEqual({server['serial'] for server in result.report['servers']}, {NEW})
            self.assertEqual([server['transport'] for server in result.report['servers']], ['udp', 'tcp'] * 2)
            self.assertEqual([(t['outcome'], t['serial'], t['records']) for t in result.report['transfers']],
                             [('ok', NEW, 19)] * 2)

        self.for_all_pairs(look)

    def test_signed_in_sync(self):
        """Signed zones, by NSEC and by NSEC3 with ZONEMD, are in sync and valid between all makes"""
        def look(primary, secondary):
            for zone in ('signed.example', 'nsec3.example'):
                result = check.run('--primary', primary, '--secondary', secondary, zone)
                self.assertEqual((result.verdict, result.ids, result.counts), ('ok', [], (0, 0, 0)), result)

        self.for_all_pairs(look)

    def test_signing_faults(self):
        """What is wrong with the signing of a zone that is in sync otherwise"""
        for zone, expected in (('ended.example', 'rrsig-expired'), ('ends.example', 'rrsig-soon'),
                               ('begins.example', 'rrsig-future'), ('broken.example', 'dnssec-broken'),
                               ('digest.example', 'zonemd-bad')):
            with self.subTest(zone=zone):
                result = check.run('--primary', self.seed, zone)
                severity = 'warning' if expected in ('rrsig-soon', 'rrsig-future') else 'critical'
                self.assertEqual((result.verdict, result.report['verdict']['severity']), (expected, severity), result)
                self.assertEqual(result.finding(expected)['port'], self.seed.port)
        result = check.run('--primary', self.seed, 'broken.example')
        self.assertIn('mail.broken.example./A', result.finding('dnssec-broken')['text'])
        # Without a copy nothing is known of signatures.
        result = check.run('--primary', self.seed, '--records', 'none', 'broken.example')
        self.assertEqual((result.verdict, result.ids), ('ok', []), result)

    def test_lagging_secondary(self):
        """A secondary with an older serial is a warning that names both serials"""
        def look(primary, secondary):
            result = check.run('--primary', primary, '--secondary', secondary, 'lag.example')
            self.assertEqual((result.verdict, result.exit_code), ('secondary-lag', 1), result)
            self.assertEqual(result.finding('secondary-lag')['port'], secondary.port)
            self.assertIn(str(OLD), result.finding('secondary-lag')['text'])
            self.assertIn(str(NEW), result.finding('secondary-lag')['text'])
            # The SOA is no difference while serials differ.
            self.assertEqual(result.counts, (0, 0, 0))

        self.for_all_pairs(look)

    def test_primary_behind(self):
        """A primary with an older serial than the secondaries is told, with a serial that helps"""
        def look(make, primary):
            result = check.run('--primary', primary, '--secondary', self.secondaries[make], 'behind.example')
            self.assertEqual((result.verdict, result.exit_code), ('serial-behind', 1), result)
            for serial in (OLD, NEW, NEW + 1):
                self.assertIn(str(serial), result.finding('serial-behind')['text'])

        self.for_all(self.primaries, look)

    def test_same_serial_other_content(self):
        """Differences at the same serial are found set by set, whatever make stands where"""
        expected = [
            ('changed', 'mail.diff.example.', 'A', ['3600 A 192.0.2.25'], ['3600 A 192.0.2.26']),
            ('changed', 'www.diff.example.', 'A', ['300 A 192.0.2.80', '300 A 192.0.2.81'],
             ['60 A 192.0.2.80', '60 A 192.0.2.81']),
            ('extra', 'extra.diff.example.', 'TYPE65280', [], ['3600 TYPE65280 \\# 4 0a000001']),
            ('missing', 'odd.diff.example.', 'TYPE65280', ['3600 TYPE65280 \\# 4 0a000001'], [])]
        def look(primary, secondary):
            result = check.run('--primary', primary, '--secondary', secondary, 'diff.example')
            self.assertEqual((result.verdict, result.exit_code, result.counts), ('same-serial-diff', 2, (1, 1, 2)), result)
            self.assertEqual(sorted((i['kind'], i['owner'], i['type'], i['primary'], i['secondary']) for i in result.items),
                             expected)
            self.assertEqual({i['port'] for i in result.items}, {secondary.port})

        self.for_all_pairs(look)

    def test_questions_in_sync(self):
        """Question by question all makes agree as well, about signed zones too, and nothing stays unverified"""
        def look(primary, secondary):
            for zone in ('sync.example', 'signed.example', 'nsec3.example'):
                result = check.run('--primary', primary, '--secondary', secondary, '--records', 'query', '--max-qps', '0', zone)
                self.assertEqual((result.verdict, result.ids, result.counts), ('ok', [], (0, 0, 0)), result)
                self.assertEqual(result.report['differences']['unverified'], 0)
                self.assertEqual([transfer['role'] for transfer in result.report['transfers']], ['primary'])

        self.for_all_pairs(look)

    def test_questions_find_differences(self):
        """Question by question the same differences are found as by copies, but for what the primary lacks"""
        def look(primary, secondary):
            arguments = ['--primary', primary, '--secondary', secondary, 'diff.example', '--max-qps', '0']
            by_copy = check.run(*arguments)
            by_question = check.run(*arguments, '--records', 'query')
            self.assertEqual((by_question.verdict, by_question.exit_code, by_question.counts), ('same-serial-diff', 2, (1, 0, 2)))
            self.assertEqual(by_question.items, [item for item in by_copy.items if item['kind'] != 'extra'])
            self.assertEqual(by_question.finding('same-serial-diff'),
                             {**by_copy.finding('same-serial-diff'), 'text': by_question.finding('same-serial-diff')['text']})

        self.for_all_pairs(look)

    def test_questions_are_explained(self):
        """--explain repeats the question behind each difference"""
        secondary = self.secondaries[Knot]
        result = check.run('--primary', self.primaries[Nsd], '--secondary', secondary, '--records', 'query', '--explain',
                           'diff.example')
        for command, answer in ((f'@127.0.0.1 -p {secondary.port} +norecurse +bufsize=1232 www.diff.example. A', '192.0.2.80'),
                                (f'@127.0.0.1 -p {secondary.port} +norecurse +bufsize=1232 odd.diff.example. TYPE65280', 'NXDOMAIN')):
            self.assertIn(f'kdig {command}\n', result.errors)
            done = subprocess.run(['sh', '-c', f'kdig {command}'], capture_output=True, text=True, check=True)
            self.assertIn(answer, done.stdout)

    def test_questions_to_a_lagging_secondary(self):
        """Differences at another serial are counted and are no finding of their own; the SOA is none"""
        result = check.run('--primary', self.primaries[Nsd], '--secondary', self.secondaries[Knot], '--records', 'query', 'lag.example')
        self.assertEqual((result.verdict, result.ids, result.counts), ('secondary-lag', ['secondary-lag'], (0, 0, 0)), result)

    def test_questions_without_a_copy(self):
        """Without the primary's copy there is nothing to ask for"""
        result = check.run('--primary', self.primaries[Nsd], '--secondary', self.primaries[Knot], '--records', 'query',
                           'closed.example')
        self.assertEqual((result.verdict, result.ids, result.counts), ('ok', ['refused'], (None, None, None)), result)

    def test_questions_keep_to_the_rate(self):
        """--max-qps is kept"""
        result = check.run('--primary', self.primaries[Nsd], '--secondary', self.secondaries[Nsd], '--records', 'query',
                           '--max-qps', '20', 'sync.example')
        self.assertEqual(result.verdict, 'ok', result)
        # Fifteen questions, of which a tenth of a second's worth leaves at once.
        self.assertGreater(result.seconds, 12 / 20)

    def test_refused_copy_is_neutral(self):
        """A primary that gives this computer no copy stays in order, and nothing counts as compared"""
        def look(make, primary):
            result = check.run('--primary', primary, 'closed.example')
            expected = 'notauth-acl' if make in (Knot, PowerDns) else 'refused'
            self.assertEqual((result.verdict, result.exit_code), ('ok', 0), result)
            self.assertEqual((result.ids, result.transfer()['outcome']), ([expected], expected))
            self.assertEqual(result.finding(expected)['severity'], 'info')
            self.assertEqual(result.counts, (None, None, None))

        self.for_all(self.primaries, look)

    def test_refused_copy_with_secondary(self):
        """With a refused copy the serials decide"""
        result = check.run('--primary', self.seed, '--secondary', self.primaries[Nsd], 'lag.example')
        self.assertEqual(result.verdict, 'serial-behind')
        result = check.run('--primary', self.primaries[Nsd], '--secondary', self.primaries[Knot], 'closed.example')
        self.assertEqual((result.verdict, result.exit_code, result.counts), ('ok', 0, (None, None, None)), result)
        self.assertEqual(sorted(result.ids), ['notauth-acl', 'refused'])

    def test_zone_not_served(self):
        """A zone that the primary does not serve"""
        def look(_make, primary):
            result = check.run('--primary', primary, 'unserved.example')
            self.assertEqual((result.verdict, result.exit_code), ('notauth-zone', 2), result)
            self.assertEqual(result.outcomes(), ['refused-all', 'refused-all'])
            self.assertEqual(result.transfer()['outcome'], 'notauth-zone')
            # Without asking for a copy only the refusal is known.
            result = check.run('--primary', primary, '--records', 'none', 'unserved.example')
            self.assertEqual((result.verdict, result.report['transfers']), ('refused-all', []), result)

        self.for_all(self.primaries, look)

    def test_zone_not_loaded(self):
        """A zone that the primary knows and has no copy of"""
        def look(_make, primary):
            result = check.run('--primary', primary, 'unloaded.example')
            self.assertEqual((result.verdict, result.exit_code), ('servfail', 2), result)
            self.assertEqual(result.outcomes(), ['servfail', 'servfail'])

        self.for_all(self.primaries, look)
        result = check.run('--primary', self.primaries[Nsd], 'unloaded.example')
        self.assertIn('error 14', result.finding('servfail')['text'])

    def test_secondary_not_serving(self):
        """A secondary that does not serve the zone, and one that could not copy it"""
        def look(make, secondary):
            result = check.run('--primary', self.seed, '--secondary', secondary, 'gone.example')
            self.assertEqual((result.verdict, result.exit_code), ('lame-secondary', 2), result)
            self.assertEqual(result.outcomes('secondary'), ['refused-all', 'refused-all'])
            result = check.run('--primary', self.primaries[make], '--secondary', secondary, 'closed.example')
            # PowerDNS does not know a zone that it never had.
            expected = 'lame-secondary' if 'refused-all' in result.outcomes('secondary') else 'secondary-expired'
            self.assertEqual((result.verdict, result.exit_code), (expected, 2), result)

        self.for_all(self.secondaries, look)

    def test_all_secondaries_at_once(self):
        """Four secondaries in one check: only those that differ are named"""
        arguments = [argument for server in self.secondaries.values() for argument in ('--secondary', server)]
        result = check.run('--primary', self.primaries[Nsd], '--secondary', self.primaries[Knot], *arguments, 'lag.example')
        self.assertEqual((result.verdict, result.exit_code), ('secondary-lag', 1), result)
        self.assertEqual({f['port'] for f in result.report['findings'] if f['id'] == 'secondary-lag'},
                         {server.port for server in self.secondaries.values()})
        self.assertIn('1 of 5', result.report['verdict']['text'])

    def test_two_primaries_disagree(self):
        """Two primaries with two serials; the copy comes from the first"""
        result = check.run('--primary', self.primaries[Knot], '--primary', self.seed, 'lag.example')
        self.assertEqual((result.verdict, result.exit_code), ('primaries-differ', 1), result)
        self.assertEqual([t['port'] for t in result.report['transfers']], [self.primaries[Knot].port])

    def test_expire_and_machine(self):
        """EXPIRE and NSID are shown as the server gave them"""
        result = check.run('--primary', self.primaries[Knot], 'sync.example')
        self.assertEqual({server['expire'] for server in result.report['servers']}, {1209600})
        self.assertEqual({server['nsid'] for server in result.report['servers']}, {KNOT_NSID})
        result = check.run('--primary', self.primaries[Nsd], 'sync.example')
        self.assertEqual({(server['expire'], server['nsid']) for server in result.report['servers']}, {(None, None)})


if __name__ == '__main__':
    tap.main()
