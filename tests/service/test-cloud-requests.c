/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "test-cloud-common.h"

#define QUOTA "GET /quota"

/* Every status, how often it is asked for, and what becomes of it. */
static void
test_get_statuses (void)
{
  static const struct
  {
    guint status;
    ZcCloudErrorCode code;
    guint n_requests;
  } rows[] = {
    { 300, ZC_CLOUD_ERROR_REDIRECTED, 1 },
    { 304, ZC_CLOUD_ERROR_REDIRECTED, 1 },
    { 400, ZC_CLOUD_ERROR_REFUSED, 1 },
    { 401, ZC_CLOUD_ERROR_UNAUTHORIZED, 1 },
    { 403, ZC_CLOUD_ERROR_FORBIDDEN, 1 },
    { 404, ZC_CLOUD_ERROR_NOT_FOUND, 1 },
    { 407, ZC_CLOUD_ERROR_REFUSED, 1 },
    { 409, ZC_CLOUD_ERROR_CONFLICT, 1 },
    { 418, ZC_CLOUD_ERROR_REFUSED, 1 },
    { 421, ZC_CLOUD_ERROR_REFUSED, 1 },
    { 429, ZC_CLOUD_ERROR_RATE_LIMITED, 4 },
    { 500, ZC_CLOUD_ERROR_SERVER, 1 },
    { 501, ZC_CLOUD_ERROR_SERVER, 1 },
    { 502, ZC_CLOUD_ERROR_UNAVAILABLE, 4 },
    { 503, ZC_CLOUD_ERROR_UNAVAILABLE, 4 },
    { 504, ZC_CLOUD_ERROR_UNAVAILABLE, 4 },
    { 599, ZC_CLOUD_ERROR_SERVER, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
      g_autoptr(GError) error = NULL;

      g_test_message ("status %u", rows[i].status);
      zc_test_http_add_answer (server, QUOTA, rows[i].status, NULL,
                               "{\"httpStatus\":1,\"messages\":[{\"errorCode\":\"paas-x\",\"message\":\"<b>why</b>\"}]}");

      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, (int) rows[i].code);
      g_assert_cmpuint (zc_cloud_error_get_http_status (error), ==, rows[i].status);
      g_assert_cmpint (zc_cloud_error_get_retry_after (error), ==, -1);
      if (rows[i].status != 304 && rows[i].status != 421)
        {
          g_assert_cmpstr (zc_cloud_error_get_server_message (error), ==, "<b>why</b>");
          g_assert_cmpstr (zc_cloud_error_get_server_code (error), ==, "paas-x");
        }
      g_assert_null (strstr (error->message, "why"));
      g_assert_nonnull (strstr (error->message, "127.0.0.1"));
      g_assert_cmpuint (zc_test_http_count (server, NULL), ==, rows[i].n_requests);
      g_assert_cmpuint (waits->len, ==, rows[i].n_requests - 1);
      for (guint wait = 0; wait < waits->len; wait++)
        g_assert_false (g_array_index (waits, TestWait, wait).asked);
    }
}

