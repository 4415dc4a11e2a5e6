/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-test-signer.h"
#include "zc-test.h"

#define DAY (24 * 60 * 60)
#define SOA_EXPIRE (14 * DAY)
#define TYPE_AAAA 28

static char *
format_date (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time);

  return g_date_time_format (date, "%Y%m%d%H%M%S");
}

static char *
sign_for (ZcTestSigner *signer,
          gint64        inception,
          gint64        expiration)
{
  g_autofree char *from = format_date (inception);
  g_autofree char *to = format_date (expiration);
  g_autofree char *options = g_strdup_printf ("-i %s -e %s", from, to);

  return zc_test_signer_sign (signer, options);
}

static void
test_times (ZcTestSigner  *signer,
            gconstpointer  data)
{
  gint64 now = zc_test_get_now ();
  const struct
  {
    gint64 inception;
    gint64 expiration;
    int kind; /* -1 for no finding */
  } cases[] = {
    { now - 40 * DAY, now - DAY, ZC_DNSSEC_RRSIG_EXPIRED },
    { now - DAY, now + 2 * DAY, ZC_DNSSEC_RRSIG_SOON },
    { now - DAY, now + SOA_EXPIRE - DAY, ZC_DNSSEC_RRSIG_SOON },
    { now - DAY, now + SOA_EXPIRE + DAY, -1 },
    { now + DAY, now + 40 * DAY, ZC_DNSSEC_RRSIG_FUTURE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sign_for (signer, cases[i].inception, cases[i].expiration);
      g_autoptr(ZcZoneCopy) copy = zc_test_signer_load (signer, text);
      g_autoptr(ZcDnssecReport) report = zc_test_judge_copy (copy, now, NULL);

      if (cases[i].kind < 0)
        zc_test_assert_no_findings (report);
      else
        {
          const ZcDnssecFinding *finding = zc_test_assert_one_finding (report, (ZcDnssecKind) cases[i].kind,
                                                               ZC_DNSSEC_FAULT_NONE);

          g_assert_cmpint (finding->inception, ==, cases[i].inception);
          g_assert_cmpint (finding->expiration, ==, cases[i].expiration);
          g_assert_cmpuint (finding->n_sets, ==, report->n_sets);
          g_assert_cmpstr (finding->owner, ==, "example.com.");
          g_assert_true (zc_dnssec_report_find (report, (ZcDnssecKind) cases[i].kind) == finding);
          g_assert_null (zc_dnssec_report_find (report, ZC_DNSSEC_BROKEN));
        }
      g_assert_cmpint (report->first_end, ==, cases[i].expiration);
      g_assert_cmpint (report->soa_end, ==, cases[i].expiration);
    }
}

static void
test_short_expire_still_warns_three_days_ahead (ZcTestSigner  *signer,
                                                gconstpointer  data)
{
  gint64 now = zc_test_get_now ();
  g_autofree char *zone = zc_test_replace (zc_test_signer_zone, " 1209600 ", " 3600 ");
  g_autofree char *soon = NULL;
  g_autofree char *later = NULL;
  g_autoptr(ZcDnssecReport) soon_report = NULL;
  g_autoptr(ZcDnssecReport) later_report = NULL;

  zc_test_signer_write (signer, "zone", zone);
  soon = sign_for (signer, now - DAY, now + 3 * DAY - 60);
  soon_report = zc_test_signer_judge (signer, soon);
  zc_test_assert_one_finding (soon_report, ZC_DNSSEC_RRSIG_SOON, ZC_DNSSEC_FAULT_NONE);
  later = sign_for (signer, now - DAY, now + 3 * DAY + 600);
  later_report = zc_test_signer_judge (signer, later);
  zc_test_assert_no_findings (later_report);
}

/* The signatures of two signing runs beside each other. */
static char *
join_signatures (const char *first,
                 const char *second)
{
  g_auto(GStrv) lines = g_strsplit (second, "\n", -1);
  GString *joined = g_string_new (first);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], "\tRRSIG\t") != NULL)
      g_string_append_printf (joined, "%s\n", lines[i]);

  return g_string_free (joined, FALSE);
}

