/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-json.h"

G_BEGIN_DECLS

/**
 * ZcJsonRows:
 *
 * A JSON text that is an object around one long list of objects, the rows. Everything but the rows is read at once, so
 * that whoever waits for what stands around them need not wait for them. The rows are read one by one and let go of: this
 * takes half the time when several threads read such texts, because the memory of a thousand objects goes back and forth
 * between threads, that of one does not.
 */
typedef struct _ZcJsonRows ZcJsonRows;

/**
 * ZcJsonRowFunc:
 * @row: a row; it is gone when the function returns
 * @data: what was passed to zc_json_rows_foreach()
 * @error: return location for an error
 *
 * Takes what is needed out of a row.
 *
 * Returns: %FALSE with an error when the row cannot be read, which ends the reading
 */
typedef gboolean (*ZcJsonRowFunc) (const ZcJsonValue  *row,
                                   gpointer            data,
                                   GError            **error);

/**
 * zc_json_rows_new:
 * @text: a text
 * @member: the member of the whole text that is the list
 * @members: (array zero-terminated=1): the names of all members that are read of a row and of what is in it; they must
 *   outlive the rows
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Reads a JSON text (RFC 8259) in UTF-8 but for its rows, which are only found. Members of rows that are not among
 * @members may be absent from what zc_json_rows_foreach() hands on.
 *
 * Returns: (transfer full) (nullable): the rows
 */
ZcJsonRows        *zc_json_rows_new        (GBytes              *text,
                                            const char          *member,
                                            const char * const  *members,
                                            GError             **error);

/**
 * zc_json_rows_free:
 * @self: (transfer full): the rows
 *
 * Frees the rows.
 */
void               zc_json_rows_free       (ZcJsonRows          *self);

/**
 * zc_json_rows_get_root:
 * @self: the rows
 *
 * Gets the object around the list, in which the rows need not be found.
 *
 * Returns: (transfer none): an object that lives as long as @self
 */
const ZcJsonValue *zc_json_rows_get_root   (ZcJsonRows          *self);

/**
 * zc_json_rows_get_length:
 * @self: the rows
 *
 * Returns: how many rows there are
 */
guint              zc_json_rows_get_length (ZcJsonRows          *self);

/**
 * zc_json_rows_foreach:
 * @self: the rows
 * @func: takes the rows, in their order
 * @data: data for @func
 * @error: return location for a %ZC_JSON_ERROR or what @func returns
 *
 * Reads the rows. This may be done in another thread than what else is done with them.
 *
 * Returns: %FALSE with an error when one of them cannot be read
 */
gboolean           zc_json_rows_foreach    (ZcJsonRows          *self,
                                            ZcJsonRowFunc        func,
                                            gpointer             data,
                                            GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcJsonRows, zc_json_rows_free)

G_END_DECLS
