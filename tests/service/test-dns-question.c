/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sched.h>
#include <string.h>
#include <sys/resource.h>

#include "zc-dns-exchange.h"
#include "zc-soa-query.h"
#include "zc-test-dns-client.h"
#include "zc-test-dns-script.h"
#include "zc-test.h"

#define ZONE "example.test"

/* For rows that end only when the time is up. */
#define SHORT_MS 300
#define LONG_MS 10000

/* For rows in which an answer comes to the last third of the time only. */
#define MIDDLE_MS 1500

typedef struct
{
  const char *name;
  ZcTestDnsScript script;
  ZcDnsTransport transport;
  guint timeout_ms;
  const char *outcome;
  int rcode;
} Row;

#define UDP ZC_DNS_TRANSPORT_UDP
#define TCP ZC_DNS_TRANSPORT_TCP

#define REFERRAL "aa0 authority r=@/300/NS/ns.elsewhere.test."

static const Row rows[] = {
  { "udp/ok", { 0 }, UDP, LONG_MS, "ok", 0 },
  { "udp/ok-ipv6", { .flags = ZC_TEST_DNS_IPV6 }, UDP, LONG_MS, "ok", 0 },
  { "udp/ok-in-capitals", { .udp = "SOA" }, UDP, LONG_MS, "ok", 0 },
  { "udp/closed", { .flags = ZC_TEST_DNS_UDP_CLOSED }, UDP, LONG_MS, "udp-closed", -1 },
  { "udp/closed-ipv6", { .flags = ZC_TEST_DNS_UDP_CLOSED | ZC_TEST_DNS_IPV6 }, UDP, LONG_MS, "udp-closed", -1 },
  { "udp/silent", { .udp = "" }, UDP, SHORT_MS, "timeout-answer", -1 },
  { "udp/first-two-lost", { .drop_udp = 2 }, UDP, MIDDLE_MS, "ok", 0 },
  { "udp/answer-to-an-early-try", { .udp = "pause=700 soa" }, UDP, MIDDLE_MS, "ok", 0 },
  { "udp/refused", { .udp = "rcode=5" }, UDP, LONG_MS, "refused-all", 5 },
  { "udp/refused-without-question", { .udp = "noquestion rcode=5" }, UDP, LONG_MS, "refused-all", 5 },
  { "udp/servfail", { .udp = "rcode=2" }, UDP, LONG_MS, "servfail", 2 },
  { "udp/notauth", { .udp = "rcode=9" }, UDP, LONG_MS, "notauth", 9 },
  { "udp/nxdomain", { .udp = "rcode=3" }, UDP, LONG_MS, "nxdomain", 3 },
  { "udp/formerr", { .udp = "rcode=1" }, UDP, LONG_MS, "formerr", 1 },
  { "udp/formerr-without-question", { .udp = "noquestion rcode=1" }, UDP, LONG_MS, "formerr", 1 },
  { "udp/notimp", { .udp = "rcode=4" }, UDP, LONG_MS, "notimp", 4 },
  { "udp/other-rcode", { .udp = "rcode=6" }, UDP, LONG_MS, "other-rcode", 6 },
  { "udp/extended-rcode", { .udp = "rcode=7 soa upper=1" }, UDP, LONG_MS, "other-rcode", 23 },
  { "udp/opt-formerr", { .with_opt = "rcode=1" }, UDP, LONG_MS, "ok", 0 },
  { "udp/opt-formerr-without-question", { .with_opt = "noquestion rcode=1" }, UDP, LONG_MS, "ok", 0 },
  { "udp/opt-notimp", { .with_opt = "rcode=4" }, UDP, LONG_MS, "ok", 0 },
  { "udp/opt-badvers", { .with_opt = "upper=1" }, UDP, LONG_MS, "ok", 0 },
  { "udp/opt-silent", { .with_opt = "" }, UDP, MIDDLE_MS, "ok", 0 },
  { "udp/nodata", { .udp = "authority soa" }, UDP, LONG_MS, "nodata", 0 },
  { "udp/soa-of-another-name", { .udp = "r=www/300/SOA/a/b/1/2/3/4/5" }, UDP, LONG_MS, "nodata", 0 },
  { "udp/not-aa", { .udp = "aa0 ra soa" }, UDP, LONG_MS, "not-aa", 0 },
  { "udp/not-aa-empty", { .udp = "aa0 ra" }, UDP, LONG_MS, "not-aa", 0 },
  { "udp/referral", { .udp = REFERRAL }, UDP, LONG_MS, "not-aa", 0 },
  { "udp/wrong-id", { .udp = "id soa" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/no-reply-bit", { .udp = "qr soa" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/wrong-opcode", { .udp = "opcode soa" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/other-question", { .udp = "question soa" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/other-type", { .udp = "type soa" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/no-question", { .udp = "noquestion soa" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/garbage", { .udp = "raw=6761726261676520676172626167652121" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/header-only-half", { .udp = "raw=0102030405" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/half-message", { .udp = "half soa" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/record-cut-off", { .udp = "x=c00c00060001000000100040" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/compression-loop", { .udp = "x=c01ec01e000600010000000100020000" }, UDP, SHORT_MS, "bad-answer", -1 },
  { "udp/soa-ends-early", { .udp = "x=c00c000600010000000a0006" "036e7331c00c" }, UDP, LONG_MS, "bad-answer", 0 },
  { "udp/two-soas", { .udp = "soa soa11" }, UDP, LONG_MS, "bad-answer", 0 },
  { "udp/same-soa-twice", { .udp = "soa SOA" }, UDP, LONG_MS, "ok", 0 },
  { "udp/stray-then-good", { .udp = "id soa | repeat soa" }, UDP, LONG_MS, "ok", 0 },
  { "udp/from-elsewhere", { .udp = "elsewhere soa" }, UDP, SHORT_MS, "timeout-answer", -1 },
  { "udp/truncated", { .udp = "tc" }, UDP, LONG_MS, "ok", 0 },
  { "udp/truncated-tcp-closed", { .flags = ZC_TEST_DNS_TCP_CLOSED, .udp = "tc" }, UDP, LONG_MS, "tcp-closed", -1 },
  { "udp/truncated-within-a-record", { .udp = "tc x=c00c0006" }, UDP, LONG_MS, "ok", 0 },

  { "tcp/ok", { 0 }, TCP, LONG_MS, "ok", 0 },
  { "tcp/ok-ipv6", { .flags = ZC_TEST_DNS_IPV6 }, TCP, LONG_MS, "ok", 0 },
  { "tcp/closed", { .flags = ZC_TEST_DNS_TCP_CLOSED }, TCP, LONG_MS, "tcp-closed", -1 },
  { "tcp/closed-ipv6", { .flags = ZC_TEST_DNS_TCP_CLOSED | ZC_TEST_DNS_IPV6 }, TCP, LONG_MS, "tcp-closed", -1 },
  { "tcp/filtered", { .flags = ZC_TEST_DNS_TCP_FILTERED }, TCP, SHORT_MS, "tcp-filtered", -1 },
  { "tcp/reset", { .tcp = "reset" }, TCP, LONG_MS, "tcp-reset", -1 },
  { "tcp/hung-up", { .tcp = "eof" }, TCP, LONG_MS, "tcp-reset", -1 },
  { "tcp/half-then-hung-up", { .tcp = "half soa | eof" }, TCP, LONG_MS, "tcp-reset", -1 },
  { "tcp/half-then-silent", { .tcp = "half soa pause=3000" }, TCP, SHORT_MS, "timeout-answer", -1 },
  { "tcp/one-byte-then-hung-up", { .tcp = "raw=00 eof" }, TCP, LONG_MS, "tcp-reset", -1 },
  { "tcp/silent", { .tcp = "" }, TCP, SHORT_MS, "timeout-answer", -1 },
  { "tcp/dripping", { .tcp = "drip soa" }, TCP, LONG_MS, "ok", 0 },
  { "tcp/refused", { .tcp = "rcode=5" }, TCP, LONG_MS, "refused-all", 5 },
  { "tcp/servfail", { .tcp = "rcode=2" }, TCP, LONG_MS, "servfail", 2 },
  { "tcp/not-aa", { .tcp = "aa0 soa" }, TCP, LONG_MS, "not-aa", 0 },
  { "tcp/wrong-id", { .tcp = "id soa" }, TCP, SHORT_MS, "bad-answer", -1 },
  { "tcp/wrong-id-then-hung-up", { .tcp = "id soa | eof" }, TCP, LONG_MS, "bad-answer", -1 },
  { "tcp/truncated", { .tcp = "tc soa" }, TCP, SHORT_MS, "bad-answer", -1 },
  { "tcp/empty-message", { .tcp = "raw=0000" }, TCP, SHORT_MS, "bad-answer", -1 },
  { "tcp/opt-formerr", { .with_opt = "rcode=1" }, TCP, LONG_MS, "ok", 0 },
  { "tcp/opt-formerr-then-hung-up", { .with_opt = "rcode=1 | eof" }, TCP, LONG_MS, "ok", 0 },
  { "tcp/opt-silent", { .with_opt = "" }, TCP, MIDDLE_MS, "ok", 0 },
  { "tcp/long-message", { .tcp = "soa additional many=1900" }, TCP, LONG_MS, "ok", 0 },
};

static ZcSoaAnswer *
ask (ZcDnsServer    *server,
     ZcDnsTransport  transport,
     guint           timeout_ms)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ZcSoaAnswer *answer;

  zc_soa_query_async (server, ZONE, transport, timeout_ms, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  answer = zc_soa_query_finish (result, &error);
  g_assert_no_error (error);

  return answer;
}

static ZcSoaAnswer *
ask_script (const ZcTestDnsScript *script,
            ZcDnsTransport         transport)
{
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);

  return ask (client, transport, LONG_MS);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&row->script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr(ZcSoaAnswer) answer = ask (client, row->transport, row->timeout_ms);

  g_assert_cmpstr (zc_dns_outcome_get_id (answer->outcome), ==, row->outcome);
  g_assert_cmpint (answer->rcode, ==, row->rcode);
  g_assert_cmpint (answer->transport, ==, row->transport);
  g_assert_true (answer->server == client);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, (row->timeout_ms + 1000) * 1000);
  if (answer->outcome == ZC_DNS_OUTCOME_OK)
    {
      g_assert_true (answer->authoritative);
      g_assert_true (answer->has_serial);
      g_assert_cmpuint (answer->serial, ==, 10);
      g_assert_cmpuint (answer->refresh, ==, 3600);
      g_assert_cmpuint (answer->retry, ==, 600);
      g_assert_cmpuint (answer->expire, ==, 604800);
      g_assert_cmpint (answer->round_trip_us, >, 0);
    }
  if (row->transport == ZC_DNS_TRANSPORT_TCP)
    ZC_WAIT_UNTIL (zc_test_dns_client_hung_up (server));
}

static void
test_not_aa_keeps_serial (void)
{
  static const ZcTestDnsScript script = { .udp = "aa0 ra soa" };
  g_autoptr(ZcSoaAnswer) answer = ask_script (&script, ZC_DNS_TRANSPORT_UDP);

  g_assert_false (answer->authoritative);
  g_assert_true (answer->has_serial);
  g_assert_cmpuint (answer->serial, ==, 10);
}

static void
test_options (void)
{
  /* NSID "ns7", EXPIRE 86400, EDE 22 "no reachable authority" and EDE 3. */
  static const ZcTestDnsScript script = {
    .udp = "soa opt=00030003" "6e7337" "00090004" "00015180"
           "000f0018" "0016" "6e6f20726561636861626c6520617574686f72697479" "000f0002" "0003",
  };
  g_autoptr(ZcSoaAnswer) answer = ask_script (&script, ZC_DNS_TRANSPORT_UDP);

  g_assert_cmpstr (answer->name_server_id, ==, "ns7");
  g_assert_cmpint (answer->expire_left, ==, 86400);
  g_assert_cmpint (answer->extended_error, ==, 22);
  g_assert_cmpstr (answer->extended_error_text, ==, "no reachable authority");
}

static void
test_odd_options (void)
{
  /* NSID of unprintable bytes, EXPIRE of three bytes, EDE with a NUL and invalid UTF-8. */
  static const ZcTestDnsScript script = {
    .udp = "rcode=2 opt=00030003" "00ff41" "00090003" "015180" "000f0005" "000e" "41ff00",
  };
  g_autoptr(ZcSoaAnswer) answer = ask_script (&script, ZC_DNS_TRANSPORT_UDP);

  g_assert_cmpstr (zc_dns_outcome_get_id (answer->outcome), ==, "servfail");
  g_assert_cmpstr (answer->name_server_id, ==, "0x00ff41");
  g_assert_cmpint (answer->expire_left, ==, -1);
  g_assert_cmpint (answer->extended_error, ==, 14);
  g_assert_cmpstr (answer->extended_error_text, ==, "A\357\277\275");
}

static void
test_zone_version (void)
{
  static const struct
  {
    ZcTestDnsScript script;
    gint64 version;
  } samples[] = {
    /* The serial of a zone of two labels. */
    { { .udp = "soa opt=00130006" "0200" "0000000b" }, 11 },
    { { .udp = "soa opt=00130006" "0200" "ffffffff" }, G_MAXUINT32 },
    /* Of the zone above, of another kind, too short, too long, and none. */
    { { .udp = "soa opt=00130006" "0100" "0000000b" }, -1 },
    { { .udp = "soa opt=00130006" "0201" "0000000b" }, -1 },
    { { .udp = "soa opt=00130005" "0200" "00000b" }, -1 },
    { { .udp = "soa opt=00130007" "0200" "0000000b00" }, -1 },
    { { .udp = "soa opt=00130000" }, -1 },
    { { .udp = "soa" }, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr(ZcSoaAnswer) answer = ask_script (&samples[i].script, ZC_DNS_TRANSPORT_UDP);

      g_test_message ("%s", samples[i].script.udp);
      g_assert_cmpint (answer->outcome, ==, ZC_DNS_OUTCOME_OK);
      g_assert_cmpint (answer->zone_version, ==, samples[i].version);
    }
}

static void
test_no_options (void)
{
  static const ZcTestDnsScript script = { 0 };
  g_autoptr(ZcSoaAnswer) answer = ask_script (&script, ZC_DNS_TRANSPORT_UDP);

  g_assert_null (answer->name_server_id);
  g_assert_cmpint (answer->expire_left, ==, -1);
  g_assert_cmpint (answer->extended_error, ==, -1);
  g_assert_null (answer->extended_error_text);
}

static gboolean
ends_with (const guint8 *data,
           gsize         length,
           const guint8 *end,
           gsize         end_length)
{
  return length >= end_length && memcmp (data + length - end_length, end, end_length) == 0;
}

static void
keep_question_cb (ZcTestDnsQuestion *question,
                  gpointer           data)
{
  g_byte_array_append (data, question->message, (guint) question->length);
  zc_test_dns_script_run ("soa", question);
}

static void
test_question_as_sent (void)
{
  /* OPT of the root: 1232 bytes, no flags; NSID, EXPIRE and ZONEVERSION without data. */
  static const guint8 opt[] = { 0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 12, 0, 3, 0, 0, 0, 9, 0, 0, 0, 19, 0, 0 };
  g_autoptr(GByteArray) message = g_byte_array_new ();
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, keep_question_cb, message);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(ZcSoaAnswer) answer = ask (client, ZC_DNS_TRANSPORT_UDP, LONG_MS);

  g_assert_cmpint (answer->outcome, ==, ZC_DNS_OUTCOME_OK);
  g_assert_true (ends_with (message->data, message->len, opt, sizeof opt));
  g_assert_cmpint (message->data[2], ==, 0);
  g_assert_cmpint (message->data[3], ==, 0);
}

static void
test_silence_is_asked_three_times (void)
{
  static const ZcTestDnsScript script = { .udp = "" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(ZcSoaAnswer) answer = ask (client, ZC_DNS_TRANSPORT_UDP, SHORT_MS);
  g_auto(GStrv) journal = zc_test_dns_server_dup_journal (server);
  guint n = g_strv_length (journal);

  g_assert_cmpint (answer->outcome, ==, ZC_DNS_OUTCOME_TIMEOUT_ANSWER);
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpstr (journal[0], ==, "udp example.test. SOA opt");
  g_assert_cmpstr (journal[n - 1], ==, "udp example.test. SOA");
}

static void
test_formerr_is_asked_again_without_opt (void)
{
  static const ZcTestDnsScript script = { .with_opt = "rcode=1" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(ZcSoaAnswer) answer = ask (client, ZC_DNS_TRANSPORT_TCP, LONG_MS);
  g_auto(GStrv) journal = zc_test_dns_server_dup_journal (server);

  g_assert_cmpint (answer->outcome, ==, ZC_DNS_OUTCOME_OK);
  g_assert_cmpuint (g_strv_length (journal), ==, 2);
  g_assert_cmpstr (journal[0], ==, "tcp example.test. SOA opt");
  g_assert_cmpstr (journal[1], ==, "tcp example.test. SOA");
}

static void
test_truncation_goes_to_tcp (void)
{
  static const ZcTestDnsScript script = { .udp = "tc" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(ZcSoaAnswer) answer = ask (client, ZC_DNS_TRANSPORT_UDP, LONG_MS);
  g_auto(GStrv) journal = zc_test_dns_server_dup_journal (server);

  g_assert_cmpint (answer->outcome, ==, ZC_DNS_OUTCOME_OK);
  g_assert_cmpuint (g_strv_length (journal), ==, 2);
  g_assert_cmpstr (journal[1], ==, "tcp example.test. SOA opt");
}

static void
test_silence_goes_to_tcp_when_wanted (void)
{
  static const ZcTestDnsScript script = { .udp = "" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsReply) reply = NULL;

  zc_dns_exchange_async (client, ZONE, 6, ZC_DNS_TRANSPORT_UDP, ZC_DNS_EXCHANGE_TCP_ON_SILENCE, MIDDLE_MS, NULL,
                         zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  reply = zc_dns_exchange_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply->outcome, ==, ZC_DNS_OUTCOME_OK);
  g_assert_cmpint (reply->transport, ==, ZC_DNS_TRANSPORT_TCP);
}

static void
send_without_end_cb (ZcTestDnsQuestion *question,
                     gpointer           data)
{
  /* Thousands of empty messages. */
  static const guint8 zeros[16384];

  while (!question->hung_up)
    zc_test_dns_send_raw (question, zeros, sizeof zeros);
}

static void
test_stream_without_end_ends_in_time (void)
{
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, send_without_end_cb, NULL);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr(ZcSoaAnswer) answer = ask (client, ZC_DNS_TRANSPORT_TCP, SHORT_MS);

  g_assert_cmpint (answer->outcome, ==, ZC_DNS_OUTCOME_BAD_ANSWER);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, (SHORT_MS + 1000) * 1000);
}

typedef struct
{
  GHashTable *ids;   /* (owned) (mutex mutex) */
  GHashTable *ports; /* (owned) (mutex mutex) */
  GMutex mutex;
} Sources;

static void
keep_source_cb (ZcTestDnsQuestion *question,
                gpointer           data)
{
  Sources *sources = data;

  g_mutex_lock (&sources->mutex);
  g_hash_table_add (sources->ids, GUINT_TO_POINTER (question->id));
  g_hash_table_add (sources->ports, GUINT_TO_POINTER (question->peer_port));
  g_mutex_unlock (&sources->mutex);
  zc_test_dns_script_run ("soa", question);
}

static void
test_ids_and_ports_vary (void)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) ports = g_hash_table_new (NULL, NULL);
  Sources sources = { .ids = ids, .ports = ports };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, keep_source_cb, &sources);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(ZcSoaAnswer) answer = ask (client, ZC_DNS_TRANSPORT_UDP, LONG_MS);

      g_assert_cmpint (answer->outcome, ==, ZC_DNS_OUTCOME_OK);
    }
  g_assert_cmpuint (g_hash_table_size (ids), >, 15);
  g_assert_cmpuint (g_hash_table_size (ports), >, 15);
}

