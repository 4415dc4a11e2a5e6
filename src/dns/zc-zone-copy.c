/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-copy-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (ZcZoneCopy, zc_zone_copy, G_TYPE_OBJECT)

#define SOA_NUMBERS_LENGTH 20

static guint32
read_big_endian (const guint8 *at)
{
  guint32 number;

  memcpy (&number, at, sizeof number);

  return GUINT32_FROM_BE (number);
}

gboolean
_zc_zone_copy_find_block (ZcZoneCopy   *self,
                          const guint8 *key,
                          gsize         key_len,
                          guint        *index)
{
  guint low = 0;
  guint high = self->n_blocks;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      ZcZoneBlock block;
      int order;

      zc_zone_copy_get_block (self, middle, &block);
      order = zc_canonical_compare (block.key, block.key_len, key, key_len);
      if (order == 0)
        {
          *index = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *index = low;

  return FALSE;
}

static gboolean
find_set (const ZcZoneBlock *block,
          guint16            type,
          guint16            covered,
          ZcZoneRrset       *set)
{
  const guint8 *at = block->body;

  while (at < block->end)
    {
      zc_zone_read_set (at, set);
      if (set->type == type && set->covered == covered)
        return TRUE;
      if (set->type > type)
        return FALSE;
      at = zc_zone_skip_records (set);
    }

  return FALSE;
}

static gboolean
has_set (const ZcZoneBlock *block,
         guint16            type)
{
  ZcZoneRrset set;

  return find_set (block, type, 0, &set);
}

static gboolean
is_wildcard_key (const guint8 *key,
                 gsize         key_len)
{
  return key_len >= 2 && key[key_len - 2] == '*' && (key_len == 2 || key[key_len - 3] == 0);
}

static void
fill_owner (ZcZoneCopy        *self,
            const ZcZoneBlock *block,
            ZcZonePlace        place,
            ZcZoneRrset       *set)
{
  set->copy = self;
  set->key = block->key;
  set->key_len = block->key_len;
  set->place = place;
  set->is_wildcard = is_wildcard_key (block->key, block->key_len);
  set->owner_has_cname = has_set (block, LDNS_RR_TYPE_CNAME);
}

gboolean
_zc_zone_copy_find_set (ZcZoneCopy  *self,
                        guint        owner,
                        guint16      type,
                        guint16      covered,
                        ZcZoneRrset *set)
{
  ZcZoneBlock block;
  ZcZoneRrset found;

  zc_zone_copy_get_block (self, owner, &block);
  if (!find_set (&block, type, covered, &found))
    return FALSE;
  fill_owner (self, &block, ZC_ZONE_PLACE_AUTHORITATIVE, &found);
  *set = found;

  return TRUE;
}

/* Iteration. A name covers the names below it when it is a zone cut or has a DNAME. Canonical order
 * puts everything below a name right behind it, so that remembering the last cover is enough. */

static gboolean
is_below (const guint8 *key,
          gsize         key_len,
          const guint8 *cover,
          gsize         cover_len)
{
  return cover != NULL && key_len > cover_len && memcmp (key, cover, cover_len) == 0;
}

static ZcZonePlace
place_block (ZcZoneCopyIter    *iter,
             const ZcZoneBlock *block)
{
  if (is_below (block->key, block->key_len, iter->cover, iter->cover_len))
    return iter->below_cover;

  if (block->key_len > 0 && has_set (block, LDNS_RR_TYPE_NS))
    {
      iter->cover = block->key;
      iter->cover_len = block->key_len;
      iter->below_cover = ZC_ZONE_PLACE_BELOW_CUT;
      return ZC_ZONE_PLACE_DELEGATION;
    }

  if (has_set (block, LDNS_RR_TYPE_DNAME))
    {
      iter->cover = block->key;
      iter->cover_len = block->key_len;
      iter->below_cover = ZC_ZONE_PLACE_BELOW_DNAME;
    }

  return ZC_ZONE_PLACE_AUTHORITATIVE;
}

/* A walk that begins in the middle must know what covers its first name. The ancestors are asked from
 * the apex downwards, as a whole walk would have met them. */
static void
find_cover (ZcZoneCopyIter    *iter,
            const ZcZoneBlock *block)
{
  for (gsize i = 0; i < block->key_len; i++)
    {
      gsize ancestor_len = i == 0 ? 0 : i + 1;
      ZcZoneBlock ancestor;
      guint index;

      if (i > 0 && block->key[i] != 0)
        continue;
      if (ancestor_len == block->key_len)
        return;

      if (_zc_zone_copy_find_block (iter->copy, block->key, ancestor_len, &index))
        {
          zc_zone_copy_get_block (iter->copy, index, &ancestor);
          place_block (iter, &ancestor);
          if (iter->cover != NULL)
            return;
        }
    }
}

void
zc_zone_copy_iter_init_range (ZcZoneCopyIter *iter,
                              ZcZoneCopy     *copy,
                              guint           first_owner,
                              guint           n_owners)
{
  ZcZoneBlock block;

  g_return_if_fail (ZC_IS_ZONE_COPY (copy));

  memset (iter, 0, sizeof *iter);
  iter->copy = copy;
  iter->owner = MIN (first_owner, copy->n_blocks);
  iter->end_owner = iter->owner + MIN (n_owners, copy->n_blocks - iter->owner);

  if (iter->owner > 0 && iter->owner < iter->end_owner)
    {
      zc_zone_copy_get_block (copy, iter->owner, &block);
      find_cover (iter, &block);
    }
}

void
zc_zone_copy_iter_init (ZcZoneCopyIter *iter,
                        ZcZoneCopy     *copy)
{
  zc_zone_copy_iter_init_range (iter, copy, 0, G_MAXUINT);
}

gboolean
zc_zone_copy_iter_next (ZcZoneCopyIter *iter,
                        ZcZoneRrset    *set)
{
  if (iter->at == iter->end)
    {
      ZcZoneBlock block;

      if (iter->owner == iter->end_owner)
        return FALSE;

      zc_zone_copy_get_block (iter->copy, iter->owner++, &block);
      fill_owner (iter->copy, &block, place_block (iter, &block), &iter->current);
      iter->at = block.body;
      iter->end = block.end;
    }

  zc_zone_read_set (iter->at, &iter->current);
  iter->at = zc_zone_skip_records (&iter->current);
  *set = iter->current;

  return TRUE;
}

gboolean
zc_zone_copy_lookup (ZcZoneCopy   *self,
                     const guint8 *owner,
                     gsize         owner_len,
                     guint16       type,
                     guint16       covered,
                     ZcZoneRrset  *set)
{
  guint8 key[ZC_CANONICAL_KEY_MAX];
  gssize key_len;
  ZcZoneCopyIter iter;
  ZcZoneBlock block;
  ZcZoneRrset found;
  guint index;

  g_return_val_if_fail (ZC_IS_ZONE_COPY (self), FALSE);

  key_len = zc_canonical_key_from_wire (owner, owner_len, self->apex, self->apex_len, key);
  if (key_len < 0 || !_zc_zone_copy_find_block (self, key, (gsize) key_len, &index))
    return FALSE;

  zc_zone_copy_get_block (self, index, &block);
  if (!find_set (&block, type, covered, &found))
    return FALSE;

  if (set != NULL)
    {
      zc_zone_copy_iter_init_range (&iter, self, index, 1);
      fill_owner (self, &block, place_block (&iter, &block), &found);
      *set = found;
    }

  return TRUE;
}

/* Facts */

static gboolean
may_stand_beside_cname (guint16 type)
{
  /* What a signer puts there (RFC 4035, section 2.5), and the forerunners of these types in RFC 2535. */
  return type == LDNS_RR_TYPE_CNAME || type == LDNS_RR_TYPE_RRSIG || type == LDNS_RR_TYPE_NSEC ||
         type == LDNS_RR_TYPE_SIG || type == LDNS_RR_TYPE_NXT || type == LDNS_RR_TYPE_KEY;
}

static guint
find_biggest_record (const ZcZoneRrset *set)
{
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;
  gsize biggest = 0;

  zc_zone_rdata_iter_init (&iter, set);
  while (zc_zone_rdata_iter_next (&iter, &rdata))
    biggest = MAX (biggest, rdata.length);

  return (guint) biggest;
}

static char *
dup_owner (ZcZoneCopy   *self,
           const guint8 *key,
           gsize         key_len)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];
  gsize name_len = zc_canonical_key_to_wire (key, key_len, self->apex, self->apex_len, name);

  return zc_canonical_name_to_text (name, name_len);
}

