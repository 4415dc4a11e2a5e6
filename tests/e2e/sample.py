#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window for the tests of the test library."""

import sys

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import Gio, GLib, Gtk  # noqa: E402


def add_list(box):
    """Adds a drop-down and a table, each with a label that tells what is chosen."""
    drop_down = Gtk.DropDown.new_from_strings(['Primary zones', 'Secondary zones', 'All zones'])
    drop_down.update_property([Gtk.AccessibleProperty.LABEL], ['Kind'])
    kind = Gtk.Label(label='kind 0')
    drop_down.connect('notify::selected', lambda *_: kind.set_label(f'kind {drop_down.get_selected()}'))

    zones = Gtk.StringList.new(['a.example', 'b.example'])
    selection = Gtk.MultiSelection.new(zones)
    factory = Gtk.SignalListItemFactory()
    factory.connect('setup', lambda _, item: item.set_child(Gtk.Label()))
    factory.connect('bind', lambda _, item: item.get_child().set_label(item.get_item().get_string()))
    table = Gtk.ColumnView(model=selection)
    table.append_column(Gtk.ColumnViewColumn.new('Zone name', factory))
    rows = Gtk.Label(label='rows')

    def selected_cb(*_):
        names = [zones.get_string(index) for index in range(zones.get_n_items()) if selection.is_selected(index)]
        rows.set_label(' '.join(['rows', *names]))

    selection.connect('selection-changed', selected_cb)
    table.connect('activate', lambda _, index: rows.set_label(f'opened {zones.get_string(index)}'))
    for child in (drop_down, kind, table, rows):
        box.append(child)


def activate_cb(application):
    """Shows a window with an entry, two buttons, a drop-down and a table."""
    window = Gtk.ApplicationWindow(application=application, title='Sample', default_width=400, default_height=200)
    box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL)
    label = Gtk.Label(label='Waiting')
    entry = Gtk.Entry()
    entry.update_property([Gtk.AccessibleProperty.LABEL], ['Zone'])
    go = Gtk.Button(label='_Go', use_underline=True, sensitive=False)
    late = Gtk.Button(label='Later')
    entry.connect('changed', lambda _: go.set_sensitive(entry.get_text() != ''))
    go.connect('clicked', lambda _: label.set_label(f'Gone to {entry.get_text()}'))

    def late_cb(_):
        GLib.timeout_add(300, lambda: label.set_label('Arrived') or GLib.SOURCE_REMOVE)

    def dialog_cb(*_):
        Gtk.Window(transient_for=window, modal=True, title='Another', child=Gtk.Label(label='Hello')).present()

    late.connect('clicked', late_cb)
    action = Gio.SimpleAction(name='dialog')
    action.connect('activate', dialog_cb)
    window.add_action(action)
    application.set_accels_for_action('win.dialog', ['<Control>d'])
    application.set_accels_for_action('window.close', ['<Control>w'])
    for child in (label, entry, go, late):
        box.append(child)
    add_list(box)
    window.set_child(box)
    window.present()


program = Gtk.Application(application_id='io.github.zonecourier.Sample', flags=Gio.ApplicationFlags.NON_UNIQUE)
program.connect('activate', activate_cb)
sys.exit(program.run([]))
