/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "zc-session.h"
#include "zc-test-clock.h"
#include "zc-test-sandbox.h"
#include "zc-test.h"
#include "zc-transfer-batch.h"

/* Every way in which a run can go on and end, each with a zone of its own in one sandbox. Nearly all runs begin together,
 * and those that were held up go on before the first end is looked at, so that they all wait at the same time. */

#define LATE "nscs.ui-dns.biz"
#define LONG_TEXT_CHARACTERS 10000
/* How long an error that was there before the start is taken for one of an earlier transfer, and how long nothing may move
 * where the primary cannot be asked. */
#define OLD_ERROR_SECONDS 20
#define NO_CHANGE_SECONDS 120

typedef struct _Case Case;

struct _Case
{
  const char *name;                      /* the zone's, without ".example" */
  guint deadline_seconds;                /* 0 for the usual one */
  void (*prepare) (Case *self);          /* (nullable): before the start */
  void (*go_on) (Case *self);            /* (nullable): looks at what is said on the way, and lets the run end */
  void (*check) (Case *self);            /* that it ended as it should */

  char *zone_name;                       /* (owned) */
  ZcRun *run;                            /* (owned) (nullable) */
  guint n_puts;                          /* how many PUTs are right, when not one */
};

static ZcTestSandbox *sandbox; /* (owned) (nullable) */
static ZcStore *store;         /* (owned) (nullable) */
static ZcSession *session;     /* (owned) (nullable) */
static char *folder;           /* (owned) (nullable) */
static char *path;             /* (owned) (nullable): of the store */

static ZcSession *
open_session (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSecret) token = zc_secret_new (zc_test_sandbox_get_token (sandbox));
  g_autoptr(ZcDnsConfig) config = NULL;
  g_autoptr(ZcAccount) account = NULL;
  ZcSession *opened;

  config = zc_dns_config_new (zc_test_sandbox_get_dns_port (sandbox), zc_test_sandbox_get_resolver (sandbox), &error);
  g_assert_no_error (error);
  account = zc_account_new_full (ZC_ACCOUNT_KIND_ENVIRONMENT, ZC_ACCOUNT_ID_ENVIRONMENT, "Test",
                                 zc_test_sandbox_get_url (sandbox), token, config);
  opened = zc_session_new_with_store (account, store, &error);
  g_assert_no_error (error);

  return opened;
}

static ZcZone *
get_zone (Case *self)
{
  ZcZoneItem *item = zc_session_find_zone (session, self->zone_name);

  g_assert_nonnull (item);

  return zc_zone_item_get_zone (item);
}

static void
begin (Case        *self,
       ZcDnsConfig *config)
{
  self->run = g_object_new (ZC_TYPE_RUN,
                            "client", zc_session_get_client (session),
                            "config", config,
                            "store", store,
                            "account-id", ZC_ACCOUNT_ID_ENVIRONMENT,
                            "zone", get_zone (self),
                            "deadline-seconds", self->deadline_seconds != 0 ? self->deadline_seconds : 120,
                            NULL);
  zc_run_begin (self->run, NULL);
}

static void
begin_usually (Case *self)
{
  begin (self, zc_account_get_dns_config (zc_session_get_account (session)));
}

static void
post (Case       *self,
      const char *control,
      const char *members)
{
  zc_test_sandbox_post (sandbox, control, "{\"zone\":\"%s\",%s}", self->zone_name, members);
}

static void
add_fault (Case       *self,
           const char *method,
           const char *members)
{
  zc_test_sandbox_post (sandbox, "faults", "{\"method\":\"%s\",\"path\":\"/secondaryzones/%s/axfr\",%s}", method,
                        zc_zone_get_id (get_zone (self)), members);
}

static void
hold (Case       *self,
      const char *server)
{
  g_autofree char *members = g_strdup_printf ("\"server\":\"%s\"", server);

  post (self, "hold", members);
}

static void
release (Case       *self,
         const char *server)
{
  g_autofree char *members = g_strdup_printf ("\"server\":\"%s\"", server);

  post (self, "release", members);
}

static void
hold_all (Case *self)
{
  const char * const *name_servers = zc_zone_get_name_servers (get_zone (self));

  for (guint i = 0; name_servers[i] != NULL; i++)
    hold (self, name_servers[i]);
}

static void
release_all (Case *self)
{
  const char * const *name_servers = zc_zone_get_name_servers (get_zone (self));

  for (guint i = 0; name_servers[i] != NULL; i++)
    release (self, name_servers[i]);
}

