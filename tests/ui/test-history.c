/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "test-ui-common.h"
#include "zc-problem-bar.h"
#include "zc-run-list.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"
#include "zc-timeline-picture.h"
#include "zc-zones-page.h"

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
  test_ui_close (ui);
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
  ZcRunList *list;
  gboolean in_zones;

  transfer (ui, ZONE);
  transfer (ui, OTHER_ZONE);
  show_transfers (ui);
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") != NULL && find (ui->window, OTHER_ZONE ", Done") != NULL);

  search (ui, "CAMPUS");
  /* It is the search of this view alone. */
  g_object_get (test_ui_find_type (GTK_WIDGET (ui->window), ZC_TYPE_ZONES_PAGE), "search-mode-enabled", &in_zones, NULL);
  g_assert_false (in_zones);
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") == NULL);
  g_assert_nonnull (find (ui->window, OTHER_ZONE ", Done"));

  /* The words stay in the entry when the history is read anew, and so does what they leave out. */
  list = test_ui_find_type (GTK_WIDGET (ui->window), ZC_TYPE_RUN_LIST);
  zc_run_list_set_session (list, NULL, NULL);
  zc_run_list_set_session (list, zc_application_get_session (ui->application), NULL);
  ZC_WAIT_UNTIL (find (ui->window, "1 past transfer") != NULL);
  g_assert_nonnull (find (ui->window, OTHER_ZONE ", Done"));
  g_assert_null (find (ui->window, ZONE ", Done"));

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

/* Saving, from the menu to the file */

/* The dialog reads the folder that it shows first, and shows no other one before that. */
static gboolean
is_in_a_folder (GtkFileChooser *chooser)
{
  g_autoptr(GFile) folder = gtk_file_chooser_get_current_folder (chooser);

  return folder != NULL;
}

/* The items of the menu can be pressed once something is kept. */
static GtkWidget *
find_item_to_press (GtkWidget  *popover,
                    const char *label)
{
  GtkWidget *item = zc_test_ui_find (popover, GTK_TYPE_WIDGET, label);

  return item != NULL && gtk_widget_is_sensitive (item) ? item : NULL;
}

static void
save (TestUi     *ui,
      const char *label,
      GFile      *file)
{
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  GtkWidget *menu_button = test_ui_find_type (test_ui_find_type (GTK_WIDGET (ui->window), ZC_TYPE_RUN_LIST),
                                              GTK_TYPE_MENU_BUTTON);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu_button)));
  GtkFileChooser *chooser = NULL;
  g_autoptr(GFile) chosen = NULL;

  gtk_menu_button_popup (GTK_MENU_BUTTON (menu_button));
  ZC_WAIT_UNTIL (find_item_to_press (popover, label) != NULL);
  g_signal_emit_by_name (find_item_to_press (popover, label), "clicked");

  /* Without a portal the dialog is GTK's own. */
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Save history") != NULL);
  chooser = GTK_FILE_CHOOSER (test_ui_find_window (ui, "Save history"));
  ZC_WAIT_UNTIL (is_in_a_folder (chooser));
  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  gtk_file_chooser_set_current_name (chooser, name);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_object (&chosen);
      chosen = gtk_file_chooser_get_file (chooser);
    }
  while (chosen == NULL || !g_file_equal (chosen, file));
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
}

static guint
count_in (GFile      *file,
          const char *text)
{
  g_autofree char *contents = NULL;
  guint n_found = 0;

  if (!g_file_load_contents (file, NULL, &contents, NULL, NULL, NULL))
    return 0;
  for (const char *at = strstr (contents, text); at != NULL; at = strstr (at + 1, text))
    n_found++;

  return n_found;
}

