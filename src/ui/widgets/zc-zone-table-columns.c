/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-table-private.h"

#include <glib/gi18n-lib.h>

#include "zc-actions-cell.h"
#include "zc-column-order.h"
#include "zc-name-cell.h"
#include "zc-status-cell.h"
#include "zc-text-cell.h"

/* What the columns need at least: characters, as their cells ask for, and what icons, padding and titles take beside
 * them, in pixels. A test sees to it that this is what the cells do ask for. */
static const struct
{
  int chars;
  int pixels;
} least_widths[ZC_ZONE_TABLE_N_COLUMNS] = {
  [ZC_ZONE_COLUMN_NAME] = { 21, 18 },
  [ZC_ZONE_COLUMN_STATUS] = { 16, 34 },
  [ZC_ZONE_COLUMN_SERIAL] = { 13, 18 },
  [ZC_ZONE_COLUMN_SERVERS] = { 12, 18 },
  [ZC_ZONE_COLUMN_LAST_MODIFIED] = { 12, 18 },
  [ZC_ZONE_COLUMN_DESCRIPTION] = { 10, 18 },
};

/* From this width on there is more room than the columns need, and how much of it two of them get. */
#define ROOMY_PIXELS 1400
#define ROOMY_SERVERS_PIXELS 300
#define ROOMY_DESCRIPTION_PIXELS 400

/* The column of the actions, with three buttons. */
#define ACTIONS_PIXELS 126

static GtkWidget *
create_cell (ZcZoneColumn column)
{
  switch (column)
    {
    case ZC_ZONE_COLUMN_NAME:
      return zc_name_cell_new ();
    case ZC_ZONE_COLUMN_STATUS:
      return zc_status_cell_new (2);
    case ZC_ZONE_COLUMN_LAST_MODIFIED:
    case ZC_ZONE_COLUMN_SERIAL:
    case ZC_ZONE_COLUMN_SERVERS:
    case ZC_ZONE_COLUMN_DESCRIPTION:
    default:
      return zc_text_cell_new (column);
    }
}

static void
tell_compact (gpointer widget,
              gpointer data)
{
  ZcZoneTable *self = data;
  GtkWidget *cell = widget;

  if (ZC_IS_NAME_CELL (cell))
    zc_name_cell_set_compact (ZC_NAME_CELL (cell), self->compact);
  else if (ZC_IS_ACTIONS_CELL (cell))
    zc_actions_cell_set_compact (ZC_ACTIONS_CELL (cell), self->compact);
}

static void
set_cell (GtkListItem *list_item,
          GtkWidget   *cell)
{
  /* A row that ends lets go of its child before anybody is told. */
  g_object_set_data_full (G_OBJECT (list_item), "zc-cell", g_object_ref_sink (cell), g_object_unref);
  gtk_list_item_set_child (list_item, cell);
}

static void
set_new_cell (ZcZoneTable *self,
              GtkListItem *list_item,
              GtkWidget   *cell)
{
  set_cell (list_item, cell);
  if (!ZC_IS_STATUS_CELL (cell))
    zc_live_widgets_add (self->live_cells, cell);
  tell_compact (cell, self);
}

/* GTK ends the widgets of two hundred rows when few are left after a search, and makes as many anew when the search is
 * over. What is in the cells is most of that, so it is kept for the next rows. */
static gboolean
set_spare_cell (ZcZoneTable *self,
                GtkListItem *list_item,
                guint        column)
{
  GPtrArray *spares = self->spares[column];
  g_autoptr(GtkWidget) cell = NULL;

  if (spares->len == 0)
    return FALSE;

  cell = g_ptr_array_steal_index_fast (spares, spares->len - 1);
  set_cell (list_item, cell);

  return TRUE;
}

static void
teardown_cb (ZcZoneTable              *self,
             GtkListItem              *list_item,
             GtkSignalListItemFactory *factory)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "zc-column"));
  g_autoptr(GtkWidget) cell = g_object_steal_data (G_OBJECT (list_item), "zc-cell");

  gtk_list_item_set_child (list_item, NULL);
  /* Without a view there are no rows any more. A widget that leaves its window gets another Pango context, but GTK 4.8 lets
   * the layout of its GtkInscription have the old one, which never hears of a direction again. So where texts of both
   * directions follow each other in a cell, it is not kept. */
  if (self->view != NULL && gtk_widget_get_default_direction () == GTK_TEXT_DIR_LTR)
    g_ptr_array_add (self->spares[column], g_steal_pointer (&cell));
}

