/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"

G_BEGIN_DECLS

/**
 * zc_test_window_init:
 * @argc: the program's argument count
 * @argv: the program's arguments
 *
 * Begins a program that looks at windows. It stands for zc_test_init(), which would hide the icons and
 * the types of files of the system; run-in-session.py keeps such programs away from the user's own.
 */
void            zc_test_window_init    (int        *argc,
                                        char     ***argv);

/**
 * zc_test_window_start:
 *
 * Registers an application that no other program sees, so that windows find their style and icons.
 *
 * Returns: (transfer full): the application
 */
AdwApplication *zc_test_window_start   (void);

/**
 * zc_test_window_new_session:
 *
 * Opens an account at a port of this computer at which nobody listens: whatever is asked for fails.
 *
 * Returns: (transfer full): a session
 */
ZcSession      *zc_test_window_new_session (void);

/**
 * zc_test_window_shoot:
 * @window: a window
 * @width: its width
 * @height: its height
 * @name: the name of the picture, without an ending
 *
 * Gives the window a size, waits until it has been drawn, and leaves a picture of it in the directory that
 * ZC_TEST_SCREENSHOTS names.
 */
void            zc_test_window_shoot   (GtkWindow  *window,
                                        int         width,
                                        int         height,
                                        const char *name);

/**
 * zc_test_window_find:
 * @root: where to look
 * @name: the accessible name
 *
 * Returns: (transfer none) (nullable): the first button, row or entry below @root that has this name
 */
GtkWidget      *zc_test_window_find    (GtkWidget  *root,
                                        const char *name);

/**
 * zc_test_window_find_type:
 * @root: where to look
 * @type: a widget's type
 *
 * Returns: (transfer none) (nullable): the first widget of that type at or below @root
 */
GtkWidget      *zc_test_window_find_type (GtkWidget *root,
                                          GType      type);

G_END_DECLS
