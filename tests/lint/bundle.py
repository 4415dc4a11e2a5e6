# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told to those who bundle and show the program: the Flatpak manifest and the metainfo.

flatpak-builder needs a network, so this lint checks what can be seen without: that nothing is misspelled,
that every source is pinned to what it was when somebody looked, and that the sandbox has no more holes than
the program needs.
"""

import json
import os
import re
import xml.etree.ElementTree as ElementTree

import common

NAME = 'io.github.zonecourier.ZoneCourier'
MANIFEST = f'data/flatpak/{NAME}.json'
METAINFO = f'data/{NAME}.metainfo.xml.in'

# What the program may do outside its sandbox, and why. Notifications, files to save and links go through
# portals, which need no permission.
HOLES = {
    '--share=network': 'the service and the name servers',
    '--socket=wayland': 'its windows',
    '--socket=fallback-x11': 'its windows where there is no Wayland',
    '--share=ipc': 'the shared memory that X11 works with',
    '--device=dri': 'drawing with the graphics card',
    '--talk-name=org.freedesktop.secrets': 'the keyring',
}
KEYS = {'id', 'runtime', 'runtime-version', 'sdk', 'command', 'finish-args', 'cleanup', 'modules'}
MODULE_KEYS = {'name', 'buildsystem', 'config-opts', 'cleanup', 'post-install', 'sources'}
SOURCE_KEYS = {
    'git': {'type', 'url', 'tag', 'commit', 'disable-submodules'},
    'archive': {'type', 'url', 'sha256'},
    'script': {'type', 'dest-filename', 'commands'},
    'dir': {'type', 'path'},
}
# What org.gnome.Platform does not have, as "meson.build" calls it, and the module that brings it.
BROUGHT = {'ldns': 'ldns', 'libldns': 'ldns', 'yaml-0.1': 'libyaml'}
IN_PLATFORM = {'gio-2.0', 'gio-unix-2.0', 'gtk4', 'libadwaita-1', 'libsoup-3.0', 'json-glib-1.0', 'libsecret-1', 'sqlite3'}
DEPENDENCY = re.compile(r"\bdependency\('([\w.+-]+)'")
VERSION = re.compile(r"\bversion: '([\d.]+)'")


def check_source(place, source):
    """Yields a message for everything wrong with one source of a module."""
    kind = source.get('type')
    if kind not in SOURCE_KEYS:
        yield f'{place}: a source of the type {kind}'
        return
    for key in sorted(set(source) - SOURCE_KEYS[kind]):
        yield f'{place}: a {kind} source has no "{key}"'
    if kind in ('git', 'archive') and not source.get('url', '').startswith('https://'):
        yield f'{place}: {source.get("url")} is not fetched over HTTPS'
    if kind == 'git' and not (source.get('tag') and re.fullmatch('[0-9a-f]{40}', source.get('commit', ''))):
        yield f'{place}: a git source names tag and commit'
    if kind == 'archive' and not re.fullmatch('[0-9a-f]{64}', source.get('sha256', '')):
        yield f'{place}: an archive has a SHA-256 sum'


def check_manifest(root):
    """Yields a message for everything wrong with the manifest."""
    try:
        manifest = json.loads(common.read(root, MANIFEST))
    except ValueError as error:
        yield f'{MANIFEST}: {error}'
        return
    for key in sorted(set(manifest) ^ KEYS):
        yield f'{MANIFEST}: "{key}" is not known, or missing'
    if manifest.get('id') != NAME or manifest.get('command') != 'zone-courier':
        yield f'{MANIFEST}: bundles {manifest.get("id")} and starts {manifest.get("command")}'
    if not re.fullmatch(r'\d+', str(manifest.get('runtime-version'))):
        yield f'{MANIFEST}: the version of the runtime is {manifest.get("runtime-version")}'
    for hole in manifest.get('finish-args', []):
        if hole not in HOLES:
            yield f'{MANIFEST}: {hole} is no permission that the program needs'
    for hole in sorted(set(HOLES) - set(manifest.get('finish-args', []))):
        yield f'{MANIFEST}: without {hole} the program has not {HOLES[hole]}'

    modules = manifest.get('modules', [])
    names = [module.get('name') for module in modules]
    for module in modules:
        place = f'{MANIFEST}: {module.get("name")}'
        for key in sorted(set(module) - MODULE_KEYS):
            if not key.startswith('x-'):
                yield f'{place}: a module has no "{key}"'
        if not module.get('sources'):
            yield f'{place}: has no sources'
        for source in module.get('sources', []):
            yield from check_source(place, source)
    if not names or names[-1] != 'zone-courier' or len(set(names)) != len(names):
        yield f'{MANIFEST}: the modules are {names}; the program is the last one'
    if 'nsd' not in names:
        yield f'{MANIFEST}: the demo has no name servers without the module nsd'
    for name in sorted(set(DEPENDENCY.findall(common.read(root, 'meson.build')))):
        if name not in IN_PLATFORM and BROUGHT.get(name) not in names:
            yield f'{MANIFEST}: no module brings {name}, which the platform is not known to have'


def check_metainfo(root):
    """Yields a message for everything in the metainfo that is not so."""
    component = ElementTree.fromstring(common.read(root, METAINFO))
    version = VERSION.search(common.read(root, 'meson.build')).group(1)
    release = component.find('releases/release')
    if release is None or release.get('version') != version:
        yield f'{METAINFO}: the newest release is not {version}, as in meson.build'
    elif release.find('description') is None:
        yield f'{METAINFO}: says nothing about {version}'
    images = [image.text.strip() for image in component.iter('image')]
    if not images:
        yield f'{METAINFO}: shows no picture'
    for image in images:
        path = 'data/screenshots/' + image.rpartition('/data/screenshots/')[2]
        if not os.path.exists(os.path.join(root, path)):
            yield f'{METAINFO}: shows {image}, but there is no {path}'


def check(root):
    """Yields a message for everything that is wrong."""
    yield from check_manifest(root)
    yield from check_metainfo(root)
