/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-store.h"

G_BEGIN_DECLS

/**
 * ZcZoneCache:
 *
 * The zones of one kind of an account as they were listed last: what a list shows that cannot be read or is not read in time.
 * They are fetched once, and only when they are likely to be needed.
 *
 * Signal: "ready" when it may be time to take them, or when it is known that there are none.
 */
#define ZC_TYPE_ZONE_CACHE (zc_zone_cache_get_type ())
G_DECLARE_FINAL_TYPE (ZcZoneCache, zc_zone_cache, ZC, ZONE_CACHE, GObject)

/**
 * zc_zone_cache_new:
 * @store: where lists are kept
 * @account_id: the account's id
 * @kind: which zones
 *
 * Returns: (transfer full): a cache that has fetched nothing
 */
ZcZoneCache *zc_zone_cache_new            (ZcStore     *store,
                                           const char  *account_id,
                                           ZcZoneKind   kind);

/**
 * zc_zone_cache_begin_patience:
 * @self: a cache
 *
 * The first reading has begun: a while is left to it, and then the zones are fetched.
 */
void         zc_zone_cache_begin_patience (ZcZoneCache *self);

/**
 * zc_zone_cache_end_patience:
 * @self: a cache
 *
 * The first reading has failed: the zones are needed at once, and fetched if they were not.
 *
 * Returns: %TRUE when "ready" comes later, %FALSE when they can be taken if there are any
 */
gboolean     zc_zone_cache_end_patience   (ZcZoneCache *self);

/**
 * zc_zone_cache_take:
 * @self: a cache
 * @listed: (out) (transfer full): when the service listed them
 *
 * Returns: (transfer full) (nullable) (element-type ZcZone): the zones; %NULL when there are none, or it is not yet time
 */
GPtrArray   *zc_zone_cache_take           (ZcZoneCache  *self,
                                           GDateTime   **listed);

/**
 * zc_zone_cache_replace:
 * @self: a cache
 * @zones: (element-type ZcZone): all of them as the service has listed them just now; not to be changed any more
 *
 * Keeps other zones in the place of those from before, which are needed no longer.
 */
void         zc_zone_cache_replace        (ZcZoneCache *self,
                                           GPtrArray   *zones);

G_END_DECLS
