/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-worker-pool.h"
#include "zc-zone-item-private.h"

G_BEGIN_DECLS

/**
 * ZcZoneNews:
 * @item: (unowned): an item that stays
 * @zone: (owned): the zone as the service describes it now, which is not how it did before
 *
 * What is left to do for an item when the zones were read anew.
 */
typedef struct
{
  ZcZoneItem *item;
  ZcZone *zone;
} ZcZoneNews;

/**
 * ZcZoneMerge:
 * @before: (owned) (element-type ZcZoneItem): the items so far, sorted by id
 * @items: (owned) (element-type ZcZoneItem): the items of all zones that were read, sorted by id; those from before where
 *   the id was there before, so that selections, runs and checks survive
 * @listed: (owned) (element-type ZcZone): the zones of @items as they are described now
 * @by_name: (owned) (element-type guint32): the places in @items, sorted by name in ASCII
 * @news: (owned) (element-type ZcZoneNews): the items that stay and whose zones changed
 * @gone: (owned) (element-type ZcZoneItem): those of @before that are not in @items
 * @n_new_need_attention: how many of the new items need attention
 * @n_same_first: how many items at the beginning are those from before
 * @n_same_last: how many at the end, the others left aside
 *
 * What becomes of a list of items when its zones are read anew: made in a thread, since it takes a second for a hundred
 * thousand zones.
 */
typedef struct
{
  GPtrArray *before;
  GPtrArray *items;
  GPtrArray *listed;
  GArray *by_name;
  GArray *news;
  GPtrArray *gone;
  guint n_new_need_attention;
  guint n_same_first;
  guint n_same_last;
} ZcZoneMerge;

/**
 * zc_zone_merge_new:
 * @before: (transfer full) (element-type ZcZoneItem): the items so far, sorted by id; the main thread has a reference
 *   to them, and only their facts change meanwhile
 * @zones: (transfer full) (element-type ZcZone): what was read
 * @watcher: who follows the new items
 *
 * Brings both together; in any thread.
 *
 * Returns: (transfer full): what there is now
 */
ZcZoneMerge *zc_zone_merge_new  (GPtrArray     *before,
                                 GPtrArray     *zones,
                                 ZcZoneWatcher *watcher);

/**
 * zc_zone_merge_free:
 * @self: a merge
 *
 * Frees it.
 */
void         zc_zone_merge_free (ZcZoneMerge   *self);

/**
 * zc_zone_merge_async:
 * @pool: where to bring both together
 * @before: (transfer full) (element-type ZcZoneItem): as for zc_zone_merge_new()
 * @zones: (transfer full) (element-type ZcZone): what was read
 * @watcher: who follows the new items
 * @cancellable: a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Brings both together in a thread, and then tells the items that stay what is new about their zones, a few milliseconds in
 * each turn of the main loop.
 */
void         zc_zone_merge_async   (ZcWorkerPool        *pool,
                                    GPtrArray           *before,
                                    GPtrArray           *zones,
                                    ZcZoneWatcher       *watcher,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);

/**
 * zc_zone_merge_finish:
 * @result: the result given to the callback
 * @error: return location for an error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): what there is now, whose items know everything new
 */
ZcZoneMerge *zc_zone_merge_finish  (GAsyncResult        *result,
                                    GError             **error);

/**
 * zc_zone_merge_find_id:
 * @items: (element-type ZcZoneItem): items sorted by id
 * @id: a zone's id
 * @place: (out): where it is or would be
 *
 * Returns: %TRUE when it is there
 */
gboolean     zc_zone_merge_find_id (GPtrArray  *items,
                                    const char *id,
                                    guint      *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcZoneMerge, zc_zone_merge_free)

G_END_DECLS
