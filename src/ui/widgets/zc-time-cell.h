/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-cell.h"

G_BEGIN_DECLS

/**
 * ZcTimeCell:
 *
 * The column Last modified: how long ago, with the exact time as tooltip. Somebody has to call
 * zc_zone_cell_update() about once a minute.
 */
#define ZC_TYPE_TIME_CELL (zc_time_cell_get_type ())
G_DECLARE_FINAL_TYPE (ZcTimeCell, zc_time_cell, ZC, TIME_CELL, ZcZoneCell)

/**
 * zc_time_cell_new:
 *
 * Returns: (transfer floating): a new cell
 */
GtkWidget *zc_time_cell_new (void);

G_END_DECLS
