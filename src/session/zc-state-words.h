/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_state_words_describe:
 * @state: the provisioning state, as the service spells it
 * @enabled: whether the zone is enabled
 *
 * Puts the provisioning state into words. The state is an open string: one that is not known is shown as
 * the service spells it.
 *
 * Returns: (transfer full): translated plain text on one line
 */
char       *zc_state_words_describe        (const char *state,
                                            gboolean    enabled);

/**
 * zc_state_words_describe_health:
 * @id: the name of a value of ZcZoneHealth
 *
 * Puts into words what was last seen of a zone's name servers.
 *
 * Returns: (transfer none) (nullable): translated plain text; %NULL where the provisioning state says as much
 */
const char *zc_state_words_describe_health (const char *id);

G_END_DECLS
