/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-list-view.h"

#include "zc-same-ends.h"
#include "zc-worker-pool.h"

/* How many items are looked at between two questions whether anybody waits for the result any more. */
#define LOOKS_AT_ONCE 1024

/* How many rows ahead of the one that is asked for are fetched from memory. */
#define AHEAD 16

/* What is kept from one piece of work to the next: all items sorted, so that a search need not sort anything. Only the
 * thread touches it. */
typedef struct
{
  GPtrArray *items;        /* (owned) (nullable): the items that were sorted */
  guint column;
  guint generation;
  GArray *order;           /* (owned) (nullable) (element-type guint32) */
} Memory;

typedef struct
{
  ZcWorkerPool *pool;      /* (owned) (nullable): made when it is first needed */
  Memory *memory;          /* (owned): shared with the thread */
  guint column;
  gboolean descending;
  guint generation;        /* of what the order depends on */
  gpointer wish;           /* (owned) (nullable) */
  GDestroyNotify wish_free;
  GPtrArray *newest;       /* (owned): all items there are now */

  GPtrArray *items;        /* (owned): what the positions refer to */
  GArray *positions;       /* (owned) (element-type guint32): what is in the view */
  GPtrArray *rows;         /* (owned) (element-type GObject) (unowned elements): the items there, in one stretch of memory */
  ZcBits *shown;           /* (owned): the positions as a set */
  ZcBits *selected;        /* (owned): a part of the shown ones */

  GTask *task;             /* (unowned) (nullable): the newest work; what older ones find is out of date */
  GCancellable *cancellable; /* (owned) (nullable): of the newest work */
} ZcListViewPrivate;

/* What the thread works on; it shares nothing that changes. */
typedef struct
{
  const ZcListViewClass *functions; /* (unowned) */
  Memory *memory;          /* (owned) (nullable): %NULL in the main thread */
  GPtrArray *before;       /* (owned): what the view refers to now */
  GPtrArray *items;        /* (owned) */
  guint column;
  gboolean descending;
  guint generation;
  gpointer wish;           /* (owned) (nullable) */
  GDestroyNotify wish_free;

  /* The result */
  GArray *positions;       /* (owned) (nullable) */
  GPtrArray *rows;         /* (owned) (nullable) */
  ZcBits *shown;           /* (owned) (nullable) */
  GArray *moved;           /* (owned) (nullable) (element-type guint32): by the place before, the place now;
                            * %NULL when nothing moved */
} Work;

#define GONE G_MAXUINT32

/* An item while it is being sorted. */
typedef struct
{
  gpointer picture;
  guint32 place;
} Entry;

typedef struct
{
  const ZcListViewClass *functions;
  guint column;
} Comparison;

typedef enum
{
  PROP_PENDING = 1,
} ZcListViewProperty;

static GParamSpec *properties[PROP_PENDING + 1];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (ZcListView, zc_list_view, G_TYPE_OBJECT,
  G_ADD_PRIVATE (ZcListView)
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static ZcListViewPrivate *
get_private (ZcListView *self)
{
  return zc_list_view_get_instance_private (self);
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
clear_memory (Memory *memory)
{
  g_clear_pointer (&memory->items, g_ptr_array_unref);
  g_clear_pointer (&memory->order, g_array_unref);
}

static void
memory_unref (Memory *memory)
{
  g_atomic_rc_box_release_full (memory, (GDestroyNotify) clear_memory);
}

static void
work_free (Work *work)
{
  g_clear_pointer (&work->memory, memory_unref);
  g_ptr_array_unref (work->before);
  g_ptr_array_unref (work->items);
  if (work->wish != NULL && work->wish_free != NULL)
    work->wish_free (work->wish);
  g_clear_pointer (&work->positions, g_array_unref);
  g_clear_pointer (&work->rows, g_ptr_array_unref);
  g_clear_pointer (&work->shown, zc_bits_free);
  g_clear_pointer (&work->moved, g_array_unref);
  g_free (work);
}

/* The work, in any thread */

static gpointer *
take_pictures (Work *work)
{
  gpointer *pictures;

  if (work->functions->dup_picture == NULL)
    return work->items->pdata;

  pictures = g_new (gpointer, work->items->len);
  for (guint i = 0; i < work->items->len; i++)
    pictures[i] = work->functions->dup_picture (work->items->pdata[i]);

  return pictures;
}

static void
free_pictures (Work     *work,
               gpointer *pictures)
{
  if (work->functions->dup_picture == NULL)
    return;

  for (guint i = 0; i < work->items->len; i++)
    work->functions->free_picture (pictures[i]);
  g_free (pictures);
}

static int
compare_entries (gconstpointer first,
                 gconstpointer second,
                 gpointer      data)
{
  const Comparison *comparison = data;
  const Entry *first_entry = first, *second_entry = second;
  int order = comparison->functions->compare (first_entry->picture, second_entry->picture, comparison->column);

  /* Equal items keep the list's order. */
  return order != 0 ? order : (first_entry->place > second_entry->place) - (first_entry->place < second_entry->place);
}

static GArray *
sort_all (Work           *work,
          const gpointer *pictures)
{
  g_autofree Entry *entries = g_new (Entry, work->items->len);
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), work->items->len);
  Comparison comparison = { work->functions, work->column };

  for (guint32 i = 0; i < work->items->len; i++)
    entries[i] = (Entry) { pictures[i], i };
  g_qsort_with_data (entries, (int) work->items->len, sizeof (Entry), compare_entries, &comparison);
  for (guint i = 0; i < work->items->len; i++)
    g_array_append_val (order, entries[i].place);

  return order;
}

