/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dnssec-report.h"
#include "zc-worker-pool.h"
#include "zc-zone-copy.h"

G_BEGIN_DECLS

/**
 * ZcDnssecProgressFunc:
 * @n_done: how many names were judged so far
 * @n_all: how many there are
 * @user_data: the data of the call
 *
 * Called in the caller's main context while a copy is judged, ten times a second at most, and never
 * after the end.
 */
typedef void (*ZcDnssecProgressFunc) (guint64  n_done,
                                      guint64  n_all,
                                      gpointer user_data);

/**
 * zc_dnssec_judge_async:
 * @copy: the whole copy of a zone
 * @now: the time to judge at, in seconds since 1970
 * @ds: (nullable) (element-type GBytes): the rdata of the parent's DS records; empty when the parent has
 *   none, %NULL when it was not asked
 * @pool: where the work is done; it is shared out over as many threads as there are
 * @progress: (nullable): called from time to time
 * @cancellable: (nullable): a cancellable
 * @callback: called when everything is judged
 * @user_data: data for @callback and @progress
 *
 * Judges the signing of a copy as a validating resolver would (RFC 4035, RFC 5155): every signature is
 * verified by ldns, the times are held against @now and the SOA's expire time, the chain of NSEC or
 * NSEC3 records must be complete, and the DNSKEY set must be signed by a key that the parent's DS names.
 * A set counts as signed when one signature is good, so that a key rollover is no fault. The zone's own
 * digest (ZONEMD, RFC 8976) is judged as well. Nothing is left out or sampled.
 *
 * Verifying takes some 0.1 ms a signature and thread.
 */
void            zc_dnssec_judge_async  (ZcZoneCopy           *copy,
                                        gint64                now,
                                        GPtrArray            *ds,
                                        ZcWorkerPool         *pool,
                                        ZcDnssecProgressFunc  progress,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);

/**
 * zc_dnssec_judge_finish:
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED only
 *
 * Returns: (transfer full) (nullable): the judgement
 */
ZcDnssecReport *zc_dnssec_judge_finish (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
