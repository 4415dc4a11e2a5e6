/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-copy-builder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-rdata-text.h"
#include "zc-zone-copy-private.h"
#include "zc-zone-copy-sort.h"

#define N_CACHED_TYPES 272

/* Where most owners' data finds room without growing. */
#define SCRATCH_BYTES 4096

/* Far below what GByteArray can hold, far above any real name. */
#define OWNER_BYTES_MAX (1u << 30)

/* One record of the owner at hand. Its rdata lies in the scratch space, or in old blocks while they
 * are rewritten; both may be more than 4 GiB away from their beginning or move, hence an offset. The
 * rdata as it was spelled follows where signatures depend on it. */
typedef struct
{
  gsize offset;
  guint32 length;
  guint32 ttl;
  guint16 type;
  guint16 covered;
  gboolean has_spelling;
} Entry;

struct _ZcZoneCopyBuilder
{
  guint8 apex[ZC_CANONICAL_NAME_MAX]; /* in lower case */
  gsize apex_len;
  guint8 has_names[N_CACHED_TYPES];   /* zc_canonical_rdata_has_names() of the common types */

  guint8 *arena;          /* (owned) (nullable): the finished blocks */
  gsize arena_len;
  gsize arena_size;
  GArray *blocks;         /* (owned) (element-type guint64): where each block begins */
  GArray *runs;           /* (owned) (element-type guint): the first block of each ascending run */

  guint8 owner[ZC_CANONICAL_NAME_MAX]; /* the owner at hand as it was spelled; empty before the first */
  gsize owner_len;
  guint8 key[ZC_CANONICAL_KEY_MAX];
  gsize key_len;
  guint8 last_key[ZC_CANONICAL_KEY_MAX]; /* the key of the block before */
  gsize last_key_len;
  GArray *entries;        /* (owned) (element-type Entry): the records of the owner at hand */
  GByteArray *scratch;    /* (owned): their rdata */
};

ZcZoneCopyBuilder *
zc_zone_copy_builder_new (const char  *zone,
                          GError     **error)
{
  g_autoptr(ZcZoneCopyBuilder) self = NULL;

  g_return_val_if_fail (zone != NULL, NULL);

  self = g_new0 (ZcZoneCopyBuilder, 1);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->runs = g_array_new (FALSE, FALSE, sizeof (guint));
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->scratch = g_byte_array_sized_new (SCRATCH_BYTES);

  for (guint16 type = 0; type < N_CACHED_TYPES; type++)
    self->has_names[type] = zc_canonical_rdata_has_names (type);

  self->apex_len = zc_canonical_name_from_text (zone, self->apex);
  if (self->apex_len == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is not a domain name."), zone);
      return NULL;
    }
  zc_canonical_name_fold (self->apex, self->apex_len);

  return g_steal_pointer (&self);
}

void
zc_zone_copy_builder_free (ZcZoneCopyBuilder *self)
{
  g_free (self->arena);
  g_array_unref (self->blocks);
  g_array_unref (self->runs);
  g_array_unref (self->entries);
  g_byte_array_unref (self->scratch);
  g_free (self);
}

/* Writing blocks */

static guint8 *
reserve (ZcZoneCopyBuilder *self,
         gsize              length)
{
  if (length > self->arena_size - self->arena_len)
    {
      /* Large areas are moved by the kernel without being copied, and memory that was never written
       * takes no room. */
      self->arena_size = MAX (self->arena_len + length, self->arena_size + self->arena_size / 2 + 4096);
      self->arena = g_realloc (self->arena, self->arena_size);
    }

  return self->arena + self->arena_len;
}

static int
compare_entries (gconstpointer first,
                 gconstpointer second,
                 gpointer      base)
{
  const Entry *first_entry = first;
  const Entry *second_entry = second;
  const guint8 *bytes = base;

  if (first_entry->type != second_entry->type)
    return first_entry->type < second_entry->type ? -1 : 1;
  if (first_entry->covered != second_entry->covered)
    return first_entry->covered < second_entry->covered ? -1 : 1;

  return zc_canonical_compare (bytes + first_entry->offset, first_entry->length,
                               bytes + second_entry->offset, second_entry->length);
}

static gsize
get_spelled_offset (const Entry *entry)
{
  return entry->has_spelling ? entry->offset + entry->length : entry->offset;
}

static gboolean
belong_together (const Entry *first,
                 const Entry *second)
{
  return first->type == second->type && first->covered == second->covered;
}

