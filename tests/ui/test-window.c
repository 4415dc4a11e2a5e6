/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-ui-common.h"
#include "zc-test-ui.h"
#include "zc-test.h"

/* Looking */

static void
test_first_run (TestUi        *ui,
                gconstpointer  scenario)
{
  g_assert_cmpint (zc_zones_page_get_kind (ui->page), ==, ZC_ZONE_KIND_PRIMARY);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "content") == 0);
  g_assert_cmpuint (test_ui_count_rows (ui), ==, 6);
  ZC_WAIT_UNTIL (g_str_equal (test_ui_get_status (ui), "6 primary zones, read just now"));

  g_assert_null (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Show secondary zones"));
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_WIDGET, "Name servers") != NULL);
  g_assert_null (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_WIDGET, "Primary IPs"));
}

static void
test_titles (TestUi        *ui,
             gconstpointer  scenario)
{
  const char *titles[] = { "Zone name", "Status", "Serial", "Primary IPs", "Last modified", "Description", "Actions" };

  test_ui_show_secondary (ui);
  zc_test_ui_settle (ui->window);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_test_message ("%s", titles[i]);
      g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_LABEL, titles[i]));
    }
}

static void
test_rows (TestUi        *ui,
           gconstpointer  scenario)
{
  test_ui_show_secondary (ui);
  test_ui_wait_for_serials (ui);
  zc_test_ui_resize (ui->window, 1040, 900);

  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_WIDGET, "example.com, Behind"));
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_WIDGET, "example.net, In sync"));
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_WIDGET, "new.example.org, Provisioning"));
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_BUTTON, "Start zone transfer of münchen.example"));
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->table), GTK_TYPE_BUTTON, "Details & Records of münchen.example"));
  ZC_WAIT_UNTIL (g_str_equal (test_ui_get_status (ui), "14 secondary zones, 7 need attention, checked just now"));
}

static void
test_accessible (TestUi        *ui,
                 gconstpointer  scenario)
{
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "content") == 0);
  zc_test_ui_assert_accessible (ui->window);

  test_ui_show_secondary (ui);
  test_ui_wait_for_serials (ui);
  zc_test_ui_assert_accessible (ui->window);

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.search", NULL);
  zc_test_ui_assert_accessible (ui->window);

  zc_test_ui_resize (ui->window, 360, 640);
  zc_test_ui_assert_accessible (ui->window);

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-view", "s", "transfers");
  zc_test_ui_assert_accessible (ui->window);
}

static void
test_about_and_shortcuts (TestUi        *ui,
                          gconstpointer  scenario)
{
  GtkWidget *window;

  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "about", NULL);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, "About") != NULL);
  window = GTK_WIDGET (test_ui_find_window (ui, "About"));
  g_assert_nonnull (zc_test_ui_find (window, GTK_TYPE_LABEL, "Zone Courier"));
  zc_test_ui_assert_accessible (GTK_WINDOW (window));
  gtk_window_close (GTK_WINDOW (window));

  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "shortcuts", NULL);
  window = GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (ui->window)));
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (window));
  g_assert_nonnull (zc_test_ui_find (window, GTK_TYPE_LABEL, "Find zones"));
  gtk_window_close (GTK_WINDOW (window));
}

/* Without zones */

static void
test_secondary_only (TestUi        *ui,
                     gconstpointer  scenario)
{
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "empty") == 0);
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "window-secondary-only");

  zc_test_ui_click (GTK_WIDGET (ui->window), "Show secondary zones");
  g_assert_cmpint (zc_zones_page_get_kind (ui->page), ==, ZC_ZONE_KIND_SECONDARY);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "content") == 0);
}

static void
test_empty (TestUi        *ui,
            gconstpointer  scenario)
{
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "empty") == 0);
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "No primary zones"));
  g_assert_null (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Show secondary zones"));

  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "empty") == 0);
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "No secondary zones"));
  zc_test_ui_screenshot (ui->window, "window-empty");
}

