/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-server-view.h"
#include "zc-test-report.h"
#include "zc-test.h"
#include "zc-zone-diagnosis.h"
#include "zc-zone-words.h"

static const char * const one_primary[] = { "192.0.2.1", NULL };
static const char * const one_name_server[] = { "ns1.example", NULL };

#define UDP ZC_DNS_TRANSPORT_UDP
#define TCP ZC_DNS_TRANSPORT_TCP
#define NONE ((ZcDnsOutcome) -1)

/* What is seen over UDP and TCP, and what is to be shown for it. */
static const struct
{
  ZcServerRole role;
  ZcDnsOutcome udp;
  ZcDnsOutcome tcp;
  ZcServerTone tone;
  const char *text;
} sights[] = {
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_OK, ZC_SERVER_TONE_GOOD,
    "Serial 7 · UDP and TCP answer" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_OK, NONE, ZC_SERVER_TONE_GOOD,
    "Serial 7 · UDP answers" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_TCP_CLOSED, ZC_SERVER_TONE_BAD,
    "Serial 7 · UDP answers · TCP 53 is closed as seen from this computer: AXFR needs TCP" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_TCP_FILTERED, ZC_SERVER_TONE_WARNING,
    "Serial 7 · UDP answers · TCP 53 gives no answer to this computer; it must be open for IONOS" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_UDP_CLOSED, ZC_DNS_OUTCOME_OK, ZC_SERVER_TONE_WARNING,
    "Serial 7 · TCP answers · UDP 53 is closed as seen from this computer" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_UDP_CLOSED, ZC_DNS_OUTCOME_TCP_CLOSED, ZC_SERVER_TONE_BAD,
    "UDP 53 is closed as seen from this computer · TCP 53 is closed as seen from this computer: AXFR needs TCP" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_TIMEOUT_ANSWER, ZC_DNS_OUTCOME_TCP_FILTERED, ZC_SERVER_TONE_NEUTRAL,
    "No answer to this computer; IONOS may still reach it" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_TIMEOUT_ANSWER, NONE, ZC_SERVER_TONE_NEUTRAL,
    "UDP 53 gives no answer to this computer" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_NO_ROUTE, ZC_DNS_OUTCOME_NO_ROUTE, ZC_SERVER_TONE_NEUTRAL,
    "No route from this computer, so it could not be asked; IONOS may still reach it" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_REFUSED_ALL, ZC_DNS_OUTCOME_REFUSED_ALL, ZC_SERVER_TONE_WARNING,
    "Refuses this computer’s question about the zone; IONOS may be allowed" },
  { ZC_SERVER_ROLE_PRIMARY, ZC_DNS_OUTCOME_NOT_AA, ZC_DNS_OUTCOME_NOT_AA, ZC_SERVER_TONE_BAD,
    "Answers without authority: a resolver, not a primary for this zone" },
  { ZC_SERVER_ROLE_SECONDARY, ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_OK, ZC_SERVER_TONE_GOOD,
    "192.0.2.1 · Serial 7 · UDP\u00a01.9\u00a0ms · TCP\u00a01.9\u00a0ms" },
  { ZC_SERVER_ROLE_SECONDARY, ZC_DNS_OUTCOME_REFUSED_ALL, ZC_DNS_OUTCOME_REFUSED_ALL, ZC_SERVER_TONE_BAD,
    "192.0.2.1 · Refuses questions about the zone" },
  { ZC_SERVER_ROLE_SECONDARY, ZC_DNS_OUTCOME_TIMEOUT_ANSWER, ZC_DNS_OUTCOME_TIMEOUT_ANSWER, ZC_SERVER_TONE_WARNING,
    "192.0.2.1 · No answer to this computer over UDP and TCP" },
  { ZC_SERVER_ROLE_SECONDARY, ZC_DNS_OUTCOME_OK, ZC_DNS_OUTCOME_TCP_CLOSED, ZC_SERVER_TONE_BAD,
    "192.0.2.1 · Serial 7 · UDP\u00a01.9\u00a0ms · TCP 53 is closed as seen from this computer" },
};

static ZcServerView *
steal_view (GPtrArray *views,
            guint      index)
{
  ZcServerView *view = g_ptr_array_index (views, index);

  views->pdata[index] = NULL;

  return view;
}

static ZcServerView *
view_of (GPtrArray    *rows,
         ZcServerRole  role)
{
  g_autoptr(ZcZone) zone = zc_test_report_new_zone ("a.example", one_primary, one_name_server);
  g_autoptr(ZcSerialReport) report = rows != NULL ? zc_serial_report_new (rows) : NULL;
  g_autoptr(GPtrArray) views = zc_server_view_list (zone, report, role, FALSE);

  g_assert_cmpuint (views->len, ==, 1);
  g_ptr_array_set_free_func (views, NULL);

  return steal_view (views, 0);
}

