/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_a11y_set_name:
 * @widget: a widget
 * @name: (nullable): what a screen reader calls it, translated; %NULL to have it computed from its
 *   contents again
 *
 * Names a widget. For the composite widgets of GTK 4.8 the name also goes to the inner widget that has
 * the focus, which would be called by its type otherwise.
 */
void zc_a11y_set_name          (GtkWidget   *widget,
                                const char  *name);

/**
 * zc_a11y_set_description:
 * @widget: a widget
 * @description: (nullable): what a screen reader says about it after its name, translated
 *
 * Describes a widget.
 */
void zc_a11y_set_description   (GtkWidget   *widget,
                                const char  *description);

/**
 * zc_a11y_announce:
 * @widget: anything in the window that it is about
 * @text: what happened, translated
 *
 * Has a screen reader say something that happened somewhere else than where the focus is. Nothing is said when the
 * window of @widget is not the one that is worked with. Toasts are announced by themselves.
 */
void zc_a11y_announce          (GtkWidget   *widget,
                                const char  *text);

/**
 * zc_a11y_name_icon_button:
 * @button: a button or menu button without a text
 * @name: what it does, translated
 *
 * Gives a button with nothing but an icon its name and the same words as a tooltip. In GTK 4.8 a tooltip
 * alone does not name it.
 */
void zc_a11y_name_icon_button  (GtkWidget   *button,
                                const char  *name);

/**
 * zc_a11y_name_drop_down:
 * @drop_down: a drop-down
 * @name: what is chosen with it, translated
 *
 * Names a drop-down, and its inner button, which has the focus, by what is chosen. A screen reader that comes to it
 * says both, each once.
 */
void zc_a11y_name_drop_down    (GtkDropDown *drop_down,
                                const char  *name);

/**
 * zc_a11y_name_row:
 * @cell: the child of the list item of the first column of a column view
 * @name: what a screen reader calls the row, such as "example.com, In sync"
 *
 * Names the row in which @cell is. To be called while the cell is bound and whenever the name changes.
 * Does nothing as long as the cell is in no row.
 */
void zc_a11y_name_row          (GtkWidget   *cell,
                                const char  *name);

/**
 * zc_a11y_repair:
 * @root: a window, dialog or other widget that was just built
 *
 * Walks over everything in @root and repairs what GTK 4.8 and libadwaita 1.2 tell a screen reader
 * wrongly: buttons and menu buttons with an icon are named by their tooltip, buttons with a mnemonic by their
 * text without the underscore, search entries by their placeholder, expander rows and the lists in them by
 * their title, pages by theirs, and rows get their subtitle as description, also when it changes later. Toasts
 * that come later are announced. What
 * zc_a11y_set_name() named keeps its name. May be called again after widgets were added.
 */
void zc_a11y_repair            (GtkWidget   *root);

G_END_DECLS
