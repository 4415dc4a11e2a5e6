/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZC_TYPE_GRADUAL_SELECTION (zc_gradual_selection_get_type ())
G_DECLARE_FINAL_TYPE (ZcGradualSelection, zc_gradual_selection, ZC, GRADUAL_SELECTION, GObject)

/**
 * zc_gradual_selection_new:
 * @model: what a view is to show
 * @step: how many rows it is to make in one turn of the main loop, at least 1
 *
 * Creates the model of a #GtkListView or #GtkColumnView. GTK 4.8 makes the widgets of about two hundred rows at once
 * when a list gets long, many more than are in sight, and that takes longer than a frame or ten. Here the rows
 * come @step at a time, and frames and keys in between; when there are more than GTK makes widgets for, all others come
 * at once. Positions are those of @model, of which a beginning is there. What is selected is @model's own business.
 *
 * Returns: (transfer full): a new model
 */
ZcGradualSelection *zc_gradual_selection_new         (GtkSelectionModel  *model,
                                                      guint               step);

/**
 * zc_gradual_selection_set_adjustment:
 * @self: a gradual selection
 * @adjustment: (nullable): how the view is scrolled
 *
 * Has rows come only as somebody scrolls towards them, as fits a list whose end is not known anyway. When all rows
 * are replaced, they count as others.
 */
void                zc_gradual_selection_set_adjustment (ZcGradualSelection *self,
                                                         GtkAdjustment      *adjustment);

/**
 * zc_gradual_selection_set_anew:
 * @self: a gradual selection
 * @anew: whether the model changes because somebody wants to see other rows
 *
 * Set while a filter changes, for instance: what remains is then shown from its beginning, unless something is
 * selected.
 */
void                zc_gradual_selection_set_anew       (ZcGradualSelection *self,
                                                         gboolean            anew);

/**
 * zc_gradual_selection_reveal:
 * @self: a gradual selection
 * @position: a position in the model
 *
 * Has the row at @position be there now, for who is about to scroll to it.
 */
void                zc_gradual_selection_reveal         (ZcGradualSelection *self,
                                                         guint               position);

G_END_DECLS
