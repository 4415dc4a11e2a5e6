/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-name-service-private.h"

#include <string.h>

#include "zc-nsd-control.h"
#include "zc-sandbox-dns.h"

#define ASK_WAIT_MS 500
#define SERVE_MOST_MICROSECONDS (10 * G_USEC_PER_SEC)
#define DUMP_WAIT_MS 5000

/* One primary that changes a zone. */
typedef struct
{
  ZcNsd *nsd;           /* (owned) */
  char *control_path;   /* (owned) */
  char *zone_path;      /* (owned) */
  gboolean is_running;
} BumpTarget;

typedef struct
{
  char *zone;           /* (owned) */
  char *text;           /* (owned) (nullable) */
  char *source;         /* (owned) */
  guint32 serial;
  GPtrArray *targets;   /* (owned) (element-type BumpTarget) */
} Bump;

static void
bump_target_free (BumpTarget *target)
{
  g_object_unref (target->nsd);
  g_free (target->control_path);
  g_free (target->zone_path);
  g_free (target);
}

static void
bump_free (Bump *bump)
{
  g_free (bump->zone);
  g_free (bump->text);
  g_free (bump->source);
  g_ptr_array_unref (bump->targets);
  g_free (bump);
}

/* NSD answers the command before it serves the change. Asking again is all the pause there is. */
static gboolean
wait_for_serial (ZcNameService  *self,
                 Bump           *bump,
                 BumpTarget     *target,
                 guint32         serial,
                 GError        **error)
{
  const ZcSandboxServer server = { bump->source, zc_nsd_get_address (target->nsd), self->port, ASK_WAIT_MS };
  gint64 end = g_get_monotonic_time () + SERVE_MOST_MICROSECONDS;

  while (g_get_monotonic_time () < end)
    {
      ldns_pkt_rcode rcode;
      gint64 seen;

      if (zc_sandbox_dns_ask_soa (&server, bump->zone, &rcode, &seen, NULL) && seen == serial)
        return TRUE;
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%s does not serve %s with the serial %u",
               zc_nsd_get_address (target->nsd), bump->zone, serial);

  return FALSE;
}

static gboolean
change_zone (ZcNameService  *self,
             Bump           *bump,
             BumpTarget     *target,
             guint32        *serial,
             GError        **error)
{
  g_autoptr(ZcZoneData) data = NULL;
  g_autofree char *present = NULL;
  g_autofree char *text = NULL;
  g_autofree char *command = g_strdup_printf ("reload %s", bump->zone);
  g_autofree char *answer = NULL;
  guint32 old_serial;

  if (!g_file_get_contents (target->zone_path, &present, NULL, error))
    return FALSE;
  data = zc_zone_data_new_from_text (bump->zone, present, error);
  if (data == NULL)
    return FALSE;
  old_serial = zc_zone_data_get_serial (data);

  if (bump->text != NULL)
    {
      zc_zone_data_free (g_steal_pointer (&data));
      data = zc_zone_data_new_from_text (bump->zone, bump->text, error);
      if (data == NULL)
        return FALSE;
    }

  if (bump->serial != 0)
    zc_zone_data_set_serial (data, bump->serial);
  else if (bump->text == NULL)
    zc_zone_data_set_serial (data, old_serial + 1);
  *serial = zc_zone_data_get_serial (data);

  text = zc_zone_data_to_text (data);
  if (!g_file_set_contents (target->zone_path, text, -1, error))
    return FALSE;
  if (!target->is_running)
    return TRUE;

  answer = zc_nsd_control_call (target->control_path, command, error);

  return answer != NULL && wait_for_serial (self, bump, target, *serial, error);
}

static void
bump_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Bump *bump = data;
  guint32 serial = 0;

  for (guint i = 0; i < bump->targets->len; i++)
    {
      GError *error = NULL;

      if (!change_zone (source, bump, g_ptr_array_index (bump->targets, i), &serial, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }

  g_task_return_pointer (task, GUINT_TO_POINTER (serial), NULL);
}

void
zc_name_service_bump_async (ZcNameService       *self,
                            const char          *zone,
                            const char          *primary,
                            guint32              serial,
                            const char          *text,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  ZcSecondary *secondary = g_ptr_array_index (self->secondaries, 0);
  Bump *bump = g_new0 (Bump, 1);

  g_task_set_source_tag (task, zc_name_service_bump_async);
  g_task_set_task_data (task, bump, (GDestroyNotify) bump_free);
  bump->zone = g_strdup (zone);
  bump->text = g_strdup (text);
  bump->source = g_strdup (secondary->scenario->address);
  bump->serial = serial;
  bump->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) bump_target_free);

  for (guint i = 0; i < self->primaries->len; i++)
    {
      ZcPrimary *candidate = g_ptr_array_index (self->primaries, i);
      ZcNsdConfig *config = zc_nsd_get_config (candidate->nsd);
      g_autofree char *path = zc_nsd_config_make_zone_path (config, zone);
      BumpTarget *target;

      if (primary != NULL && strcmp (primary, candidate->scenario->address) != 0)
        continue;
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;

      target = g_new0 (BumpTarget, 1);
      target->nsd = g_object_ref (candidate->nsd);
      target->control_path = g_strdup (zc_nsd_config_get_control_path (config));
      target->zone_path = g_steal_pointer (&path);
      target->is_running = zc_nsd_can_answer (candidate->nsd);
      g_ptr_array_add (bump->targets, target);
    }

  if (bump->targets->len == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such primary has the zone %s", zone);
  else
    zc_worker_pool_run (self->pool, task, bump_thread);
}

gboolean
zc_name_service_bump_finish (ZcNameService  *self,
                             GAsyncResult   *result,
                             guint32        *serial,
                             GError        **error)
{
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *serial = GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), &local_error));
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

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

/* "reconfig", and a "transfer" for each zone that was missed and may be transferred now. */
static GStrv
make_up_commands (ZcSecondary *secondary)
{
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
      command = g_strdup_printf ("transfer %s", (char *) zone);
      g_strv_builder_add (commands, command);
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

  zc_name_service_configure_secondary (self, secondary, FALSE);
  if (!zc_nsd_config_write (zc_nsd_get_config (secondary->nsd), &error))
    g_task_report_error (secondary->nsd, callback, user_data, zc_name_service_make_up_async, g_steal_pointer (&error));
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
