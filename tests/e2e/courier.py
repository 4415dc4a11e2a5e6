# SPDX-License-Identifier: GPL-3.0-or-later
"""Zone Courier as its user meets it: the windows, their words, and the ways to press what is there."""

import contextlib
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lib'))

import atspi  # noqa: E402
from sandbox import Sandbox  # noqa: E402

APPLICATION = 'io.github.zonecourier.ZoneCourier'
PROGRAM = os.path.join(os.environ['ZONE_COURIER_BUILD'], 'src', 'zone-courier')
PICTURES = os.path.join(os.environ['ZONE_COURIER_BUILD'], 'screenshots', 'e2e')
# The end of a transfer is polled for every few seconds.
TRANSFER_SECONDS = 60
# GTK 4.8 complains about itself when a reader asks for a thing that is just going away. Were criticals fatal,
# that would end the program; so every other one is looked for in what the program printed.
CRITICAL_OF_GTK = 'g_variant_is_object_path: assertion'
BEGUN = 'The zone transfer process has begun.'


class Courier:
    """The program with its main window, and the sandbox it talks to."""

    def __init__(self, program, sandbox):
        self.program = program
        self.sandbox = sandbox
        self.window = program.window('Zone Courier')

    def choose(self, kind):
        """Chooses *Primary zones* or *Secondary zones* in the drop-down list."""
        self.program.choose(atspi.find(self.window, 'combo box', re.compile('zones|Zone kind', re.IGNORECASE)), kind)

    def row(self, zone, status=''):
        """The row of a zone, as soon as it is there and its status begins with the given words."""
        return atspi.find(self.window, 'table row', re.compile(f'^{re.escape(zone)}, {status}'), TRANSFER_SECONDS)

    def select(self, zone):
        """Selects a zone with the mouse."""
        self.program.point_and_click(atspi.find(self.row(zone), 'label', zone))

    def open_details(self, zone):
        """Opens *Details & Records* of a zone with its button in the row."""
        atspi.find(self.row(zone), 'push button', re.compile('^Details & Records')).click()
        return self.program.window(zone)

    def dialog(self):
        """The dialog *Start zone transfer*, as soon as it is there."""
        return self.program.window('Start zone transfer')

    def confirm(self):
        """Confirms the dialog with *Start transfer*."""
        atspi.find(self.dialog(), 'push button', 'Start transfer').click()
        self.program.wait_window_gone('Start zone transfer')

    def picture(self, name):
        """Leaves a picture of the newest window."""
        atspi.screenshot(os.path.join(PICTURES, f'{name}.png'), self.program.activate_keyboard())

    def fault(self, **members):
        """Makes the service misbehave: fault(kind='status', status=403, method='PUT')."""
        answer = self.sandbox.request('POST', '/_sandbox/faults', members, token=False)
        if answer.status != 200:
            raise atspi.Failed(f'no fault {members}: {answer}')

    def puts(self, zone=None):
        """The requests that start a transfer, of one zone or of all."""
        path = f'/secondaryzones/{self.sandbox.zone(zone)["id"]}/axfr' if zone else '/axfr'
        return self.sandbox.journal('PUT', path)


@contextlib.contextmanager
def started(environment):
    """Starts the program; fails when it complained about itself."""
    with tempfile.TemporaryFile() as output:
        try:
            with atspi.Program([PROGRAM], {'G_DEBUG': '', **environment}, output=output) as program:
                yield program
        finally:
            output.seek(0)
            printed = output.read().decode(errors='replace')
            sys.stderr.write(printed)
    criticals = [line for line in printed.splitlines() if 'CRITICAL' in line and CRITICAL_OF_GTK not in line]
    if criticals:
        raise atspi.Failed('the program complained: ' + '; '.join(criticals))


@contextlib.contextmanager
def courier(scenario='default', environment=None):
    """Opens the program on a sandbox of its own."""
    with Sandbox(scenario) as sandbox:
        with started({**sandbox.environment(), **(environment or {})}) as program:
            yield Courier(program, sandbox)
