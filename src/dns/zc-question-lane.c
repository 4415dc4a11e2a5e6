/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-question-lane-private.h"

#include <string.h>

#include "zc-dns-exchange-private.h"

#define USUAL_IN_FLIGHT 128
#define TRY_MOST_US (2 * G_USEC_PER_SEC)
#define MOST_TRIES 3
#define TCP_MOST_MS 10000

/* Connections to one server at a time. */
#define MOST_CONNECTIONS 8

/* Messages in one system call. */
#define BATCH 64

/* What a server may send over UDP at all; it is offered less. */
#define DATAGRAM_MOST 4096

/* After so many questions the next ones leave from another port, so that nobody can learn it. */
#define QUESTIONS_A_PORT 1024

/* A server that turns down so many questions in a row, and answers none, is not asked on. */
#define MOST_FAILURES 20

typedef enum
{
  SLOT_FREE,
  SLOT_TO_SEND,  /* in to_send */
  SLOT_WAITING,  /* in waiting, sent over UDP */
  SLOT_TO_TCP,   /* in to_tcp */
  SLOT_OVER_TCP, /* an exchange runs */
} SlotState;

/* One question on its way. */
typedef struct
{
  GList link; /* in one of the lane's queues; its data is the slot */
  ZcQuestionLane *lane; /* (unowned) */
  SlotState state;
  ZcDnsQuestion question;
  guint64 tag;
  guint16 id;
  guint port; /* which of the lane's ports it was sent from */
  guint n_tries;
  gboolean with_opt;
  gint64 due_us; /* when the try is over, in monotonic time */
} Slot;

typedef struct
{
  GSocket *socket; /* (owned) (nullable) */
  GSource *source; /* (owned) (nullable) */
  guint n_sent;
  guint n_waiting;
} Port;

struct _ZcQuestionLane
{
  const ZcQuestionLaneSetup *setup; /* (unowned) */
  ZcDnsServer *server;              /* (owned) */
  guint index;
  ZcQuestionStats stats;
  gint64 try_us;
  gboolean paused;
  gboolean no_more; /* the asker had no question when it was asked last */
  gboolean stopped;
  gboolean tcp_only;
  gboolean with_opt;
  guint n_udp_answers;
  guint n_opt_answers; /* answers to questions with OPT */
  guint n_failures;    /* in a row */
  gint64 last_sign_us; /* when the server answered last, or was asked after a rest, in monotonic time */

  Slot *slots; /* (owned) (array length=n_slots) */
  guint n_slots;
  GQueue free;    /* of slots, as those below */
  GQueue to_send;
  GQueue waiting; /* by due_us */
  GQueue to_tcp;
  guint n_over_tcp;
  GCancellable *tcp_cancellable; /* (owned) */

  Port ports[2]; /* the second drains while the first is used, and the other way round */
  guint port;

  double tokens; /* messages that may leave now */
  gint64 tokens_us;
  gboolean lacks_token;

  GSource *timer; /* (owned) */
};

static void pump (ZcQuestionLane *self);

static GQueue *
queue_of (ZcQuestionLane *self,
          SlotState       state)
{
  switch (state)
    {
    case SLOT_FREE:
      return &self->free;

    case SLOT_TO_SEND:
      return &self->to_send;

    case SLOT_WAITING:
      return &self->waiting;

    case SLOT_TO_TCP:
      return &self->to_tcp;

    case SLOT_OVER_TCP:
    default:
      return NULL;
    }
}

static void
slot_move (Slot      *slot,
           SlotState  state)
{
  ZcQuestionLane *self = slot->lane;
  GQueue *from = queue_of (self, slot->state);
  GQueue *to = queue_of (self, state);

  if (slot->state == SLOT_WAITING)
    self->ports[slot->port].n_waiting--;
  if (from != NULL)
    g_queue_unlink (from, &slot->link);
  slot->state = state;
  if (to != NULL)
    g_queue_push_tail_link (to, &slot->link);
  if (state == SLOT_WAITING)
    self->ports[slot->port].n_waiting++;
}

static guint
count_used (ZcQuestionLane *self)
{
  return self->n_slots - self->free.length;
}

