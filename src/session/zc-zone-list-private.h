/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-list-load-private.h"
#include "zc-worker-pool.h"
#include "zc-zone-cache.h"
#include "zc-zone-list.h"
#include "zc-zone-merge.h"

G_BEGIN_DECLS

/* What the files of the list share: zc-zone-list.c has the items that there are, zc-zone-list-read.c has what is under way
 * until others take their place. */

/* What was read, on its way into the list. */
typedef struct _ZcZoneArrival ZcZoneArrival;

struct _ZcZoneList
{
  GObject parent_instance;

  ZcCloudClient *client;     /* (owned) */
  ZcZoneKind kind;
  GPtrArray *items;          /* (owned) (element-type ZcZoneItem), sorted by id: never changed, only replaced */
  GArray *by_name;           /* (owned) (element-type guint32): places in the items, sorted by name in ASCII */
  ZcZoneWatcher *watcher;    /* (owned): of all items */
  GHashTable *in_transfer;   /* (owned) (element-type ZcZoneItem): the items whose zones are being transferred */
  guint n_need_attention;
  ZcListLoad load;
  gboolean from_cache;

  /* In-progress data. */
  ZcZoneCache *cache;        /* (owned) (nullable) */
  GError *failure;           /* (owned) (nullable): told when it is known whether there is something else to show */
  guint n_expected;
  ZcWorkerPool *pool;        /* (owned) (nullable): made when it is first needed */
  ZcZoneArrival *arrival;    /* (unowned) (nullable): what was read last and is not in the list yet */
};

/* zc-zone-list.c */

/* Puts the items of @merge in the place of those before, and says so. */
void _zc_zone_list_take_items     (ZcZoneList  *self,
                                   ZcZoneMerge *merge);

void _zc_zone_list_set_from_cache (ZcZoneList  *self,
                                   gboolean     from_cache);

void _zc_zone_list_set_n_expected (ZcZoneList  *self,
                                   guint        n_expected);

/* zc-zone-list-read.c */

/* Lets go of what is under way when the list ends. */
void _zc_zone_list_end_reading    (ZcZoneList  *self);

G_END_DECLS
