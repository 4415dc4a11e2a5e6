/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-release.h"

/* How long one turn of the main loop may take. */
#define TURN_US 3000

/* How many objects end between two looks at the clock. */
#define AT_ONCE 64

static GMutex mutex;
static GPtrArray *waiting; /* (owned) (nullable) (element-type GObject): guarded by the mutex, as is its idle source */

static guint
steal_some (gpointer *objects)
{
  guint n = 0;

  g_mutex_lock (&mutex);
  for (; n < AT_ONCE && waiting->len > 0; n++)
    objects[n] = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);
  if (n == 0)
    g_clear_pointer (&waiting, g_ptr_array_unref);
  g_mutex_unlock (&mutex);

  return n;
}

static gboolean
release_cb (gpointer data)
{
  gint64 end = g_get_monotonic_time () + TURN_US;
  gpointer objects[AT_ONCE];

  do
    {
      guint n = steal_some (objects);

      if (n == 0)
        return G_SOURCE_REMOVE;
      /* Outside the mutex: what ends may let go of more. */
      for (guint i = 0; i < n; i++)
        g_object_unref (objects[i]);
    }
  while (g_get_monotonic_time () < end);

  return G_SOURCE_CONTINUE;
}

void
zc_release_later (gpointer object)
{
  g_return_if_fail (G_IS_OBJECT (object));

  g_mutex_lock (&mutex);
  if (waiting == NULL)
    {
      waiting = g_ptr_array_new ();
      g_idle_add_full (G_PRIORITY_LOW, release_cb, NULL, NULL);
    }
  g_ptr_array_add (waiting, object);
  g_mutex_unlock (&mutex);
}
