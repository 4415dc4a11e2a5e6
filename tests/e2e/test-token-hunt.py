# SPDX-License-Identifier: GPL-3.0-or-later
"""Hunts for the token in everything that the programs write, print, send and hand on."""
import os
import re
import subprocess

import courier
import tap
from hunt import Hunt, descendants

import atspi
from sandbox import wait_until


CHECK = os.path.join(os.environ['ZONE_COURIER_BUILD'], 'src', 'check', 'zone-courier-check')
SEARCH_PROVIDER = os.path.join(os.environ['ZONE_COURIER_BUILD'], 'src', 'search-provider',
                               'zone-courier-search-provider')
ZONE = 'example.com'
SECONDS = 60


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

    def save(self, program, title, name):
        """Gives the file chooser a name in the home directory, where the hunt passes by."""
        program.window(title)
        program.activate_keyboard(title)
        atspi.press('ctrl+a')
        atspi.type_text(os.path.join(os.environ['HOME'], name))
        atspi.press('Return')
        return wait_until(lambda: os.path.exists(os.path.join(os.environ['HOME'], name)), f'{name} is saved')

    def search(self):
        """Asks the search provider, as the shell does, and the command line, with and without success."""
        environment = {**os.environ, **self.environment()}
        with subprocess.Popen([SEARCH_PROVIDER], env={**environment, 'IONOS_TOKEN': ''}, stdout=self.output,
                              stderr=self.output) as provider:
            try:
                for method, argument in (('GetInitialResultSet', "['example']"), ('GetResultMetas', "['example.com']")):
                    subprocess.run(['gdbus', 'wait', '--session', f'{courier.APPLICATION}.SearchProvider'],
                                   check=True, timeout=SECONDS)
                    subprocess.run(['gdbus', 'call', '--session', '--dest', f'{courier.APPLICATION}.SearchProvider',
                                    '--object-path', '/io/github/zonecourier/ZoneCourier/SearchProvider', '--method',
                                    f'org.gnome.Shell.SearchProvider2.{method}', argument],
                                   check=True, timeout=SECONDS, stdout=self.output)
            finally:
                provider.terminate()

    def check(self, *arguments):
        """Runs the command line on the account, with everything that it is willing to tell."""
        with subprocess.Popen([CHECK, '--account', 'From the environment', *arguments], stdout=self.output,
                              stderr=self.output, env={**os.environ, **self.environment()}) as process:
            wait_until(lambda: self.sandbox.journal('GET', '/secondaryzones'), 'the account is asked')
            self.look_at_processes(process.pid)
            return process.wait(SECONDS)

    def test_the_command_line_keeps_it_to_itself(self):
        self.sandbox.control('faults', kind='delay', delay_ms=300)
        self.assertLess(self.check('--json', '--records', 'api', ZONE), 3)
        self.sandbox.control('faults', 'DELETE')
        self.sandbox.control('journal', 'DELETE')
        self.sandbox.control('faults', kind='status', status=403, delay_ms=300, message=f'bad token {self.sandbox.token}')
        self.assertEqual(self.check(), 2)
        self.hunt(on_bus=False)

    def test_what_the_service_knows_is_not_kept_nor_passed_on(self):
        """A token that somebody has put into the account itself, where every answer repeats it."""
        text = f'set up with {self.sandbox.token}'
        self.sandbox.control('zone', zone=ZONE, description=text, primary='127.0.10.1', status='Error', message=text)
        self.sandbox.control('faults', kind='status', method='PUT', status=409, message=text)
        with self.open_program() as program:
            app = courier.Courier(program, self.sandbox)
            app.choose('Secondary zones')
            atspi.find(app.row(ZONE, '(Failing|Behind)'), 'label', 'set up with [token]')
            atspi.find(app.row(ZONE), 'push button', re.compile(f'^Start zone transfer of {ZONE}')).click()
            app.confirm()
            app.row(ZONE, 'Failed')
            details = app.open_details(ZONE)
            atspi.find(details, 'label', re.compile(r'IONOS reports: Error.*set up with \[token\]', re.DOTALL))
            atspi.find(details, 'push button', 'Verify').click()
            atspi.find(details, 'table cell', re.compile(r'^127\.0\.10\.1, IPv4, UDP: Answers'))
            program.activate_keyboard(ZONE)
            atspi.press('ctrl+s')
            self.save(program, 'Save evidence report', 'report.md')
            atspi.find(app.window, 'page tab', 'Transfers').click()
            atspi.find(app.window, 'label', re.compile(r'busy with another operation.*set up with \[token\]', re.DOTALL))
            self.hunt_screen(program)
            self.search()
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
