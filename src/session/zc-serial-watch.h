/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-cloud-client.h"
#include "zc-dns-config.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcSerialWatch:
 *
 * Checks the serials of many zones, a bounded number at a time and in a bounded rhythm, since all zones share
 * the same few name servers. For zones that are not in sync it also reads the service's statuses. Read-only
 * notified property: "busy" (boolean). Signal: "checked" (ZcZoneItem) when a zone has its new serials.
 */
#define ZC_TYPE_SERIAL_WATCH (zc_serial_watch_get_type ())
G_DECLARE_FINAL_TYPE (ZcSerialWatch, zc_serial_watch, ZC, SERIAL_WATCH, GObject)

/**
 * zc_serial_watch_new:
 * @client: the account's client
 * @config: where DNS questions go
 *
 * Returns: (transfer full): a watch with nothing to do
 */
ZcSerialWatch *zc_serial_watch_new     (ZcCloudClient *client,
                                        ZcDnsConfig   *config);

/**
 * zc_serial_watch_add:
 * @self: a watch
 * @item: a secondary zone
 *
 * Checks @item now, over UDP and TCP, and reads its statuses in any case.
 */
void           zc_serial_watch_add     (ZcSerialWatch *self,
                                        ZcZoneItem    *item);

/**
 * zc_serial_watch_add_all:
 * @self: a watch
 * @items: (element-type ZcZoneItem): all secondary zones, sorted by id; never changed any more
 *
 * Begins a round through @items; those that are being set up or transferred when it is their turn are left out. A round
 * that is under way goes on in @items where it is, and ends when all of them were checked, so that lists that are read
 * more often than a round takes do not leave out their ends. It takes no more time for more items.
 *
 * Returns: %TRUE when there is anything to check
 */
gboolean       zc_serial_watch_add_all (ZcSerialWatch *self,
                                        GPtrArray     *items);

/**
 * zc_serial_watch_cancel:
 * @self: a watch
 *
 * Drops what is queued and cancels what is under way.
 */
void           zc_serial_watch_cancel  (ZcSerialWatch *self);

/**
 * zc_serial_watch_is_busy:
 * @self: a watch
 *
 * Returns: %TRUE while checks are queued or under way
 */
gboolean       zc_serial_watch_is_busy (ZcSerialWatch *self);

G_END_DECLS
