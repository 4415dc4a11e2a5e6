/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-run-journal-private.h"

#include "zc-run-entry-private.h"
#include "zc-store-private.h"

/* A gap between two programs that is longer than this is the clock's fault. */
#define LONGEST_GAP_US (7 * G_TIME_SPAN_DAY)

struct _ZcRunJournal
{
  ZcStore *store;                         /* (owned) (nullable) */
  ZcStoredRun *run;                       /* (owned) */
  ZcRunEntryList *entries;                /* (owned) */
  guint n_observations;
  GBytes *last[ZC_RUN_EVENT_STOPPED + 1]; /* (owned) (nullable): what was written last, by type of event */
  gint64 zero_us;                         /* when the run was begun, by the monotonic clock */
  gint64 answered_us;                     /* when the PUT was answered, since the run was begun; 0 when not yet */
};

/* Unique without asking the database, so that a run has its id before anything is written. */
static gint64
make_id (void)
{
  return (((gint64) g_random_int () << 31) ^ g_random_int ()) | 1;
}

ZcRunJournal *
zc_run_journal_new (ZcStore    *store,
                    const char *account_id,
                    ZcZone     *zone,
                    guint       deadline_seconds)
{
  ZcRunJournal *self = g_new0 (ZcRunJournal, 1);

  g_set_object (&self->store, store);
  self->entries = zc_run_entry_list_new ();
  self->zero_us = g_get_monotonic_time ();
  self->run = g_new0 (ZcStoredRun, 1);
  self->run->id = make_id ();
  self->run->account_id = g_strdup (account_id);
  self->run->zone_id = g_strdup (zc_zone_get_id (zone));
  self->run->zone_name = g_strdup (zc_zone_get_name (zone));
  self->run->display_name = g_strdup (zc_zone_get_display_name (zone));
  self->run->primary_ips = g_strdupv ((char **) zc_zone_get_primary_ips (zone));
  self->run->name_servers = g_strdupv ((char **) zc_zone_get_name_servers (zone));
  self->run->deadline_seconds = deadline_seconds;
  self->run->state = ZC_RUN_STATE_PREPARING;

  return self;
}

static void
take_time (ZcRunJournal     *self,
           const ZcRunEvent *event)
{
  if (event->type == ZC_RUN_EVENT_ACCEPTED || event->type == ZC_RUN_EVENT_UNANSWERED)
    self->answered_us = MAX (event->time_us, 1);
}

static void
replay_cb (const ZcRunEvent *event,
           ZcRunMachine     *machine,
           gpointer          data)
{
  ZcRunJournal *self = data;

  zc_run_entry_list_add (self->entries, event, machine);
  take_time (self, event);
}

ZcRunJournal *
zc_run_journal_new_unfinished (ZcStore         *store,
                               ZcUnfinishedRun *unfinished,
                               ZcRunMachine    *machine)
{
  ZcRunJournal *self = g_new0 (ZcRunJournal, 1);
  gint64 last_us = 0, gap_us;

  self->store = g_object_ref (store);
  self->entries = zc_run_entry_list_new ();
  self->run = zc_stored_run_copy (unfinished->run);
  if (unfinished->observations->len > 0)
    {
      ZcObservation *last = unfinished->observations->pdata[unfinished->observations->len - 1];

      self->n_observations = last->place + 1;
      last_us = MAX (last->at_us, 0);
    }
  zc_store_replay (unfinished->observations, machine, replay_cb, self);

  /* A file that somebody changed may say anything. */
  gap_us = g_get_real_time () - MAX (self->run->started_us, 0) - last_us;
  self->zero_us = g_get_monotonic_time () - last_us - CLAMP (gap_us, 0, LONGEST_GAP_US);

  return self;
}

void
zc_run_journal_free (ZcRunJournal *self)
{
  g_clear_object (&self->store);
  zc_stored_run_free (self->run);
  zc_run_entry_list_free (self->entries);
  for (guint i = 0; i < G_N_ELEMENTS (self->last); i++)
    g_clear_pointer (&self->last[i], g_bytes_unref);
  g_free (self);
}

