/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_test_ui_init:
 * @argc: the program's argument count
 * @argv: the program's arguments
 *
 * Stands for zc_test_init() in programs that build windows: GTK and libadwaita are ready, and nothing moves.
 * To be run in a session of its own, see run-in-session.py. With ZC_TEST_LOCALEDIR in the environment the
 * translations there are used.
 */
void       zc_test_ui_init              (int         *argc,
                                         char      ***argv);

/**
 * zc_test_ui_get_name:
 * @widget: a widget
 *
 * Works out what a screen reader calls a widget, from what was set on it and from the texts it holds.
 *
 * Returns: (transfer full) (nullable): the name, %NULL when it has none but that of its type
 */
char      *zc_test_ui_get_name          (GtkWidget   *widget);

/**
 * zc_test_ui_assert_accessible:
 * @window: a window that is shown
 *
 * Visits every widget of @window and fails with a list of what a user of a screen reader or of the
 * keyboard could not make sense of: widgets that can have the focus but have no name, names that are a
 * type's or hold an underscore, names that would be read twice, buttons with an icon but no tooltip, rows
 * of a table without a name, and icons that the theme does not have or cannot draw. With ZC_TEST_LOCALEDIR in
 * the environment, when a translation is used, also texts that are cut; with ZC_TEST_PSEUDO, when it is
 * pseudo-locale.py's, also texts that were not translated.
 */
void       zc_test_ui_assert_accessible (GtkWindow   *window);

/**
 * zc_test_ui_find:
 * @root: a widget
 * @type: the type of what is looked for, %GTK_TYPE_WIDGET for any
 * @name: (nullable): its accessible name or, for labels, its text; %NULL for any
 *
 * Looks for a widget that is shown, in @root and all that it holds.
 *
 * Returns: (transfer none) (nullable): the first one
 */
GtkWidget *zc_test_ui_find              (GtkWidget   *root,
                                         GType        type,
                                         const char  *name);

/**
 * zc_test_ui_click:
 * @root: a widget
 * @name: the accessible name of a button in it
 *
 * Waits until there is such a button that can be pressed, and presses it.
 */
void       zc_test_ui_click             (GtkWidget   *root,
                                         const char  *name);

/**
 * zc_test_ui_resize:
 * @window: a window
 * @width: the width in pixels
 * @height: the height in pixels
 *
 * Gives a window a size, and waits until it has it and was drawn. A window that cannot become so narrow
 * fails the test.
 */
void       zc_test_ui_resize            (GtkWindow   *window,
                                         int          width,
                                         int          height);

/**
 * zc_test_ui_settle:
 * @window: a window
 *
 * Waits until everything that is pending was done and the window was drawn.
 */
void       zc_test_ui_settle            (GtkWindow   *window);

/**
 * zc_test_ui_is_drawn:
 * @window: a window that is shown
 * @widget: something in it
 *
 * Draws the window once everything that is pending was done.
 *
 * Returns: whether there is anything but one colour where @widget is
 */
gboolean   zc_test_ui_is_drawn          (GtkWindow   *window,
                                         GtkWidget   *widget);

/**
 * zc_test_ui_screenshot:
 * @window: a window that is shown
 * @name: a file name without its ending
 *
 * Leaves a picture of the window in the directory that the environment variable ZC_TEST_SCREENSHOTS
 * names. Does nothing when it is not set.
 */
void       zc_test_ui_screenshot        (GtkWindow   *window,
                                         const char  *name);

G_END_DECLS
