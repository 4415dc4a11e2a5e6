/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-store-private.h"

#include <glib/gi18n-lib.h>

/* An account that is being added. */
typedef struct
{
  ZcAccount *account;  /* (owned) (nullable): set when it can be added */
  ZcSecret *token;     /* (owned) */
  GError *error;       /* (owned) (nullable): why it is not added after all */
} Addition;

static void
addition_free (gpointer data)
{
  Addition *self = data;

  g_clear_object (&self->account);
  zc_secret_unref (self->token);
  g_clear_error (&self->error);
  g_free (self);
}

static const char *
get_id (GTask *task)
{
  Addition *addition = g_task_get_task_data (task);

  return zc_account_get_id (addition->account);
}

/* Ends an addition that failed. */
static void
fail (GTask  *task,
      GError *error)
{
  ZcAccountStore *self = g_task_get_source_object (task);

  _zc_account_store_set_idle (self, get_id (task));
  g_task_return_error (task, error);
}

static void
undo_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  Addition *addition = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* The next start looks for a token that is not there, and that is all. */
  if (!_zc_account_store_edit_finish (result, &error))
    g_debug ("It was not noted that there is no token: %s", error->message);

  fail (task, g_steal_pointer (&addition->error));
}

/* Nothing is in the keyring, so nothing has to be looked for. */
static void
forget_token (GTask *task)
{
  ZcAccountStore *self = g_task_get_source_object (task);

  _zc_account_store_edit_async (self, zc_account_edit_forget_token, get_id (task), NULL, undo_written_cb,
                                g_object_ref (task));
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Addition *addition = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (zc_keyring_clear_finish (ZC_KEYRING (source), result, &error))
    forget_token (task);
  else
    fail (task, g_error_new (addition->error->domain, addition->error->code,
                             /* Translators: %s is a sentence that says why an account was not added. */
                             _("%s The token is in the keyring already and could not be taken out again."),
                             addition->error->message));
}

static void
undo (GTask  *task,
      GError *error)
{
  ZcAccountStore *self = g_task_get_source_object (task);
  Addition *addition = g_task_get_task_data (task);

  addition->error = error;
  zc_keyring_clear_async (self->keyring, get_id (task), NULL, undone_cb, g_object_ref (task));
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (source);
  g_autoptr(GTask) task = data;
  Addition *addition = g_task_get_task_data (task);
  GError *error = NULL;

  if (!_zc_account_store_edit_finish (result, &error))
    {
      undo (task, error);
      return;
    }

  _zc_account_store_set_idle (self, get_id (task));
  g_task_return_pointer (task, g_object_ref (addition->account), g_object_unref);
}

