/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-item.h"

G_BEGIN_DECLS

/* The words of an item, from what is known about it. All return new, translated plain text. */
char *zc_zone_item_dup_status_text        (ZcZone         *zone,
                                           ZcZoneHealth    health,
                                           ZcSerialReport *report,
                                           ZcRun          *run);
char *zc_zone_item_dup_status_explanation (ZcZone         *zone,
                                           ZcZoneHealth    health,
                                           ZcSerialReport *report,
                                           GPtrArray      *statuses,
                                           ZcRun          *run);
char *zc_zone_item_dup_serial_text        (ZcSerialReport *report);

G_END_DECLS
