/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-store.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcHealthKeeper:
 *
 * Writes down what was concluded about zones, many at a time, for the search of the desktop. What is not
 * written yet is written when the keeper goes.
 */
#define ZC_TYPE_HEALTH_KEEPER (zc_health_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ZcHealthKeeper, zc_health_keeper, ZC, HEALTH_KEEPER, GObject)

/**
 * zc_health_keeper_new:
 * @store: where to write
 * @account_id: whose zones they are
 *
 * Returns: (transfer full): a new keeper
 */
ZcHealthKeeper *zc_health_keeper_new  (ZcStore        *store,
                                       const char     *account_id);

/**
 * zc_health_keeper_note:
 * @self: a keeper
 * @item: a zone that was just checked
 *
 * Notes the zone's health. One that passes, such as a transfer that runs, is left out.
 */
void            zc_health_keeper_note (ZcHealthKeeper *self,
                                       ZcZoneItem     *item);

G_END_DECLS
