/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-account-entry.h"
#include "zc-account.h"
#include "zc-keyring.h"

G_BEGIN_DECLS

/**
 * ZcAccountRemoval:
 * @ZC_ACCOUNT_REMOVAL_COMPLETE: the account and its token in the keyring; nothing is removed when the keyring
 *   fails
 * @ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN: the account only, for when the keyring failed and the user knows that the
 *   token stays there
 *
 * What is removed.
 */
typedef enum
{
  ZC_ACCOUNT_REMOVAL_COMPLETE,
  ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN,
} ZcAccountRemoval;

/**
 * ZcAccountStore:
 *
 * The accounts of this user: a list model of %ZcAccountEntry. Saved ones are in a key file, without their tokens,
 * which are in the keyring. Accounts that are not saved are listed behind them for as long as the program runs.
 *
 * A window uses it in the default main context. A program without one does, each step in a callback or by running
 * the main loop until the callback was called:
 *
 * 1. zc_account_store_new(), zc_account_store_load_async();
 * 2. zc_account_new_from_environment() and, with what it gives, zc_account_store_add_unsaved(), so that the account
 *    "From the environment" is found by its name like any other;
 * 3. zc_account_store_find() with the name; %NULL means that there is no such account;
 * 4. zc_account_store_open_async() with the entry's id gives the account with its token.
 *
 * Another session of the same user may change the file too. Every change is made to what is in the file at that moment,
 * one after the other, so that nothing of what others have changed is lost; the list is that of the file afterwards.
 *
 * The property "notice" holds a sentence about something that the user should know and that stopped nothing, such
 * as a damaged file; it is notified when it changes.
 */
#define ZC_TYPE_ACCOUNT_STORE (zc_account_store_get_type ())
G_DECLARE_FINAL_TYPE (ZcAccountStore, zc_account_store, ZC, ACCOUNT_STORE, GObject)

/**
 * zc_account_store_new:
 * @path: (nullable): the file of the accounts, %NULL for zone-courier/accounts.conf in the user's configuration
 *   directory
 * @keyring: where tokens are kept
 * @config: where DNS questions of the accounts go
 *
 * Nothing is read yet.
 *
 * Returns: (transfer full): an empty store
 */
ZcAccountStore *zc_account_store_new               (const char      *path,
                                                    ZcKeyring       *keyring,
                                                    ZcDnsConfig     *config);

/**
 * zc_account_store_load_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when the list is there
 * @user_data: data for @callback
 *
 * Reads the file. It must have ended before anything is added, changed or removed. A file that cannot be read as a
 * key file is moved aside, single accounts that cannot be understood are left in the file as they are; both leave
 * a notice and nothing else. A file that cannot be read at all, for want of permission for one, stays where it is,
 * and nothing is saved as long as that is so: another list would take the place of the one nobody has seen.
 */
void            zc_account_store_load_async        (ZcAccountStore      *self,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);

/**
 * zc_account_store_load_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error, which can only be %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the list is there
 */
gboolean        zc_account_store_load_finish       (ZcAccountStore  *self,
                                                    GAsyncResult    *result,
                                                    GError         **error);

/**
 * zc_account_store_is_loaded:
 * @self: a store
 *
 * Returns: whether zc_account_store_load_async() has ended
 */
gboolean        zc_account_store_is_loaded         (ZcAccountStore  *self);

/**
 * zc_account_store_get_notice:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): the last notice, a translated sentence
 */
const char     *zc_account_store_get_notice        (ZcAccountStore  *self);

/**
 * zc_account_store_get:
 * @self: a store
 * @id: an id
 *
 * Returns: (transfer none) (nullable): the entry with this id
 */
ZcAccountEntry *zc_account_store_get               (ZcAccountStore  *self,
                                                    const char      *id);

/**
 * zc_account_store_find:
 * @self: a store
 * @name: a name
 *
 * Finds an account as a user names it. The account of the environment is also found by its English name, since
 * scripts are used in more than one language, and before a saved one of the same name.
 *
 * Returns: (transfer none) (nullable): the entry with exactly this name
 */
ZcAccountEntry *zc_account_store_find              (ZcAccountStore  *self,
                                                    const char      *name);

