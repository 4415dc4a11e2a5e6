/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-run-machine.h"

G_BEGIN_DECLS

/**
 * ZcRunDelta:
 * @missing: record sets that the primary has and the service lacked
 * @extra: record sets that the service had and the primary lacks
 * @changed: record sets that both have with different data
 *
 * What a transfer was expected to change.
 */
typedef struct
{
  guint missing;
  guint extra;
  guint changed;
} ZcRunDelta;

/**
 * ZcRunRecord:
 *
 * A run that is over, as it was kept: an immutable value. Its words are made when it is read, so they are in
 * the reader's language. zc_store_load_entries_async() reads what was seen during the run.
 */
#define ZC_TYPE_RUN_RECORD (zc_run_record_get_type ())
G_DECLARE_FINAL_TYPE (ZcRunRecord, zc_run_record, ZC, RUN_RECORD, GObject)

/**
 * zc_run_record_get_id:
 * @self: a record
 *
 * Returns: the id, the same as that of the #ZcRun
 */
gint64            zc_run_record_get_id               (ZcRunRecord *self);

/**
 * zc_run_record_get_account_id:
 * @self: a record
 *
 * Returns: (transfer none): the id of the account it belongs to
 */
const char       *zc_run_record_get_account_id       (ZcRunRecord *self);

/**
 * zc_run_record_get_zone_id:
 * @self: a record
 *
 * Returns: (transfer none): the zone's id; the zone may be gone since
 */
const char       *zc_run_record_get_zone_id          (ZcRunRecord *self);

/**
 * zc_run_record_get_zone_name:
 * @self: a record
 *
 * Returns: (transfer none): the zone's name as the service spelled it
 */
const char       *zc_run_record_get_zone_name        (ZcRunRecord *self);

/**
 * zc_run_record_get_display_name:
 * @self: a record
 *
 * Returns: (transfer none): the zone's name in Unicode, safe to show as plain text
 */
const char       *zc_run_record_get_display_name     (ZcRunRecord *self);

/**
 * zc_run_record_get_started:
 * @self: a record
 *
 * Returns: (transfer none): when it was begun
 */
GDateTime        *zc_run_record_get_started          (ZcRunRecord *self);

/**
 * zc_run_record_get_ended:
 * @self: a record
 *
 * Returns: (transfer none): when it ended
 */
GDateTime        *zc_run_record_get_ended            (ZcRunRecord *self);

/**
 * zc_run_record_get_duration_seconds:
 * @self: a record
 *
 * Returns: how long it took, in seconds; measured by a clock that nobody sets
 */
double            zc_run_record_get_duration_seconds (ZcRunRecord *self);

/**
 * zc_run_record_get_state:
 * @self: a record
 *
 * Returns: how it ended
 */
ZcRunState        zc_run_record_get_state            (ZcRunRecord *self);

/**
 * zc_run_record_get_proof:
 * @self: a record
 *
 * Returns: how well that is proven
 */
ZcRunProof        zc_run_record_get_proof            (ZcRunRecord *self);

/**
 * zc_run_record_get_words:
 * @self: a record
 *
 * Returns: (transfer none): how it ended in words, translated
 */
const char       *zc_run_record_get_words            (ZcRunRecord *self);

/**
 * zc_run_record_get_explanation:
 * @self: a record
 *
 * Returns: (transfer none): what was seen and what it means, translated plain text
 */
const char       *zc_run_record_get_explanation      (ZcRunRecord *self);

/**
 * zc_run_record_was_accepted:
 * @self: a record
 *
 * Returns: %TRUE when the service accepted the start
 */
gboolean          zc_run_record_was_accepted         (ZcRunRecord *self);

/**
 * zc_run_record_was_sent:
 * @self: a record
 *
 * Returns: %TRUE when the start was sent, also when its answer was lost
 */
gboolean          zc_run_record_was_sent             (ZcRunRecord *self);

/**
 * zc_run_record_get_serial_before:
 * @self: a record
 * @serial: (out) (optional): the newest serial of the name servers before the start
 *
 * Returns: %TRUE when it is known
 */
gboolean          zc_run_record_get_serial_before    (ZcRunRecord *self,
                                                      guint32     *serial);

/**
 * zc_run_record_get_serial_after:
 * @self: a record
 * @serial: (out) (optional): the serial that all name servers had at the end, the oldest one of them
 *
 * Returns: %TRUE when it is known
 */
gboolean          zc_run_record_get_serial_after     (ZcRunRecord *self,
                                                      guint32     *serial);

/**
 * zc_run_record_get_delta:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): what the transfer was expected to change, when it was compared
 */
const ZcRunDelta *zc_run_record_get_delta            (ZcRunRecord *self);

G_END_DECLS
