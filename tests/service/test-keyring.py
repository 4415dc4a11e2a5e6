# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens in a real GNOME Keyring on a private bus, and every way in which a keyring is not there for us."""
import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import unittest

import tap
from sandbox import wait_until

TOOL = os.environ['ZC_TEST_KEYRING_TOOL']
TOKEN = 'eyJ0eXAiOiJKV1QifQ.e30.keyring-test-token'
OTHER_TOKEN = 'eyJ0eXAiOiJKV1QifQ.e30.another-test-token'
ID = '7d444840-9dc0-11d1-b245-5ffdce74fad2'
OTHER_ID = '7d444840-9dc0-11d1-b245-5ffdce74fad3'
SECONDS = 40
APPLICATION = 'io.github.zonecourier.ZoneCourier'

BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={directory}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    {rules}
  </policy>
</busconfig>
'''


class Desktop:
    """A session with a home directory and a bus of its own. Nothing is started by the bus itself."""

    def __init__(self, rules='', with_bus=True):
        self.directory = tempfile.mkdtemp(prefix='zc-keyring-')
        self.processes = []
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(('SECRET_', 'GNOME_KEYRING', 'DBUS_', 'DISPLAY', 'WAYLAND'))}
        for name, folder in (('HOME', 'home'), ('XDG_DATA_HOME', 'data'), ('XDG_CONFIG_HOME', 'config'),
                             ('XDG_CACHE_HOME', 'cache'), ('XDG_RUNTIME_DIR', 'runtime')):
            path = os.path.join(self.directory, folder)
            os.mkdir(path, 0o700)
            self.environment[name] = path
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = f'unix:path={self.directory}/no-bus'
        if with_bus:
            self._start_bus(rules)

    def _start(self, command, environment=None, **options):
        process = subprocess.Popen(command, env=environment or self.environment, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True, **options)
        self.processes.append(process)
        return process

    def _start_bus(self, rules):
        path = os.path.join(self.directory, 'bus.conf')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(BUS.format(directory=self.directory, rules=rules))
        bus = self._start(['dbus-daemon', f'--config-file={path}', '--nofork', '--nopidfile', '--print-address=1'])
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().strip()

    def _has_service(self):
        run = subprocess.run(['dbus-send', '--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/',
                              'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'],
                             env=self.environment, capture_output=True, text=True, timeout=SECONDS, check=False)
        return 'true' in run.stdout

    def start_keyring(self, password=None):
        """Starts the daemon, and unlocks its collection when a password is given."""
        daemon = self._start(['gnome-keyring-daemon', '--foreground', '--components=secrets'] +
                             (['--unlock'] if password else []), stdin=subprocess.PIPE)
        if password:
            daemon.stdin.write(password)
        daemon.stdin.close()
        wait_until(self._has_service, 'the keyring is on the bus')
        return daemon

    def stop(self, process):
        """Ends a process of the session."""
        process.terminate()
        process.wait(SECONDS)
        process.stdout.close()
        self.processes.remove(process)

    def tool_environment(self, token=TOKEN):
        return {**self.environment, 'ZC_TEST_TOKEN': token, 'G_DEBUG': 'fatal-criticals'}

    def use(self, word, identity=ID, seconds=None, token=TOKEN):
        """Does one thing with the keyring; gives the lines that say what came of it."""
        run = subprocess.run([TOOL, word, identity] + ([str(seconds)] if seconds else []),
                             env=self.tool_environment(token),
                             capture_output=True, text=True, timeout=SECONDS, check=False)
        if run.returncode != 0:
            raise AssertionError(f'the tool ended with {run.returncode}: {run.stderr}')
        return run.stdout.splitlines()

    @property
    def accounts_path(self):
        return os.path.join(self.environment['XDG_CONFIG_HOME'], 'zone-courier', 'accounts.conf')

    def accounts(self):
        """The file of the accounts, empty when there is none."""
        try:
            with open(self.accounts_path, encoding='utf-8') as file:
                return file.read()
        except FileNotFoundError:
            return ''

    def count_tokens(self):
        """How many tokens of this program another one finds in the keyring."""
        run = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path',
                              '/org/freedesktop/secrets', '--method', 'org.freedesktop.Secret.Service.SearchItems',
                              f"{{'application': '{APPLICATION}'}}"],
                             env=self.environment, capture_output=True, text=True, timeout=SECONDS, check=True)
        return run.stdout.count('/collection/')

    def files(self):
        """All that was written, in one piece."""
        contents = b''
        for directory, _, names in os.walk(self.directory):
            for name in names:
                path = os.path.join(directory, name)
                if os.path.isfile(path):
                    with open(path, 'rb') as file:
                        contents += file.read()
        return contents

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(list(self.processes)):
            process.send_signal(signal.SIGCONT)
            self.stop(process)
        shutil.rmtree(self.directory, ignore_errors=True)


class Keyring(unittest.TestCase):

    def ends(self, lines, word):
        """The tool's first line begins with a word and says what to do."""
        self.assertTrue(lines and lines[0].startswith(word + ': '), lines)
        self.assertGreater(len(lines[0].split('. ')), 1, lines)

    def test_tokens_are_kept_apart_by_account(self):
        with Desktop() as desktop:
            desktop.start_keyring('password')
            self.ends(desktop.use('lookup'), 'no-token')
            self.assertEqual(desktop.use('store'), ['ok'])
            self.assertEqual(desktop.use('store', OTHER_ID, token=OTHER_TOKEN), ['ok'])
            self.assertEqual(desktop.use('lookup'), ['ok', TOKEN])
            self.assertEqual(desktop.use('lookup', OTHER_ID), ['ok', OTHER_TOKEN])
            self.assertEqual(desktop.use('store', token=OTHER_TOKEN), ['ok'])
            self.assertEqual(desktop.use('lookup'), ['ok', OTHER_TOKEN])
            self.assertEqual(desktop.use('clear'), ['ok'])
            self.ends(desktop.use('lookup'), 'no-token')
            self.assertEqual(desktop.use('clear'), ['ok'])
            self.assertEqual(desktop.use('lookup', OTHER_ID), ['ok', OTHER_TOKEN])

    def test_a_token_survives_the_daemon_and_is_nowhere_in_the_clear(self):
        with Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            self.assertEqual(desktop.use('store'), ['ok'])
            desktop.stop(daemon)
            desktop.start_keyring('password')
            self.assertEqual(desktop.use('lookup'), ['ok', TOKEN])
            self.assertNotIn(TOKEN.encode(), desktop.files())

    def test_a_locked_keyring_is_told_from_an_empty_one(self):
        with Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            self.assertEqual(desktop.use('store'), ['ok'])
            desktop.stop(daemon)
            daemon = desktop.start_keyring()
            self.ends(desktop.use('lookup'), 'locked')
            self.ends(desktop.use('lookup', OTHER_ID), 'no-token')
            self.ends(desktop.use('store', token=OTHER_TOKEN), 'locked')
            self.ends(desktop.use('clear'), 'locked')
            desktop.stop(daemon)
            desktop.start_keyring('password')
            self.assertEqual(desktop.use('lookup'), ['ok', TOKEN])

    def test_a_bus_without_a_keyring(self):
        with Desktop() as desktop:
            for word in ('lookup', 'store', 'clear'):
                self.ends(desktop.use(word), 'no-service')

    def test_no_bus_at_all(self):
        with Desktop(with_bus=False) as desktop:
            for word in ('lookup', 'store', 'clear'):
                self.ends(desktop.use(word), 'no-service')

    def test_a_keyring_that_refuses(self):
        with Desktop('<deny send_destination="org.freedesktop.secrets" send_interface="org.freedesktop.Secret.Service"/>') as desktop:
            desktop.start_keyring('password')
            for word in ('lookup', 'store', 'clear'):
                self.ends(desktop.use(word), 'refused')

    def test_a_keyring_that_hangs_is_given_up(self):
        with Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            self.assertEqual(desktop.use('store'), ['ok'])
            daemon.send_signal(signal.SIGSTOP)
            for word in ('lookup', 'store', 'clear'):
                self.ends(desktop.use(word, seconds=1), 'no-answer')
            daemon.send_signal(signal.SIGCONT)
            self.assertEqual(desktop.use('lookup'), ['ok', TOKEN])

    def test_without_a_keyring_an_account_is_for_the_session(self):
        with Desktop() as desktop:
            lines = desktop.use('add', 'Work')
            self.ends(lines, 'no-service')
            self.assertEqual(lines[1:], ['for this session, 1 listed'])
            self.assertEqual(desktop.accounts(), '')

    def test_with_a_keyring_an_account_is_saved(self):
        with Desktop() as desktop:
            desktop.start_keyring('password')
            self.assertEqual(desktop.use('add', 'Work'), ['ok', 'saved, 1 listed'])
            self.assertEqual(desktop.use('add', 'Home'), ['ok', 'saved, 2 listed'])
            self.assertNotIn(TOKEN.encode(), desktop.files())

    def test_programs_that_add_accounts_at_once_lose_none(self):
        names = [f'Account {number}' for number in range(6)]
        with Desktop() as desktop:
            desktop.start_keyring('password')
            tools = [subprocess.Popen([TOOL, 'add', name], env=desktop.tool_environment(), stdout=subprocess.PIPE,
                                      text=True) for name in names]
            for tool in tools:
                printed, _ = tool.communicate(timeout=SECONDS)
                self.assertRegex(printed, '^ok\nsaved, ')
            self.assertEqual(sorted(re.findall('^name=(.*)$', desktop.accounts(), re.MULTILINE)), names)
            self.assertEqual(desktop.count_tokens(), len(names))
            self.assertNotIn('unused-tokens', desktop.accounts())

    def test_a_keyring_that_hangs_while_an_account_is_added(self):
        with Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            self.assertEqual(desktop.use('add', 'Home'), ['ok', 'saved, 1 listed'])
            daemon.send_signal(signal.SIGSTOP)
            lines = desktop.use('add', 'Work', seconds=1)
            self.ends(lines, 'no-answer')
            self.assertEqual(lines[1:], ['for this session, 2 listed'])
            # What the keyring does with the token when it goes on is not known here.
            self.assertIn('unused-tokens=', desktop.accounts())
            daemon.send_signal(signal.SIGCONT)
            self.assertEqual(desktop.use('open', 'Work'), ['not listed'])
            self.assertEqual(desktop.use('open', 'Home'), ['ok', TOKEN, 'tidy'])
            self.assertEqual(desktop.count_tokens(), 1)
            self.assertNotIn('unused-tokens', desktop.accounts())

    def test_a_program_that_dies_while_an_account_is_added(self):
        with Desktop() as desktop:
            desktop.start_keyring('password')
            # The note before the token is stored fits into the limit; the account, which is written after, does not.
            run = subprocess.run([TOOL, 'add', 'Work'], env=desktop.tool_environment(), timeout=SECONDS, check=False,
                                 capture_output=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (90, 90)))
            self.assertEqual(run.returncode, -signal.SIGXFSZ, run)
            self.assertEqual(desktop.count_tokens(), 1)
            self.assertEqual(desktop.use('open', 'Work'), ['not listed'])
            self.assertEqual(desktop.use('add', 'Work', token=OTHER_TOKEN), ['ok', 'saved, 1 listed'])
            self.assertEqual(desktop.count_tokens(), 2)
            self.assertEqual(desktop.use('open', 'Work'), ['ok', OTHER_TOKEN, 'tidy'])
            self.assertEqual(desktop.count_tokens(), 1)

    def test_a_keyring_that_hangs_while_a_token_is_replaced(self):
        with Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            desktop.use('add', 'Work')
            daemon.send_signal(signal.SIGSTOP)
            self.ends(desktop.use('replace', 'Work', seconds=1, token=OTHER_TOKEN), 'no-answer')
            daemon.send_signal(signal.SIGCONT)
            # One of both is there, and one only.
            self.assertIn(desktop.use('open', 'Work')[1], (TOKEN, OTHER_TOKEN))
            self.assertEqual(desktop.count_tokens(), 1)
            self.assertEqual(desktop.use('replace', 'Work', token=OTHER_TOKEN), ['ok', '1 listed'])
            self.assertEqual(desktop.use('open', 'Work'), ['ok', OTHER_TOKEN, 'tidy'])

    def test_a_keyring_that_hangs_while_an_account_is_removed(self):
        with Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            desktop.use('add', 'Work')
            desktop.use('add', 'Home')
            daemon.send_signal(signal.SIGSTOP)
            lines = desktop.use('remove', 'Work', seconds=1)
            self.ends(lines, 'no-answer')
            self.assertEqual(lines[1:], ['2 listed'])
            self.assertNotIn('unused-tokens', desktop.accounts())
            # The user takes the account off the list all the same; the keyring is tidied up when it goes on.
            self.assertEqual(desktop.use('remove-only', 'Work', seconds=1), ['ok', '1 listed'])
            daemon.send_signal(signal.SIGCONT)
            self.assertEqual(desktop.use('open', 'Home'), ['ok', TOKEN, 'tidy'])
            self.assertEqual(desktop.count_tokens(), 1)

    def test_a_program_that_dies_while_an_account_is_removed(self):
        with Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            desktop.use('add', 'Work')
            desktop.use('add', 'Home')
            daemon.send_signal(signal.SIGSTOP)
            with subprocess.Popen([TOOL, 'remove', 'Work'], env=desktop.tool_environment()) as tool:
                wait_until(lambda: 'unused-tokens' in desktop.accounts(), 'the removal has begun')
                tool.kill()
            daemon.send_signal(signal.SIGCONT)
            self.assertEqual(desktop.use('open', 'Work'), ['not listed'])
            self.assertEqual(desktop.use('open', 'Home'), ['ok', TOKEN, 'tidy'])
            self.assertEqual(desktop.count_tokens(), 1)

    def test_the_token_of_an_account_is_never_tidied_up(self):
        with Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            desktop.use('add', 'Work')
            identity = re.search(r'\[account (.*)\]', desktop.accounts()).group(1)
            with open(desktop.accounts_path, 'a', encoding='utf-8') as file:
                file.write(f'[keyring]\nunused-tokens={identity};nonsense;\n')
            self.assertEqual(desktop.use('open', 'Work'), ['ok', TOKEN, 'tidy'])
            self.assertEqual(desktop.use('open', 'Work'), ['ok', TOKEN, 'tidy'])
            # While the keyring does not work nobody is asked for its password, only to tidy up.
            desktop.stop(daemon)
            self.assertEqual(desktop.use('open', 'Work')[1:], ['not tidied'])

    def test_a_keyring_that_has_lost_a_token_says_so(self):
        with Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            desktop.use('add', 'Work')
            desktop.stop(daemon)
            for word in ('open', 'replace', 'remove'):
                self.ends(desktop.use(word, 'Work'), 'no-service')
            self.assertIn('name=Work', desktop.accounts())
            shutil.rmtree(os.path.join(desktop.environment['XDG_DATA_HOME'], 'keyrings'))
            desktop.start_keyring('password')
            self.ends(desktop.use('open', 'Work'), 'no-token')
            self.assertEqual(desktop.use('replace', 'Work'), ['ok', '1 listed'])
            self.assertEqual(desktop.use('open', 'Work'), ['ok', TOKEN, 'tidy'])

    def test_other_programs_see_whose_token_it_is(self):
        with Desktop() as desktop:
            desktop.start_keyring('password')
            self.assertEqual(desktop.use('store'), ['ok'])
            run = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path',
                                  '/org/freedesktop/secrets/collection/login/1', '--method',
                                  'org.freedesktop.DBus.Properties.GetAll', 'org.freedesktop.Secret.Item'],
                                 env=desktop.environment, capture_output=True, text=True, timeout=SECONDS, check=False)
            self.assertIn('Zone Courier: token of the account “Work”', run.stdout, run)
            self.assertIn(f"'account-id': '{ID}'", run.stdout)
            self.assertIn(f"'application': '{APPLICATION}'", run.stdout)


if __name__ == '__main__':
    tap.main()
