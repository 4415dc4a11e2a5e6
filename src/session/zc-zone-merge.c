/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-merge.h"

#include "zc-domain-name.h"
#include "zc-release.h"

static int
compare_ids (gconstpointer first,
             gconstpointer second)
{
  return g_strcmp0 (zc_zone_get_id (*(ZcZone * const *) first), zc_zone_get_id (*(ZcZone * const *) second));
}

static void
clear_news (gpointer data)
{
  g_object_unref (((ZcZoneNews *) data)->zone);
}

static GPtrArray *
new_items_array (guint n)
{
  return g_ptr_array_new_full (n, zc_release_later);
}

/* Keeps what an item says already where nothing is new: an item that gets another zone has its row drawn anew. */
static void
keep_item (ZcZoneMerge *self,
           ZcZoneItem  *item,
           ZcZone      *zone)
{
  g_autoptr(ZcZoneFacts) facts = zc_zone_item_dup_facts (item);
  ZcZone *known = zc_zone_facts_get_zone (facts);

  g_ptr_array_add (self->items, g_object_ref (item));
  if (zc_zone_is_same (known, zone))
    g_ptr_array_add (self->listed, g_object_ref (known));
  else
    {
      ZcZoneNews news = { item, g_object_ref (zone) };

      g_ptr_array_add (self->listed, g_object_ref (zone));
      g_array_append_val (self->news, news);
    }
}

static void
add_item (ZcZoneMerge   *self,
          ZcZone        *zone,
          ZcZoneWatcher *watcher)
{
  ZcZoneItem *item = zc_zone_item_new_watched (zone, watcher);

  self->n_new_need_attention += zc_zone_item_needs_attention (item);
  g_ptr_array_add (self->items, item);
  g_ptr_array_add (self->listed, g_object_ref (zone));
}

/* Both are sorted by id. */
static void
merge (ZcZoneMerge   *self,
       GPtrArray     *zones,
       ZcZoneWatcher *watcher)
{
  guint place = 0;

  for (guint i = 0; i < zones->len; i++)
    {
      ZcZone *zone = zones->pdata[i];
      int order = -1;

      for (; place < self->before->len; place++)
        {
          order = g_strcmp0 (zc_zone_get_id (zone),
                             zc_zone_get_id (zc_zone_item_get_zone (self->before->pdata[place])));
          if (order <= 0)
            break;
          g_ptr_array_add (self->gone, g_object_ref (self->before->pdata[place]));
        }

      if (place < self->before->len && order == 0)
        keep_item (self, self->before->pdata[place++], zone);
      else
        add_item (self, zone, watcher);
    }
  for (; place < self->before->len; place++)
    g_ptr_array_add (self->gone, g_object_ref (self->before->pdata[place]));
}

static void
count_same (ZcZoneMerge *self)
{
  GPtrArray *before = self->before, *items = self->items;
  guint n_most = MIN (items->len, before->len);

  while (self->n_same_first < n_most && items->pdata[self->n_same_first] == before->pdata[self->n_same_first])
    self->n_same_first++;
  while (self->n_same_last < n_most - self->n_same_first &&
         items->pdata[items->len - 1 - self->n_same_last] == before->pdata[before->len - 1 - self->n_same_last])
    self->n_same_last++;
}

static int
compare_names (gconstpointer first,
               gconstpointer second,
               gpointer      data)
{
  char **names = data;

  return g_strcmp0 (names[*(const guint32 *) first], names[*(const guint32 *) second]);
}

static void
sort_by_name (ZcZoneMerge *self)
{
  g_autofree char **names = g_new (char *, self->listed->len);

  for (guint32 i = 0; i < self->listed->len; i++)
    {
      names[i] = zc_domain_name_to_ascii (zc_zone_get_name (self->listed->pdata[i]));
      g_array_append_val (self->by_name, i);
    }
  g_array_sort_with_data (self->by_name, compare_names, names);
  for (guint i = 0; i < self->listed->len; i++)
    g_free (names[i]);
}

ZcZoneMerge *
zc_zone_merge_new (GPtrArray     *before,
                   GPtrArray     *zones,
                   ZcZoneWatcher *watcher)
{
  ZcZoneMerge *self = g_new0 (ZcZoneMerge, 1);

  self->before = before;
  self->items = new_items_array (zones->len);
  self->gone = new_items_array (0);
  self->listed = g_ptr_array_new_full (zones->len, g_object_unref);
  self->by_name = g_array_sized_new (FALSE, FALSE, sizeof (guint32), zones->len);
  self->news = g_array_new (FALSE, FALSE, sizeof (ZcZoneNews));
  g_array_set_clear_func (self->news, clear_news);

  g_ptr_array_sort (zones, compare_ids);
  merge (self, zones, watcher);
  g_ptr_array_unref (zones);
  count_same (self);
  sort_by_name (self);

  return self;
}

void
zc_zone_merge_free (ZcZoneMerge *self)
{
  g_ptr_array_unref (self->before);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->gone);
  g_ptr_array_unref (self->listed);
  g_array_unref (self->by_name);
  g_array_unref (self->news);
  g_free (self);
}

gboolean
zc_zone_merge_find_id (GPtrArray  *items,
                       const char *id,
                       guint      *place)
{
  guint low = 0, high = items->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = g_strcmp0 (zc_zone_get_id (zc_zone_item_get_zone (items->pdata[middle])), id);

      if (order == 0)
        {
          *place = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  *place = low;

  return FALSE;
}
