/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-list.h"

G_BEGIN_DECLS

/**
 * ZcReachability:
 *
 * Knows whether the service could be reached when its lists were read last, and reads those that failed again: when
 * the network comes back, and after a while that grows with every failure. Read-only notified properties: "offline"
 * (boolean) and "reason" (string, nullable).
 */
#define ZC_TYPE_REACHABILITY (zc_reachability_get_type ())
G_DECLARE_FINAL_TYPE (ZcReachability, zc_reachability, ZC, REACHABILITY, GObject)

/**
 * zc_reachability_new:
 *
 * Returns: (transfer full): one that follows no list yet
 */
ZcReachability *zc_reachability_new         (void);

/**
 * zc_reachability_follow:
 * @self: a reachability
 * @list: a list; it must outlive @self
 *
 * Follows the readings of a list.
 */
void            zc_reachability_follow      (ZcReachability *self,
                                             ZcZoneList     *list);

/**
 * zc_reachability_is_offline:
 * @self: a reachability
 *
 * Returns: %TRUE when the last reading of a list did not reach the service. A service that answers with an error was
 *   reached
 */
gboolean        zc_reachability_is_offline  (ZcReachability *self);

/**
 * zc_reachability_get_reason:
 * @self: a reachability
 *
 * Returns: (transfer none) (nullable): why the service could not be reached; %NULL when it was
 */
const char     *zc_reachability_get_reason  (ZcReachability *self);

G_END_DECLS
