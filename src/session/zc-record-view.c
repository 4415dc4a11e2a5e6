/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-record-view.h"

#include "zc-worker-pool.h"

struct _ZcRecordView
{
  GObject parent_instance;

  ZcRecordList *list;    /* (owned) */
  ZcWorkerPool *pool;    /* (owned) */
  ZcRecordColumn column;
  gboolean descending;
  char *type;            /* (owned) (nullable) */
  char *search;          /* (owned) (nullable) */

  GPtrArray *records;    /* (owned) (element-type ZcRecord): what the positions refer to */
  GArray *positions;     /* (owned) (element-type guint32): what is in the view */

  /* All records sorted, so that a search need not sort anything. */
  GPtrArray *order_of;   /* (owned) (nullable): the records that were sorted */
  ZcRecordColumn order_by;
  GArray *order;         /* (owned) (nullable) (element-type guint32) */

  GTask *task;           /* (unowned) (nullable): the newest work; what older ones find is out of date */
};

/* What the thread works on; it shares nothing that changes. */
typedef struct
{
  GPtrArray *records;    /* (owned) */
  ZcRecordColumn column;
  gboolean descending;
  char *type;            /* (owned) (nullable) */
  char *search;          /* (owned) (nullable) */
  GArray *order;         /* (owned) (nullable): known before, or found by the thread */
  GArray *positions;     /* (owned) (nullable): the result */
} Work;

typedef enum
{
  PROP_PENDING = 1,
} ZcRecordViewProperty;

static GParamSpec *properties[PROP_PENDING + 1];

static GType
zc_record_view_get_item_type (GListModel *model)
{
  return ZC_TYPE_RECORD;
}

static guint
zc_record_view_get_n_items (GListModel *model)
{
  return ZC_RECORD_VIEW (model)->positions->len;
}

static gpointer
zc_record_view_get_item (GListModel *model,
                         guint       position)
{
  ZcRecordView *self = ZC_RECORD_VIEW (model);

  if (position >= self->positions->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->records, g_array_index (self->positions, guint32, position)));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_record_view_get_item_type;
  iface->get_n_items = zc_record_view_get_n_items;
  iface->get_item = zc_record_view_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcRecordView, zc_record_view, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
work_free (Work *work)
{
  g_ptr_array_unref (work->records);
  g_free (work->type);
  g_free (work->search);
  g_clear_pointer (&work->order, g_array_unref);
  g_clear_pointer (&work->positions, g_array_unref);
  g_free (work);
}

static int
compare_positions (gconstpointer first,
                   gconstpointer second,
                   gpointer      data)
{
  const Work *work = data;
  guint32 first_position = *(const guint32 *) first;
  guint32 second_position = *(const guint32 *) second;
  int order = zc_record_compare (g_ptr_array_index (work->records, first_position),
                                 g_ptr_array_index (work->records, second_position), work->column);

  /* Equal records keep the service's order. */
  return order != 0 ? order : (first_position > second_position) - (first_position < second_position);
}

static GArray *
sort_all (Work *work)
{
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), work->records->len);

  for (guint32 i = 0; i < work->records->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_positions, work);

  return order;
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Work *work = data;
  guint n = work->records->len;

  if (work->order == NULL)
    work->order = sort_all (work);

  work->positions = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < n; i++)
    {
      guint32 position = g_array_index (work->order, guint32, work->descending ? n - 1 - i : i);

      if (zc_record_matches (g_ptr_array_index (work->records, position), work->type, work->search))
        g_array_append_val (work->positions, position);
    }

  g_task_return_boolean (task, TRUE);
}

static gboolean
has_same_items (ZcRecordView *self,
                Work         *work)
{
  if (self->records != work->records || self->positions->len != work->positions->len)
    return FALSE;

  for (guint i = 0; i < self->positions->len; i++)
    if (g_array_index (self->positions, guint32, i) != g_array_index (work->positions, guint32, i))
      return FALSE;

  return TRUE;
}

