# SPDX-License-Identifier: GPL-3.0-or-later
"""Hunts for the token in everything that the program writes, prints, sends and hands on."""
import re

import courier
import tap
from hunt import Hunt, descendants

import atspi
from sandbox import wait_until


class TokenHunt(Hunt):

    def work(self, program):
        """What people do: look, transfer, and read about a zone."""
        app = courier.Courier(program, self.sandbox)
        app.choose('Secondary zones')
        app.row('example.com')
        self.look_at_processes(program.process.pid)
        app.select('example.com')
        self.sandbox.control('bump', zone='example.com')
        atspi.find(app.window, 'push button', re.compile('^Start zone transfer of example.com')).click()
        app.confirm()
        wait_until(lambda: app.puts('example.com'), 'the transfer is started')
        details = app.open_details('example.com')
        atspi.find(details, None, re.compile('example.com'))
        self.hunt_screen(program)

        self.look_at_processes(program.process.pid)

    def be_refused(self, program):
        """The service turns the token down, and repeats it in its words."""
        app = courier.Courier(program, self.sandbox)
        atspi.find(app.window, 'label', re.compile(r'\[token\]'))
        self.hunt_screen(program)

    def test_the_token_is_in_one_header_and_nowhere_else(self):
        with self.open_program() as program:
            self.work(program)
        self.hunt()

    def test_a_token_that_the_service_repeats_is_not_repeated(self):
        self.sandbox.control('faults', kind='status', status=401, message=f'bad token {self.sandbox.token}')
        with self.open_program() as program:
            self.be_refused(program)
        self.assertIn(self.token, b''.join(self.tap.received.values()), 'the service did not repeat the token')
        self.hunt()

    def test_the_demo_gets_no_token_of_the_environment(self):
        with self.open_program('--demo') as program:
            app = courier.Courier(program, self.sandbox)
            app.choose('Secondary zones')
            app.row('example.com')
            self.assertGreater(len(descendants(program.process.pid)), 1, 'the demo has no processes')
            self.look_at_processes(program.process.pid)
        self.assertEqual(self.tap.sent, {})
        self.hunt_files()


if __name__ == '__main__':
    tap.main()
