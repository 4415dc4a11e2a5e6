/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dnssec-private.h"
#include "zc-rdata-text.h"
#include "zc-zone-copy-private.h"

#include <string.h>

#define NAMES_BETWEEN_CHECKS 1024
#define WINDOW_MAX 32

/* Type bitmaps (RFC 4034, section 4.1.2) */

static gboolean
answers_for (guint16     type,
             ZcZonePlace place)
{
  if (type == LDNS_RR_TYPE_NSEC3)
    return FALSE;

  return place == ZC_ZONE_PLACE_AUTHORITATIVE || type == LDNS_RR_TYPE_NS || type == LDNS_RR_TYPE_DS ||
         type == LDNS_RR_TYPE_NSEC || type == LDNS_RR_TYPE_RRSIG;
}

static void
write_window (GByteArray *bitmap,
              guint8      window,
              guint8     *bits)
{
  guint8 head[2] = { window, WINDOW_MAX };

  while (head[1] > 0 && bits[head[1] - 1] == 0)
    head[1]--;
  if (head[1] > 0)
    {
      g_byte_array_append (bitmap, head, sizeof head);
      g_byte_array_append (bitmap, bits, head[1]);
    }
  memset (bits, 0, WINDOW_MAX);
}

GBytes *
zc_dnssec_make_bitmap (ZcZoneCopy  *copy,
                       guint        owner,
                       ZcZonePlace  place)
{
  GByteArray *bitmap = g_byte_array_new ();
  guint8 bits[WINDOW_MAX] = { 0 };
  guint8 window = 0;
  ZcZoneBlock block;
  ZcZoneRrset set;

  /* The sets come by type, so that one window after the other is complete. */
  zc_zone_copy_get_block (copy, owner, &block);
  for (const guint8 *at = block.body; at < block.end; at = zc_zone_skip_records (&set))
    {
      zc_zone_read_set (at, &set);
      /* Signatures of what lies hashed at the same name are not the name's own. */
      if (!answers_for (set.type, place) ||
          (set.type == LDNS_RR_TYPE_RRSIG && !answers_for (set.covered, place)))
        continue;
      if (set.type >> 8 != window)
        {
          write_window (bitmap, window, bits);
          window = (guint8) (set.type >> 8);
        }
      bits[(set.type & 0xff) / 8] |= (guint8) (0x80 >> (set.type % 8));
    }
  write_window (bitmap, window, bits);

  return g_byte_array_free_to_bytes (bitmap);
}

char *
zc_dnssec_bitmap_to_text (const guint8 *bitmap,
                          gsize         bitmap_len)
{
  GString *text = g_string_new (NULL);
  gsize at = 0;

  while (bitmap_len - at >= 2 && bitmap_len - at - 2 >= bitmap[at + 1])
    {
      for (guint bit = 0; bit < 8u * bitmap[at + 1]; bit++)
        if (bitmap[at + 2 + bit / 8] & (0x80 >> (bit % 8)))
          {
            g_autofree char *type = zc_rdata_type_to_text ((guint16) (bitmap[at] << 8 | bit));

            g_string_append_printf (text, text->len > 0 ? " %s" : "%s", type);
          }
      at += 2 + (gsize) bitmap[at + 1];
    }

  return g_string_free (text, FALSE);
}

gboolean
zc_dnssec_is_hashed_name (ZcZoneCopy *copy,
                          guint       owner)
{
  gboolean has_nsec3 = FALSE;
  ZcZoneBlock block;
  ZcZoneRrset set;

  zc_zone_copy_get_block (copy, owner, &block);
  for (const guint8 *at = block.body; at < block.end; at = zc_zone_skip_records (&set))
    {
      zc_zone_read_set (at, &set);
      if (set.type != LDNS_RR_TYPE_NSEC3 &&
          !(set.type == LDNS_RR_TYPE_RRSIG && set.covered == LDNS_RR_TYPE_NSEC3))
        return FALSE;
      has_nsec3 |= set.type == LDNS_RR_TYPE_NSEC3;
    }

  return has_nsec3;
}

/* The chain of NSEC records */

/* A name of the zone that the chain must hold. */
typedef struct
{
  guint owner;
  ZcZonePlace place;
} Name;

static char *
dup_owner_text (ZcZoneCopy *copy,
                guint       owner)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];
  ZcZoneBlock block;

  zc_zone_copy_get_block (copy, owner, &block);

  return zc_canonical_name_to_text (name, zc_canonical_key_to_wire (block.key, block.key_len,
                                                                    copy->apex, copy->apex_len, name));
}

static void
add_finding (ZcZoneCopy     *copy,
             guint           owner,
             ZcDnssecFault   fault,
             char           *expected,
             char           *found,
             ZcDnssecReport *report)
{
  ZcDnssecFinding finding = {
    .kind = ZC_DNSSEC_BROKEN,
    .fault = fault,
    .n_sets = 1,
    .owner = dup_owner_text (copy, owner),
    .type = LDNS_RR_TYPE_NSEC,
    .expected = expected,
    .found = found,
    .text = g_strdup (ldns_get_errorstr_by_id (LDNS_STATUS_DNSSEC_NSEC_RR_NOT_COVERED)),
    .rank = owner,
  };

  zc_dnssec_report_add (report, &finding);
}

