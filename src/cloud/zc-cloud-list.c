/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cloud-list-private.h"

#include <glib/gi18n-lib.h>

#include "zc-cloud-error-private.h"
#include "zc-cloud-parse-private.h"

#define MOST_PARALLEL_PAGES 4

/* Pages on their way and pages that wait for their items to be read: more would take up memory, and be asked for in vain
 * when the list ends early. */
#define MOST_UNFINISHED_PAGES (MOST_PARALLEL_PAGES + 1)

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
  GPtrArray *pages;             /* (owned) (element-type ZcCloudPage): %NULL where not read yet or joined already */
  GPtrArray *items;             /* (owned) (nullable) (element-type GObject): of the pages that were joined */
  GHashTable *seen;             /* (owned) (element-type utf8): the keys of the items */
  GStringChunk *made_keys;      /* (owned): those of them that are not ids of the items */
  char *first_ends;             /* (owned) (nullable): the keys of the ends of the first page */
  guint page_size;
  guint n_wanted;               /* pages up to the first one known to be the last */
  guint n_requested;            /* pages asked for */
  guint n_active;               /* pages on their way */
  guint n_unread;               /* pages that are there, but for their items */
  guint n_joined;               /* pages from the first on without a gap, none of them the last */
  guint n_items;
  GError *error;                /* (owned) (nullable): of the page error_index */
  guint error_index;
  gboolean over;
} Lister;

typedef struct
{
  GTask *task;       /* (owned) */
  guint index;
  guint http_status;
  ZcCloudPage *page; /* (owned) (nullable): while its items are being read */
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
  g_hash_table_unref (self->seen);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_string_chunk_free (self->made_keys);
  g_free (self->first_ends);
  g_clear_error (&self->error);
  g_free (self);
}

static void
request_free (PageRequest *request)
{
  g_object_unref (request->task);
  page_free (request->page);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageRequest, request_free)

static const char *
get_id (gpointer item)
{
  return ZC_IS_ZONE (item) ? zc_zone_get_id (item) : zc_record_get_id (ZC_RECORD (item));
}

/* Zones and most records have an id. Records of secondary zones have none; there all that makes a
 * record different from another is its owner and its data. */
static const char *
get_key (Lister   *self,
         gpointer  item)
{
  g_autofree char *key = NULL;
  ZcRecord *record;

  if (get_id (item) != NULL)
    return get_id (item);

  record = ZC_RECORD (item);
  key = g_strdup_printf ("%s\n%s\n%d\n%s",
                         zc_record_get_fqdn (record), zc_record_get_record_type (record),
                         zc_record_get_priority (record), zc_record_get_content (record));

  return g_string_chunk_insert (self->made_keys, key);
}

/* Puts a page behind those before it. Rows may move from page to page while the list is read, so that one is seen
 * twice. A page takes a fraction of a millisecond, so this needs no thread, for which all would have to wait at the end. */
static void
join (Lister      *self,
      ZcCloudPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      gpointer item = g_ptr_array_index (page->items, i);

      if (g_hash_table_add (self->seen, (gpointer) get_key (self, item)))
        g_ptr_array_add (self->items, g_object_ref (item));
    }
  zc_cloud_page_free (page);
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
succeed (GTask *task)
{
  Lister *self = g_task_get_task_data (task);

  stop_reading (task);
  g_task_return_pointer (task, g_steal_pointer (&self->items), (GDestroyNotify) g_ptr_array_unref);
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
  return page->n_items < self->page_size || !page->has_next;
}

