/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-report.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"
#include "zc-transfer-dialog.h"

static const char * const primaries[] = { "192.0.2.1", "2001:db8::1", NULL };
static const char * const name_servers[] = { "nscs.ui-dns.com", "nscs.ui-dns.de", NULL };

/* One open dialog and what became of it. */
typedef struct
{
  ZcSession *session;        /* (owned) */
  GPtrArray *items;          /* (owned) (element-type ZcZoneItem) */
  GCancellable *cancellable; /* (owned) */
  GAsyncResult *result;      /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->session = zc_test_window_new_session ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  /* The dialog is gone with its answer. */
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 0);

  g_clear_object (&self->result);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->session);
}

static ZcZoneItem *
add_item (Fixture    *self,
          const char *name)
{
  g_autoptr(ZcZone) zone = zc_test_report_new_zone (name, primaries, name_servers);
  ZcZoneItem *item = zc_zone_item_new (zone);

  g_ptr_array_add (self->items, item);

  return item;
}

/* Both primaries and both name servers answer well. */
static void
set_serials (ZcZoneItem *item,
             guint32     first_primary,
             guint32     second_primary,
             guint32     served)
{
  GPtrArray *rows = zc_test_report_new_rows ();
  g_autoptr(ZcSerialReport) report = NULL;

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, primaries[0], primaries[0], ZC_DNS_OUTCOME_OK, first_primary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, primaries[1], primaries[1], ZC_DNS_OUTCOME_OK, second_primary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, name_servers[0], "192.0.2.53", ZC_DNS_OUTCOME_OK, served);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, name_servers[1], "192.0.2.54", ZC_DNS_OUTCOME_OK, served);
  report = zc_serial_report_new (rows);
  zc_zone_item_set_report (item, report);
}

static GtkWindow *
open_dialog (Fixture *self)
{
  g_autoptr(GtkWindow) window = NULL;

  zc_transfer_dialog_run_async (NULL, self->session, self->items, self->cancellable, zc_test_keep_result_cb, &self->result);
  window = g_list_model_get_item (gtk_window_get_toplevels (), 0);
  g_assert_true (ZC_IS_TRANSFER_DIALOG (window));
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (window)));

  return window;
}

