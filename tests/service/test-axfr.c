/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-axfr-reader.h"
#include "zc-test-dns-client.h"
#include "zc-test-dns-script.h"
#include "zc-test.h"

#define ZONE "example.test"

/* For rows that end only when the time is up. */
#define SHORT_MS 300
#define LONG_MS 10000

#define HEALTHY ZC_TEST_DNS_HEALTHY_AXFR

/* Records whose names are pointers at the question: c00c is the zone. */
#define POINTED_SOA "x=c00c00060001000000010018" "c00cc00c" "0000000a" "00000e10" "00000258" "00093a80" "0000012c"
#define POINTED_NS "x=c00c00020001000000010006" "036e7331c00c"
#define POINTED_A "x=036e7331c00c00010001000000010004" "c0000201"

typedef struct
{
  const char *name;
  ZcTestDnsScript script;
  guint timeout_ms;
  const char *outcome;
  int rcode;
  guint64 n_messages;
  guint64 n_records;
  guint64 n_handed_on;
} Row;

static const Row rows[] = {
  /* Streams that are right. */
  { "ok", { 0 }, LONG_MS, "ok", 0, 2, 6, 5 },
  { "ok-ipv6", { .flags = ZC_TEST_DNS_IPV6 }, LONG_MS, "ok", 0, 2, 6, 5 },
  { "ok-in-one-message", { .axfr = "soa ns a soa" }, LONG_MS, "ok", 0, 1, 4, 3 },
  { "ok-one-record-a-message", { .axfr = "soa | ns | a | soa" }, LONG_MS, "ok", 0, 4, 4, 3 },
  { "ok-question-repeated", { .axfr = "soa ns | repeat a | repeat soa" }, LONG_MS, "ok", 0, 3, 4, 3 },
  { "ok-without-authority-bit", { .axfr = "aa0 soa ns a soa" }, LONG_MS, "ok", 0, 1, 4, 3 },
  { "ok-with-opt", { .axfr = "soa ns opt | a soa opt" }, LONG_MS, "ok", 0, 2, 4, 3 },
  { "ok-with-tsig", { .axfr = "soa ns a soa tsig=0" }, LONG_MS, "ok", 0, 1, 4, 3 },
  { "ok-empty-message-between", { .axfr = "soa ns | opt | a soa" }, LONG_MS, "ok", 0, 3, 4, 3 },
  { "ok-closing-soa-in-capitals", { .axfr = "soa ns a SOA" }, LONG_MS, "ok", 0, 1, 4, 3 },
  { "ok-compressed", { .axfr = POINTED_SOA " " POINTED_NS " " POINTED_A " " POINTED_SOA }, LONG_MS, "ok", 0, 1, 4, 3 },
  { "ok-dripping", { .axfr = "drip soa ns a soa" }, LONG_MS, "ok", 0, 1, 4, 3 },
  { "ok-hangs-up", { .axfr = HEALTHY " | eof" }, LONG_MS, "ok", 0, 2, 6, 5 },
  { "ok-resets", { .axfr = HEALTHY " | reset" }, LONG_MS, "ok", 0, 2, 6, 5 },
  { "ok-largest-messages", { .axfr = "soa ns | many=1959 | many=1959 | soa" }, LONG_MS, "ok", 0, 4, 3921, 3920 },
  { "ok-soa-alone", { .axfr = "soa soa" }, LONG_MS, "ok", 0, 1, 2, 1 },

  /* Connections that come to nothing. */
  { "tcp-closed", { .flags = ZC_TEST_DNS_TCP_CLOSED }, LONG_MS, "tcp-closed", -1, 0, 0, 0 },
  { "tcp-filtered", { .flags = ZC_TEST_DNS_TCP_FILTERED }, SHORT_MS, "tcp-filtered", -1, 0, 0, 0 },
  { "tcp-reset", { .axfr = "reset" }, LONG_MS, "tcp-reset", -1, 0, 0, 0 },
  { "hung-up", { .axfr = "eof" }, LONG_MS, "tcp-reset", -1, 0, 0, 0 },
  { "half-first-message", { .axfr = "half soa ns | eof" }, LONG_MS, "tcp-reset", -1, 0, 0, 0 },
  { "silent", { .axfr = "" }, SHORT_MS, "timeout-answer", -1, 0, 0, 0 },
  { "half-first-message-then-silent", { .axfr = "half soa ns" }, SHORT_MS, "timeout-answer", -1, 0, 0, 0 },

  /* Refusals. */
  { "refused", { .axfr = "rcode=5" }, LONG_MS, "refused", 5, 1, 0, 0 },
  { "refused-without-question", { .axfr = "noquestion rcode=5" }, LONG_MS, "refused", 5, 1, 0, 0 },
  { "refused-with-opt", { .axfr = "rcode=5 opt" }, LONG_MS, "refused", 5, 1, 0, 0 },
  { "notauth", { .axfr = "rcode=9" }, LONG_MS, "notauth", 9, 1, 0, 0 },
  { "notauth-badsig", { .axfr = "rcode=9 tsig=16" }, LONG_MS, "notauth-tsig", 9, 1, 0, 0 },
  { "notauth-badkey", { .axfr = "rcode=9 opt tsig=17" }, LONG_MS, "notauth-tsig", 9, 1, 0, 0 },
  { "badtime", { .axfr = "rcode=9 tsig=18" }, LONG_MS, "badtime", 9, 1, 0, 0 },
  { "notauth-damaged-behind", { .axfr = "rcode=9 x=c00c00fa" }, LONG_MS, "notauth", 9, 1, 0, 0 },
  { "servfail", { .axfr = "rcode=2" }, LONG_MS, "servfail", 2, 1, 0, 0 },
  { "formerr", { .axfr = "noquestion rcode=1" }, LONG_MS, "formerr", 1, 1, 0, 0 },
  { "notimp", { .axfr = "rcode=4" }, LONG_MS, "notimp", 4, 1, 0, 0 },
  { "nxdomain", { .axfr = "rcode=3" }, LONG_MS, "nxdomain", 3, 1, 0, 0 },
  { "other-rcode", { .axfr = "rcode=6" }, LONG_MS, "other-rcode", 6, 1, 0, 0 },

  /* Streams that do not begin. */
  { "empty", { .axfr = "rcode=0" }, LONG_MS, "axfr-empty", 0, 1, 0, 0 },
  { "first-is-no-soa", { .axfr = "ns soa a soa" }, LONG_MS, "axfr-empty", 0, 1, 0, 0 },
  { "first-is-soa-of-another-name", { .axfr = "r=www/300/SOA/a/b/1/2/3/4/5 soa" }, LONG_MS, "axfr-empty", 0, 1, 0, 0 },

  /* Streams that break off. */
  { "closes-after-soa", { .axfr = "soa | eof" }, LONG_MS, "axfr-truncated", 0, 1, 1, 1 },
  { "stalls-after-soa", { .axfr = "soa" }, SHORT_MS, "axfr-truncated", 0, 1, 1, 1 },
  { "closes-in-the-middle", { .axfr = "soa ns a | eof" }, LONG_MS, "axfr-truncated", 0, 1, 3, 3 },
  { "half-message-in-the-middle", { .axfr = "soa ns | half a soa | eof" }, LONG_MS, "axfr-truncated", 0, 1, 2, 2 },
  { "resets-in-the-middle", { .axfr = "soa ns a | reset" }, LONG_MS, "axfr-truncated", 0, 1, 3, 3 },
  { "stalls-in-the-middle", { .axfr = "soa ns a" }, SHORT_MS, "axfr-truncated", 0, 1, 3, 3 },
  { "drips-too-slowly", { .axfr = "soa ns | drip many=100" }, SHORT_MS, "axfr-truncated", 0, 1, 2, 2 },
  { "refused-late", { .axfr = "soa ns | rcode=5" }, LONG_MS, "axfr-error-late", 5, 2, 2, 2 },
  { "servfail-late", { .axfr = "soa ns | repeat rcode=2" }, LONG_MS, "axfr-error-late", 2, 2, 2, 2 },

  /* Streams with a SOA in the wrong place. */
  { "soa-mismatch", { .axfr = "soa ns a soa11" }, LONG_MS, "axfr-soa-mismatch", 0, 1, 4, 3 },
  { "soa-mismatch-in-timers", { .axfr = "soa ns r=@/3600/SOA/ns1/host/10/3600/600/604800/301" }, LONG_MS,
    "axfr-soa-mismatch", 0, 1, 3, 2 },
  { "soa-in-the-middle", { .axfr = "soa ns soa a soa" }, LONG_MS, "axfr-mid-soa", 0, 1, 3, 2 },
  { "other-soa-in-the-middle", { .axfr = "soa ns soa11 a soa" }, LONG_MS, "axfr-mid-soa", 0, 1, 3, 2 },
  { "soa-at-the-end-of-a-middle-message", { .axfr = "soa ns soa | a soa" }, LONG_MS, "axfr-mid-soa", 0, 1, 3, 2 },
  { "records-shortly-behind-the-closing-soa", { .axfr = "soa ns soa | late=20 a soa" }, LONG_MS, "axfr-mid-soa", 0,
    1, 3, 2 },
  { "soa-below-the-apex", { .axfr = "soa ns r=www/300/SOA/a/b/1/2/3/4/5 soa" }, LONG_MS, "axfr-mid-soa", 0, 1, 3, 2 },

  /* Damaged messages. */
  { "wrong-id", { .axfr = "id soa ns a soa" }, LONG_MS, "axfr-bad-msg", -1, 1, 0, 0 },
  { "wrong-id-later", { .axfr = "soa ns | id a soa" }, LONG_MS, "axfr-bad-msg", 0, 2, 2, 2 },
  { "no-reply-bit", { .axfr = "qr soa ns a soa" }, LONG_MS, "axfr-bad-msg", -1, 1, 0, 0 },
  { "wrong-opcode", { .axfr = "opcode soa ns a soa" }, LONG_MS, "axfr-bad-msg", -1, 1, 0, 0 },
  { "truncation-bit", { .axfr = "soa ns | tc a soa" }, LONG_MS, "axfr-bad-msg", 0, 2, 2, 2 },
  { "other-question", { .axfr = "question soa ns a soa" }, LONG_MS, "axfr-bad-msg", 0, 1, 0, 0 },
  { "other-question-later", { .axfr = "soa ns | repeat question a soa" }, LONG_MS, "axfr-bad-msg", 0, 2, 2, 2 },
  { "other-type", { .axfr = "type soa ns a soa" }, LONG_MS, "axfr-bad-msg", 0, 1, 0, 0 },
  { "no-question", { .axfr = "noquestion soa ns a soa" }, LONG_MS, "axfr-bad-msg", 0, 1, 0, 0 },
  { "empty-frame", { .axfr = "raw=0000" }, LONG_MS, "axfr-bad-msg", -1, 1, 0, 0 },
  { "empty-frame-later", { .axfr = "soa ns | raw=0000" }, LONG_MS, "axfr-bad-msg", 0, 2, 2, 2 },
  { "garbage", { .axfr = "raw=000e6761726261676520676172626167" }, LONG_MS, "axfr-bad-msg", -1, 1, 0, 0 },
  { "bytes-behind-the-end", { .axfr = "soa ns trailing | a soa" }, LONG_MS, "axfr-bad-msg", 0, 1, 2, 2 },
  { "record-cut-off", { .axfr = "soa ns x=c00c0001000100000001" }, LONG_MS, "axfr-bad-msg", 0, 1, 2, 2 },
  { "rdata-cut-off", { .axfr = "soa ns x=c00c00010001000000010004c000" }, LONG_MS, "axfr-bad-msg", 0, 1, 2, 2 },
  { "short-address", { .axfr = "soa ns x=c00c00010001000000010003c00002" }, LONG_MS, "axfr-bad-msg", 0, 1, 2, 2 },
  { "long-address", { .axfr = "soa ns x=c00c00010001000000010005c000020100" }, LONG_MS, "axfr-bad-msg", 0, 1, 2, 2 },
  { "text-runs-over", { .axfr = "soa ns x=c00c00100001000000010003056161" }, LONG_MS, "axfr-bad-msg", 0, 1, 2, 2 },
  { "name-in-rdata-runs-over", { .axfr = "soa ns x=c00c0002000100000001000203616161" }, LONG_MS, "axfr-bad-msg", 0, 1,
    2, 2 },
  { "pointer-at-itself", { .axfr = "x=c01ec01e000600010000000100020000" }, LONG_MS, "axfr-bad-msg", 0, 1, 0, 0 },
  { "pointer-forward", { .axfr = "soa x=c0ff00010001000000010004c0000201" }, LONG_MS, "axfr-bad-msg", 0, 1, 1, 1 },
  { "pointer-into-the-header", { .axfr = "soa x=c00400010001000000010004c0000201" }, LONG_MS, "axfr-bad-msg", 0, 1, 1,
    1 },
  { "two-pointers-in-a-loop", { .axfr = "soa x=c00c0002000100000001000601" "61c069c067" }, LONG_MS, "axfr-bad-msg", 0,
    1, 1, 1 },
  { "unknown-label-type", { .axfr = "soa x=806100010001000000010004c0000201" }, LONG_MS, "axfr-bad-msg", 0, 1, 1, 1 },
  { "class-chaos", { .axfr = "soa ns x=c00c00010003000000010004c0000201" }, LONG_MS, "axfr-bad-msg", 0, 1, 2, 2 },
  { "opt-among-answers", { .axfr = "soa ns x=c00c00290001000000010000" }, LONG_MS, "axfr-bad-msg", 0, 1, 2, 2 },

  { "owner-outside", { .axfr = "soa ns outside soa" }, LONG_MS, "axfr-out-of-zone", 0, 1, 2, 2 },
  { "owner-that-only-looks-inside", { .axfr = "soa ns r=a\\007example\\004test./60/A/192.0.2.1 soa" }, LONG_MS,
    "axfr-out-of-zone", 0, 1, 2, 2 },
  { "owner-above", { .axfr = "soa ns r=test./60/A/192.0.2.1 soa" }, LONG_MS, "axfr-out-of-zone", 0, 1, 2, 2 },
};

