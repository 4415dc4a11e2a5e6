# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may know whom: every include of src/ stays within the layers of its room.

The include directories of Meson's targets refuse most wrong includes already. This lint also sees
those that would compile: a library's header where the library is not meant to be known, a private
header of another room, headers that include each other.
"""

import os
import re

import common

# Each room and the rooms below it whose headers it may include. The empty name is src/ itself.
LAYERS = {
    'base': (),
    'cloud': ('base',),
    'dns': ('base',),
    'transfer': ('base', 'cloud', 'dns'),
    'session': ('base', 'cloud', 'dns', 'transfer'),
    'ui': ('base', 'cloud', 'dns', 'transfer', 'session'),
    'search-provider': ('base', 'transfer', 'session'),
    'check': ('base', 'cloud', 'dns', 'transfer', 'session'),
    'sandbox': ('base',),
    '': ('base', 'cloud', 'dns', 'transfer', 'session', 'ui'),
}

# Libraries that are only a part of a room.
PARTS = {'causes': 'transfer', 'state-words': 'session', 'verification': 'transfer', 'zone-index': 'transfer'}

# Which libraries a room may use beside GLib and the C library.
LIBRARIES = {
    'base': ('json-glib',),
    'cloud': ('libsoup', 'json-glib'),
    'dns': ('ldns',),
    'transfer': ('json-glib', 'sqlite'),
    'session': ('json-glib', 'libsecret', 'yaml'),
    'ui': ('gtk',),
    'search-provider': (),
    'check': (),
    'sandbox': ('libsoup', 'json-glib', 'ldns'),
    '': ('gtk',),
}

# Public headers of these rooms name nothing of the libraries inside, so that upper rooms do not
# depend on them.
SEALED = ('cloud', 'dns', 'transfer', 'session')
SEALED_NAMES = re.compile(r'\b(?:Soup[A-Z]\w*|Json[A-Z]\w*|ldns_\w+|sqlite3\w*|Secret[A-Z]\w*|yaml_\w+)')

HEADER_LIBRARY = (
    (re.compile(r'^libsoup/'), 'libsoup'),
    (re.compile(r'^json-glib/'), 'json-glib'),
    (re.compile(r'^ldns/'), 'ldns'),
    (re.compile(r'^sqlite3\.h$'), 'sqlite'),
    (re.compile(r'^libsecret/'), 'libsecret'),
    (re.compile(r'^yaml\.h$'), 'yaml'),
    (re.compile(r'^(?:gtk|gdk|gsk|adwaita\.h|pango|cairo|graphene)'), 'gtk'),
)
KNOWN_HEADER = re.compile(
    r'^(?:glib|gio|gobject|gmodule)\b.*\.h$|^(?:sys|netinet|net|arpa|linux)/\w+\.h$|'
    r'^(?:assert|ctype|errno|fcntl|float|grp|inttypes|limits|locale|malloc|math|netdb|poll|pthread|'
    r'pwd|sched|signal|spawn|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|strings|'
    r'termios|time|unistd)\.h$')
# Made while building.
GENERATED = ('zc-config.h', 'zc-resources.h', 'zc-shell-search-provider2.h')

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
INTERNAL_DEPENDENCY = re.compile(r'\b(\w+)_internal_dep\b')


def room_of(path):
    """The room that a path in src/ belongs to."""
    parts = path.split(os.sep)
    return parts[1] if len(parts) > 2 else ''


def is_public(path):
    """Whether a file is a header that other rooms may include."""
    return path.endswith('.h') and not path.endswith('-private.h')


def check_meson(path, room, text):
    """A room's meson.build names only the rooms it may know."""
    code = re.sub(r'#[^\n]*', '', text)
    for name in sorted(set(INTERNAL_DEPENDENCY.findall(code))):
        other = name.replace('_', '-')
        other = PARTS.get(other, other)
        if other != room and other not in LAYERS[room]:
            yield f'{path}: {room}/ may not depend on {other}/'


def find_cycles(includes):
    """Yields a message for every circle in the graph of headers."""
    state = {}

    def visit(header, trail):
        state[header] = 'open'
        for other in includes.get(header, ()):
            if state.get(other) == 'open':
                circle = trail[trail.index(other):] + [other]
                yield 'headers include each other: ' + ' -> '.join(circle)
            elif other not in state:
                yield from visit(other, trail + [other])
        state[header] = 'done'

    for header in sorted(includes):
        if header not in state:
            yield from visit(header, [header])


def check_include(path, room, mark, name, homes):
    """Judges one include of one file; returns a message or None."""
    if mark == '<':
        for pattern, library in HEADER_LIBRARY:
            if pattern.match(name):
                if library not in LIBRARIES[room]:
                    return f'{library} is not a library of {room or "src"}/'
                if room in SEALED and is_public(path):
                    return f'a public header of {room}/ may not include <{name}>'
                return None
        return None if KNOWN_HEADER.match(name) else f'<{name}> is in no table of layers.py'

    if '/' in name:
        return f'"{name}" is included with a path'
    if name in GENERATED:
        return None
    if name not in homes:
        return f'"{name}" is no header of src/'
    home = homes[name]
    if home != room and home not in LAYERS[room]:
        return f'{room or "src"}/ may not know {home}/, but includes "{name}"'
    if home != room and name.endswith('-private.h'):
        return f'"{name}" is private to {home}/'
    return None


def check(root):
    """Yields a message for every breach."""
    sources = [path for path in common.project_files(root) if path.startswith('src' + os.sep)]
    homes = {}
    for path in sources:
        if path.endswith('.h'):
            name = os.path.basename(path)
            if name in homes:
                yield f'{path}: there is another {name} in {homes[name]}/'
            homes[name] = room_of(path)

    graph = {}
    for path in sources:
        room = room_of(path)
        if room not in LAYERS:
            yield f'{path}: {room}/ is a room that layers.py does not know'
            continue
        text = common.read(root, path)
        if path.endswith('meson.build') and room:
            yield from check_meson(path, room, text)
        if not path.endswith(('.c', '.h')):
            continue
        code = common.without_comments(text)
        for match in INCLUDE.finditer(code):
            mark, name = match.groups()
            problem = check_include(path, room, mark, name, homes)
            if problem:
                yield f'{path}:{common.line_of(code, match.start())}: {problem}'
            if mark == '"' and path.endswith('.h') and name in homes:
                graph.setdefault(os.path.basename(path), []).append(name)
        if room in SEALED and is_public(path):
            names = common.without_comments(text, keep_strings=False)
            for match in SEALED_NAMES.finditer(names):
                yield (f'{path}:{common.line_of(names, match.start())}: a public header of {room}/ '
                       f'may not name {match.group(0)}')
    yield from find_cycles(graph)