ZcZone *
zc_run_journal_dup_zone (ZcUnfinishedRun *unfinished)
{
  return zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_SECONDARY,
    .id = unfinished->run->zone_id,
    .name = unfinished->run->zone_name,
    .enabled = TRUE,
    .primary_ips = (const char * const *) unfinished->run->primary_ips,
    .name_servers = (const char * const *) unfinished->run->name_servers,
  });
}

const char *
zc_run_journal_get_account_id (ZcRunJournal *self)
{
  return self->run->account_id;
}

gint64
zc_run_journal_get_id (ZcRunJournal *self)
{
  return self->run->id;
}

GListModel *
zc_run_journal_get_entries (ZcRunJournal *self)
{
  return zc_run_entry_list_get_model (self->entries);
}

gint64
zc_run_journal_get_started_us (ZcRunJournal *self)
{
  return self->run->started_us;
}

guint
zc_run_journal_get_deadline_seconds (ZcRunJournal *self)
{
  return self->run->deadline_seconds;
}

gint64
zc_run_journal_get_now_us (ZcRunJournal *self)
{
  return g_get_monotonic_time () - self->zero_us;
}

gint64
zc_run_journal_get_watched_us (ZcRunJournal *self)
{
  return self->answered_us != 0 ? zc_run_journal_get_now_us (self) - self->answered_us : 0;
}

const ZcRunDelta *
zc_run_journal_get_delta (ZcRunJournal *self)
{
  return self->run->has_delta ? &self->run->delta : NULL;
}

void
zc_run_journal_set_delta (ZcRunJournal     *self,
                          const ZcRunDelta *delta)
{
  self->run->has_delta = TRUE;
  self->run->delta = *delta;
}

static void
start_clock (ZcRunJournal *self)
{
  self->zero_us = g_get_monotonic_time ();
  self->run->started_us = g_get_real_time ();
}

void
zc_run_journal_open (ZcRunJournal *self)
{
  start_clock (self);
  if (self->store != NULL)
    zc_store_add_run (self->store, zc_stored_run_copy (self->run));
}

/* What is the same as the last time is not written again: a run of ten minutes looks some fifty times, and all
 * but a few looks show nothing new. */
static GBytes *
encode_if_new (ZcRunJournal     *self,
               const ZcRunEvent *event)
{
  g_autoptr(GBytes) data = zc_run_event_encode (event);
  GBytes **last = &self->last[event->type];

  if (data == NULL || (*last != NULL && g_bytes_equal (*last, data)))
    return NULL;

  g_clear_pointer (last, g_bytes_unref);
  *last = g_bytes_ref (data);

  return g_steal_pointer (&data);
}

static void
take_state (ZcRunJournal     *self,
            const ZcRunEvent *event,
            ZcRunMachine     *machine)
{
  self->run->state = zc_run_machine_get_state (machine);
  self->run->proof = zc_run_machine_get_proof (machine);
  self->run->has_before = zc_run_machine_get_serial_before (machine, &self->run->before);
  self->run->has_after = zc_run_machine_get_serial_after (machine, &self->run->after);
  self->run->duration_us = event->time_us;
  self->run->ended_us = g_get_real_time ();
}

gboolean
zc_run_journal_add (ZcRunJournal        *self,
                    const ZcRunEvent    *event,
                    ZcRunMachine        *machine,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  gboolean moved = zc_run_entry_list_add (self->entries, event, machine);
  ZcStoredRun *changed = NULL;
  ZcObservation *observation;

  take_time (self, event);
  take_state (self, event, machine);
  if (event->type == ZC_RUN_EVENT_BEGUN)
    start_clock (self);

  if (self->store == NULL)
    {
      if (callback != NULL)
        callback (NULL, NULL, user_data);
      return moved;
    }

  observation = g_new0 (ZcObservation, 1);
  observation->run_id = self->run->id;
  observation->place = self->n_observations++;
  observation->at_us = event->time_us;
  observation->type = event->type;
  observation->data = encode_if_new (self, event);
  observation->text = g_strdup (event->text);
  if (event->type == ZC_RUN_EVENT_BEGUN || zc_run_state_is_final (self->run->state))
    changed = zc_stored_run_copy (self->run);
  zc_store_add_observation_async (self->store, observation, changed, callback, user_data);

  return moved;
}
