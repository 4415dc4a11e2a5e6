/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-name-service-private.h"

#include <string.h>

#include "zc-sandbox-dns.h"

#define DUMP_WAIT_MS 5000

static ZcSecondary *
find_secondary (ZcNameService *self,
                const char    *server)
{
  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);

      if (strcmp (secondary->scenario->name, server) == 0 || strcmp (secondary->scenario->address, server) == 0)
        return secondary;
    }

  return NULL;
}

static ZcPrimary *
find_primary (ZcNameService *self,
              const char    *server)
{
  for (guint i = 0; i < self->primaries->len; i++)
    {
      ZcPrimary *primary = g_ptr_array_index (self->primaries, i);

      if (strcmp (primary->scenario->address, server) == 0 || g_strcmp0 (primary->scenario->name, server) == 0)
        return primary;
    }

  return NULL;
}

/* "reconfig", and a "transfer" for each zone that was missed and may be transferred now. A zone that this
 * secondary never had, or has no more, is forgotten: NSD would end the commands with an error at its name. */
static GStrv
make_up_commands (ZcSecondary *secondary)
{
  ZcNsdConfig *config = zc_nsd_get_config (secondary->nsd);
  g_autoptr(GStrvBuilder) commands = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer zone;

  g_strv_builder_add (commands, "reconfig");
  g_hash_table_iter_init (&iter, secondary->missed_zones);
  while (g_hash_table_iter_next (&iter, &zone, NULL))
    {
      g_autofree char *command = NULL;

      if (zc_name_service_holds (secondary, zone))
        continue;
      if (zc_nsd_config_has_zone (config, zone))
        {
          command = g_strdup_printf ("transfer %s", (char *) zone);
          g_strv_builder_add (commands, command);
        }
      g_hash_table_iter_remove (&iter);
    }

  return g_strv_builder_end (commands);
}

void
zc_name_service_make_up_async (ZcNameService       *self,
                               ZcSecondary         *secondary,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_auto(GStrv) commands = make_up_commands (secondary);
  g_autoptr(GError) error = NULL;
  gboolean is_changed;

  zc_name_service_configure_secondary (self, secondary, FALSE);
  if (!zc_nsd_config_write (zc_nsd_get_config (secondary->nsd), &is_changed, &error))
    g_task_report_error (secondary->nsd, callback, user_data, zc_name_service_make_up_async, g_steal_pointer (&error));
  else if (is_changed)
    zc_nsd_run_until_reload_async (secondary->nsd, (const char * const *) commands, callback, user_data);
  else
    zc_nsd_run_async (secondary->nsd, (const char * const *) commands, callback, user_data);
}

