#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window for the tests of the test library."""

import sys

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import Gio, GLib, Gtk  # noqa: E402


def activate_cb(application):
    """Shows a window with an entry, two buttons and a label."""
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
    window.set_child(box)
    window.present()


program = Gtk.Application(application_id='io.github.zonecourier.Sample', flags=Gio.ApplicationFlags.NON_UNIQUE)
program.connect('activate', activate_cb)
sys.exit(program.run([]))
