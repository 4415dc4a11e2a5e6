/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-cell.h"

G_BEGIN_DECLS

/**
 * ZcStatusCell:
 *
 * The column Status: an icon and the words.
 */
#define ZC_TYPE_STATUS_CELL (zc_status_cell_get_type ())
G_DECLARE_FINAL_TYPE (ZcStatusCell, zc_status_cell, ZC, STATUS_CELL, ZcZoneCell)

/**
 * zc_status_cell_new:
 * @n_lines: for how many lines of words to leave room
 *
 * Returns: (transfer floating): a new cell
 */
GtkWidget *zc_status_cell_new (guint n_lines);

G_END_DECLS
