/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-list-view.h"
#include "zc-zone-list.h"

G_BEGIN_DECLS

/**
 * ZcZoneView:
 *
 * The zones of a list that match a search, in an order: a #ZcListView of ZcZoneItem. Zones that change are looked at
 * again together, some time later, where that can make a difference.
 */
#define ZC_TYPE_ZONE_VIEW (zc_zone_view_get_type ())
G_DECLARE_FINAL_TYPE (ZcZoneView, zc_zone_view, ZC, ZONE_VIEW, ZcListView)

/**
 * zc_zone_view_new:
 *
 * Returns: (transfer full): a view of no list, sorted by name
 */
ZcZoneView *zc_zone_view_new        (void);

/**
 * zc_zone_view_set_list:
 * @self: a view
 * @list: (nullable): the zones; the view follows it
 *
 * Changes which list the view is of.
 */
void        zc_zone_view_set_list   (ZcZoneView    *self,
                                     ZcZoneList    *list);

/**
 * zc_zone_view_set_order:
 * @self: a view
 * @column: what to sort by
 * @descending: whether in reverse
 *
 * Changes the order.
 */
void        zc_zone_view_set_order  (ZcZoneView    *self,
                                     ZcZoneColumn   column,
                                     gboolean       descending);

/**
 * zc_zone_view_set_filter:
 * @self: a view
 * @filter: a state filter
 * @search: (nullable): what the user typed; found without regard to case in what any column shows
 *
 * Changes which zones are in the view.
 */
void        zc_zone_view_set_filter (ZcZoneView    *self,
                                     ZcStateFilter  filter,
                                     const char    *search);

/**
 * zc_zone_view_update_times:
 * @self: a view
 *
 * Searches anew when there is a search: it looks at times such as "2 minutes ago" as well.
 */
void        zc_zone_view_update_times (ZcZoneView  *self);

G_END_DECLS