static void
test_save (TestUi        *ui,
           gconstpointer  scenario)
{
  g_autofree char *folder = g_dir_make_tmp ("zc-history-XXXXXX", NULL);
  g_autoptr(GFile) csv = g_file_new_build_filename (folder, "all transfers.csv", NULL);
  g_autoptr(GFile) json = g_file_new_build_filename (folder, "transfers.json", NULL);

  transfer (ui, ZONE);
  transfer (ui, OTHER_ZONE);
  show_transfers (ui);
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") != NULL && find (ui->window, OTHER_ZONE ", Done") != NULL);

  save (ui, "Save as CSV…", csv);
  ZC_WAIT_UNTIL (find (ui->window, "2 transfers saved") != NULL);
  g_assert_cmpuint (count_in (csv, ZONE), ==, 1);
  g_assert_cmpuint (count_in (csv, OTHER_ZONE), ==, 1);
  g_assert_cmpuint (count_in (csv, zc_test_sandbox_get_token (ui->sandbox)), ==, 0);

  save (ui, "Save as JSON…", json);
  ZC_WAIT_UNTIL (count_in (json, OTHER_ZONE) > 0);
  g_assert_cmpuint (count_in (json, "\"" ZONE "\""), ==, 1);
  g_assert_cmpuint (count_in (json, zc_test_sandbox_get_token (ui->sandbox)), ==, 0);

  g_file_delete (csv, NULL, NULL);
  g_file_delete (json, NULL, NULL);
  g_rmdir (folder);
}

static GtkWidget *
find_toast (GtkWidget *root)
{
  if (g_str_equal (gtk_widget_get_css_name (root), "toast"))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *toast = find_toast (child);

      if (toast != NULL)
        return toast;
    }

  return NULL;
}

/* One toast is shown at a time: what was said before has been read. */
static gboolean
says (TestUi     *ui,
      const char *text)
{
  GtkWidget *toast = find_toast (GTK_WIDGET (ui->window));

  if (toast == NULL)
    return FALSE;
  if (zc_test_ui_find (toast, GTK_TYPE_LABEL, text) != NULL)
    return TRUE;

  g_signal_emit_by_name (gtk_widget_get_last_child (toast), "clicked");

  return FALSE;
}

/* One failure stops no other transfer, and what was confirmed together is told in one line. */
static void
test_one_of_many_fails (TestUi        *ui,
                        gconstpointer  scenario)
{
  static const char * const names[] = { ZONE, OTHER_ZONE, "shop.example.com", "mail.example.net" };
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  test_ui_show_secondary (ui);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (items, g_object_ref (find_item (ui, names[i])));
  zc_test_sandbox_post (ui->sandbox, "faults",
                        "{\"kind\":\"status\",\"method\":\"PUT\",\"path\":\"/secondaryzones/%s/axfr\",\"status\":409}",
                        zc_zone_get_id (zc_zone_item_get_zone (find_item (ui, "shop.example.com"))));
  zc_test_sandbox_post (ui->sandbox, "hold", "{\"server\":\"nscs.ui-dns.biz\"}");
  zc_application_start_transfers (ui->application, ui->window, items);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "Start zone transfer") != NULL);
  zc_test_ui_click (GTK_WIDGET (test_ui_find_window (ui, "Start zone transfer")), "Start transfer");
  show_transfers (ui);
  zc_test_ui_resize (ui->window, 1040, 980);

  /* Whoever looks at the window is told there and gets no notification. No window manager gives the focus back here. */
  gtk_window_present (ui->window);
  ZC_WAIT_UNTIL (gtk_window_is_active (ui->window));
  ZC_WAIT_UNTIL (find (ui->window, "shop.example.com, Failed") != NULL);
  g_assert_nonnull (find (ui->window, "0 of 4 done, 1 failed"));
  zc_test_sandbox_post (ui->sandbox, "release", "{\"server\":\"nscs.ui-dns.biz\"}");
  ZC_WAIT_UNTIL (find (ui->window, ZONE ", Done") != NULL && find (ui->window, OTHER_ZONE ", Done") != NULL &&
                 find (ui->window, "mail.example.net, Done") != NULL);
  g_assert_cmpuint (zc_test_sandbox_count (ui->sandbox, "PUT", "/secondaryzones/*/axfr"), ==, G_N_ELEMENTS (names));
  ZC_WAIT_UNTIL (says (ui, "4 transfers: 3 Done, 1 Failed"));
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "history-one-failed");
  ZC_WAIT_UNTIL (find (ui->window, "Progress of the transfers started together") == NULL);
}

