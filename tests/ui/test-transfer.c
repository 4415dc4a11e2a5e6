/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>

#include "test-ui-common.h"
#include "zc-test-ui.h"
#include "zc-test.h"

#define ZONE "example.com"
#define OTHER_ZONE "campus.example.org"
#define PUT_AXFR "/secondaryzones/*/axfr"
#define BEGUN "The zone transfer process has begun."
#define DIALOG "Start zone transfer"

static guint
count_starts (TestUi *ui)
{
  return zc_test_sandbox_count (ui->sandbox, "PUT", PUT_AXFR);
}

static gboolean
has_text (GtkWindow  *window,
          const char *text)
{
  return zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, text) != NULL;
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
load (TestUi *ui)
{
  test_ui_show_secondary (ui);
  test_ui_wait_for_serials (ui);
  zc_test_ui_resize (ui->window, 1040, 900);
}

static void
confirm (TestUi *ui)
{
  ZC_WAIT_UNTIL (test_ui_find_window (ui, DIALOG) != NULL);
  zc_test_ui_assert_accessible (test_ui_find_window (ui, DIALOG));
  g_assert_cmpuint (count_starts (ui), ==, 0);
  zc_test_ui_click (GTK_WIDGET (test_ui_find_window (ui, DIALOG)), "Start transfer");
}

/* From the confirmation to the proven end. */
static void
follow_to_the_end (TestUi    *ui,
                   GtkWindow *window)
{
  ZcZoneItem *item = find_item (ui, ZONE);
  GtkWidget *row;

  ZC_WAIT_UNTIL (has_text (window, BEGUN));
  g_assert_false (zc_zone_item_can_start_transfer (item));

  zc_test_ui_click (GTK_WIDGET (window), "Follow");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON,
                                  "Stop watching the transfer of " ZONE) != NULL);
  zc_test_ui_assert_accessible (ui->window);

  ZC_WAIT_UNTIL (!zc_run_is_active (zc_zone_item_get_run (item)));
  g_assert_cmpint (zc_run_get_state (zc_zone_item_get_run (item)), ==, ZC_RUN_STATE_DONE);
  zc_test_ui_settle (ui->window);
  row = zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_WIDGET, ZONE ", Done");
  g_assert_nonnull (row);
  g_assert_cmpuint (count_starts (ui), ==, 1);
  g_assert_cmpint (zc_test_sandbox_get_serial (ui->sandbox, ZONE, "nscs.ui-dns.biz"), ==,
                   zc_test_sandbox_get_serial (ui->sandbox, ZONE, "127.0.10.1"));
}

static void
test_from_row (TestUi        *ui,
               gconstpointer  scenario)
{
  load (ui);
  zc_test_ui_click (GTK_WIDGET (ui->window), "Start zone transfer of " ZONE);
  confirm (ui);
  follow_to_the_end (ui, ui->window);
  zc_test_ui_screenshot (ui->window, "transfers-done");
}

static void
test_from_toolbar (TestUi        *ui,
                   gconstpointer  scenario)
{
  GtkWidget *button;

  load (ui);
  button = zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Start zone transfer");
  g_assert_false (gtk_widget_is_sensitive (button));

  test_ui_select (ui, ZONE);
  zc_test_ui_click (GTK_WIDGET (ui->window), "Start zone transfer");
  confirm (ui);
  follow_to_the_end (ui, ui->window);
}

static void
test_from_details (TestUi        *ui,
                   gconstpointer  scenario)
{
  GtkWindow *details;

  load (ui);
  zc_test_ui_click (GTK_WIDGET (ui->window), "Details & Records of " ZONE);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, ZONE) != NULL);
  details = test_ui_find_window (ui, ZONE);
  zc_test_ui_assert_accessible (details);

  /* A second window of the same zone would show nothing new. */
  zc_application_show_item (ui->application, find_item (ui, ZONE));
  g_assert_true (test_ui_find_window (ui, ZONE) == details);

  zc_test_ui_click (GTK_WIDGET (details), "Start zone transfer");
  confirm (ui);
  ZC_WAIT_UNTIL (has_text (details, BEGUN) || has_text (ui->window, BEGUN));
  follow_to_the_end (ui, has_text (details, BEGUN) ? details : ui->window);
}

static void
test_by_action (TestUi        *ui,
                gconstpointer  scenario)
{
  /* The action may come before the lists were read, and in the other spelling. */
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "start-zone-transfer",
                                  g_variant_new_string ("EXAMPLE.com."));
  confirm (ui);
  test_ui_show_secondary (ui);
  follow_to_the_end (ui, ui->window);
}

