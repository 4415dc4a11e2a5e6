/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "zc-cloud-answer-private.h"
#include "zc-cloud-limits-private.h"

G_BEGIN_DECLS

/**
 * zc_cloud_exchange_async:
 * @session: a session
 * @message: a message that was not sent before
 * @host: the host, as shown to people
 * @limits: the limits; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer was read, or why there is none
 * @user_data: data for @callback
 *
 * Sends one request and reads its answer. Exactly one: libsoup would repeat a request by itself when
 * a kept connection turns out to be closed and after a 421; here that ends the exchange with
 * %G_IO_ERROR_CONNECTION_CLOSED, so that the caller decides and counts.
 *
 * The call ends at once when @cancellable is cancelled or a limit is reached, whatever libsoup is
 * doing at that moment.
 */
void           zc_cloud_exchange_async  (SoupSession          *session,
                                         SoupMessage          *message,
                                         const char           *host,
                                         const ZcCloudLimits  *limits,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);

/**
 * zc_cloud_exchange_finish:
 * @result: the result
 * @sent: (out): whether the request may have reached the server: its first byte was about to be
 *   written when the exchange ended
 * @error: return location for an error of GIO, TLS or libsoup; no status is an error here
 *
 * Returns: (transfer full) (nullable): the answer as soon as there was a status, also when its body
 *   could not be read
 */
ZcCloudAnswer *zc_cloud_exchange_finish (GAsyncResult         *result,
                                         gboolean             *sent,
                                         GError              **error);

G_END_DECLS
