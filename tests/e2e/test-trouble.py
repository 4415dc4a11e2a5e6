#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wrong has its own visible message, and nothing else breaks."""

import re
import subprocess
import unittest

import atspi
import tap
from courier import BEGUN, TRANSFER_SECONDS, courier, started

ZONE = 'example.com'
PRIMARY = '127.0.10.1'
NAME_SERVERS = ('nscs.ui-dns.com', 'nscs.ui-dns.de', 'nscs.ui-dns.org', 'nscs.ui-dns.biz')
# Nothing listens on the discard port of this address.
NOBODY = 'http://127.0.0.1:9'


def activate(action, zone):
    """Activates an action of the program from outside, as a notification or a script does."""
    subprocess.run(['gapplication', 'action', 'io.github.zonecourier.ZoneCourier', action, f"'{zone}'"],
                   check=True, timeout=atspi.WAIT_SECONDS)


class NoAccount(unittest.TestCase):
    """What is shown instead of zones when there is no way to the service."""

    def assert_says(self, environment, text):
        with started({'IONOS_API_URL_DNS': '', 'IONOS_TOKEN': '', **environment}) as program:
            atspi.find(program.window('Zone Courier'), 'label', re.compile(text))

    def test_no_token(self):
        with started({'IONOS_API_URL_DNS': '', 'IONOS_TOKEN': ''}) as program:
            window = program.window('Zone Courier')
            atspi.find(window, 'push button', 'Add account', sensitive=True)
            atspi.find(window, 'push button', 'Try the demo')

    def test_no_https(self):
        self.assert_says({'IONOS_TOKEN': 'a.b.c', 'IONOS_API_URL_DNS': 'http://dns.example'}, 'not secure')

    def test_no_address(self):
        self.assert_says({'IONOS_TOKEN': 'a.b.c', 'IONOS_API_URL_DNS': 'nonsense'}, 'nonsense')

    def test_nobody_there(self):
        with started({'IONOS_TOKEN': 'a.b.c', 'IONOS_API_URL_DNS': NOBODY}) as program:
            window = program.window('Zone Courier')
            atspi.find(window, 'push button', 'Try again', 60)

    def test_wrong_dns_port(self):
        self.assert_says({'IONOS_TOKEN': 'a.b.c', 'ZONE_COURIER_DNS_PORT': '70000'}, 'ZONE_COURIER_DNS_PORT')


class Trouble(unittest.TestCase):
    """What the service and the name servers can do to a user."""

    def test_wrong_token(self):
        with courier(environment={'IONOS_TOKEN': 'wrong.wrong.wrong'}) as app:
            atspi.find(app.window, 'push button', 'Try again')
            atspi.find(app.window, 'label', re.compile('token', re.IGNORECASE))

    def test_no_match(self):
        with courier() as app:
            app.choose('Secondary zones')
            app.row(ZONE)
            app.program.activate_keyboard()
            atspi.press('ctrl+f')
            atspi.type_text('nowhere')
            atspi.find(app.window, 'label', 'No zones found')
            atspi.press('Escape')
            app.row(ZONE)

    def test_rejected_start_claims_nothing(self):
        with courier() as app:
            app.choose('Secondary zones')
            row = app.row(ZONE, 'Behind')
            app.fault(kind='status', method='PUT', status=403, message='not <b>you</b>')
            atspi.find(row, 'push button', f'Start zone transfer of {ZONE}').click()
            app.confirm()
            app.row(ZONE, 'Failed')
            self.assertEqual(atspi.find_all(app.window, 'label', BEGUN), [])
            self.assertEqual(len(app.puts()), 1)
            app.open_details(ZONE)
            atspi.find(app.program.window(ZONE), 'label', re.compile('not <b>you</b>'))

    def test_many_rejected_starts_are_told_in_one_toast(self):
        with courier('stuck') as app:
            app.choose('Secondary zones')
            app.row('in-sync.example')
            app.fault(kind='status', method='PUT', status=403)
            app.select('in-sync.example')
            atspi.press('ctrl+a')
            atspi.find(app.window, 'push button', 'Start zone transfer').click()
            app.confirm()
            atspi.find(app.window, 'label', re.compile(r'^[0-9]+ transfers were not started$'))
            self.assertEqual(atspi.find_all(app.window, 'label', BEGUN), [])

    def test_a_zone_in_a_list_that_was_not_read_is_not_denied(self):
        with courier(environment={'IONOS_TOKEN': 'wrong.wrong.wrong'}) as app:
            atspi.find(app.window, 'push button', 'Try again')
            activate('show-zone', ZONE)
            atspi.find(app.window, 'label', f'The zones could not be read, so {ZONE} was not found')

    def test_lost_answer(self):
        with courier() as app:
            app.fault(kind='lost', method='PUT', count=1)
            app.choose('Secondary zones')
            atspi.find(app.row(ZONE, 'Behind'), 'push button', f'Start zone transfer of {ZONE}').click()
            app.confirm()
            atspi.find(app.window, 'label', f'IONOS gave no answer; {ZONE} is being watched')
            self.assertEqual(atspi.find_all(app.window, 'label', BEGUN), [])
            app.row(ZONE, 'Done')
            self.assertEqual(len(app.puts()), 1)

    def test_window_closes_and_the_run_goes_on(self):
        with courier() as app:
            app.choose('Secondary zones')
            atspi.find(app.row(ZONE, 'Behind'), 'push button', f'Start zone transfer of {ZONE}').click()
            app.confirm()
            app.row(ZONE, 'Requested|Transferring|Propagating')
            app.program.activate_keyboard()
            atspi.press('ctrl+w')
            self.assertEqual(app.program.wait_end(TRANSFER_SECONDS), 0)
            serials = app.sandbox.serials(ZONE)
            for name in NAME_SERVERS:
                self.assertEqual(serials[name], serials[PRIMARY], serials)
            self.assertEqual(len(app.puts()), 1)


if __name__ == '__main__':
    tap.main()
