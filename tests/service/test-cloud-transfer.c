/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "test-cloud-common.h"

/* A resolver that knows no name, so that the test does not depend on the network's. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;

  GResolverError code;
  guint n_questions;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

#define PUT "PUT /secondaryzones/z1/axfr"
#define QUOTA "GET /quota"

static void
test_resolver_lookup_async (GResolver                *resolver,
                            const char               *name,
                            GResolverNameLookupFlags  flags,
                            GCancellable             *cancellable,
                            GAsyncReadyCallback       callback,
                            gpointer                  user_data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  /* Both address families are asked for, each on its own. */
  if (flags != G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    TEST_RESOLVER (resolver)->n_questions++;
  g_task_return_new_error (task, G_RESOLVER_ERROR, (int) TEST_RESOLVER (resolver)->code, "Not known: %s", name);
}

static GList *
test_resolver_lookup_finish (GResolver     *resolver,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = test_resolver_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = test_resolver_lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* A second request, if there were one on its way, would reach the server before the answer to this. */
static void
check_number_of_puts (ZcTestHttp    *server,
                      ZcCloudClient *client,
                      guint          n_puts)
{
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  test_cloud_get_quota (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zc_test_http_count (server, PUT), ==, n_puts);
}

/* A connection that is kept is what libsoup repeats requests on by itself. */
static void
keep_connection (ZcTestHttp    *server,
                 ZcCloudClient *client)
{
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  test_cloud_get_quota (client, NULL, &error);
  g_assert_no_error (error);
}

static void
test_accepted (void)
{
  static const struct
  {
    guint status;
    const char *body;
  } rows[] = {
    { 202, "{}" },
    { 202, "" },
    { 202, NULL },
    { 202, "{\"damaged\":" },
    { 202, "<html>" },
    { 200, "{}" },
    { 204, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GError) error = NULL;
      g_autofree char *length = NULL;
      g_autofree char *encoding = NULL;

      zc_test_http_add_answer (server, PUT, rows[i].status, NULL, rows[i].body);
      g_assert_true (test_cloud_start_transfer (client, NULL, &error));
      g_assert_no_error (error);

      length = zc_test_http_dup_header (server, 0, "Content-Length");
      encoding = zc_test_http_dup_header (server, 0, "Transfer-Encoding");
      g_assert_cmpstr (length, ==, "0");
      g_assert_null (encoding);
      check_number_of_puts (server, client, 1);
    }
}

/* Once the service said 2xx the transfer has begun, whatever happens to the rest of the answer. */
static void
test_accepted_with_damaged_answer (void)
{
  static const struct
  {
    const char *bytes;
    ZcTestHttpEnding ending;
  } rows[] = {
    { "HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{", ZC_TEST_HTTP_CLOSE },
    { "HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{", ZC_TEST_HTTP_RESET },
    { "HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{", ZC_TEST_HTTP_HOLD },
    { "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\nzz", ZC_TEST_HTTP_CLOSE },
    { "HTTP/1.1 202 Accepted\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8bx", ZC_TEST_HTTP_CLOSE },
    { "HTTP/1.1 202 Accepted\r\n\r\n", ZC_TEST_HTTP_FLOOD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ZcCloudLimits limits = TEST_LIMITS;
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = NULL;
      g_autoptr(GError) error = NULL;

      if (rows[i].ending == ZC_TEST_HTTP_HOLD)
        limits.idle_s = 1;
      client = test_cloud_client_new (server, &limits);

      g_test_message ("row %u", i);
      zc_test_http_add_raw (server, PUT, rows[i].bytes, -1, rows[i].ending);
      g_assert_true (test_cloud_start_transfer (client, NULL, &error));
      g_assert_no_error (error);
      ZC_WAIT_UNTIL (!zc_test_http_is_flooding (server));
      check_number_of_puts (server, client, 1);
    }
}

static void
test_turned_away (void)
{
  static const struct
  {
    guint status;
    const char *headers;
    ZcCloudErrorCode code;
  } rows[] = {
    { 301, "Location: /elsewhere", ZC_CLOUD_ERROR_REDIRECTED },
    { 307, "Location: /elsewhere", ZC_CLOUD_ERROR_REDIRECTED },
    { 308, "Location: /elsewhere", ZC_CLOUD_ERROR_REDIRECTED },
    { 400, NULL, ZC_CLOUD_ERROR_REFUSED },
    { 401, "WWW-Authenticate: Basic realm=\"x\"", ZC_CLOUD_ERROR_UNAUTHORIZED },
    { 403, NULL, ZC_CLOUD_ERROR_FORBIDDEN },
    { 404, NULL, ZC_CLOUD_ERROR_NOT_FOUND },
    { 408, "Connection: close", ZC_CLOUD_ERROR_REFUSED },
    { 409, "Retry-After: 0", ZC_CLOUD_ERROR_CONFLICT },
    { 421, NULL, ZC_CLOUD_ERROR_REFUSED },
    { 429, NULL, ZC_CLOUD_ERROR_RATE_LIMITED },
    { 429, "Retry-After: soon", ZC_CLOUD_ERROR_RATE_LIMITED },
    { 429, "Retry-After: 3600", ZC_CLOUD_ERROR_RATE_LIMITED },
    { 500, NULL, ZC_CLOUD_ERROR_SERVER },
    { 500, "Retry-After: 0", ZC_CLOUD_ERROR_SERVER },
    { 502, NULL, ZC_CLOUD_ERROR_UNAVAILABLE },
    { 502, "Retry-After: 0", ZC_CLOUD_ERROR_UNAVAILABLE },
    { 503, NULL, ZC_CLOUD_ERROR_UNAVAILABLE },
    { 504, NULL, ZC_CLOUD_ERROR_UNAVAILABLE },
    { 504, "Retry-After: 0", ZC_CLOUD_ERROR_UNAVAILABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
      g_autoptr(GError) error = NULL;

      g_test_message ("status %u, %s", rows[i].status, rows[i].headers);
      keep_connection (server, client);
      zc_test_http_add_answer (server, PUT, rows[i].status, rows[i].headers, NULL);
      g_assert_false (test_cloud_start_transfer (client, NULL, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, (int) rows[i].code);
      g_assert_cmpuint (waits->len, ==, 0);
      check_number_of_puts (server, client, 1);
      g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 3);
    }
}

static void
test_sent_again_when_asked (void)
{
  static const guint rows[] = { 429, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
      g_autoptr(GError) error = NULL;

      zc_test_http_add_answer (server, PUT, rows[i], "Retry-After: 1", NULL);
      zc_test_http_add_answer (server, PUT, 202, NULL, "{}");
      g_assert_true (test_cloud_start_transfer (client, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (waits->len, ==, 1);
      g_assert_cmpuint (g_array_index (waits, TestWait, 0).seconds, ==, 1);
      g_assert_cmpint (zc_test_http_get_time (server, 1) - zc_test_http_get_time (server, 0), >=, G_TIME_SPAN_SECOND);
      check_number_of_puts (server, client, 2);
    }
}

static void
test_sent_again_at_most_three_times (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, PUT, 429, "Retry-After: 0", NULL);
  g_assert_false (test_cloud_start_transfer (client, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_RATE_LIMITED);
  check_number_of_puts (server, client, 4);
}

/* A server that took the request and said nothing: it may have begun, so it is not sent again, neither
 * by this program nor by libsoup. */
static void
test_no_answer (void)
{
  static const struct
  {
    const char *bytes;
    ZcTestHttpEnding ending;
  } rows[] = {
    { "", ZC_TEST_HTTP_CLOSE },
    { "", ZC_TEST_HTTP_RESET },
    { "", ZC_TEST_HTTP_HOLD },
    { "HTTP/1.1 202 Acc", ZC_TEST_HTTP_RESET },
    { "HTTP/1.1 202 Accepted\r\nContent-Le", ZC_TEST_HTTP_CLOSE },
    { "HTTP/1.1 202 Accepted\r\n", ZC_TEST_HTTP_HOLD },
    { "garbage\r\n\r\n", ZC_TEST_HTTP_CLOSE },
    { "HTTP/1.1 100 Continue\r\n\r\n", ZC_TEST_HTTP_CLOSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint kept = 0; kept < 2; kept++)
      {
        ZcCloudLimits limits = TEST_LIMITS;
        g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
        g_autoptr(ZcCloudClient) client = NULL;
        g_autoptr(GArray) waits = NULL;
        g_autoptr(GError) error = NULL;

        if (rows[i].ending == ZC_TEST_HTTP_HOLD)
          limits.idle_s = 1;
        client = test_cloud_client_new (server, &limits);
        waits = test_cloud_watch_waiting (client);

        g_test_message ("row %u, kept %u", i, kept);
        if (kept)
          keep_connection (server, client);
        zc_test_http_add_raw (server, PUT, rows[i].bytes, -1, rows[i].ending);
        g_assert_false (test_cloud_start_transfer (client, NULL, &error));
        g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_NO_ANSWER);
        g_assert_cmpuint (zc_cloud_error_get_http_status (error), ==, 0);
        g_assert_cmpuint (waits->len, ==, 0);
        check_number_of_puts (server, client, 1);
      }
}

static void
test_no_answer_after_being_asked_to_wait (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, PUT, 503, "Retry-After: 0", NULL);
  zc_test_http_add_raw (server, PUT, "", -1, ZC_TEST_HTTP_CLOSE);
  g_assert_false (test_cloud_start_transfer (client, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_NO_ANSWER);
  check_number_of_puts (server, client, 2);
}

/* The whole request is bounded as well. */
static void
test_no_answer_in_time (void)
{
  ZcCloudLimits limits = TEST_LIMITS;
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = NULL;
  g_autoptr(GError) error = NULL;

  limits.request_ms = 200;
  client = test_cloud_client_new (server, &limits);
  zc_test_http_add_raw (server, PUT, "", -1, ZC_TEST_HTTP_DRIBBLE);
  g_assert_false (test_cloud_start_transfer (client, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_NO_ANSWER);
  check_number_of_puts (server, client, 1);
}

/* Nothing was sent, so nothing can have begun: the reason passes through, and the user decides. */
static void
test_not_sent (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&server, zc_test_http_free);
  g_assert_false (test_cloud_start_transfer (client, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_cmpuint (waits->len, ==, 0);
}

/* A name that does not exist is not asked for again; one that could not be asked for is, but never by
 * the start of a transfer. */
static void
test_name_unknown (void)
{
  static const struct
  {
    GResolverError code;
    gboolean is_put;
    guint n_questions;
  } rows[] = {
    { G_RESOLVER_ERROR_NOT_FOUND, TRUE, 1 },
    { G_RESOLVER_ERROR_NOT_FOUND, FALSE, 1 },
    { G_RESOLVER_ERROR_TEMPORARY_FAILURE, TRUE, 1 },
    { G_RESOLVER_ERROR_TEMPORARY_FAILURE, FALSE, 4 },
  };
  static const ZcCloudLimits quick = TEST_LIMITS;
  g_autoptr(GResolver) real = g_resolver_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
      g_autoptr(ZcSecret) token = zc_secret_new (TEST_TOKEN);
      g_autoptr(ZcCloudClient) client = NULL;
      g_autoptr(GError) error = NULL;

      resolver->code = rows[i].code;
      g_resolver_set_default (G_RESOLVER (resolver));
      client = zc_cloud_client_new_full ("https://dns.example.test", token, NULL, &quick, &error);
      g_assert_no_error (error);

      if (rows[i].is_put)
        g_assert_false (test_cloud_start_transfer (client, NULL, &error));
      else
        g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, G_RESOLVER_ERROR, (int) rows[i].code);
      g_assert_cmpuint (resolver->n_questions, ==, rows[i].n_questions);
      g_resolver_set_default (real);
    }
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/cloud/put/accepted", test_accepted);
  g_test_add_func ("/cloud/put/accepted-with-damaged-answer", test_accepted_with_damaged_answer);
  g_test_add_func ("/cloud/put/turned-away", test_turned_away);
  g_test_add_func ("/cloud/put/sent-again-when-asked", test_sent_again_when_asked);
  g_test_add_func ("/cloud/put/sent-again-at-most-three-times", test_sent_again_at_most_three_times);
  g_test_add_func ("/cloud/put/no-answer", test_no_answer);
  g_test_add_func ("/cloud/put/no-answer-after-being-asked-to-wait", test_no_answer_after_being_asked_to_wait);
  g_test_add_func ("/cloud/put/no-answer-in-time", test_no_answer_in_time);
  g_test_add_func ("/cloud/put/not-sent", test_not_sent);
  g_test_add_func ("/cloud/name-unknown", test_name_unknown);

  return g_test_run ();
}
