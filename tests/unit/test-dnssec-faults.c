/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-signer.h"
#include "zc-test.h"

#define TYPE_NSEC 47
#define TYPE_NSEC3 50

/* What is done to a good zone, and what must come of it. Every case is also bad to
 * ldns-verify-zone or to BIND's dnssec-verify. */
static const struct
{
  const char *name;
  const char *options;
  const char *drop_owner;
  const char *drop_type;
  const char *old;
  const char *new;
  ZcDnssecFault fault;
  const char *owner;
  const char *text;
} faults[] = {
  { "changed data", "", NULL, NULL, "192.0.2.80", "192.0.2.81", ZC_DNSSEC_FAULT_BAD_SIGNATURE,
    "www.example.com.", "Bogus DNSSEC signature" },
  { "changed spelling where it matters", "", NULL, NULL, "Svc.Example.COM.", "svc.example.com.",
    ZC_DNSSEC_FAULT_BAD_SIGNATURE, "svc.example.com.", "Bogus DNSSEC signature" },
  { "no signature", "", "www\\.example\\.com\\.", "RRSIG\\tA ", NULL, NULL, ZC_DNSSEC_FAULT_NO_SIGNATURE,
    "www.example.com.", "No DNSSEC signature(s)" },
  { "no signature of a DS", "", "sec\\.example\\.com\\.", "RRSIG\\tDS ", NULL, NULL, ZC_DNSSEC_FAULT_NO_SIGNATURE,
    "sec.example.com.", NULL },
  { "no signing key", "", "example\\.com\\.", "DNSKEY\\t256", NULL, NULL, ZC_DNSSEC_FAULT_BAD_SIGNATURE,
    "example.com.", NULL },
  { "no keys", "", "example\\.com\\.", "DNSKEY\\t", NULL, NULL, ZC_DNSSEC_FAULT_NO_DNSKEY, "example.com.", NULL },
  { "unsigned addition", "", NULL, NULL, "ns1.example.com.\t3600\tIN\tA",
    "new.example.com.\t3600\tIN\tA\t192.0.2.9\nns1.example.com.\t3600\tIN\tA", ZC_DNSSEC_FAULT_DENIAL_NEXT,
    "mixed.example.com.", NULL },
  { "a type gone with its signature", "", "www\\.example\\.com\\.", "(RRSIG\\t)?AAAA[ \\t]", NULL, NULL,
    ZC_DNSSEC_FAULT_DENIAL_TYPES, "www.example.com.", NULL },
  { "a name gone with all it had", "", "alias\\.example\\.com\\.", "", NULL, NULL, ZC_DNSSEC_FAULT_DENIAL_NEXT,
    "example.com.", NULL },
  { "the last name gone", "", "www\\.example\\.com\\.", "", NULL, NULL, ZC_DNSSEC_FAULT_DENIAL_NEXT,
    "*.wild.example.com.", NULL },
  { "no NSEC", "", "alias\\.example\\.com\\.", "(RRSIG\\t)?NSEC", NULL, NULL, ZC_DNSSEC_FAULT_DENIAL_MISSING,
    "alias.example.com.", NULL },
  { "no NSEC at all", "", "\\S+", "(RRSIG\\t)?NSEC", NULL, NULL, ZC_DNSSEC_FAULT_NO_DENIAL, "example.com.", NULL },
  { "NSEC3: a type gone", "-n", "www\\.example\\.com\\.", "(RRSIG\\t)?AAAA[ \\t]", NULL, NULL,
    ZC_DNSSEC_FAULT_DENIAL_TYPES, "www.example.com.", NULL },
  { "NSEC3: a name added", "-n", NULL, NULL, "ns1.example.com.\t3600\tIN\tA",
    "new.example.com.\t3600\tIN\tA\t192.0.2.9\nns1.example.com.\t3600\tIN\tA", ZC_DNSSEC_FAULT_DENIAL_MISSING,
    "new.example.com.", NULL },
  { "NSEC3 opt-out: a name with an address added", "-n -p", NULL, NULL, "ns1.example.com.\t3600\tIN\tA",
    "new.ent.example.com.\t3600\tIN\tA\t192.0.2.9\nns1.example.com.\t3600\tIN\tA", ZC_DNSSEC_FAULT_DENIAL_MISSING,
    "ent.example.com.", NULL },
  { "NSEC3: a delegation added", "-n", NULL, NULL, "ns1.example.com.\t3600\tIN\tA",
    "new.example.com.\t3600\tIN\tNS\tns.example.net.\nns1.example.com.\t3600\tIN\tA", ZC_DNSSEC_FAULT_DENIAL_MISSING,
    "new.example.com.", NULL },
  { "NSEC3: a name gone", "-n", "alias\\.example\\.com\\.", "", NULL, NULL, ZC_DNSSEC_FAULT_DENIAL_EXTRA,
    "e5ig38l951qbrj22q6d3t5salfkm8efv.example.com.", "original of NSEC3 hashed name could not be found" },
};

