/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-check-private.h"

/* Each transfer holds a thread and the memory of its copy. */
#define MOST_TRANSFERS 8

/* With less time than this a healthy server would look like a silent one. */
#define LEAST_TRANSFER_MS 250

static gboolean
is_primary (ZcCheckProbe *probe)
{
  return probe->row->role == ZC_SERVER_ROLE_PRIMARY;
}

static void
sealed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  ZcCheckProbe *probe = data;
  ZcCheck *check = probe->check;

  probe->copy = zc_zone_copy_builder_seal_finish (result, NULL);
  if (probe->copy != NULL)
    zc_check_take_copy (probe);

  zc_check_end_operation (check);
}

static void
transferred_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  ZcCheckProbe *probe = data;
  ZcCheck *check = probe->check;
  g_autoptr(ZcZoneCopyBuilder) builder = g_steal_pointer (&probe->builder);

  check->n_transfers--;
  probe->transfer_state = ZC_CHECK_TRANSFER_ENDED;
  probe->row->transfer = zc_axfr_read_finish (result, NULL);
  if (probe->row->transfer != NULL && probe->row->transfer->outcome == ZC_DNS_OUTCOME_OK)
    {
      /* Not cancelled when the time is up: the whole copy came in time. */
      zc_check_begin_operation (check);
      zc_zone_copy_builder_seal_async (g_steal_pointer (&builder), zc_check_ensure_pool (check), NULL, sealed_cb, probe);
    }

  zc_check_look_for_tls (probe);
  zc_check_consider_transfers (check);
  zc_check_end_operation (check);
}

static void
transfer (ZcCheckProbe *probe)
{
  ZcCheck *check = probe->check;
  guint time_left = zc_check_get_time_left (check);

  if (time_left < MIN (LEAST_TRANSFER_MS, check->options->timeout_ms / 4))
    {
      probe->transfer_state = ZC_CHECK_TRANSFER_ENDED;
      /* Translators: %s is a name server. */
      g_ptr_array_add (check->notes, g_strdup_printf (_("Time was up before the zone was copied from %s."), probe->row->name));
      return;
    }

  probe->transfer_state = ZC_CHECK_TRANSFER_RUNS;
  /* The zone was found to be a name when the command line was read. */
  probe->builder = zc_zone_copy_builder_new (check->options->zone, NULL);
  check->n_transfers++;
  zc_check_begin_operation (check);
  /* It watches the clock itself, so only the caller ends it early. */
  zc_axfr_read_async (probe->row->server, check->options->zone, NULL, time_left, zc_zone_copy_builder_get_sink (),
                      probe->builder, NULL, g_task_get_cancellable (check->task), transferred_cb, probe);
}

static gboolean
has_no_tcp (ZcCheckProbe *probe)
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
static ZcCheckProbe *
find_reference (ZcCheck *self)
{
  ZcCheckProbe *second_best = NULL;

  for (guint i = 0; i < self->parties->len; i++)
    {
      ZcCheckParty *party = self->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcCheckProbe *probe = party->probes->pdata[j];

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
decide (ZcCheckProbe *probe)
{
  gboolean known = zc_observed_server_get_serial (probe->row, NULL) ||
                   (probe->n_asking == 0 && zc_observed_server_was_answered (probe->row));

  if (is_primary (probe) || probe->transfer_state != ZC_CHECK_TRANSFER_NONE || !known)
    return;

  probe->transfer_state = ZC_CHECK_TRANSFER_WAITS;
}

void
zc_check_consider_transfers (ZcCheck *self)
{
  if (self->options->records == ZC_CHECK_RECORDS_NONE || g_cancellable_is_cancelled (self->cancellable))
    return;

  if (self->reference == NULL)
    {
      self->reference = find_reference (self);
      if (self->reference != NULL)
        self->reference->transfer_state = ZC_CHECK_TRANSFER_WAITS;
    }

  for (guint i = 0; i < self->parties->len; i++)
    {
      ZcCheckParty *party = self->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcCheckProbe *probe = party->probes->pdata[j];

          if (self->options->records == ZC_CHECK_RECORDS_AXFR)
            decide (probe);
          if (probe->transfer_state == ZC_CHECK_TRANSFER_WAITS && self->n_transfers < MOST_TRANSFERS)
            transfer (probe);
        }
    }
}
