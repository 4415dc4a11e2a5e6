/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-scenario.h"

G_BEGIN_DECLS

/**
 * ZcSandbox:
 *
 * A stand-in for the service: its HTTP API on a loopback address, over real name servers.
 */
#define ZC_TYPE_SANDBOX (zc_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (ZcSandbox, zc_sandbox, ZC, SANDBOX, GObject)

/**
 * zc_sandbox_new:
 * @scenario: (transfer full): what to play
 * @nsd: the path of the program "nsd"
 * @directory: a private directory
 * @lifeline: what the name servers' processes hold open, see zc_keeper_start()
 *
 * Returns: (transfer full): a sandbox that does not run yet
 */
ZcSandbox *zc_sandbox_new            (ZcScenario *scenario,
                                      const char *nsd,
                                      const char *directory,
                                      int         lifeline);

/**
 * zc_sandbox_start_async:
 * @self: a sandbox
 * @address: where the API listens; port 0 takes a free one
 * @callback: called when it is ready
 * @user_data: data for @callback
 *
 * Starts the name servers and then the API.
 */
void       zc_sandbox_start_async    (ZcSandbox           *self,
                                      GSocketAddress      *address,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);

/**
 * zc_sandbox_start_finish:
 * @self: a sandbox
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set when it does not run
 */
gboolean   zc_sandbox_start_finish   (ZcSandbox     *self,
                                      GAsyncResult  *result,
                                      GError       **error);

/**
 * zc_sandbox_make_ready_line:
 * @self: a sandbox that runs
 *
 * Returns: (transfer full): the one line of JSON that tells a caller where everything is
 */
char      *zc_sandbox_make_ready_line (ZcSandbox *self);

/**
 * zc_sandbox_stop:
 * @self: a sandbox
 *
 * Ends everything at once and waits for its end.
 */
void       zc_sandbox_stop           (ZcSandbox *self);

G_END_DECLS
