/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

#include <glib/gi18n-lib.h>

#include "zc-error-text.h"
#include "zc-question.h"

/* A demo that ends by itself is started again, but no more often than this: one that always ends is no use. */
#define MOST_RESTARTS 3

/* Another account is open, and stays so. */
static void
tell_failure (ZcApplication *self,
              const GError  *error)
{
  g_autofree char *title = zc_error_text_get_title (error);
  g_autofree char *text = zc_error_text_describe (error);

  zc_question_tell (GTK_WINDOW (_zc_application_present_window (self)), title, text);
}

/* Its name servers and what they served are gone. Whoever looks at them gets new ones; everybody else, when they open the
 * demo the next time. */
static void
ended_cb (ZcApplication *self,
          ZcDemo        *demo)
{
  if (self->demo != demo || self->quitting)
    return;

  g_message ("The demo ended by itself");
  g_clear_object (&self->demo);
  /* Nobody is there any more who could tell how transfers went on. */
  _zc_application_stop_left (self, ZC_ACCOUNT_ID_DEMO);
  if (_zc_application_is_open (self, ZC_ACCOUNT_ID_DEMO) && self->n_demo_restarts < MOST_RESTARTS)
    {
      self->n_demo_restarts++;
      _zc_application_start_demo (self, self->demo_scenario);
    }
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(ZcApplication) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcDemo) demo = zc_demo_start_finish (result, &error);

  self->starting = FALSE;
  g_application_release (G_APPLICATION (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (demo == NULL && self->session != NULL)
    {
      tell_failure (self, error);
      return;
    }
  if (demo == NULL)
    {
      _zc_application_show_problem (self, g_steal_pointer (&error));
      return;
    }

  g_set_object (&self->demo, demo);
  g_signal_connect_object (demo, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  /* The one before had another address and another token. */
  if (self->accounts != NULL && zc_account_store_is_loaded (self->accounts))
    zc_account_store_add_unsaved (self->accounts, zc_demo_get_account (demo));
  zc_application_open_account (self, zc_demo_get_account (demo));
  /* What was watched when the one before ended. */
  _zc_application_stop_left (self, ZC_ACCOUNT_ID_DEMO);
}

void
_zc_application_start_demo (ZcApplication *self,
                            const char    *scenario)
{
  g_autofree char *kept = NULL;

  if (self->starting)
    return;

  if (scenario != NULL && scenario[0] != '\0')
    kept = g_strdup (scenario);
  g_free (self->demo_scenario);
  self->demo_scenario = g_steal_pointer (&kept);

  zc_account_forget_environment ();
  self->starting = TRUE;
  self->account_tried = TRUE;
  _zc_application_show_account_state (self);
  /* An account that is open stays on the screen until the demo is there. */
  if (self->session != NULL)
    _zc_application_say (self, NULL, _("Starting the demo’s name servers…"), NULL, NULL);

  g_application_hold (G_APPLICATION (self));
  zc_demo_start_async (self->demo_scenario, self->cancellable, started_cb, g_object_ref (self));
}
