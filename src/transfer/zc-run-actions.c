/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-run-private.h"

#include <glib/gi18n-lib.h>

#include "zc-cloud-error.h"
#include "zc-diagnosis.h"
#include "zc-observe.h"
#include "zc-run-snapshot-private.h"
#include "zc-store-private.h"
#include "zc-text.h"

/* A run that is picked up after its time was up deserves a look all the same: it may have ended well. */
#define LEAST_RESUMED_SECONDS 30

static char *
describe (const GError *error)
{
  const char *server_message = error->domain == ZC_CLOUD_ERROR ? zc_cloud_error_get_server_message (error) : NULL;
  g_autofree char *shown = NULL;
  g_autofree char *quoted = NULL;

  if (server_message == NULL)
    return g_strdup (error->message);

  shown = zc_text_make_displayable (server_message);
  quoted = g_strdup_printf (_("The server says: “%s”"), shown);

  /* Translators: two sentences: what is wrong, and what the service says about it in its own words. */
  return g_strdup_printf (_("%s %s"), error->message, quoted);
}

/* The same with what to do about it, for an end. */
static char *
describe_end (const GError *error)
{
  g_autoptr(ZcObservations) observations = zc_observations_new (".", 0);
  g_autoptr(ZcDiagnosis) diagnosis = NULL;

  zc_observations_set_service_fault (observations, zc_observe_fault (error), NULL);
  diagnosis = zc_diagnosis_new (observations);

  return zc_text_add_sentence (describe (error), g_strdup (zc_diagnosis_get_verdict (diagnosis)->remedy));
}

static gboolean
deadline_cb (gpointer data)
{
  ZcRun *self = data;

  self->deadline_id = 0;
  zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_DEADLINE }, NULL);

  return G_SOURCE_REMOVE;
}

/* What is seen may be the end, and with it the last that keeps the run alive. */
static void
statuses_cb (ZcRun     *self,
             GPtrArray *statuses)
{
  g_autoptr(ZcRun) kept = g_object_ref (self);

  zc_run_apply (kept, (ZcRunEvent) { .type = ZC_RUN_EVENT_STATUSES, .statuses = statuses }, NULL);
}

static void
serials_cb (ZcRun          *self,
            ZcSerialReport *report)
{
  g_autoptr(ZcRun) kept = g_object_ref (self);

  zc_run_apply (kept, (ZcRunEvent) { .type = ZC_RUN_EVENT_SERIALS, .report = report }, NULL);
}

static void
failed_cb (ZcRun        *self,
           const GError *error)
{
  g_autoptr(ZcRun) kept = g_object_ref (self);
  g_autofree char *text = NULL;
  gboolean lost = g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED) ||
                  g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_FORBIDDEN) ||
                  g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_NOT_FOUND);

  text = lost ? describe_end (error) : describe (error);
  zc_run_apply (kept, (ZcRunEvent) { .type = lost ? ZC_RUN_EVENT_LOST : ZC_RUN_EVENT_TROUBLE, .text = text }, NULL);
}

/* The deadline holds the reference that keeps the run alive while it is watched. */
static void
start_polling (ZcRun *self,
               guint  seconds)
{
  self->deadline_id = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, seconds, deadline_cb, g_object_ref (self),
                                                  g_object_unref);
  self->poller = zc_run_poller_new (self->client, self->config, self->zone);
  g_signal_connect_swapped (self->poller, "statuses", G_CALLBACK (statuses_cb), self);
  g_signal_connect_swapped (self->poller, "serials", G_CALLBACK (serials_cb), self);
  g_signal_connect_swapped (self->poller, "failed", G_CALLBACK (failed_cb), self);
  zc_run_poller_start (self->poller);
}

static void
start_transfer_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(ZcRun) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (zc_cloud_client_start_transfer_finish (self->client, result, &error))
    zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_ACCEPTED }, NULL);
  else if (g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_NO_ANSWER))
    zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_UNANSWERED }, NULL);
  else
    {
      text = describe_end (error);
      zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_REJECTED, .text = text }, NULL);
    }

  if (!zc_run_is_active (self))
    return;

  start_polling (self, self->deadline_seconds);
}

