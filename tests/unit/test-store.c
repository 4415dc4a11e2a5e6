/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "zc-history.h"
#include "zc-run-journal-private.h"
#include "zc-store-private.h"
#include "zc-test-report.h"
#include "zc-test.h"

#define ACCOUNT "environment"
#define SECOND G_USEC_PER_SEC

typedef struct
{
  char *folder;   /* (owned) */
  char *path;     /* (owned) */
  ZcStore *store; /* (owned) */
} Fixture;

static void
set_up (Fixture       *fixture,
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

static void
tear_down (Fixture       *fixture,
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
static void
reopen (Fixture *fixture)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  gint64 end_us = g_get_monotonic_time () + ZC_TEST_WAIT_SECONDS * SECOND;

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

static ZcSerialReport *
make_report (guint32 primary,
             guint32 secondary)
{
  GPtrArray *rows = zc_test_report_new_rows ();

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_OK, primary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "198.51.100.1", ZC_DNS_OUTCOME_OK, secondary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "2001:db8::1", ZC_DNS_OUTCOME_NO_ROUTE, 0);
  g_ptr_array_add (rows, zc_serial_row_new (ZC_SERVER_ROLE_SECONDARY, "ns2.example", NULL, "no address"));

  return zc_serial_report_new (rows);
}

static ZcSerialReport *
make_full_report (guint32 primary,
                  guint32 secondary)
{
  GPtrArray *rows = zc_test_report_new_rows ();

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_OK, primary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "198.51.100.1", ZC_DNS_OUTCOME_OK, secondary);

  return zc_serial_report_new (rows);
}

static GPtrArray *
make_statuses (const char *status,
               const char *message)
{
  GPtrArray *statuses = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (statuses, g_object_new (ZC_TYPE_PRIMARY_STATUS, "primary-ip", "192.0.2.1", "status", status,
                                           "error-message", message, NULL));

  return statuses;
}

/* A run without its servers: what is applied is what the test says. */
typedef struct
{
  ZcRunJournal *journal; /* (owned) */
  ZcRunMachine *machine; /* (owned) */
  gint64 now_us;
} Run;

