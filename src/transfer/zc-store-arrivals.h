/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-store.h"

G_BEGIN_DECLS

/**
 * ZcLateArrivals:
 * @zone_id: the zone's id (owned)
 * @n_arrivals: how many of its last changes, one after the other, were late at all name servers
 * @longest_seconds: for how long, at least, the one that took longest was seen at the primary alone
 *
 * What is kept of a zone whose changes arrive late.
 */
typedef struct
{
  char *zone_id;
  guint n_arrivals;
  gint64 longest_seconds;
} ZcLateArrivals;

/**
 * zc_late_arrivals_free:
 * @self: (transfer full): what is kept of a zone
 *
 * Frees it.
 */
void       zc_late_arrivals_free             (ZcLateArrivals       *self);

/**
 * zc_store_save_late_arrivals:
 * @self: a store
 * @account_id: the account's id
 * @zone_id: the zone's id
 * @n_arrivals: how many of its changes were late, 0 to forget them
 * @longest_seconds: for how long, at least, the one that took longest was seen at the primary alone
 *
 * Queues that for writing, in place of what was known of the zone before. When it cannot be written, it has to be seen
 * again some day.
 */
void       zc_store_save_late_arrivals        (ZcStore              *self,
                                               const char           *account_id,
                                               const char           *zone_id,
                                               guint                 n_arrivals,
                                               gint64                longest_seconds);

/**
 * zc_store_load_late_arrivals_async:
 * @self: a store
 * @account_id: the account's id
 * @cancellable: (nullable): a cancellable
 * @callback: called when they were read
 * @user_data: data for @callback
 *
 * Reads what is kept of an account's zones.
 */
void       zc_store_load_late_arrivals_async  (ZcStore              *self,
                                               const char           *account_id,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);

/**
 * zc_store_load_late_arrivals_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a %ZC_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type ZcLateArrivals): the zones whose changes arrive late
 */
GPtrArray *zc_store_load_late_arrivals_finish (ZcStore              *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcLateArrivals, zc_late_arrivals_free)

G_END_DECLS
