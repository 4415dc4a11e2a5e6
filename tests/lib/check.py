# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs zone-courier-check for a test, and holds its JSON to the contract.

    check = run('--primary', '192.0.2.1', 'example.com')
    check.verdict, check.exit_code, check.finding('secondary-lag')

The program is the one that ZONE_COURIER_CHECK names.
"""
import json
import os
import subprocess
import time

LONGEST_SECONDS = 60
OPTIONAL = type(None)

# What each object has, in this order.
SERVER = {'role': str, 'name': str, 'address': str, 'port': int, 'transport': str, 'outcome': str,
          'serial': (int, OPTIONAL), 'aa': (bool, OPTIONAL), 'rtt_ms': (float, OPTIONAL), 'nsid': (str, OPTIONAL),
          'expire': (int, OPTIONAL)}
TRANSFER = {'role': str, 'address': str, 'port': int, 'outcome': str, 'serial': (int, OPTIONAL), 'messages': int,
            'records': int, 'bytes': int, 'seconds': float}
COUNT = (int, OPTIONAL)
DIFFERENCES = {'missing': COUNT, 'extra': COUNT, 'changed': COUNT, 'unverified': COUNT, 'items': list}
ITEM = {'kind': str, 'server': str, 'port': int, 'owner': str, 'type': str, 'primary': list, 'secondary': list}
FINDING = {'id': str, 'severity': str, 'server': (str, OPTIONAL), 'port': (int, OPTIONAL), 'text': str}
VERDICT = {'id': str, 'severity': str, 'text': str}
REPORT = {'zone': str, 'verdict': dict, 'servers': list, 'transfers': list, 'differences': dict, 'findings': list}

EXIT_CODES = {'info': 0, 'warning': 1, 'critical': 2, 'unknown': 3}
SEVERITIES = ('info', 'warning', 'unknown', 'critical')
KINDS = ('missing', 'extra', 'changed')


def program():
    return os.environ['ZONE_COURIER_CHECK']


def hold_to(value, members, where):
    """Compares an object with what the contract says of it."""
    assert list(value) == list(members), f'{where} has {list(value)}'
    for name, kind in members.items():
        fits = isinstance(value[name], kind) and not (isinstance(value[name], bool) and kind in (int, COUNT))
        assert fits, f'{where}.{name} is {value[name]!r}'


def hold_to_contract(report):
    hold_to(report, REPORT, 'the report')
    hold_to(report['verdict'], VERDICT, 'verdict')
    hold_to(report['differences'], DIFFERENCES, 'differences')
    for name, members in (('servers', SERVER), ('transfers', TRANSFER), ('findings', FINDING)):
        for value in report[name]:
            hold_to(value, members, name)
    for value in report['differences']['items']:
        hold_to(value, ITEM, 'items')
        assert value['kind'] in KINDS, value
        assert value['owner'].endswith('.'), value
        assert bool(value['primary']) == (value['kind'] != 'extra'), value
        assert bool(value['secondary']) == (value['kind'] != 'missing'), value
    for value in report['servers'] + report['transfers']:
        assert value['role'] in ('primary', 'secondary'), value
    for value in report['servers']:
        assert value['transport'] in ('udp', 'tcp'), value
    counts = [report['differences'][kind] for kind in KINDS]
    assert len({count is None for count in counts}) == 1, counts
    assert len(report['differences']['items']) == min(1000, sum(count or 0 for count in counts)), counts


class Check:
    def __init__(self, arguments, environment, json_wanted):
        started = time.monotonic()
        done = subprocess.run([program()] + (['--json'] if json_wanted else []) + [str(argument) for argument in arguments],
                              env=environment, capture_output=True, text=True, encoding='utf-8', timeout=LONGEST_SECONDS,
                              stdin=subprocess.DEVNULL, check=False)
        self.seconds = time.monotonic() - started
        self.exit_code = done.returncode
        self.output = done.stdout
        self.errors = done.stderr
        self.report = json.loads(done.stdout) if json_wanted and done.stdout else None
        if self.report is not None:
            self._hold_together()

    def _hold_together(self):
        assert self.output.count('\n') == 1 and self.output.endswith('\n'), self.output
        hold_to_contract(self.report)
        verdict = self.report['verdict']
        assert self.exit_code == EXIT_CODES[verdict['severity']], (self.exit_code, verdict, self.errors)
        worst = max((SEVERITIES.index(finding['severity']) for finding in self.report['findings']), default=0)
        assert SEVERITIES[worst] == verdict['severity'], self.report['findings']
        assert (verdict['id'] == 'ok') == (worst == 0), verdict

    def __repr__(self):
        return f'Check({self.exit_code}, {self.output!r}, {self.errors!r})'

    @property
    def verdict(self):
        return self.report['verdict']['id']

    @property
    def counts(self):
        return tuple(self.report['differences'][kind] for kind in KINDS)

    @property
    def items(self):
        return self.report['differences']['items']

    @property
    def ids(self):
        return [finding['id'] for finding in self.report['findings']]

    def finding(self, identifier):
        return next(finding for finding in self.report['findings'] if finding['id'] == identifier)

    def outcomes(self, role='primary'):
        return [server['outcome'] for server in self.report['servers'] if server['role'] == role]

    def transfer(self, role='primary'):
        return next(transfer for transfer in self.report['transfers'] if transfer['role'] == role)


def run(*arguments, environment=None, json_wanted=True):
    """Runs the program and waits for its end."""
    return Check(arguments, {**os.environ, **(environment or {})}, json_wanted)
