/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-gate.h"

#include <sys/socket.h>

#define MESSAGE_MOST_BYTES 65535
/* A question that nobody answered is forgotten after this. */
#define ANSWER_WAIT_SECONDS 10
#define SERVICE_NETWORK "127.0.20."

struct _ZcGate
{
  GObject parent_instance;

  ZcGateRules rules;
  char *outside;                /* (owned) */
  char *inside;                 /* (owned) */
  guint16 port;

  GSocket *udp;                 /* (owned) (nullable) */
  GSource *udp_source;          /* (owned) (nullable) */
  GSocketService *tcp;          /* (owned) (nullable) */
  GPtrArray *kept;              /* (owned) (element-type GSocketConnection): opened and ignored */
  GCancellable *cancellable;    /* (owned) (nullable): of all that is under way */
};

G_DEFINE_FINAL_TYPE (ZcGate, zc_gate, G_TYPE_OBJECT)

gboolean
zc_gate_rules_need_gate (const ZcGateRules *rules)
{
  return rules->udp != ZC_GATE_OPEN || rules->tcp != ZC_GATE_OPEN || rules->delay_ms > 0 || rules->is_hidden;
}

static gboolean
comes_from_service (GSocketAddress *address)
{
  g_autofree char *text = g_inet_address_to_string (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));

  return g_str_has_prefix (text, SERVICE_NETWORK);
}

static GSocketAddress *
make_inside_address (ZcGate *self)
{
  return g_inet_socket_address_new_from_string (self->inside, self->port);
}

/* The address of who asks, with any port. */
static GSocketAddress *
make_source_address (GSocketAddress *peer)
{
  return g_inet_socket_address_new (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer)), 0);
}

/* One question over UDP, until its answer. */
typedef struct
{
  ZcGate *gate;             /* (owned) */
  GSocketAddress *peer;     /* (owned) */
  GBytes *message;          /* (owned) */
  GSocket *socket;          /* (owned) (nullable): to the server behind */
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->gate);
  g_object_unref (question->peer);
  g_bytes_unref (question->message);
  g_clear_object (&question->socket);
  g_free (question);
}

static gboolean
answer_cb (GSocket      *socket,
           GIOCondition  condition,
           gpointer      data)
{
  Question *question = data;
  g_autofree char *buffer = g_malloc (MESSAGE_MOST_BYTES);
  gssize length = -1;

  if ((condition & G_IO_IN) != 0)
    length = g_socket_receive (socket, buffer, MESSAGE_MOST_BYTES, NULL, NULL);
  /* No answer, or a server that is down: then nothing comes back here either. */
  if (length >= 0 && question->gate->udp != NULL)
    g_socket_send_to (question->gate->udp, question->peer, buffer, length, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
pass_question_cb (gpointer data)
{
  Question *question = data;
  g_autoptr(GSocketAddress) source_address = make_source_address (question->peer);
  g_autoptr(GSocketAddress) inside = make_inside_address (question->gate);
  g_autoptr(GSource) source = NULL;

  question->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  if (question->socket == NULL
      || !g_socket_bind (question->socket, source_address, FALSE, NULL)
      || !g_socket_connect (question->socket, inside, NULL, NULL)
      || g_socket_send (question->socket, g_bytes_get_data (question->message, NULL),
                        g_bytes_get_size (question->message), NULL, NULL) < 0)
    {
      question_free (question);
      return G_SOURCE_REMOVE;
    }

  g_socket_set_timeout (question->socket, ANSWER_WAIT_SECONDS);
  source = g_socket_create_source (question->socket, G_IO_IN, question->gate->cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (answer_cb), question, (GDestroyNotify) question_free);
  g_source_attach (source, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
question_cb (GSocket      *socket,
             GIOCondition  condition,
             gpointer      data)
{
  ZcGate *self = data;
  g_autofree char *buffer = g_malloc (MESSAGE_MOST_BYTES);
  g_autoptr(GSocketAddress) peer = NULL;
  gssize length = g_socket_receive_from (socket, &peer, buffer, MESSAGE_MOST_BYTES, NULL, NULL);
  Question *question;

  if (length < 0 || self->rules.udp == ZC_GATE_DROPPED || (self->rules.is_hidden && !comes_from_service (peer)))
    return G_SOURCE_CONTINUE;

  question = g_new0 (Question, 1);
  question->gate = g_object_ref (self);
  question->peer = g_steal_pointer (&peer);
  question->message = g_bytes_new (buffer, length);
  if (self->rules.delay_ms == 0)
    pass_question_cb (question);
  else
    g_timeout_add (self->rules.delay_ms, pass_question_cb, question);

  return G_SOURCE_CONTINUE;
}

/* One TCP connection. */
typedef struct
{
  ZcGate *gate;                     /* (owned) */
  GSocketConnection *outside;       /* (owned) */
  GSocketConnection *inside;        /* (owned) (nullable) */
  gatomicrefcount references;
} Passage;

static void
passage_unref (Passage *passage)
{
  if (!g_atomic_ref_count_dec (&passage->references))
    return;

  g_object_unref (passage->gate);
  g_object_unref (passage->outside);
  g_clear_object (&passage->inside);
  g_free (passage);
}

/* One direction. */
typedef struct
{
  Passage *passage;                 /* (owned) */
  GSocketConnection *to;            /* (unowned) */
} Splice;

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Splice *splice = data;

  g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL);
  /* One side says no more, or broke off. The other learns it and may still answer. */
  g_socket_shutdown (g_socket_connection_get_socket (splice->to), FALSE, TRUE, NULL);
  passage_unref (splice->passage);
  g_free (splice);
}

static void
begin_splice (Passage           *passage,
              GSocketConnection *from,
              GSocketConnection *to)
{
  Splice *splice = g_new0 (Splice, 1);

  g_atomic_ref_count_inc (&passage->references);
  splice->passage = passage;
  splice->to = to;
  g_output_stream_splice_async (g_io_stream_get_output_stream (G_IO_STREAM (to)),
                                g_io_stream_get_input_stream (G_IO_STREAM (from)),
                                G_OUTPUT_STREAM_SPLICE_NONE, G_PRIORITY_DEFAULT,
                                passage->gate->cancellable, spliced_cb, splice);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Passage *passage = data;

  passage->inside = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, NULL);
  if (passage->inside != NULL)
    {
      begin_splice (passage, passage->outside, passage->inside);
      begin_splice (passage, passage->inside, passage->outside);
    }
  passage_unref (passage);
}

static gboolean
pass_connection_cb (gpointer data)
{
  Passage *passage = data;
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketAddress) peer = g_socket_connection_get_remote_address (passage->outside, NULL);
  g_autoptr(GSocketAddress) inside = make_inside_address (passage->gate);
  g_autoptr(GSocketAddress) source = NULL;

  if (peer == NULL)
    {
      passage_unref (passage);
      return G_SOURCE_REMOVE;
    }

  source = make_source_address (peer);
  g_socket_client_set_local_address (client, source);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (inside), passage->gate->cancellable,
                                 connected_cb, passage);

  return G_SOURCE_REMOVE;
}

