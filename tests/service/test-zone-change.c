/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-difference.h"
#include "zc-test-dns-script.h"
#include "zc-test-verify.h"
#include "zc-test.h"
#include "zc-zone-change.h"

typedef ZcTestVerify Fixture;

static ZcZoneChange *
make (Fixture                  *fixture,
      const char               *name,
      gboolean                  with_service,
      const ZcZoneChangeLimits *limits)
{
  ZcZone *zone = zc_test_verify_find_zone (fixture, name);
  g_autoptr(ZcServiceCopy) present = with_service ? zc_test_verify_read_service (fixture, name) : NULL;

  return zc_zone_change_new (name, zc_zone_get_primary_ips (zone), zc_zone_get_name_servers (zone), fixture->config, limits,
                             present);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    data)
{
  (*(guint *) data)++;
}

static void
run (ZcZoneChange *change)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint n_notified = 0;
  gulong handler = g_signal_connect (change, "notify::state", G_CALLBACK (count_cb), &n_notified);

  zc_zone_change_run_async (change, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_true (zc_zone_change_run_finish (change, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_notified, ==, 1);
  g_signal_handler_disconnect (change, handler);
  sentence = zc_zone_change_dup_sentence (change);
  g_test_message ("%s", sentence);
}

static const ZcFinding *
find_finding (ZcZoneChange *change,
              const char   *id)
{
  GListModel *findings = zc_verification_get_findings (zc_zone_change_get_verification (change));

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (findings, i);

      if (strcmp (zc_finding_item_get_finding (item)->id, id) == 0)
        return zc_finding_item_get_finding (item);
    }

  return NULL;
}

/* Both with what the service's interface shows and with what a name server gives. */
static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  for (int with_service = 0; with_service < 2; with_service++)
    {
      g_autoptr(ZcZoneChange) change = make (fixture, "diff.example", with_service, NULL);
      g_autofree char *summary = NULL;
      g_autofree char *warning = NULL;
      g_autoptr(ZcDifference) first = NULL;
      ZcZoneChangeCounts counts;

      g_assert_cmpint (zc_zone_change_get_state (change), ==, ZC_ZONE_CHANGE_UNKNOWN);
      g_assert_null (zc_zone_change_get_differences (change));
      run (change);

      g_assert_cmpint (zc_zone_change_get_state (change), ==, ZC_ZONE_CHANGE_KNOWN);
      g_assert_true (zc_zone_change_get_counts (change, &counts));
      g_assert_cmpuint (counts.n_added, ==, 1);
      g_assert_cmpuint (counts.n_removed, ==, 1);
      g_assert_cmpuint (counts.n_changed, ==, 1);
      g_assert_cmpuint (counts.n_records, ==, 11);
      g_assert_cmpuint (counts.n_records_removed, ==, 1);
      summary = zc_zone_change_dup_summary (change);
      g_assert_cmpstr (summary, ==, "+1 -1 ~1 records");
      g_assert_false (zc_zone_change_removes_most (change));
      warning = zc_zone_change_dup_warning (change);
      g_assert_null (warning);

      g_assert_cmpuint (g_list_model_get_n_items (zc_zone_change_get_differences (change)), ==, 3);
      first = g_list_model_get_item (zc_zone_change_get_differences (change), 0);
      g_assert_cmpstr (zc_difference_get_owner (first), ==, "gone.diff.example.");
      g_assert_cmpint (zc_difference_get_kind (first), ==, ZC_DIFFERENCE_MISSING);
    }
}

static void
test_nothing_to_change (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(ZcZoneChange) change = make (fixture, "same.example", TRUE, NULL);
  g_autofree char *summary = NULL;

  run (change);
  summary = zc_zone_change_dup_summary (change);
  g_assert_cmpstr (summary, ==, "+0 -0 ~0 records");
}