static void
test_cancel (gconstpointer data)
{
  static const ZcTestDnsScript scripts[] = {
    { .udp = "", .tcp = "" },
    { .flags = ZC_TEST_DNS_TCP_FILTERED, .udp = "" },
  };
  ZcDnsTransport transport = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&scripts[i]);
      g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      zc_soa_query_async (client, ZONE, transport, LONG_MS, cancellable, zc_test_keep_result_cb, &result);
      if (i == 0)
        {
          ZC_WAIT_UNTIL (zc_test_dns_client_did_ask (server));
        }
      g_assert_null (result);
      g_cancellable_cancel (cancellable);
      ZC_WAIT_UNTIL (result != NULL);
      g_assert_null (zc_soa_query_finish (result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (i == 0)
        ZC_WAIT_UNTIL (zc_test_dns_client_hung_up (server));
    }
}

static void
test_cancelled_before (void)
{
  static const ZcTestDnsScript script = { 0 };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) journal = NULL;

  g_cancellable_cancel (cancellable);
  zc_soa_query_async (client, ZONE, ZC_DNS_TRANSPORT_UDP, LONG_MS, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_soa_query_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  journal = zc_test_dns_server_dup_journal (server);
  g_assert_cmpuint (g_strv_length (journal), ==, 0);
}

