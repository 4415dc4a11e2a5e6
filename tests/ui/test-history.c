/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-ui-common.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"
#include "zc-timeline-picture.h"

#define ZONE "example.com"
#define OTHER_ZONE "campus.example.org"

static GtkWidget *
find (GtkWindow  *window,
      const char *name)
{
  return zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_WIDGET, name);
}

static ZcZoneItem *
find_item (TestUi     *ui,
           const char *name)
{
  ZcZoneItem *item = zc_session_find_zone (zc_application_get_session (ui->application), name);

  g_assert_nonnull (item);

  return item;
}

static void
show_transfers (TestUi *ui)
{
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-view", "s", "transfers");
  zc_test_ui_settle (ui->window);
}

/* A transfer as the session does it; what the dialog does is tested elsewhere. */
static void
transfer (TestUi     *ui,
          const char *name)
{
  g_autoptr(GError) error = NULL;
  ZcRun *run;

  ZC_WAIT_UNTIL (zc_session_find_zone (zc_application_get_session (ui->application), name) != NULL);
  run = zc_session_start_transfer (zc_application_get_session (ui->application), find_item (ui, name), &error);
  g_assert_no_error (error);
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
}

/* The program ends and is started again over the same sandbox. */
static void
start_again (TestUi *ui)
{
  g_signal_emit_by_name (ui->application, "shutdown");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (ui->application);
  test_ui_open (ui);
}

static void
search (TestUi     *ui,
        const char *text)
{
  GtkWidget *entry;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.search", NULL);
  entry = zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_SEARCH_ENTRY, "Search transfers");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
unfold (GtkWindow  *window,
        const char *zone)
{
  g_autofree char *name = g_strdup_printf ("Timeline of the transfer of %s", zone);
  GtkWidget *expander = zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_EXPANDER, name);

  g_assert_nonnull (expander);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
}

static void
test_survives (TestUi        *ui,
               gconstpointer  scenario)
{
  GtkWidget *row;

  show_transfers (ui);
  ZC_WAIT_UNTIL (find (ui->window, "No transfers yet") != NULL);
  zc_test_ui_screenshot (ui->window, "history-empty");
  transfer (ui, ZONE);

  start_again (ui);
  show_transfers (ui);
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") != NULL);
  g_assert_nonnull (find (ui->window, "1 past transfer"));
  g_assert_null (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Stop watching the transfer of " ZONE));
  zc_test_ui_assert_accessible (ui->window);

  unfold (ui->window, ZONE);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), ZC_TYPE_TIMELINE_PICTURE, "Timeline of " ZONE) != NULL);
  zc_test_ui_resize (ui->window, 1040, 680);
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "history");

  /* Transferring again asks first. */
  zc_test_ui_click (GTK_WIDGET (ui->window), "Transfer " ZONE " again");
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Start zone transfer") != NULL);
  g_assert_cmpuint (zc_test_sandbox_count (ui->sandbox, "PUT", "/secondaryzones/*/axfr"), ==, 1);
  zc_test_ui_click (GTK_WIDGET (test_ui_find_window (ui, "Start zone transfer")), "Cancel");
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Start zone transfer") == NULL);

  row = find (ui->window, "Details & Records of " ZONE);
  g_assert_nonnull (row);
  zc_test_ui_click (GTK_WIDGET (ui->window), "Details & Records of " ZONE);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, ZONE) != NULL);
}

static void
test_search (TestUi        *ui,
             gconstpointer  scenario)
{
  transfer (ui, ZONE);
  transfer (ui, OTHER_ZONE);
  show_transfers (ui);
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") != NULL && find (ui->window, OTHER_ZONE ", Done") != NULL);

  search (ui, "CAMPUS");
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") == NULL);
  g_assert_nonnull (find (ui->window, OTHER_ZONE ", Done"));

  search (ui, "done");
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") != NULL);

  search (ui, "nothing like it");
  ZC_WAIT_UNTIL (find (ui->window, "No transfers found") != NULL);
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "history-no-match");
  zc_test_ui_click (GTK_WIDGET (ui->window), "Show all transfers");
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") != NULL && find (ui->window, OTHER_ZONE ", Done") != NULL);
}

