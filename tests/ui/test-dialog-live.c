/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "test-ui-common.h"
#include "zc-difference-list.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"

/* What is left of a zone when something went wrong at the primary; as JSON writes it. */
#define SMALL_ZONE "@ 3600 SOA ns1 hostmaster 1 3600 600 604800 300\\n@ 3600 NS ns1\\nns1 3600 A 192.0.2.1\\n"

static GtkWindow *
open_dialog (TestUi     *self,
             const char *zone)
{
  ZcZoneList *list = zc_session_get_zone_list (zc_application_get_session (self->application), ZC_ZONE_KIND_SECONDARY);
  GtkWindow *dialog = NULL;

  ZC_WAIT_UNTIL (zc_zone_list_get_loaded (list) != NULL);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "start-zone-transfer", g_variant_new_string (zone));
  ZC_WAIT_UNTIL ((dialog = test_ui_find_window (self, "Start zone transfer")) != NULL);

  return dialog;
}

static const char *
get_subtitle (GtkWindow  *dialog,
              const char *title)
{
  GtkWidget *row = zc_test_window_find (GTK_WIDGET (dialog), title);

  return row != NULL ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : "";
}

static gboolean
tells (GtkWindow  *dialog,
       const char *title,
       const char *words)
{
  const char *subtitle = get_subtitle (dialog, title);

  return subtitle != NULL && strstr (subtitle, words) != NULL;
}

static void
assert_default (GtkWindow  *dialog,
                const char *name)
{
  GtkWidget *button = zc_test_window_find (GTK_WIDGET (dialog), name);

  g_assert_true (gtk_window_get_default_widget (dialog) == button);
  g_assert_true (gtk_window_get_focus (dialog) == button);
}

static void
cancel (GtkWindow *dialog)
{
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  zc_test_ui_click (GTK_WIDGET (dialog), "Cancel");
  ZC_WAIT_UNTIL (dialog == NULL);
}

static void
test_what_would_change_is_told (TestUi        *self,
                                gconstpointer  data)
{
  GtkWindow *dialog = open_dialog (self, "example.com");

  /* It never waits. */
  g_assert_true (gtk_widget_is_sensitive (zc_test_window_find (GTK_WIDGET (dialog), "Start transfer")));
  ZC_WAIT_UNTIL (tells (dialog, "127.0.10.1", "Gives a copy (AXFR): "));
  ZC_WAIT_UNTIL (tells (dialog, "127.0.10.2", "Gives a copy (AXFR): "));
  ZC_WAIT_UNTIL (tells (dialog, "This transfer would change", "+1 -1 ~2 records"));
  assert_default (dialog, "Start transfer");
  zc_test_ui_assert_accessible (dialog);
  zc_test_ui_screenshot (dialog, "transfer-dialog-look");
  cancel (dialog);

  /* The copy may differ in its serial alone. */
  zc_test_ui_settle (self->window);
  dialog = open_dialog (self, "campus.example.org");
  ZC_WAIT_UNTIL (tells (dialog, "This transfer would change", "no record but the serial"));
  cancel (dialog);

  /* Where the serials are equal, even the serial would stay as it is. */
  zc_test_ui_settle (self->window);
  dialog = open_dialog (self, "example.net");
  ZC_WAIT_UNTIL (tells (dialog, "This transfer would change", "Nothing to transfer: all servers have serial "));
  cancel (dialog);
}

static void
test_mass_removal_makes_cancel_the_default (TestUi        *self,
                                            gconstpointer  data)
{
  GtkWindow *dialog = NULL;
  GtkWidget *row = NULL;
  GtkWidget *start = NULL;
  ZcDifferenceList *list = NULL;

  zc_test_sandbox_post (self->sandbox, "bump", "{\"zone\":\"campus.example.org\",\"zonefile\":\"%s\"}", SMALL_ZONE);
  dialog = open_dialog (self, "campus.example.org");
  start = zc_test_window_find (GTK_WIDGET (dialog), "Start transfer");
  row = zc_test_window_find (GTK_WIDGET (dialog), "This transfer would change");
  ZC_WAIT_UNTIL (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));

  /* Whoever was about to press Start transfer gets a moment. */
  assert_default (dialog, "Cancel");
  g_assert_false (gtk_widget_is_sensitive (start));
  g_assert_true (g_str_has_prefix (get_subtitle (dialog, "This transfer would change"), "+"));
  ZC_WAIT_UNTIL (gtk_widget_is_sensitive (start));
  assert_default (dialog, "Cancel");
  zc_test_ui_assert_accessible (dialog);
  zc_test_ui_screenshot (dialog, "transfer-dialog-removal");

  /* What would go can be looked at. */
  g_signal_emit_by_name (row, "activated");
  list = test_ui_find_type (GTK_WIDGET (dialog), ZC_TYPE_DIFFERENCE_LIST);
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (list)));
  g_assert_cmpuint (g_list_model_get_n_items (zc_difference_list_get_shown (list)), >, 10);
  zc_test_ui_assert_accessible (dialog);
  zc_test_ui_screenshot (dialog, "transfer-dialog-changes");
  zc_test_ui_click (GTK_WIDGET (dialog), "Back to the overview");
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (row));
  g_assert_true (gtk_window_get_focus (dialog) == row);

  zc_test_ui_resize (dialog, 360, 700);
  zc_test_ui_assert_accessible (dialog);
  zc_test_ui_screenshot (dialog, "transfer-dialog-removal-narrow");
  cancel (dialog);
  g_assert_cmpuint (zc_test_sandbox_count (self->sandbox, "PUT", "*"), ==, 0);
}

