/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-turns.h"

#include <time.h>

/* How long the frames after the end are counted. */
#define AFTER_MS 300

static int
compare_times (gconstpointer first,
               gconstpointer second)
{
  gint64 a = *(const gint64 *) first;
  gint64 b = *(const gint64 *) second;

  return (a > b) - (a < b);
}

static gint64
get_processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

double
zc_test_turns_measure (const char      *what,
                       guint            least_ms,
                       ZcTestBeginFunc  begin,
                       ZcTestDoneFunc   done,
                       gpointer         user_data)
{
  g_autoptr(GArray) turns = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 began = g_get_monotonic_time ();
  gint64 ended = 0;
  gint64 all = 0;
  gint64 longest;

  if (begin != NULL)
    {
      gint64 before = get_processor_time ();

      begin (user_data);
      all = get_processor_time () - before;
      g_array_append_val (turns, all);
    }

  while (ended == 0 || g_get_monotonic_time () - ended < AFTER_MS * 1000)
    {
      gint64 before = get_processor_time ();
      gboolean busy = g_main_context_iteration (NULL, FALSE);
      gint64 turn = get_processor_time () - before;

      if (ended == 0 && g_get_monotonic_time () - began > least_ms * 1000 && done (user_data))
        ended = g_get_monotonic_time ();
      if (!busy)
        continue;
      g_array_append_val (turns, turn);
      all += turn;
    }
  g_assert_cmpuint (turns->len, >, 0);
  g_array_sort (turns, compare_times);
  longest = g_array_index (turns, gint64, turns->len - 1);

  g_print ("%-32s done after %6.0f ms; main loop: %4u turns, median %6.2f ms, longest %6.2f ms, all %6.0f ms\n", what,
           (ended - began) / 1000.0, turns->len, g_array_index (turns, gint64, turns->len / 2) / 1000.0,
           longest / 1000.0, all / 1000.0);

  return longest / 1000.0;
}
