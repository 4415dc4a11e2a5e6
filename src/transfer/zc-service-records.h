/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-record.h"
#include "zc-service-copy.h"

G_BEGIN_DECLS

/**
 * zc_service_records_read_async:
 * @zone: the zone's name
 * @records: (element-type ZcRecord): all records that the service holds of it; the array must not change any
 *   more
 * @cancellable: (nullable): a cancellable
 * @callback: called when the records were read
 * @user_data: data for @callback
 *
 * Reads records of the service's interface (RecordRead and SecondaryZoneRecordRead) for a comparison, in a
 * thread of its own.
 */
void           zc_service_records_read_async  (const char           *zone,
                                               GPtrArray            *records,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);

/**
 * zc_service_records_read_finish:
 * @result: the result
 * @error: return location for an error, see zc_service_copy_new()
 *
 * Returns: (transfer full) (nullable): the copy
 */
ZcServiceCopy *zc_service_records_read_finish (GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
