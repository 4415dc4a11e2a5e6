/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-ionos-config.h"

G_BEGIN_DECLS

/**
 * ZcImportDialog:
 *
 * Offers the accounts that the configuration files of the vendor's tools would make, and says of each that cannot
 * be imported why not. The files are only read.
 */
#define ZC_TYPE_IMPORT_DIALOG (zc_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZcImportDialog, zc_import_dialog, ZC, IMPORT_DIALOG, AdwWindow)

/**
 * zc_import_dialog_run_async:
 * @parent: the window the dialog is modal to
 * @paths: (array zero-terminated=1): the names of the files
 * @cancellable: (nullable): a cancellable; cancelling it closes the dialog
 * @callback: called when an account was chosen
 * @user_data: data for @callback
 *
 * Lets the user choose one of the accounts in the files.
 */
void              zc_import_dialog_run_async  (GtkWindow            *parent,
                                               const char * const   *paths,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);

/**
 * zc_import_dialog_run_finish:
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED when the user chose none
 *
 * Returns: (transfer full) (nullable): the account, which has a token; nothing of it was saved or tried
 */
ZcIonosCandidate *zc_import_dialog_run_finish (GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
