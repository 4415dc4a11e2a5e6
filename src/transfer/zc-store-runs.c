/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-private.h"

#include "zc-run-entry-private.h"

typedef struct
{
  ZcObservation *observation; /* (owned) */
  ZcStoredRun *run;           /* (owned) (nullable) */
} Observed;

typedef struct
{
  gint64 run_id;
  GListModel *model;          /* (owned) (nullable) (element-type ZcRunEntry): made in the thread */
} Entries;

static void
observed_free (gpointer data)
{
  Observed *observed = data;

  zc_observation_free (observed->observation);
  g_clear_pointer (&observed->run, zc_stored_run_free);
  g_free (observed);
}

static void
entries_free (gpointer data)
{
  Entries *entries = data;

  g_clear_object (&entries->model);
  g_free (entries);
}

void
zc_observation_free (ZcObservation *self)
{
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self->text);
  g_free (self);
}

static const char *
get_nick (GType type,
          int   value)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (type);

  return g_enum_get_value (G_ENUM_CLASS (klass), value)->value_nick;
}

char *
zc_store_get_verdict_key (ZcRunState state,
                          ZcRunProof proof)
{
  return g_strdup_printf ("|%s %s|", get_nick (ZC_TYPE_RUN_STATE, (int) state), get_nick (ZC_TYPE_RUN_PROOF, (int) proof));
}

static gboolean
find_value (GType       type,
            const char *nick,
            int        *value)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (type);
  const GEnumValue *found = g_enum_get_value_by_nick (G_ENUM_CLASS (klass), nick);

  if (found != NULL)
    *value = found->value;

  return found != NULL;
}

char *
zc_store_join_lines (const char * const *lines)
{
  return lines != NULL ? g_strjoinv ("\n", (char **) lines) : g_strdup ("");
}

char **
zc_store_split_lines (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return *valid != '\0' ? g_strsplit (valid, "\n", -1) : g_new0 (char *, 1);
}

static gboolean
add_run (ZcDatabase  *database,
         gpointer     data,
         GError     **error)
{
  ZcStoredRun *run = data;
  g_autofree char *names = g_strdup_printf ("%s\n%s", run->zone_name, run->display_name);
  g_autofree char *search = g_utf8_casefold (names, -1);
  g_autofree char *primary_ips = zc_store_join_lines ((const char * const *) run->primary_ips);
  g_autofree char *name_servers = zc_store_join_lines ((const char * const *) run->name_servers);

  return zc_database_execute (database, error,
                              "INSERT OR REPLACE INTO run (id, account, zone_id, zone_name, "
                              "display_name, search, primary_ips, name_servers, started, deadline, "
                              "state, proof) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                              "xsssssssxxss",
                              run->id, run->account_id, run->zone_id, run->zone_name,
                              run->display_name, search, primary_ips, name_servers, run->started_us,
                              (gint64) run->deadline_seconds,
                              get_nick (ZC_TYPE_RUN_STATE, (int) run->state),
                              get_nick (ZC_TYPE_RUN_PROOF, (int) run->proof));
}

void
zc_store_add_run (ZcStore     *self,
                  ZcStoredRun *run)
{
  zc_store_write (self, zc_store_add_run, add_run, run, (GDestroyNotify) zc_stored_run_free, NULL, NULL);
}

static gboolean
update_run (ZcDatabase   *database,
            ZcStoredRun  *run,
            GError      **error)
{
  return zc_database_execute (database, error,
                              "UPDATE run SET started = ?, duration = ?, state = ?, proof = ?, "
                              "ended = ?, serial_before = ?, serial_after = ?, missing = ?, "
                              "extra = ?, changed = ? WHERE id = ?", "xxssoooooox",
                              run->started_us, run->duration_us,
                              get_nick (ZC_TYPE_RUN_STATE, (int) run->state),
                              get_nick (ZC_TYPE_RUN_PROOF, (int) run->proof),
                              zc_run_state_is_final (run->state), run->ended_us,
                              run->has_before, (gint64) run->before,
                              run->has_after, (gint64) run->after,
                              run->has_delta, (gint64) run->delta.missing,
                              run->has_delta, (gint64) run->delta.extra,
                              run->has_delta, (gint64) run->delta.changed, run->id);
}

/* A run that was deleted together with its account gets no more rows. */
static gboolean
add_observation (ZcDatabase  *database,
                 gpointer     data,
                 GError     **error)
{
  Observed *observed = data;
  ZcObservation *observation = observed->observation;

  return zc_database_execute (database, error,
                              "INSERT OR REPLACE INTO observation (run, place, at, type, data, text) "
                              "SELECT id, ?, ?, ?, ?, ? FROM run WHERE id = ?", "xxsbsx",
                              (gint64) observation->place, observation->at_us,
                              get_nick (ZC_TYPE_RUN_EVENT_TYPE, (int) observation->type),
                              observation->data, observation->text, observation->run_id) &&
         (observed->run == NULL || update_run (database, observed->run, error));
}

typedef struct
{
  GAsyncReadyCallback callback; /* (nullable) */
  gpointer user_data;
} End;

static void
end_written_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autofree End *end = data;
  Observed *observed = zc_store_get_task_data (G_TASK (result));

  if (!g_task_had_error (G_TASK (result)) && zc_run_state_is_final (observed->run->state))
    g_signal_emit_by_name (source, "run-ended", observed->run->id);
  if (end->callback != NULL)
    end->callback (source, result, end->user_data);
}

void
zc_store_add_observation_async (ZcStore             *self,
                                ZcObservation       *observation,
                                ZcStoredRun         *run,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Observed *observed = g_new0 (Observed, 1);

  observed->observation = observation;
  observed->run = run;
  if (run != NULL)
    {
      End *end = g_new0 (End, 1);

      end->callback = callback;
      end->user_data = user_data;
      callback = end_written_cb;
      user_data = end;
    }
  zc_store_write (self, zc_store_add_observation_async, add_observation, observed, observed_free, callback, user_data);
}

