/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-store-private.h"

#include <glib/gi18n-lib.h>

#include "zc-account-file-private.h"

/* A change that is under way. */
typedef struct
{
  char *id;               /* (owned) */
  ZcAccountEntry *before; /* (owned) (nullable): the entry as it was */
  ZcAccount *account;     /* (owned) (nullable): the account as it is to be */
  gboolean token_is_gone;
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

/* Adding */

static void
add_undone_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (zc_keyring_clear_finish (ZC_KEYRING (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&change->error));
  else
    g_task_return_new_error (task, change->error->domain, change->error->code,
                             /* Translators: %s is a sentence that says why an account was not added. */
                             _("%s The token is in the keyring already and could not be taken out again."),
                             change->error->message);
}

/* A token without an account would stay in the keyring for ever. */
static void
undo_add (GTask  *task,
          GError *error)
{
  ZcAccountStore *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  change->error = error;
  zc_keyring_clear_async (self->keyring, change->id, NULL, add_undone_cb, g_object_ref (task));
}

static void
add_written_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (source);
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  guint position;

  if (_zc_account_store_write_finish (result, &error))
    {
      return_account (task, change->account);
      return;
    }

  zc_account_file_remove_entry (self->keys, change->id);
  if (_zc_account_store_find_position (self, change->id, &position))
    _zc_account_store_remove_entry (self, position);
  undo_add (task, error);
}

static void
add_stored_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcAccountStore *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  g_autoptr(ZcAccountEntry) entry = NULL;
  GError *error = NULL;

  if (!zc_keyring_store_finish (ZC_KEYRING (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* The user may have been asked for a password, and done something else before giving it. */
  if (!zc_account_store_check_name (self, zc_account_get_name (change->account), NULL, &error))
    {
      undo_add (task, error);
      return;
    }

  entry = _zc_account_store_make_entry (change->account);
  zc_account_file_set_entry (self->keys, entry);
  _zc_account_store_insert_entry (self, entry);
  _zc_account_store_write_async (self, add_written_cb, g_object_ref (task));
}

void
zc_account_store_add_async (ZcAccountStore      *self,
                            const char          *name,
                            const char          *api_url,
                            ZcSecret            *token,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  Change *change;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (self->loaded);
  g_return_if_fail (name != NULL && api_url != NULL);
  g_return_if_fail (token != NULL);

  task = begin (self, zc_account_store_add_async, NULL, cancellable, callback, user_data);
  change = g_task_get_task_data (task);
  change->account = _zc_account_store_new_account (self, ZC_ACCOUNT_KIND_SAVED, name, api_url, token, &error);
  if (change->account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  change->id = g_strdup (zc_account_get_id (change->account));
  zc_keyring_store_async (self->keyring, change->id, zc_account_get_name (change->account), token, cancellable,
                          add_stored_cb, g_object_ref (task));
}

ZcAccount *
zc_account_store_add_finish (ZcAccountStore  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_store_add_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Renaming */

/* Puts an entry in the place of the one with its id, also into the account that is held for it. */
static void
put_entry (ZcAccountStore *self,
           ZcAccountEntry *entry)
{
  const char *id = zc_account_entry_get_id (entry);
  ZcAccount *held = g_hash_table_lookup (self->accounts, id);
  guint position;

  if (held != NULL)
    {
      g_autoptr(ZcAccount) renamed =
        zc_account_new_full (zc_account_get_kind (held), id, zc_account_entry_get_name (entry),
                             zc_account_get_api_url (held), zc_account_get_token (held),
                             zc_account_get_dns_config (held));

      _zc_account_store_hold (self, renamed);
    }

  if (is_saved (entry))
    zc_account_file_set_entry (self->keys, entry);
  if (_zc_account_store_find_position (self, id, &position))
    _zc_account_store_replace_entry (self, position, entry);
}

static void
rename_written_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (source);
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (_zc_account_store_write_finish (result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (zc_account_store_get (self, change->id) != NULL)
    put_entry (self, change->before);
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
  Change *change;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (self->loaded);
  g_return_if_fail (id != NULL && name != NULL);

  task = begin (self, zc_account_store_rename_async, id, cancellable, callback, user_data);
  change = g_task_get_task_data (task);
  entry = get_entry_for (task);
  if (entry == NULL)
    return;

  if (!zc_account_store_check_name (self, name, id, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  change->before = g_object_ref (entry);
  stripped = g_strstrip (g_strdup (name));
  renamed = zc_account_entry_new (zc_account_entry_get_kind (entry), id, stripped,
                                  zc_account_entry_get_api_url (entry), zc_account_entry_get_last_opened (entry));
  put_entry (self, renamed);
  if (is_saved (renamed))
    _zc_account_store_write_async (self, rename_written_cb, g_object_ref (task));
  else
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
token_stored_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcAccountStore *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!zc_keyring_store_finish (ZC_KEYRING (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* A token that was used without the keyring is not needed any more. */
  g_hash_table_remove (self->accounts, change->id);
  return_account (task, change->account);
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

static void
remove_written_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (source);
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  guint position;

  if (!_zc_account_store_write_finish (result, &error))
    {
      zc_account_file_set_entry (self->keys, change->before);
      if (change->token_is_gone)
        g_task_return_new_error (task, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED,
                                 /* Translators: %s is a sentence that says why a file could not be written. */
                                 _("%s So the account is still in it, but its token was removed from the keyring."),
                                 error->message);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_hash_table_remove (self->accounts, change->id);
  if (_zc_account_store_find_position (self, change->id, &position))
    _zc_account_store_remove_entry (self, position);
  g_task_return_boolean (task, TRUE);
}

static void
remove_from_file (GTask *task)
{
  ZcAccountStore *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  zc_account_file_remove_entry (self->keys, change->id);
  _zc_account_store_write_async (self, remove_written_cb, g_object_ref (task));
}

static void
token_cleared_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!zc_keyring_clear_finish (ZC_KEYRING (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  change->token_is_gone = TRUE;
  remove_from_file (task);
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
  guint position;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (self->loaded);
  g_return_if_fail (id != NULL);

  task = begin (self, zc_account_store_remove_async, id, cancellable, callback, user_data);
  change = g_task_get_task_data (task);
  entry = get_entry_for (task);
  if (entry == NULL)
    return;

  change->before = g_object_ref (entry);
  if (!is_saved (entry))
    {
      g_hash_table_remove (self->accounts, change->id);
      if (_zc_account_store_find_position (self, change->id, &position))
        _zc_account_store_remove_entry (self, position);
      g_task_return_boolean (task, TRUE);
    }
  else if (removal == ZC_ACCOUNT_REMOVAL_LEAVE_TOKEN)
    remove_from_file (task);
  else
    zc_keyring_clear_async (self->keyring, change->id, cancellable, token_cleared_cb, g_object_ref (task));
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
