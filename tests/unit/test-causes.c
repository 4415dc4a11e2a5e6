/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-dnssec-private.h"
#include "zc-test-observations.h"
#include "zc-test.h"

typedef struct
{
  ZcObservations *observations;
  ZcObservedServer *primary;
  ZcObservedServer *secondary;
} Fixture;

typedef struct
{
  const char *id;      /* of the finding that is there */
  ZcSeverity severity; /* of that finding */
  const char *verdict; /* NULL for the same id */
  const char *words;   /* parts of the finding's text, separated by "|" */
  ZcTestSeen primary;
  ZcTestSeen secondary;
  void (*more) (Fixture *fixture);
} Row;

#define ABSENT { ZC_TEST_NONE, ZC_TEST_NONE, ZC_TEST_NONE, 0 }

static gboolean
is_absent (const ZcTestSeen *seen)
{
  return seen->udp == ZC_TEST_NONE && seen->tcp == ZC_TEST_NONE && seen->axfr == ZC_TEST_NONE;
}

/* --- what some rows need besides outcomes --- */

static void
say_unauthorized (Fixture *fixture)
{
  zc_observations_set_service_fault (fixture->observations, ZC_SERVICE_FAULT_UNAUTHORIZED, NULL);
}

static void
say_forbidden (Fixture *fixture)
{
  zc_observations_set_service_fault (fixture->observations, ZC_SERVICE_FAULT_FORBIDDEN, NULL);
}

static void
say_gone (Fixture *fixture)
{
  zc_observations_set_service_fault (fixture->observations, ZC_SERVICE_FAULT_GONE, NULL);
}

static void
say_provisioning (Fixture *fixture)
{
  zc_observations_set_service_fault (fixture->observations, ZC_SERVICE_FAULT_BUSY, "PROVISIONING");
}

static void
say_unknown_word (Fixture *fixture)
{
  zc_observations_add_status (fixture->observations, "192.0.2.1", "Frobnicated", NULL);
}

static void
say_ok (Fixture *fixture)
{
  zc_observations_add_status (fixture->observations, "192.0.2.1", "Ok", NULL);
}

static void
say_error (Fixture *fixture)
{
  zc_observations_add_status (fixture->observations, "192.0.2.1", "Error", "Connection\nrefused");
}

static void
remove_address (Fixture *fixture)
{
  zc_observations_add_unresolved (fixture->observations, ZC_SERVER_ROLE_SECONDARY, "nscs.example", NULL);
}

static void
keep_local_error (Fixture *fixture)
{
  ZcSoaAnswer *answer = fixture->secondary->answers->pdata[0];

  answer->error_text = g_strdup ("Operation not permitted");
}

static void
explain_servfail (Fixture *fixture)
{
  ZcSoaAnswer *answer = fixture->primary->answers->pdata[0];

  answer->extended_error = 14;
  answer->extended_error_text = g_strdup ("zone is not loaded");
}

static void
set_server_time (Fixture *fixture)
{
  fixture->primary->transfer->server_time = ZC_TEST_NOW - 11 * 60;
}

static void
offer_tls (Fixture *fixture)
{
  fixture->primary->offers_tls = TRUE;
}

static void
begin_run (Fixture *fixture)
{
  zc_observations_set_flags (fixture->observations, ZC_OBSERVATION_TRANSFER_RUN);
}

static void
cancel_run (Fixture *fixture)
{
  zc_observations_set_flags (fixture->observations, ZC_OBSERVATION_TRANSFER_RUN | ZC_OBSERVATION_CANCELLED);
}

