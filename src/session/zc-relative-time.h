/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_relative_time_format:
 * @when: a point in time
 * @now: the present
 *
 * Says how long ago @when was, such as "Just now", "2 minutes ago", "Yesterday", for a cell of its own. A
 * time of more than four weeks ago, or one in the future by more than a minute (clocks differ), is the date.
 *
 * Returns: (transfer full): plain text
 */
char *zc_relative_time_format             (GDateTime *when,
                                           GDateTime *now);

/**
 * zc_relative_time_format_in_sentence:
 * @when: a point in time
 * @now: the present
 *
 * As zc_relative_time_format(), for the middle of a sentence.
 *
 * Returns: (transfer full): plain text
 */
char *zc_relative_time_format_in_sentence (GDateTime *when,
                                           GDateTime *now);

/**
 * zc_relative_time_format_exact:
 * @when: a point in time
 *
 * Returns: (transfer full): date and time to the second in the local time zone, with the zone's name
 */
char *zc_relative_time_format_exact       (GDateTime *when);

/**
 * zc_relative_time_format_duration:
 * @seconds: a duration in seconds; a negative one counts as 0
 *
 * Returns: (transfer full): the duration such as "12 seconds" or "3 minutes 5 seconds"
 */
char *zc_relative_time_format_duration    (gint64     seconds);

G_END_DECLS
