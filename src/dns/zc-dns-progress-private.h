/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Private to dns/: tells from a working thread how far it is. */

/**
 * ZcDnsProgressFunc:
 * @first: how far the work is
 * @second: the same, counted in something else
 * @user_data: the data of the caller
 *
 * Called in the main context in which the work was started.
 */
typedef void (*ZcDnsProgressFunc) (guint64  first,
                                   guint64  second,
                                   gpointer user_data);

/**
 * ZcDnsProgress:
 * @function: (nullable): whom to tell
 * @user_data: data for @function
 * @last_us: when it was told last, in monotonic time
 *
 * How a working thread tells.
 */
typedef struct
{
  ZcDnsProgressFunc function;
  gpointer user_data;
  gint64 last_us;
} ZcDnsProgress;

/**
 * zc_dns_progress_report:
 * @self: how to tell
 * @task: the work; kept until it was told
 * @first: how far the work is
 * @second: the same, counted in something else
 *
 * Tells ten times a second at most. The task's end is queued behind in the same main context with the
 * same priority, so nothing is told after it.
 */
void zc_dns_progress_report (ZcDnsProgress *self,
                             GTask         *task,
                             guint64        first,
                             guint64        second);

G_END_DECLS
