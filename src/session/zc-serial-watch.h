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
 * @thorough: whether to ask over UDP and TCP and to read the statuses in any case, and to do it first
 *
 * Queues a check. A zone that is queued already is not queued twice.
 */
void           zc_serial_watch_add     (ZcSerialWatch *self,
                                        ZcZoneItem    *item,
                                        gboolean       thorough);

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
