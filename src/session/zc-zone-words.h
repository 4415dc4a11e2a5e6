/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * zc_zone_describe_state:
 * @zone: a zone
 *
 * Puts the provisioning state into words. The state is an open string: one that is not known is shown as
 * the service spells it.
 *
 * Returns: (transfer full): translated plain text on one line
 */
char *zc_zone_describe_state (ZcZone *zone);

G_END_DECLS
