/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-finding.h"

G_BEGIN_DECLS

/**
 * ZcFindingList:
 *
 * A group with those findings of a list that are about one thing: what has to be done, the most severe first,
 * or what is only good to know. It hides itself while it has nothing to show. Its property "notes"
 * (construct-only boolean) tells which.
 */
#define ZC_TYPE_FINDING_LIST (zc_finding_list_get_type ())
G_DECLARE_FINAL_TYPE (ZcFindingList, zc_finding_list, ZC, FINDING_LIST, AdwPreferencesGroup)

/**
 * zc_finding_list_set_model:
 * @self: a list
 * @findings: (nullable): a list of #ZcFindingItem
 * @zone: the zone's name in ASCII
 *
 * Shows findings, and follows them.
 */
void zc_finding_list_set_model (ZcFindingList *self,
                                GListModel    *findings,
                                const char    *zone);

G_END_DECLS
