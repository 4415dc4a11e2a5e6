/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-cloud-client.h"
#include "zc-dns-config.h"
#include "zc-run-entry.h"
#include "zc-run-machine.h"
#include "zc-run-record.h"
#include "zc-serial-report.h"
#include "zc-store.h"

G_BEGIN_DECLS

/**
 * ZC_RUN_DEADLINE_SECONDS:
 *
 * How long a run is watched unless its construct property "deadline-seconds" says otherwise.
 */
#define ZC_RUN_DEADLINE_SECONDS 600

/**
 * ZcRun:
 *
 * One transfer of one secondary zone, from the confirmation to its end: it takes the serials before,
 * sends exactly one PUT, and polls the service's status and the serials until a #ZcRunMachine says that
 * the run is over. What it sees is kept in a #ZcStore when it was created with the construct properties "store"
 * and "account-id". Properties, all read-only and notified: "state" (ZcRunState), "words" and
 * "explanation" (translated plain text), "active" (boolean), "ended" (GDateTime), "report"
 * (ZcSerialReport), "statuses" (GPtrArray of ZcPrimaryStatus).
 */
#define ZC_TYPE_RUN (zc_run_get_type ())
G_DECLARE_FINAL_TYPE (ZcRun, zc_run, ZC, RUN, GObject)

/**
 * zc_run_new:
 * @client: the account's client
 * @config: where DNS questions go
 * @zone: a secondary zone
 *
 * Creates a run that has not begun.
 *
 * Returns: (transfer full): a new run
 */
ZcRun              *zc_run_new             (ZcCloudClient *client,
                                            ZcDnsConfig   *config,
                                            ZcZone        *zone);

/**
 * zc_run_new_unfinished:
 * @client: the account's client
 * @config: where DNS questions go
 * @store: the store that @unfinished is from
 * @unfinished: a run whose end was not written
 *
 * Creates a run that goes on where another program stopped. zc_run_resume() lets it.
 *
 * Returns: (transfer full): a run
 */
ZcRun              *zc_run_new_unfinished  (ZcCloudClient   *client,
                                            ZcDnsConfig     *config,
                                            ZcStore         *store,
                                            ZcUnfinishedRun *unfinished);

/**
 * zc_run_enqueue:
 * @self: a run that has not begun
 * @before: (nullable): the serials as they were seen a moment ago
 *
 * Marks the run as queued: zc_run_begin() is to be called when its turn has come, unless it was stopped.
 */
void                zc_run_enqueue         (ZcRun          *self,
                                            ZcSerialReport *before);

/**
 * zc_run_resume:
 * @self: a run of zc_run_new_unfinished()
 *
 * Goes on watching, for what is left of its time and for a moment at least. No PUT is ever sent: a run whose
 * PUT was about to be sent is watched as if the answer was lost, and one that had not come so far ends.
 */
void                zc_run_resume          (ZcRun          *self);

/**
 * zc_run_begin:
 * @self: a run that has not begun
 * @before: (nullable): the serials as they were seen a moment ago; %NULL to look first
 *
 * Begins: looks at serials and statuses, has it written that the start is sent, and then sends the one PUT. The run
 * keeps itself alive until it ends. A second call is a programming error.
 */
void                zc_run_begin           (ZcRun          *self,
                                            ZcSerialReport *before);

/**
 * zc_run_stop_watching:
 * @self: a run
 *
 * Stops watching. The transfer itself goes on at the service, when it was started. Does nothing to a run that ended.
 */
void                zc_run_stop_watching   (ZcRun *self);

/**
 * zc_run_get_zone:
 * @self: a run
 *
 * Returns: (transfer none): the zone as it was when the run was created
 */
ZcZone             *zc_run_get_zone        (ZcRun *self);

/**
 * zc_run_get_state:
 * @self: a run
 *
 * Returns: the state
 */
ZcRunState          zc_run_get_state       (ZcRun *self);

/**
 * zc_run_get_id:
 * @self: a run
 *
 * Returns: the id by which its record is found
 */
gint64              zc_run_get_id          (ZcRun *self);

/**
 * zc_run_get_account_id:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): the id of the account it was created for
 */
const char         *zc_run_get_account_id  (ZcRun *self);

/**
 * zc_run_get_entries:
 * @self: a run
 *
 * Returns: (transfer none): what was seen so far, oldest first: a GListModel of ZcRunEntry that grows
 */
GListModel         *zc_run_get_entries     (ZcRun *self);

/**
 * zc_run_get_elapsed_us:
 * @self: a run
 *
 * Returns: how long it has taken so far, or took, in microseconds; 0 for one that has not begun. The clock is that
 *   of the entries
 */
gint64              zc_run_get_elapsed_us  (ZcRun *self);

/**
 * zc_run_get_delta:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): what the transfer is expected to change, when somebody compared
 */
const ZcRunDelta   *zc_run_get_delta       (ZcRun *self);

/**
 * zc_run_set_delta:
 * @self: a run
 * @delta: what the transfer is expected to change
 *
 * Keeps that with the run. It is written together with the end.
 */
void                zc_run_set_delta       (ZcRun            *self,
                                            const ZcRunDelta *delta);

/**
 * zc_run_was_accepted:
 * @self: a run
 *
 * Returns: %TRUE when the service accepted the start; %FALSE before, and when its answer was lost
 */
gboolean            zc_run_was_accepted    (ZcRun *self);

/**
 * zc_run_get_proof:
 * @self: a run
 *
 * Returns: how well the end is proven
 */
ZcRunProof          zc_run_get_proof       (ZcRun *self);

/**
 * zc_run_is_active:
 * @self: a run
 *
 * Returns: %TRUE until the run has ended
 */
gboolean            zc_run_is_active       (ZcRun *self);

/**
 * zc_run_get_words:
 * @self: a run
 *
 * Returns: (transfer none): the state in words, such as "Propagating (3 of 4 name servers)"
 */
const char         *zc_run_get_words       (ZcRun *self);

/**
 * zc_run_get_explanation:
 * @self: a run
 *
 * Returns: (transfer none): a sentence or two that say what was seen and what it means; plain text
 */
const char         *zc_run_get_explanation (ZcRun *self);

/**
 * zc_run_get_started:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): when it was begun; %NULL before that
 */
GDateTime          *zc_run_get_started     (ZcRun *self);

/**
 * zc_run_get_ended:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): when it ended
 */
GDateTime          *zc_run_get_ended       (ZcRun *self);

/**
 * zc_run_get_report:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): the newest serials
 */
ZcSerialReport     *zc_run_get_report      (ZcRun *self);

/**
 * zc_run_get_statuses:
 * @self: a run
 *
 * Returns: (transfer none) (nullable) (element-type ZcPrimaryStatus): what the service reported last
 */
GPtrArray          *zc_run_get_statuses    (ZcRun *self);

G_END_DECLS