static void
apply (Run            *run,
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

static Run *
begin (ZcStore    *store,
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

static void
run_free (Run *run)
{
  zc_run_journal_free (run->journal);
  zc_run_machine_free (run->machine);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
start (Run *run)
{
  apply (run, ZC_RUN_EVENT_SNAPSHOT, make_full_report (42, 41), make_statuses ("Ok", NULL), NULL);
  apply (run, ZC_RUN_EVENT_SENT, NULL, NULL, NULL);
  apply (run, ZC_RUN_EVENT_ACCEPTED, NULL, NULL, NULL);
}

static void
end (Run *run)
{
  apply (run, ZC_RUN_EVENT_SERIALS, make_full_report (42, 42), NULL, NULL);
  g_assert_true (zc_run_state_is_final (zc_run_machine_get_state (run->machine)));
}

static gint64
add_ended_run (ZcStore    *store,
               const char *zone_name)
{
  g_autoptr(Run) run = begin (store, zone_name);

  start (run);
  end (run);

  return zc_run_journal_get_id (run->journal);
}

static GListModel *
load_entries (ZcStore *store,
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

static GPtrArray *
list_unfinished (ZcStore *store)
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

static gboolean
is_loaded (ZcHistory *history)
{
  gboolean loaded;

  g_object_get (history, "loaded", &loaded, NULL);

  return loaded && !zc_history_is_busy (history);
}

static ZcHistory *
open_history (ZcStore *store)
{
  ZcHistory *history = zc_history_new (store, ACCOUNT, NULL);

  ZC_WAIT_UNTIL (is_loaded (history));

  return history;
}

static guint
count_items (gpointer model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static void
test_a_run_is_read_as_it_was_lived (Fixture       *fixture,
                                    gconstpointer  data)
{
  static const ZcRunDelta delta = { .missing = 3, .extra = 1, .changed = 2 };
  g_autoptr(Run) run = begin (fixture->store, "xn--bcher-kva.example");
  g_autoptr(ZcHistory) history = NULL;
  g_autoptr(ZcRunRecord) record = NULL;
  g_autoptr(GListModel) entries = NULL;
  g_autofree char *words = NULL;
  g_autofree char *explanation = NULL;
  g_autoptr(GListModel) live = g_object_ref (zc_run_journal_get_entries (run->journal));
  gint64 id = zc_run_journal_get_id (run->journal);
  guint32 serial;

  apply (run, ZC_RUN_EVENT_SNAPSHOT, make_report (42, 41), make_statuses ("Ok", NULL), NULL);
  apply (run, ZC_RUN_EVENT_SENT, NULL, NULL, NULL);
  apply (run, ZC_RUN_EVENT_UNANSWERED, NULL, NULL, NULL);
  apply (run, ZC_RUN_EVENT_SERIALS, make_report (42, 41), NULL, NULL);
  apply (run, ZC_RUN_EVENT_SERIALS, make_report (42, 41), NULL, NULL);
  apply (run, ZC_RUN_EVENT_TROUBLE, NULL, NULL, "the line is cut");
  zc_run_journal_set_delta (run->journal, &delta);
  apply (run, ZC_RUN_EVENT_STATUSES, NULL, make_statuses ("Müde\n", "<b>no</b>\xe2\x80\xae"), NULL);
  words = zc_run_machine_dup_words (run->machine);
  explanation = zc_run_machine_dup_explanation (run->machine);

  g_clear_pointer (&run, run_free);
  reopen (fixture);
  history = open_history (fixture->store);
  g_assert_cmpuint (count_items (history), ==, 1);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, 1);
  record = g_list_model_get_item (G_LIST_MODEL (history), 0);
  g_assert_cmpint (zc_run_record_get_id (record), ==, id);
  g_assert_cmpstr (zc_run_record_get_account_id (record), ==, ACCOUNT);
  g_assert_cmpstr (zc_run_record_get_zone_name (record), ==, "xn--bcher-kva.example");
  g_assert_cmpstr (zc_run_record_get_display_name (record), ==, "bücher.example");
  g_assert_cmpstr (zc_run_record_get_words (record), ==, words);
  g_assert_cmpstr (zc_run_record_get_explanation (record), ==, explanation);
  g_assert_cmpint (zc_run_record_get_state (record), ==, ZC_RUN_STATE_FAILED);
  g_assert_true (zc_run_record_was_sent (record));
  g_assert_false (zc_run_record_was_accepted (record));
  g_assert_true (zc_run_record_get_serial_before (record, &serial));
  g_assert_cmpuint (serial, ==, 41);
  g_assert_true (zc_run_record_get_serial_after (record, &serial));
  g_assert_cmpuint (serial, ==, 41);
  g_assert_cmpuint (zc_run_record_get_delta (record)->changed, ==, 2);

  /* What was shown while it ran is what is shown afterwards. */
  entries = load_entries (fixture->store, zc_run_record_get_id (record));
  g_assert_cmpuint (count_items (entries), ==, count_items (live));
  for (guint i = 0; i < count_items (live); i++)
    {
      g_autoptr(ZcRunEntry) before = g_list_model_get_item (live, i);
      g_autoptr(ZcRunEntry) after = g_list_model_get_item (entries, i);
      g_autofree char *before_sentence = zc_run_entry_dup_sentence (before);
      g_autofree char *after_sentence = zc_run_entry_dup_sentence (after);

      g_assert_cmpint (zc_run_entry_get_kind (before), ==, zc_run_entry_get_kind (after));
      g_assert_cmpint (zc_run_entry_get_offset_us (before), ==, zc_run_entry_get_offset_us (after));
      g_assert_cmpstr (before_sentence, ==, after_sentence);
    }
}

static void
test_repetitions_are_one_entry (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(Run) run = begin (fixture->store, "example.com");
  GListModel *entries = zc_run_journal_get_entries (run->journal);
  g_autoptr(GPtrArray) unfinished = NULL;
  g_autoptr(ZcUnfinishedRun) kept = NULL;
  guint n_before;

  start (run);
  n_before = count_items (entries);
  for (guint i = 0; i < 20; i++)
    {
      apply (run, ZC_RUN_EVENT_STATUSES, NULL, make_statuses ("Ok", NULL), NULL);
      apply (run, ZC_RUN_EVENT_SERIALS, make_full_report (42, 41), NULL, NULL);
    }
  g_assert_cmpuint (count_items (entries), ==, n_before);
  apply (run, ZC_RUN_EVENT_STATUSES, NULL, make_statuses ("Error", NULL), NULL);
  g_assert_cmpuint (count_items (entries), ==, n_before + 1);

  /* The machine is told every time all the same: time is a part of what it judges. */
  g_clear_pointer (&run, run_free);
  reopen (fixture);
  unfinished = list_unfinished (fixture->store);
  g_assert_cmpuint (unfinished->len, ==, 1);
  kept = g_ptr_array_steal_index (unfinished, 0);
  g_assert_cmpuint (kept->observations->len, ==, 3 + 40 + 1);
}

static void
test_unfinished_runs_are_found_and_go_on (Fixture       *fixture,
                                          gconstpointer  data)
{
  gint64 done_id = add_ended_run (fixture->store, "done.example");
  g_autoptr(Run) run = begin (fixture->store, "example.com");
  g_autoptr(GPtrArray) watched = NULL;
  g_autoptr(GPtrArray) unfinished = NULL;
  g_autoptr(GObject) watcher = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr(ZcRunMachine) machine = zc_run_machine_new ();
  g_autoptr(ZcRunJournal) journal = NULL;
  g_autoptr(ZcZone) zone = NULL;
  g_autofree char *words = NULL;
  gint64 id = zc_run_journal_get_id (run->journal);

  /* What is watched already is not to be picked up. */
  start (run);
  zc_store_set_watched (fixture->store, id, watcher);
  watched = list_unfinished (fixture->store);
  g_assert_cmpuint (watched->len, ==, 0);

  g_clear_pointer (&run, run_free);
  reopen (fixture);
  unfinished = list_unfinished (fixture->store);
  g_assert_cmpuint (unfinished->len, ==, 1);
  journal = zc_run_journal_new_unfinished (fixture->store, unfinished->pdata[0], machine);
  g_assert_cmpint (zc_run_journal_get_id (journal), ==, id);
  g_assert_cmpint (id, !=, done_id);
  words = zc_run_machine_dup_words (machine);
  g_assert_cmpstr (words, ==, "Requested");
  g_assert_true (zc_run_machine_was_accepted (machine));
  g_assert_cmpuint (zc_run_journal_get_deadline_seconds (journal), ==, 600);
  /* The last observation is the earliest that its clock can be. */
  g_assert_cmpint (zc_run_journal_get_now_us (journal), >=, 4 * SECOND);
  zone = zc_run_journal_dup_zone (unfinished->pdata[0]);
  g_assert_cmpstr (zc_zone_get_name (zone), ==, "example.com");
  g_assert_cmpstr (zc_zone_get_primary_ips (zone)[0], ==, "192.0.2.1");
  g_assert_cmpstr (zc_zone_get_name_servers (zone)[1], ==, "ns2.example");
}

static void
test_history_grows_and_shrinks (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(ZcHistory) history = open_history (fixture->store);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) all = NULL;
  g_autoptr(GError) error = NULL;
  gint64 first, second;
  guint position;

  g_assert_cmpuint (count_items (history), ==, 0);
  first = add_ended_run (fixture->store, "one.example");
  ZC_WAIT_UNTIL (count_items (history) == 1);
  second = add_ended_run (fixture->store, "two.example");
  ZC_WAIT_UNTIL (count_items (history) == 2);
  g_assert_nonnull (zc_history_find (history, second, &position));
  g_assert_cmpuint (position, ==, 0);
  g_assert_nonnull (zc_history_find (history, first, &position));
  g_assert_cmpuint (position, ==, 1);

  zc_store_delete_run_async (fixture->store, first, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_store_delete_run_finish (fixture->store, result, &error));
  g_assert_cmpuint (count_items (history), ==, 1);
  g_assert_null (zc_history_find (history, first, NULL));

  zc_store_delete_all_runs_async (fixture->store, ACCOUNT, NULL, zc_test_keep_result_cb, &all);
  ZC_WAIT_UNTIL (all != NULL);
  g_assert_true (zc_store_delete_all_runs_finish (fixture->store, all, &error));
  ZC_WAIT_UNTIL (is_loaded (history) && count_items (history) == 0);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, 0);
}

static void
assert_finds (ZcHistory  *history,
              const char *search,
              guint       n_found)
{
  zc_history_set_search (history, search);
  ZC_WAIT_UNTIL (is_loaded (history));
  g_assert_cmpuint (count_items (history), ==, n_found);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, n_found);
}

static void
test_search_by_names_and_words (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;
  g_autoptr(Run) stopped = begin (fixture->store, "100%.example");

  add_ended_run (fixture->store, "example.com");
  add_ended_run (fixture->store, "xn--bcher-kva.example");
  start (stopped);
  apply (stopped, ZC_RUN_EVENT_STOPPED, NULL, NULL, NULL);

  history = open_history (fixture->store);
  assert_finds (history, "EXAMPLE", 3);
  assert_finds (history, "BÜCHER", 1);
  assert_finds (history, "bcher-kva", 1);
  assert_finds (history, "done", 2);
  assert_finds (history, "stopped w", 1);
  assert_finds (history, "%", 1);
  assert_finds (history, "'", 0);
  assert_finds (history, "", 3);
}

static void
test_trimming_keeps_the_newest (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(Run) running = begin (fixture->store, "running.example");
  g_autoptr(ZcHistory) history = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) unfinished = NULL;
  g_autoptr(GError) error = NULL;
  gint64 last = 0;

  start (running);
  for (guint i = 0; i < 10; i++)
    last = add_ended_run (fixture->store, "example.com");

  zc_store_trim_async (fixture->store, 30, 4, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_cmpint (zc_store_trim_finish (fixture->store, result, &error), ==, 6);
  history = open_history (fixture->store);
  g_assert_cmpuint (count_items (history), ==, 4);
  g_assert_nonnull (zc_history_find (history, last, NULL));

  g_clear_pointer (&running, run_free);
  unfinished = list_unfinished (fixture->store);
  g_assert_cmpuint (unfinished->len, ==, 1);
}

static void
test_removed_account_is_gone_while_its_run_goes_on (Fixture       *fixture,
                                                    gconstpointer  data)
{
  g_autoptr(Run) run = begin (fixture->store, "example.com");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcHistory) history = NULL;
  g_autoptr(GListModel) entries = NULL;

  start (run);
  zc_store_remove_account_async (fixture->store, ACCOUNT, FALSE, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_store_remove_account_finish (fixture->store, result, &error));
  end (run);
  history = open_history (fixture->store);
  g_assert_cmpuint (count_items (history), ==, 0);
  entries = load_entries (fixture->store, zc_run_journal_get_id (run->journal));
  g_assert_cmpuint (count_items (entries), ==, 0);
  g_assert_null (zc_store_get_notice (fixture->store));
}

