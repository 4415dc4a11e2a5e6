/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-relative-time.h"

#include <glib/gi18n-lib.h>

#define SECONDS_OF_MINUTE 60
#define SECONDS_OF_HOUR (60 * SECONDS_OF_MINUTE)
#define DAYS_OF_WEEK 7
#define MOST_WEEKS 4

/* Whole days between two dates of the calendar: something of 23:50 was yesterday at 0:10. */
static int
count_days (GDateTime *when,
            GDateTime *now)
{
  g_autoptr(GDateTime) local_when = g_date_time_to_local (when);
  g_autoptr(GDateTime) local_now = g_date_time_to_local (now);
  GDate first;
  GDate second;

  g_date_clear (&first, 1);
  g_date_clear (&second, 1);
  g_date_set_dmy (&first, g_date_time_get_day_of_month (local_when), g_date_time_get_month (local_when),
                  g_date_time_get_year (local_when));
  g_date_set_dmy (&second, g_date_time_get_day_of_month (local_now), g_date_time_get_month (local_now),
                  g_date_time_get_year (local_now));

  return g_date_days_between (&first, &second);
}

/* The forms that are the same alone and in a sentence; NULL for those that are not. */
static char *
format_counted (GDateTime *when,
                GDateTime *now)
{
  gint64 seconds = g_date_time_difference (now, when) / G_TIME_SPAN_SECOND;
  int days = count_days (when, now);

  if (seconds < -SECONDS_OF_MINUTE || days > MOST_WEEKS * DAYS_OF_WEEK)
    {
      g_autoptr(GDateTime) local = g_date_time_to_local (when);

      /* Translators: a date as g_date_time_format() understands it, such as "3 Mar 2026". */
      return g_date_time_format (local, _("%-d %b %Y"));
    }

  if (seconds < SECONDS_OF_MINUTE)
    return NULL;

  if (seconds < SECONDS_OF_HOUR)
    {
      int minutes = seconds / SECONDS_OF_MINUTE;

      return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", minutes), minutes);
    }

  if (days == 0 || seconds < 6 * SECONDS_OF_HOUR)
    {
      int hours = seconds / SECONDS_OF_HOUR;

      return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", hours), hours);
    }

  if (days == 1)
    return NULL;

  if (days < DAYS_OF_WEEK)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", days), days);

  return g_strdup_printf (ngettext ("%d week ago", "%d weeks ago", days / DAYS_OF_WEEK), days / DAYS_OF_WEEK);
}

static gboolean
is_just_now (GDateTime *when,
             GDateTime *now)
{
  return g_date_time_difference (now, when) < SECONDS_OF_MINUTE * G_TIME_SPAN_SECOND;
}

char *
zc_relative_time_format (GDateTime *when,
                         GDateTime *now)
{
  char *counted;

  g_return_val_if_fail (when != NULL && now != NULL, NULL);

  counted = format_counted (when, now);
  if (counted != NULL)
    return counted;

  return g_strdup (is_just_now (when, now) ? _("Just now") : _("Yesterday"));
}

char *
zc_relative_time_format_in_sentence (GDateTime *when,
                                     GDateTime *now)
{
  char *counted;

  g_return_val_if_fail (when != NULL && now != NULL, NULL);

  counted = format_counted (when, now);
  if (counted != NULL)
    return counted;

  return g_strdup (is_just_now (when, now) ? C_("in a sentence", "just now") : C_("in a sentence", "yesterday"));
}

char *
zc_relative_time_format_exact (GDateTime *when)
{
  g_autoptr(GDateTime) local = NULL;

  g_return_val_if_fail (when != NULL, NULL);

  local = g_date_time_to_local (when);

  /* Translators: date and time as g_date_time_format() understands it, such as "3 March 2026, 18:02:41 CET". */
  return g_date_time_format (local, _("%-d %B %Y, %H:%M:%S %Z"));
}

char *
zc_relative_time_format_duration (gint64 seconds)
{
  int minutes;
  int rest;
  g_autofree char *minutes_text = NULL;
  g_autofree char *rest_text = NULL;

  seconds = MAX (seconds, 0);
  minutes = MIN (seconds / SECONDS_OF_MINUTE, G_MAXINT);
  rest = seconds % SECONDS_OF_MINUTE;

  rest_text = g_strdup_printf (ngettext ("%d second", "%d seconds", rest), rest);
  if (minutes == 0)
    return g_steal_pointer (&rest_text);

  minutes_text = g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), minutes);
  if (rest == 0)
    return g_steal_pointer (&minutes_text);

  /* Translators: a duration, first minutes, then seconds, such as "3 minutes 5 seconds". */
  return g_strdup_printf (C_("duration", "%s %s"), minutes_text, rest_text);
}
