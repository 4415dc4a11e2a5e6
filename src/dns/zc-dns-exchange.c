/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dns-exchange.h"

#include <ldns/ldns.h>

#include "zc-dns-exchange-private.h"
#include "zc-dns-socket-private.h"

#define TRY_MOST_US (2 * G_USEC_PER_SEC)
#define MOST_TRIES 5
#define OUT_OF_FILES_WAIT_US (50 * 1000)

/* How often a socket is read before the main loop has its turn again: a server that never stops sending holds up
 * neither the window nor the timer that ends its exchange. */
#define READS_A_TURN 16

typedef struct
{
  guint16 id;
  gboolean with_opt;
  gint64 sent_us; /* in monotonic time */
} Try;

/* One exchange. It belongs to its task, and the task is held by the exchange until the end. */
typedef struct
{
  GTask *task; /* (owned) (nullable): NULL once the result was returned */
  ZcDnsServer *server; /* (owned) */
  ZcDnsQuestion question;
  ZcDnsExchangeFlags flags;

  gint64 deadline_us;           /* of all, in monotonic time */
  gint64 transport_deadline_us; /* of the transport in use */
  gint64 try_us;                /* how long one try waits */
  gboolean with_opt;            /* whether the server bore an OPT record so far */
  gboolean saw_stray;           /* whether anything came that was no answer */

  ZcDnsTransport transport;
  GSocket *socket; /* (owned) (nullable) */
  gboolean connected;
  Try tries[MOST_TRIES];
  guint n_tries;
  GByteArray *out; /* (owned): what a TCP socket did not take yet */
  GByteArray *in;  /* (owned): what came over TCP and is no whole message yet */

  GSource *socket_source; /* (owned) (nullable) */
  GSource *timer;         /* (owned) (nullable) */
  GSource *cancel_source; /* (owned) (nullable) */
} Exchange;

static void begin_transport (Exchange       *self,
                             ZcDnsTransport  transport);
static void watch           (Exchange       *self);

void
zc_dns_reply_free (ZcDnsReply *self)
{
  g_clear_pointer (&self->message, g_bytes_unref);
  g_free (self->error_text);
  g_free (self);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
close_socket (Exchange *self)
{
  clear_source (&self->socket_source);
  clear_source (&self->timer);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  self->connected = FALSE;
}

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  close_socket (self);
  clear_source (&self->cancel_source);
  zc_dns_server_unref (self->server);
  g_byte_array_unref (self->out);
  g_byte_array_unref (self->in);
  g_free (self);
}

/* Ends the watching, so that nothing happens between the result's return and the callback. */
static GTask *
steal_task (Exchange *self)
{
  close_socket (self);
  clear_source (&self->cancel_source);

  return g_steal_pointer (&self->task);
}

static void
complete (Exchange     *self,
          ZcDnsOutcome  outcome,
          GBytes       *message,
          gint64        round_trip_us,
          const char   *error_text)
{
  g_autoptr(GTask) task = steal_task (self);
  ZcDnsReply *reply = g_new0 (ZcDnsReply, 1);

  reply->outcome = outcome;
  reply->message = message;
  reply->transport = self->transport;
  reply->round_trip_us = round_trip_us;
  reply->error_text = g_strdup (error_text);
  g_task_return_pointer (task, reply, (GDestroyNotify) zc_dns_reply_free);
}

static void
complete_without_answer (Exchange     *self,
                         ZcDnsOutcome  outcome)
{
  complete (self, outcome, NULL, 0, NULL);
}

static void
complete_with_error (Exchange     *self,
                     const GError *error)
{
  ZcDnsOutcome outcome = zc_dns_socket_error_judge (error, self->transport,
                                                    zc_dns_server_get_family (self->server), self->connected);

  complete (self, outcome, NULL, 0, outcome == ZC_DNS_OUTCOME_LOCAL_ERROR ? error->message : NULL);
}

static void
complete_after_silence (Exchange *self)
{
  if (self->transport == ZC_DNS_TRANSPORT_UDP && (self->flags & ZC_DNS_EXCHANGE_TCP_ON_SILENCE) != 0)
    begin_transport (self, ZC_DNS_TRANSPORT_TCP);
  else if (self->saw_stray)
    complete_without_answer (self, ZC_DNS_OUTCOME_BAD_ANSWER);
  else if (self->transport == ZC_DNS_TRANSPORT_TCP && !self->connected)
    complete_without_answer (self, ZC_DNS_OUTCOME_TCP_FILTERED);
  else
    complete_without_answer (self, ZC_DNS_OUTCOME_TIMEOUT_ANSWER);
}

