/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-zone-data.h"

G_BEGIN_DECLS

/*
 * The few questions that the sandbox asks its own servers. Those that the service would ask come from
 * an address of the service, so that the servers' access lists apply. They block; call them in a
 * worker thread.
 */

/* Where the other questions come from: secondaries give copies to this address when to no other. */
#define ZC_SANDBOX_OWN_ADDRESS "127.0.30.1"

/**
 * ZcSandboxServer:
 *
 * Whom to ask, and from where.
 */
typedef struct
{
  const char *source;     /* (unowned): the address to ask from */
  const char *address;    /* (unowned): the server's address */
  guint16 port;
  guint timeout_ms;       /* for each wait */
} ZcSandboxServer;

/**
 * zc_sandbox_dns_ask_soa:
 * @server: whom to ask
 * @zone: a zone's name
 * @rcode: (out): the answer's RCODE
 * @serial: (out): the SOA's serial, -1 when there is none in the answer
 * @error: return location for an error
 *
 * Asks for a zone's SOA over UDP, once.
 *
 * Returns: %FALSE with @error set when there was no answer
 */
gboolean    zc_sandbox_dns_ask_soa  (const ZcSandboxServer  *server,
                                     const char             *zone,
                                     ldns_pkt_rcode         *rcode,
                                     gint64                 *serial,
                                     GError                **error);

/**
 * zc_sandbox_dns_hold_connection:
 * @server: whom to ask
 * @error: return location for an error
 *
 * Asks for the root's SOA over TCP and keeps the connection.
 *
 * Returns: (transfer full) (nullable): the connection, which one of the server's processes has; %NULL with @error
 *   set when there was no answer
 */
GSocket    *zc_sandbox_dns_hold_connection (const ZcSandboxServer  *server,
                                            GError                **error);

/**
 * zc_sandbox_dns_wait_for_close:
 * @server: the server
 * @socket: a connection of zc_sandbox_dns_hold_connection()
 * @error: return location for an error
 *
 * Waits until the server closes the connection.
 *
 * Returns: %FALSE with @error set to %G_IO_ERROR_TIMED_OUT when it has not within the server's timeout
 */
gboolean    zc_sandbox_dns_wait_for_close  (const ZcSandboxServer  *server,
                                            GSocket                *socket,
                                            GError                **error);

/**
 * zc_sandbox_dns_try_axfr:
 * @server: whom to ask
 * @zone: a zone's name
 * @rcode: (out): the RCODE of the first message
 * @error: return location for an error
 *
 * Asks for a copy of a zone and reads its first message only.
 *
 * Returns: %FALSE with @error set when there was no answer
 */
gboolean    zc_sandbox_dns_try_axfr (const ZcSandboxServer  *server,
                                     const char             *zone,
                                     ldns_pkt_rcode         *rcode,
                                     GError                **error);

/**
 * zc_sandbox_dns_read_axfr:
 * @server: whom to ask
 * @zone: a zone's name
 * @error: return location for an error
 *
 * Copies a zone (RFC 5936).
 *
 * Returns: (transfer full) (nullable): the zone
 */
ZcZoneData *zc_sandbox_dns_read_axfr (const ZcSandboxServer  *server,
                                      const char             *zone,
                                      GError                **error);

G_END_DECLS