static void
test_get_recovers (void)
{
  static const struct
  {
    const char *raw; /* NULL: by status */
    ZcTestHttpEnding ending;
    guint status;
  } rows[] = {
    { NULL, ZC_TEST_HTTP_CLOSE, 429 },
    { NULL, ZC_TEST_HTTP_CLOSE, 502 },
    { NULL, ZC_TEST_HTTP_CLOSE, 503 },
    { NULL, ZC_TEST_HTTP_CLOSE, 504 },
    /* The connection ends before, in and behind the header, and at every place of the body. */
    { "", ZC_TEST_HTTP_CLOSE, 0 },
    { "", ZC_TEST_HTTP_RESET, 0 },
    { "HTTP/1.1 200 OK\r\nContent-Le", ZC_TEST_HTTP_CLOSE, 0 },
    { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", ZC_TEST_HTTP_CLOSE, 0 },
    { "HTTP/1.1 200 OK\r\nContent-Le", ZC_TEST_HTTP_RESET, 0 },
    { "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", ZC_TEST_HTTP_CLOSE, 0 },
    { "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"quotaUsage\":{}}", ZC_TEST_HTTP_CLOSE, 0 },
    { "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"quotaU", ZC_TEST_HTTP_RESET, 0 },
    { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"q", ZC_TEST_HTTP_CLOSE, 0 },
    { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"quo\r\n", ZC_TEST_HTTP_CLOSE, 0 },
    { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"quo\r\n", ZC_TEST_HTTP_RESET, 0 },
    { "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"quotaU", ZC_TEST_HTTP_CLOSE, 0 },
    /* Silence before the answer, in its header and in its body. */
    { "", ZC_TEST_HTTP_HOLD, 0 },
    { "HTTP/1.1 200 OK\r\n", ZC_TEST_HTTP_HOLD, 0 },
    { "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"quotaU", ZC_TEST_HTTP_HOLD, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
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

      if (rows[i].raw != NULL)
        zc_test_http_add_raw (server, QUOTA, rows[i].raw, -1, rows[i].ending);
      else
        zc_test_http_add_answer (server, QUOTA, rows[i].status, NULL, "<html>");
      zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);

      g_test_message ("row %u", i);
      test_cloud_get_quota (client, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 2);
      g_assert_cmpuint (waits->len, ==, 1);
    }
}

static void
test_get_gives_up (void)
{
  static const struct
  {
    const char *raw;
    ZcTestHttpEnding ending;
    int code;
  } rows[] = {
    { "", ZC_TEST_HTTP_CLOSE, G_IO_ERROR_PARTIAL_INPUT },
    { "", ZC_TEST_HTTP_RESET, G_IO_ERROR_CONNECTION_CLOSED },
    { "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}", ZC_TEST_HTTP_CLOSE, G_IO_ERROR_PARTIAL_INPUT },
    { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"quo\r\n", ZC_TEST_HTTP_CLOSE, G_IO_ERROR_PARTIAL_INPUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GError) error = NULL;

      zc_test_http_add_raw (server, QUOTA, rows[i].raw, -1, rows[i].ending);

      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, G_IO_ERROR, rows[i].code);
      g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 4);
    }
}

/* libsoup by itself would send a request once more when the server closes a kept connection, so that
 * the server sees more requests than were counted. */
static void
test_get_on_kept_connection (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  zc_test_http_add_raw (server, QUOTA, "", -1, ZC_TEST_HTTP_CLOSE);

  test_cloud_get_quota (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 1 + 4);
  g_assert_cmpuint (waits->len, ==, 3);
}

/* libsoup may notice a reset so early that it has another kept connection ready before it has told of
 * the first failure. */
static void
test_get_on_several_kept_connections (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GAsyncResult) first = NULL;
      g_autoptr(GAsyncResult) second = NULL;
      g_autoptr(ZcQuota) first_quota = NULL;
      g_autoptr(ZcQuota) second_quota = NULL;
      g_autoptr(GError) error = NULL;

      zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
      zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
      zc_test_http_add_raw (server, QUOTA, "", -1, ZC_TEST_HTTP_RESET);
      zc_test_http_set_delay (server, 5);
      zc_cloud_client_get_quota_async (client, NULL, zc_test_keep_result_cb, &first);
      zc_cloud_client_get_quota_async (client, NULL, zc_test_keep_result_cb, &second);
      ZC_WAIT_UNTIL (first != NULL && second != NULL);
      first_quota = zc_cloud_client_get_quota_finish (client, first, &error);
      g_assert_no_error (error);
      second_quota = zc_cloud_client_get_quota_finish (client, second, &error);
      g_assert_no_error (error);

      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
      g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 2 + 4);
    }
}

