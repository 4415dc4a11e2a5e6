/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-database-private.h"
#include "zc-run-machine.h"
#include "zc-run-record-private.h"
#include "zc-store.h"

G_BEGIN_DECLS

/**
 * zc_store_run:
 * @self: a store
 * @task: a task, which returns a boolean
 * @writes: whether @func changes anything
 * @func: the work, called in the store's thread
 * @data: (transfer full): data for @func
 * @data_free: frees @data
 *
 * Queues work behind all other.
 */
void       zc_store_run              (ZcStore          *self,
                                      GTask            *task,
                                      gboolean          writes,
                                      ZcDatabaseFunc    func,
                                      gpointer          data,
                                      GDestroyNotify    data_free);

/**
 * zc_store_get_task_data:
 * @task: a task of zc_store_run() that has returned
 *
 * Returns: (transfer none): the data of its work
 */
gpointer   zc_store_get_task_data    (GTask            *task);

/**
 * zc_store_write:
 * @self: a store
 * @source_tag: what is written
 * @func: the work
 * @data: (transfer full): data for @func
 * @data_free: frees @data
 * @callback: (nullable): called when it is written, or cannot be
 * @user_data: data for @callback
 *
 * Queues writing that nobody cancels.
 */
void       zc_store_write            (ZcStore             *self,
                                      gpointer             source_tag,
                                      ZcDatabaseFunc       func,
                                      gpointer             data,
                                      GDestroyNotify       data_free,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);

/**
 * zc_store_is_watched:
 * @self: a store
 * @run_id: a run's id
 *
 * Returns: %TRUE while a #ZcRun of this program writes the run
 */
gboolean   zc_store_is_watched       (ZcStore          *self,
                                      gint64            run_id);

/**
 * zc_store_set_watched:
 * @self: a store
 * @run_id: a run's id
 * @run: (nullable): the #ZcRun of this program that writes the run, until it is set to %NULL
 *
 * Remembers that, so that no run is picked up again while it is watched.
 */
void       zc_store_set_watched      (ZcStore          *self,
                                      gint64            run_id,
                                      gpointer          run);

/**
 * zc_store_add_run:
 * @self: a store
 * @run: (transfer full): the run
 *
 * Writes a run that begins or is queued.
 */
void       zc_store_add_run          (ZcStore          *self,
                                      ZcStoredRun      *run);

/**
 * ZcObservation:
 * @run_id: the run
 * @place: its number within the run, from 0
 * @at_us: when, in microseconds since the run began
 * @type: what happened
 * @data: (nullable): serials and statuses, %NULL when they are those of the last one of its type (owned)
 * @text: (nullable): the event's text (owned)
 *
 * One event of a run as the table has it.
 */
typedef struct
{
  gint64 run_id;
  guint place;
  gint64 at_us;
  ZcRunEventType type;
  GBytes *data;
  char *text;
} ZcObservation;

/**
 * zc_observation_free:
 * @self: (transfer full): an observation
 *
 * Frees the observation.
 */
void       zc_observation_free       (ZcObservation    *self);

/**
 * zc_store_add_observation_async:
 * @self: a store
 * @observation: (transfer full): what was seen
 * @run: (transfer full) (nullable): what has changed about the run itself: when it began or how it ended
 * @callback: (nullable): called when it is written, or cannot be
 * @user_data: data for @callback
 *
 * Writes an event of a run, in the same transaction as what it means for the run.
 */
