/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-table-private.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-text-cell.h"

/* More than a window of the usual height has room for. */
#define ROWS_AT_ONCE 40

G_DEFINE_FINAL_TYPE (ZcZoneTable, zc_zone_table, ADW_TYPE_BIN)

typedef enum
{
  PROP_N_SHOWN = 1,
  PROP_N_SELECTED,
  PROP_N_STARTABLE,
  PROP_COMPACT,
  PROP_SORT_COLUMN,
  PROP_SORT_DESCENDING,
  PROP_PENDING,
} ZcZoneTableProperty;

static GParamSpec *props[PROP_PENDING + 1];

enum
{
  SIGNAL_ITEM_ACTIVATED,
  SIGNAL_START_TRANSFERS,
  SIGNAL_CHECK_ZONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_count (ZcZoneTable         *self,
           guint               *place,
           guint                count,
           ZcZoneTableProperty  property)
{
  if (*place == count)
    return;

  *place = count;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

/* Only zones that are being transferred cannot be transferred, and they are few, while all that are selected may be a
 * hundred thousand. */
static guint
count_startable (ZcZoneTable *self,
                 guint        n_selected)
{
  g_autoptr(GPtrArray) in_transfer = NULL;
  GPtrArray *items = zc_list_view_get_items (ZC_LIST_VIEW (self->zones));
  guint n_startable = n_selected;

  if (self->list == NULL || zc_zone_list_get_kind (self->list) != ZC_ZONE_KIND_SECONDARY)
    return 0;

  in_transfer = zc_zone_list_list_in_transfer (self->list);
  for (guint i = 0; i < in_transfer->len; i++)
    {
      guint place;

      if (zc_zone_list_find_place (items, in_transfer->pdata[i], &place))
        n_startable -= zc_list_view_is_place_selected (ZC_LIST_VIEW (self->zones), place);
    }

  return n_startable;
}

static void
count_now (ZcZoneTable *self)
{
  guint n_selected = zc_list_view_count_selected (ZC_LIST_VIEW (self->zones));

  set_count (self, &self->n_shown, g_list_model_get_n_items (G_LIST_MODEL (self->selection)), PROP_N_SHOWN);
  set_count (self, &self->n_selected, n_selected, PROP_N_SELECTED);
  set_count (self, &self->n_startable, count_startable (self, n_selected), PROP_N_STARTABLE);
}

static gboolean
count_cb (gpointer data)
{
  ZcZoneTable *self = data;

  self->counts_id = 0;
  count_now (self);

  return G_SOURCE_REMOVE;
}

static void
queue_count (ZcZoneTable *self)
{
  if (self->counts_id == 0)
    self->counts_id = g_idle_add_full (G_PRIORITY_DEFAULT, count_cb, self, NULL);
}

static void
item_changed_cb (ZcZoneTable *self)
{
  /* Whether a selected zone's transfer can be started may have changed. */
  if (self->n_selected > 0)
    queue_count (self);
}

/* What is to be seen from its beginning comes at once or when it was found. */
static void
end_anew (ZcZoneTable *self)
{
  if (!zc_zone_table_is_pending (self))
    zc_gradual_selection_set_anew (self->gradual, FALSE);
}

static void
pending_cb (ZcZoneTable *self)
{
  end_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PENDING]);
}

static void
forget_list (ZcZoneTable *self)
{
  if (self->list == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->list, item_changed_cb, self);
  g_clear_object (&self->list);
}

static void
activate_cb (ZcZoneTable *self,
             guint        position)
{
  g_autoptr(ZcZoneItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    _zc_zone_table_activate (self, item);
}

void
_zc_zone_table_activate (ZcZoneTable *self,
                         ZcZoneItem  *item)
{
  g_signal_emit (self, signals[SIGNAL_ITEM_ACTIVATED], 0, item);
}

void
_zc_zone_table_check (ZcZoneTable *self,
                      ZcZoneItem  *item)
{
  g_signal_emit (self, signals[SIGNAL_CHECK_ZONE], 0, item);
}

void
_zc_zone_table_start (ZcZoneTable *self,
                      ZcZoneItem  *item,
                      gboolean     with_selected)
{
  g_autoptr(GPtrArray) items = NULL;

  if (with_selected)
    items = zc_zone_table_list_startable (self);
  else
    items = g_ptr_array_new_with_free_func (g_object_unref);

  /* The menu of a row that is not selected means this row alone. */
  if (!g_ptr_array_find (items, item, NULL))
    {
      g_ptr_array_set_size (items, 0);
      g_ptr_array_add (items, g_object_ref (item));
    }

  g_signal_emit (self, signals[SIGNAL_START_TRANSFERS], 0, items);
}

static gboolean
zc_zone_table_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return _zc_zone_table_focus (ZC_ZONE_TABLE (widget), direction);

  return GTK_WIDGET_CLASS (zc_zone_table_parent_class)->focus (widget, direction);
}

