/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-arrivals.h"

#include "zc-store-private.h"

typedef struct
{
  char *account_id;     /* (owned) */
  ZcLateArrivals *zone; /* (owned) (nullable): what is written */
  GPtrArray *zones;     /* (owned) (nullable) (element-type ZcLateArrivals): what was read */
} Access;

static void
access_free (gpointer data)
{
  Access *access = data;

  g_free (access->account_id);
  g_clear_pointer (&access->zone, zc_late_arrivals_free);
  g_clear_pointer (&access->zones, g_ptr_array_unref);
  g_free (access);
}

static ZcLateArrivals *
late_arrivals_new (const char *zone_id,
                   guint       n_arrivals,
                   gint64      longest_seconds)
{
  ZcLateArrivals *self = g_new0 (ZcLateArrivals, 1);

  self->zone_id = g_utf8_make_valid (zone_id, -1);
  self->n_arrivals = n_arrivals;
  self->longest_seconds = longest_seconds;

  return self;
}

void
zc_late_arrivals_free (ZcLateArrivals *self)
{
  g_free (self->zone_id);
  g_free (self);
}

static gboolean
save (ZcDatabase  *database,
      gpointer     data,
      GError     **error)
{
  const Access *access = data;
  const ZcLateArrivals *zone = access->zone;

  if (zone->n_arrivals == 0)
    return zc_database_execute (database, error, "DELETE FROM late_arrival WHERE account = ? AND zone = ?", "ss",
                                access->account_id, zone->zone_id);

  return zc_database_execute (database, error,
                              "INSERT OR REPLACE INTO late_arrival (account, zone, arrivals, longest) VALUES (?, ?, ?, ?)",
                              "ssxx", access->account_id, zone->zone_id, (gint64) zone->n_arrivals, zone->longest_seconds);
}

void
zc_store_save_late_arrivals (ZcStore    *self,
                             const char *account_id,
                             const char *zone_id,
                             guint       n_arrivals,
                             gint64      longest_seconds)
{
  Access *access;

  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (zone_id != NULL);

  access = g_new0 (Access, 1);
  access->account_id = g_strdup (account_id);
  access->zone = late_arrivals_new (zone_id, n_arrivals, longest_seconds);
  zc_store_write (self, zc_store_save_late_arrivals, save, access, access_free, NULL, NULL);
}

static gboolean
load (ZcDatabase  *database,
      gpointer     data,
      GError     **error)
{
  Access *access = data;
  sqlite3_stmt *statement;
  gboolean row;

  g_clear_pointer (&access->zones, g_ptr_array_unref);
  access->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_late_arrivals_free);

  /* Other numbers were written by no version of the program. */
  statement = zc_database_query (database, error,
                                 "SELECT zone, arrivals, longest FROM late_arrival "
                                 "WHERE account = ? AND arrivals BETWEEN 1 AND 1000000 AND longest > 0", "s",
                                 access->account_id);
  while (zc_database_step (database, statement, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (access->zones, late_arrivals_new (zc_database_get_text (statement, 0),
                                                         (guint) sqlite3_column_int64 (statement, 1),
                                                         sqlite3_column_int64 (statement, 2)));
    }

  return FALSE;
}

void
zc_store_load_late_arrivals_async (ZcStore             *self,
                                   const char          *account_id,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Access *access;

  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (account_id != NULL);

  access = g_new0 (Access, 1);
  access->account_id = g_strdup (account_id);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_store_load_late_arrivals_async);
  zc_store_run (self, task, FALSE, load, access, access_free);
}

GPtrArray *
zc_store_load_late_arrivals_finish (ZcStore       *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  Access *access;

  g_return_val_if_fail (g_async_result_is_tagged (result, zc_store_load_late_arrivals_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  access = zc_store_get_task_data (G_TASK (result));

  return g_steal_pointer (&access->zones);
}
