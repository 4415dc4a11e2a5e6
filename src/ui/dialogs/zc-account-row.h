/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-account-store.h"

G_BEGIN_DECLS

/**
 * ZcAccountRow:
 *
 * An account in the list of accounts; expanded it tells what is known of the account and lets it be changed.
 * The signals "rename" (string: the new name), "replace-token" and "remove" tell what the user wants.
 */
#define ZC_TYPE_ACCOUNT_ROW (zc_account_row_get_type ())
G_DECLARE_FINAL_TYPE (ZcAccountRow, zc_account_row, ZC, ACCOUNT_ROW, AdwExpanderRow)

/**
 * zc_account_row_new:
 * @store: the accounts, asked for the token once the row is expanded
 * @entry: the account
 * @open: whether its zones are shown in the main window
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget      *zc_account_row_new         (ZcAccountStore *store,
                                            ZcAccountEntry *entry,
                                            gboolean        open);

/**
 * zc_account_row_get_entry:
 * @self: a row
 *
 * Returns: (transfer none): the account
 */
ZcAccountEntry *zc_account_row_get_entry   (ZcAccountRow   *self);

/**
 * zc_account_row_show_error:
 * @self: a row
 * @error: why the account did not get its new name
 *
 * Marks the name and says why.
 */
void            zc_account_row_show_error  (ZcAccountRow   *self,
                                            const GError   *error);

G_END_DECLS
