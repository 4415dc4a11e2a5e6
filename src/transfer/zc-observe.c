/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-observe.h"

#include "zc-cloud-error.h"
#include "zc-primary-status.h"

void
zc_observe_report (ZcObservations *observations,
                   ZcSerialReport *report)
{
  GPtrArray *rows;

  g_return_if_fail (ZC_IS_OBSERVATIONS (observations));
  g_return_if_fail (ZC_IS_SERIAL_REPORT (report));

  rows = zc_serial_report_get_rows (report);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = rows->pdata[i];

      if (row->answer != NULL)
        zc_observed_server_take_answer (zc_observations_add_server (observations, row->role, row->name, row->answer->server),
                                        zc_soa_answer_copy (row->answer));
      else
        zc_observations_add_unresolved (observations, row->role, row->name, row->no_address_text);
    }
}

void
zc_observe_statuses (ZcObservations *observations,
                     GPtrArray      *statuses)
{
  g_return_if_fail (ZC_IS_OBSERVATIONS (observations));
  g_return_if_fail (statuses != NULL);

  for (guint i = 0; i < statuses->len; i++)
    {
      ZcPrimaryStatus *status = statuses->pdata[i];

      zc_observations_add_status (observations, zc_primary_status_get_primary_ip (status),
                                  zc_primary_status_get_status (status), zc_primary_status_get_error_message (status));
    }
}

ZcServiceFault
zc_observe_fault (const GError *error)
{
  g_return_val_if_fail (error != NULL, ZC_SERVICE_FAULT_NONE);

  if (g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED))
    return ZC_SERVICE_FAULT_UNAUTHORIZED;
  if (g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_FORBIDDEN))
    return ZC_SERVICE_FAULT_FORBIDDEN;
  if (g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_NOT_FOUND))
    return ZC_SERVICE_FAULT_GONE;
  if (g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_CONFLICT) ||
      g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_RATE_LIMITED) ||
      g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAVAILABLE))
    return ZC_SERVICE_FAULT_BUSY;

  return ZC_SERVICE_FAULT_NONE;
}
