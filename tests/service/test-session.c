/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-account-store.h"
#include "zc-session.h"
#include "zc-store-arrivals.h"
#include "zc-test-clock.h"
#include "zc-test.h"
#include "zc-test-sandbox.h"
#include "zc-transfer-look.h"
#include "zc-zone-verification.h"

#define ZONE "example.com"
#define PUT_AXFR "/secondaryzones/*/axfr*"

typedef struct
{
  ZcTestSandbox *sandbox; /* (owned) */
  ZcSession *session;     /* (owned) */
  ZcZoneItem *item;       /* the secondary zone ZONE, after load() */
} Fixture;

static ZcSession *
open_session (ZcTestSandbox *sandbox)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsConfig) config = NULL;
  g_autoptr(ZcSecret) token = zc_secret_new (zc_test_sandbox_get_token (sandbox));
  g_autoptr(ZcAccount) account = NULL;
  ZcSession *session;

  config = zc_dns_config_new (zc_test_sandbox_get_dns_port (sandbox), zc_test_sandbox_get_resolver (sandbox), &error);
  g_assert_no_error (error);
  account = zc_account_new ("Test", zc_test_sandbox_get_url (sandbox), token, config, FALSE);
  session = zc_session_new (account, &error);
  g_assert_no_error (error);

  return session;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  scenario)
{
  fixture->sandbox = zc_test_sandbox_start (scenario);
  fixture->session = open_session (fixture->sandbox);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->session);
  zc_test_sandbox_stop (fixture->sandbox);
}

static gboolean
is_checking (ZcSession *session)
{
  gboolean checking;

  g_object_get (session, "checking", &checking, NULL);

  return checking;
}

static guint
count_items (Fixture    *fixture,
             ZcZoneKind  kind)
{
  return g_list_model_get_n_items (G_LIST_MODEL (zc_session_get_zone_list (fixture->session, kind)));
}

static void
load (Fixture *fixture)
{
  ZcZoneList *primary = zc_session_get_zone_list (fixture->session, ZC_ZONE_KIND_PRIMARY);
  ZcZoneList *secondary = zc_session_get_zone_list (fixture->session, ZC_ZONE_KIND_SECONDARY);

  zc_session_refresh (fixture->session);
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (primary) && !zc_zone_list_is_busy (secondary));
  g_assert_no_error (zc_zone_list_get_error (primary));
  g_assert_no_error (zc_zone_list_get_error (secondary));
  ZC_WAIT_UNTIL (!is_checking (fixture->session));
  fixture->item = zc_session_find_zone (fixture->session, ZONE);
}

static ZcRun *
start (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  ZcRun *run = zc_session_start_transfer (fixture->session, fixture->item, &error);

  g_assert_no_error (error);

  return run;
}

static void
assert_one_put (Fixture *fixture)
{
  g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "PUT", PUT_AXFR), ==, 1);
}

static void
assert_moved (Fixture  *fixture,
              gboolean  moved)
{
  const char * const *name_servers = zc_zone_get_name_servers (zc_zone_item_get_zone (fixture->item));
  gint64 target = zc_test_sandbox_get_serial (fixture->sandbox, ZONE, "127.0.10.1");

  g_assert_cmpint (target, >, 0);
  for (guint i = 0; name_servers[i] != NULL; i++)
    g_assert_cmpint (zc_test_sandbox_get_serial (fixture->sandbox, ZONE, name_servers[i]) == target, ==, moved);
}

