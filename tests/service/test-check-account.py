# SPDX-License-Identifier: GPL-3.0-or-later
"""zone-courier-check --account: the zones of an account of the sandbox, and every way not to get at them."""
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
import unittest

import check
import tap
from sandbox import Sandbox

ENVIRONMENT = 'From the environment'
TOOL = os.environ['ZC_TEST_KEYRING_TOOL']
ID = '7d444840-9dc0-11d1-b245-5ffdce74fad2'
SECONDS = 90

# Nothing of the desktop that the tests run in.
NO_DESKTOP = {'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/no-bus', 'SECRET_BACKEND': ''}


def load_keyring_tests():
    """The private desktop session of test-keyring.py."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'test-keyring.py')
    spec = importlib.util.spec_from_file_location('keyring_tests', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Run:
    """What the program printed; every line of JSON is held to the contract."""

    def __init__(self, environment, *arguments):
        done = subprocess.run([check.program(), *arguments], env=environment, capture_output=True, text=True,
                              encoding='utf-8', timeout=SECONDS, stdin=subprocess.DEVNULL, check=False)
        self.exit_code = done.returncode
        self.output = done.stdout
        self.errors = done.stderr
        self.reports = [json.loads(line) for line in done.stdout.splitlines()] if '--json' in arguments else []
        for report in self.reports:
            check.hold_to_contract({**report, 'zone': report['zone'] or ''})

    @property
    def zones(self):
        return [report['zone'] for report in self.reports]

    @property
    def verdicts(self):
        return {report['zone']: report['verdict']['id'] for report in self.reports}

    def __repr__(self):
        return f'Run({self.exit_code}, {self.output[:2000]!r}, {self.errors!r})'


class Account(unittest.TestCase):
    scenario = 'default'

    def setUp(self):
        self.home = tempfile.mkdtemp(prefix='zc-check-account-')
        self.addCleanup(shutil.rmtree, self.home, True)
        self.sandbox = Sandbox(self.scenario)
        self.addCleanup(self.close_sandbox)

    def close_sandbox(self):
        self.sandbox.close()

    def environment(self, **changes):
        """The environment account, and directories of one's own; None takes a variable away."""
        result = {**os.environ, **NO_DESKTOP, **self.sandbox.environment(), 'HOME': self.home,
                  'XDG_CONFIG_HOME': f'{self.home}/config', 'XDG_DATA_HOME': f'{self.home}/data', **changes}
        return {name: value for name, value in result.items() if value is not None}

    def run_check(self, *arguments, account=ENVIRONMENT, **changes):
        run = Run(self.environment(**changes), '--account', account, *arguments)
        self.assertNotIn(self.sandbox.token, run.output + run.errors)
        return run

    def expect_complaint(self, run, *words):
        """Nothing is known, and one sentence or more say why."""
        self.assertEqual((run.exit_code, run.output), (3, ''), run)
        for word in words:
            self.assertIn(word, run.errors)


