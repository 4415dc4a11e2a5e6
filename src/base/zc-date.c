/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-date.h"

GDateTime *
zc_date_parse (const char *text)
{
  g_autoptr(GTimeZone) utc = NULL;

  if (text == NULL)
    return NULL;

  utc = g_time_zone_new_utc ();

  return g_date_time_new_from_iso8601 (text, utc);
}