static void
test_lists_and_health (Fixture       *fixture,
                       gconstpointer  data)
{
  guint n_need_attention;

  load (fixture);

  g_assert_cmpuint (count_items (fixture, ZC_ZONE_KIND_SECONDARY), >=, 12);
  g_assert_cmpuint (count_items (fixture, ZC_ZONE_KIND_PRIMARY), >=, 5);
  g_assert_cmpint (zc_zone_item_get_health (fixture->item), ==, ZC_ZONE_HEALTH_BEHIND);
  g_assert_cmpstr (zc_zone_item_get_status_text (fixture->item), ==, "Behind");
  g_assert_nonnull (strstr (zc_zone_item_get_serial_text (fixture->item), " → "));
  g_assert_cmpint (zc_zone_item_get_health (zc_session_find_zone (fixture->session, "example.net")), ==,
                   ZC_ZONE_HEALTH_IN_SYNC);
  g_object_get (fixture->session, "n-need-attention", &n_need_attention, NULL);
  g_assert_cmpuint (n_need_attention, >=, 1);

  /* Looking is not starting. */
  g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "PUT", "*"), ==, 0);
}

static void
test_refresh_keeps_items (Fixture       *fixture,
                          gconstpointer  data)
{
  ZcZoneItem *before;
  guint n_before;

  load (fixture);
  before = fixture->item;
  n_before = count_items (fixture, ZC_ZONE_KIND_SECONDARY);

  zc_test_sandbox_post (fixture->sandbox, "delete", "{\"zone\":\"%s\"}", "example.net");
  load (fixture);

  g_assert_true (fixture->item == before);
  g_assert_cmpuint (count_items (fixture, ZC_ZONE_KIND_SECONDARY), ==, n_before - 1);
  g_assert_null (zc_session_find_zone (fixture->session, "example.net"));
}

static void
test_a_look_at_one_zone_is_none_at_all (Fixture       *fixture,
                                        gconstpointer  data)
{
  g_autoptr(GDateTime) before = NULL;
  g_autoptr(GDateTime) after = NULL;
  g_autoptr(GDateTime) refreshed = NULL;

  load (fixture);
  g_object_get (fixture->session, "checked", &before, NULL);
  g_assert_nonnull (before);

  zc_session_check_zone (fixture->session, fixture->item);
  g_assert_true (is_checking (fixture->session));
  ZC_WAIT_UNTIL (!is_checking (fixture->session));
  g_object_get (fixture->session, "checked", &after, NULL);
  g_assert_true (g_date_time_equal (before, after));
  g_assert_cmpint (g_date_time_compare (zc_zone_item_get_checked (fixture->item), after), >, 0);

  load (fixture);
  g_object_get (fixture->session, "checked", &refreshed, NULL);
  g_assert_cmpint (g_date_time_compare (refreshed, before), >, 0);
}

/* How long it is until the source is due, in minutes. */
static int
get_minutes_left (GSource *source)
{
  gint64 left_us = g_source_get_ready_time (source) - g_get_monotonic_time ();

  return (int) ((left_us + 30 * G_USEC_PER_SEC) / (60 * G_USEC_PER_SEC));
}

