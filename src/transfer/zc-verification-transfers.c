/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-verification-cell-private.h"
#include "zc-verification-private.h"

/* Each transfer holds a thread and the memory of its copy. */
#define MOST_TRANSFERS 8

/* With less time than this a healthy server would look like a silent one. */
#define LEAST_TRANSFER_MS 250

static gboolean
is_primary (ZcVerificationProbe *probe)
{
  return probe->row->role == ZC_SERVER_ROLE_PRIMARY;
}

/* What a refusal means shows only together with the other answers, and some faults only in the whole copy. */
static void
show_end (ZcVerificationProbe *probe)
{
  if (probe->row->transfer != NULL)
    zc_verification_cell_set_transfer (probe->cells[ZC_VERIFICATION_CELL_COPY], probe->row->transfer,
                                       zc_observed_server_get_transfer_id (probe->row));
}

static void
received_cb (guint64  n_records,
             guint64  n_bytes,
             gpointer data)
{
  ZcVerificationProbe *probe = data;

  probe->n_received = n_records;
  zc_verification_touch (probe->verification);
}

static void
sealed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  ZcVerificationProbe *probe = data;
  ZcVerification *verification = probe->verification;

  verification->n_sealing--;
  probe->copy = zc_zone_copy_builder_seal_finish (result, NULL);
  if (probe->copy != NULL)
    {
      zc_verification_take_copy (probe);
      show_end (probe);
    }

  zc_verification_end_operation (verification);
}

static void
transferred_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  ZcVerificationProbe *probe = data;
  ZcVerification *verification = probe->verification;
  g_autoptr(ZcZoneCopyBuilder) builder = g_steal_pointer (&probe->builder);

  verification->n_transfers--;
  probe->transfer_state = ZC_VERIFICATION_TRANSFER_ENDED;
  probe->row->transfer = zc_axfr_read_finish (result, NULL);
  show_end (probe);
  if (probe->row->transfer != NULL && probe->row->transfer->outcome == ZC_DNS_OUTCOME_OK)
    {
      /* Not cancelled when the time is up: the whole copy came in time. */
      verification->n_sealing++;
      zc_verification_begin_operation (verification);
      zc_zone_copy_builder_seal_async (g_steal_pointer (&builder), zc_verification_ensure_pool (verification), NULL,
                                       sealed_cb, probe);
    }

  zc_verification_look_for_tls (probe);
  zc_verification_consider_transfers (verification);
  zc_verification_end_operation (verification);
}

static void
transfer (ZcVerificationProbe *probe)
{
  ZcVerification *verification = probe->verification;
  guint time_left = zc_verification_get_time_left (verification);

  if (time_left < MIN (LEAST_TRANSFER_MS, verification->options.timeout_ms / 4))
    {
      probe->transfer_state = ZC_VERIFICATION_TRANSFER_ENDED;
      /* Translators: %s is a name server. */
      g_ptr_array_add (verification->notes, g_strdup_printf (_("Time was up before the zone was copied from %s."), probe->row->name));
      return;
    }

  probe->transfer_state = ZC_VERIFICATION_TRANSFER_RUNS;
  /* The zone was found to be a name at the beginning. */
  probe->builder = zc_zone_copy_builder_new (verification->zone, NULL);
  verification->n_transfers++;
  zc_verification_add_cell (probe->party, probe, ZC_VERIFICATION_CELL_COPY);
  zc_verification_begin_operation (verification);
  /* It watches the clock itself, so only the caller ends it early. */
  zc_axfr_read_async (probe->row->server, verification->zone, &verification->options.limits, time_left,
                      zc_zone_copy_builder_get_sink (), probe->builder, received_cb,
                      g_task_get_cancellable (verification->task), transferred_cb, probe);
}

static gboolean
has_no_tcp (ZcVerificationProbe *probe)
{
  for (guint i = 0; i < probe->row->answers->len; i++)
    {
      const ZcSoaAnswer *answer = probe->row->answers->pdata[i];

      if (answer->transport == ZC_DNS_TRANSPORT_TCP && answer->rcode < 0)
        return TRUE;
    }

  return FALSE;
}

/* The first primary that answers for the zone is the reference. Where none does, the first that answers at
 * all is asked for a copy too, because how it refuses tells what is wrong; and where serials are asked for over
 * UDP only, even a silent one, for TCP may work. NULL while the answer of an earlier one is still out. */
static ZcVerificationProbe *
find_reference (ZcVerification *self)
{
  ZcVerificationProbe *second_best = NULL;

  for (guint i = 0; i < self->parties->len; i++)
    {
      ZcVerificationParty *party = self->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcVerificationProbe *probe = party->probes->pdata[j];

          if (!is_primary (probe))
            continue;
          if (zc_observed_server_get_serial (probe->row, NULL))
            return probe;
          if (probe->n_asking > 0)
            return NULL;
          if (second_best == NULL &&
              (zc_observed_server_was_answered (probe->row) || !has_no_tcp (probe)))
            second_best = probe;
        }
    }

  return second_best;
}

static void
decide (ZcVerificationProbe *probe)
{
  const ZcVerificationOptions *options = &probe->verification->options;
  gboolean wanted = is_primary (probe) ? options->every_primary : options->records == ZC_VERIFICATION_RECORDS_AXFR;
  gboolean known = zc_observed_server_get_serial (probe->row, NULL) ||
                   (probe->n_asking == 0 && zc_observed_server_was_answered (probe->row));

  if (!wanted || probe->transfer_state != ZC_VERIFICATION_TRANSFER_NONE || !known)
    return;

  probe->transfer_state = ZC_VERIFICATION_TRANSFER_WAITS;
}

void
zc_verification_consider_transfers (ZcVerification *self)
{
  if (self->options.records == ZC_VERIFICATION_RECORDS_NONE || g_cancellable_is_cancelled (self->cancellable))
    return;

  if (self->reference == NULL)
    {
      self->reference = find_reference (self);
      if (self->reference != NULL)
        self->reference->transfer_state = ZC_VERIFICATION_TRANSFER_WAITS;
    }

  for (guint i = 0; i < self->parties->len; i++)
    {
      ZcVerificationParty *party = self->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcVerificationProbe *probe = party->probes->pdata[j];

          decide (probe);
          if (probe->transfer_state == ZC_VERIFICATION_TRANSFER_WAITS && self->n_transfers < MOST_TRANSFERS)
            transfer (probe);
        }
    }
}