static void
add_other_primary (Fixture *fixture)
{
  static const ZcTestSeen seen = FINE (10);

  zc_test_add_server (fixture->observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.2", "192.0.2.2", &seen);
}

static void
add_unreachable_primary (Fixture *fixture)
{
  static const ZcTestSeen seen = SOA (NO_ROUTE, NO_ROUTE);

  zc_test_add_server (fixture->observations, ZC_SERVER_ROLE_PRIMARY, "2001:db8::1", "2001:db8::1", &seen);
}

static void
close_with_next_serial (Fixture *fixture)
{
  fixture->primary->transfer->serial = 10;
  fixture->primary->transfer->closing_serial = 11;
}

static void
stop_after_two (Fixture *fixture)
{
  fixture->primary->transfer->n_records = 2;
}

static void
damage_record_88 (Fixture *fixture)
{
  fixture->primary->transfer->n_records = 87;
}

static ZcObservedContent *
add_content (Fixture *fixture)
{
  ZcObservedContent *content = g_new0 (ZcObservedContent, 1);

  content->n_records = 430001;
  content->largest_set_owner = g_strdup ("big.example.org.");
  content->largest_set_type = g_strdup ("TXT");
  content->largest_set_records = 3;
  content->has_apex_ns = TRUE;
  fixture->primary->content = content;

  return content;
}

static void
add_cname_conflict (Fixture *fixture)
{
  add_content (fixture)->cname_conflict_owner = g_strdup ("www.example.org.");
}

static void
remove_apex_ns (Fixture *fixture)
{
  add_content (fixture)->has_apex_ns = FALSE;
}

static void
grow_set (Fixture *fixture)
{
  add_content (fixture)->largest_set_records = 213;
}

static ZcObservedComparison *
add_comparison (Fixture *fixture)
{
  ZcObservedComparison *comparison = g_new0 (ZcObservedComparison, 1);

  comparison->primary_serial = 42;
  comparison->serial = 42;
  comparison->n_asked = 4310;
  comparison->first_owner = g_strdup ("www.example.org.");
  comparison->first_type = g_strdup ("A");
  fixture->secondary->comparison = comparison;

  return comparison;
}

/* What the service's interface shows has no serial of its own here. */
static ZcObservedService *
add_service (Fixture *fixture)
{
  ZcObservedService *service = g_new0 (ZcObservedService, 1);

  service->comparison = g_new0 (ZcObservedComparison, 1);
  service->comparison->primary_serial = 42;
  service->comparison->n_asked = 4310;
  service->comparison->first_owner = g_strdup ("www.example.org.");
  service->comparison->first_type = g_strdup ("A");
  zc_observations_take_service (fixture->observations, service);

  return service;
}

static void
differ_at_service (Fixture *fixture)
{
  add_service (fixture)->comparison->n_missing = 1;
}

static void
differ_at_service_by_old_serial (Fixture *fixture)
{
  ZcObservedService *service = add_service (fixture);

  service->has_serial = TRUE;
  service->comparison->serial = 41;
  service->comparison->n_extra = 3;
}

static void
differ_at_service_in_ttl (Fixture *fixture)
{
  ZcObservedComparison *comparison = add_service (fixture)->comparison;

  comparison->n_changed = comparison->n_ttl_only = 2;
}

static void
leave_unreadable (Fixture *fixture)
{
  ZcObservedService *service = add_service (fixture);

  service->n_unreadable = 2;
  service->unreadable_owner = g_strdup ("odd.example.org");
  service->unreadable_type = g_strdup ("MX");
  service->unreadable_content = g_strdup ("<b>\n10");
  service->unreadable_reason = g_strdup ("That is no mail exchanger.");
}

static void
differ_in_one (Fixture *fixture)
{
  add_comparison (fixture)->n_changed = 1;
}

static void
differ_in_ttl (Fixture *fixture)
{
  ZcObservedComparison *comparison = add_comparison (fixture);

  comparison->n_changed = comparison->n_ttl_only = 2;
}

static void
leave_unverified (Fixture *fixture)
{
  add_comparison (fixture)->n_unverified = 12;
}

static void
judge (Fixture       *fixture,
       ZcDnssecKind   kind,
       ZcDnssecFault  fault,
       gint64         inception,
       gint64         expiration,
       const char    *text)
{
  ZcDnssecFinding finding = {
    .kind = kind,
    .fault = fault,
    .n_sets = 1,
    .owner = g_strdup ("www.example.org."),
    .type = 1,
    .inception = inception,
    .expiration = expiration,
    .text = g_strdup (text),
  };

  if (fixture->secondary->dnssec == NULL)
    fixture->secondary->dnssec = zc_dnssec_report_new (ZC_TEST_NOW);
  zc_dnssec_report_add (fixture->secondary->dnssec, &finding);
}

static void
expire_signature (Fixture *fixture)
{
  judge (fixture, ZC_DNSSEC_RRSIG_EXPIRED, ZC_DNSSEC_FAULT_NONE, 0, ZC_TEST_NOW - 1, "expired");
}

static void
shorten_signature (Fixture *fixture)
{
  judge (fixture, ZC_DNSSEC_RRSIG_SOON, ZC_DNSSEC_FAULT_NONE, 0, ZC_TEST_NOW + ZC_TEST_EXPIRE - 1, "soon");
  judge (fixture, ZC_DNSSEC_RRSIG_SOON, ZC_DNSSEC_FAULT_NONE, 0, ZC_TEST_NOW + ZC_TEST_EXPIRE, "soon");
}

static void
postpone_signature (Fixture *fixture)
{
  judge (fixture, ZC_DNSSEC_RRSIG_FUTURE, ZC_DNSSEC_FAULT_NONE, ZC_TEST_NOW + 1, 0, "future");
}

static void
break_dnssec (Fixture *fixture)
{
  judge (fixture, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_BAD_SIGNATURE, 0, 0, "DNSSEC signature is bogus");
  judge (fixture, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_DS, 0, 0, "no key");
}

static void
break_zonemd (Fixture *fixture)
{
  judge (fixture, ZC_DNSSEC_ZONEMD_BAD, ZC_DNSSEC_FAULT_ZONEMD_DIGEST, 0, 0, "no valid digest");
}

static void
split_secondary (Fixture *fixture)
{
  ZcSoaAnswer *first = fixture->secondary->answers->pdata[0];
  ZcSoaAnswer *second = fixture->secondary->answers->pdata[1];

  first->name_server_id = g_strdup ("fra1");
  second->name_server_id = g_strdup ("ams2");
  second->serial = 41;
}

static void
let_expire (Fixture *fixture)
{
  ZcSoaAnswer *answer = fixture->secondary->answers->pdata[0];

  answer->expire_left = 23 * ZC_TEST_HOUR + 4 * 60;
}

static void
arrive_late (Fixture *fixture)
{
  zc_observations_set_late_arrivals (fixture->observations, 3, 3 * ZC_TEST_HOUR / 2);
}

static void
delegate_elsewhere (Fixture *fixture)
{
  static const char *const parent[] = { "ns9.example.net.", NULL };

  zc_observations_set_delegation (fixture->observations, parent, NULL);
}

static void
delegate_to_secondary (Fixture *fixture)
{
  static const char *const parent[] = { "NSCS.ui-dns.com.", NULL };

  zc_observations_set_delegation (fixture->observations, parent, NULL);
}

/* One row of the table of causes after the other. */
static const Row rows[] = {
  { "api-auth", ZC_SEVERITY_CRITICAL, NULL, "token", FINE (42), FINE (42), say_unauthorized },
  { "api-auth", ZC_SEVERITY_CRITICAL, NULL, "Access and manage DNS", FINE (42), FINE (42), say_forbidden },
  { "api-gone", ZC_SEVERITY_CRITICAL, NULL, "no longer exists", FINE (42), FINE (42), say_gone },
  { "api-busy", ZC_SEVERITY_WARNING, NULL, "PROVISIONING", FINE (42), FINE (42), say_provisioning },
  { "api-unknown", ZC_SEVERITY_WARNING, NULL, "192.0.2.1|Frobnicated", FINE (42), FINE (42), say_unknown_word },
  { "api-stale-ok", ZC_SEVERITY_WARNING, NULL, "reports Ok|still serve 41|has 42", FINE (42), FINE (41), say_ok },

  { "local-blocked", ZC_SEVERITY_UNKNOWN, NULL, "Not one server", SOA (TIMEOUT_ANSWER, TCP_FILTERED),
    SOA (TIMEOUT_ANSWER, TCP_FILTERED), NULL },
  { "local-blocked", ZC_SEVERITY_UNKNOWN, NULL, "without authority", SOA (NOT_AA, NOT_AA), SOA (NOT_AA, NOT_AA), NULL },
  { "local-blocked", ZC_SEVERITY_UNKNOWN, NULL, "not permitted", FINE (42), SOA (LOCAL_ERROR, OK), keep_local_error },
  { "no-address", ZC_SEVERITY_WARNING, NULL, "nscs.example has no address", FINE (42), FINE (42), remove_address },
  { "no-route", ZC_SEVERITY_INFO, "ok", "no way to IPv6|2001:db8::1|IONOS may still reach it", FINE (42),
    FINE (42), add_unreachable_primary },
  { "udp-closed", ZC_SEVERITY_WARNING, NULL, "UDP 53 is closed on 192.0.2.1.", SOA (UDP_CLOSED, OK), FINE (42), NULL },
  { "udp-filtered", ZC_SEVERITY_WARNING, NULL, "TCP works|firewall", SOA (TIMEOUT_ANSWER, OK), FINE (42), NULL },
  { "tcp-closed", ZC_SEVERITY_CRITICAL, NULL, "TCP 53 is closed|AXFR needs TCP", SOA (OK, TCP_CLOSED), FINE (42), NULL },
  { "tcp-filtered", ZC_SEVERITY_CRITICAL, NULL, "UDP works|Open TCP 53", SOA (OK, TCP_FILTERED), FINE (42), NULL },
  { "tcp-reset", ZC_SEVERITY_CRITICAL, NULL, "hung up without an answer", SOA (OK, TCP_RESET), FINE (42), NULL },
  { "timeout-answer", ZC_SEVERITY_WARNING, NULL, "took the connection", SOA (OK, TIMEOUT_ANSWER), FINE (42), NULL },
  { "timeout-answer", ZC_SEVERITY_WARNING, NULL, "no answer|in 10 s", AXFR (TIMEOUT_ANSWER), FINE (42), NULL },
  { "bad-answer", ZC_SEVERITY_WARNING, NULL, "something that is not DNS", SOA (BAD_ANSWER, OK), FINE (42), NULL },
  { "bad-answer", ZC_SEVERITY_WARNING, NULL, "YXDOMAIN (6)", SOA (OTHER_RCODE, OTHER_RCODE), FINE (42), NULL },

  { "refused-all", ZC_SEVERITY_CRITICAL, NULL, "refuses any question|query ACL", SOA (REFUSED_ALL, REFUSED_ALL), FINE (42), NULL },
  { "notauth-zone", ZC_SEVERITY_CRITICAL, NULL, "192.0.2.1|not responsible for example.org",
    ALL (NOT_AA, NOT_AA, NOTAUTH), FINE (42), NULL },
  { "servfail", ZC_SEVERITY_CRITICAL, NULL, "no usable copy|error 14|zone is not loaded", SOA (SERVFAIL, SERVFAIL), FINE (42),
    explain_servfail },
  { "servfail", ZC_SEVERITY_CRITICAL, NULL, "SERVFAIL|asked for a copy", AXFR (SERVFAIL), FINE (42), NULL },
  { "formerr", ZC_SEVERITY_CRITICAL, NULL, "FORMERR|does not support AXFR", AXFR (FORMERR), FINE (42), NULL },
  { "formerr", ZC_SEVERITY_CRITICAL, NULL, "FORMERR|without EDNS", SOA (FORMERR, FORMERR), FINE (42), NULL },
  { "notimp", ZC_SEVERITY_CRITICAL, NULL, "NOTIMP|does not support AXFR", AXFR (NOTIMP), FINE (42), NULL },
  { "notimp", ZC_SEVERITY_CRITICAL, NULL, "NOTIMP", SOA (NOTIMP, NOTIMP), FINE (42), NULL },
  { "not-aa", ZC_SEVERITY_CRITICAL, NULL, "192.0.2.1|not a primary", SOA (NOT_AA, NOT_AA), FINE (42), NULL },
  { "nxdomain", ZC_SEVERITY_CRITICAL, NULL, "no zone of the name", SOA (NXDOMAIN, NXDOMAIN), FINE (42), NULL },
  { "nodata", ZC_SEVERITY_CRITICAL, NULL, "no SOA record", SOA (NODATA, NODATA), FINE (42), NULL },

  { "refused", ZC_SEVERITY_INFO, "ok", "does not hand out zone copies to this computer|usual", AXFR (REFUSED), FINE (42), NULL },
  { "notauth-acl", ZC_SEVERITY_INFO, "ok", "NOTAUTH|PowerDNS", AXFR (NOTAUTH), FINE (42), NULL },
  { "notauth-tsig", ZC_SEVERITY_INFO, "ok", "TSIG", AXFR (NOTAUTH_TSIG), FINE (42), NULL },
  { "badtime", ZC_SEVERITY_WARNING, NULL, "differs|11 min", AXFR (BADTIME), FINE (42), set_server_time },
  { "xot-only", ZC_SEVERITY_INFO, "ok", "only over TLS|853", ALL (OK, TCP_CLOSED, TCP_CLOSED), FINE (42), offer_tls },

  { "serial-equal", ZC_SEVERITY_INFO, "ok", "Nothing to transfer|42|raise the serial", FINE (42), FINE (42), begin_run },
  { "serial-behind", ZC_SEVERITY_WARNING, NULL, "behind|2021102901|2021122001|2021122002", FINE (2021102901),
    FINE (2021122001), NULL },
  { "serial-behind", ZC_SEVERITY_WARNING, NULL, "behind|4000000000|the newer 1,|to 2 or higher|two-step|2147483648", FINE (4000000000),
    FINE (1), NULL },
  { "serial-undefined", ZC_SEVERITY_WARNING, NULL, "cannot be ordered|two-step|2147483649|2147483648", FINE (0x80000001),
    FINE (1), NULL },
  { "serial-jump", ZC_SEVERITY_WARNING, NULL, "2062|typing error", FINE (2062112201), FINE (2062112201), NULL },
  { "serial-jump", ZC_SEVERITY_WARNING, NULL, "jumps from 5 |100000006", FINE (100000006), FINE (5), NULL },
  { "primaries-differ", ZC_SEVERITY_WARNING, NULL, "disagree|10|12", FINE (12), FINE (12), add_other_primary },

  { "axfr-empty", ZC_SEVERITY_CRITICAL, NULL, "does not start with a SOA", AXFR (AXFR_EMPTY), FINE (42), NULL },
  { "axfr-truncated", ZC_SEVERITY_CRITICAL, NULL, "broke off after 1|204 records|no closing SOA", AXFR (AXFR_TRUNCATED),
    FINE (42), NULL },
  { "axfr-soa-mismatch", ZC_SEVERITY_CRITICAL, NULL, "changed while it was being copied|10 → 11", AXFR (AXFR_SOA_MISMATCH),
    FINE (42), close_with_next_serial },
  { "axfr-mid-soa", ZC_SEVERITY_CRITICAL, NULL, "SOA in the middle", AXFR (AXFR_MID_SOA), FINE (42), NULL },
  { "axfr-bad-msg", ZC_SEVERITY_CRITICAL, NULL, "damaged message (record 88)", AXFR (AXFR_BAD_MSG), FINE (42),
    damage_record_88 },
  { "axfr-error-late", ZC_SEVERITY_CRITICAL, NULL, "REFUSED after 2 records", AXFR (AXFR_ERROR_LATE), FINE (42),
    stop_after_two },
  { "axfr-out-of-zone", ZC_SEVERITY_CRITICAL, NULL, "do not belong into the zone", AXFR (AXFR_OUT_OF_ZONE), FINE (42), NULL },
  { "axfr-out-of-zone", ZC_SEVERITY_CRITICAL, NULL, "www.example.org. has a CNAME", AXFR (OK), FINE (42), add_cname_conflict },
  { "axfr-out-of-zone", ZC_SEVERITY_CRITICAL, NULL, "no NS record at example.org", AXFR (OK), FINE (42), remove_apex_ns },

  { "too-large", ZC_SEVERITY_WARNING, NULL, "stopped after 1", AXFR (TOO_LARGE), FINE (42), NULL },
  { "too-large", ZC_SEVERITY_INFO, "ok", "430|TXT at big.example.org. (213)|limit", AXFR (OK), FINE (42), grow_set },
  { "same-serial-diff", ZC_SEVERITY_CRITICAL, NULL, "Same serial 42|www.example.org./A differs on nscs.ui-dns.com", FINE (42),
    FINE (42), differ_in_one },
  { "same-serial-diff", ZC_SEVERITY_WARNING, NULL, "2 record sets differ", FINE (42), FINE (42), differ_in_ttl },
  { "same-serial-diff", ZC_SEVERITY_CRITICAL, NULL, "Same serial 42|1 record set differs in the records at IONOS|www.example.org./A",
    FINE (42), FINE (42), differ_at_service },
  { "api-differs", ZC_SEVERITY_WARNING, NULL, "1 record set at IONOS differs", FINE (42), ABSENT, differ_at_service },
  { "api-differs", ZC_SEVERITY_WARNING, NULL, "TTL|first of all www.example.org./A", FINE (42), FINE (42), differ_at_service_in_ttl },
  { "api-unreadable", ZC_SEVERITY_WARNING, NULL, "2 records at IONOS could not be read|odd.example.org/MX|“<b> 10”|no mail",
    FINE (42), FINE (42), leave_unreadable },
  { "unverified", ZC_SEVERITY_WARNING, NULL, "12 of 4|310 record sets|nscs.ui-dns.com", FINE (42), FINE (42), leave_unverified },

  { "rrsig-expired", ZC_SEVERITY_CRITICAL, NULL, "ended on 2026-11", FINE (42), FINE (42), expire_signature },
  { "rrsig-soon", ZC_SEVERITY_WARNING, NULL, "before the zone would expire|2 record sets, first of all www.example.org./A", FINE (42), FINE (42), shorten_signature },
  { "rrsig-future", ZC_SEVERITY_WARNING, NULL, "begin on 2026-11", FINE (42), FINE (42), postpone_signature },
  { "dnssec-broken", ZC_SEVERITY_CRITICAL, NULL, "DNSSEC signature is bogus|www.example.org./A|DS record at the parent", FINE (42), FINE (42), break_dnssec },
  { "zonemd-bad", ZC_SEVERITY_CRITICAL, NULL, "checksum|no valid digest", FINE (42), FINE (42), break_zonemd },

  { "secondary-lag", ZC_SEVERITY_WARNING, NULL, "still serves 41|has 42|0 of 1 name server", FINE (42), FINE (41), NULL },
  { "secondary-split", ZC_SEVERITY_WARNING, NULL, "“fra1” serves 42|“ams2” serves 41", FINE (42), FINE (42), split_secondary },
  { "secondary-expired", ZC_SEVERITY_CRITICAL, NULL, "stopped answering", FINE (42), SOA (SERVFAIL, SERVFAIL), NULL },
  { "expire-soon", ZC_SEVERITY_WARNING, NULL, "stops serving|23 h 4 min", FINE (42), FINE (42), let_expire },
  { "notify-blocked", ZC_SEVERITY_INFO, "ok", "every 3 h (SOA refresh)|NOTIFY|212.227.123.25|2001:8d8:fe:53::5cd:25", FINE (42), FINE (42),
    arrive_late },

  { "lame-secondary", ZC_SEVERITY_CRITICAL, NULL, "example.org is delegated to nscs.ui-dns.com|REFUSED", FINE (42),
    SOA (REFUSED_ALL, REFUSED_ALL), delegate_to_secondary },
  { "lame-secondary", ZC_SEVERITY_CRITICAL, NULL, "does not serve it", FINE (42), SOA (NOT_AA, NOT_AA), NULL },
  { "not-delegated", ZC_SEVERITY_CRITICAL, NULL, "does not send anyone to IONOS|nscs.ui-dns.com", FINE (42), FINE (42),
    delegate_elsewhere },
  { "cancelled", ZC_SEVERITY_INFO, "secondary-lag", "Watching stopped", FINE (42), FINE (41), cancel_run },
};

/* What the settlements say about several observations together. */
static const Row combinations[] = {
  /* No server of a role answered anything: it is not known whose fault that is. */
  { "tcp-closed", ZC_SEVERITY_UNKNOWN, NULL, "closed", SOA (UDP_CLOSED, TCP_CLOSED), ABSENT, NULL },
  { "udp-closed", ZC_SEVERITY_UNKNOWN, "tcp-closed", "closed", FINE (42), SOA (UDP_CLOSED, TCP_CLOSED), NULL },
  { "timeout-answer", ZC_SEVERITY_UNKNOWN, NULL, "neither", SOA (TIMEOUT_ANSWER, TIMEOUT_ANSWER), FINE (42), NULL },
  { "no-route", ZC_SEVERITY_UNKNOWN, NULL, "no way", SOA (NO_ROUTE, NO_ROUTE), FINE (42), NULL },
  /* But what is known to be broken elsewhere weighs more. */
  { "secondary-expired", ZC_SEVERITY_CRITICAL, NULL, "SERVFAIL", SOA (UDP_CLOSED, TCP_CLOSED), SOA (SERVFAIL, SERVFAIL), NULL },
  /* SOA REFUSED together with AXFR NOTAUTH. */
  { "notauth-zone", ZC_SEVERITY_CRITICAL, NULL, "not responsible", ALL (REFUSED_ALL, REFUSED_ALL, NOTAUTH), FINE (42), NULL },
  /* SOA REFUSED and AXFR REFUSED is one cause, not two. */
  { "refused-all", ZC_SEVERITY_CRITICAL, NULL, "refuses", ALL (REFUSED_ALL, REFUSED_ALL, REFUSED), FINE (42), NULL },
  /* A zone that is configured but not loaded, as NSD answers. */
  { "servfail", ZC_SEVERITY_CRITICAL, NULL, "SERVFAIL", ALL (SERVFAIL, SERVFAIL, NOTAUTH), FINE (42), NULL },
  /* The same, as PowerDNS answers: that it hangs up on the transfer is no cause of its own. */
  { "servfail", ZC_SEVERITY_CRITICAL, NULL, "SERVFAIL", ALL (SERVFAIL, SERVFAIL, TCP_RESET), FINE (42), NULL },
  { "tcp-reset", ZC_SEVERITY_CRITICAL, NULL, "hung up", AXFR (TCP_RESET), FINE (42), NULL },
  /* A refusal that the service met as well is what is wrong. */
  { "refused", ZC_SEVERITY_CRITICAL, NULL, "Connection refused|212.227.123.25|2001:8d8:fe:53::5cd:25", AXFR (REFUSED), FINE (41),
    say_error },
  { "notauth-acl", ZC_SEVERITY_CRITICAL, NULL, "Connection refused", AXFR (NOTAUTH), FINE (41), say_error },
  /* A refusal here with the service content changes nothing. */
  { "refused", ZC_SEVERITY_INFO, "ok", "usual", AXFR (REFUSED), FINE (42), say_ok },
  { "refused", ZC_SEVERITY_INFO, "secondary-lag", "usual", AXFR (REFUSED), FINE (41), NULL },
  /* Nobody but this computer asks a secondary for a copy. */
  { "refused", ZC_SEVERITY_INFO, "ok", "nscs.ui-dns.com", FINE (42), AXFR (REFUSED), NULL },
  { "notimp", ZC_SEVERITY_INFO, "ok", "nscs.ui-dns.com", FINE (42), AXFR (NOTIMP), NULL },
  { "formerr", ZC_SEVERITY_INFO, "ok", "nscs.ui-dns.com", FINE (42), AXFR (FORMERR), NULL },
  { "tcp-reset", ZC_SEVERITY_INFO, "ok", "nscs.ui-dns.com", FINE (42), AXFR (TCP_RESET), NULL },
  /* Serials come before streams, and what is critical before both. */
  { "serial-behind", ZC_SEVERITY_WARNING, "axfr-truncated", "behind", { 0, 0, ZC_DNS_OUTCOME_AXFR_TRUNCATED, 41 }, FINE (42), NULL },
  /* Garbage is an answer of some kind, so the role is not silent. */
  { "bad-answer", ZC_SEVERITY_WARNING, NULL, "not DNS", SOA (BAD_ANSWER, BAD_ANSWER), ABSENT, NULL },
  /* With an older serial the service has to differ. */
  { "secondary-lag", ZC_SEVERITY_WARNING, NULL, "41", FINE (42), FINE (41), differ_at_service_by_old_serial },
  /* Restricted to one transport. */
  { "tcp-filtered", ZC_SEVERITY_UNKNOWN, NULL, "TCP 53", { ZC_TEST_NONE, ZC_DNS_OUTCOME_TCP_FILTERED, ZC_TEST_NONE, 0 }, ABSENT, NULL },
  { "timeout-answer", ZC_SEVERITY_UNKNOWN, NULL, "over UDP", { ZC_DNS_OUTCOME_TIMEOUT_ANSWER, ZC_TEST_NONE, ZC_TEST_NONE, 0 }, ABSENT, NULL },
};

static void
check_row (const Row *row)
{
  g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
  g_autoptr(ZcDiagnosis) diagnosis = NULL;
  Fixture fixture = { observations, NULL, NULL };
  const ZcFinding *finding, *verdict;

  g_test_message ("%s: %s", row->id, row->words);
  if (!is_absent (&row->primary))
    fixture.primary = zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &row->primary);
  if (!is_absent (&row->secondary))
    fixture.secondary = zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.com", "192.0.2.9", &row->secondary);
  if (row->more != NULL)
    row->more (&fixture);

  diagnosis = zc_diagnosis_new (observations);
  finding = zc_test_find_finding (diagnosis, row->id);
  g_assert_nonnull (finding);
  g_assert_cmpstr (zc_severity_get_id (finding->severity), ==, zc_severity_get_id (row->severity));
  zc_test_assert_words (finding->text, row->words);
  g_assert_true (g_utf8_validate (finding->text, -1, NULL));
  g_assert_null (strchr (finding->text, '\n'));
  g_assert_cmpuint (strlen (finding->explanation), >, 0);
  g_assert_cmpuint (strlen (finding->remedy), >, 0);

  verdict = zc_diagnosis_get_verdict (diagnosis);
  g_assert_cmpstr (verdict->id, ==, row->verdict != NULL ? row->verdict : row->id);
  g_assert_cmpint (verdict->severity, >=, finding->severity);
}

