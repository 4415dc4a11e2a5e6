/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-dnssec-private.h"
#include "zc-test-observations.h"
#include "zc-test.h"

static void
test_sound_zone_has_no_findings (void)
{
  static const ZcTestSeen fine = AXFR (OK);
  g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
  g_autoptr(ZcDiagnosis) diagnosis = NULL;
  ZcObservedServer *secondary;
  ZcSoaAnswer *answer;

  answer = zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &fine)->answers->pdata[0];
  /* On a primary the option repeats the SOA's field, however small that is. */
  answer->expire = 600;
  answer->expire_left = 600;
  secondary = zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.com", "192.0.2.9", &fine);
  answer = secondary->answers->pdata[0];
  answer->expire_left = ZC_TEST_EXPIRE / 4;
  secondary->comparison = g_new0 (ZcObservedComparison, 1);
  secondary->comparison->primary_serial = secondary->comparison->serial = 42;
  secondary->comparison->n_asked = 4310;
  secondary->dnssec = zc_dnssec_report_new (ZC_TEST_NOW);

  diagnosis = zc_diagnosis_new (observations);
  g_assert_cmpuint (zc_diagnosis_get_findings (diagnosis)->len, ==, 0);
  g_assert_cmpstr (zc_diagnosis_get_verdict (diagnosis)->id, ==, "ok");
  g_assert_cmpint (zc_severity_get_exit_code (zc_diagnosis_get_verdict (diagnosis)->severity), ==, 0);
  zc_test_assert_words (zc_diagnosis_get_verdict (diagnosis)->text, "All 2 name server addresses|example.org|42");
}

/* Differences are no fault while the serials differ: the copy is only older. */
static void
test_differences_at_other_serials (void)
{
  static const ZcTestSeen fine = FINE (42), old = FINE (41);
  g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
  g_autoptr(ZcDiagnosis) diagnosis = NULL;
  ZcObservedServer *secondary;

  zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &fine);
  secondary = zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.com", "192.0.2.9", &old);
  secondary->comparison = g_new0 (ZcObservedComparison, 1);
  secondary->comparison->primary_serial = 42;
  secondary->comparison->serial = 41;
  secondary->comparison->n_changed = 3;

  diagnosis = zc_diagnosis_new (observations);
  g_assert_null (zc_test_find_finding (diagnosis, "same-serial-diff"));
  g_assert_cmpstr (zc_diagnosis_get_verdict (diagnosis)->id, ==, "secondary-lag");
}

static void
test_lag_counts_name_servers (void)
{
  static const ZcTestSeen fine = FINE (42), old = FINE (41), nowhere = SOA (NO_ROUTE, NO_ROUTE);
  static const struct
  {
    const char *name;
    const char *address;
    const ZcTestSeen *seen;
  } secondaries[] = {
    { "nscs.ui-dns.com", "192.0.2.9", &fine },
    { "nscs.ui-dns.com", "2001:db8::9", &nowhere },
    { "nscs.ui-dns.de", "192.0.2.10", &fine },
    { "nscs.ui-dns.org", "192.0.2.11", &fine },
    { "nscs.ui-dns.biz", "192.0.2.12", &old },
    { "nscs.ui-dns.biz", "192.0.2.13", &fine },
  };
  g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
  g_autoptr(ZcDiagnosis) diagnosis = NULL;
  const ZcFinding *verdict;

  zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &fine);
  for (guint i = 0; i < G_N_ELEMENTS (secondaries); i++)
    zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, secondaries[i].name, secondaries[i].address, secondaries[i].seen);

  diagnosis = zc_diagnosis_new (observations);
  verdict = zc_diagnosis_get_verdict (diagnosis);
  g_assert_cmpstr (verdict->id, ==, "secondary-lag");
  g_assert_cmpstr (verdict->server, ==, "192.0.2.12");
  g_assert_cmpuint (verdict->port, ==, 53);
  /* The address without a route is no vote. */
  zc_test_assert_words (verdict->text, "nscs.ui-dns.biz|3 of 4 name servers are updated");
}

