/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "test-store-common.h"

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
  gint64 id = store_add_ended_run (fixture->store, "example.org");
  g_autoptr(ZcHistory) history = store_open_history (fixture->store);

  g_assert_nonnull (zc_history_find (history, id, NULL));
}

static void
test_what_is_no_database_is_moved_aside (Fixture       *fixture,
                                         gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;

  write_file (fixture, "This is a letter, not a database. It is long enough to have a header of one hundred bytes, "
                       "which is what SQLite wants to see first.", -1);
  history = store_open_history (fixture->store);
  g_assert_cmpuint (store_count_items (history), ==, 0);
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture->store) != NULL);
  g_assert_nonnull (strstr (zc_store_get_notice (fixture->store), "zone-courier.db.damaged-"));
  g_assert_cmpuint (count_files (fixture, "zone-courier.db.damaged-"), ==, 1);
  assert_works (fixture);

  /* The next start has nothing to tell. */
  g_clear_object (&history);
  store_reopen (fixture);
  history = store_open_history (fixture->store);
  g_assert_cmpuint (store_count_items (history), ==, 1);
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
    store_add_ended_run (fixture->store, "example.com");
  store_reopen (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 8 * 4096);
  memset (contents + 2 * 4096, 0x5a, 5 * 4096);
  write_file (fixture, contents, (gssize) length);

  history = store_open_history (fixture->store);
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture->store) != NULL);
  g_assert_cmpuint (store_count_items (history), ==, 0);
  g_assert_cmpuint (count_files (fixture, "zone-courier.db.damaged-"), ==, 1);
  assert_works (fixture);
}

static void
test_newer_file_is_kept_for_the_newer_program (Fixture       *fixture,
                                               gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_mkdir_with_parents (folder, 0700);
  store_execute (fixture->path, "CREATE TABLE run (wonders TEXT); INSERT INTO run VALUES ('all'); PRAGMA user_version = 99");
  history = store_open_history (fixture->store);
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture->store) != NULL);
  g_assert_nonnull (strstr (zc_store_get_notice (fixture->store), "newer version"));
  g_assert_cmpuint (count_files (fixture, "zone-courier.db.newer-"), ==, 1);
  assert_works (fixture);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GDateTime) listed = NULL;

  *(GPtrArray **) data = zc_store_load_zones_finish (ZC_STORE (source), result, &listed, NULL);
}

static void
test_texts_of_zones_become_valid (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr(GPtrArray) zones = NULL;
  ZcZone *zone;

  store_add_ended_run (fixture->store, "example.org");
  zc_store_wait (fixture->store);
  store_execute (fixture->path,
                 "INSERT INTO zone_list (account, kind, read) VALUES ('" ACCOUNT "', 'secondary', 1);"
                 "INSERT INTO zone (account, kind, id, name, state, enabled, primary_ips, name_servers) VALUES "
                 "('" ACCOUNT "', 'secondary', CAST (x'31ff' AS TEXT), 'example.com', 'AVAILABLE', 1, CAST (x'ff' AS TEXT),"
                 " CAST (x'fe0a61' AS TEXT))");
  zc_store_load_zones_async (fixture->store, ACCOUNT, ZC_ZONE_KIND_SECONDARY, NULL, loaded_cb, &zones);
  ZC_WAIT_UNTIL (zones != NULL);
  g_assert_cmpuint (zones->len, ==, 1);
  zone = g_ptr_array_index (zones, 0);
  g_assert_true (g_utf8_validate (zc_zone_get_id (zone), -1, NULL));
  g_assert_true (g_utf8_validate (zc_zone_get_primary_ips (zone)[0], -1, NULL));
  g_assert_true (g_utf8_validate (zc_zone_get_name_servers (zone)[0], -1, NULL));
  g_assert_cmpstr (zc_zone_get_name_servers (zone)[1], ==, "a");
}

