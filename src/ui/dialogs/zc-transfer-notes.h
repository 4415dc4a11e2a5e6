/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-transfer-warning.h"

G_BEGIN_DECLS

/**
 * ZcTransferNotes:
 *
 * What has to be said before a transfer is started: warnings, what to do about a primary that is behind, and what
 * stands in the way. It hides itself while there is nothing to say.
 */
#define ZC_TYPE_TRANSFER_NOTES (zc_transfer_notes_get_type ())
G_DECLARE_FINAL_TYPE (ZcTransferNotes, zc_transfer_notes, ZC, TRANSFER_NOTES, AdwBin)

/**
 * zc_transfer_notes_show:
 * @self: notes
 * @warnings: (element-type ZcTransferWarning): the warnings
 * @steps: the serials to set one after the other at a primary that is behind
 * @n_steps: how many there are; one needs no words beside those of its warning
 * @obstacle: (nullable): what stands in the way
 *
 * Shows notes. Those that are shown already stay the same widgets.
 *
 * Returns: whether there is a warning that was not there before
 */
gboolean zc_transfer_notes_show         (ZcTransferNotes *self,
                                         GPtrArray       *warnings,
                                         const guint32   *steps,
                                         guint            n_steps,
                                         const char      *obstacle);

/**
 * zc_transfer_notes_has_warnings:
 * @self: notes
 *
 * Returns: whether a warning is shown
 */
gboolean zc_transfer_notes_has_warnings (ZcTransferNotes *self);

G_END_DECLS
