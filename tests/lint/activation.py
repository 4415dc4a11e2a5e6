#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The D-Bus service file fits the desktop entry that asks for it.

usage: activation.py DESKTOP_FILE SERVICE_FILE
"""

import configparser
import os
import sys

import common


def check(desktop_path, service_path):
    """Yields a message for everything that would keep the desktop from starting the program."""
    desktop = configparser.RawConfigParser(interpolation=None)
    service = configparser.RawConfigParser(interpolation=None)
    for parser in (desktop, service):
        parser.optionxform = str
    desktop.read(desktop_path, encoding='utf-8')
    service.read(service_path, encoding='utf-8')

    entry = desktop['Desktop Entry']
    bus = service['D-BUS Service']
    name = os.path.basename(desktop_path)[:-len('.desktop')]
    if entry.get('DBusActivatable') != 'true':
        yield 'the desktop entry does not ask for D-Bus activation'
    if os.path.basename(service_path) != f'{name}.service':
        yield 'the service file is not named after the desktop entry'
    if bus['Name'] != name:
        yield f'the service is called {bus["Name"]}, the desktop entry {name}'
    if entry['Icon'] != name:
        yield f'the icon is called {entry["Icon"]}, the desktop entry {name}'
    program, *arguments = bus['Exec'].split()
    if not os.path.isabs(program):
        yield f'the service starts {program}, which is no absolute path'
    if os.path.basename(program) != entry['Exec'].split()[0]:
        yield 'the service and the desktop entry start different programs'
    if arguments != ['--gapplication-service']:
        yield 'the service does not start the program as a service'


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    common.report(check(*sys.argv[1:]))
