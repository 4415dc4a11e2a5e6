/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-store-common.h"

#include <glib/gstdio.h>

#include "zc-test-report.h"

void
store_set_up (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("zc-store-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "zone-courier", "zone-courier.db", NULL);
  fixture->store = zc_store_new (fixture->path);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_chmod (path, 0700);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}

void
store_tear_down (Fixture       *fixture,
                 gconstpointer  data)
{
  if (fixture->store != NULL)
    {
      zc_store_wait (fixture->store);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      g_assert_finalize_object (fixture->store);
    }
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* Forgets what is open, as another start of the program would. The thread takes its log with it when it closes
 * the file. */
void
store_reopen (Fixture *fixture)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  gint64 end_us = g_get_monotonic_time () + zc_test_get_wait_seconds () * SECOND;

  zc_store_wait (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->store);
  while (g_file_test (log, G_FILE_TEST_EXISTS))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      g_thread_yield ();
    }
  fixture->store = zc_store_new (fixture->path);
}

ZcSerialReport *
store_make_report (guint32 primary,
                   guint32 secondary)
{
  GPtrArray *rows = zc_test_report_new_rows ();

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_OK, primary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "198.51.100.1", ZC_DNS_OUTCOME_OK, secondary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "2001:db8::1", ZC_DNS_OUTCOME_NO_ROUTE, 0);
  g_ptr_array_add (rows, zc_serial_row_new (ZC_SERVER_ROLE_SECONDARY, "ns2.example", NULL, "no address"));

  return zc_serial_report_new (rows);
}

ZcSerialReport *
store_make_full_report (guint32 primary,
                        guint32 secondary)
{
  GPtrArray *rows = zc_test_report_new_rows ();

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_OK, primary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "198.51.100.1", ZC_DNS_OUTCOME_OK, secondary);

  return zc_serial_report_new (rows);
}

GPtrArray *
store_make_statuses (const char *status,
                     const char *message)
{
  GPtrArray *statuses = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (statuses, g_object_new (ZC_TYPE_PRIMARY_STATUS, "primary-ip", "192.0.2.1", "status", status,
                                           "error-message", message, NULL));

  return statuses;
}

void
store_apply (Run            *run,
             ZcRunEventType  type,
             ZcSerialReport *report,
             GPtrArray      *statuses,
             const char     *text)
{
  ZcRunEvent event = { .type = type, .time_us = run->now_us, .report = report, .statuses = statuses, .text = text };
  g_autoptr(GError) error = NULL;

  zc_run_machine_apply (run->machine, &event, &error);
  g_assert_no_error (error);
  zc_run_journal_add (run->journal, &event, run->machine, NULL, NULL);
  run->now_us += 2 * SECOND;
  g_clear_object (&report);
  g_clear_pointer (&statuses, g_ptr_array_unref);
}

Run *
store_begin (ZcStore    *store,
             const char *zone_name)
{
  static const char * const primaries[] = { "192.0.2.1", NULL };
  static const char * const name_servers[] = { "ns1.example", "ns2.example", NULL };
  g_autoptr(ZcZone) zone = zc_test_report_new_zone (zone_name, primaries, name_servers);
  Run *run = g_new0 (Run, 1);

  run->machine = zc_run_machine_new ();
  run->journal = zc_run_journal_new (store, ACCOUNT, zone, 600);
  zc_run_journal_open (run->journal);

  return run;
}

void
store_run_free (Run *run)
{
  zc_run_journal_free (run->journal);
  zc_run_machine_free (run->machine);
  g_free (run);
}

void
store_start (Run *run)
{
  store_apply (run, ZC_RUN_EVENT_SNAPSHOT, store_make_full_report (42, 41), store_make_statuses ("Ok", NULL), NULL);
  store_apply (run, ZC_RUN_EVENT_SENT, NULL, NULL, NULL);
  store_apply (run, ZC_RUN_EVENT_ACCEPTED, NULL, NULL, NULL);
}

void
store_end (Run *run)
{
  store_apply (run, ZC_RUN_EVENT_SERIALS, store_make_full_report (42, 42), NULL, NULL);
  g_assert_true (zc_run_state_is_final (zc_run_machine_get_state (run->machine)));
}

gint64
store_add_ended_run (ZcStore    *store,
                     const char *zone_name)
{
  g_autoptr(Run) run = store_begin (store, zone_name);

  store_start (run);
  store_end (run);

  return zc_run_journal_get_id (run->journal);
}

GListModel *
store_load_entries (ZcStore *store,
                    gint64   id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *entries;

  zc_store_load_entries_async (store, id, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  entries = zc_store_load_entries_finish (store, result, &error);
  g_assert_no_error (error);

  return entries;
}

GPtrArray *
store_list_unfinished (ZcStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *runs;

  zc_store_list_unfinished_async (store, ACCOUNT, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  runs = zc_store_list_unfinished_finish (store, result, &error);
  g_assert_no_error (error);

  return runs;
}

gboolean
store_is_loaded (ZcHistory *history)
{
  gboolean loaded;

  g_object_get (history, "loaded", &loaded, NULL);

  return loaded && !zc_history_is_busy (history);
}

ZcHistory *
store_open_history (ZcStore *store)
{
  ZcHistory *history = zc_history_new (store, ACCOUNT, NULL);

  ZC_WAIT_UNTIL (store_is_loaded (history));

  return history;
}

guint
store_count_items (gpointer model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

void
store_execute (const char *path,
               const char *sql)
{
  sqlite3 *handle;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 5000);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (handle);
}
