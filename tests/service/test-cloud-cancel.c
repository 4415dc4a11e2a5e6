/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>

#include "test-cloud-common.h"

#define PUT "PUT /secondaryzones/z1/axfr"
#define QUOTA "GET /quota"
#define ZONES "GET /secondaryzones"

/* How long the end of a cancelled operation may take; every limit of the client is far beyond it. */
#define PROMPTLY (G_TIME_SPAN_SECOND / 2)

static ZcCloudClient *
new_patient_client (ZcTestHttp *server)
{
  static const ZcCloudLimits patient = ZC_CLOUD_LIMITS_DEFAULT;

  return test_cloud_client_new (server, &patient);
}

/* Cancels and sees the operation end at once. */
static void
cancel_and_check (GCancellable  *cancellable,
                  GAsyncResult **result)
{
  gint64 started = g_get_monotonic_time ();

  g_assert_null (*result);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (*result != NULL);
  g_assert_cmpint (g_get_monotonic_time () - started, <, PROMPTLY);
}

static void
assert_quota_cancelled (ZcCloudClient *client,
                        GAsyncResult  *result)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (zc_cloud_client_get_quota_finish (client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_before (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = new_patient_client (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  zc_test_http_add_answer (server, PUT, 202, NULL, "{}");
  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);

  g_assert_false (test_cloud_start_transfer (client, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (test_cloud_get_quota (client, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (test_cloud_list_zones (client, ZC_ZONE_KIND_PRIMARY, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* Nothing is on its way either. */
  test_cloud_get_quota (client, NULL, NULL);
  g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 1);
}

/* A server that takes connections and never speaks TLS keeps the handshake waiting. */
static void
test_while_connecting (void)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(ZcSecret) token = zc_secret_new (TEST_TOKEN);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(ZcCloudClient) client = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) accepted = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  url = g_strdup_printf ("https://127.0.0.1:%u", port);
  client = zc_cloud_client_new (url, token, &error);
  g_assert_no_error (error);

  g_socket_listener_accept_async (listener, NULL, zc_test_keep_result_cb, &accepted);
  zc_cloud_client_get_quota_async (client, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (accepted != NULL);
  cancel_and_check (cancellable, &result);
  assert_quota_cancelled (client, result);
}

static void
test_while_waiting_for_the_answer (void)
{
  static const char * const rows[] = {
    "",
    "HTTP/1.1 200 OK\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
    "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 100\r\n\r\n{",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = new_patient_client (server);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;

      zc_test_http_add_raw (server, QUOTA, rows[i], -1, ZC_TEST_HTTP_HOLD);
      zc_cloud_client_get_quota_async (client, cancellable, zc_test_keep_result_cb, &result);
      ZC_WAIT_UNTIL (zc_test_http_count (server, QUOTA) == 1);
      cancel_and_check (cancellable, &result);
      assert_quota_cancelled (client, result);
      g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 1);
    }
}

/* A start of a transfer that was sent and is cancelled then is cancelled, no more is known of it. */
static void
test_put_while_waiting (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = new_patient_client (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_raw (server, PUT, "", -1, ZC_TEST_HTTP_HOLD);
  zc_cloud_client_start_transfer_async (client, "z1", cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (zc_test_http_count (server, PUT) == 1);
  cancel_and_check (cancellable, &result);
  g_assert_false (zc_cloud_client_start_transfer_finish (client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_while_waiting_to_retry (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = new_patient_client (server);
  g_autoptr(GArray) waits = test_cloud_watch_waiting (client);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  zc_test_http_add_answer (server, QUOTA, 429, "Retry-After: 12", NULL);
  zc_cloud_client_get_quota_async (client, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (waits->len == 1);
  g_assert_cmpuint (g_array_index (waits, TestWait, 0).seconds, ==, 12);
  cancel_and_check (cancellable, &result);
  assert_quota_cancelled (client, result);
  g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 1);
}

static void
cancel_cb (ZcCloudClient *client,
           guint          seconds,
           gboolean       asked,
           GCancellable  *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* The handler of the signal that tells of the wait may be the one that has enough. */
static void
test_from_the_signal (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = new_patient_client (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 503, "Retry-After: 12", NULL);
  g_signal_connect (client, "waiting", G_CALLBACK (cancel_cb), cancellable);
  g_assert_false (test_cloud_get_quota (client, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* libsoup does not look at the cancellable of a message that waits for a free connection. */
static void
test_while_waiting_for_a_connection (void)
{
  static const ZcCloudLimits patient = ZC_CLOUD_LIMITS_DEFAULT;
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(SoupSession) session = soup_session_new_with_options ("max-conns-per-host", 1, NULL);
  g_autoptr(ZcSecret) token = zc_secret_new (TEST_TOKEN);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GCancellable) blocker_cancellable = g_cancellable_new ();
  g_autoptr(ZcCloudClient) client = NULL;
  g_autoptr(GAsyncResult) blocker = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) put_result = NULL;
  g_autoptr(GError) error = NULL;

  client = zc_cloud_client_new_full (zc_test_http_get_url (server), token, session, &patient, &error);
  g_assert_no_error (error);
  zc_test_http_add_raw (server, "GET /zones/z1", "", -1, ZC_TEST_HTTP_HOLD);
  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  zc_test_http_add_answer (server, PUT, 202, NULL, "{}");

  zc_cloud_client_get_zone_async (client, ZC_ZONE_KIND_PRIMARY, "z1", blocker_cancellable,
                                  zc_test_keep_result_cb, &blocker);
  ZC_WAIT_UNTIL (zc_test_http_count (server, NULL) == 1);

  zc_cloud_client_get_quota_async (client, cancellable, zc_test_keep_result_cb, &result);
  zc_cloud_client_start_transfer_async (client, "z1", cancellable, zc_test_keep_result_cb, &put_result);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  cancel_and_check (cancellable, &result);
  assert_quota_cancelled (client, result);
  ZC_WAIT_UNTIL (put_result != NULL);
  g_assert_false (zc_cloud_client_start_transfer_finish (client, put_result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* What was cancelled in the queue is not sent when its turn would come. */
  g_cancellable_cancel (blocker_cancellable);
  ZC_WAIT_UNTIL (blocker != NULL);
  g_assert_null (zc_cloud_client_get_zone_finish (client, blocker, NULL));
  test_cloud_get_quota (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zc_test_http_count (server, PUT), ==, 0);
  g_assert_cmpuint (zc_test_http_count (server, QUOTA), ==, 1);
}

static char *
make_full_page (const char *query,
                gpointer    data)
{
  static int n_pages; /* (atomic) */
  GString *body = g_string_new ("{\"items\":[");
  int first = g_atomic_int_add (&n_pages, 1) * 1000;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (body, "%s{\"id\":\"z%d\",\"properties\":{\"zoneName\":\"z%d.example\"}}",
                            i > 0 ? "," : "", first + i, first + i);
  g_string_append (body, "],\"_links\":{\"next\":\"x\"}}");

  return g_string_free (body, FALSE);
}

static void
cancel_at_progress_cb (guint    n_read,
                       gpointer data)
{
  g_cancellable_cancel (data);
}

/* A list that is cancelled between its pages gives nothing, and no page is asked for any more. */
static void
test_list (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = new_patient_client (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  guint n_requests;

  zc_test_http_add_function (server, ZONES, make_full_page, NULL);
  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  g_assert_null (test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, cancel_at_progress_cb, cancellable,
                                        cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  test_cloud_get_quota (client, NULL, NULL);
  n_requests = zc_test_http_count (server, ZONES);
  g_assert_cmpuint (n_requests, <=, 5);
  test_cloud_get_quota (client, NULL, NULL);
  g_assert_cmpuint (zc_test_http_count (server, ZONES), ==, n_requests);
}

static gpointer
cancel_in_thread (gpointer data)
{
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_from_another_thread (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = new_patient_client (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_raw (server, ZONES, "", -1, ZC_TEST_HTTP_HOLD);
  zc_cloud_client_list_zones_async (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, cancellable,
                                    zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (zc_test_http_count (server, NULL) == 1);
  g_thread_join (g_thread_new ("cancel", cancel_in_thread, cancellable));
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_cloud_client_list_zones_finish (client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A window that is closed drops its client; what is on its way ends on its own. */
static void
test_client_dropped (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  ZcCloudClient *client = new_patient_client (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) list = NULL;
  g_autoptr(GAsyncResult) quota = NULL;
  gpointer dropped;

  dropped = client;
  g_object_add_weak_pointer (G_OBJECT (client), &dropped);
  zc_test_http_add_raw (server, QUOTA, "", -1, ZC_TEST_HTTP_HOLD);
  zc_test_http_add_function (server, ZONES, make_full_page, NULL);

  zc_cloud_client_get_quota_async (client, cancellable, zc_test_keep_result_cb, &quota);
  zc_cloud_client_list_zones_async (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, cancellable,
                                    zc_test_keep_result_cb, &list);
  ZC_WAIT_UNTIL (zc_test_http_count (server, NULL) >= 2);
  g_object_unref (client);
  g_cancellable_cancel (cancellable);
  ZC_WAIT_UNTIL (quota != NULL && list != NULL);
  assert_quota_cancelled (client, quota);

  g_clear_object (&quota);
  g_clear_object (&list);
  ZC_WAIT_UNTIL (dropped == NULL);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/cloud/cancel/before", test_before);
  g_test_add_func ("/cloud/cancel/while-connecting", test_while_connecting);
  g_test_add_func ("/cloud/cancel/while-waiting-for-the-answer", test_while_waiting_for_the_answer);
  g_test_add_func ("/cloud/cancel/put-while-waiting", test_put_while_waiting);
  g_test_add_func ("/cloud/cancel/while-waiting-to-retry", test_while_waiting_to_retry);
  g_test_add_func ("/cloud/cancel/from-the-signal", test_from_the_signal);
  g_test_add_func ("/cloud/cancel/while-waiting-for-a-connection", test_while_waiting_for_a_connection);
  g_test_add_func ("/cloud/cancel/list", test_list);
  g_test_add_func ("/cloud/cancel/from-another-thread", test_from_another_thread);
  g_test_add_func ("/cloud/cancel/client-dropped", test_client_dropped);

  return g_test_run ();
}
