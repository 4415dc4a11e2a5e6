#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command in a private desktop session and leaves nothing behind.

usage: run-in-session.py [--a11y test|atspi] [--no-bus] [--size WIDTHxHEIGHT] -- COMMAND [ARGUMENT...]

The session has an X server of its own without a screen (Xvfb), a session bus of its own, and empty
directories for everything that a desktop keeps in the home directory. The command's status is the
status of this program. When the command ends, or when this program is told to stop, every process
that was started in the session is ended too, by its number.

  --a11y atspi  real accessibility, for programs that look at the windows from outside (the default)
  --a11y test   GTK's own test back end, for programs that assert the accessibility of their widgets
  --no-bus      no session bus, for programs that need none; starts faster
  --size        the size of the screen, 1280x800 when left out

Nothing here waits for a fixed time: the X server tells by a file descriptor that it is ready, the bus
by the address that it prints.
"""

import argparse
import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile

START_SECONDS = 30
# What GNOME's settings daemon would tell GTK.
GTK_SETTINGS = '[Settings]\ngtk-font-name=Cantarell 11\ngtk-icon-theme-name=Adwaita\n'
NO_BUS = 'unix:path=/nonexistent/bus'
# What a session's processes get to end by themselves before they are killed.
GRACE_SECONDS = 3
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

libc = ctypes.CDLL(None, use_errno=True)


class SessionError(Exception):
    """The session could not be started."""


def become_reaper():
    """Makes orphans of the session children of this process, so that none is overlooked."""
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise SessionError('prctl: ' + os.strerror(ctypes.get_errno()))


def end_with_parent():
    """Runs in a child before its program: should this process be killed, the child ends too."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def read_line(descriptor, what):
    """Reads one line from a pipe, within bounds."""
    line = b''
    while not line.endswith(b'\n'):
        ready, _, _ = select.select([descriptor], [], [], START_SECONDS)
        data = os.read(descriptor, 4096) if ready else b''
        if not data:
            raise SessionError(f'{what} did not start')
        line += data
    return line.decode().strip()


def start_server(size, log):
    """Starts Xvfb on a display number that it chooses itself; returns the display's name."""
    reader, writer = os.pipe()
    subprocess.Popen(['Xvfb', '-displayfd', str(writer), '-screen', '0', f'{size}x24', '-noreset', '-nolisten', 'tcp',
                      '-dpi', '96'],
                     stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[writer], preexec_fn=end_with_parent)
    os.close(writer)
    number = read_line(reader, 'Xvfb')
    os.close(reader)
    return f':{number}'


def start_bus(environment, log):
    """Starts a session bus; returns its address."""
    reader, writer = os.pipe()
    subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--nopidfile', f'--print-address={writer}'],
                     stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[writer], env=environment,
                     preexec_fn=end_with_parent)
    os.close(writer)
    address = read_line(reader, 'dbus-daemon')
    os.close(reader)
    return address


