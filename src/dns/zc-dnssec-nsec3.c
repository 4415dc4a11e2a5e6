/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dnssec-private.h"
#include "zc-zone-copy-private.h"

#include <string.h>

#define LABELS_MAX 128
#define OPT_OUT 0x01

/* Base 32 of a SHA-1 hash, the only hash there is for NSEC3. */
#define HASH_LENGTH 20
#define HASH_LABEL_LENGTH 32

/* The rdata of an NSEC3 record, taken apart (RFC 5155, section 3.2). */
typedef struct
{
  guint8 flags;
  const guint8 *next;   /* (unowned): the hash of the next name */
  gsize next_len;
  const guint8 *bitmap; /* (unowned) */
  gsize bitmap_len;
} Record;

/* A name on the way from the apex to the name at hand. */
typedef struct
{
  const guint8 *key;    /* (unowned): into the copy */
  gsize key_len;
  gboolean is_empty;    /* the name has no records, only names below it have */
  gboolean is_needed;   /* there is more below it than delegations that may be opted out */
  guint64 rank;         /* its place in canonical order */
} Step;

/* One record of the chain. */
typedef struct
{
  guint owner;
  gboolean is_used; /* it is for a name that exists */
} Link;

typedef struct
{
  ZcZoneCopy *copy;          /* (unowned) */
  ZcDnssecReport *report;    /* (unowned) */
  guint8 algorithm;
  guint16 iterations;
  const guint8 *salt;        /* (unowned): into the copy */
  guint8 salt_len;
  GArray *chain;             /* (owned) (element-type Link): the records, in order */
  Step path[LABELS_MAX];
  guint path_len;
} Chain;

static gboolean
read_record (const Chain       *self,
             const ZcZoneRdata *rdata,
             Record            *record)
{
  const guint8 *data = rdata->data;
  gsize at = 5;

  if (rdata->length < at || data[0] != self->algorithm || ldns_read_uint16 (data + 2) != self->iterations ||
      data[4] != self->salt_len || rdata->length - at < self->salt_len ||
      memcmp (data + at, self->salt, self->salt_len) != 0)
    return FALSE;
  at += self->salt_len;

  if (rdata->length - at < 1 || rdata->length - at - 1 < data[at])
    return FALSE;
  record->flags = data[1];
  record->next = data + at + 1;
  record->next_len = data[at];
  record->bitmap = record->next + record->next_len;
  record->bitmap_len = rdata->length - at - 1 - record->next_len;

  return TRUE;
}

/* Finds the record of this chain at an owner; other chains may stand beside it. */
static gboolean
find_record (const Chain *self,
             guint        owner,
             Record      *record)
{
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;
  ZcZoneRrset set;

  if (!_zc_zone_copy_find_set (self->copy, owner, LDNS_RR_TYPE_NSEC3, 0, &set))
    return FALSE;

  zc_zone_rdata_iter_init (&iter, &set);
  while (zc_zone_rdata_iter_next (&iter, &rdata))
    if (read_record (self, &rdata, record))
      return TRUE;

  return FALSE;
}

static char *
dup_key_text (const Chain  *self,
              const guint8 *key,
              gsize         key_len)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];

  return zc_canonical_name_to_text (name, zc_canonical_key_to_wire (key, key_len, self->copy->apex,
                                                                    self->copy->apex_len, name));
}

static void
add_finding (const Chain   *self,
             const guint8  *key,
             gsize          key_len,
             guint64        rank,
             ZcDnssecFault  fault,
             char          *expected,
             char          *found)
{
  ldns_status status = fault == ZC_DNSSEC_FAULT_DENIAL_EXTRA ? LDNS_STATUS_DNSSEC_NSEC3_ORIGINAL_NOT_FOUND :
                       LDNS_STATUS_DNSSEC_NSEC_RR_NOT_COVERED;
  ZcDnssecFinding finding = {
    .kind = ZC_DNSSEC_BROKEN,
    .fault = fault,
    .n_sets = 1,
    .owner = dup_key_text (self, key, key_len),
    .type = LDNS_RR_TYPE_NSEC3,
    .expected = expected,
    .found = found,
    .text = g_strdup (ldns_get_errorstr_by_id (status)),
    .rank = rank,
  };

  zc_dnssec_report_add (self->report, &finding);
}

static guint
get_link_owner (const Chain *self,
                guint        index)
{
  return g_array_index (self->chain, Link, index).owner;
}

