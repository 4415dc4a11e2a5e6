# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox's API against what is known of the service's."""
import json
import re
import subprocess
import unittest
import uuid

import tap
from sandbox import Sandbox

NAME_SERVERS = ['nscs.ui-dns.com', 'nscs.ui-dns.de', 'nscs.ui-dns.org', 'nscs.ui-dns.biz']
UUID4 = re.compile(r'[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}')
DATE = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ')
UNAUTHORIZED = ('{"httpStatus":401,"messages":[{"errorCode":"paas-auth-1","message":'
                '"Unauthorized, wrong or no api key provided to process this request"}]}')


class ApiCase(unittest.TestCase):
    scenario = 'default'

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(cls.scenario)

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def call(self, method, path, body=None, status=200, **more):
        """Makes a call that must end with this status, and reads its JSON."""
        answer = self.sandbox.request(method, path, body, **more)
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.headers.get_content_type(), 'application/json')
        return answer.json()

    def refuse(self, method, path, body=None, status=400, **more):
        """Makes a call that must end with an error in the service's form."""
        error = self.call(method, path, body, status, **more)
        self.assertEqual(list(error), ['httpStatus', 'messages'])
        self.assertEqual(error['httpStatus'], status)
        for message in error['messages']:
            self.assertEqual(list(message), ['errorCode', 'message'])
        return error['messages'][0]

    @staticmethod
    def zone_body(name, **more):
        return {'properties': {'zoneName': name, **more}}


class Authorization(ApiCase):
    scenario = 'empty'

    def test_missing_token(self):
        """Without a token: 401 with the known body"""
        answer = self.sandbox.request('GET', '/zones', token=False)
        self.assertEqual((answer.status, answer.body), (401, UNAUTHORIZED))

    def test_wrong_tokens(self):
        """Anything but the token as Bearer: 401"""
        for value in (f'Bearer {self.sandbox.token}x', f'Basic {self.sandbox.token}', self.sandbox.token, 'Bearer'):
            answer = self.sandbox.request('GET', '/zones', headers={'Authorization': value}, token=False)
            self.assertEqual((answer.status, answer.body), (401, UNAUTHORIZED), value)

    def test_journal_keeps_no_secret(self):
        """The journal has every request, whether it was authorized, and nothing of the token"""
        self.sandbox.control('journal', verb='DELETE')
        self.sandbox.request('GET', '/zones?limit=3', headers={'User-Agent': 'tester/1'})
        self.sandbox.request('GET', '/quota', token=False)
        answer = self.sandbox.request('GET', '/_sandbox/journal', token=False)
        self.assertNotIn(self.sandbox.token, answer.body)
        self.assertNotIn('Bearer', answer.body)
        rows = answer.json()
        self.assertEqual([(row['method'], row['path'], row['status'], row['authorized'], row['user_agent']) for row in rows],
                         [('GET', '/zones?limit=3', 200, True, 'tester/1'), ('GET', '/quota', 401, False, '')])
        self.assertGreater(rows[0]['response_bytes'], 0)