/**
 * zc_account_store_check_name:
 * @self: a store
 * @name: what the user gave as a name
 * @except_id: (nullable): the id of the account that is to be renamed
 * @error: return location for %ZC_ACCOUNT_ERROR_BAD_NAME or %ZC_ACCOUNT_ERROR_NAME_TAKEN
 *
 * Tells whether an account could have this name: one line of 1 to 100 characters that no other account has, also
 * not in other letters' case. Blanks around it do not count.
 *
 * Returns: whether it could
 */
gboolean        zc_account_store_check_name        (ZcAccountStore  *self,
                                                    const char      *name,
                                                    const char      *except_id,
                                                    GError         **error);

/**
 * zc_account_store_add_async:
 * @self: a store
 * @name: the name
 * @api_url: the API's address; "" for the service's own
 * @token: the token, see zc_account_read_token()
 * @cancellable: (nullable): a cancellable
 * @callback: called when the account is saved
 * @user_data: data for @callback
 *
 * Saves an account: its token in the keyring, the rest in the file. The token is not tried, see
 * zc_account_trial_async().
 */
void            zc_account_store_add_async         (ZcAccountStore      *self,
                                                    const char          *name,
                                                    const char          *api_url,
                                                    ZcSecret            *token,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);

/**
 * zc_account_store_add_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error: %ZC_ACCOUNT_ERROR or %ZC_CLOUD_ERROR when name or address cannot be used;
 *   %ZC_KEYRING_ERROR when the keyring failed, and then zc_account_store_add_session_only() still works;
 *   %ZC_ACCOUNT_ERROR_NOT_SAVED when the file could not be written. With an error nothing was added; a token that
 *   the keyring may have taken all the same is removed by zc_account_store_tidy_async()
 *
 * Returns: (transfer full) (nullable): the account, ready to be used
 */
ZcAccount      *zc_account_store_add_finish        (ZcAccountStore  *self,
                                                    GAsyncResult    *result,
                                                    GError         **error);

/**
 * zc_account_store_add_session_only:
 * @self: a store
 * @name: the name
 * @api_url: the API's address; "" for the service's own
 * @token: the token
 * @error: return location for an error as with zc_account_store_add_finish()
 *
 * Adds an account that is forgotten when the program ends.
 *
 * Returns: (transfer full) (nullable): the account
 */
ZcAccount      *zc_account_store_add_session_only  (ZcAccountStore  *self,
                                                    const char      *name,
                                                    const char      *api_url,
                                                    ZcSecret        *token,
                                                    GError         **error);

/**
 * zc_account_store_add_unsaved:
 * @self: a store
 * @account: an account that is not saved: the environment's or the demo's
 *
 * Lists an account that came from elsewhere, for as long as the program runs. One with the same id is replaced.
 */
void            zc_account_store_add_unsaved       (ZcAccountStore  *self,
                                                    ZcAccount       *account);

/**
 * zc_account_store_rename_async:
 * @self: a store
 * @id: the id of a saved account, or of one for this session only
 * @name: the new name
 * @cancellable: (nullable): a cancellable
 * @callback: called when the name is saved
 * @user_data: data for @callback
 *
 * Gives an account another name. The label of its item in the keyring keeps the old one until the token is
 * replaced: changing it would ask for the keyring's password for nothing.
 */
void            zc_account_store_rename_async      (ZcAccountStore      *self,
                                                    const char          *id,
                                                    const char          *name,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);

/**
 * zc_account_store_rename_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a %ZC_ACCOUNT_ERROR
 *
 * Returns: whether the account has the new name; with an error it has the old one
 */
gboolean        zc_account_store_rename_finish     (ZcAccountStore  *self,
                                                    GAsyncResult    *result,
                                                    GError         **error);

/**
 * zc_account_store_replace_token_async:
 * @self: a store
 * @id: the id of a saved account, or of one for this session only
 * @token: the new token
 * @cancellable: (nullable): a cancellable
 * @callback: called when the token is stored
 * @user_data: data for @callback
 *
 * Gives an account another token.
 */
void            zc_account_store_replace_token_async  (ZcAccountStore      *self,
                                                       const char          *id,
                                                       ZcSecret            *token,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);

