/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZC_CANONICAL_NAME_MAX:
 *
 * The longest domain name in wire form, in bytes (RFC 1035, section 2.3.4).
 */
#define ZC_CANONICAL_NAME_MAX 255

/**
 * ZC_CANONICAL_KEY_MAX:
 *
 * The longest key of a name, in bytes: every byte of a name can take two.
 */
#define ZC_CANONICAL_KEY_MAX (2 * ZC_CANONICAL_NAME_MAX)

/**
 * ZC_CANONICAL_KEY_BAD_NAME:
 *
 * What zc_canonical_key_from_wire() answers when the bytes are no domain name.
 */
#define ZC_CANONICAL_KEY_BAD_NAME (-1)

/**
 * ZC_CANONICAL_KEY_OUT_OF_ZONE:
 *
 * What zc_canonical_key_from_wire() answers when the name lies outside the zone.
 */
#define ZC_CANONICAL_KEY_OUT_OF_ZONE (-2)

/**
 * zc_canonical_key_from_wire:
 * @name: a domain name in wire form without compression
 * @name_len: its length with the root label
 * @apex: the zone's name in wire form and in lower case
 * @apex_len: its length
 * @key: (out caller-allocates): room for %ZC_CANONICAL_KEY_MAX bytes
 *
 * Makes the key of an owner name: its labels relative to the zone in lower case, the one nearest to
 * the apex first, each closed by a zero byte; inside a label the bytes 0 and 1 are written as 1 1
 * and 1 2. Plain byte order of keys is the canonical order of RFC 4034, section 6.1, a name's key is
 * the beginning of the keys of all names below it, and the apex has the empty key.
 *
 * Returns: the key's length, %ZC_CANONICAL_KEY_BAD_NAME or %ZC_CANONICAL_KEY_OUT_OF_ZONE
 */
gssize   zc_canonical_key_from_wire (const guint8  *name,
                                     gsize          name_len,
                                     const guint8  *apex,
                                     gsize          apex_len,
                                     guint8        *key);

/**
 * zc_canonical_key_to_wire:
 * @key: a key made by zc_canonical_key_from_wire()
 * @key_len: its length
 * @apex: the zone's name in wire form
 * @apex_len: its length
 * @name: (out caller-allocates): room for %ZC_CANONICAL_NAME_MAX bytes
 *
 * Makes the owner name of a key, in lower case.
 *
 * Returns: the name's length with the root label
 */
gsize    zc_canonical_key_to_wire   (const guint8  *key,
                                     gsize          key_len,
                                     const guint8  *apex,
                                     gsize          apex_len,
                                     guint8        *name);

/**
 * zc_canonical_compare:
 * @first: the key of a name, or rdata
 * @first_len: its length
 * @second: another key of the same zone, or other rdata
 * @second_len: its length
 *
 * Compares names by their keys (RFC 4034, section 6.1) or rdata (section 6.3): byte by byte, the shorter
 * first when it is the beginning of the longer.
 *
 * Returns: a number below, equal to or above zero
 */
int      zc_canonical_compare       (const guint8  *first,
                                     gsize          first_len,
                                     const guint8  *second,
                                     gsize          second_len);

/**
 * zc_canonical_name_measure:
 * @bytes: where a domain name in wire form without compression begins
 * @bytes_len: how many bytes there are
 *
 * Returns: the name's length with the root label, 0 when there is no whole name
 */
gsize    zc_canonical_name_measure  (const guint8  *bytes,
                                     gsize          bytes_len);

/**
 * zc_canonical_name_fold:
 * @name: (inout): a domain name in wire form
 * @name_len: its length
 *
 * Brings the ASCII letters of a name into lower case (RFC 4343).
 *
 * Returns: %TRUE when that changed it
 */
gboolean zc_canonical_name_fold     (guint8        *name,
                                     gsize          name_len);

/**
 * zc_canonical_rdata_has_names:
 * @type: a record type
 *
 * Returns: %TRUE when rdata of this type can hold domain names
 */
gboolean zc_canonical_rdata_has_names (guint16     type);

/**
 * zc_canonical_rdata_keeps_case:
 * @type: a record type
 *
 * Tells whether signatures and digests are made over the names in rdata of this type as they are
 * spelled. RFC 4034, section 6.2, has a closed list of types whose names are brought into lower case;
 * RFC 6840, section 5.1, took NSEC off it, and later types such as SVCB never were on it.
 *
 * Returns: %TRUE when the spelling matters to signatures
 */
gboolean zc_canonical_rdata_keeps_case (guint16    type);

/**
 * zc_canonical_rdata_fold:
 * @type: a record type
 * @rdata: (inout): rdata without compression
 * @rdata_len: its length
 *
 * Brings every domain name in the rdata into lower case, whatever the type. Makes of name servers
 * differ in the spelling they answer with, so this is the form in which records are compared; for
 * signatures see zc_canonical_rdata_keeps_case(). Rdata that is not what its type says is left as it
 * is from the first wrong field on.
 *
 * Returns: %TRUE when that changed the rdata
 */
gboolean zc_canonical_rdata_fold    (guint16        type,
                                     guint8        *rdata,
                                     gsize          rdata_len);

/**
 * zc_canonical_name_from_text:
 * @text: a domain name in presentation format, with or without the trailing dot
 * @name: (out caller-allocates): room for %ZC_CANONICAL_NAME_MAX bytes
 *
 * Reads a domain name (RFC 1035, section 5.1; escapes included), keeping its spelling.
 *
 * Returns: the length of its wire form, 0 when @text is no domain name
 */
gsize    zc_canonical_name_from_text (const char   *text,
                                      guint8       *name);

/**
 * zc_canonical_name_to_text:
 * @name: a domain name in wire form
 * @name_len: its length
 *
 * Writes a domain name in presentation format with the trailing dot. Bytes that are no printable
 * ASCII become "\DDD".
 *
 * Returns: (transfer full): the text
 */
char    *zc_canonical_name_to_text  (const guint8  *name,
                                     gsize          name_len);

G_END_DECLS