static void
zc_zone_table_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ZcZoneTable *self = ZC_ZONE_TABLE (object);

  switch ((ZcZoneTableProperty) prop_id)
    {
    case PROP_N_SHOWN:
      g_value_set_uint (value, self->n_shown);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, self->n_selected);
      break;
    case PROP_N_STARTABLE:
      g_value_set_uint (value, self->n_startable);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_SORT_COLUMN:
      g_value_set_uint (value, self->sort_column);
      break;
    case PROP_SORT_DESCENDING:
      g_value_set_boolean (value, self->sort_descending);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, zc_zone_table_is_pending (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_zone_table_dispose (GObject *object)
{
  ZcZoneTable *self = ZC_ZONE_TABLE (object);

  g_clear_handle_id (&self->counts_id, g_source_remove);
  g_clear_handle_id (&self->layout_id, g_source_remove);

  /* The view and its sorter live on a little longer than what they call. */
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      g_signal_handlers_disconnect_by_data (self->zones, self);
      gtk_column_view_set_model (self->view, NULL);
      self->view = NULL;
    }

  forget_list (self);
  g_clear_object (&self->menu_item);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->menu_actions);
  g_clear_object (&self->gradual);
  g_clear_object (&self->selection);
  if (self->zones != NULL)
    zc_zone_view_set_list (self->zones, NULL);
  g_clear_object (&self->zones);

  G_OBJECT_CLASS (zc_zone_table_parent_class)->dispose (object);
}

static void
zc_zone_table_finalize (GObject *object)
{
  ZcZoneTable *self = ZC_ZONE_TABLE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->spares); i++)
    g_clear_pointer (&self->spares[i], g_ptr_array_unref);
  g_clear_pointer (&self->live_cells, zc_live_widgets_free);
  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (zc_zone_table_parent_class)->finalize (object);
}

static void
update_text (gpointer cell,
             gpointer data)
{
  if (GTK_IS_INSCRIPTION (cell))
    zc_text_cell_update (cell);
}

/* Cells whose text runs against the direction of the language have one of their own, and hear of no other. */
static void
zc_zone_table_direction_changed (GtkWidget        *widget,
                                 GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (zc_zone_table_parent_class)->direction_changed (widget, previous);

  zc_live_widgets_foreach (ZC_ZONE_TABLE (widget)->live_cells, update_text, NULL);
}

static void
zc_zone_table_class_init (ZcZoneTableClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_zone_table_get_property;
  object_class->dispose = zc_zone_table_dispose;
  object_class->finalize = zc_zone_table_finalize;
  widget_class->direction_changed = zc_zone_table_direction_changed;
  widget_class->focus = zc_zone_table_focus;

  props[PROP_N_SHOWN] = g_param_spec_uint ("n-shown", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_STARTABLE] = g_param_spec_uint ("n-startable", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  props[PROP_SORT_COLUMN] = g_param_spec_uint ("sort-column", NULL, NULL, 0, ZC_ZONE_TABLE_N_COLUMNS - 1, 0, flags);
  props[PROP_SORT_DESCENDING] = g_param_spec_boolean ("sort-descending", NULL, NULL, FALSE, flags);
  props[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[SIGNAL_ITEM_ACTIVATED] = g_signal_new ("item-activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, ZC_TYPE_ZONE_ITEM);
  signals[SIGNAL_START_TRANSFERS] = g_signal_new ("start-transfers", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                                  0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_CHECK_ZONE] = g_signal_new ("check-zone", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, ZC_TYPE_ZONE_ITEM);
}

static void
zc_zone_table_init (ZcZoneTable *self)
{
  self->live_cells = zc_live_widgets_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->spares); i++)
    self->spares[i] = g_ptr_array_new_with_free_func (g_object_unref);

  self->zones = zc_zone_view_new ();
  self->selection = zc_view_selection_new (ZC_LIST_VIEW (self->zones));
  self->gradual = zc_gradual_selection_new (GTK_SELECTION_MODEL (self->selection), ROWS_AT_ONCE);

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (self->gradual))));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "zone-table");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  zc_a11y_set_name (GTK_WIDGET (self->view), _("Zones"));
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);

  self->scrolled_window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled_window), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), self->scrolled_window);

  _zc_zone_table_add_columns (self);
  _zc_zone_table_follow_width (self);
  _zc_zone_table_add_menu (self);
  _zc_zone_table_add_keys (self);

  gtk_column_view_sort_by_column (self->view, self->columns[ZC_ZONE_COLUMN_NAME], GTK_SORT_ASCENDING);

  g_signal_connect_swapped (gtk_column_view_get_sorter (self->view), "changed",
                            G_CALLBACK (_zc_zone_table_sorter_changed), self);
  g_signal_connect_swapped (self->zones, "notify::pending", G_CALLBACK (pending_cb), self);
  g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (queue_count), self);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (queue_count), self);
}

