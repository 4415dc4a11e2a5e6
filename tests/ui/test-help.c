/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "test-ui-common.h"
#include "zc-help.h"
#include "zc-test-ui.h"
#include "zc-test.h"

#define HELP_ADDRESSES "x-scheme-handler/help"

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

/* Whatever viewers this machine has, the private session of the tests shall know none. */
static void
forget_viewers (void)
{
  GList *viewers = g_app_info_get_all_for_type (HELP_ADDRESSES);

  for (GList *link = viewers; link != NULL; link = link->next)
    {
      g_autoptr(GError) error = NULL;

      g_app_info_remove_supports_type (link->data, HELP_ADDRESSES, &error);
      g_assert_no_error (error);
    }
  g_list_free_full (viewers, g_object_unref);
  g_assert_null (g_app_info_get_all_for_type (HELP_ADDRESSES));
}

/* A silent F1 would be worse than a toast that says so. */
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

  forget_viewers ();
  zc_test_ui_click (dialog, "Help");
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL,
                                  "The help could not be opened. Is a help viewer such as Yelp installed?") != NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_with_viewer (TestUi        *ui,
                  gconstpointer  scenario)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAppInfo) viewer = NULL;
  g_autofree char *shown = g_build_filename (g_get_user_runtime_dir (), "shown-help", NULL);
  g_autofree char *command = g_strdup_printf ("ln -s %%u %s", shown);
  g_autofree char *address = NULL;

  viewer = g_app_info_create_from_commandline (command, "Viewer", G_APP_INFO_CREATE_SUPPORTS_URIS, &error);
  g_assert_no_error (error);
  g_app_info_set_as_default_for_type (viewer, HELP_ADDRESSES, &error);
  g_assert_no_error (error);

  zc_help_show (ui->window, "privacy");
  ZC_WAIT_UNTIL ((address = g_file_read_link (shown, NULL)) != NULL);
  g_assert_cmpstr (address, ==, "help:zone-courier/privacy");

  g_assert_cmpint (g_unlink (shown), ==, 0);
  g_app_info_delete (viewer);
}

int
main (int    argc,
      char **argv)
{
  zc_test_ui_init (&argc, &argv);

  g_test_add ("/help/addresses", TestUi, NULL, test_ui_set_up, test_addresses, test_ui_tear_down);
  g_test_add ("/help/with-viewer", TestUi, NULL, test_ui_set_up, test_with_viewer, test_ui_tear_down);
  g_test_add ("/help/without-viewer", TestUi, NULL, test_ui_set_up, test_without_viewer, test_ui_tear_down);

  return g_test_run ();
}