class Zones(Account):

    def test_all_zones(self):
        """Every secondary zone has its line, in the service's order, and the worst one decides"""
        run = self.run_check('--json')
        self.assertEqual(run.zones, [zone['properties']['zoneName'] for zone in self.sandbox.zones()])
        self.assertEqual(run.exit_code, 2, run)
        self.assertEqual(run.verdicts['example.net'], 'ok')
        self.assertEqual(run.verdicts['example.com'], 'secondary-lag')
        self.assertEqual(run.verdicts['legacy.example.org'], 'serial-behind')
        self.assertEqual(run.verdicts['new.example.org'], 'api-busy')
        self.assertEqual(run.verdicts['partner.example.org'], 'api-unknown')
        self.assertEqual({request['method'] for request in self.sandbox.journal()}, {'GET'})
        self.assertEqual(run.errors, '')

    def test_same_as_by_hand(self):
        """A zone's line says what the same check with the servers on the command line says"""
        arguments = ['--primary', '127.0.10.1', '--primary', '127.0.10.2', '--records', 'none']
        for name in ('com', 'de', 'org', 'biz'):
            arguments += ['--secondary', f'nscs.ui-dns.{name}']
        for zone in ('example.com', 'example.net', 'campus.example.org'):
            by_hand = check.run(*arguments, zone, environment=self.environment())
            run = self.run_check('--json', zone)
            self.assertEqual(run.reports[0]['verdict'], by_hand.report['verdict'])
            self.assertEqual(run.exit_code, by_hand.exit_code)

    def test_some_zones(self):
        """Zones are found in either spelling, in the order they were given"""
        run = self.run_check('--json', 'münchen.example', 'EXAMPLE.NET.')
        self.assertEqual(run.zones, ['xn--mnchen-3ya.example', 'example.net'])
        self.assertEqual(run.exit_code, 0, run)

    def test_zone_of_nobody(self):
        """A zone that is not in the account is said to be gone, and the others are checked"""
        run = self.run_check('--json', 'example.net', 'nothing.example')
        self.assertEqual(run.verdicts, {'example.net': 'ok', 'nothing.example': 'api-gone'})
        self.assertEqual(run.exit_code, 2)
        self.assertEqual(run.reports[1]['servers'], [])
        self.assertIsNone(run.reports[1]['differences']['missing'])

    def test_provisioning(self):
        """Name servers are not blamed for a zone that is still being set up"""
        run = self.run_check('--json', 'new.example.org')
        self.assertEqual((run.verdicts['new.example.org'], run.exit_code), ('api-busy', 1))
        self.assertNotIn('secondary', [server['role'] for server in run.reports[0]['servers']])
        self.assertIn('PROVISIONING', run.reports[0]['verdict']['text'])

    def test_records_of_the_service(self):
        """--records api compares the primary's copy with what the service shows"""
        same = self.run_check('--json', '--records', 'api', 'example.net').reports[0]
        self.assertEqual([same['differences'][kind] for kind in ('missing', 'extra', 'changed')], [0, 0, 0])
        self.assertEqual([transfer['role'] for transfer in same['transfers']], ['primary'])
        self.assertEqual(len(self.sandbox.journal('GET', '/records')), 1)

        # Not transferred yet: the service has none of the primary's records.
        new = self.run_check('--json', '--records', 'api', 'new.example.org').reports[0]['differences']
        self.assertGreater(new['missing'], 0)
        self.assertEqual((new['extra'], new['changed']), (0, 0))
        self.assertEqual({item['server'] for item in new['items']}, {'api'})

    def test_records_by_other_ways(self):
        """--records axfr and query work as without an account, none transfers nothing"""
        for how, roles in (('none', set()), ('axfr', {'primary', 'secondary'}), ('query', {'primary'})):
            report = self.run_check('--json', '--records', how, 'example.net').reports[0]
            self.assertEqual({transfer['role'] for transfer in report['transfers']}, roles)
        self.assertEqual(self.sandbox.journal('GET', '/records'), [])

    def test_records_cannot_be_read(self):
        """Records that the service does not give are no comparison, and no agreement"""
        self.sandbox.control('faults', kind='status', status=500, method='GET', path='*/records*')
        run = self.run_check('--json', '--records', 'api', 'example.net')
        self.assertEqual((run.verdicts['example.net'], run.exit_code), ('api-busy', 1))
        self.assertIsNone(run.reports[0]['differences']['missing'])

    def test_zone_goes_meanwhile(self):
        """A zone that is deleted between list and check is gone"""
        self.sandbox.control('faults', kind='status', status=404, method='GET', path='*/axfr')
        run = self.run_check('--json', 'example.net')
        self.assertEqual((run.verdicts['example.net'], run.exit_code), ('api-gone', 2))

    def test_text(self):
        """One line sums up, and each zone has its table"""
        run = self.run_check('example.net', 'example.com', 'shop.example.com')
        lines = run.output.splitlines()
        self.assertEqual(lines[0], 'WARNING From the environment: 3 zones: 2 in sync, 1 warning, 0 critical, 0 unknown')
        self.assertEqual(len([line for line in lines if line.startswith('Role ') and 'Over' in line]), 3)
        self.assertEqual([line.split(':')[0] for line in lines if line.startswith('OK ')], ['OK example.net', 'OK shop.example.com'])
        self.assertEqual(run.exit_code, 1)

    def test_explain(self):
        """The commands stand behind each zone, beside JSON on standard error, and hold no token"""
        self.assertGreater(self.run_check('--explain', 'example.net').output.count('kdig'), 4)
        run = self.run_check('--json', '--explain', 'example.net')
        self.assertEqual(len(run.reports), 1)
        self.assertGreater(run.errors.count('kdig'), 4)


