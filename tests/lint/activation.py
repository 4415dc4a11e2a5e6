#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The D-Bus service files fit the desktop entry, and so does what the shell reads about the search.

usage: activation.py DESKTOP_FILE SERVICE_FILE SEARCH_PROVIDER_FILE SEARCH_SERVICE_FILE
"""

import configparser
import os
import sys

import common


def read(path):
    """Reads a key file."""
    parser = configparser.RawConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(path, encoding='utf-8')
    return parser


def check_actions(desktop, name):
    """Yields a message for every action of the desktop entry that would not start."""
    actions = [action for action in desktop['Desktop Entry'].get('Actions', '').split(';') if action]
    for action in actions:
        group = f'Desktop Action {action}'
        if not desktop.has_section(group):
            yield f'the desktop entry has no group for its action {action}'
        elif desktop[group].get('Exec') != f'gapplication action {name} {action}':
            yield f'the action {action} does not do the same with D-Bus and without'
    for group in desktop.sections():
        if group.startswith('Desktop Action ') and group.split()[2] not in actions:
            yield f'the group {group} is no action of the desktop entry'


def check_search(desktop_path, search_path, service_path):
    """Yields a message for everything that would keep the shell from asking for zones."""
    name = os.path.basename(desktop_path)[:-len('.desktop')] + '.SearchProvider'
    search = read(search_path)['Shell Search Provider']
    bus = read(service_path)['D-BUS Service']
    if search['DesktopId'] != os.path.basename(desktop_path):
        yield f'the search belongs to {search["DesktopId"]}'
    if os.path.basename(service_path) != f'{name}.service':
        yield 'the service file of the search is not named after the desktop entry'
    if search['BusName'] != name or bus['Name'] != name:
        yield f'the service of the search is called {bus["Name"]} and {search["BusName"]}, not {name}'
    if search['ObjectPath'] != '/' + name.replace('.', '/'):
        yield f'the search is not at {search["ObjectPath"]}, where GApplication puts it'
    if search['Version'] != '2':
        yield 'the search speaks version 2 of the interface'
    if not os.path.isabs(bus['Exec']):
        yield f'the service of the search starts {bus["Exec"]}, which is no absolute path'


def check(desktop_path, service_path):
    """Yields a message for everything that would keep the desktop from starting the program."""
    desktop = read(desktop_path)
    service = read(service_path)

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
    yield from check_actions(desktop, name)


if __name__ == '__main__':
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    common.report([*check(*sys.argv[1:3]), *check_search(sys.argv[1], *sys.argv[3:])])
