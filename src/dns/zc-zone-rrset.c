/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-rrset.h"

#include <stdlib.h>
#include <string.h>

#include "zc-rdata-text.h"
#include "zc-zone-copy-private.h"

void
zc_zone_rdata_iter_init (ZcZoneRdataIter   *iter,
                         const ZcZoneRrset *set)
{
  iter->at = set->records;
  iter->n_left = set->n_records;
  iter->keeps_spelling = set->keeps_spelling;
}

gboolean
zc_zone_rdata_iter_next (ZcZoneRdataIter *iter,
                         ZcZoneRdata     *rdata)
{
  if (iter->n_left == 0)
    return FALSE;

  iter->at = zc_zone_read_record (iter->at, iter->keeps_spelling, rdata);
  iter->n_left--;

  return TRUE;
}

gsize
zc_zone_rrset_get_owner_wire (const ZcZoneRrset *self,
                              guint8            *name)
{
  return zc_canonical_key_to_wire (self->key, self->key_len, self->copy->apex, self->copy->apex_len, name);
}

char *
zc_zone_rrset_dup_owner (const ZcZoneRrset *self)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];

  return zc_canonical_name_to_text (name, zc_zone_rrset_get_owner_wire (self, name));
}

char **
zc_zone_rrset_dup_texts (const ZcZoneRrset *self)
{
  g_autofree char *type = zc_rdata_type_to_text (self->type);
  char **texts = g_new0 (char *, (gsize) self->n_records + 1);
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;

  zc_zone_rdata_iter_init (&iter, self);
  for (guint i = 0; zc_zone_rdata_iter_next (&iter, &rdata); i++)
    {
      g_autofree char *text = zc_rdata_to_text (self->type, rdata.data, rdata.length);

      texts[i] = g_strdup_printf ("%u %s %s", self->ttl, type, text);
    }

  return texts;
}

gboolean
zc_zone_rrset_is_authoritative (const ZcZoneRrset *self)
{
  switch (self->place)
    {
    case ZC_ZONE_PLACE_AUTHORITATIVE:
      return TRUE;

    case ZC_ZONE_PLACE_DELEGATION:
      return self->type == LDNS_RR_TYPE_DS || self->type == LDNS_RR_TYPE_NSEC ||
             self->type == LDNS_RR_TYPE_RRSIG;

    case ZC_ZONE_PLACE_BELOW_CUT:
    case ZC_ZONE_PLACE_BELOW_DNAME:
      return FALSE;

    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
has_same_records (const ZcZoneRrset *self,
                  const ZcZoneRrset *other)
{
  ZcZoneRdataIter self_iter;
  ZcZoneRdataIter other_iter;
  ZcZoneRdata self_rdata;
  ZcZoneRdata other_rdata;

  if (self->n_records != other->n_records)
    return FALSE;

  /* Both are in the same order and without duplicates. */
  zc_zone_rdata_iter_init (&self_iter, self);
  zc_zone_rdata_iter_init (&other_iter, other);
  while (zc_zone_rdata_iter_next (&self_iter, &self_rdata) &&
         zc_zone_rdata_iter_next (&other_iter, &other_rdata))
    if (self_rdata.length != other_rdata.length ||
        memcmp (self_rdata.data, other_rdata.data, self_rdata.length) != 0)
      return FALSE;

  return TRUE;
}

ZcZoneRrsetRelation
zc_zone_rrset_relate (const ZcZoneRrset *self,
                      const ZcZoneRrset *other)
{
  if (!has_same_records (self, other))
    return ZC_ZONE_RRSET_DIFFERS;

  return self->ttl == other->ttl ? ZC_ZONE_RRSET_EQUAL : ZC_ZONE_RRSET_TTL_DIFFERS;
}

static int
compare_rdata (gconstpointer first,
               gconstpointer second)
{
  const ZcZoneRdata *first_rdata = first;
  const ZcZoneRdata *second_rdata = second;

  return zc_canonical_compare (first_rdata->data, first_rdata->length,
                               second_rdata->data, second_rdata->length);
}

ZcZoneRrsetRelation
zc_zone_rrset_relate_to_records (const ZcZoneRrset *self,
                                 const ZcZoneRdata *rdata,
                                 gsize              n_rdata,
                                 guint32            ttl)
{
  g_autofree ZcZoneRdata *folded = g_new (ZcZoneRdata, n_rdata);
  g_autofree guint8 *bytes = NULL;
  ZcZoneRdataIter iter;
  ZcZoneRdata expected;
  gsize n_bytes = 0;
  gsize n_matched = 0;

  for (gsize i = 0; i < n_rdata; i++)
    n_bytes += rdata[i].length;

  /* One more, since no data at all needs a place as well. */
  bytes = g_malloc (n_bytes + 1);
  n_bytes = 0;
  for (gsize i = 0; i < n_rdata; i++)
    {
      folded[i].data = folded[i].spelled = bytes + n_bytes;
      folded[i].length = rdata[i].length;
      if (rdata[i].length > 0)
        memcpy (bytes + n_bytes, rdata[i].data, rdata[i].length);
      zc_canonical_rdata_fold (self->type, bytes + n_bytes, rdata[i].length);
      n_bytes += rdata[i].length;
    }
  if (n_rdata > 1)
    qsort (folded, n_rdata, sizeof *folded, compare_rdata);

  zc_zone_rdata_iter_init (&iter, self);
  while (zc_zone_rdata_iter_next (&iter, &expected))
    {
      if (n_matched == n_rdata || compare_rdata (&expected, &folded[n_matched]) != 0)
        return ZC_ZONE_RRSET_DIFFERS;
      do
        n_matched++;
      while (n_matched < n_rdata && compare_rdata (&expected, &folded[n_matched]) == 0);
    }
  if (n_matched < n_rdata)
    return ZC_ZONE_RRSET_DIFFERS;

  return self->ttl == ttl ? ZC_ZONE_RRSET_EQUAL : ZC_ZONE_RRSET_TTL_DIFFERS;
}
