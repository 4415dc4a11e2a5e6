/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-secret.h"

G_BEGIN_DECLS

/**
 * ZcKeyringError:
 * @ZC_KEYRING_ERROR_NO_SERVICE: nothing on the session bus keeps secrets, or there is no session bus
 * @ZC_KEYRING_ERROR_LOCKED: the keyring is locked and was not unlocked: the question was dismissed, or nobody
 *   could be asked
 * @ZC_KEYRING_ERROR_REFUSED: the keyring does not let this program in
 * @ZC_KEYRING_ERROR_NO_TOKEN: the keyring works but holds no token for the account
 * @ZC_KEYRING_ERROR_NO_ANSWER: the keyring did not answer in time
 * @ZC_KEYRING_ERROR_FAILED: anything else; the message holds what was reported
 *
 * Why the keyring could not do something. Every message is a sentence that can be shown, and
 * zc_keyring_error_get_advice() adds what to do next. %G_IO_ERROR_CANCELLED passes through unchanged.
 */
typedef enum
{
  ZC_KEYRING_ERROR_NO_SERVICE,
  ZC_KEYRING_ERROR_LOCKED,
  ZC_KEYRING_ERROR_REFUSED,
  ZC_KEYRING_ERROR_NO_TOKEN,
  ZC_KEYRING_ERROR_NO_ANSWER,
  ZC_KEYRING_ERROR_FAILED,
} ZcKeyringError;

#define ZC_KEYRING_ERROR (zc_keyring_error_quark ())
GQuark      zc_keyring_error_quark      (void);

/**
 * zc_keyring_error_get_advice:
 * @error: an error of the domain %ZC_KEYRING_ERROR
 *
 * Returns: (transfer none) (nullable): a sentence that says what to do next, translated; %NULL for errors of
 *   other domains
 */
const char *zc_keyring_error_get_advice (const GError *error);

/**
 * ZcKeyring:
 *
 * The desktop's keyring, by way of libsecret: the Secret Service on the session bus, or libsecret's own encrypted
 * file in a Flatpak. It holds one token for each account and nothing else of this program. Everything is
 * asynchronous, since the keyring may ask the user for a password first.
 */
#define ZC_TYPE_KEYRING (zc_keyring_get_type ())
G_DECLARE_FINAL_TYPE (ZcKeyring, zc_keyring, ZC, KEYRING, GObject)

/**
 * zc_keyring_new:
 *
 * Returns: (transfer full): the desktop's keyring. It is not asked for anything yet
 */
ZcKeyring  *zc_keyring_new              (void);

/**
 * zc_keyring_set_limit:
 * @self: a keyring
 * @seconds: how long one operation may take in all, the time in which the user is asked for a password included
 *
 * Changes when the answer is given up. It is five minutes when nothing is set: people type passwords slowly, and a
 * question may stand behind other windows.
 */
void        zc_keyring_set_limit        (ZcKeyring *self,
                                         guint      seconds);

/**
 * zc_keyring_store_async:
 * @self: a keyring
 * @account_id: the account's id
 * @account_name: the account's name, a part of the label under which other programs list the item
 * @token: the token
 * @cancellable: (nullable): a cancellable
 * @callback: called when the token is stored
 * @user_data: data for @callback
 *
 * Stores the token of an account in place of the one that may be there.
 */
void        zc_keyring_store_async      (ZcKeyring           *self,
                                         const char          *account_id,
                                         const char          *account_name,
                                         ZcSecret            *token,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

/**
 * zc_keyring_store_finish:
 * @self: a keyring
 * @result: the result
 * @error: return location for a %ZC_KEYRING_ERROR
 *
 * Returns: whether the token is stored
 */
gboolean    zc_keyring_store_finish     (ZcKeyring     *self,
                                         GAsyncResult  *result,
                                         GError       **error);

/**
 * zc_keyring_lookup_async:
 * @self: a keyring
 * @account_id: the account's id
 * @cancellable: (nullable): a cancellable
 * @callback: called when the token is there
 * @user_data: data for @callback
 *
 * Reads the token of an account. The user may be asked to unlock the keyring.
 */
void        zc_keyring_lookup_async     (ZcKeyring           *self,
                                         const char          *account_id,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

/**
 * zc_keyring_lookup_finish:
 * @self: a keyring
 * @result: the result
 * @error: return location for a %ZC_KEYRING_ERROR
 *
 * Returns: (transfer full) (nullable): the token
 */
ZcSecret   *zc_keyring_lookup_finish    (ZcKeyring     *self,
                                         GAsyncResult  *result,
                                         GError       **error);

/**
 * zc_keyring_clear_async:
 * @self: a keyring
 * @account_id: the account's id
 * @cancellable: (nullable): a cancellable
 * @callback: called when the token is gone
 * @user_data: data for @callback
 *
 * Removes the token of an account, and looks afterwards whether it is gone: a keyring that stays locked keeps its
 * items without complaining.
 */
void        zc_keyring_clear_async      (ZcKeyring           *self,
                                         const char          *account_id,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

/**
 * zc_keyring_clear_finish:
 * @self: a keyring
 * @result: the result
 * @error: return location for a %ZC_KEYRING_ERROR
 *
 * Returns: whether the keyring holds no token for the account any more; also when it held none before
 */
gboolean    zc_keyring_clear_finish     (ZcKeyring     *self,
                                         GAsyncResult  *result,
                                         GError       **error);

G_END_DECLS
