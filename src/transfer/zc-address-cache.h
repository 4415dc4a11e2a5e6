/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-config.h"

G_BEGIN_DECLS

/**
 * zc_address_cache_resolve_async:
 * @config: where to ask; the cache lives as long as it does
 * @name: a name server's name
 * @callback: called when the addresses are there
 * @user_data: data for @callback
 *
 * Looks up a name server as zc_dns_resolve_name_server_async() does, but asks for each name once a
 * minute at most, and once for all who wait: thousands of zones share four name servers. It is not
 * cancellable, since others may wait for the same answer.
 */
void       zc_address_cache_resolve_async  (ZcDnsConfig          *config,
                                            const char           *name,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_address_cache_resolve_finish:
 * @config: the configuration
 * @result: the result
 * @error: return location for an error, as zc_dns_resolve_name_server_finish() sets it
 *
 * Returns: (transfer container) (element-type ZcDnsServer): the servers; not to be changed
 */
GPtrArray *zc_address_cache_resolve_finish (ZcDnsConfig          *config,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
