/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-observations.h"
#include "zc-serial-report.h"

G_BEGIN_DECLS

/**
 * zc_observe_report:
 * @observations: observations
 * @report: a serial check
 *
 * Adds what all servers answered in @report.
 */
void           zc_observe_report   (ZcObservations *observations,
                                    ZcSerialReport *report);

/**
 * zc_observe_statuses:
 * @observations: observations
 * @statuses: (element-type ZcPrimaryStatus): what the service reports of its primaries
 *
 * Adds the service's words.
 */
void           zc_observe_statuses (ZcObservations *observations,
                                    GPtrArray      *statuses);

/**
 * zc_observe_fault:
 * @error: an error of the service's client
 *
 * Returns: how the service answered, %ZC_SERVICE_FAULT_NONE when the error is about something else
 */
ZcServiceFault zc_observe_fault    (const GError *error);

G_END_DECLS