static GArray *
find_order (Work           *work,
            const gpointer *pictures)
{
  Memory *memory = work->memory;

  if (memory == NULL)
    return sort_all (work, pictures);

  if (memory->items != work->items || memory->column != work->column || memory->generation != work->generation)
    {
      GArray *order = sort_all (work, pictures);

      replace_pointer_array (&memory->items, work->items);
      memory->column = work->column;
      memory->generation = work->generation;
      g_clear_pointer (&memory->order, g_array_unref);
      memory->order = order;
    }

  return g_array_ref (memory->order);
}

static void
find_moved (Work *work)
{
  g_autoptr(GHashTable) places = g_hash_table_new (NULL, NULL);

  if (work->before == work->items)
    return;

  for (guint i = 0; i < work->items->len; i++)
    g_hash_table_insert (places, work->items->pdata[i], GUINT_TO_POINTER (i));
  work->moved = g_array_sized_new (FALSE, FALSE, sizeof (guint32), work->before->len);
  for (guint i = 0; i < work->before->len; i++)
    {
      gpointer place;
      gboolean found = g_hash_table_lookup_extended (places, work->before->pdata[i], NULL, &place);
      guint32 now = found ? GPOINTER_TO_UINT (place) : GONE;

      g_array_append_val (work->moved, now);
    }
}

static void
find_matches (Work           *work,
              const gpointer *pictures,
              GArray         *order,
              GCancellable   *cancellable)
{
  guint n = work->items->len;

  for (guint i = 0; i < n; i++)
    {
      guint32 place = g_array_index (order, guint32, work->descending ? n - 1 - i : i);

      if (i % LOOKS_AT_ONCE == 0 && g_cancellable_is_cancelled (cancellable))
        return;

      if (work->wish == NULL || work->functions->match (pictures[place], work->wish))
        {
          g_array_append_val (work->positions, place);
          g_ptr_array_add (work->rows, work->items->pdata[place]);
          zc_bits_set (work->shown, place, TRUE);
        }
    }
}

static void
do_work (Work         *work,
         GCancellable *cancellable)
{
  gpointer *pictures = take_pictures (work);
  g_autoptr(GArray) order = find_order (work, pictures);

  work->positions = g_array_new (FALSE, FALSE, sizeof (guint32));
  work->rows = g_ptr_array_new ();
  work->shown = zc_bits_new (work->items->len);
  find_matches (work, pictures, order, cancellable);
  free_pictures (work, pictures);
  find_moved (work);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  do_work (data, cancellable);
  g_task_return_boolean (task, TRUE);
}

/* The result, in the main thread */

static ZcBits *
keep_selected (ZcListViewPrivate *priv,
               Work              *work)
{
  ZcBits *selected = zc_bits_new (work->items->len);

  if (work->moved == NULL)
    zc_bits_unite (selected, priv->selected);
  else if (zc_bits_count (priv->selected) > 0)
    for (guint i = 0; i < work->moved->len; i++)
      {
        guint32 place = g_array_index (work->moved, guint32, i);

        if (place != GONE && zc_bits_contains (priv->selected, i))
          zc_bits_set (selected, place, TRUE);
      }
  zc_bits_intersect (selected, work->shown);

  return selected;
}