gboolean
zc_store_add_observation_finish (ZcStore       *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_store_add_observation_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static ZcObservation *
read_observation (sqlite3_stmt *statement,
                  gint64        run_id)
{
  ZcObservation *observation;
  int type;

  if (!find_value (ZC_TYPE_RUN_EVENT_TYPE, zc_database_get_text (statement, 2), &type))
    return NULL;

  observation = g_new0 (ZcObservation, 1);
  observation->run_id = run_id;
  observation->place = (guint) sqlite3_column_int64 (statement, 0);
  observation->at_us = sqlite3_column_int64 (statement, 1);
  observation->type = (ZcRunEventType) type;
  observation->data = zc_database_dup_bytes (statement, 3);
  if (sqlite3_column_type (statement, 4) != SQLITE_NULL)
    observation->text = g_utf8_make_valid (zc_database_get_text (statement, 4), -1);

  return observation;
}

gboolean
zc_store_read_observations (ZcDatabase  *database,
                            gint64       run_id,
                            GPtrArray  **observations,
                            GError     **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_observation_free);
  GBytes *last[ZC_RUN_EVENT_STOPPED + 1] = { NULL };
  sqlite3_stmt *statement = zc_database_query (database, error,
                                               "SELECT place, at, type, data, text FROM observation WHERE run = ? "
                                               "ORDER BY place", "x", run_id);
  gboolean row;

  while (TRUE)
    {
      ZcObservation *observation;

      if (!zc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;

      observation = read_observation (statement, run_id);
      if (observation == NULL)
        continue;

      /* What is left out is what it was the last time. */
      if (observation->data != NULL)
        last[observation->type] = observation->data;
      else if (last[observation->type] != NULL)
        observation->data = g_bytes_ref (last[observation->type]);
      g_ptr_array_add (found, observation);
    }

  *observations = g_steal_pointer (&found);

  return TRUE;
}

static gboolean
read_serial (sqlite3_stmt *statement,
             int           column,
             guint32      *serial)
{
  *serial = (guint32) sqlite3_column_int64 (statement, column);

  return sqlite3_column_type (statement, column) != SQLITE_NULL;
}

ZcStoredRun *
zc_store_read_run (sqlite3_stmt *statement)
{
  ZcStoredRun *run = g_new0 (ZcStoredRun, 1);
  int state = ZC_RUN_STATE_STOPPED, proof = ZC_RUN_PROOF_NONE;

  /* A state of a newer version cannot be there, since its file is not opened; a damaged one reads as stopped. */
  find_value (ZC_TYPE_RUN_STATE, zc_database_get_text (statement, 11), &state);
  find_value (ZC_TYPE_RUN_PROOF, zc_database_get_text (statement, 12), &proof);
  run->id = sqlite3_column_int64 (statement, 0);
  run->account_id = g_utf8_make_valid (zc_database_get_text (statement, 1), -1);
  run->zone_id = g_utf8_make_valid (zc_database_get_text (statement, 2), -1);
  run->zone_name = g_utf8_make_valid (zc_database_get_text (statement, 3), -1);
  run->display_name = g_utf8_make_valid (zc_database_get_text (statement, 4), -1);
  run->primary_ips = zc_store_split_lines (zc_database_get_text (statement, 5));
  run->name_servers = zc_store_split_lines (zc_database_get_text (statement, 6));
  run->started_us = sqlite3_column_int64 (statement, 7);
  run->ended_us = sqlite3_column_int64 (statement, 8);
  run->duration_us = sqlite3_column_int64 (statement, 9);
  run->deadline_seconds = (guint) sqlite3_column_int64 (statement, 10);
  run->state = (ZcRunState) state;
  run->proof = (ZcRunProof) proof;
  run->has_before = read_serial (statement, 13, &run->before);
  run->has_after = read_serial (statement, 14, &run->after);
  run->has_delta = read_serial (statement, 15, &run->delta.missing);
  read_serial (statement, 16, &run->delta.extra);
  read_serial (statement, 17, &run->delta.changed);

  return run;
}

static void
add_entry_cb (const ZcRunEvent *event,
              ZcRunMachine     *machine,
              gpointer          data)
{
  zc_run_entry_list_add (data, event, machine);
}

static gboolean
load_entries (ZcDatabase  *database,
              gpointer     data,
              GError     **error)
{
  Entries *entries = data;
  g_autoptr(GPtrArray) observations = NULL;
  g_autoptr(ZcRunEntryList) list = NULL;
  g_autoptr(ZcRunMachine) machine = NULL;

  if (!zc_store_read_observations (database, entries->run_id, &observations, error))
    return FALSE;

  list = zc_run_entry_list_new ();
  machine = zc_run_machine_new ();
  zc_store_replay (observations, machine, add_entry_cb, list);
  g_set_object (&entries->model, zc_run_entry_list_get_model (list));

  return TRUE;
}

void
zc_store_load_entries_async (ZcStore             *self,
                             gint64               run_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Entries *entries;

  g_return_if_fail (ZC_IS_STORE (self));

  entries = g_new0 (Entries, 1);
  entries->run_id = run_id;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_store_load_entries_async);
  zc_store_run (self, task, FALSE, load_entries, entries, entries_free);
}

GListModel *
zc_store_load_entries_finish (ZcStore       *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  Entries *entries;

  g_return_val_if_fail (g_async_result_is_tagged (result, zc_store_load_entries_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  entries = zc_store_get_task_data (G_TASK (result));

  return g_steal_pointer (&entries->model);
}