/* Gives the number of the first record whose owner is not before a hash. */
static guint
find_link (const Chain  *self,
           const guint8 *hashed)
{
  guint low = 0;
  guint high = self->chain->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      ZcZoneBlock block;

      zc_zone_copy_get_block (self->copy, get_link_owner (self, middle), &block);
      if (memcmp (block.key, hashed, HASH_LABEL_LENGTH) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Collects the chain and checks that every record names the one behind it. Base 32 keeps the order of
 * the hashes, so the owners come in the order of the chain. */
static void
judge_links (Chain *self)
{
  for (guint owner = 0; owner < self->copy->n_blocks; owner++)
    {
      ZcZoneBlock block;
      Record record;

      zc_zone_copy_get_block (self->copy, owner, &block);
      if (block.key_len == HASH_LABEL_LENGTH + 1 && find_record (self, owner, &record))
        {
          Link link = { owner, FALSE };

          g_array_append_val (self->chain, link);
        }
    }

  for (guint i = 0; i < self->chain->len; i++)
    {
      guint owner = get_link_owner (self, i);
      guint next_owner = get_link_owner (self, (i + 1) % self->chain->len);
      char label[HASH_LABEL_LENGTH + 8] = "";
      ZcZoneBlock block;
      ZcZoneBlock next;
      Record record;

      zc_zone_copy_get_block (self->copy, owner, &block);
      zc_zone_copy_get_block (self->copy, next_owner, &next);
      if (!find_record (self, owner, &record))
        continue;
      self->report->has_opt_out |= (record.flags & OPT_OUT) != 0;

      if (record.next_len == HASH_LENGTH)
        ldns_b32_ntop_extended_hex (record.next, record.next_len, label, sizeof label);
      if (g_ascii_strncasecmp (label, (const char *) next.key, HASH_LABEL_LENGTH) != 0)
        add_finding (self, block.key, block.key_len, owner, ZC_DNSSEC_FAULT_DENIAL_NEXT,
                     g_strndup ((const char *) next.key, HASH_LABEL_LENGTH), g_strdup (label));
    }
}

/* Makes the label of the hashed name. */
static gboolean
hash_name (const Chain  *self,
           const guint8 *key,
           gsize         key_len,
           guint8       *hashed)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];
  gsize name_len = zc_canonical_key_to_wire (key, key_len, self->copy->apex, self->copy->apex_len, name);
  ldns_rdf field = { ._size = name_len, ._type = LDNS_RDF_TYPE_DNAME, ._data = name };
  ldns_rdf *hash = ldns_nsec3_hash_name (&field, self->algorithm, self->iterations, self->salt_len, self->salt);
  gboolean is_made = hash != NULL && ldns_rdf_size (hash) == HASH_LABEL_LENGTH + 2;

  /* ldns gives a name of one label. */
  if (is_made)
    {
      memcpy (hashed, ldns_rdf_data (hash) + 1, HASH_LABEL_LENGTH);
      zc_canonical_name_fold (hashed, HASH_LABEL_LENGTH);
    }
  ldns_rdf_deep_free (hash);

  return is_made;
}

/* Whether the record that covers a hash lets names be left out. */
static gboolean
is_opted_out (const Chain *self,
              guint        index)
{
  Record record;

  if (self->chain->len == 0)
    return FALSE;

  /* The last record covers what is before the first. */
  index = index > 0 ? index - 1 : self->chain->len - 1;

  return find_record (self, get_link_owner (self, index), &record) && (record.flags & OPT_OUT) != 0;
}

static gboolean
find_hashed_record (Chain        *self,
                    const guint8 *hashed,
                    guint         index,
                    Record       *record)
{
  ZcZoneBlock block;
  Link *link;

  if (index == self->chain->len)
    return FALSE;

  link = &g_array_index (self->chain, Link, index);
  zc_zone_copy_get_block (self->copy, link->owner, &block);
  if (memcmp (block.key, hashed, HASH_LABEL_LENGTH) != 0)
    return FALSE;
  link->is_used = TRUE;

  return find_record (self, link->owner, record);
}

static void
judge_name (Chain        *self,
            const guint8 *key,
            gsize         key_len,
            guint64       rank,
            const guint8 *types,
            gsize         types_len,
            gboolean      is_needed)
{
  guint8 hashed[HASH_LABEL_LENGTH];
  Record record;
  guint index;

  if (!hash_name (self, key, key_len, hashed))
    return;

  index = find_link (self, hashed);
  if (!find_hashed_record (self, hashed, index, &record))
    {
      if (is_needed || !is_opted_out (self, index))
        add_finding (self, key, key_len, rank, ZC_DNSSEC_FAULT_DENIAL_MISSING, NULL, NULL);
      return;
    }

  if (record.bitmap_len != types_len || (types_len > 0 && memcmp (record.bitmap, types, types_len) != 0))
    add_finding (self, key, key_len, rank, ZC_DNSSEC_FAULT_DENIAL_TYPES,
                 zc_dnssec_bitmap_to_text (types, types_len),
                 zc_dnssec_bitmap_to_text (record.bitmap, record.bitmap_len));
}

static gboolean
is_ancestor (const Step        *step,
             const ZcZoneBlock *block)
{
  return step->key_len < block->key_len && memcmp (step->key, block->key, step->key_len) == 0;
}

