/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-axfr-sink.h"
#include "zc-worker-pool.h"
#include "zc-zone-copy.h"

G_BEGIN_DECLS

/**
 * ZcZoneCopyBuilder:
 *
 * Takes the records of a zone in any order and makes a #ZcZoneCopy of them. Streams in canonical order,
 * as NSD, Knot and BIND send them, cost no sorting. Not for use from two threads at once.
 */
typedef struct _ZcZoneCopyBuilder ZcZoneCopyBuilder;

/**
 * zc_zone_copy_builder_get_sink:
 *
 * Gives the functions by which an AXFR reader fills a builder; the pointer that goes with them is the
 * #ZcZoneCopyBuilder.
 *
 * Returns: (transfer none): the sink
 */
const ZcAxfrSink  *zc_zone_copy_builder_get_sink (void);

/**
 * zc_zone_copy_builder_new:
 * @zone: the zone's name in presentation format, with or without the final dot
 * @error: return location for an error: %G_IO_ERROR_INVALID_ARGUMENT when @zone is no domain name
 *
 * Returns: (transfer full) (nullable): a new builder
 */
ZcZoneCopyBuilder *zc_zone_copy_builder_new    (const char         *zone,
                                                GError            **error);

/**
 * zc_zone_copy_builder_free:
 * @self: (transfer full): a builder
 *
 * Frees a builder whose copy is not wanted.
 */
void               zc_zone_copy_builder_free   (ZcZoneCopyBuilder  *self);

/**
 * zc_zone_copy_builder_add:
 * @self: a builder
 * @owner: the owner in wire form without compression, in any spelling
 * @owner_len: its length
 * @type: the type
 * @klass: the class, which must be IN
 * @ttl: the time to live in seconds
 * @rdata: (nullable): the rdata without compression, in any spelling
 * @rdata_len: its length, 65 535 at most
 * @error: return location for an error of %ZC_AXFR_SINK_ERROR
 *
 * Adds one record. A record that is there already is not added again; of different TTLs in a set the
 * lowest counts.
 *
 * Returns: %TRUE when the record was taken
 */
gboolean           zc_zone_copy_builder_add    (ZcZoneCopyBuilder  *self,
                                                const guint8       *owner,
                                                gsize               owner_len,
                                                guint16             type,
                                                guint16             klass,
                                                guint32             ttl,
                                                const guint8       *rdata,
                                                gsize               rdata_len,
                                                GError            **error);

/**
 * zc_zone_copy_builder_add_row:
 * @self: a builder
 * @owner: the owner's full name, with or without the final dot
 * @type: the type's mnemonic
 * @ttl: the time to live in seconds
 * @rdata: the data in presentation format, see zc_rdata_from_text()
 * @error: return location for an error: %G_IO_ERROR_INVALID_ARGUMENT says what is wrong with the row,
 *   or an error of %ZC_AXFR_SINK_ERROR. The builder stays as it was and takes further rows
 *
 * Adds one record as an interface of a service gives it.
 *
 * Returns: %TRUE when the record was taken
 */
gboolean           zc_zone_copy_builder_add_row (ZcZoneCopyBuilder *self,
                                                 const char        *owner,
                                                 const char        *type,
                                                 guint32            ttl,
                                                 const char        *rdata,
                                                 GError           **error);

/**
 * zc_zone_copy_builder_seal:
 * @self: (transfer full): a builder
 *
 * Ends the building. Sorts what did not come in canonical order.
 *
 * Returns: (transfer full): the copy, which may be empty
 */
ZcZoneCopy        *zc_zone_copy_builder_seal   (ZcZoneCopyBuilder  *self);

/**
 * zc_zone_copy_builder_seal_async:
 * @self: (transfer full): a builder
 * @pool: where the sorting is done
 * @cancellable: (nullable): a cancellable
 * @callback: called when the copy is there
 * @user_data: data for @callback
 *
 * Ends the building like zc_zone_copy_builder_seal() without blocking: a million records take hundredths
 * of a second, half a second when they have to be sorted.
 */
void               zc_zone_copy_builder_seal_async  (ZcZoneCopyBuilder    *self,
                                                     ZcWorkerPool         *pool,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/**
 * zc_zone_copy_builder_seal_finish:
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED only
 *
 * Returns: (transfer full) (nullable): the copy
 */
ZcZoneCopy        *zc_zone_copy_builder_seal_finish (GAsyncResult         *result,
                                                     GError              **error);

/**
 * zc_zone_copy_new_from_file:
 * @zone: the zone's name in presentation format
 * @path: a zone file (RFC 1035, section 5); $ORIGIN and $TTL are understood, $INCLUDE is not
 * @error: return location for an error: %G_IO_ERROR_INVALID_DATA names the line, %G_FILE_ERROR when the
 *   file cannot be read, errors of zc_zone_copy_builder_add() as they are
 *
 * Reads a zone file into a copy. It blocks.
 *
 * Returns: (transfer full) (nullable): the copy
 */
ZcZoneCopy        *zc_zone_copy_new_from_file  (const char         *zone,
                                                const char         *path,
                                                GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcZoneCopyBuilder, zc_zone_copy_builder_free)

G_END_DECLS