/* Sorts the entries and takes out those that occur twice. */
static void
sort_entries (GArray *entries,
              guint8 *base)
{
  Entry *all = (Entry *) (void *) entries->data;
  gboolean sorted = TRUE;
  guint n_kept = 1;

  for (guint i = 1; sorted && i < entries->len; i++)
    sorted = compare_entries (&all[i - 1], &all[i], base) < 0;
  if (sorted)
    return;

  g_array_sort_with_data (entries, compare_entries, base);
  for (guint i = 1; i < entries->len; i++)
    {
      Entry *kept = &all[n_kept - 1];

      if (compare_entries (kept, &all[i], base) == 0)
        {
          guint32 ttl = MIN (kept->ttl, all[i].ttl);

          /* Which of two spellings is kept must not depend on the order of the stream. */
          if (memcmp (base + get_spelled_offset (&all[i]), base + get_spelled_offset (kept), kept->length) < 0)
            *kept = all[i];
          kept->ttl = ttl;
        }
      else
        all[n_kept++] = all[i];
    }
  g_array_set_size (entries, n_kept);
}

static guint8 *
write_bytes (guint8       *at,
             const guint8 *bytes,
             gsize         length)
{
  if (length > 0)
    memcpy (at, bytes, length);

  return at + length;
}

static guint8 *
write_set (guint8       *at,
           const guint8 *base,
           const Entry  *entries,
           guint         n_entries)
{
  gboolean has_spelling = FALSE;
  guint32 ttl = G_MAXUINT32;

  for (guint i = 0; i < n_entries; i++)
    {
      has_spelling |= entries[i].has_spelling;
      ttl = MIN (ttl, entries[i].ttl);
    }

  at = zc_zone_write_number (at, entries->type);
  if (entries->type == LDNS_RR_TYPE_RRSIG)
    at = zc_zone_write_number (at, entries->covered);
  at = zc_zone_write_number (at, ttl);
  at = zc_zone_write_number (at, (guint64) n_entries << 1 | (has_spelling ? 1 : 0));
  for (guint i = 0; i < n_entries; i++)
    {
      at = zc_zone_write_number (at, entries[i].length);
      at = write_bytes (at, base + entries[i].offset, entries[i].length);
      if (has_spelling)
        at = write_bytes (at, base + get_spelled_offset (&entries[i]), entries[i].length);
    }

  return at;
}

/* Appends the block of one owner. The body is written with a distance to its place, since its length
 * stands before it and is known only afterwards. */
static void
write_block (ZcZoneCopyBuilder *self,
             const guint8      *key,
             gsize              key_len,
             guint8            *base)
{
  GArray *entries = self->entries;
  const Entry *all = (const Entry *) (const void *) entries->data;
  gsize most = ZC_ZONE_NUMBER_MAX_BYTES * 2 + key_len;
  guint64 start = self->arena_len;
  guint8 *head;
  guint8 *body;
  guint8 *end;
  guint first = 0;

  sort_entries (entries, base);
  for (guint i = 0; i < entries->len; i++)
    most += 5 * ZC_ZONE_NUMBER_MAX_BYTES + 2 * (gsize) all[i].length;

  head = reserve (self, most);
  body = end = head + ZC_ZONE_NUMBER_MAX_BYTES * 2 + key_len;
  for (guint i = 1; i <= entries->len; i++)
    if (i == entries->len || !belong_together (&all[first], &all[i]))
      {
        end = write_set (end, base, all + first, i - first);
        first = i;
      }

  head = zc_zone_write_number (head, key_len);
  head = write_bytes (head, key, key_len);
  head = zc_zone_write_number (head, (guint64) (end - body));
  memmove (head, body, (gsize) (end - body));
  self->arena_len = (gsize) (head + (end - body) - self->arena);

  g_array_append_val (self->blocks, start);
}

static void
finish_owner (ZcZoneCopyBuilder *self)
{
  if (self->entries->len == 0)
    return;

  if (self->blocks->len == 0 ||
      zc_canonical_compare (self->last_key, self->last_key_len, self->key, self->key_len) >= 0)
    g_array_append_val (self->runs, self->blocks->len);

  write_block (self, self->key, self->key_len, self->scratch->data);

  memcpy (self->last_key, self->key, self->key_len);
  self->last_key_len = self->key_len;
  g_array_set_size (self->entries, 0);
  g_byte_array_set_size (self->scratch, 0);
}

/* Taking records */

