/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "test-cloud-common.h"

#define PUT "PUT /secondaryzones/z1/axfr"
#define QUOTA "GET /quota"

/* The token is in one header of each request and in nothing else that is sent. */
static void
test_one_header (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 200, "Set-Cookie: a=b", TEST_QUOTA);
  zc_test_http_add_answer (server, PUT, 202, NULL, "{}");
  zc_test_http_add_answer (server, "GET /zones", 200, NULL, "{\"items\":[]}");

  test_cloud_get_quota (client, NULL, &error);
  g_assert_no_error (error);
  test_cloud_start_transfer (client, NULL, &error);
  g_assert_no_error (error);
  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_PRIMARY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *request = zc_test_http_dup_request (server, i);
      g_autofree char *authorization = zc_test_http_dup_header (server, i, "Authorization");
      g_autofree char *user_agent = zc_test_http_dup_header (server, i, "User-Agent");
      g_autofree char *accept = zc_test_http_dup_header (server, i, "Accept");
      g_autofree char *cookie = zc_test_http_dup_header (server, i, "Cookie");
      g_autofree char *referer = zc_test_http_dup_header (server, i, "Referer");
      const char *found = strstr (request, TEST_TOKEN);

      g_assert_cmpstr (authorization, ==, "Bearer " TEST_TOKEN);
      g_assert_true (g_str_has_prefix (user_agent, "ZoneCourier/"));
      g_assert_cmpstr (accept, ==, "application/json");
      g_assert_null (cookie);
      g_assert_null (referer);
      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, TEST_TOKEN));
    }
}

/* An account that is open may get another token. What is under way keeps the one it was begun with, and both are
 * redacted from what the server says. */
static void
test_another_token (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(ZcSecret) other = zc_secret_new ("another.token.here");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  zc_test_http_add_answer (server, QUOTA, 401, NULL,
                           "{\"httpStatus\":401,\"messages\":[{\"errorCode\":\"paas-auth-1\",\"message\":\"not "
                           TEST_TOKEN "\"}]}");
  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  zc_test_http_set_delay (server, 100);

  zc_cloud_client_get_quota_async (client, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (zc_test_http_count (server, QUOTA) == 1);
  zc_cloud_client_set_token (client, other);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_cloud_client_get_quota_finish (client, result, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED);
  g_assert_cmpstr (zc_cloud_error_get_server_message (error), ==, "not [token]");
  g_clear_error (&error);

  g_assert_true (test_cloud_get_quota (client, NULL, &error));
  g_assert_no_error (error);
  first = zc_test_http_dup_header (server, 0, "Authorization");
  second = zc_test_http_dup_header (server, 1, "Authorization");
  g_assert_cmpstr (first, ==, "Bearer " TEST_TOKEN);
  g_assert_cmpstr (second, ==, "Bearer another.token.here");
}

/* Whatever the redirect and wherever it leads, to another host or the same one: it is not followed. */
static void
test_redirects (void)
{
  static const guint statuses[] = { 300, 301, 302, 303, 305, 307, 308 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    for (guint elsewhere = 0; elsewhere < 2; elsewhere++)
      {
        g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
        g_autoptr(ZcTestHttp) target = zc_test_http_new (NULL);
        g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
        g_autofree char *headers = NULL;
        g_autoptr(GError) error = NULL;

        headers = g_strdup_printf ("Location: %s/quota",
                                   zc_test_http_get_url (elsewhere ? target : server));
        zc_test_http_add_answer (target, QUOTA, 200, NULL, TEST_QUOTA);
        zc_test_http_add_answer (server, QUOTA, statuses[i], headers, NULL);
        zc_test_http_add_answer (server, PUT, statuses[i], headers, NULL);

        g_assert_false (test_cloud_get_quota (client, NULL, &error));
        g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_REDIRECTED);
        g_assert_cmpuint (zc_cloud_error_get_http_status (error), ==, statuses[i]);
        g_clear_error (&error);
        g_assert_false (test_cloud_start_transfer (client, NULL, &error));
        g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_REDIRECTED);

        g_assert_cmpuint (zc_test_http_count (target, NULL), ==, 0);
        g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 1);
        g_assert_cmpuint (zc_test_http_count (server, PUT), ==, 1);
      }
}

/* A server that asks for another kind of authentication does not get a second request. */
static void
test_challenges (void)
{
  static const char * const challenges[] = {
    "WWW-Authenticate: Basic realm=\"x\"",
    "WWW-Authenticate: Digest realm=\"x\", nonce=\"y\"",
    "WWW-Authenticate: Negotiate",
    "WWW-Authenticate: NTLM",
    "WWW-Authenticate: Bearer",
  };

  for (guint i = 0; i < G_N_ELEMENTS (challenges); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GError) error = NULL;

      zc_test_http_add_answer (server, QUOTA, 401, challenges[i], NULL);
      zc_test_http_add_answer (server, PUT, 401, challenges[i], NULL);

      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED);
      g_clear_error (&error);
      g_assert_false (test_cloud_start_transfer (client, NULL, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED);
      g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 2);
    }
}

