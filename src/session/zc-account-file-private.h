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

/* The groups and keys of the file. The id of an account follows the prefix. */
#define ZC_ACCOUNT_GROUP_PREFIX "account "
#define ZC_ACCOUNT_KEY_NAME "name"
#define ZC_ACCOUNT_KEY_API_URL "api-url"
#define ZC_ACCOUNT_KEY_LAST_OPENED "last-opened"

#define ZC_ACCOUNT_GROUP_KEYRING "keyring"
#define ZC_ACCOUNT_KEY_UNUSED "unused-tokens"

/**
 * ZcAccountFile:
 * @path: the file's name
 * @text: (nullable): the text that @entries were made of; %NULL when there is none
 * @keys: the key file as it is, with comments and with what this program does not understand
 * @entries: (element-type ZcAccountEntry): the accounts in it
 * @notice: (nullable): what the user should know about it
 * @obstacle: (nullable): why it must not be written, a part of a sentence
 * @error: (nullable): why a change was not made
 * @claim: what tells other programs that a token without an account may be in use, see zc_account_lock_claim(); -1 for
 *   nothing
 *
 * The file of the saved accounts as it was read, or as it is after a change.
 */
typedef struct
{
  char *path;         /* (owned) */
  GBytes *text;       /* (owned) (nullable) */
  GKeyFile *keys;     /* (owned) */
  GPtrArray *entries; /* (owned) (element-type ZcAccountEntry) */
  char *notice;       /* (owned) (nullable) */
  char *obstacle;     /* (owned) (nullable) */
  GError *error;      /* (owned) (nullable) */
  int claim;          /* (owned) */
} ZcAccountFile;

/**
 * ZcAccountEdit:
 * @file: the file as it is at the moment
 * @id: the id of the account that it is about
 * @entry: (nullable): the account as it is to be
 * @error: return location for an error
 *
 * A change of the key file, see zc-account-edits-private.h. What was changed is written, also with an error.
 *
 * Returns: whether it did what was wanted
 */
typedef gboolean (*ZcAccountEdit) (ZcAccountFile   *file,
                                   const char      *id,
                                   ZcAccountEntry  *entry,
                                   GError         **error);

/**
 * zc_account_file_load:
 * @path: the file's name
 * @known: (nullable): the text that was in it last
 *
 * Reads the file. It blocks. A file that does not exist has no accounts. One that is no key file is moved aside, so
 * that it is neither lost nor in the way. One that cannot be read may be as it should be: it stays where it is, and
 * must not be written either, since that would put another in its place. In all three cases the accounts are those of
 * @known: nobody but a user or a fault takes the file away.
 *
 * Returns: (transfer full): what is in it
 */
ZcAccountFile *zc_account_file_load         (const char      *path,
                                             GBytes          *known);

/**
 * zc_account_file_edit:
 * @path: the file's name
 * @known: (nullable): the text that was in it last
 * @edit: the change
 * @id: the id of the account that it is about
 * @entry: (nullable): the account as it is to be
 *
 * Reads the file, changes it and writes it in one step, readable for this user only. It blocks. Meanwhile no other
 * program changes it, so that nothing of what others have changed is lost. A file that cannot be read stays as it is.
 *
 * Returns: (transfer full): what is in it afterwards; its error, %ZC_ACCOUNT_ERROR_NOT_SAVED or one of @edit, tells
 *   that the change was not made
 */
ZcAccountFile *zc_account_file_edit         (const char      *path,
                                             GBytes          *known,
                                             ZcAccountEdit    edit,
                                             const char      *id,
                                             ZcAccountEntry  *entry);

/**
 * zc_account_file_free:
 * @self: (transfer full): a file
 *
 * Frees what was read.
 */
void           zc_account_file_free         (ZcAccountFile   *self);

/**
 * zc_account_file_set_write_error:
 * @error: return location for %ZC_ACCOUNT_ERROR_NOT_SAVED
 * @problem: what stands against it, a translated part of a sentence
 *
 * Sets the error of a file that was not written.
 */
void           zc_account_file_set_write_error (GError      **error,
                                                const char   *problem);

/**
 * zc_account_file_list_unused:
 * @keys: the key file
 *
 * Returns: (transfer full): the ids of tokens that may be in the keyring and belong to no account
 */
GStrv          zc_account_file_list_unused  (GKeyFile        *keys);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcAccountFile, zc_account_file_free)

G_END_DECLS
