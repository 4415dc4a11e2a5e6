/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-outcome.h"
#include "zc-dns-server.h"

G_BEGIN_DECLS

/**
 * ZcDnsExchangeFlags:
 * @ZC_DNS_EXCHANGE_DEFAULT: nothing of the below
 * @ZC_DNS_EXCHANGE_RECURSION: ask for recursion, as resolvers are asked
 * @ZC_DNS_EXCHANGE_DNSSEC: ask for signatures (RFC 3225)
 * @ZC_DNS_EXCHANGE_TCP_ON_SILENCE: ask over TCP in the second half of the time when nothing came over UDP
 *
 * How a question is asked.
 */
typedef enum
{
  ZC_DNS_EXCHANGE_DEFAULT = 0,
  ZC_DNS_EXCHANGE_RECURSION = 1 << 0,
  ZC_DNS_EXCHANGE_DNSSEC = 1 << 1,
  ZC_DNS_EXCHANGE_TCP_ON_SILENCE = 1 << 2,
} ZcDnsExchangeFlags;

/**
 * ZcDnsReply:
 * @outcome: %ZC_DNS_OUTCOME_OK when an answer to the question came, whatever it says; else why none came
 * @message: (nullable): the whole message of the answer (owned)
 * @transport: over which transport the answer came, or was waited for last
 * @round_trip_us: from the question's sending to the answer, in microseconds of the monotonic clock
 * @error_text: (nullable): what GIO said when the outcome is %ZC_DNS_OUTCOME_LOCAL_ERROR (owned)
 *
 * What one exchange with one server brought.
 */
typedef struct
{
  ZcDnsOutcome outcome;
  GBytes *message;
  ZcDnsTransport transport;
  gint64 round_trip_us;
  char *error_text;
} ZcDnsReply;

/**
 * zc_dns_reply_free:
 * @self: (transfer full): a reply
 *
 * Frees the reply and what it owns.
 */
void        zc_dns_reply_free      (ZcDnsReply           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcDnsReply, zc_dns_reply_free)

/**
 * zc_dns_exchange_async:
 * @server: whom to ask
 * @name: the name to ask for, in ASCII
 * @type: the record type to ask for
 * @transport: how; a truncated UDP answer is asked for again over TCP
 * @flags: how else
 * @timeout_ms: the time for all tries together, in milliseconds. One try waits a third of it, 2 s at
 *   most, and a transport is given up after five tries
 * @cancellable: (nullable): a cancellable
 * @callback: called when the exchange ended
 * @user_data: data for @callback
 *
 * Asks one question of one server, without ever blocking: sockets are watched by the thread-default main
 * context of the caller. Each exchange holds one file descriptor while it runs. A computer that has
 * none left is waited for, yet callers with thousands of questions bound how many run at a time.
 *
 * An answer has the ID, the QR bit, the opcode and the question of what was asked, comes from the address
 * that was asked (the socket is connected), and can be parsed. Anything else is ignored while there
 * is time, and is %ZC_DNS_OUTCOME_BAD_ANSWER when nothing better comes. Questions carry EDNS with NSID,
 * EXPIRE and ZONEVERSION and are repeated without on FORMERR, NOTIMP and BADVERS, and as the last try.
 */
void        zc_dns_exchange_async  (ZcDnsServer          *server,
                                    const char           *name,
                                    guint16               type,
                                    ZcDnsTransport        transport,
                                    ZcDnsExchangeFlags    flags,
                                    guint                 timeout_ms,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);

/**
 * zc_dns_exchange_finish:
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_INVALID_ARGUMENT for a
 *   name that is no domain name. All else is an outcome
 *
 * Returns: (transfer full): the reply
 */
ZcDnsReply *zc_dns_exchange_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
