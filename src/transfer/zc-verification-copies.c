/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-verification-private.h"
#include "zc-dnssec.h"
#include "zc-rdata-text.h"

#define TYPE_NS 2

ZcWorkerPool *
zc_verification_ensure_pool (ZcVerification *self)
{
  if (self->pool == NULL)
    self->pool = zc_worker_pool_new ("zc-verify", g_get_num_processors ());

  return self->pool;
}

static void
observe_content (ZcVerificationProbe *probe)
{
  const ZcZoneFacts *facts = zc_zone_copy_get_facts (probe->copy);
  ZcObservedContent *content = g_new0 (ZcObservedContent, 1);

  content->n_records = facts->n_records;
  content->largest_set_owner = g_strdup (facts->largest_set_owner);
  content->largest_set_type = zc_rdata_type_to_text (facts->largest_set_type);
  content->largest_set_records = facts->largest_set_records;
  content->has_apex_ns = facts->has_apex_ns;
  content->cname_conflict_owner = g_strdup (facts->cname_conflict_owner);
  probe->row->content = content;
}

guint32
zc_verification_get_copy_serial (ZcZoneCopy *copy)
{
  ZcZoneSoa soa = { 0 };

  zc_zone_copy_get_soa (copy, &soa);

  return soa.serial;
}

static ZcObservedComparison *
observe_differences (ZcZoneDifferences *differences,
                     guint32            serial)
{
  ZcZoneCopy *reference = zc_zone_differences_get_reference (differences);
  ZcObservedComparison *comparison = g_new0 (ZcObservedComparison, 1);
  g_autoptr(ZcDifference) first = g_list_model_get_item (G_LIST_MODEL (differences), 0);

  comparison->primary_serial = zc_verification_get_copy_serial (reference);
  comparison->serial = serial;
  comparison->n_missing = zc_zone_differences_get_n_missing (differences);
  comparison->n_extra = zc_zone_differences_get_n_extra (differences);
  comparison->n_changed = zc_zone_differences_get_n_changed (differences);
  comparison->n_ttl_only = zc_zone_differences_get_n_ttl_only (differences);
  comparison->n_asked = zc_zone_copy_get_facts (reference)->n_sets;
  if (first != NULL)
    {
      comparison->first_owner = g_strdup (zc_difference_get_owner (first));
      comparison->first_type = g_strdup (zc_difference_get_record_type (first));
    }

  return comparison;
}

static guint64
get_order (const ZcVerificationProbe *probe)
{
  guint place;

  if (!g_ptr_array_find (probe->party->probes, probe, &place))
    g_assert_not_reached ();

  return (guint64) probe->party->place << 32 | place;
}

void
zc_verification_take_differences (ZcVerificationProbe  *self,
                                  ZcObservedComparison *comparison,
                                  GListModel           *items)
{
  self->row->comparison = comparison;
  zc_verification_differences_take (self->verification->differences, get_order (self), self->row->server, items);
}

/* Time was too short for something; who cancelled knows why it ended early. */
static void
take_late_note (ZcVerification *self,
                char           *note)
{
  g_autofree char *owned_note = note;

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    zc_verification_add_note (self, owned_note);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ZcVerificationProbe *probe = data;
  ZcVerification *verification = probe->verification;
  g_autoptr(ZcZoneDifferences) differences = zc_zone_differences_new_finish (result, NULL);

  verification->n_comparing--;
  if (differences != NULL)
    {
      ZcObservedComparison *comparison = observe_differences (differences, zc_verification_get_copy_serial (probe->copy));

      zc_verification_take_differences (probe, comparison, G_LIST_MODEL (g_steal_pointer (&differences)));
    }
  else
    {
      /* Translators: %s is a name server. */
      take_late_note (verification, g_strdup_printf (_("Time was up before the records of %s were compared."), probe->row->name));
    }

  zc_verification_end_operation (verification);
}

static void
compare (ZcVerificationProbe *probe)
{
  ZcVerification *verification = probe->verification;

  verification->n_comparing++;
  zc_verification_begin_operation (verification);
  zc_zone_differences_new_async (verification->reference->copy, probe->copy, ZC_ZONE_COMPARE_DEFAULT,
                                 zc_verification_ensure_pool (verification), verification->cancellable, compared_cb, probe);
}

/* A copy is compared as soon as both it and the reference are there, whichever came last. */
static void
compare_what_is_there (ZcVerificationProbe *arrived)
{
  ZcVerification *verification = arrived->verification;

  if (verification->reference == NULL || verification->reference->copy == NULL)
    return;
  if (arrived != verification->reference)
    {
      compare (arrived);
      return;
    }

  for (guint i = 0; i < verification->parties->len; i++)
    {
      ZcVerificationParty *party = verification->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcVerificationProbe *probe = party->probes->pdata[j];

          if (probe != arrived && probe->copy != NULL)
            compare (probe);
        }
    }
}

