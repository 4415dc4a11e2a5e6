/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-report.h"
#include "zc-test.h"
#include "zc-transfer-batch.h"
#include "zc-transfer-queue.h"

/* Nobody listens there, so nothing is ever sent: what is begun stays at its first look until it is stopped. */
#define NOBODY "http://127.0.0.1:1"

typedef struct
{
  ZcCloudClient *client;  /* (owned) */
  ZcDnsConfig *config;    /* (owned) */
  ZcTransferQueue *queue; /* (owned) */
  GPtrArray *runs;        /* (owned) (element-type ZcRun): all that were added */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(ZcSecret) token = zc_secret_new ("a.b.c");
  g_autoptr(GError) error = NULL;

  fixture->client = zc_cloud_client_new (NOBODY, token, &error);
  g_assert_no_error (error);
  fixture->config = zc_dns_config_new (1, "127.0.0.1@1", &error);
  g_assert_no_error (error);
  fixture->queue = zc_transfer_queue_new ();
  fixture->runs = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->queue);
  for (guint i = 0; i < fixture->runs->len; i++)
    zc_run_stop_watching (fixture->runs->pdata[i]);
  g_ptr_array_unref (fixture->runs);
  g_object_unref (fixture->client);
  g_object_unref (fixture->config);
}

static ZcRun *
add (Fixture    *fixture,
     const char *first_primary,
     const char *second_primary)
{
  const char * const primaries[] = { first_primary, second_primary, NULL };
  static const char * const name_servers[] = { "127.0.0.1", NULL };
  g_autoptr(ZcZone) zone = zc_test_report_new_zone ("example.com", primaries, name_servers);
  ZcRun *run = zc_run_new (fixture->client, fixture->config, zone);

  g_ptr_array_add (fixture->runs, run);
  zc_transfer_queue_add (fixture->queue, run);

  return run;
}

static gboolean
is_queued (ZcRun *run)
{
  return zc_run_get_state (run) == ZC_RUN_STATE_QUEUED;
}

static gboolean
is_begun (ZcRun *run)
{
  return zc_run_is_active (run) && !is_queued (run);
}

static void
test_two_per_primary (Fixture       *fixture,
                      gconstpointer  data)
{
  ZcRun *first = add (fixture, "192.0.2.1", NULL);
  ZcRun *second = add (fixture, "192.0.2.1", NULL);
  ZcRun *third = add (fixture, "192.0.2.1", NULL);
  ZcRun *other = add (fixture, "192.0.2.2", NULL);

  g_assert_true (is_begun (first) && is_begun (second) && is_begun (other));
  g_assert_true (is_queued (third));
  g_assert_cmpstr (zc_run_get_words (third), ==, "Queued");
  g_assert_null (zc_run_get_started (third));
  g_assert_cmpuint (zc_transfer_queue_get_n_active (fixture->queue), ==, 3);
  g_assert_cmpuint (zc_transfer_queue_get_n_queued (fixture->queue), ==, 1);

  zc_run_stop_watching (other);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_true (is_queued (third));
  zc_run_stop_watching (first);
  ZC_WAIT_UNTIL (is_begun (third));
  g_assert_nonnull (zc_run_get_started (third));
}

/* The spelling of an address is no way around the bound. */
static void
test_one_address_in_two_spellings (Fixture       *fixture,
                                   gconstpointer  data)
{
  ZcRun *first = add (fixture, "2001:db8::1", NULL);
  ZcRun *second = add (fixture, "2001:DB8:0:0::1", NULL);
  ZcRun *third = add (fixture, "2001:0db8::0001", NULL);
  ZcRun *twice = add (fixture, "192.0.2.1", "192.0.2.1");

  g_assert_true (is_begun (first) && is_begun (second));
  g_assert_true (is_queued (third));
  g_assert_true (is_begun (twice));
}

static void
test_eight_in_all (Fixture       *fixture,
                   gconstpointer  data)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *primary = g_strdup_printf ("192.0.2.%u", i + 1);

      add (fixture, primary, NULL);
    }

  for (guint i = 0; i < 12; i++)
    g_assert_true (i < 8 ? is_begun (fixture->runs->pdata[i]) : is_queued (fixture->runs->pdata[i]));

  /* In order, and one in the place of one. */
  zc_run_stop_watching (fixture->runs->pdata[3]);
  ZC_WAIT_UNTIL (is_begun (fixture->runs->pdata[8]));
  g_assert_true (is_queued (fixture->runs->pdata[9]));
}

/* Zones of one primary come and go all the time: the zone that needs two of them has its turn all the same. */
static void
test_nobody_is_overtaken_for_ever (Fixture       *fixture,
                                   gconstpointer  data)
{
  ZcRun *first = add (fixture, "192.0.2.1", NULL);
  ZcRun *second = add (fixture, "192.0.2.1", NULL);
  ZcRun *both = add (fixture, "192.0.2.1", "192.0.2.2");
  ZcRun *beside = add (fixture, "192.0.2.2", NULL);
  ZcRun *behind = add (fixture, "192.0.2.2", NULL);
  ZcRun *last = add (fixture, "192.0.2.1", NULL);

  g_assert_true (is_begun (first) && is_begun (second) && is_begun (beside));
  g_assert_true (is_queued (both) && is_queued (behind) && is_queued (last));

  zc_run_stop_watching (beside);
  ZC_WAIT_UNTIL (is_begun (behind));
  g_assert_true (is_queued (both));
  zc_run_stop_watching (second);
  ZC_WAIT_UNTIL (is_begun (both));
  g_assert_true (is_queued (last));
}

static void
test_what_waits_can_be_stopped (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(ZcTransferBatch) batch = zc_transfer_batch_new ();
  g_autofree char *summary = NULL;
  gboolean ended;

  for (guint i = 0; i < 4; i++)
    zc_transfer_batch_add (batch, add (fixture, "192.0.2.1", NULL));
  g_assert_cmpuint (zc_transfer_batch_get_n_zones (batch), ==, 4);

  /* All at once, as when the program ends: none begins in the place of another. */
  for (guint i = 0; i < 4; i++)
    zc_run_stop_watching (fixture->runs->pdata[i]);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (zc_transfer_queue_get_n_active (fixture->queue), ==, 0);
  g_assert_cmpuint (zc_transfer_queue_get_n_queued (fixture->queue), ==, 0);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (zc_run_get_explanation (fixture->runs->pdata[i]), ==,
                     "The start was not sent; nothing was transferred.");
  g_object_get (batch, "ended", &ended, NULL);
  g_assert_true (ended);
  summary = zc_transfer_batch_dup_summary (batch);
  g_assert_cmpstr (summary, ==, "4 transfers: 4 Stopped watching");
}

#define ADD(path, test) g_test_add ("/transfer-queue/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  ADD ("two-per-primary", test_two_per_primary);
  ADD ("one-address-in-two-spellings", test_one_address_in_two_spellings);
  ADD ("eight-in-all", test_eight_in_all);
  ADD ("nobody-is-overtaken-for-ever", test_nobody_is_overtaken_for_ever);
  ADD ("what-waits-can-be-stopped", test_what_waits_can_be_stopped);

  return g_test_run ();
}
