# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can go wrong with a call of the sandbox's API, as a client that is not ours sees it."""
import http.client
import json
import time
import unittest
import urllib.parse

import tap
from sandbox import Sandbox, wait_until

ZONE = '/secondaryzones/00000000-0000-4000-8000-000000000'


class BuiltIn(unittest.TestCase):
    """The scenario api-faults: a fault a zone."""

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox('api-faults')

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def served(self, zone):
        return [serial for server, serial in self.sandbox.serials(zone).items() if server.startswith('nscs')]

    def check_error(self, number, method='PUT', part='/axfr'):
        answer = self.sandbox.request(method, f'{ZONE}{number}{part}')
        self.assertEqual(answer.status, number)
        self.assertEqual(answer.headers.get_content_type(), 'application/json')
        self.assertEqual(answer.json()['httpStatus'], number)
        return answer

    def test_list_is_sound(self):
        """The list of zones and one zone work in the middle of all that"""
        self.assertEqual(len(self.sandbox.zones()), 15)
        self.assertEqual(self.sandbox.request('PUT', f'{ZONE}001/axfr').status, 202)
        wait_until(lambda: self.served('sound.example') == [2] * 4, 'the sound zone is transferred')

    def test_errors_have_no_effect(self):
        """403, 404, 409, 500: the service's error body, and no transfer"""
        for number, zone in ((403, 'forbidden'), (404, 'gone'), (409, 'conflict'), (500, 'broken')):
            self.check_error(number)
            self.assertEqual(self.served(f'{zone}.example'), [1] * 4)

    def test_messages(self):
        """A scenario's message comes as it is, and known codes have their words"""
        message = self.check_error(403).json()['messages'][0]['message']
        self.assertEqual(message, 'User lacks the privilege "Access and manage DNS" & <b>more</b>')
        message = self.check_error(409).json()['messages'][0]
        self.assertEqual(message['errorCode'], 'paas-dns-rest-0513')

    def test_retry_after(self):
        """429 twice and 503 once, with Retry-After in seconds, then all is well"""
        for number, times in ((429, 2), (503, 1)):
            for _ in range(times):
                self.assertEqual(self.check_error(number).headers['Retry-After'], '1')
            self.assertEqual(self.sandbox.request('PUT', f'{ZONE}{number}/axfr').status, 202)

    def test_gateway(self):
        """502 with a proxy's page"""
        answer = self.sandbox.request('GET', f'{ZONE}502/axfr')
        self.assertEqual((answer.status, answer.headers.get_content_type()), (502, 'text/html'))
        self.assertIn('<h1>502 Bad Gateway</h1>', answer.body)

    def test_lost_answer(self):
        """The connection breaks instead of an answer, and the transfer happens"""
        with self.assertRaises(ConnectionError):
            self.sandbox.request('PUT', f'{ZONE}601/axfr')
        wait_until(lambda: self.served('lost.example') == [2] * 4, 'the transfer without an answer')
        self.assertEqual([entry['status'] for entry in self.sandbox.journal('PUT', f'{ZONE}601')], [0])

    def test_hanging(self):
        """No answer ever comes, and the transfer happens"""
        with self.assertRaises(TimeoutError):
            self.sandbox.request('PUT', f'{ZONE}602/axfr', timeout=0.5)
        wait_until(lambda: self.served('hanging.example') == [2] * 4, 'the transfer without an answer')

    def test_reset(self):
        """The connection is reset, and nothing happens"""
        for method in ('GET', 'PUT'):
            with self.assertRaises(ConnectionResetError):
                self.sandbox.request(method, f'{ZONE}603/axfr')
        self.assertEqual(self.served('reset.example'), [1] * 4)

    def test_truncated(self):
        """Half of a body arrives, less than its Content-Length"""
        with self.assertRaises(http.client.IncompleteRead) as caught:
            self.sandbox.request('GET', f'{ZONE}604/axfr')
        self.assertTrue(caught.exception.partial.startswith(b'{"type":"collection"'))
        self.assertGreater(caught.exception.expected, 0)

    def test_empty_answer(self):
        """202 with an empty body, and the transfer happens"""
        answer = self.sandbox.request('PUT', f'{ZONE}605/axfr')
        self.assertEqual((answer.status, answer.body), (202, ''))
        wait_until(lambda: self.served('empty-answer.example') == [2] * 4, 'the transfer with an empty answer')

    def test_damaged_answer(self):
        """A complete body that is not JSON"""
        answer = self.sandbox.request('GET', f'{ZONE}606/axfr')
        self.assertEqual(answer.status, 202)
        with self.assertRaises(json.JSONDecodeError):
            answer.json()

    def test_redirect(self):
        """307 with a Location on another port"""
        answer = self.sandbox.request('GET', f'{ZONE}307/axfr')
        self.assertEqual((answer.status, answer.headers['Location']), (307, 'http://127.0.0.1:9/elsewhere'))