/* Without a primary the secondaries are measured by each other. */
static void
test_lag_behind_other_secondaries (void)
{
  static const ZcTestSeen fine = FINE (42), old = FINE (41);
  g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
  g_autoptr(ZcDiagnosis) diagnosis = NULL;

  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.com", "192.0.2.9", &fine);
  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.de", "192.0.2.10", &old);

  diagnosis = zc_diagnosis_new (observations);
  g_assert_cmpstr (zc_diagnosis_get_verdict (diagnosis)->id, ==, "secondary-lag");
  zc_test_assert_words (zc_diagnosis_get_verdict (diagnosis)->text, "nscs.ui-dns.de|41|other servers have the newer 42");
}

/* A stale Ok is none while the transfer is under way, and one again when nothing has moved. */
static void
test_stale_ok_in_a_run (void)
{
  static const ZcTestSeen fine = FINE (42), old = FINE (41);
  static const ZcObservationFlags moving = ZC_OBSERVATION_TRANSFER_RUN;
  static const ZcObservationFlags stuck = ZC_OBSERVATION_TRANSFER_RUN | ZC_OBSERVATION_NOTHING_MOVED;
  g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
  g_autoptr(ZcDiagnosis) during = NULL;
  g_autoptr(ZcDiagnosis) after = NULL;

  zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &fine);
  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.com", "192.0.2.9", &old);
  zc_observations_add_status (observations, "192.0.2.1", "Ok", NULL);

  zc_observations_set_flags (observations, moving);
  during = zc_diagnosis_new (observations);
  g_assert_null (zc_test_find_finding (during, "api-stale-ok"));

  zc_observations_set_flags (observations, stuck);
  after = zc_diagnosis_new (observations);
  g_assert_cmpstr (zc_diagnosis_get_verdict (after)->id, ==, "api-stale-ok");
}

/* Some of the name servers are missing at the parent, or in the zone itself. */
static void
test_delegation_in_part (void)
{
  static const char *const both[] = { "nscs.ui-dns.com.", "nscs.ui-dns.de.", NULL };
  static const char *const one[] = { "nscs.ui-dns.com.", NULL };
  static const ZcTestSeen fine = FINE (42);
  g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
  g_autoptr(ZcDiagnosis) whole = NULL;
  g_autoptr(ZcDiagnosis) parent = NULL;
  g_autoptr(ZcDiagnosis) apex = NULL;

  zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &fine);
  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.com", "192.0.2.9", &fine);
  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.de", "192.0.2.10", &fine);
  /* Known by its address alone, it can be in no list. */
  zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "192.0.2.11", "192.0.2.11", &fine);

  zc_observations_set_delegation (observations, both, both);
  whole = zc_diagnosis_new (observations);
  g_assert_cmpstr (zc_diagnosis_get_verdict (whole)->id, ==, "ok");

  zc_observations_set_delegation (observations, one, both);
  parent = zc_diagnosis_new (observations);
  zc_test_assert_words (zc_test_find_finding (parent, "not-delegated")->text, "at its parent lack nscs.ui-dns.de");

  zc_observations_set_delegation (observations, both, one);
  apex = zc_diagnosis_new (observations);
  zc_test_assert_words (zc_test_find_finding (apex, "not-delegated")->text, "itself lack nscs.ui-dns.de");
}