static void
hold_late (Case *self)
{
  hold (self, LATE);
}

static gboolean
explains (Case       *self,
          const char *words)
{
  return strstr (zc_run_get_explanation (self->run), words) != NULL;
}

static void
assert_explains (Case       *self,
                 const char *words)
{
  if (!explains (self, words))
    g_error ("“%s” is not in “%s”", words, zc_run_get_explanation (self->run));
}

static void
wait_for_end (Case       *self,
              const char *words)
{
  ZC_WAIT_UNTIL (!zc_run_is_active (self->run));
  if (!g_str_equal (zc_run_get_words (self->run), words))
    g_error ("“%s” instead of “%s”: %s", zc_run_get_words (self->run), words, zc_run_get_explanation (self->run));
}

static void
wait_until_done (Case *self)
{
  wait_for_end (self, "Done");
  g_assert_cmpint (zc_run_get_proof (self->run), ==, ZC_RUN_PROOF_FULL);
}

static guint
count_entries (Case           *self,
               ZcRunEntryKind  kind)
{
  GListModel *entries = zc_run_get_entries (self->run);
  guint n_entries = 0;

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(ZcRunEntry) entry = g_list_model_get_item (entries, i);

      n_entries += zc_run_entry_get_kind (entry) == kind;
    }

  return n_entries;
}

/* What the name servers really serve, whatever anybody says. */
static void
assert_served (Case   *self,
               gint64  serial)
{
  const char * const *name_servers = zc_zone_get_name_servers (zc_run_get_zone (self->run));

  for (guint i = 0; name_servers[i] != NULL; i++)
    g_assert_cmpint (zc_test_sandbox_get_serial (sandbox, self->zone_name, name_servers[i]), ==, serial);
}

/* The ends */

static void
check_proven (Case *self)
{
  wait_until_done (self);
  assert_explains (self, "Every name server answers with serial 2, over UDP and TCP.");
  assert_served (self, 2);
}

static void
check_in_sync (Case *self)
{
  wait_for_end (self, "Nothing to transfer");
  assert_explains (self, "Already in sync at 2.");
  /* Nobody waits for what is known. */
  g_assert_cmpint (zc_run_get_elapsed_us (self->run), <, 20 * G_USEC_PER_SEC);
}

static void
check_behind (Case *self)
{
  wait_for_end (self, "Nothing to transfer");
  assert_explains (self, "Your primary is behind: it has 1, IONOS has the newer 5");
  assert_served (self, 5);
}

static void
go_on_stale_ok (Case *self)
{
  ZC_WAIT_UNTIL (explains (self, "IONOS reports Ok, but its name servers still serve 1 while the primary has 2."));
  g_assert_cmpstr (zc_run_get_words (self->run), ==, "Transferring");
  release_all (self);
}

static void
go_on_lagging (Case *self)
{
  ZC_WAIT_UNTIL (g_str_equal (zc_run_get_words (self->run), "Propagating (3 of 4 name servers)"));
  assert_explains (self, "3 of 4 name servers have serial 2. Still without it: " LATE ".");
  release (self, LATE);
}

static void
check_in_time (Case *self)
{
  wait_for_end (self, "No result in time");
  assert_explains (self, "Still without it: " LATE ".");
  g_assert_cmpint (zc_test_sandbox_get_serial (sandbox, self->zone_name, LATE), ==, 1);
}

static void
prepare_unknown_word (Case *self)
{
  hold_all (self);
  post (self, "zone", "\"primary\":\"127.0.10.1\",\"status\":\"Warteschlange <b>7</b>\"");
}

static void
go_on_unknown_word (Case *self)
{
  ZC_WAIT_UNTIL (explains (self, "IONOS reports for 127.0.10.1: “Warteschlange <b>7</b>”."));
  g_assert_true (zc_run_is_active (self->run));
  release_all (self);
}

static void
check_unknown_word (Case *self)
{
  wait_until_done (self);
  /* It is no success and no failure, and stays to be seen. */
  assert_explains (self, "“Warteschlange <b>7</b>”");
}

static void
go_on_hostile (Case *self)
{
  g_autofree char *filler = g_strnfill (LONG_TEXT_CHARACTERS, 'x');
  g_autofree char *members =
    g_strdup_printf ("\"primary\":\"127.0.10.1\",\"status\":\"<span size='1'>\\u202Eko\\u0007\",\"message\":\"&amp;%s\"",
                     filler);

  ZC_WAIT_UNTIL (zc_run_was_accepted (self->run));
  post (self, "zone", members);
}

