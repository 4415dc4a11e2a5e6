/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-check-zone.h"

#include <glib/gi18n-lib.h>

#include "zc-cloud-error.h"
#include "zc-service-records.h"

typedef struct
{
  ZcCloudClient *client;        /* (owned) */
  ZcZone *zone;                 /* (owned) */
  ZcVerification *verification; /* (owned) */
} ZoneCheck;

static void
zone_check_free (gpointer data)
{
  ZoneCheck *self = data;

  g_object_unref (self->client);
  g_object_unref (self->zone);
  g_object_unref (self->verification);
  g_free (self);
}

ZcServiceFault
zc_check_zone_get_fault (const GError  *error,
                         const char   **text)
{
  *text = NULL;
  if (error->domain != ZC_CLOUD_ERROR)
    return ZC_SERVICE_FAULT_NONE;

  switch ((ZcCloudErrorCode) error->code)
    {
    case ZC_CLOUD_ERROR_UNAUTHORIZED:
      return ZC_SERVICE_FAULT_UNAUTHORIZED;

    case ZC_CLOUD_ERROR_FORBIDDEN:
      return ZC_SERVICE_FAULT_FORBIDDEN;

    case ZC_CLOUD_ERROR_NOT_FOUND:
      return ZC_SERVICE_FAULT_GONE;

    case ZC_CLOUD_ERROR_CONFLICT:
    case ZC_CLOUD_ERROR_RATE_LIMITED:
    case ZC_CLOUD_ERROR_UNAVAILABLE:
    case ZC_CLOUD_ERROR_SERVER:
      *text = zc_cloud_error_get_server_message (error);
      if (*text == NULL)
        *text = error->message;
      return ZC_SERVICE_FAULT_BUSY;

    case ZC_CLOUD_ERROR_REFUSED:
    case ZC_CLOUD_ERROR_REDIRECTED:
    case ZC_CLOUD_ERROR_BAD_ANSWER:
    case ZC_CLOUD_ERROR_TOO_LARGE:
    case ZC_CLOUD_ERROR_INSECURE:
    case ZC_CLOUD_ERROR_BAD_ADDRESS:
    case ZC_CLOUD_ERROR_NO_ANSWER:
    default:
      return ZC_SERVICE_FAULT_NONE;
    }
}

ZcVerification *
zc_check_zone_new_without_servers (const char     *name,
                                   ZcDnsConfig    *config,
                                   ZcServiceFault  fault,
                                   const char     *text)
{
  ZcVerificationOptions options;
  ZcVerification *verification;

  zc_verification_options_init (&options);
  options.records = ZC_VERIFICATION_RECORDS_NONE;
  verification = zc_verification_new (name, config, &options);
  zc_verification_set_service_fault (verification, fault, text);

  return verification;
}

/* The list said that the service is there, so whatever happens to one request is a matter of the moment. */
static void
take_error (ZoneCheck    *self,
            const GError *error,
            const char   *what)
{
  const char *text;
  ZcServiceFault fault = zc_check_zone_get_fault (error, &text);

  if (fault == ZC_SERVICE_FAULT_NONE)
    zc_verification_set_service_fault (self->verification, ZC_SERVICE_FAULT_BUSY, error->message);
  else
    zc_verification_set_service_fault (self->verification, fault, text);

  zc_verification_add_note (self->verification, what);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (zc_verification_run_finish (ZC_VERIFICATION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
verify (GTask *task)
{
  ZoneCheck *self = g_task_get_task_data (task);

  zc_verification_run_async (self->verification, g_task_get_cancellable (task), verified_cb, g_object_ref (task));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZoneCheck *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcServiceCopy) copy = zc_service_records_read_finish (result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (copy != NULL)
    zc_verification_set_service_copy (self->verification, copy);
  else
    zc_verification_add_note (self->verification, error->message);
  verify (task);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZoneCheck *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = zc_cloud_client_list_records_finish (self->client, result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (records != NULL)
    {
      zc_service_records_read_async (zc_verification_get_zone (self->verification), records,
                                     g_task_get_cancellable (task), read_cb, g_object_ref (task));
      return;
    }

  take_error (self, error, _("The service’s records could not be read, so they were not compared."));
  verify (task);
}

static void
read_records (GTask *task)
{
  ZoneCheck *self = g_task_get_task_data (task);

  if (zc_verification_get_options (self->verification)->records == ZC_VERIFICATION_RECORDS_SERVICE)
    zc_cloud_client_list_records_async (self->client, self->zone, NULL, NULL, g_task_get_cancellable (task),
                                        listed_cb, g_object_ref (task));
  else
    verify (task);
}

static void
status_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZoneCheck *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) statuses = zc_cloud_client_get_transfer_status_finish (self->client, result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (statuses == NULL)
    take_error (self, error, _("What the service reports about transfers could not be read."));
  for (guint i = 0; statuses != NULL && i < statuses->len; i++)
    {
      ZcPrimaryStatus *status = statuses->pdata[i];

      /* It has no time: without a transfer to watch, an Ok may be that of any earlier one. */
      if (zc_primary_status_is_ok (status))
        continue;
      zc_verification_add_service_status (self->verification, zc_primary_status_get_primary_ip (status),
                                          zc_primary_status_get_status (status),
                                          zc_primary_status_get_error_message (status));
    }

  read_records (task);
}

/* The state is an open string: those that mean trouble are known. Name servers that do not serve a zone yet, or
 * not any more, are not at fault. */
static void
take_state (ZoneCheck *self)
{
  static const char *const passing[] = { "PROVISIONING", "DESTROYING", NULL };
  const char *state = zc_zone_get_state (self->zone);
  gboolean is_passing = g_strv_contains (passing, state);

  if (is_passing || g_str_equal (state, "FAILED"))
    zc_verification_set_service_fault (self->verification, ZC_SERVICE_FAULT_BUSY, state);
  if (is_passing)
    zc_verification_add_note (self->verification, _("The name servers were not asked for a zone in this state."));
  else
    zc_verification_add_servers (self->verification, ZC_SERVER_ROLE_SECONDARY, zc_zone_get_name_servers (self->zone));
}

void
zc_check_zone_async (ZcCloudClient               *client,
                     ZcZone                      *zone,
                     ZcDnsConfig                 *config,
                     const ZcVerificationOptions *options,
                     GCancellable                *cancellable,
                     GAsyncReadyCallback          callback,
                     gpointer                     user_data)
{
  g_autoptr(GTask) task = NULL;
  ZoneCheck *self;

  g_return_if_fail (ZC_IS_CLOUD_CLIENT (client));
  g_return_if_fail (ZC_IS_ZONE (zone));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_check_zone_async);

  self = g_new0 (ZoneCheck, 1);
  self->client = g_object_ref (client);
  self->zone = g_object_ref (zone);
  self->verification = zc_verification_new (zc_zone_get_name (zone), config, options);
  zc_verification_add_servers (self->verification, ZC_SERVER_ROLE_PRIMARY, zc_zone_get_primary_ips (zone));
  g_task_set_task_data (task, self, zone_check_free);
  take_state (self);

  zc_cloud_client_get_transfer_status_async (client, zc_zone_get_id (zone), cancellable, status_cb,
                                             g_object_ref (task));
}

ZcVerification *
zc_check_zone_finish (GAsyncResult  *result,
                      GError       **error)
{
  ZoneCheck *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_check_zone_async), NULL);

  g_task_propagate_boolean (G_TASK (result), error);
  self = g_task_get_task_data (G_TASK (result));

  return g_object_ref (self->verification);
}