/* It is written that the PUT leaves, so that nobody sends a second one, whatever becomes of this program. Where
 * nothing can be written, the user knows that and the transfer is more important. The PUT is not cancellable, since
 * one that is taken back half-way may have arrived all the same; for the same reason it is sent when the user
 * stopped watching a moment ago. */
static void
sending_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(ZcRun) self = data;
  g_autoptr(GError) error = NULL;

  if (source != NULL && !zc_store_add_observation_finish (ZC_STORE (source), result, &error))
    g_warning ("The start of %s is not kept: %s", zc_zone_get_name (self->zone), error->message);

  zc_cloud_client_start_transfer_async (self->client, zc_zone_get_id (self->zone), NULL, start_transfer_cb,
                                        g_object_ref (self));
}

/* What there was before the start is known: send the one PUT, unless the user stopped watching. */
static void
snapshot_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(ZcRun) self = data;
  g_autoptr(ZcSerialReport) report = NULL;
  g_autoptr(GPtrArray) statuses = NULL;

  /* The only error is that it was cancelled. */
  if (!zc_run_snapshot_take_finish (result, &report, &statuses, NULL))
    return;

  zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_SNAPSHOT, .report = report, .statuses = statuses }, NULL);
  zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_SENT }, sending_written_cb);
}

static void
take_snapshot (ZcRun          *self,
               ZcSerialReport *before)
{
  g_clear_pointer (&self->started, g_date_time_unref);
  self->started = g_date_time_new_now_local ();
  zc_run_snapshot_take_async (self->client, self->config, self->zone, before, self->cancellable, snapshot_cb,
                              g_object_ref (self));
}

void
zc_run_enqueue (ZcRun          *self,
                ZcSerialReport *before)
{
  g_return_if_fail (ZC_IS_RUN (self));
  g_return_if_fail (self->started == NULL);

  g_set_object (&self->before, before);
  zc_run_set_watched (self, TRUE);
  zc_run_journal_open (self->journal);
  zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_QUEUED }, NULL);
}

void
zc_run_begin (ZcRun          *self,
              ZcSerialReport *before)
{
  g_autoptr(ZcSerialReport) kept = NULL;

  g_return_if_fail (ZC_IS_RUN (self));
  g_return_if_fail (self->started == NULL);
  g_return_if_fail (zc_run_is_active (self));

  kept = g_steal_pointer (&self->before);
  if (zc_run_get_state (self) == ZC_RUN_STATE_QUEUED)
    zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_BEGUN }, NULL);
  else
    {
      zc_run_set_watched (self, TRUE);
      zc_run_journal_open (self->journal);
    }
  take_snapshot (self, before != NULL ? before : kept);
}

void
zc_run_resume (ZcRun *self)
{
  guint watched_seconds;

  g_return_if_fail (ZC_IS_RUN (self));
  g_return_if_fail (zc_run_is_active (self));
  g_return_if_fail (self->started != NULL);

  zc_run_set_watched (self, TRUE);

  /* Nobody confirmed that a start may be sent now: it was to be sent then. */
  if (!zc_run_machine_was_sent (self->machine))
    {
      zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_STOPPED }, NULL);
      return;
    }

  if (zc_run_get_state (self) == ZC_RUN_STATE_PREPARING)
    zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_UNANSWERED }, NULL);
  zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_RESUMED }, NULL);
  if (!zc_run_is_active (self))
    return;

  watched_seconds = (guint) (zc_run_journal_get_watched_us (self->journal) / G_USEC_PER_SEC);
  start_polling (self, MAX (self->deadline_seconds, watched_seconds + LEAST_RESUMED_SECONDS) - watched_seconds);
}

void
zc_run_stop_watching (ZcRun *self)
{
  g_return_if_fail (ZC_IS_RUN (self));

  if (zc_run_is_active (self))
    zc_run_apply (self, (ZcRunEvent) { .type = ZC_RUN_EVENT_STOPPED }, NULL);
}
