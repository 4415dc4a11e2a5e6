/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-soa-query.h"

G_BEGIN_DECLS

/**
 * zc_soa_answer_new:
 * @server: who was asked
 * @transport: how
 *
 * Begins an answer of which nothing is known yet.
 *
 * Returns: (transfer full): a new answer
 */
ZcSoaAnswer *zc_soa_answer_new          (ZcDnsServer    *server,
                                         ZcDnsTransport  transport);

/**
 * zc_soa_answer_read_message:
 * @self: an answer
 * @zone: the zone that was asked for
 * @data: the message that answered
 * @length: its length
 *
 * Takes the outcome and everything else from a message. It trusts nothing in it, so that a fuzzer can
 * feed it.
 */
void         zc_soa_answer_read_message (ZcSoaAnswer    *self,
                                         const char     *zone,
                                         const guint8   *data,
                                         gsize           length);

G_END_DECLS
