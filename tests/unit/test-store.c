/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "test-store-common.h"
#include "zc-json.h"
#include "zc-test-report.h"

static void
test_a_run_is_read_as_it_was_lived (Fixture       *fixture,
                                    gconstpointer  data)
{
  static const ZcRunDelta delta = { .missing = 3, .extra = 1, .changed = 2 };
  g_autoptr(Run) run = store_begin (fixture->store, "xn--bcher-kva.example");
  g_autoptr(ZcHistory) history = NULL;
  g_autoptr(ZcRunRecord) record = NULL;
  g_autoptr(GListModel) entries = NULL;
  g_autofree char *words = NULL;
  g_autofree char *explanation = NULL;
  g_autoptr(GListModel) live = g_object_ref (zc_run_journal_get_entries (run->journal));
  gint64 id = zc_run_journal_get_id (run->journal);
  guint32 serial;

  store_apply (run, ZC_RUN_EVENT_SNAPSHOT, store_make_report (42, 41), store_make_statuses ("Ok", NULL), NULL);
  store_apply (run, ZC_RUN_EVENT_SENT, NULL, NULL, NULL);
  store_apply (run, ZC_RUN_EVENT_UNANSWERED, NULL, NULL, NULL);
  store_apply (run, ZC_RUN_EVENT_SERIALS, store_make_report (42, 41), NULL, NULL);
  store_apply (run, ZC_RUN_EVENT_SERIALS, store_make_report (42, 41), NULL, NULL);
  store_apply (run, ZC_RUN_EVENT_TROUBLE, NULL, NULL, "the line is cut");
  zc_run_journal_set_delta (run->journal, &delta);
  store_apply (run, ZC_RUN_EVENT_STATUSES, NULL, store_make_statuses ("Müde\n", "<b>no</b>\xe2\x80\xae"), NULL);
  words = zc_run_machine_dup_words (run->machine);
  explanation = zc_run_machine_dup_explanation (run->machine);

  g_clear_pointer (&run, store_run_free);
  store_reopen (fixture);
  history = store_open_history (fixture->store);
  g_assert_cmpuint (store_count_items (history), ==, 1);
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
  entries = store_load_entries (fixture->store, zc_run_record_get_id (record));
  g_assert_cmpuint (store_count_items (entries), ==, store_count_items (live));
  for (guint i = 0; i < store_count_items (live); i++)
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
  g_autoptr(Run) run = store_begin (fixture->store, "example.com");
  GListModel *entries = zc_run_journal_get_entries (run->journal);
  g_autoptr(GPtrArray) unfinished = NULL;
  g_autoptr(ZcUnfinishedRun) kept = NULL;
  guint n_before;

  store_start (run);
  n_before = store_count_items (entries);
  for (guint i = 0; i < 20; i++)
    {
      store_apply (run, ZC_RUN_EVENT_STATUSES, NULL, store_make_statuses ("Ok", NULL), NULL);
      store_apply (run, ZC_RUN_EVENT_SERIALS, store_make_full_report (42, 41), NULL, NULL);
    }
  g_assert_cmpuint (store_count_items (entries), ==, n_before);
  store_apply (run, ZC_RUN_EVENT_STATUSES, NULL, store_make_statuses ("Error", NULL), NULL);
  g_assert_cmpuint (store_count_items (entries), ==, n_before + 1);

  /* The machine is told every time all the same: time is a part of what it judges. */
  g_clear_pointer (&run, store_run_free);
  store_reopen (fixture);
  unfinished = store_list_unfinished (fixture->store);
  g_assert_cmpuint (unfinished->len, ==, 1);
  kept = g_ptr_array_steal_index (unfinished, 0);
  g_assert_cmpuint (kept->observations->len, ==, 3 + 40 + 1);
}

