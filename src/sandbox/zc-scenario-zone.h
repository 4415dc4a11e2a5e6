/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-scenario-reader.h"

G_BEGIN_DECLS

/**
 * zc_scenario_zone_read:
 * @scenario: the scenario, its servers already read
 * @reader: the zone's group
 * @name: the zone's name
 * @is_primary: whether it is a primary zone of the service
 *
 * Reads the keys of a zone. Mistakes are recorded in @reader.
 *
 * Returns: (transfer full): the zone
 */
ZcScenarioZone *zc_scenario_zone_read (ZcScenario       *scenario,
                                       ZcScenarioReader *reader,
                                       const char       *name,
                                       gboolean          is_primary);

/**
 * zc_scenario_zone_copy:
 * @self: a zone
 * @name: the copy's name
 *
 * Copies what a zone without real servers has, under another name, with another id.
 *
 * Returns: (transfer full): the copy
 */
ZcScenarioZone *zc_scenario_zone_copy (const ZcScenarioZone *self,
                                       const char           *name);

/**
 * zc_scenario_zone_free:
 * @self: (transfer full): a zone
 *
 * Frees a zone.
 */
void            zc_scenario_zone_free (ZcScenarioZone *self);

/**
 * zc_scenario_copy_free:
 * @copy: (transfer full): how a server holds a zone
 *
 * Frees it.
 */
void              zc_scenario_copy_free      (ZcScenarioCopy *copy);

/**
 * zc_scenario_copy_duplicate:
 * @copy: how a server holds a zone
 *
 * Returns: (transfer full): the same once more
 */
ZcScenarioCopy   *zc_scenario_copy_duplicate (const ZcScenarioCopy *copy);

/**
 * zc_scenario_status_new:
 * @status: a status
 * @message: (nullable): an error's text
 *
 * Returns: (transfer full): what the service reports for a primary
 */
ZcScenarioStatus *zc_scenario_status_new     (const char *status,
                                              const char *message);

/**
 * zc_scenario_status_free:
 * @status: (transfer full): what the service reports for a primary
 *
 * Frees it.
 */
void              zc_scenario_status_free    (ZcScenarioStatus *status);

/**
 * zc_scenario_list_name_servers:
 * @scenario: a scenario
 * @is_primary: a zone's kind
 *
 * Returns: (transfer full): the name servers that the service assigns to such a zone
 */
GStrv             zc_scenario_list_name_servers (ZcScenario *scenario,
                                                 gboolean    is_primary);

/**
 * zc_scenario_zone_name_is_safe:
 * @name: a zone's name
 *
 * A name becomes the name of a file and a word in NSD's configuration and commands.
 *
 * Returns: whether it has nothing in it that means something else there
 */
gboolean        zc_scenario_zone_name_is_safe (const char *name);

/**
 * zc_scenario_make_id:
 * @text: a text
 *
 * Makes a UUID of version 4's form out of a text, always the same one, so that the ids of a demo
 * account's zones, and what is remembered under them, survive a restart.
 *
 * Returns: (transfer full): the UUID
 */
char           *zc_scenario_make_id   (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcScenarioZone, zc_scenario_zone_free)

G_END_DECLS
