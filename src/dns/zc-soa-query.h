/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-outcome.h"
#include "zc-dns-server.h"

G_BEGIN_DECLS

/**
 * ZcSoaAnswer:
 * @server: who was asked (owned)
 * @transport: how
 * @outcome: what the exchange showed
 * @rcode: the RCODE of the answer, -1 without an answer
 * @authoritative: whether the answer had AA set
 * @has_serial: whether @serial and the SOA's times are known
 * @serial: the SOA's serial, in host byte order
 * @refresh: the SOA's refresh time, in seconds
 * @retry: the SOA's retry time, in seconds
 * @expire: the SOA's expire time, in seconds
 * @expire_left: the EDNS EXPIRE option (RFC 7314) in seconds, -1 without one
 * @zone_version: the SOA serial of the copy that the answer was made from, by the EDNS ZONEVERSION option
 *   (RFC 9660), -1 without one
 * @round_trip_us: from the question's sending to the answer, in microseconds of the monotonic clock
 * @name_server_id: (nullable): the NSID (RFC 5001), text when printable, else "0x" and hexadecimal
 *   (owned)
 * @extended_error: the first extended DNS error code (RFC 8914), -1 without one
 * @extended_error_text: (nullable): its text, valid UTF-8 (owned)
 * @error_text: (nullable): what GIO said when the outcome is %ZC_DNS_OUTCOME_LOCAL_ERROR (owned)
 *
 * The answer of one server to the question for the zone's SOA over one transport.
 */
typedef struct
{
  ZcDnsServer *server;
  ZcDnsTransport transport;
  ZcDnsOutcome outcome;
  int rcode;
  gboolean authoritative;
  gboolean has_serial;
  guint32 serial;
  guint32 refresh;
  guint32 retry;
  guint32 expire;
  gint64 expire_left;
  gint64 zone_version;
  gint64 round_trip_us;
  char *name_server_id;
  int extended_error;
  char *extended_error_text;
  char *error_text;
} ZcSoaAnswer;

#define ZC_TYPE_SOA_ANSWER (zc_soa_answer_get_type ())
GType        zc_soa_answer_get_type (void) G_GNUC_CONST;

/**
 * zc_soa_answer_copy:
 * @self: an answer
 *
 * Returns: (transfer full): a copy
 */
ZcSoaAnswer *zc_soa_answer_copy (const ZcSoaAnswer *self);

/**
 * zc_soa_answer_free:
 * @self: (transfer full): an answer
 *
 * Frees the answer and what it owns.
 */
void         zc_soa_answer_free (ZcSoaAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcSoaAnswer, zc_soa_answer_free)

/**
 * zc_soa_query_async:
 * @server: whom to ask
 * @zone: the zone's name in ASCII
 * @transport: how; a truncated UDP answer is asked for again over TCP and reported as UDP
 * @timeout_ms: the time for all tries together, in milliseconds; one UDP try waits a third of it, 2 s
 *   at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when the outcome is known
 * @user_data: data for @callback
 *
 * Asks a server for the SOA of a zone (RFC 1035, section 3.3.13) without recursion, with EDNS
 * (RFC 6891), NSID (RFC 5001), EXPIRE (RFC 7314) and ZONEVERSION (RFC 9660).
 */
void         zc_soa_query_async  (ZcDnsServer          *server,
                                  const char           *zone,
                                  ZcDnsTransport        transport,
                                  guint                 timeout_ms,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);

/**
 * zc_soa_query_finish:
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_INVALID_ARGUMENT for a
 *   zone that is no domain name. All else is an outcome
 *
 * Returns: (transfer full): the answer
 */
ZcSoaAnswer *zc_soa_query_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
