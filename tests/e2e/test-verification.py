#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A zone that is behind is verified, understood, and proven to others."""

import os
import re
import tempfile
import unittest

import atspi
import tap
from courier import courier

ZONE = 'example.com'
NAME_SERVER = 'nscs.ui-dns.biz'


class Verification(unittest.TestCase):
    """From the button Verify to a report that one can send on."""

    def save_report(self, app, window, path):
        """Saves the evidence report with the keyboard."""
        app.program.activate_keyboard(ZONE)
        atspi.press('ctrl+s')
        app.program.window('Save evidence report')
        app.program.activate_keyboard('Save evidence report')
        # The name is what the chooser begins with.
        atspi.press('ctrl+a')
        atspi.type_text(path)
        atspi.press('Return')
        atspi.find(window, 'label', re.compile('^Saved as'))

    def test_from_verify_to_the_report(self):
        with courier() as app:
            app.choose('Secondary zones')
            app.row(ZONE, 'Behind')
            window = app.open_details(ZONE)
            atspi.find(window, 'push button', 'Verify').click()

            # What every address answers, each in one sentence.
            atspi.find(window, 'table cell', re.compile(r'^127\.0\.10\.1, IPv4, UDP: Answers, serial \d+'))
            atspi.find(window, 'table cell', re.compile(
                rf'^{re.escape(NAME_SERVER)}, 127\.0\.20\.4, IPv4, TCP: Answers, serial \d+, older than \d+$'))
            # What it means.
            atspi.find(window, None, 'Warning')
            atspi.find(window, None, re.compile(rf'^{re.escape(NAME_SERVER)} .* still serves \d+ while your primary has \d+'))

            with tempfile.TemporaryDirectory() as directory:
                path = os.path.join(directory, 'report.md')
                self.save_report(app, window, path)
                with open(path, encoding='utf-8') as file:
                    report = file.read()
            self.assertIn(ZONE, report)
            self.assertIn('kdig @127.0.20.4 ', report)
            self.assertIn('still serves', report)
            self.assertNotIn(app.sandbox.token, report)
            self.assertNotIn('Bearer', report)
            # To look is not to start.
            self.assertEqual(app.puts(), [])


if __name__ == '__main__':
    tap.main()
