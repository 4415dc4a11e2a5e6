/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <unistd.h>

#include "test-ui-common.h"
#include "zc-test-ui.h"
#include "zc-test.h"

/* What the strips under the header tell while requests wait and lists are long. */

#define STOPPED "Stopped. The secondary zones are shown as they were read just now."

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

/* How far below the text of a strip its button begins; less than nothing beside it. */
static float
measure_drop (TestUi     *ui,
              const char *text,
              const char *button)
{
  GtkWidget *window = GTK_WIDGET (ui->window);
  graphene_rect_t text_bounds;
  graphene_rect_t button_bounds;

  g_assert_true (gtk_widget_compute_bounds (find_label (ui, text), window, &text_bounds));
  g_assert_true (gtk_widget_compute_bounds (zc_test_ui_find (window, GTK_TYPE_BUTTON, button), window, &button_bounds));

  return button_bounds.origin.y - text_bounds.origin.y - text_bounds.size.height;
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
  ZC_WAIT_UNTIL (find_label (ui, STOPPED) != NULL);
  g_assert_cmpuint (test_ui_count_rows (ui), ==, 14);

  /* The button is beside the text where there is room, and below it on a phone. */
  g_assert_cmpfloat (measure_drop (ui, STOPPED, "Try again"), <, 0);
  zc_test_ui_resize (ui->window, 360, 640);
  g_assert_cmpfloat (measure_drop (ui, STOPPED, "Try again"), >=, 0);
  zc_test_ui_screenshot (ui->window, "window-problem-360");
  zc_test_ui_resize (ui->window, 1040, 680);

  g_free (zc_test_sandbox_control (ui->sandbox, "DELETE", "faults", NULL));
  zc_test_ui_click (GTK_WIDGET (ui->window), "Try again");
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "Stopped.") == NULL);
}

static void
test_wait_ends_with_the_answer (TestUi        *ui,
                                gconstpointer  scenario)
{
  ZcZoneList *primary = zc_session_get_zone_list (zc_application_get_session (ui->application), ZC_ZONE_KIND_PRIMARY);

  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  /* A list that is still being read is not read again. */
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (primary));

  zc_test_sandbox_post (ui->sandbox, "faults",
                        "{\"kind\":\"status\",\"path\":\"/zones\",\"status\":503,\"retry_after\":\"%u\",\"count\":1}", 2);
  refresh (ui);
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "IONOS asks to wait 2 seconds") != NULL);
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "IONOS asks to wait ") == NULL);
  /* It went well after all, so nothing is left to tell. */
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (primary));
  g_assert_null (zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Try again"));
}

/* It is told while it lasts, and goes by itself. */
static void
test_offline (TestUi        *ui,
              gconstpointer  scenario)
{
  ZcZoneList *primary = zc_session_get_zone_list (zc_application_get_session (ui->application), ZC_ZONE_KIND_PRIMARY);

  test_ui_show_secondary (ui);
  ZC_WAIT_UNTIL (test_ui_count_rows (ui) == 14);
  /* The text is about both lists, so both must have been read. */
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (primary));

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

/* The sandbox that this program started; 0 when there is none. */
static pid_t
find_demo (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", getpid ());
  g_autofree char *children = NULL;
  g_auto(GStrv) pids = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &children, NULL, &error);
  g_assert_no_error (error);
  pids = g_strsplit (g_strstrip (children), " ", -1);
  for (guint i = 0; pids[i] != NULL; i++)
    {
      g_autofree char *name_path = g_strdup_printf ("/proc/%s/comm", pids[i]);
      g_autofree char *name = NULL;

      /* The kernel keeps fifteen letters. */
      if (g_file_get_contents (name_path, &name, NULL, NULL) && g_str_equal (g_strstrip (name), "zone-courier-sa"))
        return (pid_t) g_ascii_strtoll (pids[i], NULL, 10);
    }

  return 0;
}

static gboolean
has_demo (TestUi     *ui,
          const char *former_url)
{
  ZcSession *session = zc_application_get_session (ui->application);
  ZcAccount *account = session != NULL ? zc_session_get_account (session) : NULL;

  return account != NULL && g_strcmp0 (zc_account_get_api_url (account), former_url) != 0 &&
         zc_zone_list_get_loaded (zc_session_get_zone_list (session, ZC_ZONE_KIND_SECONDARY)) != NULL;
}

/* Nobody has to start the program anew for the demo's servers, whatever ended them. */
static void
test_demo_comes_back (TestUi        *ui,
                      gconstpointer  unused)
{
  g_autofree char *url = NULL;
  pid_t pid;

  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "start-demo", g_variant_new_string ("secondary-only"));
  ZC_WAIT_UNTIL (has_demo (ui, NULL));
  url = g_strdup (zc_account_get_api_url (zc_session_get_account (zc_application_get_session (ui->application))));
  pid = find_demo ();
  g_assert_cmpint (pid, >, 0);

  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  ZC_WAIT_UNTIL (find_label (ui, "Starting the demo’s name servers…") != NULL);
  ZC_WAIT_UNTIL (has_demo (ui, url));
  g_assert_cmpint (find_demo (), !=, pid);
  ZC_WAIT_UNTIL (find_beginning (GTK_WIDGET (ui->window), "Offline") == NULL);
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
  g_test_add ("/bars/demo-comes-back", TestUi, NULL, test_ui_set_up, test_demo_comes_back, test_ui_tear_down);
  g_test_add_data_func ("/bars/progress", "thousand", test_long_list_tells_progress);

  return g_test_run ();
}
