/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-dns-server.h"
#include "zc-test-dns-server.h"

G_BEGIN_DECLS

/**
 * zc_test_dns_client_new:
 * @server: a server
 *
 * Returns: (transfer full): the server as those who ask it know it
 */
ZcDnsServer *zc_test_dns_client_new        (ZcTestDnsServer *server);

/**
 * zc_test_dns_client_hung_up:
 * @server: a server
 *
 * Tells whether all connections were closed by those who asked. The server's threads wake no main loop,
 * so each call wakes it, for use in ZC_WAIT_UNTIL().
 *
 * Returns: %TRUE when none is open
 */
gboolean     zc_test_dns_client_hung_up    (ZcTestDnsServer *server);

/**
 * zc_test_dns_client_did_ask:
 * @server: a server
 *
 * Tells whether anything was asked, in the same way.
 *
 * Returns: %TRUE when a question came
 */
gboolean     zc_test_dns_client_did_ask    (ZcTestDnsServer *server);

G_END_DECLS
