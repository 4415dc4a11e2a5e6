/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "zc-run-journal-private.h"
#include "zc-session.h"
#include "zc-test-sandbox.h"
#include "zc-test.h"
#include "zc-transfer-queue.h"

#define ZONE "example.com"
#define LATE "nscs.ui-dns.biz"
#define PUT_AXFR "/secondaryzones/*/axfr*"

static char *own_path;

typedef struct
{
  ZcTestSandbox *sandbox; /* (owned) */
  char *folder;           /* (owned) */
  char *path;             /* (owned): of the store */
  ZcStore *store;         /* (owned) (nullable) */
  ZcSession *session;     /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  scenario)
{
  fixture->sandbox = zc_test_sandbox_start (scenario);
  fixture->folder = g_dir_make_tmp ("zc-runs-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "test.db", NULL);
}

static void
close_session (Fixture *fixture)
{
  g_clear_object (&fixture->session);
  if (fixture->store != NULL)
    zc_store_wait (fixture->store);
  g_clear_object (&fixture->store);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  close_session (fixture);
  zc_test_sandbox_stop (fixture->sandbox);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static ZcSession *
make_session (const char *url,
              const char *token_text,
              guint16     port,
              const char *resolver,
              ZcStore    *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSecret) token = zc_secret_new (token_text);
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (port, resolver, &error);
  g_autoptr(ZcAccount) account = NULL;
  ZcSession *session;

  g_assert_no_error (error);
  account = zc_account_new_full (ZC_ACCOUNT_KIND_ENVIRONMENT, ZC_ACCOUNT_ID_ENVIRONMENT, "Test", url, token, config);
  session = zc_session_new_with_store (account, store, &error);
  g_assert_no_error (error);

  return session;
}

static void
open_session (Fixture *fixture)
{
  fixture->store = zc_store_new (fixture->path);
  fixture->session = make_session (zc_test_sandbox_get_url (fixture->sandbox),
                                   zc_test_sandbox_get_token (fixture->sandbox),
                                   zc_test_sandbox_get_dns_port (fixture->sandbox),
                                   zc_test_sandbox_get_resolver (fixture->sandbox), fixture->store);
}

static void
load (ZcSession *session)
{
  ZcZoneList *list = zc_session_get_zone_list (session, ZC_ZONE_KIND_SECONDARY);

  zc_session_refresh (session);
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (list));
  g_assert_no_error (zc_zone_list_get_error (list));
}

static ZcRun *
get_run (ZcSession *session,
         guint      position)
{
  g_autoptr(ZcRun) run = g_list_model_get_item (zc_session_get_runs (session), position);

  return run;
}

static guint
count_runs (ZcSession *session)
{
  return g_list_model_get_n_items (zc_session_get_runs (session));
}

static guint
count_puts (Fixture *fixture)
{
  return zc_test_sandbox_count (fixture->sandbox, "PUT", PUT_AXFR);
}

/* A program of its own, which starts a transfer and watches it until it is killed. */

static void
tell_cb (ZcRun      *run,
         GParamSpec *property,
         gpointer    data)
{
  g_print ("%s\n", zc_run_get_words (run));
}

static void G_GNUC_NORETURN
run_victim (char **arguments)
{
  g_autoptr(ZcStore) store = zc_store_new (arguments[4]);
  g_autoptr(ZcSession) session = make_session (arguments[0], arguments[1], (guint16) atoi (arguments[2]), arguments[3],
                                               store);
  g_autoptr(GError) error = NULL;
  ZcRun *run;

  load (session);
  run = zc_session_start_transfer (session, zc_session_find_zone (session, ZONE), &error);
  g_assert_no_error (error);
  g_signal_connect (run, "notify::words", G_CALLBACK (tell_cb), NULL);
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

static GSubprocess *
spawn_victim (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *port = g_strdup_printf ("%u", zc_test_sandbox_get_dns_port (fixture->sandbox));
  GSubprocess *victim = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, own_path, "--victim",
                                          zc_test_sandbox_get_url (fixture->sandbox),
                                          zc_test_sandbox_get_token (fixture->sandbox), port,
                                          zc_test_sandbox_get_resolver (fixture->sandbox), fixture->path, NULL);

  g_assert_no_error (error);

  return victim;
}

static void
kill_victim (GSubprocess *victim)
{
  g_subprocess_force_exit (victim);
  g_subprocess_wait (victim, NULL, NULL);
}

static void
kill_when_it_says (GSubprocess *victim,
                   const char  *words)
{
  g_autoptr(GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      g_assert_nonnull (line);
      if (g_str_has_prefix (line, words))
        break;
    }
  kill_victim (victim);
}