/**
 * zc_account_store_replace_token_finish:
 * @self: a store
 * @result: the result
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_FOUND, %ZC_ACCOUNT_ERROR_OTHER_OWNER, or a %ZC_KEYRING_ERROR, and
 *   then zc_account_store_use_for_session() still works
 *
 * Returns: (transfer full) (nullable): the account with its new token; with an error the old token stays
 */
ZcAccount      *zc_account_store_replace_token_finish (ZcAccountStore  *self,
                                                       GAsyncResult    *result,
                                                       GError         **error);

/**
 * zc_account_store_use_for_session:
 * @self: a store
 * @id: the id of an account
 * @token: a token for it
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_FOUND or %ZC_ACCOUNT_ERROR_OTHER_OWNER
 *
 * Uses a token for an account without the keyring, until the program ends or the token is replaced: for when the
 * keyring is locked, absent or refuses. A saved account stays saved.
 *
 * Returns: (transfer full) (nullable): the account with this token
 */
ZcAccount      *zc_account_store_use_for_session   (ZcAccountStore  *self,
                                                    const char      *id,
                                                    ZcSecret        *token,
                                                    GError         **error);

/**
 * zc_account_store_remove_async:
 * @self: a store
 * @id: the id of a saved account, or of one for this session only
 * @removal: what is removed
 * @cancellable: (nullable): a cancellable
 * @callback: called when the account is removed
 * @user_data: data for @callback
 *
 * Removes an account. A token that is left, because the keyring failed and the user knows that, or because the program
 * ended in between, is removed by zc_account_store_tidy_async().
 */
void            zc_account_store_remove_async      (ZcAccountStore      *self,
                                                    const char          *id,
                                                    ZcAccountRemoval     removal,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);

/**
 * zc_account_store_remove_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error: %ZC_KEYRING_ERROR when the token could not be removed, and then nothing
 *   was removed; %ZC_ACCOUNT_ERROR_NOT_SAVED when the file could not be written, and then nothing was removed either
 *
 * Returns: whether the account is removed
 */
gboolean        zc_account_store_remove_finish     (ZcAccountStore  *self,
                                                    GAsyncResult    *result,
                                                    GError         **error);

/**
 * zc_account_store_tidy_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Removes tokens from the keyring that belong to no account: what adding or removing one left there when the keyring
 * or the program stopped in between. Nothing is done unless the keyring has just worked, so the user is not asked for
 * its password, nor while some program of this user is adding or removing an account, whose token it might be.
 */
void            zc_account_store_tidy_async        (ZcAccountStore      *self,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);

/**
 * zc_account_store_tidy_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a %ZC_KEYRING_ERROR or %ZC_ACCOUNT_ERROR_NOT_SAVED, and then it is tried again the
 *   next time
 *
 * Returns: whether nothing is left; without an error %FALSE says that it was not the time to look
 */
gboolean        zc_account_store_tidy_finish       (ZcAccountStore  *self,
                                                    GAsyncResult    *result,
                                                    GError         **error);

/**
 * zc_account_store_open_async:
 * @self: a store
 * @id: the id of an account
 * @cancellable: (nullable): a cancellable
 * @callback: called when the account is there
 * @user_data: data for @callback
 *
 * Gets an account with its token, which may ask the user to unlock the keyring. No request is made.
 */
void            zc_account_store_open_async        (ZcAccountStore      *self,
                                                    const char          *id,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);

/**
 * zc_account_store_open_finish:
 * @self: a store
 * @result: the result
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_FOUND or a %ZC_KEYRING_ERROR
 *
 * Returns: (transfer full) (nullable): the account
 */
ZcAccount      *zc_account_store_open_finish       (ZcAccountStore  *self,
                                                    GAsyncResult    *result,
                                                    GError         **error);

/**
 * zc_account_store_get_last_opened:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): the saved account that was opened last; %NULL when none ever was
 */
ZcAccountEntry *zc_account_store_get_last_opened   (ZcAccountStore  *self);

/**
 * zc_account_store_set_last_opened:
 * @self: a store
 * @id: the id of an account
 *
 * Remembers that a saved account was opened now. Nothing is remembered about others. Should the file not be
 * written, there is a notice.
 */
void            zc_account_store_set_last_opened   (ZcAccountStore  *self,
                                                    const char      *id);

G_END_DECLS
