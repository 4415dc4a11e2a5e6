/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "test-cloud-common.h"

/* The proxy of the computer: HTTPS goes through it, and all that it learns is the name of the server. */

#define PUT "PUT /secondaryzones/z1/axfr"
#define QUOTA "GET /quota"

/* A proxy that connects, and keeps what it was sent. */
typedef struct
{
  GSocketService *service; /* (owned) */
  char *url;               /* (owned) */
  GCancellable *closed;    /* (owned) */
  guint16 server_port;

  GMutex mutex;            /* guards what follows */
  GByteArray *sent;        /* (owned): by the clients, also after they were connected */
  guint n_connections;
  guint n_open;
} Tunnel;

static void
keep_sent (Tunnel       *self,
           const guint8 *data,
           gssize        length)
{
  g_mutex_lock (&self->mutex);
  g_byte_array_append (self->sent, data, (guint) length);
  g_mutex_unlock (&self->mutex);
}

static guint
get_n_open (Tunnel *self)
{
  guint n_open;

  g_mutex_lock (&self->mutex);
  n_open = self->n_open;
  g_mutex_unlock (&self->mutex);

  return n_open;
}

/* Connections that clients keep for later are cut. */
static void
tunnel_close (Tunnel *self)
{
  g_cancellable_cancel (self->closed);
  ZC_WAIT_UNTIL (get_n_open (self) == 0);
}

/* Reads up to the empty line that ends the request; a client sends nothing more before it is answered. */
static gboolean
take_request (Tunnel    *self,
              GIOStream *client)
{
  g_autoptr(GString) request = g_string_new (NULL);
  char buffer[1024];
  gssize n_read;

  while (strstr (request->str, "\r\n\r\n") == NULL)
    {
      n_read = g_input_stream_read (g_io_stream_get_input_stream (client), buffer, sizeof (buffer), self->closed, NULL);
      if (n_read <= 0)
        return FALSE;
      keep_sent (self, (const guint8 *) buffer, n_read);
      g_string_append_len (request, buffer, n_read);
    }

  return TRUE;
}

typedef struct
{
  GIOStream *client;    /* (unowned) */
  GIOStream *server;    /* (unowned) */
  GCancellable *closed; /* (unowned) */
} Ends;

static gpointer
pass_answers (gpointer data)
{
  Ends *ends = data;

  g_output_stream_splice (g_io_stream_get_output_stream (ends->client), g_io_stream_get_input_stream (ends->server),
                          G_OUTPUT_STREAM_SPLICE_NONE, ends->closed, NULL);

  return NULL;
}

static void
pass_requests (Tunnel *self,
               Ends   *ends)
{
  GInputStream *from = g_io_stream_get_input_stream (ends->client);
  GOutputStream *to = g_io_stream_get_output_stream (ends->server);
  guint8 buffer[16 * 1024];
  gssize n_read;

  while ((n_read = g_input_stream_read (from, buffer, sizeof (buffer), self->closed, NULL)) > 0)
    {
      keep_sent (self, buffer, n_read);
      if (!g_output_stream_write_all (to, buffer, (gsize) n_read, NULL, NULL, NULL))
        return;
    }
}

static gboolean
connect_cb (GThreadedSocketService *service,
            GSocketConnection      *connection,
            GObject                *source,
            Tunnel                 *self)
{
  const char *answer = "HTTP/1.1 200 Connected\r\n\r\n";
  g_autoptr(GSocketClient) socket_client = g_socket_client_new ();
  g_autoptr(GSocketConnection) server = NULL;
  Ends ends = { G_IO_STREAM (connection), NULL, self->closed };
  GThread *answers;

  g_mutex_lock (&self->mutex);
  self->n_connections++;
  self->n_open++;
  g_mutex_unlock (&self->mutex);

  g_socket_client_set_enable_proxy (socket_client, FALSE);
  server = g_socket_client_connect_to_host (socket_client, "127.0.0.1", self->server_port, NULL, NULL);
  if (server != NULL && take_request (self, ends.client) &&
      g_output_stream_write_all (g_io_stream_get_output_stream (ends.client), answer, strlen (answer), NULL, NULL, NULL))
    {
      ends.server = G_IO_STREAM (server);
      answers = g_thread_new ("answers", pass_answers, &ends);
      pass_requests (self, &ends);
      g_socket_shutdown (g_socket_connection_get_socket (server), TRUE, TRUE, NULL);
      g_thread_join (answers);
    }

  g_mutex_lock (&self->mutex);
  self->n_open--;
  g_mutex_unlock (&self->mutex);
  g_main_context_wakeup (NULL);

  return TRUE;
}

static Tunnel *
tunnel_new (ZcTestHttp *server)
{
  g_autoptr(GUri) uri = g_uri_parse (zc_test_http_get_url (server), G_URI_FLAGS_NONE, NULL);
  g_autoptr(GError) error = NULL;
  Tunnel *self = g_new0 (Tunnel, 1);
  guint16 port;

  g_mutex_init (&self->mutex);
  self->sent = g_byte_array_new ();
  self->closed = g_cancellable_new ();
  self->server_port = (guint16) g_uri_get_port (uri);
  self->service = g_threaded_socket_service_new (4);
  g_signal_connect (self->service, "run", G_CALLBACK (connect_cb), self);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", port);

  return self;
}

