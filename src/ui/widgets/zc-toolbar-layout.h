/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZcToolbarLayout:
 *
 * Places the children of a toolbar: the last one at the end and the others at the start of one row while
 * their natural widths fit, and otherwise each in a row of its own over the whole width.
 */
#define ZC_TYPE_TOOLBAR_LAYOUT (zc_toolbar_layout_get_type ())
G_DECLARE_FINAL_TYPE (ZcToolbarLayout, zc_toolbar_layout, ZC, TOOLBAR_LAYOUT, GtkLayoutManager)

G_END_DECLS
