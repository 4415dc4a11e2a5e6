/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-account-store.h"
#include "zc-session.h"

G_BEGIN_DECLS

/**
 * ZcAccountsDialog:
 *
 * The dialog "Accounts": which there are, what is known of each, and the ways to change them. The signals are
 * "replace-token" (string: the id of an account) and "removed" (string: the id of the account that is gone, boolean:
 * whether the history of its transfers shall go as well).
 * Its button "Add account" activates the action "app.add-account".
 */
#define ZC_TYPE_ACCOUNTS_DIALOG (zc_accounts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZcAccountsDialog, zc_accounts_dialog, ZC, ACCOUNTS_DIALOG, AdwWindow)

/**
 * zc_accounts_dialog_new:
 * @parent: the window the dialog is modal to
 * @store: the accounts
 * @session: (nullable): the account that is open
 * @left_sessions: (element-type ZcSession): accounts that were left while their transfers were being watched
 *
 * Returns: (transfer none): a new dialog, owned by GTK until it is closed
 */
GtkWidget *zc_accounts_dialog_new (GtkWindow      *parent,
                                   ZcAccountStore *store,
                                   ZcSession      *session,
                                   GListModel     *left_sessions);

/**
 * zc_accounts_dialog_set_session:
 * @self: a dialog
 * @session: (nullable): the account that is open now
 *
 * Shows that another account is open.
 */
void       zc_accounts_dialog_set_session (ZcAccountsDialog *self,
                                           ZcSession        *session);

G_END_DECLS