static gboolean
begin_owner (ZcZoneCopyBuilder  *self,
             const guint8       *owner,
             gsize               owner_len,
             GError            **error)
{
  guint8 key[ZC_CANONICAL_KEY_MAX];
  gssize key_len = zc_canonical_key_from_wire (owner, owner_len, self->apex, self->apex_len, key);

  if (key_len == ZC_CANONICAL_KEY_BAD_NAME)
    {
      g_set_error_literal (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_BAD_RECORD,
                           _("The name of a record is damaged."));
      return FALSE;
    }
  if (key_len == ZC_CANONICAL_KEY_OUT_OF_ZONE)
    {
      g_autofree char *name = zc_canonical_name_to_text (owner, owner_len);
      g_autofree char *zone = zc_canonical_name_to_text (self->apex, self->apex_len);

      /* Translators: the first %s is the name of a record, the second that of a zone. */
      g_set_error (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_OUT_OF_ZONE,
                   _("%s is not in the zone %s."), name, zone);
      return FALSE;
    }

  /* The same name in another spelling continues the owner. */
  if (self->entries->len == 0 ||
      zc_canonical_compare (key, (gsize) key_len, self->key, self->key_len) != 0)
    {
      finish_owner (self);
      memcpy (self->key, key, (gsize) key_len);
      self->key_len = (gsize) key_len;
    }
  memcpy (self->owner, owner, owner_len);
  self->owner_len = owner_len;

  return TRUE;
}

static gboolean
has_names (ZcZoneCopyBuilder *self,
           guint16            type)
{
  return type < N_CACHED_TYPES ? self->has_names[type] : zc_canonical_rdata_has_names (type);
}

gboolean
zc_zone_copy_builder_add (ZcZoneCopyBuilder  *self,
                          const guint8       *owner,
                          gsize               owner_len,
                          guint16             type,
                          guint16             klass,
                          guint32             ttl,
                          const guint8       *rdata,
                          gsize               rdata_len,
                          GError            **error)
{
  Entry entry = { .offset = self->scratch->len, .length = (guint32) rdata_len, .ttl = ttl, .type = type };

  if (klass != LDNS_RR_CLASS_IN || rdata_len > G_MAXUINT16)
    {
      g_set_error_literal (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_BAD_RECORD,
                           _("A record is not of class IN or too long."));
      return FALSE;
    }

  /* No name has the length 0, which stands for no owner yet. */
  if (owner_len == 0 || owner_len != self->owner_len || memcmp (owner, self->owner, owner_len) != 0)
    {
      if (!begin_owner (self, owner, owner_len, error))
        return FALSE;
      entry.offset = self->scratch->len;
    }

  if (self->scratch->len > OWNER_BYTES_MAX)
    {
      g_autofree char *name = zc_canonical_name_to_text (owner, owner_len);

      g_set_error (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_TOO_LARGE,
                   _("%s has more than 1 GiB of data."), name);
      return FALSE;
    }

  if (type == LDNS_RR_TYPE_RRSIG && rdata_len >= 2)
    entry.covered = (guint16) (rdata[0] << 8 | rdata[1]);

  g_byte_array_append (self->scratch, rdata, (guint) rdata_len);
  if (has_names (self, type) &&
      zc_canonical_rdata_fold (type, self->scratch->data + entry.offset, rdata_len) &&
      zc_canonical_rdata_keeps_case (type))
    {
      g_byte_array_append (self->scratch, rdata, (guint) rdata_len);
      entry.has_spelling = TRUE;
    }
  g_array_append_val (self->entries, entry);

  return TRUE;
}

static gboolean
take_record (gpointer       sink,
             const guint8  *owner,
             gsize          owner_len,
             guint16        type,
             guint16        klass,
             guint32        ttl,
             const guint8  *rdata,
             gsize          rdata_len,
             GError       **error)
{
  return zc_zone_copy_builder_add (sink, owner, owner_len, type, klass, ttl, rdata, rdata_len, error);
}

const ZcAxfrSink *
zc_zone_copy_builder_get_sink (void)
{
  static const ZcAxfrSink sink = { .record = take_record };

  return &sink;
}

