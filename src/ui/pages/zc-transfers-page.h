/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"

G_BEGIN_DECLS

/**
 * ZcTransfersPage:
 *
 * The view "Transfers": the runs of a session, newest first. Its signal "run-activated" (ZcRun) tells that
 * the user wants to see the zone of a run.
 */
#define ZC_TYPE_TRANSFERS_PAGE (zc_transfers_page_get_type ())
G_DECLARE_FINAL_TYPE (ZcTransfersPage, zc_transfers_page, ZC, TRANSFERS_PAGE, AdwBin)

/**
 * zc_transfers_page_set_session:
 * @self: a page
 * @session: (nullable): whose runs to show
 *
 * Shows the runs of @session.
 */
void zc_transfers_page_set_session (ZcTransfersPage *self,
                                    ZcSession       *session);

/**
 * zc_transfers_page_show_run:
 * @self: a page
 * @run: a run of the session
 *
 * Moves the focus to @run, so that it is in sight.
 */
void zc_transfers_page_show_run    (ZcTransfersPage *self,
                                    ZcRun           *run);

G_END_DECLS
