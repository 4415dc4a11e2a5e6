/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-details-page.h"
#include "zc-details-window.h"
#include "zc-test-report.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"

static const char * const primaries[] = { "192.0.2.1", "2001:db8::1", NULL };
static const char * const name_servers[] = { "nscs.ui-dns.com", "nscs.ui-dns.de", "nscs.ui-dns.org", "nscs.ui-dns.biz", NULL };

/* Addresses of this computer at which nobody listens. */
static const char * const closed_primaries[] = { "127.0.0.2", NULL };
static const char * const closed_name_servers[] = { "127.0.0.3", NULL };

typedef struct
{
  AdwApplication *application;
  ZcSession *session; /* (owned) */
  ZcZoneItem *item;   /* (owned) (nullable) */
  GtkWindow *window;  /* (unowned) (nullable) */
  char *started;      /* (owned) (nullable): the zone that was to be transferred */
} Fixture;

static void
start_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  Fixture *self = data;

  g_assert_null (self->started);
  self->started = g_variant_dup_string (parameter, NULL);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GSimpleAction) action = g_simple_action_new ("start-zone-transfer", G_VARIANT_TYPE_STRING);

  self->application = ADW_APPLICATION ((gpointer) data);
  g_signal_connect (action, "activate", G_CALLBACK (start_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self->application), G_ACTION (action));
  self->session = zc_test_window_new_session ();
}

static void
close_window (Fixture *self)
{
  GtkWindow *window = self->window;

  self->window = NULL;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (window);
  /* Nothing of a closed window stays. */
  ZC_WAIT_UNTIL (window == NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  if (self->window != NULL)
    close_window (self);
  g_action_map_remove_action (G_ACTION_MAP (self->application), "start-zone-transfer");
  g_clear_object (&self->item);
  g_clear_object (&self->session);
  g_clear_pointer (&self->started, g_free);
}

static void
open_window (Fixture *self)
{
  self->window = zc_details_window_new (GTK_APPLICATION (self->application), self->session, self->item);
  gtk_window_present (self->window);
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

static ZcZone *
make_zone (ZcZoneKind          kind,
           const char         *name,
           const char         *description,
           const char * const *primary_ips,
           const char * const *servers)
{
  g_autoptr(GDateTime) created = g_date_time_new_utc (2026, 3, 9, 9, 58, 59);
  g_autoptr(GDateTime) modified = g_date_time_new_utc (2026, 11, 22, 18, 2, 33);

  return zc_zone_new (&(ZcZoneFields) {
    .kind = kind,
    .id = "a1bc82de-4cc5-40ca-bfb3-4e93bd9a367c",
    .name = name,
    .description = description,
    .state = "AVAILABLE",
    .enabled = TRUE,
    .primary_ips = primary_ips,
    .name_servers = servers,
    .created = created,
    .last_modified = modified,
  });
}

static void
take_item (Fixture *self,
           ZcZone  *zone)
{
  g_clear_object (&self->item);
  self->item = zc_zone_item_new (zone);
  g_object_unref (zone);
}

/* A zone of which everything that can be shown is known. */
static void
make_rich_item (Fixture    *self,
                const char *name,
                const char *description)
{
  GPtrArray *rows = zc_test_report_new_rows ();
  g_autoptr(GPtrArray) statuses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ZcSerialReport) report = NULL;

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, primaries[0], primaries[0], ZC_DNS_OUTCOME_OK, 2026112202);
  zc_test_report_add (rows, ZC_SERVER_ROLE_PRIMARY, primaries[1], primaries[1], ZC_DNS_TRANSPORT_UDP, ZC_DNS_OUTCOME_OK, 2026112202);
  zc_test_report_add (rows, ZC_SERVER_ROLE_PRIMARY, primaries[1], primaries[1], ZC_DNS_TRANSPORT_TCP, ZC_DNS_OUTCOME_TCP_CLOSED, 0);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, name_servers[0], "192.0.2.53", ZC_DNS_OUTCOME_OK, 2026112202);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, name_servers[0], "2001:db8:fe:53:0:d9a0:5001:100", ZC_DNS_OUTCOME_OK, 2026112202);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, name_servers[1], "192.0.2.54", ZC_DNS_OUTCOME_OK, 2026112202);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, name_servers[2], "192.0.2.55", ZC_DNS_OUTCOME_OK, 2026112201);
  g_ptr_array_add (rows, zc_serial_row_new (ZC_SERVER_ROLE_SECONDARY, name_servers[3], NULL, "The name is not known"));
  report = zc_serial_report_new (rows);

  g_ptr_array_add (statuses, g_object_new (ZC_TYPE_PRIMARY_STATUS, "primary-ip", primaries[0], "status", "Ok", NULL));
  g_ptr_array_add (statuses, g_object_new (ZC_TYPE_PRIMARY_STATUS, "primary-ip", primaries[1], "status", "Error",
                                           "error-message", "Connection with <primary> nameserver could not be established", NULL));

  take_item (self, make_zone (ZC_ZONE_KIND_SECONDARY, name, description, primaries, name_servers));
  zc_zone_item_set_report (self->item, report);
  zc_zone_item_set_statuses (self->item, statuses);
}

