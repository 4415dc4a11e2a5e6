/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-cloud-client.h"
#include "zc-dns-config.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * ZcRunPoller:
 *
 * Looks again and again at what the service reports about a zone and at the serials of all its servers: every two
 * seconds at first and every fifteen later. It concludes nothing. What it sees are signals:
 * "statuses" (GPtrArray of ZcPrimaryStatus), "serials" (ZcSerialReport) and "failed" (GError), which is never a
 * cancellation.
 */
#define ZC_TYPE_RUN_POLLER (zc_run_poller_get_type ())
G_DECLARE_FINAL_TYPE (ZcRunPoller, zc_run_poller, ZC, RUN_POLLER, GObject)

/**
 * zc_run_poller_new:
 * @client: the account's client
 * @config: where DNS questions go
 * @zone: a secondary zone
 *
 * Returns: (transfer full): a poller that does not look yet
 */
ZcRunPoller *zc_run_poller_new   (ZcCloudClient *client,
                                  ZcDnsConfig   *config,
                                  ZcZone        *zone);

/**
 * zc_run_poller_start:
 * @self: a poller that was not started
 *
 * Looks for the first time, and goes on until zc_run_poller_stop() or until nobody has a reference.
 */
void         zc_run_poller_start (ZcRunPoller   *self);

/**
 * zc_run_poller_hurry:
 * @self: a poller
 *
 * Something moves: the next pauses are short again.
 */
void         zc_run_poller_hurry (ZcRunPoller   *self);

/**
 * zc_run_poller_stop:
 * @self: a poller
 *
 * Looks no more. Nothing is signalled from now on, not even what is under way.
 */
void         zc_run_poller_stop  (ZcRunPoller   *self);

G_END_DECLS
