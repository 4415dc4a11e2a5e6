# SPDX-License-Identifier: GPL-3.0-or-later
"""Each language in po/LINGUAS says everything that the program says, and in the right shape."""

import os
import re
import subprocess
import unicodedata

# How gettext finds what users read, as po/meson.build has it with the preset "glib".
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--add-comments=Translators', '--no-wrap', '--output=-',
            '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
            '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3', '--keyword=ngettext:1,2',
            '--flag=N_:1:pass-c-format', '--flag=_:1:pass-c-format', '--flag=C_:2:pass-c-format',
            '--flag=NC_:2:pass-c-format', '--flag=g_dngettext:2:pass-c-format',
            '--flag=g_strdup_printf:1:c-format', '--flag=g_string_append_printf:2:c-format',
            '--flag=g_error_new:3:c-format', '--flag=g_set_error:4:c-format', '--flag=g_print:1:c-format',
            '--flag=g_printerr:1:c-format', '--flag=ngettext:1:pass-c-format', '--flag=ngettext:2:pass-c-format']

# Number of plural forms and the rule, as Unicode's CLDR and gettext's manual have them.
PLURALS = {
    'ar': 'nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;',
    'de': 'nplurals=2; plural=(n != 1);',
    'es': 'nplurals=2; plural=(n != 1);',
    'fr': 'nplurals=2; plural=(n > 1);',
    'ja': 'nplurals=1; plural=0;',
}

# Written from right to left. There a name or an address stands in an isolate (Unicode Standard Annex 9), or what is
# around it would be mixed up with it, and a line that begins with one has a mark, since Pango takes the direction of a
# paragraph from its first letter.
FROM_RIGHT = {'ar'}
OPEN, CLOSE, MARK = '\u2066\u2068', '\u2069', '\u200f'
TEXT_DIRECTIVE = re.compile(r'%(?:\d+\$)?s')
ANY_DIRECTIVE = re.compile(r"%(?:\d+\$)?[-+ '#0]*[\d.]*(?:hh?|ll?|z)?[a-zA-Z]")

TAG = re.compile(r'</?[a-zA-Z][^<>]*>')
MNEMONIC = re.compile(r'_(?=\w)')


def languages(root):
    """The languages that are built."""
    with open(os.path.join(root, 'po', 'LINGUAS'), encoding='utf-8') as file:
        return [line.strip() for line in file if line.strip() and not line.startswith('#')]


def make_template(root):
    """Collects the messages of the program; returns what xgettext writes."""
    environment = dict(os.environ, LC_ALL='C.UTF-8')
    listed = os.path.join(root, 'po', 'POTFILES.in')
    run = subprocess.run(XGETTEXT + ['--directory=' + root, '--files-from=' + listed],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    if run.returncode != 0:
        raise RuntimeError(run.stderr)
    return run.stdout


def unquote(text):
    """The string that a quoted one of a .po file stands for."""
    plain = {'n': '\n', 't': '\t', '"': '"', '\\': '\\'}
    return re.sub(r'\\(.)', lambda match: plain.get(match.group(1), match.group(1)), text)


def read_messages(text):
    """Yields (context, msgid, plural, [translations], flags) of a .po file's text, the header too."""
    entry, field = {}, None
    flags = set()
    for line in text.split('\n') + ['']:
        if line.startswith('#~'):
            continue
        if line.startswith('#,'):
            flags = {flag.strip() for flag in line[2:].split(',')}
        match = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) "(.*)"$', line)
        if match:
            field = match.group(1)
            entry[field] = unquote(match.group(2))
        elif line.startswith('"') and field:
            entry[field] += unquote(line[1:-1])
        elif not line.strip():
            if 'msgid' in entry:
                translations = [entry[name] for name in sorted(entry) if name.startswith('msgstr')]
                yield entry.get('msgctxt'), entry['msgid'], entry.get('msgid_plural'), translations, flags
            entry, field, flags = {}, None, set()


