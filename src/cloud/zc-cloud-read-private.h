/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-cloud-sender-private.h"
#include "zc-worker-pool.h"

G_BEGIN_DECLS

/**
 * ZcCloudParseFunc:
 * @body: a document of the API
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Reads a document; called in a thread of the pool.
 *
 * Returns: (transfer full) (nullable): what the document holds
 */
typedef gpointer (*ZcCloudParseFunc) (GBytes  *body,
                                      GError **error);

/**
 * zc_cloud_read_async:
 * @sender: a sender
 * @pool: the threads to parse in
 * @path: the path to get
 * @parse: what reads the answer
 * @destroy: frees what @parse returns
 * @cancellable: (nullable): a cancellable
 * @callback: called when the document was read
 * @user_data: data for @callback
 *
 * Gets one document and reads it away from the main thread: a page of 1 000 zones costs the parser
 * more than a frame's time.
 */
void     zc_cloud_read_async  (ZcCloudSender        *sender,
                               ZcWorkerPool         *pool,
                               const char           *path,
                               ZcCloudParseFunc      parse,
                               GDestroyNotify        destroy,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);

/**
 * zc_cloud_read_finish:
 * @result: the result
 * @http_status: (out) (optional): the status of the answer, 0 when there is none
 * @error: return location for an error: %ZC_CLOUD_ERROR, or one of GIO or TLS
 *
 * Returns: (transfer full) (nullable): what the parse function returned
 */
gpointer zc_cloud_read_finish (GAsyncResult         *result,
                               guint                *http_status,
                               GError              **error);

/**
 * zc_cloud_read_error:
 * @sender: a sender
 * @http_status: the status of an answer
 * @error: (transfer full): why the answer cannot be read
 *
 * Makes an error of reading one that tells whose answer cannot be read.
 *
 * Returns: (transfer full): a %ZC_CLOUD_ERROR_BAD_ANSWER in place of a %ZC_JSON_ERROR, else @error
 */
GError  *zc_cloud_read_error  (ZcCloudSender        *sender,
                               guint                 http_status,
                               GError               *error);

G_END_DECLS