static void
test_version_that_never_was_is_damage (Fixture       *fixture,
                                       gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_mkdir_with_parents (folder, 0700);
  store_execute (fixture->path, "CREATE TABLE run (wonders TEXT); PRAGMA user_version = -5");
  history = store_open_history (fixture->store);
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture->store) != NULL);
  g_assert_cmpuint (count_files (fixture, "zone-courier.db.damaged-"), ==, 1);
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
  store_execute (fixture->path,
           VERSION_1
           "INSERT INTO run VALUES (7, '" ACCOUNT "', 'z', 'old.example', 'old.example', 'old.example', '', '', 1000000,"
           " 600, 9000000, 8000000, 'failed', 'none', 41, NULL, NULL, NULL, NULL);"
           "INSERT INTO observation VALUES (7, 0, 0, 'snapshot', NULL, NULL), (7, 1, 0, 'sent', NULL, NULL),"
           " (7, 2, 1, 'rejected', NULL, 'no right'), (7, 3, 2, 'of-the-future', NULL, NULL);");
  history = store_open_history (fixture->store);
  g_assert_cmpuint (store_count_items (history), ==, 1);
  record = g_list_model_get_item (G_LIST_MODEL (history), 0);
  g_assert_cmpstr (zc_run_record_get_words (record), ==, "Failed");
  g_assert_cmpstr (zc_run_record_get_explanation (record), ==, "no right");
  g_assert_cmpfloat (zc_run_record_get_duration_seconds (record), ==, 8.0);
  g_assert_null (zc_store_get_notice (fixture->store));

  g_clear_object (&history);
  store_reopen (fixture);
  store_execute (fixture->path, "INSERT INTO zone_list VALUES ('x', 'primary', 0, NULL);"
                          "UPDATE migration SET applied = 1 WHERE version BETWEEN 2 AND 5");
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

/* What a damaged row holds reads as something, and as something whole. */
static void
test_damaged_observations_are_read (void)
{
  g_autoptr(ZcSerialReport) report = store_make_report (42, 41);
  g_autoptr(GPtrArray) statuses = store_make_statuses ("Ok", "but");
  ZcRunEvent event = { .type = ZC_RUN_EVENT_SNAPSHOT, .report = report, .statuses = statuses };
  g_autoptr(GBytes) whole = zc_run_event_encode (&event);
  gsize length;
  const guint8 *data = g_bytes_get_data (whole, &length);

  for (guint i = 0; i < 20000; i++)
    {
      gsize kept = (gsize) g_test_rand_int_range (0, (gint32) length + 1);
      g_autofree guint8 *copy = g_memdup2 (data, length);
      g_autoptr(GBytes) damaged = NULL;
      g_autoptr(ZcSerialReport) read_report = NULL;
      g_autoptr(GPtrArray) read_statuses = NULL;

      for (guint j = 0; j < 4; j++)
        copy[g_test_rand_int_range (0, (gint32) length)] = (guint8) g_test_rand_int_range (0, 256);
      damaged = g_bytes_new (copy, i % 2 == 0 ? length : kept);
      zc_run_event_decode (damaged, &read_report, &read_statuses);
      for (guint j = 0; read_report != NULL && j < zc_serial_report_get_rows (read_report)->len; j++)
        {
          const ZcSerialRow *row = zc_serial_report_get_rows (read_report)->pdata[j];

          g_assert_true (g_utf8_validate (row->name, -1, NULL));
          g_assert_cmpint (row->role, <=, ZC_SERVER_ROLE_SECONDARY);
        }
    }
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
  store_set_up (&fixture, NULL);
  store_add_ended_run (fixture.store, "before.example");
  zc_store_wait (fixture.store);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint i = 0; i < 60; i++)
    store_add_ended_run (fixture.store, "example.com");

  /* Nothing is lost while the program runs, and the user knows. */
  ZC_WAIT_UNTIL (zc_store_get_notice (fixture.store) != NULL);
  g_assert_true (g_str_has_prefix (zc_store_get_notice (fixture.store), "The history cannot be kept: "));
  history = store_open_history (fixture.store);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, 61);
  g_clear_object (&history);
  store_tear_down (&fixture, NULL);
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
      g_autoptr(Run) run = store_begin (store, "example.com");

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

      unfinished = store_list_unfinished (fixture->store);
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

      store_reopen (fixture);
      store_execute (fixture->path, "DELETE FROM observation; DELETE FROM run");
    }
}

#define ADD(path, test) g_test_add ("/store/" path, Fixture, NULL, store_set_up, test, store_tear_down)

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--victim"))
    run_victim (argv[2]);

  own_path = argv[0];
  zc_test_init (&argc, &argv);

  ADD ("what-is-no-database-is-moved-aside", test_what_is_no_database_is_moved_aside);
  ADD ("damage-inside-is-found", test_damage_inside_is_found);
  ADD ("newer-file-is-kept-for-the-newer-program", test_newer_file_is_kept_for_the_newer_program);
  ADD ("texts-of-zones-become-valid", test_texts_of_zones_become_valid);
  ADD ("version-that-never-was-is-damage", test_version_that_never_was_is_damage);
  ADD ("older-file-is-brought-up-to-date", test_older_file_is_brought_up_to_date);
  ADD ("unwritable-folder-is-told-and-survived", test_unwritable_folder_is_told_and_survived);
  g_test_add_func ("/store/damaged-observations-are-read", test_damaged_observations_are_read);
  g_test_add_func ("/store/full-disk", test_full_disk);
  ADD ("killed-program-loses-nothing", test_killed_program_loses_nothing);

  return g_test_run ();
}
