/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcTestDnsServer:
 *
 * A name server on a loopback address that does exactly what a test tells it, right or wrong, over UDP
 * and TCP on one port. Every question is answered in a thread of its own, so that one slow answer
 * delays no other.
 */
typedef struct _ZcTestDnsServer ZcTestDnsServer;

/**
 * ZcTestDnsFlags:
 * @ZC_TEST_DNS_DEFAULT: IPv4, both transports open
 * @ZC_TEST_DNS_IPV6: on ::1 instead of 127.0.0.1
 * @ZC_TEST_DNS_UDP_CLOSED: UDP questions are answered by ICMP "port unreachable"
 * @ZC_TEST_DNS_TCP_CLOSED: connections are refused
 * @ZC_TEST_DNS_TCP_FILTERED: connections get no answer at all, as behind a firewall that drops them
 *
 * What listens.
 */
typedef enum
{
  ZC_TEST_DNS_DEFAULT = 0,
  ZC_TEST_DNS_IPV6 = 1 << 0,
  ZC_TEST_DNS_UDP_CLOSED = 1 << 1,
  ZC_TEST_DNS_TCP_CLOSED = 1 << 2,
  ZC_TEST_DNS_TCP_FILTERED = 1 << 3,
} ZcTestDnsFlags;

/**
 * ZcTestDnsQuestion:
 * @tcp: over which transport it came
 * @number: how many questions came over this transport before
 * @message: the question's bytes
 * @length: their number
 * @id: the message id
 * @name: the name asked for, in presentation format with the final dot
 * @type: the type asked for
 * @has_opt: whether there is an OPT record
 * @recursion_desired: whether RD is set
 * @peer_port: the port it came from over UDP, else 0
 *
 * A question, valid while its handler runs.
 */
typedef struct
{
  gboolean tcp;
  guint number;
  const guint8 *message;
  gsize length;
  guint16 id;
  char *name;
  guint16 type;
  gboolean has_opt;
  gboolean recursion_desired;
  guint16 peer_port;

  /*< private >*/
  ZcTestDnsServer *server;
  int fd;
  GSocketAddress *peer;
  gboolean hung_up;
} ZcTestDnsQuestion;

/**
 * ZcTestDnsHandler:
 * @question: the question
 * @data: the handler's data
 *
 * Answers a question by calling the functions below, as often as it likes. A handler that returns without
 * any answer is silent; TCP connections are read on until one side hangs up.
 */
typedef void (*ZcTestDnsHandler) (ZcTestDnsQuestion *question,
                                  gpointer           data);

/**
 * zc_test_dns_server_new:
 * @flags: what listens
 * @handler: answers every question
 * @data: data for @handler
 *
 * Starts a server on a free port.
 *
 * Returns: (transfer full): the server
 */
ZcTestDnsServer *zc_test_dns_server_new         (ZcTestDnsFlags     flags,
                                                 ZcTestDnsHandler   handler,
                                                 gpointer           data);

/**
 * zc_test_dns_server_free:
 * @self: (transfer full): a server
 *
 * Stops the server, hangs up all connections and waits for its threads.
 */
void             zc_test_dns_server_free        (ZcTestDnsServer   *self);

/**
 * zc_test_dns_server_get_port:
 * @self: a server
 *
 * Returns: the port, in host byte order
 */
guint16          zc_test_dns_server_get_port    (ZcTestDnsServer   *self);

/**
 * zc_test_dns_server_get_address:
 * @self: a server
 *
 * Returns: (transfer none): the address, "127.0.0.1" or "::1"
 */
const char      *zc_test_dns_server_get_address (ZcTestDnsServer   *self);

/**
 * zc_test_dns_server_dup_journal:
 * @self: a server
 *
 * Tells what was asked so far, one line a question: "udp example.com. SOA opt", "tcp example.com. AXFR".
 *
 * Returns: (transfer full): the lines, %NULL-terminated
 */
GStrv            zc_test_dns_server_dup_journal (ZcTestDnsServer   *self);

/**
 * zc_test_dns_server_count_open:
 * @self: a server
 *
 * Tells how many TCP connections the other side has not closed yet.
 *
 * Returns: the number
 */
guint            zc_test_dns_server_count_open  (ZcTestDnsServer   *self);

/**
 * zc_test_dns_send:
 * @question: the question
 * @data: bytes, usually a message
 * @length: their number
 *
 * Sends one datagram, or one message with its length before it.
 */
void             zc_test_dns_send               (ZcTestDnsQuestion *question,
                                                 const guint8      *data,
                                                 gsize              length);

/**
 * zc_test_dns_send_raw:
 * @question: the question
 * @data: bytes
 * @length: their number
 *
 * Sends bytes as they are, without a length before them.
 */
void             zc_test_dns_send_raw           (ZcTestDnsQuestion *question,
                                                 const guint8      *data,
                                                 gsize              length);

/**
 * zc_test_dns_send_from_elsewhere:
 * @question: a question that came over UDP
 * @data: a message
 * @length: its length
 *
 * Sends a datagram to the asker from another port than the one that was asked.
 */
void             zc_test_dns_send_from_elsewhere (ZcTestDnsQuestion *question,
                                                  const guint8      *data,
                                                  gsize              length);

/**
 * zc_test_dns_pause:
 * @question: the question
 * @milliseconds: how long
 * @attentive: whether the server notices when the asker ends its half of the connection
 *
 * Lets time pass before the next bytes. It ends early when the server stops, or is attentive and the asker
 * has nothing more to say.
 *
 * Returns: whether it makes sense to go on
 */
gboolean         zc_test_dns_pause              (ZcTestDnsQuestion *question,
                                                 guint              milliseconds,
                                                 gboolean           attentive);

/**
 * zc_test_dns_hang_up:
 * @question: a question that came over TCP
 *
 * Ends the connection properly.
 */
void             zc_test_dns_hang_up            (ZcTestDnsQuestion *question);

/**
 * zc_test_dns_reset:
 * @question: a question that came over TCP
 *
 * Ends the connection with a reset, once the asker's side of the connection took what was sent.
 */
void             zc_test_dns_reset              (ZcTestDnsQuestion *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcTestDnsServer, zc_test_dns_server_free)

G_END_DECLS
