/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZcCopyButton:
 *
 * A flat button that copies one text to the clipboard and shows for a moment that it did. Its name for
 * screen readers and its tooltip are "Copy" with what is copied.
 */
#define ZC_TYPE_COPY_BUTTON (zc_copy_button_get_type ())
G_DECLARE_FINAL_TYPE (ZcCopyButton, zc_copy_button, ZC, COPY_BUTTON, GtkButton)

/**
 * zc_copy_button_new:
 * @text: what to copy, exactly
 * @name: what the button does, translated, such as "Copy 192.0.2.1" or "Copy the zone’s id"
 *
 * Returns: (transfer floating): a new button
 */
GtkWidget *zc_copy_button_new      (const char   *text,
                                    const char   *name);

/**
 * zc_copy_button_set_text:
 * @self: a button
 * @text: what to copy from now on
 * @name: what the button does, translated
 *
 * Changes what the button copies.
 */
void       zc_copy_button_set_text (ZcCopyButton *self,
                                    const char   *text,
                                    const char   *name);

G_END_DECLS
