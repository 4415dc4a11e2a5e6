/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-cloud-client.h"
#include "zc-verification.h"

G_BEGIN_DECLS

/**
 * zc_check_zone_get_fault:
 * @error: an error of a request about all zones, or about one
 * @text: (out) (transfer none) (nullable): the service's own words, where it said any
 *
 * Judges what the service's interface did instead of what it was asked for.
 *
 * Returns: the fault; %ZC_SERVICE_FAULT_NONE when the service was not reached or its answer made no sense, so that
 *   nothing is known
 */
ZcServiceFault  zc_check_zone_get_fault       (const GError                *error,
                                               const char                 **text);

/**
 * zc_check_zone_new_without_servers:
 * @name: the zone's name in ASCII
 * @config: where DNS questions go
 * @fault: how the service answered
 * @text: (nullable): the service's own words
 *
 * Makes the verification of a zone of which the service tells nothing but that.
 *
 * Returns: (transfer full): a verification that did not begin
 */
ZcVerification *zc_check_zone_new_without_servers (const char              *name,
                                                   ZcDnsConfig             *config,
                                                   ZcServiceFault           fault,
                                                   const char              *text);

/**
 * zc_check_zone_async:
 * @client: the account's client
 * @zone: a secondary zone
 * @config: where DNS questions go
 * @options: how to verify
 * @cancellable: (nullable): a cancellable
 * @callback: called when the verification ended
 * @user_data: data for @callback
 *
 * Verifies a zone of an account: with its primaries and name servers as the service has them, its state, what
 * the service reports about transfers and, with %ZC_VERIFICATION_RECORDS_SERVICE, its records. Where the service
 * does not answer something, this becomes a finding, and the rest is verified.
 */
void            zc_check_zone_async           (ZcCloudClient               *client,
                                               ZcZone                      *zone,
                                               ZcDnsConfig                 *config,
                                               const ZcVerificationOptions *options,
                                               GCancellable                *cancellable,
                                               GAsyncReadyCallback          callback,
                                               gpointer                     user_data);

/**
 * zc_check_zone_finish:
 * @result: the result
 * @error: return location for an error, as of zc_verification_run_finish()
 *
 * Returns: (transfer full): the verification; with an error one that did not come to its end
 */
ZcVerification *zc_check_zone_finish          (GAsyncResult                *result,
                                               GError                     **error);

G_END_DECLS
