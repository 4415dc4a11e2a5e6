/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-canonical.h"
#include "zc-rdata-text.h"
#include "zc-test-signer.h"
#include "zc-test.h"
#include "zc-zone-copy-builder.h"

#define DAY (24 * 60 * 60)
#define TYPE_A 1
#define TYPE_DS 43
#define TYPE_RRSIG 46
#define TYPE_DNSKEY 48

static void
test_zones_signed_by_ldns_are_good (ZcTestSigner  *signer,
                                    gconstpointer  data)
{
  static const struct
  {
    const char *options;
    gboolean nsec3;
    gboolean opt_out;
    ZcZonemdState zonemd;
  } cases[] = {
    { "", FALSE, FALSE, ZC_ZONEMD_ABSENT },
    { "-A", FALSE, FALSE, ZC_ZONEMD_ABSENT },
    { "-n", TRUE, FALSE, ZC_ZONEMD_ABSENT },
    { "-n -t 5 -s aabbccdd", TRUE, FALSE, ZC_ZONEMD_ABSENT },
    { "-n -p", TRUE, TRUE, ZC_ZONEMD_ABSENT },
    { "-z simple:sha384", FALSE, FALSE, ZC_ZONEMD_OK },
    { "-z simple:sha512 -z simple:sha384", FALSE, FALSE, ZC_ZONEMD_OK },
    { "-n -z 1:2", TRUE, FALSE, ZC_ZONEMD_OK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = zc_test_signer_sign (signer, cases[i].options);
      g_autoptr(ZcDnssecReport) report = zc_test_signer_judge (signer, text);

      g_test_message ("%s", cases[i].options);
      g_assert_true (zc_test_signer_others_verify (signer));
      zc_test_assert_no_findings (report);
      g_assert_true (report->is_signed);
      g_assert_false (report->ds_judged);
      g_assert_cmpint (report->has_nsec, ==, !cases[i].nsec3);
      g_assert_cmpint (report->has_nsec3, ==, cases[i].nsec3);
      g_assert_cmpint (report->has_opt_out, ==, cases[i].opt_out);
      g_assert_cmpint (report->zonemd, ==, cases[i].zonemd);
      g_assert_cmpuint (report->n_sets, >, 20);
      g_assert_cmpuint (report->n_signatures, >=, report->n_sets);
      g_assert_cmpuint (report->n_unknown_sets, ==, 0);
      g_assert_cmpint (report->first_end, >, zc_test_get_now () + 27 * DAY);
      g_assert_cmpint (report->soa_end, >=, report->first_end);
    }
}

static void
test_zones_signed_by_bind_are_good (ZcTestSigner  *signer,
                                    gconstpointer  data)
{
  static const char *const nsec[] = {
    "dnssec-signzone", "-S", "-K", ".", "-o", "example.com", "-O", "full", "-f", "signed", "zone", NULL
  };
  static const char *const nsec3[] = {
    "dnssec-signzone", "-S", "-K", ".", "-o", "example.com", "-O", "full", "-3", "aabb", "-H", "3", "-f", "signed",
    "zone", NULL
  };
  static const char *const opt_out[] = {
    "dnssec-signzone", "-S", "-K", ".", "-o", "example.com", "-O", "full", "-3", "-", "-A", "-f", "signed", "zone", NULL
  };
  static const char *const *const cases[] = { nsec, nsec3, opt_out };
  static const char *const ksk[] = {
    "dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", "-f", "KSK", "example.com", NULL
  };
  static const char *const zsk[] = { "dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", "example.com", NULL };
  g_autofree char *ksk_name = zc_test_signer_run (signer->directory, ksk);
  g_autofree char *zsk_name = zc_test_signer_run (signer->directory, zsk);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *output = zc_test_signer_run (signer->directory, cases[i]);
      g_autofree char *text = zc_test_signer_read (signer, "signed");
      g_autoptr(ZcDnssecReport) report = zc_test_signer_judge (signer, text);

      g_assert_true (zc_test_signer_others_verify (signer));
      zc_test_assert_no_findings (report);
      g_assert_cmpuint (report->n_sets, >, 20);
      g_assert_cmpint (report->has_nsec3, ==, i > 0);
      g_assert_cmpint (report->has_opt_out, ==, i == 2);
    }
}

