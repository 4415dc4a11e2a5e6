/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cloud-exchange-private.h"

#include <glib/gi18n-lib.h>

#include "zc-cloud-error-private.h"

#define READ_SIZE (64 * 1024)

/* The report of an error is short. Reading ends here without a complaint, so that an endless page
 * does not hide the status that came with it. */
#define MOST_BYTES_OF_A_REFUSAL (256 * 1024)

/* Room that is made for a body at once, as far as the server says that it is so long. */
#define MOST_BYTES_AT_ONCE (4 * 1024 * 1024)

typedef struct
{
  SoupSession *session;     /* (owned) */
  SoupMessage *message;     /* (owned) */
  char *host;               /* (owned) */
  ZcCloudLimits limits;

  GCancellable *abort;      /* (owned): given to libsoup; cancelled when the exchange is over */
  GSource *cancel_source;   /* (owned) (nullable) */
  GSource *connect_source;  /* (owned) (nullable) */
  GSource *request_source;  /* (owned) (nullable) */
  GSource *repeat_source;   /* (owned) (nullable): set once libsoup wants to repeat the request */

  ZcCloudAnswer *answer;    /* (owned) (nullable): from the status on */
  GInputStream *stream;     /* (owned) (nullable) */
  GByteArray *body;         /* (owned) */
  guint8 *buffer;           /* (owned) (nullable) */
  gboolean sent;
  gboolean reading;
  gboolean over;
} Exchange;

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  g_object_unref (self->session);
  g_object_unref (self->message);
  g_free (self->host);
  g_object_unref (self->abort);
  g_clear_pointer (&self->answer, zc_cloud_answer_free);
  g_clear_object (&self->stream);
  g_byte_array_unref (self->body);
  g_free (self->buffer);
  g_free (self);
}

/* Closing a stream in the usual way may read the rest of the body in this thread, and so does dropping
 * its last reference. */
static void
drop_stream (Exchange *self)
{
  if (self->stream == NULL)
    return;

  g_input_stream_close_async (self->stream, G_PRIORITY_DEFAULT, self->abort, NULL, NULL);
  g_clear_object (&self->stream);
}

/* Ends the exchange. libsoup may still be busy with the message (a message that waits for a free
 * connection is not woken by its cancellable), so the task's data stay until it calls back. */
static void
end (GTask  *task,
     GError *error)
{
  Exchange *self = g_task_get_task_data (task);

  g_assert (!self->over);
  self->over = TRUE;

  clear_source (&self->cancel_source);
  clear_source (&self->connect_source);
  clear_source (&self->request_source);
  clear_source (&self->repeat_source);
  g_signal_handlers_disconnect_by_data (self->message, task);
  if (error != NULL)
    g_cancellable_cancel (self->abort);

  /* A stream cannot be closed while it is read from. */
  if (!self->reading)
    drop_stream (self);

  if (self->answer != NULL)
    {
      self->answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
      self->body = g_byte_array_new ();
      self->answer->body_error = error;
      g_task_return_pointer (task, g_steal_pointer (&self->answer), (GDestroyNotify) zc_cloud_answer_free);
    }
  else
    g_task_return_error (task, error);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_autoptr(GTask) task = g_object_ref (data);

  end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The operation was cancelled")));

  return G_SOURCE_REMOVE;
}

static gboolean
connect_timeout_cb (gpointer data)
{
  g_autoptr(GTask) task = g_object_ref (data);
  Exchange *self = g_task_get_task_data (task);
  guint seconds = MAX (self->limits.connect_ms / 1000, 1u);

  end (task, g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                          /* Translators: %s is a host name, %u a number of seconds. */
                          ngettext ("No connection to %s came about within %u second.",
                                    "No connection to %s came about within %u seconds.", seconds),
                          self->host, seconds));

  return G_SOURCE_REMOVE;
}

static gboolean
request_timeout_cb (gpointer data)
{
  g_autoptr(GTask) task = g_object_ref (data);
  Exchange *self = g_task_get_task_data (task);
  guint seconds = MAX (self->limits.request_ms / 1000, 1u);

  end (task, g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                          /* Translators: %s is a host name, %u a number of seconds. */
                          ngettext ("%s did not answer completely within %u second.",
                                    "%s did not answer completely within %u seconds.", seconds),
                          self->host, seconds));

  return G_SOURCE_REMOVE;
}

static gboolean
repeat_cb (gpointer data)
{
  g_autoptr(GTask) task = g_object_ref (data);
  Exchange *self = g_task_get_task_data (task);

  if (self->answer != NULL)
    end (task, NULL);
  else
    end (task, g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                            /* Translators: %s is a host name. */
                            _("The connection to %s was closed before an answer came."), self->host));

  return G_SOURCE_REMOVE;
}

static GSource *
attach (GTask       *task,
        GSource     *source,
        GSourceFunc  callback)
{
  g_source_set_callback (source, callback, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));

  return source;
}

/* Keeps to HTTP/1.1. The HTTP/2 of libsoup 3.2 repeats requests in more cases than can be told apart
 * from outside, and it loses the connections of cancelled requests: a session that ended after one
 * still had them. */
static void
refuse_http2 (GTlsConnection *connection)
{
  static const char * const protocols[] = { "http/1.1", NULL };

  g_tls_connection_set_advertised_protocols (connection, protocols);
}

static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  gpointer            data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    refuse_http2 (G_TLS_CONNECTION (connection));

  if (self->connect_source == NULL && !self->sent)
    self->connect_source = attach (task, g_timeout_source_new (self->limits.connect_ms), connect_timeout_cb);
}

