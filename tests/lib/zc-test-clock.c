/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-clock.h"

/* The linker's option --wrap gives these names. */
gint64 __real_g_get_monotonic_time (void);
gint64 __wrap_g_get_monotonic_time (void);

/* Read by threads too. */
static gint64 advance_us; /* (atomic) */

gint64
__wrap_g_get_monotonic_time (void)
{
  return __real_g_get_monotonic_time () + __atomic_load_n (&advance_us, __ATOMIC_RELAXED);
}

void
zc_test_clock_advance (gint64 us)
{
  __atomic_fetch_add (&advance_us, us, __ATOMIC_RELAXED);
}
