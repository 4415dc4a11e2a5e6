#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What "meson install" puts into place is a program of the desktop: started, found, and with its help."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

import atspi  # noqa: E402
import tap  # noqa: E402
from sandbox import Sandbox  # noqa: E402

BUILD = os.environ['ZONE_COURIER_BUILD']
PREFIX = os.environ['ZONE_COURIER_PREFIX']
NAME = 'io.github.zonecourier.ZoneCourier'
PATH = '/io/github/zonecourier/ZoneCourier'
SEARCH = NAME + '.SearchProvider'
# What the tests pass on to programs that the bus starts.
PASSED_ON = ('DISPLAY', 'HOME', 'LC_ALL', 'PATH', 'XDG_DATA_DIRS', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME',
             'XDG_STATE_HOME', 'XDG_RUNTIME_DIR', 'TMPDIR', 'GDK_BACKEND', 'GSK_RENDERER', 'GTK_A11Y', 'GSETTINGS_BACKEND')
# The help viewer of the tests notes which page it was asked for.
VIEWER = '[Desktop Entry]\nType=Application\nName=Viewer\nExec={} %u\nMimeType=x-scheme-handler/help;\n'
HANDLERS = '[Default Applications]\nx-scheme-handler/help=viewer.desktop\n'


class BusProcess:
    """A process that the bus started."""

    def __init__(self, number):
        self.pid = number

    def poll(self):
        """Returns None while it runs. Nobody may have collected it, so it may be there without running."""
        try:
            with open(f'/proc/{self.pid}/stat', encoding='utf-8', errors='replace') as file:
                return 0 if file.read().rpartition(') ')[2].startswith('Z') else None
        except FileNotFoundError:
            return 0

    def send_signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)

    def wait(self, seconds=atspi.WAIT_SECONDS):
        atspi.wait_until(lambda: self.poll() is not None, f'the process {self.pid} ends', seconds)


