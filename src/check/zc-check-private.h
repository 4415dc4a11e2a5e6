/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-check.h"
#include "zc-delegation.h"
#include "zc-record-check.h"
#include "zc-worker-pool.h"
#include "zc-zone-copy-builder.h"
#include "zc-zone-differences.h"

G_BEGIN_DECLS

/* Private to check/: the state of a check that runs, in zc-check.c (who is asked for the SOA),
 * zc-check-transfers.c (who is asked for a copy), zc-check-copies.c (what is made of copies) and
 * zc-check-records.c (who is asked for every set). */

typedef struct _ZcCheck ZcCheck;

/**
 * ZcCheckProbe:
 * @check: the check it belongs to (unowned)
 * @row: what was seen of it (owned)
 * @n_asking: how many questions for the SOA are under way
 * @looked_for_tls: whether transfers over TLS were or are looked for
 * @transfer_state: whether a copy was asked for
 * @builder: (nullable): takes the records of a transfer that runs (owned)
 * @copy: (nullable): the whole copy (owned)
 * @differences: (nullable) (element-type ZcDifference): how it differs from the reference's (owned)
 * @judged: whether the copy's signing is or was judged
 *
 * One address of one server.
 */
typedef struct
{
  ZcCheck *check;
  ZcObservedServer *row;
  guint n_asking;
  gboolean looked_for_tls;
  enum
  {
    ZC_CHECK_TRANSFER_NONE,
    ZC_CHECK_TRANSFER_WAITS,
    ZC_CHECK_TRANSFER_RUNS,
    ZC_CHECK_TRANSFER_ENDED,
  } transfer_state;
  ZcZoneCopyBuilder *builder;
  ZcZoneCopy *copy;
  GListModel *differences;
  gboolean judged;
} ZcCheckProbe;

/**
 * ZcCheckParty:
 * @check: the check it belongs to (unowned)
 * @target: the server as the command line names it (unowned)
 * @probes: (element-type ZcCheckProbe): its addresses (owned)
 * @resolving: whether its addresses are still looked for
 * @no_address_text: (nullable): why it has none, %NULL also when it just has none (owned)
 *
 * One server of the command line.
 */
typedef struct
{
  ZcCheck *check;
  const ZcCheckTarget *target;
  GPtrArray *probes;
  gboolean resolving;
  char *no_address_text;
} ZcCheckParty;

/**
 * ZcCheck:
 * @task: the task of the check (owned)
 * @options: what to check (unowned)
 * @config: who resolves names (owned)
 * @cancellable: for what does not watch the clock: cancelled by the caller's cancellable, and when the time is
 *   up (owned)
 * @caller_handler: the handler at the caller's cancellable, 0 for none
 * @deadline: the source that ends the check (owned) (nullable)
 * @deadline_us: when the time is up, in monotonic time
 * @late: whether the time was up
 * @n_pending: how many operations are under way
 * @parties: (element-type ZcCheckParty): the servers (owned)
 * @n_transfers: how many transfers run
 * @reference: (nullable): the primary whose copy is the reference (unowned)
 * @delegation: (nullable): what the parent says (owned)
 * @delegating: whether the parent is still asked
 * @record_check: (nullable): asks the secondaries for every set (owned)
 * @record_probes: (nullable) (element-type ZcCheckProbe): whom it asks (owned)
 * @pool: (nullable): where copies are compared and judged (owned)
 * @notes: (element-type utf8): what was left undone (owned)
 *
 * A check that runs.
 */
struct _ZcCheck
{
  GTask *task;
  const ZcCheckOptions *options;
  ZcDnsConfig *config;
  GCancellable *cancellable;
  gulong caller_handler;
  GSource *deadline;
  gint64 deadline_us;
  gboolean late;
  guint n_pending;
  GPtrArray *parties;
  guint n_transfers;
  ZcCheckProbe *reference;
  ZcDelegation *delegation;
  gboolean delegating;
  ZcRecordCheck *record_check;
  GPtrArray *record_probes;
  ZcWorkerPool *pool;
  GPtrArray *notes;
};

/**
 * zc_check_begin_operation:
 * @self: a check
 *
 * Keeps the check from its end until zc_check_end_operation().
 */
void  zc_check_begin_operation (ZcCheck *self);

/**
 * zc_check_end_operation:
 * @self: a check
 *
 * Ends an operation; with the last one the check ends and @self is gone.
 */
void  zc_check_end_operation   (ZcCheck *self);

/**
 * zc_check_get_time_left:
 * @self: a check
 *
 * Returns: the time until the deadline, in milliseconds, at least 1
 */
guint zc_check_get_time_left   (ZcCheck *self);

/**
 * zc_check_probe_free:
 * @self: (transfer full): a probe
 *
 * Frees the probe and what it owns.
 */
void  zc_check_probe_free      (ZcCheckProbe *self);

/**
 * zc_check_look_for_tls:
 * @self: a probe
 *
 * Looks whether a primary whose TCP port is closed transfers over TLS. Called whenever something was seen of
 * it.
 */
void  zc_check_look_for_tls    (ZcCheckProbe *self);

/**
 * zc_check_consider_transfers:
 * @self: a check
 *
 * Starts the transfers that are to be made and can be: called whenever something was learnt.
 */
void  zc_check_consider_transfers (ZcCheck *self);

/**
 * zc_check_ensure_pool:
 * @self: a check
 *
 * Returns: (transfer none): threads for work on copies
 */
ZcWorkerPool *zc_check_ensure_pool (ZcCheck *self);

/**
 * zc_check_get_copy_serial:
 * @copy: a copy
 *
 * Returns: the serial of its SOA, 0 without one
 */
guint32 zc_check_get_copy_serial (ZcZoneCopy *copy);

/**
 * zc_check_take_copy:
 * @self: a probe whose copy has come
 *
 * Looks at the copy, and compares it as soon as both it and the reference are there.
 */
void  zc_check_take_copy       (ZcCheckProbe *self);

/**
 * zc_check_judge_copies:
 * @self: a check
 *
 * Judges the signing of the copies that are there, as soon as it is known what the parent says.
 */
void  zc_check_judge_copies    (ZcCheck *self);

/**
 * zc_check_consider_records:
 * @self: a check
 *
 * Begins to ask the secondaries for every set of the reference, once that is there and all serials are in.
 */
void  zc_check_consider_records (ZcCheck *self);

/**
 * zc_check_lift_deadline:
 * @self: a check
 *
 * Ends the watching of the time: what follows ends by itself.
 */
void  zc_check_lift_deadline   (ZcCheck *self);

/**
 * zc_check_dup_apex_name_servers:
 * @self: a check
 *
 * Returns: (transfer full) (nullable): the NS records of the zone itself, from the reference copy
 */
GStrv zc_check_dup_apex_name_servers (ZcCheck *self);

G_END_DECLS