class Refusals(Account):

    def test_refused_token(self):
        """A token that is not accepted is a verdict of its own, of the zones that were named or of none"""
        for arguments, zones in (((), [None]), (('example.net', 'example.com'), ['example.net', 'example.com'])):
            run = self.run_check('--json', *arguments, IONOS_TOKEN='not-the-right-token')
            self.assertEqual(run.zones, zones)
            self.assertEqual({report['verdict']['id'] for report in run.reports}, {'api-auth'})
            self.assertEqual({report['findings'][0]['id'] for report in run.reports}, {'api-auth'})
            self.assertEqual(run.exit_code, 2)
            self.assertNotIn('not-the-right-token', run.output + run.errors)

        run = self.run_check(IONOS_TOKEN='not-the-right-token')
        self.assertTrue(run.output.startswith('CRITICAL From the environment: IONOS did not accept the token.'), run)
        self.assertEqual(run.exit_code, 2)

    def test_no_privilege(self):
        """403 is another text of the same verdict"""
        self.sandbox.control('faults', kind='status', status=403)
        run = self.run_check('--json')
        self.assertEqual((run.reports[0]['verdict']['id'], run.exit_code), ('api-auth', 2))
        self.assertIn('Access and manage DNS', run.reports[0]['verdict']['text'])

    def test_busy_service(self):
        """A service that cannot answer now is a warning"""
        self.sandbox.control('faults', kind='status', status=500)
        run = self.run_check('--json')
        self.assertEqual((run.reports[0]['verdict']['id'], run.exit_code), ('api-busy', 1))

    def test_status_cannot_be_read(self):
        """Without the service's status the rest is checked all the same"""
        self.sandbox.control('faults', kind='status', status=500, method='GET', path='*/axfr')
        run = self.run_check('--json', 'example.com')
        findings = [finding['id'] for finding in run.reports[0]['findings']]
        self.assertIn('api-busy', findings)
        self.assertIn('secondary-lag', findings)

    def test_unreachable_service(self):
        """Without an answer nothing is known"""
        self.expect_complaint(self.run_check('--json', IONOS_API_URL_DNS='http://127.0.0.1:9'), '127.0.0.1')

    def test_insecure_address(self):
        """The token is not sent over plain HTTP to other machines"""
        self.expect_complaint(self.run_check('--json', IONOS_API_URL_DNS='http://192.0.2.1'), '192.0.2.1')

    def test_no_such_account(self):
        """The accounts that there are are named"""
        self.expect_complaint(self.run_check('--json', account='Office'), '“Office”', f'“{ENVIRONMENT}”')
        self.expect_complaint(self.run_check('--json', account='Office', IONOS_TOKEN=None), '“Office”', 'IONOS_TOKEN')

    def test_bad_token_in_the_environment(self):
        """A token that cannot be one is explained, without being repeated"""
        run = self.run_check('--json', IONOS_TOKEN='half a\ttoken')
        self.expect_complaint(run, ENVIRONMENT)
        self.assertNotIn('half a', run.errors)

    def test_usage(self):
        """What does not go together is refused before anything is asked"""
        for arguments, words in ((('--primary', '192.0.2.1'), '--account'), (('--secondary', '192.0.2.1'), '--account'),
                                 (('--records', 'guess'), 'api'), (('example.net', 'Example.Net'), 'twice'),
                                 (('a..b',), 'domain name')):
            self.expect_complaint(self.run_check(*arguments), words)
        self.assertEqual(self.sandbox.journal(), [])
        run = Run(self.environment(), '--records', 'api', '--primary', '127.0.10.1', 'example.net')
        self.expect_complaint(run, '--account')


class Empty(Account):
    scenario = 'empty'

    def test_no_zones(self):
        """Where nothing was checked nothing is known"""
        self.expect_complaint(self.run_check('--json'), 'no secondary zones')


