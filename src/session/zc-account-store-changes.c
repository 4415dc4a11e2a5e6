/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-store-private.h"

/* A change that is under way. */
typedef struct
{
  char *id;               /* (owned) */
  ZcAccountEntry *before; /* (owned) (nullable): the entry as it was */
  ZcAccount *account;     /* (owned) (nullable): the account as it is to be */
  ZcAccountRemoval removal;
  GError *error;          /* (owned) (nullable): why what was done is being undone */
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_free (self->id);
  g_clear_object (&self->before);
  g_clear_object (&self->account);
  g_clear_error (&self->error);
  g_free (self);
}

static GTask *
begin (ZcAccountStore      *self,
       gpointer             tag,
       const char          *id,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Change *change = g_new0 (Change, 1);

  change->id = g_strdup (id);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, change, change_free);
  /* What was done is reported as it is, also when the caller lost interest meanwhile. */
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

/* Looks up the entry that is to be changed; without it the task ends. */
static ZcAccountEntry *
get_entry_for (GTask *task)
{
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  ZcAccountEntry *entry = _zc_account_store_get_entry (g_task_get_source_object (task), change->id, &error);

  if (entry == NULL)
    g_task_return_error (task, error);

  return entry;
}

static gboolean
is_saved (ZcAccountEntry *entry)
{
  return zc_account_entry_get_kind (entry) == ZC_ACCOUNT_KIND_SAVED;
}

static void
return_account (GTask     *task,
                ZcAccount *account)
{
  g_task_return_pointer (task, g_object_ref (account), g_object_unref);
}

/* Renaming */

static void
rename_written_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (_zc_account_store_edit_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
zc_account_store_rename_async (ZcAccountStore      *self,
                               const char          *id,
                               const char          *name,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(ZcAccountEntry) renamed = NULL;
  g_autofree char *stripped = NULL;
  GError *error = NULL;
  ZcAccountEntry *entry;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (self->loaded);
  g_return_if_fail (id != NULL && name != NULL);

  task = begin (self, zc_account_store_rename_async, id, cancellable, callback, user_data);
  entry = get_entry_for (task);
  if (entry == NULL)
    return;

  if (!zc_account_store_check_name (self, name, id, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  stripped = g_strstrip (g_strdup (name));
  renamed = zc_account_entry_new (zc_account_entry_get_kind (entry), id, stripped,
                                  zc_account_entry_get_api_url (entry), zc_account_entry_get_last_opened (entry));
  if (is_saved (renamed))
    {
      _zc_account_store_edit_async (self, zc_account_edit_rename, id, renamed, rename_written_cb, g_object_ref (task));
      return;
    }

  _zc_account_store_put_entry (self, renamed);
  g_task_return_boolean (task, TRUE);
}

gboolean
zc_account_store_rename_finish (ZcAccountStore  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_store_rename_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Another token */

static void
token_kept_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (source);
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* The token is stored. A file that cannot be looked into says nothing against the account. */
  if (!_zc_account_store_edit_finish (result, &error) &&
      g_error_matches (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* A token that was used without the keyring is not needed any more. */
  g_hash_table_remove (self->accounts, change->id);
  return_account (task, change->account);
}

static void
token_stored_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcAccountStore *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  self->keyring_works = zc_keyring_store_finish (ZC_KEYRING (source), result, &error);
  if (!self->keyring_works)
    {
      g_task_return_error (task, error);
      return;
    }

  /* The account may have been removed meanwhile. */
  _zc_account_store_edit_async (self, zc_account_edit_keep_token, change->id, NULL, token_kept_cb, g_object_ref (task));
}

void
zc_account_store_replace_token_async (ZcAccountStore      *self,
                                      const char          *id,
                                      ZcSecret            *token,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  ZcAccountEntry *entry;
  GError *error = NULL;
  Change *change;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (self->loaded);
  g_return_if_fail (id != NULL);
  g_return_if_fail (token != NULL);

  task = begin (self, zc_account_store_replace_token_async, id, cancellable, callback, user_data);
  change = g_task_get_task_data (task);
  entry = get_entry_for (task);
  if (entry == NULL)
    return;

  if (!_zc_account_store_check_owner (entry, token, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  change->account = _zc_account_store_make_account (self, entry, token);
  if (is_saved (entry))
    zc_keyring_store_async (self->keyring, id, zc_account_entry_get_name (entry), token, cancellable,
                            token_stored_cb, g_object_ref (task));
  else
    {
      _zc_account_store_hold (self, change->account);
      return_account (task, change->account);
    }
}

ZcAccount *
zc_account_store_replace_token_finish (ZcAccountStore  *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_store_replace_token_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Removing */

/* The account is in no file any more. */
static void
end_removal (ZcAccountStore *self,
             const char     *id)
{
  _zc_account_store_set_idle (self, id);
  _zc_account_store_drop (self, id);
}

/* Should this not have been written, the next start looks for a token that is gone, and that is all. */
static void
remove_completed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!_zc_account_store_edit_finish (result, &error))
    g_debug ("It was not noted that a token is gone: %s", error->message);

  end_removal (ZC_ACCOUNT_STORE (source), change->id);
  g_task_return_boolean (task, TRUE);
}

/* Should this not have been written, the account is gone with the next start, as the user wanted it to be. */
static void
remove_undone_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!_zc_account_store_edit_finish (result, &error))
    g_debug ("An account was not put back: %s", error->message);

  _zc_account_store_set_idle (ZC_ACCOUNT_STORE (source), change->id);
  g_task_return_error (task, g_steal_pointer (&change->error));
}

static void
token_cleared_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcAccountStore *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  gboolean cleared = zc_keyring_clear_finish (ZC_KEYRING (source), result, &change->error);

  self->keyring_works = cleared;
  if (cleared)
    _zc_account_store_edit_async (self, zc_account_edit_forget_token, change->id, NULL, remove_completed_cb,
                                  g_object_ref (task));
  else
    _zc_account_store_edit_async (self, zc_account_edit_put_back, change->id, change->before, remove_undone_cb,
                                  g_object_ref (task));
}

/* The account is out of the file, and its token is noted as one without an account. */
static void
remove_written_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (source);
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!_zc_account_store_edit_finish (result, &error))
    {
      _zc_account_store_set_idle (self, change->id);
      g_task_return_error (task, error);
    }
  else if (change->removal == ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN)
    {
      end_removal (self, change->id);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      zc_keyring_clear_async (self->keyring, change->id, g_task_get_cancellable (task), token_cleared_cb,
                              g_object_ref (task));
    }
}

