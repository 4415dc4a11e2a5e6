/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-outcome.h"

G_BEGIN_DECLS

/* Private to dns/: what the errors of sockets mean. */

/**
 * zc_dns_socket_error_judge:
 * @error: an error of a socket
 * @transport: what the socket speaks
 * @family: the family of the address
 * @connected: whether the socket was connected already
 *
 * Returns: what the error says about the server, %ZC_DNS_OUTCOME_LOCAL_ERROR when it says nothing
 */
ZcDnsOutcome zc_dns_socket_error_judge (const GError   *error,
                                        ZcDnsTransport  transport,
                                        GSocketFamily   family,
                                        gboolean        connected);

G_END_DECLS
