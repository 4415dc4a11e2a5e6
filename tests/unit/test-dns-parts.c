/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-dns-config.h"
#include "zc-dns-message-private.h"
#include "zc-dns-outcome.h"
#include "zc-dns-server.h"
#include "zc-rdata-layout.h"
#include "zc-soa-query.h"
#include "zc-test.h"

static void
test_outcome_ids (void)
{
  static const char *const ids[] = {
    "ok", "no-route", "udp-closed", "tcp-closed", "tcp-filtered", "tcp-reset", "timeout-answer", "refused",
    "refused-all", "notauth", "notauth-tsig", "badtime", "servfail", "formerr", "notimp", "not-aa", "nxdomain",
    "nodata", "bad-answer", "axfr-empty", "axfr-truncated", "axfr-soa-mismatch", "axfr-mid-soa", "axfr-bad-msg",
    "axfr-error-late", "axfr-out-of-zone", "too-large", "other-rcode", "local-error", "cancelled",
  };

  /* Programs rely on these words. */
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpstr (zc_dns_outcome_get_id (i), ==, ids[i]);
  g_assert_cmpint (ZC_DNS_OUTCOME_CANCELLED + 1, ==, G_N_ELEMENTS (ids));
}

static char *
describe_resolver (ZcDnsConfig *config)
{
  GSocketAddress *resolver = zc_dns_config_get_resolver (config);

  return resolver != NULL ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (resolver)) : NULL;
}

