/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-run.h"
#include "zc-zone-item.h"

G_BEGIN_DECLS

/**
 * ZcHealthLook:
 * @icon_name: a symbolic icon
 * @css_class: the style class that colours it
 *
 * How a state looks. It never stands without its words, since colour and shape alone tell nothing to
 * many people.
 */
typedef struct
{
  const char *icon_name;
  const char *css_class;
} ZcHealthLook;

/**
 * zc_health_get_zone_look:
 * @health: how a zone is
 *
 * Returns: (transfer none): the icon and colour for it
 */
const ZcHealthLook *zc_health_get_zone_look (ZcZoneHealth  health);

/**
 * zc_health_get_run_look:
 * @state: where a run stands
 * @proof: how well its end is proven; only the full proof is green
 *
 * Returns: (transfer none): the icon and colour for it
 */
const ZcHealthLook *zc_health_get_run_look  (ZcRunState    state,
                                             ZcRunProof    proof);

G_END_DECLS