/* Nobody waits for minutes here: what would call then is looked up, and told that its time has come. */
static void
test_all_zones_are_checked_every_so_often (Fixture       *fixture,
                                           gconstpointer  data)
{
  ZcZoneItem *in_sync;
  GSource *source;
  g_autoptr(GDateTime) before = NULL;
  g_autoptr(GDateTime) after = NULL;
  guint n_before, n_after;

  load (fixture);
  in_sync = zc_session_find_zone (fixture->session, "example.net");
  g_assert_cmpint (zc_zone_item_get_health (in_sync), ==, ZC_ZONE_HEALTH_IN_SYNC);
  g_object_get (fixture->session, "checked", &before, "n-need-attention", &n_before, NULL);
  zc_test_sandbox_post (fixture->sandbox, "bump", "{\"zone\":\"%s\"}", "example.net");

  g_assert_null (g_main_context_find_source_by_user_data (NULL, fixture->session));
  zc_session_set_check_interval_minutes (fixture->session, 7);
  source = g_main_context_find_source_by_user_data (NULL, fixture->session);
  g_assert_nonnull (source);
  g_assert_cmpint (get_minutes_left (source), ==, 7);

  g_source_set_ready_time (source, 0);
  ZC_WAIT_UNTIL (is_checking (fixture->session));
  ZC_WAIT_UNTIL (!is_checking (fixture->session));
  g_assert_cmpint (zc_zone_item_get_health (in_sync), ==, ZC_ZONE_HEALTH_BEHIND);
  g_object_get (fixture->session, "checked", &after, "n-need-attention", &n_after, NULL);
  g_assert_cmpint (g_date_time_compare (after, before), >, 0);
  g_assert_cmpuint (n_after, ==, n_before + 1);

  /* And again after the same time, until it is wanted otherwise. */
  g_assert_true (g_main_context_find_source_by_user_data (NULL, fixture->session) == source);
  g_assert_cmpint (get_minutes_left (source), ==, 7);
  zc_session_set_check_interval_minutes (fixture->session, 1440);
  source = g_main_context_find_source_by_user_data (NULL, fixture->session);
  g_assert_cmpint (get_minutes_left (source), ==, 1440);
  zc_session_set_check_interval_minutes (fixture->session, 0);
  g_assert_null (g_main_context_find_source_by_user_data (NULL, fixture->session));

  /* Looking is not starting. */
  g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "PUT", "*"), ==, 0);
}

static guint
count_cells (ZcTransferLook *look,
             ZcServerRole    role)
{
  GListModel *cells = zc_verification_get_matrix (zc_zone_change_get_verification (zc_transfer_look_get_change (look)));
  guint n_cells = 0;

  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr(ZcVerificationCell) cell = g_list_model_get_item (cells, i);

      n_cells += zc_verification_cell_get_role (cell) == role;
    }

  return n_cells;
}

/* What the session asks the name servers is not asked again for the preview, unless a copy is wanted of them. */
static void
test_preview_asks_no_name_server_again (Fixture       *fixture,
                                        gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(ZcTransferLook) look = NULL;
      gboolean with_records = i == 0;

      load (fixture);
      if (!with_records)
        zc_test_sandbox_post (fixture->sandbox, "faults", "{\"kind\":\"status\",\"status\":500,\"path\":\"%s\"}",
                              "/secondaryzones/*/records");
      look = zc_transfer_look_new (fixture->session, fixture->item);
      ZC_WAIT_UNTIL (!zc_transfer_look_is_busy (look));
      g_assert_cmpint (zc_zone_change_get_state (zc_transfer_look_get_change (look)), ==,
                       with_records ? ZC_ZONE_CHANGE_KNOWN : ZC_ZONE_CHANGE_NOTHING_PRESENT);
      g_assert_cmpuint (count_cells (look, ZC_SERVER_ROLE_PRIMARY), >=, 4);
      g_assert_cmpint (count_cells (look, ZC_SERVER_ROLE_SECONDARY) == 0, ==, with_records);
    }
}

static void
test_one_list_failing_hides_nothing (Fixture       *fixture,
                                     gconstpointer  data)
{
  ZcZoneList *primary = zc_session_get_zone_list (fixture->session, ZC_ZONE_KIND_PRIMARY);
  ZcZoneList *secondary = zc_session_get_zone_list (fixture->session, ZC_ZONE_KIND_SECONDARY);

  zc_test_sandbox_post (fixture->sandbox, "faults", "{\"kind\":\"status\",\"status\":500,\"path\":\"%s\"}", "/zones*");
  zc_session_refresh (fixture->session);
  ZC_WAIT_UNTIL (zc_zone_list_get_load_state (primary) == ZC_LOAD_STATE_FAILED);
  ZC_WAIT_UNTIL (zc_zone_list_get_load_state (secondary) == ZC_LOAD_STATE_READY);
  g_assert_nonnull (zc_zone_list_get_error (primary));

  /* It recovers with the next reading, and a later failure keeps what was read. */
  g_free (zc_test_sandbox_control (fixture->sandbox, "DELETE", "faults", NULL));
  load (fixture);
  g_assert_cmpint (zc_zone_list_get_load_state (primary), ==, ZC_LOAD_STATE_READY);
  zc_test_sandbox_post (fixture->sandbox, "faults", "{\"kind\":\"status\",\"status\":%d}", 401);
  zc_session_refresh (fixture->session);
  ZC_WAIT_UNTIL (!zc_zone_list_is_busy (secondary) && zc_zone_list_get_error (secondary) != NULL);
  g_assert_cmpint (zc_zone_list_get_load_state (secondary), ==, ZC_LOAD_STATE_READY);
  g_assert_cmpuint (count_items (fixture, ZC_ZONE_KIND_SECONDARY), >=, 12);
}

