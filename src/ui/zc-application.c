/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-details-window.h"

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
show_account_state (ZcApplication *self,
                    ZcWindow      *window)
{
  if (self->session != NULL)
    zc_window_set_session (window, self->session);
  else if (self->starting)
    zc_window_show_starting (window);
  else if (self->problem != NULL)
    zc_window_show_problem (window, self->problem);
}

ZcWindow *
_zc_application_present_window (ZcApplication *self)
{
  ZcWindow *window = _zc_application_get_window (self);

  if (window == NULL)
    {
      window = zc_window_new (GTK_APPLICATION (self), self->settings);
      g_signal_connect_object (window, "show-zone", G_CALLBACK (show_zone_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "start-transfers", G_CALLBACK (start_transfers_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "demo-requested", G_CALLBACK (demo_requested_cb), self, G_CONNECT_SWAPPED);
      show_account_state (self, window);
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

/* The account */

static void
show_problem (ZcApplication *self,
              GError        *error)
{
  ZcWindow *window = _zc_application_get_window (self);

  g_clear_error (&self->problem);
  self->problem = error;
  if (window != NULL)
    show_account_state (self, window);
}

void
zc_application_open_account (ZcApplication *self,
                             ZcAccount     *account)
{
  g_autoptr(GError) error = NULL;
  ZcWindow *window;

  g_return_if_fail (ZC_IS_APPLICATION (self));
  g_return_if_fail (ZC_IS_ACCOUNT (account));
  g_return_if_fail (self->session == NULL);

  self->account_tried = TRUE;
  if (self->store == NULL)
    {
      g_autofree char *path = zc_store_dup_default_path ();

      self->store = zc_store_new (path);
    }
  self->session = zc_session_new_with_store (account, zc_account_is_demo (account) ? NULL : self->store, &error);
  if (self->session == NULL)
    {
      show_problem (self, g_steal_pointer (&error));
      return;
    }

  g_clear_error (&self->problem);
  _zc_application_follow_runs (self);
  for (guint i = ZC_ZONE_KIND_PRIMARY; i <= ZC_ZONE_KIND_SECONDARY; i++)
    g_signal_connect_object (zc_session_get_zone_list (self->session, i), "notify::load-state",
                             G_CALLBACK (_zc_application_fulfil_wishes), self, G_CONNECT_SWAPPED);

  zc_session_refresh (self->session);

  window = _zc_application_get_window (self);
  if (window != NULL)
    show_account_state (self, window);
}

static void
demo_started_cb (GObject      *source,
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

  if (demo == NULL)
    {
      show_problem (self, g_steal_pointer (&error));
      return;
    }

  g_set_object (&self->demo, demo);
  zc_application_open_account (self, zc_demo_get_account (demo));
}

void
_zc_application_start_demo (ZcApplication *self,
                            const char    *scenario)
{
  ZcWindow *window = _zc_application_get_window (self);

  if (self->session != NULL || self->starting)
    return;

  if (scenario != NULL && scenario[0] == '\0')
    scenario = NULL;

  self->starting = TRUE;
  self->account_tried = TRUE;
  if (window != NULL)
    show_account_state (self, window);

  g_application_hold (G_APPLICATION (self));
  zc_demo_start_async (scenario, self->cancellable, demo_started_cb, g_object_ref (self));
}

static void
open_environment_account (ZcApplication *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcAccount) account = NULL;

  self->account_tried = TRUE;
  account = zc_account_new_from_environment (&error);
  if (account != NULL)
    zc_application_open_account (self, account);
  else
    show_problem (self, g_steal_pointer (&error));
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

  self->settings = open_settings ();
  gtk_window_set_default_icon_name (ZC_APPLICATION_ID);
  _zc_application_add_actions (self);

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
        open_environment_account (self);
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
  /* What was seen up to the end is in the file when the program is gone. */
  if (self->store != NULL)
    zc_store_wait (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->demo);
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
  const char *account_name;
  g_autoptr(GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("zone-courier %s\n", ZC_VERSION);
      return 0;
    }

  if (g_variant_dict_lookup (options, "account", "&s", &account_name) &&
      !g_str_equal (account_name, "From the environment") &&
      !g_str_equal (account_name, _("From the environment")))
    {
      /* Translators: both %s are names of accounts. */
      g_printerr (_("There is no account “%s”. The only account is “%s”.\n"), account_name, _("From the environment"));
      return 2;
    }

  if (!g_variant_dict_lookup (options, "demo", "s", &self->scenario))
    return -1;

  /* A program that runs already opens the demo itself, when no account is open there. */
  if (!g_application_register (application, self->cancellable, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (g_application_get_is_remote (application))
    {
      g_action_group_activate_action (G_ACTION_GROUP (application), "start-demo",
                                      g_variant_new_string (self->scenario));
      return 0;
    }

  return -1;
}

static void
zc_application_finalize (GObject *object)
{
  ZcApplication *self = ZC_APPLICATION (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->followed_runs, g_ptr_array_unref);
  g_clear_pointer (&self->scenario, g_free);
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
  self->followed_runs = g_ptr_array_new_with_free_func (g_object_unref);
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
