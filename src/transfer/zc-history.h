/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-store.h"

G_BEGIN_DECLS

/**
 * ZcHistory:
 *
 * The runs of an account that are over, newest first: a GListModel of ZcRunRecord. It holds the newest ones
 * and reads the next page by itself when somebody looks at one of the last, so a list that is scrolled shows
 * all of them. A run that ends comes in by itself, and one that is deleted goes. Read-only notified
 * properties: "n-total" (uint: how many there are, read or not), "busy" (boolean), "error" (GError: why the
 * last reading failed), "loaded" (boolean: whether the first page was read). Writable: "search" (string,
 * nullable).
 */
#define ZC_TYPE_HISTORY (zc_history_get_type ())
G_DECLARE_FINAL_TYPE (ZcHistory, zc_history, ZC, HISTORY, GObject)

/**
 * zc_history_new:
 * @store: where the runs are kept
 * @account_id: the account's id
 * @zone_id: (nullable): a zone's id, for the runs of that zone alone
 *
 * Creates a history and begins to read its first page.
 *
 * Returns: (transfer full): a new history
 */
ZcHistory   *zc_history_new         (ZcStore    *store,
                                     const char *account_id,
                                     const char *zone_id);

/**
 * zc_history_set_search:
 * @self: a history
 * @search: (nullable): a part of zone names, or of the words of a run such as "Failed"; without regard to case
 *
 * Shows only the runs that match.
 */
void         zc_history_set_search  (ZcHistory  *self,
                                     const char *search);

/**
 * zc_history_get_n_total:
 * @self: a history
 *
 * Returns: how many runs match, read or not
 */
guint        zc_history_get_n_total (ZcHistory  *self);

/**
 * zc_history_is_busy:
 * @self: a history
 *
 * Returns: %TRUE while it reads
 */
gboolean     zc_history_is_busy     (ZcHistory  *self);

/**
 * zc_history_find:
 * @self: a history
 * @run_id: a run's id
 * @position: (out) (optional): where it is
 *
 * Finds a run among those that were read.
 *
 * Returns: (transfer none) (nullable): its record
 */
ZcRunRecord *zc_history_find        (ZcHistory  *self,
                                     gint64      run_id,
                                     guint      *position);

G_END_DECLS
