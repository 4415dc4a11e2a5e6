/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_line_begin_set_text:
 * @inscription: a text in a table
 * @text: (nullable): what it says
 *
 * Shows @text at the side where lines begin in the user's language. Text of the other direction (names, numbers, what
 * is not translated) would otherwise stand at the far side, away from the column's title. Numbers and addresses keep
 * their direction: turned around, the arrow between two serials would point from the copy to its source.
 */
void zc_line_begin_set_text (GtkInscription *inscription,
                             const char     *text);

G_END_DECLS
