/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-finding.h"
#include "zc-observations.h"

G_BEGIN_DECLS

/**
 * ZcDiagnosis:
 *
 * What observations mean: one verdict and all findings, from one table of causes that windows, reports
 * and zone-courier-check share. An immutable value.
 */
#define ZC_TYPE_DIAGNOSIS (zc_diagnosis_get_type ())
G_DECLARE_FINAL_TYPE (ZcDiagnosis, zc_diagnosis, ZC, DIAGNOSIS, GObject)

/**
 * zc_diagnosis_new:
 * @observations: what was seen
 *
 * Concludes. The same observations always give the same diagnosis; nothing is asked and no clock is
 * read.
 *
 * Returns: (transfer full): a new diagnosis
 */
ZcDiagnosis        *zc_diagnosis_new                     (ZcObservations         *observations);

/**
 * zc_diagnosis_get_verdict:
 * @self: a diagnosis
 *
 * Gives the most severe finding; among equally severe ones the first in the order of the table of
 * causes, which goes from the service's interface over reachability, authority, access, serials, stream,
 * data, DNSSEC and propagation to the delegation. Its id is "ok" when nothing above
 * %ZC_SEVERITY_INFO was found.
 *
 * Returns: (transfer none): the verdict
 */
const ZcFinding    *zc_diagnosis_get_verdict             (ZcDiagnosis            *self);

/**
 * zc_diagnosis_get_findings:
 * @self: a diagnosis
 *
 * Returns: (transfer none) (element-type ZcFinding): all findings, in the order of the table of causes
 */
GPtrArray          *zc_diagnosis_get_findings            (ZcDiagnosis            *self);

/**
 * zc_diagnosis_get_usual_severity:
 * @id: (nullable): the id of a cause
 *
 * Returns: how bad the cause is when nothing else is known; %ZC_SEVERITY_INFO for "ok" and %NULL
 */
ZcSeverity          zc_diagnosis_get_usual_severity      (const char             *id);

/**
 * zc_diagnosis_list_ids:
 *
 * Returns: (transfer full) (array zero-terminated=1): the ids of all causes, in the order of the table
 */
const char        **zc_diagnosis_list_ids                (void);

/**
 * zc_diagnosis_get_area:
 * @id: the id of a finding
 *
 * Says what a cause is about: "service", "reachability", "authority", "access", "serial", "stream", "data",
 * "dnssec", "propagation", "delegation" or "watching". The help has a page for each.
 *
 * Returns: (transfer none) (nullable): the area's stable name, %NULL for "ok" and for what is no cause
 */
const char         *zc_diagnosis_get_area                (const char             *id);

G_END_DECLS