/* A service that ignores the offset sends its first page for ever. */
static gboolean
repeats_first (Lister      *self,
               ZcCloudPage *page)
{
  const char *first = get_key (self, g_ptr_array_index (page->items, 0));
  const char *last = get_key (self, g_ptr_array_index (page->items, page->items->len - 1));
  g_autofree char *ends = g_strconcat (first, "\n", last, NULL);

  if (self->first_ends != NULL)
    return g_str_equal (ends, self->first_ends);

  self->first_ends = g_steal_pointer (&ends);

  return FALSE;
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

  while (self->n_joined < self->n_requested)
    {
      ZcCloudPage *page = g_steal_pointer (&g_ptr_array_index (self->pages, self->n_joined));

      if (page == NULL)
        break;

      if (is_last (self, page))
        {
          join (self, page);
          succeed (task);
          return;
        }

      if (repeats_first (self, page))
        {
          zc_cloud_page_free (page);
          fail (task, zc_cloud_error_new_bad_answer (host, 0, _("all pages of its list are the same")));
          return;
        }

      join (self, page);
      self->n_joined++;
    }

  if (self->n_items > zc_cloud_sender_get_limits (sender)->most_items)
    {
      fail (task, zc_cloud_error_new_bad_answer (host, 0, _("its list has no end")));
      return;
    }

  /* What fails behind the last page does not matter, so an error waits for the pages before it. */
  if (self->error != NULL)
    {
      if (self->error_index == self->n_joined)
        fail (task, g_steal_pointer (&self->error));
      return;
    }

  while (self->n_active < MOST_PARALLEL_PAGES && self->n_active + self->n_unread < MOST_UNFINISHED_PAGES &&
         self->n_requested < self->n_wanted)
    request_page (task);
}

static void
take_error (Lister *self,
            guint   index,
            GError *error)
{
  g_autoptr(GError) taken = error;

  if (self->error == NULL || index < self->error_index)
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&taken);
      self->error_index = index;
    }
}

static void
items_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(PageRequest) request = data;
  Lister *self = g_task_get_task_data (request->task);
  ZcCloudSender *sender = g_task_get_source_object (request->task);
  g_autoptr(GError) error = NULL;
  gboolean is_read = g_task_propagate_boolean (G_TASK (result), &error);

  self->n_unread--;
  if (self->over)
    return;

  if (is_read)
    {
      self->n_items += request->page->n_items;
      g_ptr_array_index (self->pages, request->index) = g_steal_pointer (&request->page);
      if (self->progress != NULL)
        self->progress (self->n_items, self->progress_data);
    }
  else
    take_error (self, request->index, zc_cloud_read_error (sender, request->http_status, g_steal_pointer (&error)));

  advance (request->task);
}

static void
read_items_in_thread (GTask        *task,
                      gpointer      source,
                      gpointer      data,
                      GCancellable *cancellable)
{
  GError *error = NULL;

  if (zc_cloud_page_read_items (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What a page says of itself is enough to ask for the next ones, while its items are being read. */
static void
read_page_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(PageRequest) request = data;
  g_autoptr(GTask) task = g_object_ref (request->task);
  g_autoptr(GTask) items_task = NULL;
  Lister *self = g_task_get_task_data (task);
  GError *error = NULL;
  ZcCloudPage *page;

  self->n_active--;
  request->page = zc_cloud_read_finish (result, &request->http_status, &error);
  if (self->over)
    {
      g_clear_error (&error);
      return;
    }

  if (request->page == NULL)
    {
      take_error (self, request->index, error);
      advance (task);
      return;
    }

  /* A service that cuts the size of its pages says so in the first one, on which all offsets
   * depend. */
  if (request->index == 0 && request->page->limit > 0)
    self->page_size = MIN (self->page_size, request->page->limit);
  if (is_last (self, request->page))
    self->n_wanted = MIN (self->n_wanted, request->index + 1);

  page = request->page;
  items_task = g_task_new (NULL, self->pages_cancellable, items_read_cb, g_steal_pointer (&request));
  g_task_set_source_tag (items_task, read_page_cb);
  g_task_set_task_data (items_task, page, NULL);
  zc_worker_pool_run (self->pool, items_task, read_items_in_thread);
  self->n_unread++;

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
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
  self->made_keys = g_string_chunk_new (4096);
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