static void
gather_facts (ZcZoneCopy *self)
{
  ZcZoneFacts *facts = &self->facts;
  ZcZoneBlock largest = { 0 };
  ZcZoneBlock biggest = { 0 };

  facts->n_owners = self->n_blocks;
  for (guint i = 0; i < self->n_blocks; i++)
    {
      gboolean has_cname = FALSE;
      gboolean has_other = FALSE;
      const guint8 *at;
      ZcZoneBlock block;
      ZcZoneRrset set;

      zc_zone_copy_get_block (self, i, &block);
      for (at = block.body; at < block.end; at = zc_zone_skip_records (&set))
        {
          guint bytes;

          zc_zone_read_set (at, &set);
          facts->n_sets++;
          facts->n_records += set.n_records;
          facts->is_signed |= set.type == LDNS_RR_TYPE_RRSIG;
          facts->has_apex_ns |= set.type == LDNS_RR_TYPE_NS && block.key_len == 0;
          has_cname |= set.type == LDNS_RR_TYPE_CNAME;
          has_other |= !may_stand_beside_cname (set.type) ||
                       (set.type == LDNS_RR_TYPE_CNAME && set.n_records > 1);

          if (set.n_records > facts->largest_set_records)
            {
              facts->largest_set_records = set.n_records;
              facts->largest_set_type = set.type;
              largest = block;
            }

          bytes = find_biggest_record (&set);
          if (bytes > facts->biggest_record_bytes || biggest.key == NULL)
            {
              facts->biggest_record_bytes = bytes;
              facts->biggest_record_type = set.type;
              biggest = block;
            }
        }

      if (has_cname && has_other)
        {
          if (facts->n_cname_conflicts++ == 0)
            facts->cname_conflict_owner = dup_owner (self, block.key, block.key_len);
        }
    }

  if (self->n_blocks > 0)
    {
      facts->largest_set_owner = dup_owner (self, largest.key, largest.key_len);
      facts->biggest_record_owner = dup_owner (self, biggest.key, biggest.key_len);
    }
}