static void
service_compared_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  ZcVerification *self = data;
  g_autoptr(ZcZoneDifferences) differences = zc_zone_differences_new_finish (result, NULL);
  GPtrArray *unreadable = zc_service_copy_get_unreadable (self->service_copy);
  ZcObservedService *service;

  self->n_comparing--;
  if (differences == NULL)
    {
      take_late_note (self, g_strdup (_("Time was up before the records at IONOS were compared.")));
      zc_verification_end_operation (self);
      return;
    }

  service = g_new0 (ZcObservedService, 1);
  service->comparison = observe_differences (differences, 0);
  service->has_serial = zc_service_copy_get_serial (self->service_copy, &service->comparison->serial);
  service->n_unreadable = unreadable->len;
  if (unreadable->len > 0)
    {
      const ZcUnreadableRow *first = unreadable->pdata[0];

      service->unreadable_owner = g_strdup (first->owner);
      service->unreadable_type = g_strdup (first->type);
      service->unreadable_content = g_strdup (first->content);
      service->unreadable_reason = g_strdup (first->reason);
    }
  zc_observations_take_service (self->observations, service);
  zc_verification_differences_take (self->differences, ZC_VERIFICATION_DIFFERENCES_LAST, NULL,
                                    G_LIST_MODEL (g_steal_pointer (&differences)));
  zc_verification_end_operation (self);
}

/* Like the copies of the name servers, but for what the service's interface does not show at all. */
static void
consider_service (ZcVerification *self)
{
  if (self->service_copy == NULL || self->service_compared || self->reference == NULL || self->reference->copy == NULL)
    return;

  self->service_compared = TRUE;
  self->n_comparing++;
  zc_verification_begin_operation (self);
  zc_zone_differences_new_async (self->reference->copy, zc_service_copy_get_copy (self->service_copy),
                                 zc_service_copy_get_flags (self->service_copy), zc_verification_ensure_pool (self),
                                 self->cancellable, service_compared_cb, self);
}

void
zc_verification_take_copy (ZcVerificationProbe *self)
{
  observe_content (self);
  if (self == self->verification->reference)
    g_object_notify (G_OBJECT (self->verification), "reference");
  consider_service (self->verification);
  if (self->verification->options.records == ZC_VERIFICATION_RECORDS_AXFR)
    compare_what_is_there (self);
  zc_verification_consider_records (self->verification);
  zc_verification_judge_copies (self->verification);
}

static void
judging_cb (guint64  n_done,
            guint64  n_all,
            gpointer data)
{
  ZcVerificationProbe *probe = data;

  probe->n_judged = n_done;
  probe->n_to_judge = n_all;
  zc_verification_touch (probe->verification);
}

static void
judged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  ZcVerificationProbe *probe = data;
  ZcVerification *verification = probe->verification;

  probe->row->dnssec = zc_dnssec_judge_finish (result, NULL);
  probe->n_judged = probe->n_to_judge = 0;
  if (probe->row->dnssec == NULL)
    {
      /* Translators: %s is a name server. */
      take_late_note (verification, g_strdup_printf (_("Time was up before the signatures of %s were judged."), probe->row->name));
    }

  zc_verification_end_operation (verification);
}

static void
judge (ZcVerificationProbe *probe)
{
  ZcVerification *verification = probe->verification;

  probe->judged = TRUE;
  zc_verification_begin_operation (verification);
  zc_dnssec_judge_async (probe->copy, g_get_real_time () / G_USEC_PER_SEC,
                         verification->delegation != NULL ? verification->delegation->ds : NULL, zc_verification_ensure_pool (verification), judging_cb,
                         verification->cancellable, judged_cb, probe);
}

void
zc_verification_judge_copies (ZcVerification *self)
{
  if (self->delegating)
    return;

  for (guint i = 0; i < self->parties->len; i++)
    {
      ZcVerificationParty *party = self->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcVerificationProbe *probe = party->probes->pdata[j];

          if (probe->copy != NULL && !probe->judged)
            judge (probe);
        }
    }
}

GStrv
zc_verification_dup_apex_name_servers (ZcVerification *self)
{
  ZcZoneCopy *copy = self->reference != NULL ? self->reference->copy : NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  ZcZoneCopyIter iter;
  ZcZoneRrset set;

  if (copy == NULL)
    return NULL;

  /* The apex is the first owner of a zone. */
  zc_zone_copy_iter_init_range (&iter, copy, 0, 1);
  while (zc_zone_copy_iter_next (&iter, &set))
    {
      ZcZoneRdataIter records;
      ZcZoneRdata rdata;

      if (set.type != TYPE_NS)
        continue;
      zc_zone_rdata_iter_init (&records, &set);
      while (zc_zone_rdata_iter_next (&records, &rdata))
        g_ptr_array_add (names, zc_rdata_to_text (TYPE_NS, rdata.data, rdata.length));
    }
  g_ptr_array_add (names, NULL);

  return g_strdupv ((char **) names->pdata);
}
