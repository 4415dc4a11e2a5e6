/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"

G_BEGIN_DECLS

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
 * zc_test_window_find:
 * @root: where to look
 * @name: the accessible name
 *
 * Looks for a button, row, entry or drop-down, shown or not: zc_test_ui_find() sees only what is shown.
 *
 * Returns: (transfer none) (nullable): the first one that has this name
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
