# SPDX-License-Identifier: GPL-3.0-or-later
"""An account whose token is in a real GNOME Keyring: added in the window, opened again, locked, and removed."""
import os
import re
import shutil
import signal
import subprocess

import courier
import tap
from hunt import Hunt

import atspi
from sandbox import wait_until

PASSWORD = 'password'
NAME = 'Work'
ZONE = 'example.com'
SECONDS = 30


class SavedAccount(Hunt):

    def setUp(self):
        super().setUp()
        # All cases share a session, but neither accounts nor keyrings.
        for path in (os.path.join(os.environ['XDG_CONFIG_HOME'], 'zone-courier'),
                     os.path.join(os.environ['XDG_DATA_HOME'], 'keyrings')):
            shutil.rmtree(path, ignore_errors=True)
        self.daemon = None
        self.addCleanup(self.stop_keyring)

    def ask_bus(self, method):
        """Asks the bus about the keyring; gives its answer, None when there is no keyring."""
        run = subprocess.run(['dbus-send', '--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/',
                              f'org.freedesktop.DBus.{method}', 'string:org.freedesktop.secrets'],
                             capture_output=True, text=True, timeout=SECONDS, check=False)
        return run.stdout.split()[-1] if run.returncode == 0 else None

    def has_keyring(self):
        return self.ask_bus('NameHasOwner') == 'true'

    def start_keyring(self, password=None):
        """Starts the keyring of the session, as logging in does, and unlocks it when a password is given."""
        self.daemon = subprocess.Popen(['gnome-keyring-daemon', '--foreground', '--components=secrets'] +
                                       (['--unlock'] if password else []), stdin=subprocess.PIPE,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
        if password:
            self.daemon.stdin.write(password)
        self.daemon.stdin.close()
        wait_until(self.has_keyring, 'the keyring is on the bus')

    def stop_keyring(self):
        """Ends the keyring, also one that the bus started."""
        number = self.ask_bus('GetConnectionUnixProcessID')
        if number is not None:
            os.kill(int(number), signal.SIGTERM)
            wait_until(lambda: not self.has_keyring(), 'the keyring is gone')
        if self.daemon is not None:
            self.daemon.wait(SECONDS)
            self.daemon = None

    def environment(self):
        """Nothing of the account is in the environment."""
        return {**super().environment(), 'IONOS_TOKEN': '', 'IONOS_API_URL_DNS': ''}

    def add_account(self, program):
        """Adds the account on the welcome page: name, token, address."""
        window = program.window('Zone Courier')
        atspi.find(window, 'push button', 'Add account').click()
        dialog = program.window('Add account')
        self.fill(dialog, 'Name', NAME)
        # GTK 4.8 tells accessibility what stands in an entry for passwords, so this window is not hunted through.
        self.fill(dialog, 'Token', f'  Bearer {self.sandbox.token} ')
        program.point_and_click(atspi.find(dialog, 'label', re.compile('^Advanced')))
        self.fill(dialog, 'API address', self.tap.url)
        atspi.find(dialog, 'push button', 'Add').click()
        return dialog

    def fill(self, dialog, name, text):
        row = atspi.find(dialog, None, name)
        entry = atspi.wait_until(lambda: [node for node in row.walk()
                                          if node.accessible.get_editable_text_iface() is not None],
                                 f'{name} can be edited', explain=dialog.dump)
        entry[0].set_text(text)

    def see_zones(self, program):
        app = courier.Courier(program, self.sandbox)
        app.choose('Secondary zones')
        app.row(ZONE)
        return app

    def answer_prompt(self, *keys, text=''):
        """Answers the keyring's question for its password, which is a window of another program."""
        def look():
            run = subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'gcr-prompter'], check=False,
                                 capture_output=True, text=True, timeout=SECONDS)
            return run.stdout.split()
        number = wait_until(look, 'the keyring asks for its password')[-1]
        atspi.xdotool('windowfocus', '--sync', number)
        if text:
            atspi.type_text(text)
        atspi.press(*keys)
        wait_until(lambda: number not in look(), 'the question is answered')

    def test_a_locked_keyring_asks_and_is_asked_again(self):
        self.start_keyring(PASSWORD)
        with self.open_program() as program:
            self.add_account(program)
            program.wait_window_gone('Add account')
            self.see_zones(program)
        self.stop_keyring()
        self.start_keyring()
        with self.open_program() as program:
            window = program.window('Zone Courier')
            self.answer_prompt('Escape')
            atspi.find(window, 'label', re.compile('locked'))
            self.assertEqual(atspi.find_all(window, 'table row', re.compile(f'^{ZONE}')), [])
            atspi.find(window, 'push button', 'Try again').click()
            self.answer_prompt('Return', text=PASSWORD)
            self.see_zones(program)
        self.stop_keyring()
        self.hunt()

    def test_a_removed_account_leaves_no_token(self):
        self.start_keyring(PASSWORD)
        with self.open_program() as program:
            self.add_account(program)
            program.wait_window_gone('Add account')
            self.see_zones(program)
            self.assertTrue(self.has_token())
            subprocess.run(['gapplication', 'action', courier.APPLICATION, 'accounts'], check=True, timeout=SECONDS)
            dialog = program.window('Accounts')
            program.point_and_click(atspi.find(dialog, 'label', NAME))
            self.click_when_settled(program, atspi.find(dialog, 'label', re.compile('^Remove account')))
            wait_until(lambda: [button for window in program.windows()
                                for button in atspi.find_all(window, 'push button', 'Remove')],
                       'the question whether to remove')[0].click()
            atspi.find(program.window('Zone Courier'), 'push button', 'Add account')
            wait_until(lambda: not self.has_token(), 'the token is gone')
        self.hunt()

    def test_without_a_keyring_the_token_is_for_the_session(self):
        # The bus starts the keyring, which has nothing in it and asks for the password of a new one.
        with self.open_program() as program:
            dialog = self.add_account(program)
            self.answer_prompt('Escape')
            atspi.find(dialog, 'push button', 'Use for this session only').click()
            program.wait_window_gone('Add account')
            self.see_zones(program)
            self.look_at_processes(program.process.pid)
        with self.open_program() as program:
            atspi.find(program.window('Zone Courier'), 'push button', 'Add account')
            self.assertEqual(atspi.find_all(program.window('Zone Courier'), 'table row', re.compile(f'^{ZONE}')), [])
        self.hunt()

    def click_when_settled(self, program, node):
        """Clicks something that is still moving into its place."""
        places = []

        def look():
            places.append(node.place)
            return places[-1][3] > 0 and len(places) > 2 and places[-1] == places[-2] == places[-3]
        wait_until(look, f'{node!r} is in its place')
        program.point_and_click(node)

    def has_token(self):
        """Whether another program finds an item of this program in the keyring."""
        run = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path',
                              '/org/freedesktop/secrets', '--method', 'org.freedesktop.Secret.Service.SearchItems',
                              f"{{'application': '{courier.APPLICATION}'}}"],
                             capture_output=True, text=True, timeout=SECONDS, check=True)
        return '/collection/' in run.stdout

    def test_an_added_account_is_opened_again(self):
        self.start_keyring(PASSWORD)
        with self.open_program() as program:
            self.add_account(program)
            program.wait_window_gone('Add account')
            self.see_zones(program)
            self.look_at_processes(program.process.pid)
            self.hunt_screen(program)
        with self.open_program() as program:
            self.see_zones(program)
            self.hunt_screen(program)
        with self.open_program('--account', NAME) as program:
            self.see_zones(program)
        self.stop_keyring()
        self.hunt()

    def test_a_damaged_list_of_accounts_stops_nothing(self):
        directory = os.path.join(os.environ['XDG_CONFIG_HOME'], 'zone-courier')
        os.mkdir(directory)
        with open(os.path.join(directory, 'accounts.conf'), 'wb') as file:
            file.write(b'\0\xff[account')
        with self.open_program() as program:
            words = re.compile('is damaged. It was moved to .*accounts.conf.damaged-1')
            dialog = wait_until(lambda: [window for window in program.windows()
                                         if atspi.find_all(window, 'label', words)], 'the damage is told')[0]
            atspi.find(dialog, 'push button', 'Close').click()
            atspi.find(program.window('Zone Courier'), 'push button', 'Add account').click()
            program.window('Add account')
        self.assertEqual(sorted(os.listdir(directory)), ['accounts.conf.damaged-1', 'accounts.conf.lock'])

    def test_a_list_of_accounts_that_cannot_be_read_is_left_alone(self):
        path = os.path.join(os.environ['XDG_CONFIG_HOME'], 'zone-courier', 'accounts.conf')
        os.mkdir(os.path.dirname(path))
        # Root may read everything, but not a link that leads to itself.
        os.symlink('accounts.conf', path)
        with self.open_program() as program:
            words = re.compile(f'^{re.escape(path)} cannot be read: .* left as it was')
            dialog = wait_until(lambda: [window for window in program.windows()
                                         if atspi.find_all(window, 'label', words)], 'the problem is told')[0]
            atspi.find(dialog, 'push button', 'Close').click()
            added = self.add_account(program)
            atspi.find(added, 'label', re.compile(f'could not be saved: {re.escape(path)} cannot be read'))
            atspi.find(added, 'push button', 'Use for this session only').click()
            program.wait_window_gone('Add account')
            self.see_zones(program)
        self.assertEqual(os.readlink(path), 'accounts.conf')
        self.hunt()


if __name__ == '__main__':
    tap.main()
