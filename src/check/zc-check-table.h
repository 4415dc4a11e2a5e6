/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcCheckTable:
 *
 * Rows of text whose columns are aligned when they are written.
 */
typedef struct _ZcCheckTable ZcCheckTable;

/**
 * zc_check_table_new:
 * @titles: (array zero-terminated=1): the titles of the columns; one that begins with ">" has its column
 *   aligned to the right, and the ">" is not written
 *
 * Returns: (transfer full): a table without rows
 */
ZcCheckTable *zc_check_table_new     (const char * const *titles);

/**
 * zc_check_table_free:
 * @self: (transfer full): a table
 *
 * Frees the table.
 */
void          zc_check_table_free    (ZcCheckTable       *self);

/**
 * zc_check_table_add_row:
 * @self: a table
 * @cells: (transfer full) (array zero-terminated=1): one text for each column
 *
 * Adds a row.
 */
void          zc_check_table_add_row (ZcCheckTable       *self,
                                      GStrv               cells);

/**
 * zc_check_table_write:
 * @self: a table
 * @text: where to write
 *
 * Writes the titles and all rows, one a line; nothing when there are no rows.
 */
void          zc_check_table_write   (ZcCheckTable       *self,
                                      GString            *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcCheckTable, zc_check_table_free)

G_END_DECLS
