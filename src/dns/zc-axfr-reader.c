/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-axfr-reader.h"

#include <string.h>
#include <sys/socket.h>

#include "zc-axfr-stream-private.h"
#include "zc-dns-progress-private.h"
#include "zc-dns-socket-private.h"
#include "zc-worker-pool.h"

#define CONNECT_MOST_US (10 * G_USEC_PER_SEC)

/* How long to listen behind the closing SOA. A server that has more to send has it on the way already. */
#define CLOSING_WAIT_US (G_USEC_PER_SEC / 10)

/* Room for several of the largest messages, so that one system call takes many smaller ones. */
#define BUFFER_SIZE (256 * 1024)

G_DEFINE_QUARK (zc-axfr-sink-error-quark, zc_axfr_sink_error)
G_DEFINE_BOXED_TYPE (ZcAxfrResult, zc_axfr_result, zc_axfr_result_copy, zc_axfr_result_free)

typedef struct
{
  ZcDnsServer *server; /* (owned) */
  ZcDnsQuestion question;
  ZcAxfrLimits limits;
  guint timeout_ms;
  const ZcAxfrSink *sink; /* (unowned) */
  gpointer sink_data;     /* (unowned) */
  ZcDnsProgress progress;

  gint64 deadline_us;
  gint64 ended_us; /* when the last record was there, 0 before */
  GSocket *socket;      /* (owned) (nullable) */
  ZcAxfrResult *result; /* (owned) */
  ZcAxfrStream *stream; /* (owned) (nullable) */
  guint8 *buffer;       /* (owned) (nullable): what came and was not judged yet */
  gsize buffered;
} Read;

ZcAxfrResult *
zc_axfr_result_copy (const ZcAxfrResult *self)
{
  ZcAxfrResult *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->server = zc_dns_server_ref (self->server);
  copy->detail = g_strdup (self->detail);

  return copy;
}

void
zc_axfr_result_free (ZcAxfrResult *self)
{
  g_return_if_fail (self != NULL);

  zc_dns_server_unref (self->server);
  g_free (self->detail);
  g_free (self);
}

static void
read_free (gpointer data)
{
  Read *self = data;

  zc_dns_server_unref (self->server);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->result, zc_axfr_result_free);
  g_free (self->stream);
  g_free (self->buffer);
  g_free (self);
}

static ZcDnsOutcome
judge_error (Read         *self,
             const GError *error,
             gboolean      connected)
{
  ZcDnsOutcome outcome = zc_dns_socket_error_judge (error, ZC_DNS_TRANSPORT_TCP,
                                                    zc_dns_server_get_family (self->server), connected);

  if (outcome != ZC_DNS_OUTCOME_LOCAL_ERROR && self->result->n_records > 0)
    return ZC_DNS_OUTCOME_AXFR_TRUNCATED;

  return outcome;
}

static gboolean
wait_for (Read          *self,
          GIOCondition   condition,
          gint64         until_us,
          GCancellable  *cancellable,
          GError       **error)
{
  /* A negative time would mean to wait without end. */
  gint64 left_us = MAX (until_us - g_get_monotonic_time (), 0);

  return g_socket_condition_timed_wait (self->socket, condition, left_us, cancellable, error);
}

