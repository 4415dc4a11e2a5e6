/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-account.h"
#include "zc-check-options.h"

G_BEGIN_DECLS

/**
 * ZcCheckFleetFunc:
 * @verification: the verification of a zone
 * @error: (nullable): why it did not come to its end, %NULL when it did
 * @user_data: the caller's data
 *
 * Takes the zones one after the other, in the order in which they were asked for or the service lists them.
 */
typedef void (*ZcCheckFleetFunc) (ZcVerification *verification,
                                  const GError   *error,
                                  gpointer        user_data);

/**
 * zc_check_fleet_async:
 * @account: an account
 * @options: which zones and how; kept by the caller until the end
 * @function: takes the results
 * @function_data: data for @function
 * @cancellable: (nullable): a cancellable
 * @callback: called when all zones were verified
 * @user_data: data for @callback
 *
 * Verifies the secondary zones of an account, several at a time; with questions for records only one at a time,
 * since the limit of questions a second is one for each name server and not for each zone. A zone that is not in
 * the account has the verdict "api-gone".
 */
void     zc_check_fleet_async  (ZcAccount             *account,
                                const ZcCheckOptions  *options,
                                ZcCheckFleetFunc       function,
                                gpointer               function_data,
                                GCancellable          *cancellable,
                                GAsyncReadyCallback    callback,
                                gpointer               user_data);

/**
 * zc_check_fleet_finish:
 * @result: the result
 * @error: return location for an error: why the zones of the account could not be listed, or
 *   %G_IO_ERROR_CANCELLED. When zones were asked for by their names and the service refused to list them, there
 *   is no error but a verdict of each of these zones
 *
 * Returns: whether all zones were verified
 */
gboolean zc_check_fleet_finish (GAsyncResult          *result,
                                GError               **error);

G_END_DECLS