static guint
count_entries (ZcRun          *run,
               ZcRunEntryKind  kind)
{
  GListModel *entries = zc_run_get_entries (run);
  guint n_entries = 0;

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(ZcRunEntry) entry = g_list_model_get_item (entries, i);

      n_entries += zc_run_entry_get_kind (entry) == kind;
    }

  return n_entries;
}

static gboolean
history_has (ZcHistory *history,
             gint64     id)
{
  return zc_history_find (history, id, NULL) != NULL;
}

static void
test_killed_program_is_followed_by_another (Fixture       *fixture,
                                            gconstpointer  data)
{
  g_autoptr(GSubprocess) victim = NULL;
  ZcHistory *history;
  ZcZoneItem *item;
  ZcRun *run;

  zc_test_sandbox_post (fixture->sandbox, "hold", "{\"server\":\"%s\"}", LATE);
  victim = spawn_victim (fixture);
  kill_when_it_says (victim, "Propagating (3 of 4");
  g_assert_cmpuint (count_puts (fixture), ==, 1);

  open_session (fixture);
  ZC_WAIT_UNTIL (count_runs (fixture->session) == 1);
  run = get_run (fixture->session, 0);
  /* What was said a moment before the end may not have been written yet; it is seen again. */
  ZC_WAIT_UNTIL (g_str_equal (zc_run_get_words (run), "Propagating (3 of 4 name servers)"));
  g_assert_cmpuint (zc_session_get_n_active (fixture->session), ==, 1);
  g_assert_true (zc_session_has_active_runs (fixture->session));

  /* The zone's row follows it, and no second start is possible. */
  load (fixture->session);
  item = zc_session_find_zone (fixture->session, ZONE);
  g_assert_true (zc_zone_item_get_run (item) == run);
  g_assert_false (zc_zone_item_can_start_transfer (item));

  history = zc_session_get_history (fixture->session);
  zc_test_sandbox_post (fixture->sandbox, "release", "{\"server\":\"%s\"}", LATE);
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpstr (zc_run_get_words (run), ==, "Done");
  g_assert_cmpuint (count_entries (run, ZC_RUN_ENTRY_REQUEST), ==, 1);
  g_assert_cmpuint (count_entries (run, ZC_RUN_ENTRY_RESUMED), ==, 1);
  g_assert_cmpuint (count_puts (fixture), ==, 1);
  ZC_WAIT_UNTIL (history_has (history, zc_run_get_id (run)));
  g_assert_cmpuint (zc_session_get_n_active (fixture->session), ==, 0);

  /* Another start finds nothing to pick up. */
  close_session (fixture);
  open_session (fixture);
  history = zc_session_get_history (fixture->session);
  ZC_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (history)) == 1);
  g_assert_cmpuint (count_runs (fixture->session), ==, 0);
}

static void
test_killed_before_the_answer (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr(GSubprocess) victim = NULL;
  ZcRun *run;

  zc_test_sandbox_post (fixture->sandbox, "faults",
                        "{\"kind\":\"hang\",\"method\":\"PUT\",\"path\":\"%s\",\"count\":1}", PUT_AXFR);
  victim = spawn_victim (fixture);
  ZC_WAIT_UNTIL (count_puts (fixture) == 1);
  kill_victim (victim);

  open_session (fixture);
  ZC_WAIT_UNTIL (count_runs (fixture->session) == 1);
  run = get_run (fixture->session, 0);
  g_assert_false (zc_run_was_accepted (run));
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpstr (zc_run_get_words (run), ==, "Done");
  g_assert_cmpuint (count_entries (run, ZC_RUN_ENTRY_UNANSWERED), ==, 1);
  g_assert_cmpuint (count_puts (fixture), ==, 1);
}

static void
test_zone_deleted_while_nobody_looked (Fixture       *fixture,
                                       gconstpointer  data)
{
  g_autoptr(GSubprocess) victim = NULL;
  ZcRun *run;

  zc_test_sandbox_post (fixture->sandbox, "hold", "{\"server\":\"%s\"}", LATE);
  victim = spawn_victim (fixture);
  kill_when_it_says (victim, "Propagating");
  zc_test_sandbox_post (fixture->sandbox, "delete", "{\"zone\":\"%s\"}", ZONE);

  open_session (fixture);
  ZC_WAIT_UNTIL (count_runs (fixture->session) == 1);
  run = get_run (fixture->session, 0);
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpstr (zc_run_get_words (run), ==, "Failed");
  g_assert_cmpstr (zc_run_get_explanation (run), !=, "");
  g_assert_cmpuint (count_puts (fixture), ==, 1);
}

