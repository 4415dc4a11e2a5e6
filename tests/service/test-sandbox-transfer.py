# SPDX-License-Identifier: GPL-3.0-or-later
"""A transfer started through the sandbox's API really moves a zone from primary to name servers."""
import unittest

import tap
from sandbox import Sandbox, wait_until

NAME_SERVERS = ['nscs.ui-dns.com', 'nscs.ui-dns.de', 'nscs.ui-dns.org', 'nscs.ui-dns.biz']


class Transfer(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox('secondary-only')

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def dig_serial(self, zone, address):
        fields = self.sandbox.dig(f'@{address}', zone, 'SOA', '+short').split()
        return int(fields[2]) if fields else None

    def served(self, zone):
        return [self.dig_serial(zone, self.sandbox.address(name)) for name in NAME_SERVERS]

    def start(self, zone):
        answer = self.sandbox.request('PUT', f'/secondaryzones/{zone["id"]}/axfr', b'')
        self.assertEqual((answer.status, answer.body), (202, '{}'))

    def test_moves_the_serial_of_all_name_servers(self):
        """PUT axfr brings all four name servers to the primary's serial, as kdig sees it"""
        zone = self.sandbox.zone('example.com')
        target = self.dig_serial('example.com', '127.0.10.1')
        self.assertEqual(len(set(self.served('example.com'))), 1)
        self.assertLess(self.served('example.com')[0], target)

        self.start(zone)
        wait_until(lambda: self.served('example.com') == [target] * 4, 'all name servers at the new serial')

    def test_moves_nothing_by_itself(self):
        """A new serial at the primary stays there until a transfer is started"""
        before = self.served('example.net')
        target = self.sandbox.control('bump', zone='example.net')['serial']
        self.assertEqual(self.dig_serial('example.net', '127.0.10.1'), target)
        self.assertEqual(self.served('example.net'), before)

        self.start(self.sandbox.zone('example.net'))
        wait_until(lambda: self.served('example.net') == [target] * 4, 'all name servers at the new serial')


if __name__ == '__main__':
    tap.main()
