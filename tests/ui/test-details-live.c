/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-ui-common.h"

#include <string.h>

#include "zc-details-page.h"
#include "zc-record-list.h"
#include "zc-records-page.h"
#include "zc-server-view.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"

/* The one window of a zone over a real sandbox: what it shows comes from real name servers. */

static GtkWindow *
show_zone (TestUi     *self,
           const char *name)
{
  const char *title = NULL;
  ZcZoneItem *item = NULL;

  test_ui_show_secondary (self);
  item = zc_session_find_zone (zc_application_get_session (self->application), name);
  g_assert_nonnull (item);
  title = zc_zone_get_display_name (zc_zone_item_get_zone (item));
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "show-zone", g_variant_new_string (name));
  ZC_WAIT_UNTIL (test_ui_find_window (self, title) != NULL);
  ZC_WAIT_UNTIL (zc_zone_item_get_report (item) != NULL && zc_server_view_is_thorough (zc_zone_item_get_report (item)));

  return test_ui_find_window (self, title);
}

static const char *
get_subtitle (GtkWindow  *window,
              const char *title)
{
  GtkWidget *row = zc_test_window_find (GTK_WIDGET (window), title);

  g_assert_true (ADW_IS_ACTION_ROW (row));

  return adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
}

static void
test_servers_and_records (TestUi        *self,
                          gconstpointer  data)
{
  GtkWindow *window = show_zone (self, "partner.example.org");
  ZcRecordsPage *page = test_ui_find_type (GTK_WIDGET (window), ZC_TYPE_RECORDS_PAGE);

  g_assert_true (g_str_has_prefix (get_subtitle (window, "127.0.10.2"), "Serial "));
  g_assert_nonnull (strstr (get_subtitle (window, "127.0.10.2"), "UDP and TCP answer"));
  g_assert_nonnull (strstr (get_subtitle (window, "nscs.ui-dns.com"), "older than on the primary"));
  ZC_WAIT_UNTIL (strstr (get_subtitle (window, "127.0.10.2"), "IONOS reports: ") != NULL);
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "details-live");

  /* Records are read when they are looked at. */
  g_assert_cmpint (zc_record_list_get_load_state (zc_records_page_get_list (page)), ==, ZC_LOAD_STATE_EMPTY);
  gtk_widget_activate_action (GTK_WIDGET (window), "details.show-page", "s", "records");
  ZC_WAIT_UNTIL (g_list_model_get_n_items (zc_records_page_get_shown (page)) > 5);
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "records-live");
}

static void
test_transfer_from_the_window (TestUi        *self,
                               gconstpointer  data)
{
  GtkWindow *window = show_zone (self, "example.com");
  GtkWindow *dialog = NULL;
  ZcZoneItem *item = zc_session_find_zone (zc_application_get_session (self->application), "example.com");

  zc_test_ui_click (GTK_WIDGET (window), "Start zone transfer");
  ZC_WAIT_UNTIL ((dialog = test_ui_find_window (self, "Start zone transfer")) != NULL);
  g_assert_true (gtk_window_get_transient_for (dialog) == window);
  g_assert_cmpuint (zc_test_sandbox_count (self->sandbox, "PUT", "/secondaryzones/*/axfr*"), ==, 0);
  zc_test_ui_assert_accessible (dialog);
  zc_test_ui_screenshot (dialog, "transfer-dialog-live");
  zc_test_ui_click (GTK_WIDGET (dialog), "Start transfer");

  ZC_WAIT_UNTIL (zc_zone_item_get_run (item) != NULL);
  ZC_WAIT_UNTIL (zc_run_get_state (zc_zone_item_get_run (item)) == ZC_RUN_STATE_PROPAGATING);
  g_assert_false (gtk_widget_is_sensitive (zc_test_window_find (GTK_WIDGET (window), "Start zone transfer")));
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "details-transferring");

  ZC_WAIT_UNTIL (!zc_run_is_active (zc_zone_item_get_run (item)));
  g_assert_cmpint (zc_run_get_state (zc_zone_item_get_run (item)), ==, ZC_RUN_STATE_DONE);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, "Done") != NULL);
  g_assert_true (g_str_has_suffix (get_subtitle (window, "127.0.10.1"), "IONOS reports: Ok"));
  g_assert_cmpuint (zc_test_sandbox_count (self->sandbox, "PUT", "/secondaryzones/*/axfr*"), ==, 1);
  zc_test_ui_screenshot (window, "details-done");
}