static void
test_get_accepts_every_success (void)
{
  static const guint rows[] = { 200, 201, 202, 203, 206, 299 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GError) error = NULL;

      zc_test_http_add_answer (server, QUOTA, rows[i], NULL, TEST_QUOTA "\n");
      test_cloud_get_quota (client, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
test_get_bad_answers (void)
{
  static const struct
  {
    guint status;
    const char *headers;
    const char *body;
    const char *reason;
  } rows[] = {
    { 200, NULL, "", "($ is empty)" },
    { 204, NULL, NULL, "($ is empty)" },
    { 200, NULL, "{}", "($.quotaUsage is missing)" },
    { 200, NULL, "{\"quotaUsage\":{\"zones\":\"x\"}}", "($.quotaUsage.zones is not a number)" },
    { 200, NULL, "{\"quotaUsage\":{", "($ is not JSON from line 1, byte 16 on)" },
    { 200, "Content-Type: text/html", "<html><body>Log in to the hotel's network</body></html>", "($ is not JSON from line 1, byte 1 on)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GError) error = NULL;

      g_test_message ("row %u", i);
      zc_test_http_add_answer (server, QUOTA, rows[i].status, rows[i].headers, rows[i].body);
      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ANSWER);
      if (strstr (error->message, rows[i].reason) == NULL)
        g_error ("%s", error->message);
      g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 1);
    }
}

static GBytes *
compress (const char *text)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) output = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (output, text, strlen (text), NULL, NULL, &error);
  g_output_stream_close (output, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GByteArray *
make_compressed_answer (gboolean damaged)
{
  /* Noise does not fit into one block of what the decoder looks at first. */
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(GString) text = g_string_new ("{\"noise\":\"");
  g_autoptr(GBytes) compressed = NULL;
  GByteArray *answer = g_byte_array_new ();
  const char *head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n";

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, (char) g_rand_int_range (rand, 'a', 'z' + 1));
  g_string_append (text, "\"," TEST_QUOTA);
  /* The quota's own bracket is not needed a second time. */
  g_string_erase (text, (gssize) (text->len - strlen (TEST_QUOTA)), 1);

  compressed = compress (text->str);
  g_byte_array_append (answer, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (answer, g_bytes_get_data (compressed, NULL), (guint) g_bytes_get_size (compressed));
  if (damaged)
    memset (answer->data + answer->len / 2, 0xff, 64);

  return answer;
}

static void
test_get_compressed (void)
{
  for (guint damaged = 0; damaged < 2; damaged++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GByteArray) answer = make_compressed_answer (damaged);
      g_autoptr(GError) error = NULL;

      zc_test_http_add_raw (server, QUOTA, (const char *) answer->data, answer->len, ZC_TEST_HTTP_CLOSE);
      if (test_cloud_get_quota (client, NULL, &error))
        {
          g_assert_false (damaged);
          continue;
        }
      g_assert_true (damaged);
      g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ANSWER);
      g_assert_nonnull (strstr (error->message, "(its compression is damaged)"));
      g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 1);
    }
}

/* What counts is the size after decoding: a few kilobytes may stand for a lot. */
static void
test_compressed_flood (void)
{
  ZcCloudLimits limits = TEST_LIMITS;
  g_autofree char *blanks = g_strnfill (3 * 1024 * 1024, ' ');
  g_autoptr(GBytes) compressed = compress (blanks);
  g_autoptr(GByteArray) answer = g_byte_array_new ();
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = NULL;
  g_autoptr(GError) error = NULL;
  const char *head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";

  g_byte_array_append (answer, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (answer, g_bytes_get_data (compressed, NULL), (guint) g_bytes_get_size (compressed));
  g_assert_cmpuint (answer->len, <, 10 * 1024);

  limits.most_bytes = 1024 * 1024;
  client = test_cloud_client_new (server, &limits);
  zc_test_http_add_raw (server, QUOTA, (const char *) answer->data, answer->len, ZC_TEST_HTTP_CLOSE);
  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_TOO_LARGE);
  g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 1);
}

static void
test_get_no_http (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_raw (server, QUOTA, "220 mail.example ESMTP\r\n\r\n", -1, ZC_TEST_HTTP_CLOSE);
  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ANSWER);
  g_assert_nonnull (strstr (error->message, "(its header is cut or is not HTTP)"));
  g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 4);
}

static void
test_server_words (void)
{
  static const struct
  {
    const char *headers;
    const char *body;
    const char *code;
    const char *message;
  } rows[] = {
    { NULL, "[{\"code\":\"UNAUTHORIZED\",\"message\":\"The customer is not authorized to do this operation.\"}]", "UNAUTHORIZED", "The customer is not authorized to do this operation." },
    { "Content-Type: text/html", "<html><h1>401</h1></html>", NULL, NULL },
    { NULL, NULL, NULL, NULL },
    { NULL, "{\"messages\":[{\"errorCode\":\"" TEST_TOKEN "\",\"message\":\"token " TEST_TOKEN " is bad, " TEST_TOKEN "\"}]}", "[token]", "token [token] is bad, [token]" },
    { "Content-Type: text/plain", "bad token: " TEST_TOKEN, NULL, "bad token: [token]" },
    { "Content-Type: text/plain", NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) copy = NULL;

      zc_test_http_add_answer (server, QUOTA, 401, rows[i].headers, rows[i].body);
      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED);
      g_assert_null (strstr (error->message, TEST_TOKEN));

      copy = g_error_copy (error);
      g_assert_cmpstr (zc_cloud_error_get_server_code (copy), ==, rows[i].code);
      g_assert_cmpstr (zc_cloud_error_get_server_message (copy), ==, rows[i].message);
      g_assert_cmpuint (zc_cloud_error_get_http_status (copy), ==, 401);
    }
}

/* A page for people was not made by the service, so it tells nothing about the token and its user. */
static void
test_forbidden_by_something_else (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 403, "Content-Type: text/html; charset=utf-8", "<html><h1>Access denied</h1></html>");
  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "refused the request (403)"));
  g_assert_cmpuint (zc_cloud_error_get_http_status (error), ==, 403);
}

