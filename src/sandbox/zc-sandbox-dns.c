/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-dns.h"

#include <string.h>

#define MESSAGE_MOST_BYTES 65535
#define LENGTH_BYTES 2

static GBytes *
make_question (const char    *zone,
               ldns_rr_type   type,
               GError       **error)
{
  ldns_rdf *name = ldns_dname_new_frm_str (zone);
  ldns_pkt *packet = NULL;
  uint8_t *wire = NULL;
  size_t length = 0;
  GBytes *bytes;

  if (name != NULL)
    packet = ldns_pkt_query_new (name, type, LDNS_RR_CLASS_IN, 0);
  if (packet == NULL || ldns_pkt2wire (&wire, packet, &length) != LDNS_STATUS_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is not a domain name", zone);
      ldns_pkt_free (packet);
      return NULL;
    }

  bytes = g_bytes_new (wire, length);
  LDNS_FREE (wire);
  ldns_pkt_free (packet);

  return bytes;
}

static ldns_pkt *
parse_answer (const guint8  *wire,
              gsize          length,
              GError       **error)
{
  ldns_pkt *packet = NULL;

  if (ldns_wire2pkt (&packet, wire, length) == LDNS_STATUS_OK)
    return packet;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the answer cannot be parsed");

  return NULL;
}

static GSocket *
open_socket (const ZcSandboxServer  *server,
             GSocketType             type,
             GError                **error)
{
  g_autoptr(GSocketAddress) source = g_inet_socket_address_new_from_string (server->source, 0);
  g_autoptr(GSocketAddress) target = g_inet_socket_address_new_from_string (server->address, server->port);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GSocket) socket = NULL;

  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, type, G_SOCKET_PROTOCOL_DEFAULT, error);
  if (socket == NULL || !g_socket_bind (socket, source, FALSE, error))
    return NULL;

  /* GSocket's timeouts are whole seconds; the socket is used without blocking, and waits are ours. */
  g_socket_set_blocking (socket, FALSE);
  if (!g_socket_connect (socket, target, NULL, &local_error))
    {
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PENDING))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (!g_socket_condition_timed_wait (socket, G_IO_OUT, (gint64) server->timeout_ms * 1000, NULL, error)
          || !g_socket_check_connect_result (socket, error))
        return NULL;
    }

  return g_steal_pointer (&socket);
}

gboolean
zc_sandbox_dns_ask_soa (const ZcSandboxServer  *server,
                        const char             *zone,
                        ldns_pkt_rcode         *rcode,
                        gint64                 *serial,
                        GError                **error)
{
  g_autoptr(GBytes) question = make_question (zone, LDNS_RR_TYPE_SOA, error);
  g_autoptr(GSocket) socket = NULL;
  guint8 buffer[4096];
  ldns_pkt *packet;
  ldns_rr_list *answer;
  gssize length;

  if (question != NULL)
    socket = open_socket (server, G_SOCKET_TYPE_DATAGRAM, error);
  if (socket == NULL
      || g_socket_send (socket, g_bytes_get_data (question, NULL), g_bytes_get_size (question), NULL, error) < 0
      || !g_socket_condition_timed_wait (socket, G_IO_IN, (gint64) server->timeout_ms * 1000, NULL, error))
    return FALSE;

  length = g_socket_receive (socket, (char *) buffer, sizeof buffer, NULL, error);
  packet = length < 0 ? NULL : parse_answer (buffer, length, error);
  if (packet == NULL)
    return FALSE;

  *rcode = ldns_pkt_get_rcode (packet);
  *serial = -1;
  answer = ldns_pkt_answer (packet);
  for (size_t i = 0; i < ldns_rr_list_rr_count (answer); i++)
    {
      ldns_rr *rr = ldns_rr_list_rr (answer, i);

      if (ldns_rr_get_type (rr) == LDNS_RR_TYPE_SOA)
        *serial = ldns_rdf2native_int32 (ldns_rr_rdf (rr, ZC_ZONE_DATA_SOA_SERIAL));
    }
  ldns_pkt_free (packet);

  return TRUE;
}

static gboolean
receive_all (const ZcSandboxServer  *server,
             GSocket                *socket,
             guint8                 *buffer,
             gsize                   length,
             GError                **error)
{
  gsize n_read = 0;

  while (n_read < length)
    {
      gssize n;

      if (!g_socket_condition_timed_wait (socket, G_IO_IN, (gint64) server->timeout_ms * 1000, NULL, error))
        return FALSE;
      n = g_socket_receive (socket, (char *) buffer + n_read, length - n_read, NULL, error);
      if (n < 0)
        return FALSE;
      if (n == 0)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "the connection was closed");
          return FALSE;
        }
      n_read += n;
    }

  return TRUE;
}

