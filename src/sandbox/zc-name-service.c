/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-name-service-private.h"

#include <glib/gi18n-lib.h>
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
  g_object_unref (primary->server);
  g_free (primary);
}

static void
secondary_free (ZcSecondary *secondary)
{
  g_object_unref (secondary->server);
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
is_free_for (const char        *address,
             const ZcGateRules *rules,
             guint16            port)
{
  g_autofree char *inside = zc_name_server_make_inside (address, rules);

  return zc_port_is_free (address, port) && zc_port_is_free (inside, port);
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

      if (!is_free_for (primary->address, &primary->gate, port))
        return FALSE;
    }
  for (guint i = 0; i < self->scenario->secondaries->len; i++)
    {
      ZcScenarioSecondary *secondary = g_ptr_array_index (self->scenario->secondaries, i);

      if (!is_free_for (secondary->address, &secondary->gate, port))
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
               _("No port between %d and %d is free on all addresses of the scenario"), LOWEST_PORT, HIGHEST_PORT);

  return FALSE;
}

static ZcNameServer *
make_server (ZcNameService     *self,
             const char        *address,
             const char        *identity,
             const ZcGateRules *rules)
{
  g_autofree char *directory = g_build_filename (self->directory, address, NULL);
  g_autofree char *inside = zc_name_server_make_inside (address, rules);
  ZcNsd *nsd = zc_nsd_new (self->nsd_program, directory, inside, self->port, identity, self->pool);

  zc_nsd_set_lifeline (nsd, self->lifeline);
  zc_nsd_config_set_rate_limit (zc_nsd_get_config (nsd), self->scenario->rate_limit);

  return zc_name_server_new (nsd, address, self->port, rules);
}

static void
make_servers (ZcNameService *self)
{
  const ZcGateRules no_rules = { 0 };

  g_ptr_array_set_size (self->primaries, 0);
  g_ptr_array_set_size (self->secondaries, 0);
  g_clear_object (&self->resolver);

  for (guint i = 0; i < self->scenario->primaries->len; i++)
    {
      ZcScenarioPrimary *scenario = g_ptr_array_index (self->scenario->primaries, i);
      ZcPrimary *primary = g_new0 (ZcPrimary, 1);

      primary->scenario = scenario;
      primary->server = make_server (self, scenario->address,
                                     scenario->name != NULL ? scenario->name : scenario->address, &scenario->gate);
      primary->nsd = zc_name_server_get_nsd (primary->server);
      g_ptr_array_add (self->primaries, primary);
    }

  for (guint i = 0; i < self->scenario->secondaries->len; i++)
    {
      ZcScenarioSecondary *scenario = g_ptr_array_index (self->scenario->secondaries, i);
      ZcSecondary *secondary = g_new0 (ZcSecondary, 1);

      secondary->scenario = scenario;
      secondary->server = make_server (self, scenario->address, scenario->name, &scenario->gate);
      secondary->nsd = zc_name_server_get_nsd (secondary->server);
      secondary->is_held = scenario->held;
      secondary->held_zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      secondary->missed_zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_ptr_array_add (self->secondaries, secondary);
      zc_name_service_configure_secondary (self, secondary, TRUE);
    }

  self->resolver = make_server (self, RESOLVER_ADDRESS, "resolver", &no_rules);
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

/* The last step: from now on servers that are silent in the scenario are so. */
static void
silence_servers (ZcNameService *self)
{
  for (guint i = 0; i < self->primaries->len; i++)
    {
      ZcPrimary *primary = g_ptr_array_index (self->primaries, i);

      if (primary->scenario->manner == ZC_SERVER_SILENT)
        zc_nsd_set_silent (primary->nsd, TRUE);
    }
  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);

      if (secondary->scenario->manner == ZC_SERVER_SILENT)
        zc_nsd_set_silent (secondary->nsd, TRUE);
    }
}

static void
end_step (GTask *task)
{
  Start *start = g_task_get_task_data (task);

  if (--start->n_pending > 0)
    return;

  if (start->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&start->error));
      return;
    }

  silence_servers (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

static void
released_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (!zc_nsd_run_finish (ZC_NSD (source), result, &error))
    keep_first_error (g_task_get_task_data (task), error);
  end_step (task);
}

static void
release_all (GTask *task)
{
  ZcNameService *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);

  /* One more than there are, for the end of this loop. */
  start->n_pending = 1;
  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);

      if (!zc_nsd_is_running (secondary->nsd))
        continue;
      start->n_pending++;
      zc_name_service_make_up_async (self, secondary, released_cb, g_object_ref (task));
    }
  end_step (task);
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

  if (!zc_name_server_start_finish (ZC_NAME_SERVER (source), result, &error))
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
start_server (GTask        *task,
              ZcNameServer *server)
{
  Start *start = g_task_get_task_data (task);

  start->n_pending++;
  zc_name_server_start_async (server, server_started_cb, g_object_ref (task));
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

      if (primary->scenario->manner != ZC_SERVER_DOWN)
        start_server (task, primary->server);
    }
  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);

      if (secondary->scenario->manner != ZC_SERVER_DOWN)
        start_server (task, secondary->server);
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
    zc_name_server_kill (self->resolver);
  for (guint i = 0; i < self->primaries->len; i++)
    zc_name_server_kill (((ZcPrimary *) g_ptr_array_index (self->primaries, i))->server);
  for (guint i = 0; i < self->secondaries->len; i++)
    zc_name_server_kill (((ZcSecondary *) g_ptr_array_index (self->secondaries, i))->server);
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
