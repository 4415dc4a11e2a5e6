/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-tls-probe.h"

/* The name that DNS over TLS has in ALPN. */
#define DNS_OVER_TLS "dot"

typedef struct
{
  GCancellable *cancellable; /* (owned): cancelled when the time is up, and by the caller's */
  GSource *timer;            /* (owned) */
  gulong caller_handler;
  GIOStream *plain;          /* (owned) (nullable) */
  GIOStream *tls;            /* (owned) (nullable) */
} Probe;

static void
probe_free (gpointer data)
{
  Probe *self = data;

  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_object_unref (self->cancellable);
  g_clear_object (&self->tls);
  g_clear_object (&self->plain);
  g_free (self);
}

static gboolean
time_up_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *caller,
                     GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static gboolean
accept_certificate_cb (GTlsConnection       *connection,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       gpointer              data)
{
  return TRUE;
}

/* Without taking leave: nothing was said that could be cut off, and the server may be slow to answer. */
static void
finish (GTask    *task,
        gboolean  speaks)
{
  Probe *self = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->caller_handler);
  if (self->plain != NULL)
    g_io_stream_close (self->plain, NULL, NULL);
  g_task_return_boolean (task, speaks);
}

static void
shaken_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GTlsConnection *connection = G_TLS_CONNECTION (source);
  gboolean shaken = g_tls_connection_handshake_finish (connection, result, NULL);

  finish (task, shaken && g_strcmp0 (g_tls_connection_get_negotiated_protocol (connection), DNS_OVER_TLS) == 0);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  static const char *const protocols[] = { DNS_OVER_TLS, NULL };
  g_autoptr(GTask) task = data;
  Probe *self = g_task_get_task_data (task);

  self->plain = G_IO_STREAM (g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, NULL));
  if (self->plain != NULL)
    self->tls = g_tls_client_connection_new (self->plain, NULL, NULL);
  if (self->tls == NULL)
    {
      finish (task, FALSE);
      return;
    }

  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (self->tls), protocols);
  g_signal_connect (self->tls, "accept-certificate", G_CALLBACK (accept_certificate_cb), NULL);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (self->tls), G_PRIORITY_DEFAULT, self->cancellable, shaken_cb,
                                    g_steal_pointer (&task));
}

void
zc_tls_probe_async (ZcDnsServer         *server,
                    guint16              port,
                    guint                timeout_ms,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GSocketClient) client = NULL;
  g_autoptr(GSocketAddress) address = NULL;
  GInetSocketAddress *asked;
  Probe *self;

  g_return_if_fail (server != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_tls_probe_async);
  /* Cancelled or not, there is an answer: it was not seen to speak it. */
  g_task_set_check_cancellable (task, FALSE);

  self = g_new0 (Probe, 1);
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_source_new (timeout_ms);
  g_source_set_callback (self->timer, time_up_cb, self->cancellable, NULL);
  g_source_attach (self->timer, g_task_get_context (task));
  g_task_set_task_data (task, self, probe_free);
  if (cancellable != NULL)
    self->caller_handler = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb),
                                                  g_object_ref (self->cancellable), g_object_unref);

  asked = G_INET_SOCKET_ADDRESS (zc_dns_server_get_socket_address (server));
  address = g_inet_socket_address_new (g_inet_socket_address_get_address (asked), port);
  client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), self->cancellable, connected_cb,
                                 g_steal_pointer (&task));
}

gboolean
zc_tls_probe_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_tls_probe_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