static void
press (GtkWindow  *window,
       const char *name)
{
  GtkWidget *button = zc_test_window_find (GTK_WIDGET (window), name);

  g_assert_true (GTK_IS_BUTTON (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
assert_cancelled (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  ZC_WAIT_UNTIL (self->result != NULL);
  g_assert_false (zc_transfer_dialog_run_finish (self->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_start_confirms_once (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  GtkWindow *window = NULL;

  set_serials (add_item (self, "example.com"), 8, 8, 7);
  window = open_dialog (self);
  g_assert_true (gtk_window_get_default_widget (window) == zc_test_window_find (GTK_WIDGET (window), "Start transfer"));
  g_assert_true (gtk_window_get_focus (window) == zc_test_window_find (GTK_WIDGET (window), "Start transfer"));
  g_assert_true (gtk_window_get_modal (window));
  press (window, "Start transfer");

  ZC_WAIT_UNTIL (self->result != NULL);
  g_assert_true (zc_transfer_dialog_run_finish (self->result, &error));
  g_assert_no_error (error);
}

static void
test_cancel_starts_nothing (Fixture       *self,
                            gconstpointer  data)
{
  set_serials (add_item (self, "example.com"), 8, 8, 7);
  press (open_dialog (self), "Cancel");
  assert_cancelled (self);
}

static void
test_closing_starts_nothing (Fixture       *self,
                             gconstpointer  data)
{
  set_serials (add_item (self, "example.com"), 8, 8, 7);
  gtk_window_close (open_dialog (self));
  assert_cancelled (self);
}

static void
test_cancellable_closes_it (Fixture       *self,
                            gconstpointer  data)
{
  set_serials (add_item (self, "example.com"), 8, 8, 7);
  open_dialog (self);
  g_cancellable_cancel (self->cancellable);
  assert_cancelled (self);
}

static void
assert_guarded (GtkWindow *window)
{
  GtkWidget *cancel = zc_test_window_find (GTK_WIDGET (window), "Cancel");

  g_assert_true (gtk_window_get_default_widget (window) == cancel);
  g_assert_true (gtk_window_get_focus (window) == cancel);
}

static void
test_known_warning_makes_cancel_the_default (Fixture       *self,
                                             gconstpointer  data)
{
  GtkWindow *window = NULL;

  set_serials (add_item (self, "example.com"), 2021102901, 2021102901, 2021122001);
  window = open_dialog (self);
  assert_guarded (window);
  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (window),
    "Your primary is behind: it has 2021102901, IONOS has the newer 2021122001, so it ignores the primary. Set the serial to "
    "2021122002 or higher."));
  /* It warns; it does not forbid. */
  press (window, "Start transfer");
  ZC_WAIT_UNTIL (self->result != NULL);
  g_assert_true (zc_transfer_dialog_run_finish (self->result, NULL));
}

static void
test_late_warning_holds_start_back (Fixture       *self,
                                    gconstpointer  data)
{
  ZcZoneItem *item = add_item (self, "example.com");
  GtkWindow *window = NULL;
  GtkWidget *start = NULL;
  gint64 began;

  set_serials (item, 8, 8, 7);
  window = open_dialog (self);
  start = zc_test_window_find (GTK_WIDGET (window), "Start transfer");
  g_assert_true (gtk_widget_is_sensitive (start));

  began = g_get_monotonic_time ();
  set_serials (item, 10, 12, 7);
  assert_guarded (window);
  g_assert_false (gtk_widget_is_sensitive (start));
  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (start));
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 900 * 1000);
  assert_guarded (window);

  /* The same warning again is no news. */
  set_serials (item, 10, 12, 7);
  g_assert_true (gtk_widget_is_sensitive (start));

  press (window, "Cancel");
  assert_cancelled (self);
}

/* What comes in while the dialog is open is real: nobody listens at these addresses of this computer. */
static void
test_answers_come_in_while_it_is_open (Fixture       *self,
                                       gconstpointer  data)
{
  static const char * const closed[] = { "127.0.0.2", NULL };
  static const char * const servers[] = { "127.0.0.3", NULL };
  g_autoptr(ZcZone) zone = zc_test_report_new_zone ("example.com", closed, servers);
  ZcZoneItem *item = zc_zone_item_new (zone);
  GtkWindow *window = NULL;
  GtkWidget *row = NULL;

  g_ptr_array_add (self->items, item);
  window = open_dialog (self);
  row = zc_test_window_find (GTK_WIDGET (window), "127.0.0.2");
  g_assert_true (ADW_IS_ACTION_ROW (row));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Being asked…");
  /* It never waits for the answers. */
  g_assert_true (gtk_widget_is_sensitive (zc_test_window_find (GTK_WIDGET (window), "Start transfer")));

  ZC_WAIT_UNTIL (zc_zone_item_get_report (item) != NULL);
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                                   "is closed as seen from this computer: AXFR needs TCP"));
  row = zc_test_window_find (GTK_WIDGET (window), "IONOS serves");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "No name server answered this computer with the zone");

  press (window, "Cancel");
  assert_cancelled (self);
}

static void
test_several_zones_are_listed (Fixture       *self,
                               gconstpointer  data)
{
  GtkWindow *window = NULL;

  set_serials (add_item (self, "a.example"), 8, 8, 7);
  set_serials (add_item (self, "a&b<i>.example"), 8, 8, 8);
  set_serials (add_item (self, "c.example"), 6, 6, 7);
  window = open_dialog (self);

  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (window), "a.example"));
  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (window), "a&b<i>.example"));
  assert_guarded (window);
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (
                                     zc_test_window_find (GTK_WIDGET (window), "1 of 3 zones has a warning"))),
                                   "c.example: Your primary is behind: it has 6, IONOS has the newer 7"));
  press (window, "Start transfer");
  ZC_WAIT_UNTIL (self->result != NULL);
  g_assert_true (zc_transfer_dialog_run_finish (self->result, NULL));
}

/* A zone that is not ready is no reason to be warned, and none to be kept from starting. */
static void
test_zone_that_is_not_ready_is_told (Fixture       *self,
                                     gconstpointer  data)
{
  g_autoptr(ZcZone) zone = zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_SECONDARY,
    .id = "1",
    .name = "a.example",
    .state = "PROVISIONING",
    .enabled = TRUE,
    .primary_ips = primaries,
    .name_servers = name_servers,
  });
  ZcZoneItem *item = zc_zone_item_new (zone);
  GtkWindow *window = NULL;

  g_ptr_array_add (self->items, item);
  set_serials (item, 8, 8, 7);
  window = open_dialog (self);
  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (window),
    "The state of the zone at IONOS is “Provisioning”; a transfer works when it is “Available”."));
  g_assert_true (gtk_window_get_default_widget (window) == zc_test_window_find (GTK_WIDGET (window), "Start transfer"));
  press (window, "Start transfer");
  ZC_WAIT_UNTIL (self->result != NULL);
  g_assert_true (zc_transfer_dialog_run_finish (self->result, NULL));
}

