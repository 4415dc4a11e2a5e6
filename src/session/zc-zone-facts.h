/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcZoneFacts:
 *
 * What is known about a zone at one moment, as a table shows it, sorts it and searches in it. Facts never change, an item
 * gets new ones; so a thread can work on the facts of all zones while the zones change.
 */
typedef struct _ZcZoneFacts ZcZoneFacts;

/**
 * ZcZoneWish:
 *
 * Which zones somebody wants to see. It never changes.
 */
typedef struct _ZcZoneWish ZcZoneWish;

/**
 * zc_zone_facts_new:
 * @zone: the zone as the service describes it
 * @health: how it is
 * @status_text: (transfer full): the status in words
 * @report: (nullable): the newest serial check
 *
 * Returns: (transfer full): new facts
 */
ZcZoneFacts *zc_zone_facts_new             (ZcZone            *zone,
                                            ZcZoneHealth       health,
                                            char              *status_text,
                                            ZcSerialReport    *report);

/**
 * zc_zone_facts_ref:
 * @self: facts
 *
 * Returns: (transfer full): @self
 */
ZcZoneFacts *zc_zone_facts_ref             (ZcZoneFacts       *self);

/**
 * zc_zone_facts_unref:
 * @self: (transfer full): facts
 *
 * Lets go of a reference.
 */
void         zc_zone_facts_unref           (ZcZoneFacts       *self);

/**
 * zc_zone_facts_get_zone:
 * @self: facts
 *
 * Returns: (transfer none): the zone
 */
ZcZone      *zc_zone_facts_get_zone        (const ZcZoneFacts *self);

/**
 * zc_zone_facts_get_health:
 * @self: facts
 *
 * Returns: how the zone is
 */
ZcZoneHealth zc_zone_facts_get_health      (const ZcZoneFacts *self);

/**
 * zc_zone_facts_get_status_text:
 * @self: facts
 *
 * Returns: (transfer none): the status in words
 */
const char  *zc_zone_facts_get_status_text (const ZcZoneFacts *self);

/**
 * zc_zone_facts_get_serial_text:
 * @self: facts
 *
 * Returns: (transfer none): the serials as text, "" when none was seen
 */
const char  *zc_zone_facts_get_serial_text (const ZcZoneFacts *self);

/**
 * zc_zone_facts_need_attention:
 * @self: facts
 *
 * Returns: %TRUE when the zone is behind, its primary is, or it is failing or failed
 */
gboolean     zc_zone_facts_need_attention  (const ZcZoneFacts *self);

/**
 * zc_zone_facts_compare:
 * @first: facts of a zone
 * @second: facts of another
 * @column: what to compare by
 *
 * Returns: less than, equal to or greater than 0 as qsort() wants it; a total order within one column
 *   with the name as the last word
 */
int          zc_zone_facts_compare         (ZcZoneFacts       *first,
                                            ZcZoneFacts       *second,
                                            ZcZoneColumn       column);

/**
 * zc_zone_facts_match:
 * @self: facts
 * @wish: which zones are wanted
 *
 * Returns: %TRUE when the zone is one of them
 */
gboolean     zc_zone_facts_match           (ZcZoneFacts       *self,
                                            const ZcZoneWish  *wish);

/**
 * zc_zone_wish_new:
 * @filter: a state filter
 * @search: (nullable): what the user typed; looked for without regard to case in all columns
 *
 * Returns: (transfer full): a new wish; times such as "2 hours ago" are those of this moment
 */
ZcZoneWish  *zc_zone_wish_new              (ZcStateFilter      filter,
                                            const char        *search);

/**
 * zc_zone_wish_ref:
 * @self: a wish
 *
 * Returns: (transfer full): @self
 */
ZcZoneWish  *zc_zone_wish_ref              (ZcZoneWish        *self);

/**
 * zc_zone_wish_unref:
 * @self: (transfer full): a wish
 *
 * Lets go of a reference.
 */
void         zc_zone_wish_unref            (ZcZoneWish        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcZoneFacts, zc_zone_facts_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcZoneWish, zc_zone_wish_unref)

G_END_DECLS