/* How many databases in the folder have a name that begins so. */
static guint
count_files (Fixture    *fixture,
             const char *prefix)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n_files += g_str_has_prefix (name, prefix) && !g_str_has_suffix (name, "-wal") && !g_str_has_suffix (name, "-shm");

  return n_files;
}

static void
write_file (Fixture    *fixture,
            const char *text,
            gssize      length)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (fixture->path, text, length, &error);
  g_assert_no_error (error);
}

static void
assert_works (Fixture *fixture)
{
  gint64 id = add_ended_run (fixture->store, "example.org");
  g_autoptr(ZcHistory) history = open_history (fixture->store);

  g_assert_nonnull (zc_history_find (history, id, NULL));
}

static void
test_what_is_no_database_is_moved_aside (Fixture       *fixture,
                                         gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;

  write_file (fixture, "This is a letter, not a database. It is long enough to have a header of one hundred bytes, "
                       "which is what SQLite wants to see first.", -1);
  history = open_history (fixture->store);
  g_assert_cmpuint (count_items (history), ==, 0);
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture->store) != NULL);
  g_assert_nonnull (strstr (zc_store_get_notice (fixture->store), "zone-courier.db.damaged-"));
  g_assert_cmpuint (count_files (fixture, "zone-courier.db.damaged-"), ==, 1);
  assert_works (fixture);

  /* The next start has nothing to tell. */
  g_clear_object (&history);
  reopen (fixture);
  history = open_history (fixture->store);
  g_assert_cmpuint (count_items (history), ==, 1);
  g_assert_null (zc_store_get_notice (fixture->store));
}