static gboolean
keep_record (gpointer       sink,
             const guint8  *owner,
             gsize          owner_len,
             guint16        type,
             guint16        klass,
             guint32        ttl,
             const guint8  *rdata,
             gsize          rdata_len,
             GError       **error)
{
  GPtrArray *records = sink;
  GString *record = g_string_new (NULL);

  for (gsize i = 0; i < owner_len; i++)
    g_string_append_printf (record, "%02x", owner[i]);
  g_string_append_printf (record, " %u %u %u ", ttl, klass, type);
  for (gsize i = 0; i < rdata_len; i++)
    g_string_append_printf (record, "%02x", rdata[i]);
  g_ptr_array_add (records, g_string_free (record, FALSE));

  return TRUE;
}

static const ZcAxfrSink keeper = { keep_record };

static ZcAxfrResult *
transfer (ZcTestDnsServer    *server,
          const ZcAxfrLimits *limits,
          guint               timeout_ms,
          const ZcAxfrSink   *sink,
          gpointer            sink_data)
{
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ZcAxfrResult *transferred;

  zc_axfr_read_async (client, ZONE, limits, timeout_ms, sink, sink_data, NULL, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  transferred = zc_axfr_read_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (transferred->server == client);

  return transferred;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&row->script);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr(ZcAxfrResult) result = transfer (server, NULL, row->timeout_ms, &keeper, records);

  g_assert_cmpstr (zc_dns_outcome_get_id (result->outcome), ==, row->outcome);
  g_assert_cmpint (result->rcode, ==, row->rcode);
  g_assert_cmpuint (result->n_messages, ==, row->n_messages);
  g_assert_cmpuint (result->n_records, ==, row->n_records);
  g_assert_cmpuint (records->len, ==, row->n_handed_on);
  g_assert_cmpint (result->duration_us, >, 0);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, (row->timeout_ms + 1000) * 1000);
  g_assert_cmpint (result->has_serial, ==, row->n_records > 0);
  if (result->has_serial)
    g_assert_cmpuint (result->serial, ==, 10);
  if (result->outcome == ZC_DNS_OUTCOME_OK)
    g_assert_cmpuint (result->closing_serial, ==, 10);
  ZC_WAIT_UNTIL (zc_test_dns_client_hung_up (server));
}

