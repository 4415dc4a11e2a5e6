/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-gradual-selection.h"

/* The view of GTK 4.8 keeps widgets for 205 rows. */
#define MOST_WIDGETS 210

/* How many views' heights of rows are there behind what is in sight. */
#define HEIGHTS_AHEAD 2

struct _ZcGradualSelection
{
  GObject parent_instance;

  GtkSelectionModel *model;  /* (owned) */
  GtkAdjustment *adjustment; /* (owned) (nullable) */
  guint step;
  guint n_shown;             /* the first ones of the model */
  guint n_grown;             /* rows that came since there were all of them */
  gboolean anew;             /* whether what changes now is to be seen from its beginning */
  guint grow_id;             /* when not 0, a source that has more rows come */
};

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcGradualSelection, zc_gradual_selection, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
  G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

static guint
count_all (ZcGradualSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static gboolean
wants_more (ZcGradualSelection *self)
{
  double rest;

  if (self->n_shown == count_all (self))
    return FALSE;
  if (self->adjustment == NULL)
    return TRUE;

  rest = gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_value (self->adjustment) -
         gtk_adjustment_get_page_size (self->adjustment);

  return rest < HEIGHTS_AHEAD * gtk_adjustment_get_page_size (self->adjustment);
}

static void
show_more (ZcGradualSelection *self,
           guint               n_more)
{
  guint n_before = self->n_shown;

  self->n_shown += n_more;
  self->n_grown += n_more;
  g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_more);
}

static gboolean
grow_cb (gpointer data)
{
  ZcGradualSelection *self = data;
  guint n_left = count_all (self) - self->n_shown;

  if (wants_more (self))
    {
      gboolean all = self->adjustment == NULL && self->n_grown + self->step >= MOST_WIDGETS;

      show_more (self, all ? n_left : MIN (self->step, n_left));
    }

  /* How much there is to scroll is known after the next frame, and then the adjustment tells. */
  if (self->adjustment == NULL && self->n_shown < count_all (self))
    return G_SOURCE_CONTINUE;

  self->grow_id = 0;

  return G_SOURCE_REMOVE;
}

/* Behind the drawing of frames. */
static void
queue_grow (ZcGradualSelection *self)
{
  if (self->grow_id == 0 && wants_more (self))
    self->grow_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, grow_cb, self, NULL);
}

/* GTK finds the rows again that were there before, and keeps in sight what was. So a list that was long is changed as it
 * is, unless somebody wants to see other rows; and when something is selected, that might be what is to stay in sight. */
static gboolean
changes_at_once (ZcGradualSelection *self,
                 guint               n_before,
                 gboolean            all_others)
{
  g_autoptr(GtkBitset) selected = NULL;

  if (self->n_shown != n_before || all_others)
    return FALSE;
  if (n_before > self->step && !self->anew)
    return TRUE;

  selected = gtk_selection_model_get_selection (self->model);

  return self->adjustment == NULL && !gtk_bitset_is_empty (selected);
}

/* How many rows are to be there at once after a change. */
static guint
choose_n_shown (ZcGradualSelection *self,
                guint               position,
                guint               removed,
                guint               added)
{
  guint n_after = count_all (self);
  guint n_before = n_after - added + removed;
  gboolean all_others = self->adjustment != NULL && position == 0 && removed == n_before;

  if (position >= self->n_shown)
    return MIN (n_after, MAX (self->n_shown, self->step));

  if (added <= self->step || changes_at_once (self, n_before, all_others))
    return self->n_shown - MIN (removed, self->n_shown - position) + added;

  return position + self->step;
}

/* To end the widgets of so many rows and to make those of others takes longer than one turn should. The others come before
 * the next frame all the same. */
static gboolean
changes_in_two_turns (ZcGradualSelection *self,
                      guint               n_before,
                      guint               n_after,
                      guint               position)
{
  return self->anew && n_before >= MOST_WIDGETS && n_after > position && n_after <= position + self->step;
}

static gboolean
begin_anew_cb (gpointer data)
{
  ZcGradualSelection *self = data;

  self->grow_id = 0;
  show_more (self, MIN (self->step, count_all (self) - self->n_shown));
  queue_grow (self);

  return G_SOURCE_REMOVE;
}

static void
items_changed_cb (ZcGradualSelection *self,
                  guint               position,
                  guint               removed,
                  guint               added)
{
  guint n_before = self->n_shown;
  guint n_after = choose_n_shown (self, position, removed, added);
  guint n_behind = n_before - MIN (n_before, position + removed);

  if (n_before == count_all (self) - added + removed)
    self->n_grown = 0;

  if (changes_in_two_turns (self, n_before, n_after, position))
    {
      self->n_shown = position;
      g_clear_handle_id (&self->grow_id, g_source_remove);
      self->grow_id = g_idle_add_full (G_PRIORITY_DEFAULT, begin_anew_cb, self, NULL);
      g_list_model_items_changed (G_LIST_MODEL (self), position, n_before - position, 0);
      return;
    }

  self->n_shown = n_after;

  if (position >= n_before)
    {
      if (n_after > n_before)
        g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_after - n_before);
    }
  else if (n_after == position + added + n_behind)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_before - n_behind - position, added);
  else
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_before - position, n_after - position);

  queue_grow (self);
}

static void
selection_changed_cb (ZcGradualSelection *self,
                      guint               position,
                      guint               n_items)
{
  if (position < self->n_shown)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n_items, self->n_shown - position));
}

/* The interfaces */

static GType
zc_gradual_selection_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (G_LIST_MODEL (ZC_GRADUAL_SELECTION (list)->model));
}

