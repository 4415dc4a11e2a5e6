#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, from choosing the secondary zones to the proof, done by keyboard and by ear with Orca."""

import re
import unittest

import atspi
import tap
from courier import BEGUN, TRANSFER_SECONDS, courier
from orca import Orca

ZONE = 'example.com'
# What GTK 4.8 calls a thing that has no name.
TYPE_NAME = re.compile(r'\b(?:Gtk|Adw|Zc)[A-Z]\w+')


class Walk(unittest.TestCase):

    def choose_zone(self, app, reader):
        """To the zone, past everything between the top and the list."""
        app.program.activate_keyboard()
        app.choose('Secondary zones')
        reader.hear('Secondary zones')
        reader.hear('Secondary zones push button')
        app.row(ZONE, 'Behind')
        for sentences in (('State combo box', 'All push button'), ('Sort By push button',), (f'{ZONE}, Behind',)):
            atspi.press('Tab')
            for sentence in sentences:
                reader.hear(sentence)

    def start_transfer(self, app, reader):
        """From the zone's menu through the dialog, and back."""
        atspi.press('Menu')
        reader.hear('Actions menu')
        reader.hear('Start zone transfer')
        atspi.press('Return')
        dialog = app.dialog()
        app.program.activate_keyboard('Start zone transfer')
        atspi.find(dialog, 'push button', 'Start transfer', sensitive=True)
        atspi.press('Tab')
        reader.hear('Start zone transfer dialog')
        reader.hear('127.0.10.1')
        reader.hear(re.compile(r'Serial \d+ · UDP and TCP answer'))
        atspi.press('shift+Tab')
        reader.hear('Start transfer push button')
        self.assertEqual(app.puts(), [])
        atspi.press('Return')
        app.program.wait_window_gone('Start zone transfer')
        app.program.activate_keyboard()

    def follow_run(self, app, reader):
        """The states of the run are said where one is, and its end."""
        reader.hear(BEGUN[:-1])
        reader.hear(f'{ZONE}: Transferring', TRANSFER_SECONDS)
        reader.hear(re.compile(f'{re.escape(ZONE)}: Propagating'), TRANSFER_SECONDS)
        reader.hear(f'{ZONE}: Done', TRANSFER_SECONDS)
        self.assertEqual(len(app.puts(ZONE)), 1)

    def verify(self, app, reader):
        """The verdict is said without being looked for; the cells are sentences."""
        atspi.press('Return')
        window = app.program.window(ZONE)
        app.program.activate_keyboard(ZONE)
        reader.hear('Start zone transfer push button')
        atspi.press('alt+3', 'ctrl+r')
        reader.hear(re.compile(r'All \d+ name server addresses serve example\.com with serial \d+'), TRANSFER_SECONDS)

        reader.press_until('Tab', re.compile(r'127\.0\.10\.1, IPv4, UDP: Answers, serial \d+$'), window)
        atspi.press('Right')
        reader.hear(re.compile(r'127\.0\.10\.1, IPv4, TCP: Answers, serial \d+$'))

    def test_main_job(self):
        with Orca() as reader, courier('slow') as app:
            self.choose_zone(app, reader)
            self.start_transfer(app, reader)
            self.follow_run(app, reader)
            self.verify(app, reader)
            self.assertEqual([sentence for sentence in reader.listen() if TYPE_NAME.search(sentence)], [])


if __name__ == '__main__':
    tap.main()
