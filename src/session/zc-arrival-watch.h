/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-store.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcArrivalWatch:
 *
 * Learns from the looks at all zones whether changes reach the name servers by themselves only late. Whether a NOTIFY
 * (RFC 1996) arrives cannot be tried from here, but what comes of it shows: a change is at all primaries and at no name
 * server, look after look, and is there one day without a transfer that this program started. What others start is not
 * seen, and nobody looks between two looks. So a time counts from the first look that missed the change to the last one,
 * which is the least that it took; it takes several such changes one after the other before anything is said; and one
 * change that came soon puts them all away.
 */
#define ZC_TYPE_ARRIVAL_WATCH (zc_arrival_watch_get_type ())
G_DECLARE_FINAL_TYPE (ZcArrivalWatch, zc_arrival_watch, ZC, ARRIVAL_WATCH, GObject)

/**
 * zc_arrival_watch_new:
 * @store: where what was learnt outlives the program
 * @account_id: the account's id
 *
 * Returns: (transfer full): a watch that goes on where the last one of the account was
 */
ZcArrivalWatch *zc_arrival_watch_new   (ZcStore        *store,
                                        const char     *account_id);

/**
 * zc_arrival_watch_note:
 * @self: a watch
 * @item: a secondary zone whose serials were just looked at
 *
 * Takes the look in.
 */
void            zc_arrival_watch_note  (ZcArrivalWatch *self,
                                        ZcZoneItem     *item);

/**
 * zc_arrival_watch_count:
 * @self: a watch
 * @zone_id: a zone's id
 * @longest_seconds: (out): for how long, at least, the change that took longest was seen at the primary alone
 *
 * Returns: how many of the zone's last changes, one after the other, came late but within the refresh time of its SOA
 */
guint           zc_arrival_watch_count (ZcArrivalWatch *self,
                                        const char     *zone_id,
                                        gint64         *longest_seconds);

G_END_DECLS
