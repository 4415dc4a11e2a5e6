/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-list-view.h"

G_BEGIN_DECLS

/**
 * ZcViewSelection:
 *
 * What GTK needs to let people select any number of the items of a #ZcListView, which keeps what is selected. As a
 * #GtkMultiSelection, but that takes a tenth of a second to select 100 000 items, and looks at each of them when their
 * order changes.
 */
#define ZC_TYPE_VIEW_SELECTION (zc_view_selection_get_type ())
G_DECLARE_FINAL_TYPE (ZcViewSelection, zc_view_selection, ZC, VIEW_SELECTION, GObject)

/**
 * zc_view_selection_new:
 * @view: (nullable): what to select in
 *
 * Returns: (transfer full): a new model of the items of @view
 */
ZcViewSelection *zc_view_selection_new      (ZcListView      *view);

/**
 * zc_view_selection_set_view:
 * @self: a selection
 * @view: (nullable): what to select in
 *
 * Changes whose items the model has.
 */
void             zc_view_selection_set_view (ZcViewSelection *self,
                                             ZcListView      *view);

/**
 * zc_view_selection_get_view:
 * @self: a selection
 *
 * Returns: (transfer none) (nullable): what is selected in
 */
ZcListView      *zc_view_selection_get_view (ZcViewSelection *self);

G_END_DECLS