static ldns_pkt *
receive_message (const ZcSandboxServer  *server,
                 GSocket                *socket,
                 GError                **error)
{
  g_autofree guint8 *buffer = NULL;
  guint8 prefix[LENGTH_BYTES];
  gsize length;

  if (!receive_all (server, socket, prefix, sizeof prefix, error))
    return NULL;

  length = prefix[0] << 8 | prefix[1];
  buffer = g_malloc (MESSAGE_MOST_BYTES);
  if (!receive_all (server, socket, buffer, length, error))
    return NULL;

  return parse_answer (buffer, length, error);
}

/* Asks a question over a connection of its own. */
static GSocket *
begin_question (const ZcSandboxServer  *server,
                const char             *zone,
                ldns_rr_type            type,
                GError                **error)
{
  g_autoptr(GBytes) question = make_question (zone, type, error);
  g_autoptr(GSocket) socket = NULL;
  g_autofree char *message = NULL;
  gsize length;

  if (question != NULL)
    socket = open_socket (server, G_SOCKET_TYPE_STREAM, error);
  if (socket == NULL)
    return NULL;

  length = g_bytes_get_size (question);
  message = g_malloc (LENGTH_BYTES + length);
  message[0] = (char) (length >> 8);
  message[1] = (char) length;
  memcpy (message + LENGTH_BYTES, g_bytes_get_data (question, NULL), length);
  if (g_socket_send (socket, message, LENGTH_BYTES + length, NULL, error) < 0)
    return NULL;

  return g_steal_pointer (&socket);
}

GSocket *
zc_sandbox_dns_hold_connection (const ZcSandboxServer  *server,
                                GError                **error)
{
  g_autoptr(GSocket) socket = begin_question (server, ".", LDNS_RR_TYPE_SOA, error);
  ldns_pkt *packet;

  if (socket == NULL)
    return NULL;

  /* Until it is answered the connection may be nobody's yet. */
  packet = receive_message (server, socket, error);
  if (packet == NULL)
    return NULL;
  ldns_pkt_free (packet);

  return g_steal_pointer (&socket);
}

gboolean
zc_sandbox_dns_wait_for_close (const ZcSandboxServer  *server,
                               GSocket                *socket,
                               GError                **error)
{
  /* Nothing else than its end can come. */
  return g_socket_condition_timed_wait (socket, G_IO_IN, (gint64) server->timeout_ms * 1000, NULL, error);
}

gboolean
zc_sandbox_dns_try_axfr (const ZcSandboxServer  *server,
                         const char             *zone,
                         ldns_pkt_rcode         *rcode,
                         GError                **error)
{
  g_autoptr(GSocket) socket = begin_question (server, zone, LDNS_RR_TYPE_AXFR, error);
  ldns_pkt *packet;

  if (socket == NULL)
    return FALSE;

  packet = receive_message (server, socket, error);
  if (packet == NULL)
    return FALSE;

  *rcode = ldns_pkt_get_rcode (packet);
  ldns_pkt_free (packet);

  return TRUE;
}

static gboolean
read_messages (const ZcSandboxServer  *server,
               GSocket                *socket,
               ldns_rr_list           *records,
               GError                **error)
{
  for (;;)
    {
      ldns_pkt *packet = receive_message (server, socket, error);
      ldns_rr_list *answer;
      gboolean is_end = FALSE;

      if (packet == NULL)
        return FALSE;

      if (ldns_pkt_get_rcode (packet) != LDNS_RCODE_NOERROR)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "RCODE %d", ldns_pkt_get_rcode (packet));
          ldns_pkt_free (packet);
          return FALSE;
        }

      answer = ldns_pkt_answer (packet);
      for (size_t i = 0; i < ldns_rr_list_rr_count (answer); i++)
        {
          ldns_rr *rr = ldns_rr_list_rr (answer, i);

          is_end = ldns_rr_get_type (rr) == LDNS_RR_TYPE_SOA && ldns_rr_list_rr_count (records) > 0;
          if (is_end)
            break;
          ldns_rr_list_push_rr (records, ldns_rr_clone (rr));
        }
      ldns_pkt_free (packet);
      if (is_end)
        return TRUE;
    }
}

ZcZoneData *
zc_sandbox_dns_read_axfr (const ZcSandboxServer  *server,
                          const char             *zone,
                          GError                **error)
{
  g_autoptr(GSocket) socket = begin_question (server, zone, LDNS_RR_TYPE_AXFR, error);
  ldns_rr_list *records;
  ZcZoneData *data;

  if (socket == NULL)
    return NULL;

  records = ldns_rr_list_new ();
  if (!read_messages (server, socket, records, error))
    {
      ldns_rr_list_deep_free (records);
      return NULL;
    }

  data = zc_zone_data_new_from_records (records);
  if (data == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the copy does not begin with a SOA record");

  return data;
}
