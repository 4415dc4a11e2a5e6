/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_test_clock_advance:
 * @us: microseconds
 *
 * Sets the monotonic clock forward, as the program's own code reads it. GLib's timeouts go on as before, so that what was
 * to be done in two seconds is done in two seconds. The test needs test_clock_dep, which has the linker put this clock in
 * the place of GLib's.
 */
void zc_test_clock_advance (gint64 us);

G_END_DECLS
