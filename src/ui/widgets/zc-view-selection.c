/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-view-selection.h"

struct _ZcViewSelection
{
  GObject parent_instance;

  ZcListView *view; /* (owned) (nullable) */
};

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcViewSelection, zc_view_selection, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
  G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

static guint
count_items (ZcViewSelection *self)
{
  return self->view != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->view)) : 0;
}

/* The range of rows that may look different now. */
static void
selection_changed (ZcViewSelection *self,
                   guint            position,
                   guint            n_items)
{
  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n_items);
}

/* The list */

static GType
zc_view_selection_get_item_type (GListModel *list)
{
  ZcViewSelection *self = ZC_VIEW_SELECTION (list);

  return self->view != NULL ? g_list_model_get_item_type (G_LIST_MODEL (self->view)) : G_TYPE_OBJECT;
}

static guint
zc_view_selection_get_n_items (GListModel *list)
{
  return count_items (ZC_VIEW_SELECTION (list));
}

static gpointer
zc_view_selection_get_item (GListModel *list,
                            guint       position)
{
  ZcViewSelection *self = ZC_VIEW_SELECTION (list);

  return self->view != NULL ? zc_list_view_dup_row (self->view, position) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_view_selection_get_item_type;
  iface->get_n_items = zc_view_selection_get_n_items;
  iface->get_item = zc_view_selection_get_item;
}

/* The selection */

static gboolean
zc_view_selection_is_selected (GtkSelectionModel *model,
                               guint              position)
{
  ZcViewSelection *self = ZC_VIEW_SELECTION (model);

  return self->view != NULL && zc_list_view_is_selected (self->view, position);
}

static GtkBitset *
zc_view_selection_get_selection_in_range (GtkSelectionModel *model,
                                          guint              position,
                                          guint              n_items)
{
  ZcViewSelection *self = ZC_VIEW_SELECTION (model);
  guint end = position + MIN (n_items, count_items (self) - MIN (position, count_items (self)));
  GtkBitset *selected = gtk_bitset_new_empty ();
  guint n_left = self->view != NULL ? zc_list_view_count_selected (self->view) : 0;

  /* By stretches: adding positions one by one takes much longer. */
  while (position < end && n_left > 0)
    {
      guint start = position;

      while (position < end && zc_list_view_is_selected (self->view, position))
        position++;
      if (position > start)
        gtk_bitset_add_range (selected, start, position - start);
      n_left -= position - start;
      position++;
    }

  return selected;
}

static gboolean
zc_view_selection_select_range (GtkSelectionModel *model,
                                guint              position,
                                guint              n_items,
                                gboolean           unselect_rest)
{
  ZcViewSelection *self = ZC_VIEW_SELECTION (model);
  guint n_all = count_items (self);

  if (position >= n_all)
    return FALSE;

  n_items = MIN (n_items, n_all - position);
  if (unselect_rest)
    zc_list_view_unselect_all (self->view);
  zc_list_view_select_range (self->view, position, n_items, TRUE);
  if (unselect_rest)
    selection_changed (self, 0, n_all);
  else
    selection_changed (self, position, n_items);

  return TRUE;
}

static gboolean
zc_view_selection_unselect_range (GtkSelectionModel *model,
                                  guint              position,
                                  guint              n_items)
{
  ZcViewSelection *self = ZC_VIEW_SELECTION (model);
  guint n_all = count_items (self);

  if (position >= n_all)
    return FALSE;

  n_items = MIN (n_items, n_all - position);
  zc_list_view_select_range (self->view, position, n_items, FALSE);
  selection_changed (self, position, n_items);

  return TRUE;
}

static gboolean
zc_view_selection_select_item (GtkSelectionModel *model,
                               guint              position,
                               gboolean           unselect_rest)
{
  return zc_view_selection_select_range (model, position, 1, unselect_rest);
}

static gboolean
zc_view_selection_unselect_item (GtkSelectionModel *model,
                                 guint              position)
{
  return zc_view_selection_unselect_range (model, position, 1);
}

static gboolean
zc_view_selection_select_all (GtkSelectionModel *model)
{
  return zc_view_selection_select_range (model, 0, count_items (ZC_VIEW_SELECTION (model)), FALSE);
}

static gboolean
zc_view_selection_unselect_all (GtkSelectionModel *model)
{
  ZcViewSelection *self = ZC_VIEW_SELECTION (model);

  if (self->view != NULL && zc_list_view_count_selected (self->view) > 0)
    {
      zc_list_view_unselect_all (self->view);
      selection_changed (self, 0, count_items (self));
    }

  return TRUE;
}

static gboolean
zc_view_selection_set_selection (GtkSelectionModel *model,
                                 GtkBitset         *selected,
                                 GtkBitset         *mask)
{
  ZcViewSelection *self = ZC_VIEW_SELECTION (model);
  guint n_all = count_items (self);
  GtkBitsetIter iter;
  guint position, first = n_all, end = 0;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position);
       more && position < n_all;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      zc_list_view_select_range (self->view, position, 1, gtk_bitset_contains (selected, position));
      first = MIN (first, position);
      end = position + 1;
    }
  if (end > first)
    selection_changed (self, first, end - first);

  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = zc_view_selection_is_selected;
  iface->get_selection_in_range = zc_view_selection_get_selection_in_range;
  iface->select_item = zc_view_selection_select_item;
  iface->unselect_item = zc_view_selection_unselect_item;
  iface->select_range = zc_view_selection_select_range;
  iface->unselect_range = zc_view_selection_unselect_range;
  iface->select_all = zc_view_selection_select_all;
  iface->unselect_all = zc_view_selection_unselect_all;
  iface->set_selection = zc_view_selection_set_selection;
}

/* The object */

static void
zc_view_selection_dispose (GObject *object)
{
  ZcViewSelection *self = ZC_VIEW_SELECTION (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (zc_view_selection_parent_class)->dispose (object);
}

static void
zc_view_selection_class_init (ZcViewSelectionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zc_view_selection_dispose;
}

static void
zc_view_selection_init (ZcViewSelection *self)
{
}

ZcViewSelection *
zc_view_selection_new (ZcListView *view)
{
  ZcViewSelection *self = g_object_new (ZC_TYPE_VIEW_SELECTION, NULL);

  zc_view_selection_set_view (self, view);

  return self;
}

void
zc_view_selection_set_view (ZcViewSelection *self,
                            ZcListView      *view)
{
  guint n_before;

  g_return_if_fail (ZC_IS_VIEW_SELECTION (self));
  g_return_if_fail (view == NULL || ZC_IS_LIST_VIEW (view));

  if (self->view == view)
    return;

  n_before = count_items (self);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_set_object (&self->view, view);
  if (view != NULL)
    g_signal_connect_swapped (view, "items-changed", G_CALLBACK (g_list_model_items_changed), self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, count_items (self));
}

ZcListView *
zc_view_selection_get_view (ZcViewSelection *self)
{
  g_return_val_if_fail (ZC_IS_VIEW_SELECTION (self), NULL);

  return self->view;
}
