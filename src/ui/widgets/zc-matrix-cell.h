/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-matrix-view.h"

G_BEGIN_DECLS

/**
 * ZcMatrixCellWidget:
 *
 * One cell of a #ZcServerMatrix: a mark, what was seen, and a word about it. It can have the focus and is one
 * sentence for a screen reader.
 */
#define ZC_TYPE_MATRIX_CELL_WIDGET (zc_matrix_cell_widget_get_type ())
G_DECLARE_FINAL_TYPE (ZcMatrixCellWidget, zc_matrix_cell_widget, ZC, MATRIX_CELL_WIDGET, GtkWidget)

/**
 * zc_matrix_cell_widget_new:
 * @way: the way of asking, such as "UDP", shown where no column is titled with it
 *
 * Returns: (transfer floating): a new cell that shows nothing
 */
GtkWidget *zc_matrix_cell_widget_new        (const char         *way);

/**
 * zc_matrix_cell_widget_show:
 * @self: a cell
 * @cell: (nullable): what was seen, %NULL when nothing was asked in this way
 *
 * Shows what was seen.
 */
void       zc_matrix_cell_widget_show       (ZcMatrixCellWidget *self,
                                             const ZcMatrixCell *cell);

/**
 * zc_matrix_cell_widget_set_narrow:
 * @self: a cell
 * @narrow: whether it stands in a list and says itself which way it is about
 *
 * Changes what the cell says itself.
 */
void       zc_matrix_cell_widget_set_narrow (ZcMatrixCellWidget *self,
                                             gboolean            narrow);

G_END_DECLS