def make_environment(home, a11y):
    """The environment of the session: the caller's, with everything personal replaced."""
    environment = dict(os.environ)
    for name in ('WAYLAND_DISPLAY', 'AT_SPI_BUS_ADDRESS', 'NO_AT_BRIDGE', 'XAUTHORITY',
                 'SESSION_MANAGER', 'DESKTOP_SESSION', 'XDG_CURRENT_DESKTOP', 'GTK_THEME', 'GNOME_KEYRING_CONTROL',
                 'SSH_AUTH_SOCK', 'IONOS_TOKEN', 'IONOS_API_URL', 'IONOS_API_URL_DNS', 'ZONE_COURIER_DNS_PORT',
                 'ZONE_COURIER_DNS_RESOLVER'):
        environment.pop(name, None)
    for name, folder in (('HOME', 'home'), ('XDG_CONFIG_HOME', 'config'), ('XDG_DATA_HOME', 'data'),
                         ('XDG_CACHE_HOME', 'cache'), ('XDG_STATE_HOME', 'state'), ('XDG_RUNTIME_DIR', 'runtime'),
                         ('TMPDIR', 'tmp')):
        path = os.path.join(home, folder)
        os.mkdir(path, 0o700)
        environment[name] = path
    os.mkdir(os.path.join(environment['XDG_CONFIG_HOME'], 'gtk-4.0'))
    with open(os.path.join(environment['XDG_CONFIG_HOME'], 'gtk-4.0', 'settings.ini'), 'w', encoding='ascii') as file:
        file.write(GTK_SETTINGS)
    environment.update({
        'GDK_BACKEND': 'x11',
        'GSK_RENDERER': 'cairo',
        'GTK_A11Y': a11y,
        'ADW_DISABLE_PORTAL': '1',
        'GTK_USE_PORTAL': '0',
        'GIO_USE_VFS': 'local',
        'GVFS_DISABLE_FUSE': '1',
        'LIBGL_ALWAYS_SOFTWARE': '1',
        'XDG_SESSION_TYPE': 'x11',
        'TZ': 'UTC',
        # Nothing may turn to the machine's services, nor start a bus of its own where there is none.
        'DBUS_SYSTEM_BUS_ADDRESS': NO_BUS,
        'DBUS_SESSION_BUS_ADDRESS': NO_BUS,
    })
    environment.setdefault('LC_ALL', 'C.UTF-8')
    # Settings outlive a program inside the session, and end with the session.
    environment.setdefault('GSETTINGS_BACKEND', 'keyfile')
    return environment


def children():
    """The numbers of all living children of this process, adopted ones too."""
    result = []
    for task in os.listdir('/proc/self/task'):
        with open(f'/proc/self/task/{task}/children', encoding='ascii') as file:
            result += [int(number) for number in file.read().split()]
    return result


def end_children_with(sent, seconds):
    """Sends a signal to every child once, also to orphans that turn up meanwhile, and collects them.

    Returns whether none is left when time is up.
    """
    asked = set()
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        while True:
            for number in children():
                if number not in asked:
                    asked.add(number)
                    os.kill(number, sent)
            os.waitpid(-1, 0)
    except ChildProcessError:
        return True
    except TimeoutError:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def end_children():
    """Ends everything that the session started."""
    if not end_children_with(signal.SIGTERM, GRACE_SECONDS):
        end_children_with(signal.SIGKILL, GRACE_SECONDS)


class Stopped(BaseException):
    """This program was told to stop."""

    def __init__(self, number):
        super().__init__()
        self.number = number


def stop_cb(number, _frame):
    """Turns a signal into an exception."""
    raise Stopped(number)


def late_cb(_number, _frame):
    """Ends waiting for children."""
    raise TimeoutError


def run(options, home):
    """Starts the session, runs the command in it and returns its status."""
    with open(os.path.join(home, 'session.log'), 'wb') as log:
        environment = make_environment(home, options.a11y)
        try:
            environment['DISPLAY'] = start_server(options.size, log)
            if not options.no_bus:
                environment['DBUS_SESSION_BUS_ADDRESS'] = start_bus(environment, log)
        except FileNotFoundError as error:
            raise SessionError(f'{error.filename} is not installed') from error
        command = subprocess.Popen(options.command, env=environment, preexec_fn=end_with_parent)
        status = command.wait()
        return status if status >= 0 else 128 - status


def main():
    """Parses the command line and keeps the promise of cleaning up."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--a11y', choices=('test', 'atspi'), default='atspi')
    parser.add_argument('--no-bus', action='store_true')
    parser.add_argument('--size', default='1280x800')
    parser.add_argument('command', nargs='+')
    options = parser.parse_args()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop_cb)
    signal.signal(signal.SIGALRM, late_cb)
    become_reaper()
    home = tempfile.mkdtemp(prefix='zc-session-')
    try:
        status = run(options, home)
    except SessionError as error:
        print(f'run-in-session.py: {error}', file=sys.stderr)
        with open(os.path.join(home, 'session.log'), encoding='utf-8', errors='replace') as log:
            sys.stderr.write(log.read())
        status = 125
    except Stopped as stopped:
        status = 128 + stopped.number
    finally:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        end_children()
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(status)


if __name__ == '__main__':
    main()
