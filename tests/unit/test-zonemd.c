/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-signer.h"
#include "zc-test.h"
#include "zc-zone-copy-builder.h"

static void
test_zonemd (ZcTestSigner  *signer,
             gconstpointer  data)
{
  g_autofree char *good = zc_test_signer_sign (signer, "-Z -z simple:sha384");
  g_autofree char *changed = zc_test_replace (good, "192.0.2.4", "192.0.2.44");
  g_autofree char *glue_gone = zc_test_drop_lines (good, "ns\\.sub\\.example\\.com\\.", "A\\t");
  g_autofree char *newer = zc_test_replace (good, " 2026112201 3600", " 2026112202 3600");
  g_autofree char *unknown = zc_test_replace (good, "\tZONEMD\t2026112201 1 1 ", "\tZONEMD\t2026112201 240 1 ");
  g_autofree char *line_start = g_strdup ("example.com.\t3600\tIN\tZONEMD\t2026112201 1 1 ");
  g_autofree char *other_line = g_strdup_printf ("%s%096d\n%s", line_start, 0, line_start);
  g_autofree char *repeated = zc_test_replace (good, line_start, other_line);
  g_autoptr(ZcDnssecReport) report = zc_test_signer_judge (signer, good);
  g_autoptr(ZcDnssecReport) changed_report = zc_test_signer_judge (signer, changed);
  g_autoptr(ZcDnssecReport) glue_report = zc_test_signer_judge (signer, glue_gone);
  g_autoptr(ZcDnssecReport) newer_report = zc_test_signer_judge (signer, newer);
  g_autoptr(ZcDnssecReport) unknown_report = zc_test_signer_judge (signer, unknown);
  g_autoptr(ZcDnssecReport) repeated_report = zc_test_signer_judge (signer, repeated);
  const ZcDnssecFinding *finding;

  zc_test_assert_no_findings (report);
  g_assert_false (report->is_signed);
  g_assert_cmpint (report->zonemd, ==, ZC_ZONEMD_OK);

  finding = zc_test_assert_one_finding (changed_report, ZC_DNSSEC_ZONEMD_BAD, ZC_DNSSEC_FAULT_ZONEMD_DIGEST);
  g_assert_cmpint (changed_report->zonemd, ==, ZC_ZONEMD_BAD);
  g_assert_cmpstr (finding->owner, ==, "example.com.");
  zc_test_assert_one_finding (glue_report, ZC_DNSSEC_ZONEMD_BAD, ZC_DNSSEC_FAULT_ZONEMD_DIGEST);

  finding = zc_test_assert_one_finding (newer_report, ZC_DNSSEC_ZONEMD_BAD, ZC_DNSSEC_FAULT_ZONEMD_SERIAL);
  g_assert_cmpstr (finding->expected, ==, "2026112202");
  g_assert_cmpstr (finding->found, ==, "2026112201");

  zc_test_assert_no_findings (unknown_report);
  g_assert_cmpint (unknown_report->zonemd, ==, ZC_ZONEMD_UNKNOWN);
  zc_test_assert_one_finding (repeated_report, ZC_DNSSEC_ZONEMD_BAD, ZC_DNSSEC_FAULT_ZONEMD_REPEATED);
}

static void
test_zonemd_example_of_the_rfc (ZcTestSigner  *signer,
                                gconstpointer  data)
{
  /* RFC 8976, appendix A.1. */
  static const char *const text =
    "example.      86400  IN  SOA     ns1 admin 2018031900 1800 900 604800 86400\n"
    "              86400  IN  NS      ns1\n"
    "              86400  IN  NS      ns2\n"
    "              86400  IN  ZONEMD  2018031900 1 1 (\n"
    "                                 c68090d90a7aed71\n"
    "                                 6bc459f9340e3d7c\n"
    "                                 1370d4d24b7e2fc3\n"
    "                                 a1ddc0b9a87153b9\n"
    "                                 a9713b3c9ae5cc27\n"
    "                                 777f98b8e730044c )\n"
    "ns1           3600   IN  A       203.0.113.63\n"
    "ns2           3600   IN  AAAA    2001:db8::63\n";
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (signer->directory, "loaded", NULL);
  g_autoptr(ZcZoneCopy) copy = NULL;
  g_autoptr(ZcDnssecReport) report = NULL;

  zc_test_signer_write (signer, "loaded", text);
  copy = zc_zone_copy_new_from_file ("example", path, &error);
  g_assert_no_error (error);
  report = zc_test_judge_copy (copy, zc_test_get_now (), NULL);
  zc_test_assert_no_findings (report);
  g_assert_cmpint (report->zonemd, ==, ZC_ZONEMD_OK);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  ZC_TEST_SIGNER_ADD ("/zonemd/matching-and-not", test_zonemd);
  ZC_TEST_SIGNER_ADD ("/zonemd/example-of-the-rfc", test_zonemd_example_of_the_rfc);

  return g_test_run ();
}
