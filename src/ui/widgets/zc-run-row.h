/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-run.h"

G_BEGIN_DECLS

/**
 * ZcRunRow:
 *
 * A transfer in the list of transfers: zone, state, explanation, times, and what can be done. The signal
 * "show-details" (ZcRun) tells that the user wants to see the zone.
 */
#define ZC_TYPE_RUN_ROW (zc_run_row_get_type ())
G_DECLARE_FINAL_TYPE (ZcRunRow, zc_run_row, ZC, RUN_ROW, GtkWidget)

/**
 * zc_run_row_new:
 *
 * Returns: (transfer floating): a new row that shows nothing yet
 */
GtkWidget *zc_run_row_new         (void);

/**
 * zc_run_row_set_run:
 * @self: a row
 * @run: (nullable): what to show, %NULL when the row leaves the list
 *
 * Shows and follows @run.
 */
void       zc_run_row_set_run     (ZcRunRow *self,
                                   ZcRun    *run);

/**
 * zc_run_row_get_run:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
ZcRun     *zc_run_row_get_run     (ZcRunRow *self);

/**
 * zc_run_row_update_times:
 * @self: a row
 *
 * Brings "started 2 minutes ago" and the duration of an active run up to date.
 */
void       zc_run_row_update_times (ZcRunRow *self);

G_END_DECLS
