/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"

G_BEGIN_DECLS

/**
 * ZcHistoryPage:
 *
 * The page *History* of *Details & Records*: the transfers of one zone, under way and past.
 */
#define ZC_TYPE_HISTORY_PAGE (zc_history_page_get_type ())
G_DECLARE_FINAL_TYPE (ZcHistoryPage, zc_history_page, ZC, HISTORY_PAGE, AdwBin)

/**
 * zc_history_page_set_zone:
 * @self: a page
 * @session: the session that @zone belongs to
 * @zone: a zone
 *
 * Shows the transfers of @zone.
 */
void zc_history_page_set_zone (ZcHistoryPage *self,
                               ZcSession     *session,
                               ZcZone        *zone);

/**
 * zc_history_page_search:
 * @self: a page
 *
 * Opens the search and moves the focus there.
 */
void zc_history_page_search   (ZcHistoryPage *self);

G_END_DECLS
