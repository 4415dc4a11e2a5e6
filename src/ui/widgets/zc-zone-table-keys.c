/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-table-private.h"

#include "zc-zone-cell.h"

/* In GTK 4.8 the Tab key visits every button of every row, which is a long way out of a list of ten thousand
 * zones, and Shift and Tab cannot leave a row at all when two of its cells can have the focus. Here Tab goes to
 * the row that had the focus last, then through the buttons of that row, then out of the table; the arrow keys
 * go from row to row. */

/* A row is what holds cells, each of which holds a ZcZoneCell. */
static GtkWidget *
find_row (ZcZoneTable *self,
          GtkWidget   *widget)
{
  for (; widget != NULL && widget != GTK_WIDGET (self->view); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *cell = gtk_widget_get_first_child (widget);
      GtkWidget *child = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;

      if (child != NULL && ZC_IS_ZONE_CELL (child))
        return widget;
    }

  return NULL;
}

ZcZoneItem *
_zc_zone_table_find_item (ZcZoneTable *self,
                          GtkWidget   *widget)
{
  GtkWidget *row = find_row (self, widget);

  if (row == NULL)
    return NULL;

  return zc_zone_cell_get_item (ZC_ZONE_CELL (gtk_widget_get_first_child (gtk_widget_get_first_child (row))));
}

static GtkWidget *
get_focus_in_view (ZcZoneTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return NULL;

  return focus;
}

/* Everything in a row that can have the focus, from its start to its end. */
static void
collect_stops (GtkWidget *widget,
               GPtrArray *stops)
{
  if (!gtk_widget_is_drawable (widget) || !gtk_widget_is_sensitive (widget))
    return;

  if (gtk_widget_get_focusable (widget))
    g_ptr_array_add (stops, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_stops (child, stops);
}

static gboolean
move_within_row (GtkWidget *row,
                 GtkWidget *focus,
                 int        step)
{
  g_autoptr(GPtrArray) stops = g_ptr_array_new ();
  guint place;

  collect_stops (row, stops);
  if (!g_ptr_array_find (stops, focus, &place))
    return FALSE;
  if ((step < 0 && place == 0) || (step > 0 && place + 1 == stops->len))
    return FALSE;

  return gtk_widget_grab_focus (g_ptr_array_index (stops, place + step));
}

gboolean
_zc_zone_table_focus (ZcZoneTable      *self,
                      GtkDirectionType  direction)
{
  GtkWidget *focus = get_focus_in_view (self);
  GtkWidget *row = focus != NULL ? find_row (self, focus) : NULL;

  if (row != NULL)
    return move_within_row (row, focus, direction == GTK_DIR_TAB_BACKWARD ? -1 : 1);

  /* From outside: GTK knows which row it was, but goes on to the first button in it. */
  if (!gtk_widget_child_focus (self->scrolled_window, direction))
    return FALSE;

  focus = get_focus_in_view (self);
  row = focus != NULL ? find_row (self, focus) : NULL;

  return row != NULL ? gtk_widget_grab_focus (row) : TRUE;
}

static ZcZoneItem *
find_focused_item (ZcZoneTable  *self,
                   GtkWidget   **focus)
{
  *focus = get_focus_in_view (self);

  return *focus != NULL ? _zc_zone_table_find_item (self, *focus) : NULL;
}

gboolean
zc_zone_table_enter (ZcZoneTable *self)
{
  GtkWidget *focus;
  ZcZoneItem *item;

  g_return_val_if_fail (ZC_IS_ZONE_TABLE (self), FALSE);

  if (!_zc_zone_table_focus (self, GTK_DIR_TAB_FORWARD))
    return FALSE;

  item = find_focused_item (self, &focus);
  if (item == NULL)
    return FALSE;

  if (self->n_selected == 0)
    _zc_zone_table_select (self, item);

  return TRUE;
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  ZcZoneTable *self = ZC_ZONE_TABLE (widget);
  GtkWidget *focus;
  ZcZoneItem *item = find_focused_item (self, &focus);

  if (item != NULL)
    {
      _zc_zone_table_select (self, item);
      _zc_zone_table_open_menu (self, item, focus);
    }

  return item != NULL;
}

static gboolean
details_key_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   data)
{
  GtkWidget *focus;
  ZcZoneItem *item = find_focused_item (ZC_ZONE_TABLE (widget), &focus);

  if (item != NULL)
    _zc_zone_table_activate (ZC_ZONE_TABLE (widget), item);

  return item != NULL;
}

static void
add_shortcut (GtkShortcutController *controller,
              const char            *trigger,
              GtkShortcutFunc        function)
{
  gtk_shortcut_controller_add_shortcut (controller,
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                                          gtk_callback_action_new (function, NULL, NULL)));
}

void
_zc_zone_table_add_keys (ZcZoneTable *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "<Shift>F10|Menu", menu_key_cb);
  /* Enter opens a zone from its row, but a button of the row takes Enter for itself: this works from both. */
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "<Alt>Return|<Alt>KP_Enter", details_key_cb);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
