/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the main loop stands still while the view Transfers shows and searches 100 000 past runs. The program is
 * started twice: first to have its file, into which the runs are then put, as fast as SQLite takes them.
 */
#include <sqlite3.h>

#include "test-ui-common.h"
#include "zc-test-turns.h"
#include "zc-test-ui.h"
#include "zc-test.h"

#define N_RUNS 100000

static void
add_runs (const char *account_id)
{
  const gint64 first_us = g_get_real_time () - (gint64) (N_RUNS + 60) * G_USEC_PER_SEC;
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "zone-courier", "zone-courier.db", NULL);
  g_autofree char *sql = g_strdup_printf
    ("BEGIN; CREATE TEMP TABLE numbers AS WITH RECURSIVE n (value) AS"
     " (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < %d - 1) SELECT value FROM n;"
     "INSERT INTO run SELECT value + 1000, '%s', 'z' || (value %% 500), 'zone' || value || '.example',"
     " 'zone' || value || '.example', 'zone' || value || '.example', '192.0.2.1', 'ns1.example',"
     " %" G_GINT64_FORMAT " + value * 1000000, 600, %" G_GINT64_FORMAT " + value * 1000000, 5000000, 'stopped', 'none',"
     " 41, 42, NULL, NULL, NULL FROM numbers; COMMIT;", N_RUNS, account_id, first_us, first_us);
  char *message = NULL;
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (handle);
}

static gboolean
is_shown (gpointer data)
{
  TestUi *ui = data;

  return zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "100,000 past transfers") != NULL ||
         zc_test_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "100000 past transfers") != NULL;
}

static gboolean
is_done (gpointer data)
{
  return TRUE;
}

static void
show_cb (gpointer data)
{
  TestUi *ui = data;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-view", "s", "transfers");
}

static void
show_zones_cb (gpointer data)
{
  TestUi *ui = data;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.show-view", "s", "zones");
}

typedef struct
{
  TestUi *ui;
  const char *text;
} Search;

static void
search_cb (gpointer data)
{
  Search *search = data;
  GtkWidget *entry = zc_test_ui_find (GTK_WIDGET (search->ui->window), GTK_TYPE_SEARCH_ENTRY, "Search transfers");

  gtk_editable_set_text (GTK_EDITABLE (entry), search->text);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const searches[] = { "zone9", "zone99999.", "" };
  g_autoptr(GSettings) settings = NULL;
  TestUi ui = { NULL, };
  Search search = { &ui, NULL };

  zc_test_ui_init (&argc, &argv);
  test_ui_forget ();
  settings = g_settings_new ("io.github.zonecourier.ZoneCourier");
  g_settings_set_int (settings, "history-runs", N_RUNS * 2);
  ui.sandbox = zc_test_sandbox_start ("default");
  test_ui_open (&ui);
  test_ui_close (&ui);

  add_runs (zc_test_sandbox_get_url (ui.sandbox));
  test_ui_open (&ui);
  zc_test_turns_measure ("program started", 3000, NULL, is_done, &ui);
  zc_test_turns_measure ("100 000 runs shown", 0, show_cb, is_shown, &ui);
  zc_test_turns_measure ("other view", 500, show_zones_cb, is_done, &ui);
  zc_test_turns_measure ("shown again", 1000, show_cb, is_done, &ui);

  gtk_widget_activate_action (GTK_WIDGET (ui.window), "win.search", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *what = g_strdup_printf ("search for \"%s\"", searches[i]);

      search.text = searches[i];
      zc_test_turns_measure (what, 1500, search_cb, is_done, &search);
    }

  test_ui_tear_down (&ui, NULL);

  return EXIT_SUCCESS;
}
