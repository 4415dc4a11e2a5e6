/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcTransferDialog:
 *
 * The dialog "Start zone transfer" for one or more secondary zones. It shows what is seen on their
 * servers while it comes in and never keeps the user from starting; it starts nothing itself.
 */
#define ZC_TYPE_TRANSFER_DIALOG (zc_transfer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZcTransferDialog, zc_transfer_dialog, ZC, TRANSFER_DIALOG, AdwWindow)

/**
 * zc_transfer_dialog_run_async:
 * @parent: (nullable): the window the dialog is modal to
 * @session: the session the zones belong to
 * @items: (element-type ZcZoneItem): the secondary zones, at least one
 * @cancellable: (nullable): a cancellable; cancelling it closes the dialog
 * @callback: called when the dialog was answered
 * @user_data: data for @callback
 *
 * Shows the dialog and begins a check of the zones' servers.
 */
void     zc_transfer_dialog_run_async  (GtkWindow            *parent,
                                        ZcSession            *session,
                                        GPtrArray            *items,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);

/**
 * zc_transfer_dialog_run_finish:
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED when the user did not confirm
 *
 * Returns: %TRUE when the user confirmed with "Start transfer": exactly one start for each zone is
 *   then the caller's to make
 */
gboolean zc_transfer_dialog_run_finish (GAsyncResult         *result,
                                        GError              **error);

/**
 * zc_transfer_dialog_get_delta:
 * @result: the result
 *
 * Tells what the user saw when confirming, so that it can be kept with the run.
 *
 * Returns: (transfer none) (nullable): what the transfer would change, %NULL when that was not known, for several
 *   zones, and when the user did not confirm
 */
const ZcRunDelta *zc_transfer_dialog_get_delta (GAsyncResult   *result);

G_END_DECLS
