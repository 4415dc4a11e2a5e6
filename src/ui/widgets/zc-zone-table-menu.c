/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-table-private.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-focus.h"

#define ACTION_GROUP "zone"

static GMenuModel *
create_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) transfer = g_menu_new ();
  g_autoptr(GMenu) look = g_menu_new ();
  g_autoptr(GMenu) copy = g_menu_new ();

  g_menu_append (transfer, _("Start zone transfer"), ACTION_GROUP ".start");
  g_menu_append (look, _("Details & Records"), ACTION_GROUP ".details");
  g_menu_append (look, _("Check serials"), ACTION_GROUP ".check");
  g_menu_append (copy, _("Copy zone name"), ACTION_GROUP ".copy-name");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (transfer));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (look));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));

  return G_MENU_MODEL (menu);
}

static void
start_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  ZcZoneTable *self = data;

  if (self->menu_item != NULL)
    _zc_zone_table_start (self, self->menu_item, TRUE);
}

static void
details_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  ZcZoneTable *self = data;

  if (self->menu_item != NULL)
    _zc_zone_table_activate (self, self->menu_item);
}

static void
check_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  ZcZoneTable *self = data;

  if (self->menu_item != NULL)
    _zc_zone_table_check (self, self->menu_item);
}

static void
copy_name_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  ZcZoneTable *self = data;

  if (self->menu_item != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                            zc_zone_get_display_name (zc_zone_item_get_zone (self->menu_item)));
}

static const GActionEntry entries[] = {
  { "start", start_cb, NULL, NULL, NULL, { 0 } },
  { "details", details_cb, NULL, NULL, NULL, { 0 } },
  { "check", check_cb, NULL, NULL, NULL, { 0 } },
  { "copy-name", copy_name_cb, NULL, NULL, NULL, { 0 } },
};

static void
enable_actions (ZcZoneTable *self,
                ZcZoneItem  *item)
{
  GActionMap *map = G_ACTION_MAP (self->menu_actions);
  gboolean secondary = zc_zone_get_kind (zc_zone_item_get_zone (item)) == ZC_ZONE_KIND_SECONDARY;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "start")),
                               zc_zone_item_can_start_transfer (item));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "check")), secondary);
}

static void
open_menu_at (ZcZoneTable        *self,
              ZcZoneItem         *item,
              const GdkRectangle *rectangle)
{
  if (self->menu == NULL)
    {
      g_autoptr(GMenuModel) model = create_menu ();

      self->menu = gtk_popover_menu_new_from_model (model);
      zc_a11y_set_name (self->menu, _("Actions"));
      zc_a11y_repair (self->menu);
      zc_focus_return_from (self->menu);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }

  g_set_object (&self->menu_item, item);
  enable_actions (self, item);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), rectangle);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
_zc_zone_table_open_menu (ZcZoneTable *self,
                          ZcZoneItem  *item,
                          GtkWidget   *at)
{
  graphene_rect_t bounds;
  GdkRectangle rectangle;

  if (!gtk_widget_compute_bounds (at, GTK_WIDGET (self), &bounds))
    return;

  rectangle.x = bounds.origin.x;
  rectangle.y = bounds.origin.y;
  rectangle.width = bounds.size.width;
  rectangle.height = bounds.size.height;
  open_menu_at (self, item, &rectangle);
}

void
_zc_zone_table_close_menu (ZcZoneTable *self)
{
  if (self->menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->menu));
  g_clear_object (&self->menu_item);
}

/* A menu that opened over a row which is not selected speaks of that row, so it becomes the selection. */
void
_zc_zone_table_select (ZcZoneTable *self,
                       ZcZoneItem  *item)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint position;

  if (zc_list_view_find_row (ZC_LIST_VIEW (self->zones), item, &position) &&
      !gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
}

static void
pressed_cb (ZcZoneTable     *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  ZcZoneItem *item = picked != NULL ? _zc_zone_table_find_item (self, picked) : NULL;
  GdkRectangle rectangle = { x, y, 1, 1 };

  if (item == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  _zc_zone_table_select (self, item);
  open_menu_at (self, item, &rectangle);
}

void
_zc_zone_table_add_menu (ZcZoneTable *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  self->menu_actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->menu_actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), ACTION_GROUP, G_ACTION_GROUP (self->menu_actions));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}
