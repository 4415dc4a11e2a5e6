/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-run-record-private.h"

struct _ZcRunRecord
{
  GObject parent_instance;

  ZcStoredRun *row;   /* (owned) */
  GDateTime *started; /* (owned) */
  GDateTime *ended;   /* (owned) */
  char *words;        /* (owned) */
  char *explanation;  /* (owned) */
  gboolean accepted;
  gboolean sent;
};

G_DEFINE_FINAL_TYPE (ZcRunRecord, zc_run_record, G_TYPE_OBJECT)

static void
zc_run_record_finalize (GObject *object)
{
  ZcRunRecord *self = ZC_RUN_RECORD (object);

  g_clear_pointer (&self->row, zc_stored_run_free);
  g_clear_pointer (&self->started, g_date_time_unref);
  g_clear_pointer (&self->ended, g_date_time_unref);
  g_free (self->words);
  g_free (self->explanation);

  G_OBJECT_CLASS (zc_run_record_parent_class)->finalize (object);
}

static void
zc_run_record_class_init (ZcRunRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_run_record_finalize;
}

static void
zc_run_record_init (ZcRunRecord *self)
{
}

void
zc_stored_run_free (ZcStoredRun *self)
{
  if (self == NULL)
    return;

  g_free (self->account_id);
  g_free (self->zone_id);
  g_free (self->zone_name);
  g_free (self->display_name);
  g_strfreev (self->primary_ips);
  g_strfreev (self->name_servers);
  g_free (self);
}

ZcStoredRun *
zc_stored_run_copy (const ZcStoredRun *self)
{
  ZcStoredRun *copy = g_memdup2 (self, sizeof *self);

  copy->account_id = g_strdup (self->account_id);
  copy->zone_id = g_strdup (self->zone_id);
  copy->zone_name = g_strdup (self->zone_name);
  copy->display_name = g_strdup (self->display_name);
  copy->primary_ips = g_strdupv (self->primary_ips);
  copy->name_servers = g_strdupv (self->name_servers);

  return copy;
}

/* A clock that stood at a time beyond all calendars when the run was begun must not end the reading. */
static GDateTime *
make_date (gint64 time_us)
{
  GDateTime *date = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return date != NULL ? date : g_date_time_new_from_unix_local (0);
}

ZcRunRecord *
zc_run_record_new (ZcStoredRun  *row,
                   ZcRunMachine *machine)
{
  ZcRunRecord *self = g_object_new (ZC_TYPE_RUN_RECORD, NULL);

  self->row = row;
  self->started = make_date (row->started_us);
  self->ended = make_date (row->ended_us);
  self->words = zc_run_machine_dup_words (machine);
  self->explanation = zc_run_machine_dup_explanation (machine);
  self->accepted = zc_run_machine_was_accepted (machine);
  self->sent = zc_run_machine_was_sent (machine);

  return self;
}

gint64
zc_run_record_get_id (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), 0);

  return self->row->id;
}

gint64
zc_run_record_get_started_us (ZcRunRecord *self)
{
  return self->row->started_us;
}

const char *
zc_run_record_get_account_id (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), NULL);

  return self->row->account_id;
}

const char *
zc_run_record_get_zone_id (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), NULL);

  return self->row->zone_id;
}

const char *
zc_run_record_get_zone_name (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), NULL);

  return self->row->zone_name;
}

const char *
zc_run_record_get_display_name (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), NULL);

  return self->row->display_name;
}

GDateTime *
zc_run_record_get_started (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), NULL);

  return self->started;
}

GDateTime *
zc_run_record_get_ended (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), NULL);

  return self->ended;
}

double
zc_run_record_get_duration_seconds (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), 0.0);

  return (double) self->row->duration_us / G_USEC_PER_SEC;
}

ZcRunState
zc_run_record_get_state (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), ZC_RUN_STATE_STOPPED);

  return self->row->state;
}

ZcRunProof
zc_run_record_get_proof (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), ZC_RUN_PROOF_NONE);

  return self->row->proof;
}

const char *
zc_run_record_get_words (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), NULL);

  return self->words;
}

const char *
zc_run_record_get_explanation (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), NULL);

  return self->explanation;
}

gboolean
zc_run_record_was_accepted (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), FALSE);

  return self->accepted;
}

gboolean
zc_run_record_was_sent (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), FALSE);

  return self->sent;
}

gboolean
zc_run_record_get_serial_before (ZcRunRecord *self,
                                 guint32     *serial)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), FALSE);

  if (self->row->has_before && serial != NULL)
    *serial = self->row->before;

  return self->row->has_before;
}

gboolean
zc_run_record_get_serial_after (ZcRunRecord *self,
                                guint32     *serial)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), FALSE);

  if (self->row->has_after && serial != NULL)
    *serial = self->row->after;

  return self->row->has_after;
}

const ZcRunDelta *
zc_run_record_get_delta (ZcRunRecord *self)
{
  g_return_val_if_fail (ZC_IS_RUN_RECORD (self), NULL);

  return self->row->has_delta ? &self->row->delta : NULL;
}