/* An error text for every primary ends the run, and is the service's word, whatever it is. */
static void
check_hostile (Case *self)
{
  wait_for_end (self, "Failed");
  assert_explains (self, "<span size='1'>\uFFFDko\uFFFD");
  assert_explains (self, "&amp;xxx");
  assert_explains (self, "…");
  g_assert_cmpint (g_utf8_strlen (zc_run_get_explanation (self->run), -1), <, LONG_TEXT_CHARACTERS / 5);
}

static void
prepare_busy (Case *self)
{
  self->n_puts = 2;
  add_fault (self, "PUT", "\"kind\":\"status\",\"status\":429,\"retry_after\":\"1\",\"count\":1");
}

static void
prepare_busy_for_good (Case *self)
{
  add_fault (self, "PUT", "\"kind\":\"status\",\"status\":429,\"message\":\"not <i>now</i>\"");
}

static void
check_busy_for_good (Case *self)
{
  wait_for_end (self, "Failed");
  assert_explains (self, "not <i>now</i>");
  g_assert_false (zc_run_was_accepted (self->run));
  assert_served (self, 1);
}

static void
prepare_lost (Case *self)
{
  add_fault (self, "PUT", "\"kind\":\"lost\",\"count\":1");
}

static void
check_lost (Case *self)
{
  wait_until_done (self);
  g_assert_false (zc_run_was_accepted (self->run));
  g_assert_cmpuint (count_entries (self, ZC_RUN_ENTRY_UNANSWERED), ==, 1);
  assert_served (self, 2);
}

static void
prepare_damaged (Case *self)
{
  add_fault (self, "PUT", "\"kind\":\"truncated\",\"count\":1");
}

static void
prepare_trouble (Case *self)
{
  hold_all (self);
  add_fault (self, "GET", "\"kind\":\"status\",\"status\":500");
}

static void
go_on_trouble (Case *self)
{
  ZC_WAIT_UNTIL (count_entries (self, ZC_RUN_ENTRY_TROUBLE) >= 1);
  g_assert_true (zc_run_is_active (self->run));
  release_all (self);
}

static void
prepare_revoked (Case *self)
{
  hold_all (self);
  add_fault (self, "GET", "\"kind\":\"status\",\"status\":401,\"message\":\"token revoked\"");
}

static void
check_revoked (Case *self)
{
  wait_for_end (self, "Failed");
  g_assert_true (zc_run_was_accepted (self->run));
  assert_explains (self, "token revoked");
  assert_explains (self, "Check the account’s token and the privileges of its user.");
}

static void
go_on_deleted (Case *self)
{
  ZC_WAIT_UNTIL (zc_run_get_state (self->run) == ZC_RUN_STATE_PROPAGATING);
  zc_test_sandbox_post (sandbox, "delete", "{\"zone\":\"%s\"}", self->zone_name);
}

static void
check_deleted (Case *self)
{
  wait_for_end (self, "Failed");
  g_assert_cmpstr (zc_run_get_explanation (self->run), !=, "");
}

static void
go_on_stopped (Case *self)
{
  ZC_WAIT_UNTIL (zc_run_was_accepted (self->run));
  zc_run_stop_watching (self->run);
  g_assert_cmpstr (zc_run_get_words (self->run), ==, "Stopped watching");
  assert_explains (self, "The transfer itself goes on at IONOS.");
  release (self, LATE);
}

static void
check_stopped (Case *self)
{
  zc_test_sandbox_wait_serial (sandbox, self->zone_name, LATE, 2);
  g_assert_cmpstr (zc_run_get_words (self->run), ==, "Stopped watching");
}

/* The service tried, and says later what came of it. */
static void
go_on_refusing (Case *self)
{
  ZC_WAIT_UNTIL (explains (self, "IONOS reports Ok, but its name servers still serve 1 while the primary has 2."));
  post (self, "zone", "\"primary\":\"127.0.10.1\"");
}

static void
check_refusing (Case *self)
{
  wait_for_end (self, "Failed");
  assert_explains (self, "IONOS reports for 127.0.10.1: “Error”, “");
  assert_served (self, 1);
}

