/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-verification-private.h"

/* Ten times a second is as often as anybody can read. */
#define REFRESH_US (G_USEC_PER_SEC / 10)

typedef struct
{
  guint64 n_received;
  guint64 n_judged;
  guint64 n_to_judge;
} Sums;

static void
add_up (ZcVerification *self,
        Sums           *sums)
{
  *sums = (Sums) { 0 };
  for (guint i = 0; i < self->parties->len; i++)
    {
      const ZcVerificationParty *party = self->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          const ZcVerificationProbe *probe = party->probes->pdata[j];

          if (probe->transfer_state == ZC_VERIFICATION_TRANSFER_RUNS)
            sums->n_received += probe->n_received;
          sums->n_judged += probe->n_judged;
          sums->n_to_judge += probe->n_to_judge;
        }
    }
}

static ZcVerificationPhase
find_phase (ZcVerification *self,
            const Sums     *sums)
{
  if (self->state != ZC_VERIFICATION_STATE_RUNNING)
    return ZC_VERIFICATION_PHASE_NONE;
  if (self->asks_for_records)
    return ZC_VERIFICATION_PHASE_RECORDS;
  if (self->n_transfers > 0)
    return ZC_VERIFICATION_PHASE_COPIES;
  if (sums->n_to_judge > 0)
    return ZC_VERIFICATION_PHASE_SIGNATURES;
  if (self->n_sealing > 0 || self->n_comparing > 0)
    return ZC_VERIFICATION_PHASE_COMPARISON;
  if (self->n_asking > 0 || self->n_resolving > 0)
    return ZC_VERIFICATION_PHASE_SERIALS;

  return ZC_VERIFICATION_PHASE_DELEGATION;
}

/* What is done at the moment, in words, and how much of it: without a total nobody knows how much there is. */
static char *
describe_phase (ZcVerification      *self,
                ZcVerificationPhase  phase,
                const Sums          *sums,
                guint64             *n_done,
                guint64             *n_total)
{
  *n_done = *n_total = 0;

  switch (phase)
    {
    case ZC_VERIFICATION_PHASE_DELEGATION:
      return g_strdup (_("Asking the zone above"));

    case ZC_VERIFICATION_PHASE_SERIALS:
      *n_done = self->n_asked - self->n_asking;
      *n_total = self->n_resolving == 0 ? self->n_asked : 0;
      return g_strdup (self->n_asked == 0 ? _("Looking up name servers") : _("Asking for serials"));

    case ZC_VERIFICATION_PHASE_COPIES:
      *n_done = sums->n_received;
      /* Translators: a number of records of a zone. */
      return g_strdup_printf (ngettext ("Copying the zone: %'u record", "Copying the zone: %'u records",
                                        (unsigned long) sums->n_received), (guint) sums->n_received);

    case ZC_VERIFICATION_PHASE_COMPARISON:
      return g_strdup (_("Comparing records"));

    case ZC_VERIFICATION_PHASE_SIGNATURES:
      *n_done = sums->n_judged;
      *n_total = sums->n_to_judge;
      /* Translators: how many names of a zone were looked at, and how many there are. */
      return g_strdup_printf (_("Verifying signatures: %'u of %'u names"), (guint) *n_done, (guint) *n_total);

    case ZC_VERIFICATION_PHASE_RECORDS:
      *n_done = self->n_questions_ended;
      *n_total = self->n_questions;
      if (self->paused)
        /* Translators: how many questions were asked, and how many there are. */
        return g_strdup_printf (_("Paused: %'u of %'u record sets asked for"), (guint) *n_done, (guint) *n_total);
      /* Translators: how many questions were asked, and how many there are. */
      return g_strdup_printf (_("Asking for record sets: %'u of %'u"), (guint) *n_done, (guint) *n_total);

    case ZC_VERIFICATION_PHASE_NONE:
    default:
      break;
    }

  switch (self->state)
    {
    case ZC_VERIFICATION_STATE_ENDED:
      return g_strdup (_("Verified"));
    case ZC_VERIFICATION_STATE_CANCELLED:
      return g_strdup (_("Cancelled"));
    case ZC_VERIFICATION_STATE_NEW:
    case ZC_VERIFICATION_STATE_RUNNING:
    default:
      return g_strdup (_("Not verified"));
    }
}