gboolean
zc_zone_copy_builder_add_row (ZcZoneCopyBuilder  *self,
                              const char         *owner,
                              const char         *type,
                              guint32             ttl,
                              const char         *rdata,
                              GError            **error)
{
  guint8 name[ZC_CANONICAL_NAME_MAX];
  gsize name_len = zc_canonical_name_from_text (owner, name);
  g_autoptr(GBytes) wire = NULL;
  guint16 number;

  if (name_len == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is not a domain name."), owner);
      return FALSE;
    }
  if (!zc_rdata_type_from_text (type, &number))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is not a record type of DNS."), type);
      return FALSE;
    }

  wire = zc_rdata_from_text (number, rdata, error);
  if (wire == NULL)
    return FALSE;

  return zc_zone_copy_builder_add (self, name, name_len, number, LDNS_RR_CLASS_IN, ttl,
                                   g_bytes_get_data (wire, NULL), g_bytes_get_size (wire), error);
}

/* Sealing */

static void
append_block_entries (GArray       *entries,
                      const guint8 *arena,
                      guint64       offset)
{
  const guint8 *at;
  ZcZoneBlock block;

  zc_zone_read_block (arena + offset, &block);
  for (at = block.body; at < block.end;)
    {
      ZcZoneRdataIter iter;
      ZcZoneRdata rdata;
      ZcZoneRrset set;

      zc_zone_read_set (at, &set);
      at = zc_zone_skip_records (&set);
      zc_zone_rdata_iter_init (&iter, &set);
      while (zc_zone_rdata_iter_next (&iter, &rdata))
        {
          Entry entry = {
            .offset = (gsize) (rdata.data - arena),
            .length = (guint32) rdata.length,
            .ttl = set.ttl,
            .type = set.type,
            .covered = set.covered,
            .has_spelling = set.keeps_spelling,
          };

          g_array_append_val (entries, entry);
        }
    }
}

/* Writes all blocks anew, in order, with those of the same owner made one. Needed only when the
 * records of an owner did not come one after the other. */
static void
rewrite_blocks (ZcZoneCopyBuilder *self)
{
  g_autofree guint8 *old_arena = g_steal_pointer (&self->arena);
  g_autoptr(GArray) old_blocks = g_steal_pointer (&self->blocks);

  self->arena_len = self->arena_size = 0;
  self->blocks = g_array_sized_new (FALSE, FALSE, sizeof (guint64), old_blocks->len);

  for (guint i = 0; i < old_blocks->len;)
    {
      ZcZoneBlock first;
      ZcZoneBlock next;

      zc_zone_read_block (old_arena + g_array_index (old_blocks, guint64, i), &first);
      g_array_set_size (self->entries, 0);
      do
        {
          append_block_entries (self->entries, old_arena, g_array_index (old_blocks, guint64, i));
          if (++i < old_blocks->len)
            zc_zone_read_block (old_arena + g_array_index (old_blocks, guint64, i), &next);
        }
      while (i < old_blocks->len &&
             zc_canonical_compare (first.key, first.key_len, next.key, next.key_len) == 0);

      write_block (self, first.key, first.key_len, old_arena);
    }
}

ZcZoneCopy *
zc_zone_copy_builder_seal (ZcZoneCopyBuilder *self)
{
  ZcZoneCopy *copy;
  guint n_blocks;

  finish_owner (self);

  if (self->runs->len > 1 && zc_zone_copy_sort (self->arena, self->blocks, self->runs))
    rewrite_blocks (self);

  self->arena = g_realloc (self->arena, self->arena_len);
  n_blocks = self->blocks->len;
  copy = _zc_zone_copy_new (self->apex, self->apex_len,
                            g_steal_pointer (&self->arena), self->arena_len,
                            (guint64 *) (void *) g_array_free (g_steal_pointer (&self->blocks), FALSE), n_blocks);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (guint64));
  zc_zone_copy_builder_free (self);

  return copy;
}

static void
seal_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  ZcZoneCopyBuilder **place = task_data;

  g_task_return_pointer (task, zc_zone_copy_builder_seal (g_steal_pointer (place)), g_object_unref);
}

static void
free_place (gpointer data)
{
  ZcZoneCopyBuilder **place = data;

  g_clear_pointer (place, zc_zone_copy_builder_free);
  g_free (place);
}

void
zc_zone_copy_builder_seal_async (ZcZoneCopyBuilder   *self,
                                 ZcWorkerPool        *pool,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ZC_IS_WORKER_POOL (pool));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_zone_copy_builder_seal_async);
  g_task_set_task_data (task, g_memdup2 (&self, sizeof self), free_place);
  zc_worker_pool_run (pool, task, seal_in_thread);
}

ZcZoneCopy *
zc_zone_copy_builder_seal_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_zone_copy_builder_seal_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
