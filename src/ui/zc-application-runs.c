/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-run-facts.h"

/* Marks the runs that were confirmed together with others, so that they end in one summary with them. */
#define IN_BATCH "zc-in-batch"

/* How long a desktop gets to answer with a notification's number. GLib cannot take back what has no number yet: it
 * forgets it, and the desktop shows it for ever. */
#define ANSWER_SECONDS 2

static gboolean
has_focus (ZcApplication *self)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    {
      if (gtk_window_is_active (at->data))
        return TRUE;
    }

  return FALSE;
}

/* Notifications */

static void
send (ZcApplication *self,
      const char    *id,
      GNotification *notification)
{
  gint64 now = g_get_monotonic_time ();

  g_hash_table_replace (self->notifications, g_strdup (id), g_memdup2 (&now, sizeof now));
  g_application_send_notification (G_APPLICATION (self), id, notification);
}

/* Takes back the notifications that were seen and that the desktop has had time to number; returns whether there are
 * others that were seen. */
static gboolean
take_back (ZcApplication *self)
{
  gint64 numbered = g_get_monotonic_time () - ANSWER_SECONDS * G_USEC_PER_SEC;
  gboolean left = FALSE;
  GHashTableIter iter;
  gpointer id, sent;

  g_hash_table_iter_init (&iter, self->notifications);
  while (g_hash_table_iter_next (&iter, &id, &sent))
    {
      if (*(gint64 *) sent > self->seen_at)
        continue;

      if (*(gint64 *) sent > numbered)
        {
          left = TRUE;
          continue;
        }

      g_application_withdraw_notification (G_APPLICATION (self), id);
      g_hash_table_iter_remove (&iter);
    }

  return left;
}

static gboolean
take_back_cb (gpointer user_data)
{
  ZcApplication *self = user_data;

  if (take_back (self))
    return G_SOURCE_CONTINUE;

  self->take_back_id = 0;
  return G_SOURCE_REMOVE;
}

/* Whoever looks at a window sees there what the notifications say. */
static void
window_active_cb (ZcApplication *self,
                  GParamSpec    *pspec,
                  GtkWindow     *window)
{
  if (!gtk_window_is_active (window))
    return;

  self->seen_at = g_get_monotonic_time ();
  if (take_back (self) && self->take_back_id == 0)
    self->take_back_id = g_timeout_add_seconds (ANSWER_SECONDS, take_back_cb, self);
}

static void
window_added_cb (ZcApplication *self,
                 GtkWindow     *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (window_active_cb), self, G_CONNECT_SWAPPED);
}

static char *
make_title (ZcRun *run)
{
  /* Translators: the title of a notification: a zone, and how its transfer ended, such as "example.com: Done". */
  return g_strdup_printf (_("%s: %s"), zc_zone_get_display_name (zc_run_get_zone (run)), zc_run_get_words (run));
}

static void
notify_end (ZcApplication *self,
            ZcRun         *run)
{
  ZcZone *zone = zc_run_get_zone (run);
  const char *name = zc_zone_get_name (zone);
  g_autofree char *title = make_title (run);
  g_autoptr(GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, zc_run_get_explanation (run));
  g_notification_set_default_action_and_target (notification, "app.follow-transfer", "s", name);
  g_notification_add_button_with_target (notification, _("Details"), "app.show-zone", "s", name);
  g_notification_add_button_with_target (notification, _("Transfer again"), "app.start-zone-transfer", "s", name);
  send (self, zc_zone_get_id (zone), notification);
}

/* What was watched for an account that is not open any more is in no list on the screen, so its end is told in any case.
 * There is nothing to press: the zone is none of the account that is open now. */
void
_zc_application_tell_end_of_left (ZcApplication *self,
                                  ZcRun         *run)
{
  g_autofree char *title = make_title (run);

  if (self->quitting || zc_run_get_state (run) == ZC_RUN_STATE_STOPPED ||
      g_object_get_data (G_OBJECT (run), IN_BATCH) != NULL)
    return;

  if (has_focus (self))
    {
      _zc_application_say (self, gtk_application_get_active_window (GTK_APPLICATION (self)), title, NULL, NULL);
    }
  else
    {
      g_autoptr(GNotification) notification = g_notification_new (title);

      g_notification_set_body (notification, zc_run_get_explanation (run));
      send (self, zc_zone_get_id (zc_run_get_zone (run)), notification);
    }
}

/* What was confirmed together */

static void
batch_ended_cb (ZcTransferBatch *batch,
                GParamSpec      *pspec,
                ZcApplication   *self)
{
  g_autofree char *summary = NULL;
  guint position;

  if (!zc_transfer_batch_has_ended (batch))
    return;

  summary = zc_transfer_batch_dup_summary (batch);
  g_signal_handlers_disconnect_by_func (batch, batch_ended_cb, self);

  if (self->quitting || zc_transfer_batch_count (batch, ZC_RUN_STATE_STOPPED) == zc_transfer_batch_get_n_zones (batch))
    {
      g_debug ("Nobody is told: %s", summary);
    }
  else if (has_focus (self))
    {
      _zc_application_say (self, gtk_application_get_active_window (GTK_APPLICATION (self)), summary, NULL, NULL);
    }
  else
    {
      g_autoptr(GNotification) notification = g_notification_new (_("Transfers ended"));

      g_notification_set_body (notification, summary);
      g_notification_set_default_action (notification, "app.show-transfers");
      send (self, "batch", notification);
    }

  if (g_list_store_find (self->batches, batch, &position))
    g_list_store_remove (self->batches, position);
  else if (g_list_store_find (self->left_batches, batch, &position))
    g_list_store_remove (self->left_batches, position);
}