static void
test_unfinished_runs_are_found_and_go_on (Fixture       *fixture,
                                          gconstpointer  data)
{
  gint64 done_id = store_add_ended_run (fixture->store, "done.example");
  g_autoptr(Run) run = store_begin (fixture->store, "example.com");
  g_autoptr(GPtrArray) watched = NULL;
  g_autoptr(GPtrArray) unfinished = NULL;
  g_autoptr(GObject) watcher = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr(ZcRunMachine) machine = zc_run_machine_new ();
  g_autoptr(ZcRunJournal) journal = NULL;
  g_autoptr(ZcZone) zone = NULL;
  g_autofree char *words = NULL;
  gint64 id = zc_run_journal_get_id (run->journal);

  /* What is watched already is not to be picked up. */
  store_start (run);
  zc_store_set_watched (fixture->store, id, watcher);
  watched = store_list_unfinished (fixture->store);
  g_assert_cmpuint (watched->len, ==, 0);

  g_clear_pointer (&run, store_run_free);
  store_reopen (fixture);
  unfinished = store_list_unfinished (fixture->store);
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

/* Only what lies between two programs is measured by the wall clock, which may have been set in the meantime. */
static void
test_wall_clock_that_was_set (Fixture       *fixture,
                              gconstpointer  data)
{
  const gint64 week = 7 * G_TIME_SPAN_DAY;
  g_autoptr(Run) run = store_begin (fixture->store, "example.com");
  struct
  {
    gint64 started_us;
    gint64 least_us;
    gint64 most_us;
  } rows[] = {
    { g_get_real_time () + G_TIME_SPAN_DAY, 4 * SECOND, G_TIME_SPAN_MINUTE },
    { G_MAXINT64, 4 * SECOND, G_TIME_SPAN_MINUTE },
    { g_get_real_time () - G_TIME_SPAN_HOUR, G_TIME_SPAN_HOUR, G_TIME_SPAN_HOUR + G_TIME_SPAN_MINUTE },
    { 0, week, week + G_TIME_SPAN_MINUTE },
    { G_MININT64, 4 * SECOND, week + G_TIME_SPAN_MINUTE },
  };

  store_start (run);
  g_clear_pointer (&run, store_run_free);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *statement = g_strdup_printf ("UPDATE run SET started = %" G_GINT64_FORMAT ";", rows[i].started_us);
      g_autoptr(GPtrArray) unfinished = NULL;
      g_autoptr(ZcRunMachine) machine = zc_run_machine_new ();
      g_autoptr(ZcRunJournal) journal = NULL;

      store_reopen (fixture);
      store_execute (fixture->path, statement);
      unfinished = store_list_unfinished (fixture->store);
      g_assert_cmpuint (unfinished->len, ==, 1);
      journal = zc_run_journal_new_unfinished (fixture->store, unfinished->pdata[0], machine);
      g_assert_cmpint (zc_run_journal_get_now_us (journal), >=, rows[i].least_us);
      g_assert_cmpint (zc_run_journal_get_now_us (journal), <=, rows[i].most_us);
      g_assert_cmpint (zc_run_journal_get_watched_us (journal), <=, rows[i].most_us);
    }
}

static void
test_history_grows_and_shrinks (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(ZcHistory) history = store_open_history (fixture->store);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) all = NULL;
  g_autoptr(GError) error = NULL;
  gint64 first, second;
  guint position;

  g_assert_cmpuint (store_count_items (history), ==, 0);
  first = store_add_ended_run (fixture->store, "one.example");
  ZC_WAIT_UNTIL (store_count_items (history) == 1);
  second = store_add_ended_run (fixture->store, "two.example");
  ZC_WAIT_UNTIL (store_count_items (history) == 2);
  g_assert_nonnull (zc_history_find (history, second, &position));
  g_assert_cmpuint (position, ==, 0);
  g_assert_nonnull (zc_history_find (history, first, &position));
  g_assert_cmpuint (position, ==, 1);

  zc_store_delete_run_async (fixture->store, first, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_store_delete_run_finish (fixture->store, result, &error));
  g_assert_cmpuint (store_count_items (history), ==, 1);
  g_assert_null (zc_history_find (history, first, NULL));

  zc_store_delete_all_runs_async (fixture->store, ACCOUNT, NULL, zc_test_keep_result_cb, &all);
  ZC_WAIT_UNTIL (all != NULL);
  g_assert_true (zc_store_delete_all_runs_finish (fixture->store, all, &error));
  ZC_WAIT_UNTIL (store_is_loaded (history) && store_count_items (history) == 0);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, 0);
}

