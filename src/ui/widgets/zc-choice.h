/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_choice_set_up:
 * @drop_down: a drop-down over a #GtkStringList
 * @name: what is chosen with it, for screen readers
 *
 * Makes a drop-down that may be narrower than its longest choice: the text ends in an ellipsis then. A
 * drop-down of GTK 4.8 is always as wide as its longest choice, which keeps a window from becoming narrow in
 * languages with long words. Also names it.
 */
void zc_choice_set_up (GtkDropDown *drop_down,
                       const char  *name);

G_END_DECLS
