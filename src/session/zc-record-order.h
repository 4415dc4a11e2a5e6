/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "zc-record.h"

G_BEGIN_DECLS

/**
 * ZcRecordColumn:
 * @ZC_RECORD_COLUMN_NAME: by owner, in the order of zone files: label by label from the right, the apex
 *   first (RFC 4034, section 6.1)
 * @ZC_RECORD_COLUMN_TYPE: by type
 * @ZC_RECORD_COLUMN_TTL: by time to live
 * @ZC_RECORD_COLUMN_PRIORITY: by priority, records without one first
 * @ZC_RECORD_COLUMN_CONTENT: by data, numbers in it by their value
 * @ZC_RECORD_COLUMN_STATE: disabled records first
 *
 * What records can be sorted by.
 */
typedef enum
{
  ZC_RECORD_COLUMN_NAME,
  ZC_RECORD_COLUMN_TYPE,
  ZC_RECORD_COLUMN_TTL,
  ZC_RECORD_COLUMN_PRIORITY,
  ZC_RECORD_COLUMN_CONTENT,
  ZC_RECORD_COLUMN_STATE,
} ZcRecordColumn;

/**
 * zc_record_compare:
 * @first: a record
 * @second: another
 * @column: what to compare by
 *
 * Returns: less than, equal to or greater than 0 as qsort() wants it; a total order within one column
 *   with owner, type and data as the last words
 */
int      zc_record_compare (ZcRecord       *first,
                            ZcRecord       *second,
                            ZcRecordColumn  column);

/**
 * zc_record_matches:
 * @record: a record
 * @type: (nullable): the only type wanted, %NULL for all
 * @search: (nullable): what the user typed; found without regard to case in owner, type, data and TTL
 *
 * Returns: %TRUE when the record is to be shown
 */
gboolean zc_record_matches (ZcRecord       *record,
                            const char     *type,
                            const char     *search);

G_END_DECLS