static void
test_other_algorithms (ZcTestSigner  *signer,
                       gconstpointer  data)
{
  static const char *const algorithms[] = { "RSASHA256", "ECDSAP384SHA384", "ED25519" };

  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr(ZcDnssecReport) report = NULL;

      g_free (signer->ksk);
      g_free (signer->zsk);
      signer->ksk = zc_test_signer_make_key (signer, algorithms[i], TRUE);
      signer->zsk = zc_test_signer_make_key (signer, algorithms[i], FALSE);
      text = zc_test_signer_sign (signer, "");
      report = zc_test_signer_judge (signer, text);
      zc_test_assert_no_findings (report);
      g_assert_cmpuint (report->n_unknown_sets, ==, 0);
    }
}

static void
test_unknown_algorithm_is_not_judged (ZcTestSigner  *signer,
                                      gconstpointer  data)
{
  g_autofree char *text = zc_test_signer_sign (signer, "");
  g_autofree char *keys = NULL;
  g_autofree char *edited = NULL;
  g_autoptr(GRegex) signatures = g_regex_new ("(IN\\tRRSIG\\t\\S+) 13 ", 0, 0, NULL);
  g_autoptr(ZcDnssecReport) report = NULL;

  /* 123 is not assigned. The key tag changes with the algorithm, but what cannot be verified is unknown
   * before it is looked for. */
  keys = zc_test_replace (text, " 3 13 ", " 3 123 ");
  edited = g_regex_replace (signatures, keys, -1, 0, "\\1 123 ", 0, NULL);
  report = zc_test_signer_judge (signer, edited);
  zc_test_assert_no_findings (report);
  g_assert_cmpuint (report->n_unknown_sets, ==, report->n_sets);
  g_assert_cmpint (report->first_end, ==, 0);
}

static GPtrArray *
make_ds (const char *text)
{
  GPtrArray *ds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(GError) error = NULL;

  if (text != NULL)
    {
      g_ptr_array_add (ds, zc_rdata_from_text (TYPE_DS, text, &error));
      g_assert_no_error (error);
    }

  return ds;
}

static void
test_ds_of_the_parent (ZcTestSigner  *signer,
                       gconstpointer  data)
{
  static const char *const digests[] = { "-1", "-2", "-4" };
  g_autofree char *text = zc_test_signer_sign (signer, "");
  g_autofree char *ksk_file = g_strconcat (signer->ksk, ".key", NULL);
  g_autofree char *zsk_file = g_strconcat (signer->zsk, ".key", NULL);
  g_autoptr(ZcZoneCopy) copy = zc_test_signer_load (signer, text);
  g_autoptr(GPtrArray) none = make_ds (NULL);
  g_autoptr(GPtrArray) foreign = make_ds ("12345 13 2 0000000000000000000000000000000000000000000000000000000000000001");
  g_autoptr(GPtrArray) unknown = make_ds ("12345 13 200 00");
  g_autoptr(ZcDnssecReport) none_report = zc_test_judge_copy (copy, zc_test_get_now (), none);
  g_autoptr(ZcDnssecReport) foreign_report = zc_test_judge_copy (copy, zc_test_get_now (), foreign);
  g_autoptr(ZcDnssecReport) unknown_report = zc_test_judge_copy (copy, zc_test_get_now (), unknown);

  for (gsize i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      const char *const ksk_to_ds[] = { "ldns-key2ds", "-n", digests[i], ksk_file, NULL };
      const char *const zsk_to_ds[] = { "ldns-key2ds", "-n", "-f", digests[i], zsk_file, NULL };
      g_autofree char *ksk_line = zc_test_signer_run (signer->directory, ksk_to_ds);
      g_autofree char *zsk_line = zc_test_signer_run (signer->directory, zsk_to_ds);
      g_autoptr(GPtrArray) ksk = make_ds (strstr (ksk_line, "\tDS\t") + 4);
      g_autoptr(GPtrArray) zsk = make_ds (strstr (zsk_line, "\tDS\t") + 4);
      g_autoptr(ZcDnssecReport) ksk_report = zc_test_judge_copy (copy, zc_test_get_now (), ksk);
      g_autoptr(ZcDnssecReport) zsk_report = zc_test_judge_copy (copy, zc_test_get_now (), zsk);

      zc_test_assert_no_findings (ksk_report);
      g_assert_true (ksk_report->ds_judged);
      /* The key exists, but it did not sign the keys. */
      zc_test_assert_one_finding (zsk_report, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_DS);

      /* A foreign DS beside the right one does not matter. */
      g_ptr_array_add (ksk, g_bytes_ref (g_ptr_array_index (foreign, 0)));
      g_clear_pointer (&ksk_report, zc_dnssec_report_unref);
      ksk_report = zc_test_judge_copy (copy, zc_test_get_now (), ksk);
      zc_test_assert_no_findings (ksk_report);
    }

  zc_test_assert_no_findings (none_report);
  g_assert_true (none_report->ds_judged);
  zc_test_assert_one_finding (foreign_report, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_DS);
  zc_test_assert_no_findings (unknown_report);
}

