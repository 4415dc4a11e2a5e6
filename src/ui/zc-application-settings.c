/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

#include "zc-preferences.h"

/* How long the limits of the history have to stay the same before they are used: whoever changes a number step by step
 * does not mean the numbers in between, and what is deleted does not come back. */
#define TRIM_DELAY_SECONDS 30

static void
trimmed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* Nothing is lost with it: the next start tries again. */
  if (zc_store_trim_finish (ZC_STORE (source), result, &error) < 0)
    g_debug ("The history could not be trimmed: %s", error->message);
}

static void
trim (ZcApplication *self)
{
  zc_store_trim_async (zc_session_get_store (self->session),
                       (guint) g_settings_get_int (self->settings, "history-days"),
                       (guint) g_settings_get_int (self->settings, "history-runs"),
                       self->cancellable, trimmed_cb, NULL);
}

static gboolean
trim_cb (gpointer data)
{
  ZcApplication *self = data;

  self->trim_id = 0;
  if (self->session != NULL)
    trim (self);

  return G_SOURCE_REMOVE;
}

static void
apply (ZcApplication *self)
{
  int interval = g_settings_get_int (self->settings, "check-interval-minutes");

  zc_session_set_deadline_seconds (self->session, (guint) g_settings_get_int (self->settings, "deadline-minutes") * 60);
  /* The range of a setting has no gap, so what other programs stored may be too short. */
  zc_session_set_check_interval_minutes (self->session,
                                         interval > 0 ? (guint) MAX (interval, ZC_PREFERENCES_LEAST_INTERVAL) : 0);
}

static void
setting_changed_cb (ZcApplication *self,
                    const char    *key)
{
  if (self->session == NULL)
    return;

  apply (self);
  if (g_str_has_prefix (key, "history-"))
    {
      g_clear_handle_id (&self->trim_id, g_source_remove);
      self->trim_id = g_timeout_add_seconds (TRIM_DELAY_SECONDS, trim_cb, self);
    }
}

void
_zc_application_use_settings (ZcApplication *self)
{
  if (self->settings == NULL)
    return;

  apply (self);
  trim (self);
  g_signal_connect_swapped (self->settings, "changed", G_CALLBACK (setting_changed_cb), self);
}

void
_zc_application_leave_settings (ZcApplication *self)
{
  g_clear_handle_id (&self->trim_id, g_source_remove);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_func (self->settings, setting_changed_cb, self);
}
