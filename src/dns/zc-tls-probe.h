/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-server.h"

G_BEGIN_DECLS

/**
 * ZC_TLS_PROBE_PORT:
 *
 * The port at which servers offer DNS over TLS (RFC 7858, section 3.1), transfers (RFC 9103) too.
 */
#define ZC_TLS_PROBE_PORT 853

/**
 * zc_tls_probe_async:
 * @server: whose address to look at; its port is not used
 * @port: the port to look at, usually %ZC_TLS_PROBE_PORT
 * @timeout_ms: the time for connecting and the handshake together, in milliseconds
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known
 * @user_data: data for @callback
 *
 * Looks whether a server speaks DNS over TLS: it takes the connection and chooses "dot" when that is
 * offered (ALPN, RFC 7858). Nothing is asked, so whose certificate it shows does not matter.
 */
void     zc_tls_probe_async  (ZcDnsServer          *server,
                              guint16               port,
                              guint                 timeout_ms,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);

/**
 * zc_tls_probe_finish:
 * @result: the result
 *
 * Returns: whether the server speaks DNS over TLS; %FALSE also when it was cancelled, and where this
 *   computer has no TLS
 */
gboolean zc_tls_probe_finish (GAsyncResult         *result);

G_END_DECLS