static void
finish_run_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (zc_nsd_run_finish (ZC_NSD (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
zc_name_service_hold_async (ZcNameService       *self,
                            const char          *server,
                            const char          *zone,
                            gboolean             hold,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  ZcSecondary *secondary = find_secondary (self, server);

  g_task_set_source_tag (task, zc_name_service_hold_async);
  if (secondary == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no secondary %s", server);
      return;
    }

  if (zone == NULL)
    secondary->is_held = hold;
  else if (hold)
    g_hash_table_add (secondary->held_zones, g_strdup (zone));
  else
    g_hash_table_remove (secondary->held_zones, zone);

  /* One that does not answer takes the change over when it does again. */
  if (zc_nsd_can_answer (secondary->nsd))
    zc_name_service_make_up_async (self, secondary, finish_run_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
zc_name_service_hold_finish (ZcNameService  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Changing how a server behaves. */
typedef struct
{
  ZcNameServer *server;     /* (owned) */
  ZcNsd *nsd;               /* (unowned): the server's */
  ZcSecondary *secondary;   /* (unowned) (nullable) */
  GStrv zones;              /* (owned): a secondary's zones */
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->server);
  g_strfreev (change->zones);
  g_free (change);
}

/* Keeps what a secondary serves for its next start: NSD itself writes zones back much later. */
static void
dump_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  ZcNameService *self = source;
  Change *change = data;
  const ZcSandboxServer server = { ZC_SANDBOX_OWN_ADDRESS, zc_nsd_get_address (change->nsd), self->port, DUMP_WAIT_MS };

  for (gsize i = 0; change->zones[i] != NULL; i++)
    {
      g_autoptr(ZcZoneData) copy = zc_sandbox_dns_read_axfr (&server, change->zones[i], NULL);
      g_autofree char *path = zc_nsd_config_make_zone_path (zc_nsd_get_config (change->nsd), change->zones[i]);
      g_autofree char *text = NULL;
      GError *error = NULL;

      /* A zone without a copy has nothing to keep. */
      if (copy == NULL)
        continue;
      text = zc_zone_data_to_text (copy);
      if (!g_file_set_contents (path, text, -1, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }

  g_task_return_boolean (task, TRUE);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcNameService *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!zc_name_server_start_finish (ZC_NAME_SERVER (source), result, &error))
    g_task_return_error (task, error);
  else if (change->secondary == NULL)
    g_task_return_boolean (task, TRUE);
  else
    zc_name_service_make_up_async (self, change->secondary, finish_run_cb, g_steal_pointer (&task));
}

static void
dumped_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  zc_name_server_kill (change->server);
  g_task_return_boolean (task, TRUE);
}

static void
stop_server (ZcNameService *self,
             GTask         *task,
             Change        *change)
{
  g_autoptr(GTask) dump = NULL;

  if (change->secondary == NULL)
    {
      zc_name_server_kill (change->server);
      g_task_return_boolean (task, TRUE);
      return;
    }

  dump = g_task_new (self, NULL, dumped_cb, g_object_ref (task));
  g_task_set_source_tag (dump, stop_server);
  g_task_set_task_data (dump, change, NULL);
  zc_worker_pool_run (self->pool, dump, dump_thread);
}

static void
change_running (ZcNameService  *self,
                GTask          *owned_task,
                ZcServerManner  manner)
{
  g_autoptr(GTask) task = owned_task;
  Change *change = g_task_get_task_data (task);
  gboolean was_silent = !zc_nsd_can_answer (change->nsd);

  /* Halted processes take no command, whatever comes next. */
  zc_nsd_set_silent (change->nsd, manner == ZC_SERVER_SILENT);
  if (manner == ZC_SERVER_DOWN)
    stop_server (self, task, change);
  else if (manner == ZC_SERVER_ANSWERS && was_silent && change->secondary != NULL)
    zc_name_service_make_up_async (self, change->secondary, finish_run_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
begin_start (ZcNameService *self,
             GTask         *task)
{
  Change *change = g_task_get_task_data (task);

  /* As at the sandbox's own start: held back until the patterns are taken over. */
  if (change->secondary != NULL)
    zc_name_service_configure_secondary (self, change->secondary, TRUE);
  zc_name_server_start_async (change->server, started_cb, task);
}

static GStrv
list_zones (ZcNameService *self)
{
  g_autoptr(GStrvBuilder) zones = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer zone;

  g_hash_table_iter_init (&iter, self->zones);
  while (g_hash_table_iter_next (&iter, &zone, NULL))
    g_strv_builder_add (zones, zone);

  return g_strv_builder_end (zones);
}

void
zc_name_service_set_manner_async (ZcNameService       *self,
                                  const char          *server,
                                  ZcServerManner       manner,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  ZcSecondary *secondary = find_secondary (self, server);
  ZcPrimary *primary = find_primary (self, server);
  Change *change;

  g_task_set_source_tag (task, zc_name_service_set_manner_async);
  if (secondary == NULL && primary == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no server %s", server);
      return;
    }

  change = g_new0 (Change, 1);
  change->server = g_object_ref (secondary != NULL ? secondary->server : primary->server);
  change->nsd = zc_name_server_get_nsd (change->server);
  change->secondary = secondary;
  change->zones = list_zones (self);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);

  if (zc_nsd_is_running (change->nsd))
    change_running (self, g_steal_pointer (&task), manner);
  else if (manner == ZC_SERVER_ANSWERS)
    begin_start (self, g_steal_pointer (&task));
  else if (manner == ZC_SERVER_DOWN)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "%s does not run; start it first", server);
}

gboolean
zc_name_service_set_manner_finish (ZcNameService  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