/* The slot is free before the asker hears of it, so that the answer may lead to the next question. */
static void
slot_end (Slot           *slot,
          ZcDnsOutcome    outcome,
          ZcDnsTransport  transport,
          const guint8   *message,
          gsize           length)
{
  ZcQuestionLane *self = slot->lane;
  ZcDnsQuestion asked = slot->question;
  ZcQuestion question = { asked.name, asked.name_len, asked.type, slot->tag };

  slot_move (slot, SLOT_FREE);
  if (self->stopped)
    return;

  if (outcome == ZC_DNS_OUTCOME_OK)
    {
      self->stats.n_answered++;
      self->last_sign_us = g_get_monotonic_time ();
      self->n_failures = 0;
    }
  else
    {
      self->stats.n_unanswered++;
      self->stats.failure = outcome;
      if (outcome != ZC_DNS_OUTCOME_TIMEOUT_ANSWER && outcome != ZC_DNS_OUTCOME_TCP_FILTERED)
        self->n_failures++;
    }
  self->setup->asker->answer (self->setup->asker_data, self->index, &question, outcome, transport, message,
                              length);
  self->setup->ended (self->setup->ended_data);
}

static void
give_up (ZcQuestionLane *self,
         ZcDnsOutcome    outcome)
{
  self->stats.gave_up = TRUE;
  self->stats.failure = outcome;
  self->no_more = TRUE;
  for (guint i = 0; i < self->n_slots; i++)
    {
      Slot *slot = &self->slots[i];

      if (slot->state != SLOT_FREE && slot->state != SLOT_OVER_TCP)
        slot_end (slot, outcome, self->setup->options.transport, NULL, 0);
    }
  /* Those over TCP are cancelled and end for the same reason. */
  g_cancellable_cancel (self->tcp_cancellable);
  self->setup->ended (self->setup->ended_data);
}

/* A tenth of a second's worth gathers while nothing is asked, and leaves at once. */
static gboolean
take_token (ZcQuestionLane *self)
{
  double rate = self->setup->options.max_qps;
  gint64 now_us;

  if (self->setup->options.max_qps == 0)
    return TRUE;

  now_us = g_get_monotonic_time ();
  self->tokens += (double) (now_us - self->tokens_us) * rate / G_USEC_PER_SEC;
  self->tokens = MIN (self->tokens, MAX (rate / 10, 1));
  self->tokens_us = now_us;
  self->lacks_token = self->tokens < 1;
  if (self->lacks_token)
    return FALSE;
  self->tokens--;

  return TRUE;
}

static void
return_token (ZcQuestionLane *self)
{
  self->tokens++;
}

static void
close_port (Port *port)
{
  if (port->source != NULL)
    g_source_destroy (port->source);
  g_clear_pointer (&port->source, g_source_unref);
  if (port->socket != NULL)
    g_socket_close (port->socket, NULL);
  g_clear_object (&port->socket);
  port->n_sent = 0;
}

/* The server is reached over UDP no more: what is on its way, and all that follows, goes over TCP. */
static void
leave_udp (ZcQuestionLane *self)
{
  self->tcp_only = TRUE;
  while (!g_queue_is_empty (&self->waiting))
    slot_move (g_queue_peek_head (&self->waiting), SLOT_TO_TCP);
  while (!g_queue_is_empty (&self->to_send))
    slot_move (g_queue_peek_head (&self->to_send), SLOT_TO_TCP);
  close_port (&self->ports[0]);
  close_port (&self->ports[1]);
}

static Slot *
find_waiting (ZcQuestionLane *self,
              guint           port,
              guint16         id)
{
  for (GList *at = self->waiting.head; at != NULL; at = at->next)
    {
      Slot *slot = at->data;

      if (slot->id == id && slot->port == port)
        return slot;
    }

  return NULL;
}

static gboolean
opt_was_refused (const Slot   *slot,
                 const guint8 *data,
                 gsize         length)
{
  int rcode;

  if (!slot->with_opt)
    return FALSE;
  rcode = zc_dns_reply_get_rcode (data, length);

  return rcode == ZC_DNS_RCODE_FORMERR || rcode == ZC_DNS_RCODE_NOTIMP || rcode == ZC_DNS_RCODE_BADVERS;
}