static void
assert_finds (ZcHistory  *history,
              const char *search,
              guint       n_found)
{
  zc_history_set_search (history, search);
  ZC_WAIT_UNTIL (store_is_loaded (history));
  g_assert_cmpuint (store_count_items (history), ==, n_found);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, n_found);
}

static void
test_search_by_names_and_words (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;
  g_autoptr(Run) stopped = store_begin (fixture->store, "100%.example");

  store_add_ended_run (fixture->store, "example.com");
  store_add_ended_run (fixture->store, "xn--bcher-kva.example");
  store_start (stopped);
  store_apply (stopped, ZC_RUN_EVENT_STOPPED, NULL, NULL, NULL);

  history = store_open_history (fixture->store);
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
  g_autoptr(Run) running = store_begin (fixture->store, "running.example");
  g_autoptr(ZcHistory) history = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) unfinished = NULL;
  g_autoptr(GError) error = NULL;
  gint64 last = 0;

  store_start (running);
  for (guint i = 0; i < 10; i++)
    last = store_add_ended_run (fixture->store, "example.com");

  zc_store_trim_async (fixture->store, 30, 4, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_cmpint (zc_store_trim_finish (fixture->store, result, &error), ==, 6);
  history = store_open_history (fixture->store);
  g_assert_cmpuint (store_count_items (history), ==, 4);
  g_assert_nonnull (zc_history_find (history, last, NULL));

  g_clear_pointer (&running, store_run_free);
  unfinished = store_list_unfinished (fixture->store);
  g_assert_cmpuint (unfinished->len, ==, 1);
}

static int
trim_to_days (Fixture *fixture,
              guint    days)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  store_reopen (fixture);
  zc_store_trim_async (fixture->store, days, 0, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_store_trim_finish (fixture->store, result, &error);
}

static void
test_trimming_by_age_needs_a_newer_run (Fixture       *fixture,
                                        gconstpointer  data)
{
  gint64 now_us = g_get_real_time ();
  g_autofree char *old = g_strdup_printf ("UPDATE run SET started = %" G_GINT64_FORMAT ";", now_us - 40 * G_TIME_SPAN_DAY);
  g_autofree char *ahead = NULL;
  gint64 last;

  for (guint i = 0; i < 3; i++)
    last = store_add_ended_run (fixture->store, "example.com");

  /* For all that is known, the clock is ahead. */
  store_reopen (fixture);
  store_execute (fixture->path, old);
  g_assert_cmpint (trim_to_days (fixture, 30), ==, 0);

  /* One was begun when it was. */
  ahead = g_strdup_printf ("UPDATE run SET started = %" G_GINT64_FORMAT " WHERE id = %" G_GINT64_FORMAT ";",
                           now_us + 400 * G_TIME_SPAN_DAY, last);
  store_execute (fixture->path, ahead);
  g_assert_cmpint (trim_to_days (fixture, 50), ==, 0);
  g_assert_cmpint (trim_to_days (fixture, 30), ==, 2);
}