class Wire(ApiCase):

    def test_compact_and_in_order(self):
        """A list is compact JSON with the members in the documented order and relative hrefs"""
        text = self.sandbox.request('GET', '/secondaryzones?limit=1').body
        pattern = (r'\{"id":"[0-9a-f-]{36}","type":"collection","href":"/secondaryzones\?limit=1&offset=0",'
                   r'"items":\[\{"id":"([0-9a-f-]{36})","type":"secondaryzone","href":"/secondaryzones/\1",'
                   r'"metadata":\{"createdDate":"[^"]*Z","lastModifiedDate":"[^"]*Z",'
                   r'"nameservers":\["nscs\.ui-dns\.com","nscs\.ui-dns\.de","nscs\.ui-dns\.org","nscs\.ui-dns\.biz"\],'
                   r'"state":"AVAILABLE"\},"properties":\{"description":"[^"]*","primaryIps":\["127[^]]*\],'
                   r'"zoneName":"[^"]*"\}\}\],"limit":1,"offset":0,'
                   r'"_links":\{"self":"/secondaryzones\?limit=1&offset=0","next":"/secondaryzones\?limit=1&offset=1"\}\}')
        self.assertRegex(text, f'^{pattern}$')

    def test_primary_zone(self):
        """A primary zone has the other name servers, enabled, and no primaryIps"""
        zone = self.call('GET', '/zones?limit=1')['items'][0]
        self.assertEqual(zone['type'], 'zone')
        self.assertEqual(zone['metadata']['nameservers'], [f'ns-ic.ui-dns.{tld}' for tld in ('com', 'de', 'org', 'biz')])
        self.assertEqual(list(zone['properties']), ['description', 'enabled', 'zoneName'])

    def test_ids_and_dates(self):
        """All ids have the form of version 4, all default dates that of RFC 3339 with Z"""
        for zone in self.sandbox.zones() + self.sandbox.zones('zones'):
            self.assertRegex(zone['id'], UUID4)
            self.assertRegex(zone['metadata']['createdDate'], DATE)
            self.assertRegex(zone['metadata']['lastModifiedDate'], DATE)

    def test_primary_record(self):
        """A primary zone's record has the members in the order that clients' patterns expect"""
        zone = self.sandbox.zone('example.de', 'zones')
        text = self.sandbox.request('GET', f'/records?filter.zoneId={zone["id"]}&filter.name=_dmarc').body
        self.assertRegex(text, r'"items":\[\{"id":"([^"]*)","type":"record","href":"/zones/([^/]*)/records/\1",'
                         r'"metadata":\{"createdDate":"[^"]*Z","lastModifiedDate":"[^"]*Z","fqdn":"_dmarc\.example\.de",'
                         r'"state":"AVAILABLE","zoneId":"\2"\},"properties":\{"content":"v=DMARC1;[^"]*","enabled":true,'
                         r'"name":"_dmarc","priority":0,"ttl":3600,"type":"TXT"\}\}\]')

    def test_secondary_record(self):
        """A secondary zone's record has neither id nor href, and the list names the primaries"""
        zone = self.sandbox.zone('example.net')
        page = self.call('GET', f'/secondaryzones/{zone["id"]}/records?limit=1000')
        self.assertEqual(list(page), ['id', 'type', 'href', 'metadata', 'items', 'limit', 'offset', '_links'])
        self.assertEqual(page['metadata'], {'primaryIps': ['127.0.10.1', '127.0.10.2']})
        record = next(item for item in page['items'] if item['properties']['name'] == 'git')
        self.assertEqual(record, {
            'type': 'record',
            'metadata': {'fqdn': 'git.example.net', 'rootName': 'example.net', 'zoneId': zone['id']},
            'properties': {'content': '192.0.2.41', 'enabled': True, 'name': 'git', 'priority': 0, 'ttl': 300, 'type': 'A'}})
        self.assertNotIn('SOA', {item['properties']['type'] for item in page['items']})

    def test_record_contents(self):
        """Contents stand as the service shows them: no trailing dot, the priority apart, texts without quotes"""
        zone = self.sandbox.zone('example.com')
        items = self.call('GET', f'/secondaryzones/{zone["id"]}/records?limit=1000')['items']
        found = {(item['properties']['name'], item['properties']['type'], item['properties']['priority'],
                  item['properties']['content']) for item in items}
        for row in (('', 'MX', 10, 'mx1.example.com'), ('_sip._tls', 'SRV', 10, '60 443 sip.example.com'),
                    ('www', 'CNAME', 0, 'example.com'), ('', 'NS', 0, 'nscs.ui-dns.de'),
                    ('', 'TXT', 0, 'v=spf1 mx ip4:192.0.2.0/28 -all'), ('', 'CAA', 0, '0 issue "letsencrypt.org"'),
                    ('vpn', 'AAAA', 0, '2001:db8:2::7')):
            self.assertIn(row, found)

    def test_quota(self):
        """The quota has all four counts twice"""
        quota = self.call('GET', '/quota')
        names = ['zones', 'secondaryZones', 'records', 'reverseRecords']
        self.assertEqual(list(quota['quotaLimits']), names)
        self.assertEqual(list(quota['quotaUsage']), names)
        self.assertEqual(quota['quotaUsage']['secondaryZones'], len(self.sandbox.zones()))
        self.assertEqual(quota['quotaUsage']['zones'], len(self.sandbox.zones('zones')))

    def test_transfer_status(self):
        """GET axfr answers 202 with one item per primary, Ok spelt so, no id and no href"""
        zone = self.sandbox.zone('example.com')
        status = self.call('GET', f'/secondaryzones/{zone["id"]}/axfr', status=202)
        self.assertEqual(status, {'type': 'collection', 'items': [{'primaryIp': '127.0.10.1', 'status': 'Ok'},
                                                                  {'primaryIp': '127.0.10.2', 'status': 'Ok'}]})
        zone = self.sandbox.zone('archive.example.net')
        status = self.call('GET', f'/secondaryzones/{zone["id"]}/axfr', status=202)
        self.assertEqual(status['items'], [{'primaryIp': '127.0.10.3', 'status': 'Error',
                                            'errorMessage': 'Connection with primary nameserver could not be established'}])

    def test_curl_sees_the_headers(self):
        """curl gets JSON with its length and no Location"""
        run = subprocess.run(['curl', '-sS', '-i', '-H', f'Authorization: Bearer {self.sandbox.token}',
                              f'{self.sandbox.url}/zones?limit=1'], capture_output=True, timeout=30, check=True)
        head, body = run.stdout.decode().split('\r\n\r\n', 1)
        self.assertRegex(head, r'^HTTP/1\.1 200 ')
        self.assertRegex(head, r'(?mi)^content-type: application/json\r?$')
        self.assertNotRegex(head, r'(?mi)^location:')
        self.assertEqual(json.loads(body)['limit'], 1)


