/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-account-file-private.h"

G_BEGIN_DECLS

/* What can be changed in the file of the accounts, each a %ZcAccountEdit of its own. They are given to
 * zc_account_file_edit(), which applies them to what is in the file at that moment: another session of this user may
 * have changed it since it was read. */

/**
 * zc_account_set_not_found_error:
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_FOUND
 *
 * Sets the error of an account that is not there any more.
 */
void     zc_account_set_not_found_error (GError **error);

/**
 * zc_account_entries_check_name:
 * @entries: (element-type ZcAccountEntry): accounts
 * @name: a name, without blanks around it
 * @except_id: (nullable): the id of the account that is to have the name
 * @error: return location for %ZC_ACCOUNT_ERROR_NAME_TAKEN
 *
 * Returns: whether no other of the accounts has the name, also not in other letters' case
 */
gboolean zc_account_entries_check_name (GPtrArray   *entries,
                                        const char  *name,
                                        const char  *except_id,
                                        GError     **error);

/**
 * zc_account_edit_expect_token:
 * @file: the file
 * @id: the id of an account that is to be added
 * @entry: the account
 * @error: return location for %ZC_ACCOUNT_ERROR_NAME_TAKEN or %ZC_ACCOUNT_ERROR_NOT_SAVED
 *
 * Notes that the keyring may hold a token of this id though there is no account. That is written before a token is
 * stored and before one is removed, so that nothing stays in the keyring unseen when the program or the keyring stops
 * in between. The claim of @file says that the token is in use.
 *
 * Returns: whether there can be such an account
 */
gboolean zc_account_edit_expect_token (ZcAccountFile   *file,
                                       const char      *id,
                                       ZcAccountEntry  *entry,
                                       GError         **error);

/**
 * zc_account_edit_forget_token:
 * @file: the file
 * @id: an id
 * @entry: %NULL
 * @error: not used
 *
 * Notes that the keyring holds no token of this id that belongs to no account.
 *
 * Returns: %TRUE
 */
gboolean zc_account_edit_forget_token (ZcAccountFile   *file,
                                       const char      *id,
                                       ZcAccountEntry  *entry,
                                       GError         **error);

/**
 * zc_account_edit_keep_token:
 * @file: the file
 * @id: the id of an account whose token was stored
 * @entry: %NULL
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_FOUND
 *
 * Tells whether a token belongs to an account. One of an account that was removed meanwhile is noted as one without
 * an account.
 *
 * Returns: whether there is the account
 */
gboolean zc_account_edit_keep_token   (ZcAccountFile   *file,
                                       const char      *id,
                                       ZcAccountEntry  *entry,
                                       GError         **error);

/**
 * zc_account_edit_add:
 * @file: the file
 * @id: the id of an account whose token is in the keyring
 * @entry: the account
 * @error: return location for %ZC_ACCOUNT_ERROR_NAME_TAKEN
 *
 * Puts a new account into the file.
 *
 * Returns: whether it is there
 */
gboolean zc_account_edit_add          (ZcAccountFile   *file,
                                       const char      *id,
                                       ZcAccountEntry  *entry,
                                       GError         **error);

/**
 * zc_account_edit_rename:
 * @file: the file
 * @id: the id of an account
 * @entry: the account with its new name
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_FOUND or %ZC_ACCOUNT_ERROR_NAME_TAKEN
 *
 * Changes the name of an account and nothing else of it.
 *
 * Returns: whether it has the name
 */
gboolean zc_account_edit_rename       (ZcAccountFile   *file,
                                       const char      *id,
                                       ZcAccountEntry  *entry,
                                       GError         **error);

/**
 * zc_account_edit_set_opened:
 * @file: the file
 * @id: the id of an account
 * @entry: the account, with the time when it was opened
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_FOUND
 *
 * Changes when an account was opened last and nothing else of it.
 *
 * Returns: whether it was changed
 */
gboolean zc_account_edit_set_opened   (ZcAccountFile   *file,
                                       const char      *id,
                                       ZcAccountEntry  *entry,
                                       GError         **error);

/**
 * zc_account_edit_remove:
 * @file: the file
 * @id: the id of an account, which may have been removed already
 * @entry: %NULL
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_SAVED
 *
 * Takes an account out of the file, and notes that the keyring may still hold its token. The claim of @file says that
 * the token is in use.
 *
 * Returns: whether it was taken out
 */
gboolean zc_account_edit_remove       (ZcAccountFile   *file,
                                       const char      *id,
                                       ZcAccountEntry  *entry,
                                       GError         **error);

/**
 * zc_account_edit_put_back:
 * @file: the file
 * @id: the id of an account that was taken out of the file
 * @entry: the account as it was
 * @error: not used
 *
 * Puts an account back whose token could not be removed.
 *
 * Returns: %TRUE
 */
gboolean zc_account_edit_put_back     (ZcAccountFile   *file,
                                       const char      *id,
                                       ZcAccountEntry  *entry,
                                       GError         **error);

/**
 * zc_account_edit_find_unused:
 * @file: the file
 * @id: %NULL
 * @entry: %NULL
 * @error: return location for %G_IO_ERROR_BUSY
 *
 * Changes nothing, and tells whether the tokens that the file says to belong to no account do so for good: there is no
 * program that is adding or removing an account. What one adds later gets a new id, so they can be removed in peace.
 *
 * Returns: whether they do
 */
gboolean zc_account_edit_find_unused  (ZcAccountFile   *file,
                                       const char      *id,
                                       ZcAccountEntry  *entry,
                                       GError         **error);

G_END_DECLS
