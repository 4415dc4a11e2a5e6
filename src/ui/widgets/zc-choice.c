/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-choice.h"

#include "zc-a11y.h"

#define LEAST_CHARACTERS 4

static void
mark_selected_cb (GtkListItem *list_item)
{
  GtkDropDown *drop_down = g_object_get_data (G_OBJECT (list_item), "zc-drop-down");
  GtkWidget *mark = gtk_widget_get_last_child (gtk_list_item_get_child (list_item));
  gboolean selected = gtk_drop_down_get_selected_item (drop_down) == gtk_list_item_get_item (list_item);

  gtk_widget_set_opacity (mark, selected ? 1.0 : 0.0);
}

static GtkWidget *
create_label (void)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE, NULL);
}

static void
button_setup_cb (GtkDropDown *drop_down,
                 GtkListItem *list_item)
{
  GtkWidget *label = create_label ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARACTERS);
  gtk_list_item_set_child (list_item, label);
}

static void
button_bind_cb (GtkDropDown *drop_down,
                GtkListItem *list_item)
{
  GtkStringObject *choice = gtk_list_item_get_item (list_item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (list_item)), gtk_string_object_get_string (choice));
}

static void
list_setup_cb (GtkDropDown *drop_down,
               GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), create_label ());
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE,
                                               "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                               "icon-name", "object-select-symbolic",
                                               NULL));
  gtk_list_item_set_child (list_item, box);
  g_object_set_data (G_OBJECT (list_item), "zc-drop-down", drop_down);
}

static void
list_bind_cb (GtkDropDown *drop_down,
              GtkListItem *list_item)
{
  GtkStringObject *choice = gtk_list_item_get_item (list_item);
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (choice));
  g_signal_connect_object (drop_down, "notify::selected-item", G_CALLBACK (mark_selected_cb), list_item,
                           G_CONNECT_SWAPPED);
  mark_selected_cb (list_item);
}

static void
list_unbind_cb (GtkDropDown *drop_down,
                GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (drop_down, mark_selected_cb, list_item);
}

void
zc_choice_set_up (GtkDropDown *drop_down,
                  const char  *name)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkListItemFactory) list_factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  g_signal_connect_object (list_factory, "setup", G_CALLBACK (list_setup_cb), drop_down, G_CONNECT_SWAPPED);
  g_signal_connect_object (list_factory, "bind", G_CALLBACK (list_bind_cb), drop_down, G_CONNECT_SWAPPED);
  g_signal_connect_object (list_factory, "unbind", G_CALLBACK (list_unbind_cb), drop_down, G_CONNECT_SWAPPED);
  gtk_drop_down_set_list_factory (drop_down, list_factory);

  /* Without one of its own, the list would be made anew with this one. */
  g_signal_connect_object (factory, "setup", G_CALLBACK (button_setup_cb), drop_down, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (button_bind_cb), drop_down, G_CONNECT_SWAPPED);
  gtk_drop_down_set_factory (drop_down, factory);

  zc_a11y_name_drop_down (drop_down, name);
}
