/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-scenario.h"

G_BEGIN_DECLS

/**
 * zc_scenario_group_read:
 * @self: the scenario to fill
 * @key_file: a key file
 * @group: one of its groups, or "service" even when it has none
 * @zones: whether zones are read now; servers, faults and the service are read otherwise
 * @error: return location for an error: %ZC_SCENARIO_ERROR_INVALID
 *
 * Reads one group of a scenario. A group of the other sort is passed over.
 *
 * Returns: %FALSE with @error set when the group has a mistake
 */
gboolean zc_scenario_group_read (ZcScenario  *self,
                                 GKeyFile    *key_file,
                                 const char  *group,
                                 gboolean     zones,
                                 GError     **error);

G_END_DECLS