static gboolean
connect_socket (Read          *self,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  GSocketAddress *address = zc_dns_server_get_socket_address (self->server);
  gint64 until_us = MIN (self->deadline_us, g_get_monotonic_time () + CONNECT_MOST_US);

  self->socket = g_socket_new (zc_dns_server_get_family (self->server), G_SOCKET_TYPE_STREAM,
                               G_SOCKET_PROTOCOL_TCP, error);
  if (self->socket == NULL)
    return FALSE;
  g_socket_set_blocking (self->socket, FALSE);

  if (g_socket_connect (self->socket, address, cancellable, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return wait_for (self, G_IO_OUT, until_us, cancellable, error) &&
         g_socket_check_connect_result (self->socket, error);
}

/* The length and the message in one piece: some servers read no further than the first segment. */
static gboolean
send_question (Read          *self,
               guint16        id,
               GCancellable  *cancellable,
               GError       **error)
{
  guint8 message[2 + ZC_DNS_QUESTION_MOST];
  gsize length = zc_dns_question_write (&self->question, id, ZC_DNS_MESSAGE_PLAIN, message + 2);
  gsize sent = 0;

  zc_dns_write_u16 (message, (guint16) length);
  length += 2;
  while (sent < length)
    {
      g_autoptr(GError) local_error = NULL;
      gssize n = g_socket_send (self->socket, (const char *) message + sent, length - sent, cancellable,
                                &local_error);

      if (n >= 0)
        {
          sent += (gsize) n;
          continue;
        }
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (!wait_for (self, G_IO_OUT, self->deadline_us, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* Waits for more bytes until the time is up. Returns how many came, 0 at the end of the stream, -1 with an
 * error. */
static gssize
receive (Read          *self,
         gint64         until_us,
         GCancellable  *cancellable,
         GError       **error)
{
  while (TRUE)
    {
      g_autoptr(GError) local_error = NULL;
      gssize n;

      /* Not left to the waiting: a server that drips always has something to read. */
      if (g_get_monotonic_time () >= until_us)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
          return -1;
        }
      n = g_socket_receive (self->socket, (char *) self->buffer + self->buffered, BUFFER_SIZE - self->buffered,
                            cancellable, &local_error);
      if (n >= 0)
        {
          self->buffered += (gsize) n;
          return n;
        }
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return -1;
        }
      if (!wait_for (self, G_IO_IN, until_us, cancellable, error))
        return -1;
    }
}

static ZcAxfrStreamState
take_buffered (Read *self)
{
  ZcAxfrStreamState state = ZC_AXFR_STREAM_MORE;
  gsize at = 0;

  while (state == ZC_AXFR_STREAM_MORE && self->buffered - at >= 2)
    {
      gsize length = zc_dns_read_u16 (self->buffer + at);

      if (self->buffered - at - 2 < length)
        break;
      state = zc_axfr_stream_take (self->stream, self->buffer + at + 2, length);
      at += 2 + length;
    }

  memmove (self->buffer, self->buffer + at, self->buffered - at);
  self->buffered -= at;

  return state;
}

/* Records that come in a message behind the closing SOA are told apart from a server that only keeps the
 * connection open. Saying that nothing more will be asked makes servers hang up at once, so a healthy
 * transfer does not wait here. */
static gboolean
close_stream (Read          *self,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  gint64 until_us;
  gboolean more_came = self->buffered > 0;

  self->ended_us = g_get_monotonic_time ();
  until_us = MIN (self->deadline_us, self->ended_us + CLOSING_WAIT_US);
  if (!more_came && g_socket_shutdown (self->socket, FALSE, TRUE, NULL))
    more_came = receive (self, until_us, cancellable, &local_error) > 0;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  zc_axfr_stream_close (self->stream, more_came);

  return TRUE;
}

/* Takes the first error as the outcome, unless the reading was cancelled. */
static gboolean
keep_outcome (Read          *self,
              ZcDnsOutcome   outcome,
              GError        *local_error,
              GError       **error)
{
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  self->result->outcome = outcome;
  if (outcome == ZC_DNS_OUTCOME_LOCAL_ERROR)
    self->result->detail = g_strdup (local_error->message);
  g_error_free (local_error);

  return TRUE;
}

static gboolean
read_stream (Read          *self,
             GTask         *task,
             GCancellable  *cancellable,
             GError       **error)
{
  ZcAxfrStreamState state = ZC_AXFR_STREAM_MORE;

  while (state == ZC_AXFR_STREAM_MORE)
    {
      GError *local_error = NULL;
      gssize n = receive (self, self->deadline_us, cancellable, &local_error);

      if (n == 0)
        {
          self->result->outcome = self->result->n_records > 0 ? ZC_DNS_OUTCOME_AXFR_TRUNCATED
                                                              : ZC_DNS_OUTCOME_TCP_RESET;
          return TRUE;
        }
      if (n < 0)
        return keep_outcome (self, judge_error (self, local_error, TRUE), local_error, error);

      state = take_buffered (self);
      zc_dns_progress_report (&self->progress, task, self->result->n_records, self->result->n_bytes);
    }

  if (state == ZC_AXFR_STREAM_CLOSED)
    return close_stream (self, cancellable, error);

  return TRUE;
}

static gboolean
read_zone (Read          *self,
           GTask         *task,
           GCancellable  *cancellable,
           GError       **error)
{
  GError *local_error = NULL;
  guint16 id = zc_dns_random_id ();

  if (!connect_socket (self, cancellable, &local_error))
    return keep_outcome (self, judge_error (self, local_error, FALSE), local_error, error);
  if (!send_question (self, id, cancellable, &local_error))
    return keep_outcome (self, judge_error (self, local_error, TRUE), local_error, error);

  self->buffer = g_malloc (BUFFER_SIZE);
  self->stream = zc_axfr_stream_new (&self->question, id, &self->limits, self->sink, self->sink_data,
                                     self->result);

  return read_stream (self, task, cancellable, error);
}

static void
run_read (GTask        *task,
          gpointer      source,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Read *self = task_data;
  GError *error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  gboolean read;

  self->deadline_us = start_us + (gint64) self->timeout_ms * 1000;
  self->progress.last_us = start_us;
  read = read_zone (self, task, cancellable, &error);
  if (self->ended_us == 0)
    self->ended_us = g_get_monotonic_time ();
  self->result->duration_us = self->ended_us - start_us;

  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  if (read)
    g_task_return_pointer (task, g_steal_pointer (&self->result), (GDestroyNotify) zc_axfr_result_free);
  else
    g_task_return_error (task, error);
}

void
zc_axfr_read_async (ZcDnsServer         *server,
                    const char          *zone,
                    const ZcAxfrLimits  *limits,
                    guint                timeout_ms,
                    const ZcAxfrSink    *sink,
                    gpointer             sink_data,
                    ZcAxfrProgressFunc   progress,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  static const ZcAxfrLimits default_limits = { ZC_AXFR_MOST_RECORDS, ZC_AXFR_MOST_BYTES };
  g_autoptr(GTask) task = NULL;
  g_autoptr(ZcWorkerPool) pool = NULL;
  GError *error = NULL;
  Read *self;

  g_return_if_fail (server != NULL);
  g_return_if_fail (zone != NULL);
  g_return_if_fail (sink != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_axfr_read_async);

  self = g_new0 (Read, 1);
  self->server = zc_dns_server_ref (server);
  self->limits = limits != NULL ? *limits : default_limits;
  self->timeout_ms = timeout_ms;
  self->sink = sink;
  self->sink_data = sink_data;
  self->progress.function = progress;
  self->progress.user_data = user_data;
  self->result = g_new0 (ZcAxfrResult, 1);
  self->result->server = zc_dns_server_ref (server);
  self->result->rcode = -1;
  self->result->server_time = -1;
  g_task_set_task_data (task, self, read_free);

  if (!zc_dns_question_init (&self->question, zone, ZC_DNS_TYPE_AXFR, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  pool = zc_worker_pool_new ("zc-axfr", 1);
  zc_worker_pool_run (pool, task, run_read);
}

ZcAxfrResult *
zc_axfr_read_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_axfr_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