static void
test_every_sight_has_its_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++)
    {
      const char *name = sights[i].role == ZC_SERVER_ROLE_PRIMARY ? "192.0.2.1" : "ns1.example";
      GPtrArray *rows = zc_test_report_new_rows ();
      g_autoptr(ZcServerView) view = NULL;

      zc_test_report_add (rows, sights[i].role, name, "192.0.2.1", UDP, sights[i].udp, 7);
      if (sights[i].tcp != NONE)
        zc_test_report_add (rows, sights[i].role, name, "192.0.2.1", TCP, sights[i].tcp, 7);
      view = view_of (rows, sights[i].role);

      g_assert_cmpstr (view->text, ==, sights[i].text);
      g_assert_cmpint (view->tone, ==, sights[i].tone);
      g_assert_cmpint (view->has_serial, ==,
                       sights[i].udp == ZC_DNS_OUTCOME_OK || sights[i].tcp == ZC_DNS_OUTCOME_OK);
    }
}

/* A primary is never marked bad for what only this computer was refused or could not reach. */
static void
test_every_outcome_has_words_and_a_tone (void)
{
  for (int outcome = ZC_DNS_OUTCOME_OK; outcome <= ZC_DNS_OUTCOME_CANCELLED; outcome++)
    for (int role = ZC_SERVER_ROLE_PRIMARY; role <= ZC_SERVER_ROLE_SECONDARY; role++)
      {
        GPtrArray *rows = zc_test_report_new_rows ();
        g_autoptr(ZcServerView) view = NULL;
        const char *name = role == ZC_SERVER_ROLE_PRIMARY ? "192.0.2.1" : "ns1.example";

        zc_test_report_add_both (rows, role, name, "192.0.2.1", outcome, 1);
        view = view_of (rows, role);
        g_assert_cmpuint (strlen (view->text), >, 3);
        g_assert_cmpint (view->tone, !=, ZC_SERVER_TONE_UNSEEN);
        if (role == ZC_SERVER_ROLE_PRIMARY &&
            (outcome == ZC_DNS_OUTCOME_REFUSED_ALL || outcome == ZC_DNS_OUTCOME_NO_ROUTE ||
             outcome == ZC_DNS_OUTCOME_TIMEOUT_ANSWER || outcome == ZC_DNS_OUTCOME_TCP_FILTERED))
          g_assert_cmpint (view->tone, <, ZC_SERVER_TONE_BAD);
      }
}

static void
test_unseen_servers_are_there (void)
{
  g_autoptr(ZcServerView) view = view_of (NULL, ZC_SERVER_ROLE_SECONDARY);
  g_autoptr(ZcZone) zone = zc_test_report_new_zone ("a.example", one_primary, one_name_server);
  g_autoptr(GPtrArray) asking = zc_server_view_list (zone, NULL, ZC_SERVER_ROLE_PRIMARY, TRUE);

  g_assert_cmpstr (view->name, ==, "ns1.example");
  g_assert_cmpstr (view->text, ==, "Not asked yet");
  g_assert_cmpint (view->tone, ==, ZC_SERVER_TONE_UNSEEN);
  g_assert_cmpstr (((ZcServerView *) g_ptr_array_index (asking, 0))->text, ==, "Being asked…");
}

static void
test_name_without_address_says_so (void)
{
  GPtrArray *rows = zc_test_report_new_rows ();
  g_autoptr(ZcServerView) view = NULL;

  g_ptr_array_add (rows, zc_serial_row_new (ZC_SERVER_ROLE_SECONDARY, "ns1.example", NULL, "No \x1bsuch name"));
  view = view_of (rows, ZC_SERVER_ROLE_SECONDARY);

  g_assert_cmpstr (view->text, ==, "Its name has no address, so it could not be asked: No \xef\xbf\xbdsuch name");
  g_assert_cmpint (view->tone, ==, ZC_SERVER_TONE_WARNING);
}

static void
test_addresses_have_a_line_each (void)
{
  GPtrArray *rows = zc_test_report_new_rows ();
  g_autoptr(ZcServerView) view = NULL;

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "192.0.2.9", ZC_DNS_OUTCOME_OK, 4294967295u);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "2001:db8::9", ZC_DNS_OUTCOME_NO_ROUTE, 0);
  view = view_of (rows, ZC_SERVER_ROLE_SECONDARY);

  g_assert_cmpstr (view->text, ==, "192.0.2.9 · Serial 4294967295 · UDP\u00a01.9\u00a0ms · TCP\u00a01.9\u00a0ms\n"
                                   "2001:db8::9 · No route from this computer, so it could not be asked");
  /* One address that cannot be tried from here does not spoil a good one. */
  g_assert_cmpint (view->tone, ==, ZC_SERVER_TONE_GOOD);
}

