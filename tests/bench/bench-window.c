/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the main loop stands still while the main window shows, searches, filters and sorts 10 000
 * zones, and while their serials are being checked. Each turn of the loop is measured; what a user feels
 * is the longest. It fails when a turn takes longer than anybody is to wait.
 *
 * usage: bench-window [SCENARIO NUMBER_OF_ZONES]
 */
#include "test-ui-common.h"
#include "zc-test-turns.h"
#include "zc-test-ui.h"
#include "zc-test.h"

/* The longest turn that there may be, of processor time. */
#define MOST_MS 50

static guint n_zones = 10000;
static double longest;

static void
measure (const char      *what,
         guint            least_ms,
         ZcTestBeginFunc  begin,
         ZcTestDoneFunc   done,
         gpointer         user_data)
{
  double turn = zc_test_turns_measure (what, least_ms, begin, done, user_data);

  longest = MAX (longest, turn);
}

static gboolean
is_shown (gpointer data)
{
  return test_ui_count_rows (data) >= n_zones;
}

/* What is measured, and what it needs. */
typedef struct
{
  TestUi *ui;
  const char *search;
  ZcStateFilter filter;
  ZcZoneColumn column;
} Action;

static gboolean
is_done (gpointer data)
{
  Action *action = data;

  return !zc_zone_table_is_pending (action->ui->table);
}

static void
search_cb (gpointer data)
{
  Action *action = data;

  gtk_editable_set_text (test_ui_find_type (GTK_WIDGET (action->ui->page), GTK_TYPE_SEARCH_ENTRY), action->search);
}

static void
filter_cb (gpointer data)
{
  Action *action = data;

  zc_zone_table_set_filter (action->ui->table, action->filter, NULL);
}

static void
sort_cb (gpointer data)
{
  Action *action = data;

  zc_zone_table_sort (action->ui->table, action->column, FALSE);
}

static void
select_all_cb (gpointer data)
{
  Action *action = data;

  gtk_selection_model_select_all (zc_zone_table_get_model (action->ui->table));
}

static ZcZoneList *
get_list (Action *action)
{
  return zc_session_get_zone_list (zc_application_get_session (action->ui->application), ZC_ZONE_KIND_SECONDARY);
}

static void
refresh_cb (gpointer data)
{
  zc_zone_list_refresh (get_list (data));
}

static gboolean
is_refreshed (gpointer data)
{
  return is_done (data) && !zc_zone_list_is_busy (get_list (data));
}

int
main (int   argc,
      char *argv[])
{
  static const char * const columns[] = { "name", "status", "serial", "primaries", "last modified", "description" };
  static const char * const searches[] = { "z", "zone", "zone-00123", "" };
  TestUi ui = { NULL, };
  Action action = { .ui = &ui };

  zc_test_ui_init (&argc, &argv);
  test_ui_forget ();
  if (argc == 3)
    n_zones = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  ui.sandbox = zc_test_sandbox_start (argc == 3 ? argv[1] : "large");
  test_ui_open (&ui);
  zc_zones_page_set_kind (ui.page, ZC_ZONE_KIND_SECONDARY);
  measure ("zones read and shown", 0, NULL, is_shown, &ui);
  measure ("checking serials", 3000, NULL, is_done, &action);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *what = g_strdup_printf ("search for \"%s\"", searches[i]);

      action.search = searches[i];
      measure (what, 400, search_cb, is_done, &action);
    }

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *what = g_strdup_printf ("sort by %s", columns[i]);

      action.column = i;
      measure (what, 1500, sort_cb, is_done, &action);
    }

  action.filter = ZC_STATE_FILTER_NEEDS_ATTENTION;
  measure ("only what needs attention", 2000, filter_cb, is_done, &action);
  action.filter = ZC_STATE_FILTER_ALL;
  measure ("all again", 400, filter_cb, is_done, &action);
  measure ("all selected", 2000, select_all_cb, is_done, &action);

  measure ("read anew", 0, refresh_cb, is_refreshed, &action);

  test_ui_tear_down (&ui, NULL);
  g_print ("the longest turn: %.1f ms; goal: %d ms\n", longest, MOST_MS);

  return longest <= MOST_MS ? EXIT_SUCCESS : EXIT_FAILURE;
}
