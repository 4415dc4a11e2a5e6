/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-zone-list.h"

G_BEGIN_DECLS

/**
 * ZcZonesSummary:
 * @kind: which zones are shown
 * @n_zones: how many there are
 * @n_shown: how many of them match search and filter
 * @n_need_attention: how many of all need attention
 * @is_reading: whether the list is being read from the service
 * @is_checking: whether the serials of secondary zones are being asked for
 * @when: (nullable): when the list was read or, for secondary zones, the serials were checked (not owned)
 *
 * What the line below the list of zones tells. Plain data, so that its words can be tested without a window.
 */
typedef struct
{
  ZcZoneKind kind;
  guint n_zones;
  guint n_shown;
  guint n_need_attention;
  gboolean is_reading;
  gboolean is_checking;
  GDateTime *when;
} ZcZonesSummary;

/**
 * zc_zones_summary_format:
 * @self: a summary
 * @now: the time to which "1 minute ago" relates
 *
 * Puts a summary into words, such as "12 secondary zones, 2 need attention, checked 1 minute ago".
 *
 * Returns: (transfer full): translated plain text on one line
 */
char *zc_zones_summary_format (const ZcZonesSummary *self,
                               GDateTime            *now);

G_END_DECLS
