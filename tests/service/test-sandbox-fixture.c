/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>

#include "zc-test-sandbox.h"
#include "zc-test.h"

#define ZONE "example.com"
#define SECONDARY "nscs.ui-dns.org"

/* A call of the API with the test's own client. */
static guint
call (ZcTestSandbox *sandbox,
      const char    *method,
      const char    *path)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (zc_test_sandbox_get_url (sandbox), path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", zc_test_sandbox_get_token (sandbox), NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, uri);
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GError) error = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);

  return soup_message_get_status (message);
}

static void
test_tells_where_it_is (void)
{
  g_autoptr(ZcTestSandbox) sandbox = zc_test_sandbox_start ("secondary-only");
  g_autofree char *resolver = g_strdup_printf ("127.0.0.1@%u", zc_test_sandbox_get_dns_port (sandbox));
  g_autofree char *port = g_strdup_printf ("%u", zc_test_sandbox_get_dns_port (sandbox));

  g_assert_cmpstr (zc_test_sandbox_get_resolver (sandbox), ==, resolver);
  g_assert_cmpstr (zc_test_sandbox_get_address (sandbox, SECONDARY), ==, "127.0.20.3");

  zc_test_sandbox_set_environment (sandbox);
  g_assert_cmpstr (g_getenv ("IONOS_TOKEN"), ==, zc_test_sandbox_get_token (sandbox));
  g_assert_cmpstr (g_getenv ("IONOS_API_URL_DNS"), ==, zc_test_sandbox_get_url (sandbox));
  g_assert_cmpstr (g_getenv ("ZONE_COURIER_DNS_PORT"), ==, port);
  g_assert_cmpstr (g_getenv ("ZONE_COURIER_DNS_RESOLVER"), ==, resolver);
}

static void
test_counts_requests (void)
{
  g_autoptr(ZcTestSandbox) sandbox = zc_test_sandbox_start ("secondary-only");
  g_autofree char *id = zc_test_sandbox_get_zone_id (sandbox, "secondaryzones", ZONE);
  g_autofree char *path = g_strdup_printf ("/secondaryzones/%s/axfr", id);
  g_autofree char *cleared = NULL;

  g_assert_cmpuint (zc_test_sandbox_count (sandbox, "PUT", "*"), ==, 0);
  g_assert_cmpuint (call (sandbox, "PUT", path), ==, SOUP_STATUS_ACCEPTED);
  g_assert_cmpuint (zc_test_sandbox_count (sandbox, "PUT", path), ==, 1);
  g_assert_cmpuint (zc_test_sandbox_count (sandbox, "*", "/secondaryzones*"), ==, 2);

  cleared = zc_test_sandbox_control (sandbox, "DELETE", "journal", NULL);
  g_assert_cmpuint (zc_test_sandbox_count (sandbox, "*", "*"), ==, 0);
}

static void
test_steers_servers (void)
{
  g_autoptr(ZcTestSandbox) sandbox = zc_test_sandbox_start ("secondary-only");
  g_autofree char *id = zc_test_sandbox_get_zone_id (sandbox, "secondaryzones", ZONE);
  g_autofree char *path = g_strdup_printf ("/secondaryzones/%s/axfr", id);
  gint64 old = zc_test_sandbox_get_serial (sandbox, ZONE, SECONDARY);

  zc_test_sandbox_post (sandbox, "bump", "{\"zone\":\"%s\",\"serial\":%u}", ZONE, 4000000000u);
  g_assert_cmpint (zc_test_sandbox_get_serial (sandbox, ZONE, "127.0.10.2"), ==, 4000000000);
  g_assert_cmpint (zc_test_sandbox_get_serial (sandbox, ZONE, "127.0.10.9"), ==, -1);

  zc_test_sandbox_post (sandbox, "hold", "{\"server\":\"%s\"}", SECONDARY);
  g_assert_cmpuint (call (sandbox, "PUT", path), ==, SOUP_STATUS_ACCEPTED);
  zc_test_sandbox_wait_serial (sandbox, ZONE, "nscs.ui-dns.de", 4000000000);
  g_assert_cmpint (zc_test_sandbox_get_serial (sandbox, ZONE, SECONDARY), ==, old);
  zc_test_sandbox_post (sandbox, "release", "{\"server\":\"%s\"}", SECONDARY);
  zc_test_sandbox_wait_serial (sandbox, ZONE, SECONDARY, 4000000000);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/sandbox-fixture/tells-where-it-is", test_tells_where_it_is);
  g_test_add_func ("/sandbox-fixture/counts-requests", test_counts_requests);
  g_test_add_func ("/sandbox-fixture/steers-servers", test_steers_servers);

  return g_test_run ();
}