static void
test_extended_errors_are_quoted (void)
{
  GPtrArray *rows = zc_test_report_new_rows ();
  g_autoptr(ZcServerView) view = NULL;

  zc_test_report_add (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "192.0.2.9", UDP, ZC_DNS_OUTCOME_SERVFAIL, 0)
    ->extended_error_text = g_strdup ("zone is <b>configured</b> but has no data");
  view = view_of (rows, ZC_SERVER_ROLE_SECONDARY);

  g_assert_cmpstr (view->text, ==, "192.0.2.9 · Has no usable copy of the zone (SERVFAIL) "
                                   "(the server adds: “zone is <b>configured</b> but has no data”)");
}

static void
test_an_old_serial_is_marked (void)
{
  GPtrArray *rows = zc_test_report_new_rows ();
  g_autoptr(ZcServerView) view = NULL;

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_OK, 8);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "192.0.2.9", ZC_DNS_OUTCOME_OK, 7);
  view = view_of (rows, ZC_SERVER_ROLE_SECONDARY);

  g_assert_cmpint (view->tone, ==, ZC_SERVER_TONE_BEHIND);
  g_assert_true (g_str_has_suffix (view->text, " · older than on the primary"));
}

static ZcSerialReport *
make_report (guint32 first_primary,
             guint32 second_primary,
             guint32 first_secondary,
             guint32 second_secondary)
{
  GPtrArray *rows = zc_test_report_new_rows ();

  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", ZC_DNS_OUTCOME_OK, first_primary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_PRIMARY, "192.0.2.2", "192.0.2.2", ZC_DNS_OUTCOME_OK, second_primary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns1.example", "192.0.2.8", ZC_DNS_OUTCOME_OK, first_secondary);
  zc_test_report_add_both (rows, ZC_SERVER_ROLE_SECONDARY, "ns2.example", "192.0.2.9", ZC_DNS_OUTCOME_OK, second_secondary);

  return zc_serial_report_new (rows);
}

static void
test_served_serials_are_counted (void)
{
  static const char * const primaries[] = { "192.0.2.1", "192.0.2.2", NULL };
  static const char * const name_servers[] = { "ns1.example", "ns2.example", NULL };
  static const char * const nobody[] = { NULL };
  g_autoptr(ZcZone) zone = zc_test_report_new_zone ("a.example", primaries, name_servers);
  g_autoptr(ZcZone) bare = zc_test_report_new_zone ("a.example", primaries, nobody);
  g_autoptr(ZcSerialReport) same = make_report (7, 7, 7, 7);
  g_autoptr(ZcSerialReport) behind = make_report (8, 8, 7, 7);
  g_autoptr(ZcSerialReport) split = make_report (8, 8, 7, 8);
  ZcServerTone tone;
  g_autofree char *first = zc_server_view_describe_served (zone, same, FALSE, &tone);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;

  g_assert_cmpstr (first, ==, "Serial 7 on 2 of 2 name servers");
  g_assert_cmpint (tone, ==, ZC_SERVER_TONE_GOOD);
  second = zc_server_view_describe_served (zone, behind, FALSE, &tone);
  g_assert_cmpstr (second, ==, "Serial 7 on 2 of 2 name servers");
  g_assert_cmpint (tone, ==, ZC_SERVER_TONE_BEHIND);
  third = zc_server_view_describe_served (zone, split, FALSE, &tone);
  g_assert_cmpstr (third, ==, "Serials from 7 to 8 on 2 of 2 name servers");
  g_assert_cmpint (tone, ==, ZC_SERVER_TONE_WARNING);
  fourth = zc_server_view_describe_served (bare, NULL, FALSE, &tone);
  g_assert_cmpstr (fourth, ==, "IONOS has assigned no name server to the zone");
  g_assert_cmpint (tone, ==, ZC_SERVER_TONE_WARNING);
}

/* The first warning's text, NULL without one. */
static char *
dup_warning (ZcSerialReport *report)
{
  static const char * const primaries[] = { "192.0.2.1", "192.0.2.2", NULL };
  static const char * const name_servers[] = { "ns1.example", "ns2.example", NULL };
  g_autoptr(ZcZone) zone = zc_test_report_new_zone ("a.example", primaries, name_servers);
  g_autoptr(ZcZoneItem) item = zc_zone_item_new (zone);
  g_autoptr(GPtrArray) warnings = NULL;

  zc_zone_item_set_report (item, report);
  warnings = zc_zone_diagnosis_list_warnings (item);
  if (warnings->len == 0)
    return NULL;
  g_assert_cmpuint (warnings->len, ==, 1);

  return g_strdup (((const ZcFinding *) g_ptr_array_index (warnings, 0))->text);
}