void
zc_zone_table_set_list (ZcZoneTable *self,
                        ZcZoneList  *list)
{
  g_return_if_fail (ZC_IS_ZONE_TABLE (self));
  g_return_if_fail (list == NULL || ZC_IS_ZONE_LIST (list));

  if (self->list == list)
    return;

  _zc_zone_table_close_menu (self);
  forget_list (self);

  if (list != NULL)
    {
      self->list = g_object_ref (list);
      g_signal_connect_swapped (list, "item-changed", G_CALLBACK (item_changed_cb), self);
    }

  _zc_zone_table_update_titles (self);
  zc_gradual_selection_set_anew (self->gradual, TRUE);
  zc_zone_view_set_list (self->zones, list);
  end_anew (self);
  count_now (self);
}

/* A search that grows or shrinks leaves rows that are there already. */
static gboolean
is_other_search (const char *before,
                 const char *after)
{
  return before != NULL && after != NULL && !g_str_has_prefix (after, before) && !g_str_has_prefix (before, after);
}

void
zc_zone_table_set_filter (ZcZoneTable   *self,
                          ZcStateFilter  filter,
                          const char    *search)
{
  gboolean anew;

  g_return_if_fail (ZC_IS_ZONE_TABLE (self));

  if (search != NULL && search[0] == '\0')
    search = NULL;
  if (self->state_filter == filter && g_strcmp0 (self->search, search) == 0)
    return;

  anew = self->state_filter != filter || is_other_search (self->search, search);
  g_free (self->search);
  self->search = g_strdup (search);
  self->state_filter = filter;

  zc_gradual_selection_set_anew (self->gradual, anew);
  zc_zone_view_set_filter (self->zones, filter, search);
  end_anew (self);
  count_now (self);
}

void
zc_zone_table_sort (ZcZoneTable  *self,
                    ZcZoneColumn  column,
                    gboolean      descending)
{
  g_return_if_fail (ZC_IS_ZONE_TABLE (self));
  g_return_if_fail ((guint) column < ZC_ZONE_TABLE_N_COLUMNS);

  gtk_column_view_sort_by_column (self->view, self->columns[column],
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  _zc_zone_table_set_order (self, column, descending);
}

GPtrArray *
zc_zone_table_list_startable (ZcZoneTable *self)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (ZC_IS_ZONE_TABLE (self), NULL);

  items = g_ptr_array_new_with_free_func (g_object_unref);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position);
       more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr(ZcZoneItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (item != NULL && zc_zone_item_can_start_transfer (item))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }

  return g_steal_pointer (&items);
}

static void
update_time (gpointer cell,
             gpointer data)
{
  if (GTK_IS_INSCRIPTION (cell) && zc_text_cell_get_column (cell) == ZC_ZONE_COLUMN_LAST_MODIFIED)
    zc_text_cell_update (cell);
}

void
zc_zone_table_update_times (ZcZoneTable *self)
{
  g_return_if_fail (ZC_IS_ZONE_TABLE (self));

  zc_live_widgets_foreach (self->live_cells, update_time, NULL);
  zc_zone_view_update_times (self->zones);
}

GtkSelectionModel *
zc_zone_table_get_model (ZcZoneTable *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_TABLE (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

gboolean
zc_zone_table_is_pending (ZcZoneTable *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_TABLE (self), FALSE);

  return zc_list_view_is_pending (ZC_LIST_VIEW (self->zones));
}
