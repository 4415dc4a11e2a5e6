# SPDX-License-Identifier: GPL-3.0-or-later
"""zone-courier-check against servers with every fault of the table of causes, one fault a check."""
import concurrent.futures
import unittest

import check
import tap
from faulty import FaultyServer

# Enough for every check that has not to wait, on any machine; and what is given to the others.
SECONDS = 20
WAITING = 2.5
GARBAGE = 'raw=00112233445566778899aabbccddeeff'
# EDE (option 15) 14 with a text, and EXPIRE (option 9) of an hour.
EDE = 'opt=000f000e' + '000e' + 'zone expired'.encode().hex()
EXPIRE = 'opt=00090004' + '00000e10'
OTHER_NSID = 'opt=00030004' + 'knot'.encode().hex()
NSID = 'opt=00030004' + 'node'.encode().hex()
SOA_AT = 'r=@/3600/SOA/ns1/host/{}/3600/600/604800/300'


class Row:
    """One check: the rules of a primary and perhaps a secondary, and what has to come out."""

    def __init__(self, name, verdict, exit_code, *rules, secondary=None, arguments=(), soa=None, axfr=None, found=None,
                 words=(), seconds=SECONDS, longest=None):
        self.name = name
        self.verdict = verdict
        self.exit_code = exit_code
        self.rules = rules
        self.secondary = secondary
        self.arguments = list(arguments)
        self.soa = soa
        self.axfr = axfr
        self.found = found or verdict
        self.words = words
        self.seconds = seconds
        self.longest = longest or seconds + 1
        self.result = None

    def run(self):
        with FaultyServer(*self.rules) as primary, FaultyServer(*(self.secondary or ())) as secondary:
            others = ['--secondary', secondary] if self.secondary is not None else []
            self.result = check.run('--primary', primary, *others, '--timeout', self.seconds, *self.arguments, 'example.com')


REFUSED = ('udp=rcode=5', 'tcp=rcode=5')