def check_shape(msgid, translation):
    """Yields what distinguishes a translation from its message although it must not."""
    if sorted(TAG.findall(msgid)) != sorted(TAG.findall(translation)):
        yield 'other markup'
    # What only stands between the items of a list is the language's own: Japanese has no blank behind its comma.
    separates = not re.search(r'\w', msgid)
    for edge, of in (('begin', lambda text: text[:len(text) - len(text.lstrip())]),
                     ('end', lambda text: text[len(text.rstrip()):])):
        if of(msgid) != of(translation) and not separates:
            yield f'other blanks at its {edge}'
    if msgid.endswith('…') != translation.endswith('…'):
        yield 'an ellipsis in one of the two only'
    if '...' in translation:
        yield 'three dots instead of an ellipsis'
    if translation.count('\n') != msgid.count('\n'):
        yield 'another number of lines'


def check_direction(translation):
    """Yields what is wrong with the direction of names in a translation that is written from right to left."""
    depth = 0
    for at, character in enumerate(translation):
        depth += (character in OPEN) - (character == CLOSE)
        if depth < 0:
            break
        if depth == 0 and TEXT_DIRECTIVE.match(translation, at):
            yield 'a %s that is in no isolate'
    if depth != 0:
        yield 'an isolate that is not closed, or closed without being open'
    for line in translation.split('\n'):
        first = next((character for character in ANY_DIRECTIVE.sub('', line)
                      if character.isalpha() or character in OPEN + MARK), MARK)
        begins_left = first in OPEN or unicodedata.bidirectional(first) == 'L'
        if begins_left and any(unicodedata.bidirectional(character) == 'AL' for character in line):
            yield 'it begins with a name, without U+200F before it'


def check_language(root, language, template):
    """Yields the problems of one language."""
    name = os.path.join('po', language + '.po')
    path = os.path.join(root, name)
    if not os.path.exists(path):
        yield f'{name}: it is listed in po/LINGUAS and missing'
        return

    with open(path, encoding='utf-8') as file:
        text = file.read()
    if '\n#~ ' in text:
        yield f'{name}: it keeps messages that the program does not have any more'
    if language not in PLURALS:
        yield f'{name}: {os.path.basename(__file__)} does not know the plural forms of {language}'
    elif PLURALS[language].replace(' ', '') not in text.replace(' ', '').replace('"\n"', ''):
        yield f'{name}: Plural-Forms is not "{PLURALS[language]}"'
    if '# Glossary' not in text:
        yield f'{name}: it has no glossary in its head (a comment that begins with "# Glossary")'

    for command in (['msgfmt', '--check-format', '--check-header', '--check-domain', '--output-file=/dev/null', path],
                    ['msgcmp', path, '-']):
        run = subprocess.run(command, input=template, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             env=dict(os.environ, LC_ALL='C.UTF-8'), check=False)
        if run.returncode != 0:
            yield f'{name}: {run.stdout.strip()}'

    for _context, msgid, plural, translations, flags in read_messages(text):
        if not msgid:
            continue
        for translation in translations:
            # Of a plural, the forms may differ in more than the number.
            for problem in check_shape(msgid if plural is None else plural, translation):
                yield f'{name}: “{msgid}” is translated as “{translation}”: {problem}'
            for problem in check_direction(translation) if language in FROM_RIGHT and 'c-format' in flags else []:
                yield f'{name}: “{msgid}” is translated as “{translation}”: {problem}'
            has, wants = bool(MNEMONIC.search(translation)), bool(MNEMONIC.search(msgid))
            if plural is None and has and not wants:
                yield f'{name}: “{msgid}” is translated as “{translation}”: an underscore that the message has not'


def check(root):
    """Yields every problem."""
    listed = languages(root)
    if listed != sorted(listed):
        yield 'po/LINGUAS: the languages are not in order'
    if not listed:
        return
    template = make_template(root)
    for language in listed:
        yield from check_language(root, language, template)
