/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-table-private.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-time-cell.h"

/* While serials are being checked many items change in a row. The rows themselves show it at once; filtering
 * and sorting anew waits so long for more. */
#define CHANGED_DELAY_MS 400

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
} ZcZoneTableProperty;

static GParamSpec *props[PROP_SORT_DESCENDING + 1];

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

static void
count_now (ZcZoneTable *self)
{
  g_autoptr(GPtrArray) startable = zc_zone_table_list_startable (self);
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  set_count (self, &self->n_shown, g_list_model_get_n_items (G_LIST_MODEL (self->selection)), PROP_N_SHOWN);
  set_count (self, &self->n_selected, gtk_bitset_get_size (selected), PROP_N_SELECTED);
  set_count (self, &self->n_startable, startable->len, PROP_N_STARTABLE);
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

static gboolean
shown_depends_on_items (ZcZoneTable *self)
{
  return self->state_filter != ZC_STATE_FILTER_ALL || self->search != NULL;
}

static gboolean
order_depends_on_items (ZcZoneTable *self)
{
  return self->sort_column == ZC_ZONE_COLUMN_STATUS || self->sort_column == ZC_ZONE_COLUMN_SERIAL;
}

static gboolean
changed_cb (gpointer data)
{
  ZcZoneTable *self = data;

  self->changed_id = 0;

  if (shown_depends_on_items (self))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  if (order_depends_on_items (self))
    gtk_sorter_changed (gtk_column_view_column_get_sorter (self->columns[self->sort_column]),
                        GTK_SORTER_CHANGE_DIFFERENT);

  return G_SOURCE_REMOVE;
}

static void
item_changed_cb (ZcZoneTable *self)
{
  /* Whether a selected zone's transfer can be started may have changed. */
  if (self->n_selected > 0)
    queue_count (self);

  if (self->changed_id == 0 && (shown_depends_on_items (self) || order_depends_on_items (self)))
    self->changed_id = g_timeout_add (CHANGED_DELAY_MS, changed_cb, self);
}

static void
follow_item (ZcZoneTable *self,
             ZcZoneItem  *item)
{
  g_signal_connect_swapped (item, "notify::status-text", G_CALLBACK (item_changed_cb), self);
  g_signal_connect_swapped (item, "notify::serial-text", G_CALLBACK (item_changed_cb), self);
  g_signal_connect_swapped (item, "notify::zone", G_CALLBACK (item_changed_cb), self);
}

static void
unfollow_item (ZcZoneTable *self,
               ZcZoneItem  *item)
{
  g_signal_handlers_disconnect_by_func (item, item_changed_cb, self);
}

static void
list_items_changed_cb (ZcZoneTable *self,
                       guint        position,
                       guint        removed,
                       guint        added)
{
  for (guint i = 0; i < removed; i++)
    unfollow_item (self, g_ptr_array_index (self->followed, position + i));
  if (removed > 0)
    g_ptr_array_remove_range (self->followed, position, removed);

  if (added > 0)
    {
      g_autoptr(GPtrArray) rest = g_ptr_array_new ();

      for (guint i = position; i < self->followed->len; i++)
        g_ptr_array_add (rest, g_object_ref (g_ptr_array_index (self->followed, i)));
      g_ptr_array_set_size (self->followed, position);

      for (guint i = 0; i < added; i++)
        {
          ZcZoneItem *item = g_list_model_get_item (G_LIST_MODEL (self->list), position + i);

          follow_item (self, item);
          g_ptr_array_add (self->followed, item);
        }
      g_ptr_array_extend_and_steal (self->followed, g_steal_pointer (&rest));
    }
}

static void
forget_list (ZcZoneTable *self)
{
  if (self->list == NULL)
    return;

  list_items_changed_cb (self, 0, self->followed->len, 0);
  g_signal_handlers_disconnect_by_func (self->list, list_items_changed_cb, self);
  g_clear_object (&self->list);
}

static gboolean
match_cb (gpointer item,
          gpointer data)
{
  ZcZoneTable *self = data;

  return zc_zone_item_matches (item, self->state_filter, self->search);
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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_zone_table_dispose (GObject *object)
{
  ZcZoneTable *self = ZC_ZONE_TABLE (object);

  g_clear_handle_id (&self->changed_id, g_source_remove);
  g_clear_handle_id (&self->counts_id, g_source_remove);
  g_clear_handle_id (&self->layout_id, g_source_remove);
  g_clear_handle_id (&self->sorted_id, g_source_remove);

  /* The view and its sorter live on a little longer than what they call. */
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      gtk_column_view_set_model (self->view, NULL);
      self->view = NULL;
    }

  forget_list (self);
  g_clear_object (&self->menu_item);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->menu_actions);
  g_clear_object (&self->gradual);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter_model);
  g_clear_object (&self->sort_model);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (zc_zone_table_parent_class)->dispose (object);
}

