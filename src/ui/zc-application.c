/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-details-window.h"
#include "zc-process.h"

/* How long a message with something to press stays: it has to be read, found and reached by keyboard. */
#define ACTION_SECONDS 10

G_DEFINE_FINAL_TYPE (ZcApplication, zc_application, ADW_TYPE_APPLICATION)

/* Windows */

ZcWindow *
_zc_application_get_window (ZcApplication *self)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    {
      if (ZC_IS_WINDOW (at->data))
        return at->data;
    }

  return NULL;
}

static void
show_zone_cb (ZcApplication *self,
              ZcZoneItem    *item)
{
  zc_application_show_item (self, item);
}

static void
start_transfers_cb (ZcApplication *self,
                    GPtrArray     *items,
                    ZcWindow      *window)
{
  zc_application_start_transfers (self, GTK_WINDOW (window), items);
}

static void
demo_requested_cb (ZcApplication *self)
{
  _zc_application_start_demo (self, NULL);
}

static void
try_again_cb (ZcApplication *self)
{
  _zc_application_try_again (self);
}

/* What the window shows: the open account, or what became of opening one. */
void
_zc_application_show_account_state (ZcApplication *self)
{
  ZcWindow *window = _zc_application_get_window (self);

  if (window == NULL)
    return;

  if (self->session != NULL)
    zc_window_set_session (window, self->session);
  else if (self->starting)
    zc_window_show_starting (window, _("Starting the demo’s name servers…"));
  else if (self->problem != NULL)
    zc_window_show_problem (window, self->problem);
  else
    zc_window_show_starting (window, _("Opening the account…"));
}

/* The store waits for the first frame, since nothing in it is shown there. */
static void
after_paint_cb (ZcApplication *self,
                GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
  self->was_drawn = TRUE;
  if (self->store != NULL)
    zc_store_begin (self->store);
}

static void
realize_cb (ZcApplication *self,
            GtkWidget     *window)
{
  if (!self->was_drawn)
    g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), self,
                             G_CONNECT_SWAPPED);
}