/* What was said before the start can be read in the history afterwards. */
static void
test_what_was_told_is_kept (TestUi        *self,
                            gconstpointer  data)
{
  ZcSession *session = zc_application_get_session (self->application);
  GtkWindow *dialog = NULL;
  GtkWidget *row = NULL;
  const ZcRunDelta *delta = NULL;
  g_autofree char *told = NULL;
  g_autofree char *kept = NULL;
  g_autoptr(ZcRun) run = NULL;

  zc_test_sandbox_post (self->sandbox, "bump", "{\"zone\":\"campus.example.org\",\"zonefile\":\"%s\"}", SMALL_ZONE);
  dialog = open_dialog (self, "campus.example.org");
  row = zc_test_window_find (GTK_WIDGET (dialog), "This transfer would change");
  ZC_WAIT_UNTIL (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  told = g_strdup (get_subtitle (dialog, "This transfer would change"));

  /* This one waits until the button may be pressed. */
  zc_test_ui_click (GTK_WIDGET (dialog), "Start transfer");
  ZC_WAIT_UNTIL (g_list_model_get_n_items (zc_session_get_runs (session)) == 1);
  run = g_list_model_get_item (zc_session_get_runs (session), 0);
  delta = zc_run_get_delta (run);
  g_assert_nonnull (delta);
  g_assert_cmpuint (delta->extra, >, 100);
  kept = g_strdup_printf ("+%'u -%'u ~%'u", delta->missing, delta->extra, delta->changed);
  g_assert_true (g_str_has_prefix (told, kept));
  ZC_WAIT_UNTIL (zc_test_sandbox_count (self->sandbox, "PUT", "*") == 1);
  zc_run_stop_watching (run);
}

/* The service is another computer: what this one is refused is no reason to worry. */
static void
test_refused_copy_is_neutral (TestUi        *self,
                              gconstpointer  data)
{
  GtkWindow *dialog = open_dialog (self, "intranet.example.com");
  GtkWidget *row = NULL;

  ZC_WAIT_UNTIL (tells (dialog, "127.0.10.1", "which says nothing about IONOS"));
  ZC_WAIT_UNTIL (tells (dialog, "This transfer would change", "That is usual"));
  row = zc_test_window_find (GTK_WIDGET (dialog), "127.0.10.1");
  g_assert_nonnull (zc_test_ui_find (row, GTK_TYPE_IMAGE, "Good"));
  assert_default (dialog, "Start transfer");
  zc_test_ui_screenshot (dialog, "transfer-dialog-refused");
  cancel (dialog);
}

static void
test_primary_behind_is_told_with_the_next_serial (TestUi        *self,
                                                  gconstpointer  data)
{
  GtkWindow *dialog = open_dialog (self, "legacy.example.org");
  gint64 served = zc_test_sandbox_get_serial (self->sandbox, "legacy.example.org", "nscs.ui-dns.com");
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT " or higher", served + 1);
  GtkWidget *notes = NULL;

  ZC_WAIT_UNTIL (gtk_window_get_default_widget (dialog) == zc_test_window_find (GTK_WIDGET (dialog), "Cancel"));
  notes = test_ui_find_type (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW);
  g_assert_nonnull (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (notes)), next));
  cancel (dialog);
}

/* The largest number there is comes before the smallest ones, in the order of serials. */
static void
test_two_steps_are_told (TestUi        *self,
                         gconstpointer  data)
{
  GtkWindow *dialog = NULL;
  GtkWidget *steps = NULL;
  gint64 served = zc_test_sandbox_get_serial (self->sandbox, "static.example.com", "nscs.ui-dns.com");
  guint32 undefined = (guint32) served + 0x80000000u;
  g_autofree char *title = g_strdup_printf ("Serial %u in two steps", undefined);
  g_autofree char *first = g_strdup_printf ("1. Set the serial in the SOA of the primary to %u and start a transfer.",
                                            (guint32) served + 0x7fffffffu);

  zc_test_sandbox_post (self->sandbox, "bump", "{\"zone\":\"static.example.com\",\"serial\":%u}", undefined);
  dialog = open_dialog (self, "static.example.com");
  ZC_WAIT_UNTIL ((steps = zc_test_window_find (GTK_WIDGET (dialog), title)) != NULL);
  assert_default (dialog, "Cancel");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (steps), TRUE);
  g_assert_nonnull (zc_test_window_find (steps, first));
  zc_test_ui_assert_accessible (dialog);
  zc_test_ui_screenshot (dialog, "transfer-dialog-two-steps");
  cancel (dialog);
}

/* Closing does not wait for what is still being asked. */
static void
test_dialog_closes_while_it_looks (TestUi        *self,
                                   gconstpointer  data)
{
  GtkWindow *dialog = open_dialog (self, "lab.example.net");

  g_assert_true (tells (dialog, "This transfer would change", "Being compared"));
  cancel (dialog);
}

int
main (int    argc,
      char **argv)
{
  zc_test_ui_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/dialog-live/" name, TestUi, "default", test_ui_set_up, test, test_ui_tear_down)
  ADD ("what-would-change-is-told", test_what_would_change_is_told);
  ADD ("mass-removal-makes-cancel-the-default", test_mass_removal_makes_cancel_the_default);
  ADD ("what-was-told-is-kept", test_what_was_told_is_kept);
  ADD ("refused-copy-is-neutral", test_refused_copy_is_neutral);
  ADD ("primary-behind-is-told-with-the-next-serial", test_primary_behind_is_told_with_the_next_serial);
  ADD ("two-steps-are-told", test_two_steps_are_told);
  ADD ("dialog-closes-while-it-looks", test_dialog_closes_while_it_looks);
#undef ADD

  return g_test_run ();
}
