/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * zc_rdata_type_to_text:
 * @type: a record type
 *
 * Returns: (transfer full): the type's mnemonic, "TYPE" and its number when it has none (RFC 3597)
 */
char     *zc_rdata_type_to_text   (guint16       type);

/**
 * zc_rdata_type_from_text:
 * @text: a mnemonic or "TYPE" and a number, in any case
 * @type: (out): the type
 *
 * Returns: %FALSE when there is no such type
 */
gboolean  zc_rdata_type_from_text (const char   *text,
                                   guint16      *type);

/**
 * zc_rdata_to_text:
 * @type: a record type
 * @rdata: the rdata without compression
 * @rdata_len: its length
 *
 * Writes rdata in presentation format with absolute names. Rdata of unknown types, and rdata that is
 * not what its type says, takes the generic form of RFC 3597, section 5.
 *
 * Returns: (transfer full): the text
 */
char     *zc_rdata_to_text        (guint16       type,
                                   const guint8 *rdata,
                                   gsize         rdata_len);

/**
 * zc_rdata_from_text:
 * @type: a record type
 * @text: rdata in presentation format; names are absolute with or without a trailing dot
 * @error: return location for an error: %G_IO_ERROR_INVALID_ARGUMENT says what is wrong
 *
 * Reads the data of one record as an interface of a service gives it. TXT and SPF data that does not
 * begin with a quotation mark is one text and taken literally, blanks, semicolons and backslashes
 * included; it is cut every 255 bytes, the most a character string can hold.
 *
 * Returns: (transfer full) (nullable): the rdata in wire form
 */
GBytes   *zc_rdata_from_text      (guint16       type,
                                   const char   *text,
                                   GError      **error);

G_END_DECLS