static void
take_result (ZcListView *self,
             Work       *work)
{
  ZcListViewPrivate *priv = get_private (self);
  ZcBits *selected = keep_selected (priv, work);
  guint n_before = priv->rows->len, n_after = work->rows->len;
  guint n_first, n_last;

  zc_same_ends_count (priv->rows, work->rows, &n_first, &n_last);
  replace_pointer_array (&priv->items, work->items);
  g_array_unref (priv->positions);
  priv->positions = g_array_ref (work->positions);
  replace_pointer_array (&priv->rows, work->rows);
  zc_bits_free (priv->shown);
  priv->shown = g_steal_pointer (&work->shown);
  zc_bits_free (priv->selected);
  priv->selected = selected;

  if (n_first + n_last < n_before || n_first + n_last < n_after)
    g_list_model_items_changed (G_LIST_MODEL (self), n_first, n_before - n_first - n_last, n_after - n_first - n_last);
}

static void
set_task (ZcListView *self,
          GTask      *task)
{
  ZcListViewPrivate *priv = get_private (self);
  gboolean was_pending = priv->task != NULL;

  priv->task = task;
  if (was_pending != (task != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(ZcListView) self = data;

  if (get_private (self)->task != G_TASK (result))
    return;

  take_result (self, g_task_get_task_data (G_TASK (result)));
  set_task (self, NULL);
}

static void
begin_work (ZcListView *self)
{
  ZcListViewPrivate *priv = get_private (self);
  g_autoptr(GTask) task = NULL;
  Work *work = g_new0 (Work, 1);

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);

  work->functions = ZC_LIST_VIEW_GET_CLASS (self);
  work->before = g_ptr_array_ref (priv->items);
  work->items = g_ptr_array_ref (priv->newest);
  work->column = priv->column;
  work->descending = priv->descending;
  work->generation = priv->generation;
  if (priv->wish != NULL)
    work->wish = g_atomic_rc_box_acquire (priv->wish);
  work->wish_free = priv->wish_free;

  if (work->items->len <= ZC_LIST_VIEW_AT_ONCE)
    {
      do_work (work, NULL);
      take_result (self, work);
      work_free (work);
      set_task (self, NULL);
      return;
    }

  work->memory = g_atomic_rc_box_acquire (priv->memory);
  priv->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, priv->cancellable, done_cb, g_object_ref (self));
  g_task_set_source_tag (task, begin_work);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);

  if (priv->pool == NULL)
    priv->pool = zc_worker_pool_new ("zc-list-view", 1);
  zc_worker_pool_run (priv->pool, task, work_in_thread);
  set_task (self, task);
}

/* The object */

static GType
zc_list_view_get_item_type (GListModel *model)
{
  return ZC_LIST_VIEW_GET_CLASS (model)->item_type;
}

static guint
zc_list_view_get_n_items (GListModel *model)
{
  return get_private (ZC_LIST_VIEW (model))->rows->len;
}