class Install(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.mkdtemp(prefix='zc-install-')
        cls.addClassCleanup(shutil.rmtree, cls.root)
        subprocess.run(['meson', 'install', '-C', BUILD, '--no-rebuild', '--destdir', cls.root], check=True,
                       stdout=subprocess.DEVNULL)
        cls.prefix = cls.root + PREFIX
        cls.data = os.path.join(cls.prefix, 'share')
        cls.desktop = os.path.join(cls.data, 'applications', NAME + '.desktop')

        # Packagers do this where the package is unpacked, so "meson install" leaves it to them with DESTDIR.
        subprocess.run(['glib-compile-schemas', '--strict', os.path.join(cls.data, 'glib-2.0', 'schemas')], check=True)
        os.environ['XDG_DATA_DIRS'] = f'{cls.data}:/usr/share'
        os.environ['PATH'] = f'{cls.prefix}/bin:{os.environ["PATH"]}'
        os.environ.pop('GSETTINGS_SCHEMA_DIR', None)
        # The program shall find nothing of the build directory.
        os.environ.pop('ZONE_COURIER_SANDBOX', None)

        cls.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        cls.offer_services()
        cls.offer_viewer()

    @classmethod
    def offer_services(cls):
        """Tells the bus about the installed services. The one thing changed in them is where DESTDIR is."""
        folder = os.path.join(os.environ['XDG_DATA_HOME'], 'dbus-1', 'services')
        os.makedirs(folder)
        installed = os.path.join(cls.data, 'dbus-1', 'services')
        for name in (NAME + '.service', SEARCH + '.service'):
            with open(os.path.join(installed, name), encoding='utf-8') as file:
                text = file.read()
            with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
                file.write(text.replace(f'Exec={PREFIX}/', f'Exec={cls.prefix}/'))
        cls.ask_bus('ReloadConfig')
        cls.pass_on({name: os.environ[name] for name in PASSED_ON if name in os.environ})

    @classmethod
    def pass_on(cls, environment):
        """Gives variables to programs that the bus starts from now on."""
        cls.ask_bus('UpdateActivationEnvironment', GLib.Variant('(a{ss})', (environment,)))

    @classmethod
    def offer_viewer(cls):
        """Becomes the help viewer of the session."""
        cls.shown = os.path.join(cls.root, 'shown')
        script = os.path.join(cls.root, 'viewer')
        with open(script, 'w', encoding='utf-8') as file:
            file.write(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {cls.shown}.new && mv {cls.shown}.new {cls.shown}\n')
        os.chmod(script, 0o755)
        folder = os.path.join(os.environ['XDG_DATA_HOME'], 'applications')
        os.makedirs(folder)
        with open(os.path.join(folder, 'viewer.desktop'), 'w', encoding='utf-8') as file:
            file.write(VIEWER.format(script))
        with open(os.path.join(os.environ['XDG_CONFIG_HOME'], 'mimeapps.list'), 'w', encoding='utf-8') as file:
            file.write(HANDLERS)

    @classmethod
    def ask_bus(cls, method, parameters=None):
        return cls.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method,
                                 parameters, None, Gio.DBusCallFlags.NONE, -1, None).unpack()

    def attach(self):
        """The installed program, as soon as it is on the bus."""
        def look():
            if not self.ask_bus('NameHasOwner', GLib.Variant('(s)', (NAME,)))[0]:
                return 0
            return self.ask_bus('GetConnectionUnixProcessID', GLib.Variant('(s)', (NAME,)))[0]
        number = atspi.wait_until(look, f'{NAME} is on the bus')
        path = os.readlink(f'/proc/{number}/exe')
        self.assertEqual(path, os.path.join(self.prefix, 'bin', 'zone-courier'))
        program = atspi.Program([path], process=BusProcess(number))
        self.addCleanup(program.end)
        return program

    def launch(self, action=None):
        """Starts the program from its desktop file, as the desktop does."""
        info = Gio.DesktopAppInfo.new_from_filename(self.desktop)
        self.assertIsNotNone(info, 'the desktop file starts nothing')
        if action is None:
            self.assertTrue(info.launch([], None))
        else:
            self.assertIn(action, info.list_actions())
            info.launch_action(action, None)
            # Nobody else lets the message leave.
            self.bus.flush_sync(None)
        return self.attach()

    def show_secondary_zones(self, program, window):
        """Waits until the demo is there, which takes its name servers some seconds, and shows its secondary zones."""
        atspi.find(window, 'table row', re.compile('.+, '), 60)
        program.choose(atspi.find(window, 'combo box', re.compile('zones', re.IGNORECASE)), 'Secondary zones')
        atspi.find(window, 'table row', re.compile('^example.com, '), 60)

    def test_starts(self):
        """The desktop file starts the installed program."""
        program = self.launch()
        program.window('Zone Courier')

    def test_actions(self):
        """The actions of the desktop file work, also when they are what starts the program."""
        program = self.launch('demo')
        window = program.window('Zone Courier')
        self.show_secondary_zones(program, window)

        # Without its schema the program would go on, but remember nothing.
        settings = os.path.join(os.environ['XDG_CONFIG_HOME'], 'glib-2.0', 'settings', 'keyfile')
        atspi.wait_until(lambda: os.path.exists(settings), 'settings are written')
        with open(settings, encoding='utf-8') as file:
            self.assertIn("zone-kind='secondary'", file.read())

        self.launch('transfers')
        atspi.find(window, 'label', 'No transfers yet')
        self.launch('public-zones')
        atspi.find(window, 'table row', re.compile('^example.com, '))

    def test_help(self):
        """F1 opens the help at a page that is installed, and all pages of the sources are."""
        program = self.launch()
        program.window('Zone Courier')
        program.activate_keyboard()
        atspi.press('F1')
        atspi.wait_until(lambda: os.path.exists(self.shown), 'the help viewer is asked')
        with open(self.shown, encoding='utf-8') as file:
            self.assertEqual(file.read().strip(), 'help:zone-courier')
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'help', 'C')
        for language in ('C', 'de'):
            folder = os.path.join(self.data, 'help', language, 'zone-courier')
            self.assertIn('index.page', os.listdir(folder))
            self.assertEqual(sorted(os.listdir(folder)), sorted(os.listdir(source)))

    def ask_search(self, method, signature, *arguments):
        answer = self.bus.call_sync(SEARCH, '/' + SEARCH.replace('.', '/'), 'org.gnome.Shell.SearchProvider2', method,
                                    GLib.Variant(signature, arguments), None, Gio.DBusCallFlags.NONE, 10000, None)
        return answer.unpack()[0] if answer.n_children() else None

    def test_search(self):
        """The search of the shell finds what the program listed, shows a zone, and shows the program's own search."""
        with open(os.path.join(self.data, 'gnome-shell', 'search-providers', NAME + '.search-provider.ini'),
                  encoding='utf-8') as file:
            self.assertIn(f'BusName={SEARCH}\n', file.read())
        self.assertEqual(self.ask_search('GetInitialResultSet', '(as)', ['campus']), [])

        with Sandbox('default', command=[os.path.join(self.prefix, 'bin', 'zone-courier-sandbox')]) as sandbox:
            self.pass_on(sandbox.environment())
            self.addCleanup(self.pass_on, {name: '' for name in sandbox.environment()})
            program = self.launch()
            self.show_secondary_zones(program, program.window('Zone Courier'))
            names = atspi.wait_until(lambda: self.ask_search('GetInitialResultSet', '(as)', ['campus']),
                                     'the zone is found', 60)
            self.assertEqual(names, ['campus.example.org'])

            def seen():
                meta = self.ask_search('GetResultMetas', '(as)', names)[0]
                return meta['description'] if ', seen ' in meta['description'] else None
            description = atspi.wait_until(seen, 'the search tells the state of the zone', 60)
            self.assertRegex(description, '^Secondary zone: Behind, seen ')

            # Found while the program does not run, the zone is shown by it all the same.
            program.end()
            self.ask_search('ActivateResult', '(sasu)', names[0], ['campus'], 0)
            program = self.attach()
            program.window('campus.example.org')
            self.ask_search('LaunchSearch', '(asu)', ['shop', 'example'], 0)
            entry = atspi.find(program.window('Zone Courier'), 'entry', 'Search zones')
            atspi.wait_until(lambda: entry.text == 'shop example', 'the search has the words', explain=lambda: entry.text)
            program.end()

    def test_files(self):
        """What belongs to a program of the desktop is where the desktop looks."""
        icon = os.path.join('icons', 'hicolor')
        for path in (f'metainfo/{NAME}.metainfo.xml', f'glib-2.0/schemas/{NAME}.gschema.xml',
                     f'{icon}/scalable/apps/{NAME}.svg', f'{icon}/symbolic/apps/{NAME}-symbolic.svg',
                     'man/man1/zone-courier-check.1', 'bash-completion/completions/zone-courier-check'):
            self.assertTrue(os.path.exists(os.path.join(self.data, path)), path)
        version = subprocess.run([os.path.join(self.prefix, 'bin', 'zone-courier'), '--version'], check=True,
                                 stdout=subprocess.PIPE, text=True, timeout=30).stdout
        self.assertRegex(version, r'^zone-courier \d+\.\d+')


if __name__ == '__main__':
    tap.main()