static void
test_unsigned_zones (ZcTestSigner  *signer,
                     gconstpointer  data)
{
  g_autoptr(ZcZoneCopy) copy = zc_test_signer_load (signer, zc_test_signer_zone);
  g_autoptr(ZcZoneCopy) empty = zc_zone_copy_builder_seal (zc_zone_copy_builder_new ("example.com", NULL));
  g_autoptr(GPtrArray) ds = make_ds ("12345 13 2 0000000000000000000000000000000000000000000000000000000000000001");
  g_autoptr(ZcDnssecReport) report = zc_test_judge_copy (copy, zc_test_get_now (), NULL);
  g_autoptr(ZcDnssecReport) delegated = zc_test_judge_copy (copy, zc_test_get_now (), ds);
  g_autoptr(ZcDnssecReport) nothing = zc_test_judge_copy (empty, zc_test_get_now (), NULL);

  zc_test_assert_no_findings (report);
  g_assert_false (report->is_signed);
  g_assert_cmpint (report->zonemd, ==, ZC_ZONEMD_ABSENT);
  g_assert_cmpuint (report->n_sets, ==, 0);
  zc_test_assert_one_finding (delegated, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_NO_DNSKEY);
  zc_test_assert_no_findings (nothing);
}

#define N_MANY_NAMES 8000
#define N_THREADS 2

/* Keeps the threads of a pool from working until there was a first report, however busy the machine is. */
typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean open; /* guarded by @lock */
  guint n_waiting; /* guarded by @lock */
} Gate;

typedef struct
{
  Gate gate;
  GCancellable *cancellable; /* (owned) (nullable): cancelled at the first progress */
  GAsyncResult *result;      /* (owned) (nullable) */
  guint n_reports;
} Watch;

static void
wait_at_gate (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Gate *gate = task_data;

  g_mutex_lock (&gate->lock);
  while (!gate->open)
    g_cond_wait (&gate->changed, &gate->lock);
  gate->n_waiting--;
  g_cond_signal (&gate->changed);
  g_mutex_unlock (&gate->lock);
  g_task_return_boolean (task, TRUE);
}

static void
close_gate (Gate         *gate,
            ZcWorkerPool *pool,
            guint         n_threads)
{
  gate->open = FALSE;
  gate->n_waiting = n_threads;
  for (guint i = 0; i < n_threads; i++)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      g_task_set_source_tag (task, close_gate);
      g_task_set_task_data (task, gate, NULL);
      zc_worker_pool_run (pool, task, wait_at_gate);
    }
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->open = TRUE;
  g_cond_broadcast (&gate->changed);
  while (gate->n_waiting > 0)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
note_progress_cb (guint64  n_done,
                  guint64  n_all,
                  gpointer data)
{
  Watch *watch = data;

  g_assert_null (watch->result);
  g_assert_cmpuint (n_done, <=, n_all);
  g_assert_cmpuint (n_all, ==, N_MANY_NAMES + 1);
  watch->n_reports++;
  if (watch->cancellable != NULL)
    g_cancellable_cancel (watch->cancellable);
  if (watch->n_reports == 1)
    open_gate (&watch->gate);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  Watch *watch = data;

  watch->result = g_object_ref (result);
}

