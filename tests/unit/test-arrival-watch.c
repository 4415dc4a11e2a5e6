/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-arrival-watch.h"
#include "zc-test-clock.h"
#include "zc-test-report.h"
#include "zc-test.h"

#define ACCOUNT "account"
#define NOBODY "http://127.0.0.1:1"
#define MINUTE 60
#define REFRESH (180 * MINUTE)

typedef struct
{
  ZcStore *store;        /* (owned) */
  ZcArrivalWatch *watch; /* (owned) */
  ZcZoneItem *item;      /* (owned) */
} Fixture;

static const char * const primaries[] = { "192.0.2.1", "192.0.2.2", NULL };
static const char * const name_servers[] = { "nscs.ui-dns.com", "nscs.ui-dns.de", NULL };

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(ZcZone) zone = zc_test_report_new_zone ("example.com", primaries, name_servers);

  fixture->store = zc_store_new (NULL);
  fixture->watch = zc_arrival_watch_new (fixture->store, ACCOUNT);
  fixture->item = zc_zone_item_new (zone);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->item);
  g_object_unref (fixture->watch);
  g_object_unref (fixture->store);
}

/* Looks at two primaries and two name servers; a serial of 0 is a server that does not answer. */
static void
look_at_all (Fixture *fixture,
             guint32  first_primary,
             guint32  second_primary,
             guint32  first_served,
             guint32  second_served)
{
  const char *addresses[] = { "192.0.2.1", "192.0.2.2", "192.0.2.9", "192.0.2.10" };
  const guint32 serials[] = { first_primary, second_primary, first_served, second_served };
  g_autoptr(ZcSerialReport) report = NULL;
  GPtrArray *rows = zc_test_report_new_rows ();

  for (guint i = 0; i < G_N_ELEMENTS (serials); i++)
    {
      ZcSoaAnswer *answer = zc_test_report_add (rows, i < 2 ? ZC_SERVER_ROLE_PRIMARY : ZC_SERVER_ROLE_SECONDARY,
                                                i < 2 ? primaries[i] : name_servers[i - 2], addresses[i], ZC_DNS_TRANSPORT_UDP,
                                                serials[i] != 0 ? ZC_DNS_OUTCOME_OK : ZC_DNS_OUTCOME_TIMEOUT_ANSWER,
                                                serials[i]);

      answer->refresh = REFRESH;
    }
  report = zc_serial_report_new (rows);
  zc_zone_item_set_report (fixture->item, report);
  zc_arrival_watch_note (fixture->watch, fixture->item);
}

static void
look (Fixture *fixture,
      guint32  primary,
      guint32  served)
{
  look_at_all (fixture, primary, primary, served, served);
}

static void
pass (guint seconds)
{
  zc_test_clock_advance ((gint64) seconds * G_USEC_PER_SEC);
}

/* A change that @served lacks for @seconds. */
static void
arrive_after (Fixture *fixture,
              guint32  served,
              guint    seconds)
{
  look (fixture, served + 1, served);
  pass (seconds);
  look (fixture, served + 1, served);
  pass (MINUTE);
  look (fixture, served + 1, served + 1);
}

static void
assert_late (Fixture *fixture,
             guint    n_expected,
             gint64   least,
             gint64   most)
{
  gint64 longest;

  g_assert_cmpuint (zc_arrival_watch_count (fixture->watch, zc_zone_get_id (zc_zone_item_get_zone (fixture->item)), &longest),
                    ==, n_expected);
  g_assert_cmpint (longest, >=, least);
  g_assert_cmpint (longest, <=, most);
}

static void
test_late_changes_are_counted (Fixture       *fixture,
                               gconstpointer  data)
{
  arrive_after (fixture, 40, 60 * MINUTE);
  assert_late (fixture, 1, 60 * MINUTE, 60 * MINUTE + 1);
  arrive_after (fixture, 41, 100 * MINUTE);
  assert_late (fixture, 2, 100 * MINUTE, 100 * MINUTE + 1);
  arrive_after (fixture, 42, 30 * MINUTE);
  assert_late (fixture, 3, 100 * MINUTE, 100 * MINUTE + 1);
}

