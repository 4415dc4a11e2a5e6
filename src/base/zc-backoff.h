/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_backoff_delay:
 * @attempt: how many attempts were made already, from 1
 * @first_ms: the upper bound of the first delay, in milliseconds
 * @most_ms: the upper bound of every delay, in milliseconds
 *
 * Gives the time to wait before the next attempt: exponential with jitter, so that many clients
 * that failed together do not come back together. The delay lies between half of the bound of
 * this attempt and the bound.
 *
 * Returns: a delay in milliseconds
 */
guint zc_backoff_delay (guint attempt,
                        guint first_ms,
                        guint most_ms);

G_END_DECLS
