/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "test-ui-common.h"
#include "zc-difference-list.h"
#include "zc-finding-row.h"
#include "zc-matrix-cell.h"
#include "zc-test-ui.h"
#include "zc-test-window.h"
#include "zc-test.h"
#include "zc-verdict-card.h"
#include "zc-verification-page.h"

/* What is left of a zone when something went wrong at the primary; as JSON writes it. */
#define SMALL_ZONE "@ 3600 SOA ns1 hostmaster 1 3600 600 604800 300\\n@ 3600 NS ns1\\nns1 3600 A 192.0.2.1\\nwww 60 A 192.0.2.80\\n"

static ZcVerificationPage *
find_page (GtkWindow *window)
{
  return test_ui_find_type (GTK_WIDGET (window), ZC_TYPE_VERIFICATION_PAGE);
}

static GtkWindow *
show_zone (TestUi     *self,
           const char *name)
{
  ZcSession *session = zc_application_get_session (self->application);

  for (guint kind = ZC_ZONE_KIND_PRIMARY; kind <= ZC_ZONE_KIND_SECONDARY; kind++)
    ZC_WAIT_UNTIL (zc_zone_list_get_loaded (zc_session_get_zone_list (session, kind)) != NULL);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "show-zone", g_variant_new_string (name));
  ZC_WAIT_UNTIL (test_ui_find_window (self, name) != NULL);

  return test_ui_find_window (self, name);
}

static ZcVerificationState
get_state (GtkWindow *window)
{
  ZcVerification *verification = zc_verification_page_get_verification (find_page (window));

  return verification != NULL ? zc_verification_get_state (verification) : ZC_VERIFICATION_STATE_NEW;
}

/* Presses Verify and waits for the end, and for what is shown of it. */
static GtkWindow *
verify_zone (TestUi     *self,
             const char *name)
{
  GtkWindow *window = show_zone (self, name);

  zc_test_ui_click (GTK_WIDGET (window), "Verify");
  ZC_WAIT_UNTIL (get_state (window) == ZC_VERIFICATION_STATE_ENDED);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_WIDGET, "Progress of the verification") == NULL);
  zc_test_ui_settle (window);

  return window;
}

/* Looks for something whose name begins and ends with some words. */
static GtkWidget *
find_by_words (GtkWidget  *root,
               GType       type,
               const char *begin,
               const char *end)
{
  g_autofree char *name = gtk_widget_get_mapped (root) ? zc_test_ui_get_name (root) : NULL;

  if (name != NULL && g_type_is_a (G_OBJECT_TYPE (root), type) && g_str_has_prefix (name, begin) && g_str_has_suffix (name, end))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_words (child, type, begin, end);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static char *
save (TestUi               *self,
      GtkWindow            *window,
      ZcVerificationFormat  format)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileIOStream) stream = NULL;
  g_autoptr(GFile) file = g_file_new_tmp ("zone-courier-XXXXXX", &stream, &error);
  char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_delete (file, NULL, &error));
  zc_verification_page_save_to (find_page (window), format, file);
  ZC_WAIT_UNTIL (g_file_query_exists (file, NULL));
  ZC_WAIT_UNTIL (find_by_words (GTK_WIDGET (window), GTK_TYPE_LABEL, "Saved as “", "”") != NULL);
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_delete (file, NULL, &error));
  g_assert_null (strstr (text, zc_test_sandbox_get_token (self->sandbox)));

  return text;
}

