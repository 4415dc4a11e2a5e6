/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcZoneCell:
 *
 * A cell of the list of zones: it shows something of one item and follows the item's notifications. A
 * column view keeps about two hundred rows alive, so cells are made once, hold no state of a row, and build
 * nothing while they are bound.
 */
#define ZC_TYPE_ZONE_CELL (zc_zone_cell_get_type ())
G_DECLARE_DERIVABLE_TYPE (ZcZoneCell, zc_zone_cell, ZC, ZONE_CELL, GtkWidget)

/**
 * ZcZoneCellClass:
 * @parent_class: the parent
 * @watched: (array zero-terminated=1): the item's signals after which @update is called, such as "notify::zone"
 * @update: shows the item; called when it is set and after a watched signal
 * @get_tooltip: (nullable): gives the tooltip, which is made only when it is about to be shown:
 *   (transfer full) (nullable)
 */
struct _ZcZoneCellClass
{
  GtkWidgetClass parent_class;

  const char * const *watched;

  void   (*update)      (ZcZoneCell *self,
                         ZcZoneItem *item);
  char * (*get_tooltip) (ZcZoneCell *self,
                         ZcZoneItem *item);
};

/**
 * zc_zone_cell_set_item:
 * @self: a cell
 * @item: (nullable): what to show, %NULL when the cell leaves its row
 *
 * Shows and follows @item.
 */
void        zc_zone_cell_set_item (ZcZoneCell *self,
                                   ZcZoneItem *item);

/**
 * zc_zone_cell_get_item:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): what it shows
 */
ZcZoneItem *zc_zone_cell_get_item (ZcZoneCell *self);

/**
 * zc_zone_cell_update:
 * @self: a cell
 *
 * Shows the item again, for what changes without a notification, such as the time since then.
 */
void        zc_zone_cell_update   (ZcZoneCell *self);

G_END_DECLS