static void
test_faults (ZcTestSigner  *signer,
             gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *good = zc_test_signer_sign (signer, faults[i].options);
      g_autofree char *bad = faults[i].drop_owner != NULL ?
                             zc_test_drop_lines (good, faults[i].drop_owner, faults[i].drop_type) :
                             zc_test_replace (good, faults[i].old, faults[i].new);
      g_autoptr(ZcDnssecReport) report = zc_test_signer_judge (signer, bad);
      const ZcDnssecFinding *finding;

      g_test_message ("%s", faults[i].name);
      g_assert_false (zc_test_signer_others_verify (signer));
      finding = zc_test_assert_finding (report, ZC_DNSSEC_BROKEN, faults[i].fault);
      g_assert_cmpstr (finding->owner, ==, faults[i].owner);
      if (faults[i].text != NULL)
        g_assert_cmpstr (finding->text, ==, faults[i].text);
    }
}

static void
test_faults_of_denial_say_what_was_expected (ZcTestSigner  *signer,
                                             gconstpointer  data)
{
  g_autofree char *nsec = zc_test_signer_sign (signer, "");
  g_autofree char *no_name = zc_test_drop_lines (nsec, "alias\\.example\\.com\\.", "");
  g_autofree char *no_type = zc_test_drop_lines (nsec, "www\\.example\\.com\\.", "(RRSIG\\t)?AAAA[ \\t]");
  g_autoptr(ZcDnssecReport) next_report = zc_test_signer_judge (signer, no_name);
  g_autoptr(ZcDnssecReport) types_report = zc_test_signer_judge (signer, no_type);
  const ZcDnssecFinding *next = zc_test_assert_one_finding (next_report, ZC_DNSSEC_BROKEN,
                                                            ZC_DNSSEC_FAULT_DENIAL_NEXT);
  const ZcDnssecFinding *types = zc_test_assert_one_finding (types_report, ZC_DNSSEC_BROKEN,
                                                             ZC_DNSSEC_FAULT_DENIAL_TYPES);

  g_assert_cmpstr (next->found, ==, "alias.example.com.");
  g_assert_cmpstr (next->expected, ==, "a.b.c.example.com.");
  g_assert_cmpuint (next->type, ==, TYPE_NSEC);
  g_assert_cmpstr (types->found, ==, "A AAAA RRSIG NSEC");
  g_assert_cmpstr (types->expected, ==, "A RRSIG NSEC");
}

