/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-gate.h"
#include "zc-nsd.h"

G_BEGIN_DECLS

/**
 * ZcNameServer:
 *
 * An NSD, with a gate before it when it shall do what NSD does not. With a gate the NSD itself is at
 * an address of its own.
 */
#define ZC_TYPE_NAME_SERVER (zc_name_server_get_type ())
G_DECLARE_FINAL_TYPE (ZcNameServer, zc_name_server, ZC, NAME_SERVER, GObject)

/**
 * zc_name_server_make_inside:
 * @address: an address of 127.0.0.0/8
 * @rules: the rules of a server at this address
 *
 * Returns: (transfer full): the address at which the NSD itself is
 */
char         *zc_name_server_make_inside  (const char        *address,
                                           const ZcGateRules *rules);

/**
 * zc_name_server_new:
 * @nsd: (transfer full): the NSD, at the address of zc_name_server_make_inside()
 * @address: where the world finds it
 * @port: on which port
 * @rules: how it treats those who come
 *
 * Returns: (transfer full): a name server that does not run yet
 */
ZcNameServer *zc_name_server_new          (ZcNsd             *nsd,
                                           const char        *address,
                                           guint16            port,
                                           const ZcGateRules *rules);

/**
 * zc_name_server_get_nsd:
 * @self: a name server
 *
 * Returns: (transfer none): its NSD
 */
ZcNsd        *zc_name_server_get_nsd      (ZcNameServer *self);

/**
 * zc_name_server_start_async:
 * @self: a name server
 * @callback: called when it answers
 * @user_data: data for @callback
 *
 * Starts it. Call it in the main thread.
 */
void          zc_name_server_start_async  (ZcNameServer        *self,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);

/**
 * zc_name_server_start_finish:
 * @self: a name server
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_ADDRESS_IN_USE when its port is taken
 *
 * Returns: %FALSE with @error set when it does not run
 */
gboolean      zc_name_server_start_finish (ZcNameServer  *self,
                                           GAsyncResult  *result,
                                           GError       **error);

/**
 * zc_name_server_kill:
 * @self: a name server
 *
 * Ends it at once and waits for its end.
 */
void          zc_name_server_kill         (ZcNameServer *self);

G_END_DECLS
