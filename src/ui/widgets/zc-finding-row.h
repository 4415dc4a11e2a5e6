/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-finding.h"

G_BEGIN_DECLS

/**
 * ZcFindingRow:
 *
 * One conclusion: how bad it is, who, and what was seen; opened it says what that means, the next step, and the
 * configuration that does it.
 */
#define ZC_TYPE_FINDING_ROW (zc_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (ZcFindingRow, zc_finding_row, ZC, FINDING_ROW, AdwExpanderRow)

/**
 * zc_finding_row_new:
 * @finding: a finding
 * @zone: the zone's name in ASCII
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget  *zc_finding_row_new          (const ZcFinding *finding,
                                         const char      *zone);

/**
 * zc_finding_row_get_severity:
 * @self: a row
 *
 * Returns: how bad what it shows is
 */
ZcSeverity  zc_finding_row_get_severity (ZcFindingRow    *self);

G_END_DECLS
