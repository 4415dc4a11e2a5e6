/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Locks between the programs of all sessions of this user. They are on an empty file beside that of the accounts, which
 * another one takes the place of with every change; with the program that holds them they go. */

/**
 * zc_account_lock_take:
 * @path: the file of the accounts
 * @error: return location for an error of the system
 *
 * Waits until nobody else changes the file, and keeps others from it until the lock is closed. It blocks, usually for
 * milliseconds: nobody waits for anything else while holding it.
 *
 * Returns: a descriptor to be closed; -1 with an error
 */
int      zc_account_lock_take       (const char  *path,
                                     GError     **error);

/**
 * zc_account_lock_claim:
 * @path: the file of the accounts
 * @error: return location for an error of the system
 *
 * Tells others that an account is being added or removed, until the claim is closed: a token in the keyring that seems
 * to belong to no account may be in use. Several programs may claim that at a time. Only who holds the lock of
 * zc_account_lock_take() may call this.
 *
 * Returns: a descriptor to be closed; -1 with an error
 */
int      zc_account_lock_claim      (const char  *path,
                                     GError     **error);

/**
 * zc_account_lock_is_claimed:
 * @path: the file of the accounts
 *
 * Returns: whether somebody has a claim, this program included; also when that cannot be told
 */
gboolean zc_account_lock_is_claimed (const char  *path);

G_END_DECLS