static void
test_no_match (TestUi        *ui,
               gconstpointer  scenario)
{
  GtkEditable *entry = test_ui_find_type (GTK_WIDGET (ui->page), GTK_TYPE_SEARCH_ENTRY);

  test_ui_show_secondary (ui);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.search", NULL);

  /* In all columns, whatever the case: this is a description. */
  gtk_editable_set_text (entry, "NIEDERLASSUNG");
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 1);
  g_assert_cmpstr (zc_zone_get_display_name (zc_zone_item_get_zone (test_ui_get_row (ui, 0))), ==, "münchen.example");
  test_ui_wait_for_serials (ui);
  ZC_WAIT_UNTIL (g_str_has_prefix (test_ui_get_status (ui), "1 of 14 secondary zones"));

  gtk_editable_set_text (entry, "no zone has this anywhere");
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "no-match") == 0);
  zc_test_ui_settle (ui->window);
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "No zones found"));
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "window-no-match");

  zc_test_ui_click (GTK_WIDGET (ui->window), "Show all zones");
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
}

/* Errors */

static void
add_fault (TestUi     *ui,
           const char *path,
           guint       status)
{
  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"status\",\"path\":\"%s\",\"status\":%u}", path, status);
}

static void
remove_faults (TestUi *ui)
{
  g_free (zc_test_sandbox_control (ui->sandbox, "DELETE", "faults", NULL));
}

static void
test_lists_fail_apart (gconstpointer scenario)
{
  TestUi ui = { NULL, };

  test_ui_forget ();
  ui.sandbox = zc_test_sandbox_start (scenario);
  add_fault (&ui, "/zones", 500);
  test_ui_open (&ui);

  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (&ui), "error") == 0);
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui.window), GTK_TYPE_LABEL, "Error inside IONOS Cloud DNS"));
  /* Whether there are primary zones is not known, so nobody is sent on to the secondary ones. */
  g_assert_null (zc_test_ui_find (GTK_WIDGET (ui.window), GTK_TYPE_BUTTON, "Show secondary zones"));
  zc_test_ui_assert_accessible (ui.window);
  zc_test_ui_screenshot (ui.window, "window-error");

  test_ui_show_secondary (&ui);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (&ui), "content") == 0);

  zc_zones_page_set_kind (ui.page, ZC_ZONE_KIND_PRIMARY);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (&ui), "error") == 0);
  remove_faults (&ui);
  zc_test_ui_click (GTK_WIDGET (ui.window), "Try again");
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (&ui), "content") == 0);

  test_ui_tear_down (&ui, scenario);
}

static void
test_failed_refresh_keeps_list (TestUi        *ui,
                                gconstpointer  scenario)
{
  const char *text = "Error inside IONOS Cloud DNS. The secondary zones are shown as they were read just now.";

  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);

  add_fault (ui, "/secondaryzones", 500);
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "refresh", NULL);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, text) != NULL);
  g_assert_cmpstr (test_ui_get_view (ui), ==, "content");
  g_assert_cmpuint (test_ui_count_rows (ui), ==, 14);
  zc_test_ui_assert_accessible (ui->window);

  remove_faults (ui);
  zc_test_ui_click (GTK_WIDGET (ui->window), "Try again");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, text) == NULL);
}

static void
test_refused_token (gconstpointer scenario)
{
  TestUi ui = { NULL, };

  test_ui_forget ();
  ui.sandbox = zc_test_sandbox_start (scenario);
  add_fault (&ui, "*", 401);
  test_ui_open (&ui);

  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (&ui), "error") == 0);
  /* Once in the page and once in the strip above everything, since it holds for everything. */
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui.page), GTK_TYPE_BUTTON, "Try again") != NULL);
  zc_test_ui_settle (ui.window);
  zc_test_ui_assert_accessible (ui.window);
  zc_test_ui_screenshot (ui.window, "window-refused-token");

  test_ui_tear_down (&ui, scenario);
}

static void
test_no_token (TestUi        *ui,
               gconstpointer  scenario)
{
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Welcome to Zone Courier") != NULL);
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Add account"));
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Try the demo"));
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "window-welcome");
}

/* What takes a while says so. */
static void
test_slow (TestUi        *ui,
           gconstpointer  scenario)
{
  g_assert_cmpstr (test_ui_get_view (ui), ==, "loading");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Reading the list of zones…") != NULL);
  zc_test_ui_assert_accessible (ui->window);
  ZC_WAIT_UNTIL (g_strcmp0 (test_ui_get_view (ui), "loading") != 0);
}

