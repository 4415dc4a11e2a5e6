/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <netdb.h>
#include <string.h>

#include "zc-dns-resolver.h"
#include "zc-test-dns-script.h"
#include "zc-test.h"

#define NAME "ns1.example.test"
#define TYPE_A 1

/* What a resolver says about NAME: the script for A and the one for AAAA. */
typedef struct
{
  const char *name;
  const char *a;
  const char *aaaa;
  const char *addresses; /* what comes out of it, %NULL for an error */
  const char *error;     /* "not-found" or "temporary" */
} Row;

#define V4 "r=@/60/A/192.0.2.1"
#define V6 "r=@/60/AAAA/2001:db8::1"

static const Row rows[] = {
  { "both", V4, V6, "192.0.2.1 2001:db8::1", NULL },
  { "without-authority", "aa0 ra " V4, "aa0 ra " V6, "192.0.2.1 2001:db8::1", NULL },
  { "several", V4 " r=@/60/A/192.0.2.2", V6, "192.0.2.1 192.0.2.2 2001:db8::1", NULL },
  { "twice", V4 " " V4, "rcode=0", "192.0.2.1", NULL },
  { "only-ipv4", V4, "rcode=0", "192.0.2.1", NULL },
  { "only-ipv6", "rcode=0", V6, "2001:db8::1", NULL },
  { "ipv6-fails", V4, "rcode=2", "192.0.2.1", NULL },
  { "ipv4-fails", "rcode=2", V6, "2001:db8::1", NULL },
  { "alias", "r=@/60/CNAME/b r=b/60/CNAME/c r=c/60/A/192.0.2.3", "rcode=0", "192.0.2.3", NULL },
  { "alias-in-another-order", "r=c/60/A/192.0.2.3 r=b/60/CNAME/c r=@/60/CNAME/b", "rcode=0", "192.0.2.3", NULL },
  { "alias-without-address", "r=@/60/CNAME/b", "r=@/60/CNAME/b", NULL, "not-found" },
  { "alias-loop", "r=@/60/CNAME/b r=b/60/CNAME/@", "rcode=0", NULL, "not-found" },
  { "address-of-another-name", "r=www/60/A/192.0.2.4", "rcode=0", NULL, "not-found" },
  { "truncated", "tc", V6, "192.0.2.1 2001:db8::1", NULL },
  { "no-such-name", "rcode=3", "rcode=3", NULL, "not-found" },
  { "no-address", "rcode=0", "rcode=0", NULL, "not-found" },
  { "refused", "rcode=5", "rcode=5", NULL, "temporary" },
  { "servfail", "rcode=2", "rcode=2", NULL, "temporary" },
  { "servfail-and-nothing", "rcode=2", "rcode=0", NULL, "temporary" },
};

static void
answer_row (ZcTestDnsQuestion *question,
            gpointer           data)
{
  const Row *row = data;
  const char *script = question->type == TYPE_A ? row->a : row->aaaa;

  g_assert_true (question->recursion_desired);
  g_assert_cmpstr (question->name, ==, NAME ".");
  zc_test_dns_script_run (question->tcp ? V4 : script, question);
}

static ZcDnsConfig *
config_with (ZcTestDnsServer *server)
{
  g_autofree char *resolver = g_strdup_printf ("%s@%u", zc_test_dns_server_get_address (server),
                                               zc_test_dns_server_get_port (server));
  g_autoptr(GError) error = NULL;
  ZcDnsConfig *config = zc_dns_config_new (5353, resolver, &error);

  g_assert_no_error (error);

  return config;
}

