/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-name-service-private.h"

#include "zc-sandbox-dns.h"

#define ASK_WAIT_MS 500

typedef struct
{
  char *source;         /* (owned) */
  GPtrArray *rows;      /* (owned) (element-type ZcSurveyRow) */
  GPtrArray *addresses; /* (owned) (element-type utf8): of the rows' servers, "" when it does not run */
} Survey;

static void
row_free (ZcSurveyRow *row)
{
  g_free (row->zone);
  g_free (row->server);
  g_free (row);
}

static void
survey_free (Survey *survey)
{
  g_free (survey->source);
  g_ptr_array_unref (survey->rows);
  g_ptr_array_unref (survey->addresses);
  g_free (survey);
}

static void
survey_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  ZcNameService *self = source;
  Survey *survey = data;

  for (guint i = 0; i < survey->rows->len; i++)
    {
      ZcSurveyRow *row = g_ptr_array_index (survey->rows, i);
      const ZcSandboxServer server = { survey->source, g_ptr_array_index (survey->addresses, i),
                                       self->port, ASK_WAIT_MS };
      ldns_pkt_rcode rcode;
      gint64 serial = -1;

      row->has_serial = server.address[0] != '\0'
                        && zc_sandbox_dns_ask_soa (&server, row->zone, &rcode, &serial, NULL)
                        && serial >= 0;
      row->serial = (guint32) MAX (serial, 0);
    }

  g_task_return_pointer (task, g_ptr_array_ref (survey->rows), (GDestroyNotify) g_ptr_array_unref);
}

static void
add_row (Survey     *survey,
         const char *zone,
         ZcNsd      *nsd,
         const char *server,
         gboolean    is_primary)
{
  ZcSurveyRow *row = g_new0 (ZcSurveyRow, 1);

  row->zone = g_strdup (zone);
  row->server = g_strdup (server);
  row->is_primary = is_primary;
  g_ptr_array_add (survey->rows, row);
  g_ptr_array_add (survey->addresses, g_strdup (zc_nsd_can_answer (nsd) ? zc_nsd_get_address (nsd) : ""));
}

void
zc_name_service_survey_async (ZcNameService       *self,
                              const char * const  *zones,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  Survey *survey = g_new0 (Survey, 1);

  g_task_set_source_tag (task, zc_name_service_survey_async);
  g_task_set_task_data (task, survey, (GDestroyNotify) survey_free);
  survey->source = g_strdup (((ZcSecondary *) g_ptr_array_index (self->secondaries, 0))->scenario->address);
  survey->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  survey->addresses = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; zones[i] != NULL; i++)
    {
      for (guint k = 0; k < self->primaries->len; k++)
        {
          ZcPrimary *primary = g_ptr_array_index (self->primaries, k);

          add_row (survey, zones[i], primary->nsd, primary->scenario->address, TRUE);
        }
      for (guint k = 0; k < self->secondaries->len; k++)
        {
          ZcSecondary *secondary = g_ptr_array_index (self->secondaries, k);

          add_row (survey, zones[i], secondary->nsd, secondary->scenario->name, FALSE);
        }
    }

  zc_worker_pool_run (self->pool, task, survey_thread);
}

GPtrArray *
zc_name_service_survey_finish (ZcNameService *self,
                               GAsyncResult  *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