class Paging(ApiCase):
    scenario = 'thousand'

    def test_defaults(self):
        """Without parameters: the first hundred"""
        page = self.call('GET', '/secondaryzones')
        self.assertEqual((page['limit'], page['offset'], len(page['items'])), (100, 0, 100))
        self.assertEqual(set(page['_links']), {'self', 'next'})

    def test_links(self):
        """next only while there is more, prev only behind the first page; they lead through all rows once"""
        for collection, total in (('secondaryzones', 1234), ('zones', 1235)):
            path, seen, pages = f'/{collection}?limit=500', [], []
            while path:
                page = self.call('GET', path)
                pages.append(page)
                seen += [item['id'] for item in page['items']]
                path = page['_links'].get('next')
            self.assertEqual((len(seen), len(set(seen))), (total, total))
            self.assertEqual([set(page['_links']) for page in pages],
                             [{'self', 'next'}, {'prev', 'self', 'next'}, {'prev', 'self'}])
            self.assertEqual(self.call('GET', pages[1]['_links']['prev'])['items'], pages[0]['items'])

    def test_exact_end(self):
        """A full last page has no next"""
        page = self.call('GET', '/secondaryzones?limit=617&offset=617')
        self.assertEqual(len(page['items']), 617)
        self.assertNotIn('next', page['_links'])

    def test_beyond_the_end(self):
        """Behind the last row: an empty list, not null"""
        page = self.call('GET', '/secondaryzones?offset=99999')
        self.assertEqual(page['items'], [])
        self.assertNotIn('next', page['_links'])

    def test_bounds(self):
        """limit goes from 1 to 1000, offset from 0; anything else is 400"""
        self.assertEqual(len(self.call('GET', '/secondaryzones?limit=1000')['items']), 1000)
        for query in ('limit=0', 'limit=1001', 'limit=-1', 'limit=ten', 'limit=', 'offset=-1', 'offset=1.5'):
            for path in ('/zones', '/secondaryzones', '/records'):
                self.refuse('GET', f'{path}?{query}')

    def test_records(self):
        """Records of secondary zones are paged, and so are those of all primary zones"""
        zone = self.sandbox.zone('anchor.example')
        path = f'/secondaryzones/{zone["id"]}/records'
        first = self.call('GET', f'{path}?limit=1000')
        second = self.call('GET', first['_links']['next'])
        self.assertEqual(len(first['items']) + len(second['items']), 1234)
        big = self.sandbox.zone('big.example', 'zones')
        self.assertEqual(len(self.call('GET', f'/zones/{big["id"]}/records')['items']), 100)
        path = f'/records?filter.zoneId={big["id"]}&limit=1000'
        self.assertEqual(len(self.call('GET', f'{path}&offset=2000')['items']), 357)


