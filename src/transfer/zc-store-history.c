/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-private.h"

#define OF_ACCOUNT " FROM run WHERE ended IS NOT NULL AND account = ?1"
#define OF_ZONE OF_ACCOUNT " AND zone_id = ?2"
#define FOUND " AND (instr(search, ?3) > 0 OR instr(?4, '|' || state || ' ' || proof || '|') > 0)"
#define PAGE " AND (started, id) < (?5, ?6) ORDER BY started DESC, id DESC LIMIT ?7"
#define SELECT "SELECT " ZC_STORE_RUN_COLUMNS

/* By whether there is a zone and a search. Each has its index; the unused parameters are bound all the same. */
static const char * const page_queries[2][2] = {
  { SELECT OF_ACCOUNT PAGE, SELECT OF_ACCOUNT FOUND PAGE },
  { SELECT OF_ZONE PAGE, SELECT OF_ZONE FOUND PAGE },
};

static const char * const count_queries[2][2] = {
  { "SELECT COUNT(*)" OF_ACCOUNT, "SELECT COUNT(*)" OF_ACCOUNT FOUND },
  { "SELECT COUNT(*)" OF_ZONE, "SELECT COUNT(*)" OF_ZONE FOUND },
};

#define ONE_RUN SELECT " FROM run WHERE ended IS NOT NULL AND id = ?"

void
zc_history_page_free (ZcHistoryPage *self)
{
  g_free (self->account_id);
  g_free (self->zone_id);
  g_free (self->search);
  g_free (self->verdicts);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

/* Parameters that a query does not name are bound without an effect: SQLite reports SQLITE_RANGE and goes on. */
static sqlite3_stmt *
query_page (ZcDatabase           *database,
            const ZcHistoryPage  *page,
            const char           *sql,
            GError              **error)
{
  return zc_database_query (database, error, sql, "ssssxxx", page->account_id, page->zone_id, page->search,
                            page->verdicts, page->before_us, page->before_id, (gint64) page->n_most);
}

static gboolean
count_runs (ZcDatabase     *database,
            ZcHistoryPage  *page,
            GError        **error)
{
  sqlite3_stmt *statement = query_page (database, page,
                                        count_queries[page->zone_id != NULL][page->search != NULL], error);
  gboolean row;

  if (!zc_database_step (database, statement, &row, error))
    return FALSE;

  page->n_total = row ? (guint) sqlite3_column_int64 (statement, 0) : 0;

  return zc_database_finish (database, statement, error);
}

/* All rows of a query, read to its end before anything else is asked. */
static GPtrArray *
read_runs (ZcDatabase    *database,
           sqlite3_stmt  *statement,
           GError       **error)
{
  g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_stored_run_free);
  gboolean row = TRUE;

  while (TRUE)
    {
      if (!zc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&runs);
      g_ptr_array_add (runs, zc_store_read_run (statement));
    }
}

static gboolean
add_record (ZcDatabase     *database,
            ZcHistoryPage  *page,
            ZcStoredRun    *stored,
            GError        **error)
{
  g_autoptr(ZcStoredRun) run = stored;
  g_autoptr(GPtrArray) observations = NULL;
  g_autoptr(ZcRunMachine) machine = zc_run_machine_new ();

  if (!zc_store_read_observations (database, run->id, &observations, error))
    return FALSE;

  zc_store_replay (observations, machine, NULL, NULL);
  g_ptr_array_add (page->records, zc_run_record_new (g_steal_pointer (&run), machine));

  return TRUE;
}

gboolean
zc_store_read_page (ZcDatabase     *database,
                    ZcHistoryPage  *page,
                    GError        **error)
{
  g_autoptr(GPtrArray) runs = NULL;
  sqlite3_stmt *statement;

  g_clear_pointer (&page->records, g_ptr_array_unref);
  page->records = g_ptr_array_new_with_free_func (g_object_unref);

  if (page->run_id == 0 && page->before_us == G_MAXINT64 && !count_runs (database, page, error))
    return FALSE;

  statement = page->run_id != 0
                ? zc_database_query (database, error, ONE_RUN, "x", page->run_id)
                : query_page (database, page, page_queries[page->zone_id != NULL][page->search != NULL], error);
  runs = read_runs (database, statement, error);
  if (runs == NULL)
    return FALSE;

  for (guint i = 0; i < runs->len; i++)
    if (!add_record (database, page, g_steal_pointer (&runs->pdata[i]), error))
      return FALSE;

  return TRUE;
}

static gboolean
load_page (ZcDatabase  *database,
           gpointer     data,
           GError     **error)
{
  return zc_store_read_page (database, data, error);
}

void
zc_store_load_page_async (ZcStore             *self,
                          ZcHistoryPage       *page,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, zc_store_load_page_async);
  zc_store_run (self, task, FALSE, load_page, page, (GDestroyNotify) zc_history_page_free);
}

ZcHistoryPage *
zc_store_load_page_finish (ZcStore       *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_store_load_page_async), NULL);

  return g_task_propagate_boolean (G_TASK (result), error) ? zc_store_get_task_data (G_TASK (result)) : NULL;
}

/* Runs that were left unfinished */

void
zc_unfinished_run_free (ZcUnfinishedRun *self)
{
  g_clear_pointer (&self->run, zc_stored_run_free);
  g_clear_pointer (&self->observations, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  char *account_id;  /* (owned) */
  GPtrArray *found;  /* (owned) (nullable) (element-type ZcUnfinishedRun) */
} Unfinished;

static void
unfinished_free (gpointer data)
{
  Unfinished *unfinished = data;

  g_free (unfinished->account_id);
  g_clear_pointer (&unfinished->found, g_ptr_array_unref);
  g_free (unfinished);
}

static gboolean
list_unfinished (ZcDatabase  *database,
                 gpointer     data,
                 GError     **error)
{
  Unfinished *unfinished = data;
  g_autoptr(GPtrArray) runs = NULL;

  g_clear_pointer (&unfinished->found, g_ptr_array_unref);
  unfinished->found = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_unfinished_run_free);
  runs = read_runs (database,
                    zc_database_query (database, error,
                                       SELECT " FROM run WHERE ended IS NULL AND account = ? ORDER BY started, id", "s",
                                       unfinished->account_id),
                    error);
  if (runs == NULL)
    return FALSE;

  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr(ZcUnfinishedRun) run = g_new0 (ZcUnfinishedRun, 1);

      run->run = g_steal_pointer (&runs->pdata[i]);
      if (!zc_store_read_observations (database, run->run->id, &run->observations, error))
        return FALSE;
      g_ptr_array_add (unfinished->found, g_steal_pointer (&run));
    }

  return TRUE;
}

void
zc_store_list_unfinished_async (ZcStore             *self,
                                const char          *account_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Unfinished *unfinished;

  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (account_id != NULL);

  unfinished = g_new0 (Unfinished, 1);
  unfinished->account_id = g_strdup (account_id);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_store_list_unfinished_async);
  zc_store_run (self, task, FALSE, list_unfinished, unfinished, unfinished_free);
}

GPtrArray *
zc_store_list_unfinished_finish (ZcStore       *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  Unfinished *unfinished;

  g_return_val_if_fail (g_async_result_is_tagged (result, zc_store_list_unfinished_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  unfinished = zc_store_get_task_data (G_TASK (result));
  for (guint i = unfinished->found->len; i > 0; i--)
    {
      ZcUnfinishedRun *run = unfinished->found->pdata[i - 1];

      if (zc_store_is_watched (self, run->run->id))
        g_ptr_array_remove_index (unfinished->found, i - 1);
    }

  return g_steal_pointer (&unfinished->found);
}