static void
set_timer (Exchange    *self,
           gint64       when_us,
           GSourceFunc  function)
{
  gint64 wait_us = MAX (when_us - g_get_monotonic_time (), 0);

  clear_source (&self->timer);
  self->timer = g_timeout_source_new ((guint) ((wait_us + 999) / 1000));
  g_source_set_callback (self->timer, function, self, NULL);
  g_source_attach (self->timer, g_task_get_context (self->task));
}

static gboolean
flush_out (Exchange  *self,
           GError   **error)
{
  while (self->out->len > 0)
    {
      g_autoptr(GError) local_error = NULL;
      gssize sent = g_socket_send (self->socket, (const char *) self->out->data, self->out->len, NULL,
                                   &local_error);

      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        break;
      if (sent < 0)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_byte_array_remove_range (self->out, 0, (guint) sent);
    }
  watch (self);

  return TRUE;
}

static gboolean
send_message (Exchange      *self,
              const guint8  *message,
              gsize          length,
              GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  guint8 prefix[2];

  if (self->transport == ZC_DNS_TRANSPORT_TCP)
    {
      zc_dns_write_u16 (prefix, (guint16) length);
      g_byte_array_append (self->out, prefix, sizeof prefix);
      g_byte_array_append (self->out, message, (guint) length);

      return flush_out (self, error);
    }

  /* A full buffer loses the datagram as the network would; the next try repeats it. */
  if (g_socket_send (self->socket, (const char *) message, length, NULL, &local_error) < 0 &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean try_over_cb (gpointer data);

/* Every try has its own id, so that a late answer to an early try is still told apart, and timed right. */
static void
send_try (Exchange *self)
{
  g_autoptr(GError) error = NULL;
  guint8 message[ZC_DNS_QUESTION_MOST];
  ZcDnsMessageFlags flags = ZC_DNS_MESSAGE_PLAIN;
  Try *try = &self->tries[self->n_tries];
  gint64 now_us = g_get_monotonic_time ();
  gboolean last;

  last = self->n_tries + 1 == MOST_TRIES || self->transport_deadline_us - now_us < self->try_us * 3 / 2;
  try->id = zc_dns_random_id ();
  try->with_opt = self->with_opt && !(last && self->n_tries > 0);
  try->sent_us = now_us;
  self->n_tries++;

  if (try->with_opt)
    flags |= ZC_DNS_MESSAGE_OPT | ZC_DNS_MESSAGE_OPTIONS;
  if (try->with_opt && (self->flags & ZC_DNS_EXCHANGE_DNSSEC) != 0)
    flags |= ZC_DNS_MESSAGE_DNSSEC;
  if ((self->flags & ZC_DNS_EXCHANGE_RECURSION) != 0)
    flags |= ZC_DNS_MESSAGE_RECURSION;

  set_timer (self, last ? self->transport_deadline_us : now_us + self->try_us, try_over_cb);
  if (!send_message (self, message, zc_dns_question_write (&self->question, try->id, flags, message), &error))
    complete_with_error (self, error);
}

static gboolean
try_over_cb (gpointer data)
{
  Exchange *self = data;
  g_autoptr(GTask) task = g_object_ref (self->task);

  if (!self->connected || self->n_tries == MOST_TRIES ||
      g_get_monotonic_time () >= self->transport_deadline_us)
    complete_after_silence (self);
  else
    send_try (self);

  return G_SOURCE_REMOVE;
}

/* The RCODE, -1 for what cannot be parsed. */
static int
parse_rcode (const guint8 *data,
             gsize         length)
{
  ldns_pkt *packet = NULL;

  if (ldns_wire2pkt (&packet, data, length) != LDNS_STATUS_OK)
    return -1;
  ldns_pkt_free (packet);

  return zc_dns_reply_get_rcode (data, length);
}

static void
handle_answer (Exchange     *self,
               const Try    *try,
               const guint8 *data,
               gsize         length)
{
  int rcode = parse_rcode (data, length);
  gboolean opt_refused = rcode == ZC_DNS_RCODE_FORMERR || rcode == ZC_DNS_RCODE_NOTIMP ||
                         rcode == ZC_DNS_RCODE_BADVERS;

  if (rcode < 0)
    {
      self->saw_stray = TRUE;
    }
  else if (opt_refused && try->with_opt)
    {
      /* On a new socket: a server that did not like a question may hang up behind it. */
      self->with_opt = FALSE;
      begin_transport (self, self->transport);
    }
  else
    {
      complete (self, ZC_DNS_OUTCOME_OK, g_bytes_new (data, length),
                g_get_monotonic_time () - try->sent_us, NULL);
    }
}

static void
handle_message (Exchange     *self,
                const guint8 *data,
                gsize         length)
{
  ZcDnsReplyKind kind = ZC_DNS_REPLY_STRAY;
  guint i;

  for (i = 0; i < self->n_tries; i++)
    {
      kind = zc_dns_reply_check (&self->question, self->tries[i].id, data, length);
      if (kind != ZC_DNS_REPLY_STRAY)
        break;
    }

  /* Over TCP nothing is too long, so an answer that says it was cut there is no answer. */
  if (kind == ZC_DNS_REPLY_ANSWER)
    handle_answer (self, &self->tries[i], data, length);
  else if (kind == ZC_DNS_REPLY_TRUNCATED && self->transport == ZC_DNS_TRANSPORT_UDP)
    begin_transport (self, ZC_DNS_TRANSPORT_TCP);
  else
    self->saw_stray = TRUE;
}

static void
read_datagrams (Exchange *self,
                GSocket  *socket)
{
  guint8 buffer[ZC_DNS_MESSAGE_MOST];

  /* At most until the exchange ended or went on with another socket. */
  for (guint i = 0; i < READS_A_TURN && self->socket == socket; i++)
    {
      g_autoptr(GError) error = NULL;
      gssize length = g_socket_receive (socket, (char *) buffer, sizeof buffer, NULL, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return;
      if (length < 0)
        complete_with_error (self, error);
      else
        handle_message (self, buffer, (gsize) length);
    }
}

static void
take_framed_messages (Exchange *self,
                      GSocket  *socket)
{
  while (self->socket == socket && self->in->len >= 2)
    {
      gsize length = zc_dns_read_u16 (self->in->data);
      g_autofree guint8 *message = NULL;

      if (self->in->len - 2 < length)
        return;
      message = g_memdup2 (self->in->data + 2, length);
      g_byte_array_remove_range (self->in, 0, (guint) length + 2);
      handle_message (self, message, length);
    }
}

static void
read_stream (Exchange *self,
             GSocket  *socket)
{
  guint8 buffer[4096];

  for (guint i = 0; i < READS_A_TURN && self->socket == socket; i++)
    {
      g_autoptr(GError) error = NULL;
      gssize length = g_socket_receive (socket, (char *) buffer, sizeof buffer, NULL, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return;
      if (length > 0)
        {
          g_byte_array_append (self->in, buffer, (guint) length);
          take_framed_messages (self, socket);
        }
      else if (self->saw_stray)
        complete_without_answer (self, ZC_DNS_OUTCOME_BAD_ANSWER);
      else if (length == 0)
        complete_without_answer (self, ZC_DNS_OUTCOME_TCP_RESET);
      else
        complete_with_error (self, error);
    }
}

static gboolean
socket_ready_cb (GSocket      *socket,
                 GIOCondition  condition,
                 gpointer      data)
{
  Exchange *self = data;
  g_autoptr(GTask) task = g_object_ref (self->task);
  g_autoptr(GError) error = NULL;

  if (!self->connected)
    {
      self->connected = g_socket_check_connect_result (socket, &error);
      if (self->connected)
        send_try (self);
    }
  else if ((condition & G_IO_OUT) != 0)
    {
      flush_out (self, &error);
    }

  if (error != NULL)
    complete_with_error (self, error);
  else if (self->connected && self->transport == ZC_DNS_TRANSPORT_TCP)
    read_stream (self, socket);
  else if (self->connected)
    read_datagrams (self, socket);

  return G_SOURCE_CONTINUE;
}

static void
watch (Exchange *self)
{
  GIOCondition condition = G_IO_IN;

  if (!self->connected || self->out->len > 0)
    condition |= G_IO_OUT;

  clear_source (&self->socket_source);
  self->socket_source = g_socket_create_source (self->socket, condition, NULL);
  g_source_set_callback (self->socket_source, G_SOURCE_FUNC (socket_ready_cb), self, NULL);
  g_source_attach (self->socket_source, g_task_get_context (self->task));
}

static gboolean
open_socket_cb (gpointer data)
{
  Exchange *self = data;
  g_autoptr(GTask) task = g_object_ref (self->task);
  g_autoptr(GError) error = NULL;
  gboolean tcp = self->transport == ZC_DNS_TRANSPORT_TCP;
  gint64 now_us = g_get_monotonic_time ();

  self->socket = g_socket_new (zc_dns_server_get_family (self->server),
                               tcp ? G_SOCKET_TYPE_STREAM : G_SOCKET_TYPE_DATAGRAM,
                               tcp ? G_SOCKET_PROTOCOL_TCP : G_SOCKET_PROTOCOL_UDP,
                               &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES) &&
      now_us + OUT_OF_FILES_WAIT_US < self->transport_deadline_us)
    {
      set_timer (self, now_us + OUT_OF_FILES_WAIT_US, open_socket_cb);
      return G_SOURCE_REMOVE;
    }
  if (self->socket == NULL)
    {
      complete_with_error (self, error);
      return G_SOURCE_REMOVE;
    }

  /* Connected, so that the kernel takes datagrams of no other source, and hands on that a port is
   * closed. The kernel picks a random source port. */
  g_socket_set_blocking (self->socket, FALSE);
  self->connected = g_socket_connect (self->socket, zc_dns_server_get_socket_address (self->server), NULL,
                                      &error);
  if (!self->connected && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      complete_with_error (self, error);
      return G_SOURCE_REMOVE;
    }

  watch (self);
  if (self->connected)
    send_try (self);
  else
    set_timer (self, self->transport_deadline_us, try_over_cb);

  return G_SOURCE_REMOVE;
}

static void
begin_transport (Exchange       *self,
                 ZcDnsTransport  transport)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 span_us = MAX (self->deadline_us - now_us, 0);

  if (transport == ZC_DNS_TRANSPORT_UDP && (self->flags & ZC_DNS_EXCHANGE_TCP_ON_SILENCE) != 0)
    span_us /= 2;

  close_socket (self);
  self->transport = transport;
  self->try_us = MIN (span_us / 3, TRY_MOST_US);
  self->transport_deadline_us = now_us + MIN (span_us, MOST_TRIES * self->try_us);
  self->n_tries = 0;
  g_byte_array_set_size (self->out, 0);
  g_byte_array_set_size (self->in, 0);

  open_socket_cb (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  Exchange *self = data;
  g_autoptr(GTask) task = steal_task (self);

  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static GTask *
exchange_new (ZcDnsServer         *server,
              ZcDnsExchangeFlags   flags,
              guint                timeout_ms,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Exchange *self = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, zc_dns_exchange_async);
  self->server = zc_dns_server_ref (server);
  self->flags = flags;
  self->with_opt = TRUE;
  self->deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  self->out = g_byte_array_new ();
  self->in = g_byte_array_new ();
  g_task_set_task_data (task, self, exchange_free);

  return task;
}

static void
exchange_begin (GTask          *task,
                ZcDnsTransport  transport)
{
  Exchange *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  self->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      self->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancel_source, g_task_get_context (task));
    }
  begin_transport (self, transport);
}

void
zc_dns_exchange_question_async (ZcDnsServer         *server,
                                const ZcDnsQuestion *question,
                                ZcDnsTransport       transport,
                                ZcDnsExchangeFlags   flags,
                                guint                timeout_ms,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = exchange_new (server, flags, timeout_ms, cancellable, callback, user_data);
  Exchange *self = g_task_get_task_data (task);

  self->question = *question;
  exchange_begin (task, transport);
}

void
zc_dns_exchange_async (ZcDnsServer         *server,
                       const char          *name,
                       guint16              type,
                       ZcDnsTransport       transport,
                       ZcDnsExchangeFlags   flags,
                       guint                timeout_ms,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  Exchange *self;

  g_return_if_fail (server != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = exchange_new (server, flags, timeout_ms, cancellable, callback, user_data);
  self = g_task_get_task_data (task);
  if (zc_dns_question_init (&self->question, name, type, &error))
    exchange_begin (task, transport);
  else
    g_task_return_error (task, error);
}

ZcDnsReply *
zc_dns_exchange_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_dns_exchange_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
