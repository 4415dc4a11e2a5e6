/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-http.h"
#include "zc-test.h"
#include "zc-tls-probe.h"

/* A server that shakes hands and nothing more. */
typedef struct
{
  GSocketService *service;         /* (owned) */
  guint16 port;
  GTlsCertificate *certificate;    /* (owned) (nullable): NULL for one that says nothing */
  const char *const *protocols;    /* (unowned) (nullable): what it chooses from */
  GPtrArray *connections;          /* (owned) */
} Listener;

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           data)
{
  Listener *self = data;
  GIOStream *tls;

  g_ptr_array_add (self->connections, g_object_ref (connection));
  if (self->certificate == NULL)
    return TRUE;

  tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (tls), (const char *const *) self->protocols);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_ptr_array_add (self->connections, tls);

  return TRUE;
}

static void
listener_start (Listener          *self,
                gboolean           speaks_tls,
                const char *const *protocols)
{
  self->service = g_socket_service_new ();
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->certificate = speaks_tls ? zc_test_http_new_certificate () : NULL;
  self->protocols = protocols;
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  g_assert_cmpuint (self->port, !=, 0);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
}

static void
listener_stop (Listener *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_ptr_array_unref (self->connections);
  g_clear_object (&self->certificate);
}

static gboolean
probe (guint16       port,
       guint         timeout_ms,
       GCancellable *cancellable)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string ("127.0.0.1");
  g_autoptr(ZcDnsServer) server = zc_dns_server_new (NULL, address, 53);
  g_autoptr(GAsyncResult) result = NULL;

  zc_tls_probe_async (server, port, timeout_ms, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_tls_probe_finish (result);
}

static void
test_dns_over_tls (void)
{
  static const char *const protocols[] = { "h2", "dot", NULL };
  Listener listener;

  listener_start (&listener, TRUE, protocols);
  g_assert_true (probe (listener.port, 10000, NULL));
  listener_stop (&listener);
}

static void
test_other_protocols (void)
{
  static const char *const protocols[] = { "h2", "http/1.1", NULL };
  Listener listener;

  listener_start (&listener, TRUE, protocols);
  g_assert_false (probe (listener.port, 10000, NULL));
  listener_stop (&listener);

  listener_start (&listener, TRUE, NULL);
  g_assert_false (probe (listener.port, 10000, NULL));
  listener_stop (&listener);
}

static void
test_silent (void)
{
  gint64 start_us = g_get_monotonic_time ();
  Listener listener;

  listener_start (&listener, FALSE, NULL);
  g_assert_false (probe (listener.port, 200, NULL));
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 5 * G_USEC_PER_SEC);
  listener_stop (&listener);
}

static void
test_closed (void)
{
  Listener listener;
  guint16 port;

  listener_start (&listener, FALSE, NULL);
  port = listener.port;
  listener_stop (&listener);
  g_assert_false (probe (port, 10000, NULL));
}

static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Listener listener;

  listener_start (&listener, FALSE, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (probe (listener.port, 60000, cancellable));
  listener_stop (&listener);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/tls-probe/dns-over-tls", test_dns_over_tls);
  g_test_add_func ("/tls-probe/other-protocols", test_other_protocols);
  g_test_add_func ("/tls-probe/silent", test_silent);
  g_test_add_func ("/tls-probe/closed", test_closed);
  g_test_add_func ("/tls-probe/cancelled", test_cancelled);

  return g_test_run ();
}
