/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-application-private.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-domain-name.h"
#include "zc-preferences.h"
#include "zc-help.h"
#include "zc-release-notes.h"

/* What an action wants done with a zone that may not have been read yet. */
typedef struct
{
  char *zone_name; /* (owned) */
  gboolean start_transfer; /* otherwise the zone is shown */
} ZcWish;

static void
wish_free (ZcWish *wish)
{
  g_free (wish->zone_name);
  g_free (wish);
}

static gboolean
is_read (ZcApplication *self,
         ZcZoneKind     kind)
{
  ZcZoneList *list = zc_session_get_zone_list (self->session, kind);
  ZcLoadState state = zc_zone_list_get_load_state (list);

  /* What is not in the list that was read last may be in the one that is about to come. */
  if (zc_zone_list_is_from_cache (list) && zc_zone_list_is_busy (list))
    return FALSE;

  return state == ZC_LOAD_STATE_READY || state == ZC_LOAD_STATE_FAILED;
}

static gboolean
has_failed (ZcApplication *self,
            ZcZoneKind     kind)
{
  ZcZoneList *list = zc_session_get_zone_list (self->session, kind);

  return zc_zone_list_get_load_state (list) == ZC_LOAD_STATE_FAILED || zc_zone_list_is_from_cache (list);
}

static void
say_unknown (ZcApplication *self,
             const char    *zone_name)
{
  g_autofree char *name = zc_domain_name_to_display (zone_name);
  g_autofree char *text = NULL;

  /* What a list that could not be read would have held is not known. */
  if (has_failed (self, ZC_ZONE_KIND_PRIMARY) || has_failed (self, ZC_ZONE_KIND_SECONDARY))
    /* Translators: %s is a zone's name. */
    text = g_strdup_printf (_("The zones could not be read, so %s was not found"), name);
  else
    /* Translators: %s is a zone's name. */
    text = g_strdup_printf (_("The account has no zone %s"), name);

  _zc_application_say (self, NULL, text, NULL, NULL);
}

/* Returns: FALSE when the wish has to wait for a list */
static gboolean
fulfil (ZcApplication *self,
        const ZcWish  *wish)
{
  ZcZoneItem *item = zc_session_find_zone (self->session, wish->zone_name);
  gboolean secondary = item != NULL && zc_zone_get_kind (zc_zone_item_get_zone (item)) == ZC_ZONE_KIND_SECONDARY;

  /* A secondary zone of the same name may be about to come. */
  if (!secondary && !is_read (self, ZC_ZONE_KIND_SECONDARY))
    return FALSE;
  if (item == NULL && !is_read (self, ZC_ZONE_KIND_PRIMARY))
    return FALSE;

  if (item == NULL)
    {
      say_unknown (self, wish->zone_name);
    }
  else if (wish->start_transfer)
    {
      g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
      GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

      g_ptr_array_add (items, g_object_ref (item));
      zc_application_start_transfers (self, window, items);
    }
  else
    {
      zc_application_show_item (self, item);
    }

  return TRUE;
}

void
_zc_application_fulfil_wishes (ZcApplication *self)
{
  for (guint n_left = g_queue_get_length (&self->wishes); n_left > 0 && self->session != NULL; n_left--)
    {
      ZcWish *wish = g_queue_pop_head (&self->wishes);

      if (fulfil (self, wish))
        wish_free (wish);
      else
        g_queue_push_tail (&self->wishes, wish);
    }
}

void
_zc_application_forget_wishes (ZcApplication *self)
{
  g_queue_clear_full (&self->wishes, (GDestroyNotify) wish_free);
}

static void
make_wish (ZcApplication *self,
           const char    *zone_name,
           gboolean       start_transfer)
{
  ZcWish *wish = g_new0 (ZcWish, 1);

  wish->zone_name = g_strdup (zone_name);
  wish->start_transfer = start_transfer;
  g_queue_push_tail (&self->wishes, wish);

  if (gtk_application_get_active_window (GTK_APPLICATION (self)) == NULL)
    g_application_activate (G_APPLICATION (self));
  _zc_application_fulfil_wishes (self);
}

