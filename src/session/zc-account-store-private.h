/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-account-store.h"
#include "zc-worker-pool.h"

G_BEGIN_DECLS

/* What the files of the store share: zc-account-store.c has the list and its file, zc-account-store-add.c and
 * zc-account-store-changes.c have the changes that take the keyring as well.
 *
 * The file and the keyring cannot be changed in one step, and either may stop in between. So the file is written first
 * and says that a token may be in the keyring that belongs to no account: before one is stored for a new account,
 * which is listed only when that has worked, and before one is removed. Whatever is left is taken away later. */

struct _ZcAccountStore
{
  GObject parent_instance;

  char *path;           /* (owned) */
  ZcKeyring *keyring;   /* (owned) */
  ZcDnsConfig *config;  /* (owned) */
  ZcWorkerPool *pool;   /* (owned): one thread, so that the file is written in the order of the changes */
  GKeyFile *keys;       /* (owned) */
  GPtrArray *entries;   /* (owned) (element-type ZcAccountEntry): saved ones first */
  guint n_saved;
  GHashTable *accounts; /* (owned) (element-type utf8 ZcAccount): those whose tokens are in memory, by id */
  GHashTable *busy;     /* (owned) (element-type utf8): ids of accounts that are being added or removed */
  char *notice;         /* (owned) (nullable) */
  char *obstacle;       /* (owned) (nullable): why the file must not be written */
  gboolean loaded;
  gboolean keyring_works; /* whether it did what it was asked for last */
};

gboolean        _zc_account_store_find_position (ZcAccountStore       *self,
                                                 const char           *id,
                                                 guint                *position);

/* The list; the key file is not touched. */
void            _zc_account_store_insert_entry  (ZcAccountStore       *self,
                                                 ZcAccountEntry       *entry);

void            _zc_account_store_replace_entry (ZcAccountStore       *self,
                                                 guint                 position,
                                                 ZcAccountEntry       *entry);

void            _zc_account_store_remove_entry  (ZcAccountStore       *self,
                                                 guint                 position);

/* An entry or %ZC_ACCOUNT_ERROR_NOT_FOUND. */
ZcAccountEntry *_zc_account_store_get_entry     (ZcAccountStore       *self,
                                                 const char           *id,
                                                 GError              **error);

/* Whether the account of an entry stays the same one with another token, see zc_account_check_owner(). */
gboolean        _zc_account_store_check_owner   (ZcAccountEntry       *entry,
                                                 ZcSecret             *token,
                                                 GError              **error);

/* Writes the key file as it is now. */
void            _zc_account_store_write_async   (ZcAccountStore       *self,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);

gboolean        _zc_account_store_write_finish  (GAsyncResult         *result,
                                                 GError              **error);

/* Keeps an account with its token in memory. */
void            _zc_account_store_hold          (ZcAccountStore       *self,
                                                 ZcAccount            *account);

ZcAccountEntry *_zc_account_store_make_entry    (ZcAccount            *account);

ZcAccount      *_zc_account_store_make_account  (ZcAccountStore       *self,
                                                 ZcAccountEntry       *entry,
                                                 ZcSecret             *token);

/* Makes an account of what the user gave, after it was checked. */
ZcAccount      *_zc_account_store_new_account   (ZcAccountStore       *self,
                                                 ZcAccountKind         kind,
                                                 const char           *name,
                                                 const char           *api_url,
                                                 ZcSecret             *token,
                                                 GError              **error);

G_END_DECLS
