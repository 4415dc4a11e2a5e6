/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-record-order.h"

G_BEGIN_DECLS

/**
 * zc_record_columns_add:
 * @view: a column view without columns, whose model is to hold ZcRecord
 *
 * Adds the columns of the table of records in the order of #ZcRecordColumn. A click on a column's title
 * changes the view's sorter, which sorts nothing itself: zc_column_order_get() tells what is wanted.
 * Every row gets a name for screen readers.
 */
void     zc_record_columns_add       (GtkColumnView  *view);

/**
 * zc_record_columns_update:
 * @view: the column view
 * @records: (element-type ZcRecord): all its records
 * @narrow: whether there is room for the essentials only
 *
 * Shows only columns for which there is room and in which there is something to see: a zone without
 * priorities needs no column for them.
 */
void     zc_record_columns_update    (GtkColumnView  *view,
                                      GPtrArray      *records,
                                      gboolean        narrow);

/**
 * zc_record_columns_sort:
 * @view: the column view
 * @column: what to sort by
 * @descending: whether in reverse
 *
 * Does as if the column's title had been clicked.
 */
void     zc_record_columns_sort      (GtkColumnView  *view,
                                      ZcRecordColumn  column,
                                      gboolean        descending);

G_END_DECLS
