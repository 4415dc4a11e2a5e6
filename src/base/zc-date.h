/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_date_parse:
 * @text: (nullable): a point in time as the service writes it
 *
 * Reads an ISO 8601 date with time. A fraction of any length, "Z", a numeric offset and a missing
 * offset (read as UTC) are all accepted, since the service's documents show all of them.
 *
 * Returns: (transfer full) (nullable): the point in time, or %NULL when @text is not one
 */
GDateTime *zc_date_parse (const char *text);

G_END_DECLS
