/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-primary-status.h"
#include "zc-server-view.h"

G_BEGIN_DECLS

/**
 * ZcServerRow:
 *
 * A row that shows one server of a zone: a mark, its address or name, and what was seen of it. Long texts
 * wrap.
 */
#define ZC_TYPE_SERVER_ROW (zc_server_row_get_type ())
G_DECLARE_FINAL_TYPE (ZcServerRow, zc_server_row, ZC, SERVER_ROW, AdwActionRow)

/**
 * zc_server_row_new:
 * @copyable: whether the row has a button that copies the server's name
 *
 * Returns: (transfer floating): a new row that shows nothing yet
 */
GtkWidget *zc_server_row_new  (gboolean            copyable);

/**
 * zc_server_row_show:
 * @self: a row
 * @view: what this computer saw of the server
 * @status: (nullable): what the service reports about it
 * @age: (nullable): when @status was read, if it is not as new as @view
 *
 * Shows a server. The service's words are shown verbatim and literally.
 */
void       zc_server_row_show (ZcServerRow        *self,
                               const ZcServerView *view,
                               ZcPrimaryStatus    *status,
                               GDateTime          *age);

/**
 * zc_server_row_mark:
 * @image: an image
 * @tone: a tone
 *
 * Gives an image the icon, the colour and the accessible name of a tone.
 */
void       zc_server_row_mark (GtkImage           *image,
                               ZcServerTone        tone);

G_END_DECLS