static void
test_bad_zone_name (void)
{
  static const char *const names[] = {
    "", "a..b", ".a",
    "a123456789012345678901234567890123456789012345678901234567890123.test",
  };
  g_autoptr(GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(ZcDnsServer) server = zc_dns_server_new (NULL, address, 9);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      zc_soa_query_async (server, names[i], ZC_DNS_TRANSPORT_UDP, LONG_MS, NULL, zc_test_keep_result_cb, &result);
      ZC_WAIT_UNTIL (result != NULL);
      g_assert_null (zc_soa_query_finish (result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSoaAnswer) answer = zc_soa_query_finish (result, &error);
  guint *n_ok = data;

  g_assert_no_error (error);
  g_assert_cmpstr (zc_dns_outcome_get_id (answer->outcome), ==, "ok");
  (*n_ok)++;
}

static void
test_silent_servers_hold_up_nobody (void)
{
  static const ZcTestDnsScript silent_script = { .udp = "", .tcp = "" };
  static const ZcTestDnsScript script = { 0 };
  g_autoptr(ZcTestDnsServer) silent_server = zc_test_dns_script_start (&silent_script);
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsServer) silent = zc_test_dns_client_new (silent_server);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[300] = { NULL };
  gint64 start_us;
  guint n_ok = 0;
  guint n_cancelled = 0;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    zc_soa_query_async (silent, ZONE, i % 2 == 0 ? ZC_DNS_TRANSPORT_UDP : ZC_DNS_TRANSPORT_TCP, LONG_MS, cancellable,
                        zc_test_keep_result_cb, &results[i]);
  start_us = g_get_monotonic_time ();
  zc_soa_query_async (client, ZONE, ZC_DNS_TRANSPORT_UDP, LONG_MS, NULL, count_cb, &n_ok);
  zc_soa_query_async (client, ZONE, ZC_DNS_TRANSPORT_TCP, LONG_MS, NULL, count_cb, &n_ok);
  ZC_WAIT_UNTIL (n_ok == 2);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 2 * G_USEC_PER_SEC);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;

      ZC_WAIT_UNTIL (results[i] != NULL);
      g_assert_null (zc_soa_query_finish (results[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_object_unref (results[i]);
      n_cancelled++;
    }
  g_assert_cmpuint (n_cancelled, ==, G_N_ELEMENTS (results));
}

static void
test_few_file_descriptors (void)
{
  static const ZcTestDnsScript script = { 0 };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  struct rlimit old_limit;
  struct rlimit limit;
  guint n_ok = 0;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &old_limit), ==, 0);
  limit = old_limit;
  limit.rlim_cur = 40;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  for (guint i = 0; i < 200; i++)
    zc_soa_query_async (client, ZONE, ZC_DNS_TRANSPORT_UDP, LONG_MS, NULL, count_cb, &n_ok);
  ZC_WAIT_UNTIL (n_ok == 200);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &old_limit), ==, 0);
}