static void
test_transfer_to_its_proven_end (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  ZcRun *run;

  load (fixture);
  assert_moved (fixture, FALSE);
  zc_test_sandbox_post (fixture->sandbox, "hold", "{\"server\":\"%s\"}", "nscs.ui-dns.biz");

  run = start (fixture);
  g_assert_cmpint (zc_zone_item_get_health (fixture->item), ==, ZC_ZONE_HEALTH_TRANSFERRING);
  g_assert_false (zc_zone_item_can_start_transfer (fixture->item));

  /* While it runs, there is no second one. */
  g_assert_null (zc_session_start_transfer (fixture->session, fixture->item, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);

  /* The zone says what the run says. How else a run can go on and end is looked at in test-run-ends.c. */
  ZC_WAIT_UNTIL (zc_run_get_state (run) == ZC_RUN_STATE_PROPAGATING);
  g_assert_cmpstr (zc_zone_item_get_status_text (fixture->item), ==, zc_run_get_words (run));
  zc_test_sandbox_post (fixture->sandbox, "release", "{\"server\":\"%s\"}", "nscs.ui-dns.biz");
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpstr (zc_run_get_words (run), ==, "Done");
  g_assert_cmpint (zc_run_get_proof (run), ==, ZC_RUN_PROOF_FULL);
  assert_one_put (fixture);
  assert_moved (fixture, TRUE);
  g_assert_cmpint (zc_zone_item_get_health (fixture->item), ==, ZC_ZONE_HEALTH_IN_SYNC);
  g_assert_cmpstr (zc_zone_item_get_status_text (fixture->item), ==, "Done");
  g_assert_true (zc_zone_item_can_start_transfer (fixture->item));
  g_assert_false (zc_session_has_active_runs (fixture->session));

  /* Once more: there is nothing to transfer, and nobody waits for it. */
  run = start (fixture);
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpstr (zc_run_get_words (run), ==, "Nothing to transfer");
  g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "PUT", PUT_AXFR), ==, 2);

  /* The end stays the zone's status until somebody looks again. */
  g_assert_cmpstr (zc_zone_item_get_status_text (fixture->item), ==, "Nothing to transfer");
  load (fixture);
  g_assert_cmpstr (zc_zone_item_get_status_text (fixture->item), ==, "In sync");
}

static void
look_again (Fixture *fixture)
{
  zc_session_check_zone (fixture->session, fixture->item);
  ZC_WAIT_UNTIL (!is_checking (fixture->session));
}

static gboolean
has_come (Fixture *fixture)
{
  look_again (fixture);

  return zc_zone_item_get_health (fixture->item) == ZC_ZONE_HEALTH_IN_SYNC;
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GError) error = NULL;

  zc_zone_verification_run_finish (result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
verify (Fixture        *fixture,
        ZcVerification *verification)
{
  gboolean verified = FALSE;

  zc_zone_verification_run_async (fixture->session, fixture->item, verification, NULL, verified_cb, &verified);
  ZC_WAIT_UNTIL (verified);
}

static gboolean
finds_that_notices_are_blocked (Fixture *fixture)
{
  ZcVerificationOptions options;
  g_autoptr(ZcVerification) verification = NULL;
  GListModel *findings = NULL;

  zc_verification_options_init (&options);
  options.records = ZC_VERIFICATION_RECORDS_NONE;
  verification = zc_zone_verification_new (fixture->session, fixture->item, &options);
  verify (fixture, verification);

  findings = zc_verification_get_findings (verification);
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (findings, i);

      if (g_str_equal (zc_finding_item_get_finding (item)->id, "notify-blocked"))
        return TRUE;
    }

  return FALSE;
}