ZcWindow *
_zc_application_present_window (ZcApplication *self)
{
  ZcWindow *window = _zc_application_get_window (self);

  if (window == NULL)
    {
      window = zc_window_new (GTK_APPLICATION (self), self->settings);
      g_signal_connect_object (window, "realize", G_CALLBACK (realize_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "show-zone", G_CALLBACK (show_zone_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "start-transfers", G_CALLBACK (start_transfers_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "demo-requested", G_CALLBACK (demo_requested_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "try-again", G_CALLBACK (try_again_cb), self, G_CONNECT_SWAPPED);
      zc_window_set_batches (window, G_LIST_MODEL (self->batches));
      zc_window_set_accounts_menu (window, G_MENU_MODEL (self->accounts_menu));
      zc_window_set_can_import (window, self->import_paths != NULL);
      _zc_application_show_account_state (self);
    }

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static AdwToastOverlay *
find_toast_overlay (GtkWidget *widget)
{
  if (ADW_IS_TOAST_OVERLAY (widget))
    return ADW_TOAST_OVERLAY (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      AdwToastOverlay *found = find_toast_overlay (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Says something in passing, in the window in which the user asked for it when it can show that.
 *
 * Returns: (transfer none) (nullable): what says it, which goes when it was read */
AdwToast *
_zc_application_say (ZcApplication *self,
                     GtkWindow     *window,
                     const char    *text,
                     const char    *button_label,
                     ZcRun         *run)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToastOverlay *overlay = window != NULL ? find_toast_overlay (GTK_WIDGET (window)) : NULL;
  AdwToast *toast;

  if (overlay == NULL && _zc_application_get_window (self) != NULL)
    overlay = find_toast_overlay (GTK_WIDGET (_zc_application_get_window (self)));
  if (overlay == NULL)
    return NULL;

  toast = adw_toast_new (escaped);
  if (button_label != NULL && run != NULL)
    {
      adw_toast_set_button_label (toast, button_label);
      adw_toast_set_timeout (toast, ACTION_SECONDS);
      adw_toast_set_action_name (toast, "app.follow-transfer");
      adw_toast_set_action_target (toast, "s", zc_zone_get_name (zc_run_get_zone (run)));
    }
  adw_toast_overlay_add_toast (overlay, toast);

  return toast;
}

void
zc_application_show_item (ZcApplication *self,
                          ZcZoneItem    *item)
{
  GtkWindow *window = NULL;

  g_return_if_fail (ZC_IS_APPLICATION (self));
  g_return_if_fail (ZC_IS_ZONE_ITEM (item));
  g_return_if_fail (self->session != NULL);

  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    {
      if (ZC_IS_DETAILS_WINDOW (at->data) && zc_details_window_get_item (at->data) == item)
        window = at->data;
    }

  if (window == NULL)
    window = zc_details_window_new (GTK_APPLICATION (self), self->session, item);
  gtk_window_present (window);
}

void
zc_application_set_help_uri (ZcApplication *self,
                             const char    *uri)
{
  g_return_if_fail (ZC_IS_APPLICATION (self));
  g_return_if_fail (uri != NULL);

  g_free (self->help_uri);
  self->help_uri = g_strdup (uri);
}

const char *
zc_application_get_help_uri (ZcApplication *self)
{
  g_return_val_if_fail (ZC_IS_APPLICATION (self), NULL);

  return self->help_uri;
}

ZcSession *
zc_application_get_session (ZcApplication *self)
{
  g_return_val_if_fail (ZC_IS_APPLICATION (self), NULL);

  return self->session;
}

/* The program */

static gboolean
signal_cb (gpointer data)
{
  ZcApplication *self = data;

  /* The second signal means it: whatever hangs is left as it is. */
  if (self->quitting)
    _exit (1);

  self->quitting = TRUE;
  g_action_group_activate_action (G_ACTION_GROUP (self), "quit", NULL);

  return G_SOURCE_CONTINUE;
}

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  /* GSettings ends the program when its schema is missing. Without it only what was chosen last is forgotten. */
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, ZC_APPLICATION_ID, TRUE);
  if (schema == NULL)
    {
      g_warning ("The settings schema %s is not installed: nothing will be remembered", ZC_APPLICATION_ID);
      return NULL;
    }

  return g_settings_new_full (schema, NULL, NULL);
}

static void
zc_application_startup (GApplication *application)
{
  ZcApplication *self = ZC_APPLICATION (application);

  G_APPLICATION_CLASS (zc_application_parent_class)->startup (application);
  zc_process_hide_memory ();

  self->settings = open_settings ();
  gtk_window_set_default_icon_name (ZC_APPLICATION_ID);
  _zc_application_add_actions (self);
  _zc_application_start_accounts (self);

  self->sigint_id = g_unix_signal_add (SIGINT, signal_cb, self);
  self->sigterm_id = g_unix_signal_add (SIGTERM, signal_cb, self);
}

static void
zc_application_activate (GApplication *application)
{
  ZcApplication *self = ZC_APPLICATION (application);

  if (!self->account_tried)
    {
      if (self->scenario != NULL)
        _zc_application_start_demo (self, self->scenario);
      else
        _zc_application_open_first_account (self);
    }

  _zc_application_present_window (self);
}

static void
zc_application_shutdown (GApplication *application)
{
  ZcApplication *self = ZC_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->sigint_id, g_source_remove);
  g_clear_handle_id (&self->sigterm_id, g_source_remove);
  _zc_application_forget_wishes (self);

  /* Windows go before what they show, and the demo's servers last. */
  for (GList *windows = gtk_application_get_windows (GTK_APPLICATION (self)); windows != NULL;
       windows = gtk_application_get_windows (GTK_APPLICATION (self)))
    gtk_window_destroy (windows->data);
  _zc_application_unfollow_runs (self);
  g_clear_object (&self->session);
  g_list_store_remove_all (self->left_batches);
  g_list_store_remove_all (self->left_sessions);
  _zc_application_update_hold (self);
  /* What was seen up to the end is in the file when the program is gone. */
  if (self->store != NULL)
    zc_store_wait (self->store);
  g_clear_object (&self->store);
  _zc_application_end_accounts (self);
  g_clear_object (&self->demo);
  g_clear_pointer (&self->demo_scenario, g_free);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (zc_application_parent_class)->shutdown (application);
}

/* GOption knows no string option whose value may be left out. */
static gboolean
zc_application_local_command_line (GApplication   *application,
                                   char         ***arguments,
                                   int            *exit_status)
{
  for (guint i = 1; (*arguments)[i] != NULL; i++)
    {
      if (g_str_equal ((*arguments)[i], "--demo"))
        {
          g_free ((*arguments)[i]);
          (*arguments)[i] = g_strdup ("--demo=");
        }
    }

  return G_APPLICATION_CLASS (zc_application_parent_class)->local_command_line (application, arguments, exit_status);
}

static int
zc_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  ZcApplication *self = ZC_APPLICATION (application);
  g_autoptr(GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("zone-courier %s\n", ZC_VERSION);
      return 0;
    }

  if (g_variant_dict_lookup (options, "account", "s", &self->account_name) &&
      !_zc_application_check_account_name (self->account_name))
    return 2;

  if (!g_variant_dict_lookup (options, "demo", "s", &self->scenario) && self->account_name == NULL &&
      !_zc_application_is_given_token (NULL))
    return -1;

  /* A program that runs already opens the account or the demo itself. */
  if (!g_application_register (application, self->cancellable, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (!g_application_get_is_remote (application))
    return -1;

  if (self->scenario != NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (application), "start-demo", g_variant_new_string (self->scenario));
      return 0;
    }

  /* What runs has the environment that it was started with. */
  if (_zc_application_is_given_token (self->account_name))
    /* Translators: IONOS_TOKEN is the name of an environment variable. */
    g_printerr ("%s\n", _("Zone Courier is running already, so the IONOS_TOKEN of this command is not used: quit Zone Courier first, or add an account with this token."));
  if (self->account_name != NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (application), "open-named-account",
                                      g_variant_new_string (self->account_name));
      return 0;
    }

  return -1;
}

static void
zc_application_finalize (GObject *object)
{
  ZcApplication *self = ZC_APPLICATION (object);

  g_clear_object (&self->cancellable);
  _zc_application_clear_runs (self);
  g_clear_pointer (&self->scenario, g_free);
  g_clear_pointer (&self->account_name, g_free);
  g_clear_pointer (&self->opening_id, g_free);
  g_clear_pointer (&self->import_paths, g_strfreev);
  g_clear_pointer (&self->help_uri, g_free);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (zc_application_parent_class)->finalize (object);
}

static void
zc_application_class_init (ZcApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = zc_application_finalize;
  application_class->startup = zc_application_startup;
  application_class->activate = zc_application_activate;
  application_class->shutdown = zc_application_shutdown;
  application_class->local_command_line = zc_application_local_command_line;
  application_class->handle_local_options = zc_application_handle_local_options;
}

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Open the demo account, whose name servers run on this computer"), N_("SCENARIO") },
  { "account", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Open this account"), N_("NAME") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static void
zc_application_init (ZcApplication *self)
{
  self->cancellable = g_cancellable_new ();
  self->help_uri = g_strdup ("help:zone-courier");
  _zc_application_init_runs (self);
  g_queue_init (&self->wishes);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

ZcApplication *
zc_application_new (GApplicationFlags flags)
{
  return g_object_new (ZC_TYPE_APPLICATION,
                       "application-id", ZC_APPLICATION_ID,
                       "flags", flags,
                       "resource-base-path", "/io/github/zonecourier/ZoneCourier",
                       NULL);
}
