/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-quota.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * ZcCloudPage:
 * @items: (element-type GObject): the items in the service's order
 * @limit: how many items the service says it puts on a page, 0 when it does not say so
 * @has_next: whether the service names a next page
 *
 * One page of a list of the API.
 */
typedef struct
{
  GPtrArray *items; /* (owned) (element-type GObject) */
  guint limit;
  gboolean has_next;
} ZcCloudPage;

/**
 * zc_cloud_page_free:
 * @self: (transfer full): a page
 *
 * Frees the page.
 */
void         zc_cloud_page_free             (ZcCloudPage  *self);

/* The functions below read one document of the API each. They touch nothing but their arguments, so
 * they may be called in any thread. Their errors are of the domain ZC_JSON_ERROR and name the place
 * in the document. */

/**
 * zc_cloud_parse_primary_zones:
 * @text: a ZoneReadList of the API
 * @length: its length in bytes
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): a page of #ZcZone
 */
ZcCloudPage *zc_cloud_parse_primary_zones   (const char   *text,
                                             gsize         length,
                                             GError      **error);

/**
 * zc_cloud_parse_secondary_zones:
 * @text: a SecondaryZoneReadList of the API
 * @length: its length in bytes
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): a page of #ZcZone
 */
ZcCloudPage *zc_cloud_parse_secondary_zones (const char   *text,
                                             gsize         length,
                                             GError      **error);

/**
 * zc_cloud_parse_records:
 * @text: a RecordReadList or SecondaryZoneRecordReadList of the API
 * @length: its length in bytes
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): a page of #ZcRecord
 */
ZcCloudPage *zc_cloud_parse_records         (const char   *text,
                                             gsize         length,
                                             GError      **error);

/**
 * zc_cloud_parse_primary_zone:
 * @text: a ZoneRead of the API
 * @length: its length in bytes
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the zone
 */
ZcZone      *zc_cloud_parse_primary_zone    (const char   *text,
                                             gsize         length,
                                             GError      **error);

/**
 * zc_cloud_parse_secondary_zone:
 * @text: a SecondaryZoneRead of the API
 * @length: its length in bytes
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the zone
 */
ZcZone      *zc_cloud_parse_secondary_zone  (const char   *text,
                                             gsize         length,
                                             GError      **error);

/**
 * zc_cloud_parse_statuses:
 * @text: a ZoneTransferPrimaryIpsStatus of the API
 * @length: its length in bytes
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ZcPrimaryStatus): the statuses
 */
GPtrArray   *zc_cloud_parse_statuses        (const char   *text,
                                             gsize         length,
                                             GError      **error);

/**
 * zc_cloud_parse_quota:
 * @text: a Quota of the API
 * @length: its length in bytes
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the quota
 */
ZcQuota     *zc_cloud_parse_quota           (const char   *text,
                                             gsize         length,
                                             GError      **error);

/**
 * zc_cloud_parse_server_error:
 * @text: the body of an answer that reports an error
 * @length: its length in bytes
 * @content_type: (nullable): its media type
 * @code: (out) (transfer full) (nullable): the first error code
 * @message: (out) (transfer full) (nullable): the messages, each on its own line
 *
 * Reads what a server says about an error: the Error document of the API
 * ({"httpStatus":n,"messages":[{"errorCode","message"}]}), the list of the hosting API
 * ([{"code","message"}]), or plain text from something on the way. Pages in HTML and everything
 * else say nothing that helps, so both results are %NULL for them.
 */
void         zc_cloud_parse_server_error    (const char   *text,
                                             gsize         length,
                                             const char   *content_type,
                                             char        **code,
                                             char        **message);

/**
 * zc_cloud_parse_is_hosting_error:
 * @text: the body of an answer that reports an error
 * @length: its length in bytes
 *
 * Returns: whether it is a report of the hosting API: a list whose first element has a "code"
 */
gboolean     zc_cloud_parse_is_hosting_error (const char  *text,
                                              gsize        length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcCloudPage, zc_cloud_page_free)

G_END_DECLS
