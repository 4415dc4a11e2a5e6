/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-session.h"
#include "zc-verification.h"

G_BEGIN_DECLS

/**
 * zc_zone_verification_new:
 * @session: the session the zone belongs to
 * @item: a zone
 * @options: how to verify
 *
 * Makes the verification of a zone of the account: of its primaries and of the name servers that are
 * assigned to it.
 *
 * Returns: (transfer full): a verification that did not begin
 */
ZcVerification *zc_zone_verification_new            (ZcSession                   *session,
                                                     ZcZoneItem                  *item,
                                                     const ZcVerificationOptions *options);

/**
 * zc_zone_verification_run_async:
 * @session: the session the zone belongs to
 * @item: the zone
 * @verification: a verification that did not begin
 * @cancellable: (nullable): a cancellable
 * @callback: called when the verification ended
 * @user_data: data for @callback
 *
 * Reads what the service reports about transfers and the records that it has, where the verification is about
 * more than serials, and verifies. What cannot be read keeps nothing else from being verified. @item gets the reports.
 */
void            zc_zone_verification_run_async      (ZcSession                   *session,
                                                     ZcZoneItem                  *item,
                                                     ZcVerification              *verification,
                                                     GCancellable                *cancellable,
                                                     GAsyncReadyCallback          callback,
                                                     gpointer                     user_data);

/**
 * zc_zone_verification_run_finish:
 * @result: the result
 * @error: return location for an error, see zc_verification_run_finish()
 *
 * Returns: whether the verification came to its end
 */
gboolean        zc_zone_verification_run_finish     (GAsyncResult                *result,
                                                     GError                     **error);

/**
 * zc_zone_verification_make_report:
 * @verification: a verification that ended
 *
 * Returns: (transfer full): the serials that were seen, as a serial check gives them
 */
ZcSerialReport *zc_zone_verification_make_report    (ZcVerification              *verification);

G_END_DECLS
