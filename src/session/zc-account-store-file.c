/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-store-private.h"

#include <glib/gstdio.h>

/* The list of the store follows the file: another session of this user may change it as well, which is seen with the
 * next change of our own. */

/* What is listed already stays in its place. An account that is being removed is in no file, and is put back should its
 * token not go away. */
static void
update_entries (ZcAccountStore *self,
                GHashTable     *found)
{
  for (guint i = self->n_saved; i-- > 0;)
    {
      ZcAccountEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *id = g_strdup (zc_account_entry_get_id (entry));
      ZcAccountEntry *now = g_hash_table_lookup (found, id);

      if (now == NULL && !g_hash_table_contains (self->busy, id))
        _zc_account_store_drop (self, id);
      else if (now != NULL)
        _zc_account_store_replace_entry (self, i, now);
      g_hash_table_remove (found, id);
    }
}

/* Makes the list that of the file. */
static void
take_file (ZcAccountStore *self,
           ZcAccountFile  *file)
{
  g_autoptr(GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_before;

  g_clear_pointer (&self->known, g_bytes_unref);
  self->known = file->text != NULL ? g_bytes_ref (file->text) : NULL;
  g_strfreev (self->unused);
  self->unused = zc_account_file_list_unused (file->keys);

  for (guint i = 0; i < file->entries->len; i++)
    {
      ZcAccountEntry *entry = g_ptr_array_index (file->entries, i);

      g_hash_table_insert (found, (char *) zc_account_entry_get_id (entry), entry);
    }
  update_entries (self, found);

  n_before = self->n_saved;
  for (guint i = 0; i < file->entries->len; i++)
    {
      ZcAccountEntry *entry = g_ptr_array_index (file->entries, i);

      if (g_hash_table_contains (found, zc_account_entry_get_id (entry)))
        g_ptr_array_insert (self->entries, (int) self->n_saved++, g_object_ref (entry));
    }
  if (self->n_saved > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, self->n_saved - n_before);

  /* What was said of the file is not said again with every change. */
  if (file->notice != NULL && g_strcmp0 (file->notice, self->file_notice) != 0)
    _zc_account_store_take_notice (self, g_strdup (file->notice));
  g_free (self->file_notice);
  self->file_notice = g_steal_pointer (&file->notice);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_task_return_pointer (task, zc_account_file_load (data, NULL), (GDestroyNotify) zc_account_file_free);
}

void
zc_account_store_load_async (ZcAccountStore      *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (!self->loaded);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_account_store_load_async);
  g_task_set_task_data (task, g_strdup (self->path), g_free);
  zc_worker_pool_run (self->pool, task, load_in_thread);
}

gboolean
zc_account_store_load_finish (ZcAccountStore  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_autoptr(ZcAccountFile) file = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_store_load_async), FALSE);

  file = g_task_propagate_pointer (G_TASK (result), error);
  if (file == NULL)
    return FALSE;

  g_return_val_if_fail (!self->loaded, FALSE);

  self->loaded = TRUE;
  take_file (self, file);

  return TRUE;
}

/* Changing */

typedef struct
{
  char *path;            /* (owned) */
  GBytes *known;         /* (owned) (nullable) */
  ZcAccountEdit edit;
  char *id;              /* (owned) (nullable) */
  ZcAccountEntry *entry; /* (owned) (nullable) */
} Editing;

static void
editing_free (gpointer data)
{
  Editing *editing = data;

  g_free (editing->path);
  g_clear_pointer (&editing->known, g_bytes_unref);
  g_free (editing->id);
  g_clear_object (&editing->entry);
  g_free (editing);
}

static void
edit_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Editing *editing = data;

  g_task_return_pointer (task, zc_account_file_edit (editing->path, editing->known, editing->edit, editing->id,
                                                     editing->entry),
                         (GDestroyNotify) zc_account_file_free);
}

/* What was begun is not cancelled: nobody would know how far it got. */
void
_zc_account_store_edit_async (ZcAccountStore      *self,
                              ZcAccountEdit        edit,
                              const char          *id,
                              ZcAccountEntry      *entry,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  Editing *editing = g_new0 (Editing, 1);

  g_task_set_source_tag (task, _zc_account_store_edit_async);
  editing->path = g_strdup (self->path);
  editing->known = self->known != NULL ? g_bytes_ref (self->known) : NULL;
  editing->edit = edit;
  editing->id = g_strdup (id);
  g_set_object (&editing->entry, entry);
  g_task_set_task_data (task, editing, editing_free);
  zc_worker_pool_run (self->pool, task, edit_in_thread);
}

gboolean
_zc_account_store_edit_finish (GAsyncResult  *result,
                               GError       **error)
{
  ZcAccountStore *self = g_task_get_source_object (G_TASK (result));
  g_autoptr(ZcAccountFile) file = g_task_propagate_pointer (G_TASK (result), error);

  if (file == NULL)
    return FALSE;

  take_file (self, file);
  if (file->claim >= 0)
    {
      Editing *editing = g_task_get_task_data (G_TASK (result));

      _zc_account_store_set_busy (self, editing->id, file->claim);
      file->claim = -1;
    }
  if (file->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&file->error));

  return FALSE;
}

/* Accounts that are being added or removed */

static void
close_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  g_close (GPOINTER_TO_INT (data), NULL);
  g_task_return_boolean (task, TRUE);
}

/* A network file system asks its server to unlock. */
static void
close_claim (ZcAccountStore *self,
             int             claim)
{
  g_autoptr(GTask) task = NULL;

  if (claim < 0)
    return;

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, close_claim);
  g_task_set_task_data (task, GINT_TO_POINTER (claim), NULL);
  zc_worker_pool_run (self->pool, task, close_in_thread);
}

void
_zc_account_store_set_busy (ZcAccountStore *self,
                            const char     *id,
                            int             claim)
{
  gpointer before;

  /* An account may be removed twice at a time, and one claim is enough. */
  if (g_hash_table_lookup_extended (self->busy, id, NULL, &before) && GPOINTER_TO_INT (before) >= 0)
    close_claim (self, claim);
  else
    g_hash_table_replace (self->busy, g_strdup (id), GINT_TO_POINTER (claim));
}

void
_zc_account_store_set_idle (ZcAccountStore *self,
                            const char     *id)
{
  gpointer claim;

  if (!g_hash_table_lookup_extended (self->busy, id, NULL, &claim))
    return;

  close_claim (self, GPOINTER_TO_INT (claim));
  g_hash_table_remove (self->busy, id);
}
