/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-store.h"

G_BEGIN_DECLS

/**
 * ZcRunRow:
 *
 * A transfer in a list, under way or past: zone, state, explanation, times, what can be done, and the timeline
 * when it is unfolded. The signal "unfolded" tells that the user folded or unfolded it. Its buttons activate
 * "app.show-zone", "app.start-zone-transfer" and "runs.delete".
 */
#define ZC_TYPE_RUN_ROW (zc_run_row_get_type ())
G_DECLARE_FINAL_TYPE (ZcRunRow, zc_run_row, ZC, RUN_ROW, GtkWidget)

/**
 * zc_run_row_new:
 *
 * Returns: (transfer floating): a new row that shows nothing yet
 */
GtkWidget *zc_run_row_new          (void);

/**
 * zc_run_row_set_run:
 * @self: a row
 * @run: (nullable): a #ZcRun or #ZcRunRecord, %NULL when the row leaves the list
 * @store: (nullable): where the record's observations are kept
 * @unfolded: whether its timeline is to be seen
 *
 * Shows and follows @run.
 */
void       zc_run_row_set_run      (ZcRunRow *self,
                                    gpointer  run,
                                    ZcStore  *store,
                                    gboolean  unfolded);

/**
 * zc_run_row_unfold:
 * @self: a row
 * @unfolded: whether its timeline is to be seen
 *
 * Shows or hides the timeline, as the user would.
 */
void       zc_run_row_unfold       (ZcRunRow *self,
                                    gboolean  unfolded);

/**
 * zc_run_row_set_position:
 * @self: a row
 * @position: how many transfers wait up to and with this one; 0 when it does not wait
 *
 * Tells the place in the queue.
 */
void       zc_run_row_set_position (ZcRunRow *self,
                                    guint     position);

/**
 * zc_run_row_set_in_zone:
 * @self: a row
 * @in_zone: whether the list is about one zone, so that the zone's name and the way to it are superfluous
 *
 * Chooses what is shown.
 */
void       zc_run_row_set_in_zone  (ZcRunRow *self,
                                    gboolean  in_zone);

/**
 * zc_run_row_get_run:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
gpointer   zc_run_row_get_run      (ZcRunRow *self);

/**
 * zc_run_row_is_unfolded:
 * @self: a row
 *
 * Returns: whether its timeline is to be seen
 */
gboolean   zc_run_row_is_unfolded  (ZcRunRow *self);

/**
 * zc_run_row_update_times:
 * @self: a row
 *
 * Brings "started 2 minutes ago", and duration and timeline of an active run, up to date.
 */
void       zc_run_row_update_times (ZcRunRow *self);

G_END_DECLS
