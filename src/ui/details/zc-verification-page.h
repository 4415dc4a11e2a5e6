/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"
#include "zc-verification-export.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcVerificationPage:
 *
 * The view "Verification" of a zone's window: what all servers of the zone answer, what that means, and how the
 * records compare. What a verification finds shows while it runs.
 *
 * Its actions are "verification.run", "verification.pause", "verification.cancel",
 * "verification.show-overview", "verification.show-differences", "verification.save-report",
 * "verification.copy-report", "verification.save-json" and "verification.save-csv".
 */
#define ZC_TYPE_VERIFICATION_PAGE (zc_verification_page_get_type ())
G_DECLARE_FINAL_TYPE (ZcVerificationPage, zc_verification_page, ZC, VERIFICATION_PAGE, AdwBin)

/**
 * zc_verification_page_set_item:
 * @self: a page without a zone
 * @session: the session the zone belongs to
 * @item: the zone
 *
 * Sets what is verified. Nothing is asked yet.
 */
void            zc_verification_page_set_item   (ZcVerificationPage *self,
                                                 ZcSession          *session,
                                                 ZcZoneItem         *item);

/**
 * zc_verification_page_run:
 * @self: a page with a zone
 *
 * Begins a verification. One that runs is cancelled.
 */
void            zc_verification_page_run        (ZcVerificationPage *self);

/**
 * zc_verification_page_get_verification:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the newest verification, %NULL before the first
 */
ZcVerification *zc_verification_page_get_verification (ZcVerificationPage *self);

/**
 * zc_verification_page_save_to:
 * @self: a page with a verification
 * @format: what to save
 * @file: where
 *
 * Saves what was found. A toast tells how it went.
 */
void            zc_verification_page_save_to    (ZcVerificationPage   *self,
                                                 ZcVerificationFormat  format,
                                                 GFile                *file);

/**
 * zc_verification_page_set_narrow:
 * @self: a page
 * @narrow: whether there is too little room for columns
 *
 * Arranges the page for a window of a phone, or not.
 */
void            zc_verification_page_set_narrow (ZcVerificationPage *self,
                                                 gboolean            narrow);

G_END_DECLS
