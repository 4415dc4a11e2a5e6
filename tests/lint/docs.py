# SPDX-License-Identifier: GPL-3.0-or-later
"""Every function in a header has a gtk-doc comment that names all its arguments and its result.

Left out are the two kinds that macros belong to and that always mean the same: foo_get_type() and
foo_error_quark().
"""

import os
import re

import common

DOC = re.compile(r'/\*\*[ \t]*\n(.*?)\*/', re.DOTALL)
DOC_NAME = re.compile(r'^\s*\*\s*(\w+):', re.MULTILINE)
DOC_ARGUMENT = re.compile(r'^\s*\*\s*@(\w+|\.\.\.):', re.MULTILINE)
DECLARATION = re.compile(r'^(?P<result>[\w\s*]+?[\s*])(?P<name>zc_\w+)\s*\((?P<arguments>.*?)\)\s*'
                         r'(?:G_GNUC_\w+\s*(?:\([^()]*\)\s*)?)*$', re.DOTALL)

CONVENTION = re.compile(r'_get_type$|_quark$')


def read_docs(text):
    """The gtk-doc comments of a header by the name they explain."""
    docs = {}
    for match in DOC.finditer(text):
        name = DOC_NAME.search(match.group(1))
        if name:
            docs[name.group(1)] = match.group(1)
    return docs


def without_blocks(code):
    """Blanks what stands in braces, so that a definition reads like a declaration."""
    result = []
    depth = 0
    for character in code:
        if character == '{':
            depth += 1
            if depth == 1:
                result.append(';')
                continue
        elif character == '}':
            depth -= 1
            result.append(' ')
            continue
        result.append(character if depth == 0 or character == '\n' else ' ')
    return ''.join(result)


def split_arguments(text):
    """Splits an argument list at its own commas, not at those of function pointers."""
    parts = ['']
    depth = 0
    for character in text:
        depth += {'(': 1, ')': -1}.get(character, 0)
        if character == ',' and depth == 0:
            parts.append('')
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def argument_names(text):
    """The names in an argument list; "..." for a variable one."""
    names = []
    for part in split_arguments(text):
        if part in ('', 'void'):
            continue
        if part == '...':
            names.append(part)
            continue
        match = re.search(r'\(\s*\*\s*(\w+)\s*\)', part) or re.search(r'(\w+)\s*(?:\[[^\]]*\])?$', part)
        names.append(match.group(1))
    return names


def declarations(text):
    """Yields position, name, whether it returns something, and argument names of each function."""
    code = common.without_comments(text, keep_strings=False)
    code = re.sub(r'(?m)^[ \t]*#(?:[^\n]*\\\n)*[^\n]*$', lambda match: re.sub(r'[^\n]', ' ', match.group(0)), code)
    # Macros that stand alone, without a semicolon.
    code = re.sub(r'(?m)^[ \t]*G_(?:BEGIN_DECLS|END_DECLS|DECLARE_\w+|DEFINE_\w+)\b(?:\s*\([^()]*\))?',
                  lambda match: re.sub(r'[^\n]', ' ', match.group(0)), code)
    code = without_blocks(code)
    position = 0
    for statement in code.split(';'):
        start = position + len(statement) - len(statement.lstrip())
        position += len(statement) + 1
        body = statement.strip()
        if body.startswith(('typedef', 'struct', 'enum', 'union', 'extern "C"')):
            continue
        match = DECLARATION.match(body)
        if match:
            result = re.sub(r'\b(?:static|inline|extern|const)\b', '', match.group('result')).strip()
            yield (start, match.group('name'), result != 'void' and 'G_NORETURN' not in result,
                   argument_names(match.group('arguments')))


def check_header(path, text):
    """Yields a message for every function of one header that is not explained in full."""
    docs = read_docs(text)
    for position, name, returns, arguments in declarations(text):
        where = f'{path}:{common.line_of(text, position)}'
        if CONVENTION.search(name):
            continue
        if name not in docs:
            yield f'{where}: {name}() has no gtk-doc comment'
            continue
        explained = DOC_ARGUMENT.findall(docs[name])
        for argument in arguments:
            if argument not in explained:
                yield f'{where}: the comment of {name}() says nothing of @{argument}'
        for argument in explained:
            if argument not in arguments:
                yield f'{where}: the comment of {name}() explains @{argument}, which it does not have'
        if returns and 'Returns:' not in docs[name]:
            yield f'{where}: the comment of {name}() does not say what it returns'


def check(root):
    """Yields a message for every function that lacks its comment."""
    for path in common.project_files(root):
        if path.endswith('.h') and path.startswith(('src' + os.sep, os.path.join('tests', 'lib'))):
            yield from check_header(path, common.read(root, path))
