/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-check-private.h"
#include "zc-difference.h"

static void
take_verdict (ZcCheckProbe    *probe,
              ZcRecordVerdict *verdict)
{
  ZcObservedComparison *comparison = g_new0 (ZcObservedComparison, 1);
  g_autoptr(ZcDifference) first = g_list_model_get_item (verdict->differences, 0);

  comparison->primary_serial = zc_check_get_copy_serial (probe->check->reference->copy);
  if (verdict->has_serial)
    comparison->serial = verdict->serial;
  else
    zc_observed_server_get_serial (probe->row, &comparison->serial);
  comparison->n_asked = verdict->n_asked;
  comparison->n_unverified = verdict->n_unverified;
  comparison->n_missing = verdict->n_missing;
  comparison->n_changed = verdict->n_changed;
  comparison->n_ttl_only = verdict->n_ttl_only;
  if (first != NULL)
    {
      comparison->first_owner = g_strdup (zc_difference_get_owner (first));
      comparison->first_type = g_strdup (zc_difference_get_record_type (first));
    }

  probe->row->comparison = comparison;
  probe->differences = g_steal_pointer (&verdict->differences);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  ZcCheck *self = data;
  g_autoptr(GPtrArray) verdicts = zc_record_check_run_finish (self->record_check, result, NULL);

  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    take_verdict (self->record_probes->pdata[i], verdicts->pdata[i]);

  zc_check_end_operation (self);
}

/* The secondaries that serve the zone; NULL while it is not known of all. */
static GPtrArray *
list_probes (ZcCheck *self)
{
  g_autoptr(GPtrArray) probes = g_ptr_array_new ();

  for (guint i = 0; i < self->parties->len; i++)
    {
      ZcCheckParty *party = self->parties->pdata[i];

      if (party->target->role != ZC_SERVER_ROLE_SECONDARY)
        continue;
      if (party->resolving)
        return NULL;
      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcCheckProbe *probe = party->probes->pdata[j];

          if (probe->n_asking > 0)
            return NULL;
          if (zc_observed_server_get_serial (probe->row, NULL))
            g_ptr_array_add (probes, probe);
        }
    }

  return g_steal_pointer (&probes);
}

void
zc_check_consider_records (ZcCheck *self)
{
  ZcQuestionEngineOptions options = {
    .max_qps = self->options->max_qps,
    .timeout_ms = self->options->timeout_ms,
    .transport = self->options->ask_udp ? ZC_DNS_TRANSPORT_UDP : ZC_DNS_TRANSPORT_TCP,
  };
  g_autoptr(GPtrArray) probes = NULL;
  g_autoptr(GPtrArray) servers = NULL;

  if (self->options->records != ZC_CHECK_RECORDS_QUERY || self->record_check != NULL ||
      self->reference == NULL || self->reference->copy == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  probes = list_probes (self);
  if (probes == NULL || probes->len == 0)
    return;

  servers = g_ptr_array_new ();
  for (guint i = 0; i < probes->len; i++)
    g_ptr_array_add (servers, ((ZcCheckProbe *) probes->pdata[i])->row->server);

  /* A million sets take their time. The asking ends by itself when nothing is answered any more. */
  zc_check_lift_deadline (self);
  self->record_probes = g_ptr_array_ref (probes);
  self->record_check = zc_record_check_new (self->reference->copy, servers, &options);
  zc_check_begin_operation (self);
  zc_record_check_run_async (self->record_check, NULL, self->cancellable, checked_cb, self);
}
