/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-account.h"

G_BEGIN_DECLS

/**
 * zc_check_account_open_async:
 * @name: the account's name as the user gave it
 * @config: where DNS questions go
 * @keyring_seconds: how long the keyring may take, the question for its password included
 * @cancellable: (nullable): a cancellable
 * @callback: called when the account is there
 * @user_data: data for @callback
 *
 * Opens an account of the user's list, or the one that the environment makes. The token of the environment is
 * taken out of it in any case, so that no child process gets it.
 */
void       zc_check_account_open_async  (const char           *name,
                                         ZcDnsConfig          *config,
                                         guint                 keyring_seconds,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);

/**
 * zc_check_account_open_finish:
 * @result: the result
 * @error: return location for an error whose message says what to do: %ZC_ACCOUNT_ERROR, %ZC_KEYRING_ERROR, or
 *   %G_IO_ERROR_INVALID_ARGUMENT for a variable of the environment
 *
 * Returns: (transfer full) (nullable): the account with its token
 */
ZcAccount *zc_check_account_open_finish (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
