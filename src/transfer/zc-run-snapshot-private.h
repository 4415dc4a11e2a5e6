/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-cloud-client.h"
#include "zc-dns-config.h"
#include "zc-serial-report.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * zc_run_snapshot_take_async:
 * @client: the account's client
 * @config: where DNS questions go
 * @zone: a secondary zone
 * @before: (nullable): the serials as they were seen a moment ago; %NULL to look at them
 * @cancellable: (nullable): a cancellable
 * @callback: called when both looks are over
 * @user_data: data for @callback
 *
 * Looks at what there is before a transfer is started: the serials of all servers, and the service's statuses.
 */
void     zc_run_snapshot_take_async  (ZcCloudClient       *client,
                                      ZcDnsConfig         *config,
                                      ZcZone              *zone,
                                      ZcSerialReport      *before,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);

/**
 * zc_run_snapshot_take_finish:
 * @result: the result
 * @report: (out) (transfer full) (nullable): the serials
 * @statuses: (out) (transfer full) (nullable) (element-type ZcPrimaryStatus): the statuses
 * @error: return location for an error: %G_IO_ERROR_CANCELLED alone. A look that fails leaves its part out: that
 *   is no reason not to start, only the proof at the end is the weaker for it, and the service's refusal of the
 *   start says more than its refusal of the statuses
 *
 * Returns: %TRUE unless it was cancelled
 */
gboolean zc_run_snapshot_take_finish (GAsyncResult        *result,
                                      ZcSerialReport     **report,
                                      GPtrArray          **statuses,
                                      GError             **error);

G_END_DECLS