/* Other errors have none of the service's words. */
static void
test_other_errors_have_no_words (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_null (zc_cloud_error_get_server_code (error));
  g_assert_null (zc_cloud_error_get_server_message (error));
  g_assert_cmpuint (zc_cloud_error_get_http_status (error), ==, 0);
  g_assert_cmpint (zc_cloud_error_get_retry_after (error), ==, -1);
  g_assert_null (zc_cloud_error_get_server_code (NULL));
}

static void
check_wait_of_a_second (const char *headers)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 429, headers, NULL);
  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);

  test_cloud_get_quota (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 2);
  g_assert_cmpuint (waits->len, ==, 1);
  g_assert_cmpuint (g_array_index (waits, TestWait, 0).seconds, ==, 1);
  g_assert_true (g_array_index (waits, TestWait, 0).asked);
  g_assert_cmpint (zc_test_http_get_time (server, 1) - zc_test_http_get_time (server, 0), >=, G_TIME_SPAN_SECOND);
}

static void
test_retry_after (void)
{
  check_wait_of_a_second ("Retry-After: 1");
  check_wait_of_a_second ("Date: Sun, 06 Nov 1994 08:49:30 GMT\nRetry-After: Sun, 06 Nov 1994 08:49:31 GMT");
}

/* A wait that would not leave time for another try is not begun; the error tells how long it is. */
static void
test_retry_after_too_long (void)
{
  static const struct
  {
    guint status;
    const char *header;
    ZcCloudErrorCode code;
    int seconds;
  } rows[] = {
    { 429, "Retry-After: 3600", ZC_CLOUD_ERROR_RATE_LIMITED, 3600 },
    { 503, "Retry-After: 3600", ZC_CLOUD_ERROR_UNAVAILABLE, 3600 },
    { 429, "Retry-After: 99999999999999999999999", ZC_CLOUD_ERROR_RATE_LIMITED, G_MAXINT },
    { 503, "Retry-After: 99999999999999999999999", ZC_CLOUD_ERROR_UNAVAILABLE, G_MAXINT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autofree char *words = g_strdup_printf ("%d seconds", rows[i].seconds);
      g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
      g_autoptr(GError) error = NULL;

      zc_test_http_add_answer (server, QUOTA, rows[i].status, rows[i].header, NULL);
      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, (int) rows[i].code);
      g_assert_cmpint (zc_cloud_error_get_retry_after (error), ==, rows[i].seconds);
      g_assert_nonnull (strstr (error->message, words));
      g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 1);
      g_assert_cmpuint (waits->len, ==, 0);
    }
}

/* All tries of one operation together are bounded, also when each of them is quick enough. */
static void
test_operation_limit (void)
{
  ZcCloudLimits limits = TEST_LIMITS;
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = NULL;
  g_autoptr(GError) error = NULL;
  gint64 started = g_get_monotonic_time ();

  limits.operation_ms = 1000;
  limits.request_ms = 700;
  client = test_cloud_client_new (server, &limits);
  zc_test_http_add_raw (server, QUOTA, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", -1, ZC_TEST_HTTP_DRIBBLE);

  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 2);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 3 * G_TIME_SPAN_SECOND);
}

/* A server that never stops to send a little defeats the idle limit, not that of the request. */
static void
test_request_limit (void)
{
  ZcCloudLimits limits = TEST_LIMITS;
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = NULL;
  g_autoptr(GError) error = NULL;

  limits.request_ms = 300;
  limits.most_tries = 1;
  client = test_cloud_client_new (server, &limits);
  zc_test_http_add_raw (server, QUOTA, "HTTP/1.1 200 OK\r\n\r\n", -1, ZC_TEST_HTTP_DRIBBLE);

  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
}

static void
test_closed_port (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&server, zc_test_http_free);
  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_cmpuint (waits->len, ==, 3);
}

/* The whole 64 MiB that people have, and a server that sends without end. */
static void
test_too_large (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;
  const gsize limit = 64 * 1024 * 1024;

  zc_test_http_add_raw (server, QUOTA, "HTTP/1.1 200 OK\r\n\r\n{", -1, ZC_TEST_HTTP_FLOOD);
  g_assert_false (test_cloud_get_quota (client, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_TOO_LARGE);
  g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 1);
  /* The connection is closed, not read to its end. */
  ZC_WAIT_UNTIL (!zc_test_http_is_flooding (server));
  g_assert_cmpuint (zc_test_http_get_n_flooded (server), >=, limit - 1024 * 1024);
  g_assert_cmpuint (zc_test_http_get_n_flooded (server), <=, limit + 32 * 1024 * 1024);
}