static void
test_records_as_handed_on (void)
{
  static const ZcTestDnsScript script = {
    .axfr = POINTED_SOA " " POINTED_NS " " POINTED_A " r=www/4294967295/TYPE65280/\\#/3/0102c0 soa",
  };
  static const char *const expected[] = {
    "076578616d706c65047465737400 1 1 6 "
    "076578616d706c65047465737400" "076578616d706c65047465737400" "0000000a00000e100000025800093a800000012c",
    "076578616d706c65047465737400 1 1 2 " "036e7331076578616d706c65047465737400",
    "036e7331076578616d706c65047465737400 1 1 1 " "c0000201",
    "03777777076578616d706c65047465737400 0 1 65280 " "0102c0",
  };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(ZcAxfrResult) result = transfer (server, NULL, LONG_MS, &keeper, records);

  /* The closing SOA names other name servers than the opening one. */
  g_assert_cmpstr (zc_dns_outcome_get_id (result->outcome), ==, "axfr-soa-mismatch");
  g_assert_cmpuint (records->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpstr (g_ptr_array_index (records, i), ==, expected[i]);
}

static void
test_question_as_sent (void)
{
  static const ZcTestDnsScript script = { 0 };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(ZcAxfrResult) result = transfer (server, NULL, LONG_MS, &keeper, records);
  g_auto(GStrv) journal = zc_test_dns_server_dup_journal (server);

  g_assert_cmpint (result->outcome, ==, ZC_DNS_OUTCOME_OK);
  g_assert_cmpuint (g_strv_length (journal), ==, 1);
  g_assert_cmpstr (journal[0], ==, "tcp example.test. AXFR");
}

static void
test_bytes_are_counted (void)
{
  /* Header, question; a SOA of two pointers, twice. */
  static const ZcTestDnsScript script = { .axfr = POINTED_SOA " " POINTED_SOA };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(ZcAxfrResult) result = transfer (server, NULL, LONG_MS, &keeper, records);

  g_assert_cmpint (result->outcome, ==, ZC_DNS_OUTCOME_OK);
  g_assert_cmpuint (result->n_bytes, ==, 12 + 18 + 2 * 36);
}

static void
test_badtime_tells_the_time (void)
{
  static const ZcTestDnsScript script = { .axfr = "rcode=9 tsig=18" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(ZcAxfrResult) result = transfer (server, NULL, LONG_MS, &keeper, records);

  g_assert_cmpint (result->server_time, ==, 0x65000294);
}

static void
test_mismatch_tells_both_serials (void)
{
  static const ZcTestDnsScript script = { .axfr = "soa ns soa11" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(ZcAxfrResult) result = transfer (server, NULL, LONG_MS, &keeper, records);

  g_assert_cmpuint (result->serial, ==, 10);
  g_assert_cmpuint (result->closing_serial, ==, 11);
}

static gboolean
count_record (gpointer       sink,
               const guint8  *owner,
               gsize          owner_len,
               guint16        type,
               guint16        klass,
               guint32        ttl,
               const guint8  *rdata,
               gsize          rdata_len,
               GError       **error)
{
  guint64 *n = sink;

  (*n)++;

  return TRUE;
}

static const ZcAxfrSink counter = { count_record };

static void
test_endless_stream (void)
{
  static const ZcTestDnsScript script = { .axfr = "soa ns | forever many=500" };
  static const ZcAxfrLimits few_records = { .most_records = 20000, .most_bytes = ZC_AXFR_MOST_BYTES };
  static const ZcAxfrLimits few_bytes = { .most_records = ZC_AXFR_MOST_RECORDS, .most_bytes = 1000000 };
  const ZcAxfrLimits *limits[] = { &few_records, &few_bytes };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
      guint64 n_records = 0;
      g_autoptr(ZcAxfrResult) result = transfer (server, limits[i], LONG_MS, &counter, &n_records);

      g_assert_cmpstr (zc_dns_outcome_get_id (result->outcome), ==, "too-large");
      g_assert_cmpuint (n_records, >, 500);
      g_assert_cmpuint (n_records, <=, limits[i]->most_records);
      /* The message that was too much is counted. */
      g_assert_cmpuint (result->n_bytes, <=, limits[i]->most_bytes + 65535);
      ZC_WAIT_UNTIL (zc_test_dns_client_hung_up (server));
    }
}

static void
test_endless_stream_ends_with_the_time (void)
{
  static const ZcTestDnsScript script = { .axfr = "soa ns | forever many=500" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  guint64 n_records = 0;
  g_autoptr(ZcAxfrResult) result = transfer (server, NULL, SHORT_MS, &counter, &n_records);

  g_assert_cmpstr (zc_dns_outcome_get_id (result->outcome), ==, "axfr-truncated");
  g_assert_cmpint (result->duration_us, <, (SHORT_MS + 1000) * 1000);
  ZC_WAIT_UNTIL (zc_test_dns_client_hung_up (server));
}

static gboolean
refuse_address (gpointer       sink,
                const guint8  *owner,
                gsize          owner_len,
                guint16        type,
                guint16        klass,
                guint32        ttl,
                const guint8  *rdata,
                gsize          rdata_len,
                GError       **error)
{
  const GError *answer = sink;

  if (type == 1)
    {
      g_propagate_error (error, g_error_copy (answer));
      return FALSE;
    }

  return TRUE;
}

static void
test_sink_says_no (void)
{
  static const ZcTestDnsScript script = { 0 };
  static const ZcAxfrSink refuser = { refuse_address };
  struct
  {
    GQuark domain;
    int code;
    const char *outcome;
  } answers[] = {
    { ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_BAD_RECORD, "axfr-bad-msg" },
    { ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_OUT_OF_ZONE, "axfr-out-of-zone" },
    { ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_TOO_LARGE, "too-large" },
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, "local-error" },
  };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(GError) answer = g_error_new_literal (answers[i].domain, answers[i].code, "the sink's words");
      g_autoptr(ZcAxfrResult) result = transfer (server, NULL, LONG_MS, &refuser, answer);

      g_assert_cmpstr (zc_dns_outcome_get_id (result->outcome), ==, answers[i].outcome);
      g_assert_cmpstr (result->detail, ==, "the sink's words");
      g_assert_cmpuint (result->n_records, ==, 3);
    }
}

typedef struct
{
  guint n_calls;
  guint64 n_records;
  GAsyncResult *result;
} Watch;

static void
progress_cb (guint64  n_records,
             guint64  n_bytes,
             gpointer data)
{
  Watch *watch = data;

  g_assert_null (watch->result);
  g_assert_cmpuint (n_records, >, watch->n_records);
  g_assert_cmpuint (n_bytes, >, n_records);
  watch->n_records = n_records;
  watch->n_calls++;
}

static void
keep_watched_result_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data)
{
  Watch *watch = data;

  watch->result = g_object_ref (result);
}