static void
test_missing_nsec3_records_break_the_chain (ZcTestSigner  *signer,
                                            gconstpointer  data)
{
  g_autofree char *good = zc_test_signer_sign (signer, "-n");
  g_autoptr(GRegex) regex = g_regex_new ("(?m)^(\\S{32})\\.example\\.com\\.\\t300\\tIN\\tNSEC3\\t1", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  guint n_tried = 0;

  /* Whichever of them is gone. */
  for (g_regex_match (regex, good, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *label = g_match_info_fetch (match, 1);
      g_autofree char *owner = g_strdup_printf ("%s\\.example\\.com\\.", label);
      g_autofree char *bad = zc_test_drop_lines (good, owner, "");
      g_autoptr(ZcDnssecReport) report = zc_test_signer_judge (signer, bad);
      const ZcDnssecFinding *next;

      zc_test_assert_finding (report, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_DENIAL_MISSING);
      next = zc_test_assert_finding (report, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_DENIAL_NEXT);
      g_assert_cmpuint (next->n_sets, ==, 1);
      g_assert_cmpuint (next->type, ==, TYPE_NSEC3);
      g_assert_cmpstr (next->found, ==, label);
      g_assert_cmpuint (report->findings->len, ==, 2);
      n_tried++;
    }
  g_assert_cmpuint (n_tried, >, 15);
}

static void
test_opted_out_delegations_need_no_nsec3 (ZcTestSigner  *signer,
                                          gconstpointer  data)
{
  g_autofree char *good = zc_test_signer_sign (signer, "-n -p");
  g_autofree char *more = zc_test_replace (good, "ns1.example.com.\t3600\tIN\tA",
                                   "new.ent.example.com.\t3600\tIN\tNS\tns.example.net.\n"
                                   "ns1.example.com.\t3600\tIN\tA");
  g_autoptr(ZcDnssecReport) report = zc_test_signer_judge (signer, more);

  zc_test_assert_no_findings (report);
}

/* A zone of names that lie above, below and beside each other, one line each. */
static char *
make_random_zone (GRand *random)
{
  static const char *const data[] = {
    "A 192.0.2.1", "A 192.0.2.1", "TXT \"text\"", "CNAME www", "NS ns.example.net.", "NS ns.example.net.",
    "DNAME example.net.",
  };
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *zone = g_string_new ("$ORIGIN example.com.\n"
                                "$TTL 300\n"
                                "@ SOA ns hostmaster 1 3600 600 3600 300\n"
                                "@ NS ns.example.net.\n");

  for (guint i = 0; i < 60; i++)
    {
      const char *type = data[g_rand_int_range (random, 0, G_N_ELEMENTS (data))];
      /* BIND refuses wildcards that delegate. */
      gboolean is_wildcard = !g_str_has_prefix (type, "NS") && g_rand_int_range (random, 0, 10) == 0;
      GString *name = g_string_new (is_wildcard ? "*" : "");

      for (int n = g_rand_int_range (random, 1, 5); n > 0; n--)
        g_string_append_printf (name, "%s%c", name->len > 0 ? "." : "", 'a' + g_rand_int_range (random, 0, 7));
      if (!g_hash_table_add (names, name->str))
        {
          g_string_free (name, FALSE);
          continue;
        }
      g_string_append_printf (zone, "%s %s\n", name->str, type);
      if (g_str_has_prefix (type, "NS") && g_rand_boolean (random))
        g_string_append_printf (zone, "%s DS 1 13 2 %064d\n", name->str, 1);
      g_string_free (name, FALSE);
    }

  return g_string_free (zone, FALSE);
}

static void
test_random_zones_are_judged_as_others_judge (ZcTestSigner  *signer,
                                              gconstpointer  data)
{
  static const char *const options[] = { "", "-n", "-n -p" };
  g_autoptr(GRand) random = g_rand_new_with_seed (20261122u);

  guint n_zones = g_test_slow () ? 40 : 6;

  for (guint i = 0; i < n_zones; i++)
    {
      g_autofree char *zone = make_random_zone (random);
      g_autofree char *good = NULL;
      g_auto(GStrv) lines = NULL;
      guint n_lines;

      zc_test_signer_write (signer, "zone", zone);
      good = zc_test_signer_sign (signer, options[i % G_N_ELEMENTS (options)]);
      lines = g_strsplit (good, "\n", -1);
      n_lines = g_strv_length (lines);

      /* The first time everything, then with one record gone. */
      for (guint j = 0; j < 6; j++)
        {
          guint gone = j == 0 ? n_lines : (guint) g_rand_int_range (random, 1, (gint32) n_lines);
          GString *text = g_string_new (NULL);
          g_autoptr(ZcDnssecReport) report = NULL;

          for (guint k = 0; k < n_lines; k++)
            if (k != gone)
              g_string_append_printf (text, "%s\n", lines[k]);
          report = zc_test_signer_judge (signer, text->str);
          if ((report->findings->len == 0) != zc_test_signer_others_verify (signer))
            g_error ("seed line “%s” of zone %u: %u findings", gone < n_lines ? lines[gone] : "", i,
                     report->findings->len);
          g_string_free (text, TRUE);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  ZC_TEST_SIGNER_ADD ("/dnssec-faults/each-is-told", test_faults);
  ZC_TEST_SIGNER_ADD ("/dnssec-faults/denial-says-what-was-expected", test_faults_of_denial_say_what_was_expected);
  ZC_TEST_SIGNER_ADD ("/dnssec-faults/missing-nsec3-records", test_missing_nsec3_records_break_the_chain);
  ZC_TEST_SIGNER_ADD ("/dnssec-faults/opted-out-delegations-need-no-nsec3", test_opted_out_delegations_need_no_nsec3);
  ZC_TEST_SIGNER_ADD ("/dnssec-faults/random-zones-are-judged-as-others-judge",
                      test_random_zones_are_judged_as_others_judge);

  return g_test_run ();
}