static void
test_damage_inside_is_found (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autofree char *contents = NULL;
  g_autoptr(ZcHistory) history = NULL;
  gsize length;

  for (guint i = 0; i < 40; i++)
    add_ended_run (fixture->store, "example.com");
  reopen (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 8 * 4096);
  memset (contents + 2 * 4096, 0x5a, 5 * 4096);
  write_file (fixture, contents, (gssize) length);

  history = open_history (fixture->store);
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture->store) != NULL);
  g_assert_cmpuint (count_items (history), ==, 0);
  g_assert_cmpuint (count_files (fixture, "zone-courier.db.damaged-"), ==, 1);
  assert_works (fixture);
}

static void
execute (const char *path,
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

static void
test_newer_file_is_kept_for_the_newer_program (Fixture       *fixture,
                                               gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_mkdir_with_parents (folder, 0700);
  execute (fixture->path, "CREATE TABLE run (wonders TEXT); INSERT INTO run VALUES ('all'); PRAGMA user_version = 99");
  history = open_history (fixture->store);
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture->store) != NULL);
  g_assert_nonnull (strstr (zc_store_get_notice (fixture->store), "newer version"));
  g_assert_cmpuint (count_files (fixture, "zone-courier.db.newer-"), ==, 1);
  assert_works (fixture);
}

