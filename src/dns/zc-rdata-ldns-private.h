/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <ldns/ldns.h>

G_BEGIN_DECLS

/**
 * zc_rdata_make_ldns:
 * @owner: the owner in wire form
 * @owner_len: its length
 * @type: the type
 * @ttl: the time to live in seconds
 * @rdata: the rdata without compression
 * @rdata_len: its length, 65 535 at most
 *
 * Makes what ldns wants of a record of class IN.
 *
 * Returns: (transfer full) (nullable): the record, %NULL when the rdata is not what its type says
 */
ldns_rr *zc_rdata_make_ldns (const guint8 *owner,
                             gsize         owner_len,
                             guint16       type,
                             guint32       ttl,
                             const guint8 *rdata,
                             gsize         rdata_len);

G_END_DECLS
