/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-name-service-private.h"

#include <sys/socket.h>
#include <unistd.h>

#include "zc-port.h"

#define RESOLVER_ADDRESS "127.0.0.1"
/* Below the range from which Linux takes the ports of outgoing connections, so that no client on
 * this computer takes one of ours. */
#define LOWEST_PORT 20000
#define HIGHEST_PORT 32000
#define MOST_PORTS 200
#define MOST_STARTS 5
#define N_THREADS 8

G_DEFINE_FINAL_TYPE (ZcNameService, zc_name_service, G_TYPE_OBJECT)

static void
primary_free (ZcPrimary *primary)
{
  g_object_unref (primary->nsd);
  g_free (primary);
}

static void
secondary_free (ZcSecondary *secondary)
{
  g_object_unref (secondary->nsd);
  g_hash_table_unref (secondary->held_zones);
  g_hash_table_unref (secondary->missed_zones);
  g_free (secondary);
}

static void
served_records_free (ZcServedRecords *served)
{
  g_ptr_array_unref (served->records);
  g_free (served);
}

static void
drop_claim (ZcNameService *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->claims); i++)
    {
      if (self->claims[i] >= 0)
        close (self->claims[i]);
      self->claims[i] = -1;
    }
}

static gboolean
claim_port (ZcNameService *self,
            guint16        port)
{
  drop_claim (self);
  self->claims[0] = zc_port_bind (ZC_CLAIM_ADDRESS, port, SOCK_DGRAM);
  self->claims[1] = zc_port_bind (ZC_CLAIM_ADDRESS, port, SOCK_STREAM);
  if (self->claims[0] < 0 || self->claims[1] < 0 || !zc_port_is_free (RESOLVER_ADDRESS, port))
    return FALSE;

  for (guint i = 0; i < self->scenario->primaries->len; i++)
    {
      ZcScenarioPrimary *primary = g_ptr_array_index (self->scenario->primaries, i);

      if (!zc_port_is_free (primary->address, port))
        return FALSE;
    }
  for (guint i = 0; i < self->scenario->secondaries->len; i++)
    {
      ZcScenarioSecondary *secondary = g_ptr_array_index (self->scenario->secondaries, i);

      if (!zc_port_is_free (secondary->address, port))
        return FALSE;
    }

  return TRUE;
}

static gboolean
choose_port (ZcNameService  *self,
             GError        **error)
{
  for (guint i = 0; i < MOST_PORTS; i++)
    {
      self->port = g_random_int_range (LOWEST_PORT, HIGHEST_PORT);
      if (claim_port (self, self->port))
        return TRUE;
    }

  drop_claim (self);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
               "No port between %d and %d is free on all addresses of the scenario", LOWEST_PORT, HIGHEST_PORT);

  return FALSE;
}

static ZcNsd *
make_nsd (ZcNameService *self,
          const char    *address,
          const char    *identity)
{
  g_autofree char *directory = g_build_filename (self->directory, address, NULL);
  ZcNsd *nsd = zc_nsd_new (self->nsd_program, directory, address, self->port, identity, self->pool);

  zc_nsd_set_lifeline (nsd, self->lifeline);
  zc_nsd_config_set_rate_limit (zc_nsd_get_config (nsd), self->scenario->rate_limit);

  return nsd;
}

static void
make_servers (ZcNameService *self)
{
  g_ptr_array_set_size (self->primaries, 0);
  g_ptr_array_set_size (self->secondaries, 0);
  g_clear_object (&self->resolver);

  for (guint i = 0; i < self->scenario->primaries->len; i++)
    {
      ZcPrimary *primary = g_new0 (ZcPrimary, 1);

      primary->scenario = g_ptr_array_index (self->scenario->primaries, i);
      primary->nsd = make_nsd (self, primary->scenario->address,
                               primary->scenario->name != NULL ? primary->scenario->name : primary->scenario->address);
      g_ptr_array_add (self->primaries, primary);
    }

  for (guint i = 0; i < self->scenario->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_new0 (ZcSecondary, 1);

      secondary->scenario = g_ptr_array_index (self->scenario->secondaries, i);
      secondary->nsd = make_nsd (self, secondary->scenario->address, secondary->scenario->name);
      secondary->is_held = secondary->scenario->held;
      secondary->held_zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      secondary->missed_zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_ptr_array_add (self->secondaries, secondary);
      zc_name_service_configure_secondary (self, secondary, TRUE);
    }

  self->resolver = make_nsd (self, RESOLVER_ADDRESS, "resolver");
}

/* The start: all servers at once, with every transfer held back, since an NSD asks its primaries as
 * soon as it starts and would bring up to date what the scenario wants behind. Then the secondaries
 * take over the true patterns. When the port was taken meanwhile all begins again with another. */
typedef struct
{
  guint n_pending;
  guint n_starts;
  GError *error;    /* (owned) (nullable): the first error */
} Start;

static void begin_start (GTask *task);

static void
start_free (Start *start)
{
  g_clear_error (&start->error);
  g_free (start);
}

static void
keep_first_error (Start  *start,
                  GError *error)
{
  if (start->error == NULL)
    start->error = error;
  else
    g_error_free (error);
}