/* A token with a line feed in it would make a header of its own. */
static void
test_tokens_that_are_none (void)
{
  static const char * const tokens[] = { "", " ", "abc\ndef", "abc\r\nX-Injected: 1", "a b", "t\xc3\xb6ken", "a\x7f" };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new_full (zc_test_http_get_url (server), tokens[i], NULL);
      g_autoptr(GError) error = NULL;

      zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED);
      g_assert_cmpuint (zc_cloud_error_get_http_status (error), ==, 0);
      g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 0);
    }
}

static void
test_pasted_token (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new_full (zc_test_http_get_url (server), " \n" TEST_TOKEN "\r\n", NULL);
  g_autofree char *authorization = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  test_cloud_get_quota (client, NULL, &error);
  g_assert_no_error (error);
  authorization = zc_test_http_dup_header (server, 0, "Authorization");
  g_assert_cmpstr (authorization, ==, "Bearer " TEST_TOKEN);
}

/* A certificate that nobody vouches for: no request is made, and the reason passes through. */
static void
test_unknown_certificate (void)
{
  g_autoptr(GTlsCertificate) certificate = zc_test_http_new_certificate ();
  g_autoptr(ZcTestHttp) server = zc_test_http_new (certificate);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  zc_test_http_add_answer (server, PUT, 202, NULL, "{}");

  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  g_clear_error (&error);
  g_assert_false (test_cloud_start_transfer (client, NULL, &error));
  g_assert_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 0);
  g_assert_cmpuint (waits->len, ==, 0);
}

/* A certificate that is trusted but was made for another name. */
static void
test_certificate_of_another_name (void)
{
  g_autoptr(GTlsCertificate) certificate = zc_test_http_new_certificate ();
  g_autoptr(ZcTestHttp) server = zc_test_http_new_at ("127.0.0.2", certificate);
  g_autoptr(SoupSession) session = test_cloud_trust (certificate);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new_full (zc_test_http_get_url (server), TEST_TOKEN, session);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 0);
}

static gboolean
greet_cb (GSocketService    *service,
          GSocketConnection *connection,
          GObject           *source,
          guint             *n_greeted)
{
  const char *greeting = "220 mail.example ESMTP\r\n";

  (*n_greeted)++;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             greeting, strlen (greeting), NULL, NULL, NULL);

  return FALSE;
}

/* The port answers, but not with TLS. */
static void
test_no_tls (void)
{
  g_autoptr(GSocketService) service = g_socket_service_new ();
  g_autoptr(ZcCloudClient) client = NULL;
  g_autofree char *url = NULL;
  g_autoptr(GError) error = NULL;
  guint n_greeted = 0;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);

  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (greet_cb), &n_greeted);
  url = g_strdup_printf ("https://127.0.0.1:%u", port);
  client = test_cloud_client_new_full (url, TEST_TOKEN, NULL);

  g_assert_false (test_cloud_start_transfer (client, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (G_TLS_ERROR));
  g_assert_cmpuint (n_greeted, ==, 1);
}

static char *
make_page (const char *query,
           gpointer    data)
{
  const char *offset_text = strstr (query, "offset=") + strlen ("offset=");
  int offset = (int) g_ascii_strtoll (offset_text, NULL, 10);
  GString *body = g_string_new ("{\"items\":[");

  for (int i = offset; i < MIN (offset + 50, 225); i++)
    g_string_append_printf (body, "%s{\"id\":\"z%d\",\"properties\":{\"zoneName\":\"z%d.example\"}}",
                            i > offset ? "," : "", i, i);
  g_string_append_printf (body, "],\"_links\":{%s}}", offset + 50 < 225 ? "\"next\":\"x\"" : "");

  return g_string_free (body, FALSE);
}

/* The service is reached over TLS, and over HTTP/1.1 also where it offers HTTP/2. */
static void
check_over_tls (gboolean offers_http2)
{
  g_autoptr(GTlsCertificate) certificate = zc_test_http_new_certificate ();
  g_autoptr(SoupSession) session = test_cloud_trust (certificate);
  g_autoptr(ZcTestHttp) server = NULL;
  g_autoptr(ZcCloudClient) client = NULL;
  g_autoptr(GPtrArray) zones = NULL;
  g_autofree char *authorization = NULL;
  g_autoptr(GError) error = NULL;

  if (offers_http2)
    g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);
  server = zc_test_http_new (certificate);
  g_unsetenv ("SOUP_SERVER_HTTP2");

  client = test_cloud_client_new_full (zc_test_http_get_url (server), TEST_TOKEN, session);
  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  zc_test_http_add_answer (server, PUT, 503, "Retry-After: 0", NULL);
  zc_test_http_add_answer (server, PUT, 202, NULL, NULL);
  zc_test_http_add_answer (server, PUT, 401, "WWW-Authenticate: Basic realm=\"x\"", "{\"messages\":[{\"message\":\"no\"}]}");
  zc_test_http_add_function (server, "GET /zones", make_page, NULL);

  test_cloud_get_quota (client, NULL, &error);
  g_assert_no_error (error);
  authorization = zc_test_http_dup_header (server, 0, "Authorization");
  g_assert_cmpstr (authorization, ==, "Bearer " TEST_TOKEN);
  g_assert_false (zc_test_http_is_http2 (server));

  test_cloud_start_transfer (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zc_test_http_count (server, PUT), ==, 2);
  g_assert_false (test_cloud_start_transfer (client, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED);
  g_assert_cmpstr (zc_cloud_error_get_server_message (error), ==, "no");
  g_assert_cmpuint (zc_test_http_count (server, PUT), ==, 3);
  g_clear_error (&error);

  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_PRIMARY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zones->len, ==, 225);
}

