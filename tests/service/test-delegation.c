/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-delegation.h"
#include "zc-test-dns-script.h"
#include "zc-test.h"

#define ZONE "shop.example.test"

#define TYPE_A 1
#define TYPE_NS 2
#define TYPE_AAAA 28
#define TYPE_DS 43

/* One server plays the resolver (questions with RD) and the name servers of the parent (without). */
typedef struct
{
  const char *name;
  const char *parent_ns;    /* what the resolver says of the zone above */
  const char *host;         /* what it says of the addresses of that zone's name servers */
  const char *ns;           /* what the parent says of the zone */
  const char *ds;
  const char *parent;       /* what comes out of it; %NULL for an error */
  const char *name_servers;
  const char *first_ds;
  const char *error;        /* part of the message */
} Row;

#define HOST "r=@/60/A/127.0.0.1"
#define PARENT "ra aa0 r=@/60/NS/ns.parent.test."
#define REFERRAL "aa0 authority r=@/60/NS/Ns2.service.test. r=@/60/NS/ns1.service.test."
#define BOTH "ns1.service.test. ns2.service.test."
#define DIGEST "4096f0e1d2c3b4a5968778695a4b3c2d1e0f00112233445566778899aabbccdd"
#define DS "r=@/60/DS/12345/13/2/" DIGEST

static const Row rows[] = {
  { "referral", PARENT, HOST, REFERRAL, "rcode=0", "example.test", BOTH, NULL, NULL },
  { "signed", PARENT, HOST, REFERRAL, DS, "example.test", BOTH, "30390d02" DIGEST, NULL },
  { "answered-by-a-server-of-both", PARENT, HOST, "r=@/60/NS/ns1.service.test.", "rcode=0", "example.test", "ns1.service.test.",
    NULL, NULL },
  { "delegated-to-nobody", PARENT, HOST, "rcode=3", "rcode=3", "example.test", "", NULL, NULL },
  { "only-names-below", PARENT, HOST, "rcode=0", "rcode=0", "example.test", "", NULL, NULL },
  { "referral-of-another-zone", PARENT, HOST, "aa0 authority r=sub/60/NS/ns1.service.test.", "rcode=0", NULL, NULL, NULL,
    "no name server of the zone above" },
  { "parent-refuses", PARENT, HOST, "rcode=5", "rcode=0", NULL, NULL, NULL, "no name server of the zone above" },
  { "parent-is-garbage", PARENT, HOST, "raw=00", "rcode=0", NULL, NULL, NULL, "no name server of the zone above" },
  { "ds-refused", PARENT, HOST, REFERRAL, "rcode=5", NULL, NULL, NULL, "no name server of the zone above" },
  { "ds-without-authority", PARENT, HOST, REFERRAL, "aa0", NULL, NULL, NULL, "no name server of the zone above" },
  { "parent-without-address", PARENT, "rcode=3", REFERRAL, "rcode=0", NULL, NULL, NULL, "no name server of the zone above" },
  { "resolver-refuses", "rcode=5", HOST, REFERRAL, "rcode=0", NULL, NULL, NULL, "resolver gave no usable answer" },
  { "no-zone-above", "ra aa0", HOST, REFERRAL, "rcode=0", NULL, NULL, NULL, "knows no zone above" },
};

static void
answer_row (ZcTestDnsQuestion *question,
            gpointer           data)
{
  const Row *row = data;

  if (!question->recursion_desired)
    {
      g_assert_cmpstr (question->name, ==, ZONE ".");
      zc_test_dns_script_run (question->type == TYPE_DS ? row->ds : row->ns, question);
    }
  else if (question->type == TYPE_NS)
    {
      zc_test_dns_script_run (row->parent_ns, question);
    }
  else
    {
      g_assert_cmpstr (question->name, ==, "ns.parent.test.");
      zc_test_dns_script_run (question->type == TYPE_A ? row->host : "rcode=0", question);
    }
}

