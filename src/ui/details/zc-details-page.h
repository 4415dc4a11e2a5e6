/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcDetailsPage:
 *
 * Everything that is known about one zone: its properties, its servers as this computer sees them, what
 * the service reports, the newest transfer, and the addresses to allow. It follows the item.
 */
#define ZC_TYPE_DETAILS_PAGE (zc_details_page_get_type ())
G_DECLARE_FINAL_TYPE (ZcDetailsPage, zc_details_page, ZC, DETAILS_PAGE, AdwBin)

/**
 * zc_details_page_set_item:
 * @self: a page that has no zone yet
 * @session: the session the zone belongs to
 * @item: the zone
 *
 * Shows a zone and follows it from now on.
 */
void zc_details_page_set_item (ZcDetailsPage *self,
                               ZcSession     *session,
                               ZcZoneItem    *item);

/**
 * zc_details_page_check:
 * @self: a page with a zone
 *
 * Asks the servers of the zone and shows at once that this is under way, then what was seen. Does nothing
 * for a primary zone, which has no other servers to compare with.
 */
void zc_details_page_check    (ZcDetailsPage *self);

/**
 * zc_details_page_set_gone:
 * @self: a page
 * @gone: whether the service does not list the zone any more
 *
 * Says that what is shown is only what was known last.
 */
void zc_details_page_set_gone (ZcDetailsPage *self,
                               gboolean       gone);

G_END_DECLS
