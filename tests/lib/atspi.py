# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at a program as a screen reader does, and presses its buttons and keys as a user does.

To be used inside a private session, see run-in-session.py:

    with atspi.Program(['build/src/zone-courier', '--demo']) as program:
        window = program.window('Zone Courier')
        atspi.find(window, 'button', 'Start zone transfer').click()
        atspi.find(window, 'label', 'The zone transfer process has begun.')

find() waits until the thing is there and fails with a text that says what was looked for and what
was there instead. Nothing waits for a fixed time.

What GTK 4.8 tells is taken into account: a button with a mnemonic is called "_Verify Verify", one of
a message dialog "Cancel Cancel", and such a dialog has every button twice. So a name is matched when
it is equal, or when it is the name twice, once with its mnemonic. Focus and the selection of rows
cannot be set through accessibility; press() does it with keys.
"""

import ctypes
import os
import re
import signal
import subprocess
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

# The functions that replace these do not exist in Debian 12.
warnings.filterwarnings('ignore', message='Atspi.Accessible.get_.*_iface is deprecated')

# The longest that anything is waited for: a bound against hanging, not an expectation. Under valgrind
# and its like everything takes longer.
WAIT_SECONDS = 30 * float(os.environ.get('ZC_TEST_PATIENCE', '1'))
# How long a drop-down may take to open.
OPEN_SECONDS = 5
# How long the pause is between two looks at a condition: half as long as a look, within these bounds.
LOOK_AGAIN_MILLISECONDS = 40
# How often a program is asked for a window that it has told of.
TRIES_OF_WINDOW = 5
MOST_PAUSE_MILLISECONDS = 250

STATES = {
    'busy': Atspi.StateType.BUSY, 'checked': Atspi.StateType.CHECKED, 'expanded': Atspi.StateType.EXPANDED,
    'focused': Atspi.StateType.FOCUSED, 'pressed': Atspi.StateType.PRESSED,
    'selected': Atspi.StateType.SELECTED, 'sensitive': Atspi.StateType.SENSITIVE,
    'visible': Atspi.StateType.VISIBLE,
}

WINDOW_ROLES = ('frame', 'dialog', 'window', 'alert')


class Failed(AssertionError):
    """Something did not come true in time, or is not there."""


def wait_until(condition, what, seconds=WAIT_SECONDS, explain=None):
    """Returns the condition's first true value; fails when there is none in time.

    condition: called again and again
    what: the condition in words, for the failure
    explain: called for the failure's second part, what was seen instead
    """
    context = GLib.MainContext.default()
    deadline = time.monotonic() + seconds
    while True:
        begun = time.monotonic()
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            seen = f'; instead there is:\n{explain()}' if explain else ''
            raise Failed(f'not within {seconds} s: {what}{seen}')
        # A look at a whole window keeps the program busy with answers. It gets time for its own work, and so do the tests
        # that run beside this one, but never so much that what is soon gone would not be seen.
        pause = min(max(LOOK_AGAIN_MILLISECONDS, int((time.monotonic() - begun) * 500)), MOST_PAUSE_MILLISECONDS)
        passed = []
        source = GLib.timeout_source_new(pause)
        source.set_callback(lambda *_: passed.append(True))
        source.attach(context)
        while not passed:
            context.iteration(True)


def name_matches(actual, wanted):
    """Whether an accessible name is the wanted one, the habits of GTK 4.8 taken into account.

    wanted: a text, or a compiled pattern that must match somewhere
    """
    if wanted is None:
        return True
    if isinstance(wanted, re.Pattern):
        return bool(wanted.search(actual))
    return actual == wanted or actual.endswith(' ' + wanted) and \
        actual[:-len(wanted) - 1].replace('_', '') == wanted


class Node:
    """One thing on the screen, as accessibility tells it. It may vanish at any time."""

    def __init__(self, accessible):
        self.accessible = accessible

    def __eq__(self, other):
        return isinstance(other, Node) and self.accessible == other.accessible

    def __hash__(self):
        return hash(self.accessible)

    def __repr__(self):
        return f'{self.role} "{self.name}"'

    @property
    def name(self):
        """What a screen reader calls it."""
        return self._ask(self.accessible.get_name, '')

    @property
    def description(self):
        """What a screen reader says in addition."""
        return self._ask(self.accessible.get_description, '')

    @property
    def role(self):
        """What it is: "button", "label", "table row"; in words of AT-SPI."""
        return self._ask(self.accessible.get_role_name, 'gone')

    @property
    def text(self):
        """The text of a label or an entry."""
        def read():
            interface = self.accessible.get_text_iface()
            return interface.get_text(0, interface.get_character_count()) if interface else ''
        return self._ask(read, '')

    @property
    def parent(self):
        """What it is part of, or None."""
        parent = self._ask(self.accessible.get_parent, None)
        return Node(parent) if parent else None

    @property
    def window(self):
        """The window that it is in, or None."""
        node = self
        while node and node.role not in WINDOW_ROLES:
            node = node.parent
        return node

    @property
    def place(self):
        """Where it is in its window: left, top, width and height in pixels."""
        def read():
            extents = self.accessible.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            return extents.x, extents.y, extents.width, extents.height
        return self._ask(read, (0, 0, 0, 0))

    def children(self):
        """What it is made of. Those that vanish while they are counted are left out."""
        result = []
        for index in range(self._ask(self.accessible.get_child_count, 0)):
            child = self._ask(lambda number=index: self.accessible.get_child_at_index(number), None)
            if child:
                result.append(Node(child))
        return result

    def has_state(self, state):
        """Whether it is in a state; "sensitive" says that it can be used."""
        def read():
            return self.accessible.get_state_set().contains(STATES[state])
        return self._ask(read, False)

    def walk(self):
        """Yields it and all below it, outermost first."""
        yield self
        for child in self.children():
            yield from child.walk()

    def actions(self):
        """The names of what can be done with it."""
        def read():
            interface = self.accessible.get_action_iface()
            return [interface.get_action_name(index) for index in range(interface.get_n_actions())] if interface else []
        return self._ask(read, [])

    def do(self, action):
        """Does one of its actions."""
        names = self.actions()
        if action not in names:
            raise Failed(f'{self!r} has no action "{action}", only {names}')
        if not self.accessible.get_action_iface().do_action(names.index(action)):
            raise Failed(f'{self!r} refused the action "{action}"')

    def click(self):
        """Presses it as soon as it can be pressed."""
        wait_until(lambda: self.has_state('sensitive'), f'{self!r} can be used')
        names = wait_until(self.actions, f'{self!r} can be clicked')
        self.do('click' if 'click' in names else names[0])

    def set_text(self, text):
        """Replaces the text of an entry."""
        if not self.accessible.get_editable_text_iface().set_text_contents(text):
            raise Failed(f'{self!r} refused the text')

    def dump(self):
        """The tree of roles, names, texts and states below it, a line each."""
        lines = []

        def visit(node, depth):
            states = [state for state in sorted(STATES) if state not in ('visible', 'focused') and node.has_state(state)]
            text = node.text
            shown = f' text "{text}"' if text and text != node.name else ''
            lines.append(f'{"  " * depth}{node.role} "{node.name}"{shown} {" ".join(states)}'.rstrip())
            for child in node.children():
                visit(child, depth + 1)

        visit(self, 0)
        return '\n'.join(lines)

    @staticmethod
    def _ask(function, otherwise):
        """Asks the program; what has vanished meanwhile answers with a default."""
        try:
            answer = function()
        except GLib.Error:
            return otherwise
        return otherwise if answer is None else answer


def matches(root, role, name, states):
    """Yields all things of a role and a name in some states, outermost first."""
    for node in root.walk():
        if (role is None or node.role == role) \
                and (name is None or name_matches(node.name, name)) \
                and all(node.has_state(state) == wanted for state, wanted in states.items()):
            yield node


def find_all(root, role=None, name=None, **states):
    """All things of a role and a name in some states (focused=True), as they are now."""
    return list(matches(root, role, name, states))


def in_words(role, name, states):
    """What find() looks for, in words."""
    words = role or 'thing'
    if name is not None:
        words += f' "{name.pattern if isinstance(name, re.Pattern) else name}"'
    return words + ''.join(f', {state}: {value}' for state, value in states.items())


def find(root, role=None, name=None, seconds=WAIT_SECONDS, **states):
    """The first thing of a role and a name, as soon as there is one."""
    what = f'a {in_words(role, name, states)}'
    return wait_until(lambda: next(matches(root, role, name, states), None), what, seconds, root.dump)


def wait_gone(root, role=None, name=None, seconds=WAIT_SECONDS):
    """Waits until there is no such thing any more."""
    wait_until(lambda: next(matches(root, role, name, {}), None) is None, f'no {in_words(role, name, {})} any more', seconds,
               root.dump)


class Program:
    """A program under test: started, found on the accessibility bus, and ended."""

    def __init__(self, command, environment=None, cwd=None, output=None, process=None):
        """Starts a program.

        environment: variables in addition to those of the session
        output: a file for what the program prints; left out, it goes where the test's own output goes
        process: something with the number and the methods of subprocess.Popen, when somebody else started it
        """
        self.command = command
        # Standard output belongs to the test's own protocol.
        self.process = process or subprocess.Popen(command, cwd=cwd, env={**os.environ, **(environment or {})},
                                        stdin=subprocess.DEVNULL, stdout=output or 2, stderr=output or 2)
        self._root = None
        self._windows = []
        self._unanswered = []
        self._listener = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.end()

    @property
    def root(self):
        """The program itself. Its children are its windows: ask windows() for them, never the root.

        GTK 4.8 ends when it is asked for a window that it has not yet shown to accessibility, which happens
        some time after the window was made. That it has is told by an event, so those are waited for.
        """
        if self._root is None:
            self._root = wait_until(self._look_up, f'{self.command[0]} shows itself to accessibility')
            self._listener = Atspi.EventListener.new(self._changed)
            self._listener.register('object:children-changed:add')
            self._windows = self._root.children()
        return self._root

    def _changed(self, event):
        if event.source == self._root.accessible:
            self._take_window(event.detail1, TRIES_OF_WINDOW)

    def _take_window(self, index, n_tries):
        """Takes a window that was told of; a program that is busy with it is asked for it again later, but not for ever."""
        window = Node._ask(lambda: self._root.accessible.get_child_at_index(index), None)
        if window is None and n_tries > 1:
            self._unanswered.append((index, n_tries - 1))
        elif window is not None and Node(window) not in self._windows:
            self._windows.append(Node(window))

    def _look_up(self):
        status = self.process.poll()
        if status is not None:
            raise Failed(f'{self.command[0]} ended with status {status} before it showed itself')
        for node in Node(Atspi.get_desktop(0)).children():
            if Node._ask(node.accessible.get_process_id, 0) == self.process.pid:
                # What is read shall be what the program says now, not what it said before.
                node.accessible.set_cache_mask(Atspi.Cache.NONE)
                return node
        return None

    def windows(self):
        """All its windows, in the order in which they were opened."""
        if self.root:
            while GLib.MainContext.default().iteration(False):
                pass
        unanswered, self._unanswered = self._unanswered, []
        for index, n_tries in unanswered:
            self._take_window(index, n_tries)
        self._windows = [window for window in self._windows if window.role != 'gone']
        return list(self._windows)

    def window(self, title, seconds=WAIT_SECONDS):
        """The window of a title, as soon as it is there."""
        def look():
            return [node for node in self.windows() if name_matches(node.name, title)]
        return wait_until(look, f'a window "{title}"', seconds, lambda: self.windows())[0]

    def wait_window_gone(self, title, seconds=WAIT_SECONDS):
        """Waits until no window has a title any more."""
        wait_until(lambda: not [node for node in self.windows() if name_matches(node.name, title)],
                   f'no window "{title}" any more', seconds)

    def focused(self):
        """The thing that has the keyboard focus, or None."""
        found = [node for window in self.windows() for node in find_all(window, focused=True)]
        return found[-1] if found else None

    def activate_keyboard(self, title=None):
        """Gives the keyboard to the program's window of a title, or to its newest one.

        There is no window manager in the session that would do this. Returns the window's number.
        """
        def look():
            numbers = x_windows(self.process.pid, title)
            return numbers and numbers[-1]
        number = wait_until(look, f'a window "{title or ""}" on the screen')
        xdotool('windowraise', number, 'windowfocus', '--sync', number)
        return number

    def leave_keyboard(self):
        """Takes the keyboard away from all windows, as when another program is worked with."""
        x11 = ctypes.CDLL('libX11.so.6')
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(None))
        x11.XSetInputFocus(display, ctypes.c_ulong(0), 0, ctypes.c_ulong(0))
        x11.XCloseDisplay(display)

    def point_and_click(self, node, count=1):
        """Moves the mouse to the middle of something and clicks, once or more often."""
        number = self.activate_keyboard(node.window.name)
        wait_until(lambda: node.place[2] > 0 and node.place[3] > 0, f'{node!r} is on the screen')
        left, top, width, height = node.place
        # Places do not count the frame that GTK draws around the window.
        _, _, inner_width, inner_height = node.window.place
        _, _, outer_width, outer_height = x_geometry(number)
        left += (outer_width - inner_width) // 2
        top += (outer_height - inner_height) // 2
        xdotool('mousemove', '--window', number, str(left + width // 2), str(top + height // 2),
                'click', '--repeat', str(count), '--delay', '50', '1')

    def open_drop_down(self, drop_down):
        """Opens a drop-down and gives its list. On a page that is just coming nothing opens; this tries again then."""
        end = time.monotonic() + WAIT_SECONDS
        while True:
            find(drop_down, 'push button').click()
            try:
                return find(drop_down, 'list', seconds=OPEN_SECONDS)
            except Failed:
                if time.monotonic() > end:
                    raise

    def choose(self, drop_down, wanted):
        """Opens a drop-down and chooses an item, with the keyboard."""
        self.activate_keyboard(drop_down.window.name)
        item = find(self.open_drop_down(drop_down), 'label', wanted)
        while item.role != 'list item':
            item = item.parent
        items = item.parent.children()
        press('Home', *['Down'] * items.index(item))
        wait_until(lambda: item.has_state('selected'), f'"{wanted}" is the chosen item', explain=drop_down.dump)
        press('Return')

    def wait_end(self, seconds=WAIT_SECONDS):
        """Waits until the program ends by itself; returns its status."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f'{self.command[0]} did not end within {seconds} s') from None

    def end(self):
        """Ends the program: politely, then not."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(WAIT_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise Failed(f'{self.command[0]} did not end when asked to') from None


def xdotool(*arguments):
    """Runs xdotool, which moves the mouse and presses the keys."""
    subprocess.run(['xdotool', *arguments], check=True, stdout=subprocess.DEVNULL, timeout=WAIT_SECONDS)


def x_windows(pid, title=None):
    """The numbers of a process's windows that are on the screen, the oldest first."""
    command = ['xdotool', 'search', '--all', '--onlyvisible', '--pid', str(pid)]
    if title is not None:
        command += ['--name', f'^{re.escape(title)}$']
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=WAIT_SECONDS)
    return sorted(run.stdout.split(), key=int)


def x_geometry(number):
    """Where a window is on the screen: left, top, width and height."""
    run = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', number], check=True, capture_output=True, text=True,
                         timeout=WAIT_SECONDS)
    values = dict(line.split('=') for line in run.stdout.split())
    return tuple(int(values[name]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT'))


def press(*keys):
    """Presses keys one after the other, "ctrl+f", "Tab"; they go to the window with the keyboard."""
    xdotool('key', '--clearmodifiers', '--delay', '30', *keys)


def type_text(text):
    """Types a text."""
    xdotool('type', '--clearmodifiers', '--delay', '20', '--', text)


def move_window(number, x, y):
    """Moves a window of the screen."""
    xdotool('windowmove', '--sync', number, str(x), str(y))


def screenshot(path, window='root', area=None):
    """Writes a picture of the screen, or of one of its windows without what covers it.

    area: left, top, width and height of the part that is wanted
    """
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    crop = ['-crop', '{2}x{3}+{0}+{1}'.format(*area), '+repage'] if area else []
    subprocess.run(['import', '-silent', '-window', window, *crop, path], check=True, timeout=WAIT_SECONDS)