static void
test_config (void)
{
  static const struct
  {
    guint port;
    const char *resolver;
    guint expected_port;
    const char *expected_resolver;
  } rows[] = {
    { 0, NULL, 53, NULL },
    { 5353, NULL, 5353, NULL },
    { 65535, "192.0.2.1", 65535, "192.0.2.1:53" },
    { 0, "192.0.2.1@5300", 53, "192.0.2.1:5300" },
    { 0, "2001:db8::1", 53, "[2001:db8::1]:53" },
    { 0, "2001:db8::1@1", 53, "[2001:db8::1]:1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcDnsConfig) config = zc_dns_config_new (rows[i].port, rows[i].resolver, &error);
      g_autofree char *resolver = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (zc_dns_config_get_port (config), ==, rows[i].expected_port);
      resolver = describe_resolver (config);
      g_assert_cmpstr (resolver, ==, rows[i].expected_resolver);
    }
}

static void
test_config_refuses (void)
{
  static const char *const resolvers[] = {
    "", "@", "@53", "name.test", "192.0.2.1@", "192.0.2.1@0", "192.0.2.1@65536", "192.0.2.1@-1", "192.0.2.1@5x",
    "192.0.2.1:53", "192.0.2.1@53@53", "192.0.2", " 192.0.2.1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (resolvers); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (zc_dns_config_new (0, resolvers[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static void
test_config_refuses_port (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (zc_dns_config_new (65536, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "65536"));
}

static void
test_config_from_environment (void)
{
  static const struct
  {
    const char *port;
    const char *resolver;
    guint expected_port;
    const char *expected_resolver;
    const char *complaint;
  } rows[] = {
    { NULL, NULL, 53, NULL, NULL },
    { "", "", 53, NULL, NULL },
    { "5353", "127.0.0.1@5300", 5353, "127.0.0.1:5300", NULL },
    { "0", NULL, 0, NULL, "ZONE_COURIER_DNS_PORT" },
    { "65536", NULL, 0, NULL, "65536" },
    { "domain", NULL, 0, NULL, "domain" },
    { NULL, "localhost", 0, NULL, "localhost" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcDnsConfig) config = NULL;

      g_unsetenv ("ZONE_COURIER_DNS_PORT");
      g_unsetenv ("ZONE_COURIER_DNS_RESOLVER");
      if (rows[i].port != NULL)
        g_setenv ("ZONE_COURIER_DNS_PORT", rows[i].port, TRUE);
      if (rows[i].resolver != NULL)
        g_setenv ("ZONE_COURIER_DNS_RESOLVER", rows[i].resolver, TRUE);
      config = zc_dns_config_new_from_environment (&error);

      if (rows[i].complaint != NULL)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
          g_assert_nonnull (strstr (error->message, rows[i].complaint));
        }
      else
        {
          g_autofree char *resolver = NULL;

          g_assert_no_error (error);
          resolver = describe_resolver (config);
          g_assert_cmpuint (zc_dns_config_get_port (config), ==, rows[i].expected_port);
          g_assert_cmpstr (resolver, ==, rows[i].expected_resolver);
        }
    }
  g_unsetenv ("ZONE_COURIER_DNS_PORT");
  g_unsetenv ("ZONE_COURIER_DNS_RESOLVER");
}

static void
test_server (void)
{
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (5353, NULL, NULL);
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string ("2001:DB8:0::1");
  g_autoptr(ZcDnsServer) named = zc_dns_server_new ("ns1.example.test", address, 53);
  g_autoptr(ZcDnsServer) literal = zc_dns_server_new_from_literal ("192.0.2.1", config);

  g_assert_cmpstr (zc_dns_server_get_name (named), ==, "ns1.example.test");
  g_assert_cmpstr (zc_dns_server_get_address (named), ==, "2001:db8::1");
  g_assert_cmpint (zc_dns_server_get_family (named), ==, G_SOCKET_FAMILY_IPV6);
  g_assert_cmpuint (zc_dns_server_get_port (named), ==, 53);

  g_assert_cmpstr (zc_dns_server_get_name (literal), ==, "192.0.2.1");
  g_assert_cmpint (zc_dns_server_get_family (literal), ==, G_SOCKET_FAMILY_IPV4);
  g_assert_cmpuint (zc_dns_server_get_port (literal), ==, 5353);

  g_assert_null (zc_dns_server_new_from_literal ("192.0.2.1@53", config));
  g_assert_null (zc_dns_server_new_from_literal ("ns1.example.test", config));
}

static void
test_answer_copy (void)
{
  g_autoptr(ZcDnsConfig) config = zc_dns_config_new (0, NULL, NULL);
  ZcSoaAnswer answer = { 0 };
  g_autoptr(ZcSoaAnswer) copy = NULL;

  answer.server = zc_dns_server_new_from_literal ("192.0.2.1", config);
  answer.serial = 7;
  answer.name_server_id = g_strdup ("ns7");
  copy = zc_soa_answer_copy (&answer);
  g_assert_true (copy->server == answer.server);
  g_assert_cmpuint (copy->serial, ==, 7);
  g_assert_cmpstr (copy->name_server_id, ==, "ns7");
  g_assert_true (copy->name_server_id != answer.name_server_id);
  g_free (answer.name_server_id);
  zc_dns_server_unref (answer.server);
}

static void
test_name_length (void)
{
  static const guint8 data[] = { 1, 'a', 0, 1, 'b', 0xc0, 0, 0x40, 2, 'c', 'c', 0xc0 };

  g_assert_cmpuint (zc_dns_name_length (data, sizeof data, 0), ==, 3);
  g_assert_cmpuint (zc_dns_name_length (data, sizeof data, 3), ==, 4);
  g_assert_cmpuint (zc_dns_name_length (data, sizeof data, 5), ==, 2);
  g_assert_cmpuint (zc_dns_name_length (data, sizeof data, 7), ==, 0);
  g_assert_cmpuint (zc_dns_name_length (data, sizeof data, 8), ==, 0);
  g_assert_cmpuint (zc_dns_name_length (data, sizeof data, sizeof data), ==, 0);
  g_assert_cmpuint (zc_dns_name_length (data, 2, 0), ==, 0);
}

static void
test_rdata_layouts_cover_rdata (void)
{
  static const struct
  {
    guint16 type;
    const char *rdata;
    gsize length;
    gboolean fits;
  } rows[] = {
    { 1, "\300\0\2\1", 4, TRUE },
    { 1, "\300\0\2", 3, FALSE },
    { 1, "\300\0\2\1\1", 5, FALSE },
    { 28, "0123456789abcdef", 16, TRUE },
    { 28, "0123456789abcde", 15, FALSE },
    { 16, "\3abc", 4, TRUE },
    { 16, "\3abc\0\1a", 7, TRUE },
    { 16, "\3ab", 3, FALSE },
    { 16, "", 0, FALSE },
    { 13, "\1a\1b", 4, TRUE },
    { 13, "\1a", 2, FALSE },
    { 43, "\0\1\2\3digest", 10, TRUE },
    { 43, "\0\1\2", 3, FALSE },
    { 257, "\0\5issueca.test", 14, TRUE },
    { 257, "\0\5issu", 6, FALSE },
    { 256, "\0\1\0\1h", 5, TRUE },
    { 256, "\0\1\0\1", 4, FALSE },
    { 45, "\1\0\2key", 6, TRUE },
    { 45, "\1\1\2\300\0\2\1key", 10, TRUE },
    { 45, "\1\1\2\300\0", 5, FALSE },
    { 260, "\1\201\300\0\2\1", 6, TRUE },
    { 260, "\1\2\300\0\2\1", 6, FALSE },
    { 55, "\1\2\0\1hk", 6, TRUE },
    { 55, "\1\2\0\2hk", 6, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const guint8 *rdata = (const guint8 *) rows[i].rdata;
      const char *layout = zc_rdata_layout_get (rows[i].type);
      gsize offset = 0;
      gboolean fits = TRUE;

      g_assert_nonnull (layout);
      for (; fits && *layout != '\0' && *layout != 'N'; layout++)
        {
          gssize size = zc_rdata_field_measure (zc_rdata_field_resolve (*layout, rdata, rows[i].length), rdata,
                                                rows[i].length, offset);

          fits = size >= 0;
          offset += fits ? (gsize) size : 0;
        }
      g_test_message ("row %u", i);
      g_assert_cmpint (fits && offset == rows[i].length, ==, rows[i].fits);
    }
}

static void
test_rdata_layouts_are_spelled_right (void)
{
  for (guint type = 0; type <= G_MAXUINT16; type++)
    {
      const char *layout = zc_rdata_layout_get ((guint16) type);

      if (layout == NULL)
        continue;
      g_assert_cmpuint (strspn (layout, "nNbhwqsSgk*+"), ==, strlen (layout));
      /* What goes up to the end stands at the end. */
      g_assert_cmpuint (strcspn (layout, "NS*+") + 1, >=, strlen (layout));
    }
  g_assert_null (zc_rdata_layout_get (0));
  g_assert_null (zc_rdata_layout_get (10));
  g_assert_null (zc_rdata_layout_get (41));
  g_assert_null (zc_rdata_layout_get (252));
  g_assert_null (zc_rdata_layout_get (65280));
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/dns/outcome/ids", test_outcome_ids);
  g_test_add_func ("/dns/config/values", test_config);
  g_test_add_func ("/dns/config/refuses", test_config_refuses);
  g_test_add_func ("/dns/config/refuses-port", test_config_refuses_port);
  g_test_add_func ("/dns/config/from-environment", test_config_from_environment);
  g_test_add_func ("/dns/server", test_server);
  g_test_add_func ("/dns/answer-copy", test_answer_copy);
  g_test_add_func ("/dns/name-length", test_name_length);
  g_test_add_func ("/dns/rdata-layout/covers-rdata", test_rdata_layouts_cover_rdata);
  g_test_add_func ("/dns/rdata-layout/spelled-right", test_rdata_layouts_are_spelled_right);

  return g_test_run ();
}
