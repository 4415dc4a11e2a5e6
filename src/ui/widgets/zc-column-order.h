/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_column_order_add:
 * @column: a column of a view
 * @id: what to call it, not negative as an int
 *
 * Lets a click on the title of @column change the view's sorter, which sorts nothing itself: zc_column_order_get() tells
 * what is wanted.
 */
void     zc_column_order_add (GtkColumnViewColumn *column,
                              guint                id);

/**
 * zc_column_order_get:
 * @view: a column view whose columns were given to zc_column_order_add()
 * @id: (out): the column that is sorted by
 * @descending: (out): whether in reverse
 *
 * Returns: %FALSE when no column's title is marked
 */
gboolean zc_column_order_get (GtkColumnView       *view,
                              guint               *id,
                              gboolean            *descending);

G_END_DECLS
