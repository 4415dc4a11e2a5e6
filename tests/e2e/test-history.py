#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of transfers when the program ends, dies, or has many of them to watch."""

import base64
import contextlib
import json
import os
import re
import subprocess
import tempfile
import unittest

from gi.repository import Gio, GLib

import atspi
import tap
from courier import APPLICATION, TRANSFER_SECONDS, Courier, started
from sandbox import Sandbox

ZONE = 'example.com'
LATE_SERVER = 'nscs.ui-dns.biz'
N_ZONES = 50
N_PRIMARIES = 5
MANY_SECONDS = 150

NOTIFICATIONS = '''
<node><interface name="org.freedesktop.Notifications">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>'''


class Desktop:
    """Stands in for the desktop's notifications: keeps what was sent and what was taken back.

    It gives a notification its number late, as a busy desktop does.
    """

    ANSWER_MS = 1000

    def __init__(self):
        self.sent = []
        self.closed = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS).interfaces[0]
        self.object = self.bus.register_object('/org/freedesktop/Notifications', interface, self._called, None, None)
        self.name = Gio.bus_own_name_on_connection(self.bus, 'org.freedesktop.Notifications',
                                                   Gio.BusNameOwnerFlags.NONE, None, None)

    def close(self):
        Gio.bus_unown_name(self.name)
        self.bus.unregister_object(self.object)

    def _called(self, connection, sender, path, interface, method, arguments, invocation):
        values = arguments.unpack()
        if method == 'Notify':
            self.sent.append({'title': values[3], 'body': values[4], 'actions': values[5][1::2]})
            GLib.timeout_add(self.ANSWER_MS, self._answer, invocation, len(self.sent))
        elif method == 'CloseNotification':
            self.closed.append(values[0])
            invocation.return_value(None)
        elif method == 'GetCapabilities':
            invocation.return_value(GLib.Variant('(as)', (['actions', 'body'],)))
        else:
            invocation.return_value(GLib.Variant('(ssss)', ('test', 'test', '1', '1.2')))

    @staticmethod
    def _answer(invocation, number):
        invocation.return_value(GLib.Variant('(u)', (number,)))
        return GLib.SOURCE_REMOVE


def scenario_of_many(path):
    """Writes a scenario of many small zones, all of them behind by one transfer."""
    with open(path, 'w', encoding='utf-8') as file:
        for i in range(N_PRIMARIES):
            file.write(f'[primary-server 127.0.10.{i + 1}]\n')
        for i in range(N_ZONES):
            file.write(f'[secondary-zone zone-{i:02}.example]\nserial=2\nserved-serial=1\n'
                       f'primaries=127.0.10.{i % N_PRIMARIES + 1}\n')


def of_another_contract(token):
    """A token as it is but for the contract that it names, which the sandbox refuses."""
    header, claims, signature = token.split('.')
    read = json.loads(base64.urlsafe_b64decode(claims + '=' * (-len(claims) % 4)))
    read['identity']['contractNumber'] += 1
    written = base64.urlsafe_b64encode(json.dumps(read).encode()).decode().rstrip('=')
    return '.'.join((header, written, signature))