/* What was picked up after a restart is told once, not whenever its account is opened again. */
static void
test_picked_up_is_told_once (TestUi        *ui,
                             gconstpointer  scenario)
{
  g_autoptr(ZcAccount) account = NULL;
  const char *nobody = "There is no account “nobody”.";
  g_autoptr(GError) error = NULL;
  ZcRun *run;

  zc_test_sandbox_post (ui->sandbox, "hold", "{\"server\":\"nscs.ui-dns.biz\"}");
  ZC_WAIT_UNTIL (zc_session_find_zone (zc_application_get_session (ui->application), ZONE) != NULL);
  run = zc_session_start_transfer (zc_application_get_session (ui->application), find_item (ui, ZONE), &error);
  g_assert_no_error (error);
  ZC_WAIT_UNTIL (zc_run_was_accepted (run));
  start_again (ui);
  ZC_WAIT_UNTIL (find (ui->window, "Watching 1 transfer again after a restart") != NULL);
  zc_test_ui_click (GTK_WIDGET (ui->window), "Follow");
  ZC_WAIT_UNTIL (find (ui->window, "Watching 1 transfer again after a restart") == NULL);

  account = g_object_ref (zc_session_get_account (zc_application_get_session (ui->application)));
  zc_application_open_account (ui->application, account);
  g_assert_true (zc_session_has_active_runs (zc_application_get_session (ui->application)));
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "open-named-account", g_variant_new_string ("nobody"));
  /* Messages are shown one after the other, in the order in which they came. */
  ZC_WAIT_UNTIL (find (ui->window, nobody) != NULL || find (ui->window, "Watching 1 transfer again after a restart") != NULL);
  g_assert_nonnull (find (ui->window, nobody));
}

/* What the store has to say is said where its transfers are, until it was read. */
static void
test_notice (TestUi        *ui,
             gconstpointer  scenario)
{
  g_autofree char *path = zc_store_dup_default_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(ZcSecret) token = zc_secret_new ("a.b.c");
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (1, "127.0.0.1@1", &error);
  g_autoptr(ZcAccount) account = NULL;
  GtkWidget *bar;

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "This is no database, though it is long enough to be looked at as one.", -1, NULL));
  account = zc_account_new_full (ZC_ACCOUNT_KIND_ENVIRONMENT, "notice", "Nobody", "http://127.0.0.1:1", token, config);
  zc_application_open_account (ui->application, account);
  show_transfers (ui);

  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), ZC_TYPE_PROBLEM_BAR, NULL) != NULL &&
                 zc_store_get_notice (zc_session_get_store (zc_application_get_session (ui->application))) != NULL);
  bar = zc_test_ui_find (test_ui_find_type (GTK_WIDGET (ui->window), ZC_TYPE_RUN_LIST), ZC_TYPE_PROBLEM_BAR, NULL);
  ZC_WAIT_UNTIL (zc_test_ui_find (bar, GTK_TYPE_BUTTON, "Hide") != NULL);
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "history-notice");
  zc_test_ui_click (bar, "Hide");
  ZC_WAIT_UNTIL (zc_test_ui_find (bar, GTK_TYPE_BUTTON, "Hide") == NULL);
  g_assert_null (zc_store_get_notice (zc_session_get_store (zc_application_get_session (ui->application))));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *quick = NULL;

  zc_test_ui_init (&argc, &argv);
  quick = g_test_build_filename (G_TEST_DIST, "data", "quick.scenario", NULL);

#define ADD(name, scenario, test) g_test_add ("/history/" name, TestUi, scenario, test_ui_set_up, test, test_ui_tear_down)
  ADD ("survives-the-program", "default", test_survives);
  ADD ("picked-up-is-told-once", "default", test_picked_up_is_told_once);
  ADD ("search", quick, test_search);
  ADD ("delete", quick, test_delete);
  ADD ("of-a-zone", quick, test_of_zone);
  ADD ("look", "default", test_look);
  ADD ("together", quick, test_together);
  ADD ("save", quick, test_save);
  ADD ("one-of-many-fails", quick, test_one_of_many_fails);
  ADD ("notice", NULL, test_notice);
#undef ADD

  return g_test_run ();
}
