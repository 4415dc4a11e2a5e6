/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_late_menu_set:
 * @button: a button
 * @menu: the menu that it opens
 *
 * Sets the menu, and has its widgets made when it is first opened. gtk_menu_button_set_menu_model() makes them at
 * once, which is a good part of what a window with a menu takes to appear.
 */
void zc_late_menu_set (GtkMenuButton *button,
                       GMenuModel    *menu);

G_END_DECLS
