/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

#include <glib/gi18n-lib.h>

#include "zc-error-text.h"
#include "zc-transfer-dialog.h"

/* What is told about several zones in one toast: one after the other they would take minutes to pass. */
typedef struct
{
  GWeakRef toast; /* while it is shown or is about to be */
  guint n_zones; /* how many zones it tells about */
} ZcTally;

/* What the user confirmed with one press of "Start transfer". */
typedef struct
{
  ZcApplication *application; /* (owned) */
  GPtrArray *items; /* (owned) (element-type ZcZoneItem) */
  GWeakRef window; /* where the user asked for it */
  gboolean announced; /* the begin was announced, once for all zones */
  ZcTally failed; /* those that were not started */
  ZcTally unanswered; /* those of which it is not known */
  guint n_uses; /* how many callbacks hold this */
} ZcConfirmation;

static ZcConfirmation *
confirmation_new (ZcApplication *self,
                  GtkWindow     *window,
                  GPtrArray     *items)
{
  ZcConfirmation *confirmation = g_new0 (ZcConfirmation, 1);

  confirmation->application = g_object_ref (self);
  confirmation->items = g_ptr_array_ref (items);
  g_weak_ref_init (&confirmation->window, window);
  g_weak_ref_init (&confirmation->failed.toast, NULL);
  g_weak_ref_init (&confirmation->unanswered.toast, NULL);
  confirmation->n_uses = 1;

  return confirmation;
}

static ZcConfirmation *
confirmation_ref (ZcConfirmation *confirmation)
{
  confirmation->n_uses++;

  return confirmation;
}

static void
confirmation_unref (gpointer data)
{
  ZcConfirmation *confirmation = data;

  if (--confirmation->n_uses > 0)
    return;

  g_object_unref (confirmation->application);
  g_ptr_array_unref (confirmation->items);
  g_weak_ref_clear (&confirmation->window);
  g_weak_ref_clear (&confirmation->failed.toast);
  g_weak_ref_clear (&confirmation->unanswered.toast);
  g_free (confirmation);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcConfirmation, confirmation_unref)

static AdwToast *
say_about_run (ZcConfirmation *confirmation,
               ZcRun          *run,
               const char     *text,
               const char     *button_label)
{
  g_autoptr(GtkWindow) window = g_weak_ref_get (&confirmation->window);

  return _zc_application_say (confirmation->application, window, text, button_label, run);
}

static void
say_not_started (ZcConfirmation *confirmation,
                 ZcRun          *run)
{
  ZcTally *tally = &confirmation->failed;
  g_autoptr(AdwToast) toast = g_weak_ref_get (&tally->toast);
  g_autofree char *text = NULL;

  if (toast != NULL)
    {
      tally->n_zones++;
      text = g_strdup_printf (ngettext ("%u transfer was not started", "%u transfers were not started",
                                        tally->n_zones), tally->n_zones);
      adw_toast_set_title (toast, text);
      return;
    }

  /* Translators: %s is a zone's name. */
  text = g_strdup_printf (_("The transfer of %s was not started"), zc_zone_get_display_name (zc_run_get_zone (run)));
  tally->n_zones = 1;
  g_weak_ref_set (&tally->toast, say_about_run (confirmation, run, text, _("Why?")));
}

static void
say_unanswered (ZcConfirmation *confirmation,
                ZcRun          *run)
{
  ZcTally *tally = &confirmation->unanswered;
  g_autoptr(AdwToast) toast = g_weak_ref_get (&tally->toast);
  g_autofree char *text = NULL;

  if (toast != NULL)
    {
      tally->n_zones++;
      text = g_strdup_printf (ngettext ("IONOS gave no answer; %u zone is being watched",
                                        "IONOS gave no answer; %u zones are being watched",
                                        tally->n_zones), tally->n_zones);
      adw_toast_set_title (toast, text);
      return;
    }

  /* Translators: %s is a zone's name. The start was sent, but whether it arrived is not known. */
  text = g_strdup_printf (_("IONOS gave no answer; %s is being watched"),
                          zc_zone_get_display_name (zc_run_get_zone (run)));
  tally->n_zones = 1;
  g_weak_ref_set (&tally->toast, say_about_run (confirmation, run, text, _("Follow")));
}

