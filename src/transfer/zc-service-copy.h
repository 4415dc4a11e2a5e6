/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-zone-copy-builder.h"
#include "zc-zone-differences.h"

G_BEGIN_DECLS

/**
 * ZcServiceCopy:
 *
 * The zone as the service's interface shows it, read into the same canonical form as a copy from a name
 * server, so that spelling is no difference. It never changes.
 *
 * The SOA is not part of it, only its serial is kept. What is held but not served (disabled records) is counted
 * and left out. Data that is not what its type says is kept aside, literally.
 */
#define ZC_TYPE_SERVICE_COPY (zc_service_copy_get_type ())
G_DECLARE_FINAL_TYPE (ZcServiceCopy, zc_service_copy, ZC, SERVICE_COPY, GObject)

/**
 * ZcServiceRow:
 * @owner: the record's full name, with or without the final dot
 * @type: the type's mnemonic
 * @content: the data as the service writes it: names without the final dot, MX and SRV without the
 *   priority, text with or without quotation marks
 * @ttl: the time to live, in seconds
 * @priority: the priority, -1 without one
 * @enabled: whether the record is served
 *
 * One record as the service's interface shows it.
 */
typedef struct
{
  const char *owner;
  const char *type;
  const char *content;
  guint32 ttl;
  int priority;
  gboolean enabled;
} ZcServiceRow;

/**
 * ZcServiceRowFunc:
 * @position: which record, from 0
 * @row: (out caller-allocates): the record; its texts stay valid while the copy is made
 * @data: the caller's data
 *
 * Gives the records one after the other, in a thread of its own.
 */
typedef void (*ZcServiceRowFunc) (guint         position,
                                  ZcServiceRow *row,
                                  gpointer      data);

/**
 * ZcUnreadableRow:
 * @owner: the record's name as the service writes it (owned)
 * @type: the type as the service writes it (owned)
 * @content: the data as the service writes it (owned)
 * @reason: what is wrong with it, translated (owned)
 *
 * A record that could not be read.
 */
typedef struct
{
  char *owner;
  char *type;
  char *content;
  char *reason;
} ZcUnreadableRow;

/**
 * zc_service_copy_new:
 * @zone: the zone's name
 * @n_rows: how many records there are
 * @function: gives them
 * @data: data for @function
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_INVALID_ARGUMENT when @zone is no
 *   domain name
 *
 * Reads records. It blocks, for some microseconds a record.
 *
 * Returns: (transfer full) (nullable): the copy
 */
ZcServiceCopy      *zc_service_copy_new              (const char          *zone,
                                                      guint                n_rows,
                                                      ZcServiceRowFunc     function,
                                                      gpointer             data,
                                                      GCancellable        *cancellable,
                                                      GError             **error);

/**
 * zc_service_copy_get_copy:
 * @self: a copy
 *
 * Returns: (transfer none): the records that are served and could be read, without the SOA
 */
ZcZoneCopy         *zc_service_copy_get_copy         (ZcServiceCopy       *self);

/**
 * zc_service_copy_get_serial:
 * @self: a copy
 * @serial: (out) (optional): the serial of the SOA record that the service shows
 *
 * Returns: %FALSE when it shows none
 */
gboolean            zc_service_copy_get_serial       (ZcServiceCopy       *self,
                                                      guint32             *serial);

/**
 * zc_service_copy_get_n_disabled:
 * @self: a copy
 *
 * Returns: how many records are held but not served
 */
guint               zc_service_copy_get_n_disabled   (ZcServiceCopy       *self);

/**
 * zc_service_copy_get_unreadable:
 * @self: a copy
 *
 * Returns: (transfer none) (element-type ZcUnreadableRow): the records that could not be read
 */
GPtrArray          *zc_service_copy_get_unreadable   (ZcServiceCopy       *self);

/**
 * zc_service_copy_get_flags:
 * @self: a copy
 *
 * Says what can be compared with it. The interface shows the types it knows, and none that a signer makes
 * (RRSIG, NSEC, NSEC3, DNSKEY and the like). Where it shows not one record of these, they are left out of a
 * comparison instead of being counted as missing; where it shows any, all are compared.
 *
 * Returns: flags for a comparison
 */
ZcZoneCompareFlags  zc_service_copy_get_flags        (ZcServiceCopy       *self);

G_END_DECLS
