/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcDetailsWindow:
 *
 * The Details & Records window of one zone. It follows the item: whatever is learnt about the zone
 * elsewhere shows here at once. Its title is the zone's name.
 */
#define ZC_TYPE_DETAILS_WINDOW (zc_details_window_get_type ())
G_DECLARE_FINAL_TYPE (ZcDetailsWindow, zc_details_window, ZC, DETAILS_WINDOW, AdwWindow)

/**
 * zc_details_window_new:
 * @application: (nullable): the application, whose action start-zone-transfer the window's button activates
 * @session: the session the zone belongs to
 * @item: the zone
 *
 * Creates the window and begins to look at the zone's servers. That there is one window a zone is the
 * caller's care.
 *
 * Returns: (transfer none): a new window, owned by GTK until it is closed
 */
GtkWindow  *zc_details_window_new      (GtkApplication  *application,
                                        ZcSession       *session,
                                        ZcZoneItem      *item);

/**
 * zc_details_window_get_item:
 * @self: a window
 *
 * Returns: (transfer none): the zone the window shows
 */
ZcZoneItem *zc_details_window_get_item (ZcDetailsWindow *self);

G_END_DECLS
