/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_store_dup_default_path:
 *
 * Where the program keeps what it remembers; the search of the desktop reads the same file.
 *
 * Returns: (transfer full): "zone-courier/zone-courier.db" in the user's data directory
 */
char *zc_store_dup_default_path (void);

G_END_DECLS