static void
go_on_down (Case *self)
{
  ZC_WAIT_UNTIL (zc_run_was_accepted (self->run));
  post (self, "zone", "\"primary\":\"127.0.10.3\"");
}

static void
check_down (Case *self)
{
  wait_for_end (self, "Failed");
  assert_explains (self, "IONOS reports for 127.0.10.3: “Error”, “");
  assert_explains (self, "The name servers serve 1; the primary could not be asked from this computer.");
  assert_explains (self, "127.0.10.3: Let the name server listen on ");
}

static void
prepare_old_error (Case *self)
{
  post (self, "zone", "\"primary\":\"127.0.10.3\",\"status\":\"Error\",\"message\":\"the day before\"");
}

/* It may be of an earlier transfer, so it does not end this one at once. */
static void
check_old_error (Case *self)
{
  wait_for_end (self, "Failed");
  assert_explains (self, "IONOS reports for 127.0.10.3: “Error”, “the day before”");
  g_assert_cmpint (zc_run_get_elapsed_us (self->run), >=, OLD_ERROR_SECONDS * G_USEC_PER_SEC);
  assert_served (self, 1);
}

static void
go_on_one_down (Case *self)
{
  ZC_WAIT_UNTIL (explains (self, "IONOS reports for 127.0.10.3: “Error”, “"));
  release_all (self);
}

/* One primary of two is enough, and what the service says of the other one is not kept from the user. */
static void
check_one_down (Case *self)
{
  check_proven (self);
  assert_explains (self, "IONOS reports for 127.0.10.3: “Error”, “");
}

static void
check_hidden (Case *self)
{
  g_autoptr(ZcTransferBatch) batch = zc_transfer_batch_new ();
  g_autofree char *summary = NULL;

  wait_for_end (self, "Done, agreed on 2");
  /* Of many there is no one serial, and what is left of the words without it is no sentence in most languages. */
  zc_transfer_batch_add (batch, self->run);
  summary = zc_transfer_batch_dup_summary (batch);
  g_assert_cmpstr (summary, ==, "1 transfer: 1 Name servers agree, the primary could not be asked");
  g_assert_cmpint (zc_run_get_proof (self->run), ==, ZC_RUN_PROOF_AGREED);
  assert_explains (self, "the primary could not be asked from this computer");
  assert_served (self, 2);
}

static void
check_disagree (Case *self)
{
  wait_until_done (self);
  assert_explains (self, "Every name server answers with serial 3, over UDP and TCP.");
  g_assert_false (explains (self, "older one"));
  assert_served (self, 3);
}

/* A network that lets no DNS through. */
static void
begin_unseen (Case *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsConfig) nowhere = zc_dns_config_new (1, "127.0.0.1@1", &error);

  g_assert_no_error (error);
  begin (self, nowhere);
}

static void
check_unseen (Case *self)
{
  wait_for_end (self, "IONOS reports Ok, not verified");
  g_assert_cmpint (zc_run_get_proof (self->run), ==, ZC_RUN_PROOF_NONE);
  assert_explains (self, "This is not verified");
}

static Case cases[] = {
  { .name = "proven", .check = check_proven },
  { .name = "in-sync", .check = check_in_sync },
  { .name = "behind", .check = check_behind },
  { .name = "stale-ok", .prepare = hold_all, .go_on = go_on_stale_ok, .check = check_proven },
  { .name = "lagging", .prepare = hold_late, .go_on = go_on_lagging, .check = check_proven },
  { .name = "in-time", .deadline_seconds = 20, .prepare = hold_late, .check = check_in_time },
  { .name = "unknown-word", .prepare = prepare_unknown_word, .go_on = go_on_unknown_word, .check = check_unknown_word },
  { .name = "hostile", .prepare = hold_all, .go_on = go_on_hostile, .check = check_hostile },
  { .name = "busy", .prepare = prepare_busy, .check = check_proven },
  { .name = "busy-for-good", .prepare = prepare_busy_for_good, .check = check_busy_for_good },
  { .name = "lost", .prepare = prepare_lost, .check = check_lost },
  { .name = "damaged", .prepare = prepare_damaged, .check = check_proven },
  { .name = "trouble", .prepare = prepare_trouble, .go_on = go_on_trouble, .check = check_proven },
  { .name = "revoked", .prepare = prepare_revoked, .check = check_revoked },
  { .name = "deleted", .prepare = hold_late, .go_on = go_on_deleted, .check = check_deleted },
  { .name = "stopped", .prepare = hold_late, .go_on = go_on_stopped, .check = check_stopped },
  { .name = "refusing", .go_on = go_on_refusing, .check = check_refusing },
  { .name = "down", .go_on = go_on_down, .check = check_down },
  { .name = "old-error", .prepare = prepare_old_error, .check = check_old_error },
  { .name = "one-down", .prepare = hold_all, .go_on = go_on_one_down, .check = check_one_down },
  { .name = "slow", .check = check_proven },
  { .name = "hidden", .check = check_hidden },
  { .name = "disagree", .check = check_disagree },
  { .name = "unseen", .check = check_unseen },
};

