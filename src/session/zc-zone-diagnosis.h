/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-diagnosis.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * zc_zone_diagnosis_new:
 * @item: a zone
 *
 * Concludes from what is known about a zone, its newest serial check and the service's statuses, by the
 * table of causes.
 *
 * Returns: (transfer full): a diagnosis
 */
ZcDiagnosis *zc_zone_diagnosis_new           (ZcZoneItem  *item);

/**
 * zc_zone_diagnosis_list_warnings:
 * @item: a zone
 *
 * Finds what makes a start of a transfer doubtful: primaries that disagree, a primary that is behind the
 * name servers, or serials that have no order (RFC 1982).
 *
 * Returns: (transfer full) (element-type ZcFinding): the findings to warn about, in the order of the table of
 *   causes; none when there is nothing to warn about
 */
GPtrArray   *zc_zone_diagnosis_list_warnings (ZcZoneItem  *item);

G_END_DECLS