void
_zc_application_follow_batch (ZcApplication   *self,
                              ZcTransferBatch *batch)
{
  for (guint i = 0; i < zc_transfer_batch_get_n_zones (batch); i++)
    {
      g_autoptr(ZcRun) run = g_list_model_get_item (G_LIST_MODEL (batch), i);

      g_object_set_data (G_OBJECT (run), IN_BATCH, GINT_TO_POINTER (TRUE));
    }

  g_list_store_append (self->batches, batch);
  g_signal_connect_object (batch, "notify::ended", G_CALLBACK (batch_ended_cb), self, G_CONNECT_AFTER);
  batch_ended_cb (batch, NULL, self);
}

/* Runs in the background */

/* The program stays while runs are being watched, also without a window. */
void
_zc_application_update_hold (ZcApplication *self)
{
  gboolean active = (self->session != NULL && zc_session_has_active_runs (self->session)) ||
                    g_list_model_get_n_items (G_LIST_MODEL (self->left_sessions)) > 0;

  if (active && !self->held)
    g_application_hold (G_APPLICATION (self));
  else if (!active && self->held)
    g_application_release (G_APPLICATION (self));
  self->held = active;
}

static void
run_active_cb (ZcApplication *self,
               GParamSpec    *pspec,
               ZcRun         *run)
{
  if (!zc_run_is_active (run) && !self->quitting && zc_run_get_state (run) != ZC_RUN_STATE_STOPPED &&
      !has_focus (self) && g_object_get_data (G_OBJECT (run), IN_BATCH) == NULL)
    notify_end (self, run);

  _zc_application_update_hold (self);
}

/* Those who see a run in a window see how it goes on; the others hear it. Of many at once only the end is told. Orca
 * says nothing of a row that gets another name, not even when the focus is on it. */
static void
run_words_cb (ZcApplication *self,
              GParamSpec    *pspec,
              ZcRun         *run)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *title = NULL;

  if (window == NULL || g_object_get_data (G_OBJECT (run), IN_BATCH) != NULL)
    return;

  title = make_title (run);
  zc_a11y_announce (GTK_WIDGET (window), title);
}

static void
disconnect_runs (ZcApplication *self)
{
  for (guint i = 0; i < self->followed_runs->len; i++)
    {
      g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->followed_runs, i), run_active_cb, self);
      g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->followed_runs, i), run_words_cb, self);
    }
  g_ptr_array_set_size (self->followed_runs, 0);
}

/* Nobody started what goes on by itself, so it is told. */
static void
say_resumed (ZcApplication *self,
             guint          n_resumed,
             ZcRun         *run)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("Watching %u transfer again after a restart",
                                    "Watching %u transfers again after a restart", n_resumed), n_resumed);
  _zc_application_say (self, NULL, text, _("Follow"), run);
}

static void
runs_changed_cb (ZcApplication *self,
                 guint          position,
                 guint          n_removed,
                 guint          n_added,
                 GListModel    *runs)
{
  guint n_resumed = 0;
  ZcRun *resumed = NULL;

  disconnect_runs (self);
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      ZcRun *run = g_list_model_get_item (runs, i);

      g_signal_connect_swapped (run, "notify::active", G_CALLBACK (run_active_cb), self);
      g_signal_connect_swapped (run, "notify::words", G_CALLBACK (run_words_cb), self);
      g_ptr_array_add (self->followed_runs, run);
      if (i >= position && i < position + n_added && zc_run_facts_was_resumed (run))
        {
          n_resumed++;
          resumed = run;
        }
    }

  if (n_resumed > 0)
    say_resumed (self, n_resumed, resumed);
  _zc_application_update_hold (self);
}

void
_zc_application_follow_runs (ZcApplication *self)
{
  GListModel *runs = zc_session_get_runs (self->session);

  _zc_application_use_settings (self);
  g_signal_connect_swapped (runs, "items-changed", G_CALLBACK (runs_changed_cb), self);
  /* None of them is new: a session that comes back has told what it picked up, and one that was just made does so
   * later. */
  runs_changed_cb (self, 0, 0, 0, runs);
}

void
_zc_application_unfollow_runs (ZcApplication *self)
{
  _zc_application_leave_settings (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (zc_session_get_runs (self->session), runs_changed_cb, self);
  disconnect_runs (self);
  g_list_store_remove_all (self->batches);
}

void
_zc_application_init_runs (ZcApplication *self)
{
  self->followed_runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->batches = g_list_store_new (ZC_TYPE_TRANSFER_BATCH);
  _zc_application_init_left (self);
  self->notifications = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_signal_connect (self, "window-added", G_CALLBACK (window_added_cb), NULL);
}

void
_zc_application_clear_runs (ZcApplication *self)
{
  g_clear_pointer (&self->followed_runs, g_ptr_array_unref);
  g_clear_object (&self->batches);
  _zc_application_clear_left (self);
  g_clear_handle_id (&self->take_back_id, g_source_remove);
  g_clear_pointer (&self->notifications, g_hash_table_unref);
}