static void
open_all (void)
{
  g_autofree char *scenario = g_test_build_filename (G_TEST_DIST, "data", "run-ends.scenario", NULL);
  ZcZoneList *list;

  if (session != NULL)
    return;

  sandbox = zc_test_sandbox_start (scenario);
  folder = g_dir_make_tmp ("zc-run-ends-XXXXXX", NULL);
  path = g_build_filename (folder, "test.db", NULL);
  store = zc_store_new (path);
  session = open_session ();
  list = zc_session_get_zone_list (session, ZC_ZONE_KIND_SECONDARY);
  zc_session_refresh (session);
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (list));
  g_assert_no_error (zc_zone_list_get_error (list));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cases[i].zone_name = g_strconcat (cases[i].name, ".example", NULL);
      cases[i].n_puts = 1;
      if (cases[i].prepare != NULL)
        cases[i].prepare (&cases[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].check == check_unseen)
      begin_unseen (&cases[i]);
    else
      begin_usually (&cases[i]);
}

static void
close_all (void)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  if (session == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      zc_run_stop_watching (cases[i].run);
      g_clear_object (&cases[i].run);
      g_clear_pointer (&cases[i].zone_name, g_free);
    }
  g_clear_object (&session);
  zc_store_wait (store);
  g_clear_object (&store);
  g_clear_pointer (&sandbox, zc_test_sandbox_stop);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_remove (name);
    }
  g_rmdir (folder);
  g_clear_pointer (&path, g_free);
  g_clear_pointer (&folder, g_free);
}

static void
assert_puts (Case  *self,
             guint  n_puts)
{
  g_autofree char *axfr = g_strdup_printf ("/secondaryzones/%s/axfr", zc_zone_get_id (zc_run_get_zone (self->run)));

  g_assert_cmpuint (zc_test_sandbox_count (sandbox, "PUT", axfr), ==, n_puts);
  g_assert_cmpuint (count_entries (self, ZC_RUN_ENTRY_REQUEST), ==, 1);
}

static void
test_way (gconstpointer data)
{
  Case *self = (Case *) data;

  open_all ();
  self->go_on (self);
  self->go_on = NULL;
}

static void
test_end (gconstpointer data)
{
  Case *self = (Case *) data;

  open_all ();
  if (self->go_on != NULL)
    self->go_on (self);
  self->check (self);
  assert_puts (self, self->n_puts);
}

/* What the service turns away has not begun, and is not tried again. */
static void
test_rejected (void)
{
  static const guint statuses[] = { 401, 403, 404, 409, 500, 503 };
  Case self = { .name = "rejected", .zone_name = (char *) "rejected.example" };

  open_all ();
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *members = g_strdup_printf ("\"kind\":\"status\",\"status\":%u,\"count\":1,"
                                                  "\"message\":\"no <b>because</b>\"", statuses[i]);

      add_fault (&self, "PUT", members);
      begin_usually (&self);
      wait_for_end (&self, "Failed");
      assert_explains (&self, "The server says: “no <b>because</b>”");
      g_assert_cmpint (explains (&self, "Wait a moment, then try again."), ==, statuses[i] == 409 || statuses[i] == 503);
      assert_puts (&self, i + 1);
      assert_served (&self, 1);
      g_clear_object (&self.run);
    }
}