/* Goes back on the path to the last ancestor of a name; the names without records that are left behind
 * are judged now that all below them is known. */
static void
leave_path (Chain             *self,
            const ZcZoneBlock *block)
{
  while (self->path_len > 0 && (block == NULL || !is_ancestor (&self->path[self->path_len - 1], block)))
    {
      const Step *step = &self->path[--self->path_len];

      if (step->is_empty)
        judge_name (self, step->key, step->key_len, step->rank, NULL, 0, step->is_needed);
    }
}

static void
push_step (Chain        *self,
           const guint8 *key,
           gsize         key_len,
           guint         owner,
           gboolean      is_empty)
{
  Step *step = &self->path[self->path_len];

  g_assert (self->path_len < LABELS_MAX);
  self->path_len++;
  /* A name without records stands before the first name below it, whose number it has. */
  step->rank = (guint64) owner << 8 | self->path_len;
  step->key = key;
  step->key_len = key_len;
  step->is_empty = is_empty;
  step->is_needed = FALSE;
}

static void
enter_path (Chain             *self,
            const ZcZoneBlock *block,
            guint              owner,
            gboolean           is_needed)
{
  gsize known_len = self->path_len > 0 ? self->path[self->path_len - 1].key_len : 0;

  /* Every label boundary on the way that is no name of the zone is an empty non-terminal. */
  for (gsize i = known_len; i + 1 < block->key_len; i++)
    if (block->key[i] == 0)
      push_step (self, block->key, i + 1, owner, TRUE);

  for (guint i = self->path_len; is_needed && i > 0 && !self->path[i - 1].is_needed; i--)
    self->path[i - 1].is_needed = TRUE;

  push_step (self, block->key, block->key_len, owner, FALSE);
}

static void
judge_names (Chain        *self,
             GCancellable *cancellable)
{
  guint last_owner = G_MAXUINT;
  ZcZoneCopyIter iter;
  ZcZoneRrset set;

  zc_zone_copy_iter_init (&iter, self->copy);
  while (zc_zone_copy_iter_next (&iter, &set))
    {
      guint owner = zc_zone_copy_iter_get_owner (&iter);
      g_autoptr(GBytes) types = NULL;
      const guint8 *types_data;
      gsize types_len;
      gboolean is_needed;
      ZcZoneBlock block;
      ZcZoneRrset ds;

      if (owner == last_owner)
        continue;
      last_owner = owner;
      if (g_cancellable_is_cancelled (cancellable))
        return;
      if ((set.place != ZC_ZONE_PLACE_AUTHORITATIVE && set.place != ZC_ZONE_PLACE_DELEGATION) ||
          zc_dnssec_is_hashed_name (self->copy, owner))
        continue;

      zc_zone_copy_get_block (self->copy, owner, &block);
      is_needed = set.place == ZC_ZONE_PLACE_AUTHORITATIVE ||
                  _zc_zone_copy_find_set (self->copy, owner, LDNS_RR_TYPE_DS, 0, &ds);
      leave_path (self, &block);
      enter_path (self, &block, owner, is_needed);

      types = zc_dnssec_make_bitmap (self->copy, owner, set.place);
      types_data = g_bytes_get_data (types, &types_len);
      judge_name (self, block.key, block.key_len, self->path[self->path_len - 1].rank, types_data, types_len,
                  is_needed);
    }
  leave_path (self, NULL);
}

static void
judge_unused_links (Chain *self)
{
  for (guint i = 0; i < self->chain->len; i++)
    {
      const Link *link = &g_array_index (self->chain, Link, i);
      ZcZoneBlock block;

      if (link->is_used)
        continue;
      zc_zone_copy_get_block (self->copy, link->owner, &block);
      add_finding (self, block.key, block.key_len, link->owner, ZC_DNSSEC_FAULT_DENIAL_EXTRA, NULL, NULL);
    }
}

void
zc_dnssec_judge_nsec3 (ZcZoneCopy        *copy,
                       const ZcZoneRdata *param,
                       ZcDnssecReport    *report,
                       GCancellable      *cancellable)
{
  Chain self = { .copy = copy, .report = report };

  /* Flags say that a chain is being built or taken down; unknown hashes are the same to a resolver as no
   * NSEC3PARAM record (RFC 5155, section 4.1.2 and 8.1). */
  if (param->length < 5 || param->length - 5 != param->data[4] || param->data[1] != 0 ||
      param->data[0] != LDNS_SHA1)
    return;

  self.algorithm = param->data[0];
  self.iterations = ldns_read_uint16 (param->data + 2);
  self.salt_len = param->data[4];
  self.salt = param->data + 5;
  self.chain = g_array_new (FALSE, FALSE, sizeof (Link));

  judge_links (&self);
  judge_names (&self, cancellable);
  if (!g_cancellable_is_cancelled (cancellable))
    judge_unused_links (&self);

  g_array_unref (self.chain);
}
