/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-late-menu.h"

#include "zc-a11y.h"

static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       menu)
{
  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  gtk_menu_button_set_menu_model (button, menu);
  zc_a11y_repair (GTK_WIDGET (gtk_menu_button_get_popover (button)));
}

void
zc_late_menu_set (GtkMenuButton *button,
                  GMenuModel    *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_create_popup_func (button, create_popover_cb, g_object_ref (menu), g_object_unref);
}
