/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ZcRecord:
 *
 * One record as the service holds it: an immutable value. Its construct-only properties are "id",
 * "name", "fqdn", "type", "content", "ttl", "priority" (int, -1 when the record has none), "enabled".
 * Reads RecordRead and SecondaryZoneRecordRead of the API.
 */
#define ZC_TYPE_RECORD (zc_record_get_type ())
G_DECLARE_FINAL_TYPE (ZcRecord, zc_record, ZC, RECORD, GObject)

/**
 * zc_record_get_id:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): the record's UUID; records of secondary zones have none
 */
const char *zc_record_get_id       (ZcRecord *self);

/**
 * zc_record_get_name:
 * @self: a record
 *
 * Returns: (transfer none): the owner relative to the zone, "" for the apex
 */
const char *zc_record_get_name     (ZcRecord *self);

/**
 * zc_record_get_fqdn:
 * @self: a record
 *
 * Returns: (transfer none): the owner's full name without the trailing dot
 */
const char *zc_record_get_fqdn     (ZcRecord *self);

/**
 * zc_record_get_record_type:
 * @self: a record
 *
 * Returns: (transfer none): the type's mnemonic; an open string
 */
const char *zc_record_get_record_type (ZcRecord *self);

/**
 * zc_record_get_content:
 * @self: a record
 *
 * Returns: (transfer none): the record's data as the service writes it, without the priority
 */
const char *zc_record_get_content  (ZcRecord *self);

/**
 * zc_record_get_ttl:
 * @self: a record
 *
 * Returns: the time to live in seconds
 */
guint       zc_record_get_ttl      (ZcRecord *self);

/**
 * zc_record_get_priority:
 * @self: a record
 *
 * Returns: the priority, or -1 for types that have none (all but MX, SRV and URI)
 */
int         zc_record_get_priority (ZcRecord *self);

/**
 * zc_record_get_enabled:
 * @self: a record
 *
 * Returns: %FALSE for a record that is held but not served
 */
gboolean    zc_record_get_enabled  (ZcRecord *self);

G_END_DECLS
