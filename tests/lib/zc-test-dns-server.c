/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-dns-server.h"

#include <errno.h>
#include <linux/sockios.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <ldns/ldns.h>

#define BIND_TRIES 100
#define MOST_FILLERS 8
#define MESSAGE_MOST 65535

struct _ZcTestDnsServer
{
  ZcTestDnsFlags flags;
  ZcTestDnsHandler handler;
  gpointer data; /* (unowned) */

  char *address_text; /* (owned) */
  int udp_fd;
  int tcp_fd;
  int stop_fd;       /* readable from the moment the server stops */
  GArray *fillers;   /* (owned) (element-type int): connections that fill the queue of tcp_fd */
  GThread *listener; /* (owned) (nullable) */

  GMutex mutex;
  GCond ended;          /* when a job ends */
  guint n_jobs;         /* (mutex mutex) */
  GPtrArray *journal;   /* (owned) (element-type utf8) (mutex mutex) */
  guint n_questions[2]; /* of UDP and TCP (mutex mutex) */
  guint n_open;         /* (mutex mutex) */
};

/* What one thread answers: a datagram or a connection. */
typedef struct
{
  ZcTestDnsServer *server; /* (unowned) */
  int fd;
  guint8 *datagram;     /* (owned) (nullable): NULL for a connection */
  gsize length;
  GSocketAddress *peer; /* (owned) (nullable) */
} Job;

static void
require (gboolean    worked,
         const char *what)
{
  if (!worked)
    g_error ("test name server: %s: %s", what, g_strerror (errno));
}

static void
job_free (Job *self)
{
  g_free (self->datagram);
  g_clear_object (&self->peer);
  g_free (self);
}

/* Waits until the socket is ready. Returns FALSE when the server stops, or the time is up. */
static gboolean
wait_ready (ZcTestDnsServer *self,
            int              fd,
            short            events,
            int              milliseconds)
{
  struct pollfd polls[] = { { .fd = fd, .events = events }, { .fd = self->stop_fd, .events = POLLIN } };

  while (poll (polls, G_N_ELEMENTS (polls), milliseconds) < 0)
    require (errno == EINTR, "poll");

  return polls[1].revents == 0 && polls[0].revents != 0;
}

static gboolean
read_fully (ZcTestDnsServer *self,
            int              fd,
            guint8          *buffer,
            gsize            length)
{
  gsize have = 0;

  while (have < length)
    {
      ssize_t n;

      if (!wait_ready (self, fd, POLLIN, -1))
        return FALSE;
      n = recv (fd, buffer + have, length - have, 0);
      if (n <= 0)
        return FALSE;
      have += (gsize) n;
    }

  return TRUE;
}

static gboolean
question_parse (ZcTestDnsQuestion *self)
{
  ldns_pkt *packet = NULL;
  ldns_rr *rr;
  char *name;

  if (ldns_wire2pkt (&packet, self->message, self->length) != LDNS_STATUS_OK)
    return FALSE;
  rr = ldns_rr_list_rr (ldns_pkt_question (packet), 0);
  if (rr == NULL)
    {
      ldns_pkt_free (packet);
      return FALSE;
    }

  name = ldns_rdf2str (ldns_rr_owner (rr));
  self->name = g_strdup (name);
  free (name);
  self->id = ldns_pkt_id (packet);
  self->type = (guint16) ldns_rr_get_type (rr);
  self->has_opt = ldns_pkt_edns (packet);
  self->recursion_desired = ldns_pkt_rd (packet);
  ldns_pkt_free (packet);

  return TRUE;
}

static void
note_question (ZcTestDnsServer   *self,
               ZcTestDnsQuestion *question)
{
  ldns_buffer *type = ldns_buffer_new (32);
  g_autofree char *type_text = NULL;

  require (ldns_rr_type2buffer_str (type, question->type) == LDNS_STATUS_OK, "type");
  type_text = g_strndup ((const char *) ldns_buffer_begin (type), ldns_buffer_position (type));
  ldns_buffer_free (type);

  g_mutex_lock (&self->mutex);
  question->number = self->n_questions[question->tcp]++;
  g_ptr_array_add (self->journal, g_strdup_printf ("%s %s %s%s", question->tcp ? "tcp" : "udp", question->name,
                                                   type_text, question->has_opt ? " opt" : ""));
  g_mutex_unlock (&self->mutex);
}