class Injected(unittest.TestCase):
    """Faults that a test adds."""

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox('secondary-only')

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def setUp(self):
        self.sandbox.control('faults', verb='DELETE')
        self.sandbox.control('journal', verb='DELETE')

    def statuses(self, path, times):
        return [self.sandbox.request('GET', path).status for _ in range(times)]

    def test_skip_and_count(self):
        """A fault meets the calls it is meant for: after so many, so many times, on that path"""
        self.sandbox.control('faults', kind='status', status=503, method='GET', path='/secondaryzones*', skip=2, count=3)
        self.assertEqual(self.statuses('/zones', 2), [200, 200])
        self.assertEqual(self.statuses('/secondaryzones?limit=5', 7), [200, 200, 503, 503, 503, 200, 200])

    def test_method(self):
        """A fault of one method leaves the others alone"""
        zone = self.sandbox.zone('example.net')['id']
        self.sandbox.control('faults', kind='status', status=500, method='PUT', path='*/axfr')
        self.assertEqual(self.sandbox.request('GET', f'/secondaryzones/{zone}/axfr').status, 202)
        self.assertEqual(self.sandbox.request('PUT', f'/secondaryzones/{zone}/axfr').status, 500)

    def test_expired_token(self):
        """401 although the token is right"""
        self.sandbox.control('faults', kind='status', status=401)
        answer = self.sandbox.request('GET', '/zones')
        self.assertEqual((answer.status, answer.json()['messages'][0]['errorCode']), (401, 'paas-auth-1'))

    def test_delay(self):
        """An answer comes late and is what it would have been; others do not wait for it"""
        self.sandbox.control('faults', kind='delay', delay_ms=700, path='/zones')
        slow = http.client.HTTPConnection(urllib.parse.urlsplit(self.sandbox.url).netloc, timeout=10)
        begin = time.monotonic()
        slow.request('GET', '/zones', headers={'Authorization': f'Bearer {self.sandbox.token}'})
        self.assertEqual(self.sandbox.request('GET', '/quota').status, 200)
        self.assertLess(time.monotonic() - begin, 0.7)
        self.assertEqual(json.loads(slow.getresponse().read())['items'], [])
        self.assertGreaterEqual(time.monotonic() - begin, 0.7)
        slow.close()

    def test_gone_while_waiting(self):
        """A client that leaves before its late answer harms nobody"""
        self.sandbox.control('faults', kind='delay', delay_ms=150, path='/zones', count=1)
        with self.assertRaises(TimeoutError):
            self.sandbox.request('GET', '/zones', timeout=0.05)
        wait_until(lambda: self.sandbox.request('GET', '/zones').status == 200, 'the sandbox goes on')

    def test_journal_names_faults(self):
        """The journal says which fault a call met"""
        self.sandbox.control('faults', kind='reset', name='trouble', path='/zones')
        with self.assertRaises(ConnectionResetError):
            self.sandbox.request('GET', '/zones')
        self.assertEqual([(entry['fault'], entry['status']) for entry in self.sandbox.journal(path='/zones')], [('trouble', 0)])

    def test_status_words(self):
        """What is reported for a primary can be any text, and becomes true again"""
        zone = self.sandbox.zone('example.net')['id']
        self.sandbox.control('zone', zone='example.net', primary='127.0.10.1', status='<b>Pending</b>', message='a & b')
        item = self.sandbox.request('GET', f'/secondaryzones/{zone}/axfr').json()['items'][0]
        self.assertEqual(item, {'primaryIp': '127.0.10.1', 'status': '<b>Pending</b>', 'errorMessage': 'a & b'})
        self.sandbox.control('zone', zone='example.net', primary='127.0.10.1')
        item = self.sandbox.request('GET', f'/secondaryzones/{zone}/axfr').json()['items'][0]
        self.assertEqual(item['status'], 'Ok')

    def test_states(self):
        """A zone's state can be any text"""
        for state in ('DESTROYING', 'CREATED', 'AVAILABLE'):
            self.sandbox.control('zone', zone='example.net', state=state)
            self.assertEqual(self.sandbox.zone('example.net')['metadata']['state'], state)

    def test_deleted_meanwhile(self):
        """A zone that was deleted is gone from the API and from the name servers"""
        zone = self.sandbox.zone('example.org')['id']
        self.sandbox.control('delete', zone='example.org')
        self.assertEqual(self.sandbox.request('GET', f'/secondaryzones/{zone}/axfr').status, 404)
        self.assertEqual(self.sandbox.request('PUT', f'/secondaryzones/{zone}/axfr').status, 404)
        wait_until(lambda: 'status: REFUSED' in self.sandbox.dig('@127.0.20.1', 'example.org', 'SOA'), 'it is refused')

    def test_bad_controls(self):
        """A control call that means nothing is refused"""
        for word, body in (('faults', {}), ('faults', {'kind': 'nonsense'}), ('bump', {}), ('bump', {'zone': 'nowhere.example'}), ('bump', {'zone': '../zones/example.net'}),
                           ('hold', {'server': 'ns.example'}), ('stop', {'server': '127.0.10.99'}),
                           ('delete', {'zone': 'nowhere.example'}), ('zone', {}),
                           ('bump', {'zone': 'example.net', 'zonefile': 'nonsense'})):
            answer = self.sandbox.request('POST', f'/_sandbox/{word}', body, token=False)
            self.assertEqual(answer.status, 400, (word, body, answer))
        self.assertEqual(self.sandbox.request('GET', '/_sandbox/nothing').status, 404)


if __name__ == '__main__':
    tap.main()
