/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_port_bind:
 * @address: an IPv4 address of this computer
 * @port: a port
 * @type: SOCK_DGRAM or SOCK_STREAM
 *
 * Opens a socket and binds it, without listening.
 *
 * Returns: the socket, to be closed by the caller; -1 when the port is taken
 */
int      zc_port_bind    (const char *address,
                          guint16     port,
                          int         type);

/**
 * zc_port_is_free:
 * @address: an IPv4 address of this computer
 * @port: a port
 *
 * Returns: whether nobody has the port, neither for UDP nor for TCP
 */
gboolean zc_port_is_free (const char *address,
                          guint16     port);

G_END_DECLS
