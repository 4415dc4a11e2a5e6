/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-copy-sort.h"

#include <string.h>

#include "zc-zone-copy-private.h"

#define PREFIX_BYTES 8

/* The first bytes of the key stand beside the offset: most comparisons end there and touch no other
 * memory. */
typedef struct
{
  guint64 prefix;
  guint64 offset;
} Item;

static guint64
make_prefix (const ZcZoneBlock *block)
{
  guint64 prefix = 0;

  for (gsize i = 0; i < PREFIX_BYTES; i++)
    prefix = prefix << 8 | (i < block->key_len ? block->key[i] : 0);

  return prefix;
}

static int
compare_items (const guint8 *arena,
               const Item   *first,
               const Item   *second)
{
  ZcZoneBlock first_block;
  ZcZoneBlock second_block;

  if (first->prefix != second->prefix)
    return first->prefix < second->prefix ? -1 : 1;

  zc_zone_read_block (arena + first->offset, &first_block);
  zc_zone_read_block (arena + second->offset, &second_block);

  return zc_canonical_compare (first_block.key, first_block.key_len,
                               second_block.key, second_block.key_len);
}

static void
merge (const guint8 *arena,
       const Item   *first,
       const Item   *second,
       const Item   *end,
       Item         *merged)
{
  const Item *middle = second;

  while (first < middle && second < end)
    *merged++ = compare_items (arena, first, second) <= 0 ? *first++ : *second++;
  memcpy (merged, first, (gsize) (middle - first) * sizeof *merged);
  memcpy (merged + (middle - first), second, (gsize) (end - second) * sizeof *merged);
}

/* Merges neighbouring runs two by two; gives the array that holds the result. */
static Item *
merge_runs (const guint8 *arena,
            GArray       *runs,
            Item         *items,
            Item         *spare,
            guint         n_items)
{
  while (runs->len > 1)
    {
      guint *starts = (guint *) (void *) runs->data;
      Item *other = items;
      guint n_runs = 0;

      for (guint i = 0; i < runs->len; i += 2)
        {
          guint second = i + 1 < runs->len ? starts[i + 1] : n_items;
          guint end = i + 2 < runs->len ? starts[i + 2] : n_items;

          merge (arena, items + starts[i], items + second, items + end, spare + starts[i]);
          starts[n_runs++] = starts[i];
        }
      g_array_set_size (runs, n_runs);
      items = spare;
      spare = other;
    }

  return items;
}

gboolean
zc_zone_copy_sort (const guint8 *arena,
                   GArray       *blocks,
                   GArray       *runs)
{
  guint64 *offsets = (guint64 *) (void *) blocks->data;
  g_autofree Item *items = g_new (Item, blocks->len);
  g_autofree Item *spare = g_new (Item, blocks->len);
  gboolean has_repeated = FALSE;
  const Item *sorted;

  for (guint i = 0; i < blocks->len; i++)
    {
      ZcZoneBlock block;

      zc_zone_read_block (arena + offsets[i], &block);
      items[i].prefix = make_prefix (&block);
      items[i].offset = offsets[i];
    }

  sorted = merge_runs (arena, runs, items, spare, blocks->len);
  for (guint i = 0; i < blocks->len; i++)
    {
      offsets[i] = sorted[i].offset;
      has_repeated |= i > 0 && compare_items (arena, &sorted[i - 1], &sorted[i]) == 0;
    }

  return has_repeated;
}
