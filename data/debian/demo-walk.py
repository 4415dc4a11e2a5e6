#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through a zone transfer of the demo account, as a user would, and says what each step showed.

usage, in a private session (see tests/lib/run-in-session.py): demo-walk.py PROGRAM PICTURES

The program is seen through accessibility, as by a screen reader; the folder gets a picture of each
step. Ends with status 0 when the transfer ended as done.
"""

import glob
import itertools
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'tests', 'lib'))

import atspi  # noqa: E402

# A zone whose name servers are behind in the demo account, so that there is something to transfer.
ZONE = 'example.com'
OTHER_PAGE = 'What the transfer would change'
ENDS = re.compile(r'\b(Done|Nothing to transfer|No change seen|Failed|No result in time|Stopped watching)\b')
START_SECONDS = 60
TRANSFER_SECONDS = 120


class Walk:
    """The five steps."""

    def __init__(self, program, pictures):
        self.program = program
        self.pictures = pictures
        self.count = 0
        self.window = None
        self.number = None

    def step(self, what):
        """Announces a step."""
        self.count += 1
        print(f'\nStep {self.count}: {what}', flush=True)

    def show(self, text):
        """Says what is to be seen."""
        print(f'   {text}', flush=True)

    def picture(self, name):
        """Takes a picture of the window and of what is over it."""
        path = os.path.join(self.pictures, f'{self.count}-{name}.png')
        atspi.screenshot(path, area=atspi.x_geometry(self.number))
        self.show(f'(picture: {os.path.relpath(path)})')

    def centre(self, dialog):
        """Moves a dialog over the middle of the window, as a window manager does."""
        number = self.program.activate_keyboard(dialog.name)
        _, _, width, height = atspi.x_geometry(number)
        left, top, whole_width, whole_height = atspi.x_geometry(self.number)
        atspi.move_window(number, left + (whole_width - width) // 2, top + (whole_height - height) // 2)

    def texts(self, root, longest=110):
        """What the labels below something say, from the top down."""
        seen = []
        for node in root.walk():
            text = ' '.join((node.text or node.name).split()) if node.role == 'label' else ''
            if text and not text.startswith('Gtk') and [text] != seen[-1:]:
                seen.append(text)
        return [text if longest is None or len(text) <= longest else text[:longest - 1] + '…' for text in seen]

    def rows(self):
        """The rows of the list of zones: those whose name is "ZONE, STATE"."""
        return [node for node in atspi.find_all(self.window, 'table row') if ', ' in node.name]

    def row(self):
        """The row of the zone, as soon as it is there."""
        return atspi.find(self.window, 'table row', re.compile('^' + re.escape(ZONE) + ', '))

    def walk(self):
        """Goes through the steps; returns whether the transfer ended as done."""
        self.window = self.program.window(re.compile('.'), START_SECONDS)
        self.number = self.program.activate_keyboard()
        kind = atspi.find(self.window, 'combo box', re.compile('.'), START_SECONDS)

        self.step('choose "Secondary zones" in the drop-down list')
        self.program.choose(kind, 'Secondary zones')
        self.row()
        atspi.wait_until(lambda: not [node for node in self.rows() if 'Not checked' in node.name],
                         'all zones are checked', explain=lambda: [node.name for node in self.rows()])
        for node in self.rows():
            self.show(node.name)
        for text in self.texts(self.window):
            if re.match(r'\d+ secondary zones', text):
                self.show(text)
        self.picture('secondary-zones')

        self.step(f'select the zone {ZONE}')
        start = atspi.find(self.window, 'push button', 'Start zone transfer')
        self.show(f'before: "Start zone transfer" is {"sensitive" if start.has_state("sensitive") else "not sensitive"}')
        # The table may have given the widgets of a row to another zone in the meantime.
        row = self.row()
        self.program.point_and_click(row)
        atspi.xdotool('mousemove', '1270', '790')
        atspi.wait_until(lambda: row.name.startswith(f'{ZONE}, ') and row.has_state('selected'), f'{ZONE} is selected')
        atspi.wait_until(lambda: start.has_state('sensitive'), '"Start zone transfer" can be used')
        self.show(f'selected: {row.name}; "Start zone transfer" is sensitive')
        self.picture('selected')

        self.step('press "Start zone transfer"')
        before = len(self.program.windows())
        start.click()
        dialog = atspi.wait_until(lambda: self.program.windows()[before:], 'the dialog opened')[0]
        confirm = atspi.find(dialog, 'push button', 'Start transfer')
        atspi.wait_until(lambda: not any('…' in text for text in self.texts(dialog, longest=None)),
                         'the servers answered and were compared', explain=lambda: self.texts(dialog))
        self.centre(dialog)
        # The dialog's other page is below, and GTK 4.8 does not tell readers that it is not open.
        for text in itertools.takewhile(lambda text: text != OTHER_PAGE, self.texts(dialog)):
            self.show(text)
        self.picture('dialog')

        self.step('confirm with "Start transfer"')
        confirm.click()
        toast = atspi.find(self.window, 'label', 'The zone transfer process has begun.')
        self.show(toast.name or toast.text)
        self.picture('begun')

        self.step('see the transfer to its end')
        words = ''

        def ended():
            nonlocal words
            now = self.row().name
            if now != words:
                words = now
                self.show(words)
            return ENDS.search(words) or re.search(', In sync', words)

        atspi.wait_until(ended, 'the transfer ended', TRANSFER_SECONDS, lambda: words)
        self.picture('ended')
        return bool(re.search(r', (?:Done|In sync)', words))


def main():
    """Starts the program, walks, and ends the program."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program_path, pictures = sys.argv[1:]
    os.makedirs(pictures, exist_ok=True)
    for path in glob.glob(os.path.join(pictures, '*.png')):
        os.remove(path)
    with open(os.path.join(pictures, 'program.log'), 'wb') as log:
        try:
            with atspi.Program([program_path, '--demo'], output=log) as program:
                done = Walk(program, pictures).walk()
        except atspi.Failed as failure:
            print(f'\nThe walk stopped: {failure}\nWhat the program said is in {log.name}.', file=sys.stderr)
            sys.exit(1)
    print('\nThe transfer arrived.' if done else '\nThe transfer did not end as done.')
    sys.exit(0 if done else 1)


if __name__ == '__main__':
    main()