static void
release_ended_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;

  if (source != NULL && !zc_nsd_run_finish (ZC_NSD (source), result, &error))
    keep_first_error (start, error);
  if (--start->n_pending > 0)
    return;

  if (start->error != NULL)
    g_task_return_error (task, g_steal_pointer (&start->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
release_all (GTask *task)
{
  const char * const commands[] = { "reconfig", NULL };
  ZcNameService *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);

  /* One more than there are, for the end of this loop. */
  start->n_pending = 1;
  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);
      GError *error = NULL;

      zc_name_service_configure_secondary (self, secondary, FALSE);
      if (!zc_nsd_config_write (zc_nsd_get_config (secondary->nsd), &error))
        {
          keep_first_error (start, error);
        }
      else if (zc_nsd_is_running (secondary->nsd))
        {
          start->n_pending++;
          zc_nsd_run_async (secondary->nsd, commands, release_ended_cb, g_object_ref (task));
        }
    }
  release_ended_cb (NULL, NULL, g_object_ref (task));
}

static void
server_started_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcNameService *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;

  if (!zc_nsd_start_finish (ZC_NSD (source), result, &error))
    keep_first_error (start, error);
  if (--start->n_pending > 0)
    return;

  if (start->error == NULL)
    {
      release_all (task);
    }
  else if (g_error_matches (start->error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE) && start->n_starts < MOST_STARTS)
    {
      g_clear_error (&start->error);
      zc_name_service_kill (self);
      begin_start (task);
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&start->error));
    }
}

static void
start_server (GTask *task,
              ZcNsd *nsd)
{
  Start *start = g_task_get_task_data (task);

  start->n_pending++;
  zc_nsd_start_async (nsd, server_started_cb, g_object_ref (task));
}

static void
begin_start (GTask *task)
{
  ZcNameService *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;

  start->n_starts++;
  if (!choose_port (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  make_servers (self);
  if (!zc_name_service_write_zones (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  start_server (task, self->resolver);
  for (guint i = 0; i < self->primaries->len; i++)
    {
      ZcPrimary *primary = g_ptr_array_index (self->primaries, i);

      if (primary->scenario->manner == ZC_SERVER_ANSWERS)
        start_server (task, primary->nsd);
    }
  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);

      if (secondary->scenario->manner == ZC_SERVER_ANSWERS)
        start_server (task, secondary->nsd);
    }
}

void
zc_name_service_start_async (ZcNameService       *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, zc_name_service_start_async);
  g_task_set_task_data (task, g_new0 (Start, 1), (GDestroyNotify) start_free);
  begin_start (task);
}

gboolean
zc_name_service_start_finish (ZcNameService  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
zc_name_service_kill (ZcNameService *self)
{
  if (self->resolver != NULL)
    zc_nsd_kill (self->resolver);
  for (guint i = 0; i < self->primaries->len; i++)
    zc_nsd_kill (((ZcPrimary *) g_ptr_array_index (self->primaries, i))->nsd);
  for (guint i = 0; i < self->secondaries->len; i++)
    zc_nsd_kill (((ZcSecondary *) g_ptr_array_index (self->secondaries, i))->nsd);
}

guint16
zc_name_service_get_port (ZcNameService *self)
{
  return self->port;
}

const char *
zc_name_service_get_resolver_address (ZcNameService *self)
{
  return RESOLVER_ADDRESS;
}

static void
zc_name_service_finalize (GObject *object)
{
  ZcNameService *self = ZC_NAME_SERVICE (object);

  zc_name_service_kill (self);
  drop_claim (self);
  g_ptr_array_unref (self->primaries);
  g_ptr_array_unref (self->secondaries);
  g_clear_object (&self->resolver);
  g_hash_table_unref (self->zones);
  g_hash_table_unref (self->records);
  g_object_unref (self->pool);
  g_free (self->nsd_program);
  g_free (self->directory);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (zc_name_service_parent_class)->finalize (object);
}

static void
zc_name_service_class_init (ZcNameServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_name_service_finalize;
}

static void
zc_name_service_init (ZcNameService *self)
{
  self->claims[0] = -1;
  self->claims[1] = -1;
  self->primaries = g_ptr_array_new_with_free_func ((GDestroyNotify) primary_free);
  self->secondaries = g_ptr_array_new_with_free_func ((GDestroyNotify) secondary_free);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) served_records_free);
  self->pool = zc_worker_pool_new ("name-service", N_THREADS);
  g_mutex_init (&self->mutex);
}

ZcNameService *
zc_name_service_new (ZcScenario *scenario,
                     const char *nsd,
                     const char *directory,
                     int         lifeline)
{
  ZcNameService *self = g_object_new (ZC_TYPE_NAME_SERVICE, NULL);

  self->scenario = scenario;
  self->nsd_program = g_strdup (nsd);
  self->directory = g_strdup (directory);
  self->lifeline = lifeline;

  for (guint i = 0; i < scenario->zones->len; i++)
    {
      ZcScenarioZone *zone = g_ptr_array_index (scenario->zones, i);

      if (zone->is_served)
        g_hash_table_insert (self->zones, g_strdup (zone->name), g_strdupv (zone->primaries));
    }

  return self;
}
