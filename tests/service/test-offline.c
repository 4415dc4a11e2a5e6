/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-session.h"
#include "zc-test-sandbox.h"
#include "zc-test.h"

typedef struct
{
  ZcTestSandbox *sandbox; /* (owned) */
  ZcStore *store;         /* (owned): in memory, but longer than a session */
  ZcSession *session;     /* (owned) (nullable) */
} Fixture;

static void
open_session (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSecret) token = zc_secret_new (zc_test_sandbox_get_token (fixture->sandbox));
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (zc_test_sandbox_get_dns_port (fixture->sandbox),
                                                     zc_test_sandbox_get_resolver (fixture->sandbox), &error);
  g_autoptr(ZcAccount) account = NULL;

  g_assert_no_error (error);
  account = zc_account_new_full (ZC_ACCOUNT_KIND_ENVIRONMENT, ZC_ACCOUNT_ID_ENVIRONMENT, "Test",
                                 zc_test_sandbox_get_url (fixture->sandbox), token, config);
  fixture->session = zc_session_new_with_store (account, fixture->store, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  scenario)
{
  fixture->sandbox = zc_test_sandbox_start (scenario);
  fixture->store = zc_store_new (NULL);
  open_session (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->session);
  g_object_unref (fixture->store);
  zc_test_sandbox_stop (fixture->sandbox);
}

static ZcZoneList *
get_list (Fixture    *fixture,
          ZcZoneKind  kind)
{
  return zc_session_get_zone_list (fixture->session, kind);
}

static gboolean
is_busy (Fixture *fixture)
{
  return zc_zone_list_is_busy (get_list (fixture, ZC_ZONE_KIND_PRIMARY)) ||
         zc_zone_list_is_busy (get_list (fixture, ZC_ZONE_KIND_SECONDARY));
}

static void
load (Fixture *fixture)
{
  zc_session_refresh (fixture->session);
  ZC_WAIT_UNTIL (!is_busy (fixture));
}

static guint
count_items (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_list (fixture, ZC_ZONE_KIND_SECONDARY)));
}

/* Another session of the same account, as after a start of the program. */
static void
open_again (Fixture *fixture)
{
  g_assert_finalize_object (fixture->session);
  open_session (fixture);
}

static void
cut_the_line (Fixture *fixture)
{
  zc_test_sandbox_post (fixture->sandbox, "faults", "{\"kind\":\"%s\"}", "reset");
}

static void
mend_the_line (Fixture *fixture)
{
  g_free (zc_test_sandbox_control (fixture->sandbox, "DELETE", "faults", NULL));
}

/* The page of an error would come and go. */
static void
not_failed_cb (ZcZoneList *list)
{
  g_assert_cmpint (zc_zone_list_get_load_state (list), !=, ZC_LOAD_STATE_FAILED);
}

static void
test_last_lists_are_shown_until_the_line_is_back (Fixture       *fixture,
                                                  gconstpointer  data)
{
  ZcZoneList *list = get_list (fixture, ZC_ZONE_KIND_SECONDARY);
  g_autoptr(GDateTime) loaded = NULL;
  g_autofree char *description = NULL;
  ZcZoneItem *item;
  guint n_items;

  load (fixture);
  n_items = count_items (fixture);
  loaded = g_date_time_ref (zc_zone_list_get_loaded (list));
  description = g_strdup (zc_zone_get_description (zc_zone_item_get_zone (zc_session_find_zone (fixture->session,
                                                                                                "example.com"))));
  g_assert_cmpuint (n_items, >=, 12);
  g_assert_false (zc_zone_list_is_from_cache (list));
  g_assert_false (zc_session_is_offline (fixture->session));

  open_again (fixture);
  list = get_list (fixture, ZC_ZONE_KIND_SECONDARY);
  g_signal_connect (list, "notify::load-state", G_CALLBACK (not_failed_cb), NULL);
  cut_the_line (fixture);
  load (fixture);
  ZC_WAIT_UNTIL (zc_zone_list_is_from_cache (list));
  g_assert_cmpint (zc_zone_list_get_load_state (list), ==, ZC_LOAD_STATE_READY);
  g_assert_nonnull (zc_zone_list_get_error (list));
  g_assert_cmpuint (count_items (fixture), ==, n_items);
  g_assert_cmpint (ABS (g_date_time_difference (zc_zone_list_get_loaded (list), loaded)), <, G_TIME_SPAN_SECOND);
  g_assert_true (zc_session_is_offline (fixture->session));
  g_assert_nonnull (zc_session_get_offline_reason (fixture->session));
  item = zc_session_find_zone (fixture->session, "example.com");
  g_assert_cmpstr (zc_zone_get_description (zc_zone_item_get_zone (item)), ==, description);
  g_assert_cmpstr (zc_zone_get_primary_ips (zc_zone_item_get_zone (item))[0], ==, "127.0.10.1");

  /* Nobody presses a button, and the rows stay the same objects. */
  mend_the_line (fixture);
  ZC_WAIT_UNTIL (!zc_session_is_offline (fixture->session));
  ZC_WAIT_UNTIL (!zc_zone_list_is_from_cache (list));
  g_assert_no_error (zc_zone_list_get_error (list));
  g_assert_null (zc_session_get_offline_reason (fixture->session));
  g_assert_true (zc_session_find_zone (fixture->session, "example.com") == item);
  g_assert_cmpint (g_date_time_compare (zc_zone_list_get_loaded (list), loaded), >, 0);
}

