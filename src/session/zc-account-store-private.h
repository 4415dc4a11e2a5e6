/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-account-edits-private.h"
#include "zc-account-store.h"
#include "zc-worker-pool.h"

G_BEGIN_DECLS

/* What the files of the store share: zc-account-store.c has the list, zc-account-store-file.c its file,
 * zc-account-store-add.c and zc-account-store-changes.c have the changes that take the keyring as well.
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
  GBytes *known;        /* (owned) (nullable): what was in the file last */
  GPtrArray *entries;   /* (owned) (element-type ZcAccountEntry): saved ones first */
  guint n_saved;
  GHashTable *accounts; /* (owned) (element-type utf8 ZcAccount): those whose tokens are in memory, by id */
  GHashTable *busy;     /* (owned) (element-type utf8 int): claims, see zc_account_lock_claim(), of accounts that are
                         * being added or removed, by id */
  GStrv unused;         /* (owned) (nullable): ids of tokens in the keyring that belong to no account */
  char *notice;         /* (owned) (nullable) */
  char *file_notice;    /* (owned) (nullable): what was said of the file last */
  gboolean loaded;
  gboolean keyring_works; /* whether it did what it was asked for last */
};

/* Puts an entry in the place of the one with its id, and its name into the account that is held for it. Where nothing
 * changes that is shown of it nothing is told: somebody may be at work in its row. */
void            _zc_account_store_replace_entry (ZcAccountStore       *self,
                                                 guint                 position,
                                                 ZcAccountEntry       *entry);

void            _zc_account_store_put_entry     (ZcAccountStore       *self,
                                                 ZcAccountEntry       *entry);

/* Takes an account out of the list, with the token that is held for it. */
void            _zc_account_store_drop          (ZcAccountStore       *self,
                                                 const char           *id);

/* Takes the text. */
void            _zc_account_store_take_notice   (ZcAccountStore       *self,
                                                 char                 *notice);

/* An entry or %ZC_ACCOUNT_ERROR_NOT_FOUND. */
ZcAccountEntry *_zc_account_store_get_entry     (ZcAccountStore       *self,
                                                 const char           *id,
                                                 GError              **error);

/* Whether the account of an entry stays the same one with another token, see zc_account_check_owner(). */
gboolean        _zc_account_store_check_owner   (ZcAccountEntry       *entry,
                                                 ZcSecret             *token,
                                                 GError              **error);

/* Changes the file as it is at the moment. The list is that of the file when this has finished, also with an error. */
void            _zc_account_store_edit_async    (ZcAccountStore       *self,
                                                 ZcAccountEdit         edit,
                                                 const char           *id,
                                                 ZcAccountEntry       *entry,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);

gboolean        _zc_account_store_edit_finish   (GAsyncResult         *result,
                                                 GError              **error);

/* An account is being added or removed from now on. The claim, -1 for none yet, is closed when that is over. */
void            _zc_account_store_set_busy      (ZcAccountStore       *self,
                                                 const char           *id,
                                                 int                   claim);

void            _zc_account_store_set_idle      (ZcAccountStore       *self,
                                                 const char           *id);

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
