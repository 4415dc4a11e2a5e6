/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-config.h"

G_BEGIN_DECLS

/**
 * ZcDnsServer:
 *
 * One address of a name server: a reference-counted immutable value.
 */
typedef struct _ZcDnsServer ZcDnsServer;

#define ZC_TYPE_DNS_SERVER (zc_dns_server_get_type ())
GType          zc_dns_server_get_type      (void) G_GNUC_CONST;

/**
 * zc_dns_server_new:
 * @name: (nullable): the name by which people know the server, %NULL for its address
 * @address: the address
 * @port: the port
 *
 * Returns: (transfer full): a new server
 */
ZcDnsServer   *zc_dns_server_new           (const char   *name,
                                            GInetAddress *address,
                                            guint16       port);

/**
 * zc_dns_server_new_from_literal:
 * @literal: an IPv4 or IPv6 address in text, without a port
 * @config: where the port comes from
 *
 * Returns: (transfer full) (nullable): a new server, %NULL when @literal is no address
 */
ZcDnsServer   *zc_dns_server_new_from_literal (const char  *literal,
                                               ZcDnsConfig *config);

/**
 * zc_dns_server_ref:
 * @self: a server
 *
 * Returns: (transfer full): @self with one more reference
 */
ZcDnsServer   *zc_dns_server_ref           (ZcDnsServer *self);

/**
 * zc_dns_server_unref:
 * @self: (transfer full): a server
 *
 * Drops a reference.
 */
void           zc_dns_server_unref         (ZcDnsServer *self);

/**
 * zc_dns_server_get_name:
 * @self: a server
 *
 * Returns: (transfer none): the server's name, its address when it has none
 */
const char    *zc_dns_server_get_name      (ZcDnsServer *self);

/**
 * zc_dns_server_get_address:
 * @self: a server
 *
 * Returns: (transfer none): the address in text
 */
const char    *zc_dns_server_get_address   (ZcDnsServer *self);

/**
 * zc_dns_server_get_family:
 * @self: a server
 *
 * Returns: %G_SOCKET_FAMILY_IPV4 or %G_SOCKET_FAMILY_IPV6
 */
GSocketFamily  zc_dns_server_get_family    (ZcDnsServer *self);

/**
 * zc_dns_server_get_port:
 * @self: a server
 *
 * Returns: the port, in host byte order
 */
guint16        zc_dns_server_get_port      (ZcDnsServer *self);

/**
 * zc_dns_server_get_socket_address:
 * @self: a server
 *
 * Returns: (transfer none): where to connect to
 */
GSocketAddress *zc_dns_server_get_socket_address (ZcDnsServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcDnsServer, zc_dns_server_unref)

G_END_DECLS