static void
reset_connection (GSocketConnection *connection)
{
  const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (g_socket_connection_get_socket (connection)), SOL_SOCKET, SO_LINGER,
              &linger, sizeof linger);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source_object,
             gpointer           data)
{
  ZcGate *self = data;
  g_autoptr(GSocketAddress) peer = g_socket_connection_get_remote_address (connection, NULL);
  Passage *passage;

  if (self->rules.tcp == ZC_GATE_RESET || peer == NULL)
    {
      reset_connection (connection);
      return TRUE;
    }
  if (self->rules.tcp == ZC_GATE_DROPPED || (self->rules.is_hidden && !comes_from_service (peer)))
    {
      g_ptr_array_add (self->kept, g_object_ref (connection));
      return TRUE;
    }

  passage = g_new0 (Passage, 1);
  g_atomic_ref_count_init (&passage->references);
  passage->gate = g_object_ref (self);
  passage->outside = g_object_ref (connection);
  if (self->rules.delay_ms == 0)
    pass_connection_cb (passage);
  else
    g_timeout_add (self->rules.delay_ms, pass_connection_cb, passage);

  return TRUE;
}

static gboolean
open_udp (ZcGate          *self,
          GSocketAddress  *address,
          GError         **error)
{
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket == NULL || !g_socket_bind (socket, address, FALSE, error))
    return FALSE;

  self->udp = g_steal_pointer (&socket);
  self->udp_source = g_socket_create_source (self->udp, G_IO_IN, NULL);
  g_source_set_callback (self->udp_source, G_SOURCE_FUNC (question_cb), self, NULL);
  g_source_attach (self->udp_source, NULL);

  return TRUE;
}

static gboolean
open_tcp (ZcGate          *self,
          GSocketAddress  *address,
          GError         **error)
{
  self->tcp = g_socket_service_new ();
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->tcp), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    return FALSE;

  g_signal_connect (self->tcp, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->tcp);

  return TRUE;
}

gboolean
zc_gate_open (ZcGate  *self,
              GError **error)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (self->outside, self->port);

  g_return_val_if_fail (self->cancellable == NULL, FALSE);

  self->cancellable = g_cancellable_new ();
  if ((self->rules.udp != ZC_GATE_CLOSED && !open_udp (self, address, error))
      || (self->rules.tcp != ZC_GATE_CLOSED && !open_tcp (self, address, error)))
    {
      zc_gate_close (self);
      return FALSE;
    }

  return TRUE;
}

void
zc_gate_close (ZcGate *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (self->udp_source != NULL)
    g_source_destroy (self->udp_source);
  g_clear_pointer (&self->udp_source, g_source_unref);
  if (self->udp != NULL)
    g_socket_close (self->udp, NULL);
  g_clear_object (&self->udp);

  if (self->tcp != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->tcp, self);
      g_socket_service_stop (self->tcp);
      g_socket_listener_close (G_SOCKET_LISTENER (self->tcp));
    }
  g_clear_object (&self->tcp);
  g_ptr_array_set_size (self->kept, 0);
}

static void
zc_gate_finalize (GObject *object)
{
  ZcGate *self = ZC_GATE (object);

  zc_gate_close (self);
  g_ptr_array_unref (self->kept);
  g_free (self->outside);
  g_free (self->inside);

  G_OBJECT_CLASS (zc_gate_parent_class)->finalize (object);
}

static void
zc_gate_class_init (ZcGateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_gate_finalize;
}

static void
zc_gate_init (ZcGate *self)
{
  self->kept = g_ptr_array_new_with_free_func (g_object_unref);
}

ZcGate *
zc_gate_new (const ZcGateRules *rules,
             const char        *outside,
             const char        *inside,
             guint16            port)
{
  ZcGate *self = g_object_new (ZC_TYPE_GATE, NULL);

  self->rules = *rules;
  self->outside = g_strdup (outside);
  self->inside = g_strdup (inside);
  self->port = port;

  return self;
}
