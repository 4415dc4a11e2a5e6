# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lints share: finding the project's files and reading C without its comments."""

import os
import re
import sys

HIDDEN_FILES = ('.clang-format', '.gitattributes', '.editorconfig', '.gitignore')
TOP_FOLDERS = ('src', 'data', 'po', 'help', 'tests', '.ci')

_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def project_files(root):
    """Yields the paths of the project's own files, relative to its root, in a stable order."""
    for name in sorted(os.listdir(root)):
        if os.path.isfile(os.path.join(root, name)) and (name[0] != '.' or name in HIDDEN_FILES):
            yield name
    for top in TOP_FOLDERS:
        for folder, folders, names in os.walk(os.path.join(root, top)):
            folders[:] = sorted(name for name in folders if name[0] != '.' and name != '__pycache__')
            for name in sorted(names):
                if name[0] != '.' and not name.endswith(('~', '.swp', '.orig', '.rej', '.pyc')):
                    yield os.path.relpath(os.path.join(folder, name), root)


def read(root, path):
    """Reads a text file of the project; None when it is not text."""
    try:
        with open(os.path.join(root, path), encoding='utf-8') as file:
            return file.read()
    except UnicodeDecodeError:
        return None


def without_comments(code, keep_strings=True):
    """Replaces comments in C code, and strings when asked for, by blanks; line numbers stay."""
    def blank(match):
        text = match.group(0)
        if text[0] in '"\'':
            return text if keep_strings else text[0] + ' ' * (len(text) - 2) + text[-1]
        return re.sub(r'[^\n]', ' ', text)
    return _TOKEN.sub(blank, code)


def line_of(text, position):
    """The line number, from 1, of a position in a text."""
    return text.count('\n', 0, position) + 1


def report(problems):
    """Prints what is wrong, a line each, and ends the program; with status 1 when anything is."""
    count = 0
    for problem in problems:
        print(problem)
        count += 1
    sys.exit(1 if count else 0)