/* What the user stopped or what was never sent is not begun by the next start of the program. */
static void
test_what_is_not_picked_up (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(ZcRunJournal) journal = NULL;
  g_autoptr(ZcRunMachine) machine = zc_run_machine_new ();
  g_autoptr(GError) error = NULL;
  ZcRunEvent event = { .type = ZC_RUN_EVENT_QUEUED };
  ZcHistory *history;
  ZcZoneItem *item;
  ZcRun *run;
  ZcRunRecord *record;
  gint64 stopped_id, queued_id;

  open_session (fixture);
  load (fixture->session);
  zc_test_sandbox_post (fixture->sandbox, "hold", "{\"server\":\"%s\"}", LATE);
  item = zc_session_find_zone (fixture->session, ZONE);
  run = zc_session_start_transfer (fixture->session, item, &error);
  g_assert_no_error (error);
  ZC_WAIT_UNTIL (zc_run_was_accepted (run));
  zc_run_stop_watching (run);
  stopped_id = zc_run_get_id (run);

  journal = zc_run_journal_new (fixture->store, zc_run_get_account_id (run), zc_zone_item_get_zone (item), 600);
  zc_run_journal_open (journal);
  zc_run_machine_apply (machine, &event, &error);
  g_assert_no_error (error);
  zc_run_journal_add (journal, &event, machine, NULL, NULL);
  queued_id = zc_run_journal_get_id (journal);
  g_clear_pointer (&journal, zc_run_journal_free);

  close_session (fixture);
  open_session (fixture);
  history = zc_session_get_history (fixture->session);
  ZC_WAIT_UNTIL (history_has (history, stopped_id) && history_has (history, queued_id));
  record = zc_history_find (history, queued_id, NULL);
  g_assert_cmpstr (zc_run_record_get_words (record), ==, "Stopped watching");
  g_assert_cmpstr (zc_run_record_get_explanation (record), ==, "The start was not sent; nothing was transferred.");
  g_assert_false (zc_run_record_was_sent (record));
  g_assert_cmpuint (count_runs (fixture->session), ==, 0);
  g_assert_cmpuint (count_puts (fixture), ==, 1);
}

/* A session that is closed and opened again in the same program finds its runs where they are. */
static void
test_runs_outlive_their_session (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr(ZcRun) run = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSession) first = NULL;
  ZcAccount *account;

  open_session (fixture);
  load (fixture->session);
  zc_test_sandbox_post (fixture->sandbox, "hold", "{\"server\":\"%s\"}", LATE);
  run = g_object_ref (zc_session_start_transfer (fixture->session, zc_session_find_zone (fixture->session, ZONE), &error));
  ZC_WAIT_UNTIL (zc_run_was_accepted (run));

  first = g_steal_pointer (&fixture->session);
  account = zc_session_get_account (first);
  fixture->session = zc_session_new_with_store (account, fixture->store, &error);
  g_assert_no_error (error);
  g_clear_object (&first);
  g_assert_cmpuint (count_runs (fixture->session), ==, 1);
  g_assert_true (get_run (fixture->session, 0) == run);
  load (fixture->session);
  g_assert_false (zc_zone_item_can_start_transfer (zc_session_find_zone (fixture->session, ZONE)));

  zc_test_sandbox_post (fixture->sandbox, "release", "{\"server\":\"%s\"}", LATE);
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpuint (count_runs (fixture->session), ==, 1);
  g_assert_cmpuint (count_puts (fixture), ==, 1);
}

static ZcRun *
start (ZcSession  *session,
       const char *name)
{
  g_autoptr(GError) error = NULL;
  ZcRun *run = zc_session_start_transfer (session, zc_session_find_zone (session, name), &error);

  g_assert_no_error (error);

  return run;
}