static void
test_warnings_name_the_serials (void)
{
  g_autoptr(ZcSerialReport) fine = make_report (8, 8, 7, 8);
  g_autoptr(ZcSerialReport) differ = make_report (10, 12, 10, 10);
  g_autoptr(ZcSerialReport) behind = make_report (2021102901, 2021102901, 2021122001, 2021122001);
  g_autoptr(ZcSerialReport) apart = make_report (0, 0, 0x80000000u, 0x80000000u);
  g_autofree char *of_none = dup_warning (NULL);
  g_autofree char *of_fine = dup_warning (fine);
  g_autofree char *of_differ = dup_warning (differ);
  g_autofree char *of_behind = dup_warning (behind);
  g_autofree char *of_apart = dup_warning (apart);

  g_assert_null (of_none);
  g_assert_null (of_fine);
  g_assert_nonnull (strstr (of_differ, "disagree"));
  g_assert_nonnull (strstr (of_differ, "10"));
  g_assert_nonnull (strstr (of_differ, "12"));
  g_assert_nonnull (strstr (of_behind, "2021102901"));
  g_assert_nonnull (strstr (of_behind, "2021122001"));
  g_assert_nonnull (strstr (of_behind, "2021122002"));
  g_assert_nonnull (strstr (of_apart, "cannot be ordered"));
}

static void
test_what_was_seen_just_now_is_fresh (void)
{
  g_autoptr(ZcSerialReport) thorough = make_report (7, 7, 7, 7);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) before = g_date_time_add_seconds (now, -11);
  g_autoptr(ZcSerialReport) quick = NULL;
  g_autoptr(ZcSerialReport) nobody = zc_serial_report_new (zc_test_report_new_rows ());
  GPtrArray *rows = zc_test_report_new_rows ();

  zc_test_report_add (rows, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", UDP, ZC_DNS_OUTCOME_OK, 7);
  quick = zc_serial_report_new (rows);

  g_assert_true (zc_server_view_is_fresh (thorough, now));
  g_assert_false (zc_server_view_is_fresh (thorough, before));
  g_assert_false (zc_server_view_is_fresh (quick, now));
  g_assert_false (zc_server_view_is_fresh (NULL, now));
  g_assert_true (zc_server_view_is_thorough (nobody));
}

static void
test_states_are_open_words (void)
{
  static const struct
  {
    const char *state;
    gboolean enabled;
    const char *words;
  } rows[] = {
    { "AVAILABLE", TRUE, "Available" },
    { "AVAILABLE", FALSE, "Available, disabled" },
    { "DESTROYING", TRUE, "Being deleted" },
    { "<i>MIGRATING</i>", TRUE, "<i>MIGRATING</i>" },
    { "", TRUE, "Not told" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcZone) zone = zc_zone_new (&(ZcZoneFields) {
        .kind = ZC_ZONE_KIND_PRIMARY,
        .id = "1",
        .name = "a.example",
        .state = rows[i].state,
        .enabled = rows[i].enabled,
      });
      g_autofree char *words = zc_zone_describe_state (zone);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/server-view/every-sight-has-its-words", test_every_sight_has_its_words);
  g_test_add_func ("/server-view/every-outcome-has-words-and-a-tone", test_every_outcome_has_words_and_a_tone);
  g_test_add_func ("/server-view/unseen-servers-are-there", test_unseen_servers_are_there);
  g_test_add_func ("/server-view/name-without-address-says-so", test_name_without_address_says_so);
  g_test_add_func ("/server-view/addresses-have-a-line-each", test_addresses_have_a_line_each);
  g_test_add_func ("/server-view/extended-errors-are-quoted", test_extended_errors_are_quoted);
  g_test_add_func ("/server-view/an-old-serial-is-marked", test_an_old_serial_is_marked);
  g_test_add_func ("/server-view/served-serials-are-counted", test_served_serials_are_counted);
  g_test_add_func ("/server-view/warnings-name-the-serials", test_warnings_name_the_serials);
  g_test_add_func ("/server-view/what-was-seen-just-now-is-fresh", test_what_was_seen_just_now_is_fresh);
  g_test_add_func ("/server-view/states-are-open-words", test_states_are_open_words);

  return g_test_run ();
}