/* The next change comes while the one before is still missing; each look counts for the first. */
static void
test_change_upon_change (Fixture       *fixture,
                         gconstpointer  data)
{
  look (fixture, 41, 40);
  pass (60 * MINUTE);
  look (fixture, 42, 40);
  pass (60 * MINUTE);
  look (fixture, 43, 40);
  pass (MINUTE);
  look (fixture, 44, 43);
  assert_late (fixture, 1, 120 * MINUTE, 120 * MINUTE + 1);
}

/* A NOTIFY and its copy may take some minutes, and a change that was missed once may have come right afterwards. */
static void
test_soon_is_not_late (Fixture       *fixture,
                       gconstpointer  data)
{
  arrive_after (fixture, 40, 9 * MINUTE);
  assert_late (fixture, 0, 0, 0);

  look (fixture, 42, 41);
  pass (120 * MINUTE);
  look (fixture, 42, 42);
  assert_late (fixture, 0, 0, 0);
}

/* What came between two looks was not seen to be late, and one change that is not late takes all others back. */
static void
test_one_that_came_soon_takes_all_back (Fixture       *fixture,
                                        gconstpointer  data)
{
  arrive_after (fixture, 40, 60 * MINUTE);
  arrive_after (fixture, 41, 60 * MINUTE);
  assert_late (fixture, 2, 60 * MINUTE, 60 * MINUTE + 1);
  look (fixture, 43, 43);
  assert_late (fixture, 0, 0, 0);

  /* Nothing new says nothing. */
  arrive_after (fixture, 43, 60 * MINUTE);
  look (fixture, 44, 44);
  assert_late (fixture, 1, 60 * MINUTE, 60 * MINUTE + 1);
}

/* Who asks once in the refresh time cannot take longer than that. */
static void
test_longer_than_refresh_is_something_else (Fixture       *fixture,
                                            gconstpointer  data)
{
  arrive_after (fixture, 40, 60 * MINUTE);
  arrive_after (fixture, 41, REFRESH + MINUTE);
  assert_late (fixture, 0, 0, 0);
}

static void
test_name_servers_that_differ_do_not_miss_it (Fixture       *fixture,
                                              gconstpointer  data)
{
  /* One of them was told. */
  look_at_all (fixture, 41, 41, 40, 41);
  pass (60 * MINUTE);
  look_at_all (fixture, 41, 41, 40, 41);
  pass (60 * MINUTE);
  look (fixture, 41, 41);
  assert_late (fixture, 0, 0, 0);

  /* One of them may have been told. */
  look_at_all (fixture, 42, 42, 41, 0);
  pass (60 * MINUTE);
  look_at_all (fixture, 42, 42, 41, 0);
  pass (60 * MINUTE);
  look (fixture, 42, 42);
  assert_late (fixture, 0, 0, 0);
}

static void
test_looks_without_an_answer_say_nothing (Fixture       *fixture,
                                          gconstpointer  data)
{
  look (fixture, 41, 40);
  pass (60 * MINUTE);
  look (fixture, 41, 40);
  pass (60 * MINUTE);
  look (fixture, 0, 40);
  look (fixture, 41, 0);
  look (fixture, 0, 0);
  look (fixture, 41, 41);
  assert_late (fixture, 1, 60 * MINUTE, 60 * MINUTE + 1);
}

static void
test_other_reasons (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GPtrArray) statuses = g_ptr_array_new_with_free_func (g_object_unref);

  /* The older primary may have been asked. */
  look (fixture, 41, 40);
  pass (60 * MINUTE);
  look_at_all (fixture, 41, 40, 40, 40);
  pass (60 * MINUTE);
  look (fixture, 41, 41);
  assert_late (fixture, 0, 0, 0);

  /* The primary took it back. */
  look (fixture, 42, 41);
  pass (60 * MINUTE);
  look (fixture, 41, 41);
  pass (60 * MINUTE);
  look (fixture, 42, 42);
  assert_late (fixture, 0, 0, 0);

  /* IONOS tried and failed. */
  look (fixture, 43, 42);
  g_ptr_array_add (statuses, g_object_new (ZC_TYPE_PRIMARY_STATUS, "primary-ip", primaries[0], "status", "Failed",
                                           "error-message", "Connection refused", NULL));
  zc_zone_item_set_statuses (fixture->item, statuses);
  pass (60 * MINUTE);
  look (fixture, 43, 42);
  pass (60 * MINUTE);
  look (fixture, 43, 43);
  assert_late (fixture, 0, 0, 0);
}

