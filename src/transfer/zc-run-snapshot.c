/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-run-snapshot-private.h"

#include "zc-serial-check.h"

#define TIMEOUT_MS 3000

typedef struct
{
  ZcCloudClient *client;  /* (owned) */
  ZcDnsConfig *config;    /* (owned) */
  ZcZone *zone;           /* (owned) */
  ZcSerialReport *report; /* (owned) (nullable) */
  GPtrArray *statuses;    /* (owned) (nullable) (element-type ZcPrimaryStatus) */
  guint n_pending;
} Snapshot;

static void
snapshot_free (gpointer data)
{
  Snapshot *snapshot = data;

  g_clear_object (&snapshot->client);
  g_clear_object (&snapshot->config);
  g_clear_object (&snapshot->zone);
  g_clear_object (&snapshot->report);
  g_clear_pointer (&snapshot->statuses, g_ptr_array_unref);
  g_free (snapshot);
}

static void
finish_half (GTask *task)
{
  Snapshot *snapshot = g_task_get_task_data (task);

  if (--snapshot->n_pending == 0 && !g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
statuses_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  Snapshot *snapshot = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  snapshot->statuses = zc_cloud_client_get_transfer_status_finish (snapshot->client, result, &error);
  if (snapshot->statuses == NULL)
    g_debug ("No statuses before the start of %s: %s", zc_zone_get_name (snapshot->zone), error->message);
  finish_half (task);
}

static void
serials_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Snapshot *snapshot = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  snapshot->report = zc_serial_check_finish (snapshot->config, result, &error);
  if (snapshot->report == NULL)
    g_debug ("No serials before the start of %s: %s", zc_zone_get_name (snapshot->zone), error->message);
  finish_half (task);
}

void
zc_run_snapshot_take_async (ZcCloudClient       *client,
                            ZcDnsConfig         *config,
                            ZcZone              *zone,
                            ZcSerialReport      *before,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Snapshot *snapshot;

  g_return_if_fail (ZC_IS_CLOUD_CLIENT (client));
  g_return_if_fail (ZC_IS_DNS_CONFIG (config));
  g_return_if_fail (ZC_IS_ZONE (zone));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_run_snapshot_take_async);
  snapshot = g_new0 (Snapshot, 1);
  snapshot->client = g_object_ref (client);
  snapshot->config = g_object_ref (config);
  snapshot->zone = g_object_ref (zone);
  g_set_object (&snapshot->report, before);
  g_task_set_task_data (task, snapshot, snapshot_free);

  snapshot->n_pending = before == NULL ? 2 : 1;
  zc_cloud_client_get_transfer_status_async (client, zc_zone_get_id (zone), cancellable, statuses_cb, g_object_ref (task));
  if (before == NULL)
    zc_serial_check_async (config, zc_zone_get_name (zone), zc_zone_get_primary_ips (zone), zc_zone_get_name_servers (zone),
                           ZC_SERIAL_CHECK_BOTH, TIMEOUT_MS, cancellable, serials_cb, g_object_ref (task));
}

gboolean
zc_run_snapshot_take_finish (GAsyncResult    *result,
                             ZcSerialReport **report,
                             GPtrArray      **statuses,
                             GError         **error)
{
  Snapshot *snapshot;

  g_return_val_if_fail (g_async_result_is_tagged (result, zc_run_snapshot_take_async), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  snapshot = g_task_get_task_data (G_TASK (result));
  *report = g_steal_pointer (&snapshot->report);
  *statuses = g_steal_pointer (&snapshot->statuses);

  return TRUE;
}
