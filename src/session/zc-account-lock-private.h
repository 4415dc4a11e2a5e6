/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_account_lock_take:
 * @path: the file of the accounts
 * @error: return location for an error of the system
 *
 * Waits until nobody else changes the file, also no program of another session of this user, and keeps others from it
 * until the lock is closed. The lock is on an empty file beside that of the accounts, which another one takes the place
 * of with every change; with the program that holds it goes the lock. It blocks, usually for milliseconds: nobody waits
 * for anything else while holding it.
 *
 * Returns: a descriptor to be closed; -1 with an error
 */
int zc_account_lock_take (const char  *path,
                          GError     **error);

G_END_DECLS