ROWS = [
    Row('healthy', 'ok', 0, soa=['ok', 'ok'], axfr='ok'),
    Row('healthy-both', 'ok', 0, secondary=[], soa=['ok', 'ok'], axfr='ok'),
    Row('many-messages', 'ok', 0, 'axfr=soa | ns | a | many=500 | soa', axfr='ok', seconds=20),
    Row('opt-refused', 'ok', 0, 'with_opt=rcode=1', soa=['ok', 'ok']),
    Row('opt-not-implemented', 'ok', 0, 'with_opt=rcode=4', soa=['ok', 'ok']),
    Row('truncated-udp', 'ok', 0, 'udp=tc', soa=['ok', 'ok']),

    # Reachability
    Row('udp-closed', 'udp-closed', 1, 'closed=udp', soa=['udp-closed', 'ok'], axfr='ok'),
    Row('udp-silent', 'udp-filtered', 1, 'udp=', soa=['timeout-answer', 'ok'], axfr='ok', words=['TCP works'], seconds=WAITING),
    Row('tcp-closed', 'tcp-closed', 2, 'closed=tcp', soa=['ok', 'tcp-closed'], axfr='tcp-closed', words=['AXFR needs TCP']),
    Row('tcp-filtered', 'tcp-filtered', 2, 'filtered=tcp', soa=['ok', 'tcp-filtered'], words=['UDP works'], seconds=WAITING),
    Row('tcp-reset', 'tcp-reset', 2, 'tcp=reset', 'axfr=reset', soa=['ok', 'tcp-reset'], axfr='tcp-reset'),
    Row('tcp-hang-up', 'tcp-reset', 2, 'tcp=eof', 'axfr=eof', soa=['ok', 'tcp-reset'], axfr='tcp-reset'),
    Row('axfr-reset', 'tcp-reset', 2, 'axfr=reset', soa=['ok', 'ok'], axfr='tcp-reset'),
    Row('tcp-silent', 'timeout-answer', 1, 'tcp=', soa=['ok', 'timeout-answer'], axfr='ok', words=['took the connection'], seconds=WAITING),
    Row('axfr-silent', 'timeout-answer', 1, 'axfr=', soa=['ok', 'ok'], axfr='timeout-answer', seconds=WAITING),
    Row('silent', 'timeout-answer', 3, 'udp=', 'tcp=', 'axfr=', soa=['timeout-answer', 'timeout-answer'], words=['neither'], seconds=WAITING),
    Row('silent-and-filtered', 'timeout-answer', 3, 'udp=', 'filtered=tcp', soa=['timeout-answer', 'tcp-filtered'], seconds=WAITING),
    Row('all-closed', 'tcp-closed', 3, 'closed=udp', 'closed=tcp', soa=['udp-closed', 'tcp-closed']),
    Row('primary-closed-only', 'tcp-closed', 3, 'closed=udp', 'closed=tcp', secondary=[]),
    Row('secondary-closed-only', 'tcp-closed', 3, secondary=['closed=udp', 'closed=tcp']),
    Row('nobody-answers', 'local-blocked', 3, 'udp=', 'tcp=', secondary=['udp=', 'filtered=tcp'], seconds=WAITING),
    Row('garbage', 'bad-answer', 1, f'udp={GARBAGE}', f'tcp={GARBAGE}', f'axfr={GARBAGE}', soa=['bad-answer', 'bad-answer'],
        found='bad-answer', seconds=WAITING),
    Row('wrong-id', 'bad-answer', 1, 'udp=id soa', soa=['bad-answer', 'ok'], seconds=WAITING),
    Row('no-answer-bit', 'bad-answer', 1, 'udp=qr soa', soa=['bad-answer', 'ok'], seconds=WAITING),
    Row('other-question', 'bad-answer', 1, 'udp=question soa', soa=['bad-answer', 'ok'], seconds=WAITING),
    Row('strange-rcode', 'bad-answer', 1, 'udp=rcode=6', 'tcp=rcode=6', soa=['bad-answer', 'bad-answer'], words=['YXDOMAIN']),

    # Authority
    Row('refused-all', 'refused-all', 2, *REFUSED, 'axfr=rcode=5', soa=['refused-all'] * 2, axfr='refused'),
    Row('notauth-zone', 'notauth-zone', 2, *REFUSED, 'axfr=rcode=9', soa=['refused-all'] * 2, axfr='notauth-zone'),
    Row('notauth-without-authority', 'notauth-zone', 2, 'udp=aa0 soa', 'tcp=aa0 soa', 'axfr=rcode=9', soa=['not-aa'] * 2),
    Row('notauth-to-soa', 'notauth-zone', 2, 'udp=rcode=9', 'tcp=rcode=9', 'axfr=rcode=9', soa=['notauth-zone'] * 2),
    Row('servfail', 'servfail', 2, f'udp=rcode=2 {EDE}', 'tcp=rcode=2', 'axfr=rcode=2', soa=['servfail'] * 2, axfr='servfail',
        words=['error 14', 'zone expired']),
    Row('axfr-servfail', 'servfail', 2, 'axfr=rcode=2', axfr='servfail'),
    Row('formerr', 'formerr', 2, 'udp=rcode=1', 'tcp=rcode=1', 'axfr=rcode=1', soa=['formerr'] * 2, axfr='formerr'),
    Row('axfr-formerr', 'formerr', 2, 'axfr=rcode=1', axfr='formerr'),
    Row('notimp', 'notimp', 2, 'udp=rcode=4', 'tcp=rcode=4', 'axfr=rcode=4', soa=['notimp'] * 2, axfr='notimp'),
    Row('axfr-notimp', 'notimp', 2, 'axfr=rcode=4', axfr='notimp'),
    Row('resolver', 'not-aa', 2, 'udp=aa0 ra soa', 'tcp=aa0 ra soa', soa=['not-aa'] * 2, words=['resolver']),
    Row('referral', 'not-aa', 2, 'udp=aa0 authority ns', 'tcp=aa0 authority ns', soa=['not-aa'] * 2),
    Row('nxdomain', 'nxdomain', 2, 'udp=rcode=3', 'tcp=rcode=3', 'axfr=rcode=9', soa=['nxdomain'] * 2),
    Row('nodata', 'nodata', 2, 'udp=rcode=0', 'tcp=rcode=0', 'axfr=rcode=9', soa=['nodata'] * 2),
    Row('interception', 'local-blocked', 3, 'udp=aa0 ra soa', 'tcp=aa0 ra soa', secondary=['udp=aa0 ra soa', 'tcp=aa0 ra soa']),

    # Access
    Row('refused', 'ok', 0, 'axfr=rcode=5', axfr='refused', found='refused', words=['usual']),
    Row('notauth-acl', 'ok', 0, 'axfr=rcode=9', axfr='notauth-acl', found='notauth-acl', words=['PowerDNS']),
    Row('notauth-tsig', 'ok', 0, 'axfr=rcode=9 tsig=17', axfr='notauth-tsig', found='notauth-tsig'),
    Row('badtime', 'badtime', 1, 'axfr=rcode=9 tsig=18', axfr='badtime'),
    Row('secondary-refuses', 'ok', 0, secondary=['axfr=rcode=5'], found='refused'),
    Row('secondary-not-implemented', 'ok', 0, secondary=['axfr=rcode=4'], found='notimp'),

    # Serials
    Row('lag', 'secondary-lag', 1, 'udp=soa11', 'tcp=soa11', 'axfr=soa11 ns a soa11', secondary=[], words=['10', '11']),
    Row('behind', 'serial-behind', 1, secondary=['udp=soa11', 'tcp=soa11', 'axfr=soa11 ns a soa11'], words=['10', '11', '12']),
    Row('undefined', 'serial-undefined', 1, secondary=[f'udp={SOA_AT.format(2147483658)}', f'tcp={SOA_AT.format(2147483658)}'],
        words=['two-step']),
    Row('jump', 'serial-jump', 1, f'udp={SOA_AT.format(4294000000)}', f'tcp={SOA_AT.format(4294000000)}',
        secondary=[f'udp={SOA_AT.format(4093000000)}', f'tcp={SOA_AT.format(4093000000)}'], words=['typing error']),
    Row('date-ahead', 'serial-jump', 1, f'udp={SOA_AT.format(2062010100)}', f'tcp={SOA_AT.format(2062010100)}', words=['2062']),

    # Stream
    Row('axfr-of-nothing', 'axfr-empty', 2, 'axfr=rcode=0', axfr='axfr-empty'),
    Row('axfr-without-soa', 'axfr-empty', 2, 'axfr=ns a soa', axfr='axfr-empty'),
    Row('axfr-hang-up', 'axfr-truncated', 2, 'axfr=soa ns a eof', axfr='axfr-truncated', words=['3 records']),
    Row('axfr-one-soa', 'axfr-truncated', 2, 'axfr=soa eof', axfr='axfr-truncated'),
    Row('axfr-reset-late', 'axfr-truncated', 2, 'axfr=soa ns | a reset', axfr='axfr-truncated'),
    Row('axfr-half-message', 'axfr-truncated', 2, 'axfr=soa ns | half a eof', axfr='axfr-truncated'),
    Row('axfr-stalls', 'axfr-truncated', 2, 'axfr=soa ns a', axfr='axfr-truncated', seconds=WAITING),
    Row('axfr-without-end', 'axfr-truncated', 2, 'axfr=soa | forever a', axfr='axfr-truncated', seconds=WAITING),
    Row('axfr-soa-mismatch', 'axfr-soa-mismatch', 2, 'axfr=soa ns a soa11', axfr='axfr-soa-mismatch', words=['10 → 11']),
    Row('axfr-mid-soa', 'axfr-mid-soa', 2, 'axfr=soa ns soa a soa', axfr='axfr-mid-soa'),
    Row('axfr-wrong-id', 'axfr-bad-msg', 2, 'axfr=id soa ns a soa', axfr='axfr-bad-msg'),
    Row('axfr-wrong-id-later', 'axfr-bad-msg', 2, 'axfr=soa ns | id a soa', axfr='axfr-bad-msg', words=['record 3']),
    Row('axfr-no-answer-bit', 'axfr-bad-msg', 2, 'axfr=qr soa ns a soa', axfr='axfr-bad-msg'),
    Row('axfr-other-question', 'axfr-bad-msg', 2, 'axfr=question soa ns a soa', axfr='axfr-bad-msg'),
    Row('axfr-record-of-garbage', 'axfr-bad-msg', 2, 'axfr=soa ns x=c00c00010001000000010002ffff soa', axfr='axfr-bad-msg'),
    Row('axfr-error-late', 'axfr-error-late', 2, 'axfr=soa ns | rcode=5', axfr='axfr-error-late', words=['REFUSED after 2 records']),
    Row('axfr-outside', 'axfr-out-of-zone', 2, 'axfr=soa ns outside a soa', axfr='axfr-out-of-zone'),
    Row('axfr-cname-and-more', 'axfr-out-of-zone', 2, 'axfr=soa ns a r=www/300/A/192.0.2.80 r=www/300/CNAME/ns1 soa',
        axfr='axfr-out-of-zone', words=['www.example.com. has a CNAME']),
    Row('axfr-without-ns', 'axfr-out-of-zone', 2, 'axfr=soa a soa', axfr='axfr-out-of-zone', words=['no NS record']),
    Row('axfr-of-the-secondary', 'axfr-truncated', 2, secondary=['axfr=soa ns eof']),

    # Data
    Row('large-set', 'ok', 0, 'axfr=soa ns ' + ' '.join(f'r=big/300/A/10.0.0.{i}' for i in range(101)) + ' soa', found='too-large',
        words=['A at big.example.com. (101)']),
    Row('ttl-only', 'same-serial-diff', 1, secondary=['axfr=soa ns a | r=www/60/A/192.0.2.80 r=@/300/TXT/"text" soa'],
        words=['www.example.com./A']),
    Row('other-value', 'same-serial-diff', 2, secondary=['axfr=soa ns a | r=www/300/A/192.0.2.81 r=@/300/TXT/"text" soa']),
    Row('other-soa', 'same-serial-diff', 2,
        secondary=['axfr=r=@/3600/SOA/ns1/host/10/3600/600/604800/299 ns a | r=www/300/A/192.0.2.80 r=@/300/TXT/"text" '
                   'r=@/3600/SOA/ns1/host/10/3600/600/604800/299'], words=['example.com./SOA']),

    Row('unverified', 'unverified', 1, secondary=['2=ns', '16=rcode=2', '1=rcode=5'], arguments=['--records', 'query'],
        words=['3 of 5 record sets']),
    Row('unverified-in-silence', 'unverified', 1, secondary=['16=', '2=', '1='], arguments=['--records', 'query'],
        words=['4 of 5 record sets'], seconds=WAITING, longest=SECONDS),

    # Propagation
    Row('secondary-split', 'secondary-split', 1, 'udp=soa11', 'tcp=soa11', 'axfr=rcode=5',
        secondary=['udp=soa11', f'tcp=soa {NSID}', 'axfr=rcode=5'], words=['10', '11']),
    Row('secondary-split-by-turns', 'secondary-split', 1, 'udp=soa11', 'tcp=soa11', 'axfr=rcode=5',
        secondary=[f'udp=soa11 {NSID} / soa {OTHER_NSID}', f'tcp=soa11 {NSID}', 'axfr=rcode=5'],
        words=['2 seen, 1 still old', '“node” serves 11, “knot” serves 10']),
    Row('secondary-split-in-a-later-answer', 'secondary-split', 1, 'udp=soa11', 'tcp=soa11', 'axfr=rcode=5',
        secondary=['udp=soa11 / soa11 / soa / soa11', 'tcp=soa11', 'axfr=rcode=5'], words=['11 and sometimes with 10']),
    Row('secondary-updated-meanwhile', 'ok', 0, 'udp=soa11', 'tcp=soa11', 'axfr=rcode=5',
        secondary=['udp=soa / soa11 / soa11 / soa11', 'tcp=soa11', 'axfr=rcode=5']),
    Row('secondary-before-a-cache', 'secondary-split', 1, secondary=['udp=soa opt=00130006' '0200' '0000000b', 'axfr=rcode=5'],
        words=['answers with 10', 'its copy has 11']),
    Row('secondary-expired', 'secondary-expired', 2, secondary=['udp=rcode=2', 'tcp=rcode=2', 'axfr=rcode=2']),
    Row('secondary-refuses-all', 'lame-secondary', 2, secondary=[*REFUSED, 'axfr=rcode=5'], words=['REFUSED']),
    Row('secondary-without-authority', 'lame-secondary', 2, secondary=['udp=aa0 soa', 'tcp=aa0 soa']),
    Row('expire-soon', 'expire-soon', 1, secondary=[f'udp=soa {EXPIRE}', 'tcp=soa'], words=['in 1 h.']),
    Row('expire-of-the-primary', 'ok', 0, f'udp=soa {EXPIRE}', f'tcp=soa {EXPIRE}', secondary=[]),

    # Options
    Row('udp-only', 'ok', 0, 'tcp=rcode=2', arguments=['--udp-only'], soa=['ok'], axfr='ok'),
    Row('udp-only-tcp-filtered', 'tcp-filtered', 2, 'filtered=tcp', arguments=['--udp-only'], soa=['ok'], axfr='tcp-filtered', seconds=WAITING),
    Row('tcp-only', 'ok', 0, 'udp=rcode=2', arguments=['--tcp-only'], soa=['ok'], axfr='ok'),
    Row('records-none', 'ok', 0, 'axfr=soa eof', arguments=['--records', 'none']),
]


class Faults(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        # Most of the time is waiting for silent servers.
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(pool.map(Row.run, ROWS))

    def hold(self, row):
        result = row.result
        self.assertEqual((result.verdict, result.exit_code), (row.verdict, row.exit_code), result)
        self.assertLess(result.seconds, row.longest)
        if row.soa is not None:
            self.assertEqual(result.outcomes(), row.soa, result)
        if row.axfr is not None:
            self.assertEqual(result.transfer()['outcome'], row.axfr, result)
        if row.found != 'ok':
            for words in row.words:
                self.assertIn(words, result.finding(row.found)['text'])
        # What is compared is counted, and nothing else.
        compared = row.secondary is not None and ('query' in row.arguments or
                                                  [t['outcome'] for t in result.report['transfers']] == ['ok', 'ok'])
        self.assertEqual(result.report['differences']['missing'] is not None, compared, result)


def make_test(row):
    def test(self):
        self.hold(row)
    test.__doc__ = f'{row.name}: {row.verdict}'
    return test


for ROW in ROWS:
    setattr(Faults, 'test_' + ROW.name.replace('-', '_'), make_test(ROW))

if __name__ == '__main__':
    tap.main()
