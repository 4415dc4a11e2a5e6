/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-account.h"

G_BEGIN_DECLS

/**
 * ZcDemo:
 *
 * A running zone-courier-sandbox. It ends with the object. Should it end before, the signal "ended" (no parameters) tells
 * so, once.
 */
#define ZC_TYPE_DEMO (zc_demo_get_type ())
G_DECLARE_FINAL_TYPE (ZcDemo, zc_demo, ZC, DEMO, GObject)

/**
 * zc_demo_start_async:
 * @scenario: (nullable): the name or file of a scenario, %NULL for the default one
 * @cancellable: (nullable): a cancellable
 * @callback: called when the sandbox is ready
 * @user_data: data for @callback
 *
 * Starts the sandbox as a child process and waits until it says that it is ready.
 */
void       zc_demo_start_async  (const char           *scenario,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

/**
 * zc_demo_start_finish:
 * @result: the result
 * @error: return location for an error; its message is what the sandbox printed about it
 *
 * Returns: (transfer full): the demo
 */
ZcDemo    *zc_demo_start_finish (GAsyncResult         *result,
                                 GError              **error);

/**
 * zc_demo_get_account:
 * @self: a demo
 *
 * Returns: (transfer none): the account "Demo"
 */
ZcAccount *zc_demo_get_account  (ZcDemo               *self);

G_END_DECLS
