/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * zc_zone_item_dup_status_text:
 * @zone: a zone that is not being transferred
 * @health: how it is
 * @report: (nullable): the newest serials; set for the healths that come from them
 *
 * Returns: (transfer full): the status in a few words, translated plain text
 */
char *zc_zone_item_dup_status_text        (ZcZone         *zone,
                                           ZcZoneHealth    health,
                                           ZcSerialReport *report);

/**
 * zc_zone_item_dup_status_explanation:
 * @health: how the zone is
 * @report: (nullable): the newest serials
 * @statuses: (nullable) (element-type ZcPrimaryStatus): what the service reported last
 *
 * Returns: (transfer full): what was seen and what it means, translated plain text; "" when there is
 *   nothing to add
 */
char *zc_zone_item_dup_status_explanation (ZcZoneHealth    health,
                                           ZcSerialReport *report,
                                           GPtrArray      *statuses);

/**
 * zc_zone_item_dup_serial_text:
 * @report: (nullable): the newest serials
 *
 * Returns: (transfer full): one serial, or the primary's and the name servers' when they differ
 */
char *zc_zone_item_dup_serial_text        (ZcSerialReport *report);

G_END_DECLS