static void
start_zone_transfer_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  make_wish (data, g_variant_get_string (parameter, NULL), TRUE);
}

static void
show_zone_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  make_wish (data, g_variant_get_string (parameter, NULL), FALSE);
}

static void
follow_transfer_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  ZcApplication *self = data;
  ZcZoneItem *item;
  ZcWindow *window;

  if (self->session == NULL)
    return;

  item = zc_zone_list_find (zc_session_get_zone_list (self->session, ZC_ZONE_KIND_SECONDARY),
                            g_variant_get_string (parameter, NULL));
  window = _zc_application_present_window (self);
  zc_window_show_transfers (window, item != NULL ? zc_zone_item_get_run (item) : NULL);
}

/* An action may be what started the program. */
static ZcWindow *
open_window (ZcApplication *self)
{
  if (gtk_application_get_active_window (GTK_APPLICATION (self)) == NULL)
    g_application_activate (G_APPLICATION (self));

  return _zc_application_present_window (self);
}

static void
find_zones_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  zc_window_find_zones (open_window (data), g_variant_get_string (parameter, NULL));
}

/* The actions of the desktop entry have no parameters, so each has a name of its own. */

static void
public_zones_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  zc_window_show_view (open_window (data), "zones");
}

static void
transfers_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  zc_window_show_view (open_window (data), "transfers");
}

static void
demo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  g_action_group_activate_action (data, "start-demo", g_variant_new_string (""));
}

static void
show_transfers_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  zc_window_show_transfers (_zc_application_present_window (data), NULL);
}

static void
start_demo_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  ZcApplication *self = data;

  _zc_application_present_window (self);
  /* The demo that was started before is an account among the others. */
  if (self->demo != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self), "open-account", g_variant_new_string (ZC_ACCOUNT_ID_DEMO));
  else
    _zc_application_start_demo (self, g_variant_get_string (parameter, NULL));
}

static void
refresh_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  ZcApplication *self = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  /* The window of a zone knows better what is worth asking again. */
  if (window != NULL && gtk_widget_activate_action (GTK_WIDGET (window), "details.refresh", NULL))
    return;

  if (self->session != NULL)
    zc_session_refresh (self->session);
}

static char *
describe_system (ZcApplication *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Zone Courier %s\n", ZC_VERSION);
  g_string_append_printf (text, "GTK %u.%u.%u\n", gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version ());
  g_string_append_printf (text, "libadwaita %u.%u.%u\n", adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version ());
  g_string_append_printf (text, "GLib %u.%u.%u\n", glib_major_version, glib_minor_version, glib_micro_version);
  if (self->session != NULL)
    g_string_append_printf (text, "API %s\n", zc_account_get_api_url (zc_session_get_account (self->session)));

  return g_string_free (text, FALSE);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  ZcApplication *self = data;
  g_autofree char *debug_info = describe_system (self);
  g_autofree char *release_notes = zc_release_notes_dup (ZC_VERSION);
  GtkWidget *about = g_object_new (ADW_TYPE_ABOUT_WINDOW,
                                   "transient-for", gtk_application_get_active_window (GTK_APPLICATION (self)),
                                   "modal", TRUE,
                                   "application-name", _("Zone Courier"),
                                   "application-icon", ZC_APPLICATION_ID,
                                   "version", ZC_VERSION,
                                   "comments", _("Starts zone transfers of IONOS Cloud DNS and follows them until "
                                                 "DNS itself proves that they arrived."),
                                   "license-type", GTK_LICENSE_GPL_3_0,
                                   "debug-info", debug_info,
                                   "debug-info-filename", "zone-courier.txt",
                                   "release-notes", release_notes != NULL ? release_notes : "",
                                   "release-notes-version", ZC_VERSION,
                                   /* Translators: put the names of the translators here, one a line. */
                                   "translator-credits", _("translator-credits"),
                                   NULL);

  zc_a11y_repair (about);
  gtk_window_present (GTK_WINDOW (about));
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  ZcApplication *self = data;
  ZcWindow *parent = _zc_application_present_window (self);
  GListModel *windows = gtk_window_get_toplevels ();

  if (self->settings == NULL)
    {
      _zc_application_say (self, NULL, _("There are no preferences, since Zone Courier is not installed completely"),
                           NULL, NULL);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ZC_IS_PREFERENCES (window))
        {
          gtk_window_present (window);
          return;
        }
    }

  gtk_window_present (zc_preferences_new (GTK_WINDOW (parent), self->settings));
}