class OddNames(unittest.TestCase):

    def test_escape_sequences(self):
        """Names from the service's interface cannot steer the terminal, nor get into commands to be pasted"""
        home = tempfile.mkdtemp(prefix='zc-check-odd-')
        self.addCleanup(shutil.rmtree, home, True)
        path = os.path.join(home, 'odd.scenario')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('[secondary-zone odd.example]\nprimaries=127.0.10.1\nname-servers=e\033[31mvil.example\n')
        with Sandbox(path) as sandbox:
            environment = {**os.environ, **NO_DESKTOP, **sandbox.environment(), 'HOME': home,
                           'XDG_CONFIG_HOME': f'{home}/config', 'XDG_DATA_HOME': f'{home}/data'}
            for option in ([], ['--explain']):
                run = Run(environment, '--account', ENVIRONMENT, *option, 'odd.example')
                self.assertNotIn('\033', run.output + run.errors, option)
                self.assertIn('e\ufffd[31mvil.example', run.output)
                self.assertNotIn("kdig 'e", run.output)
                self.assertNotIn("kdig -p", run.output)
            report = Run(environment, '--account', ENVIRONMENT, '--json', 'odd.example').reports[0]
            self.assertEqual(report['verdict']['id'], 'no-address')
            self.assertNotIn('\033', report['verdict']['text'])


class Saved(Account):

    def save(self, **changes):
        """Writes an account as the window does: its list in a file, its token in the keyring."""
        os.makedirs(f'{self.home}/config/zone-courier', exist_ok=True)
        with open(f'{self.home}/config/zone-courier/accounts.conf', 'w', encoding='utf-8') as file:
            file.write(f'[account {ID}]\nname=Head office\napi-url={self.sandbox.url}\n')
        subprocess.run([TOOL, 'store', ID], env={**self.environment(**changes), 'ZC_TEST_TOKEN': self.sandbox.token},
                       check=True, stdout=subprocess.DEVNULL, timeout=SECONDS)

    def test_file_of_libsecret(self):
        """The token comes from libsecret's own file, as in a Flatpak"""
        changes = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PATH': f'{self.home}/keyring', 'IONOS_TOKEN': None,
                   'IONOS_API_URL_DNS': None, 'SECRET_FILE_TEST_PASSWORD': 'the keyring’s password'}
        self.save(**changes)
        run = self.run_check('--json', 'example.net', account='Head office', **changes)
        self.assertEqual((run.verdicts, run.exit_code), ({'example.net': 'ok'}, 0), run)

        os.remove(f'{self.home}/keyring')
        self.expect_complaint(self.run_check('--json', account='Head office', **changes), 'no token for this account')

    def test_no_keyring(self):
        """Without a keyring the next step is said"""
        os.makedirs(f'{self.home}/config/zone-courier')
        with open(f'{self.home}/config/zone-courier/accounts.conf', 'w', encoding='utf-8') as file:
            file.write(f'[account {ID}]\nname=Head office\napi-url={self.sandbox.url}\n')
        run = self.run_check('--json', account='Head office', SECRET_BACKEND=None)
        self.expect_complaint(run, 'keyring')

    def test_locked_keyring(self):
        """A keyring that nobody unlocks is waited for no longer than --timeout"""
        keyring = load_keyring_tests()
        with keyring.Desktop() as desktop:
            daemon = desktop.start_keyring('password')
            own = {name: desktop.environment[name] for name in
                   ('HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS')}
            own.update({'SECRET_BACKEND': None, 'IONOS_TOKEN': None, 'IONOS_API_URL_DNS': None})
            self.home = os.path.dirname(desktop.environment['XDG_CONFIG_HOME'])
            self.save(**own)
            open_run = self.run_check('--json', 'example.net', account='Head office', **own)
            self.assertEqual((open_run.verdicts, open_run.exit_code), ({'example.net': 'ok'}, 0), open_run)

            desktop.stop(daemon)
            desktop.start_keyring()
            run = self.run_check('--json', '--timeout', '3', account='Head office', **own)
            self.expect_complaint(run, 'keyring')


if __name__ == '__main__':
    tap.main()