static ZcDelegation *
look_up (ZcTestDnsServer  *server,
         const char       *zone,
         GError          **error)
{
  g_autofree char *resolver = g_strdup_printf ("%s@%u", zc_test_dns_server_get_address (server),
                                               zc_test_dns_server_get_port (server));
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (zc_test_dns_server_get_port (server), resolver, NULL);
  g_autoptr(GAsyncResult) result = NULL;

  zc_delegation_look_up_async (config, zone, 500, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_delegation_look_up_finish (result, error);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_row, (gpointer) row);
  g_autoptr(ZcDelegation) original = NULL;
  g_autoptr(ZcDelegation) delegation = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name_servers = NULL;

  original = look_up (server, ZONE, &error);
  if (row->parent == NULL)
    {
      g_assert_null (original);
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, row->error));
      return;
    }

  g_assert_no_error (error);
  delegation = zc_delegation_copy (original);
  g_assert_cmpstr (delegation->parent, ==, row->parent);
  g_assert_cmpstr (zc_dns_server_get_name (delegation->server), ==, "ns.parent.test");
  name_servers = g_strjoinv (" ", delegation->name_servers);
  g_assert_cmpstr (name_servers, ==, row->name_servers);
  g_assert_cmpuint (delegation->ds->len, ==, row->first_ds != NULL ? 1 : 0);
  for (guint i = 0; i < delegation->ds->len; i++)
    {
      gsize length;
      const guint8 *bytes = g_bytes_get_data (delegation->ds->pdata[i], &length);
      g_autoptr(GString) hexadecimal = g_string_new (NULL);

      for (gsize j = 0; j < length; j++)
        g_string_append_printf (hexadecimal, "%02x", bytes[j]);
      g_assert_cmpstr (hexadecimal->str, ==, row->first_ds);
    }
}

/* Only the top-level name is a zone, so the search goes up past the names between. */
static void
answer_far_above (ZcTestDnsQuestion *question,
                  gpointer           data)
{
  if (!question->recursion_desired)
    zc_test_dns_script_run (question->type == TYPE_DS ? "rcode=0" : REFERRAL, question);
  else if (question->type == TYPE_NS)
    zc_test_dns_script_run (g_str_equal (question->name, "test.") ? PARENT : "ra aa0", question);
  else
    zc_test_dns_script_run (question->type == TYPE_AAAA ? "rcode=0" : HOST, question);
}

static void
test_parent_far_above (void)
{
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_far_above, NULL);
  g_autoptr(ZcDelegation) delegation = NULL;
  g_autoptr(GError) error = NULL;

  delegation = look_up (server, "A.B.Example.TEST.", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (delegation->parent, ==, "test");
}

/* The first name server of the parent is lame, the second is not. */
static void
answer_second_host (ZcTestDnsQuestion *question,
                    gpointer           data)
{
  guint *n_asked = data;

  if (!question->recursion_desired && question->type == TYPE_NS)
    zc_test_dns_script_run ((*n_asked)++ == 0 ? "rcode=5" : REFERRAL, question);
  else if (!question->recursion_desired)
    zc_test_dns_script_run ("rcode=0", question);
  else if (question->type == TYPE_NS)
    zc_test_dns_script_run ("r=@/60/NS/ns1.parent.test. r=@/60/NS/ns2.parent.test.", question);
  else
    zc_test_dns_script_run (question->type == TYPE_AAAA ? "rcode=0" : HOST, question);
}

static void
test_second_name_server (void)
{
  guint n_asked = 0;
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_second_host, &n_asked);
  g_autoptr(ZcDelegation) delegation = NULL;
  g_autoptr(GError) error = NULL;

  delegation = look_up (server, ZONE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zc_dns_server_get_name (delegation->server), ==, "ns2.parent.test");
}

static void
answer_nothing (ZcTestDnsQuestion *question,
                gpointer           data)
{
}

static void
test_cancelled (void)
{
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_nothing, NULL);
  g_autofree char *resolver = g_strdup_printf ("127.0.0.1@%u", zc_test_dns_server_get_port (server));
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (zc_test_dns_server_get_port (server), resolver, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_delegation_look_up_async (config, ZONE, 60000, cancellable, zc_test_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_delegation_look_up_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_root_has_no_parent (void)
{
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (0, "127.0.0.1", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_delegation_look_up_async (config, ".", 500, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_delegation_look_up_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/delegation/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/delegation/parent-far-above", test_parent_far_above);
  g_test_add_func ("/delegation/second-name-server", test_second_name_server);
  g_test_add_func ("/delegation/cancelled", test_cancelled);
  g_test_add_func ("/delegation/root-has-no-parent", test_root_has_no_parent);

  return g_test_run ();
}
