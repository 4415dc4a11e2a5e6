/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-private.h"

/* A run that nobody came to pick up for so long belongs to an account that will not come back, and so do zones that
 * nobody has listed. Accounts from the environment are not removed by anybody. */
#define FORGOTTEN_DAYS 90

/* Whoever starts the program while the clock is years ahead loses nothing by it: a run is old beside newer ones. */
#define NOW_OF_RUNS "min (?1, (SELECT max (started) FROM run)) - ?2"

#define OF_FORGOTTEN_ACCOUNTS " WHERE account IN (SELECT account FROM zone_list GROUP BY account " \
  "HAVING max (read) < min (?1, (SELECT max (read) FROM zone_list)) - ?2)"

typedef struct
{
  gint64 run_id;      /* 0 for more than one */
  char *account_id;   /* (owned) (nullable) */
  gboolean keep_history;
  gint64 most_us;     /* 0 for no limit */
  guint most_runs;    /* 0 for no limit */
  guint n_removed;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_free (removal->account_id);
  g_free (removal);
}

static gboolean
finish_removal (ZcStore       *self,
                GAsyncResult  *result,
                gpointer       source_tag,
                Removal      **removal,
                GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *removal = zc_store_get_task_data (G_TASK (result));
  if ((*removal)->n_removed > 0)
    g_signal_emit_by_name (self, "runs-removed", (*removal)->run_id);

  return TRUE;
}

static void
start_removal (ZcStore             *self,
               gpointer             source_tag,
               ZcDatabaseFunc       func,
               Removal             *removal,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  zc_store_run (self, task, TRUE, func, removal, removal_free);
}

/* @done is whether runs were just deleted. */
static gboolean
count_removed (ZcDatabase  *database,
               Removal     *removal,
               gboolean     done)
{
  removal->n_removed = done ? removal->n_removed + zc_database_count_changes (database) : 0;

  return done;
}

static gboolean
delete_run (ZcDatabase  *database,
            gpointer     data,
            GError     **error)
{
  Removal *removal = data;

  removal->n_removed = 0;

  return count_removed (database, removal,
                        zc_database_execute (database, error, "DELETE FROM run WHERE ended IS NOT NULL AND id = ?", "x",
                                             removal->run_id));
}

static gboolean
delete_all_runs (ZcDatabase  *database,
                 gpointer     data,
                 GError     **error)
{
  Removal *removal = data;

  removal->n_removed = 0;

  return count_removed (database, removal,
                        zc_database_execute (database, error,
                                             "DELETE FROM run WHERE ended IS NOT NULL AND account = ?", "s",
                                             removal->account_id));
}

static gboolean
remove_account (ZcDatabase  *database,
                gpointer     data,
                GError     **error)
{
  Removal *removal = data;
  const char *account_id = removal->account_id;

  removal->n_removed = 0;
  if (!zc_database_execute (database, error, "DELETE FROM zone_health WHERE account = ?", "s", account_id) ||
      !zc_database_execute (database, error, "DELETE FROM late_arrival WHERE account = ?", "s", account_id) ||
      !zc_database_execute (database, error, "DELETE FROM zone WHERE account = ?", "s", account_id) ||
      !zc_database_execute (database, error, "DELETE FROM zone_list WHERE account = ?", "s", account_id))
    return FALSE;

  /* Without an account nobody sees them, until one lists their zones (zc_store_save_zones()). */
  if (removal->keep_history)
    return zc_database_execute (database, error, "UPDATE run SET account = '' WHERE account = ?", "s", account_id);

  return count_removed (database, removal,
                        zc_database_execute (database, error, "DELETE FROM run WHERE account = ?", "s", account_id));
}

