/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ZcAllowList:
 *
 * A group that shows what a primary must let in: the addresses of the vendor, each with a button to copy
 * it, and the port.
 */
#define ZC_TYPE_ALLOW_LIST (zc_allow_list_get_type ())
G_DECLARE_FINAL_TYPE (ZcAllowList, zc_allow_list, ZC, ALLOW_LIST, AdwPreferencesGroup)

/**
 * zc_allow_list_fill_expander:
 * @row: an expander row
 *
 * Shows the same in an expander row, for places with little room.
 */
void zc_allow_list_fill_expander (AdwExpanderRow *row);

G_END_DECLS
