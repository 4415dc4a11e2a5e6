#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of the help was made into HTML whose links work without a network.

usage: help_html.py PROJECT_ROOT HTML_DIRECTORY
"""

import html.parser
import os
import sys

import common

# What a browser fetches by itself, and where.
FETCHED = {'img': 'src', 'script': 'src', 'link': 'href', 'iframe': 'src', 'video': 'src'}


class Page(html.parser.HTMLParser):
    """What a page refers to, and the places in it that can be referred to."""

    def __init__(self, text):
        super().__init__()
        self.links = []
        self.fetched = []
        self.ids = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Notes the references of one element."""
        values = dict(attrs)
        if values.get('id'):
            self.ids.add(values['id'])
        if tag == 'a' and values.get('href'):
            self.links.append(values['href'])
        if tag in FETCHED and values.get(FETCHED[tag]):
            self.fetched.append(values[FETCHED[tag]])


def check(root, directory):
    """Yields a message for every page that is missing and every reference that leads nowhere."""
    pages = {name: Page(common.read(directory, name)) for name in sorted(os.listdir(directory))
             if name.endswith('.html')}
    for name in sorted(os.listdir(os.path.join(root, 'help', 'C'))):
        if name.endswith('.page') and name[:-len('page')] + 'html' not in pages:
            yield f'{name} was not made into HTML'
    for name, page in pages.items():
        for reference in page.fetched:
            if not os.path.exists(os.path.join(directory, reference)):
                yield f'{name} fetches {reference}, which is not beside it'
        for link in page.links:
            target, _, place = link.partition('#')
            if '://' in link or target.startswith('mailto:'):
                continue
            other = pages.get(target or name)
            if other is None:
                yield f'{name} has a link to {link}, which is not there'
            elif place and place not in other.ids:
                yield f'{name} has a link to {link}, but there is no such place'


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    common.report(check(*sys.argv[1:]))