static void
refresh_progress (ZcVerification *self)
{
  GObject *object = G_OBJECT (self);
  gboolean could_pause = self->phase == ZC_VERIFICATION_PHASE_RECORDS;
  guint64 n_done, n_total;
  g_autofree char *text = NULL;
  Sums sums;

  add_up (self, &sums);
  self->phase = find_phase (self, &sums);
  text = describe_phase (self, self->phase, &sums, &n_done, &n_total);

  if (g_strcmp0 (text, self->phase_text) != 0)
    {
      g_free (self->phase_text);
      self->phase_text = g_steal_pointer (&text);
      g_object_notify (object, "phase");
    }
  if (n_done != self->n_done || n_total != self->n_total)
    {
      self->n_done = n_done;
      self->n_total = n_total;
      g_object_notify (object, "n-done");
      g_object_notify (object, "n-total");
      g_object_notify (object, "fraction");
    }
  if (could_pause != (self->phase == ZC_VERIFICATION_PHASE_RECORDS))
    g_object_notify (object, "can-pause");
}

/* Some conclusions can be drawn only when everybody had the time to answer. */
static gboolean
is_premature (ZcVerification  *self,
              const ZcFinding *finding)
{
  return (self->n_asking > 0 || self->n_resolving > 0) && finding->severity == ZC_SEVERITY_UNKNOWN;
}

/* Replaces only what is new, so that who reads the list keeps the place. */
static void
show_findings (ZcVerification *self,
               GPtrArray      *found)
{
  GListModel *model = G_LIST_MODEL (self->findings);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_old = g_list_model_get_n_items (model);
  guint first = 0;
  guint n_same_end = 0;

  for (; first < n_old && first < found->len; first++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (model, first);

      if (!zc_finding_item_is_equal (item, found->pdata[first]))
        break;
    }
  for (; n_same_end < n_old - first && n_same_end < found->len - first; n_same_end++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (model, n_old - n_same_end - 1);

      if (!zc_finding_item_is_equal (item, found->pdata[found->len - n_same_end - 1]))
        break;
    }
  for (guint i = first; i < found->len - n_same_end; i++)
    g_ptr_array_add (items, zc_finding_item_new (found->pdata[i]));

  if (n_old - n_same_end > first || items->len > 0)
    g_list_store_splice (self->findings, first, n_old - n_same_end - first, items->pdata, items->len);
}

static void
refresh_findings (ZcVerification *self)
{
  g_autoptr(ZcDiagnosis) diagnosis = self->diagnosis != NULL ? g_object_ref (self->diagnosis)
                                                             : zc_diagnosis_new (self->observations);
  GPtrArray *all = zc_diagnosis_get_findings (diagnosis);
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (!is_premature (self, all->pdata[i]))
      g_ptr_array_add (found, all->pdata[i]);
  show_findings (self, found);
}

void
zc_verification_refresh (ZcVerification *self)
{
  if (self->refresh != NULL)
    g_source_destroy (self->refresh);
  g_clear_pointer (&self->refresh, g_source_unref);
  self->refreshed_us = g_get_monotonic_time ();

  refresh_progress (self);
  refresh_findings (self);
}

static gboolean
refresh_cb (gpointer data)
{
  zc_verification_refresh (data);

  return G_SOURCE_REMOVE;
}

void
zc_verification_touch (ZcVerification *self)
{
  gint64 wait_us = self->refreshed_us + REFRESH_US - g_get_monotonic_time ();

  if (self->refresh != NULL || self->task == NULL)
    return;

  self->refresh = g_timeout_source_new ((guint) (MAX (wait_us, 0) / 1000));
  g_source_set_callback (self->refresh, refresh_cb, self, NULL);
  g_source_attach (self->refresh, g_task_get_context (self->task));
}
