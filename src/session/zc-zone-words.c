/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-words.h"

#include "zc-state-words.h"

char *
zc_zone_describe_state (ZcZone *zone)
{
  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);

  return zc_state_words_describe (zc_zone_get_state (zone), zc_zone_get_enabled (zone));
}
