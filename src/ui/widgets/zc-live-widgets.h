/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZcLiveWidgets:
 *
 * The widgets of a list's rows that are alive, so that all of them can be told something. A list drops its
 * rows without a word in many cases, so the widgets are held weakly.
 */
typedef struct _ZcLiveWidgets ZcLiveWidgets;

/**
 * zc_live_widgets_new:
 *
 * Returns: (transfer full): an empty set
 */
ZcLiveWidgets *zc_live_widgets_new     (void);

/**
 * zc_live_widgets_free:
 * @self: (transfer full): a set
 *
 * Forgets all widgets.
 */
void           zc_live_widgets_free    (ZcLiveWidgets *self);

/**
 * zc_live_widgets_add:
 * @self: a set
 * @widget: a widget that is not in the set
 *
 * Remembers @widget for as long as it lives.
 */
void           zc_live_widgets_add     (ZcLiveWidgets *self,
                                        GtkWidget     *widget);

/**
 * zc_live_widgets_foreach:
 * @self: a set
 * @function: (scope call): called with each widget and @user_data; it must not end a widget
 * @user_data: data for @function
 *
 * Tells all widgets that are alive something.
 */
void           zc_live_widgets_foreach (ZcLiveWidgets *self,
                                        GFunc          function,
                                        gpointer       user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcLiveWidgets, zc_live_widgets_free)

G_END_DECLS
