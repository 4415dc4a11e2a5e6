/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcDnsConfig:
 *
 * Where DNS questions go: the port of name servers, and who turns name server names into addresses.
 * Immutable.
 */
#define ZC_TYPE_DNS_CONFIG (zc_dns_config_get_type ())
G_DECLARE_FINAL_TYPE (ZcDnsConfig, zc_dns_config, ZC, DNS_CONFIG, GObject)

/**
 * zc_dns_config_new:
 * @port: the port name servers are asked at, 0 for 53
 * @resolver: (nullable): "ADDRESS" or "ADDRESS\@PORT" of the resolver for name server names (its own
 *   port defaults to 53), %NULL for the system's
 * @error: return location for an error: %G_IO_ERROR_INVALID_ARGUMENT names what is wrong
 *
 * Returns: (transfer full) (nullable): a new configuration
 */
ZcDnsConfig    *zc_dns_config_new                  (guint        port,
                                                    const char  *resolver,
                                                    GError     **error);

/**
 * zc_dns_config_new_from_environment:
 * @error: return location for an error: a variable that cannot be understood
 *
 * Reads ZONE_COURIER_DNS_PORT and ZONE_COURIER_DNS_RESOLVER, which tests and the sandbox use.
 *
 * Returns: (transfer full) (nullable): a new configuration
 */
ZcDnsConfig    *zc_dns_config_new_from_environment (GError     **error);

/**
 * zc_dns_config_get_port:
 * @self: a configuration
 *
 * Returns: the port of name servers without a port of their own
 */
guint16         zc_dns_config_get_port             (ZcDnsConfig *self);

/**
 * zc_dns_config_get_resolver:
 * @self: a configuration
 *
 * Returns: (transfer none) (nullable): where to ask for addresses, %NULL for the system's resolver
 */
GSocketAddress *zc_dns_config_get_resolver         (ZcDnsConfig *self);

G_END_DECLS
