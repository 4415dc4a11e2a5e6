/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-transfer-look.h"

G_BEGIN_DECLS

/**
 * ZcChangeRow:
 *
 * A row that says what a transfer would change. It can be activated once there is something to list.
 */
#define ZC_TYPE_CHANGE_ROW (zc_change_row_get_type ())
G_DECLARE_FINAL_TYPE (ZcChangeRow, zc_change_row, ZC, CHANGE_ROW, AdwActionRow)

/**
 * zc_change_row_new:
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *zc_change_row_new  (void);

/**
 * zc_change_row_show:
 * @self: a row
 * @look: what is known by now
 *
 * Shows what would change, or why that is not known.
 */
void       zc_change_row_show (ZcChangeRow    *self,
                               ZcTransferLook *look);

G_END_DECLS