/* Neither the service nor any server can be reached for a while, in the middle of a run. */
static void
test_network_gone_and_back (void)
{
  static const char * const servers[] = { "127.0.10.2", "nscs.ui-dns.com", "nscs.ui-dns.de", "nscs.ui-dns.org", LATE };
  Case self = { .name = "network", .zone_name = (char *) "network.example" };

  open_all ();
  hold_all (&self);
  begin_usually (&self);
  ZC_WAIT_UNTIL (zc_run_get_state (self.run) == ZC_RUN_STATE_TRANSFERRING);

  add_fault (&self, "GET", "\"kind\":\"reset\"");
  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    zc_test_sandbox_post (sandbox, "stop", "{\"server\":\"%s\"}", servers[i]);
  ZC_WAIT_UNTIL (count_entries (&self, ZC_RUN_ENTRY_TROUBLE) > 0 && !zc_serial_report_anything_answered (zc_run_get_report (self.run)));
  g_assert_true (zc_run_is_active (self.run));

  g_free (zc_test_sandbox_control (sandbox, "DELETE", "faults", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    zc_test_sandbox_post (sandbox, "start", "{\"server\":\"%s\"}", servers[i]);
  release_all (&self);
  wait_until_done (&self);
  assert_served (&self, 2);
  assert_puts (&self, 1);
  g_clear_object (&self.run);
}

static guint
count_status_questions (Case *self)
{
  g_autofree char *axfr = g_strdup_printf ("/secondaryzones/%s/axfr", zc_zone_get_id (zc_run_get_zone (self->run)));

  return zc_test_sandbox_count (sandbox, "GET", axfr);
}

/* The primary answers nobody but the service, and has nothing newer. */
static void
test_no_change_seen (void)
{
  Case self = { .name = "unchanged", .zone_name = (char *) "unchanged.example", .deadline_seconds = 2 * NO_CHANGE_SECONDS };
  guint n_questions;

  open_all ();
  begin_usually (&self);
  ZC_WAIT_UNTIL (zc_run_get_state (self.run) == ZC_RUN_STATE_TRANSFERRING);
  zc_test_clock_advance (NO_CHANGE_SECONDS * G_USEC_PER_SEC * 2 / 3);
  n_questions = count_status_questions (&self);
  ZC_WAIT_UNTIL (count_status_questions (&self) >= n_questions + 2 || !zc_run_is_active (self.run));

  zc_test_clock_advance (NO_CHANGE_SECONDS * G_USEC_PER_SEC / 3);
  wait_for_end (&self, "No change seen");
  assert_explains (&self, "All name servers serve 1, as before; whether the primary has anything newer cannot be seen from here.");
  g_assert_cmpint (zc_run_get_elapsed_us (self.run), >=, NO_CHANGE_SECONDS * G_USEC_PER_SEC);
  g_assert_cmpint (zc_run_get_proof (self.run), ==, ZC_RUN_PROOF_NONE);
  assert_puts (&self, 1);
  g_clear_object (&self.run);
}

static gboolean
history_has_all (ZcHistory *history)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (zc_history_find (history, zc_run_get_id (cases[i].run), NULL) == NULL)
      return FALSE;

  return TRUE;
}

/* Another program reads the same ends in the same words. */
static void
test_history_tells_the_same (void)
{
  ZcHistory *history;

  open_all ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    zc_run_stop_watching (cases[i].run);
  g_clear_object (&session);
  zc_store_wait (store);
  g_clear_object (&store);
  store = zc_store_new (path);
  session = open_session ();
  history = zc_session_get_history (session);
  ZC_WAIT_UNTIL (history_has_all (history));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ZcRunRecord *record = zc_history_find (history, zc_run_get_id (cases[i].run), NULL);

      g_assert_cmpstr (zc_run_record_get_words (record), ==, zc_run_get_words (cases[i].run));
      g_assert_cmpstr (zc_run_record_get_explanation (record), ==, zc_run_get_explanation (cases[i].run));
      g_assert_true (zc_run_record_was_sent (record));
    }
}

int
main (int    argc,
      char **argv)
{
  int result;

  zc_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *way_path = g_strconcat ("/run-ways/", cases[i].name, NULL);

      if (cases[i].go_on != NULL)
        g_test_add_data_func (way_path, &cases[i], test_way);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *end_path = g_strconcat ("/run-ends/", cases[i].name, NULL);

      g_test_add_data_func (end_path, &cases[i], test_end);
    }
  g_test_add_func ("/run-ends/rejected", test_rejected);
  g_test_add_func ("/run-ends/network-gone-and-back", test_network_gone_and_back);
  g_test_add_func ("/run-ends/no-change-seen", test_no_change_seen);
  g_test_add_func ("/run-ends/history-tells-the-same", test_history_tells_the_same);

  result = g_test_run ();
  close_all ();

  return result;
}
