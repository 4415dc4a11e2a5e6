/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-zone-item.h"
#include "zc-zone-list.h"

G_BEGIN_DECLS

/**
 * ZcZoneTable:
 *
 * The table of zones: filtered, sorted, with several rows selected, and with as many columns as there is
 * room for. Its read-only notified properties are "n-shown" (uint: rows after filtering), "n-selected"
 * (uint), "n-startable" (uint: selected zones a transfer of which can be started) and "compact" (boolean:
 * there is room for the essentials only). "sort-column" (#ZcZoneColumn as uint) and "sort-descending"
 * tell the order. "pending" (boolean) is %TRUE while a long list is being searched or sorted; the rows stay meanwhile.
 *
 * Its signals are "item-activated" (ZcZoneItem: a row was double-clicked, or Enter was pressed on it),
 * "start-transfers" (GPtrArray of ZcZoneItem: the user wants to transfer them; nothing was started) and
 * "check-zone" (ZcZoneItem).
 */
#define ZC_TYPE_ZONE_TABLE (zc_zone_table_get_type ())
G_DECLARE_FINAL_TYPE (ZcZoneTable, zc_zone_table, ZC, ZONE_TABLE, AdwBin)

/**
 * zc_zone_table_set_list:
 * @self: a table
 * @list: (nullable): the zones to show
 *
 * Shows another list. The selection begins anew.
 */
void        zc_zone_table_set_list     (ZcZoneTable   *self,
                                        ZcZoneList    *list);

/**
 * zc_zone_table_set_filter:
 * @self: a table
 * @filter: which states to show
 * @search: (nullable): what the user is looking for, in all columns
 *
 * Shows only the zones for which zc_zone_item_matches() holds.
 */
void        zc_zone_table_set_filter   (ZcZoneTable   *self,
                                        ZcStateFilter  filter,
                                        const char    *search);

/**
 * zc_zone_table_sort:
 * @self: a table
 * @column: what to sort by
 * @descending: whether in reverse
 *
 * Sorts as a click on the column's title does.
 */
void        zc_zone_table_sort         (ZcZoneTable   *self,
                                        ZcZoneColumn   column,
                                        gboolean       descending);

/**
 * zc_zone_table_list_startable:
 * @self: a table
 *
 * Returns: (transfer full) (element-type ZcZoneItem): the selected zones a transfer of which can be
 *   started, in the order shown
 */
GPtrArray  *zc_zone_table_list_startable (ZcZoneTable *self);

/**
 * zc_zone_table_enter:
 * @self: a table
 *
 * Moves the focus into the table, to the row that had it last or else to the first one, and selects that row when
 * nothing is selected.
 *
 * Returns: whether there was a row to go to
 */
gboolean    zc_zone_table_enter        (ZcZoneTable   *self);

/**
 * zc_zone_table_update_times:
 * @self: a table
 *
 * Brings "2 minutes ago" up to date.
 */
void        zc_zone_table_update_times (ZcZoneTable   *self);

/**
 * zc_zone_table_get_model:
 * @self: a table
 *
 * Returns: (transfer none): the rows as shown, with their selection
 */
GtkSelectionModel *zc_zone_table_get_model (ZcZoneTable *self);

/**
 * zc_zone_table_is_pending:
 * @self: a table
 *
 * Returns: %TRUE while a long list is being searched or sorted, and other rows may be to come
 */
gboolean    zc_zone_table_is_pending   (ZcZoneTable   *self);

G_END_DECLS
