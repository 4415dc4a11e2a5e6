/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-dns-exchange.h"
#include "zc-dns-message-private.h"

G_BEGIN_DECLS

/**
 * zc_dns_exchange_question_async:
 * @server: whom to ask
 * @question: what to ask; copied
 * @transport: how
 * @flags: how else
 * @timeout_ms: the time for all tries together, in milliseconds
 * @cancellable: (nullable): a cancellable
 * @callback: called when the exchange ended; it calls zc_dns_exchange_finish()
 * @user_data: data for @callback
 *
 * Does what zc_dns_exchange_async() does for a question that is in wire form already.
 */
void zc_dns_exchange_question_async (ZcDnsServer          *server,
                                     const ZcDnsQuestion  *question,
                                     ZcDnsTransport        transport,
                                     ZcDnsExchangeFlags    flags,
                                     guint                 timeout_ms,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);

G_END_DECLS
