/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-cloud-page-private.h"
#include "zc-quota.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/* The functions below read one document of the API each. They touch nothing but their arguments, so
 * they may be called in any thread. Their errors are of the domain ZC_JSON_ERROR and name the place
 * in the document. */

/**
 * zc_cloud_parse_primary_zones:
 * @body: a ZoneReadList of the API
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): a page of #ZcZone
 */
ZcCloudPage *zc_cloud_parse_primary_zones   (GBytes      *body,
                                             GError     **error);

/**
 * zc_cloud_parse_secondary_zones:
 * @body: a SecondaryZoneReadList of the API
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): a page of #ZcZone
 */
ZcCloudPage *zc_cloud_parse_secondary_zones (GBytes      *body,
                                             GError     **error);

/**
 * zc_cloud_parse_records:
 * @body: a RecordReadList or SecondaryZoneRecordReadList of the API
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): a page of #ZcRecord
 */
ZcCloudPage *zc_cloud_parse_records         (GBytes      *body,
                                             GError     **error);

/**
 * zc_cloud_parse_primary_zone:
 * @body: a ZoneRead of the API
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the zone
 */
ZcZone      *zc_cloud_parse_primary_zone    (GBytes      *body,
                                             GError     **error);

/**
 * zc_cloud_parse_secondary_zone:
 * @body: a SecondaryZoneRead of the API
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the zone
 */
ZcZone      *zc_cloud_parse_secondary_zone  (GBytes      *body,
                                             GError     **error);

/**
 * zc_cloud_parse_statuses:
 * @body: a ZoneTransferPrimaryIpsStatus of the API
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ZcPrimaryStatus): the statuses
 */
GPtrArray   *zc_cloud_parse_statuses        (GBytes      *body,
                                             GError     **error);

/**
 * zc_cloud_parse_quota:
 * @body: a Quota of the API
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the quota
 */
ZcQuota     *zc_cloud_parse_quota           (GBytes      *body,
                                             GError     **error);

/**
 * zc_cloud_parse_server_error:
 * @text: (nullable): the body of an answer that reports an error
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
 * @text: (nullable): the body of an answer that reports an error
 * @length: its length in bytes
 *
 * Returns: whether it is a report of the hosting API: a list whose first element has a "code"
 */
gboolean     zc_cloud_parse_is_hosting_error (const char  *text,
                                              gsize        length);

G_END_DECLS
