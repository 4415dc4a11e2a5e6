/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-cloud-client.h"
#include "zc-cloud-read-private.h"

G_BEGIN_DECLS

/**
 * zc_cloud_list_async:
 * @sender: a sender
 * @pool: the threads to parse in
 * @path: the path of the list with its query, up to and including the "?" or "&" that the paging
 *   parameters follow
 * @parse: reads one page; returns a #ZcCloudPage of #ZcZone or #ZcRecord
 * @progress: (nullable): called as pages arrive
 * @progress_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called when the list is there
 * @user_data: data for @callback
 *
 * Reads a list page by page: the first page alone and, when that is full and names a next one, the
 * others up to four at a time. The list ends at the first page that is short or names no next page.
 */
void       zc_cloud_list_async  (ZcCloudSender        *sender,
                                 ZcWorkerPool         *pool,
                                 const char           *path,
                                 ZcCloudParseFunc      parse,
                                 ZcCloudProgressFunc   progress,
                                 gpointer              progress_data,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

/**
 * zc_cloud_list_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type GObject): the whole list, every item once, in
 *   the service's order; never a part of it
 */
GPtrArray *zc_cloud_list_finish (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
