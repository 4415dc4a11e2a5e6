# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration and the commands that the help tells people to copy are those of the real programs."""
import glob
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import tap

PAGES = os.path.join(os.environ['G_TEST_SRCDIR'], '..', 'help', 'C', '*.page')
MALLARD = '{http://projectmallard.org/1.0/}'

# The kind of a piece of configuration: the file it goes into, what stands before it, and the server's own checker,
# where "@" is the file and "%" its directory.
CHECKERS = {
    'text/x-bind': ('named.conf', '', ['named-checkconf', '@']),
    'text/x-nsd': ('nsd.conf', '', ['nsd-checkconf', '@']),
    'text/x-knot': ('knot.conf', '', ['knotc', '-c', '@', 'conf-check']),
    'text/x-powerdns': ('pdns.conf', 'launch=bind\n', ['pdns_server', '--config-dir=%', '--config=check']),
}
# Commands that list their own words when asked so.
USAGES = {
    'rndc': ['rndc'],
    'nsd-control': ['nsd-control', '-h'],
    'knotc': ['knotc', '--help'],
    'pdnsutil': ['pdnsutil', '--help'],
}
OPTION = re.compile(r'(?<![\w-])--[a-z][a-z-]*')


def tool(name):
    """A program's path; those of administrators are not in everybody's PATH."""
    return shutil.which(name) or shutil.which(name, path='/usr/sbin:/sbin')


def collect(tag):
    """Yields page, section and text of every such element of the help."""
    for path in sorted(glob.glob(PAGES)):
        root = ElementTree.parse(path).getroot()
        for section in [root, *root.iter(MALLARD + 'section')]:
            for element in own_elements(section, tag):
                yield f'{root.get("id")}#{section.get("id")}', element


def own_elements(section, tag):
    """The elements of a section that are not in a section of its own."""
    for child in section:
        if child.tag == MALLARD + tag:
            yield child
        elif child.tag != MALLARD + 'section':
            yield from own_elements(child, tag)


def command_lines():
    """Yields place and words of each command that the help shows."""
    for place, element in collect('screen'):
        for line in ''.join(element.itertext()).strip().splitlines():
            for command in line.split(' | '):
                words = command.split()
                yield place, words[1:] if words[0] == 'sudo' else words


class HelpConfigs(unittest.TestCase):

    def accepts(self, kind, text):
        """Whether the server's checker takes this configuration, and what it says."""
        name, before, command = CHECKERS[kind]
        with tempfile.TemporaryDirectory(prefix='zc-help-') as folder:
            path = os.path.join(folder, name)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(before + text.replace('/var/cache/bind', folder) + '\n')
            words = [word.replace('@', path).replace('%', folder) for word in command]
            run = subprocess.run([tool(words[0]), *words[1:]], check=False, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True, timeout=30)
        return run.returncode == 0, run.stdout

    def test_configurations(self):
        """Every piece of configuration passes the checker of its server, and fails when it is damaged."""
        found = {kind: 0 for kind in CHECKERS}
        for place, element in collect('code'):
            kind = element.get('mime')
            text = ''.join(element.itertext()).strip('\n')
            if kind not in CHECKERS:
                continue
            with self.subTest(place=place, kind=kind):
                accepted, output = self.accepts(kind, text)
                self.assertTrue(accepted, f'{place}: {text}\n{output}')
                self.assertFalse(self.accepts(kind, 'x' + text)[0], f'{place}: a damaged one is taken too')
            found[kind] += 1
        for kind, count in found.items():
            self.assertGreaterEqual(count, 5, kind)

    def test_addresses(self):
        """Every configuration that names an address of Cloud DNS names both."""
        count = 0
        for place, element in collect('code'):
            if element.get('mime') not in CHECKERS:
                continue
            text = ''.join(element.itertext())
            self.assertEqual('212.227.123.25' in text, '2001:8d8:fe:53::5cd:25' in text, place)
            count += '212.227.123.25' in text
        self.assertGreaterEqual(count, 8)

    def test_control_commands(self):
        """Every word that a control program of a server is given is one that it knows."""
        usages = {}
        for name, command in USAGES.items():
            run = subprocess.run([tool(command[0]), *command[1:]], check=False, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True, timeout=30)
            usages[name] = re.findall(r'^ *([a-z][\w-]*)', run.stdout, re.MULTILINE)
        found = {name: 0 for name in USAGES}
        for place, words in command_lines():
            if words[0] in USAGES:
                self.assertIn(words[1], usages[words[0]], f'{place}: {" ".join(words)}')
                found[words[0]] += 1
        for name, count in found.items():
            self.assertGreaterEqual(count, 5, name)

    def test_kdig(self):
        """kdig knows every option that it is given."""
        seen = set()
        for place, words in command_lines():
            if words[0] != 'kdig' or '>' in words:
                continue
            options = tuple(sorted(word for word in words if word.startswith('+')))
            if options in seen:
                continue
            seen.add(options)
            # Nobody listens at this port, so kdig ends at once.
            run = subprocess.run(['kdig', '@127.0.0.1', '-p', '1', *options, '+tcp', '+timeout=1', '+retry=0',
                                  'example.com', 'SOA'], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30)
            self.assertNotRegex(run.stdout, 'invalid (option|parameter)|Usage:', f'{place}: {" ".join(words)}')
        self.assertGreaterEqual(len(seen), 8)

    def test_check_options(self):
        """zone-courier-check knows every option that it is given."""
        known = subprocess.run([os.environ['ZONE_COURIER_CHECK'], '--help'], check=True, stdout=subprocess.PIPE,
                               text=True, timeout=30).stdout
        known = set(OPTION.findall(known)) | {'--tcp-only', '--udp-only'}
        count = 0
        texts = [(place, ''.join(element.itertext())) for tag in ('screen', 'code') for place, element in collect(tag)]
        for place, text in texts:
            for line in text.splitlines():
                for option in OPTION.findall(line.partition('zone-courier-check')[2].partition('|')[0]):
                    self.assertIn(option, known, place)
                    count += 1
        self.assertGreaterEqual(count, 20)


if __name__ == '__main__':
    tap.main()
