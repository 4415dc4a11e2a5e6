/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcWaitCountdown:
 *
 * Tells second by second how long a request to the service waits before it is tried again. Of several requests that wait
 * the last one counts.
 */
typedef struct _ZcWaitCountdown ZcWaitCountdown;

/**
 * ZcWaitCountdownFunc:
 * @text: (nullable): how long it still takes, translated plain text; %NULL when it is over
 * @data: what was passed to zc_wait_countdown_new()
 *
 * Shows the wait.
 */
typedef void (*ZcWaitCountdownFunc) (const char *text,
                                     gpointer    data);

/**
 * zc_wait_countdown_new:
 * @func: called once a second, and at the end
 * @data: data for @func; it outlives the countdown
 *
 * Returns: (transfer full): a countdown that does not run
 */
ZcWaitCountdown *zc_wait_countdown_new        (ZcWaitCountdownFunc  func,
                                               gpointer             data);

/**
 * zc_wait_countdown_free:
 * @self: (transfer full): a countdown
 *
 * Ends the countdown without a word.
 */
void             zc_wait_countdown_free       (ZcWaitCountdown     *self);

/**
 * zc_wait_countdown_start:
 * @self: a countdown
 * @seconds: how long a request waits, in seconds; waits that nobody notices are not told
 * @asked: whether the service asked for it (Retry-After, RFC 9110, section 10.2.3)
 *
 * Begins to count, unless another wait takes longer.
 */
void             zc_wait_countdown_start      (ZcWaitCountdown     *self,
                                               guint                seconds,
                                               gboolean             asked);

/**
 * zc_wait_countdown_stop:
 * @self: a countdown
 *
 * Ends the countdown if it runs, and tells that it is over.
 */
void             zc_wait_countdown_stop       (ZcWaitCountdown     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcWaitCountdown, zc_wait_countdown_free)

G_END_DECLS