static gpointer
zc_list_view_get_item (GListModel *model,
                       guint       position)
{
  return zc_list_view_dup_row (ZC_LIST_VIEW (model), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_list_view_get_item_type;
  iface->get_n_items = zc_list_view_get_n_items;
  iface->get_item = zc_list_view_get_item;
}

static void
zc_list_view_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  ZcListView *self = ZC_LIST_VIEW (object);

  switch ((ZcListViewProperty) prop_id)
    {
    case PROP_PENDING:
      g_value_set_boolean (value, zc_list_view_is_pending (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
clear_wish (ZcListViewPrivate *priv)
{
  if (priv->wish != NULL && priv->wish_free != NULL)
    priv->wish_free (priv->wish);
  priv->wish = NULL;
}

static void
zc_list_view_finalize (GObject *object)
{
  ZcListViewPrivate *priv = get_private (ZC_LIST_VIEW (object));

  clear_wish (priv);
  g_clear_object (&priv->pool);
  g_clear_object (&priv->cancellable);
  memory_unref (priv->memory);
  g_ptr_array_unref (priv->newest);
  g_ptr_array_unref (priv->items);
  g_array_unref (priv->positions);
  g_ptr_array_unref (priv->rows);
  zc_bits_free (priv->shown);
  zc_bits_free (priv->selected);

  G_OBJECT_CLASS (zc_list_view_parent_class)->finalize (object);
}

static void
zc_list_view_class_init (ZcListViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zc_list_view_get_property;
  object_class->finalize = zc_list_view_finalize;

  properties[PROP_PENDING] =
    g_param_spec_boolean ("pending", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zc_list_view_init (ZcListView *self)
{
  ZcListViewPrivate *priv = get_private (self);

  priv->memory = g_atomic_rc_box_new0 (Memory);
  priv->newest = g_ptr_array_new ();
  priv->items = g_ptr_array_ref (priv->newest);
  priv->positions = g_array_new (FALSE, FALSE, sizeof (guint32));
  priv->rows = g_ptr_array_new ();
  priv->shown = zc_bits_new (0);
  priv->selected = zc_bits_new (0);
}

void
zc_list_view_set_items (ZcListView *self,
                        GPtrArray  *items)
{
  ZcListViewPrivate *priv;

  g_return_if_fail (ZC_IS_LIST_VIEW (self));
  g_return_if_fail (items != NULL);

  priv = get_private (self);
  if (priv->newest == items)
    return;

  replace_pointer_array (&priv->newest, items);
  begin_work (self);
}

void
zc_list_view_set_order (ZcListView *self,
                        guint       column,
                        gboolean    descending)
{
  ZcListViewPrivate *priv;

  g_return_if_fail (ZC_IS_LIST_VIEW (self));

  priv = get_private (self);
  if (priv->column == column && priv->descending == descending)
    return;

  priv->column = column;
  priv->descending = descending;
  begin_work (self);
}

void
zc_list_view_set_wish (ZcListView     *self,
                       gpointer        wish,
                       GDestroyNotify  free)
{
  ZcListViewPrivate *priv;

  g_return_if_fail (ZC_IS_LIST_VIEW (self));

  priv = get_private (self);
  clear_wish (priv);
  priv->wish = wish;
  priv->wish_free = free;
  begin_work (self);
}

void
zc_list_view_look_again (ZcListView *self,
                         gboolean    order_changed)
{
  g_return_if_fail (ZC_IS_LIST_VIEW (self));

  if (order_changed)
    get_private (self)->generation++;
  begin_work (self);
}

gboolean
zc_list_view_is_pending (ZcListView *self)
{
  g_return_val_if_fail (ZC_IS_LIST_VIEW (self), FALSE);

  return get_private (self)->task != NULL;
}

gpointer
zc_list_view_dup_row (ZcListView *self,
                      guint       position)
{
  GPtrArray *rows;

  g_return_val_if_fail (ZC_IS_LIST_VIEW (self), NULL);

  rows = get_private (self)->rows;
  if (position >= rows->len)
    return NULL;

  /* When rows move, GTK asks for one after the other to find those in sight again. They are anywhere in memory, and
   * waiting for each of 100 000 takes longer than all the rest. */
  if (position + AHEAD < rows->len)
    __builtin_prefetch (rows->pdata[position + AHEAD], 1);

  return g_object_ref (rows->pdata[position]);
}

gboolean
zc_list_view_find_row (ZcListView    *self,
                       gconstpointer  item,
                       guint         *position)
{
  g_return_val_if_fail (ZC_IS_LIST_VIEW (self), FALSE);

  return g_ptr_array_find (get_private (self)->rows, item, position);
}

/* What is selected */

gboolean
zc_list_view_is_selected (ZcListView *self,
                          guint       position)
{
  ZcListViewPrivate *priv;

  g_return_val_if_fail (ZC_IS_LIST_VIEW (self), FALSE);

  priv = get_private (self);

  return position < priv->positions->len &&
         zc_bits_contains (priv->selected, g_array_index (priv->positions, guint32, position));
}

void
zc_list_view_select_range (ZcListView *self,
                           guint       position,
                           guint       n_items,
                           gboolean    selected)
{
  ZcListViewPrivate *priv;

  g_return_if_fail (ZC_IS_LIST_VIEW (self));

  priv = get_private (self);
  g_return_if_fail (position <= priv->positions->len && n_items <= priv->positions->len - position);

  if (selected && n_items == priv->positions->len)
    zc_bits_unite (priv->selected, priv->shown);
  else
    for (guint i = position; i < position + n_items; i++)
      zc_bits_set (priv->selected, g_array_index (priv->positions, guint32, i), selected);
}

void
zc_list_view_unselect_all (ZcListView *self)
{
  g_return_if_fail (ZC_IS_LIST_VIEW (self));

  zc_bits_clear (get_private (self)->selected);
}

guint
zc_list_view_count_selected (ZcListView *self)
{
  g_return_val_if_fail (ZC_IS_LIST_VIEW (self), 0);

  return zc_bits_count (get_private (self)->selected);
}

GPtrArray *
zc_list_view_get_items (ZcListView *self)
{
  g_return_val_if_fail (ZC_IS_LIST_VIEW (self), NULL);

  return get_private (self)->items;
}

gboolean
zc_list_view_is_place_selected (ZcListView *self,
                                guint       place)
{
  g_return_val_if_fail (ZC_IS_LIST_VIEW (self), FALSE);
  g_return_val_if_fail (place < get_private (self)->items->len, FALSE);

  return zc_bits_contains (get_private (self)->selected, place);
}
