/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-run-machine.h"
#include "zc-run-record.h"
#include "zc-store.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * ZcRunJournal:
 *
 * Keeps what is seen during a run: as entries for whoever shows it, and in the store. It owns the run's clock.
 */
typedef struct _ZcRunJournal ZcRunJournal;

/**
 * zc_run_journal_new:
 * @store: (nullable): where to write
 * @account_id: (nullable): the account; needed with a store
 * @zone: the zone
 * @deadline_seconds: how long the run is watched
 *
 * Returns: (transfer full): a journal without entries; nothing is written yet
 */
ZcRunJournal *zc_run_journal_new             (ZcStore              *store,
                                              const char           *account_id,
                                              ZcZone               *zone,
                                              guint                 deadline_seconds);

/**
 * zc_run_journal_new_unfinished:
 * @store: where to go on writing
 * @unfinished: what is there
 * @machine: a new machine, which sees again what was seen
 *
 * Goes on with the journal of a run that nobody watches. Its clock goes on as the wall clock says, within
 * reason: it never goes back.
 *
 * Returns: (transfer full): a journal with the entries so far
 */
ZcRunJournal *zc_run_journal_new_unfinished  (ZcStore              *store,
                                              ZcUnfinishedRun      *unfinished,
                                              ZcRunMachine         *machine);

/**
 * zc_run_journal_free:
 * @self: (transfer full): a journal
 *
 * Frees the journal; what was given to the store is written.
 */
void          zc_run_journal_free            (ZcRunJournal         *self);

/**
 * zc_run_journal_dup_zone:
 * @unfinished: an unfinished run
 *
 * Returns: (transfer full): its zone, as much as is known of it
 */
ZcZone       *zc_run_journal_dup_zone        (ZcUnfinishedRun      *unfinished);

/**
 * zc_run_journal_get_account_id:
 * @self: a journal
 *
 * Returns: (transfer none) (nullable): the account
 */
const char   *zc_run_journal_get_account_id  (ZcRunJournal         *self);

/**
 * zc_run_journal_get_id:
 * @self: a journal
 *
 * Returns: the run's id
 */
gint64        zc_run_journal_get_id          (ZcRunJournal         *self);

/**
 * zc_run_journal_get_entries:
 * @self: a journal
 *
 * Returns: (transfer none): the entries: a GListModel of ZcRunEntry
 */
GListModel   *zc_run_journal_get_entries     (ZcRunJournal         *self);

/**
 * zc_run_journal_get_started_us:
 * @self: a journal
 *
 * Returns: when the run was begun, in microseconds of the wall clock
 */
gint64        zc_run_journal_get_started_us  (ZcRunJournal         *self);

/**
 * zc_run_journal_get_deadline_seconds:
 * @self: a journal
 *
 * Returns: how long the run is watched after its PUT was answered
 */
guint         zc_run_journal_get_deadline_seconds (ZcRunJournal    *self);

/**
 * zc_run_journal_get_now_us:
 * @self: a journal
 *
 * Returns: how long ago the run was begun, in microseconds
 */
gint64        zc_run_journal_get_now_us      (ZcRunJournal         *self);

/**
 * zc_run_journal_get_watched_us:
 * @self: a journal
 *
 * Returns: how long ago the PUT was answered, 0 when it was not
 */
gint64        zc_run_journal_get_watched_us  (ZcRunJournal         *self);

/**
 * zc_run_journal_get_delta:
 * @self: a journal
 *
 * Returns: (transfer none) (nullable): what the transfer is expected to change
 */
const ZcRunDelta *zc_run_journal_get_delta   (ZcRunJournal         *self);

/**
 * zc_run_journal_set_delta:
 * @self: a journal
 * @delta: what the transfer is expected to change
 *
 * Keeps that; it is written with the run's end.
 */
void          zc_run_journal_set_delta       (ZcRunJournal         *self,
                                              const ZcRunDelta     *delta);

/**
 * zc_run_journal_open:
 * @self: a journal
 *
 * Begins: the clock starts, and the run is written.
 */
void          zc_run_journal_open            (ZcRunJournal         *self);

/**
 * zc_run_journal_add:
 * @self: a journal
 * @event: an event, with the time of this journal
 * @machine: the machine that took it in
 * @callback: (nullable): called when it is written or cannot be; at once when there is no store
 * @user_data: data for @callback
 *
 * Keeps an event, and when it ended the run, the end. With %ZC_RUN_EVENT_BEGUN the clock starts anew.
 *
 * Returns: %TRUE when a serial or a status is another one than before
 */
gboolean      zc_run_journal_add             (ZcRunJournal         *self,
                                              const ZcRunEvent     *event,
                                              ZcRunMachine         *machine,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcRunJournal, zc_run_journal_free)

G_END_DECLS
