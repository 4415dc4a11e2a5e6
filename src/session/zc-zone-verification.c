/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-verification.h"

#include <glib/gi18n-lib.h>

#include "zc-observe.h"
#include "zc-service-records.h"

/* What is asked before the verification begins. */
typedef struct
{
  ZcCloudClient *client; /* (owned) */
  ZcZoneItem *item;      /* (owned) */
  ZcZone *zone;          /* (owned): that of @item at the beginning */
} Chain;

static void
chain_free (Chain *chain)
{
  g_object_unref (chain->client);
  g_object_unref (chain->item);
  g_object_unref (chain->zone);
  g_free (chain);
}

ZcVerification *
zc_zone_verification_new (ZcSession                   *session,
                          ZcZoneItem                  *item,
                          const ZcVerificationOptions *options)
{
  ZcZone *zone = NULL;
  ZcVerification *verification = NULL;
  guint n_late;
  gint64 longest_seconds;

  g_return_val_if_fail (ZC_IS_SESSION (session), NULL);
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (item), NULL);
  g_return_val_if_fail (options != NULL, NULL);

  zone = zc_zone_item_get_zone (item);
  verification = zc_verification_new (zc_zone_get_name (zone), zc_account_get_dns_config (zc_session_get_account (session)),
                                      options);
  zc_verification_add_servers (verification, ZC_SERVER_ROLE_PRIMARY, zc_zone_get_primary_ips (zone));
  zc_verification_add_servers (verification, ZC_SERVER_ROLE_SECONDARY, zc_zone_get_name_servers (zone));
  n_late = zc_session_count_late_arrivals (session, item, &longest_seconds);
  zc_verification_set_late_arrivals (verification, n_late, longest_seconds);

  return verification;
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;

  if (zc_verification_run_finish (ZC_VERIFICATION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* @task: (transfer full) */
static void
verify (GTask *task)
{
  zc_verification_run_async (g_task_get_source_object (task), g_task_get_cancellable (task), verified_cb, task);
}

/* Without the records there is one side less to compare, and all the rest is worth as much. */
static void
note_failure (ZcVerification *verification,
              const GError   *error)
{
  ZcServiceFault fault = zc_observe_fault (error);

  /* That it cannot be read at the moment says nothing of transfers. */
  if (fault != ZC_SERVICE_FAULT_NONE && fault != ZC_SERVICE_FAULT_BUSY)
    zc_verification_set_service_fault (verification, fault, NULL);
  zc_verification_add_note (verification, _("The records at IONOS could not be read, so they were not compared."));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcServiceCopy) copy = zc_service_records_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (copy != NULL)
    zc_verification_set_service_copy (g_task_get_source_object (task), copy);
  else
    note_failure (g_task_get_source_object (task), error);
  verify (g_steal_pointer (&task));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcVerification *verification = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = zc_cloud_client_list_records_finish (ZC_CLOUD_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (records != NULL)
    zc_service_records_read_async (zc_verification_get_zone (verification), records, cancellable, read_cb,
                                   g_steal_pointer (&task));
  else
    {
      note_failure (verification, error);
      verify (g_steal_pointer (&task));
    }
}

/* @task: (transfer full) */
static void
read_records (GTask *task)
{
  Chain *chain = g_task_get_task_data (task);

  zc_cloud_client_list_records_async (chain->client, chain->zone, NULL, NULL, g_task_get_cancellable (task), listed_cb, task);
}

static void
status_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  Chain *chain = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) statuses = zc_cloud_client_get_transfer_status_finish (ZC_CLOUD_CLIENT (source), result, &error);

  /* An error of before is not shown beside serials that are seen now. */
  if (statuses != NULL)
    zc_zone_item_set_statuses (chain->item, statuses);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    zc_zone_item_keep_statuses (chain->item);

  /* What keeps the status from being read keeps the records, too, and is told there. */
  for (guint i = 0; statuses != NULL && i < statuses->len; i++)
    {
      ZcPrimaryStatus *status = g_ptr_array_index (statuses, i);

      zc_verification_add_service_status (g_task_get_source_object (task), zc_primary_status_get_primary_ip (status),
                                          zc_primary_status_get_status (status),
                                          zc_primary_status_get_error_message (status));
    }
  read_records (g_steal_pointer (&task));
}

void
zc_zone_verification_run_async (ZcSession           *session,
                                ZcZoneItem          *item,
                                ZcVerification      *verification,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Chain *chain = NULL;

  g_return_if_fail (ZC_IS_SESSION (session));
  g_return_if_fail (ZC_IS_ZONE_ITEM (item));
  g_return_if_fail (ZC_IS_VERIFICATION (verification));

  task = g_task_new (verification, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_zone_verification_run_async);
  chain = g_new0 (Chain, 1);
  chain->client = g_object_ref (zc_session_get_client (session));
  chain->item = g_object_ref (item);
  chain->zone = g_object_ref (zc_zone_item_get_zone (item));
  g_task_set_task_data (task, chain, (GDestroyNotify) chain_free);

  if (zc_verification_get_options (verification)->records == ZC_VERIFICATION_RECORDS_NONE)
    verify (g_steal_pointer (&task));
  else
    zc_cloud_client_get_transfer_status_async (chain->client, zc_zone_get_id (chain->zone), cancellable, status_read_cb,
                                               g_steal_pointer (&task));
}

gboolean
zc_zone_verification_run_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_zone_verification_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

ZcSerialReport *
zc_zone_verification_make_report (ZcVerification *verification)
{
  GPtrArray *servers = NULL;
  GPtrArray *rows = NULL;

  g_return_val_if_fail (ZC_IS_VERIFICATION (verification), NULL);
  g_return_val_if_fail (zc_verification_get_observations (verification) != NULL, NULL);

  servers = zc_observations_get_servers (zc_verification_get_observations (verification));
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_serial_row_free);
  for (guint i = 0; i < servers->len; i++)
    {
      const ZcObservedServer *server = g_ptr_array_index (servers, i);

      if (server->server == NULL)
        g_ptr_array_add (rows, zc_serial_row_new (server->role, server->name, NULL, server->no_address_text));
      for (guint j = 0; j < server->answers->len; j++)
        g_ptr_array_add (rows, zc_serial_row_new (server->role, server->name,
                                                  zc_soa_answer_copy (g_ptr_array_index (server->answers, j)), NULL));
    }

  return zc_serial_report_new (rows);
}