static void
test_demo_in_place (TestUi        *ui,
                    gconstpointer  scenario)
{
  zc_test_ui_click (GTK_WIDGET (ui->window), "Try the demo");
  ZC_WAIT_UNTIL (zc_application_get_session (ui->application) != NULL);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
  zc_test_ui_settle (ui->window);
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL,
                                     "Demo account: everything happens on this computer"));
  zc_test_ui_assert_accessible (ui->window);
}

static gboolean
is_open (TestUi     *ui,
         const char *id)
{
  return g_str_equal (zc_account_get_id (zc_session_get_account (zc_application_get_session (ui->application))), id);
}

/* What is told in a window of its own. */
static GtkWindow *
find_told (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_mapped (at->data))
      return at->data;

  return NULL;
}

/* Whoever has an account open and starts the demo gets it in the same program, and finds the account in the menu. */
static void
test_demo_beside_an_account (TestUi        *ui,
                             gconstpointer  scenario)
{
  GActionGroup *actions = G_ACTION_GROUP (ui->application);
  g_autofree char *id =
    g_strdup (zc_account_get_id (zc_session_get_account (zc_application_get_session (ui->application))));

  g_action_group_activate_action (actions, "start-demo", g_variant_new_string ("no-such-scenario"));
  ZC_WAIT_UNTIL (find_told () != NULL);
  g_assert_true (is_open (ui, id));
  gtk_window_close (find_told ());

  g_action_group_activate_action (actions, "demo", NULL);
  ZC_WAIT_UNTIL (is_open (ui, ZC_ACCOUNT_ID_DEMO));
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 6);
  g_action_group_activate_action (actions, "open-account", g_variant_new_string (id));
  ZC_WAIT_UNTIL (is_open (ui, id));
  /* It is not started a second time. */
  g_action_group_activate_action (actions, "demo", NULL);
  ZC_WAIT_UNTIL (is_open (ui, ZC_ACCOUNT_ID_DEMO));
}

static void
test_insecure_address (void)
{
  TestUi ui = { NULL, };

  g_setenv ("IONOS_TOKEN", "a-token", TRUE);
  g_setenv ("IONOS_API_URL_DNS", "http://192.0.2.1/", TRUE);
  test_ui_open (&ui);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui.window), GTK_TYPE_LABEL, "The API address is not secure") != NULL);
  g_unsetenv ("IONOS_API_URL_DNS");
  /* That is all of it: nothing is said twice. */
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (ui.window), GTK_TYPE_LABEL,
                                     "The token would travel to http://192.0.2.1/ unencrypted, so nothing was sent. Use an "
                                     "address that begins with https://."));
  /* The token is gone from the environment, so that no child process gets it. */
  g_assert_null (g_getenv ("IONOS_TOKEN"));
  zc_test_ui_screenshot (ui.window, "window-insecure");

  test_ui_tear_down (&ui, NULL);
}

/* Remembering */

static void
test_remembers (gconstpointer scenario)
{
  TestUi ui = { NULL, };
  ZcTestSandbox *sandbox = zc_test_sandbox_start (scenario);
  guint column;

  test_ui_forget ();
  ui.sandbox = sandbox;
  test_ui_open (&ui);
  test_ui_show_secondary (&ui);
  zc_zone_table_sort (ui.table, ZC_ZONE_COLUMN_STATUS, TRUE);
  zc_test_ui_resize (ui.window, 900, 600);
  gtk_window_close (ui.window);
  ui.sandbox = NULL;
  test_ui_tear_down (&ui, scenario);

  ui.sandbox = sandbox;
  test_ui_open (&ui);
  zc_test_ui_settle (ui.window);
  g_assert_cmpint (zc_zones_page_get_kind (ui.page), ==, ZC_ZONE_KIND_SECONDARY);
  g_object_get (ui.table, "sort-column", &column, NULL);
  g_assert_cmpuint (column, ==, ZC_ZONE_COLUMN_STATUS);
  g_assert_cmpint (gdk_surface_get_width (gtk_native_get_surface (GTK_NATIVE (ui.window))), ==, 900);

  test_ui_tear_down (&ui, scenario);
}

/* Pictures */

static void
shoot (TestUi     *ui,
       const char *name)
{
  const char *suffix = g_getenv ("ZC_TEST_SUFFIX");
  g_autofree char *full = g_strconcat (name, suffix, NULL);

  zc_test_ui_screenshot (ui->window, full);
}

