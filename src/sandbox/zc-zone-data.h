/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <ldns/ldns.h>

#include "zc-sandbox-record.h"

G_BEGIN_DECLS

/* Which of a SOA's fields the serial is, from 0 (RFC 1035, section 3.3.13). */
#define ZC_ZONE_DATA_SOA_SERIAL 2

/**
 * ZcZoneData:
 *
 * The records of a zone, with the SOA apart. It is used by one thread at a time.
 */
typedef struct _ZcZoneData ZcZoneData;

/**
 * zc_zone_data_new_from_text:
 * @origin: the zone's name
 * @text: a zone file (RFC 1035, section 5); relative names belong to @origin
 * @error: return location for an error; the message names the line, or the owner that is outside the zone
 *
 * Returns: (transfer full) (nullable): the zone
 */
ZcZoneData *zc_zone_data_new_from_text (const char  *origin,
                                        const char  *text,
                                        GError     **error);

/**
 * zc_zone_data_new_from_records:
 * @records: (transfer full): the records of a transfer, the SOA first
 *
 * Returns: (transfer full) (nullable): the zone; %NULL when the first record is no SOA
 */
ZcZoneData *zc_zone_data_new_from_records (ldns_rr_list *records);

/**
 * zc_zone_data_free:
 * @self: (transfer full): a zone
 *
 * Frees a zone.
 */
void        zc_zone_data_free          (ZcZoneData *self);

/**
 * zc_zone_data_get_serial:
 * @self: a zone
 *
 * Returns: the SOA's serial
 */
guint32     zc_zone_data_get_serial    (ZcZoneData *self);

/**
 * zc_zone_data_set_serial:
 * @self: a zone
 * @serial: the serial
 *
 * Changes the SOA's serial.
 */
void        zc_zone_data_set_serial    (ZcZoneData *self,
                                        guint32     serial);

/**
 * zc_zone_data_add_hosts:
 * @self: a zone
 * @n: how many
 *
 * Adds A records host-00001, host-00002 ... of addresses reserved for benchmarks (RFC 2544).
 */
void        zc_zone_data_add_hosts     (ZcZoneData *self,
                                        guint       n);

/**
 * zc_zone_data_to_text:
 * @self: a zone
 *
 * Returns: (transfer full): the zone as a zone file with absolute names
 */
char       *zc_zone_data_to_text       (ZcZoneData *self);

/**
 * zc_zone_data_list_records:
 * @self: a zone
 * @all_types: whether records are listed that the API's enumeration of types does not have, such as SOA
 *
 * Lists the records in the form of the API.
 *
 * Returns: (transfer full) (element-type ZcSandboxRecord): the records
 */
GPtrArray  *zc_zone_data_list_records  (ZcZoneData *self,
                                        gboolean    all_types);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcZoneData, zc_zone_data_free)

G_END_DECLS
