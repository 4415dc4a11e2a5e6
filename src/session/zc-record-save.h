/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-record.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * ZcRecordFormat:
 * @ZC_RECORD_FORMAT_ZONE_FILE: a zone file (RFC 1035, section 5)
 * @ZC_RECORD_FORMAT_CSV: a table (RFC 4180)
 *
 * As what records are saved.
 */
typedef enum
{
  ZC_RECORD_FORMAT_ZONE_FILE,
  ZC_RECORD_FORMAT_CSV,
} ZcRecordFormat;

/**
 * zc_record_save_async:
 * @file: where to; an existing file is replaced at once and only when all was written
 * @format: as what
 * @zone: the zone
 * @records: (element-type ZcRecord): its records; the array must not change any more
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file is there
 * @user_data: data for @callback
 *
 * Saves the records of a zone. The text is made in a thread of its own.
 */
void  zc_record_save_async  (GFile                *file,
                             ZcRecordFormat        format,
                             ZcZone               *zone,
                             GPtrArray            *records,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);

/**
 * zc_record_save_finish:
 * @result: the result
 * @error: return location for an error, of the domain %G_IO_ERROR
 *
 * Returns: how many records were saved
 */
guint zc_record_save_finish (GAsyncResult         *result,
                             GError              **error);

G_END_DECLS
