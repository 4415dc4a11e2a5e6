/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-cell.h"

G_BEGIN_DECLS

/**
 * ZcTextCell:
 *
 * A column of nothing but text: Serial, Primary IPs or Name servers, Description.
 */
#define ZC_TYPE_TEXT_CELL (zc_text_cell_get_type ())
G_DECLARE_FINAL_TYPE (ZcTextCell, zc_text_cell, ZC, TEXT_CELL, ZcZoneCell)

/**
 * zc_text_cell_new:
 * @column: %ZC_ZONE_COLUMN_SERIAL, %ZC_ZONE_COLUMN_SERVERS or %ZC_ZONE_COLUMN_DESCRIPTION
 *
 * Returns: (transfer floating): a new cell for that column
 */
GtkWidget *zc_text_cell_new (ZcZoneColumn column);

G_END_DECLS
