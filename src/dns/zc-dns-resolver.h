/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-config.h"
#include "zc-dns-server.h"

G_BEGIN_DECLS

/**
 * zc_dns_resolve_name_server_async:
 * @config: where to ask, and the port of the servers
 * @name: a name server's name, or an IP literal, which is not asked for
 * @cancellable: (nullable): a cancellable
 * @callback: called when the addresses are there
 * @user_data: data for @callback
 *
 * Looks up all IPv4 and IPv6 addresses of a name server (RFC 1035, RFC 3596).
 */
void       zc_dns_resolve_name_server_async  (ZcDnsConfig          *config,
                                              const char           *name,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);

/**
 * zc_dns_resolve_name_server_finish:
 * @config: the configuration
 * @result: the result
 * @error: return location for an error: %G_RESOLVER_ERROR_NOT_FOUND when the name has no address, other
 *   errors of %G_RESOLVER_ERROR and %G_IO_ERROR when the resolver could not be asked
 *
 * Returns: (transfer container) (element-type ZcDnsServer): one server an address, at least one
 */
GPtrArray *zc_dns_resolve_name_server_finish (ZcDnsConfig          *config,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