static void
test_delete (TestUi        *ui,
             gconstpointer  scenario)
{
  transfer (ui, ZONE);
  transfer (ui, OTHER_ZONE);
  show_transfers (ui);
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") != NULL && find (ui->window, OTHER_ZONE ", Done") != NULL);

  /* Nothing is deleted without a question. */
  zc_test_ui_click (GTK_WIDGET (ui->window), "Delete the transfer of " ZONE " from the history");
  ZC_WAIT_UNTIL (test_ui_find_dialog (ui) != NULL);
  zc_test_ui_assert_accessible (test_ui_find_dialog (ui));
  zc_test_ui_screenshot (test_ui_find_dialog (ui), "history-delete");
  zc_test_ui_click (GTK_WIDGET (test_ui_find_dialog (ui)), "Cancel");
  ZC_WAIT_UNTIL (test_ui_find_dialog (ui) == NULL);
  g_assert_nonnull (find (ui->window, ZONE ", Done"));

  zc_test_ui_click (GTK_WIDGET (ui->window), "Delete the transfer of " ZONE " from the history");
  ZC_WAIT_UNTIL (test_ui_find_dialog (ui) != NULL);
  zc_test_ui_click (GTK_WIDGET (test_ui_find_dialog (ui)), "Delete");
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") == NULL);
  g_assert_nonnull (find (ui->window, OTHER_ZONE ", Done"));

  gtk_widget_activate_action (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LIST_VIEW, "Transfers"),
                              "runs.delete-all", NULL);
  ZC_WAIT_UNTIL (test_ui_find_dialog (ui) != NULL);
  zc_test_ui_click (GTK_WIDGET (test_ui_find_dialog (ui)), "Delete all");
  ZC_WAIT_UNTIL (find (ui->window, "No transfers yet") != NULL);

  /* What was deleted does not come back. */
  start_again (ui);
  show_transfers (ui);
  ZC_WAIT_UNTIL (find (ui->window, "No transfers yet") != NULL);
}

/* The page of a zone shows the transfers of that zone alone, and follows one that runs. */
static void
test_of_zone (TestUi        *ui,
              gconstpointer  scenario)
{
  GtkWindow *details;

  transfer (ui, OTHER_ZONE);
  transfer (ui, ZONE);
  zc_application_show_item (ui->application, find_item (ui, ZONE));
  ZC_WAIT_UNTIL (test_ui_find_window (ui, ZONE) != NULL);
  details = test_ui_find_window (ui, ZONE);
  gtk_widget_activate_action (GTK_WIDGET (details), "details.show-page", "s", "history");
  ZC_WAIT_UNTIL (find (details, "1 past transfer") != NULL);
  g_assert_nonnull (find (details, ZONE ", Done"));
  g_assert_null (find (details, OTHER_ZONE ", Done"));
  g_assert_null (find (details, "Details & Records of " ZONE));
  unfold (details, ZONE);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (details), ZC_TYPE_TIMELINE_PICTURE, "Timeline of " ZONE) != NULL);
  zc_test_ui_assert_accessible (details);
  zc_test_ui_screenshot (details, "details-history");

  transfer (ui, OTHER_ZONE);
  zc_test_ui_settle (details);
  g_assert_nonnull (find (details, "1 past transfer"));
}

static guint
count_runs (TestUi     *ui,
            ZcRunState  state)
{
  GListModel *runs = zc_session_get_runs (zc_application_get_session (ui->application));
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (runs, i);

      if (zc_run_get_state (run) == state)
        n_found++;
    }

  return n_found;
}