/* The schema as version 1 had it. */
#define VERSION_1 \
  "CREATE TABLE migration (version INTEGER PRIMARY KEY, applied INTEGER NOT NULL);" \
  "CREATE TABLE run (id INTEGER PRIMARY KEY, account TEXT NOT NULL, zone_id TEXT NOT NULL, zone_name TEXT NOT NULL," \
  " display_name TEXT NOT NULL, search TEXT NOT NULL, primary_ips TEXT NOT NULL, name_servers TEXT NOT NULL," \
  " started INTEGER NOT NULL, deadline INTEGER NOT NULL, ended INTEGER, duration INTEGER, state TEXT NOT NULL," \
  " proof TEXT NOT NULL, serial_before INTEGER, serial_after INTEGER, missing INTEGER, extra INTEGER," \
  " changed INTEGER);" \
  "CREATE INDEX run_ended ON run (account, started DESC, id DESC) WHERE ended IS NOT NULL;" \
  "CREATE INDEX run_of_zone ON run (account, zone_id, started DESC, id DESC) WHERE ended IS NOT NULL;" \
  "CREATE INDEX run_unfinished ON run (account) WHERE ended IS NULL;" \
  "CREATE TABLE observation (run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE, place INTEGER NOT NULL," \
  " at INTEGER NOT NULL, type TEXT NOT NULL, data BLOB, text TEXT, PRIMARY KEY (run, place)) WITHOUT ROWID;" \
  "INSERT INTO migration VALUES (1, 0); PRAGMA user_version = 1;"

