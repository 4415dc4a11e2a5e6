/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_plain_wrap:
 * @root: a widget
 *
 * Has every label and inscription in @root break long words without a hyphen. A name of a zone or server with a hyphen that
 * is not there would be another name. Labels that wrap do so in the width there is, also with letters of two fonts.
 */
void zc_plain_wrap (GtkWidget *root);

G_END_DECLS