/* That questions can work is said only where they do. */
static void
test_closed_over_both_transports (void)
{
  static const ZcTestSeen seen[] = { SOA (OK, TCP_CLOSED), SOA (UDP_CLOSED, TCP_CLOSED), SOA (TIMEOUT_ANSWER, TCP_CLOSED) };

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
      g_autoptr(ZcDiagnosis) diagnosis = NULL;

      zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &seen[i]);
      diagnosis = zc_diagnosis_new (observations);
      g_assert_cmpint (strstr (zc_test_find_finding (diagnosis, "tcp-closed")->text, "Queries can work") != NULL, ==, i == 0);
    }
}

/* Changes that arrive late say something about NOTIFY only when there are several of them, and when one of them was missing
 * for much of the refresh time, but not for longer. */
static void
test_late_arrivals_that_prove_nothing (void)
{
  static const struct
  {
    guint n_arrivals;
    gint64 longest;
    guint32 refresh;
    gboolean expected;
  } cases[] = {
    { 3, 3 * ZC_TEST_HOUR / 2, 3 * ZC_TEST_HOUR, TRUE },
    { 30, 3 * ZC_TEST_HOUR, 3 * ZC_TEST_HOUR, TRUE },
    { 2, 3 * ZC_TEST_HOUR, 3 * ZC_TEST_HOUR, FALSE },
    { 0, 0, 3 * ZC_TEST_HOUR, FALSE },
    { 30, 3 * ZC_TEST_HOUR / 2 - 1, 3 * ZC_TEST_HOUR, FALSE },
    { 30, 3 * ZC_TEST_HOUR + 1, 3 * ZC_TEST_HOUR, FALSE },
    { 30, 3 * ZC_TEST_HOUR, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      static const ZcTestSeen seen = FINE (42);
      g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
      g_autoptr(ZcDiagnosis) diagnosis = NULL;
      ZcObservedServer *primary = zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &seen);

      g_test_message ("%u arrivals", cases[i].n_arrivals);
      for (guint j = 0; j < primary->answers->len; j++)
        ((ZcSoaAnswer *) primary->answers->pdata[j])->refresh = cases[i].refresh;
      zc_observations_set_late_arrivals (observations, cases[i].n_arrivals, cases[i].longest);
      diagnosis = zc_diagnosis_new (observations);
      g_assert_cmpint (zc_test_find_finding (diagnosis, "notify-blocked") != NULL, ==, cases[i].expected);
    }
}

