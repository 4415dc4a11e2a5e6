/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dns-progress-private.h"

#define EVERY_US (G_USEC_PER_SEC / 10)

typedef struct
{
  ZcDnsProgressFunc function;
  gpointer user_data; /* (unowned) */
  GTask *task;        /* (owned) */
  guint64 first;
  guint64 second;
} Telling;

static void
telling_free (gpointer data)
{
  Telling *self = data;

  g_object_unref (self->task);
  g_free (self);
}

static gboolean
tell_cb (gpointer data)
{
  Telling *self = data;

  self->function (self->first, self->second, self->user_data);

  return G_SOURCE_REMOVE;
}

void
zc_dns_progress_report (ZcDnsProgress *self,
                        GTask         *task,
                        guint64        first,
                        guint64        second)
{
  g_autoptr(GSource) source = NULL;
  gint64 now_us = g_get_monotonic_time ();
  Telling *telling;

  if (self->function == NULL || now_us - self->last_us < EVERY_US)
    return;
  self->last_us = now_us;

  telling = g_new0 (Telling, 1);
  telling->function = self->function;
  telling->user_data = self->user_data;
  telling->task = g_object_ref (task);
  telling->first = first;
  telling->second = second;

  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, tell_cb, telling, telling_free);
  g_source_attach (source, g_task_get_context (task));
}