static void
column_setup_cb (ZcZoneTable              *self,
                 GtkListItem              *list_item,
                 GtkSignalListItemFactory *factory)
{
  ZcZoneColumn column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "zc-column"));

  if (!set_spare_cell (self, list_item, column))
    set_new_cell (self, list_item, create_cell (column));
}

static void
action_activated_cb (ZcZoneTable   *self,
                     guint          action,
                     GtkWidget     *button,
                     ZcActionsCell *cell)
{
  ZcZoneItem *item = zc_zone_cell_get_item (ZC_ZONE_CELL (cell));

  if (item == NULL)
    return;

  switch ((ZcZoneAction) action)
    {
    case ZC_ZONE_ACTION_START_TRANSFER:
      _zc_zone_table_start (self, item, FALSE);
      break;
    case ZC_ZONE_ACTION_SHOW_DETAILS:
      _zc_zone_table_activate (self, item);
      break;
    case ZC_ZONE_ACTION_SHOW_MENU:
      _zc_zone_table_open_menu (self, item, button);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
actions_setup_cb (ZcZoneTable *self,
                  GtkListItem *list_item)
{
  GtkWidget *cell;

  if (set_spare_cell (self, list_item, ZC_ZONE_TABLE_N_COLUMNS))
    return;

  cell = zc_actions_cell_new ();
  g_signal_connect_object (cell, "activated", G_CALLBACK (action_activated_cb), self, G_CONNECT_SWAPPED);
  set_new_cell (self, list_item, cell);
}

static void
set_item (GtkWidget  *cell,
          ZcZoneItem *item)
{
  if (ZC_IS_ZONE_CELL (cell))
    zc_zone_cell_set_item (ZC_ZONE_CELL (cell), item);
  else
    zc_text_cell_set_item (cell, item);
}

static void
bind_cb (ZcZoneTable *self,
         GtkListItem *list_item)
{
  set_item (gtk_list_item_get_child (list_item), gtk_list_item_get_item (list_item));
}

static void
unbind_cb (ZcZoneTable *self,
           GtkListItem *list_item)
{
  set_item (gtk_list_item_get_child (list_item), NULL);
}

static GtkListItemFactory *
create_factory (ZcZoneTable *self,
                guint        column,
                GCallback    setup_cb)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup_cb, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "teardown", G_CALLBACK (teardown_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (factory), "zc-column", GUINT_TO_POINTER (column));

  return factory;
}

static GtkColumnViewColumn *
add_column (ZcZoneTable  *self,
            ZcZoneColumn  id,
            const char   *title)
{
  GtkListItemFactory *factory = create_factory (self, id, G_CALLBACK (column_setup_cb));
  g_autoptr(GtkColumnViewColumn) column = NULL;

  column = gtk_column_view_column_new (title, factory);
  zc_column_order_add (column, id);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);

  return column;
}

void
_zc_zone_table_add_columns (ZcZoneTable *self)
{
  GtkListItemFactory *factory = NULL;
  g_autoptr(GtkColumnViewColumn) actions = NULL;

  self->columns[ZC_ZONE_COLUMN_NAME] = add_column (self, ZC_ZONE_COLUMN_NAME, _("Zone name"));
  self->columns[ZC_ZONE_COLUMN_STATUS] = add_column (self, ZC_ZONE_COLUMN_STATUS, _("Status"));
  self->columns[ZC_ZONE_COLUMN_SERIAL] = add_column (self, ZC_ZONE_COLUMN_SERIAL, _("Serial"));
  self->columns[ZC_ZONE_COLUMN_SERVERS] = add_column (self, ZC_ZONE_COLUMN_SERVERS, _("Primary IPs"));
  self->columns[ZC_ZONE_COLUMN_LAST_MODIFIED] = add_column (self, ZC_ZONE_COLUMN_LAST_MODIFIED, _("Last modified"));
  self->columns[ZC_ZONE_COLUMN_DESCRIPTION] = add_column (self, ZC_ZONE_COLUMN_DESCRIPTION, _("Description"));
  gtk_column_view_column_set_expand (self->columns[ZC_ZONE_COLUMN_NAME], TRUE);

  factory = create_factory (self, ZC_ZONE_TABLE_N_COLUMNS, G_CALLBACK (actions_setup_cb));
  actions = gtk_column_view_column_new (_("Actions"), factory);
  gtk_column_view_append_column (self->view, actions);
  self->actions_column = actions;
}

/* In a wide window the name needs no more room, while these would be cut short. A width that the user chose stays. */
static void
widen_column (ZcZoneTable  *self,
              ZcZoneColumn  id,
              int           pixels)
{
  int width = gtk_column_view_column_get_fixed_width (self->columns[id]);

  if (self->roomy && width < 0)
    gtk_column_view_column_set_fixed_width (self->columns[id], pixels);
  else if (!self->roomy && width == pixels)
    gtk_column_view_column_set_fixed_width (self->columns[id], -1);
}

