/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-gradual-selection.h"
#include "zc-late-spinner.h"
#include "zc-live-widgets.h"
#include "zc-problem-bar.h"
#include "zc-run-list.h"

G_BEGIN_DECLS

struct _ZcRunList
{
  AdwBin parent_instance;

  /* Widgets of the template */
  GtkSearchBar *search_bar; /* (not owned) */
  GtkEditable *search_entry; /* (not owned) */
  ZcProblemBar *notice_bar; /* (not owned) */
  GtkStack *stack; /* (not owned) */
  ZcLateSpinner *spinner; /* (not owned) */
  AdwStatusPage *empty_page; /* (not owned) */
  AdwStatusPage *error_page; /* (not owned) */
  GtkListView *list_view; /* (not owned) */
  GtkLabel *status_label; /* (not owned) */
  GtkWidget *menu_button; /* (not owned) */

  /* What is shown */
  ZcSession *session; /* (owned) (nullable) */
  char *zone_id; /* (owned) (nullable) the zone whose transfers are shown, NULL for all */
  GListModel *runs; /* (owned) (nullable) (element-type ZcRun) */
  GtkFilter *live_filter; /* (owned) (nullable) which of them are shown */
  GListModel *live; /* (owned) (nullable) those that are shown above the past ones */
  ZcHistory *history; /* (owned) (nullable) the past ones */
  GListModel *model; /* (owned) (nullable) both */
  GtkSingleSelection *selection; /* (owned) (nullable) */
  ZcGradualSelection *gradual; /* (owned) (nullable): of the selection */
  GSignalGroup *history_signals; /* (owned) */
  GSignalGroup *store_signals; /* (owned) */
  GPtrArray *followed_runs; /* (owned) (element-type ZcRun) the runs whose signals are connected */

  /* What is remembered of them */
  GHashTable *unfolded; /* (owned) (element-type gint64): the ids of runs whose timeline is to be seen */
  GHashTable *archived; /* (owned) (element-type gint64): the ids of ended runs that the history has or had */

  ZcLiveWidgets *live_rows; /* (owned) the rows, whose times have to be updated */
  GCancellable *cancellable; /* (owned) of saving and deleting */
  guint times_id; /* when not 0, a source that brings times up to date */
};

/* zc-run-list-actions.c */
void _zc_run_list_install_actions (GtkWidgetClass *class);
void _zc_run_list_update_actions  (ZcRunList      *self);

G_END_DECLS