static void
test_zone_that_is_behind (TestUi        *self,
                          gconstpointer  data)
{
  GtkWindow *window = verify_zone (self, "example.com");
  ZcZoneItem *item = zc_session_find_zone (zc_application_get_session (self->application), "example.com");
  g_autofree char *report = NULL;
  GtkWidget *row = NULL;

  /* The verdict, in words. */
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (window), ZC_TYPE_VERDICT_CARD, "Warning"));
  /* A cell is one sentence. */
  g_assert_nonnull (find_by_words (GTK_WIDGET (window), ZC_TYPE_MATRIX_CELL_WIDGET, "127.0.10.1, IPv4, UDP: Answers, serial ", "02"));
  g_assert_nonnull (find_by_words (GTK_WIDGET (window), ZC_TYPE_MATRIX_CELL_WIDGET,
                                   "nscs.ui-dns.biz, 127.0.20.4, IPv4, TCP: Answers, serial ", "02"));
  /* A finding for each name server, what it means and the next step. */
  row = find_by_words (GTK_WIDGET (window), ZC_TYPE_FINDING_ROW, "nscs.ui-dns.biz ", "");
  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_nonnull (zc_test_window_find (row, "What it means"));
  g_assert_nonnull (zc_test_window_find (row, "Next step"));
  /* What is usual is no warning. */
  row = find_by_words (GTK_WIDGET (window), ZC_TYPE_FINDING_ROW, "nscs.ui-dns.com ", "That is usual.");
  g_assert_cmpint (zc_finding_row_get_severity (ZC_FINDING_ROW (row)), ==, ZC_SEVERITY_INFO);
  /* The list of zones knows it as well. */
  g_assert_cmpint (zc_zone_item_get_health (item), ==, ZC_ZONE_HEALTH_BEHIND);

  zc_test_ui_assert_accessible (window);
  report = save (self, window, ZC_VERIFICATION_FORMAT_MARKDOWN);
  g_assert_nonnull (strstr (report, "kdig @127.0.20.4 "));
  g_assert_nonnull (strstr (report, "nscs.ui-dns.biz"));
  /* Nothing was started by looking. */
  g_assert_cmpuint (zc_test_sandbox_count (self->sandbox, "PUT", "*"), ==, 0);
}

static void
test_verify_opens_the_page (TestUi        *self,
                            gconstpointer  data)
{
  GtkWindow *window = show_zone (self, "static.example.com");

  gtk_widget_activate_action (GTK_WIDGET (window), "details.show-page", "s", "verification");
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Not verified yet"));
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "verification-never-run");

  gtk_widget_activate_action (GTK_WIDGET (window), "details.show-page", "s", "details");
  zc_test_ui_click (GTK_WIDGET (window), "Verify");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_page (window))));
  ZC_WAIT_UNTIL (get_state (window) == ZC_VERIFICATION_STATE_ENDED);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (window), ZC_TYPE_VERDICT_CARD, "In order") != NULL);
  zc_test_ui_screenshot (window, "verification-in-order");
}

/* What IONOS reports is part of what is concluded, however fast one presses. */
static void
test_report_of_the_service_counts (TestUi        *self,
                                   gconstpointer  data)
{
  GtkWindow *window = verify_zone (self, "partner.example.org");

  g_assert_nonnull (find_by_words (GTK_WIDGET (window), ZC_TYPE_FINDING_ROW, "IONOS reports for 127.0.10.2: ", ""));
  g_assert_nonnull (zc_test_ui_find (GTK_WIDGET (window), ZC_TYPE_VERDICT_CARD, "Problem"));
}

