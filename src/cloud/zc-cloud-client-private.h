/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-cloud-client.h"
#include "zc-cloud-limits-private.h"

G_BEGIN_DECLS

typedef struct _SoupSession SoupSession;

/**
 * zc_cloud_client_new_full:
 * @base_url: the API's address
 * @token: the account's token
 * @session: (nullable): the session to use instead of a new one
 * @limits: (nullable): other limits than people have
 * @error: return location for an error
 *
 * Creates a client for tests: with a session that trusts a certificate authority of the test, and
 * with limits that are reached within a second.
 *
 * Returns: (transfer full) (nullable): a new client
 */
ZcCloudClient *zc_cloud_client_new_full (const char           *base_url,
                                         ZcSecret             *token,
                                         SoupSession          *session,
                                         const ZcCloudLimits  *limits,
                                         GError              **error);

G_END_DECLS