static AdwActionRow *
find_row (Fixture    *self,
          const char *title)
{
  GtkWidget *row = zc_test_window_find (GTK_WIDGET (self->window), title);

  g_assert_true (ADW_IS_ACTION_ROW (row));

  return ADW_ACTION_ROW (row);
}

static void
test_zone_is_told_in_words (Fixture       *self,
                            gconstpointer  data)
{
  make_rich_item (self, "xn--mnchen-3ya.example", "Mirror of <b>Berlin</b> & more");
  open_window (self);

  g_assert_cmpstr (gtk_window_get_title (self->window), ==, "münchen.example");
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (self, "Name")), ==, "münchen.example");
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (self, "Name in ASCII")), ==, "xn--mnchen-3ya.example");
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (self, "State at IONOS")), ==, "Available");
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (self, "Description")), ==, "Mirror of <b>Berlin</b> & more");
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (self, "Created")), ==, "9 March 2026, 09:58");
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (self, "Last modified")), ==, "22 November 2026, 18:02");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (find_row (self, "Created"))), !=, NULL);
  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (self->window), "Copy the id"));
}

static void
test_servers_are_told_in_words (Fixture       *self,
                                gconstpointer  data)
{
  make_rich_item (self, "a&b<i>.example", "");
  open_window (self);

  g_assert_cmpstr (gtk_window_get_title (self->window), ==, "a&b<i>.example");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_row (self, "Description"))));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_row (self, "Name in ASCII"))));
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (self, "192.0.2.1")), ==,
                   "Serial 2026112202 · UDP and TCP answer\nIONOS reports: Ok");
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (self, "2001:db8::1")), ==,
                   "Serial 2026112202 · UDP answers · TCP 53 is closed as seen from this computer: AXFR needs TCP\n"
                   "IONOS reports: Error, “Connection with <primary> nameserver could not be established”");
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (find_row (self, "nscs.ui-dns.org")), " · older than on the primary"));
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (self, "nscs.ui-dns.biz")), ==,
                   "Its name has no address, so it could not be asked: The name is not known");
  /* None of it is read as markup, and none of it is shortened. */
  g_assert_false (adw_preferences_row_get_use_markup (ADW_PREFERENCES_ROW (find_row (self, "2001:db8::1"))));
  g_assert_cmpint (adw_action_row_get_subtitle_lines (find_row (self, "2001:db8::1")), ==, 0);
  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (self->window), "Copy 192.0.2.1"));
  g_assert_nonnull (zc_test_window_find (GTK_WIDGET (self->window), "Copy 212.227.123.25"));
}

static void
test_rows_stay_when_answers_come_in (Fixture       *self,
                                     gconstpointer  data)
{
  AdwActionRow *row = NULL;
  GPtrArray *rows = zc_test_report_new_rows ();
  g_autoptr(ZcSerialReport) report = NULL;

  make_rich_item (self, "example.com", "");
  open_window (self);
  row = find_row (self, "192.0.2.1");

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, primaries[0], primaries[0], ZC_DNS_OUTCOME_SERVFAIL, 0);
  report = zc_serial_report_new (rows);
  zc_zone_item_set_report (self->item, report);

  g_assert_true (find_row (self, "192.0.2.1") == row);
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (row), "Knows the zone but has no usable copy"));
}

static void
test_zone_without_name_servers_says_so (Fixture       *self,
                                        gconstpointer  data)
{
  static const char * const nobody[] = { NULL };

  take_item (self, make_zone (ZC_ZONE_KIND_SECONDARY, "example.com", "", closed_primaries, nobody));
  open_window (self);

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (find_row (self, "No name servers"))));
  ZC_WAIT_UNTIL (zc_zone_item_get_report (self->item) != NULL);
}

