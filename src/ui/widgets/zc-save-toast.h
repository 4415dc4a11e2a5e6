/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * zc_save_toast_show:
 * @overlay: where toasts are shown
 * @text: plain text, perhaps with a file's name in it
 *
 * Shows for a moment that something went well.
 */
void  zc_save_toast_show         (AdwToastOverlay *overlay,
                                  const char      *text);

/**
 * zc_save_toast_show_failure:
 * @overlay: where toasts are shown
 * @file: the file that was to be written
 * @error: why it was not
 *
 * Shows that a file was not written, until somebody closes it. A file that somebody did not want after all is not
 * worth a word.
 */
void  zc_save_toast_show_failure (AdwToastOverlay *overlay,
                                  GFile           *file,
                                  const GError    *error);

/**
 * zc_save_toast_dup_name:
 * @file: a file
 *
 * Returns: (transfer full): its name, displayable
 */
char *zc_save_toast_dup_name     (GFile           *file);

G_END_DECLS