void
zc_account_store_remove_async (ZcAccountStore      *self,
                               const char          *id,
                               ZcAccountRemoval     removal,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  ZcAccountEntry *entry;
  Change *change;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (self->loaded);
  g_return_if_fail (id != NULL);

  task = begin (self, zc_account_store_remove_async, id, cancellable, callback, user_data);
  change = g_task_get_task_data (task);
  entry = get_entry_for (task);
  if (entry == NULL)
    return;

  if (!is_saved (entry))
    {
      _zc_account_store_drop (self, id);
      g_task_return_boolean (task, TRUE);
      return;
    }

  change->before = g_object_ref (entry);
  change->removal = removal;
  _zc_account_store_set_busy (self, id, -1);
  _zc_account_store_edit_async (self, zc_account_edit_remove, id, NULL, remove_written_cb, g_object_ref (task));
}

gboolean
zc_account_store_remove_finish (ZcAccountStore  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_store_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Opening */

static void
token_looked_up_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcAccountStore *self = g_task_get_source_object (task);
  g_autoptr(ZcAccount) account = NULL;
  g_autoptr(ZcSecret) token = NULL;
  GError *error = NULL;
  ZcAccountEntry *entry;

  token = zc_keyring_lookup_finish (ZC_KEYRING (source), result, &error);
  self->keyring_works = token != NULL || g_error_matches (error, ZC_KEYRING_ERROR, ZC_KEYRING_ERROR_NO_TOKEN);
  if (token == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* It may have been renamed or removed while the user was asked for a password. */
  entry = get_entry_for (task);
  if (entry == NULL)
    return;

  account = _zc_account_store_make_account (self, entry, token);
  return_account (task, account);
}

void
zc_account_store_open_async (ZcAccountStore      *self,
                             const char          *id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  ZcAccount *held;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (id != NULL);

  task = begin (self, zc_account_store_open_async, id, cancellable, callback, user_data);
  if (get_entry_for (task) == NULL)
    return;

  held = g_hash_table_lookup (self->accounts, id);
  if (held != NULL)
    return_account (task, held);
  else
    zc_keyring_lookup_async (self->keyring, id, cancellable, token_looked_up_cb, g_object_ref (task));
}

ZcAccount *
zc_account_store_open_finish (ZcAccountStore  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_store_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
