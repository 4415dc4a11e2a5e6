/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cloud-list-private.h"

#include <glib/gi18n-lib.h>

#include "zc-cloud-error-private.h"
#include "zc-cloud-parse-private.h"

#define MOST_PARALLEL_PAGES 4

typedef struct
{
  ZcWorkerPool *pool;           /* (owned) */
  char *path;                   /* (owned) */
  ZcCloudParseFunc parse;
  ZcCloudProgressFunc progress; /* (nullable) */
  gpointer progress_data;       /* (unowned) (nullable) */

  GCancellable *pages_cancellable; /* (owned): cancelled with the caller's and at the end */
  gulong cancelled_id;

  /* In-progress data */
  GPtrArray *pages;             /* (owned) (element-type ZcCloudPage): %NULL where not yet read */
  guint page_size;
  guint n_wanted;               /* pages up to the first one known to be the last */
  guint n_requested;            /* pages asked for */
  guint n_active;               /* pages on their way */
  guint n_in_order;             /* pages from the first on without a gap, none of them the last */
  guint n_items;
  GError *error;                /* (owned) (nullable): of the page error_index */
  guint error_index;
  gboolean over;
} Lister;

typedef struct
{
  GTask *task; /* (owned) */
  guint index;
} PageRequest;

static void
page_free (gpointer data)
{
  if (data != NULL)
    zc_cloud_page_free (data);
}

static void
lister_free (gpointer data)
{
  Lister *self = data;

  g_object_unref (self->pool);
  g_free (self->path);
  g_object_unref (self->pages_cancellable);
  g_ptr_array_unref (self->pages);
  g_clear_error (&self->error);
  g_free (self);
}

static const char *
get_id (gpointer item)
{
  return ZC_IS_ZONE (item) ? zc_zone_get_id (item) : zc_record_get_id (ZC_RECORD (item));
}

/* Zones and most records have an id. Records of secondary zones have none; there all that makes a
 * record different from another is its owner and its data. */
static char *
dup_key (gpointer item)
{
  ZcRecord *record;

  if (get_id (item) != NULL)
    return g_strdup (get_id (item));

  record = ZC_RECORD (item);

  return g_strdup_printf ("%s\n%s\n%d\n%s",
                          zc_record_get_fqdn (record), zc_record_get_record_type (record),
                          zc_record_get_priority (record), zc_record_get_content (record));
}

/* Puts the pages together. Rows may move from page to page while the list is read, so that one is
 * seen twice. */
static void
join_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GPtrArray *pages = data;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) made_keys = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < pages->len; i++)
    {
      ZcCloudPage *page = g_ptr_array_index (pages, i);

      for (guint j = 0; j < page->items->len; j++)
        {
          gpointer item = g_ptr_array_index (page->items, j);
          const char *key = get_id (item);

          if (key == NULL)
            {
              g_ptr_array_add (made_keys, dup_key (item));
              key = made_keys->pdata[made_keys->len - 1];
            }

          if (g_hash_table_add (seen, (gpointer) key))
            g_ptr_array_add (items, g_object_ref (item));
        }
    }

  g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
}

static void
joined_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  GPtrArray *items = g_task_propagate_pointer (G_TASK (result), &error);

  if (items != NULL)
    g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* Ends the reading of pages; those beyond the last one may still be on their way. */
static void
stop_reading (GTask *task)
{
  Lister *self = g_task_get_task_data (task);

  self->over = TRUE;
  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  g_cancellable_cancel (self->pages_cancellable);
}

static void
succeed (GTask *task,
         guint  n_pages)
{
  Lister *self = g_task_get_task_data (task);
  g_autoptr(GTask) join_task = NULL;
  GPtrArray *pages = g_ptr_array_new_with_free_func (page_free);

  stop_reading (task);

  for (guint i = 0; i < n_pages; i++)
    g_ptr_array_add (pages, g_steal_pointer (&g_ptr_array_index (self->pages, i)));

  join_task = g_task_new (NULL, g_task_get_cancellable (task), joined_cb, g_object_ref (task));
  g_task_set_source_tag (join_task, succeed);
  g_task_set_task_data (join_task, pages, (GDestroyNotify) g_ptr_array_unref);
  zc_worker_pool_run (self->pool, join_task, join_in_thread);
}

static void
fail (GTask  *task,
      GError *error)
{
  stop_reading (task);
  g_task_return_error (task, error);
}

static gboolean
is_last (Lister      *self,
         ZcCloudPage *page)
{
  return page->items->len < self->page_size || !page->has_next;
}

