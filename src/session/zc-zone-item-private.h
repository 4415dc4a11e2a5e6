/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-facts.h"

G_BEGIN_DECLS

/**
 * ZcZoneWatcher:
 * @changed: called in the main thread after an item has got new facts, with those it had before
 * @list: (unowned) (nullable): whom to tell; nobody when %NULL
 *
 * Who follows the items of a list. It is one for all of them: a hundred thousand signals that are connected take a tenth
 * of a second. It is counted with g_atomic_rc_box_acquire().
 */
typedef struct
{
  void (*changed) (ZcZoneItem  *item,
                   ZcZoneFacts *before,
                   gpointer     list);
  gpointer list;
} ZcZoneWatcher;

/**
 * zc_zone_item_new_watched:
 * @zone: a zone
 * @watcher: who follows the item
 *
 * As zc_zone_item_new(), in any thread.
 *
 * Returns: (transfer full): an item about which nothing is known yet
 */
ZcZoneItem  *zc_zone_item_new_watched       (ZcZone         *zone,
                                             ZcZoneWatcher  *watcher);

/**
 * zc_zone_item_forget_watcher:
 * @self: an item
 *
 * Has nobody follow the item any more.
 */
void         zc_zone_item_forget_watcher    (ZcZoneItem     *self);

/**
 * zc_zone_item_dup_facts:
 * @self: an item
 *
 * Can be called in any thread while the main thread has a reference to @self.
 *
 * Returns: (transfer full): what is known about the zone now
 */
ZcZoneFacts *zc_zone_item_dup_facts         (ZcZoneItem     *self);

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