class History(unittest.TestCase):
    """Nothing that was seen is lost, and nothing is sent twice."""

    def setUp(self):
        self.data = tempfile.TemporaryDirectory()
        self.addCleanup(self.data.cleanup)

    @contextlib.contextmanager
    def courier(self, sandbox, **environment):
        """The program with a data directory that the next one finds again."""
        with started({**sandbox.environment(), 'XDG_DATA_HOME': self.data.name, **environment}) as program:
            yield Courier(program, sandbox)

    def start_transfer(self, app):
        app.choose('Secondary zones')
        atspi.find(app.row(ZONE, 'Behind'), 'push button', f'Start zone transfer of {ZONE}').click()
        app.confirm()

    def show_transfers(self, app):
        atspi.find(app.window, 'page tab', 'Transfers').click()

    def run_row(self, app, status, seconds=TRANSFER_SECONDS):
        return atspi.find(app.window, 'list item', re.compile(f'^{re.escape(ZONE)}, {status}'), seconds)

    def test_history_survives_the_program(self):
        with Sandbox('default') as sandbox:
            with self.courier(sandbox) as app:
                self.start_transfer(app)
                app.row(ZONE, 'Done')
                app.program.activate_keyboard()
                atspi.press('ctrl+q')
                app.program.process.wait(atspi.WAIT_SECONDS)

            with self.courier(sandbox) as app:
                self.show_transfers(app)
                row = self.run_row(app, 'Done')
                atspi.find(row, 'label', re.compile('^Proven over DNS'))
                atspi.find(app.window, 'label', '1 past transfer')
                app.picture('history')

            # The account of another contract has the same name, and shows nothing of it, not even instead of an error.
            with self.courier(sandbox, IONOS_TOKEN=of_another_contract(sandbox.token)) as app:
                atspi.find(app.window, 'push button', 'Replace token')
                self.assertEqual(atspi.find_all(app.window, 'table row', re.compile(f'^{re.escape(ZONE)}')), [])
                self.show_transfers(app)
                atspi.find(app.window, 'label', 'No transfers yet')
                self.assertEqual(atspi.find_all(app.window, 'list item', re.compile(f'^{re.escape(ZONE)}')), [])
            self.assertEqual(len(sandbox.journal('PUT', '/axfr')), 1)

    def test_killed_in_the_middle(self):
        """The next program goes on watching where the one was that was killed or told to end, and sends nothing."""
        with Sandbox('default') as sandbox:
            sandbox.control('hold', server=LATE_SERVER, zone=ZONE)
            with self.courier(sandbox) as app:
                self.start_transfer(app)
                app.row(ZONE, re.escape('Propagating (3 of 4 name servers)'))
                app.program.process.kill()
                app.program.process.wait(atspi.WAIT_SECONDS)

            # As at the end of the desktop session: nobody asked to give up watching.
            with self.courier(sandbox) as app:
                atspi.find(app.window, 'label', 'Watching 1 transfer again after a restart')
                app.program.process.terminate()
                app.program.process.wait(atspi.WAIT_SECONDS)

            with self.courier(sandbox) as app:
                atspi.find(app.window, 'label', 'Watching 1 transfer again after a restart')
                self.show_transfers(app)
                self.run_row(app, re.escape('Propagating (3 of 4 name servers)'))
                atspi.find(app.window, 'label', 'Watching again after a restart')
                app.picture('resumed')
                sandbox.control('release', server=LATE_SERVER, zone=ZONE)
                self.run_row(app, 'Done')
            self.assertEqual(len(sandbox.journal('PUT', '/axfr')), 1)

    def test_end_for_an_account_that_was_left(self):
        """Who has opened another account is told by the desktop: no row is there to show the end, and nothing to press."""
        desktop = Desktop()
        self.addCleanup(desktop.close)
        with Sandbox('default') as sandbox, self.courier(sandbox) as app:
            sandbox.control('hold', server=LATE_SERVER, zone=ZONE)
            self.start_transfer(app)
            app.row(ZONE, re.escape('Propagating (3 of 4 name servers)'))
            subprocess.run(['gapplication', 'action', APPLICATION, 'demo'], check=True, timeout=atspi.WAIT_SECONDS)
            # The demo's zones were never transferred.
            app.row(ZONE, 'Behind')
            app.program.leave_keyboard()
            sandbox.control('release', server=LATE_SERVER, zone=ZONE)

            atspi.wait_until(lambda: desktop.sent, 'the desktop is told', TRANSFER_SECONDS)
            told, = desktop.sent
            self.assertEqual(told['title'], f'{ZONE}: Done')
            self.assertRegex(told['body'], '^Every name server answers with serial [0-9]+, over UDP and TCP')
            self.assertEqual(told['actions'], [])
            self.assertEqual(atspi.find_all(app.window, 'label', f'{ZONE}: Done'), [])
            self.assertEqual(len(sandbox.journal('PUT', '/axfr')), 1)

    def test_many_at_once(self):
        """Fifty zones end in one notification, not in fifty, which goes when the window is looked at."""
        path = os.path.join(self.data.name, 'many.scenario')
        scenario_of_many(path)
        desktop = Desktop()
        self.addCleanup(desktop.close)
        with Sandbox(path) as sandbox, self.courier(sandbox) as app:
            # The last one is kept waiting, so that there is something to look at.
            sandbox.control('hold', server=LATE_SERVER, zone='zone-49.example')
            app.choose('Secondary zones')
            app.select('zone-00.example')
            atspi.press('ctrl+a')
            atspi.find(app.window, 'push button', 'Start zone transfer', sensitive=True).click()
            app.confirm()
            self.show_transfers(app)
            atspi.find(app.window, 'progress bar', 'Progress of the transfers started together')
            app.program.leave_keyboard()
            sandbox.control('release', server=LATE_SERVER, zone='zone-49.example')

            atspi.wait_until(lambda: desktop.sent, 'the desktop is told', MANY_SECONDS)
            self.assertEqual(desktop.sent, [{'title': 'Transfers ended', 'body': f'{N_ZONES} transfers: {N_ZONES} Done',
                                             'actions': desktop.sent[0]['actions']}])
            self.assertEqual(len(sandbox.journal('PUT', '/axfr')), N_ZONES)
            self.assertEqual(desktop.closed, [])
            app.program.activate_keyboard()
            atspi.wait_until(lambda: desktop.closed == [1], 'the notification is taken back')


if __name__ == '__main__':
    tap.main()