class Filters(ApiCase):

    def test_zone_name_contains(self):
        """filter.zoneName finds parts of names, and puts the exact one first"""
        names = [zone['properties']['zoneName'] for zone in
                 self.call('GET', '/secondaryzones?filter.zoneName=example.com')['items']]
        self.assertEqual(names[0], 'example.com')
        self.assertIn('shop.example.com', names)
        self.assertNotIn('example.net', names)
        first = self.call('GET', '/secondaryzones?filter.zoneName=lab.example.net&limit=1')['items'][0]
        self.assertEqual(first['properties']['zoneName'], 'lab.example.net')

    def test_state(self):
        """filter.state finds zones in a state; a word that is none is refused"""
        zones = self.call('GET', '/secondaryzones?filter.state=PROVISIONING')['items']
        self.assertEqual([zone['properties']['zoneName'] for zone in zones], ['new.example.org'])
        self.refuse('GET', '/secondaryzones?filter.state=CREATED')

    def test_links_keep_filters(self):
        """The link to the next page keeps the filter"""
        page = self.call('GET', '/secondaryzones?filter.zoneName=example&limit=2')
        self.assertIn('filter.zoneName=example', page['_links']['next'])
        self.assertEqual(len(self.call('GET', page['_links']['next'])['items']), 2)

    def test_records(self):
        """Records are found by zone, name, type; an empty name means the apex"""
        zone = self.sandbox.zone('post.example.de', 'zones')
        base = f'/records?filter.zoneId={zone["id"]}&limit=1000'
        self.assertEqual({item['properties']['type'] for item in self.call('GET', f'{base}&filter.type=MX')['items']}, {'MX'})
        self.assertEqual({item['properties']['name'] for item in self.call('GET', f'{base}&filter.name=')['items']}, {''})
        self.assertEqual({item['metadata']['zoneId'] for item in self.call('GET', base)['items']}, {zone['id']})
        self.refuse('GET', '/records?filter.zoneId=post.example.de')

    def test_unknown_parameters(self):
        """Unknown parameters are ignored on every method"""
        query = '?depth=1&limit=50&offset=0&order-by=name'
        zone = self.sandbox.zone('example.net')
        self.call('GET', f'/quota{query}')
        self.call('GET', f'/secondaryzones/{zone["id"]}{query}')
        self.call('PUT', f'/secondaryzones/{zone["id"]}/axfr{query}', status=202)