static gboolean
forget_lists (ZcDatabase  *database,
              gint64       now_us,
              GError     **error)
{
  /* The table that tells which accounts are forgotten comes last. */
  static const char * const statements[] = {
    "DELETE FROM zone_health" OF_FORGOTTEN_ACCOUNTS,
    "DELETE FROM late_arrival" OF_FORGOTTEN_ACCOUNTS,
    "DELETE FROM zone" OF_FORGOTTEN_ACCOUNTS,
    "DELETE FROM zone_list" OF_FORGOTTEN_ACCOUNTS,
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!zc_database_execute (database, error, statements[i], "xx", now_us, FORGOTTEN_DAYS * G_TIME_SPAN_DAY))
      return FALSE;

  return TRUE;
}

static gboolean
trim (ZcDatabase  *database,
      gpointer     data,
      GError     **error)
{
  Removal *removal = data;
  gint64 now_us = g_get_real_time ();

  removal->n_removed = 0;
  if (!zc_database_execute (database, error, "DELETE FROM run WHERE ended IS NULL AND started < " NOW_OF_RUNS, "xx", now_us,
                            FORGOTTEN_DAYS * G_TIME_SPAN_DAY) ||
      !forget_lists (database, now_us, error))
    return FALSE;
  if (removal->most_us > 0 &&
      !count_removed (database, removal,
                      zc_database_execute (database, error,
                                           "DELETE FROM run WHERE ended IS NOT NULL AND started < " NOW_OF_RUNS, "xx",
                                           now_us, removal->most_us)))
    return FALSE;

  return removal->most_runs == 0 ||
         count_removed (database, removal,
                        zc_database_execute (database, error,
                                             "DELETE FROM run WHERE id IN (SELECT id FROM (SELECT id, row_number() "
                                             "OVER (PARTITION BY account ORDER BY started DESC, id DESC) AS place "
                                             "FROM run WHERE ended IS NOT NULL) WHERE place > ?)", "x",
                                             (gint64) removal->most_runs));
}

void
zc_store_delete_run_async (ZcStore             *self,
                           gint64               run_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Removal *removal;

  g_return_if_fail (ZC_IS_STORE (self));

  removal = g_new0 (Removal, 1);
  removal->run_id = run_id;
  start_removal (self, zc_store_delete_run_async, delete_run, removal, cancellable, callback, user_data);
}

gboolean
zc_store_delete_run_finish (ZcStore       *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  Removal *removal;

  return finish_removal (self, result, zc_store_delete_run_async, &removal, error);
}

void
zc_store_delete_all_runs_async (ZcStore             *self,
                                const char          *account_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Removal *removal;

  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (account_id != NULL);

  removal = g_new0 (Removal, 1);
  removal->account_id = g_strdup (account_id);
  start_removal (self, zc_store_delete_all_runs_async, delete_all_runs, removal, cancellable, callback, user_data);
}

gboolean
zc_store_delete_all_runs_finish (ZcStore       *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  Removal *removal;

  return finish_removal (self, result, zc_store_delete_all_runs_async, &removal, error);
}

void
zc_store_remove_account_async (ZcStore             *self,
                               const char          *account_id,
                               gboolean             keep_history,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Removal *removal;

  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (account_id != NULL);

  removal = g_new0 (Removal, 1);
  removal->account_id = g_strdup (account_id);
  removal->keep_history = keep_history;
  start_removal (self, zc_store_remove_account_async, remove_account, removal, cancellable, callback, user_data);
}

gboolean
zc_store_remove_account_finish (ZcStore       *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  Removal *removal;

  return finish_removal (self, result, zc_store_remove_account_async, &removal, error);
}

void
zc_store_trim_async (ZcStore             *self,
                     guint                most_days,
                     guint                most_runs,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  Removal *removal;

  g_return_if_fail (ZC_IS_STORE (self));

  removal = g_new0 (Removal, 1);
  if (most_days > 0)
    removal->most_us = most_days * G_TIME_SPAN_DAY;
  removal->most_runs = most_runs;
  start_removal (self, zc_store_trim_async, trim, removal, cancellable, callback, user_data);
}

int
zc_store_trim_finish (ZcStore       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  Removal *removal;

  return finish_removal (self, result, zc_store_trim_async, &removal, error) ? (int) removal->n_removed : -1;
}
