/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-gradual-selection.h"
#include "zc-live-widgets.h"
#include "zc-view-selection.h"
#include "zc-zone-table.h"
#include "zc-zone-view.h"

G_BEGIN_DECLS

#define ZC_ZONE_TABLE_N_COLUMNS (ZC_ZONE_COLUMN_DESCRIPTION + 1)

struct _ZcZoneTable
{
  AdwBin parent_instance;

  /* Widgets */
  GtkWidget *scrolled_window; /* (not owned) */
  GtkColumnView *view; /* (not owned) */
  GtkColumnViewColumn *columns[ZC_ZONE_TABLE_N_COLUMNS]; /* (not owned) by ZcZoneColumn */
  GtkColumnViewColumn *actions_column; /* (not owned) */
  GtkWidget *menu; /* (owned) (nullable) the menu of all rows, made when it is first wanted */
  GSimpleActionGroup *menu_actions; /* (owned) */
  ZcLiveWidgets *live_cells; /* (owned): the cells that need to be told something */
  GPtrArray *spares[ZC_ZONE_TABLE_N_COLUMNS + 1]; /* (owned) (element-type GtkWidget): cells of rows that are gone, by
                                                   * ZcZoneColumn, those with the actions last */

  /* Models, from the list to the view */
  ZcZoneList *list; /* (owned) (nullable) */
  ZcZoneView *zones; /* (owned): the list's, sorted and filtered */
  ZcViewSelection *selection; /* (owned): of the zones */
  ZcGradualSelection *gradual; /* (owned): of the selection */

  /* What is shown and how */
  ZcStateFilter state_filter;
  char *search; /* (owned) (nullable) */
  ZcZoneColumn sort_column;
  gboolean sort_descending;
  gboolean compact;
  guint n_fitting; /* how many of the columns there is room for, the first ones */
  gboolean roomy; /* whether there is more room than the columns need */
  ZcZoneItem *menu_item; /* (owned) (nullable) the zone the menu was opened for */

  guint n_shown;
  guint n_selected;
  guint n_startable;

  guint counts_id; /* when not 0, a source that counts the selection */
  guint layout_id; /* when not 0, a source that shows other columns */
};

/* zc-zone-table-columns.c: columns, their cells and sorters, and which of them fit. */
void        _zc_zone_table_add_columns    (ZcZoneTable *self);
void        _zc_zone_table_update_titles  (ZcZoneTable *self);
void        _zc_zone_table_follow_width   (ZcZoneTable *self);
void        _zc_zone_table_sorter_changed (ZcZoneTable *self);
void        _zc_zone_table_set_order      (ZcZoneTable  *self,
                                           ZcZoneColumn  column,
                                           gboolean      descending);

/* zc-zone-table-menu.c: the menu of a row, by pointer, button and keyboard. */
void        _zc_zone_table_add_menu       (ZcZoneTable *self);
void        _zc_zone_table_open_menu      (ZcZoneTable *self,
                                           ZcZoneItem  *item,
                                           GtkWidget   *at);
void        _zc_zone_table_close_menu     (ZcZoneTable *self);

void        _zc_zone_table_select         (ZcZoneTable *self,
                                           ZcZoneItem  *item);

/* zc-zone-table-keys.c: the way of the focus, and shortcuts. */
void        _zc_zone_table_add_keys       (ZcZoneTable *self);
gboolean    _zc_zone_table_focus          (ZcZoneTable      *self,
                                           GtkDirectionType  direction);
ZcZoneItem *_zc_zone_table_find_item      (ZcZoneTable *self,
                                           GtkWidget   *widget);

/* zc-zone-table.c */
void        _zc_zone_table_activate       (ZcZoneTable *self,
                                           ZcZoneItem  *item);
void        _zc_zone_table_start          (ZcZoneTable *self,
                                           ZcZoneItem  *item,
                                           gboolean     with_selected);
void        _zc_zone_table_check          (ZcZoneTable *self,
                                           ZcZoneItem  *item);

G_END_DECLS