/* Object */

static void
zc_zone_copy_finalize (GObject *object)
{
  ZcZoneCopy *self = ZC_ZONE_COPY (object);

  g_free (self->zone);
  g_free (self->arena);
  g_free (self->blocks);
  g_free (self->facts.largest_set_owner);
  g_free (self->facts.biggest_record_owner);
  g_free (self->facts.cname_conflict_owner);

  G_OBJECT_CLASS (zc_zone_copy_parent_class)->finalize (object);
}

static void
zc_zone_copy_class_init (ZcZoneCopyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_zone_copy_finalize;
}

static void
zc_zone_copy_init (ZcZoneCopy *self)
{
}

ZcZoneCopy *
_zc_zone_copy_new (const guint8 *apex,
                   gsize         apex_len,
                   guint8       *arena,
                   gsize         arena_len,
                   guint64      *blocks,
                   guint         n_blocks)
{
  ZcZoneCopy *self = g_object_new (ZC_TYPE_ZONE_COPY, NULL);

  memcpy (self->apex, apex, apex_len);
  self->apex_len = apex_len;
  self->zone = zc_canonical_name_to_text (apex, apex_len);
  self->arena = arena;
  self->arena_len = arena_len;
  self->blocks = blocks;
  self->n_blocks = n_blocks;
  gather_facts (self);

  return self;
}

const char *
zc_zone_copy_get_zone (ZcZoneCopy *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_COPY (self), NULL);

  return self->zone;
}

const ZcZoneFacts *
zc_zone_copy_get_facts (ZcZoneCopy *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_COPY (self), NULL);

  return &self->facts;
}

gsize
zc_zone_copy_get_memory (ZcZoneCopy *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_COPY (self), 0);

  return sizeof *self + self->arena_len + self->n_blocks * sizeof *self->blocks;
}

gboolean
zc_zone_copy_get_soa (ZcZoneCopy *self,
                      ZcZoneSoa  *soa)
{
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;
  ZcZoneRrset set;
  const guint8 *numbers;

  g_return_val_if_fail (ZC_IS_ZONE_COPY (self), FALSE);

  if (!zc_zone_copy_lookup (self, self->apex, self->apex_len, LDNS_RR_TYPE_SOA, 0, &set))
    return FALSE;

  zc_zone_rdata_iter_init (&iter, &set);
  if (!zc_zone_rdata_iter_next (&iter, &rdata) || rdata.length < SOA_NUMBERS_LENGTH)
    return FALSE;

  numbers = rdata.data + rdata.length - SOA_NUMBERS_LENGTH;
  soa->serial = read_big_endian (numbers);
  soa->refresh = read_big_endian (numbers + 4);
  soa->retry = read_big_endian (numbers + 8);
  soa->expire = read_big_endian (numbers + 12);
  soa->minimum = read_big_endian (numbers + 16);
  soa->ttl = set.ttl;

  return TRUE;
}