static void
add_set (ZcZoneCopyBuilder *builder,
         ZcZoneCopy        *copy,
         const char        *from,
         const char        *to,
         guint16            type,
         guint16            covered)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];
  gsize name_len = zc_canonical_name_from_text (from, name);
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;
  ZcZoneRrset set;

  g_assert_true (zc_zone_copy_lookup (copy, name, name_len, type, covered, &set));
  name_len = zc_canonical_name_from_text (to, name);
  zc_zone_rdata_iter_init (&iter, &set);
  while (zc_zone_rdata_iter_next (&iter, &rdata))
    g_assert_true (zc_zone_copy_builder_add (builder, name, name_len, type, 1, set.ttl, rdata.data, rdata.length,
                                             NULL));
}

/* Many names with the same signature, which is wrong for all of them; that takes as long to find out. */
static ZcZoneCopy *
make_many_names (ZcTestSigner *signer)
{
  g_autofree char *text = zc_test_signer_sign (signer, "");
  g_autoptr(ZcZoneCopy) copy = zc_test_signer_load (signer, text);
  ZcZoneCopyBuilder *builder = zc_zone_copy_builder_new ("example.com", NULL);

  add_set (builder, copy, "example.com", "example.com", TYPE_DNSKEY, 0);
  for (guint i = 0; i < N_MANY_NAMES; i++)
    {
      g_autofree char *name = g_strdup_printf ("host%u.example.com", i);

      add_set (builder, copy, "www.example.com", name, TYPE_A, 0);
      add_set (builder, copy, "www.example.com", name, TYPE_RRSIG, TYPE_A);
    }

  return zc_zone_copy_builder_seal (builder);
}

static void
test_progress_and_cancelling (ZcTestSigner  *signer,
                              gconstpointer  data)
{
  g_autoptr(ZcZoneCopy) copy = make_many_names (signer);
  g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("dnssec", N_THREADS);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnssecReport) report = NULL;
  Watch stopped = { .cancellable = g_cancellable_new () };
  Watch finished = { 0 };
  const ZcDnssecFinding *finding;

  close_gate (&stopped.gate, pool, N_THREADS);
  zc_dnssec_judge_async (copy, zc_test_get_now (), NULL, pool, note_progress_cb, stopped.cancellable, keep_result_cb,
                         &stopped);
  ZC_WAIT_UNTIL (stopped.result != NULL);
  g_assert_cmpuint (stopped.n_reports, ==, 1);
  g_assert_null (zc_dnssec_judge_finish (stopped.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_clear_object (&stopped.result);
  g_clear_object (&stopped.cancellable);

  close_gate (&finished.gate, pool, N_THREADS);
  zc_dnssec_judge_async (copy, zc_test_get_now (), NULL, pool, note_progress_cb, NULL, keep_result_cb, &finished);
  ZC_WAIT_UNTIL (finished.result != NULL);
  report = zc_dnssec_judge_finish (finished.result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (finished.n_reports, >=, 1);
  finding = zc_test_assert_finding (report, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_BAD_SIGNATURE);
  g_assert_cmpuint (finding->n_sets, ==, N_MANY_NAMES);
  g_assert_cmpstr (finding->owner, ==, "host0.example.com.");
  g_clear_object (&finished.result);

  /* Cancelled before it began. */
  g_cancellable_cancel (cancelled);
  zc_dnssec_judge_async (copy, zc_test_get_now (), NULL, pool, NULL, cancelled, keep_result_cb, &finished);
  ZC_WAIT_UNTIL (finished.result != NULL);
  g_assert_null (zc_dnssec_judge_finish (finished.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&finished.result);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  ZC_TEST_SIGNER_ADD ("/dnssec/good/signed-by-ldns", test_zones_signed_by_ldns_are_good);
  ZC_TEST_SIGNER_ADD ("/dnssec/good/signed-by-bind", test_zones_signed_by_bind_are_good);
  ZC_TEST_SIGNER_ADD ("/dnssec/good/other-algorithms", test_other_algorithms);
  ZC_TEST_SIGNER_ADD ("/dnssec/good/unknown-algorithm-is-not-judged", test_unknown_algorithm_is_not_judged);
  ZC_TEST_SIGNER_ADD ("/dnssec/ds-of-the-parent", test_ds_of_the_parent);
  ZC_TEST_SIGNER_ADD ("/dnssec/unsigned-zones", test_unsigned_zones);
  ZC_TEST_SIGNER_ADD ("/dnssec/progress-and-cancelling", test_progress_and_cancelling);

  return g_test_run ();
}