static void
test_by_action_not_possible (TestUi        *ui,
                             gconstpointer  scenario)
{
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "start-zone-transfer",
                                  g_variant_new_string ("not-there.example"));
  ZC_WAIT_UNTIL (has_text (ui->window, "The account has no zone not-there.example"));

  /* A part of a name is not the name. */
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "show-zone", g_variant_new_string ("xample.com"));
  ZC_WAIT_UNTIL (!has_text (ui->window, "The account has no zone not-there.example") ||
                 has_text (ui->window, "The account has no zone xample.com"));

  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "start-zone-transfer",
                                  g_variant_new_string ("example.de"));
  zc_test_ui_settle (ui->window);
  g_assert_null (test_ui_find_window (ui, DIALOG));
  g_assert_cmpuint (count_starts (ui), ==, 0);
}

static void
test_cancel (TestUi        *ui,
             gconstpointer  scenario)
{
  load (ui);
  zc_test_ui_click (GTK_WIDGET (ui->window), "Start zone transfer of " ZONE);
  ZC_WAIT_UNTIL (test_ui_find_window (ui, DIALOG) != NULL);

  /* While the question is open, a second one is not asked. */
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "start-zone-transfer",
                                  g_variant_new_string (OTHER_ZONE));
  zc_test_ui_settle (ui->window);

  zc_test_ui_click (GTK_WIDGET (test_ui_find_window (ui, DIALOG)), "Cancel");
  ZC_WAIT_UNTIL (test_ui_find_window (ui, DIALOG) == NULL);
  zc_test_ui_settle (ui->window);
  g_assert_cmpuint (count_starts (ui), ==, 0);
  g_assert_false (has_text (ui->window, BEGUN));
  g_assert_true (zc_zone_item_can_start_transfer (find_item (ui, ZONE)));
}

static void
test_several (TestUi        *ui,
              gconstpointer  scenario)
{
  load (ui);
  test_ui_select (ui, ZONE);
  test_ui_select (ui, OTHER_ZONE);
  zc_test_ui_click (GTK_WIDGET (ui->window), "Start zone transfer");
  confirm (ui);

  ZC_WAIT_UNTIL (has_text (ui->window, BEGUN));
  ZC_WAIT_UNTIL (!zc_session_has_active_runs (zc_application_get_session (ui->application)));
  g_assert_cmpuint (count_starts (ui), ==, 2);
  g_assert_cmpint (zc_zone_item_get_health (find_item (ui, ZONE)), ==, ZC_ZONE_HEALTH_IN_SYNC);
  g_assert_cmpint (zc_zone_item_get_health (find_item (ui, OTHER_ZONE)), ==, ZC_ZONE_HEALTH_IN_SYNC);
}

static void
test_not_twice (TestUi        *ui,
                gconstpointer  scenario)
{
  load (ui);
  zc_test_sandbox_post (ui->sandbox, "hold", "{\"server\":\"nscs.ui-dns.biz\"}");
  zc_test_ui_click (GTK_WIDGET (ui->window), "Start zone transfer of " ZONE);
  confirm (ui);
  ZC_WAIT_UNTIL (has_text (ui->window, BEGUN));

  g_assert_false (gtk_widget_is_sensitive (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON,
                                                            "Start zone transfer of " ZONE)));
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "start-zone-transfer", g_variant_new_string (ZONE));
  zc_test_ui_settle (ui->window);
  g_assert_null (test_ui_find_window (ui, DIALOG));
  g_assert_cmpuint (count_starts (ui), ==, 1);

  ZC_WAIT_UNTIL (zc_run_get_state (zc_zone_item_get_run (find_item (ui, ZONE))) == ZC_RUN_STATE_PROPAGATING);
  zc_test_ui_resize (ui->window, 1040, 680);
  zc_test_ui_screenshot (ui->window, "window-propagating");

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-view", "s", "transfers");
  zc_test_ui_settle (ui->window);
  zc_test_ui_screenshot (ui->window, "transfers");
  zc_test_ui_resize (ui->window, 360, 640);
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "transfers-360");

  zc_test_ui_click (GTK_WIDGET (ui->window), "Stop watching the transfer of " ZONE);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_WIDGET, ZONE ", Stopped watching") != NULL);
}