static void
take_datagram (ZcQuestionLane *self,
               guint           port,
               const guint8   *data,
               gsize           length)
{
  Slot *slot = length >= ZC_DNS_HEADER_SIZE ? find_waiting (self, port, zc_dns_read_u16 (data)) : NULL;
  ZcDnsReplyKind kind;

  if (slot == NULL)
    return;
  kind = zc_dns_reply_check (&slot->question, slot->id, data, length);
  if (kind == ZC_DNS_REPLY_STRAY)
    return;

  self->last_sign_us = g_get_monotonic_time ();
  self->n_udp_answers++;
  if (kind == ZC_DNS_REPLY_TRUNCATED || length == DATAGRAM_MOST)
    {
      slot_move (slot, SLOT_TO_TCP);
    }
  else if (opt_was_refused (slot, data, length))
    {
      /* A server that bore the record before does not like something else of this question. */
      slot->with_opt = FALSE;
      slot->n_tries = 0;
      if (self->n_opt_answers == 0)
        self->with_opt = FALSE;
      slot_move (slot, SLOT_TO_SEND);
    }
  else
    {
      self->n_opt_answers += slot->with_opt ? 1 : 0;
      slot_end (slot, ZC_DNS_OUTCOME_OK, ZC_DNS_TRANSPORT_UDP, data, length);
    }
}

