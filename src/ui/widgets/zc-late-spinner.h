/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZcLateSpinner:
 *
 * A spinner with a text below it. Nothing shows while it is mapped for less than a moment, since what flashes
 * up makes a program feel slow, and nothing turns while it cannot be seen: in GTK 4.8 a spinner on a busy
 * machine keeps everything of a lower priority waiting.
 */
#define ZC_TYPE_LATE_SPINNER (zc_late_spinner_get_type ())
G_DECLARE_FINAL_TYPE (ZcLateSpinner, zc_late_spinner, ZC, LATE_SPINNER, GtkWidget)

/**
 * zc_late_spinner_set_text:
 * @self: a spinner
 * @text: what is being waited for, plain text
 *
 * Changes the text.
 */
void zc_late_spinner_set_text (ZcLateSpinner *self,
                               const char    *text);

G_END_DECLS
