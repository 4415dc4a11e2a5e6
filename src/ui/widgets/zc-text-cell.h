/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * zc_text_cell_new:
 * @column: a column of nothing but text: %ZC_ZONE_COLUMN_SERIAL, %ZC_ZONE_COLUMN_SERVERS,
 *   %ZC_ZONE_COLUMN_LAST_MODIFIED or %ZC_ZONE_COLUMN_DESCRIPTION
 *
 * Creates a cell that shows something of one zone and follows its notifications. It is a #GtkInscription and not a
 * #ZcZoneCell around one: two hundred rows have four of them each, and every widget takes 3 KB.
 *
 * Returns: (transfer floating): a new cell for that column
 */
GtkWidget   *zc_text_cell_new        (ZcZoneColumn  column);

/**
 * zc_text_cell_set_item:
 * @cell: what zc_text_cell_new() gave
 * @item: (nullable): what to show, %NULL when the cell leaves its row
 *
 * Shows and follows @item.
 */
void         zc_text_cell_set_item   (GtkWidget    *cell,
                                      ZcZoneItem   *item);

/**
 * zc_text_cell_update:
 * @cell: what zc_text_cell_new() gave
 *
 * Shows the item again. Somebody has to do that when the direction of the language changes, and about once a minute for
 * a cell that says how long ago something was.
 */
void         zc_text_cell_update     (GtkWidget    *cell);

/**
 * zc_text_cell_get_column:
 * @cell: what zc_text_cell_new() gave
 *
 * Returns: the column
 */
ZcZoneColumn zc_text_cell_get_column (GtkWidget    *cell);

G_END_DECLS