/* What a verification reads of the service is news for the zone: an error that is gone does not stay in the list. */
static void
test_verification_brings_statuses (Fixture       *fixture,
                                   gconstpointer  data)
{
  ZcVerificationOptions options;
  g_autoptr(ZcVerification) first = NULL;
  g_autoptr(ZcVerification) second = NULL;

  load (fixture);
  zc_test_sandbox_post (fixture->sandbox, "zone", "{\"zone\":\"%s\",\"primary\":\"127.0.10.1\",\"status\":\"Error\","
                        "\"message\":\"refused\"}", ZONE);
  look_again (fixture);
  g_assert_cmpint (zc_zone_item_get_health (fixture->item), ==, ZC_ZONE_HEALTH_FAILING);

  zc_test_sandbox_post (fixture->sandbox, "zone", "{\"zone\":\"%s\",\"primary\":\"127.0.10.1\",\"status\":\"Ok\"}", ZONE);
  zc_verification_options_init (&options);
  first = zc_zone_verification_new (fixture->session, fixture->item, &options);
  verify (fixture, first);
  g_assert_cmpint (zc_zone_item_get_health (fixture->item), ==, ZC_ZONE_HEALTH_BEHIND);
  g_assert_null (zc_zone_item_get_statuses_age (fixture->item));

  /* Those that could not be read again are of before. */
  zc_test_sandbox_post (fixture->sandbox, "faults", "{\"kind\":\"status\",\"status\":500,\"path\":\"%s\"}", PUT_AXFR);
  second = zc_zone_verification_new (fixture->session, fixture->item, &options);
  verify (fixture, second);
  g_assert_cmpint (zc_zone_item_get_health (fixture->item), ==, ZC_ZONE_HEALTH_BEHIND);
  g_assert_nonnull (zc_zone_item_get_statuses_age (fixture->item));
}

/* The sandbox's name servers do not ask by themselves, so a transfer that nobody here started stands for that. */
static void
test_changes_that_arrive_late (Fixture       *fixture,
                               gconstpointer  data)
{
  const gint64 two_hours = 2 * 60 * 60;
  gint64 longest;

  /* Two such changes were seen by former programs. */
  load (fixture);
  zc_store_save_late_arrivals (zc_session_get_store (fixture->session), zc_account_get_id (zc_session_get_account (fixture->session)),
                               zc_zone_get_id (zc_zone_item_get_zone (fixture->item)), 2, 60 * 60);
  {
    g_autoptr(ZcSession) first = fixture->session;
    g_autoptr(GError) error = NULL;

    fixture->session = zc_session_new_with_store (zc_session_get_account (first), zc_session_get_store (first), &error);
    g_assert_no_error (error);
  }
  load (fixture);
  ZC_WAIT_UNTIL (zc_session_count_late_arrivals (fixture->session, fixture->item, &longest) == 2);
  g_assert_cmpint (zc_zone_item_get_health (fixture->item), ==, ZC_ZONE_HEALTH_BEHIND);
  g_assert_false (finds_that_notices_are_blocked (fixture));

  zc_test_clock_advance (two_hours * G_USEC_PER_SEC);
  look_again (fixture);
  zc_cloud_client_start_transfer_async (zc_session_get_client (fixture->session),
                                        zc_zone_get_id (zc_zone_item_get_zone (fixture->item)), NULL, NULL, NULL);
  ZC_WAIT_UNTIL (has_come (fixture));
  g_assert_cmpuint (zc_session_count_late_arrivals (fixture->session, fixture->item, &longest), ==, 3);
  g_assert_cmpint (longest, >=, two_hours);
  g_assert_true (finds_that_notices_are_blocked (fixture));

  zc_test_clock_advance (-two_hours * G_USEC_PER_SEC);
}

