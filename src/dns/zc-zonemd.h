/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dnssec-report.h"
#include "zc-zone-copy.h"

G_BEGIN_DECLS

/**
 * zc_zonemd_judge:
 * @copy: the whole copy of a zone
 * @report: gets the state and, when no digest matches, a finding
 * @cancellable: (nullable): a cancellable
 *
 * Computes the zone's digest over the copy and compares it with the ZONEMD records at the apex (RFC 8976,
 * section 4; scheme SIMPLE, SHA-384 and SHA-512). Stops early, with the state untouched, when cancelled.
 */
void zc_zonemd_judge (ZcZoneCopy     *copy,
                      ZcDnssecReport *report,
                      GCancellable   *cancellable);

G_END_DECLS