/* The window and the button for its search have no words of their own in GTK 4.8. */
static void
name_search_button (GtkWidget *root)
{
  if (GTK_IS_TOGGLE_BUTTON (root) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), "edit-find-symbolic") == 0)
    zc_a11y_name_icon_button (root, _("Search"));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_search_button (child);
}

/* GTK would make it with the window if it knew where it is, and that took a third of the time that the window takes. */
static void
add_shortcuts_window (GtkApplicationWindow *window)
{
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/zonecourier/ZoneCourier/help-overlay.ui");
  GtkWidget *shortcuts = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_title (GTK_WINDOW (shortcuts), C_("shortcut window", "Keyboard shortcuts"));
  name_search_button (shortcuts);
  zc_a11y_repair (shortcuts);
  gtk_application_window_set_help_overlay (window, GTK_SHORTCUTS_WINDOW (shortcuts));
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  ZcWindow *window = _zc_application_present_window (data);

  if (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)) == NULL)
    add_shortcuts_window (GTK_APPLICATION_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
}

static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GtkWindow *window = gtk_application_get_active_window (data);
  const char *page = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;

  if (window == NULL)
    window = GTK_WINDOW (_zc_application_present_window (data));
  zc_help_show (window, page);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  ZcApplication *self = data;
  ZcWindow *window = _zc_application_get_window (self);

  /* Quitting is explicit, so nothing is watched any longer; the transfers themselves go on at IONOS. A signal, such as
   * the one at the end of a desktop session, is no wish of the user: the next start goes on watching. */
  if (!self->quitting)
    {
      self->quitting = TRUE;
      for (guint i = 0; i < self->followed_runs->len; i++)
        zc_run_stop_watching (g_ptr_array_index (self->followed_runs, i));
      _zc_application_stop_left (self, NULL);
    }

  /* A window that is closed keeps its size, one that is destroyed does not. */
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  g_application_quit (G_APPLICATION (self));
}

static const GActionEntry entries[] = {
  { "start-zone-transfer", start_zone_transfer_cb, "s", NULL, NULL, { 0 } },
  { "show-zone", show_zone_cb, "s", NULL, NULL, { 0 } },
  { "follow-transfer", follow_transfer_cb, "s", NULL, NULL, { 0 } },
  { "show-transfers", show_transfers_cb, NULL, NULL, NULL, { 0 } },
  { "start-demo", start_demo_cb, "s", NULL, NULL, { 0 } },
  { "find-zones", find_zones_cb, "s", NULL, NULL, { 0 } },
  { "public-zones", public_zones_cb, NULL, NULL, NULL, { 0 } },
  { "transfers", transfers_cb, NULL, NULL, NULL, { 0 } },
  { "demo", demo_cb, NULL, NULL, NULL, { 0 } },
  { "refresh", refresh_cb, NULL, NULL, NULL, { 0 } },
  { "about", about_cb, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_cb, NULL, NULL, NULL, { 0 } },
  { "shortcuts", shortcuts_cb, NULL, NULL, NULL, { 0 } },
  { "help", help_cb, NULL, NULL, NULL, { 0 } },
  { "show-help", help_cb, "s", NULL, NULL, { 0 } },
  { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
};

static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "app.refresh", { "<Control>r", "F5", NULL } },
  { "app.help", { "F1", NULL } },
  { "app.preferences", { "<Control>comma", NULL } },
  { "app.quit", { "<Control>q", NULL } },
  { "app.shortcuts", { "<Control>question", NULL } },
};

void
_zc_application_add_actions (ZcApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action, shortcuts[i].accels);
}