static void
replace_pointer_array (GPtrArray **place,
                       GPtrArray  *array)
{
  g_ptr_array_ref (array);
  g_clear_pointer (place, g_ptr_array_unref);
  *place = array;
}

static void
replace_array (GArray **place,
               GArray  *array)
{
  g_array_ref (array);
  g_clear_pointer (place, g_array_unref);
  *place = array;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  ZcRecordView *self = ZC_RECORD_VIEW (source);
  Work *work = g_task_get_task_data (G_TASK (result));

  if (self->task != G_TASK (result))
    return;

  self->task = NULL;
  replace_pointer_array (&self->order_of, work->records);
  replace_array (&self->order, work->order);
  self->order_by = work->column;

  if (!has_same_items (self, work))
    {
      guint n_before = self->positions->len;

      replace_pointer_array (&self->records, work->records);
      replace_array (&self->positions, work->positions);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->positions->len);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

static void
begin_work (ZcRecordView *self)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, done_cb, NULL);
  Work *work = g_new0 (Work, 1);
  gboolean was_pending = self->task != NULL;

  g_task_set_source_tag (task, begin_work);
  work->records = g_ptr_array_ref (zc_record_list_get_records (self->list));
  work->column = self->column;
  work->descending = self->descending;
  work->type = g_strdup (self->type);
  work->search = g_strdup (self->search);
  if (self->order_of == work->records && self->order_by == self->column)
    work->order = g_array_ref (self->order);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);

  self->task = task;
  zc_worker_pool_run (self->pool, task, work_in_thread);
  if (!was_pending)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

static void
zc_record_view_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ZcRecordView *self = ZC_RECORD_VIEW (object);

  switch ((ZcRecordViewProperty) prop_id)
    {
    case PROP_PENDING:
      g_value_set_boolean (value, zc_record_view_is_pending (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_record_view_finalize (GObject *object)
{
  ZcRecordView *self = ZC_RECORD_VIEW (object);

  g_clear_object (&self->list);
  g_clear_object (&self->pool);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->positions, g_array_unref);
  g_clear_pointer (&self->order_of, g_ptr_array_unref);
  g_clear_pointer (&self->order, g_array_unref);

  G_OBJECT_CLASS (zc_record_view_parent_class)->finalize (object);
}

static void
zc_record_view_class_init (ZcRecordViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zc_record_view_get_property;
  object_class->finalize = zc_record_view_finalize;

  properties[PROP_PENDING] =
    g_param_spec_boolean ("pending", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zc_record_view_init (ZcRecordView *self)
{
  self->pool = zc_worker_pool_new ("zc-records", 1);
  self->records = g_ptr_array_new ();
  self->positions = g_array_new (FALSE, FALSE, sizeof (guint32));
}

ZcRecordView *
zc_record_view_new (ZcRecordList *list)
{
  ZcRecordView *self = NULL;

  g_return_val_if_fail (ZC_IS_RECORD_LIST (list), NULL);

  self = g_object_new (ZC_TYPE_RECORD_VIEW, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (begin_work), self, G_CONNECT_SWAPPED);
  begin_work (self);

  return self;
}

void
zc_record_view_set_order (ZcRecordView   *self,
                          ZcRecordColumn  column,
                          gboolean        descending)
{
  g_return_if_fail (ZC_IS_RECORD_VIEW (self));

  if (self->column == column && self->descending == descending)
    return;

  self->column = column;
  self->descending = descending;
  begin_work (self);
}

void
zc_record_view_set_filter (ZcRecordView *self,
                           const char   *type,
                           const char   *search)
{
  g_return_if_fail (ZC_IS_RECORD_VIEW (self));

  if (g_strcmp0 (self->type, type) == 0 && g_strcmp0 (self->search, search) == 0)
    return;

  g_free (self->type);
  self->type = g_strdup (type);
  g_free (self->search);
  self->search = g_strdup (search);
  begin_work (self);
}

gboolean
zc_record_view_is_pending (ZcRecordView *self)
{
  g_return_val_if_fail (ZC_IS_RECORD_VIEW (self), FALSE);

  return self->task != NULL;
}