static void
test_older_file_is_brought_up_to_date (Fixture       *fixture,
                                       gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;
  g_autoptr(ZcRunRecord) record = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_mkdir_with_parents (folder, 0700);
  execute (fixture->path,
           VERSION_1
           "INSERT INTO run VALUES (7, '" ACCOUNT "', 'z', 'old.example', 'old.example', 'old.example', '', '', 1000000,"
           " 600, 9000000, 8000000, 'failed', 'none', 41, NULL, NULL, NULL, NULL);"
           "INSERT INTO observation VALUES (7, 0, 0, 'snapshot', NULL, NULL), (7, 1, 0, 'sent', NULL, NULL),"
           " (7, 2, 1, 'rejected', NULL, 'no right'), (7, 3, 2, 'of-the-future', NULL, NULL);");
  history = open_history (fixture->store);
  g_assert_cmpuint (count_items (history), ==, 1);
  record = g_list_model_get_item (G_LIST_MODEL (history), 0);
  g_assert_cmpstr (zc_run_record_get_words (record), ==, "Failed");
  g_assert_cmpstr (zc_run_record_get_explanation (record), ==, "no right");
  g_assert_cmpfloat (zc_run_record_get_duration_seconds (record), ==, 8.0);
  g_assert_null (zc_store_get_notice (fixture->store));

  g_clear_object (&history);
  reopen (fixture);
  execute (fixture->path, "INSERT INTO zone_list VALUES ('x', 'primary', 0);"
                          "UPDATE migration SET applied = 1 WHERE version = 2");
}

static void
test_unwritable_folder_is_told_and_survived (Fixture       *fixture,
                                             gconstpointer  data)
{
  /* A file where the folder should be stops everybody, root as well. */
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (folder, "", 0, &error);
  g_assert_no_error (error);
  assert_works (fixture);
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture->store) != NULL);
  g_assert_true (g_str_has_prefix (zc_store_get_notice (fixture->store), "The history cannot be kept: "));
}

/* In a process of its own, since the limit cannot be taken back. */
static void
test_full_disk (void)
{
  Fixture fixture;
  struct rlimit limit = { .rlim_cur = 160 * 1024, .rlim_max = 160 * 1024 };
  g_autoptr(ZcHistory) history = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
      g_test_trap_assert_passed ();
      return;
    }

  signal (SIGXFSZ, SIG_IGN);
  set_up (&fixture, NULL);
  add_ended_run (fixture.store, "before.example");
  zc_store_wait (fixture.store);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint i = 0; i < 60; i++)
    add_ended_run (fixture.store, "example.com");

  /* Nothing is lost while the program runs, and the user knows. */
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture.store) != NULL);
  g_assert_true (g_str_has_prefix (zc_store_get_notice (fixture.store), "The history cannot be kept: "));
  history = open_history (fixture.store);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, 61);
  g_clear_object (&history);
  tear_down (&fixture, NULL);
}

/* Lives runs until it is killed, and tells on its standard output which observations were written. */
static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GError) error = NULL;
  ssize_t n_written;

  if (!zc_store_add_observation_finish (ZC_STORE (source), result, &error))
    g_error ("%s", error->message);
  n_written = write (STDOUT_FILENO, "x", 1);
  g_assert_cmpint (n_written, ==, 1);
}

static void G_GNUC_NORETURN
run_victim (const char *path)
{
  g_autoptr(ZcStore) store = zc_store_new (path);

  while (TRUE)
    {
      g_autoptr(Run) run = begin (store, "example.com");

      for (guint i = 0; i < 3; i++)
        {
          ZcRunEvent event = { .type = ZC_RUN_EVENT_SNAPSHOT + i, .time_us = i };

          zc_run_machine_apply (run->machine, &event, NULL);
          zc_run_journal_add (run->journal, &event, run->machine, written_cb, NULL);
          g_main_context_iteration (NULL, FALSE);
        }
    }
}

static char *own_path;

