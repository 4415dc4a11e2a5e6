/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-check-account.h"

#include <glib/gi18n-lib.h>

#include "zc-account-store.h"

typedef struct
{
  char *name;                /* (owned) */
  ZcAccountStore *store;     /* (owned) */
  GError *environment_error; /* (owned) (nullable): why the environment makes no account */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_free (self->name);
  g_object_unref (self->store);
  g_clear_error (&self->environment_error);
  g_free (self);
}

static char *
list_names (ZcAccountStore *store)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(ZcAccountEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), i);

      /* Translators: %s is the name of an account, in a list of them. */
      g_ptr_array_add (names, g_strdup_printf (_("“%s”"), zc_account_entry_get_name (entry)));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);

  /* Translators: what stands between two names in a list of accounts. */
  return g_strjoinv (C_("list of accounts", ", "), (char **) names->pdata);
}

static GError *
make_not_found (Opening *self)
{
  g_autofree char *names = list_names (self->store);
  const char *notice = zc_account_store_get_notice (self->store);
  GError *error;

  if (names != NULL)
    error = g_error_new (ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND,
                         /* Translators: the name of an account, and a list of names in quotation marks. */
                         _("There is no account “%s”; there are: %s."), self->name, names);
  else
    error = g_error_new (ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND,
                         /* Translators: %s is the name of an account; IONOS_TOKEN is a variable. */
                         _("There is no account “%s”, nor any other; add one in Zone Courier, or set IONOS_TOKEN and write "
                           "--account \"From the environment\"."), self->name);
  if (notice != NULL)
    g_prefix_error (&error, "%s ", notice);
  if (self->environment_error != NULL)
    g_prefix_error (&error, "%s ", self->environment_error->message);

  return error;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  ZcAccount *account = zc_account_store_open_finish (ZC_ACCOUNT_STORE (source), result, &error);
  const char *advice;

  if (account != NULL)
    {
      g_task_return_pointer (task, account, g_object_unref);
      return;
    }

  advice = zc_keyring_error_get_advice (error);
  if (advice != NULL)
    {
      g_autofree char *message = error->message;

      /* Translators: two sentences: what is wrong with the keyring, and what to do. */
      error->message = g_strdup_printf (_("%s %s"), message, advice);
    }
  g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Opening *self = g_task_get_task_data (task);
  g_autoptr(ZcAccount) environment = NULL;
  ZcAccountEntry *entry;
  GError *error = NULL;

  if (!zc_account_store_load_finish (self->store, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  environment = zc_account_new_from_environment (&self->environment_error);
  if (environment != NULL)
    zc_account_store_add_unsaved (self->store, environment);
  /* That there is none is no mistake. */
  if (g_error_matches (self->environment_error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NONE))
    g_clear_error (&self->environment_error);

  entry = zc_account_store_find (self->store, self->name);
  if (entry == NULL)
    g_task_return_error (task, make_not_found (self));
  else
    zc_account_store_open_async (self->store, zc_account_entry_get_id (entry), g_task_get_cancellable (task),
                                 opened_cb, g_object_ref (task));
}

void
zc_check_account_open_async (const char          *name,
                             ZcDnsConfig         *config,
                             guint                keyring_seconds,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(ZcKeyring) keyring = NULL;
  Opening *self;

  g_return_if_fail (name != NULL);
  g_return_if_fail (ZC_IS_DNS_CONFIG (config));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_check_account_open_async);

  keyring = zc_keyring_new ();
  zc_keyring_set_limit (keyring, keyring_seconds);
  self = g_new0 (Opening, 1);
  self->name = g_strdup (name);
  self->store = zc_account_store_new (NULL, keyring, config);
  g_task_set_task_data (task, self, opening_free);

  zc_account_store_load_async (self->store, cancellable, loaded_cb, g_object_ref (task));
}

ZcAccount *
zc_check_account_open_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_check_account_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
