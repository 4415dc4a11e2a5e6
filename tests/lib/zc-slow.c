/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Preloaded into a program, it makes the machine look like a slow one. ZC_SLOW_FRAMES is by how many milliseconds each
 * frame of a window comes later, ZC_SLOW_THREADS how many a thread waits at most before it takes up a piece of work.
 * What a test takes for done too early then fails each time instead of once in a hundred runs.
 */
#include <dlfcn.h>
#include <gdk/gdk.h>

static guint
get_delay_ms (const char *variable)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

/* GDK's clock of frames is the only one who waits at this priority. */
guint
g_timeout_add_full (int            priority,
                    guint          interval,
                    GSourceFunc    function,
                    gpointer       data,
                    GDestroyNotify notify)
{
  guint (*next) (int, guint, GSourceFunc, gpointer, GDestroyNotify) =
    (guint (*) (int, guint, GSourceFunc, gpointer, GDestroyNotify)) dlsym (RTLD_NEXT, "g_timeout_add_full");

  if (priority == GDK_PRIORITY_REDRAW)
    interval += get_delay_ms ("ZC_SLOW_FRAMES");

  return next (priority, interval, function, data, notify);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  gpointer (*next) (GAsyncQueue *) = (gpointer (*) (GAsyncQueue *)) dlsym (RTLD_NEXT, "g_async_queue_pop");
  gpointer work = next (queue);

  g_usleep (g_random_int_range (0, (int) get_delay_ms ("ZC_SLOW_THREADS") + 1) * 1000);

  return work;
}
