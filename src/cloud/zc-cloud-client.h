/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-primary-status.h"
#include "zc-quota.h"
#include "zc-record.h"
#include "zc-secret.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * ZcCloudClient:
 *
 * A client of the IONOS Cloud DNS API for one account. It sends the account's token in one header to
 * the host of its base address and nowhere else; it follows no redirect. GET requests are repeated
 * on 429, 502, 503, 504, broken connections and truncated bodies, at most four tries in 90 seconds,
 * honouring Retry-After. Use it in one main context only, the one it was created in.
 *
 * The signal "waiting" (guint seconds, gboolean asked) tells that a retry waits for that long, and whether
 * the service asked for it with Retry-After.
 */
#define ZC_TYPE_CLOUD_CLIENT (zc_cloud_client_get_type ())
G_DECLARE_FINAL_TYPE (ZcCloudClient, zc_cloud_client, ZC, CLOUD_CLIENT, GObject)

/**
 * ZC_CLOUD_DEFAULT_URL:
 *
 * The service's own address.
 */
#define ZC_CLOUD_DEFAULT_URL "https://dns.de-fra.ionos.com"

/**
 * ZcCloudProgressFunc:
 * @n_read: how many items were read so far
 * @user_data: the data given with the function
 *
 * Called in the main context of the caller while a list is being read. The API tells no total.
 */
typedef void (*ZcCloudProgressFunc) (guint    n_read,
                                     gpointer user_data);

/**
 * zc_cloud_client_new:
 * @base_url: the API's address, HTTPS, or HTTP to a loopback address (127.0.0.0/8, ::1, localhost)
 * @token: the account's token
 * @error: return location for an error
 *
 * Creates a client. No request is made.
 *
 * Returns: (transfer full) (nullable): a new client; %NULL with %ZC_CLOUD_ERROR_INSECURE or
 *   %ZC_CLOUD_ERROR_BAD_ADDRESS
 */
ZcCloudClient *zc_cloud_client_new (const char  *base_url,
                                    ZcSecret    *token,
                                    GError     **error);

/**
 * zc_cloud_client_set_token:
 * @self: a client
 * @token: the account's new token
 *
 * Sends requests from now on with another token. Those that are under way keep theirs.
 */
void           zc_cloud_client_set_token    (ZcCloudClient *self,
                                             ZcSecret      *token);

/**
 * zc_cloud_client_list_zones_async:
 * @self: a client
 * @kind: which zones
 * @progress: (nullable) (scope notified): called as pages arrive
 * @progress_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called when the list is there
 * @user_data: data for @callback
 *
 * Reads all zones of a kind, page by page (operations zonesGet and secondaryzonesGet). Pages after
 * a full first one are read in parallel; parsing happens in another thread.
 */
void           zc_cloud_client_list_zones_async (ZcCloudClient       *self,
                                                 ZcZoneKind           kind,
                                                 ZcCloudProgressFunc  progress,
                                                 gpointer             progress_data,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);

/**
 * zc_cloud_client_list_zones_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error: %ZC_CLOUD_ERROR, or one of GIO or TLS
 *
 * Returns: (transfer container) (element-type ZcZone): the zones, each once, in the service's order.
 *   Never a part of the list
 */
GPtrArray     *zc_cloud_client_list_zones_finish (ZcCloudClient  *self,
                                                  GAsyncResult   *result,
                                                  GError        **error);

/**
 * zc_cloud_client_get_zone_async:
 * @self: a client
 * @kind: the zone's kind
 * @id: the zone's UUID
 * @cancellable: (nullable): a cancellable
 * @callback: called when the zone is there
 * @user_data: data for @callback
 *
 * Reads one zone (operations zonesFindById and secondaryzonesFindById).
 */
void           zc_cloud_client_get_zone_async (ZcCloudClient       *self,
                                               ZcZoneKind           kind,
                                               const char          *id,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);

/**
 * zc_cloud_client_get_zone_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the zone
 */
ZcZone        *zc_cloud_client_get_zone_finish (ZcCloudClient  *self,
                                                GAsyncResult   *result,
                                                GError        **error);

/**
 * zc_cloud_client_list_records_async:
 * @self: a client
 * @zone: a zone
 * @progress: (nullable) (scope notified): called as pages arrive
 * @progress_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called when the list is there
 * @user_data: data for @callback
 *
 * Reads all records the service holds for @zone (operations secondaryzonesRecordsGet, and recordsGet
 * with filter.zoneId, since zonesRecordsGet cannot be paged).
 */
void           zc_cloud_client_list_records_async (ZcCloudClient       *self,
                                                   ZcZone              *zone,
                                                   ZcCloudProgressFunc  progress,
                                                   gpointer             progress_data,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);

/**
 * zc_cloud_client_list_records_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type ZcRecord): the records, each once
 */
GPtrArray     *zc_cloud_client_list_records_finish (ZcCloudClient  *self,
                                                    GAsyncResult   *result,
                                                    GError        **error);

/**
 * zc_cloud_client_get_transfer_status_async:
 * @self: a client
 * @zone_id: the UUID of a secondary zone
 * @cancellable: (nullable): a cancellable
 * @callback: called when the status is there
 * @user_data: data for @callback
 *
 * Reads what the service reports per primary address (operation secondaryzonesAxfrGet).
 */
void           zc_cloud_client_get_transfer_status_async (ZcCloudClient       *self,
                                                          const char          *zone_id,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);

/**
 * zc_cloud_client_get_transfer_status_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type ZcPrimaryStatus): the statuses, possibly none
 */
GPtrArray     *zc_cloud_client_get_transfer_status_finish (ZcCloudClient  *self,
                                                           GAsyncResult   *result,
                                                           GError        **error);

/**
 * zc_cloud_client_start_transfer_async:
 * @self: a client
 * @zone_id: the UUID of a secondary zone
 * @cancellable: (nullable): a cancellable
 * @callback: called when the service answered
 * @user_data: data for @callback
 *
 * Asks the service to fetch the zone from its primaries (operation secondaryzonesAxfrPut). Exactly
 * one PUT is sent, unless the service itself turned it away with 429 or 503 and Retry-After; then
 * it is sent again after that time.
 */
void           zc_cloud_client_start_transfer_async (ZcCloudClient       *self,
                                                     const char          *zone_id,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);

/**
 * zc_cloud_client_start_transfer_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error. %ZC_CLOUD_ERROR_NO_ANSWER means that the request may have
 *   arrived: never send it again for the same confirmation, ask for the status instead.
 *   %G_IO_ERROR_CANCELLED tells nothing about whether it arrived. The errors of GIO, of the resolver
 *   and of TLS mean that nothing was sent
 *
 * Returns: %TRUE when the service accepted (any 2xx, whatever its body)
 */
gboolean       zc_cloud_client_start_transfer_finish (ZcCloudClient  *self,
                                                      GAsyncResult   *result,
                                                      GError        **error);

/**
 * zc_cloud_client_get_quota_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called when the quota is there
 * @user_data: data for @callback
 *
 * Reads the account's quota (operation quotaGet): the cheapest proof that a token works.
 */
void           zc_cloud_client_get_quota_async (ZcCloudClient       *self,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);

/**
 * zc_cloud_client_get_quota_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the quota
 */
ZcQuota       *zc_cloud_client_get_quota_finish (ZcCloudClient  *self,
                                                 GAsyncResult   *result,
                                                 GError        **error);

G_END_DECLS