/* The application's action knows which window is asked. */
static void
test_refresh_is_about_the_zone (TestUi        *self,
                                gconstpointer  data)
{
  GtkWindow *window = show_zone (self, "example.net");
  ZcZoneItem *item = zc_session_find_zone (zc_application_get_session (self->application), "example.net");
  ZcSerialReport *report = zc_zone_item_get_report (item);
  ZcZoneList *list = zc_session_get_zone_list (zc_application_get_session (self->application), ZC_ZONE_KIND_SECONDARY);
  GDateTime *loaded = zc_zone_list_get_loaded (list);

  g_assert_true (gtk_application_get_active_window (GTK_APPLICATION (self->application)) == window);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "refresh", NULL);
  ZC_WAIT_UNTIL (zc_zone_item_get_report (item) != report);
  g_assert_false (zc_zone_list_is_busy (list));
  g_assert_true (zc_zone_list_get_loaded (list) == loaded);
}

/* A primary zone has no primaries that could be asked: what is known of it is what the service says. */
static void
test_refresh_reads_a_primary_zone_anew (TestUi        *self,
                                        gconstpointer  data)
{
  ZcZoneList *list = zc_session_get_zone_list (zc_application_get_session (self->application), ZC_ZONE_KIND_PRIMARY);
  g_autoptr(GDateTime) loaded = NULL;

  ZC_WAIT_UNTIL (zc_zone_list_get_loaded (list) != NULL && !zc_zone_list_is_busy (list));
  loaded = g_date_time_ref (zc_zone_list_get_loaded (list));
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "show-zone", g_variant_new_string ("example.de"));
  ZC_WAIT_UNTIL (test_ui_find_window (self, "example.de") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (test_ui_find_window (self, "example.de")), "details.refresh", NULL);
  ZC_WAIT_UNTIL (zc_zone_list_get_loaded (list) != loaded);
}

/* What IONOS reported earlier is not shown as if it had been reported just now. */
static void
test_old_reports_tell_their_age (TestUi        *self,
                                 gconstpointer  data)
{
  GtkWindow *window = show_zone (self, "partner.example.org");
  GtkWidget *page = test_ui_find_type (GTK_WIDGET (window), ZC_TYPE_DETAILS_PAGE);

  ZC_WAIT_UNTIL (strstr (get_subtitle (window, "127.0.10.2"), "IONOS reports: ") != NULL);
  g_assert_null (strstr (get_subtitle (window, "127.0.10.2"), "Last read: "));
  zc_test_sandbox_post (self->sandbox, "faults", "{\"kind\":\"status\",\"method\":\"GET\","
                        "\"path\":\"/secondaryzones/*/axfr\",\"status\":403}");
  zc_details_page_check (ZC_DETAILS_PAGE (page));
  ZC_WAIT_UNTIL (strstr (get_subtitle (window, "127.0.10.2"), "Last read: ") != NULL);
  g_assert_nonnull (strstr (get_subtitle (window, "127.0.10.2"), "IONOS reports: "));
  zc_test_ui_screenshot (window, "details-old-reports");

  g_free (zc_test_sandbox_control (self->sandbox, "DELETE", "faults", NULL));
  zc_details_page_check (ZC_DETAILS_PAGE (page));
  ZC_WAIT_UNTIL (strstr (get_subtitle (window, "127.0.10.2"), "Last read: ") == NULL);
}

static void
test_zone_that_is_gone_is_told (TestUi        *self,
                                gconstpointer  data)
{
  GtkWindow *window = show_zone (self, "shop.example.com");
  GtkWidget *start = zc_test_window_find (GTK_WIDGET (window), "Start zone transfer");

  g_assert_true (gtk_widget_is_sensitive (start));
  zc_test_sandbox_post (self->sandbox, "delete", "{\"zone\":\"shop.example.com\"}");
  zc_session_refresh (zc_application_get_session (self->application));

  ZC_WAIT_UNTIL (!gtk_widget_is_sensitive (start));
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, "This zone is no longer in the account") != NULL);
}

int
main (int    argc,
      char **argv)
{
  zc_test_ui_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/details-live/" name, TestUi, "default", test_ui_set_up, test, test_ui_tear_down)
  ADD ("servers-and-records", test_servers_and_records);
  ADD ("transfer-from-the-window", test_transfer_from_the_window);
  ADD ("refresh-is-about-the-zone", test_refresh_is_about_the_zone);
  ADD ("refresh-reads-a-primary-zone-anew", test_refresh_reads_a_primary_zone_anew);
  ADD ("old-reports-tell-their-age", test_old_reports_tell_their_age);
  ADD ("zone-that-is-gone-is-told", test_zone_that_is_gone_is_told);
#undef ADD

  return g_test_run ();
}