/* Nothing has begun that the service did not accept. */
static void
test_refused (TestUi        *ui,
              gconstpointer  scenario)
{
  load (ui);
  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"status\",\"method\":\"PUT\",\"path\":\"*\",\"status\":403}");
  zc_test_ui_click (GTK_WIDGET (ui->window), "Start zone transfer of " ZONE);
  confirm (ui);

  ZC_WAIT_UNTIL (has_text (ui->window, "The transfer of " ZONE " was not started"));
  g_assert_false (has_text (ui->window, BEGUN));
  zc_test_ui_click (GTK_WIDGET (ui->window), "Why?");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_WIDGET, ZONE ", Failed") != NULL);
  g_assert_cmpuint (count_starts (ui), ==, 1);
  g_assert_false (has_text (ui->window, BEGUN));
}

/* The program goes on without a window as long as something is to be watched. */
static void
test_outlives_window (TestUi        *ui,
                      gconstpointer  scenario)
{
  ZcRun *run;

  load (ui);
  zc_test_sandbox_post (ui->sandbox, "hold", "{\"server\":\"nscs.ui-dns.biz\"}");
  zc_test_ui_click (GTK_WIDGET (ui->window), "Start zone transfer of " ZONE);
  confirm (ui);
  ZC_WAIT_UNTIL (has_text (ui->window, BEGUN));
  run = zc_zone_item_get_run (find_item (ui, ZONE));

  gtk_window_close (ui->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (ui->application)));
  g_assert_true (zc_run_is_active (run));

  /* Nor does the end of the desktop session give up what the next start shall pick up. */
  raise (SIGTERM);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (zc_run_is_active (run));

  zc_test_sandbox_post (ui->sandbox, "release", "{\"server\":\"nscs.ui-dns.biz\"}");
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpint (zc_run_get_state (run), ==, ZC_RUN_STATE_DONE);
  g_assert_cmpuint (count_starts (ui), ==, 1);
}

static int
get_check_minutes (ZcSession *session)
{
  GSource *source = g_main_context_find_source_by_user_data (NULL, session);
  gint64 left_us;

  if (source == NULL)
    return 0;

  left_us = g_source_get_ready_time (source) - g_get_monotonic_time ();

  return (int) ((left_us + 30 * G_USEC_PER_SEC) / (60 * G_USEC_PER_SEC));
}

/* All zones are looked at as often as the setting says, which may be changed at any time. */
static void
test_check_interval (TestUi        *ui,
                     gconstpointer  scenario)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.zonecourier.ZoneCourier");
  g_autoptr(ZcSecret) token = zc_secret_new ("a.b.c");
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (1, "127.0.0.1@1", &error);
  g_autoptr(ZcAccount) account = NULL;
  ZcSession *session;

  g_assert_no_error (error);
  account = zc_account_new ("Nobody", "http://127.0.0.1:1", token, config, FALSE);
  zc_application_open_account (ui->application, account);
  session = zc_application_get_session (ui->application);

  g_assert_cmpint (get_check_minutes (session), ==, 60);
  g_settings_set_int (settings, "check-interval-minutes", 15);
  ZC_WAIT_UNTIL (get_check_minutes (session) == 15);
  /* What another program stored may be too short. */
  g_settings_set_int (settings, "check-interval-minutes", 1);
  ZC_WAIT_UNTIL (get_check_minutes (session) == 5);
  g_settings_set_int (settings, "check-interval-minutes", 0);
  ZC_WAIT_UNTIL (get_check_minutes (session) == 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *quick = NULL;

  zc_test_ui_init (&argc, &argv);
  quick = g_test_build_filename (G_TEST_DIST, "data", "quick.scenario", NULL);

#define ADD(name, scenario, test) g_test_add ("/transfer/" name, TestUi, scenario, test_ui_set_up, test, test_ui_tear_down)
  ADD ("from-a-row", "default", test_from_row);
  ADD ("from-the-toolbar", "default", test_from_toolbar);
  ADD ("from-details", "default", test_from_details);
  ADD ("by-action", "default", test_by_action);
  ADD ("by-action-of-what-cannot-be", quick, test_by_action_not_possible);
  ADD ("cancelled", quick, test_cancel);
  ADD ("of-several-zones", quick, test_several);
  ADD ("never-twice-at-once", quick, test_not_twice);
  ADD ("refused-by-the-service", quick, test_refused);
  ADD ("outlives-the-window", quick, test_outlives_window);
  ADD ("check-interval", NULL, test_check_interval);
#undef ADD

  return g_test_run ();
}
