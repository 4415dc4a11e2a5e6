/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-record-list.h"
#include "zc-record-order.h"

G_BEGIN_DECLS

/**
 * ZcRecordView:
 *
 * The records of a list that match a search, in an order: a GListModel of ZcRecord. Looking and sorting
 * happen in a thread of its own, and the result replaces the one before in one step: GTK's own models
 * would keep a window with 100 000 records busy for seconds. Until a result is there the view stays as it
 * was, and the read-only notified property "pending" (boolean) is %TRUE.
 */
#define ZC_TYPE_RECORD_VIEW (zc_record_view_get_type ())
G_DECLARE_FINAL_TYPE (ZcRecordView, zc_record_view, ZC, RECORD_VIEW, GObject)

/**
 * zc_record_view_new:
 * @list: the records; the view follows it
 *
 * Returns: (transfer full): a view of all records, sorted by name
 */
ZcRecordView *zc_record_view_new        (ZcRecordList   *list);

/**
 * zc_record_view_set_order:
 * @self: a view
 * @column: what to sort by
 * @descending: whether in reverse
 *
 * Changes the order.
 */
void          zc_record_view_set_order  (ZcRecordView   *self,
                                         ZcRecordColumn  column,
                                         gboolean        descending);

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

/**
 * zc_record_view_is_pending:
 * @self: a view
 *
 * Returns: %TRUE while the result of the newest change is not there yet
 */
gboolean      zc_record_view_is_pending (ZcRecordView   *self);

G_END_DECLS