class Refusals(ApiCase):

    def test_unknown_ids(self):
        """An id that is no UUID is 400, one that is nobody's is 404, also one of the other kind"""
        nobody = str(uuid.uuid4())
        primary = self.sandbox.zone('example.de', 'zones')['id']
        for method, path in (('GET', ''), ('DELETE', ''), ('GET', '/axfr'), ('PUT', '/axfr'), ('GET', '/records')):
            self.refuse(method, f'/secondaryzones/{nobody}{path}', status=404)
            self.refuse(method, f'/secondaryzones/{primary}{path}', status=404)
            self.refuse(method, f'/secondaryzones/example.com{path}', status=400)
        for method, path in (('GET', ''), ('DELETE', ''), ('GET', '/records'), ('GET', '/zonefile'), ('GET', '/keys')):
            self.refuse(method, f'/zones/{nobody}{path}', status=404)

    def test_paths_and_methods(self):
        """Unknown paths are 404, wrong methods 405, what the sandbox does not have 501"""
        zone = self.sandbox.zone('example.de', 'zones')['id']
        self.refuse('GET', '/', status=404)
        self.refuse('GET', '/cloudapi/v6/zones', status=404)
        self.refuse('PATCH', f'/zones/{zone}', {}, status=405)
        self.refuse('POST', '/quota', {}, status=405)
        self.refuse('POST', f'/zones/{zone}/keys', {}, status=501)

    def test_unsigned_zone(self):
        """Keys of an unsigned zone: 400 with the known code, not 404"""
        zone = self.sandbox.zone('example.de', 'zones')['id']
        for method in ('GET', 'DELETE'):
            self.assertEqual(self.refuse(method, f'/zones/{zone}/keys')['errorCode'], 'paas-dns-rest-0438')

    def test_bodies(self):
        """A body that is no object with valid properties is refused, and says which member is wrong"""
        good = {'zoneName': 'new.example', 'primaryIps': ['127.0.10.1']}
        for body in (b'', b'{', b'[]', b'"text"', b'{}', b'{"properties":[]}', b'{"properties":null}', b'\xff\xfe'):
            self.refuse('POST', '/secondaryzones', body)
        for change in ({'zoneName': None}, {'zoneName': 5}, {'zoneName': ''}, {'zoneName': 'two..dots'}, {'zoneName': 'a b.example'},
                       {'zoneName': 'x/../y.example'}, {'zoneName': 'Upper.example'}, {'zoneName': 'dot.example.'},
                       {'zoneName': 'münchen.example'}, {'zoneName': f'{"x" * 64}.example'}, {'zoneName': f'{"x." * 127}example'},
                       {'description': None}, {'description': 7}):
            message = self.refuse('POST', '/secondaryzones', {'properties': {**good, **change}})
            self.assertIn(next(iter(change)), message['message'])
        for primaries in (None, [], 'text', ['127.0.10.1', '127.0.10.1'], ['ns1.example.com'], ['127.0.10.1:53'], [None],
                          [['127.0.10.1']], ['']):
            message = self.refuse('POST', '/secondaryzones', {'properties': {**good, 'primaryIps': primaries}})
            self.assertIn('primaryIps', message['message'])

    def test_duplicates(self):
        """A name that is there already is refused"""
        self.refuse('POST', '/secondaryzones', self.zone_body('example.com', primaryIps=['127.0.10.1']))
        self.refuse('POST', '/zones', self.zone_body('example.de'))


class Zones(ApiCase):
    scenario = 'secondary-only'

    def test_secondary_zone(self):
        """A secondary zone is created, read, changed as a whole, and deleted"""
        body = self.zone_body('made.example', description='', primaryIps=['127.0.10.1', '2001:db8::1'])
        made = self.call('POST', '/secondaryzones', json.dumps(body).encode() + b'\n', 202)
        path = f'/secondaryzones/{made["id"]}'
        self.assertRegex(made['id'], UUID4)
        self.assertEqual(made['type'], 'secondaryzone')
        self.assertEqual(made['href'], path)
        self.assertEqual(made['metadata']['nameservers'], NAME_SERVERS)
        self.assertEqual(made['properties'], {'description': '', 'primaryIps': ['127.0.10.1', '2001:db8::1'],
                                              'zoneName': 'made.example'})
        self.assertEqual(self.call('GET', path)['properties'], made['properties'])

        changed = self.call('PUT', path, self.zone_body('made.example', primaryIps=['192.0.2.1']), 202)
        self.assertEqual(changed['properties'], {'description': '', 'primaryIps': ['192.0.2.1'], 'zoneName': 'made.example'})
        self.assertEqual(changed['metadata']['createdDate'], made['metadata']['createdDate'])
        self.refuse('PUT', path, self.zone_body('other.example', primaryIps=['192.0.2.1']))
        self.refuse('PUT', path, self.zone_body('made.example', primaryIps=None))

        self.assertEqual(self.sandbox.request('DELETE', path, headers={'Content-Type': 'application/json'}).body, '{}')
        self.refuse('GET', path, status=404)

    def test_put_creates(self):
        """PUT with an unused UUID creates, for zones of both kinds"""
        for collection, more in (('secondaryzones', {'primaryIps': ['192.0.2.1']}), ('zones', {})):
            identity = str(uuid.uuid4())
            made = self.call('PUT', f'/{collection}/{identity}', self.zone_body(f'put-{collection}.example', **more), 202)
            self.assertEqual(made['id'], identity)
            self.call('DELETE', f'/{collection}/{identity}', status=202)

    def test_primary_zone(self):
        """A primary zone is enabled unless told otherwise, and its records go with it"""
        made = self.call('POST', '/zones', self.zone_body('primary.example'), 202)
        self.assertEqual(made['properties'], {'description': '', 'enabled': True, 'zoneName': 'primary.example'})
        path = f'/zones/{made["id"]}'
        self.assertFalse(self.call('PUT', path, self.zone_body('primary.example', enabled=False), 202)['properties']['enabled'])
        self.refuse('PUT', path, self.zone_body('primary.example', enabled='yes'))
        self.call('DELETE', path, status=202)
        self.refuse('GET', f'{path}/records', status=404)


