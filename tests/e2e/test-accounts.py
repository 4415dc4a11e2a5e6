# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to an account and back to it: what the user sees when a token does not work, and what is done about it."""

import contextlib
import os
import re
import shutil
import subprocess
import unittest

import atspi
import tap
from courier import PROGRAM, Courier, started
from sandbox import Sandbox

ZONE = 'example.com'
NAME = 'IONOS Cloud'
# Nothing listens on the discard port of this address.
NOBODY = 'http://127.0.0.1:9'


def fill(dialog, name, text):
    """Gives a field another text."""
    row = atspi.find(dialog, None, name)
    entry = atspi.wait_until(lambda: [node for node in row.walk()
                                      if node.accessible.get_editable_text_iface() is not None],
                             f'{name} can be edited', explain=dialog.dump)
    entry[0].set_text(text)


class Accounts(unittest.TestCase):
    """The token is kept by libsecret in a file; the real keyring has a test of its own."""

    def setUp(self):
        self.exits = contextlib.ExitStack()
        self.addCleanup(self.exits.close)
        self.sandbox = self.exits.enter_context(Sandbox('default'))
        self.folder = os.path.join(os.environ['XDG_DATA_HOME'], 'tokens')
        # All cases share a session, but neither accounts nor keyrings.
        for path in (os.path.join(os.environ['XDG_CONFIG_HOME'], 'zone-courier'), self.folder):
            shutil.rmtree(path, ignore_errors=True)
        os.mkdir(self.folder, 0o700)

    def start(self, **environment):
        """Starts the program with nothing of an account in the environment."""
        return started({**self.sandbox.environment(), 'IONOS_TOKEN': '', 'IONOS_API_URL_DNS': '',
                        'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PATH': os.path.join(self.folder, 'keyring'),
                        'SECRET_FILE_TEST_PASSWORD': 'password', **environment})

    def begin_to_add(self, program, token, url):
        """Fills in the dialog that the welcome page leads to, and presses *Add*."""
        atspi.find(program.window('Zone Courier'), 'push button', 'Add account').click()
        dialog = program.window('Add account')
        fill(dialog, 'Token', token)
        program.point_and_click(atspi.find(dialog, 'label', 'Advanced'))
        fill(dialog, 'API address', url)
        atspi.find(dialog, 'push button', 'Add', sensitive=True).click()
        return dialog

    def see_zones(self, program):
        app = Courier(program, self.sandbox)
        app.choose('Secondary zones')
        app.row(ZONE)
        return app

    def test_refused_then_corrected_then_reopened(self):
        with self.start() as program:
            dialog = self.begin_to_add(program, 'wrong.wrong.wrong', self.sandbox.url)
            atspi.find(dialog, 'label', 'The token was not accepted')
            self.assertEqual(self.sandbox.journal('GET', '/zones'), [])
            fill(dialog, 'Token', f' {self.sandbox.token}\t')
            atspi.find(dialog, 'push button', 'Add', sensitive=True).click()
            program.wait_window_gone('Add account')
            self.see_zones(program)
        with self.start() as program:
            self.see_zones(program)
            self.assertEqual([window.name for window in program.windows()], ['Zone Courier'])

    def test_nobody_there_and_added_anyway(self):
        with self.start() as program:
            dialog = self.begin_to_add(program, 'a.b.c', NOBODY)
            atspi.find(dialog, 'push button', 'Add anyway', 60).click()
            program.wait_window_gone('Add account')
            atspi.find(program.window('Zone Courier'), 'push button', 'Try again', 60)

    def test_keyboard_alone(self):
        with self.start() as program:
            program.window('Zone Courier')
            program.activate_keyboard()
            atspi.find(program.window('Zone Courier'), 'push button', 'Add account', focused=True)
            atspi.press('Return')
            dialog = program.window('Add account')
            program.activate_keyboard('Add account')
            atspi.type_text('wrong')
            atspi.find(dialog, 'push button', 'Add', sensitive=True)
            # The first Escape leaves the dialog: nothing is under way.
            atspi.press('Escape')
            program.wait_window_gone('Add account')
            program.activate_keyboard()
            atspi.press('Return')
            dialog = program.window('Add account')
            fill(dialog, 'API address', self.sandbox.url)
            program.activate_keyboard('Add account')
            atspi.type_text(self.sandbox.token)
            atspi.press('Return')
            program.wait_window_gone('Add account')
            self.see_zones(program)

    def test_import(self):
        path = os.path.join(self.folder, 'config')
        text = ('version: 1.0\nprofiles:\n  - name: work\n    environment: prod\n'
                f'    credentials: {{token: "{self.sandbox.token}"}}\n'
                'environments:\n  - name: prod\n    products:\n      - name: dns\n        endpoints:\n'
                f'          - name: {self.sandbox.url}\n')
        with open(path, 'w', encoding='ascii') as file:
            file.write(text)
        with self.start(IONOS_CONFIG_FILE=path) as program:
            window = program.window('Zone Courier')
            atspi.find(window, 'push button', re.compile('^Import from the IONOS')).click()
            dialog = program.window('Import account')
            atspi.find(dialog, 'label', re.compile('work'))
            atspi.find(dialog, 'push button', 'Continue', sensitive=True).click()
            atspi.find(program.window('Add account'), 'push button', 'Add', sensitive=True).click()
            program.wait_window_gone('Add account')
            self.see_zones(program)
        with open(path, encoding='ascii') as file:
            self.assertEqual(file.read(), text)

    def test_refused_during_use(self):
        with self.start() as program:
            self.begin_to_add(program, self.sandbox.token, self.sandbox.url)
            program.wait_window_gone('Add account')
            app = self.see_zones(program)
            details = app.open_details(ZONE)
            app.fault(kind='status', status=401)
            program.activate_keyboard('Zone Courier')
            atspi.press('F5')
            atspi.find(app.window, 'label', re.compile('^IONOS did not accept the token'))
            app.picture('token-refused')
            self.sandbox.control('faults', 'DELETE')
            atspi.find(app.window, 'push button', 'Replace token').click()
            dialog = program.window('Replace token')
            fill(dialog, f'New token of “{NAME}”', self.sandbox.token)
            atspi.find(dialog, 'push button', 'Replace', sensitive=True).click()
            program.wait_window_gone('Replace token')
            atspi.wait_gone(app.window, 'push button', 'Replace token')
            app.row(ZONE)
            # Nothing was closed for it.
            self.assertEqual(details.name, ZONE)

    def test_a_token_for_a_program_that_runs_already(self):
        words = 'Zone Courier is running already, so the IONOS_TOKEN of this command is not used'
        named = ('--account', 'From the environment')
        with self.start() as program:
            program.window('Zone Courier')
            for arguments, token in ((), ''), ((), 'one.nobody.sees'), (named, 'one.nobody.sees'):
                second = subprocess.run([PROGRAM, *arguments], env={**os.environ, 'IONOS_TOKEN': token}, timeout=30,
                                        capture_output=True, text=True, check=True)
                self.assertEqual(words in second.stderr, bool(token), second)
                self.assertNotIn('nobody', second.stdout + second.stderr)


if __name__ == '__main__':
    tap.main()
