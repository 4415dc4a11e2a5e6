/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-soa-samples.h"
#include "zc-test-dns-client.h"
#include "zc-test-dns-script.h"
#include "zc-test.h"

#define ZONE "example.test"

/* NSID "a" and "b". */
#define NODE_A " opt=00030001" "61"
#define NODE_B " opt=00030001" "62"

#define LONG_MS 10000

static GPtrArray *
sample (ZcDnsServer    *server,
        ZcDnsTransport  transport,
        guint           n_samples,
        guint           timeout_ms,
        GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_soa_samples_async (server, ZONE, transport, n_samples, 1, timeout_ms, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_soa_samples_finish (result, error);
}

static GPtrArray *
sample_script (const ZcTestDnsScript *script,
               ZcDnsTransport         transport,
               guint                  n_samples,
               guint                  timeout_ms)
{
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(GError) error = NULL;
  GPtrArray *answers = sample (client, transport, n_samples, timeout_ms, &error);

  g_assert_no_error (error);

  return answers;
}

/* Machines that answer in turns are all seen, in the order of their answers. */
static void
test_turns (void)
{
  static const ZcTestDnsScript script = { .udp = "soa" NODE_A " / soa11" NODE_B };
  const guint32 serials[] = { 10, 11, 10, 11 };
  g_autoptr(GPtrArray) answers = sample_script (&script, ZC_DNS_TRANSPORT_UDP, 4, LONG_MS);

  g_assert_cmpuint (answers->len, ==, 4);
  for (guint i = 0; i < answers->len; i++)
    {
      const ZcSoaAnswer *answer = answers->pdata[i];

      g_assert_cmpuint (answer->serial, ==, serials[i]);
      g_assert_cmpstr (answer->name_server_id, ==, i % 2 == 0 ? "a" : "b");
    }
}

static void
keep_port_cb (ZcTestDnsQuestion *question,
              gpointer           data)
{
  GArray *ports = data;

  g_array_append_val (ports, question->peer_port);
  zc_test_dns_script_run ("soa", question);
}

/* A balancer goes by the port that a question comes from. */
static void
test_ports (void)
{
  g_autoptr(GArray) ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr(GHashTable) different = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) answers = NULL;
  g_autoptr(GError) error = NULL;

  {
    g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, keep_port_cb, ports);
    g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);

    answers = sample (client, ZC_DNS_TRANSPORT_UDP, 8, LONG_MS, &error);
    g_assert_no_error (error);
  }

  g_assert_cmpuint (ports->len, ==, 8);
  for (guint i = 0; i < ports->len; i++)
    g_hash_table_add (different, GUINT_TO_POINTER (g_array_index (ports, guint16, i)));
  g_assert_cmpuint (g_hash_table_size (different), >, 1);
}

static void
test_tcp (void)
{
  static const ZcTestDnsScript script = { .tcp = "soa / soa11" };
  g_autoptr(GPtrArray) answers = sample_script (&script, ZC_DNS_TRANSPORT_TCP, 2, LONG_MS);

  g_assert_cmpuint (answers->len, ==, 2);
  g_assert_cmpuint (((const ZcSoaAnswer *) answers->pdata[1])->serial, ==, 11);
}

/* What is not usable is no sample, and there is no use in asking on. */
static void
test_unusable (void)
{
  static const ZcTestDnsScript script = { .udp = "soa / rcode=2 / soa" };
  g_autoptr(GPtrArray) answers = sample_script (&script, ZC_DNS_TRANSPORT_UDP, 3, LONG_MS);

  g_assert_cmpuint (answers->len, ==, 1);
}

static void
test_silence (void)
{
  static const ZcTestDnsScript script = { .udp = "" };
  g_autoptr(GPtrArray) answers = sample_script (&script, ZC_DNS_TRANSPORT_UDP, 3, 200);

  g_assert_cmpuint (answers->len, ==, 0);
}

static void
test_cancel (void)
{
  static const ZcTestDnsScript script = { .udp = "" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsServer) client = zc_test_dns_client_new (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_soa_samples_async (client, ZONE, ZC_DNS_TRANSPORT_UDP, 3, 1, LONG_MS, cancellable, zc_test_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_soa_samples_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/soa-samples/machines-that-take-turns", test_turns);
  g_test_add_func ("/soa-samples/each-from-its-own-port", test_ports);
  g_test_add_func ("/soa-samples/over-tcp", test_tcp);
  g_test_add_func ("/soa-samples/ends-with-an-unusable-answer", test_unusable);
  g_test_add_func ("/soa-samples/silence", test_silence);
  g_test_add_func ("/soa-samples/cancel", test_cancel);

  return g_test_run ();
}