/* The records at the primary become others than those that are served. */
static void
test_differences_are_listed (TestUi        *self,
                             gconstpointer  data)
{
  GtkWindow *window = NULL;
  ZcDifferenceList *list = NULL;
  GListModel *shown = NULL;
  GtkWidget *result = NULL;
  g_autofree char *csv = NULL;
  guint n_all;

  zc_test_sandbox_post (self->sandbox, "bump", "{\"zone\":\"campus.example.org\",\"zonefile\":\"%s\"}", SMALL_ZONE);
  window = verify_zone (self, "campus.example.org");
  list = test_ui_find_type (GTK_WIDGET (find_page (window)), ZC_TYPE_DIFFERENCE_LIST);
  shown = zc_difference_list_get_shown (list);
  result = find_by_words (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, "", " changed");
  g_assert_nonnull (result);

  /* The way there and back, by action as by key and click. */
  gtk_widget_activate_action (GTK_WIDGET (find_page (window)), "verification.show-differences", NULL);
  n_all = g_list_model_get_n_items (shown);
  g_assert_cmpuint (n_all, >, 3);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), GTK_WIDGET (list)));
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "verification-differences");

  gtk_drop_down_set_selected (GTK_DROP_DOWN (zc_test_window_find (GTK_WIDGET (list), "Kind of difference")), 1);
  ZC_WAIT_UNTIL (g_list_model_get_n_items (shown) < n_all && g_list_model_get_n_items (shown) > 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (zc_test_window_find (GTK_WIDGET (list), "Kind of difference")), 0);

  /* Name servers give no copy, so what differs are the records at IONOS. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (zc_test_window_find (GTK_WIDGET (list), "Server")), 1);
  ZC_WAIT_UNTIL (g_list_model_get_n_items (shown) == n_all);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (zc_test_window_find (GTK_WIDGET (list), "Server")), 2);
  ZC_WAIT_UNTIL (g_list_model_get_n_items (shown) == 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (zc_test_window_find (GTK_WIDGET (list), "Server")), 0);

  gtk_editable_set_text (GTK_EDITABLE (zc_test_window_find (GTK_WIDGET (list), "Search differences")), "nowhere");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (list), GTK_TYPE_LABEL, "No differences found") != NULL);
  zc_test_ui_click (GTK_WIDGET (list), "Show all differences");
  ZC_WAIT_UNTIL (g_list_model_get_n_items (shown) == n_all);

  zc_test_ui_click (GTK_WIDGET (window), "Back to the verification");
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (result));
  g_assert_true (gtk_window_get_focus (window) == result);

  csv = save (self, window, ZC_VERIFICATION_FORMAT_CSV);
  g_assert_nonnull (strstr (csv, "missing"));
}

/* Only a TTL differs: the records are the same, and that is what the row says. */
static void
test_ttl_alone_is_told_as_such (TestUi        *self,
                                gconstpointer  data)
{
  GtkWindow *window = NULL;

  zc_test_sandbox_post (self->sandbox, "bump", "{\"zone\":\"static.example.com\",\"zonefile\":\"%s\"}", SMALL_ZONE);
  window = verify_zone (self, "static.example.com");
  gtk_widget_activate_action (GTK_WIDGET (find_page (window)), "verification.show-differences", NULL);
  ZC_WAIT_UNTIL (find_by_words (GTK_WIDGET (window), GTK_TYPE_LABEL, "Changed", "") != NULL);
  gtk_editable_set_text (GTK_EDITABLE (zc_test_window_find (GTK_WIDGET (find_page (window)), "Search differences")), "www");
  ZC_WAIT_UNTIL (find_by_words (GTK_WIDGET (window), GTK_TYPE_LABEL, "TTL 60 → 3600", "") != NULL);
}

static void
test_another_way_verifies_again (TestUi        *self,
                                 gconstpointer  data)
{
  GtkWindow *window = verify_zone (self, "shop.example.com");
  ZcVerification *first = zc_verification_page_get_verification (find_page (window));
  GtkWidget *drop_down = find_by_words (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN, "Compare the primary with", "");

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1);
  g_assert_true (zc_verification_page_get_verification (find_page (window)) != first);
  ZC_WAIT_UNTIL (get_state (window) == ZC_VERIFICATION_STATE_ENDED);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, "No differences") != NULL);
}

static void
test_primary_zone_has_no_records_to_compare (TestUi        *self,
                                             gconstpointer  data)
{
  GtkWindow *window = verify_zone (self, "example.de");

  g_assert_nonnull (find_by_words (GTK_WIDGET (window), ZC_TYPE_MATRIX_CELL_WIDGET, "", ""));
  g_assert_null (find_by_words (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN, "Compare the primary with", ""));
  g_assert_null (zc_test_ui_find (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, "Export as CSV…"));
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, "verification-primary-zone");
}