static void
judge_nsec_record (ZcZoneCopy        *copy,
                   const Name        *name,
                   guint              next_owner,
                   const ZcZoneRdata *rdata,
                   ZcDnssecReport    *report)
{
  g_autoptr(GBytes) types = zc_dnssec_make_bitmap (copy, name->owner, name->place);
  guint8 next[ZC_CANONICAL_NAME_MAX];
  gsize found_len = zc_canonical_name_measure (rdata->data, rdata->length);
  const guint8 *bitmap = rdata->data + found_len;
  gsize bitmap_len = rdata->length - found_len;
  gsize next_len;
  gsize types_len;
  const guint8 *types_data = g_bytes_get_data (types, &types_len);
  ZcZoneBlock block;

  zc_zone_copy_get_block (copy, next_owner, &block);
  next_len = zc_canonical_key_to_wire (block.key, block.key_len, copy->apex, copy->apex_len, next);

  if (found_len != next_len || memcmp (rdata->data, next, next_len) != 0)
    add_finding (copy, name->owner, ZC_DNSSEC_FAULT_DENIAL_NEXT, dup_owner_text (copy, next_owner),
                 zc_canonical_name_to_text (rdata->data, found_len), report);

  if (bitmap_len != types_len || memcmp (bitmap, types_data, types_len) != 0)
    add_finding (copy, name->owner, ZC_DNSSEC_FAULT_DENIAL_TYPES,
                 zc_dnssec_bitmap_to_text (types_data, types_len),
                 zc_dnssec_bitmap_to_text (bitmap, bitmap_len), report);
}

static void
judge_name (ZcZoneCopy     *copy,
            const Name     *name,
            guint           next_owner,
            ZcDnssecReport *report)
{
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;
  ZcZoneRrset set;

  if (!_zc_zone_copy_find_set (copy, name->owner, LDNS_RR_TYPE_NSEC, 0, &set))
    {
      add_finding (copy, name->owner, ZC_DNSSEC_FAULT_DENIAL_MISSING, NULL, NULL, report);
      return;
    }

  zc_zone_rdata_iter_init (&iter, &set);
  while (zc_zone_rdata_iter_next (&iter, &rdata))
    judge_nsec_record (copy, name, next_owner, &rdata, report);
}

/* Every name with data is in the chain, in canonical order and closed to a ring; names without data of
 * their own, and what lies below cuts, are not (RFC 4035, section 2.3). */
static void
judge_nsec (ZcZoneCopy     *copy,
            ZcDnssecReport *report,
            GCancellable   *cancellable)
{
  guint last_owner = G_MAXUINT;
  gboolean has_name = FALSE;
  Name name = { 0 };
  guint first_owner = 0;
  ZcZoneCopyIter iter;
  ZcZoneRrset set;

  zc_zone_copy_iter_init (&iter, copy);
  while (zc_zone_copy_iter_next (&iter, &set))
    {
      guint owner = zc_zone_copy_iter_get_owner (&iter);

      if (owner == last_owner)
        continue;
      last_owner = owner;
      if (owner % NAMES_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (cancellable))
        return;
      if ((set.place != ZC_ZONE_PLACE_AUTHORITATIVE && set.place != ZC_ZONE_PLACE_DELEGATION) ||
          zc_dnssec_is_hashed_name (copy, owner))
        continue;

      if (has_name)
        judge_name (copy, &name, owner, report);
      else
        first_owner = owner;
      has_name = TRUE;
      name.owner = owner;
      name.place = set.place;
    }

  if (has_name)
    judge_name (copy, &name, first_owner, report);
}

void
zc_dnssec_judge_denial (ZcZoneCopy     *copy,
                        ZcDnssecReport *report,
                        GCancellable   *cancellable)
{
  ZcZoneRrset set;

  if (copy->n_blocks == 0)
    return;

  if (zc_zone_copy_lookup (copy, copy->apex, copy->apex_len, LDNS_RR_TYPE_NSEC, 0, &set))
    {
      report->has_nsec = TRUE;
      judge_nsec (copy, report, cancellable);
    }

  if (zc_zone_copy_lookup (copy, copy->apex, copy->apex_len, LDNS_RR_TYPE_NSEC3PARAM, 0, &set))
    {
      ZcZoneRdataIter iter;
      ZcZoneRdata rdata;

      report->has_nsec3 = TRUE;
      zc_zone_rdata_iter_init (&iter, &set);
      while (zc_zone_rdata_iter_next (&iter, &rdata))
        zc_dnssec_judge_nsec3 (copy, &rdata, report, cancellable);
    }

  if (!report->has_nsec && !report->has_nsec3)
    add_finding (copy, 0, ZC_DNSSEC_FAULT_NO_DENIAL, NULL, NULL, report);
}
