/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-run.h"

G_BEGIN_DECLS

/**
 * ZcTransferBatch:
 *
 * The runs of one confirmation, for one summary of them: a GListModel of ZcRun. Read-only notified properties:
 * "n-ended", "n-done" and "n-failed" (uint), "ended" (boolean: all of them are over).
 */
#define ZC_TYPE_TRANSFER_BATCH (zc_transfer_batch_get_type ())
G_DECLARE_FINAL_TYPE (ZcTransferBatch, zc_transfer_batch, ZC, TRANSFER_BATCH, GObject)

/**
 * zc_transfer_batch_new:
 *
 * Returns: (transfer full): a batch without runs
 */
ZcTransferBatch *zc_transfer_batch_new             (void);

/**
 * zc_transfer_batch_add:
 * @self: a batch
 * @run: a run
 *
 * Adds a run and follows it.
 */
void             zc_transfer_batch_add             (ZcTransferBatch *self,
                                                    ZcRun           *run);

/**
 * zc_transfer_batch_get_n_zones:
 * @self: a batch
 *
 * Returns: how many runs there are
 */
guint            zc_transfer_batch_get_n_zones     (ZcTransferBatch *self);

/**
 * zc_transfer_batch_get_n_ended:
 * @self: a batch
 *
 * Returns: how many of them are over
 */
guint            zc_transfer_batch_get_n_ended     (ZcTransferBatch *self);

/**
 * zc_transfer_batch_count:
 * @self: a batch
 * @state: a state
 *
 * Returns: how many runs are in that state
 */
guint            zc_transfer_batch_count           (ZcTransferBatch *self,
                                                    ZcRunState       state);

/**
 * zc_transfer_batch_has_ended:
 * @self: a batch
 *
 * Returns: %TRUE when all runs are over
 */
gboolean         zc_transfer_batch_has_ended       (ZcTransferBatch *self);

/**
 * zc_transfer_batch_dup_summary:
 * @self: a batch
 *
 * Returns: (transfer full): how many runs ended how, such as "50 transfers: 47 Done, 2 Failed, 1 Stopped watching";
 *   translated plain text
 */
char            *zc_transfer_batch_dup_summary     (ZcTransferBatch *self);

G_END_DECLS
