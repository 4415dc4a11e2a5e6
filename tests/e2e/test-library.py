#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The library that the end-to-end tests stand on: it sees, it presses, and it notices what is wrong."""

import os
import re
import signal
import struct
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = os.path.join(HERE, '..', 'lib')
sys.path.insert(0, LIBRARY)

import atspi  # noqa: E402
import tap  # noqa: E402

SAMPLE = ['/usr/bin/python3', '-B', os.path.join(HERE, 'sample.py')]
SESSION = ['/usr/bin/python3', '-B', os.path.join(LIBRARY, 'run-in-session.py')]


class Seeing(unittest.TestCase):
    """A window is read, driven by accessibility and by keys, and photographed."""

    def test_button_entry_and_label(self):
        with atspi.Program(SAMPLE) as program:
            window = program.window('Sample')
            atspi.find(window, 'label', 'Waiting')
            go = atspi.find(window, 'push button', 'Go')
            self.assertFalse(go.has_state('sensitive'))
            entry = atspi.find(window, name='Zone')
            atspi.find(entry, 'text').set_text('example.com')
            go.click()
            atspi.find(window, 'label', 'Gone to example.com')
            atspi.wait_gone(window, 'label', 'Waiting')

    def test_waiting_for_what_comes_later(self):
        with atspi.Program(SAMPLE) as program:
            window = program.window('Sample')
            atspi.find(window, 'push button', 'Later').click()
            atspi.find(window, 'label', re.compile('^Arr'))

    def test_keyboard_and_second_window(self):
        with atspi.Program(SAMPLE) as program:
            window = program.window('Sample')
            program.activate_keyboard()
            atspi.find(window, 'text', focused=True)
            atspi.type_text('a.example')
            atspi.find(window, 'push button', 'Go', sensitive=True)
            atspi.press('Tab')
            atspi.find(window, 'push button', 'Go', focused=True)
            self.assertEqual(program.focused().role, 'push button')
            atspi.press('Return')
            atspi.find(window, 'label', 'Gone to a.example')
            atspi.press('ctrl+d')
            atspi.find(program.window('Another'), 'label', 'Hello')

    def test_drop_down(self):
        with atspi.Program(SAMPLE) as program:
            window = program.window('Sample')
            drop_down = atspi.find(window, 'combo box', 'Kind')
            for wanted, index in (('Secondary zones', 1), ('All zones', 2), ('Primary zones', 0)):
                program.choose(drop_down, wanted)
                atspi.find(window, 'label', f'kind {index}')

    def test_mouse(self):
        with atspi.Program(SAMPLE) as program:
            window = program.window('Sample')
            program.point_and_click(atspi.find(window, 'label', 'b.example'))
            atspi.find(window, 'label', 'rows b.example')
            program.point_and_click(atspi.find(window, 'label', 'a.example'), count=2)
            atspi.find(window, 'label', 'opened a.example')

    def test_end_by_keyboard(self):
        with atspi.Program(SAMPLE) as program:
            program.window('Sample')
            program.activate_keyboard('Sample')
            atspi.press('ctrl+w')
            self.assertEqual(program.wait_end(), 0)

    def test_picture_and_tree(self):
        with atspi.Program(SAMPLE) as program, tempfile.TemporaryDirectory() as directory:
            window = program.window('Sample')
            self.assertIn('label "Waiting"', window.dump())
            path = os.path.join(directory, 'sample.png')
            number = program.activate_keyboard()
            for arguments, size in ((([number]), window.place[2:]), ((['root', (10, 20, 30, 40)]), (30, 40))):
                atspi.screenshot(path, *arguments)
                with open(path, 'rb') as file:
                    picture = file.read(24)
                self.assertEqual(picture[1:4], b'PNG')
                self.assertEqual(struct.unpack('>II', picture[16:24]), tuple(size))


class Noticing(unittest.TestCase):
    """What is not there makes a test fail, with a text that helps."""

    def test_thing_that_is_not_there(self):
        with atspi.Program(SAMPLE) as program:
            window = program.window('Sample')
            with self.assertRaises(atspi.Failed) as caught:
                atspi.find(window, 'label', 'Nowhere', seconds=0.2)
            self.assertIn('a label "Nowhere"', str(caught.exception))
            self.assertIn('label "Waiting"', str(caught.exception))

    def test_window_that_is_not_there(self):
        with atspi.Program(SAMPLE) as program:
            program.window('Sample')
            with self.assertRaises(atspi.Failed):
                program.window('Nothing', seconds=0.2)

    def test_action_that_is_not_there(self):
        with atspi.Program(SAMPLE) as program:
            label = atspi.find(program.window('Sample'), 'label', 'Waiting')
            with self.assertRaises(atspi.Failed):
                label.do('click')

    def test_program_that_ends(self):
        with atspi.Program(['false']) as program:
            with self.assertRaises(atspi.Failed) as caught:
                program.window('Any')
            self.assertIn('ended with status 1', str(caught.exception))

    def test_names(self):
        for actual, wanted, expected in (
                ('Verify', 'Verify', True), ('_Verify Verify', 'Verify', True), ('Cancel Cancel', 'Cancel', True),
                ('Start zone transfer', 'transfer', False), ('Do not Cancel', 'Cancel', False),
                ('a.example, In sync', re.compile('^a\\.example'), True), ('anything', None, True)):
            self.assertEqual(atspi.name_matches(actual, wanted), expected, (actual, wanted))


class Sessions(unittest.TestCase):
    """A private session keeps to itself and leaves nothing behind."""

    def run_session(self, script, *options):
        run = subprocess.run([*SESSION, *options, '--', 'sh', '-c', script], check=False, capture_output=True,
                             text=True, timeout=60)
        return run.returncode, run.stdout.split()

    def test_status(self):
        self.assertEqual(self.run_session('exit 7', '--no-bus')[0], 7)
        self.assertEqual(self.run_session('kill -9 $$', '--no-bus')[0], 137)

    def test_private_directories(self):
        status, words = self.run_session('echo $HOME $XDG_CONFIG_HOME $DISPLAY $DBUS_SESSION_BUS_ADDRESS; ls -A $HOME')
        self.assertEqual(status, 0)
        self.assertEqual(len(words), 4)
        self.assertFalse(os.path.exists(words[0]))
        self.assertNotEqual(words[2], os.environ['DISPLAY'])
        self.assertNotEqual(words[3], os.environ['DBUS_SESSION_BUS_ADDRESS'])

    def test_orphans_are_ended(self):
        status, words = self.run_session('setsid tail -f /dev/null & echo $!')
        self.assertEqual(status, 0)
        self.assertRaises(ProcessLookupError, os.kill, int(words[0]), 0)

    def test_orphans_that_will_not_end_are_killed(self):
        status, words = self.run_session('(trap "" TERM; tail -f /dev/null) & echo $!', '--no-bus')
        self.assertEqual(status, 0)
        self.assertRaises(ProcessLookupError, os.kill, int(words[0]), 0)

    def test_told_to_stop(self):
        session = subprocess.Popen([*SESSION, '--no-bus', '--', 'sh', '-c', 'echo $$; exec tail -f /dev/null'],
                                   stdout=subprocess.PIPE, text=True)
        number = int(session.stdout.readline())
        session.send_signal(signal.SIGTERM)
        self.assertEqual(session.wait(30), 128 + signal.SIGTERM)
        session.stdout.close()
        self.assertRaises(ProcessLookupError, os.kill, number, 0)


if __name__ == '__main__':
    tap.main()
