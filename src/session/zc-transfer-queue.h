/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-run.h"

G_BEGIN_DECLS

/**
 * ZC_TRANSFER_QUEUE_MOST:
 *
 * How many runs are under way at once.
 */
#define ZC_TRANSFER_QUEUE_MOST 8

/**
 * ZC_TRANSFER_QUEUE_MOST_PER_PRIMARY:
 *
 * How many of them have the same primary address: each makes the service's servers ask that primary for a
 * whole zone.
 */
#define ZC_TRANSFER_QUEUE_MOST_PER_PRIMARY 2

/**
 * ZcTransferQueue:
 *
 * Begins runs in the order in which they were added, a bounded number at once. A run that waits for a primary
 * is not overtaken by later runs of the same primary, so every run has its turn; runs of other primaries do
 * not wait for it. Read-only notified properties: "n-queued" and "n-active" (uint).
 */
#define ZC_TYPE_TRANSFER_QUEUE (zc_transfer_queue_get_type ())
G_DECLARE_FINAL_TYPE (ZcTransferQueue, zc_transfer_queue, ZC, TRANSFER_QUEUE, GObject)

/**
 * zc_transfer_queue_new:
 *
 * Returns: (transfer full): an empty queue
 */
ZcTransferQueue *zc_transfer_queue_new          (void);

/**
 * zc_transfer_queue_add:
 * @self: a queue
 * @run: a run that has not begun
 *
 * Begins the run, now or when its turn has come. A run that is stopped before leaves the queue.
 */
void             zc_transfer_queue_add          (ZcTransferQueue *self,
                                                 ZcRun           *run);

/**
 * zc_transfer_queue_add_running:
 * @self: a queue
 * @run: a run that is under way already
 *
 * Counts the run among those that are under way.
 */
void             zc_transfer_queue_add_running  (ZcTransferQueue *self,
                                                 ZcRun           *run);

/**
 * zc_transfer_queue_get_n_queued:
 * @self: a queue
 *
 * Returns: how many runs wait for their turn
 */
guint            zc_transfer_queue_get_n_queued (ZcTransferQueue *self);

/**
 * zc_transfer_queue_get_n_active:
 * @self: a queue
 *
 * Returns: how many runs are under way
 */
guint            zc_transfer_queue_get_n_active (ZcTransferQueue *self);

G_END_DECLS
