/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-check-options.h"
#include "zc-check-report.h"
#include "zc-dns-config.h"

G_BEGIN_DECLS

/**
 * zc_check_async:
 * @options: what to check; kept by the caller until @callback
 * @config: who resolves names
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is known, at the latest when the time of @options is up
 * @user_data: data for @callback
 *
 * Looks up, asks, transfers and compares, all of it at once as far as one step does not need another.
 */
void           zc_check_async  (const ZcCheckOptions *options,
                                ZcDnsConfig          *config,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);

/**
 * zc_check_finish:
 * @result: the result
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the report
 */
ZcCheckReport *zc_check_finish (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