static void
test_primary_zone_has_nothing_to_transfer (Fixture       *self,
                                           gconstpointer  data)
{
  static const char * const nobody[] = { NULL };

  take_item (self, make_zone (ZC_ZONE_KIND_PRIMARY, "example.com", "", nobody, name_servers));
  open_window (self);

  g_assert_false (gtk_widget_get_visible (zc_test_window_find (GTK_WIDGET (self->window), "Start zone transfer")));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "details.start-zone-transfer", NULL);
  g_assert_null (self->started);

  gtk_widget_activate_action (GTK_WIDGET (self->window), "details.show-page", "s", "history");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_row (self, "Name"))));
}

static void
test_start_asks_the_application (Fixture       *self,
                                 gconstpointer  data)
{
  make_rich_item (self, "xn--mnchen-3ya.example", "");
  open_window (self);

  g_signal_emit_by_name (zc_test_window_find (GTK_WIDGET (self->window), "Start zone transfer"), "clicked");
  g_assert_cmpstr (self->started, ==, "xn--mnchen-3ya.example");
  /* The window itself starts nothing. */
  g_assert_null (zc_zone_item_get_run (self->item));
}

/* Nobody listens at the service's address either, so the run that is started ends at once. */
static void
test_run_is_followed_to_its_end (Fixture       *self,
                                 gconstpointer  data)
{
  GtkWidget *button = NULL;
  AdwActionRow *row = NULL;
  g_autoptr(GError) error = NULL;
  ZcRun *run = NULL;

  take_item (self, make_zone (ZC_ZONE_KIND_SECONDARY, "example.com", "", closed_primaries, closed_name_servers));
  open_window (self);
  button = zc_test_window_find (GTK_WIDGET (self->window), "Start zone transfer");
  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (button));

  run = zc_session_start_transfer (self->session, self->item, &error);
  g_assert_no_error (error);
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (gtk_widget_get_mapped (zc_test_window_find (GTK_WIDGET (self->window), "Stop watching")));

  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpint (zc_run_get_state (run), ==, ZC_RUN_STATE_FAILED);
  g_assert_true (gtk_widget_is_sensitive (button));
  /* It is shown once: the status gives way to it. */
  row = ADW_ACTION_ROW (zc_test_ui_find (GTK_WIDGET (self->window), ADW_TYPE_ACTION_ROW, "Failed"));
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (row), zc_run_get_explanation (run)));
  g_assert_false (gtk_widget_get_visible (zc_test_window_find (GTK_WIDGET (self->window), "Stop watching")));
}

static void
test_window_asks_and_shows_what_was_seen (Fixture       *self,
                                          gconstpointer  data)
{
  AdwActionRow *row = NULL;
  GDateTime *first = NULL;

  take_item (self, make_zone (ZC_ZONE_KIND_SECONDARY, "example.com", "", closed_primaries, closed_name_servers));
  open_window (self);
  row = find_row (self, "127.0.0.2");

  /* Opening the window asks already. */
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, "Being asked…");
  ZC_WAIT_UNTIL (zc_zone_item_get_report (self->item) != NULL);
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (row), "is closed as seen from this computer: AXFR needs TCP"));

  first = zc_zone_item_get_checked (self->item);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "details.refresh", NULL);
  ZC_WAIT_UNTIL (zc_zone_item_get_checked (self->item) != first);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (row)));
}

/* Nobody can be asked about a name that is none. */
static void
test_verification_that_fails_says_why (Fixture       *self,
                                       gconstpointer  data)
{
  take_item (self, make_zone (ZC_ZONE_KIND_SECONDARY, "example..com", "", closed_primaries, closed_name_servers));
  open_window (self);

  zc_test_ui_click (GTK_WIDGET (self->window), "Verify");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "Try again") != NULL);
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "The zone could not be verified"));
  zc_test_ui_assert_accessible (self->window);
  zc_test_ui_screenshot (self->window, "verification-failed");
}

