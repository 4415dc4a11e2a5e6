/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-wait-countdown.h"

#include <glib/gi18n-lib.h>

/* What passes sooner is not worth a text that comes and goes. */
#define LEAST_WAIT_SECONDS 2

struct _ZcWaitCountdown
{
  ZcWaitCountdownFunc func;
  gpointer data;   /* (unowned) */
  gint64 until;    /* by the monotonic clock, in microseconds */
  gboolean asked;  /* the service asked for the wait */
  guint source_id; /* when not 0, what counts the seconds */
};

ZcWaitCountdown *
zc_wait_countdown_new (ZcWaitCountdownFunc func,
                       gpointer            data)
{
  ZcWaitCountdown *self = g_new0 (ZcWaitCountdown, 1);

  self->func = func;
  self->data = data;

  return self;
}

void
zc_wait_countdown_free (ZcWaitCountdown *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_free (self);
}

static gboolean
tell (ZcWaitCountdown *self)
{
  gint64 left = self->until - g_get_monotonic_time ();
  int seconds = (int) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  g_autofree char *text = NULL;

  if (left <= 0)
    return FALSE;

  if (self->asked)
    text = g_strdup_printf (ngettext ("IONOS asks to wait %d second", "IONOS asks to wait %d seconds", seconds), seconds);
  else
    text = g_strdup_printf (ngettext ("The last try failed, the next one comes in %d second",
                                      "The last try failed, the next one comes in %d seconds", seconds), seconds);
  self->func (text, self->data);

  return TRUE;
}

static gboolean
second_cb (gpointer data)
{
  ZcWaitCountdown *self = data;

  if (tell (self))
    return G_SOURCE_CONTINUE;

  self->source_id = 0;
  self->func (NULL, self->data);

  return G_SOURCE_REMOVE;
}

void
zc_wait_countdown_start (ZcWaitCountdown *self,
                         guint            seconds,
                         gboolean         asked)
{
  gint64 until = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  if (seconds < LEAST_WAIT_SECONDS || (self->source_id != 0 && until <= self->until))
    return;

  self->until = until;
  self->asked = asked;
  if (self->source_id == 0)
    self->source_id = g_timeout_add_seconds (1, second_cb, self);
  tell (self);
}

void
zc_wait_countdown_stop (ZcWaitCountdown *self)
{
  if (self->source_id == 0)
    return;

  g_clear_handle_id (&self->source_id, g_source_remove);
  self->func (NULL, self->data);
}