static void
test_over_tls (void)
{
  check_over_tls (FALSE);
}

static void
test_http2_refused (void)
{
  check_over_tls (TRUE);
}

/* A handshake that never ends is a connection that does not come about: nothing was sent. */
static void
test_connect_limit (void)
{
  ZcCloudLimits limits = TEST_LIMITS;
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(ZcSecret) token = zc_secret_new (TEST_TOKEN);
  g_autoptr(ZcCloudClient) client = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  gint64 started = g_get_monotonic_time ();

  g_assert_no_error (error);
  limits.connect_ms = 200;
  limits.idle_s = 30;
  url = g_strdup_printf ("https://127.0.0.1:%u", port);
  client = zc_cloud_client_new_full (url, token, NULL, &limits, &error);
  g_assert_no_error (error);

  g_assert_false (test_cloud_start_transfer (client, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (error->message, "No connection to 127.0.0.1"));
  g_assert_cmpint (g_get_monotonic_time () - started, <, 2 * G_TIME_SPAN_SECOND);
}

static GPtrArray *log_lines; /* (element-type utf8) */

static GLogWriterOutput
keep_log (GLogLevelFlags   level,
          const GLogField *fields,
          gsize            n_fields,
          gpointer         data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length == -1)
      g_ptr_array_add (log_lines, g_strdup (fields[i].value));

  return G_LOG_WRITER_HANDLED;
}

/* Everything the program says about its requests at the most talkative level. */
static void
check_log (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;
  guint n_requests_told = 0;

  log_lines = g_ptr_array_new_with_free_func (g_free);
  g_log_set_writer_func (keep_log, NULL, NULL);

  zc_test_http_add_answer (server, QUOTA, 401, NULL, "{\"messages\":[{\"errorCode\":\"x\",\"message\":\"" TEST_TOKEN "\"}]}");
  zc_test_http_add_answer (server, QUOTA, 200, NULL, "{\"" TEST_TOKEN "\":\"" TEST_TOKEN "\"}");
  zc_test_http_add_raw (server, QUOTA, "", -1, ZC_TEST_HTTP_CLOSE);
  zc_test_http_add_raw (server, PUT, TEST_TOKEN "\r\n\r\n", -1, ZC_TEST_HTTP_CLOSE);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_null (strstr (error->message, TEST_TOKEN));
      g_clear_error (&error);
    }
  g_assert_false (test_cloud_start_transfer (client, NULL, &error));
  g_assert_null (strstr (error->message, TEST_TOKEN));

  for (guint i = 0; i < log_lines->len; i++)
    {
      g_assert_null (strstr (g_ptr_array_index (log_lines, i), TEST_TOKEN));
      n_requests_told += strstr (g_ptr_array_index (log_lines, i), "/quota: try ") != NULL;
    }
  g_assert_cmpuint (n_requests_told, >=, 3);
  g_ptr_array_unref (log_lines);
}

static void
test_log (void)
{
  if (g_test_subprocess ())
    {
      check_log ();
      return;
    }

  /* A writer can be set once in a process. */
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/cloud/secrets/one-header", test_one_header);
  g_test_add_func ("/cloud/secrets/another-token", test_another_token);
  g_test_add_func ("/cloud/secrets/redirects", test_redirects);
  g_test_add_func ("/cloud/secrets/challenges", test_challenges);
  g_test_add_func ("/cloud/secrets/tokens-that-are-none", test_tokens_that_are_none);
  g_test_add_func ("/cloud/secrets/pasted-token", test_pasted_token);
  g_test_add_func ("/cloud/secrets/log", test_log);
  g_test_add_func ("/cloud/tls/unknown-certificate", test_unknown_certificate);
  g_test_add_func ("/cloud/tls/certificate-of-another-name", test_certificate_of_another_name);
  g_test_add_func ("/cloud/tls/no-tls", test_no_tls);
  g_test_add_func ("/cloud/tls/spoken", test_over_tls);
  g_test_add_func ("/cloud/tls/http2-refused", test_http2_refused);
  g_test_add_func ("/cloud/tls/connect-limit", test_connect_limit);

  return g_test_run ();
}