/* Follows a run until the service has accepted the start or has not. Only then it has begun. */
static void
run_state_cb (ZcRun          *run,
              GParamSpec     *pspec,
              ZcConfirmation *confirmation)
{
  ZcRunState state = zc_run_get_state (run);

  if (state == ZC_RUN_STATE_QUEUED || state == ZC_RUN_STATE_PREPARING)
    return;

  if (state == ZC_RUN_STATE_FAILED)
    {
      say_not_started (confirmation, run);
    }
  else if (state != ZC_RUN_STATE_STOPPED && !zc_run_was_accepted (run))
    {
      say_unanswered (confirmation, run);
    }
  else if (state != ZC_RUN_STATE_STOPPED && !confirmation->announced)
    {
      confirmation->announced = TRUE;
      say_about_run (confirmation, run, _("The zone transfer process has begun."), _("Follow"));
    }

  g_signal_handlers_disconnect_by_func (run, run_state_cb, confirmation);
}

static void
say_busy (ZcApplication *self,
          GtkWindow     *window,
          ZcZoneItem    *item)
{
  /* Translators: %s is a zone's name. */
  g_autofree char *text = g_strdup_printf (_("A transfer of %s is running already"),
                                           zc_zone_get_display_name (zc_zone_item_get_zone (item)));

  _zc_application_say (self, window, text, _("Follow"), zc_zone_item_get_run (item));
}

/* @delta: (nullable): what the user was told that the transfer of a single zone would change */
static void
start (ZcConfirmation   *confirmation,
       const ZcRunDelta *delta)
{
  ZcApplication *self = confirmation->application;
  g_autoptr(GtkWindow) window = g_weak_ref_get (&confirmation->window);
  g_autoptr(ZcTransferBatch) batch = zc_session_start_transfers (self->session, confirmation->items);
  guint n_runs = zc_transfer_batch_get_n_zones (batch);

  /* What could be started when the question was asked may be running by now. */
  if (n_runs == 0)
    {
      say_busy (self, window, g_ptr_array_index (confirmation->items, 0));
      return;
    }

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (G_LIST_MODEL (batch), i);

      if (delta != NULL && n_runs == 1)
        zc_run_set_delta (run, delta);
      g_signal_connect_data (run, "notify::state", G_CALLBACK (run_state_cb), confirmation_ref (confirmation),
                             (GClosureNotify) (void (*) (void)) confirmation_unref, 0);
      run_state_cb (run, NULL, confirmation);
    }

  if (n_runs > 1)
    _zc_application_follow_batch (self, batch);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(ZcConfirmation) confirmation = data;
  g_autoptr(GError) error = NULL;

  confirmation->application->asking = FALSE;

  if (!zc_transfer_dialog_run_finish (result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("The dialog failed: %s", error->message);
      return;
    }

  /* The account may have been closed while the question was open. */
  if (confirmation->application->session != NULL)
    start (confirmation, zc_transfer_dialog_get_delta (result));
}

static void
say_not_startable (ZcApplication *self,
                   GtkWindow     *window,
                   ZcZoneItem    *item)
{
  if (zc_zone_get_kind (zc_zone_item_get_zone (item)) == ZC_ZONE_KIND_SECONDARY)
    {
      say_busy (self, window, item);
    }
  else
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "");
      g_autofree char *title = zc_error_text_get_title (error);

      _zc_application_say (self, window, title, NULL, NULL);
    }
}

static void
present_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ZC_IS_TRANSFER_DIALOG (window))
        gtk_window_present (window);
    }
}

void
zc_application_start_transfers (ZcApplication *self,
                                GtkWindow     *parent,
                                GPtrArray     *items)
{
  g_autoptr(GPtrArray) startable = NULL;

  g_return_if_fail (ZC_IS_APPLICATION (self));
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (items != NULL && items->len > 0);
  g_return_if_fail (self->session != NULL);

  /* One question at a time: the answer to two at once would not be clear. */
  if (self->asking)
    {
      present_dialog ();
      return;
    }

  startable = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < items->len; i++)
    {
      ZcZoneItem *item = g_ptr_array_index (items, i);

      if (zc_zone_item_can_start_transfer (item))
        g_ptr_array_add (startable, g_object_ref (item));
    }

  if (startable->len == 0)
    {
      say_not_startable (self, parent, g_ptr_array_index (items, 0));
      return;
    }

  self->asking = TRUE;
  zc_transfer_dialog_run_async (parent, self->session, startable, self->cancellable,
                                answered_cb, confirmation_new (self, parent, startable));
}
