/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-run-facts.h"

#include <glib/gi18n-lib.h>

#include "zc-relative-time.h"

static ZcRunFacts
read_run (ZcRun *run)
{
  ZcZone *zone = zc_run_get_zone (run);
  ZcRunFacts facts = {
    .id = zc_run_get_id (run),
    .zone_id = zc_zone_get_id (zone),
    .zone_name = zc_zone_get_name (zone),
    .display_name = zc_zone_get_display_name (zone),
    .state = zc_run_get_state (run),
    .proof = zc_run_get_proof (run),
    .active = zc_run_is_active (run),
    .words = zc_run_get_words (run),
    .explanation = zc_run_get_explanation (run),
    .started = zc_run_get_started (run),
    .elapsed_us = zc_run_get_elapsed_us (run),
    .delta = zc_run_get_delta (run),
  };

  return facts;
}

static ZcRunFacts
read_record (ZcRunRecord *record)
{
  ZcRunFacts facts = {
    .id = zc_run_record_get_id (record),
    .zone_id = zc_run_record_get_zone_id (record),
    .zone_name = zc_run_record_get_zone_name (record),
    .display_name = zc_run_record_get_display_name (record),
    .state = zc_run_record_get_state (record),
    .proof = zc_run_record_get_proof (record),
    .words = zc_run_record_get_words (record),
    .explanation = zc_run_record_get_explanation (record),
    .started = zc_run_record_get_started (record),
    .elapsed_us = (gint64) (zc_run_record_get_duration_seconds (record) * G_USEC_PER_SEC),
    .delta = zc_run_record_get_delta (record),
  };

  facts.has_before = zc_run_record_get_serial_before (record, &facts.before);
  facts.has_after = zc_run_record_get_serial_after (record, &facts.after);

  return facts;
}

ZcRunFacts
zc_run_facts_read (gpointer run)
{
  if (ZC_IS_RUN (run))
    return read_run (run);

  return read_record (run);
}

gboolean
zc_run_facts_was_resumed (ZcRun *run)
{
  GListModel *entries;
  guint n_entries;

  g_return_val_if_fail (ZC_IS_RUN (run), FALSE);

  entries = zc_run_get_entries (run);
  n_entries = g_list_model_get_n_items (entries);
  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr(ZcRunEntry) entry = g_list_model_get_item (entries, i);

      if (zc_run_entry_get_kind (entry) == ZC_RUN_ENTRY_RESUMED)
        return TRUE;
    }

  return FALSE;
}

/* Other ends say by themselves that they are no proof. */
static const char *
get_proof_words (const ZcRunFacts *facts)
{
  if (facts->state != ZC_RUN_STATE_DONE)
    return NULL;
  if (facts->proof == ZC_RUN_PROOF_FULL)
    return _("Proven over DNS");
  if (facts->proof == ZC_RUN_PROOF_AGREED)
    return _("Name servers agree, the primary could not be asked");

  return NULL;
}

static char *
dup_serials (const ZcRunFacts *facts)
{
  if (facts->has_before && facts->has_after && facts->before != facts->after)
    /* Translators: the serials of a zone before and after a transfer. */
    return g_strdup_printf (_("Serial %u → %u"), facts->before, facts->after);

  if (facts->has_before || facts->has_after)
    return g_strdup_printf (_("Serial %u"), facts->has_after ? facts->after : facts->before);

  return NULL;
}

static char *
dup_delta (const ZcRunFacts *facts)
{
  if (facts->delta == NULL)
    return NULL;

  /* Translators: how many record sets a transfer was to add, take away and change. */
  return g_strdup_printf (_("+%'u -%'u ~%'u records"), facts->delta->missing, facts->delta->extra,
                          facts->delta->changed);
}

char *
zc_run_facts_dup_result (const ZcRunFacts *facts)
{
  g_autofree char *serials = NULL;
  g_autofree char *delta = NULL;
  char *parts[4] = { NULL };
  guint n_parts = 0;

  g_return_val_if_fail (facts != NULL, NULL);

  serials = dup_serials (facts);
  delta = dup_delta (facts);
  if (get_proof_words (facts) != NULL)
    parts[n_parts++] = (char *) get_proof_words (facts);
  if (serials != NULL)
    parts[n_parts++] = serials;
  if (delta != NULL)
    parts[n_parts++] = delta;

  /* Translators: this separates parts that stand by themselves, such as "Proven over DNS · Serial 1 → 2". */
  return g_strjoinv (C_("separator", " · "), parts);
}

char *
zc_run_facts_dup_times (const ZcRunFacts *facts,
                        GDateTime        *now)
{
  g_autofree char *started = NULL;
  g_autofree char *duration = NULL;

  g_return_val_if_fail (facts != NULL, NULL);
  g_return_val_if_fail (now != NULL, NULL);

  if (facts->started == NULL)
    return g_strdup ("");

  started = zc_relative_time_format_in_sentence (facts->started, now);
  duration = zc_relative_time_format_duration (facts->elapsed_us / G_USEC_PER_SEC);

  /* Translators: the first %s is such as "2 minutes ago", the second one a duration such as "12 seconds". */
  return g_strdup_printf (facts->active ? _("Started %s, watched for %s") : _("Started %s, took %s"),
                          started, duration);
}
