/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-cloud-client.h"
#include "zc-load-state.h"

G_BEGIN_DECLS

/**
 * ZcRecordList:
 *
 * The records of one zone as the service holds them: a GListModel of ZcRecord. Read-only notified
 * properties: "load-state" (ZcLoadState), "error" (GError: why the last reading failed), "n-read" (uint:
 * records read so far while a reading is under way), "busy" (boolean: a reading is under way), "loaded"
 * (GDateTime: when it was read last), "n-items". A reading that is under way ends with the object.
 */
#define ZC_TYPE_RECORD_LIST (zc_record_list_get_type ())
G_DECLARE_FINAL_TYPE (ZcRecordList, zc_record_list, ZC, RECORD_LIST, GObject)

/**
 * zc_record_list_new:
 * @client: the account's client
 * @zone: the zone
 *
 * Returns: (transfer full): a new list that has read nothing
 */
ZcRecordList *zc_record_list_new            (ZcCloudClient *client,
                                             ZcZone        *zone);

/**
 * zc_record_list_refresh:
 * @self: a list
 *
 * Reads all records anew. A reading that is under way goes on instead. What was read before stays when
 * the reading fails.
 */
void          zc_record_list_refresh        (ZcRecordList  *self);

/**
 * zc_record_list_set_records:
 * @self: a list
 * @records: (element-type ZcRecord): all records of the zone
 *
 * Replaces the records by ones that were read elsewhere.
 */
void          zc_record_list_set_records    (ZcRecordList  *self,
                                             GPtrArray     *records);

/**
 * zc_record_list_get_records:
 * @self: a list
 *
 * Returns: (transfer none) (element-type ZcRecord): the records; the array never changes, a reading
 *   replaces it
 */
GPtrArray    *zc_record_list_get_records    (ZcRecordList  *self);

/**
 * zc_record_list_get_load_state:
 * @self: a list
 *
 * Returns: what the list can show
 */
ZcLoadState   zc_record_list_get_load_state (ZcRecordList  *self);

/**
 * zc_record_list_get_n_read:
 * @self: a list
 *
 * Returns: how many records the reading under way has read so far
 */
guint         zc_record_list_get_n_read     (ZcRecordList  *self);

/**
 * zc_record_list_is_busy:
 * @self: a list
 *
 * Returns: %TRUE while a reading is under way
 */
gboolean      zc_record_list_is_busy        (ZcRecordList  *self);

/**
 * zc_record_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const GError *zc_record_list_get_error      (ZcRecordList  *self);

/**
 * zc_record_list_get_loaded:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): when the records were read last
 */
GDateTime    *zc_record_list_get_loaded     (ZcRecordList  *self);

/**
 * zc_record_list_list_types:
 * @self: a list
 *
 * Returns: (transfer full) (array zero-terminated=1): every record type there is, once, in alphabetical
 *   order
 */
char        **zc_record_list_list_types     (ZcRecordList  *self);

G_END_DECLS
