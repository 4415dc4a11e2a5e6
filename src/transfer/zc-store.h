/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-run-entry.h"
#include "zc-run-record.h"
#include "zc-store-path.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * ZcStoreError:
 * @ZC_STORE_ERROR_FAILED: the database could not do it; the message says why
 *
 * Why the store could not do something.
 */
typedef enum
{
  ZC_STORE_ERROR_FAILED,
} ZcStoreError;

#define ZC_STORE_ERROR (zc_store_error_quark ())
GQuark zc_store_error_quark (void);

/**
 * ZcStore:
 *
 * What the program remembers: the runs with all that was seen during them, and the zones as they were listed
 * last. One SQLite file, read and written by one thread of its own, in the order in which it was asked. It
 * holds no secrets.
 *
 * A file that is damaged, or that a newer version of this program wrote, is moved aside and a new one begun.
 * Where nothing can be written, the store goes on in memory. Read-only notified property: "notice" (string,
 * nullable), a translated sentence about either; plain text.
 *
 * Signals, for whoever shows runs: "run-ended" (gint64 id) when the end of a run was written, and
 * "runs-removed" (gint64 id) when a run was deleted, with the id 0 when more than one was, or came back with its account.
 */
#define ZC_TYPE_STORE (zc_store_get_type ())
G_DECLARE_FINAL_TYPE (ZcStore, zc_store, ZC, STORE, GObject)

/**
 * zc_store_new:
 * @path: (nullable): the file, which need not exist; %NULL to keep everything in memory
 *
 * Creates a store. The file is opened when it is needed first.
 *
 * Returns: (transfer full): a new store
 */
ZcStore    *zc_store_new                   (const char           *path);

/**
 * zc_store_get_notice:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): what the user should know about the file, translated plain text
 */
const char *zc_store_get_notice            (ZcStore              *self);

/**
 * zc_store_dismiss_notice:
 * @self: a store
 *
 * Forgets the notice, since the user has read it.
 */
void        zc_store_dismiss_notice        (ZcStore              *self);

/**
 * zc_store_begin_later:
 * @self: a store that was not asked for anything yet
 * @longest_ms: how long it waits at most, in milliseconds
 *
 * Has the store wait with all that it is asked for until zc_store_begin(). To open a file of SQLite and to look whether it
 * is damaged takes several milliseconds of a processor, which a program that starts needs for its first window.
 */
void        zc_store_begin_later           (ZcStore              *self,
                                            guint                 longest_ms);

/**
 * zc_store_begin:
 * @self: a store
 *
 * Ends the waiting of zc_store_begin_later(), if there is any.
 */
void        zc_store_begin                 (ZcStore              *self);

/**
 * zc_store_wait:
 * @self: a store
 *
 * Waits until all that was asked for is written, 10 seconds at most. It blocks, so it is for the end of the
 * program alone, when no main loop turns any more.
 */
void        zc_store_wait                  (ZcStore              *self);

/**
 * ZcUnfinishedRun:
 *
 * A run whose end was not written, because the program that watched it ended without a word.
 */
typedef struct _ZcUnfinishedRun ZcUnfinishedRun;

/**
 * zc_unfinished_run_free:
 * @self: (transfer full): a run
 *
 * Frees the run.
 */
void        zc_unfinished_run_free         (ZcUnfinishedRun      *self);

/**
 * zc_store_list_watched:
 * @self: a store
 *
 * Returns: (transfer full) (element-type ZcRun): the runs that are under way in this program, of all accounts, in no
 *   order
 */
GPtrArray  *zc_store_list_watched          (ZcStore              *self);

/**
 * zc_store_list_unfinished_async:
 * @self: a store
 * @account_id: an account's id
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: data for @callback
 *
 * Reads the runs of an account whose end was not written and that nobody in this program watches. Each is
 * to be picked up with zc_run_new_unfinished().
 */
void        zc_store_list_unfinished_async (ZcStore              *self,
                                            const char           *account_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_store_list_unfinished_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ZcUnfinishedRun): the runs, oldest first
 */
GPtrArray  *zc_store_list_unfinished_finish (ZcStore             *self,
                                             GAsyncResult        *result,
                                             GError             **error);

/**
 * zc_store_load_entries_async:
 * @self: a store
 * @run_id: a run's id
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: data for @callback
 *
 * Reads what was seen during a run.
 */
