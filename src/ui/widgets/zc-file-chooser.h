/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_file_chooser_save_async:
 * @parent: the window the chooser belongs to
 * @title: what is being saved, translated, for the chooser's title
 * @name: the file name to begin with
 * @cancellable: (nullable): a cancellable; cancelling it closes the chooser
 * @callback: called when a file was chosen
 * @user_data: data for @callback
 *
 * Lets the user choose where to save a file, with the desktop's own chooser where there is one. Asks
 * before an existing file is chosen.
 */
void   zc_file_chooser_save_async  (GtkWindow            *parent,
                                    const char           *title,
                                    const char           *name,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);

/**
 * zc_file_chooser_save_finish:
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED when the user chose none
 *
 * Returns: (transfer full): the file
 */
GFile *zc_file_chooser_save_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
