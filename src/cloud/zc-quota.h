/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ZcQuotaCounts:
 * @zones: primary zones
 * @secondary_zones: secondary zones
 * @records: records
 * @reverse_records: reverse records
 *
 * One set of counts of the API's Quota.
 */
typedef struct
{
  guint zones;
  guint secondary_zones;
  guint records;
  guint reverse_records;
} ZcQuotaCounts;

/**
 * ZcQuota:
 * @usage: what the account uses
 * @limits: what the account may use
 *
 * The answer to the operation quotaGet.
 */
typedef struct
{
  ZcQuotaCounts usage;
  ZcQuotaCounts limits;
} ZcQuota;

/**
 * zc_quota_free:
 * @self: (transfer full): a quota
 *
 * Frees the quota.
 */
void zc_quota_free (ZcQuota *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcQuota, zc_quota_free)

G_END_DECLS