static void
test_last_lists_are_shown_while_the_service_is_slow (Fixture       *fixture,
                                                     gconstpointer  data)
{
  ZcZoneList *list;

  load (fixture);
  open_again (fixture);
  list = get_list (fixture, ZC_ZONE_KIND_SECONDARY);
  zc_test_sandbox_post (fixture->sandbox, "faults", "{\"kind\":\"delay\",\"delay_ms\":%d}", 5000);
  zc_session_refresh (fixture->session);
  ZC_WAIT_UNTIL (zc_zone_list_is_from_cache (list));
  g_assert_true (zc_zone_list_is_busy (list));
  g_assert_cmpuint (count_items (fixture), >=, 12);
  ZC_WAIT_UNTIL (!is_busy (fixture));
  g_assert_false (zc_zone_list_is_from_cache (list));
}

static void
test_without_a_last_list (Fixture       *fixture,
                          gconstpointer  data)
{
  cut_the_line (fixture);
  load (fixture);
  g_assert_cmpint (zc_zone_list_get_load_state (get_list (fixture, ZC_ZONE_KIND_SECONDARY)), ==,
                   ZC_LOAD_STATE_FAILED);
  g_assert_true (zc_session_is_offline (fixture->session));
  mend_the_line (fixture);
  ZC_WAIT_UNTIL (zc_zone_list_get_load_state (get_list (fixture, ZC_ZONE_KIND_SECONDARY)) == ZC_LOAD_STATE_READY);
  ZC_WAIT_UNTIL (!is_busy (fixture));
  g_assert_false (zc_session_is_offline (fixture->session));
}

static void
test_refusal_is_not_offline (Fixture       *fixture,
                             gconstpointer  data)
{
  zc_test_sandbox_post (fixture->sandbox, "faults", "{\"kind\":\"status\",\"status\":%d}", 401);
  load (fixture);
  g_assert_nonnull (zc_zone_list_get_error (get_list (fixture, ZC_ZONE_KIND_SECONDARY)));
  g_assert_false (zc_session_is_offline (fixture->session));
}

/* A run is not shaken by it either. */
static void
test_run_waits_for_the_line (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  ZcRun *run;

  load (fixture);
  zc_test_sandbox_post (fixture->sandbox, "hold", "{\"server\":\"%s\"}", "nscs.ui-dns.biz");
  run = zc_session_start_transfer (fixture->session, zc_session_find_zone (fixture->session, "example.com"), &error);
  g_assert_no_error (error);
  ZC_WAIT_UNTIL (zc_run_get_state (run) == ZC_RUN_STATE_PROPAGATING);
  cut_the_line (fixture);
  load (fixture);
  g_assert_true (zc_session_is_offline (fixture->session));
  g_assert_true (zc_run_is_active (run));
  zc_test_sandbox_post (fixture->sandbox, "release", "{\"server\":\"%s\"}", "nscs.ui-dns.biz");
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  g_assert_cmpstr (zc_run_get_words (run), ==, "Done");
  g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "PUT", "/secondaryzones/*/axfr*"), ==, 1);
}

static void
tell_network (gboolean available)
{
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", available);
}

/* Nobody presses a button, and nobody waits for the next look: the network itself tells. */
static void
test_the_network_goes_and_comes (Fixture       *fixture,
                                 gconstpointer  data)
{
  gint64 began;

  load (fixture);
  tell_network (TRUE);
  g_assert_false (is_busy (fixture));

  /* A service that is reached without a network is not offline. */
  tell_network (FALSE);
  g_assert_true (is_busy (fixture));
  ZC_WAIT_UNTIL (!is_busy (fixture));
  g_assert_false (zc_session_is_offline (fixture->session));
  tell_network (FALSE);
  g_assert_false (is_busy (fixture));

  tell_network (TRUE);
  cut_the_line (fixture);
  tell_network (FALSE);
  ZC_WAIT_UNTIL (zc_session_is_offline (fixture->session));
  began = g_get_monotonic_time ();
  g_assert_cmpuint (count_items (fixture), >=, 12);

  mend_the_line (fixture);
  tell_network (TRUE);
  ZC_WAIT_UNTIL (is_busy (fixture));
  /* Without the network's word it would be tried again after five seconds at the earliest. */
  g_assert_cmpint (g_get_monotonic_time () - began, <, 4 * G_USEC_PER_SEC);
  ZC_WAIT_UNTIL (!zc_session_is_offline (fixture->session));
}

#define ADD(path, test) g_test_add ("/offline/" path, Fixture, "default", set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  ADD ("last-lists-are-shown-until-the-line-is-back", test_last_lists_are_shown_until_the_line_is_back);
  ADD ("last-lists-are-shown-while-the-service-is-slow", test_last_lists_are_shown_while_the_service_is_slow);
  ADD ("without-a-last-list", test_without_a_last_list);
  ADD ("refusal-is-not-offline", test_refusal_is_not_offline);
  ADD ("run-waits-for-the-line", test_run_waits_for_the_line);
  ADD ("the-network-goes-and-comes", test_the_network_goes_and_comes);

  return g_test_run ();
}