static guint
zc_gradual_selection_get_n_items (GListModel *list)
{
  return ZC_GRADUAL_SELECTION (list)->n_shown;
}

static gpointer
zc_gradual_selection_get_item (GListModel *list,
                               guint       position)
{
  ZcGradualSelection *self = ZC_GRADUAL_SELECTION (list);

  return position < self->n_shown ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_gradual_selection_get_item_type;
  iface->get_n_items = zc_gradual_selection_get_n_items;
  iface->get_item = zc_gradual_selection_get_item;
}

static gboolean
zc_gradual_selection_is_selected (GtkSelectionModel *model,
                                  guint              position)
{
  return gtk_selection_model_is_selected (ZC_GRADUAL_SELECTION (model)->model, position);
}

static GtkBitset *
zc_gradual_selection_get_selection_in_range (GtkSelectionModel *model,
                                             guint              position,
                                             guint              n_items)
{
  return gtk_selection_model_get_selection_in_range (ZC_GRADUAL_SELECTION (model)->model, position, n_items);
}

static gboolean
zc_gradual_selection_select_item (GtkSelectionModel *model,
                                  guint              position,
                                  gboolean           unselect_rest)
{
  return gtk_selection_model_select_item (ZC_GRADUAL_SELECTION (model)->model, position, unselect_rest);
}

static gboolean
zc_gradual_selection_unselect_item (GtkSelectionModel *model,
                                    guint              position)
{
  return gtk_selection_model_unselect_item (ZC_GRADUAL_SELECTION (model)->model, position);
}

static gboolean
zc_gradual_selection_select_range (GtkSelectionModel *model,
                                   guint              position,
                                   guint              n_items,
                                   gboolean           unselect_rest)
{
  return gtk_selection_model_select_range (ZC_GRADUAL_SELECTION (model)->model, position, n_items, unselect_rest);
}

static gboolean
zc_gradual_selection_unselect_range (GtkSelectionModel *model,
                                     guint              position,
                                     guint              n_items)
{
  return gtk_selection_model_unselect_range (ZC_GRADUAL_SELECTION (model)->model, position, n_items);
}

static gboolean
zc_gradual_selection_select_all (GtkSelectionModel *model)
{
  return gtk_selection_model_select_all (ZC_GRADUAL_SELECTION (model)->model);
}

static gboolean
zc_gradual_selection_unselect_all (GtkSelectionModel *model)
{
  return gtk_selection_model_unselect_all (ZC_GRADUAL_SELECTION (model)->model);
}

static gboolean
zc_gradual_selection_set_selection (GtkSelectionModel *model,
                                    GtkBitset         *selected,
                                    GtkBitset         *mask)
{
  return gtk_selection_model_set_selection (ZC_GRADUAL_SELECTION (model)->model, selected, mask);
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = zc_gradual_selection_is_selected;
  iface->get_selection_in_range = zc_gradual_selection_get_selection_in_range;
  iface->select_item = zc_gradual_selection_select_item;
  iface->unselect_item = zc_gradual_selection_unselect_item;
  iface->select_range = zc_gradual_selection_select_range;
  iface->unselect_range = zc_gradual_selection_unselect_range;
  iface->select_all = zc_gradual_selection_select_all;
  iface->unselect_all = zc_gradual_selection_unselect_all;
  iface->set_selection = zc_gradual_selection_set_selection;
}

/* The object */

static void
zc_gradual_selection_dispose (GObject *object)
{
  ZcGradualSelection *self = ZC_GRADUAL_SELECTION (object);

  g_clear_handle_id (&self->grow_id, g_source_remove);
  zc_gradual_selection_set_adjustment (self, NULL);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  self->n_shown = 0;
  g_clear_object (&self->model);

  G_OBJECT_CLASS (zc_gradual_selection_parent_class)->dispose (object);
}

static void
zc_gradual_selection_class_init (ZcGradualSelectionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zc_gradual_selection_dispose;
}

static void
zc_gradual_selection_init (ZcGradualSelection *self)
{
}

ZcGradualSelection *
zc_gradual_selection_new (GtkSelectionModel *model,
                          guint              step)
{
  ZcGradualSelection *self;

  g_return_val_if_fail (GTK_IS_SELECTION_MODEL (model), NULL);
  g_return_val_if_fail (step >= 1, NULL);

  self = g_object_new (ZC_TYPE_GRADUAL_SELECTION, NULL);
  self->model = g_object_ref (model);
  self->step = step;
  self->n_shown = MIN (step, count_all (self));
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (model, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  queue_grow (self);

  return self;
}

void
zc_gradual_selection_set_adjustment (ZcGradualSelection *self,
                                     GtkAdjustment      *adjustment)
{
  g_return_if_fail (ZC_IS_GRADUAL_SELECTION (self));
  g_return_if_fail (adjustment == NULL || GTK_IS_ADJUSTMENT (adjustment));

  if (self->adjustment == adjustment)
    return;

  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_set_object (&self->adjustment, adjustment);
  if (adjustment == NULL)
    return;

  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (queue_grow), self);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (queue_grow), self);
}

void
zc_gradual_selection_set_anew (ZcGradualSelection *self,
                               gboolean            anew)
{
  g_return_if_fail (ZC_IS_GRADUAL_SELECTION (self));

  self->anew = anew;
}

void
zc_gradual_selection_reveal (ZcGradualSelection *self,
                             guint               position)
{
  g_return_if_fail (ZC_IS_GRADUAL_SELECTION (self));

  if (position >= self->n_shown && position < count_all (self))
    show_more (self, position + 1 - self->n_shown);
}