static gboolean
answers_ready_cb (GSocket      *socket,
                  GIOCondition  condition,
                  gpointer      data)
{
  ZcQuestionLane *self = data;
  guint port = self->ports[1].socket == socket ? 1 : 0;
  guint8 buffers[BATCH][DATAGRAM_MOST];
  GInputVector vectors[BATCH];
  GInputMessage messages[BATCH] = { 0 };
  g_autoptr(GError) error = NULL;
  int n;

  for (guint i = 0; i < BATCH; i++)
    {
      vectors[i].buffer = buffers[i];
      vectors[i].size = DATAGRAM_MOST;
      messages[i].vectors = &vectors[i];
      messages[i].num_vectors = 1;
    }

  n = g_socket_receive_messages (socket, messages, BATCH, G_SOCKET_MSG_NONE, NULL, &error);
  for (int i = 0; i < n; i++)
    take_datagram (self, port, buffers[i], messages[i].bytes_received);
  if (n < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    leave_udp (self);
  pump (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
open_port (ZcQuestionLane *self,
           Port           *port)
{
  port->socket = g_socket_new (zc_dns_server_get_family (self->server), G_SOCKET_TYPE_DATAGRAM,
                               G_SOCKET_PROTOCOL_UDP, NULL);
  if (port->socket == NULL)
    return FALSE;
  g_socket_set_blocking (port->socket, FALSE);
  if (!g_socket_connect (port->socket, zc_dns_server_get_socket_address (self->server), NULL, NULL))
    {
      close_port (port);
      return FALSE;
    }

  port->source = g_socket_create_source (port->socket, G_IO_IN, NULL);
  g_source_set_callback (port->source, G_SOURCE_FUNC (answers_ready_cb), self, NULL);
  g_source_attach (port->source, self->setup->context);

  return TRUE;
}

/* Gives the port for the next questions: a new one from time to time, once nothing is awaited at the one
 * before. Why a port cannot be opened is told by the exchange over TCP that is tried instead. */
static Port *
prepare_port (ZcQuestionLane *self)
{
  Port *current = &self->ports[self->port];
  Port *other = &self->ports[1 - self->port];

  if (current->n_sent >= QUESTIONS_A_PORT && other->n_waiting == 0)
    {
      close_port (other);
      self->port = 1 - self->port;
      current = other;
    }
  if (current->socket == NULL && !open_port (self, current))
    return NULL;

  return current;
}

static guint16
choose_id (ZcQuestionLane *self)
{
  guint16 id;

  do
    id = zc_dns_random_id ();
  while (find_waiting (self, self->port, id) != NULL);

  return id;
}

static gsize
write_question (ZcQuestionLane *self,
                Slot           *slot,
                guint8         *buffer)
{
  ZcDnsMessageFlags flags = ZC_DNS_MESSAGE_PLAIN;

  if (slot->with_opt)
    flags |= ZC_DNS_MESSAGE_OPT;
  if (slot->with_opt && self->setup->options.dnssec)
    flags |= ZC_DNS_MESSAGE_DNSSEC;

  return zc_dns_question_write (&slot->question, slot->id, flags, buffer);
}

/* Sends what waits to be sent and counts it as sent: what the socket does not take is lost as if on the
 * way, and repeated later. Returns FALSE when the server is not reached over UDP. */
static gboolean
send_batch (ZcQuestionLane *self,
            guint           n)
{
  guint8 buffers[BATCH][ZC_DNS_QUESTION_MOST];
  GOutputVector vectors[BATCH];
  GOutputMessage messages[BATCH] = { 0 };
  g_autoptr(GError) error = NULL;
  Port *port = prepare_port (self);
  gint64 now_us = g_get_monotonic_time ();

  if (port == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      Slot *slot = g_queue_peek_head (&self->to_send);

      slot->port = self->port;
      slot->id = choose_id (self);
      slot->n_tries++;
      slot->due_us = now_us + self->try_us;
      slot_move (slot, SLOT_WAITING);
      vectors[i].buffer = buffers[i];
      vectors[i].size = write_question (self, slot, buffers[i]);
      messages[i].vectors = &vectors[i];
      messages[i].num_vectors = 1;
    }
  port->n_sent += n;
  self->stats.n_sent += n;

  return g_socket_send_messages (port->socket, messages, n, G_SOCKET_MSG_NONE, NULL, &error) >= 0 ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

/* Takes the asker's next question into a slot. */
static gboolean
take_question (ZcQuestionLane *self)
{
  ZcQuestion question = { 0 };
  Slot *slot;

  if (self->paused || self->stopped || self->stats.gave_up || g_queue_is_empty (&self->free))
    return FALSE;
  self->no_more = !self->setup->asker->next (self->setup->asker_data, self->index, &question);
  if (self->no_more)
    return FALSE;
  g_return_val_if_fail (question.owner_len >= 1 && question.owner_len <= ZC_DNS_NAME_MOST, FALSE);

  if (count_used (self) == 0)
    self->last_sign_us = g_get_monotonic_time ();
  self->stats.n_asked++;

  slot = g_queue_peek_head (&self->free);
  memcpy (slot->question.name, question.owner, question.owner_len);
  slot->question.name_len = (guint8) question.owner_len;
  slot->question.type = question.type;
  slot->tag = question.tag;
  slot->n_tries = 0;
  slot->with_opt = self->with_opt;
  slot_move (slot, self->tcp_only ? SLOT_TO_TCP : SLOT_TO_SEND);

  return TRUE;
}

static void
exchange_done_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  Slot *slot = data;
  ZcQuestionLane *self = slot->lane;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDnsReply) reply = zc_dns_exchange_finish (result, &error);

  self->n_over_tcp--;
  if (reply == NULL)
    slot_end (slot, self->stats.failure, ZC_DNS_TRANSPORT_TCP, NULL, 0);
  else if (reply->message == NULL)
    slot_end (slot, reply->outcome, ZC_DNS_TRANSPORT_TCP, NULL, 0);
  else
    slot_end (slot, ZC_DNS_OUTCOME_OK, ZC_DNS_TRANSPORT_TCP, g_bytes_get_data (reply->message, NULL),
              g_bytes_get_size (reply->message));
  pump (self);
}

static void
begin_tcp (ZcQuestionLane *self)
{
  Slot *slot = g_queue_peek_head (&self->to_tcp);
  guint timeout_ms = MIN (self->setup->options.timeout_ms / 2, TCP_MOST_MS);

  slot_move (slot, SLOT_OVER_TCP);
  self->n_over_tcp++;
  self->stats.n_tcp++;
  self->stats.n_sent++;
  zc_dns_exchange_question_async (self->server, &slot->question, ZC_DNS_TRANSPORT_TCP,
                                  self->setup->options.dnssec ? ZC_DNS_EXCHANGE_DNSSEC : ZC_DNS_EXCHANGE_DEFAULT,
                                  timeout_ms, self->tcp_cancellable, exchange_done_cb, slot);
}

static void
set_timer (ZcQuestionLane *self)
{
  Slot *first = g_queue_peek_head (&self->waiting);
  gint64 when_us = G_MAXINT64;

  if (first != NULL)
    when_us = first->due_us;
  if (count_used (self) > 0)
    when_us = MIN (when_us, self->last_sign_us + (gint64) self->setup->options.timeout_ms * 1000);
  if (self->lacks_token)
    when_us = MIN (when_us, self->tokens_us +
                            (gint64) ((1 - self->tokens) * G_USEC_PER_SEC / self->setup->options.max_qps) + 1);

  g_source_set_ready_time (self->timer, when_us != G_MAXINT64 ? when_us : -1);
}

/* Does all that can be done now. */
static void
pump (ZcQuestionLane *self)
{
  if (self->stopped)
    return;
  if (self->n_failures >= MOST_FAILURES && self->stats.n_answered == 0 && !self->stats.gave_up)
    give_up (self, self->stats.failure);

  self->lacks_token = FALSE;
  while (!self->tcp_only)
    {
      guint n = 0;

      while (n < BATCH && take_token (self))
        {
          if (self->to_send.length <= n && !take_question (self))
            {
              return_token (self);
              break;
            }
          n++;
        }
      if (n > 0 && !send_batch (self, n))
        leave_udp (self);
      if (n < BATCH)
        break;
    }

  while (self->n_over_tcp < MOST_CONNECTIONS &&
         (!g_queue_is_empty (&self->to_tcp) || self->tcp_only) &&
         take_token (self))
    {
      if (g_queue_is_empty (&self->to_tcp) && !take_question (self))
        {
          return_token (self);
          break;
        }
      begin_tcp (self);
    }

  set_timer (self);
  if (zc_question_lane_is_done (self))
    self->setup->ended (self->setup->ended_data);
}

static void
end_tries (ZcQuestionLane *self,
           gint64          now_us)
{
  Slot *slot;

  while ((slot = g_queue_peek_head (&self->waiting)) != NULL && slot->due_us <= now_us)
    {
      slot_move (slot, slot->n_tries < MOST_TRIES ? SLOT_TO_SEND : SLOT_TO_TCP);
      /* Nothing ever came over UDP: no reason to wait that long for every question. */
      if (slot->state == SLOT_TO_TCP && self->n_udp_answers == 0)
        leave_udp (self);
    }
}

static gboolean
timer_cb (gpointer data)
{
  ZcQuestionLane *self = data;
  gint64 now_us = g_get_monotonic_time ();
  gint64 timeout_us = (gint64) self->setup->options.timeout_ms * 1000;

  end_tries (self, now_us);
  if (count_used (self) > 0 && now_us - self->last_sign_us >= timeout_us && !self->stats.gave_up)
    give_up (self, ZC_DNS_OUTCOME_TIMEOUT_ANSWER);
  pump (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource     *source,
                GSourceFunc  callback,
                gpointer     data)
{
  return callback (data);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch };

ZcQuestionLane *
zc_question_lane_new (const ZcQuestionLaneSetup *setup,
                      ZcDnsServer               *server,
                      guint                      index)
{
  ZcQuestionLane *self = g_new0 (ZcQuestionLane, 1);

  self->setup = setup;
  self->server = zc_dns_server_ref (server);
  self->index = index;
  /* Three tries over UDP take half of the time, so that TCP has its turn before the server is given up. */
  self->try_us = MIN ((gint64) setup->options.timeout_ms * 1000 / (2 * MOST_TRIES), TRY_MOST_US);
  self->tcp_only = setup->options.transport == ZC_DNS_TRANSPORT_TCP;
  self->with_opt = TRUE;
  self->paused = TRUE;
  self->tcp_cancellable = g_cancellable_new ();
  self->tokens_us = g_get_monotonic_time ();

  self->n_slots = setup->options.max_in_flight != 0 ? setup->options.max_in_flight : USUAL_IN_FLIGHT;
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint i = 0; i < self->n_slots; i++)
    {
      self->slots[i].lane = self;
      self->slots[i].link.data = &self->slots[i];
      g_queue_push_tail_link (&self->free, &self->slots[i].link);
    }

  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, setup->context);

  return self;
}

void
zc_question_lane_free (ZcQuestionLane *self)
{
  g_return_if_fail (self->n_over_tcp == 0);

  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  close_port (&self->ports[0]);
  close_port (&self->ports[1]);
  g_object_unref (self->tcp_cancellable);
  zc_dns_server_unref (self->server);
  g_free (self->slots);
  g_free (self);
}

void
zc_question_lane_set_paused (ZcQuestionLane *self,
                             gboolean        paused)
{
  if (self->paused == paused)
    return;
  self->paused = paused;

  /* Neither the server's silence nor a burst gathers in a pause. */
  if (!paused)
    {
      self->last_sign_us = g_get_monotonic_time ();
      self->tokens_us = self->last_sign_us;
      self->tokens = 0;
    }
  pump (self);
}

void
zc_question_lane_stop (ZcQuestionLane *self)
{
  self->stopped = TRUE;
  g_source_set_ready_time (self->timer, -1);
  g_cancellable_cancel (self->tcp_cancellable);
}

gboolean
zc_question_lane_is_done (ZcQuestionLane *self)
{
  return self->no_more && count_used (self) == 0;
}

gboolean
zc_question_lane_is_quiet (ZcQuestionLane *self)
{
  return self->n_over_tcp == 0;
}

const ZcQuestionStats *
zc_question_lane_get_stats (ZcQuestionLane *self)
{
  return &self->stats;
}