/* An endless report of an error neither hides its status nor fills the memory. */
static void
test_endless_refusal (void)
{
  static const struct
  {
    const char *head;
    ZcCloudErrorCode code;
  } rows[] = {
    { "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", ZC_CLOUD_ERROR_UNAUTHORIZED },
    { "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", ZC_CLOUD_ERROR_REFUSED },
    { "HTTP/1.1 421 Misdirected Request\r\n\r\n", ZC_CLOUD_ERROR_REFUSED },
    { "HTTP/1.1 500 Internal Server Error\r\n\r\n", ZC_CLOUD_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GError) error = NULL;

      zc_test_http_add_raw (server, QUOTA, rows[i].head, -1, ZC_TEST_HTTP_FLOOD);
      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, ZC_CLOUD_ERROR, (int) rows[i].code);
      g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 1);
      ZC_WAIT_UNTIL (!zc_test_http_is_flooding (server));
      g_assert_cmpuint (zc_test_http_get_n_flooded (server), <=, 32 * 1024 * 1024);
    }
}

static void
test_transfer_status (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) statuses = NULL;
  g_autoptr(GError) error = NULL;

  /* An id is one segment of the path, whatever is in it. */
  zc_test_http_add_answer (server, "GET /secondaryzones/a%2F..%3Fb/axfr", 202, NULL,
                           "{\"items\":[{\"primaryIp\":\"192.0.2.1\",\"status\":\"Ok\"}]}");
  zc_cloud_client_get_transfer_status_async (client, "a/..?b", NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  statuses = zc_cloud_client_get_transfer_status_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (statuses->len, ==, 1);
  g_assert_true (zc_primary_status_is_ok (g_ptr_array_index (statuses, 0)));
}

static void
test_get_zone (void)
{
  static const struct
  {
    ZcZoneKind kind;
    const char *route;
  } rows[] = {
    { ZC_ZONE_KIND_PRIMARY, "GET /zones/z1" },
    { ZC_ZONE_KIND_SECONDARY, "GET /secondaryzones/z1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(ZcZone) zone = NULL;
      g_autoptr(GError) error = NULL;

      zc_test_http_add_answer (server, rows[i].route, 200, NULL,
                               "{\"id\":\"z1\",\"properties\":{\"zoneName\":\"example.com\"}}");
      zc_cloud_client_get_zone_async (client, rows[i].kind, "z1", NULL, zc_test_keep_result_cb, &result);
      ZC_WAIT_UNTIL (result != NULL);
      zone = zc_cloud_client_get_zone_finish (client, result, &error);
      g_assert_no_error (error);
      g_assert_cmpint (zc_zone_get_kind (zone), ==, rows[i].kind);
      g_assert_cmpstr (zc_zone_get_name (zone), ==, "example.com");
    }
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/cloud/get/statuses", test_get_statuses);
  g_test_add_func ("/cloud/get/recovers", test_get_recovers);
  g_test_add_func ("/cloud/get/gives-up", test_get_gives_up);
  g_test_add_func ("/cloud/get/on-kept-connection", test_get_on_kept_connection);
  g_test_add_func ("/cloud/get/on-several-kept-connections", test_get_on_several_kept_connections);
  g_test_add_func ("/cloud/get/accepts-every-success", test_get_accepts_every_success);
  g_test_add_func ("/cloud/get/bad-answers", test_get_bad_answers);
  g_test_add_func ("/cloud/get/compressed", test_get_compressed);
  g_test_add_func ("/cloud/get/no-http", test_get_no_http);
  g_test_add_func ("/cloud/get/transfer-status", test_transfer_status);
  g_test_add_func ("/cloud/get/zone", test_get_zone);
  g_test_add_func ("/cloud/words/server", test_server_words);
  g_test_add_func ("/cloud/words/other-errors", test_other_errors_have_no_words);
  g_test_add_func ("/cloud/words/forbidden-by-something-else", test_forbidden_by_something_else);
  g_test_add_func ("/cloud/retry-after/waits", test_retry_after);
  g_test_add_func ("/cloud/retry-after/too-long", test_retry_after_too_long);
  g_test_add_func ("/cloud/limits/operation", test_operation_limit);
  g_test_add_func ("/cloud/limits/request", test_request_limit);
  g_test_add_func ("/cloud/limits/size", test_too_large);
  g_test_add_func ("/cloud/limits/compressed-flood", test_compressed_flood);
  g_test_add_func ("/cloud/limits/endless-refusal", test_endless_refusal);
  g_test_add_func ("/cloud/closed-port", test_closed_port);

  return g_test_run ();
}