static void
starting_cb (SoupMessage *message,
             gpointer     data)
{
  Exchange *self = g_task_get_task_data (data);

  self->sent = TRUE;
  clear_source (&self->connect_source);
}

/* libsoup would send the message once more before the main loop runs again, unless its cancellable
 * stops it now. It must stop while it connects, hence the flag: with another kept connection at hand
 * libsoup 3.2 starts the repetition, takes the late news of the first failure for its end, and then
 * ends it a second time. The task cannot be ended from within libsoup's own loop. */
static void
refuse_to_repeat (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  g_cancellable_cancel (self->abort);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NEW_CONNECTION);
  if (self->repeat_source == NULL)
    self->repeat_source = attach (task, g_idle_source_new (), repeat_cb);
}

static void
restarted_cb (SoupMessage *message,
              gpointer     data)
{
  refuse_to_repeat (data);
}

static ZcCloudAnswer *
take_status (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  ZcCloudAnswer *answer = g_new0 (ZcCloudAnswer, 1);

  answer->http_status = soup_message_get_status (message);
  answer->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  answer->end_is_noticed = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH;
  answer->retry_after = zc_cloud_answer_parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"),
                                                           soup_message_headers_get_one (headers, "Date"));

  return answer;
}

/* libsoup repeats a request that was answered by 421 over a new connection, after it has gathered
 * the whole body in memory, however long it is. */
static void
got_headers_cb (SoupMessage *message,
                gpointer     data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);

  if (soup_message_get_status (message) != SOUP_STATUS_MISDIRECTED_REQUEST || self->answer != NULL)
    return;

  self->answer = take_status (message);
  refuse_to_repeat (task);
}

/* A body that grows bit by bit is copied again and again. */
static void
make_room (Exchange *self)
{
  goffset length = soup_message_headers_get_content_length (soup_message_get_response_headers (self->message));

  g_byte_array_unref (self->body);
  self->body = g_byte_array_sized_new ((guint) CLAMP (length, 0, MOST_BYTES_AT_ONCE));
}

static void read_some (GTask *task);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gssize n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  self->reading = FALSE;
  if (self->over)
    {
      drop_stream (self);
      return;
    }

  if (n_read < 0)
    {
      end (task, g_steal_pointer (&error));
      return;
    }

  if (n_read == 0)
    {
      end (task, NULL);
      return;
    }

  if (!zc_cloud_answer_is_success (self->answer) &&
      self->body->len + (gsize) n_read > MOST_BYTES_OF_A_REFUSAL)
    {
      g_cancellable_cancel (self->abort);
      end (task, NULL);
      return;
    }

  if (self->body->len + (gsize) n_read > self->limits.most_bytes)
    {
      end (task, zc_cloud_error_new_too_large (self->host, self->answer->http_status));
      return;
    }

  g_byte_array_append (self->body, self->buffer, (guint) n_read);
  read_some (task);
}

static void
read_some (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  self->reading = TRUE;
  g_input_stream_read_async (self->stream, self->buffer, READ_SIZE, G_PRIORITY_DEFAULT,
                             self->abort, read_cb, g_object_ref (task));
}

static void
send_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  /* A source that is waiting to end the exchange does so. */
  if (self->over || self->repeat_source != NULL)
    {
      drop_stream (self);
      return;
    }

  if (self->stream == NULL)
    {
      end (task, g_steal_pointer (&error));
      return;
    }

  /* A status without a request is the proxy's answer to CONNECT, which libsoup passes on as if the
   * server itself had given it. */
  if (!self->sent)
    {
      guint http_status = soup_message_get_status (self->message);

      end (task, g_error_new (G_IO_ERROR,
                              http_status == SOUP_STATUS_PROXY_UNAUTHORIZED ? G_IO_ERROR_PROXY_NEED_AUTH
                                                                            : G_IO_ERROR_PROXY_FAILED,
                              /* Translators: %s is a host name, %u an HTTP status. */
                              _("This computer’s proxy did not connect to %s (%u)."), self->host, http_status));
      return;
    }

  self->answer = take_status (self->message);
  self->buffer = g_malloc (READ_SIZE);
  make_room (self);
  read_some (task);
}

void
zc_cloud_exchange_async (SoupSession         *session,
                         SoupMessage         *message,
                         const char          *host,
                         const ZcCloudLimits *limits,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Exchange *self = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, zc_cloud_exchange_async);
  self->session = g_object_ref (session);
  self->message = g_object_ref (message);
  self->host = g_strdup (host);
  self->limits = *limits;
  self->abort = g_cancellable_new ();
  self->body = g_byte_array_new ();
  g_task_set_task_data (task, self, exchange_free);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (cancellable != NULL)
    self->cancel_source = attach (task, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (cancelled_cb));
  self->request_source = attach (task, g_timeout_source_new (limits->request_ms), request_timeout_cb);

  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), task);
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), task);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), task);
  g_signal_connect (message, "restarted", G_CALLBACK (restarted_cb), task);

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, self->abort, send_cb, g_object_ref (task));
}

ZcCloudAnswer *
zc_cloud_exchange_finish (GAsyncResult  *result,
                          gboolean      *sent,
                          GError       **error)
{
  Exchange *self;

  g_return_val_if_fail (g_async_result_is_tagged (result, zc_cloud_exchange_async), NULL);

  self = g_task_get_task_data (G_TASK (result));
  *sent = self->sent;

  return g_task_propagate_pointer (G_TASK (result), error);
}
