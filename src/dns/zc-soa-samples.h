/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-soa-query.h"

G_BEGIN_DECLS

/**
 * zc_soa_samples_async:
 * @server: whom to ask
 * @zone: the zone's name in ASCII
 * @transport: how
 * @n_samples: how often to ask, at least once
 * @interval_ms: how long to wait between an answer and the next question, in milliseconds
 * @timeout_ms: the time for all questions together, in milliseconds
 * @cancellable: (nullable): a cancellable
 * @callback: called when all answers are there
 * @user_data: data for @callback
 *
 * Asks the same address for the SOA of a zone several times, one question after the other and each from a
 * port of its own. Where several machines share the address, by anycast (RFC 4786) or behind a balancer,
 * this shows more than one of them. It ends early when time is up or a question got no usable answer.
 */
void       zc_soa_samples_async  (ZcDnsServer          *server,
                                  const char           *zone,
                                  ZcDnsTransport        transport,
                                  guint                 n_samples,
                                  guint                 interval_ms,
                                  guint                 timeout_ms,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);

/**
 * zc_soa_samples_finish:
 * @result: the result
 * @error: return location for an error, as of zc_soa_query_finish()
 *
 * Returns: (transfer full) (element-type ZcSoaAnswer): the usable answers in the order they came, perhaps
 *   none
 */
GPtrArray *zc_soa_samples_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
