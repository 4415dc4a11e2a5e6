/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-cloud-answer-private.h"
#include "zc-cloud-limits-private.h"
#include "zc-secret.h"

G_BEGIN_DECLS

typedef struct _SoupSession SoupSession;

/**
 * ZcCloudSender:
 *
 * The one way in which requests leave the program: it adds the token, sends, repeats what may be
 * repeated, and turns statuses into errors. Use it in one main context only.
 *
 * The signal "waiting" (guint seconds, gboolean asked) tells that a retry waits for that long, and whether
 * the service asked for it.
 */
#define ZC_TYPE_CLOUD_SENDER (zc_cloud_sender_get_type ())
G_DECLARE_FINAL_TYPE (ZcCloudSender, zc_cloud_sender, ZC, CLOUD_SENDER, GObject)

/**
 * ZcCloudMethod:
 * @ZC_CLOUD_METHOD_GET: a question: repeated when that may help
 * @ZC_CLOUD_METHOD_PUT: an order without a body: never repeated unless the service itself turned it
 *   away with 429 or 503 and Retry-After
 *
 * What kind of request is sent.
 */
typedef enum
{
  ZC_CLOUD_METHOD_GET,
  ZC_CLOUD_METHOD_PUT,
} ZcCloudMethod;

/**
 * zc_cloud_sender_new:
 * @base_url: the API's address
 * @token: the account's token
 * @session: (nullable): the session to use instead of a new one; its features are set here as well
 * @limits: the limits; copied
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a new sender; %NULL with %ZC_CLOUD_ERROR_INSECURE or
 *   %ZC_CLOUD_ERROR_BAD_ADDRESS
 */
ZcCloudSender       *zc_cloud_sender_new          (const char           *base_url,
                                                   ZcSecret             *token,
                                                   SoupSession          *session,
                                                   const ZcCloudLimits  *limits,
                                                   GError              **error);

/**
 * zc_cloud_sender_set_token:
 * @self: a sender
 * @token: the account's new token
 *
 * Sends requests from now on with another token. Those that are under way keep theirs.
 */
void                 zc_cloud_sender_set_token    (ZcCloudSender        *self,
                                                   ZcSecret             *token);

/**
 * zc_cloud_sender_get_host:
 * @self: a sender
 *
 * Returns: (transfer none): the API's host as shown to people
 */
const char          *zc_cloud_sender_get_host     (ZcCloudSender        *self);

/**
 * zc_cloud_sender_get_limits:
 * @self: a sender
 *
 * Returns: (transfer none): the limits
 */
const ZcCloudLimits *zc_cloud_sender_get_limits   (ZcCloudSender        *self);

/**
 * zc_cloud_sender_send_async:
 * @self: a sender
 * @method: what kind of request
 * @path: the path below the base address, from its first slash, with its query
 * @cancellable: (nullable): a cancellable
 * @callback: called when the request succeeded or failed for good
 * @user_data: data for @callback
 *
 * Sends a request.
 */
void                 zc_cloud_sender_send_async   (ZcCloudSender        *self,
                                                   ZcCloudMethod         method,
                                                   const char           *path,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

/**
 * zc_cloud_sender_send_finish:
 * @self: a sender
 * @result: the result
 * @error: return location for an error: %ZC_CLOUD_ERROR, or one of GIO or TLS
 *
 * Returns: (transfer full) (nullable): an answer with a status of 2xx. Its body is complete after a
 *   GET and whatever there was of it after a PUT
 */
ZcCloudAnswer       *zc_cloud_sender_send_finish  (ZcCloudSender        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