static void
handle_question (ZcTestDnsServer   *self,
                 ZcTestDnsQuestion *question)
{
  question->server = self;
  if (question_parse (question))
    {
      note_question (self, question);
      self->handler (question, self->data);
    }
  g_clear_pointer (&question->name, g_free);
}

static void
serve_connection (ZcTestDnsServer *self,
                  int              fd)
{
  g_autofree guint8 *message = g_malloc (MESSAGE_MOST);
  ZcTestDnsQuestion question = { .tcp = TRUE, .fd = fd, .message = message };
  guint8 prefix[2];

  while (read_fully (self, question.fd, prefix, sizeof prefix))
    {
      question.length = (gsize) prefix[0] << 8 | prefix[1];
      if (!read_fully (self, question.fd, message, question.length))
        break;
      handle_question (self, &question);
      if (question.fd < 0)
        break;
    }

  if (question.fd >= 0)
    close (question.fd);
  g_mutex_lock (&self->mutex);
  self->n_open--;
  g_mutex_unlock (&self->mutex);
}

static gpointer
job_run (gpointer data)
{
  Job *job = data;
  ZcTestDnsQuestion question = { .fd = job->fd, .message = job->datagram, .length = job->length,
                                 .peer = job->peer };

  if (job->datagram != NULL)
    {
      question.peer_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (job->peer));
      handle_question (job->server, &question);
    }
  else
    serve_connection (job->server, job->fd);

  g_mutex_lock (&job->server->mutex);
  job->server->n_jobs--;
  g_cond_signal (&job->server->ended);
  g_mutex_unlock (&job->server->mutex);
  job_free (job);

  return NULL;
}

static void
start_job (ZcTestDnsServer *self,
           Job             *job)
{
  job->server = self;
  g_mutex_lock (&self->mutex);
  if (job->datagram == NULL)
    self->n_open++;
  self->n_jobs++;
  g_mutex_unlock (&self->mutex);
  g_thread_unref (g_thread_new ("test-dns-answer", job_run, job));
}

static void
take_datagram (ZcTestDnsServer *self)
{
  guint8 buffer[MESSAGE_MOST];
  struct sockaddr_storage peer;
  socklen_t peer_length = sizeof peer;
  ssize_t n = recvfrom (self->udp_fd, buffer, sizeof buffer, 0, (struct sockaddr *) &peer, &peer_length);
  Job *job;

  if (n <= 0)
    return;
  job = g_new0 (Job, 1);
  job->fd = self->udp_fd;
  job->datagram = g_memdup2 (buffer, (gsize) n);
  job->length = (gsize) n;
  job->peer = g_socket_address_new_from_native (&peer, peer_length);
  start_job (self, job);
}

static void
take_connection (ZcTestDnsServer *self)
{
  int fd = accept4 (self->tcp_fd, NULL, NULL, SOCK_CLOEXEC);
  Job *job;

  if (fd < 0)
    return;
  job = g_new0 (Job, 1);
  job->fd = fd;
  start_job (self, job);
}

static gpointer
listener_run (gpointer data)
{
  ZcTestDnsServer *self = data;
  gboolean udp_open = (self->flags & ZC_TEST_DNS_UDP_CLOSED) == 0;
  gboolean tcp_open = (self->flags & (ZC_TEST_DNS_TCP_CLOSED | ZC_TEST_DNS_TCP_FILTERED)) == 0;
  struct pollfd polls[] = {
    { .fd = self->stop_fd, .events = POLLIN },
    { .fd = udp_open ? self->udp_fd : -1, .events = POLLIN },
    { .fd = tcp_open ? self->tcp_fd : -1, .events = POLLIN },
  };

  while (TRUE)
    {
      while (poll (polls, G_N_ELEMENTS (polls), -1) < 0)
        require (errno == EINTR, "poll");
      if (polls[0].revents != 0)
        return NULL;
      if (polls[1].revents != 0)
        take_datagram (self);
      if (polls[2].revents != 0)
        take_connection (self);
    }
}

static int
new_socket (ZcTestDnsServer *self,
            int              type)
{
  gboolean ipv6 = (self->flags & ZC_TEST_DNS_IPV6) != 0;
  int fd = socket (ipv6 ? AF_INET6 : AF_INET, type | SOCK_CLOEXEC, 0);

  require (fd >= 0, "socket");

  return fd;
}