void        zc_store_load_entries_async    (ZcStore              *self,
                                            gint64                run_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_store_load_entries_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the entries, oldest first: a GListModel of ZcRunEntry; empty for a run that is
 *   not known
 */
GListModel *zc_store_load_entries_finish   (ZcStore              *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/**
 * zc_store_delete_run_async:
 * @self: a store
 * @run_id: a run's id
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is deleted
 * @user_data: data for @callback
 *
 * Deletes a run that is over. A run that is still watched is not deleted.
 */
void        zc_store_delete_run_async      (ZcStore              *self,
                                            gint64                run_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_store_delete_run_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE when it is deleted
 */
gboolean    zc_store_delete_run_finish     (ZcStore              *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/**
 * zc_store_delete_all_runs_async:
 * @self: a store
 * @account_id: an account's id
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are deleted
 * @user_data: data for @callback
 *
 * Deletes all runs of an account that are over.
 */
void        zc_store_delete_all_runs_async (ZcStore              *self,
                                            const char           *account_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_store_delete_all_runs_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE when they are deleted
 */
gboolean    zc_store_delete_all_runs_finish (ZcStore             *self,
                                             GAsyncResult        *result,
                                             GError             **error);

/**
 * zc_store_remove_account_async:
 * @self: a store
 * @account_id: an account's id
 * @keep_history: whether its runs stay, to come back when an account lists their zones again
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is forgotten
 * @user_data: data for @callback
 *
 * Forgets an account: its lists of zones, and all its runs unless @keep_history. A run of it that is still
 * under way is not recorded any further.
 */
void        zc_store_remove_account_async  (ZcStore              *self,
                                            const char           *account_id,
                                            gboolean              keep_history,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_store_remove_account_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE when it is forgotten
 */
gboolean    zc_store_remove_account_finish (ZcStore              *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/**
 * zc_store_trim_async:
 * @self: a store
 * @most_days: how old a run may become, in days; 0 for no limit
 * @most_runs: how many runs an account may have, the newest of them; 0 for no limit
 * @cancellable: (nullable): a cancellable
 * @callback: called when the others are deleted
 * @user_data: data for @callback
 *
 * Deletes runs that are too old or too many. Runs that are not over stay, unless nobody picked them up for a
 * quarter of a year. A run is as old as it is before now or before the newest run, whichever is less: a clock that is
 * ahead deletes nothing. The lists of zones of accounts that were not listed for a quarter of a year go as well, which
 * costs an account that comes back what is shown while it is offline.
 */
void        zc_store_trim_async            (ZcStore              *self,
                                            guint                 most_days,
                                            guint                 most_runs,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_store_trim_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: how many runs were deleted, -1 on error
 */
int         zc_store_trim_finish           (ZcStore              *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/**
 * ZcHistoryFormat:
 * @ZC_HISTORY_FORMAT_CSV: one line a run (RFC 4180)
 * @ZC_HISTORY_FORMAT_JSON: an array of objects, with all that was seen during each run
 *
 * How runs are written for other programs.
 */
typedef enum
{
  ZC_HISTORY_FORMAT_CSV,
  ZC_HISTORY_FORMAT_JSON,
} ZcHistoryFormat;

/**
 * zc_store_export_async:
 * @self: a store
 * @account_id: an account's id
 * @file: where to write
 * @format: how
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is written
 * @user_data: data for @callback
 *
 * Writes all runs of an account that are over to a file, newest first, in pages, so that runs under way are written
 * in between. An older file is replaced when the whole of the new one is written, and stays as it was when that fails.
 */
void        zc_store_export_async          (ZcStore              *self,
                                            const char           *account_id,
                                            GFile                *file,
                                            ZcHistoryFormat       format,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_store_export_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: how many runs were written, -1 on error
 */
int         zc_store_export_finish         (ZcStore              *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/**
 * zc_store_save_zones:
 * @self: a store
 * @account_id: an account's id
 * @kind: which zones
 * @zones: (element-type ZcZone): all of them as the service has listed them just now; not to be changed any more
 *
 * Keeps a list of zones in the place of the one before.
 */
void        zc_store_save_zones            (ZcStore              *self,
                                            const char           *account_id,
                                            ZcZoneKind            kind,
                                            GPtrArray            *zones);

/**
 * zc_store_load_zones_async:
 * @self: a store
 * @account_id: an account's id
 * @kind: which zones
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: data for @callback
 *
 * Reads the zones as they were listed last.
 */
void        zc_store_load_zones_async      (ZcStore              *self,
                                            const char           *account_id,
                                            ZcZoneKind            kind,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_store_load_zones_finish:
 * @self: a store
 * @result: the result
 * @listed: (out) (transfer full) (nullable): when they were listed; %NULL when that never happened
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ZcZone): the zones
 */
GPtrArray  *zc_store_load_zones_finish     (ZcStore              *self,
                                            GAsyncResult         *result,
                                            GDateTime           **listed,
                                            GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcUnfinishedRun, zc_unfinished_run_free)

G_END_DECLS