/* What a user may do about a primary makes no sense at a name server of the service. */
static void
test_advice_at_name_servers (void)
{
  static const struct
  {
    ZcTestSeen secondary;
    const char *id;
    const char *text;
    const char *remedy;
  } advice[] = {
    { SOA (OK, TCP_CLOSED), "tcp-closed", "TCP 53 is closed", "another network|operator" },
    { SOA (OK, TCP_FILTERED), "tcp-filtered", "UDP works|no answer", "another network|operator" },
    { SOA (UDP_CLOSED, OK), "udp-closed", "UDP 53 is closed", "another network|operator" },
    { SOA (TIMEOUT_ANSWER, TIMEOUT_ANSWER), "timeout-answer", "no answer", "another network|operator" },
    { AXFR (REFUSED), "refused", "usual", "by questions" },
    { AXFR (AXFR_TRUNCATED), "axfr-truncated", "", "by questions" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (advice); i++)
    {
      g_autoptr(ZcObservations) observations = zc_observations_new ("example.org", ZC_TEST_NOW);
      g_autoptr(ZcDiagnosis) diagnosis = NULL;
      const ZcTestSeen fine = FINE (42);
      const ZcFinding *finding;

      g_test_message ("%s", advice[i].id);
      zc_test_add_server (observations, ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", "192.0.2.1", &fine);
      zc_test_add_server (observations, ZC_SERVER_ROLE_SECONDARY, "nscs.ui-dns.com", "192.0.2.9", &advice[i].secondary);
      diagnosis = zc_diagnosis_new (observations);
      finding = zc_test_find_finding (diagnosis, advice[i].id);
      g_assert_nonnull (finding);
      zc_test_assert_words (finding->text, advice[i].text);
      zc_test_assert_words (finding->remedy, advice[i].remedy);
      g_assert_null (strstr (finding->text, "for IONOS"));
      g_assert_null (strstr (finding->text, "AXFR needs"));
      g_assert_null (strstr (finding->remedy, "llow"));
      g_assert_null (strstr (finding->remedy, "firewall"));
      g_assert_cmpint (finding->snippets, ==, ZC_SNIPPET_NONE);
    }
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (&rows[i]);
}

static void
test_combinations (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (combinations); i++)
    check_row (&combinations[i]);
}

/* Every id of the table has a row above, but for what this program never does; and nothing else has. */
static void
test_every_id_has_a_row (void)
{
  g_autofree const char **ids = zc_diagnosis_list_ids ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      guint n = 0;

      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        n += g_str_equal (rows[j].id, ids[i]) ? 1 : 0;
      g_test_message ("%s: %u", ids[i], n);
      g_assert_true (n > 0 || g_str_equal (ids[i], "axfr-over-udp"));
    }
  for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
    g_assert_true (g_strv_contains (ids, rows[j].id));
  g_assert_true (g_strv_contains (ids, "axfr-over-udp"));
}

/* The rows above stand in verdict order, and so does the table. */
static void
test_table_is_in_verdict_order (void)
{
  g_autofree const char **ids = zc_diagnosis_list_ids ();
  guint at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      while (ids[at] != NULL && !g_str_equal (ids[at], rows[i].id))
        at++;
      g_assert_nonnull (ids[at]);
    }
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/causes/each-row", test_rows);
  g_test_add_func ("/causes/advice-at-name-servers", test_advice_at_name_servers);
  g_test_add_func ("/causes/closed-over-both-transports", test_closed_over_both_transports);
  g_test_add_func ("/causes/late-arrivals-that-prove-nothing", test_late_arrivals_that_prove_nothing);
  g_test_add_func ("/causes/combinations", test_combinations);
  g_test_add_func ("/causes/every-id-has-a-row", test_every_id_has_a_row);
  g_test_add_func ("/causes/table-is-in-verdict-order", test_table_is_in_verdict_order);

  return g_test_run ();
}