static void
test_removed_account_is_gone_while_its_run_goes_on (Fixture       *fixture,
                                                    gconstpointer  data)
{
  g_autoptr(Run) run = store_begin (fixture->store, "example.com");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcHistory) history = NULL;
  g_autoptr(GListModel) entries = NULL;

  store_start (run);
  zc_store_remove_account_async (fixture->store, ACCOUNT, FALSE, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_store_remove_account_finish (fixture->store, result, &error));
  store_end (run);
  history = store_open_history (fixture->store);
  g_assert_cmpuint (store_count_items (history), ==, 0);
  entries = store_load_entries (fixture->store, zc_run_journal_get_id (run->journal));
  g_assert_cmpuint (store_count_items (entries), ==, 0);
  g_assert_null (zc_store_get_notice (fixture->store));
}

/* The same account has another id when it is added again, and its zones have the same. */
static void
test_kept_history_comes_back_with_its_zones (Fixture       *fixture,
                                             gconstpointer  data)
{
  g_autoptr(ZcHistory) history = zc_history_new (fixture->store, "added-again", NULL);
  g_autoptr(ZcZone) zone = zc_test_report_new_zone ("example.com", NULL, NULL);
  g_autoptr(GPtrArray) zones = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 kept = store_add_ended_run (fixture->store, "example.com");
  ZcRunRecord *record;

  zc_store_remove_account_async (fixture->store, ACCOUNT, TRUE, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL && store_is_loaded (history));
  g_assert_true (zc_store_remove_account_finish (fixture->store, result, &error));

  g_ptr_array_add (others, zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_SECONDARY,
    .id = "of-another-account",
    .name = "example.com",
    .enabled = TRUE,
  }));
  zc_store_save_zones (fixture->store, "another", ZC_ZONE_KIND_SECONDARY, others);
  g_ptr_array_add (zones, g_object_ref (zone));
  zc_store_save_zones (fixture->store, "added-again", ZC_ZONE_KIND_SECONDARY, zones);

  ZC_WAIT_UNTIL (store_count_items (history) == 1);
  record = zc_history_find (history, kept, NULL);
  g_assert_nonnull (record);
  g_assert_cmpstr (zc_run_record_get_account_id (record), ==, "added-again");
}

#define N_ZONES 20000

static GPtrArray *
make_zones (const char *state)
{
  static const char * const primary_ips[] = { "192.0.2.1", "2001:db8::1", NULL };
  static const char * const name_servers[] = { "ns1.example", NULL };
  g_autoptr(GDateTime) modified = g_date_time_new_utc (2026, 11, 22, 10, 11, 12.345);
  GPtrArray *zones = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_ZONES; i++)
    {
      g_autofree char *id = g_strdup_printf ("%08x-4cc5-40ca-bfb3-4e93bd9a367c", i);
      g_autofree char *name = g_strdup_printf ("zone%u.example", i);

      g_ptr_array_add (zones, zc_zone_new (&(ZcZoneFields) {
        .kind = ZC_ZONE_KIND_SECONDARY,
        .id = id,
        .name = name,
        .description = "Für alle",
        .state = state,
        .enabled = TRUE,
        .primary_ips = primary_ips,
        .name_servers = name_servers,
        .last_modified = modified,
      }));
    }

  return zones;
}

static GPtrArray *
load_zones (Fixture     *fixture,
            GDateTime  **listed)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *zones;

  zc_store_load_zones_async (fixture->store, ACCOUNT, ZC_ZONE_KIND_SECONDARY, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  zones = zc_store_load_zones_finish (fixture->store, result, listed, &error);
  g_assert_no_error (error);

  return zones;
}

/* An account from another environment is never removed by anybody; the search of the desktop would find its zones for
 * ever. */
