/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-view.h"

#include "zc-zone-item-private.h"

/* While serials are being checked many items change in a row. The rows themselves show it at once; filtering
 * and sorting anew waits so long for more. */
#define CHANGED_DELAY_MS 400

struct _ZcZoneView
{
  ZcListView parent_instance;

  ZcZoneList *list;      /* (owned) (nullable) */
  ZcZoneColumn column;
  ZcStateFilter filter;
  char *search;          /* (owned) (nullable) */
  guint changed_id;      /* when not 0, a source that looks again at what has changed */
  gboolean order_changed; /* whether that may have changed the order */
};

G_DEFINE_FINAL_TYPE (ZcZoneView, zc_zone_view, ZC_TYPE_LIST_VIEW)

static gboolean
order_depends_on_items (ZcZoneView *self)
{
  return self->column == ZC_ZONE_COLUMN_STATUS || self->column == ZC_ZONE_COLUMN_SERIAL;
}

static gboolean
changed_cb (gpointer data)
{
  ZcZoneView *self = data;

  self->changed_id = 0;
  zc_list_view_look_again (ZC_LIST_VIEW (self), self->order_changed);
  self->order_changed = FALSE;

  return G_SOURCE_REMOVE;
}

static void
item_changed_cb (ZcZoneView *self,
                 ZcZoneItem *item,
                 gboolean    zone_changed)
{
  gboolean order_changed = zone_changed || order_depends_on_items (self);

  if (!order_changed && self->filter == ZC_STATE_FILTER_ALL && self->search == NULL)
    return;

  self->order_changed = self->order_changed || order_changed;
  if (self->changed_id == 0)
    self->changed_id = g_timeout_add (CHANGED_DELAY_MS, changed_cb, self);
}

static void
items_changed_cb (ZcZoneView *self)
{
  zc_list_view_set_items (ZC_LIST_VIEW (self), zc_zone_list_get_items (self->list));
}

static gpointer
zc_zone_view_dup_picture (gpointer item)
{
  return zc_zone_item_dup_facts (item);
}

static void
zc_zone_view_free_picture (gpointer picture)
{
  zc_zone_facts_unref (picture);
}

static int
zc_zone_view_compare (gpointer first,
                      gpointer second,
                      guint    column)
{
  return zc_zone_facts_compare (first, second, column);
}

static gboolean
zc_zone_view_match (gpointer      picture,
                    gconstpointer wish)
{
  return zc_zone_facts_match (picture, wish);
}

static void
forget_list (ZcZoneView *self)
{
  g_clear_handle_id (&self->changed_id, g_source_remove);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
}

static void
zc_zone_view_dispose (GObject *object)
{
  forget_list (ZC_ZONE_VIEW (object));

  G_OBJECT_CLASS (zc_zone_view_parent_class)->dispose (object);
}

static void
zc_zone_view_finalize (GObject *object)
{
  g_free (ZC_ZONE_VIEW (object)->search);

  G_OBJECT_CLASS (zc_zone_view_parent_class)->finalize (object);
}

static void
zc_zone_view_class_init (ZcZoneViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ZcListViewClass *view_class = ZC_LIST_VIEW_CLASS (klass);

  object_class->dispose = zc_zone_view_dispose;
  object_class->finalize = zc_zone_view_finalize;
  view_class->item_type = ZC_TYPE_ZONE_ITEM;
  view_class->dup_picture = zc_zone_view_dup_picture;
  view_class->free_picture = zc_zone_view_free_picture;
  view_class->compare = zc_zone_view_compare;
  view_class->match = zc_zone_view_match;
}

static void
zc_zone_view_init (ZcZoneView *self)
{
}

ZcZoneView *
zc_zone_view_new (void)
{
  return g_object_new (ZC_TYPE_ZONE_VIEW, NULL);
}

void
zc_zone_view_set_list (ZcZoneView *self,
                       ZcZoneList *list)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  g_return_if_fail (ZC_IS_ZONE_VIEW (self));
  g_return_if_fail (list == NULL || ZC_IS_ZONE_LIST (list));

  if (self->list == list)
    return;

  /* What was shown of another list has no place in this one, however long it takes. */
  forget_list (self);
  zc_list_view_set_items (ZC_LIST_VIEW (self), none);
  if (list == NULL)
    return;

  self->list = g_object_ref (list);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (list, "item-changed", G_CALLBACK (item_changed_cb), self);
  items_changed_cb (self);
}

void
zc_zone_view_set_order (ZcZoneView   *self,
                        ZcZoneColumn  column,
                        gboolean      descending)
{
  g_return_if_fail (ZC_IS_ZONE_VIEW (self));

  self->column = column;
  zc_list_view_set_order (ZC_LIST_VIEW (self), column, descending);
}

static void
wish (ZcZoneView *self)
{
  gboolean all = self->filter == ZC_STATE_FILTER_ALL && self->search == NULL;

  zc_list_view_set_wish (ZC_LIST_VIEW (self), all ? NULL : zc_zone_wish_new (self->filter, self->search),
                         (GDestroyNotify) zc_zone_wish_unref);
}

void
zc_zone_view_set_filter (ZcZoneView    *self,
                         ZcStateFilter  filter,
                         const char    *search)
{
  g_return_if_fail (ZC_IS_ZONE_VIEW (self));

  if (search != NULL && *search == '\0')
    search = NULL;
  if (self->filter == filter && g_strcmp0 (self->search, search) == 0)
    return;

  self->filter = filter;
  g_free (self->search);
  self->search = g_strdup (search);
  wish (self);
}

void
zc_zone_view_update_times (ZcZoneView *self)
{
  g_return_if_fail (ZC_IS_ZONE_VIEW (self));

  if (self->search != NULL)
    wish (self);
}
