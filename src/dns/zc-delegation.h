/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-config.h"
#include "zc-dns-server.h"

G_BEGIN_DECLS

/**
 * ZcDelegation:
 * @parent: the zone above, in ASCII without the final dot (owned)
 * @server: the name server of the parent that was asked (owned)
 * @name_servers: the names that the parent sends to, sorted, in lower case with the final dot; empty when
 *   the parent has no delegation (owned)
 * @ds: (element-type GBytes): the rdata of the DS records at the parent, empty without any (owned)
 *
 * What the parent of a zone says about it.
 */
typedef struct
{
  char *parent;
  ZcDnsServer *server;
  GStrv name_servers;
  GPtrArray *ds;
} ZcDelegation;

#define ZC_TYPE_DELEGATION (zc_delegation_get_type ())
GType         zc_delegation_get_type       (void) G_GNUC_CONST;

/**
 * zc_delegation_copy:
 * @self: a delegation
 *
 * Returns: (transfer full): a copy
 */
ZcDelegation *zc_delegation_copy           (const ZcDelegation   *self);

/**
 * zc_delegation_free:
 * @self: (transfer full): a delegation
 *
 * Frees the delegation and what it owns.
 */
void          zc_delegation_free           (ZcDelegation         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcDelegation, zc_delegation_free)

/**
 * zc_delegation_look_up_async:
 * @config: who resolves names, and the port of name servers
 * @zone: the zone's name in ASCII
 * @timeout_ms: the time for each question, in milliseconds
 * @cancellable: (nullable): a cancellable
 * @callback: called when the parent has answered
 * @user_data: data for @callback
 *
 * Finds the zone above with the resolver, and asks one of its name servers, without recursion, to whom it
 * sends for the zone (RFC 1034, section 4.3.2) and which DS records it has (RFC 4035, section 2.4). The
 * zone's own servers are not asked.
 */
void          zc_delegation_look_up_async  (ZcDnsConfig          *config,
                                            const char           *zone,
                                            guint                 timeout_ms,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * zc_delegation_look_up_finish:
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, %G_IO_ERROR_INVALID_ARGUMENT for a zone without a
 *   parent, and errors of %G_RESOLVER_ERROR and %G_IO_ERROR when the parent could not be found or asked
 *
 * Returns: (transfer full) (nullable): what the parent says
 */
ZcDelegation *zc_delegation_look_up_finish (GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