void       zc_store_add_observation_async  (ZcStore             *self,
                                            ZcObservation       *observation,
                                            ZcStoredRun         *run,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

/**
 * zc_store_add_observation_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE when it is written
 */
gboolean   zc_store_add_observation_finish (ZcStore             *self,
                                            GAsyncResult        *result,
                                            GError             **error);

/**
 * ZcUnfinishedRun:
 * @run: the run (owned)
 * @observations: (element-type ZcObservation): what was seen, in order, each with its data (owned)
 *
 * A run whose end was not written.
 */
struct _ZcUnfinishedRun
{
  ZcStoredRun *run;
  GPtrArray *observations;
};

/**
 * ZcHistoryPage:
 * @account_id: the account (owned)
 * @zone_id: (nullable): the zone, for its runs alone (owned)
 * @search: (nullable): what names are searched for, case-folded (owned)
 * @verdicts: (nullable): what verdicts match the search, such as "|done full|failed none|" (owned)
 * @before_us: runs that began before this; %G_MAXINT64 for the newest
 * @before_id: among those that began at @before_us, the ones with a smaller id
 * @run_id: a run's id when just this one is wanted, else 0
 * @n_most: how many at most
 * @n_total: (out): how many match altogether
 * @records: (out) (nullable) (element-type ZcRunRecord): the page (owned)
 *
 * A question for a part of the history, with room for its answer.
 */
typedef struct
{
  char *account_id;
  char *zone_id;
  char *search;
  char *verdicts;
  gint64 before_us;
  gint64 before_id;
  gint64 run_id;
  guint n_most;
  guint n_total;
  GPtrArray *records;
} ZcHistoryPage;

/**
 * zc_history_page_free:
 * @self: (transfer full): a page
 *
 * Frees the page.
 */
void       zc_history_page_free      (ZcHistoryPage    *self);

/**
 * zc_store_read_page:
 * @database: the database
 * @page: what is wanted, and where it is put
 * @error: return location for an error
 *
 * Reads a part of the history, in the store's thread.
 *
 * Returns: %FALSE on error
 */
gboolean   zc_store_read_page        (ZcDatabase       *database,
                                      ZcHistoryPage    *page,
                                      GError          **error);

/**
 * zc_store_load_page_async:
 * @self: a store
 * @page: (transfer full): what is wanted
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is there
 * @user_data: data for @callback
 *
 * Reads a part of the history.
 */
void       zc_store_load_page_async  (ZcStore              *self,
                                      ZcHistoryPage        *page,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);

/**
 * zc_store_load_page_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the page with its answer, which lives as long as @result
 */
ZcHistoryPage *zc_store_load_page_finish (ZcStore          *self,
                                          GAsyncResult     *result,
                                          GError          **error);

/**
 * zc_store_read_observations:
 * @database: the database
 * @run_id: a run's id
 * @observations: (out) (transfer full) (element-type ZcObservation): what was seen, in order, each with its data
 * @error: return location for an error
 *
 * Reads the events of a run. Those of a kind that this version does not know are left out.
 *
 * Returns: %FALSE on error
 */
gboolean   zc_store_read_observations (ZcDatabase      *database,
                                       gint64           run_id,
                                       GPtrArray      **observations,
                                       GError         **error);

/**
 * zc_store_join_lines:
 * @lines: (nullable) (array zero-terminated=1): texts without line ends
 *
 * Returns: (transfer full): the texts as one, as the tables have it
 */
char       *zc_store_join_lines       (const char * const *lines);

/**
 * zc_store_split_lines:
 * @text: what zc_store_join_lines() made
 *
 * Returns: (transfer full) (array zero-terminated=1): the texts, made valid UTF-8
 */
char      **zc_store_split_lines      (const char      *text);

/**
 * ZC_STORE_RUN_COLUMNS:
 *
 * What zc_store_read_run() needs, in its order.
 */
#define ZC_STORE_RUN_COLUMNS \
  "id, account, zone_id, zone_name, display_name, primary_ips, name_servers, started, ended, duration, deadline, " \
  "state, proof, serial_before, serial_after, missing, extra, changed"

/**
 * zc_store_get_verdict_key:
 * @state: a state
 * @proof: how well it is proven
 *
 * Returns: (transfer full): both as the table has them, such as "|done full|"
 */
char        *zc_store_get_verdict_key (ZcRunState       state,
                                       ZcRunProof       proof);

/**
 * zc_store_read_run:
 * @statement: a statement on a row of %ZC_STORE_RUN_COLUMNS
 *
 * Returns: (transfer full): the run
 */
ZcStoredRun *zc_store_read_run       (sqlite3_stmt     *statement);

/**
 * zc_run_event_encode:
 * @event: an event
 *
 * Returns: (transfer full) (nullable): its serials and statuses for the table, %NULL when it has neither
 */
GBytes      *zc_run_event_encode     (const ZcRunEvent *event);

/**
 * zc_run_event_decode:
 * @data: what zc_run_event_encode() made, or what became of it
 * @report: (out) (transfer full) (nullable): the serials
 * @statuses: (out) (transfer full) (nullable) (element-type ZcPrimaryStatus): the statuses
 *
 * Reads serials and statuses. What is damaged reads as something else, but as something whole.
 */
void         zc_run_event_decode     (GBytes           *data,
                                      ZcSerialReport  **report,
                                      GPtrArray       **statuses);

/**
 * ZcObservationFunc:
 * @event: an event
 * @machine: the machine that took it in
 * @user_data: the data given with the function
 *
 * Called for each event of a run that is replayed.
 */
typedef void (*ZcObservationFunc) (const ZcRunEvent *event,
                                   ZcRunMachine     *machine,
                                   gpointer          user_data);

/**
 * zc_store_replay:
 * @observations: (element-type ZcObservation): what was seen
 * @machine: a new machine
 * @func: (nullable): called for each event
 * @user_data: data for @func
 *
 * Lets @machine see again what was seen. An event that it cannot take, which only a damaged file has, is left
 * out.
 */
void         zc_store_replay         (GPtrArray         *observations,
                                      ZcRunMachine      *machine,
                                      ZcObservationFunc  func,
                                      gpointer           user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcObservation, zc_observation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcHistoryPage, zc_history_page_free)

G_END_DECLS
