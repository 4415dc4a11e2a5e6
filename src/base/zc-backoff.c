/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-backoff.h"

guint
zc_backoff_delay (guint attempt,
                  guint first_ms,
                  guint most_ms)
{
  guint64 bound;

  g_return_val_if_fail (attempt >= 1, first_ms);

  bound = MIN ((guint64) first_ms << MIN (attempt - 1, 31u), (guint64) most_ms);
  if (bound < 2)
    return (guint) bound;

  return (guint) (bound / 2 + (guint64) (g_random_double () * (double) (bound - bound / 2)));
}