/* Nobody listens at the service's address, so the run is over soon. */
static void
test_running_transfer_is_waited_for (Fixture       *self,
                                     gconstpointer  data)
{
  static const char * const closed[] = { "127.0.0.2", NULL };
  static const char * const servers[] = { "127.0.0.3", NULL };
  g_autoptr(ZcZone) zone = zc_test_report_new_zone ("example.com", closed, servers);
  ZcZoneItem *item = zc_zone_item_new (zone);
  GtkWindow *window = NULL;
  ZcRun *run = NULL;

  g_ptr_array_add (self->items, item);
  run = zc_session_start_transfer (self->session, item, NULL);
  window = open_dialog (self);
  g_assert_true (zc_run_is_active (run));
  g_assert_false (gtk_widget_is_sensitive (zc_test_window_find (GTK_WIDGET (window), "Start transfer")));
  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (window),
    "A transfer of this zone is running. A new one can be started when it has ended."));

  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (zc_test_window_find (GTK_WIDGET (window), "Start transfer")));
  g_assert_false (zc_run_is_active (run));
  press (window, "Cancel");
  assert_cancelled (self);
}

static void
test_addresses_to_allow_can_be_copied (Fixture       *self,
                                       gconstpointer  data)
{
  GtkWindow *window = NULL;

  set_serials (add_item (self, "example.com"), 8, 8, 7);
  window = open_dialog (self);
  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (window), "Copy 212.227.123.25"));
  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (window), "Copy 2001:8d8:fe:53::5cd:25"));
  press (window, "Cancel");
  assert_cancelled (self);
}

static void
test_pictures (Fixture       *self,
               gconstpointer  data)
{
  ZcZoneItem *item = add_item (self, "example.com");
  GtkWindow *window = NULL;
  int height;

  set_serials (item, 2026112203, 2026112203, 2026112202);
  window = open_dialog (self);
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "transfer-dialog");
  height = gtk_widget_get_height (GTK_WIDGET (window));
  set_serials (item, 2026112203, 2026112205, 2026112202);
  /* What it has to say has room. */
  ZC_WAIT_UNTIL (gtk_widget_get_height (GTK_WIDGET (window)) > height);
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "transfer-dialog-warning");
  zc_test_ui_resize (window, 360, 560);
  g_object_set (zc_test_window_find_type (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW), "expanded", TRUE, NULL);
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "transfer-dialog-narrow");
  press (window, "Cancel");
  assert_cancelled (self);
}

static void
test_pictures_of_several_zones (Fixture       *self,
                                gconstpointer  data)
{
  GtkWindow *window = NULL;

  set_serials (add_item (self, "example.com"), 2026112203, 2026112203, 2026112202);
  set_serials (add_item (self, "shop.example.com"), 2026112201, 2026112201, 2026112201);
  set_serials (add_item (self, "legacy.example.org"), 2021102901, 2021102901, 2021122001);
  window = open_dialog (self);
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "transfer-dialog-several");
  press (window, "Cancel");
  assert_cancelled (self);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) application = NULL;

  zc_test_ui_init (&argc, &argv);
  application = zc_test_window_start ();

#define ADD(name, test) g_test_add ("/transfer-dialog/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("start-confirms-once", test_start_confirms_once);
  ADD ("cancel-starts-nothing", test_cancel_starts_nothing);
  ADD ("closing-starts-nothing", test_closing_starts_nothing);
  ADD ("cancellable-closes-it", test_cancellable_closes_it);
  ADD ("known-warning-makes-cancel-the-default", test_known_warning_makes_cancel_the_default);
  ADD ("late-warning-holds-start-back", test_late_warning_holds_start_back);
  ADD ("answers-come-in-while-it-is-open", test_answers_come_in_while_it_is_open);
  ADD ("several-zones-are-listed", test_several_zones_are_listed);
  ADD ("zone-that-is-not-ready-is-told", test_zone_that_is_not_ready_is_told);
  ADD ("running-transfer-is-waited-for", test_running_transfer_is_waited_for);
  ADD ("addresses-to-allow-can-be-copied", test_addresses_to_allow_can_be_copied);
  ADD ("pictures", test_pictures);
  ADD ("pictures-of-several-zones", test_pictures_of_several_zones);
#undef ADD

  return g_test_run ();
}
