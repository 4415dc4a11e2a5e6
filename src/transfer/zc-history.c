/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-history.h"

#include <string.h>

#include "zc-store-private.h"

#define PAGE_SIZE 50

/* The next page is read when somebody looks at one of the last rows of those that are there. */
#define LOOK_AHEAD 25

struct _ZcHistory
{
  GObject parent_instance;

  ZcStore *store;            /* (owned) */
  char *account_id;          /* (owned) */
  char *zone_id;             /* (owned) (nullable) */
  char *search;              /* (owned) */
  GPtrArray *records;        /* (owned) (element-type ZcRunRecord), newest first */
  guint n_total;
  gboolean loaded;
  gboolean complete;         /* whether the last page was read */
  GError *error;             /* (owned) (nullable) */

  /* In-progress data. */
  GCancellable *cancellable; /* (owned) (nullable): of the page that is being read */
};

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_N_TOTAL,
  PROP_BUSY,
  PROP_LOADED,
  PROP_ERROR,
  PROP_SEARCH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcHistory, zc_history, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
notify (ZcHistory *self,
        guint      property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_n_total (ZcHistory *self,
             guint      n_total)
{
  if (self->n_total == n_total)
    return;

  self->n_total = n_total;
  notify (self, PROP_N_TOTAL);
}

static void
items_changed (ZcHistory *self,
               guint      position,
               guint      n_removed,
               guint      n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  if (n_removed != n_added)
    notify (self, PROP_N_ITEMS);
}

/* The verdicts whose words, in the reader's language, have the search in them. */
static char *
find_verdicts (const char *search)
{
  g_autoptr(GString) keys = g_string_new (NULL);

  for (ZcRunState state = ZC_RUN_STATE_DONE; state <= ZC_RUN_STATE_STOPPED; state++)
    for (ZcRunProof proof = ZC_RUN_PROOF_NONE; proof <= ZC_RUN_PROOF_FULL; proof++)
      {
        g_autofree char *words = zc_run_state_dup_words (state, proof);
        g_autofree char *folded = g_utf8_casefold (words, -1);
        g_autofree char *key = zc_store_get_verdict_key (state, proof);

        if (strstr (folded, search) != NULL)
          g_string_append (keys, key);
      }

  return g_string_free (g_steal_pointer (&keys), FALSE);
}

static ZcHistoryPage *
make_page (ZcHistory *self)
{
  ZcHistoryPage *page = g_new0 (ZcHistoryPage, 1);

  page->account_id = g_strdup (self->account_id);
  page->zone_id = g_strdup (self->zone_id);
  page->before_us = G_MAXINT64;
  page->n_most = PAGE_SIZE;
  if (*self->search != '\0')
    {
      page->search = g_utf8_casefold (self->search, -1);
      page->verdicts = find_verdicts (page->search);
    }

  return page;
}

/* The first page replaces whatever was there, so a reading anew does not empty the list in between. */
static void
take_page (ZcHistory     *self,
           ZcHistoryPage *page)
{
  guint n_before = self->records->len;
  guint n_added = page->records->len;

  self->complete = n_added < page->n_most;
  if (page->before_us == G_MAXINT64)
    {
      g_ptr_array_set_size (self->records, 0);
      g_ptr_array_extend (self->records, page->records, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
      set_n_total (self, page->n_total);
      if (n_before > 0 || n_added > 0)
        items_changed (self, 0, n_before, n_added);
    }
  else if (n_added > 0)
    {
      g_ptr_array_extend (self->records, page->records, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
      items_changed (self, n_before, 0, n_added);
    }
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(ZcHistory) self = data;
  g_autoptr(GError) error = NULL;
  ZcHistoryPage *page = zc_store_load_page_finish (ZC_STORE (source), result, &error);

  /* Another search took its place, and goes on. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  g_object_freeze_notify (G_OBJECT (self));
  g_clear_error (&self->error);
  if (page != NULL)
    {
      take_page (self, page);
    }
  else
    {
      self->complete = TRUE;
      self->error = g_steal_pointer (&error);
    }
  self->loaded = TRUE;
  notify (self, PROP_ERROR);
  notify (self, PROP_LOADED);
  notify (self, PROP_BUSY);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
read_page (ZcHistory     *self,
           ZcHistoryPage *page)
{
  self->cancellable = g_cancellable_new ();
  notify (self, PROP_BUSY);
  zc_store_load_page_async (self->store, page, self->cancellable, page_cb, g_object_ref (self));
}

static void
read_first_page (ZcHistory *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->complete = FALSE;
  read_page (self, make_page (self));
}

static void
read_next_page (ZcHistory *self)
{
  ZcRunRecord *last = self->records->pdata[self->records->len - 1];
  ZcHistoryPage *page = make_page (self);

  page->before_us = zc_run_record_get_started_us (last);
  page->before_id = zc_run_record_get_id (last);
  read_page (self, page);
}

static gboolean
look_ahead_cb (gpointer data)
{
  ZcHistory *self = data;

  if (self->cancellable == NULL && !self->complete && self->records->len > 0)
    read_next_page (self);

  return G_SOURCE_REMOVE;
}

static gboolean
belongs_here (ZcHistory   *self,
              ZcRunRecord *record)
{
  g_autofree char *names = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *search = NULL;

  if (!g_str_equal (zc_run_record_get_account_id (record), self->account_id) ||
      (self->zone_id != NULL && !g_str_equal (zc_run_record_get_zone_id (record), self->zone_id)))
    return FALSE;
  if (*self->search == '\0')
    return TRUE;

  names = g_strdup_printf ("%s\n%s\n%s", zc_run_record_get_zone_name (record), zc_run_record_get_display_name (record),
                           zc_run_record_get_words (record));
  folded = g_utf8_casefold (names, -1);
  search = g_utf8_casefold (self->search, -1);

  return strstr (folded, search) != NULL;
}

/* Newest first. */
static int
compare_records (ZcRunRecord *first,
                 ZcRunRecord *second)
{
  gint64 first_us = zc_run_record_get_started_us (first), second_us = zc_run_record_get_started_us (second);
  gint64 first_id = zc_run_record_get_id (first), second_id = zc_run_record_get_id (second);

  if (first_us != second_us)
    return first_us > second_us ? -1 : 1;

  return (first_id < second_id) - (first_id > second_id);
}

static void
insert_record (ZcHistory   *self,
               ZcRunRecord *record)
{
  guint place = 0;

  while (place < self->records->len && compare_records (self->records->pdata[place], record) < 0)
    place++;

  if (place < self->records->len && compare_records (self->records->pdata[place], record) == 0)
    return;

  set_n_total (self, self->n_total + 1);
  /* Beyond the last page that was read, the next one brings it. */
  if (place == self->records->len && !self->complete)
    return;

  g_ptr_array_insert (self->records, (int) place, g_object_ref (record));
  items_changed (self, place, 0, 1);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(ZcHistory) self = data;
  g_autoptr(GError) error = NULL;
  ZcHistoryPage *page = zc_store_load_page_finish (ZC_STORE (source), result, &error);

  if (page == NULL)
    g_debug ("A run that ended could not be read: %s", error->message);
  else if (page->records->len > 0 && self->loaded && belongs_here (self, page->records->pdata[0]))
    insert_record (self, page->records->pdata[0]);
}

static void
run_ended_cb (ZcStore   *store,
              gint64     run_id,
              ZcHistory *self)
{
  ZcHistoryPage *page;

  /* A first page that is being read may have been asked for before the end was written. */
  if (!self->loaded || self->cancellable != NULL)
    {
      read_first_page (self);
      return;
    }

  page = make_page (self);
  page->run_id = run_id;
  zc_store_load_page_async (self->store, page, NULL, run_cb, g_object_ref (self));
}

static void
runs_removed_cb (ZcStore   *store,
                 gint64     run_id,
                 ZcHistory *self)
{
  guint position;

  if (run_id == 0 || self->cancellable != NULL)
    {
      read_first_page (self);
    }
  else if (zc_history_find (self, run_id, &position) != NULL)
    {
      g_ptr_array_remove_index (self->records, position);
      set_n_total (self, self->n_total - 1);
      items_changed (self, position, 1, 0);
    }
}

static GType
zc_history_get_item_type (GListModel *model)
{
  return ZC_TYPE_RUN_RECORD;
}

static guint
zc_history_get_n_items (GListModel *model)
{
  return ZC_HISTORY (model)->records->len;
}

static gpointer
zc_history_get_item (GListModel *model,
                     guint       position)
{
  ZcHistory *self = ZC_HISTORY (model);

  if (position >= self->records->len)
    return NULL;

  /* Not at once: a model must not change while somebody reads it. */
  if (position + LOOK_AHEAD >= self->records->len && !self->complete && self->cancellable == NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, look_ahead_cb, g_object_ref (self), g_object_unref);

  return g_object_ref (self->records->pdata[position]);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_history_get_item_type;
  iface->get_n_items = zc_history_get_n_items;
  iface->get_item = zc_history_get_item;
}

static void
zc_history_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  ZcHistory *self = ZC_HISTORY (object);

  switch (prop_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->records->len);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, zc_history_is_busy (self));
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_history_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SEARCH:
      zc_history_set_search (ZC_HISTORY (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_history_finalize (GObject *object)
{
  ZcHistory *self = ZC_HISTORY (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_free (self->account_id);
  g_free (self->zone_id);
  g_free (self->search);
  g_ptr_array_unref (self->records);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (zc_history_parent_class)->finalize (object);
}

static void
zc_history_class_init (ZcHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_history_get_property;
  object_class->set_property = zc_history_set_property;
  object_class->finalize = zc_history_finalize;

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, "", flags | G_PARAM_WRITABLE);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_history_init (ZcHistory *self)
{
  self->search = g_strdup ("");
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
}

ZcHistory *
zc_history_new (ZcStore    *store,
                const char *account_id,
                const char *zone_id)
{
  ZcHistory *self;

  g_return_val_if_fail (ZC_IS_STORE (store), NULL);
  g_return_val_if_fail (account_id != NULL, NULL);

  self = g_object_new (ZC_TYPE_HISTORY, NULL);
  self->store = g_object_ref (store);
  self->account_id = g_strdup (account_id);
  self->zone_id = g_strdup (zone_id);
  g_signal_connect_object (store, "run-ended", G_CALLBACK (run_ended_cb), self, 0);
  g_signal_connect_object (store, "runs-removed", G_CALLBACK (runs_removed_cb), self, 0);
  read_first_page (self);

  return self;
}

void
zc_history_set_search (ZcHistory  *self,
                       const char *search)
{
  g_return_if_fail (ZC_IS_HISTORY (self));

  if (search == NULL)
    search = "";
  if (g_str_equal (self->search, search))
    return;

  g_free (self->search);
  self->search = g_strdup (search);
  notify (self, PROP_SEARCH);
  read_first_page (self);
}

guint
zc_history_get_n_total (ZcHistory *self)
{
  g_return_val_if_fail (ZC_IS_HISTORY (self), 0);

  return self->n_total;
}

gboolean
zc_history_is_busy (ZcHistory *self)
{
  g_return_val_if_fail (ZC_IS_HISTORY (self), FALSE);

  return self->cancellable != NULL;
}

ZcRunRecord *
zc_history_find (ZcHistory *self,
                 gint64     run_id,
                 guint     *position)
{
  g_return_val_if_fail (ZC_IS_HISTORY (self), NULL);

  for (guint i = 0; i < self->records->len; i++)
    if (zc_run_record_get_id (self->records->pdata[i]) == run_id)
      {
        if (position != NULL)
          *position = i;
        return self->records->pdata[i];
      }

  return NULL;
}