/* TCP has no way to a multicast address on any computer. */
#define UNREACHABLE "224.0.0.1"

static void
assert_no_route (const char     *text,
                 ZcDnsTransport  transport)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (text);
  g_autoptr(ZcDnsServer) server = zc_dns_server_new (NULL, address, 53);
  g_autoptr(ZcSoaAnswer) answer = ask (server, transport, SHORT_MS);

  g_assert_cmpstr (zc_dns_outcome_get_id (answer->outcome), ==, "no-route");
  g_assert_null (answer->error_text);
}

static void
test_no_route (void)
{
  assert_no_route (UNREACHABLE, ZC_DNS_TRANSPORT_TCP);
}

static void
test_no_route_without_network (void)
{
  if (g_test_subprocess ())
    {
      /* A network of its own that reaches nothing, as on a computer without IPv6. Where nobody may make
       * one, as in some containers, what is left is the address that is out of reach anyway. */
      if (unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0 && unshare (CLONE_NEWNET) != 0)
        {
          assert_no_route (UNREACHABLE, ZC_DNS_TRANSPORT_TCP);
          return;
        }
      assert_no_route ("192.0.2.1", ZC_DNS_TRANSPORT_UDP);
      assert_no_route ("192.0.2.1", ZC_DNS_TRANSPORT_TCP);
      assert_no_route ("2001:db8::1", ZC_DNS_TRANSPORT_UDP);
      assert_no_route ("2001:db8::1", ZC_DNS_TRANSPORT_TCP);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dns/question/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/dns/question/not-aa-keeps-the-serial", test_not_aa_keeps_serial);
  g_test_add_func ("/dns/question/options", test_options);
  g_test_add_func ("/dns/question/odd-options", test_odd_options);
  g_test_add_func ("/dns/question/zone-version", test_zone_version);
  g_test_add_func ("/dns/question/no-options", test_no_options);
  g_test_add_func ("/dns/question/as-sent", test_question_as_sent);
  g_test_add_func ("/dns/question/silence-is-asked-three-times", test_silence_is_asked_three_times);
  g_test_add_func ("/dns/question/formerr-is-asked-again-without-opt", test_formerr_is_asked_again_without_opt);
  g_test_add_func ("/dns/question/truncation-goes-to-tcp", test_truncation_goes_to_tcp);
  g_test_add_func ("/dns/question/silence-goes-to-tcp-when-wanted", test_silence_goes_to_tcp_when_wanted);
  g_test_add_func ("/dns/question/stream-without-end-ends-in-time", test_stream_without_end_ends_in_time);
  g_test_add_func ("/dns/question/ids-and-ports-vary", test_ids_and_ports_vary);
  g_test_add_data_func ("/dns/question/cancel-udp", GUINT_TO_POINTER (ZC_DNS_TRANSPORT_UDP), test_cancel);
  g_test_add_data_func ("/dns/question/cancel-tcp", GUINT_TO_POINTER (ZC_DNS_TRANSPORT_TCP), test_cancel);
  g_test_add_func ("/dns/question/cancelled-before", test_cancelled_before);
  g_test_add_func ("/dns/question/bad-zone-name", test_bad_zone_name);
  g_test_add_func ("/dns/question/silent-servers-hold-up-nobody", test_silent_servers_hold_up_nobody);
  g_test_add_func ("/dns/question/few-file-descriptors", test_few_file_descriptors);
  g_test_add_func ("/dns/question/no-route", test_no_route);
  g_test_add_func ("/dns/question/no-route-without-network", test_no_route_without_network);

  return g_test_run ();
}
