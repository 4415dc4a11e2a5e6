/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-cloud-client.h"
#include "zc-record-list.h"
#include "zc-record-save.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcRecordsPage:
 *
 * All records the service holds of one zone: searched, filtered by type, sorted, copied, and saved as a
 * file. Its actions are "records.search", "records.refresh", "records.save-zone-file", "records.save-csv",
 * "records.copy", "records.sort-by" (s) and "records.sort-descending" (b).
 */
#define ZC_TYPE_RECORDS_PAGE (zc_records_page_get_type ())
G_DECLARE_FINAL_TYPE (ZcRecordsPage, zc_records_page, ZC, RECORDS_PAGE, AdwBin)

/**
 * zc_records_page_set_zone:
 * @self: a page that has no zone yet
 * @zone: the zone, as it was described last
 * @list: its records
 *
 * Shows the records of a zone and follows the list. The caller begins the reading.
 */
void          zc_records_page_set_zone (ZcRecordsPage *self,
                                        ZcZone        *zone,
                                        ZcRecordList  *list);

/**
 * zc_records_page_set_narrow:
 * @self: a page
 * @narrow: whether there is room for the essentials only
 *
 * Shows fewer columns.
 */
void          zc_records_page_set_narrow (ZcRecordsPage *self,
                                          gboolean       narrow);

/**
 * zc_records_page_get_list:
 * @self: a page with a zone
 *
 * Returns: (transfer none): all records
 */
ZcRecordList *zc_records_page_get_list (ZcRecordsPage *self);

/**
 * zc_records_page_get_shown:
 * @self: a page
 *
 * Returns: (transfer none): the records as shown, sorted and filtered, with their selection
 */
GListModel   *zc_records_page_get_shown (ZcRecordsPage *self);

/**
 * zc_records_page_save_to:
 * @self: a page with a zone
 * @format: as what
 * @file: where to; an existing file is replaced at once and only when all was written
 *
 * Saves all records of the zone, whatever is filtered, and says in a toast how that ended.
 */
void          zc_records_page_save_to  (ZcRecordsPage  *self,
                                        ZcRecordFormat  format,
                                        GFile          *file);

G_END_DECLS