class Records(ApiCase):
    scenario = 'empty'

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        body = {'properties': {'zoneName': 'records.example'}}
        cls.zone = cls.sandbox.request('POST', '/zones', body).json()
        cls.path = f'/zones/{cls.zone["id"]}/records'

    def test_life(self):
        """A record is created with defaults, read, changed, created by PUT, and deleted"""
        made = self.call('POST', self.path, {'properties': {'name': 'WWW', 'type': 'A', 'content': '192.0.2.1'}}, 202)
        self.assertEqual(made['properties'], {'content': '192.0.2.1', 'enabled': True, 'name': 'www', 'priority': 0,
                                              'ttl': 3600, 'type': 'A'})
        self.assertEqual(made['metadata']['fqdn'], 'www.records.example')
        path = f'{self.path}/{made["id"]}'
        body = {'properties': {'name': 'www', 'type': 'A', 'content': '192.0.2.2', 'ttl': 60, 'enabled': False}}
        self.assertEqual(self.call('PUT', path, body, 202)['properties']['ttl'], 60)
        self.assertEqual(self.call('GET', path)['properties']['content'], '192.0.2.2')
        identity = str(uuid.uuid4())
        self.assertEqual(self.call('PUT', f'{self.path}/{identity}', body, 202)['id'], identity)
        self.assertEqual(self.call('DELETE', path, status=202), {})
        self.refuse('GET', path, status=404)
        self.refuse('DELETE', path, status=404)

    def test_refusals(self):
        """Bad records are refused; a missing priority with the known words"""
        message = self.refuse('POST', self.path, {'properties': {'name': '', 'type': 'MX', 'content': 'mail.example'}})
        self.assertEqual((message['errorCode'], message['message']), ('paas-dns-rest-0419', 'missing required field priority'))
        good = {'name': 'x', 'type': 'A', 'content': '192.0.2.1'}
        for change in ({'type': 'SOA'}, {'type': None}, {'ttl': 59}, {'ttl': 604801}, {'ttl': 60.5}, {'ttl': '60'},
                       {'priority': 65536}, {'content': None}, {'name': 1}, {'enabled': 0}):
            message = self.refuse('POST', self.path, {'properties': {**good, **change}})
            self.assertIn(next(iter(change)), message['message'])

    def test_alias_conflict(self):
        """A CNAME beside other records is a conflict"""
        self.call('POST', self.path, {'properties': {'name': 'taken', 'type': 'A', 'content': '192.0.2.1'}}, 202)
        self.refuse('POST', self.path, {'properties': {'name': 'taken', 'type': 'CNAME', 'content': 'a.example'}}, 409)

    def test_zone_file(self):
        """A zone file is taken as text and given as text, whatever Accept says, and comes out as it went in"""
        made = self.call('POST', '/zones', self.zone_body('file.example'), 202)
        path = f'/zones/{made["id"]}/zonefile'
        text = ('$ORIGIN file.example.\n$TTL 600\n@ IN SOA a. b. 1 2 3 4 5\n@ IN NS ignored.example.\n'
                '@ IN MX 10 mail\nwww IN A 192.0.2.1\nwww IN TXT "a b"\nmail IN HTTPS 1 other alpn=h2\n_x._tcp IN SRV 1 2 3 mail\n'
                'null IN MX 0 .\n_y._tcp IN SRV 0 0 0 .\n')
        page = self.call('PUT', path, text.encode(), headers={'Content-Type': 'text/plain'})
        rows = [(item['properties']['name'], item['properties']['type'], item['properties']['priority'],
                 item['properties']['content']) for item in page['items']]
        self.assertEqual(sorted(rows), sorted([
            ('', 'MX', 10, 'mail.file.example'), ('www', 'A', 0, '192.0.2.1'), ('www', 'TXT', 0, 'a b'),
            ('mail', 'HTTPS', 0, '1 other.file.example alpn=h2'),
            ('_x._tcp', 'SRV', 1, '2 3 mail.file.example'), ('null', 'MX', 0, '.'), ('_y._tcp', 'SRV', 0, '0 0 .')]))

        answer = self.sandbox.request('GET', path, headers={'Accept': 'application/json'})
        self.assertEqual((answer.status, answer.headers.get_content_type()), (200, 'text/plain'))
        self.assertRegex(answer.body, r'^;Zone: file\.example\n;Exported: ')
        again = self.call('PUT', path, answer.body.encode(), headers={'Content-Type': 'text/plain'})
        self.assertEqual([item['properties'] for item in again['items']], [item['properties'] for item in page['items']])
        self.refuse('PUT', path, b'www IN A not-an-address\n')

    def test_zone_file_of_another_zone(self):
        """Records outside the zone are refused"""
        made = self.call('POST', '/zones', self.zone_body('outside.example'), 202)
        for owner in ('a.', 'www.elsewhere.example.', 'notoutside.example.'):
            message = self.refuse('PUT', f'/zones/{made["id"]}/zonefile', f'{owner} 300 IN A 192.0.2.1\n'.encode())
            self.assertIn(owner, message['message'])

    def test_reverse_records(self):
        """Reverse records answer with the codes of their own: 201, 200, 202, 409"""
        body = {'properties': {'name': 'host.example', 'description': '', 'ip': '192.0.2.77'}}
        made = self.call('POST', '/reverserecords', body, 201)
        path = f'/reverserecords/{made["id"]}'
        self.refuse('POST', '/reverserecords', body, 409)
        self.refuse('POST', '/reverserecords', {'properties': {'name': 'x', 'ip': 'host.example'}})
        body['properties']['name'] = 'other.example'
        self.assertEqual(self.call('PUT', path, body)['properties']['name'], 'other.example')
        other = {'properties': {'name': 'two.example', 'ip': '192.0.2.78'}}
        self.call('PUT', f'/reverserecords/{uuid.uuid4()}', other)
        page = self.call('GET', '/reverserecords?filter.recordIp=192.0.2.77')
        self.assertEqual(len(page['items']), 1)
        self.assertIn('filter.recordIp=192.0.2.77', page['_links']['self'])
        self.assertEqual(len(self.call('GET', '/reverserecords')['items']), 2)
        self.assertEqual(self.call('DELETE', path, status=202), {})
        self.refuse('GET', path, status=404)


class AllTypes(ApiCase):
    scenario = 'all-types'

    def test_shown(self):
        """A scenario can show SOA and types outside the enumeration"""
        zone = self.sandbox.zone('example.com')
        items = self.call('GET', f'/secondaryzones/{zone["id"]}/records')['items']
        contents = {item['properties']['type']: item['properties']['content'] for item in items}
        self.assertEqual(contents['SOA'], 'ns1.example.com hostmaster.example.com 2026010101 10800 3600 604800 300')
        for kind in ('PTR', 'NAPTR', 'DNAME', 'HINFO', 'TYPE65280', 'LOC', 'CERT', 'SVCB', 'OPENPGPKEY'):
            self.assertIn(kind, contents)
        texts = [item['properties']['content'] for item in items if item['properties']['name'] == 'txts']
        self.assertEqual(texts, ['"two" "strings; with \\"marks\\""'])


if __name__ == '__main__':
    tap.main()