/* What somebody started a transfer for did not come by itself, also when the transfer is over at the next look. */
static void
test_transfer_says_nothing (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(ZcSecret) token = zc_secret_new ("a.b.c");
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcCloudClient) client = zc_cloud_client_new (NOBODY, token, &error);
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (1, "127.0.0.1@1", &error);
  g_autoptr(ZcRun) run = NULL;

  g_assert_no_error (error);
  run = g_object_new (ZC_TYPE_RUN, "client", client, "config", config, "store", fixture->store, "account-id", ACCOUNT,
                      "zone", zc_zone_item_get_zone (fixture->item), NULL);

  look (fixture, 41, 40);
  pass (60 * MINUTE);
  look (fixture, 41, 40);
  zc_zone_item_set_run (fixture->item, run);
  zc_run_begin (run, NULL);
  look (fixture, 41, 40);
  zc_run_stop_watching (run);
  ZC_WAIT_UNTIL (!zc_run_is_active (run));
  pass (MINUTE);
  look (fixture, 41, 41);
  assert_late (fixture, 0, 0, 0);

  /* Behind it everything counts again. */
  arrive_after (fixture, 41, 60 * MINUTE);
  assert_late (fixture, 1, 60 * MINUTE, 60 * MINUTE + 1);
}

static guint
count_anew (Fixture *fixture)
{
  gint64 longest;

  return zc_arrival_watch_count (fixture->watch, zc_zone_get_id (zc_zone_item_get_zone (fixture->item)), &longest);
}

static void
test_goes_on_in_the_next_program (Fixture       *fixture,
                                  gconstpointer  data)
{
  arrive_after (fixture, 40, 60 * MINUTE);
  arrive_after (fixture, 41, 90 * MINUTE);
  g_object_unref (fixture->watch);
  fixture->watch = zc_arrival_watch_new (fixture->store, ACCOUNT);
  ZC_WAIT_UNTIL (count_anew (fixture) == 2);
  assert_late (fixture, 2, 90 * MINUTE, 90 * MINUTE + 1);

  /* What happened while nobody looked is not known. */
  look (fixture, 50, 50);
  arrive_after (fixture, 50, 60 * MINUTE);
  assert_late (fixture, 3, 90 * MINUTE, 90 * MINUTE + 1);

  /* What is taken back is taken back for good. */
  look (fixture, 60, 60);
  g_object_unref (fixture->watch);
  fixture->watch = zc_arrival_watch_new (fixture->store, ACCOUNT);
  look (fixture, 61, 60);
  pass (60 * MINUTE);
  look (fixture, 61, 60);
  look (fixture, 61, 61);
  ZC_WAIT_UNTIL (count_anew (fixture) == 1);
}

static void
test_nobody_waits_for_what_is_read (Fixture       *fixture,
                                    gconstpointer  data)
{
  g_autoptr(ZcArrivalWatch) other = zc_arrival_watch_new (fixture->store, ACCOUNT);

  g_object_run_dispose (G_OBJECT (other));
  g_clear_object (&other);
  look (fixture, 41, 40);
  assert_late (fixture, 0, 0, 0);
}

#define ADD(path, test) g_test_add ("/arrival-watch/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  zc_test_init (&argc, &argv);

  ADD ("late-changes-are-counted", test_late_changes_are_counted);
  ADD ("change-upon-change", test_change_upon_change);
  ADD ("soon-is-not-late", test_soon_is_not_late);
  ADD ("one-that-came-soon-takes-all-back", test_one_that_came_soon_takes_all_back);
  ADD ("longer-than-the-refresh-time-is-something-else", test_longer_than_refresh_is_something_else);
  ADD ("name-servers-that-differ-do-not-miss-it", test_name_servers_that_differ_do_not_miss_it);
  ADD ("looks-without-an-answer-say-nothing", test_looks_without_an_answer_say_nothing);
  ADD ("other-reasons-do-not-count", test_other_reasons);
  ADD ("transfer-says-nothing", test_transfer_says_nothing);
  ADD ("goes-on-in-the-next-program", test_goes_on_in_the_next_program);
  ADD ("nobody-waits-for-what-is-read", test_nobody_waits_for_what_is_read);

  return g_test_run ();
}