/* Two accounts of one user have the same primary: it is spared all the same. */
static void
test_accounts_wait_for_each_other (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autoptr(ZcSession) other = NULL;
  g_autoptr(ZcRun) first = NULL;
  g_autoptr(ZcRun) second = NULL;
  g_autoptr(ZcRun) third = NULL;
  g_autoptr(ZcRun) elsewhere = NULL;

  open_session (fixture);
  load (fixture->session);
  zc_test_sandbox_post (fixture->sandbox, "hold", "{\"server\":\"%s\"}", LATE);
  first = g_object_ref (start (fixture->session, ZONE));

  /* One was begun before anybody knew of the other account. */
  other = make_session (zc_test_sandbox_get_url (fixture->sandbox), zc_test_sandbox_get_token (fixture->sandbox),
                        zc_test_sandbox_get_dns_port (fixture->sandbox),
                        zc_test_sandbox_get_resolver (fixture->sandbox), NULL);
  load (other);
  second = g_object_ref (start (other, "shop.example.com"));
  zc_session_share_queue (other, fixture->session);
  zc_session_share_queue (other, fixture->session);
  g_assert_cmpuint (zc_session_get_n_active (fixture->session), ==, 2);

  third = g_object_ref (start (other, "lab.example.net"));
  g_assert_cmpstr (zc_run_get_words (third), ==, "Queued");
  elsewhere = g_object_ref (start (other, "campus.example.org"));
  g_assert_cmpstr (zc_run_get_words (elsewhere), ==, "Preparing");

  /* The end of a transfer of the one is the begin of one of the other. */
  zc_run_stop_watching (first);
  ZC_WAIT_UNTIL (zc_run_get_state (third) != ZC_RUN_STATE_QUEUED);
  zc_test_sandbox_post (fixture->sandbox, "release", "{\"server\":\"%s\"}", LATE);
  ZC_WAIT_UNTIL (!zc_run_is_active (second) && !zc_run_is_active (third) && !zc_run_is_active (elsewhere));
  g_assert_cmpstr (zc_run_get_words (third), ==, "Done");
  g_assert_cmpuint (zc_session_get_n_active (fixture->session), ==, 0);
  g_assert_cmpuint (zc_session_get_n_active (other), ==, 0);
}

/* Many at once */

#define N_PRIMARIES 5
#define N_ZONES 50

static char *
write_many_zones (void)
{
  g_autoptr(GString) text = g_string_new ("# SPDX-License-Identifier: GPL-3.0-or-later\n");
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (g_get_user_cache_dir (), "many.scenario", NULL);

  for (guint i = 1; i <= N_PRIMARIES; i++)
    g_string_append_printf (text, "[primary-server 127.0.10.%u]\n", i);
  /* Every tenth zone has two primaries, and one fails. */
  for (guint i = 0; i < N_ZONES; i++)
    {
      g_string_append_printf (text, "[secondary-zone z%02u.example]\nserial=2\nserved-serial=1\nprimaries=127.0.10.%u", i,
                              i % N_PRIMARIES + 1);
      if (i % 10 == 3)
        g_string_append_printf (text, ";127.0.10.%u", (i + 1) % N_PRIMARIES + 1);
      g_string_append_c (text, '\n');
    }

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);

  return path;
}

static gboolean
is_under_way (ZcRun *run)
{
  return zc_run_is_active (run) && zc_run_get_state (run) != ZC_RUN_STATE_QUEUED;
}

typedef struct
{
  ZcTransferBatch *batch;
  guint most_at_once;
  guint most_per_primary;
} Caps;

static void
look_at_caps (Caps *caps)
{
  guint n_runs = g_list_model_get_n_items (G_LIST_MODEL (caps->batch));
  guint n_under_way = 0, uses[N_PRIMARIES + 1] = { 0 };

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (G_LIST_MODEL (caps->batch), i);
      const char * const *primaries = zc_zone_get_primary_ips (zc_run_get_zone (run));

      if (!is_under_way (run))
        continue;
      n_under_way++;
      for (guint j = 0; primaries[j] != NULL; j++)
        {
          guint number = (guint) atoi (strrchr (primaries[j], '.') + 1);

          uses[number]++;
          caps->most_per_primary = MAX (caps->most_per_primary, uses[number]);
        }
    }
  caps->most_at_once = MAX (caps->most_at_once, n_under_way);
}

static void
state_cb (ZcRun      *run,
          GParamSpec *property,
          gpointer    data)
{
  look_at_caps (data);
}