static void
test_trimming_forgets_lists_that_nobody_reads (Fixture       *fixture,
                                               gconstpointer  data)
{
  g_autofree char *old = g_strdup_printf ("UPDATE zone_list SET read = read - %" G_GINT64_FORMAT ";", 91 * G_TIME_SPAN_DAY);
  g_autoptr(GPtrArray) zones = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) alone = NULL;
  g_autoptr(GPtrArray) forgotten = NULL;
  g_autoptr(GDateTime) listed = NULL;
  g_autoptr(GDateTime) never = NULL;

  g_ptr_array_add (zones, zc_zone_new (&(ZcZoneFields) { .kind = ZC_ZONE_KIND_SECONDARY, .id = "z", .name = "example.com" }));
  zc_store_save_zones (fixture->store, ACCOUNT, ZC_ZONE_KIND_SECONDARY, zones);
  store_reopen (fixture);
  store_execute (fixture->path, old);

  /* For all that is known, the clock is ahead. */
  g_assert_cmpint (trim_to_days (fixture, 0), ==, 0);
  alone = load_zones (fixture, &listed);
  g_assert_cmpuint (alone->len, ==, 1);

  zc_store_save_zones (fixture->store, "another", ZC_ZONE_KIND_SECONDARY, zones);
  g_assert_cmpint (trim_to_days (fixture, 0), ==, 0);
  forgotten = load_zones (fixture, &never);
  g_assert_cmpuint (forgotten->len, ==, 0);
  g_assert_null (never);
}

static void
test_lists_of_many_zones (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GPtrArray) zones = make_zones ("AVAILABLE");
  g_autoptr(GPtrArray) changed = make_zones ("FAILED");
  g_autoptr(GPtrArray) loaded = NULL;
  g_autoptr(GPtrArray) reloaded = NULL;
  g_autoptr(GDateTime) never = NULL;
  g_autoptr(GDateTime) first = NULL;
  g_autoptr(GDateTime) second = NULL;
  gint64 begin_us;
  ZcZone *zone;

  none = load_zones (fixture, &never);
  g_assert_null (never);
  g_assert_cmpuint (none->len, ==, 0);

  begin_us = g_get_monotonic_time ();
  zc_store_save_zones (fixture->store, ACCOUNT, ZC_ZONE_KIND_SECONDARY, zones);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, SECOND / 10);
  zc_store_save_zones (fixture->store, ACCOUNT, ZC_ZONE_KIND_SECONDARY, zones);
  loaded = load_zones (fixture, &first);
  g_test_message ("written, compared and read after %.3f s",
                  (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC);
  g_assert_nonnull (first);
  g_assert_cmpuint (loaded->len, ==, N_ZONES);
  zone = loaded->pdata[4711];
  g_assert_cmpstr (zc_zone_get_name (zone), ==, "zone4711.example");
  g_assert_cmpstr (zc_zone_get_description (zone), ==, "Für alle");
  g_assert_cmpstr (zc_zone_get_state (zone), ==, "AVAILABLE");
  g_assert_cmpstr (zc_zone_get_primary_ips (zone)[1], ==, "2001:db8::1");
  g_assert_null (zc_zone_get_created (zone));
  g_assert_true (g_date_time_equal (zc_zone_get_last_modified (zone), zc_zone_get_last_modified (zones->pdata[4711])));

  zc_store_save_zones (fixture->store, ACCOUNT, ZC_ZONE_KIND_SECONDARY, changed);
  reloaded = load_zones (fixture, &second);
  g_assert_cmpstr (zc_zone_get_state (reloaded->pdata[0]), ==, "FAILED");
  g_assert_cmpint (g_date_time_compare (second, first), >, 0);
}

