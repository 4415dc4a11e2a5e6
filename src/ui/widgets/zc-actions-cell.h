/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-cell.h"

G_BEGIN_DECLS

/**
 * ZcActionsCell:
 *
 * The column Actions: the buttons of a row. The signal "activated" (#ZcZoneAction, GtkWidget button) tells
 * that one was pressed; the menu is the list's, one for all rows.
 */
#define ZC_TYPE_ACTIONS_CELL (zc_actions_cell_get_type ())
G_DECLARE_FINAL_TYPE (ZcActionsCell, zc_actions_cell, ZC, ACTIONS_CELL, ZcZoneCell)

/**
 * ZcZoneAction:
 * @ZC_ZONE_ACTION_START_TRANSFER: Start zone transfer
 * @ZC_ZONE_ACTION_SHOW_DETAILS: Details & Records
 * @ZC_ZONE_ACTION_SHOW_MENU: the menu with everything that can be done
 *
 * What can be done with a zone in a row.
 */
typedef enum
{
  ZC_ZONE_ACTION_START_TRANSFER,
  ZC_ZONE_ACTION_SHOW_DETAILS,
  ZC_ZONE_ACTION_SHOW_MENU,
} ZcZoneAction;

/**
 * zc_actions_cell_new:
 *
 * Returns: (transfer floating): a new cell
 */
GtkWidget *zc_actions_cell_new         (void);

/**
 * zc_actions_cell_set_compact:
 * @self: a cell
 * @compact: whether there is little room
 *
 * Leaves the button Details & Records to the menu in a narrow window.
 */
void       zc_actions_cell_set_compact (ZcActionsCell *self,
                                        gboolean       compact);

G_END_DECLS