static void
test_zone_without_servers_has_nothing_to_verify (Fixture       *self,
                                                 gconstpointer  data)
{
  static const char * const nobody[] = { NULL };

  take_item (self, make_zone (ZC_ZONE_KIND_SECONDARY, "example.com", "", nobody, nobody));
  open_window (self);

  zc_test_ui_click (GTK_WIDGET (self->window), "Verify");
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "No servers to ask"));
  zc_test_ui_assert_accessible (self->window);
}

/* The service cannot be asked, and no server answers: all of that is said, and nothing hangs. */
static void
test_verification_without_any_answer_ends (Fixture       *self,
                                           gconstpointer  data)
{
  take_item (self, make_zone (ZC_ZONE_KIND_SECONDARY, "example.com", "", closed_primaries, closed_name_servers));
  open_window (self);

  zc_test_ui_click (GTK_WIDGET (self->window), "Verify");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (self->window), ADW_TYPE_ACTION_ROW,
                                  "The records at IONOS could not be read, so they were not compared.") != NULL ||
                 zc_test_ui_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "No network") != NULL);
}

/* As on desktops other than GNOME. */
static void
test_window_gets_narrow_with_three_controls (Fixture       *self,
                                             gconstpointer  data)
{
  make_rich_item (self, "example.com", "");
  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":minimize,maximize,close", NULL);
  open_window (self);
  /* Step by step, as somebody who pulls at its border. */
  zc_test_ui_resize (self->window, 500, 640);
  zc_test_ui_resize (self->window, 360, 640);
  zc_test_ui_screenshot (self->window, "details-three-controls");
  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":close", NULL);
}

static void
take_pictures (Fixture    *self,
               const char *suffix)
{
  static const struct
  {
    const char *name;
    int width;
    int height;
  } sizes[] = {
    { "details", 820, 760 },
    { "details-narrow", 360, 760 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const char *look = g_getenv ("ZC_TEST_SUFFIX");
      g_autofree char *name = g_strconcat (sizes[i].name, suffix, look, NULL);

      self->window = zc_details_window_new (GTK_APPLICATION (self->application), self->session, self->item);
      gtk_window_present (self->window);
      zc_test_ui_resize (self->window, sizes[i].width, sizes[i].height);
      zc_test_ui_assert_accessible (self->window);
      zc_test_ui_screenshot (self->window, name);
      close_window (self);
    }
}

static void
test_pictures (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *long_name = g_strdup_printf ("%s.%s.%s.example", "a-very-long-label-of-the-kind-that-machines-make-up-for-people",
                                                "another-label-that-does-not-want-to-end-before-sixty-three", "xn--mnchen-3ya");

  make_rich_item (self, "xn--mnchen-3ya.example", "Mirror of the Berlin primaries");
  take_pictures (self, "");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  take_pictures (self, "-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  take_pictures (self, "-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);

  make_rich_item (self, long_name, "A description that goes on and on, as descriptions do when nobody limits them, and that has "
                                   "AWordThatIsTooLongForAnyLineAndStillMustNotMakeTheWindowWiderThanTheScreenOfAPhone in it");
  take_pictures (self, "-long");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) application = NULL;

  zc_test_ui_init (&argc, &argv);
  application = zc_test_window_start ();

#define ADD(name, test) g_test_add ("/details/" name, Fixture, application, set_up, test, tear_down)
  ADD ("zone-is-told-in-words", test_zone_is_told_in_words);
  ADD ("servers-are-told-in-words", test_servers_are_told_in_words);
  ADD ("rows-stay-when-answers-come-in", test_rows_stay_when_answers_come_in);
  ADD ("zone-without-name-servers-says-so", test_zone_without_name_servers_says_so);
  ADD ("primary-zone-has-nothing-to-transfer", test_primary_zone_has_nothing_to_transfer);
  ADD ("start-asks-the-application", test_start_asks_the_application);
  ADD ("run-is-followed-to-its-end", test_run_is_followed_to_its_end);
  ADD ("window-asks-and-shows-what-was-seen", test_window_asks_and_shows_what_was_seen);
  ADD ("verification-that-fails-says-why", test_verification_that_fails_says_why);
  ADD ("zone-without-servers-has-nothing-to-verify", test_zone_without_servers_has_nothing_to_verify);
  ADD ("verification-without-any-answer-ends", test_verification_without_any_answer_ends);
  ADD ("window-gets-narrow-with-three-controls", test_window_gets_narrow_with_three_controls);
  ADD ("pictures", test_pictures);
#undef ADD

  return g_test_run ();
}
