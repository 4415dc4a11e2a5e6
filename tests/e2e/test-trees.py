#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader meets in each window is what it was when somebody looked at it last.

A tree is a file in tests/data/trees: a line for everything that can be used or that has a name of its own, with its
role, name and states, indented by what it is part of. Plain texts are left out, and so is what merely holds others
in their places: both change often, and other tests look at the texts. A difference is either a mistake or wanted; a
wanted one is written by

    ZC_UPDATE_TREES=1 meson test -C build trees

and looked at with git diff.
"""

import difflib
import os
import re
import unittest

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

import atspi  # noqa: E402
import tap  # noqa: E402
from courier import courier  # noqa: E402

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'trees')
UPDATE = bool(os.environ.get('ZC_UPDATE_TREES'))
# A check of all zones, and reading the tree of a whole window, which takes a question for everything in it.
SECONDS = 90
ZONE = 'example.com'

TEXTS = ('label', 'static', 'image', 'icon', 'separator')
HOLDERS = ('panel', 'filler', 'scroll pane', 'scroll bar', 'viewport', 'layered pane', 'table cell', 'unknown')
# A name that GTK 4.8 makes of the type of what has none.
TYPE_NAME = re.compile(r'(?:Gtk|Adw|Zc)[A-Z]\w*$')
STATES = ('checked', 'expanded', 'pressed', 'selected')
# What is different in each run.
VOLATILE = (
    (re.compile(r'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'), 'UUID'),
    (re.compile(r'\bjust now\b|\b(?:\d+|a|an) (?:seconds?|minutes?|hours?|days?|weeks?) ago\b'), 'WHEN'),
    (re.compile(r'\b[\d.]+[  ](?:ms|s)\b'), 'DURATION'),
    (re.compile(r'\b\d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?\b'), 'TIME'),
    (re.compile(r'http://127\.0\.0\.1:\d+'), 'API-URL'),
    (re.compile(r'\b(127\.[\d.]+)(?:@| port )\d+'), r'\1 PORT'),
    (re.compile(r'\b20\d\d-\d\d-\d\d\b|\b\d{1,2} [A-Z][a-z]+ 20\d\d\b|\b[A-Z][a-z]+ \d{1,2}, 20\d\d\b'), 'DATE'),
)


def describe(window):
    """The tree below a window, a line each."""
    lines = []

    def visit(node, depth):
        role = node.role
        if role in TEXTS or role == 'gone':
            return
        name = '' if TYPE_NAME.match(node.name) else node.name
        shown = role not in HOLDERS or name
        if shown:
            for pattern, word in VOLATILE:
                name = pattern.sub(word, name)
            states = [state for state in STATES if state in atspi.STATES and node.has_state(state)]
            if not node.has_state('sensitive'):
                states.append('insensitive')
            lines.append(f'{"  " * depth}{role} "{name}" {" ".join(states)}'.rstrip())
        for child in node.children():
            visit(child, depth + bool(shown))

    visit(window, 0)
    return '\n'.join(lines) + '\n'


def activate(action):
    """Activates an action of the program, as its menu would."""
    Gio.bus_get_sync(Gio.BusType.SESSION, None).call_sync(
        'io.github.zonecourier.ZoneCourier', '/io/github/zonecourier/ZoneCourier', 'org.freedesktop.Application',
        'ActivateAction', GLib.Variant('(sava{sv})', (action, [], {})), None, Gio.DBusCallFlags.NONE, -1, None)


class Trees(unittest.TestCase):

    def assert_tree(self, name, window):
        """Waits until a window is what its file says."""
        path = os.path.join(FOLDER, f'{name}.txt')
        seen = ['']

        def is_expected():
            previous, seen[0] = seen[0], describe(window)
            return seen[0] == (previous if UPDATE else expected)

        if UPDATE:
            atspi.wait_until(is_expected, 'the window is at rest', SECONDS)
            os.makedirs(FOLDER, exist_ok=True)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(seen[0])
            return

        with open(path, encoding='utf-8') as file:
            expected = file.read()
        atspi.wait_until(is_expected, f'the window is as in {os.path.basename(path)}', SECONDS,
                         lambda: '\n'.join(difflib.unified_diff(expected.splitlines(), seen[0].splitlines(), 'expected',
                                                                'seen', lineterm='')))

    def wait_for_serials(self, app):
        """Waits until the zones of the list were checked."""
        app.choose('Secondary zones')
        app.row(ZONE, 'Behind')
        atspi.find(app.window, 'label', re.compile('^14 secondary zones, .*checked just now'), SECONDS)

    def look_at_details(self, app):
        window = app.open_details(ZONE)
        atspi.find(window, 'label', re.compile('older than on the primary$'), SECONDS)
        self.assert_tree('details', window)
        app.program.activate_keyboard(ZONE)
        atspi.press('ctrl+w')
        app.program.wait_window_gone(ZONE)

    def look_at_transfer_dialog(self, app):
        app.select(ZONE)
        atspi.find(app.window, 'push button', 'Start zone transfer').click()
        self.assert_tree('transfer-dialog', app.dialog())
        app.program.activate_keyboard('Start zone transfer')
        atspi.press('Escape')
        app.program.wait_window_gone('Start zone transfer')

    def look_at_small_windows(self, app):
        for action, title, name in (('preferences', 'Preferences', 'preferences'),
                                    ('accounts', 'Accounts', 'accounts'),
                                    ('add-account', 'Add account', 'add-account'),
                                    ('about', 'About', 'about')):
            with self.subTest(name=name):
                activate(action)
                self.assert_tree(name, app.program.window(title))
                app.program.activate_keyboard(title)
                atspi.press('Escape')
                app.program.wait_window_gone(title)

    def test_windows(self):
        with courier() as app:
            self.wait_for_serials(app)
            with self.subTest(name='main-window'):
                self.assert_tree('main-window', app.window)
            with self.subTest(name='details'):
                self.look_at_details(app)
            with self.subTest(name='transfer-dialog'):
                self.look_at_transfer_dialog(app)
            self.look_at_small_windows(app)

    def test_welcome(self):
        with courier(environment={'IONOS_TOKEN': ''}) as app:
            atspi.find(app.window, 'push button', 'Try the demo')
            self.assert_tree('welcome', app.window)


if __name__ == '__main__':
    tap.main()