static void
test_ids_of_the_wire (void)
{
  static const struct
  {
    ZcTestSeen seen;
    const char *answer;
    const char *transfer;
  } wire[] = {
    { ALL (OK, OK, OK), "ok", "ok" },
    { ALL (OK, OK, NOTAUTH), "ok", "notauth-acl" },
    { ALL (NOT_AA, NOT_AA, NOTAUTH), "not-aa", "notauth-zone" },
    { ALL (REFUSED_ALL, REFUSED_ALL, NOTAUTH), "refused-all", "notauth-zone" },
    { ALL (SERVFAIL, SERVFAIL, NOTAUTH), "servfail", "notauth-zone" },
    { ALL (TIMEOUT_ANSWER, TIMEOUT_ANSWER, NOTAUTH), "timeout-answer", "notauth-acl" },
    { ALL (NOTAUTH, NOTAUTH, REFUSED), "notauth-zone", "refused" },
    { ALL (OTHER_RCODE, OTHER_RCODE, OTHER_RCODE), "bad-answer", "bad-answer" },
    { ALL (LOCAL_ERROR, LOCAL_ERROR, LOCAL_ERROR), "local-blocked", "local-blocked" },
  };
  g_autofree const char **ids = zc_diagnosis_list_ids ();

  for (guint i = 0; i < G_N_ELEMENTS (wire); i++)
    {
      g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
      ZcObservedServer *row = zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &wire[i].seen);

      g_assert_cmpstr (zc_observed_server_get_answer_id (row, row->answers->pdata[0]), ==, wire[i].answer);
      g_assert_cmpstr (zc_observed_server_get_transfer_id (row), ==, wire[i].transfer);
      g_assert_true (i == 0 || g_strv_contains (ids, wire[i].transfer));
    }
}

static void
test_areas (void)
{
  g_autofree const char **ids = zc_diagnosis_list_ids ();

  for (guint i = 0; ids[i] != NULL; i++)
    g_assert_nonnull (zc_diagnosis_get_area (ids[i]));
  g_assert_cmpstr (zc_diagnosis_get_area ("api-auth"), ==, "service");
  g_assert_cmpstr (zc_diagnosis_get_area ("serial-behind"), ==, "serial");
  g_assert_cmpstr (zc_diagnosis_get_area ("cancelled"), ==, "watching");
  g_assert_null (zc_diagnosis_get_area ("ok"));
}

static void
test_snippets (void)
{
  static const ZcSnippetKind kinds[] = { ZC_SNIPPET_ALLOW_TRANSFER, ZC_SNIPPET_SEND_NOTIFY };
  g_autoptr(GPtrArray) none = zc_snippet_list_new (ZC_SNIPPET_NONE, "example.org");

  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GPtrArray) list = zc_snippet_list_new (kinds[i], "example.org");

      g_assert_cmpuint (list->len, ==, 5);
      for (guint j = 0; j < list->len; j++)
        {
          const ZcSnippet *snippet = list->pdata[j];

          zc_test_assert_words (snippet->text, ZC_SNIPPET_IPV4 "|" ZC_SNIPPET_IPV6);
          g_assert_null (strchr (snippet->text, '@'));
          g_assert_null (strchr (snippet->place, '@'));
        }
    }
}

/* Words from outside are shown as they are, on one line and without control characters. */
static void
test_words_of_servers_are_harmless (void)
{
  static const ZcTestSeen fine = FINE (42);
  g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
  g_autoptr(ZcDiagnosis) diagnosis = NULL;

  zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &fine);
  zc_observations_add_status (observations, "192.0.2.1", "Error", "a\nb\033[31m<b>%s%n");

  diagnosis = zc_diagnosis_new (observations);
  zc_test_assert_words (zc_test_find_finding (diagnosis, "api-unknown")->text, "a b\357\277\275[31m<b>%s%n");
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/diagnosis/areas", test_areas);
  g_test_add_func ("/diagnosis/sound-zone-has-no-findings", test_sound_zone_has_no_findings);
  g_test_add_func ("/diagnosis/differences-at-other-serials", test_differences_at_other_serials);
  g_test_add_func ("/diagnosis/lag-counts-name-servers", test_lag_counts_name_servers);
  g_test_add_func ("/diagnosis/lag-behind-other-secondaries", test_lag_behind_other_secondaries);
  g_test_add_func ("/diagnosis/stale-ok-in-a-run", test_stale_ok_in_a_run);
  g_test_add_func ("/diagnosis/delegation-in-part", test_delegation_in_part);
  g_test_add_func ("/diagnosis/ids-of-the-wire", test_ids_of_the_wire);
  g_test_add_func ("/diagnosis/snippets", test_snippets);
  g_test_add_func ("/diagnosis/words-of-servers-are-harmless", test_words_of_servers_are_harmless);

  return g_test_run ();
}
