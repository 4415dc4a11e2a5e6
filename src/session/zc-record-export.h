/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "zc-record.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * zc_record_to_zone_line:
 * @record: a record
 *
 * Writes a record as one line of a zone file (RFC 1035, section 5.1): the absolute owner, TTL, class,
 * type and data. Names in the data of known types become absolute, a priority that the service keeps
 * apart goes where the type wants it, text is quoted and cut into strings of at most 255 bytes, and
 * whatever could end the line or begin a comment is escaped. The data of other types stays as the
 * service wrote it. A record that is held but not served becomes a comment.
 *
 * Returns: (transfer full): the line without its end
 */
char   *zc_record_to_zone_line    (ZcRecord  *record);

/**
 * zc_record_export_zone_file:
 * @zone: the zone
 * @records: (element-type ZcRecord): its records
 * @when: the time to name in the heading
 *
 * Writes a zone file: a heading in comments, $ORIGIN, the SOA record when the service holds one, then
 * all other records in the order given.
 *
 * Returns: (transfer full): the file's bytes, ASCII
 */
GBytes *zc_record_export_zone_file (ZcZone    *zone,
                                    GPtrArray *records,
                                    GDateTime *when);

/**
 * zc_record_export_csv:
 * @records: (element-type ZcRecord): records
 *
 * Writes a table as RFC 4180 describes it, in UTF-8, with a heading row in English that programs can
 * rely on. The fields are exactly what the service holds.
 *
 * Returns: (transfer full): the file's bytes
 */
GBytes *zc_record_export_csv      (GPtrArray *records);

G_END_DECLS
