/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-relative-time.h"
#include "zc-test.h"

static const struct
{
  const char *when;
  const char *alone;
  const char *in_sentence;
} rows[] = {
  { "2026-11-22T12:00:00Z", "Just now", "just now" },
  { "2026-11-22T11:59:01Z", "Just now", "just now" },
  { "2026-11-22T12:00:50Z", "Just now", "just now" },
  { "2026-11-22T11:59:00Z", "1 minute ago", "1 minute ago" },
  { "2026-11-22T11:00:01Z", "59 minutes ago", "59 minutes ago" },
  { "2026-11-22T11:00:00Z", "1 hour ago", "1 hour ago" },
  { "2026-11-22T00:00:01Z", "11 hours ago", "11 hours ago" },
  { "2026-11-21T23:59:00Z", "Yesterday", "yesterday" },
  { "2026-11-21T00:00:00Z", "Yesterday", "yesterday" },
  { "2026-11-20T23:59:00Z", "2 days ago", "2 days ago" },
  { "2026-11-16T12:00:00Z", "6 days ago", "6 days ago" },
  { "2026-11-15T12:00:00Z", "1 week ago", "1 week ago" },
  { "2026-10-25T12:00:00Z", "4 weeks ago", "4 weeks ago" },
  { "2026-10-24T12:00:00Z", "24 Oct 2026", "24 Oct 2026" },
  { "1999-01-02T12:00:00Z", "2 Jan 1999", "2 Jan 1999" },
  { "2026-11-22T12:02:00Z", "22 Nov 2026", "22 Nov 2026" },
};

static void
test_words (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_iso8601 ("2026-11-22T12:00:00Z", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GDateTime) when = g_date_time_new_from_iso8601 (rows[i].when, NULL);
      g_autofree char *alone = zc_relative_time_format (when, now);
      g_autofree char *in_sentence = zc_relative_time_format_in_sentence (when, now);

      g_test_message ("%s", rows[i].when);
      g_assert_cmpstr (alone, ==, rows[i].alone);
      g_assert_cmpstr (in_sentence, ==, rows[i].in_sentence);
    }
}

/* Ten minutes before midnight is a few minutes ago, not yesterday. */
static void
test_midnight (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_iso8601 ("2026-11-22T00:10:00Z", NULL);
  g_autoptr(GDateTime) minutes = g_date_time_new_from_iso8601 ("2026-11-21T23:50:00Z", NULL);
  g_autoptr(GDateTime) hours = g_date_time_new_from_iso8601 ("2026-11-21T21:00:00Z", NULL);
  g_autoptr(GDateTime) day = g_date_time_new_from_iso8601 ("2026-11-21T12:00:00Z", NULL);
  g_autofree char *minutes_text = zc_relative_time_format (minutes, now);
  g_autofree char *hours_text = zc_relative_time_format (hours, now);
  g_autofree char *day_text = zc_relative_time_format (day, now);

  g_assert_cmpstr (minutes_text, ==, "20 minutes ago");
  g_assert_cmpstr (hours_text, ==, "3 hours ago");
  g_assert_cmpstr (day_text, ==, "Yesterday");
}

static void
test_exact (void)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_iso8601 ("2026-03-02T17:02:41+01:00", NULL);
  g_autofree char *text = zc_relative_time_format_exact (when);

  g_assert_cmpstr (text, ==, "2 March 2026, 16:02:41 UTC");
}

static void
test_durations (void)
{
  const struct
  {
    gint64 seconds;
    const char *text;
  } durations[] = {
    { -3, "0 seconds" },
    { 1, "1 second" },
    { 59, "59 seconds" },
    { 60, "1 minute" },
    { 61, "1 minute 1 second" },
    { 185, "3 minutes 5 seconds" },
    { 7200, "120 minutes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *text = zc_relative_time_format_duration (durations[i].seconds);

      g_assert_cmpstr (text, ==, durations[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/relative-time/words", test_words);
  g_test_add_func ("/relative-time/over-midnight", test_midnight);
  g_test_add_func ("/relative-time/exact", test_exact);
  g_test_add_func ("/relative-time/durations", test_durations);

  return g_test_run ();
}
