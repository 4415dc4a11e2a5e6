/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-check-private.h"
#include "zc-dnssec.h"
#include "zc-rdata-text.h"

#define TYPE_NS 2

ZcWorkerPool *
zc_check_ensure_pool (ZcCheck *self)
{
  if (self->pool == NULL)
    self->pool = zc_worker_pool_new ("zc-check", g_get_num_processors ());

  return self->pool;
}

static void
observe_content (ZcCheckProbe *probe)
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
zc_check_get_copy_serial (ZcZoneCopy *copy)
{
  ZcZoneSoa soa = { 0 };

  zc_zone_copy_get_soa (copy, &soa);

  return soa.serial;
}

static void
observe_differences (ZcCheckProbe      *probe,
                     ZcZoneDifferences *differences)
{
  ZcZoneCopy *reference = zc_zone_differences_get_reference (differences);
  ZcObservedComparison *comparison = g_new0 (ZcObservedComparison, 1);
  g_autoptr(ZcDifference) first = g_list_model_get_item (G_LIST_MODEL (differences), 0);

  comparison->primary_serial = zc_check_get_copy_serial (reference);
  comparison->serial = zc_check_get_copy_serial (probe->copy);
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
  probe->row->comparison = comparison;
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ZcCheckProbe *probe = data;
  ZcCheck *check = probe->check;
  g_autoptr(ZcZoneDifferences) differences = zc_zone_differences_new_finish (result, NULL);

  if (differences != NULL)
    {
      observe_differences (probe, differences);
      probe->differences = G_LIST_MODEL (g_steal_pointer (&differences));
    }
  else
    /* Translators: %s is a name server. */
    g_ptr_array_add (check->notes, g_strdup_printf (_("Time was up before the records of %s were compared."), probe->row->name));

  zc_check_end_operation (check);
}

static void
compare (ZcCheckProbe *probe)
{
  ZcCheck *check = probe->check;

  zc_check_begin_operation (check);
  zc_zone_differences_new_async (check->reference->copy, probe->copy, ZC_ZONE_COMPARE_DEFAULT, zc_check_ensure_pool (check),
                                 check->cancellable, compared_cb, probe);
}

/* A copy is compared as soon as both it and the reference are there, whichever came last. */
static void
compare_what_is_there (ZcCheckProbe *arrived)
{
  ZcCheck *check = arrived->check;

  if (check->reference == NULL || check->reference->copy == NULL)
    return;
  if (arrived != check->reference)
    {
      compare (arrived);
      return;
    }

  for (guint i = 0; i < check->parties->len; i++)
    {
      ZcCheckParty *party = check->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcCheckProbe *probe = party->probes->pdata[j];

          if (probe != arrived && probe->copy != NULL)
            compare (probe);
        }
    }
}

void
zc_check_take_copy (ZcCheckProbe *self)
{
  observe_content (self);
  if (self->check->options->records == ZC_CHECK_RECORDS_AXFR)
    compare_what_is_there (self);
  zc_check_consider_records (self->check);
  zc_check_judge_copies (self->check);
}

static void
judged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  ZcCheckProbe *probe = data;
  ZcCheck *check = probe->check;

  probe->row->dnssec = zc_dnssec_judge_finish (result, NULL);
  if (probe->row->dnssec == NULL)
    /* Translators: %s is a name server. */
    g_ptr_array_add (check->notes, g_strdup_printf (_("Time was up before the signatures of %s were judged."), probe->row->name));

  zc_check_end_operation (check);
}

static void
judge (ZcCheckProbe *probe)
{
  ZcCheck *check = probe->check;

  probe->judged = TRUE;
  zc_check_begin_operation (check);
  zc_dnssec_judge_async (probe->copy, g_get_real_time () / G_USEC_PER_SEC,
                         check->delegation != NULL ? check->delegation->ds : NULL, zc_check_ensure_pool (check), NULL,
                         check->cancellable, judged_cb, probe);
}

void
zc_check_judge_copies (ZcCheck *self)
{
  if (self->delegating)
    return;

  for (guint i = 0; i < self->parties->len; i++)
    {
      ZcCheckParty *party = self->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          ZcCheckProbe *probe = party->probes->pdata[j];

          if (probe->copy != NULL && !probe->judged)
            judge (probe);
        }
    }
}

GStrv
zc_check_dup_apex_name_servers (ZcCheck *self)
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