/* Whether a keyring that failed like this can still have stored the token, or do so when it goes on. */
static gboolean
may_be_stored (const GError *error)
{
  return !g_error_matches (error, ZC_KEYRING_ERROR, ZC_KEYRING_ERROR_NO_SERVICE) &&
         !g_error_matches (error, ZC_KEYRING_ERROR, ZC_KEYRING_ERROR_LOCKED) &&
         !g_error_matches (error, ZC_KEYRING_ERROR, ZC_KEYRING_ERROR_REFUSED);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcAccountStore *self = g_task_get_source_object (task);
  Addition *addition = g_task_get_task_data (task);
  g_autoptr(ZcAccountEntry) entry = NULL;
  GError *error = NULL;

  self->keyring_works = zc_keyring_store_finish (ZC_KEYRING (source), result, &error);
  if (!self->keyring_works && may_be_stored (error))
    {
      fail (task, error);
      return;
    }
  if (!self->keyring_works)
    {
      addition->error = error;
      forget_token (task);
      return;
    }

  /* The user may have been asked for a password, and done something else before giving it. */
  if (!zc_account_store_check_name (self, zc_account_get_name (addition->account), NULL, &error))
    {
      undo (task, error);
      return;
    }

  entry = _zc_account_store_make_entry (addition->account);
  _zc_account_store_edit_async (self, zc_account_edit_add, get_id (task), entry, added_cb, g_object_ref (task));
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (source);
  g_autoptr(GTask) task = data;
  Addition *addition = g_task_get_task_data (task);
  GError *error = NULL;

  if (!_zc_account_store_edit_finish (result, &error))
    {
      fail (task, error);
      return;
    }

  zc_keyring_store_async (self->keyring, get_id (task), zc_account_get_name (addition->account), addition->token,
                          g_task_get_cancellable (task), stored_cb, g_object_ref (task));
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
  g_autoptr(ZcAccountEntry) entry = NULL;
  GError *error = NULL;
  Addition *addition;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (self->loaded);
  g_return_if_fail (name != NULL && api_url != NULL);
  g_return_if_fail (token != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_account_store_add_async);
  /* What was done is reported as it is, also when the caller lost interest meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  addition = g_new0 (Addition, 1);
  addition->token = zc_secret_ref (token);
  g_task_set_task_data (task, addition, addition_free);

  addition->account = _zc_account_store_new_account (self, ZC_ACCOUNT_KIND_SAVED, name, api_url, token, &error);
  if (addition->account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  _zc_account_store_set_busy (self, get_id (task), -1);
  entry = _zc_account_store_make_entry (addition->account);
  _zc_account_store_edit_async (self, zc_account_edit_expect_token, get_id (task), entry, noted_cb, g_object_ref (task));
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

/* Tidying up */

/* Tokens that are being removed. */
typedef struct
{
  GStrv ids; /* (owned) */
  guint next;
} Tidying;

static void
tidying_free (gpointer data)
{
  Tidying *self = data;

  g_strfreev (self->ids);
  g_free (self);
}

static void tidy_next (GTask *task);

static void
tidied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (_zc_account_store_edit_finish (result, &error))
    tidy_next (task);
  else
    g_task_return_error (task, error);
}

static void
unused_cleared_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcAccountStore *self = g_task_get_source_object (task);
  Tidying *tidying = g_task_get_task_data (task);
  GError *error = NULL;

  self->keyring_works = zc_keyring_clear_finish (ZC_KEYRING (source), result, &error);
  if (!self->keyring_works)
    {
      g_task_return_error (task, error);
      return;
    }

  _zc_account_store_edit_async (self, zc_account_edit_forget_token, tidying->ids[tidying->next++], NULL, tidied_cb,
                                g_object_ref (task));
}

static void
tidy_next (GTask *task)
{
  ZcAccountStore *self = g_task_get_source_object (task);
  Tidying *tidying = g_task_get_task_data (task);
  const char *id = tidying->ids[tidying->next];

  if (id != NULL)
    zc_keyring_clear_async (self->keyring, id, g_task_get_cancellable (task), unused_cleared_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
unused_found_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (source);
  g_autoptr(GTask) task = data;
  Tidying *tidying;
  GError *error = NULL;

  if (!_zc_account_store_edit_finish (result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
        {
          g_task_return_error (task, error);
          return;
        }

      g_error_free (error);
      g_task_return_boolean (task, FALSE);
      return;
    }

  tidying = g_new0 (Tidying, 1);
  tidying->ids = g_strdupv (self->unused);
  g_task_set_task_data (task, tidying, tidying_free);
  tidy_next (task);
}

void
zc_account_store_tidy_async (ZcAccountStore      *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (self->loaded);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_account_store_tidy_async);

  /* A keyring that is locked would ask the user for a password, and nobody would know what for. */
  if (self->keyring_works && self->unused[0] != NULL)
    _zc_account_store_edit_async (self, zc_account_edit_find_unused, NULL, NULL, unused_found_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, self->keyring_works);
}

gboolean
zc_account_store_tidy_finish (ZcAccountStore  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_store_tidy_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