static GPtrArray *
resolve (ZcDnsConfig  *config,
         const char   *name,
         GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_dns_resolve_name_server_async (config, name, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_dns_resolve_name_server_finish (config, result, error);
}

static char *
join_addresses (GPtrArray *servers)
{
  GString *addresses = g_string_new (NULL);

  for (guint i = 0; i < servers->len; i++)
    g_string_append_printf (addresses, "%s%s", i > 0 ? " " : "",
                            zc_dns_server_get_address (g_ptr_array_index (servers, i)));

  return g_string_free (addresses, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_server_new (ZC_TEST_DNS_DEFAULT, answer_row, (gpointer) row);
  g_autoptr(ZcDnsConfig) config = config_with (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) servers = resolve (config, NAME, &error);

  if (row->addresses != NULL)
    {
      g_autofree char *addresses = NULL;

      g_assert_no_error (error);
      addresses = join_addresses (servers);
      g_assert_cmpstr (addresses, ==, row->addresses);
      g_assert_cmpstr (zc_dns_server_get_name (g_ptr_array_index (servers, 0)), ==, NAME);
      g_assert_cmpuint (zc_dns_server_get_port (g_ptr_array_index (servers, 0)), ==, 5353);
      return;
    }

  g_assert_null (servers);
  g_assert_nonnull (strstr (error->message, NAME));
  if (strcmp (row->error, "not-found") == 0)
    g_assert_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
  else
    g_assert_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE);
}

static void
test_closed_resolver (void)
{
  static const ZcTestDnsScript script = { .flags = ZC_TEST_DNS_UDP_CLOSED };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsConfig) config = config_with (server);
  g_autoptr(GError) error = NULL;

  g_assert_null (resolve (config, NAME, &error));
  g_assert_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE);
  g_assert_nonnull (strstr (error->message, "udp-closed"));
}

static void
test_literal (void)
{
  static const ZcTestDnsScript script = { .udp = "" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsConfig) config = config_with (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) servers = resolve (config, "2001:db8::1", &error);
  g_auto(GStrv) journal = zc_test_dns_server_dup_journal (server);

  g_assert_no_error (error);
  g_assert_cmpuint (servers->len, ==, 1);
  g_assert_cmpstr (zc_dns_server_get_address (g_ptr_array_index (servers, 0)), ==, "2001:db8::1");
  g_assert_cmpuint (g_strv_length (journal), ==, 0);
}

static void
test_bad_names (void)
{
  static const char *const names[] = { "", "a..b", "two words.test" };
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (0, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (resolve (config, names[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

/* Most systems know this name without asking anybody, but a bare one may not: the C library is the judge. */
static void
test_system (void)
{
  struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_DGRAM };
  struct addrinfo *expected = NULL;
  int status = getaddrinfo ("localhost", NULL, &hints, &expected);
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (0, NULL, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) servers = resolve (config, "localhost", &error);

  if (status == 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (servers->len, >=, 1);
      g_assert_cmpuint (zc_dns_server_get_port (g_ptr_array_index (servers, 0)), ==, 53);
      g_assert_cmpstr (zc_dns_server_get_name (g_ptr_array_index (servers, 0)), ==, "localhost");
      freeaddrinfo (expected);
    }
  else
    {
      g_assert_null (servers);
      g_assert_true (error->domain == G_RESOLVER_ERROR);
    }
}

static void
test_cancel (gconstpointer data)
{
  static const ZcTestDnsScript script = { .udp = "", .tcp = "" };
  g_autoptr(ZcTestDnsServer) server = zc_test_dns_script_start (&script);
  g_autoptr(ZcDnsConfig) config = data != NULL ? config_with (server) : zc_dns_config_new (0, NULL, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_dns_resolve_name_server_async (config, NAME, cancellable, zc_test_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_dns_resolve_name_server_finish (config, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/dns/resolver/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/dns/resolver/closed", test_closed_resolver);
  g_test_add_func ("/dns/resolver/literal", test_literal);
  g_test_add_func ("/dns/resolver/bad-names", test_bad_names);
  g_test_add_func ("/dns/resolver/system", test_system);
  g_test_add_data_func ("/dns/resolver/cancel", "own", test_cancel);
  g_test_add_data_func ("/dns/resolver/cancel-system", NULL, test_cancel);

  return g_test_run ();
}
