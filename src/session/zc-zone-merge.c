/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-merge.h"

#include <string.h>

#include "zc-release.h"
#include "zc-same-ends.h"

/* How long the main loop may be busy with zones that changed, and after how many it looks at the clock. */
#define TURN_US 4000
#define NEWS_AT_ONCE 16

/* What the thread works on, and then the main thread. */
typedef struct
{
  GTask *task;               /* (owned): what somebody waits for */
  GPtrArray *before;         /* (owned) (nullable): until the thread takes it */
  GPtrArray *zones;          /* (owned) (nullable): until the thread takes it */
  ZcZoneWatcher *watcher;    /* (owned) (nullable) */
  ZcZoneMerge *merge;        /* (owned) (nullable): what the thread makes of them */
  guint n_told;              /* how many of the news the items were told */
} Merging;

/* A text to sort by and where it belongs to. Its beginning is kept as a number: to look at the texts themselves, which
 * lie all over the memory, takes most of the time of sorting. */
typedef struct
{
  guint64 beginning;
  const char *text; /* (unowned) */
  guint32 place;
} SortKey;

static SortKey
make_sort_key (const char *text,
               guint32     place)
{
  SortKey key = { 0, text, place };

  for (guint i = 0; i < sizeof key.beginning; i++)
    key.beginning = key.beginning << 8 | (guchar) (*text != '\0' ? *text++ : '\0');

  return key;
}

static int
compare_sort_keys (gconstpointer first_key,
                   gconstpointer second_key)
{
  const SortKey *first = first_key;
  const SortKey *second = second_key;

  if (first->beginning != second->beginning)
    return first->beginning < second->beginning ? -1 : 1;

  return strcmp (first->text, second->text);
}

static GPtrArray *
sort_by_id (GPtrArray *zones)
{
  g_autoptr(GArray) keys = g_array_sized_new (FALSE, FALSE, sizeof (SortKey), zones->len);
  GPtrArray *sorted = g_ptr_array_new_full (zones->len, g_object_unref);

  for (guint32 i = 0; i < zones->len; i++)
    {
      const SortKey key = make_sort_key (zc_zone_get_id (zones->pdata[i]), i);

      g_array_append_val (keys, key);
    }
  g_array_sort (keys, compare_sort_keys);
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (sorted, g_object_ref (zones->pdata[g_array_index (keys, SortKey, i).place]));

  return sorted;
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

/* Gives the places of the zones in the order of their names. A name that is none is as good as empty; nobody can ask for
 * it. */
static gpointer
sort_by_name (gpointer data)
{
  GPtrArray *zones = data;
  g_autoptr(GArray) keys = g_array_sized_new (FALSE, FALSE, sizeof (SortKey), zones->len);
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (guint32), zones->len);

  for (guint32 i = 0; i < zones->len; i++)
    {
      const char *name = zc_zone_get_ascii_name (zones->pdata[i]);
      const SortKey key = make_sort_key (name != NULL ? name : "", i);

      g_array_append_val (keys, key);
    }
  g_array_sort (keys, compare_sort_keys);
  for (guint i = 0; i < keys->len; i++)
    g_array_append_val (places, g_array_index (keys, SortKey, i).place);

  return places;
}

ZcZoneMerge *
zc_zone_merge_new (GPtrArray     *before,
                   GPtrArray     *zones,
                   ZcZoneWatcher *watcher)
{
  ZcZoneMerge *self = g_new0 (ZcZoneMerge, 1);
  g_autoptr(GPtrArray) sorted = NULL;
  GThread *names;

  self->before = before;
  self->items = new_items_array (zones->len);
  self->gone = new_items_array (0);
  self->listed = g_ptr_array_new_full (zones->len, g_object_unref);
  self->news = g_array_new (FALSE, FALSE, sizeof (ZcZoneNews));
  g_array_set_clear_func (self->news, clear_news);

  sorted = sort_by_id (zones);
  g_ptr_array_unref (zones);
  /* The pages are all read, so another processor has nothing else to do. */
  names = g_thread_new ("zc-zone-names", sort_by_name, sorted);
  merge (self, sorted, watcher);
  zc_same_ends_count (self->before, self->items, &self->n_same_first, &self->n_same_last);
  self->by_name = g_thread_join (names);

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

static void
merging_free (Merging *merging)
{
  g_object_unref (merging->task);
  g_clear_pointer (&merging->before, g_ptr_array_unref);
  g_clear_pointer (&merging->zones, g_ptr_array_unref);
  g_clear_pointer (&merging->watcher, g_atomic_rc_box_release);
  g_clear_pointer (&merging->merge, zc_zone_merge_free);
  g_free (merging);
}

static gboolean
tell_news_cb (gpointer data)
{
  Merging *merging = data;
  GArray *news = merging->merge->news;
  gint64 end = g_get_monotonic_time () + TURN_US;

  if (g_task_return_error_if_cancelled (merging->task))
    return G_SOURCE_REMOVE;

  while (merging->n_told < news->len)
    {
      const ZcZoneNews *one = &g_array_index (news, ZcZoneNews, merging->n_told);

      zc_zone_item_set_zone (one->item, one->zone);
      merging->n_told++;
      if (merging->n_told % NEWS_AT_ONCE == 0 && g_get_monotonic_time () > end)
        return G_SOURCE_CONTINUE;
    }

  g_task_return_pointer (merging->task, g_steal_pointer (&merging->merge), (GDestroyNotify) zc_zone_merge_free);

  return G_SOURCE_REMOVE;
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Merging *merging = data;

  if (tell_news_cb (merging) == G_SOURCE_CONTINUE)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_news_cb, merging, (GDestroyNotify) merging_free);
  else
    merging_free (merging);
}

static void
merge_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Merging *merging = data;

  merging->merge = zc_zone_merge_new (g_steal_pointer (&merging->before), g_steal_pointer (&merging->zones),
                                      merging->watcher);
  g_task_return_boolean (task, TRUE);
}

void
zc_zone_merge_async (ZcWorkerPool        *pool,
                     GPtrArray           *before,
                     GPtrArray           *zones,
                     ZcZoneWatcher       *watcher,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) thread_task = NULL;
  Merging *merging = g_new0 (Merging, 1);

  merging->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (merging->task, zc_zone_merge_async);
  merging->before = before;
  merging->zones = zones;
  merging->watcher = watcher != NULL ? g_atomic_rc_box_acquire (watcher) : NULL;

  /* Its data belong to the callback, which the main thread calls: the thread must not drop the last reference to what
   * is in them. */
  thread_task = g_task_new (NULL, NULL, merged_cb, merging);
  g_task_set_source_tag (thread_task, zc_zone_merge_async);
  g_task_set_task_data (thread_task, merging, NULL);
  zc_worker_pool_run (pool, thread_task, merge_in_thread);
}

ZcZoneMerge *
zc_zone_merge_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_zone_merge_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
