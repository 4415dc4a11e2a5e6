/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"

G_BEGIN_DECLS

/**
 * ZcTransfersPage:
 *
 * The view "Transfers": how far what was confirmed together has come, and the transfers of a session, under way
 * and past. Its property "search-mode-enabled" (boolean, writable) tells whether the search is open.
 */
#define ZC_TYPE_TRANSFERS_PAGE (zc_transfers_page_get_type ())
G_DECLARE_FINAL_TYPE (ZcTransfersPage, zc_transfers_page, ZC, TRANSFERS_PAGE, AdwBin)

/**
 * zc_transfers_page_set_session:
 * @self: a page
 * @session: (nullable): whose transfers to show
 *
 * Shows the transfers of @session.
 */
void zc_transfers_page_set_session            (ZcTransfersPage *self,
                                               ZcSession       *session);

/**
 * zc_transfers_page_set_batches:
 * @self: a page
 * @batches: (nullable): what was confirmed together and is not over: a GListModel of ZcTransferBatch
 *
 * Shows how far these have come, all together.
 */
void zc_transfers_page_set_batches            (ZcTransfersPage *self,
                                               GListModel      *batches);

/**
 * zc_transfers_page_show_run:
 * @self: a page
 * @run: a run of the session
 *
 * Moves the focus to @run, so that it is in sight, and unfolds its timeline.
 */
void zc_transfers_page_show_run               (ZcTransfersPage *self,
                                               ZcRun           *run);

/**
 * zc_transfers_page_search:
 * @self: a page
 *
 * Opens the search and moves the focus there.
 */
void zc_transfers_page_search                 (ZcTransfersPage *self);

/**
 * zc_transfers_page_set_key_capture_widget:
 * @self: a page
 * @widget: (nullable): a widget, typing in which begins a search; %NULL for none
 *
 * Chooses where typing begins a search.
 */
void zc_transfers_page_set_key_capture_widget (ZcTransfersPage *self,
                                               GtkWidget       *widget);

G_END_DECLS