static void
test_screenshots (TestUi        *ui,
                  gconstpointer  scenario)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  test_ui_show_secondary (ui);
  test_ui_wait_for_serials (ui);
  zc_test_ui_resize (ui->window, 1040, 680);
  test_ui_select (ui, "example.com");
  test_ui_select (ui, "campus.example.org");
  shoot (ui, "window");

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  shoot (ui, "window-dark");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  shoot (ui, "window-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);

  zc_test_ui_resize (ui->window, 760, 680);
  shoot (ui, "window-760");
  zc_test_ui_resize (ui->window, 560, 680);
  shoot (ui, "window-560");
  zc_test_ui_resize (ui->window, 360, 640);
  shoot (ui, "window-360");

  zc_zones_page_set_kind (ui->page, ZC_ZONE_KIND_PRIMARY);
  zc_test_ui_resize (ui->window, 1040, 680);
  shoot (ui, "window-primary");
}

/* The button to add an account is only in a window that is wide, and nothing else goes with it. */
static void
test_buttons_of_header (TestUi        *ui,
                        gconstpointer  scenario)
{
  for (guint i = 0; i < 3; i++)
    {
      zc_test_ui_resize (ui->window, 360, 640);
      ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Add account") == NULL);
      g_assert_true (zc_test_ui_is_drawn (ui->window, zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Refresh")));

      zc_test_ui_resize (ui->window, 1040, 680);
      ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Add account") != NULL);
      g_assert_true (zc_test_ui_is_drawn (ui->window, zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Add account")));
      g_assert_true (zc_test_ui_is_drawn (ui->window, zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Refresh")));
    }
}

int
main (int   argc,
      char *argv[])
{
  zc_test_ui_init (&argc, &argv);

  g_test_add ("/window/first-run-shows-primary-zones", TestUi, "default", test_ui_set_up, test_first_run,
              test_ui_tear_down);
  g_test_add ("/window/titles-of-columns", TestUi, "default", test_ui_set_up, test_titles, test_ui_tear_down);
  g_test_add ("/window/rows-are-named-by-zone-and-state", TestUi, "default", test_ui_set_up, test_rows,
              test_ui_tear_down);
  g_test_add ("/window/look/everything-has-a-name", TestUi, "default", test_ui_set_up, test_accessible,
              test_ui_tear_down);
  g_test_add ("/window/buttons-come-and-go-with-the-width", TestUi, "empty", test_ui_set_up, test_buttons_of_header,
              test_ui_tear_down);
  g_test_add ("/window/about-and-shortcuts", TestUi, "empty", test_ui_set_up, test_about_and_shortcuts,
              test_ui_tear_down);
  g_test_add ("/window/leads-to-secondary-zones-when-there-are-no-others", TestUi, "secondary-only", test_ui_set_up,
              test_secondary_only, test_ui_tear_down);
  g_test_add ("/window/no-zones-at-all", TestUi, "empty", test_ui_set_up, test_empty, test_ui_tear_down);
  g_test_add ("/window/search-in-all-columns", TestUi, "default", test_ui_set_up, test_no_match, test_ui_tear_down);
  g_test_add_data_func ("/window/one-list-fails-the-other-is-there", "default", test_lists_fail_apart);
  g_test_add ("/window/failed-refresh-keeps-the-list", TestUi, "default", test_ui_set_up,
              test_failed_refresh_keeps_list, test_ui_tear_down);
  g_test_add_data_func ("/window/refused-token", "default", test_refused_token);
  g_test_add ("/window/no-token", TestUi, NULL, test_ui_set_up, test_no_token, test_ui_tear_down);
  g_test_add ("/window/slow-service", TestUi, "slow", test_ui_set_up, test_slow, test_ui_tear_down);
  g_test_add ("/window/demo-beside-an-account", TestUi, "secondary-only", test_ui_set_up, test_demo_beside_an_account,
              test_ui_tear_down);
  g_test_add ("/window/demo-in-place", TestUi, NULL, test_ui_set_up, test_demo_in_place, test_ui_tear_down);
  g_test_add_func ("/window/insecure-address", test_insecure_address);
  g_test_add_data_func ("/window/remembers-kind-order-and-size", "default", test_remembers);
  g_test_add ("/window/look/screenshots", TestUi, "default", test_ui_set_up, test_screenshots, test_ui_tear_down);

  return g_test_run ();
}
