/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-cell.h"

G_BEGIN_DECLS

/**
 * ZcNameCell:
 *
 * The column Zone name. It also names its row for screen readers. In a narrow window, where the column
 * Status has no room, it shows the status in a second line.
 */
#define ZC_TYPE_NAME_CELL (zc_name_cell_get_type ())
G_DECLARE_FINAL_TYPE (ZcNameCell, zc_name_cell, ZC, NAME_CELL, ZcZoneCell)

/**
 * zc_name_cell_new:
 *
 * Returns: (transfer floating): a new cell
 */
GtkWidget *zc_name_cell_new         (void);

/**
 * zc_name_cell_set_compact:
 * @self: a cell
 * @compact: whether the status stands in this cell
 *
 * Shows or hides the second line.
 */
void       zc_name_cell_set_compact (ZcNameCell *self,
                                     gboolean    compact);

G_END_DECLS