static void
show_columns (ZcZoneTable *self)
{
  /* With the status gone the name's cell shows it. */
  gboolean compact = self->n_fitting <= ZC_ZONE_COLUMN_STATUS;
  gboolean secondary = self->list == NULL || zc_zone_list_get_kind (self->list) == ZC_ZONE_KIND_SECONDARY;

  for (guint i = 0; i < ZC_ZONE_TABLE_N_COLUMNS; i++)
    {
      /* The serial of a primary zone is the service's own business and is not asked for. */
      gboolean meant = i != ZC_ZONE_COLUMN_SERIAL || secondary;

      gtk_column_view_column_set_visible (self->columns[i], meant && i < self->n_fitting);
    }

  if (self->compact == compact)
    return;

  self->compact = compact;
  zc_live_widgets_foreach (self->live_cells, tell_compact, self);
  g_object_notify (G_OBJECT (self), "compact");
}

void
_zc_zone_table_update_titles (ZcZoneTable *self)
{
  gboolean secondary = self->list == NULL || zc_zone_list_get_kind (self->list) == ZC_ZONE_KIND_SECONDARY;

  gtk_column_view_column_set_title (self->columns[ZC_ZONE_COLUMN_SERVERS],
                                    secondary ? _("Primary IPs") : _("Name servers"));
  show_columns (self);
}

/* As GtkInscription counts characters. */
static int
get_char_width (ZcZoneTable *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                   pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);

  return PANGO_PIXELS_CEIL (width);
}

/* The first columns that there is room for; the name and the actions always stay. */
static guint
count_fitting (ZcZoneTable *self,
               int          width)
{
  int char_width = get_char_width (self);
  int needed = ACTIONS_PIXELS;
  guint n_fitting = 0;

  for (; n_fitting < ZC_ZONE_TABLE_N_COLUMNS; n_fitting++)
    {
      needed += least_widths[n_fitting].chars * char_width + least_widths[n_fitting].pixels;
      if (needed > width)
        break;
    }

  return MAX (n_fitting, 1);
}

static gboolean
layout_cb (gpointer data)
{
  ZcZoneTable *self = data;

  self->layout_id = 0;
  show_columns (self);
  widen_column (self, ZC_ZONE_COLUMN_SERVERS, ROOMY_SERVERS_PIXELS);
  widen_column (self, ZC_ZONE_COLUMN_DESCRIPTION, ROOMY_DESCRIPTION_PIXELS);

  return G_SOURCE_REMOVE;
}

static void
page_size_cb (ZcZoneTable   *self,
              GParamSpec    *pspec,
              GtkAdjustment *adjustment)
{
  guint n_fitting = count_fitting (self, (int) gtk_adjustment_get_page_size (adjustment));
  gboolean roomy = gtk_adjustment_get_page_size (adjustment) >= ROOMY_PIXELS;

  if (self->n_fitting == n_fitting && self->roomy == roomy)
    return;

  self->n_fitting = n_fitting;
  self->roomy = roomy;

  /* Columns cannot come and go while sizes are being given out; the next frame is soon enough. */
  if (self->layout_id == 0)
    self->layout_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, layout_cb, self, NULL);
}

void
_zc_zone_table_follow_width (ZcZoneTable *self)
{
  GtkScrolledWindow *scrolled_window = GTK_SCROLLED_WINDOW (self->scrolled_window);

  /* Until the width is known there is room for everything. */
  self->n_fitting = ZC_ZONE_TABLE_N_COLUMNS;
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (scrolled_window), "notify::page-size",
                           G_CALLBACK (page_size_cb), self, G_CONNECT_SWAPPED);
}

void
_zc_zone_table_set_order (ZcZoneTable  *self,
                          ZcZoneColumn  column,
                          gboolean      descending)
{
  zc_zone_view_set_order (self->zones, column, descending);

  if (self->sort_column != column)
    {
      self->sort_column = column;
      g_object_notify (G_OBJECT (self), "sort-column");
    }

  if (self->sort_descending != descending)
    {
      self->sort_descending = descending;
      g_object_notify (G_OBJECT (self), "sort-descending");
    }
}

void
_zc_zone_table_sorter_changed (ZcZoneTable *self)
{
  guint column;
  gboolean descending;

  if (zc_column_order_get (self->view, &column, &descending))
    _zc_zone_table_set_order (self, column, descending);
}
