/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dnssec-report.h"

#include "zc-dnssec-private.h"

G_DEFINE_BOXED_TYPE (ZcDnssecReport, zc_dnssec_report, zc_dnssec_report_ref, zc_dnssec_report_unref)

const char *
zc_dnssec_kind_get_id (ZcDnssecKind kind)
{
  switch (kind)
    {
    case ZC_DNSSEC_RRSIG_EXPIRED:
      return "rrsig-expired";

    case ZC_DNSSEC_RRSIG_SOON:
      return "rrsig-soon";

    case ZC_DNSSEC_RRSIG_FUTURE:
      return "rrsig-future";

    case ZC_DNSSEC_BROKEN:
      return "dnssec-broken";

    case ZC_DNSSEC_ZONEMD_BAD:
      return "zonemd-bad";

    default:
      g_return_val_if_reached (NULL);
    }
}

static void
clear_finding (ZcDnssecFinding *finding)
{
  g_clear_pointer (&finding->owner, g_free);
  g_clear_pointer (&finding->expected, g_free);
  g_clear_pointer (&finding->found, g_free);
  g_clear_pointer (&finding->text, g_free);
}

static void
free_finding (gpointer data)
{
  clear_finding (data);
  g_free (data);
}

static void
clear_report (gpointer data)
{
  ZcDnssecReport *self = data;

  g_free (self->first_end_owner);
  g_ptr_array_unref (self->findings);
}

ZcDnssecReport *
zc_dnssec_report_new (gint64 now)
{
  ZcDnssecReport *self = g_atomic_rc_box_new0 (ZcDnssecReport);

  self->now = now;
  self->findings = g_ptr_array_new_with_free_func (free_finding);

  return self;
}

ZcDnssecReport *
zc_dnssec_report_ref (ZcDnssecReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
zc_dnssec_report_unref (ZcDnssecReport *self)
{
  g_atomic_rc_box_release_full (self, clear_report);
}

const ZcDnssecFinding *
zc_dnssec_report_find (const ZcDnssecReport *self,
                       ZcDnssecKind          kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      const ZcDnssecFinding *finding = g_ptr_array_index (self->findings, i);

      if (finding->kind == kind)
        return finding;
    }

  return NULL;
}

void
zc_dnssec_report_add (ZcDnssecReport  *self,
                      ZcDnssecFinding *finding)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      ZcDnssecFinding *known = g_ptr_array_index (self->findings, i);
      guint64 n_sets = known->n_sets + finding->n_sets;

      if (known->kind != finding->kind || known->fault != finding->fault)
        continue;

      if (finding->rank < known->rank)
        {
          clear_finding (known);
          *known = *finding;
        }
      else
        clear_finding (finding);
      known->n_sets = n_sets;
      return;
    }

  g_ptr_array_add (self->findings, g_memdup2 (finding, sizeof *finding));
}

guint64
zc_dnssec_report_rank (const ZcDnssecReport *self,
                       gint64                time,
                       guint                 owner)
{
  /* Signatures lie within 2^31 seconds of now (RFC 4034, section 3.1.5). */
  guint64 distance = (guint64) CLAMP (time - self->now + G_MAXINT32, 0, (gint64) G_MAXUINT32);

  return distance << 32 | owner;
}

void
zc_dnssec_report_note_end (ZcDnssecReport    *self,
                           const ZcZoneRrset *set,
                           guint              owner,
                           gint64             end)
{
  guint64 rank = zc_dnssec_report_rank (self, end, owner);

  if (self->first_end == 0 || rank < self->first_end_rank)
    {
      g_free (self->first_end_owner);
      self->first_end = end;
      self->first_end_owner = zc_zone_rrset_dup_owner (set);
      self->first_end_type = set->type;
      self->first_end_rank = rank;
    }
  if (set->type == LDNS_RR_TYPE_SOA)
    self->soa_end = end;
}

static int
compare_findings (gconstpointer first,
                  gconstpointer second)
{
  const ZcDnssecFinding *first_finding = *(const ZcDnssecFinding *const *) first;
  const ZcDnssecFinding *second_finding = *(const ZcDnssecFinding *const *) second;

  if (first_finding->kind != second_finding->kind)
    return (int) first_finding->kind - (int) second_finding->kind;

  return (int) first_finding->fault - (int) second_finding->fault;
}

void
zc_dnssec_report_merge (ZcDnssecReport *self,
                        ZcDnssecReport *other)
{
  for (guint i = 0; i < other->findings->len; i++)
    {
      ZcDnssecFinding *finding = g_ptr_array_index (other->findings, i);
      ZcDnssecFinding taken = *finding;

      finding->owner = finding->expected = finding->found = finding->text = NULL;
      zc_dnssec_report_add (self, &taken);
    }
  g_ptr_array_set_size (other->findings, 0);
  g_ptr_array_sort (self->findings, compare_findings);

  if (other->first_end != 0 && (self->first_end == 0 || other->first_end_rank < self->first_end_rank))
    {
      g_free (self->first_end_owner);
      self->first_end = other->first_end;
      self->first_end_owner = g_steal_pointer (&other->first_end_owner);
      self->first_end_type = other->first_end_type;
      self->first_end_rank = other->first_end_rank;
    }
  if (other->soa_end != 0)
    self->soa_end = other->soa_end;

  self->n_sets += other->n_sets;
  self->n_signatures += other->n_signatures;
  self->n_unknown_sets += other->n_unknown_sets;
  self->has_nsec |= other->has_nsec;
  self->has_nsec3 |= other->has_nsec3;
  self->has_opt_out |= other->has_opt_out;
  self->ds_judged |= other->ds_judged;
  if (other->zonemd != ZC_ZONEMD_ABSENT)
    self->zonemd = other->zonemd;
}
