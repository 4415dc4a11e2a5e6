/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * ZC_DATABASE_VERSION:
 *
 * The version of the schema that this program writes.
 */
#define ZC_DATABASE_VERSION 5

/**
 * ZcDatabase:
 *
 * The file behind a #ZcStore. It is created anywhere and then belongs to one thread.
 */
typedef struct _ZcDatabase ZcDatabase;

/**
 * ZcDatabaseNoticeFunc:
 * @notice: a translated sentence
 * @user_data: the data given with the function
 *
 * Called in the database's thread when the user should know something about the file.
 */
typedef void (*ZcDatabaseNoticeFunc) (const char *notice,
                                      gpointer    user_data);

/**
 * ZcDatabaseFunc:
 * @database: the database, open
 * @data: the data given with the function
 * @error: return location for an error
 *
 * Work on a database. It may be called again after a failure, with an empty file or a copy in memory, so it
 * starts with dropping what it has done to @data.
 *
 * Returns: %TRUE when it is done
 */
typedef gboolean (*ZcDatabaseFunc) (ZcDatabase  *database,
                                    gpointer     data,
                                    GError     **error);

/**
 * zc_database_new:
 * @path: (nullable): the file, %NULL for one in memory
 * @notice_func: called when the user should know something about the file
 * @notice_data: data for @notice_func
 * @notice_free: frees @notice_data
 *
 * Returns: (transfer full): a database that is not open yet
 */
ZcDatabase   *zc_database_new     (const char            *path,
                                   ZcDatabaseNoticeFunc   notice_func,
                                   gpointer               notice_data,
                                   GDestroyNotify         notice_free);

/**
 * zc_database_free:
 * @self: (transfer full): a database
 *
 * Closes the database, in its thread.
 */
void          zc_database_free    (ZcDatabase            *self);

/**
 * zc_database_run:
 * @self: a database
 * @writes: whether @func changes anything
 * @func: the work
 * @data: data for @func
 * @error: return location for a %ZC_STORE_ERROR
 *
 * Opens the file when it is not open, and runs @func, in one transaction when it writes. A file that turns out
 * to be damaged is moved aside and a new one begun; when nothing can be written any more, a copy in memory
 * takes over. Then @func runs again.
 *
 * Returns: %TRUE when @func did, and what it wrote is safe from the end of the program and of the computer
 */
gboolean      zc_database_run     (ZcDatabase            *self,
                                   gboolean               writes,
                                   ZcDatabaseFunc         func,
                                   gpointer               data,
                                   GError               **error);

/**
 * zc_database_query:
 * @self: a database
 * @error: return location for an error
 * @sql: one statement, a text that lives as long as the program
 * @types: a letter for each parameter: "x" a gint64, "o" a gboolean that says whether there is one
 *   and a gint64, "s" a nullable text, "b" a nullable GBytes
 * @...: the parameters
 *
 * Prepares a statement, or takes it from those that were used before, and binds its parameters.
 *
 * Returns: (transfer none) (nullable): the statement, for zc_database_step()
 */
sqlite3_stmt *zc_database_query   (ZcDatabase            *self,
                                   GError               **error,
                                   const char            *sql,
                                   const char            *types,
                                   ...);

/**
 * zc_database_step:
 * @self: a database
 * @statement: (nullable): what zc_database_query() returned; %NULL is an error that is set already
 * @row: (out): whether there is a row
 * @error: return location for an error
 *
 * Goes on to the next row. The statement is done with when there is none.
 *
 * Returns: %FALSE on error
 */
gboolean      zc_database_step    (ZcDatabase            *self,
                                   sqlite3_stmt          *statement,
                                   gboolean              *row,
                                   GError               **error);

/**
 * zc_database_finish:
 * @self: a database
 * @statement: (nullable): a statement that returns no rows; %NULL is an error that is set already
 * @error: return location for an error
 *
 * Runs a statement to its end.
 *
 * Returns: %FALSE on error
 */
gboolean      zc_database_finish  (ZcDatabase            *self,
                                   sqlite3_stmt          *statement,
                                   GError               **error);

/**
 * zc_database_execute:
 * @self: a database
 * @error: return location for an error
 * @sql: one statement that returns no rows, a text that lives as long as the program
 * @types: as for zc_database_query()
 * @...: the parameters
 *
 * Runs a statement from its beginning to its end.
 *
 * Returns: %FALSE on error
 */
gboolean      zc_database_execute (ZcDatabase            *self,
                                   GError               **error,
                                   const char            *sql,
                                   const char            *types,
                                   ...);

/**
 * zc_database_count_changes:
 * @self: a database
 *
 * Returns: how many rows the last statement changed
 */
guint         zc_database_count_changes (ZcDatabase      *self);

/**
 * zc_database_get_text:
 * @statement: a statement on a row
 * @column: a column, from 0
 *
 * Returns: (transfer none): the text, "" for NULL; valid until the next step
 */
const char   *zc_database_get_text (sqlite3_stmt         *statement,
                                    int                   column);

/**
 * zc_database_dup_bytes:
 * @statement: a statement on a row
 * @column: a column, from 0
 *
 * Returns: (transfer full) (nullable): the blob, %NULL for NULL
 */
GBytes       *zc_database_dup_bytes (sqlite3_stmt        *statement,
                                     int                  column);

/**
 * zc_database_migrate:
 * @handle: a handle outside of transactions
 * @version: (out): the version of the schema that was found; when it is over %ZC_DATABASE_VERSION nothing is
 *   changed
 *
 * Brings the schema to %ZC_DATABASE_VERSION, step by step, each in its own transaction.
 *
 * Returns: %SQLITE_OK, or the code of the failure
 */
int           zc_database_migrate (sqlite3               *handle,
                                   int                   *version);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcDatabase, zc_database_free)

G_END_DECLS
