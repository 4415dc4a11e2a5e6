/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-list-view.h"
#include "zc-record-list.h"
#include "zc-record-order.h"

G_BEGIN_DECLS

/**
 * ZcRecordView:
 *
 * The records of a list that match a search, in an order: a #ZcListView of ZcRecord, whose columns are #ZcRecordColumn.
 */
#define ZC_TYPE_RECORD_VIEW (zc_record_view_get_type ())
G_DECLARE_FINAL_TYPE (ZcRecordView, zc_record_view, ZC, RECORD_VIEW, ZcListView)

/**
 * zc_record_view_new:
 * @list: the records; the view follows it
 *
 * Returns: (transfer full): a view of all records, sorted by name
 */
ZcRecordView *zc_record_view_new        (ZcRecordList   *list);

/**
 * zc_record_view_set_filter:
 * @self: a view
 * @type: (nullable): the only type wanted, %NULL for all
 * @search: (nullable): what zc_record_matches() looks for
 *
 * Changes which records are in the view.
 */
void          zc_record_view_set_filter (ZcRecordView   *self,
                                         const char     *type,
                                         const char     *search);

G_END_DECLS