static void
test_fifty_zones_at_once (void)
{
  Fixture fixture = { NULL };
  g_autofree char *scenario = write_many_zones ();
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  g_autoptr(ZcTransferBatch) batch = NULL;
  g_autoptr(ZcTransferBatch) again = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *stopped_name = NULL;
  GListModel *list;
  Caps caps = { NULL };
  ZcHistory *history;
  ZcRun *stopped;

  set_up (&fixture, scenario);
  open_session (&fixture);
  load (fixture.session);
  history = zc_session_get_history (fixture.session);
  list = G_LIST_MODEL (zc_session_get_zone_list (fixture.session, ZC_ZONE_KIND_SECONDARY));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, N_ZONES);
  for (guint i = 0; i < N_ZONES; i++)
    {
      g_autoptr(ZcZoneItem) item = g_list_model_get_item (list, i);

      g_ptr_array_add (items, item);
    }

  /* One is turned away, which stops no other. */
  zc_test_sandbox_post (fixture.sandbox, "faults",
                        "{\"kind\":\"status\",\"method\":\"PUT\",\"status\":%u,\"skip\":5,\"count\":1}", 409);
  batch = zc_session_start_transfers (fixture.session, items);
  g_assert_cmpuint (zc_transfer_batch_get_n_zones (batch), ==, N_ZONES);
  caps.batch = batch;
  for (guint i = 0; i < N_ZONES; i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (G_LIST_MODEL (batch), i);

      g_signal_connect (run, "notify::state", G_CALLBACK (state_cb), &caps);
    }
  look_at_caps (&caps);
  g_assert_cmpuint (zc_session_get_n_active (fixture.session), ==, ZC_TRANSFER_QUEUE_MOST);
  g_assert_cmpuint (zc_session_get_n_queued (fixture.session), ==, N_ZONES - ZC_TRANSFER_QUEUE_MOST);
  g_assert_cmpuint (zc_transfer_batch_count (batch, ZC_RUN_STATE_QUEUED), ==, N_ZONES - ZC_TRANSFER_QUEUE_MOST);

  /* What waits can be stopped, and no zone is queued twice. */
  stopped = get_run (fixture.session, 0);
  g_assert_cmpstr (zc_run_get_words (stopped), ==, "Queued");
  zc_run_stop_watching (stopped);
  stopped_name = g_strdup (zc_zone_get_name (zc_run_get_zone (stopped)));
  g_assert_cmpuint (zc_session_get_n_queued (fixture.session), ==, N_ZONES - ZC_TRANSFER_QUEUE_MOST - 1);
  g_ptr_array_remove (items, zc_session_find_zone (fixture.session, stopped_name));
  again = zc_session_start_transfers (fixture.session, items);
  g_assert_cmpuint (zc_transfer_batch_get_n_zones (again), ==, 0);
  g_assert_true (zc_transfer_batch_has_ended (again));

  ZC_WAIT_UNTIL (zc_transfer_batch_has_ended (batch));
  g_assert_cmpuint (zc_transfer_batch_count (batch, ZC_RUN_STATE_DONE), ==, N_ZONES - 2);
  g_assert_cmpuint (zc_transfer_batch_count (batch, ZC_RUN_STATE_FAILED), ==, 1);
  g_assert_cmpuint (zc_transfer_batch_count (batch, ZC_RUN_STATE_STOPPED), ==, 1);
  summary = zc_transfer_batch_dup_summary (batch);
  g_assert_cmpstr (summary, ==, "50 transfers: 48 Done, 1 Failed, 1 Stopped watching");
  g_assert_cmpuint (caps.most_at_once, ==, ZC_TRANSFER_QUEUE_MOST);
  g_assert_cmpuint (caps.most_per_primary, ==, ZC_TRANSFER_QUEUE_MOST_PER_PRIMARY);
  g_assert_cmpuint (count_puts (&fixture), ==, N_ZONES - 1);
  g_assert_cmpuint (zc_session_get_n_active (fixture.session), ==, 0);
  g_assert_cmpuint (zc_session_get_n_queued (fixture.session), ==, 0);
  ZC_WAIT_UNTIL (zc_history_get_n_total (history) == N_ZONES);

  tear_down (&fixture, NULL);
  g_remove (scenario);
}

#define ADD(path, test) g_test_add ("/runs/" path, Fixture, quick, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_autofree char *quick = NULL;

  if (argc == 7 && g_str_equal (argv[1], "--victim"))
    run_victim (argv + 2);

  own_path = argv[0];
  zc_test_init (&argc, &argv);
  quick = g_test_build_filename (G_TEST_DIST, "data", "quick.scenario", NULL);

  ADD ("killed-program-is-followed-by-another", test_killed_program_is_followed_by_another);
  ADD ("killed-before-the-answer", test_killed_before_the_answer);
  ADD ("zone-deleted-while-nobody-looked", test_zone_deleted_while_nobody_looked);
  ADD ("what-is-not-picked-up", test_what_is_not_picked_up);
  ADD ("runs-outlive-their-session", test_runs_outlive_their_session);
  ADD ("accounts-wait-for-each-other", test_accounts_wait_for_each_other);
  g_test_add_func ("/runs/fifty-zones-at-once", test_fifty_zones_at_once);

  return g_test_run ();
}