static void
test_mass_removal_warns (Fixture       *fixture,
                         gconstpointer  data)
{
  for (int with_service = 0; with_service < 2; with_service++)
    {
      g_autoptr(ZcZoneChange) change = make (fixture, "lost.example", with_service, NULL);
      g_autofree char *warning = NULL;
      ZcZoneChangeCounts counts;

      run (change);
      g_assert_true (zc_zone_change_get_counts (change, &counts));
      g_assert_cmpuint (counts.n_records_removed, ==, 600);
      g_assert_cmpuint (counts.n_records, ==, 600 + 11);
      g_assert_true (zc_zone_change_removes_most (change));
      warning = zc_zone_change_dup_warning (change);
      g_assert_cmpstr (warning, ==, "The transfer would remove 600 of 611 records.");
    }
}

/* It says nothing about IONOS that this computer gets no copy. */
static void
test_refusal_is_neutral (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(ZcZoneChange) change = make (fixture, "closed.example", TRUE, NULL);
  g_autofree char *summary = NULL;
  g_autofree char *sentence = NULL;

  run (change);
  g_assert_cmpint (zc_zone_change_get_state (change), ==, ZC_ZONE_CHANGE_REFUSED);
  summary = zc_zone_change_dup_summary (change);
  g_assert_null (summary);
  sentence = zc_zone_change_dup_sentence (change);
  g_assert_nonnull (strstr (sentence, "usual"));
  g_assert_cmpstr (zc_verification_get_verdict (zc_zone_change_get_verification (change))->id, ==, "ok");
  g_assert_cmpint (find_finding (change, "refused")->severity, ==, ZC_SEVERITY_INFO);
}

static void
test_bounds (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *zone;
    gboolean with_service;
    ZcZoneChangeLimits limits;
  } rows[] = {
    { "same.example", TRUE, { 20 * 1000, 5, 1 << 20 } },
    { "same.example", TRUE, { 20 * 1000, 1000, 200 } },
    /* The primary has few records, the name servers many. */
    { "lost.example", FALSE, { 20 * 1000, 100, 1 << 20 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcZoneChange) change = make (fixture, rows[i].zone, rows[i].with_service, &rows[i].limits);

      run (change);
      g_assert_cmpint (zc_zone_change_get_state (change), ==, ZC_ZONE_CHANGE_TOO_LARGE);
    }
}

static void
test_primary_behind (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(ZcZoneChange) change = make (fixture, "behind.example", TRUE, NULL);

  run (change);
  g_assert_nonnull (strstr (find_finding (change, "serial-behind")->text, "2021122002"));
}

