/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-check-options.h"

G_BEGIN_DECLS

/**
 * ZC_CHECK_EXIT_UNKNOWN:
 *
 * The exit code when nothing could be found out.
 */
#define ZC_CHECK_EXIT_UNKNOWN 3

/**
 * zc_check_complain:
 * @message: what is wrong, one sentence or more
 *
 * Says on standard error what kept the check from being made.
 */
void zc_check_complain    (const char           *message);

/**
 * zc_check_run_zone:
 * @options: what the command line asks for, without an account
 * @config: where DNS questions go
 * @cancellable: a cancellable
 *
 * Checks one zone with the servers of the command line, and prints what came of it. Runs the main loop until then.
 *
 * Returns: the exit code
 */
int  zc_check_run_zone    (const ZcCheckOptions *options,
                           ZcDnsConfig          *config,
                           GCancellable         *cancellable);

/**
 * zc_check_run_account:
 * @options: what the command line asks for, with an account
 * @config: where DNS questions go
 * @cancellable: a cancellable
 *
 * Checks zones of an account, and prints what came of it: JSON a line a zone as the zones are done, text all at once
 * below a line that sums it up. Runs the main loop until then.
 *
 * Returns: the exit code, that of the worst zone
 */
int  zc_check_run_account (const ZcCheckOptions *options,
                           ZcDnsConfig          *config,
                           GCancellable         *cancellable);

G_END_DECLS