static char *
export_runs (Fixture         *fixture,
             ZcHistoryFormat  format,
             int              n_runs)
{
  g_autofree char *path = g_build_filename (fixture->folder, "export", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *text;

  zc_store_export_async (fixture->store, ACCOUNT, file, format, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_cmpint (zc_store_export_finish (fixture->store, result, &error), ==, n_runs);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static guint
count_parts (const char *text,
             const char *part)
{
  g_auto(GStrv) parts = g_strsplit (text, part, -1);

  return g_strv_length (parts) - 1;
}

static void
test_export_for_other_programs (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(Run) failed = store_begin (fixture->store, "failed.example");
  g_autofree char *empty = NULL;
  g_autofree char *json = NULL;
  g_autofree char *csv = NULL;
  g_autoptr(ZcJsonDocument) empty_document = NULL;
  g_autoptr(ZcJsonDocument) document = NULL;
  g_autoptr(GError) error = NULL;
  ZcJsonValue root, run, observations;
  g_autofree char *zone = NULL;
  gint64 serial;

  empty = export_runs (fixture, ZC_HISTORY_FORMAT_JSON, 0);
  empty_document = zc_json_document_new (empty, strlen (empty), &error);
  g_assert_true (zc_json_document_get_root_array (empty_document, &root, &error));
  g_assert_cmpuint (zc_json_get_length (&root), ==, 0);

  store_apply (failed, ZC_RUN_EVENT_SNAPSHOT, NULL, NULL, NULL);
  store_apply (failed, ZC_RUN_EVENT_SENT, NULL, NULL, NULL);
  store_apply (failed, ZC_RUN_EVENT_REJECTED, NULL, NULL, "=\"no\", he said\n");
  for (guint i = 0; i < 205; i++)
    store_add_ended_run (fixture->store, "example.com");

  json = export_runs (fixture, ZC_HISTORY_FORMAT_JSON, 206);
  document = zc_json_document_new (json, strlen (json), &error);
  g_assert_no_error (error);
  g_assert_true (zc_json_document_get_root_array (document, &root, &error));
  g_assert_cmpuint (zc_json_get_length (&root), ==, 206);
  g_assert_true (zc_json_get_element (&root, 0, &run, &error));
  g_assert_true (zc_json_get_string (&run, "zone", &zone, &error));
  g_assert_cmpstr (zone, ==, "example.com");
  g_assert_true (zc_json_get_int (&run, "serial_after", 0, G_MAXUINT32, &serial, &error));
  g_assert_cmpint (serial, ==, 42);
  g_assert_true (zc_json_get_array (&run, "observations", &observations, &error));
  g_assert_cmpuint (zc_json_get_length (&observations), >, 5);

  csv = export_runs (fixture, ZC_HISTORY_FORMAT_CSV, 206);
  g_assert_cmpuint (count_parts (csv, "\r\n"), ==, 207);
  g_assert_cmpuint (count_parts (csv, "\r\nexample.com,"), ==, 205);
  g_assert_nonnull (strstr (csv, "\"\"no\"\", he said"));
}

static void
test_cancelled_export_keeps_the_old_file (Fixture       *fixture,
                                          gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "export", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 300; i++)
    store_add_ended_run (fixture->store, "example.com");
  g_file_set_contents (path, "old", -1, &error);
  g_assert_no_error (error);
  zc_store_export_async (fixture->store, ACCOUNT, file, ZC_HISTORY_FORMAT_CSV, cancellable, zc_test_keep_result_cb,
                         &result);
  g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_cmpint (zc_store_export_finish (fixture->store, result, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
}

static void
test_many_runs_open_at_once (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;
  gint64 begin_us;
  guint n_pages = 0;

  /* The schema first, then rows as fast as SQLite takes them. */
  store_add_ended_run (fixture->store, "example.com");
  store_reopen (fixture);
  store_execute (fixture->path,
           "BEGIN; CREATE TEMP TABLE numbers AS WITH RECURSIVE n (value) AS (SELECT 0 UNION ALL SELECT value + 1"
           " FROM n WHERE value < 99999) SELECT value FROM n;"
           "INSERT INTO run SELECT value + 1000, '" ACCOUNT "', 'z' || (value % 500), 'zone' || value || '.example',"
           " 'zone' || value || '.example', 'zone' || value || '.example', '192.0.2.1', 'ns1.example',"
           " 1600000000000000 + value * 1000000, 600, 1600000000000000 + value * 1000000, 5000000, 'stopped', 'none',"
           " 41, 42, NULL, NULL, NULL FROM numbers;"
           "COMMIT;");

  begin_us = g_get_monotonic_time ();
  history = store_open_history (fixture->store);
  g_test_message ("opened after %.3f s", (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, 100001);
  g_assert_cmpuint (store_count_items (history), <, 1000);

  while (n_pages < 5)
    {
      guint n_items = store_count_items (history);
      g_autoptr(ZcRunRecord) last = g_list_model_get_item (G_LIST_MODEL (history), n_items - 1);

      ZC_WAIT_UNTIL (store_count_items (history) > n_items);
      n_pages++;
    }
  assert_finds (history, "zone99999.", 1);
}

static GPtrArray *
finish_unfinished (ZcStore       *store,
                   GAsyncResult **result)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *runs = zc_store_list_unfinished_finish (store, *result, &error);

  g_assert_no_error (error);
  g_clear_object (result);

  return runs;
}

/* What a store is asked for before it begins is done afterwards. That it waits shows by another store, asked later. */
static void
test_begins_when_it_is_told (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(ZcStore) other = zc_store_new (NULL);
  g_autoptr(GPtrArray) other_runs = NULL;
  g_autoptr(GPtrArray) runs = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  zc_store_begin_later (fixture->store, 600 * 1000);
  zc_store_list_unfinished_async (fixture->store, ACCOUNT, NULL, zc_test_keep_result_cb, &result);
  other_runs = store_list_unfinished (other);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (result);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  zc_store_begin (fixture->store);
  ZC_WAIT_UNTIL (result != NULL);
  runs = finish_unfinished (fixture->store, &result);
  g_assert_cmpuint (runs->len, ==, 0);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_begins_by_itself (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GPtrArray) runs = NULL;

  zc_store_begin_later (fixture->store, 1);
  runs = store_list_unfinished (fixture->store);
  g_assert_cmpuint (runs->len, ==, 0);
}

/* A program that ends before the store began loses nothing. */
static void
test_ends_before_it_began (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(ZcHistory) history = NULL;

  zc_store_begin_later (fixture->store, 600 * 1000);
  store_add_ended_run (fixture->store, "example.com");
  store_reopen (fixture);
  history = store_open_history (fixture->store);
  g_assert_cmpuint (zc_history_get_n_total (history), ==, 1);
}

#define ADD(path, test) g_test_add ("/store/" path, Fixture, NULL, store_set_up, test, store_tear_down)

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  ADD ("a-run-is-read-as-it-was-lived", test_a_run_is_read_as_it_was_lived);
  ADD ("repetitions-are-one-entry", test_repetitions_are_one_entry);
  ADD ("unfinished-runs-are-found-and-go-on", test_unfinished_runs_are_found_and_go_on);
  ADD ("wall-clock-that-was-set", test_wall_clock_that_was_set);
  ADD ("history-grows-and-shrinks", test_history_grows_and_shrinks);
  ADD ("search-by-names-and-words", test_search_by_names_and_words);
  ADD ("trimming-keeps-the-newest", test_trimming_keeps_the_newest);
  ADD ("trimming-forgets-lists-that-nobody-reads", test_trimming_forgets_lists_that_nobody_reads);
  ADD ("trimming-by-age-needs-a-newer-run", test_trimming_by_age_needs_a_newer_run);
  ADD ("removed-account-is-gone-while-its-run-goes-on", test_removed_account_is_gone_while_its_run_goes_on);
  ADD ("kept-history-comes-back-with-its-zones", test_kept_history_comes_back_with_its_zones);
  ADD ("lists-of-many-zones", test_lists_of_many_zones);
  ADD ("export-for-other-programs", test_export_for_other_programs);
  ADD ("cancelled-export-keeps-the-old-file", test_cancelled_export_keeps_the_old_file);
  ADD ("many-runs-open-at-once", test_many_runs_open_at_once);
  ADD ("begins-when-it-is-told", test_begins_when_it_is_told);
  ADD ("begins-by-itself", test_begins_by_itself);
  ADD ("ends-before-it-began", test_ends_before_it_began);

  return g_test_run ();
}