static void
test_one_good_signature_is_enough (ZcTestSigner  *signer,
                                   gconstpointer  data)
{
  gint64 now = zc_test_get_now ();
  g_autofree char *expired = sign_for (signer, now - 40 * DAY, now - DAY);
  g_autofree char *soon = sign_for (signer, now - 40 * DAY, now + DAY);
  g_autofree char *next = sign_for (signer, now + DAY / 2, now + 40 * DAY);
  g_autofree char *good = sign_for (signer, now - DAY, now + 40 * DAY);
  g_autofree char *expired_and_good = join_signatures (expired, good);
  g_autofree char *soon_and_next = join_signatures (soon, next);
  g_autofree char *expired_and_next = join_signatures (expired, next);
  g_autoptr(ZcDnssecReport) first = zc_test_signer_judge (signer, expired_and_good);
  g_autoptr(ZcDnssecReport) second = zc_test_signer_judge (signer, soon_and_next);
  g_autoptr(ZcDnssecReport) third = zc_test_signer_judge (signer, expired_and_next);

  zc_test_assert_no_findings (first);
  g_assert_cmpuint (first->n_signatures, ==, 2 * first->n_sets);
  /* The second begins before the first has ended. */
  zc_test_assert_no_findings (second);
  g_assert_cmpint (second->first_end, ==, now + 40 * DAY);
  zc_test_assert_one_finding (third, ZC_DNSSEC_RRSIG_EXPIRED, ZC_DNSSEC_FAULT_NONE);
}

static void
test_the_worst_signature_is_named (ZcTestSigner  *signer,
                                   gconstpointer  data)
{
  gint64 now = zc_test_get_now ();
  g_autofree char *good = sign_for (signer, now - DAY, now + 40 * DAY);
  g_autofree char *worse = sign_for (signer, now - DAY, now + 9 * DAY);
  g_autofree char *worst = sign_for (signer, now - DAY, now + 8 * DAY);
  g_autofree char *without_mx = zc_test_drop_lines (good, "example\\.com\\.", "RRSIG\\tMX");
  g_autofree char *without = zc_test_drop_lines (without_mx, "www\\.example\\.com\\.", "RRSIG\\tAAAA");
  GString *mixed = g_string_new (without);
  g_auto(GStrv) worse_lines = g_strsplit (worse, "\n", -1);
  g_auto(GStrv) worst_lines = g_strsplit (worst, "\n", -1);
  g_autoptr(ZcDnssecReport) report = NULL;
  const ZcDnssecFinding *finding;

  for (gsize i = 0; worse_lines[i] != NULL; i++)
    if (strstr (worse_lines[i], "\tRRSIG\tMX ") != NULL)
      g_string_append_printf (mixed, "%s\n", worse_lines[i]);
  for (gsize i = 0; worst_lines[i] != NULL; i++)
    if (strstr (worst_lines[i], "\tRRSIG\tAAAA ") != NULL)
      g_string_append_printf (mixed, "%s\n", worst_lines[i]);

  report = zc_test_signer_judge (signer, mixed->str);
  finding = zc_test_assert_one_finding (report, ZC_DNSSEC_RRSIG_SOON, ZC_DNSSEC_FAULT_NONE);
  g_assert_cmpuint (finding->n_sets, ==, 2);
  g_assert_cmpstr (finding->owner, ==, "www.example.com.");
  g_assert_cmpuint (finding->type, ==, TYPE_AAAA);
  g_assert_cmpint (finding->expiration, ==, now + 8 * DAY);
  g_assert_cmpstr (report->first_end_owner, ==, "www.example.com.");
  g_assert_cmpuint (report->first_end_type, ==, TYPE_AAAA);
  g_assert_cmpint (report->soa_end, ==, now + 40 * DAY);
  g_string_free (mixed, TRUE);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  ZC_TEST_SIGNER_ADD ("/dnssec-times/expired-soon-future", test_times);
  ZC_TEST_SIGNER_ADD ("/dnssec-times/short-expire-still-warns-three-days-ahead",
                      test_short_expire_still_warns_three_days_ahead);
  ZC_TEST_SIGNER_ADD ("/dnssec-times/one-good-signature-is-enough", test_one_good_signature_is_enough);
  ZC_TEST_SIGNER_ADD ("/dnssec-times/the-worst-signature-is-named", test_the_worst_signature_is_named);

  return g_test_run ();
}
