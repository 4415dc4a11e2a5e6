/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-late-spinner.h"
#include "zc-zone-table.h"
#include "zc-zones-page.h"

G_BEGIN_DECLS

struct _ZcZonesPage
{
  AdwBin parent_instance;

  /* Widgets of the template */
  GtkSearchBar *search_bar; /* (not owned) */
  GtkEditable *search_entry; /* (not owned) */
  GtkDropDown *kind_drop_down; /* (not owned) */
  GtkDropDown *state_drop_down; /* (not owned) */
  GtkMenuButton *sort_button; /* (not owned) */
  GMenuModel *sort_menu; /* (not owned) */
  GtkWidget *start_button; /* (not owned) */
  GtkStack *stack; /* (not owned) */
  ZcLateSpinner *spinner; /* (not owned) */
  AdwBin *empty_place; /* (not owned) */
  AdwBin *error_place; /* (not owned) */
  AdwBin *no_match_place; /* (not owned) */
  ZcZoneTable *table; /* (not owned) */
  GtkWidget *status_line; /* (not owned) */
  GtkLabel *status_label; /* (not owned) */
  GtkLabel *selection_label; /* (not owned) */
  GtkLabel *account_label; /* (not owned) */

  ZcSession *session; /* (owned) (nullable) */
  GSignalGroup *session_signals; /* (owned) */
  GSignalGroup *primary_signals; /* (owned) */
  GSignalGroup *secondary_signals; /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  GSettings *settings; /* (owned) (nullable) */

  guint update_id; /* when not 0, a source that updates view and status line */
  guint times_id; /* when not 0, a source that brings relative times up to date */
};

/* zc-zones-page.c */
ZcZoneList *_zc_zones_page_get_list         (ZcZonesPage *self);
void        _zc_zones_page_show_all         (ZcZonesPage *self);

/* zc-zones-page-views.c: the list, or what stands in its place, and the line below. */
void        _zc_zones_page_update_view      (ZcZonesPage *self);
void        _zc_zones_page_update_status    (ZcZonesPage *self);

/* zc-zones-page-sort.c: sorting by keyboard. */
void        _zc_zones_page_add_sort_actions (ZcZonesPage *self);
void        _zc_zones_page_sort_by_name     (ZcZonesPage *self,
                                             const char  *name,
                                             gboolean     descending);
void        _zc_zones_page_sorted           (ZcZonesPage *self);

G_END_DECLS