/* Calls bind() or connect() with the server's address and another port. */
static gboolean
with_port (ZcTestDnsServer *self,
           guint16          port,
           int              fd,
           int            (*function) (int, const struct sockaddr *, socklen_t))
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (self->address_text);
  g_autoptr(GSocketAddress) socket_address = g_inet_socket_address_new (address, port);
  struct sockaddr_storage native;

  require (g_socket_address_to_native (socket_address, &native, sizeof native, NULL), "address");

  return function (fd, (struct sockaddr *) &native,
                   (socklen_t) g_socket_address_get_native_size (socket_address)) == 0;
}

static guint16
get_port (int fd)
{
  struct sockaddr_storage native;
  socklen_t length = sizeof native;
  g_autoptr(GSocketAddress) address = NULL;

  require (getsockname (fd, (struct sockaddr *) &native, &length) == 0, "getsockname");
  address = g_socket_address_new_from_native (&native, length);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static int
bind_function (int                    fd,
               const struct sockaddr *address,
               socklen_t              length)
{
  return bind (fd, address, length);
}

static int
connect_function (int                    fd,
                  const struct sockaddr *address,
                  socklen_t              length)
{
  return connect (fd, address, length);
}

/* Finds a port that is free for both transports. */
static void
bind_both (ZcTestDnsServer *self)
{
  for (guint i = 0; i < BIND_TRIES; i++)
    {
      self->udp_fd = new_socket (self, SOCK_DGRAM);
      self->tcp_fd = new_socket (self, SOCK_STREAM);
      require (with_port (self, 0, self->udp_fd, bind_function), "bind");
      if (with_port (self, get_port (self->udp_fd), self->tcp_fd, bind_function))
        return;
      close (self->udp_fd);
      close (self->tcp_fd);
    }
  g_error ("test name server: no port is free");
}

/* A socket that is connected elsewhere keeps the port, and the kernel answers others that it is closed. */
static void
close_udp (ZcTestDnsServer *self)
{
  require (with_port (self, 9, self->udp_fd, connect_function), "connect");
}

/* The kernel drops the packets that would open a connection while nobody takes from a full queue. */
static void
fill_queue (ZcTestDnsServer *self)
{
  require (listen (self->tcp_fd, 0) == 0, "listen");

  for (guint i = 0; i < MOST_FILLERS; i++)
    {
      int fd = new_socket (self, SOCK_STREAM | SOCK_NONBLOCK);
      struct pollfd writable = { .fd = fd, .events = POLLOUT };

      g_array_append_val (self->fillers, fd);
      if (!with_port (self, get_port (self->tcp_fd), fd, connect_function))
        require (errno == EINPROGRESS, "connect");
      if (poll (&writable, 1, 100) == 0)
        return;
    }
  g_error ("test name server: the queue does not fill");
}

ZcTestDnsServer *
zc_test_dns_server_new (ZcTestDnsFlags   flags,
                        ZcTestDnsHandler handler,
                        gpointer         data)
{
  ZcTestDnsServer *self = g_new0 (ZcTestDnsServer, 1);

  self->flags = flags;
  self->handler = handler;
  self->data = data;
  self->address_text = g_strdup ((flags & ZC_TEST_DNS_IPV6) != 0 ? "::1" : "127.0.0.1");
  self->fillers = g_array_new (FALSE, FALSE, sizeof (int));
  self->journal = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ended);
  self->stop_fd = eventfd (0, EFD_CLOEXEC);
  require (self->stop_fd >= 0, "eventfd");

  bind_both (self);
  if ((flags & ZC_TEST_DNS_UDP_CLOSED) != 0)
    close_udp (self);
  if ((flags & ZC_TEST_DNS_TCP_FILTERED) != 0)
    fill_queue (self);
  else if ((flags & ZC_TEST_DNS_TCP_CLOSED) == 0)
    require (listen (self->tcp_fd, 128) == 0, "listen");
  self->listener = g_thread_new ("test-dns-listen", listener_run, self);

  return self;
}

void
zc_test_dns_server_free (ZcTestDnsServer *self)
{
  guint64 one = 1;

  require (write (self->stop_fd, &one, sizeof one) == sizeof one, "write");
  g_thread_join (self->listener);
  g_mutex_lock (&self->mutex);
  while (self->n_jobs > 0)
    g_cond_wait (&self->ended, &self->mutex);
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < self->fillers->len; i++)
    close (g_array_index (self->fillers, int, i));
  close (self->udp_fd);
  close (self->tcp_fd);
  close (self->stop_fd);
  g_array_unref (self->fillers);
  g_ptr_array_unref (self->journal);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ended);
  g_free (self->address_text);
  g_free (self);
}