static void
tunnel_free (Tunnel *self)
{
  tunnel_close (self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_object_unref (self->closed);
  g_byte_array_unref (self->sent);
  g_mutex_clear (&self->mutex);
  g_free (self->url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tunnel, tunnel_free)

/* HTTPS goes through the proxy, which can read nothing of it but where it goes. */
static void
test_connects (void)
{
  static const char *const secrets[] = { TEST_TOKEN, "Authorization", "quota", "axfr" };
  g_autoptr(GTlsCertificate) certificate = zc_test_http_new_certificate ();
  g_autoptr(ZcTestHttp) server = zc_test_http_new (certificate);
  g_autoptr(Tunnel) tunnel = tunnel_new (server);
  g_autoptr(GProxyResolver) resolver = g_simple_proxy_resolver_new (tunnel->url, NULL);
  g_autoptr(SoupSession) session = test_cloud_trust (certificate);
  g_autoptr(ZcCloudClient) client = NULL;
  g_autofree char *url = g_strdup_printf ("https://localhost:%u", tunnel->server_port);
  g_autofree char *connect = g_strdup_printf ("CONNECT localhost:%u HTTP/1.", tunnel->server_port);
  g_autofree char *authorization = NULL;
  g_autoptr(GError) error = NULL;

  soup_session_set_proxy_resolver (session, resolver);
  client = test_cloud_client_new_full (url, TEST_TOKEN, session);
  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  zc_test_http_add_answer (server, PUT, 202, NULL, "{}");
  g_assert_true (test_cloud_get_quota (client, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (test_cloud_start_transfer (client, NULL, &error));
  g_assert_no_error (error);

  /* The service has the token, and one start. */
  g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 2);
  g_assert_cmpuint (zc_test_http_count (server, PUT), ==, 1);
  authorization = zc_test_http_dup_header (server, 0, "Authorization");
  g_assert_cmpstr (authorization, ==, "Bearer " TEST_TOKEN);

  tunnel_close (tunnel);
  g_assert_cmpuint (tunnel->n_connections, >=, 1);
  g_assert_true (tunnel->sent->len > strlen (connect));
  g_assert_cmpmem (tunnel->sent->data, strlen (connect), connect, strlen (connect));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (memmem (tunnel->sent->data, tunnel->sent->len, secrets[i], strlen (secrets[i])));
}

/* A proxy would read a request to this computer itself, so plain HTTP never takes one. */
static void
test_none_for_loopback (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcTestHttp) proxy = zc_test_http_new (NULL);
  g_autoptr(GProxyResolver) resolver = g_simple_proxy_resolver_new (zc_test_http_get_url (proxy), NULL);
  g_autoptr(SoupSession) session = soup_session_new_with_options ("proxy-resolver", resolver, NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new_full (zc_test_http_get_url (server), TEST_TOKEN, session);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, QUOTA, 200, NULL, TEST_QUOTA);
  test_cloud_get_quota (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 1);
  g_assert_cmpuint (zc_test_http_count (proxy, NULL), ==, 0);
}

/* HTTPS goes through a proxy with CONNECT, which has no token; what the proxy answers to it is not
 * the service's answer, and a start of a transfer did not get anywhere. */
static void
test_refuses (void)
{
  static const struct
  {
    guint status;
    int code;
  } rows[] = {
    { 403, G_IO_ERROR_PROXY_FAILED },
    { 407, G_IO_ERROR_PROXY_NEED_AUTH },
    { 503, G_IO_ERROR_PROXY_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcTestHttp) proxy = zc_test_http_new (NULL);
      g_autoptr(GProxyResolver) resolver = g_simple_proxy_resolver_new (zc_test_http_get_url (proxy), NULL);
      g_autoptr(SoupSession) session = soup_session_new_with_options ("proxy-resolver", resolver, NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new_full ("https://dns.example.test", TEST_TOKEN, session);
      g_autoptr(GError) error = NULL;
      guint n_requests;

      zc_test_http_set_fallback (proxy, rows[i].status, "Retry-After: 0");
      g_assert_false (test_cloud_start_transfer (client, NULL, &error));
      g_assert_error (error, G_IO_ERROR, rows[i].code);
      g_assert_cmpuint (zc_test_http_count (proxy, NULL), ==, 1);
      g_clear_error (&error);

      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, G_IO_ERROR, rows[i].code);

      n_requests = zc_test_http_count (proxy, NULL);
      for (guint j = 0; j < n_requests; j++)
        {
          g_autofree char *request = zc_test_http_dup_request (proxy, j);

          g_assert_true (g_str_has_prefix (request, "CONNECT "));
          g_assert_null (strstr (request, TEST_TOKEN));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/cloud/proxy/connects", test_connects);
  g_test_add_func ("/cloud/proxy/refuses", test_refuses);
  g_test_add_func ("/cloud/proxy/none-for-loopback", test_none_for_loopback);

  return g_test_run ();
}
