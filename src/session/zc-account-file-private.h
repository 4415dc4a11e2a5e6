/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-account-entry.h"

G_BEGIN_DECLS

/**
 * ZC_ACCOUNT_NAME_MOST_CHARACTERS:
 *
 * How long the name of an account may be.
 */
#define ZC_ACCOUNT_NAME_MOST_CHARACTERS 100

/**
 * ZcAccountFile:
 * @keys: the key file as it is, with comments and with what this program does not understand
 * @entries: (element-type ZcAccountEntry): the accounts in it
 * @notice: (nullable): what the user should know about it
 * @obstacle: (nullable): why it must not be written, a part of a sentence
 *
 * The file of the saved accounts as it was read.
 */
typedef struct
{
  GKeyFile *keys;     /* (owned) */
  GPtrArray *entries; /* (owned) (element-type ZcAccountEntry) */
  char *notice;       /* (owned) (nullable) */
  char *obstacle;     /* (owned) (nullable) */
} ZcAccountFile;

/**
 * zc_account_file_load:
 * @path: the file's name
 *
 * Reads the file. It blocks. A file that does not exist has no accounts. One that is no key file is moved aside, so
 * that it is neither lost nor in the way. One that cannot be read may be as it should be: it stays where it is, and
 * must not be written either, since that would put another in its place.
 *
 * Returns: (transfer full): what is in it
 */
ZcAccountFile *zc_account_file_load         (const char      *path);

/**
 * zc_account_file_free:
 * @self: (transfer full): a file
 *
 * Frees what was read.
 */
void           zc_account_file_free         (ZcAccountFile   *self);

/**
 * zc_account_file_set_entry:
 * @keys: the key file
 * @entry: an entry
 *
 * Puts an account into the key file or changes it there.
 */
void           zc_account_file_set_entry    (GKeyFile        *keys,
                                             ZcAccountEntry  *entry);

/**
 * zc_account_file_remove_entry:
 * @keys: the key file
 * @id: the id of an account
 *
 * Takes an account out of the key file.
 */
void           zc_account_file_remove_entry (GKeyFile        *keys,
                                             const char      *id);

/**
 * zc_account_file_set_unused:
 * @keys: the key file
 * @id: an id
 * @unused: whether the keyring may hold a token of this id though there is no account
 *
 * Notes that a token may be in the keyring that belongs to no account, or that there is none any more. That is written
 * before a token is stored and before one is removed, so that nothing stays in the keyring unseen when the program or
 * the keyring stops in between.
 */
void           zc_account_file_set_unused   (GKeyFile        *keys,
                                             const char      *id,
                                             gboolean         unused);

/**
 * zc_account_file_list_unused:
 * @keys: the key file
 *
 * Returns: (transfer full): the ids of tokens that may be in the keyring and belong to no account
 */
GStrv          zc_account_file_list_unused  (GKeyFile        *keys);

/**
 * zc_account_file_write:
 * @path: the file's name
 * @bytes: the text of the key file
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_SAVED
 *
 * Writes the file in one step, readable for this user only. It blocks.
 *
 * Returns: whether it was written
 */
gboolean       zc_account_file_write        (const char      *path,
                                             GBytes          *bytes,
                                             GError         **error);

/**
 * zc_account_file_set_write_error:
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_SAVED
 * @problem: what stands against it, a translated part of a sentence
 *
 * Sets the error of a file that was not written.
 */
void           zc_account_file_set_write_error (GError      **error,
                                                const char   *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcAccountFile, zc_account_file_free)

G_END_DECLS