guint16
zc_test_dns_server_get_port (ZcTestDnsServer *self)
{
  return get_port (self->tcp_fd);
}

const char *
zc_test_dns_server_get_address (ZcTestDnsServer *self)
{
  return self->address_text;
}

GStrv
zc_test_dns_server_dup_journal (ZcTestDnsServer *self)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->journal->len; i++)
    g_strv_builder_add (lines, g_ptr_array_index (self->journal, i));
  g_mutex_unlock (&self->mutex);

  return g_strv_builder_end (lines);
}

guint
zc_test_dns_server_count_open (ZcTestDnsServer *self)
{
  guint n_open;

  g_mutex_lock (&self->mutex);
  n_open = self->n_open;
  g_mutex_unlock (&self->mutex);

  return n_open;
}

static void
send_datagram (ZcTestDnsQuestion *question,
               int                fd,
               const guint8      *data,
               gsize              length)
{
  struct sockaddr_storage native;
  socklen_t native_length = (socklen_t) g_socket_address_get_native_size (question->peer);

  require (g_socket_address_to_native (question->peer, &native, sizeof native, NULL), "address");
  /* An asker that is gone already makes this fail, which is its affair. */
  (void) sendto (fd, data, length, MSG_NOSIGNAL, (struct sockaddr *) &native, native_length);
}

void
zc_test_dns_send (ZcTestDnsQuestion *question,
                  const guint8      *data,
                  gsize              length)
{
  guint8 prefix[] = { (guint8) (length >> 8), (guint8) length };

  g_return_if_fail (length <= MESSAGE_MOST);

  if (!question->tcp)
    {
      send_datagram (question, question->fd, data, length);
      return;
    }
  zc_test_dns_send_raw (question, prefix, sizeof prefix);
  zc_test_dns_send_raw (question, data, length);
}

void
zc_test_dns_send_raw (ZcTestDnsQuestion *question,
                      const guint8      *data,
                      gsize              length)
{
  gsize sent = 0;

  if (!question->tcp)
    {
      send_datagram (question, question->fd, data, length);
      return;
    }

  while (sent < length && !question->hung_up)
    {
      ssize_t n;

      if (!wait_ready (question->server, question->fd, POLLOUT, -1))
        {
          question->hung_up = TRUE;
          return;
        }
      n = send (question->fd, data + sent, length - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n > 0)
        sent += (gsize) n;
      else if (errno != EAGAIN && errno != EINTR)
        question->hung_up = TRUE;
    }
}

void
zc_test_dns_send_from_elsewhere (ZcTestDnsQuestion *question,
                                 const guint8      *data,
                                 gsize              length)
{
  int fd = new_socket (question->server, SOCK_DGRAM);

  require (with_port (question->server, 0, fd, bind_function), "bind");
  send_datagram (question, fd, data, length);
  close (fd);
}

gboolean
zc_test_dns_pause (ZcTestDnsQuestion *question,
                   guint              milliseconds,
                   gboolean           attentive)
{
  struct pollfd polls[] = {
    { .fd = question->server->stop_fd, .events = POLLIN },
    { .fd = question->tcp && attentive ? question->fd : -1, .events = POLLRDHUP },
  };

  while (poll (polls, G_N_ELEMENTS (polls), (int) milliseconds) < 0)
    require (errno == EINTR, "poll");
  if (polls[0].revents != 0 || polls[1].revents != 0)
    question->hung_up = TRUE;

  return !question->hung_up;
}

void
zc_test_dns_hang_up (ZcTestDnsQuestion *question)
{
  g_return_if_fail (question->tcp);

  (void) shutdown (question->fd, SHUT_WR);
  question->hung_up = TRUE;
}

void
zc_test_dns_reset (ZcTestDnsQuestion *question)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  int unsent = 1;

  g_return_if_fail (question->tcp);

  while (ioctl (question->fd, SIOCOUTQ, &unsent) == 0 && unsent > 0 && zc_test_dns_pause (question, 1, TRUE))
    continue;
  require (setsockopt (question->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) == 0, "setsockopt");
  close (question->fd);
  question->fd = -1;
  question->hung_up = TRUE;
}