/* A service that ignores the offset sends its first page for ever. */
static gboolean
repeats_page (ZcCloudPage *page,
              ZcCloudPage *earlier)
{
  g_autofree char *first = dup_key (g_ptr_array_index (page->items, 0));
  g_autofree char *last = dup_key (g_ptr_array_index (page->items, page->items->len - 1));
  g_autofree char *earlier_first = dup_key (g_ptr_array_index (earlier->items, 0));
  g_autofree char *earlier_last = dup_key (g_ptr_array_index (earlier->items, earlier->items->len - 1));

  return g_str_equal (first, earlier_first) && g_str_equal (last, earlier_last);
}

static void read_page_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      data);

static void
request_page (GTask *task)
{
  Lister *self = g_task_get_task_data (task);
  PageRequest *request = g_new0 (PageRequest, 1);
  g_autofree char *path = NULL;

  request->task = g_object_ref (task);
  request->index = self->n_requested++;
  self->n_active++;
  g_ptr_array_add (self->pages, NULL);

  path = g_strdup_printf ("%slimit=%u&offset=%" G_GUINT64_FORMAT, self->path, self->page_size,
                          (guint64) request->index * self->page_size);
  zc_cloud_read_async (g_task_get_source_object (task), self->pool, path,
                       self->parse, page_free, self->pages_cancellable, read_page_cb, request);
}

/* Looks at the pages in their order and either ends the list or asks for more of it. */
static void
advance (GTask *task)
{
  Lister *self = g_task_get_task_data (task);
  ZcCloudSender *sender = g_task_get_source_object (task);
  const char *host = zc_cloud_sender_get_host (sender);

  while (self->n_in_order < self->n_requested)
    {
      ZcCloudPage *page = g_ptr_array_index (self->pages, self->n_in_order);

      if (page == NULL)
        break;

      if (is_last (self, page))
        {
          succeed (task, self->n_in_order + 1);
          return;
        }

      if (self->n_in_order > 0 && repeats_page (page, g_ptr_array_index (self->pages, 0)))
        {
          fail (task, zc_cloud_error_new_bad_answer (host, 0, _("all pages of its list are the same")));
          return;
        }

      self->n_in_order++;
    }

  if (self->n_items > zc_cloud_sender_get_limits (sender)->most_items)
    {
      fail (task, zc_cloud_error_new_bad_answer (host, 0, _("its list has no end")));
      return;
    }

  /* What fails behind the last page does not matter, so an error waits for the pages before it. */
  if (self->error != NULL)
    {
      if (self->error_index == self->n_in_order)
        fail (task, g_steal_pointer (&self->error));
      return;
    }

  while (self->n_active < MOST_PARALLEL_PAGES && self->n_requested < self->n_wanted)
    request_page (task);
}

static void
read_page_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  PageRequest *request = data;
  g_autoptr(GTask) task = request->task;
  guint index = request->index;
  Lister *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcCloudPage) page = zc_cloud_read_finish (result, &error);

  g_free (request);
  self->n_active--;
  if (self->over)
    return;

  if (page == NULL)
    {
      if (self->error == NULL || index < self->error_index)
        {
          g_clear_error (&self->error);
          self->error = g_steal_pointer (&error);
          self->error_index = index;
        }
    }
  else
    {
      /* A service that cuts the size of its pages says so in the first one, on which all offsets
       * depend. */
      if (index == 0 && page->limit > 0)
        self->page_size = MIN (self->page_size, page->limit);
      self->n_items += page->items->len;
      if (is_last (self, page))
        self->n_wanted = MIN (self->n_wanted, index + 1);
      g_ptr_array_index (self->pages, index) = g_steal_pointer (&page);
      if (self->progress != NULL)
        self->progress (self->n_items, self->progress_data);
    }

  advance (task);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_cancellable_cancel (data);
}

void
zc_cloud_list_async (ZcCloudSender       *sender,
                     ZcWorkerPool        *pool,
                     const char          *path,
                     ZcCloudParseFunc     parse,
                     ZcCloudProgressFunc  progress,
                     gpointer             progress_data,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (sender, cancellable, callback, user_data);
  Lister *self = g_new0 (Lister, 1);

  g_task_set_source_tag (task, zc_cloud_list_async);
  self->pool = g_object_ref (pool);
  self->path = g_strdup (path);
  self->parse = parse;
  self->progress = progress;
  self->progress_data = progress_data;
  self->pages = g_ptr_array_new_with_free_func (page_free);
  self->page_size = zc_cloud_sender_get_limits (sender)->page_size;
  self->n_wanted = G_MAXUINT;
  self->pages_cancellable = g_cancellable_new ();
  g_task_set_task_data (task, self, lister_free);

  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (self->pages_cancellable), g_object_unref);

  request_page (task);
}

GPtrArray *
zc_cloud_list_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_cloud_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
