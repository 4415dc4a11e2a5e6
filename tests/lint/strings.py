# SPDX-License-Identifier: GPL-3.0-or-later
"""What users read can be translated: it is marked, and its file is listed in po/POTFILES.in."""

import os
import re
import xml.etree.ElementTree as ElementTree

import common

LIST = os.path.join('po', 'POTFILES.in')

MARKED_C = re.compile(r'(?<!\w)(?:_|N_|Q_|C_|NC_|gettext|ngettext)\s*\(\s*"|'
                      r'(?<!\w)(?:g_dngettext|g_dpgettext2?|g_dgettext|dgettext|dngettext)\s*\(')
MARKED_DESKTOP = re.compile(r'^(?:Name|GenericName|Comment|Keywords)=', re.MULTILINE)
LETTER = re.compile(r'[^\W\d_]')

VISIBLE_PROPERTIES = {
    'body', 'button-label', 'comments', 'description', 'heading', 'help-text', 'label', 'placeholder',
    'placeholder-text', 'role-description', 'subtitle', 'text', 'title', 'tooltip-markup',
    'tooltip-text', 'value-text', 'website-label',
}

# Functions that show text, and which of their arguments (from 0) are shown.
SHOWING = {
    'adw_action_row_set_subtitle': (1,), 'adw_message_dialog_add_response': (2,),
    'adw_message_dialog_new': (1, 2), 'adw_message_dialog_set_body': (1,),
    'adw_message_dialog_set_heading': (1,), 'adw_preferences_group_set_description': (1,),
    'adw_preferences_group_set_title': (1,), 'adw_preferences_row_set_title': (1,),
    'adw_status_page_set_description': (1,), 'adw_status_page_set_title': (1,),
    'adw_toast_new': (0,), 'adw_toast_set_button_label': (1,), 'adw_toast_set_title': (1,),
    'adw_view_stack_add_titled': (3,), 'adw_window_title_new': (0, 1),
    'adw_window_title_set_subtitle': (1,), 'adw_window_title_set_title': (1,),
    'g_menu_append': (1,), 'g_menu_append_section': (1,), 'g_menu_append_submenu': (1,),
    'g_menu_item_new': (0,), 'g_notification_add_button': (1,), 'g_notification_new': (0,),
    'g_notification_set_body': (1,), 'g_notification_set_title': (1,),
    'gtk_button_new_with_label': (0,), 'gtk_button_new_with_mnemonic': (0,),
    'gtk_button_set_label': (1,), 'gtk_check_button_new_with_label': (0,),
    'gtk_column_view_column_new': (0,), 'gtk_column_view_column_set_title': (1,),
    'gtk_inscription_new': (0,), 'gtk_inscription_set_text': (1,), 'gtk_label_new': (0,),
    'gtk_label_set_label': (1,), 'gtk_label_set_markup': (1,), 'gtk_label_set_text': (1,),
    'gtk_menu_button_set_label': (1,), 'gtk_progress_bar_set_text': (1,),
    'gtk_widget_set_tooltip_markup': (1,), 'gtk_widget_set_tooltip_text': (1,),
    'gtk_window_set_title': (1,),
}
SHOWING_CALL = re.compile(r'\b(' + '|'.join(sorted(SHOWING)) + r')\s*\(')
ACCESSIBLE_NAME = re.compile(r'\bGTK_ACCESSIBLE_PROPERTY_(?:LABEL|DESCRIPTION|HELP_TEXT|PLACEHOLDER|'
                             r'ROLE_DESCRIPTION|VALUE_TEXT)\s*,\s*("(?:\\.|[^"\\])*")')
STRING = re.compile(r'"((?:\\.|[^"\\])*)"')


def marks_strings(path, text):
    """Whether a file has strings for translators."""
    if path.endswith(('.c', '.h')):
        return bool(MARKED_C.search(common.without_comments(text)))
    if path.endswith('.ui'):
        return bool(re.search(r'\btranslatable="(?:yes|true|1)"', text))
    if path.endswith(('.desktop.in', '.desktop.in.in')):
        return bool(MARKED_DESKTOP.search(text))
    if path.endswith('.gschema.xml'):
        return '<summary>' in text or '<description>' in text
    return path.endswith(('.metainfo.xml.in', '.metainfo.xml.in.in'))


def check_list(root):
    """The list names exactly the files with strings, sorted."""
    try:
        lines = common.read(root, LIST).splitlines()
    except FileNotFoundError:
        yield f'{LIST}: missing'
        return
    listed = [line.strip() for line in lines if line.strip() and not line.startswith('#')]
    marked = []
    for path in common.project_files(root):
        if path.startswith(('src' + os.sep, 'data' + os.sep)):
            text = common.read(root, path)
            if text is not None and marks_strings(path, text):
                marked.append(path)
    for path in marked:
        if path not in listed:
            yield f'{LIST}: {path} has strings for translators and is not listed'
    for path in listed:
        if path not in marked:
            yield f'{LIST}: {path} is listed, but has no strings for translators'
    if listed != sorted(set(listed)):
        yield f'{LIST}: not sorted, or a line is there twice'


def check_ui(path, text):
    """Yields a message for every visible string of a .ui file that is not marked."""
    try:
        tree = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield f'{path}: {error}'
        return
    for element in tree.iter():
        visible = (element.tag in ('property', 'attribute') and
                   element.get('name', '').replace('_', '-') in VISIBLE_PROPERTIES)
        visible = visible or element.tag in ('item', 'response') and not len(element)
        content = (element.text or '').strip()
        if visible and LETTER.search(content) and element.get('translatable') is None:
            yield f'{path}: "{content}" is not marked as translatable (nor with translatable="no")'


def arguments_of(code, start):
    """The arguments of a call whose opening parenthesis stands just before a position."""
    parts = ['']
    depth = 0
    position = start
    while position < len(code):
        string = STRING.match(code, position)
        if string:
            parts[-1] += string.group(0)
            position = string.end()
            continue
        character = code[position]
        if character == ')' and depth == 0:
            break
        depth += {'(': 1, ')': -1}.get(character, 0)
        if character == ',' and depth == 0:
            parts.append('')
        else:
            parts[-1] += character
        position += 1
    return [part.strip() for part in parts]


def check_c(path, text):
    """Yields a message for every string that a widget shows without asking gettext."""
    code = common.without_comments(text)
    for match in SHOWING_CALL.finditer(code):
        arguments = arguments_of(code, match.end())
        for index in SHOWING[match.group(1)]:
            if index < len(arguments) and arguments[index].startswith('"') and LETTER.search(arguments[index]):
                yield (f'{path}:{common.line_of(code, match.start())}: {arguments[index]} is shown '
                       'without translation')
    for match in ACCESSIBLE_NAME.finditer(code):
        if LETTER.search(match.group(1)):
            yield (f'{path}:{common.line_of(code, match.start())}: {match.group(1)} is read out '
                   'without translation')


def check(root):
    """Yields a message for every string that cannot be translated."""
    yield from check_list(root)
    for path in common.project_files(root):
        if path.startswith('src' + os.sep) and path.endswith('.ui'):
            yield from check_ui(path, common.read(root, path))
        elif path.startswith('src' + os.sep) and path.endswith(('.c', '.h')):
            yield from check_c(path, common.read(root, path))
