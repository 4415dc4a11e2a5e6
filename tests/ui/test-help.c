/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-ui-common.h"
#include "zc-help.h"
#include "zc-test-ui.h"
#include "zc-test.h"

static void
assert_uri (gpointer    window,
            const char *page,
            const char *expected)
{
  g_autofree char *uri = zc_help_get_uri (window, page);

  g_assert_cmpstr (uri, ==, expected);
}

static void
test_addresses (TestUi        *ui,
                gconstpointer  scenario)
{
  GtkWidget *dialog = g_object_new (GTK_TYPE_WINDOW, "transient-for", ui->window, NULL);
  GtkWidget *stranger = gtk_window_new ();

  assert_uri (ui->window, NULL, "help:zone-courier");
  assert_uri (ui->window, "privacy", "help:zone-courier/privacy");

  zc_application_set_help_uri (ui->application, "ghelp:/sources/help/C/index.page");
  assert_uri (ui->window, NULL, "ghelp:/sources/help/C/index.page");
  assert_uri (dialog, "privacy", "ghelp:/sources/help/C/privacy.page");
  assert_uri (dialog, "cause-serial#serial-behind", "ghelp:/sources/help/C/cause-serial.page#serial-behind");
  assert_uri (stranger, "privacy", "help:zone-courier/privacy");

  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (stranger));
}

/* The session of the tests has no help viewer, and a silent F1 would be worse than a toast that says so. */
static void
test_without_viewer (TestUi        *ui,
                     gconstpointer  scenario)
{
  GtkWidget *dialog = g_object_new (ADW_TYPE_WINDOW, "transient-for", ui->window,
                                    "application", ui->application, NULL);
  GtkWidget *button = gtk_button_new_with_label ("Help");

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "app.show-help::privacy");
  adw_window_set_content (ADW_WINDOW (dialog), button);
  gtk_window_present (GTK_WINDOW (dialog));
  ZC_WAIT_UNTIL (gtk_widget_get_mapped (dialog));
  g_assert_true (gtk_widget_is_sensitive (button));

  zc_test_ui_click (dialog, "Help");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL,
                                  "The help could not be opened. Is a help viewer such as Yelp installed?") != NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int    argc,
      char **argv)
{
  zc_test_ui_init (&argc, &argv);

  g_test_add ("/help/addresses", TestUi, NULL, test_ui_set_up, test_addresses, test_ui_tear_down);
  g_test_add ("/help/without-viewer", TestUi, NULL, test_ui_set_up, test_without_viewer, test_ui_tear_down);

  return g_test_run ();
}