static void
test_progress_and_cancel (void)
{
  static const ZcTestDnsScript script = { .axfr = "soa ns | forever many=500" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Watch watch = { 0 };
  guint64 n_records = 0;

  zc_axfr_read_async (client, ZONE, NULL, LONG_MS, &counter, &n_records, progress_cb, cancellable, keep_watched_result_cb,
                      &watch);
  ZC_WAIT_UNTIL (watch.n_calls >= 2);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (watch.result != NULL);
  g_assert_null (zc_axfr_read_finish (watch.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ZC_WAIT_UNTIL (zc_test_dns_client_hung_up (server));
  g_object_unref (watch.result);
}

static void
test_cancel_while_waiting (void)
{
  static const ZcTestDnsScript scripts[] = {
    { .axfr = "" },
    { .axfr = "soa ns" },
    { .flags = ZC_TEST_DNS_TCP_FILTERED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&scripts[i]);
      g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      gint64 start_us = g_get_monotonic_time ();
      guint64 n_records = 0;

      zc_axfr_read_async (client, ZONE, NULL, LONG_MS, &counter, &n_records, NULL, cancellable, zc_test_keep_result_cb,
                          &result);
      g_cancellable_cancel (cancellable);
      ZC_WAIT_UNTIL (result != NULL);
      g_assert_null (zc_axfr_read_finish (result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, LONG_MS * 1000 / 2);
      ZC_WAIT_UNTIL (zc_test_dns_client_hung_up (server));
    }
}

static void
test_bad_zone_name (void)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(ZcDnsServer) server = zc_dns_server_new (NULL, address, 9);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint64 n_records = 0;

  zc_axfr_read_async (server, "a..b", NULL, LONG_MS, &counter, &n_records, NULL, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_axfr_read_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/axfr/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/axfr/records-as-handed-on", test_records_as_handed_on);
  g_test_add_func ("/axfr/question-as-sent", test_question_as_sent);
  g_test_add_func ("/axfr/bytes-are-counted", test_bytes_are_counted);
  g_test_add_func ("/axfr/badtime-tells-the-time", test_badtime_tells_the_time);
  g_test_add_func ("/axfr/mismatch-tells-both-serials", test_mismatch_tells_both_serials);
  g_test_add_func ("/axfr/endless-stream", test_endless_stream);
  g_test_add_func ("/axfr/endless-stream-ends-with-the-time", test_endless_stream_ends_with_the_time);
  g_test_add_func ("/axfr/sink-says-no", test_sink_says_no);
  g_test_add_func ("/axfr/progress-and-cancel", test_progress_and_cancel);
  g_test_add_func ("/axfr/cancel-while-waiting", test_cancel_while_waiting);
  g_test_add_func ("/axfr/bad-zone-name", test_bad_zone_name);

  return g_test_run ();
}
