/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-account-store.h"

G_BEGIN_DECLS

/**
 * ZcAccountDialog:
 *
 * Asks for an account, or for another token of one. What was given is tried with the service before it is
 * saved, and the dialog explains what came of it and stays open until that is good or the user goes.
 */
#define ZC_TYPE_ACCOUNT_DIALOG (zc_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZcAccountDialog, zc_account_dialog, ZC, ACCOUNT_DIALOG, AdwWindow)

/**
 * zc_account_dialog_add_async:
 * @parent: the window the dialog is modal to
 * @store: the accounts; the new one is put there
 * @name: (nullable): a name to begin with
 * @api_url: (nullable): an API address to begin with
 * @token: (nullable): a token to begin with
 * @cancellable: (nullable): a cancellable; cancelling it closes the dialog
 * @callback: called when the account is there
 * @user_data: data for @callback
 *
 * Asks for a new account.
 */
void       zc_account_dialog_add_async           (GtkWindow            *parent,
                                                  ZcAccountStore       *store,
                                                  const char           *name,
                                                  const char           *api_url,
                                                  ZcSecret             *token,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/**
 * zc_account_dialog_replace_token_async:
 * @parent: the window the dialog is modal to
 * @store: the accounts
 * @entry: the account that gets another token
 * @cancellable: (nullable): a cancellable; cancelling it closes the dialog
 * @callback: called when the account has its new token
 * @user_data: data for @callback
 *
 * Asks for another token. An account that is not saved gets it for as long as the program runs.
 */
void       zc_account_dialog_replace_token_async (GtkWindow            *parent,
                                                  ZcAccountStore       *store,
                                                  ZcAccountEntry       *entry,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/**
 * zc_account_dialog_run_finish:
 * @result: the result of either
 * @error: return location for an error: %G_IO_ERROR_CANCELLED when the user gave it up
 *
 * Returns: (transfer full) (nullable): the account, ready to be opened
 */
ZcAccount *zc_account_dialog_run_finish          (GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
