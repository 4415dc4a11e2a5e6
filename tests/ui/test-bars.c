/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-ui-common.h"
#include "zc-test-ui.h"
#include "zc-test.h"

/* What the strips under the header tell while requests wait and lists are long. */

static void
refresh (TestUi *ui)
{
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "refresh", NULL);
}

static GtkWidget *
find_label (TestUi     *ui,
            const char *text)
{
  return zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, text);
}

/* A label that begins with a text. */
static const char *
find_beginning (GtkWidget  *root,
                const char *text)
{
  const char *found = NULL;

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_LABEL (root) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (root)), text))
    return gtk_label_get_text (GTK_LABEL (root));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_beginning (child, text);

  return found;
}

static void
test_wait_is_told_and_cancelled (TestUi        *ui,
                                 gconstpointer  scenario)
{
  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);

  zc_test_sandbox_post (ui->sandbox, "faults",
                        "{\"kind\":\"status\",\"path\":\"/secondaryzones\",\"status\":429,\"retry_after\":\"%u\"}", 20);
  refresh (ui);
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "IONOS asks to wait ") != NULL);
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "window-waiting");
  /* The seconds are counted. */
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "IONOS asks to wait 18 seconds") != NULL);

  zc_test_ui_click (GTK_WIDGET (ui->window), "Cancel");
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "IONOS asks to wait ") == NULL);
  ZC_WAIT_UNTIL (find_label (ui, "Stopped. The secondary zones are shown as they were read just now.") != NULL);
  g_assert_cmpuint (test_ui_count_rows (ui), ==, 14);

  g_free (zc_test_sandbox_control (ui->sandbox, "DELETE", "faults", NULL));
  zc_test_ui_click (GTK_WIDGET (ui->window), "Try again");
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "Stopped.") == NULL);
}

static void
test_wait_ends_with_the_answer (TestUi        *ui,
                                gconstpointer  scenario)
{
  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);

  zc_test_sandbox_post (ui->sandbox, "faults",
                        "{\"kind\":\"status\",\"path\":\"/zones\",\"status\":503,\"retry_after\":\"%u\",\"count\":1}", 2);
  refresh (ui);
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "IONOS asks to wait 2 seconds") != NULL);
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "IONOS asks to wait ") == NULL);
  /* It went well after all, so nothing is left to tell. */
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (zc_session_get_zone_list (zc_application_get_session (ui->application),
                                                                  ZC_ZONE_KIND_PRIMARY)));
  g_assert_null (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Try again"));
}

/* It is told while it lasts, and goes by itself. */
static void
test_offline (TestUi        *ui,
              gconstpointer  scenario)
{
  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);

  zc_test_sandbox_post (ui->sandbox, "faults", "{\"kind\":\"reset\",\"path\":\"*\",\"count\":%u}", 1000);
  refresh (ui);
  ZC_WAIT_UNTIL (find_label (ui, "Offline. The zones are shown as they were read just now.") != NULL);
  g_assert_cmpuint (test_ui_count_rows (ui), ==, 14);
  zc_test_ui_assert_accessible (ui->window);
  zc_test_ui_screenshot (ui->window, "window-offline");

  g_free (zc_test_sandbox_control (ui->sandbox, "DELETE", "faults", NULL));
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "Offline.") == NULL);
  ZC_WAIT_UNTIL (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Try again") == NULL);
}

/* A page of a thousand came, the next one is slow, and the quota tells how many there will be. */
static void
test_long_list_tells_progress (gconstpointer scenario)
{
  TestUi ui = { NULL, };

  test_ui_forget ();
  ui.sandbox = zc_test_sandbox_start (scenario);
  zc_test_sandbox_post (ui.sandbox, "faults",
                        "{\"kind\":\"delay\",\"path\":\"/secondaryzones*\",\"delay_ms\":%u,\"skip\":1}", 4000);
  test_ui_open (&ui);
  zc_zones_page_set_kind (ui.page, ZC_ZONE_KIND_SECONDARY);
  ZC_WAIT_UNTIL (find_label (&ui, "1000 of about 1234 zones read") != NULL);
  zc_test_ui_screenshot (ui.window, "window-progress");
  g_free (zc_test_sandbox_control (ui.sandbox, "DELETE", "faults", NULL));

  test_ui_tear_down (&ui, scenario);
}

int
main (int   argc,
      char *argv[])
{
  zc_test_ui_init (&argc, &argv);

  g_test_add ("/bars/wait/told-and-cancelled", TestUi, "default", test_ui_set_up, test_wait_is_told_and_cancelled,
              test_ui_tear_down);
  g_test_add ("/bars/wait/ends-with-the-answer", TestUi, "default", test_ui_set_up, test_wait_ends_with_the_answer,
              test_ui_tear_down);
  g_test_add ("/bars/offline", TestUi, "default", test_ui_set_up, test_offline, test_ui_tear_down);
  g_test_add_data_func ("/bars/progress", "thousand", test_long_list_tells_progress);

  return g_test_run ();
}