static void
test_primaries_that_disagree (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr(ZcZoneChange) change = make (fixture, "split.example", TRUE, NULL);
  GListModel *matrix = zc_verification_get_matrix (zc_zone_change_get_verification (change));
  guint n_copies = 0;

  run (change);
  g_assert_nonnull (find_finding (change, "primaries-differ"));
  for (guint i = 0; i < g_list_model_get_n_items (matrix); i++)
    {
      g_autoptr(ZcVerificationCell) cell = g_list_model_get_item (matrix, i);

      n_copies += zc_verification_cell_get_kind (cell) == ZC_VERIFICATION_CELL_COPY;
    }
  /* Every primary is tried, no name server, since what the service has is known. */
  g_assert_cmpuint (n_copies, ==, 2);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  /* Behind so many turns of the main loop. */
  for (guint n_turns = 0; n_turns < 40; n_turns += 2)
    {
      g_autoptr(ZcZoneChange) change = make (fixture, "diff.example", n_turns % 4 == 0, NULL);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      zc_zone_change_run_async (change, cancellable, zc_test_keep_result_cb, &result);
      for (guint i = 0; i < n_turns && result == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      if (result != NULL)
        {
          g_assert_true (zc_zone_change_run_finish (change, result, &error));
          continue;
        }
      g_cancellable_cancel (cancellable);
      ZC_WAIT_UNTIL (result != NULL);
      g_assert_false (zc_zone_change_run_finish (change, result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_bad_zone (Fixture       *fixture,
               gconstpointer  data)
{
  const char *const none[] = { NULL };
  g_autoptr(ZcZoneChange) change = zc_zone_change_new ("a..b", none, none, fixture->config, NULL, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_zone_change_run_async (change, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_false (zc_zone_change_run_finish (change, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* Without a sandbox. */
static void
set_up_alone (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->config = zc_dns_config_new (0, NULL, NULL);
}

static void
tear_down_alone (Fixture       *fixture,
                 gconstpointer  data)
{
  g_object_unref (fixture->config);
}

/* A primary that breaks off, and nobody at all. */
static void
test_no_copy (Fixture       *fixture,
              gconstpointer  data)
{
  static const ZcTestDnsScript broken = { .axfr = "soa ns | a eof" };
  static const ZcTestDnsScript silent = { .udp = "", .tcp = "", .axfr = "" };
  static const ZcZoneChangeLimits limits = { 1500, 1000, 1 << 20 };
  const ZcTestDnsScript *const scripts[] = { &broken, &silent };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (scripts[i]);
      g_autoptr(ZcDnsConfig) config = zc_dns_config_new (zc_test_dns_server_get_port (server), "127.0.0.1@9", NULL);
      const char *const primaries[] = { zc_test_dns_server_get_address (server), NULL };
      const char *const none[] = { NULL };
      g_autoptr(ZcZoneChange) change = zc_zone_change_new ("example.com", primaries, none, config, &limits, NULL);
      gint64 begin_us = g_get_monotonic_time ();

      run (change);
      g_assert_cmpint (zc_zone_change_get_state (change), ==, ZC_ZONE_CHANGE_NO_COPY);
      g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 20 * G_USEC_PER_SEC);
    }
}

/* The primary gives a copy, the only name server answers but gives none. */
static void
test_nothing_present (Fixture       *fixture,
                      gconstpointer  data)
{
  static const ZcTestDnsScript giving = { .axfr = ZC_TEST_DNS_HEALTHY_AXFR };
  static const ZcTestDnsScript keeping = { .flags = ZC_TEST_DNS_IPV6, .axfr = "rcode=5" };
  static const ZcZoneChangeLimits limits = { 5000, 1000, 1 << 20 };
  g_autoptr(ZcTestDnsServer) primary = zc_test_dns_script_start (&giving);
  g_autoptr(ZcTestDnsServer) secondary = zc_test_dns_script_start (&keeping);
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (zc_test_dns_server_get_port (primary), "127.0.0.1@9", NULL);
  const char *const primaries[] = { "127.0.0.1", NULL };
  const char *const none[] = { NULL };
  g_autoptr(ZcZoneChange) change = zc_zone_change_new ("example.com", primaries, none, config, &limits, NULL);

  zc_verification_add_server (zc_zone_change_get_verification (change), ZC_SERVER_ROLE_SECONDARY, "::1",
                              zc_test_dns_server_get_port (secondary));
  run (change);
  g_assert_cmpint (zc_zone_change_get_state (change), ==, ZC_ZONE_CHANGE_NOTHING_PRESENT);
}

int
main (int    argc,
      char **argv)
{
  int result;

  zc_test_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/zone-change/" name, Fixture, NULL, zc_test_verify_set_up, test, NULL)
  ADD ("counts", test_counts);
  ADD ("nothing-to-change", test_nothing_to_change);
  ADD ("mass-removal-warns", test_mass_removal_warns);
  ADD ("refusal-is-neutral", test_refusal_is_neutral);
  ADD ("bounds", test_bounds);
  ADD ("primary-behind", test_primary_behind);
  ADD ("primaries-that-disagree", test_primaries_that_disagree);
  ADD ("cancel", test_cancel);
#define ADD_ALONE(name, test) g_test_add ("/zone-change/" name, Fixture, NULL, set_up_alone, test, tear_down_alone)
  ADD_ALONE ("bad-zone", test_bad_zone);
  ADD_ALONE ("no-copy", test_no_copy);
  ADD_ALONE ("nothing-present", test_nothing_present);

  result = g_test_run ();
  zc_test_verify_stop ();

  return result;
}
