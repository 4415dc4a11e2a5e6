/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-verification-private.h"
#include "zc-difference.h"

static void
take_verdict (ZcVerificationProbe *probe,
              ZcRecordVerdict     *verdict)
{
  ZcObservedComparison *comparison = g_new0 (ZcObservedComparison, 1);
  g_autoptr(ZcDifference) first = g_list_model_get_item (verdict->differences, 0);

  comparison->primary_serial = zc_verification_get_copy_serial (probe->verification->reference->copy);
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

  zc_verification_take_differences (probe, comparison, g_steal_pointer (&verdict->differences));
}

static void
asking_cb (guint64  n_ended,
           guint64  n_answered,
           gpointer data)
{
  ZcVerification *self = data;

  self->n_questions_ended = n_ended;
  zc_verification_touch (self);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  ZcVerification *self = data;
  g_autoptr(GPtrArray) verdicts = zc_record_check_run_finish (self->record_check, result, NULL);

  self->asks_for_records = FALSE;
  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    take_verdict (self->record_probes->pdata[i], verdicts->pdata[i]);

  zc_verification_end_operation (self);
}

static void
count_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  guint64 *n_questions = data;

  *n_questions = zc_record_check_count_questions (source);
  g_task_return_boolean (task, TRUE);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  ZcVerification *self = data;
  const guint64 *n_questions = g_task_get_task_data (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    self->n_questions = *n_questions * self->record_probes->len;
  zc_verification_end_operation (self);
}

/* A walk over a million records is too long for the main loop. Until it has ended the progress has no total. */
static void
count_questions (ZcVerification *self)
{
  g_autoptr(GTask) task = g_task_new (self->record_check, self->cancellable, counted_cb, self);

  g_task_set_source_tag (task, count_questions);
  g_task_set_task_data (task, g_new0 (guint64, 1), g_free);
  zc_verification_begin_operation (self);
  zc_worker_pool_run (zc_verification_ensure_pool (self), task, count_in_thread);
}

/* The secondaries that serve the zone; NULL while it is not known of all. */
static GPtrArray *
list_probes (ZcVerification *self)
{
  g_autoptr(GPtrArray) probes = g_ptr_array_new ();

  for (guint i = 0; i < self->parties->len; i++)
    {
      ZcVerificationParty *party = self->parties->pdata[i];

      if (party->role != ZC_SERVER_ROLE_SECONDARY)
        continue;
      if (party->resolving)
        return NULL;
      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcVerificationProbe *probe = party->probes->pdata[j];

          if (probe->n_asking > 0)
            return NULL;
          if (zc_observed_server_get_serial (probe->row, NULL))
            g_ptr_array_add (probes, probe);
        }
    }

  return g_steal_pointer (&probes);
}

void
zc_verification_consider_records (ZcVerification *self)
{
  ZcQuestionEngineOptions options = {
    .max_qps = self->options.max_qps,
    .timeout_ms = self->options.timeout_ms,
    .transport = self->options.ask_udp ? ZC_DNS_TRANSPORT_UDP : ZC_DNS_TRANSPORT_TCP,
  };
  g_autoptr(GPtrArray) probes = NULL;
  g_autoptr(GPtrArray) servers = NULL;

  if (self->options.records != ZC_VERIFICATION_RECORDS_QUERY || self->record_check != NULL ||
      self->reference == NULL || self->reference->copy == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  probes = list_probes (self);
  if (probes == NULL || probes->len == 0)
    return;

  servers = g_ptr_array_new ();
  for (guint i = 0; i < probes->len; i++)
    g_ptr_array_add (servers, ((ZcVerificationProbe *) probes->pdata[i])->row->server);

  /* A million sets take their time. The asking ends by itself when nothing is answered any more. */
  zc_verification_lift_deadline (self);
  self->record_probes = g_ptr_array_ref (probes);
  self->record_check = zc_record_check_new (self->reference->copy, servers, &options);
  count_questions (self);
  self->asks_for_records = TRUE;
  if (self->paused)
    zc_record_check_set_paused (self->record_check, TRUE);
  zc_verification_begin_operation (self);
  zc_record_check_run_async (self->record_check, asking_cb, self->cancellable, checked_cb, self);
}