static void
test_primary_zones_are_not_transferred (Fixture       *fixture,
                                        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcZoneItem) item = NULL;

  load (fixture);
  item = g_list_model_get_item (G_LIST_MODEL (zc_session_get_zone_list (fixture->session, ZC_ZONE_KIND_PRIMARY)), 0);
  g_assert_false (zc_zone_item_can_start_transfer (item));
  g_assert_null (zc_session_start_transfer (fixture->session, item, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_nothing_there (Fixture       *fixture,
                    gconstpointer  data)
{
  load (fixture);
  g_assert_cmpuint (count_items (fixture, ZC_ZONE_KIND_SECONDARY), ==, 0);
  g_assert_cmpint (zc_zone_list_get_load_state (zc_session_get_zone_list (fixture->session, ZC_ZONE_KIND_SECONDARY)),
                   ==, ZC_LOAD_STATE_READY);
}

static void
test_account_from_environment (void)
{
  static const char * const elsewhere[] = { "api.ionos.com", "api.ionos.com/cloudapi/v6", "https://API.ionos.com/", " https://api.ionos.com:443 ",
                                            "https://api.ionos.com." };
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = NULL;

  g_unsetenv ("IONOS_TOKEN");
  g_assert_null (zc_account_new_from_environment (&error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NONE);
  g_clear_error (&error);

  /* Whoever has accounts as well would not know which token is meant. */
  g_setenv ("IONOS_TOKEN", "zq1\nzq2", TRUE);
  g_assert_null (zc_account_new_from_environment (&error));
  g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_BAD_TOKEN);
  g_assert_nonnull (strstr (error->message, "IONOS_TOKEN"));
  g_assert_nonnull (strstr (error->message, "line break"));
  g_assert_null (strstr (error->message, "zq"));
  g_clear_error (&error);

  g_setenv ("IONOS_TOKEN", " a.b.c\n", TRUE);
  g_setenv ("IONOS_API_URL", "https://api.ionos.com", TRUE);
  account = zc_account_new_from_environment (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (zc_secret_peek (zc_account_get_token (account)), ==, "a.b.c");
  g_assert_cmpstr (zc_account_get_api_url (account), ==, "https://dns.de-fra.ionos.com");
  g_assert_null (g_getenv ("IONOS_TOKEN"));
  g_clear_object (&account);

  /* The vendor's tools take this variable without a scheme as well, and what it names then is other products. */
  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    {
      g_setenv ("IONOS_TOKEN", "a.b.c", TRUE);
      g_setenv ("IONOS_API_URL", elsewhere[i], TRUE);
      account = zc_account_new_from_environment (&error);
      g_assert_no_error (error);
      g_assert_cmpstr (zc_account_get_api_url (account), ==, "https://dns.de-fra.ionos.com");
      g_clear_object (&account);
    }

  g_setenv ("IONOS_TOKEN", "a.b.c", TRUE);
  g_setenv ("IONOS_API_URL", "https://dns.example", TRUE);
  account = zc_account_new_from_environment (&error);
  g_assert_cmpstr (zc_account_get_api_url (account), ==, "https://dns.example");
  g_clear_object (&account);

  g_setenv ("IONOS_TOKEN", "a.b.c", TRUE);
  g_setenv ("IONOS_API_URL_DNS", "http://dns.example", TRUE);
  account = zc_account_new_from_environment (&error);
  g_assert_cmpstr (zc_account_get_api_url (account), ==, "http://dns.example");
  g_assert_null (zc_session_new (account, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_clear_object (&account);

  g_setenv ("IONOS_TOKEN", "a.b.c", TRUE);
  g_setenv ("ZONE_COURIER_DNS_PORT", "70000", TRUE);
  g_assert_null (zc_account_new_from_environment (&error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);

  g_unsetenv ("IONOS_API_URL");
  g_unsetenv ("IONOS_API_URL_DNS");
  g_unsetenv ("ZONE_COURIER_DNS_PORT");
}

static char *
make_token (const char *claims,
            const char *signature)
{
  g_autofree char *second = g_base64_encode ((const guchar *) claims, strlen (claims));

  return g_strdup_printf ("e30.%s.%s", second, signature);
}

static ZcAccount *
open_environment (const char *api_url,
                  const char *claims,
                  const char *signature)
{
  g_autofree char *token = make_token (claims, signature);
  g_autoptr(GError) error = NULL;
  ZcAccount *account;

  g_setenv ("IONOS_TOKEN", token, TRUE);
  g_setenv ("IONOS_API_URL_DNS", api_url, TRUE);
  account = zc_account_new_from_environment (&error);
  g_assert_no_error (error);
  g_unsetenv ("IONOS_API_URL_DNS");

  return account;
}

/* What the account "From the environment" is kept under with a token of these claims. */
static char *
read_environment (const char *api_url,
                  const char *claims,
                  const char *signature,
                  gboolean   *kept)
{
  g_autoptr(ZcAccount) account = open_environment (api_url, claims, signature);

  *kept = zc_account_is_kept (account);

  return g_strdup (zc_account_get_id (account));
}

/* The lists, runs and histories of two contracts stay apart, though both accounts have the same name. */
static void
test_accounts_from_environments_stay_apart (void)
{
  static const struct
  {
    const char *api_url;
    const char *claims;
    gboolean same;
    gboolean kept;
  } rows[] = {
    { "https://dns.example", "{\"identity\":{\"contractNumber\":31960002,\"uuid\":\"0b1\"}}", TRUE, TRUE },
    { "HTTPS://dns.example:443/", "{\"exp\":1,\"identity\":{\"uuid\":\"0b1\",\"contractNumber\":\"31960002\",\"role\":\"user\"}}", TRUE, TRUE },
    { "https://dns.example:444", "{\"identity\":{\"contractNumber\":31960002,\"uuid\":\"0b1\"}}", FALSE, TRUE },
    { "https://dns2.example", "{\"identity\":{\"contractNumber\":31960002,\"uuid\":\"0b1\"}}", FALSE, TRUE },
    { "https://dns.example", "{\"identity\":{\"contractNumber\":31960003,\"uuid\":\"0b1\"}}", FALSE, TRUE },
    { "https://dns.example", "{\"identity\":{\"contractNumber\":31960002,\"uuid\":\"0b2\"}}", FALSE, TRUE },
    { "https://dns.example", "{\"identity\":{\"contractNumber\":319600020,\"uuid\":\"b1\"}}", FALSE, TRUE },
    { "https://dns.example", "{\"identity\":{\"contractNumber\":31960002}}", FALSE, TRUE },
    /* Nobody knows whose these are: a user may have several contracts. */
    { "https://dns.example", "{\"identity\":{\"uuid\":\"0b1\"}}", FALSE, FALSE },
    { "https://dns.example", "{\"sub\":\"0b1\"}", FALSE, FALSE },
    { "https://dns.example", "no JSON", FALSE, FALSE },
  };
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean kept;
  g_autofree char *first = read_environment (rows[0].api_url, rows[0].claims, "sig1", &kept);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      /* A new token of the same user is the same account. */
      char *id = read_environment (rows[i].api_url, rows[i].claims, "sig2", &kept);

      g_assert_cmpint (kept, ==, rows[i].kept);
      g_assert_cmpint (g_str_equal (id, first), ==, rows[i].same);
      /* It goes into files and is seen on the bus. */
      g_assert_null (strstr (id, "3196000"));
      g_assert_null (strstr (id, "dns"));
      g_assert_cmpint (!kept, ==, g_str_equal (id, ZC_ACCOUNT_ID_ENVIRONMENT));
      g_hash_table_add (ids, id);
    }

  g_assert_cmpuint (g_hash_table_size (ids), ==, 8);
}

/* Nor are they mixed when the token is replaced while the program runs. */
static void
test_an_environment_keeps_its_owner (void)
{
  static const struct
  {
    const char *first;
    const char *second;
    gboolean fits;
  } rows[] = {
    { "{\"identity\":{\"contractNumber\":1,\"uuid\":\"u\"}}", "{\"identity\":{\"contractNumber\":1,\"uuid\":\"u\"},\"exp\":2}", TRUE },
    { "{\"identity\":{\"contractNumber\":1,\"uuid\":\"u\"}}", "{\"identity\":{\"contractNumber\":2,\"uuid\":\"u\"}}", FALSE },
    { "{\"identity\":{\"contractNumber\":1,\"uuid\":\"u\"}}", "no JSON", FALSE },
    /* Nothing is kept of it. */
    { "no JSON", "{\"identity\":{\"contractNumber\":1,\"uuid\":\"u\"}}", TRUE },
  };
  g_autoptr(ZcKeyring) keyring = zc_keyring_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcAccount) account = open_environment ("https://dns.example", rows[i].first, "sig1");
      g_autoptr(ZcAccountStore) store = zc_account_store_new (NULL, keyring, zc_account_get_dns_config (account));
      g_autofree char *text = make_token (rows[i].second, "sig2");
      g_autoptr(ZcSecret) token = zc_secret_new (text);
      g_autoptr(ZcAccount) changed = NULL;
      g_autoptr(GError) error = NULL;

      zc_account_store_add_unsaved (store, account);
      changed = zc_account_store_use_for_session (store, zc_account_get_id (account), token, &error);
      if (rows[i].fits)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (zc_account_get_id (changed), ==, zc_account_get_id (account));
          g_assert_cmpint (zc_account_is_kept (changed), ==, zc_account_is_kept (account));
        }
      else
        g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_OTHER_OWNER);
    }
}

#define ADD(path, scenario, test) \
  g_test_add (path, Fixture, scenario, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_autofree char *quick = NULL;

  zc_test_init (&argc, &argv);
  quick = g_test_build_filename (G_TEST_DIST, "data", "quick.scenario", NULL);

  g_test_add_func ("/session/account-from-environment", test_account_from_environment);
  g_test_add_func ("/session/accounts-from-environments-stay-apart", test_accounts_from_environments_stay_apart);
  g_test_add_func ("/session/an-environment-keeps-its-owner", test_an_environment_keeps_its_owner);
  ADD ("/session/lists-and-health", "default", test_lists_and_health);
  ADD ("/session/refresh-keeps-items", "default", test_refresh_keeps_items);
  ADD ("/session/a-look-at-one-zone-is-none-at-all", "default", test_a_look_at_one_zone_is_none_at_all);
  ADD ("/session/all-zones-are-checked-every-so-often", "default", test_all_zones_are_checked_every_so_often);
  ADD ("/session/preview-asks-no-name-server-again", "default", test_preview_asks_no_name_server_again);
  ADD ("/session/one-list-failing-hides-nothing", "default", test_one_list_failing_hides_nothing);
  ADD ("/session/primary-zones-are-not-transferred", "default", test_primary_zones_are_not_transferred);
  ADD ("/session/nothing-there", "empty", test_nothing_there);
  ADD ("/session/verification-brings-statuses", quick, test_verification_brings_statuses);
  ADD ("/session/changes-that-arrive-late", quick, test_changes_that_arrive_late);
  ADD ("/run/transfer-to-its-proven-end", quick, test_transfer_to_its_proven_end);

  return g_test_run ();
}
