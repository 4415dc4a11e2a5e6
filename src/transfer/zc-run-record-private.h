/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-run-record.h"

G_BEGIN_DECLS

/**
 * ZcStoredRun:
 * @id: the run's id
 * @account_id: the account's id (owned)
 * @zone_id: the zone's id (owned)
 * @zone_name: the zone's name (owned)
 * @display_name: the zone's name in Unicode (owned)
 * @primary_ips: the zone's primaries (owned)
 * @name_servers: the zone's name servers (owned)
 * @started_us: when it was begun, in microseconds of the wall clock
 * @ended_us: when it ended, likewise
 * @duration_us: how long it took
 * @deadline_seconds: how long it is watched
 * @state: the last state
 * @proof: how well it is proven
 * @has_before: whether @before is known
 * @before: the serial before the start
 * @has_after: whether @after is known
 * @after: the serial at the end
 * @has_delta: whether @delta is known
 * @delta: what the transfer was expected to change
 *
 * A run as a row of the table has it.
 */
typedef struct
{
  gint64 id;
  char *account_id;
  char *zone_id;
  char *zone_name;
  char *display_name;
  char **primary_ips;
  char **name_servers;
  gint64 started_us;
  gint64 ended_us;
  gint64 duration_us;
  guint deadline_seconds;
  ZcRunState state;
  ZcRunProof proof;
  gboolean has_before;
  guint32 before;
  gboolean has_after;
  guint32 after;
  gboolean has_delta;
  ZcRunDelta delta;
} ZcStoredRun;

/**
 * zc_stored_run_free:
 * @self: (transfer full) (nullable): a row
 *
 * Frees the row.
 */
void         zc_stored_run_free (ZcStoredRun *self);

/**
 * zc_stored_run_copy:
 * @self: a row
 *
 * Returns: (transfer full): a copy
 */
ZcStoredRun *zc_stored_run_copy (const ZcStoredRun *self);

/**
 * zc_run_record_get_started_us:
 * @self: a record
 *
 * Returns: when it was begun, in microseconds of the wall clock: what the history is sorted by
 */
gint64       zc_run_record_get_started_us (ZcRunRecord *self);

/**
 * zc_run_record_new:
 * @row: (transfer full): the row
 * @machine: a machine that took in all of the run's events
 *
 * Returns: (transfer full): a record with the words of @machine
 */
ZcRunRecord *zc_run_record_new (ZcStoredRun  *row,
                                ZcRunMachine *machine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcStoredRun, zc_stored_run_free)

G_END_DECLS
