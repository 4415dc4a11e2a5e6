/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-axfr-sink.h"
#include "zc-dns-outcome.h"
#include "zc-dns-server.h"

G_BEGIN_DECLS

/**
 * ZcAxfrLimits:
 * @most_records: the most records, both SOAs included
 * @most_bytes: the most bytes, of the messages as well as of the records with their names written out
 *
 * Where a transfer is stopped as too large.
 */
typedef struct
{
  guint64 most_records;
  guint64 most_bytes;
} ZcAxfrLimits;

/**
 * ZC_AXFR_MOST_RECORDS:
 *
 * The records of a transfer that is read when nothing else is said.
 */
#define ZC_AXFR_MOST_RECORDS G_GUINT64_CONSTANT (50000000)

/**
 * ZC_AXFR_MOST_BYTES:
 *
 * The bytes of a transfer that is read when nothing else is said: 8 GiB.
 */
#define ZC_AXFR_MOST_BYTES (G_GUINT64_CONSTANT (8) << 30)

/**
 * ZcAxfrResult:
 * @server: who was asked (owned)
 * @outcome: what the transfer showed
 * @rcode: the RCODE of the last message, -1 when none came
 * @has_serial: whether @serial is known: the stream began with a SOA
 * @serial: the serial of the opening SOA, in host byte order
 * @closing_serial: the serial of the closing SOA; another one than @serial when the zone changed meanwhile
 * @n_messages: how many messages came
 * @n_records: how many records came, both SOAs included, as dig counts them
 * @n_bytes: how many bytes came, without the length fields of the messages
 * @duration_us: from the connecting to the end, in microseconds
 * @server_time: the server's clock in seconds since 1970, when @outcome is %ZC_DNS_OUTCOME_BADTIME, else -1
 * @detail: (nullable): what exactly was wrong, for people; what GIO said when @outcome is
 *   %ZC_DNS_OUTCOME_LOCAL_ERROR (owned)
 *
 * How one transfer from one server went.
 */
typedef struct
{
  ZcDnsServer *server;
  ZcDnsOutcome outcome;
  int rcode;
  gboolean has_serial;
  guint32 serial;
  guint32 closing_serial;
  guint64 n_messages;
  guint64 n_records;
  guint64 n_bytes;
  gint64 duration_us;
  gint64 server_time;
  char *detail;
} ZcAxfrResult;

#define ZC_TYPE_AXFR_RESULT (zc_axfr_result_get_type ())
GType         zc_axfr_result_get_type (void) G_GNUC_CONST;

/**
 * zc_axfr_result_copy:
 * @self: a result
 *
 * Returns: (transfer full): a copy
 */
ZcAxfrResult *zc_axfr_result_copy     (const ZcAxfrResult  *self);

/**
 * zc_axfr_result_free:
 * @self: (transfer full): a result
 *
 * Frees the result and what it owns.
 */
void          zc_axfr_result_free     (ZcAxfrResult        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcAxfrResult, zc_axfr_result_free)

/**
 * ZcAxfrProgressFunc:
 * @n_records: the records so far
 * @n_bytes: the bytes so far
 * @user_data: the data of the read
 *
 * Called in the caller's main context while a transfer runs, ten times a second at most, and never after
 * the end.
 */
typedef void (*ZcAxfrProgressFunc) (guint64  n_records,
                                    guint64  n_bytes,
                                    gpointer user_data);

/**
 * zc_axfr_read_async:
 * @server: whom to ask
 * @zone: the zone's name in ASCII
 * @limits: (nullable): where to stop, %NULL for %ZC_AXFR_MOST_RECORDS and %ZC_AXFR_MOST_BYTES
 * @timeout_ms: the time for connecting and reading together, in milliseconds; connecting may take
 *   10 s of it
 * @sink: where the records go
 * @sink_data: what @sink's functions are called with; kept by the caller until @callback
 * @progress: (nullable): called from time to time
 * @cancellable: (nullable): a cancellable; the transfer stops at once, wherever it is
 * @callback: called when the transfer ended and its socket is closed
 * @user_data: data for @callback and @progress
 *
 * Transfers a zone (AXFR, RFC 5936) over TCP, in a thread of its own, without EDNS. The reader is strict:
 * every message needs the ID, QR, the opcode and, where it has one, the question; the first record is
 * the SOA, and the last record of the last message is the same SOA again. It accepts messages of one record
 * as well as of many, messages without question after the first, AA unset, and OPT and TSIG
 * records, which it skips. Faults that only the whole zone shows (no NS at the apex, a CNAME beside
 * other data) are the zone copy's to find.
 */
void          zc_axfr_read_async      (ZcDnsServer         *server,
                                       const char          *zone,
                                       const ZcAxfrLimits  *limits,
                                       guint                timeout_ms,
                                       const ZcAxfrSink    *sink,
                                       gpointer             sink_data,
                                       ZcAxfrProgressFunc   progress,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);

/**
 * zc_axfr_read_finish:
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_INVALID_ARGUMENT for a
 *   zone that is no domain name. All else is an outcome
 *
 * Returns: (transfer full): how it went
 */
ZcAxfrResult *zc_axfr_read_finish     (GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