/* A primary that gives no answer takes its time. */
static void
test_cancelled_verification_keeps_what_was_found (TestUi        *self,
                                                  gconstpointer  data)
{
  GtkWindow *window = show_zone (self, "silent.example");

  zc_test_ui_click (GTK_WIDGET (window), "Verify");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_WIDGET, "Progress of the verification") != NULL);
  ZC_WAIT_UNTIL (find_by_words (GTK_WIDGET (window), ZC_TYPE_MATRIX_CELL_WIDGET, "nscs.ui-dns.com, 127.0.20.1, IPv4, UDP: Answers", "") != NULL);
  /* At once: it does not wait for who looks at it. */
  zc_test_ui_click (GTK_WIDGET (find_page (window)), "Cancel");
  ZC_WAIT_UNTIL (get_state (window) == ZC_VERIFICATION_STATE_CANCELLED);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (window), ZC_TYPE_VERDICT_CARD, "Cancelled") != NULL);
  g_assert_nonnull (find_by_words (GTK_WIDGET (window), ZC_TYPE_MATRIX_CELL_WIDGET, "nscs.ui-dns.com, 127.0.20.1, IPv4, UDP: Answers", ""));
  g_assert_null (zc_test_ui_find (GTK_WIDGET (window), GTK_TYPE_WIDGET, "Progress of the verification"));
  zc_test_ui_screenshot (window, "verification-cancelled");

  zc_test_ui_click (GTK_WIDGET (window), "Verify");
  zc_test_ui_screenshot (window, "verification-running");
  zc_test_ui_assert_accessible (window);
}

/* Nothing keeps a window open whose verification runs. */
static void
test_window_closes_while_it_verifies (TestUi        *self,
                                      gconstpointer  data)
{
  GtkWindow *window = show_zone (self, "silent.example");

  zc_test_ui_click (GTK_WIDGET (window), "Verify");
  ZC_WAIT_UNTIL (get_state (window) == ZC_VERIFICATION_STATE_RUNNING);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (window);
  ZC_WAIT_UNTIL (window == NULL);
}

static void
take_pictures (TestUi     *self,
               const char *suffix)
{
  g_autofree char *wide = g_strconcat ("verification", suffix, NULL);
  g_autofree char *narrow = g_strconcat ("verification-narrow", suffix, NULL);
  GtkWindow *window = verify_zone (self, "partner.example.org");

  zc_test_ui_resize (window, 940, 980);
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, wide);
  zc_test_ui_resize (window, 360, 980);
  zc_test_ui_assert_accessible (window);
  zc_test_ui_screenshot (window, narrow);
  gtk_window_destroy (window);
}

static void
test_pictures (TestUi        *self,
               gconstpointer  data)
{
  take_pictures (self, "");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  take_pictures (self, "-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  take_pictures (self, "-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int    argc,
      char **argv)
{
  zc_test_ui_init (&argc, &argv);

#define ADD(name, scenario, test) g_test_add ("/verification-page/" name, TestUi, scenario, test_ui_set_up, test, test_ui_tear_down)
  ADD ("zone-that-is-behind", "default", test_zone_that_is_behind);
  ADD ("verify-opens-the-page", "default", test_verify_opens_the_page);
  ADD ("report-of-the-service-counts", "default", test_report_of_the_service_counts);
  ADD ("differences-are-listed", "default", test_differences_are_listed);
  ADD ("ttl-alone-is-told-as-such", "default", test_ttl_alone_is_told_as_such);
  ADD ("another-way-verifies-again", "default", test_another_way_verifies_again);
  ADD ("primary-zone-has-no-records-to-compare", "default", test_primary_zone_has_no_records_to_compare);
  ADD ("cancelled-verification-keeps-what-was-found", "stuck", test_cancelled_verification_keeps_what_was_found);
  ADD ("window-closes-while-it-verifies", "stuck", test_window_closes_while_it_verifies);
  ADD ("pictures", "default", test_pictures);
#undef ADD

  return g_test_run ();
}