static void
zc_zone_table_finalize (GObject *object)
{
  ZcZoneTable *self = ZC_ZONE_TABLE (object);

  g_clear_pointer (&self->followed, g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->spares); i++)
    g_clear_pointer (&self->spares[i], g_ptr_array_unref);
  g_clear_pointer (&self->live_cells, zc_live_widgets_free);
  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (zc_zone_table_parent_class)->finalize (object);
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
  widget_class->focus = zc_zone_table_focus;

  props[PROP_N_SHOWN] = g_param_spec_uint ("n-shown", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_STARTABLE] = g_param_spec_uint ("n-startable", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  props[PROP_SORT_COLUMN] = g_param_spec_uint ("sort-column", NULL, NULL, 0, ZC_ZONE_TABLE_N_COLUMNS - 1, 0, flags);
  props[PROP_SORT_DESCENDING] = g_param_spec_boolean ("sort-descending", NULL, NULL, FALSE, flags);
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
  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
  self->live_cells = zc_live_widgets_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->spares); i++)
    self->spares[i] = g_ptr_array_new_with_free_func (g_object_unref);

  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  /* A search leaves the order as it is, so nothing need be sorted after it. */
  self->sort_model = gtk_sort_list_model_new (NULL, NULL);
  self->filter_model = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->sort_model)),
                                                  g_object_ref (self->filter));
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->filter_model)));

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

  gtk_sort_list_model_set_sorter (self->sort_model, gtk_column_view_get_sorter (self->view));
  gtk_column_view_sort_by_column (self->view, self->columns[ZC_ZONE_COLUMN_NAME], GTK_SORT_ASCENDING);

  g_signal_connect_swapped (gtk_column_view_get_sorter (self->view), "changed",
                            G_CALLBACK (_zc_zone_table_sorter_changed), self);
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
      g_signal_connect_swapped (list, "items-changed", G_CALLBACK (list_items_changed_cb), self);
      list_items_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (list)));
    }

  _zc_zone_table_update_titles (self);
  zc_gradual_selection_set_anew (self->gradual, TRUE);
  gtk_sort_list_model_set_model (self->sort_model, G_LIST_MODEL (list));
  zc_gradual_selection_set_anew (self->gradual, FALSE);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  count_now (self);
}

/* Whatever matches the longer text matched the shorter one as well, so only what is shown need be looked at. */
static GtkFilterChange
compare_searches (const char *before,
                  const char *after)
{
  if (before == NULL || (after != NULL && g_str_has_prefix (after, before)))
    return GTK_FILTER_CHANGE_MORE_STRICT;

  if (after == NULL || g_str_has_prefix (before, after))
    return GTK_FILTER_CHANGE_LESS_STRICT;

  return GTK_FILTER_CHANGE_DIFFERENT;
}

void
zc_zone_table_set_filter (ZcZoneTable   *self,
                          ZcStateFilter  filter,
                          const char    *search)
{
  g_autofree char *before = NULL;
  GtkFilterChange change;

  g_return_if_fail (ZC_IS_ZONE_TABLE (self));

  if (search != NULL && search[0] == '\0')
    search = NULL;
  if (self->state_filter == filter && g_strcmp0 (self->search, search) == 0)
    return;

  change = self->state_filter == filter ? compare_searches (self->search, search) : GTK_FILTER_CHANGE_DIFFERENT;
  before = g_steal_pointer (&self->search);
  self->search = g_strdup (search);
  self->state_filter = filter;

  /* A longer search leaves rows that are there already. */
  zc_gradual_selection_set_anew (self->gradual, change == GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (self->filter, change);
  zc_gradual_selection_set_anew (self->gradual, FALSE);
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
  if (ZC_IS_TIME_CELL (cell))
    zc_zone_cell_update (cell);
}

void
zc_zone_table_update_times (ZcZoneTable *self)
{
  g_return_if_fail (ZC_IS_ZONE_TABLE (self));

  zc_live_widgets_foreach (self->live_cells, update_time, NULL);
}

GtkSelectionModel *
zc_zone_table_get_model (ZcZoneTable *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_TABLE (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}