static void
test_killed_program_loses_nothing (Fixture       *fixture,
                                   gconstpointer  data)
{
  for (guint round = 1; round <= 3; round++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GSubprocess) victim = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, own_path, "--victim",
                                                        fixture->path, NULL);
      g_autoptr(GPtrArray) unfinished = NULL;
      GInputStream *output = g_subprocess_get_stdout_pipe (victim);
      char buffer[4096];
      gsize n_told = 0, n_kept = 0;
      gssize n_read;

      g_assert_no_error (error);
      while (n_told < 60 * round && (n_read = g_input_stream_read (output, buffer, sizeof buffer, NULL, NULL)) > 0)
        n_told += (gsize) n_read;
      g_subprocess_force_exit (victim);
      while ((n_read = g_input_stream_read (output, buffer, sizeof buffer, NULL, NULL)) > 0)
        n_told += (gsize) n_read;
      g_subprocess_wait (victim, NULL, NULL);

      unfinished = list_unfinished (fixture->store);
      for (guint i = 0; i < unfinished->len; i++)
        {
          ZcUnfinishedRun *run = unfinished->pdata[i];

          n_kept += run->observations->len;
          for (guint j = 0; j < run->observations->len; j++)
            g_assert_cmpuint (((ZcObservation *) run->observations->pdata[j])->place, ==, j);
        }
      g_test_message ("%" G_GSIZE_FORMAT " observations told, %" G_GSIZE_FORMAT " kept", n_told, n_kept);
      g_assert_cmpuint (n_told, >=, 60 * round);
      g_assert_cmpuint (n_kept, >=, n_told);
      g_assert_null (zc_store_get_notice (fixture->store));

      reopen (fixture);
      execute (fixture->path, "DELETE FROM observation; DELETE FROM run");
    }
}

static void
test_many_runs_open_at_once (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;
  gint64 begin_us;
  guint n_pages = 0;

  /* The schema first, then rows as fast as SQLite takes them. */
  add_ended_run (fixture->store, "example.com");
  reopen (fixture);
  execute (fixture->path,
           "BEGIN; CREATE TEMP TABLE numbers AS WITH RECURSIVE n (value) AS (SELECT 0 UNION ALL SELECT value + 1"
           " FROM n WHERE value < 99999) SELECT value FROM n;"
           "INSERT INTO run SELECT value + 1000, '" ACCOUNT "', 'z' || (value % 500), 'zone' || value || '.example',"
           " 'zone' || value || '.example', 'zone' || value || '.example', '192.0.2.1', 'ns1.example',"
           " 1600000000000000 + value * 1000000, 600, 1600000000000000 + value * 1000000, 5000000, 'stopped', 'none',"
           " 41, 42, NULL, NULL, NULL FROM numbers;"
           "COMMIT;");

  begin_us = g_get_monotonic_time ();
  history = open_history (fixture->store);
  g_test_message ("opened after %.3f s", (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, 100001);
  g_assert_cmpuint (count_items (history), <, 1000);

  while (n_pages < 5)
    {
      guint n_items = count_items (history);
      g_autoptr(ZcRunRecord) last = g_list_model_get_item (G_LIST_MODEL (history), n_items - 1);

      ZC_WAIT_UNTIL (count_items (history) > n_items);
      n_pages++;
    }
  assert_finds (history, "zone99999.", 1);
}

#define ADD(path, test) g_test_add ("/store/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--victim"))
    run_victim (argv[2]);

  own_path = argv[0];
  zc_test_init (&argc, &argv);

  ADD ("a-run-is-read-as-it-was-lived", test_a_run_is_read_as_it_was_lived);
  ADD ("repetitions-are-one-entry", test_repetitions_are_one_entry);
  ADD ("unfinished-runs-are-found-and-go-on", test_unfinished_runs_are_found_and_go_on);
  ADD ("history-grows-and-shrinks", test_history_grows_and_shrinks);
  ADD ("search-by-names-and-words", test_search_by_names_and_words);
  ADD ("trimming-keeps-the-newest", test_trimming_keeps_the_newest);
  ADD ("removed-account-is-gone-while-its-run-goes-on", test_removed_account_is_gone_while_its_run_goes_on);
  ADD ("what-is-no-database-is-moved-aside", test_what_is_no_database_is_moved_aside);
  ADD ("damage-inside-is-found", test_damage_inside_is_found);
  ADD ("newer-file-is-kept-for-the-newer-program", test_newer_file_is_kept_for_the_newer_program);
  ADD ("older-file-is-brought-up-to-date", test_older_file_is_brought_up_to_date);
  ADD ("unwritable-folder-is-told-and-survived", test_unwritable_folder_is_told_and_survived);
  g_test_add_func ("/store/full-disk", test_full_disk);
  ADD ("killed-program-loses-nothing", test_killed_program_loses_nothing);
  ADD ("many-runs-open-at-once", test_many_runs_open_at_once);

  return g_test_run ();
}
