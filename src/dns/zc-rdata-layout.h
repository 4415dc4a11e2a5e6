/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_rdata_layout_get:
 * @type: a record type
 *
 * Tells of which fields the rdata of a type is made, one letter a field:
 *
 * - `n`: a domain name; `N`: names up to the end
 * - `b`, `h`, `w`, `q`: 1, 2, 4 and 16 bytes
 * - `s`: a character string; `S`: one or more of them up to the end
 * - `g`: the gateway of IPSECKEY and AMTRELAY, whose kind the second byte of the rdata tells
 * - `k`: the host identity and key of HIP, whose lengths the first bytes tell
 * - `*`: any bytes up to the end, `+`: the same but at least one
 *
 * One table serves the reader, which writes compressed names out, and the comparison, which ignores
 * the case of every name.
 *
 * Returns: (transfer none) (nullable): the fields, %NULL for a type without known layout (RFC 3597)
 */
const char *zc_rdata_layout_get    (guint16       type);

/**
 * zc_rdata_field_resolve:
 * @field: a letter of a layout
 * @rdata: the rdata
 * @rdata_len: its length
 *
 * Replaces `g` by the letter of what the gateway is in this rdata; other letters stay.
 *
 * Returns: a letter that is not `g`, 0 for an absent gateway
 */
char        zc_rdata_field_resolve (char          field,
                                    const guint8 *rdata,
                                    gsize         rdata_len);

/**
 * zc_rdata_field_measure:
 * @field: a resolved letter, not `n` or `N`
 * @rdata: the rdata
 * @rdata_len: its length
 * @offset: where the field begins
 *
 * Measures a field that is no name.
 *
 * Returns: the field's length, -1 when it does not fit into the rdata
 */
gssize      zc_rdata_field_measure (char          field,
                                    const guint8 *rdata,
                                    gsize         rdata_len,
                                    gsize         offset);

G_END_DECLS
