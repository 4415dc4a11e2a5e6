#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor's how-to "Start Zone Transfer", from each of its three entry points and by keyboard alone."""

import unittest

import atspi
import tap
from courier import BEGUN, TRANSFER_SECONDS, courier

ZONE = 'example.com'
PRIMARY = '127.0.10.1'
NAME_SERVERS = ('nscs.ui-dns.com', 'nscs.ui-dns.de', 'nscs.ui-dns.org', 'nscs.ui-dns.biz')


class HowTo(unittest.TestCase):
    """Nothing is sent before *Start transfer*, exactly one PUT after it, and the serials really move."""

    def assert_moved(self, app, moved):
        serials = app.sandbox.serials(ZONE)
        self.assertIsNotNone(serials[PRIMARY])
        for name in NAME_SERVERS:
            self.assertEqual(serials[name] == serials[PRIMARY], moved, serials)

    def confirm_and_follow(self, app, window=None):
        """The rest of the way, the same from every entry point."""
        dialog = app.dialog()
        atspi.find(dialog, 'label', '212.227.123.25')
        atspi.find(dialog, 'label', '2001:8d8:fe:53::5cd:25')
        self.assertEqual(app.puts(), [])
        self.assert_moved(app, False)

        app.confirm()
        atspi.find(window or app.window, 'label', BEGUN)
        app.row(ZONE, 'Done')
        self.assertEqual(len(app.puts(ZONE)), 1)
        self.assertEqual(len(app.puts()), 1)
        self.assert_moved(app, True)

    def test_toolbar(self):
        with courier() as app:
            app.choose('Secondary zones')
            app.row(ZONE, 'Behind')
            button = atspi.find(app.window, 'push button', 'Start zone transfer')
            self.assertFalse(button.has_state('sensitive'))
            app.select(ZONE)
            button.click()
            self.confirm_and_follow(app)

    def test_actions_column(self):
        with courier() as app:
            app.choose('Secondary zones')
            row = app.row(ZONE, 'Behind')
            atspi.find(row, 'push button', f'Start zone transfer of {ZONE}').click()
            self.confirm_and_follow(app)

    def test_details_and_records(self):
        with courier() as app:
            app.choose('Secondary zones')
            app.row(ZONE, 'Behind')
            details = app.open_details(ZONE)
            atspi.find(details, 'push button', 'Start zone transfer').click()
            self.confirm_and_follow(app, details)

    def test_cancel_sends_nothing(self):
        with courier() as app:
            app.choose('Secondary zones')
            row = app.row(ZONE, 'Behind')
            atspi.find(row, 'push button', f'Start zone transfer of {ZONE}').click()
            atspi.find(app.dialog(), 'push button', 'Cancel').click()
            app.program.wait_window_gone('Start zone transfer')
            atspi.find(row, 'push button', f'Start zone transfer of {ZONE}').click()
            app.dialog()
            app.program.activate_keyboard('Start zone transfer')
            atspi.press('Escape')
            app.program.wait_window_gone('Start zone transfer')
            self.assertEqual(app.puts(), [])
            self.assert_moved(app, False)

    def test_follow_leads_to_the_run(self):
        with courier() as app:
            app.choose('Secondary zones')
            atspi.find(app.row(ZONE, 'Behind'), 'push button', f'Start zone transfer of {ZONE}').click()
            app.confirm()
            atspi.find(app.window, 'push button', 'Follow').click()
            atspi.find(app.window, 'page tab', 'Transfers', selected=True)
            atspi.find(app.window, 'label', ZONE)
            atspi.find(app.window, 'label', 'Done', TRANSFER_SECONDS)
            # The row of the zone, which is on the other page now, says the same.
            app.row(ZONE, 'Done')
            app.picture('followed')

    def test_show_secondary_zones(self):
        with courier('secondary-only') as app:
            # The tests before may have left the other choice, which is remembered.
            app.choose('Primary zones')
            atspi.find(app.window, 'push button', 'Show secondary zones').click()
            zone = app.sandbox.zones()[0]['properties']['zoneName']
            app.row(zone)

    def test_keyboard_alone(self):
        with courier() as app:
            app.choose('Secondary zones')
            app.row(ZONE, 'Behind')
            app.program.activate_keyboard()
            atspi.press('ctrl+f')
            atspi.type_text('company site')
            atspi.wait_until(lambda: len(atspi.find_all(app.window, 'table row', None)) >= 1 and
                             not atspi.find_all(app.window, 'push button', 'Start zone transfer of example.net'),
                             'the list holds the found zone alone')
            before = app.program.focused()
            atspi.press('Down')
            atspi.wait_until(lambda: app.program.focused() not in (None, before), 'the focus moved')
            self.assertEqual(app.program.focused().name, f'{ZONE}, Behind')
            # Ctrl+F leads back to a search that is shown already.
            atspi.press('ctrl+f')
            atspi.wait_until(lambda: app.program.focused().role != 'table row', 'the focus is in the entry again')
            atspi.press('Down')
            atspi.wait_until(lambda: app.program.focused().role == 'table row', 'the focus is in the list again')
            atspi.find(app.window, 'push button', 'Start zone transfer', sensitive=True)
            atspi.press('Return')
            app.program.window(ZONE)
            app.program.activate_keyboard(ZONE)
            atspi.press('ctrl+w')
            app.program.wait_window_gone(ZONE)
            self.assertEqual(app.puts(), [])


if __name__ == '__main__':
    tap.main()
