/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <ldns/ldns.h>

#include "zc-canonical.h"
#include "zc-zone-copy.h"

G_BEGIN_DECLS

/* How a copy lies in memory. One block an owner, in one stretch of bytes:
 *
 *   block:  length of the key, key, length of the body, body
 *   body:   the sets, ordered by type and covered type
 *   set:    type, covered type (RRSIG only), TTL, number of records * 2 + whether spelling is kept,
 *           the records in canonical order
 *   record: length, rdata with names in lower case, the same rdata as spelled (when spelling is kept)
 *
 * All numbers take seven bits a byte, lowest first, with the top bit set in all bytes but the last.
 * One owner has exactly one encoding, apart from the spelling, so equal owners are equal bytes. */

struct _ZcZoneCopy
{
  GObject parent_instance;

  guint8 apex[ZC_CANONICAL_NAME_MAX]; /* in lower case */
  gsize apex_len;
  char *zone;       /* (owned) */

  guint8 *arena;    /* (owned) (nullable) */
  gsize arena_len;
  guint64 *blocks;  /* (owned) (nullable): where each owner's block begins, in canonical order */
  guint n_blocks;

  ZcZoneFacts facts;
};

typedef struct
{
  const guint8 *key;  /* (unowned) */
  gsize key_len;
  const guint8 *body; /* (unowned) */
  const guint8 *end;  /* (unowned) */
} ZcZoneBlock;

#define ZC_ZONE_NUMBER_MAX_BYTES 10

/**
 * zc_zone_read_number:
 * @at: where a number begins
 * @number: (out): the number
 *
 * Returns: what follows the number
 */
static inline const guint8 *
zc_zone_read_number (const guint8 *at,
                     guint64      *number)
{
  guint shift = 0;

  *number = *at & 0x7f;
  while (*at++ & 0x80)
    {
      shift += 7;
      *number |= (guint64) (*at & 0x7f) << shift;
    }

  return at;
}

/**
 * zc_zone_write_number:
 * @at: room for %ZC_ZONE_NUMBER_MAX_BYTES bytes
 * @number: a number
 *
 * Returns: what follows the number
 */
static inline guint8 *
zc_zone_write_number (guint8  *at,
                      guint64  number)
{
  while (number > 0x7f)
    {
      *at++ = (guint8) (number | 0x80);
      number >>= 7;
    }
  *at++ = (guint8) number;

  return at;
}

/**
 * zc_zone_read_block:
 * @at: where a block begins
 * @block: (out caller-allocates): its parts
 *
 * Takes a block apart.
 */
static inline void
zc_zone_read_block (const guint8 *at,
                    ZcZoneBlock  *block)
{
  guint64 length;

  at = zc_zone_read_number (at, &length);
  block->key = at;
  block->key_len = (gsize) length;
  block->body = zc_zone_read_number (at + length, &length);
  block->end = block->body + length;
}

/**
 * zc_zone_copy_get_block:
 * @self: a copy
 * @index: the number of an owner in canonical order
 * @block: (out caller-allocates): the parts of its block
 *
 * Takes the block of an owner apart.
 */
static inline void
zc_zone_copy_get_block (ZcZoneCopy  *self,
                        guint        index,
                        ZcZoneBlock *block)
{
  zc_zone_read_block (self->arena + self->blocks[index], block);
}

/**
 * zc_zone_read_set:
 * @at: where a set begins
 * @set: (inout): gets what the head of the set says; what the owner decides stays untouched
 *
 * Returns: where the set's first record begins
 */
static inline const guint8 *
zc_zone_read_set (const guint8 *at,
                  ZcZoneRrset  *set)
{
  guint64 number;

  at = zc_zone_read_number (at, &number);
  set->type = (guint16) number;
  set->covered = 0;
  if (set->type == LDNS_RR_TYPE_RRSIG)
    {
      at = zc_zone_read_number (at, &number);
      set->covered = (guint16) number;
    }
  at = zc_zone_read_number (at, &number);
  set->ttl = (guint32) number;
  at = zc_zone_read_number (at, &number);
  set->n_records = (guint) (number >> 1);
  set->keeps_spelling = (gboolean) (number & 1);
  set->records = at;

  return at;
}

/**
 * zc_zone_read_record:
 * @at: where a record begins
 * @keeps_spelling: whether the set keeps the spelling
 * @rdata: (out caller-allocates): the record
 *
 * Returns: what follows the record
 */
static inline const guint8 *
zc_zone_read_record (const guint8 *at,
                     gboolean      keeps_spelling,
                     ZcZoneRdata  *rdata)
{
  guint64 length;

  at = zc_zone_read_number (at, &length);
  rdata->length = (gsize) length;
  rdata->data = at;
  at += length;
  rdata->spelled = keeps_spelling ? at : rdata->data;

  return keeps_spelling ? at + length : at;
}

/**
 * zc_zone_skip_records:
 * @set: a set read by zc_zone_read_set()
 *
 * Returns: what follows the set's last record
 */
static inline const guint8 *
zc_zone_skip_records (const ZcZoneRrset *set)
{
  const guint8 *at = set->records;
  ZcZoneRdata rdata;

  for (guint i = 0; i < set->n_records; i++)
    at = zc_zone_read_record (at, set->keeps_spelling, &rdata);

  return at;
}

/**
 * _zc_zone_copy_new:
 * @apex: the zone's name in wire form and lower case
 * @apex_len: its length
 * @arena: (transfer full) (nullable): the blocks
 * @arena_len: their length
 * @blocks: (transfer full) (nullable): where each block begins, in canonical order
 * @n_blocks: how many there are
 *
 * Returns: (transfer full): a new copy
 */
ZcZoneCopy *_zc_zone_copy_new         (const guint8 *apex,
                                       gsize         apex_len,
                                       guint8       *arena,
                                       gsize         arena_len,
                                       guint64      *blocks,
                                       guint         n_blocks);

/**
 * _zc_zone_copy_find_block:
 * @self: a copy
 * @key: the key of an owner
 * @key_len: its length
 * @index: (out): the owner's number in canonical order, or that of the first one behind its place
 *
 * Returns: %TRUE when the owner has records
 */
gboolean    _zc_zone_copy_find_block  (ZcZoneCopy   *self,
                                       const guint8 *key,
                                       gsize         key_len,
                                       guint        *index);

/**
 * _zc_zone_copy_find_set:
 * @self: a copy
 * @owner: the number of an owner
 * @type: the type
 * @covered: the covered type when @type is RRSIG, else 0
 * @set: (out caller-allocates): the set, with what the owner decides but for its place
 *
 * Returns: %FALSE when the owner has no such set
 */
gboolean    _zc_zone_copy_find_set    (ZcZoneCopy   *self,
                                       guint         owner,
                                       guint16       type,
                                       guint16       covered,
                                       ZcZoneRrset  *set);

/**
 * zc_zone_copy_iter_get_owner:
 * @iter: an iterator that has given a set
 *
 * Returns: the number of the owner of the set given last
 */
static inline guint
zc_zone_copy_iter_get_owner (const ZcZoneCopyIter *iter)
{
  return iter->owner - 1;
}

G_END_DECLS
