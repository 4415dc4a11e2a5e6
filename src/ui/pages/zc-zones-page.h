/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"

G_BEGIN_DECLS

/**
 * ZcZonesPage:
 *
 * The view "Public zones": which kind of zones, which states, the table, and a status line. Each kind has
 * its own empty, loading, error and no-match view. It starts and opens nothing itself; its signals are
 * "item-activated" (ZcZoneItem) and "start-transfers" (GPtrArray of ZcZoneItem). Its property
 * "search-mode-enabled" (boolean) shows the search.
 */
#define ZC_TYPE_ZONES_PAGE (zc_zones_page_get_type ())
G_DECLARE_FINAL_TYPE (ZcZonesPage, zc_zones_page, ZC, ZONES_PAGE, AdwBin)

/**
 * zc_zones_page_set_session:
 * @self: a page
 * @session: (nullable): whose zones to show
 *
 * Shows the zones of @session.
 */
void       zc_zones_page_set_session          (ZcZonesPage *self,
                                               ZcSession   *session);

/**
 * zc_zones_page_set_account_name:
 * @self: a page
 * @name: (nullable): the name of the account whose zones are shown; %NULL where it can be read elsewhere
 *
 * Shows the name in the status line, so that nobody with several accounts starts the transfers of the wrong one.
 */
void       zc_zones_page_set_account_name     (ZcZonesPage *self,
                                               const char  *name);

/**
 * zc_zones_page_get_kind:
 * @self: a page
 *
 * Returns: which zones it shows
 */
ZcZoneKind zc_zones_page_get_kind             (ZcZonesPage *self);

/**
 * zc_zones_page_set_kind:
 * @self: a page
 * @kind: which zones
 *
 * Shows the zones of that kind, as choosing it in the drop-down does.
 */
void       zc_zones_page_set_kind             (ZcZonesPage *self,
                                               ZcZoneKind   kind);

/**
 * zc_zones_page_bind_settings:
 * @self: a page
 * @settings: the program's settings
 *
 * Takes the kind of zones and the order from @settings, and keeps there what is chosen from now on.
 */
void       zc_zones_page_bind_settings        (ZcZonesPage *self,
                                               GSettings   *settings);

/**
 * zc_zones_page_search:
 * @self: a page
 *
 * Shows the search entry, when it is not there already, and gives it the focus.
 */
void       zc_zones_page_search               (ZcZonesPage *self);

/**
 * zc_zones_page_find:
 * @self: a page
 * @text: what to look for
 *
 * Searches the zones of all states for @text, as if it had been typed.
 */
void       zc_zones_page_find                 (ZcZonesPage *self,
                                               const char  *text);

/**
 * zc_zones_page_set_key_capture_widget:
 * @self: a page
 * @widget: (nullable): the widget in which typing begins a search
 *
 * Lets the user search by typing anywhere in @widget.
 */
void       zc_zones_page_set_key_capture_widget (ZcZonesPage *self,
                                                 GtkWidget   *widget);

G_END_DECLS
