/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-verification.h"

G_BEGIN_DECLS

/**
 * ZC_VERIFICATION_JSON_MOST_ITEMS:
 *
 * How many differences the command line writes one by one; all of them are counted.
 */
#define ZC_VERIFICATION_JSON_MOST_ITEMS 1000

/**
 * zc_verification_to_json:
 * @self: a verification
 * @most_items: how many differences are written one by one
 *
 * Writes everything that was seen and concluded. The members and their order are a contract with other
 * programs; "verdict" is null when the verification did not come to its end.
 *
 * Returns: (transfer full): one JSON object on one line
 */
char *zc_verification_to_json            (ZcVerification           *self,
                                          guint                     most_items);

/**
 * zc_verification_verdict_to_json:
 * @verdict: what keeps everything from being verified
 *
 * Writes the same members when there is not even a zone: "zone" is null, the only finding is @verdict, and the rest
 * is empty.
 *
 * Returns: (transfer full): one JSON object on one line
 */
char *zc_verification_verdict_to_json    (const ZcFinding          *verdict);

/**
 * zc_verification_difference_to_json:
 * @difference: a difference
 *
 * Returns: (transfer full): the difference as it stands among the items of zc_verification_to_json()
 */
char *zc_verification_difference_to_json (ZcVerificationDifference *difference);

G_END_DECLS
