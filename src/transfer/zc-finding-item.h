/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-finding.h"

G_BEGIN_DECLS

/**
 * ZcFindingItem:
 *
 * A finding as an item of a list: an immutable value with the read-only properties "id", "severity" (int, a
 * #ZcSeverity), "server", "text", "explanation" and "remedy".
 */
#define ZC_TYPE_FINDING_ITEM (zc_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (ZcFindingItem, zc_finding_item, ZC, FINDING_ITEM, GObject)

/**
 * zc_finding_item_new:
 * @finding: a finding
 *
 * Returns: (transfer full): a new item with a copy of @finding
 */
ZcFindingItem   *zc_finding_item_new         (const ZcFinding *finding);

/**
 * zc_finding_item_get_finding:
 * @self: an item
 *
 * Returns: (transfer none): the finding
 */
const ZcFinding *zc_finding_item_get_finding (ZcFindingItem   *self);

/**
 * zc_finding_item_is_equal:
 * @self: an item
 * @finding: a finding
 *
 * Returns: whether @finding says the same about the same server
 */
gboolean         zc_finding_item_is_equal    (ZcFindingItem   *self,
                                              const ZcFinding *finding);

G_END_DECLS