static gboolean
shows_queued (TestUi *ui)
{
  g_autofree char *text = g_strdup_printf ("Queued (number %u in the queue)", count_runs (ui, ZC_RUN_STATE_QUEUED));

  return find (ui->window, text) != NULL;
}

/* Pictures for people to look at: what others see differently. */
static void
test_look (TestUi        *ui,
           gconstpointer  scenario)
{
  transfer (ui, ZONE);
  show_transfers (ui);
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") != NULL);
  unfold (ui->window, ZONE);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), ZC_TYPE_TIMELINE_PICTURE, "Timeline of " ZONE) != NULL);

  zc_test_ui_resize (ui->window, 360, 760);
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "history-360");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  zc_test_ui_resize (ui->window, 800, 720);
  zc_test_ui_screenshot (ui->window, "history-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  zc_test_ui_settle (ui->window);
  zc_test_ui_screenshot (ui->window, "history-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Many zones of one primary: two at a time, the others wait and say so, and one line counts them all. */
static void
test_together (TestUi        *ui,
               gconstpointer  scenario)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *zones;
  GListModel *runs;

  test_ui_show_secondary (ui);
  zones = G_LIST_MODEL (zc_session_get_zone_list (zc_application_get_session (ui->application), ZC_ZONE_KIND_SECONDARY));
  for (guint i = 0; i < g_list_model_get_n_items (zones); i++)
    {
      ZcZoneItem *item = g_list_model_get_item (zones, i);

      if (zc_zone_item_can_start_transfer (item))
        g_ptr_array_add (items, item);
      else
        g_object_unref (item);
    }
  g_assert_cmpuint (items->len, >, 4);

  zc_test_sandbox_post (ui->sandbox, "hold", "{\"server\":\"nscs.ui-dns.biz\"}");
  zc_application_start_transfers (ui->application, ui->window, items);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Start zone transfer") != NULL);
  zc_test_ui_click (GTK_WIDGET (test_ui_find_window (ui, "Start zone transfer")), "Start transfer");
  ZC_WAIT_UNTIL (count_runs (ui, ZC_RUN_STATE_QUEUED) > 0 && count_runs (ui, ZC_RUN_STATE_PROPAGATING) > 0);

  show_transfers (ui);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_PROGRESS_BAR,
                                  "Progress of the transfers started together") != NULL);
  zc_test_ui_resize (ui->window, 1040, 980);
  /* The newest one is on top of the list and at the end of the queue. */
  ZC_WAIT_UNTIL (shows_queued (ui));
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "history-together");

  /* What waits can be given up before it begins: those that were to be started come last, so none of them slips in. */
  runs = zc_session_get_runs (zc_application_get_session (ui->application));
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (runs, i);

      zc_run_stop_watching (run);
    }
  ZC_WAIT_UNTIL (!zc_session_has_active_runs (zc_application_get_session (ui->application)));
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_PROGRESS_BAR,
                                  "Progress of the transfers started together") == NULL);
  g_assert_cmpuint (zc_test_sandbox_count (ui->sandbox, "PUT", "/secondaryzones/*/axfr"), <, items->len);
}

int
main (int   argc,
      char *argv[])
{
  zc_test_ui_init (&argc, &argv);

  g_test_add ("/history/survives-the-program", TestUi, "default", test_ui_set_up, test_survives, test_ui_tear_down);
  g_test_add ("/history/search", TestUi, "default", test_ui_set_up, test_search, test_ui_tear_down);
  g_test_add ("/history/delete", TestUi, "default", test_ui_set_up, test_delete, test_ui_tear_down);
  g_test_add ("/history/of-a-zone", TestUi, "default", test_ui_set_up, test_of_zone, test_ui_tear_down);
  g_test_add ("/history/look", TestUi, "default", test_ui_set_up, test_look, test_ui_tear_down);
  g_test_add ("/history/together", TestUi, "default", test_ui_set_up, test_together, test_ui_tear_down);

  return g_test_run ();
}
