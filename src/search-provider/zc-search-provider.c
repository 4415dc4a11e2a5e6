/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-search-provider.h"

#include <glib/gi18n-lib.h>

#include "zc-shell-search-provider2.h"
#include "zc-state-words.h"
#include "zc-text.h"
#include "zc-zone-index.h"

/* The shell shows a handful and asks for the first ones only. */
#define MOST_RESULTS 50

/* Typing a word takes less, and reading the zones again takes only tenths of a second. */
#define IDLE_MS 15000

/* How long the program may take to start. */
#define ACTIVATE_TIMEOUT_MS 30000

#define OBJECT_PATH "/io/github/zonecourier/ZoneCourier"

struct _ZcSearchProvider
{
  GApplication parent_instance;

  ZcShellSearchProvider2 *skeleton; /* (owned) */
  ZcZoneIndex *index;               /* (owned) */
};

G_DEFINE_FINAL_TYPE (ZcSearchProvider, zc_search_provider, G_TYPE_APPLICATION)

/* Begins the time without questions anew. */
static void
note_use (ZcSearchProvider *self)
{
  g_application_hold (G_APPLICATION (self));
  g_application_release (G_APPLICATION (self));
}

static char **
find (ZcSearchProvider   *self,
      const char * const *terms)
{
  note_use (self);
  zc_zone_index_refresh (self->index);

  return zc_zone_index_find (self->index, terms, MOST_RESULTS);
}

static gboolean
get_initial_result_set_cb (ZcSearchProvider      *self,
                           GDBusMethodInvocation *invocation,
                           const char * const    *terms)
{
  g_auto(GStrv) results = find (self, terms);

  zc_shell_search_provider2_complete_get_initial_result_set (self->skeleton, invocation,
                                                             (const char * const *) results);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* The previous results may have been cut off, so a longer word is searched for in all zones. */
static gboolean
get_subsearch_result_set_cb (ZcSearchProvider      *self,
                             GDBusMethodInvocation *invocation,
                             const char * const    *previous_results,
                             const char * const    *terms)
{
  g_auto(GStrv) results = find (self, terms);

  zc_shell_search_provider2_complete_get_subsearch_result_set (self->skeleton, invocation,
                                                               (const char * const *) results);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static char *
describe (const ZcIndexedZone *zone)
{
  const char *kind = zone->secondary ? _("Secondary zone") : _("Primary zone");
  const char *word = zone->health != NULL ? zc_state_words_describe_health (zone->health) : NULL;
  g_autofree char *state = NULL;
  g_autofree char *day = NULL;
  g_autoptr(GDateTime) seen = NULL;

  if (word == NULL)
    {
      state = zc_state_words_describe (zone->state, zone->enabled);

      /* Translators: the first %s is "Primary zone" or "Secondary zone", the second its state, such as "Available". */
      return g_strdup_printf (_("%s: %s"), kind, state);
    }

  seen = g_date_time_new_from_unix_local (zone->seen_us / G_USEC_PER_SEC);
  day = seen != NULL ? g_date_time_format (seen, "%x %H:%M") : NULL;
  if (day == NULL)
    return g_strdup_printf (_("%s: %s"), kind, word);

  /* Translators: the first %s is "Primary zone" or "Secondary zone", the second its state, such as "In sync", the
   * third the date and time at which that was seen. */
  return g_strdup_printf (_("%s: %s, seen %s"), kind, word, day);
}

static gboolean
get_result_metas_cb (ZcSearchProvider      *self,
                     GDBusMethodInvocation *invocation,
                     const char * const    *identifiers)
{
  g_autoptr(GIcon) icon = g_themed_icon_new (ZC_APPLICATION_ID);
  g_autoptr(GVariant) serialized_icon = g_icon_serialize (icon);
  g_auto(GVariantBuilder) metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  note_use (self);
  zc_zone_index_refresh (self->index);
  for (guint i = 0; identifiers[i] != NULL; i++)
    {
      const ZcIndexedZone *zone = zc_zone_index_lookup (self->index, identifiers[i]);
      g_autofree char *name = NULL;
      g_autofree char *description = NULL;

      if (zone == NULL)
        continue;

      name = zc_text_make_displayable (zone->display_name);
      description = describe (zone);
      g_variant_builder_open (&metas, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&metas, "{sv}", "id", g_variant_new_string (zone->name));
      g_variant_builder_add (&metas, "{sv}", "name", g_variant_new_string (name));
      g_variant_builder_add (&metas, "{sv}", "description", g_variant_new_string (description));
      g_variant_builder_add (&metas, "{sv}", "icon", serialized_icon);
      g_variant_builder_add (&metas, "{sv}", "clipboardText", g_variant_new_string (zone->name));
      g_variant_builder_close (&metas);
    }

  zc_shell_search_provider2_complete_get_result_metas (self->skeleton, invocation, g_variant_builder_end (&metas));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
activated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GApplication) application = data;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GError) error = NULL;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (answer == NULL)
    g_message ("Zone Courier could not be opened: %s", error->message);
  g_application_release (application);
}

/* Asks the program itself, which the bus starts when it does not run. */
static void
activate_action (ZcSearchProvider *self,
                 const char       *action,
                 const char       *parameter,
                 guint             timestamp)
{
  g_autofree char *startup_id = g_strdup_printf ("_TIME%u", timestamp);
  g_auto(GVariantBuilder) parameters = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_auto(GVariantBuilder) platform_data = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&parameters, "v", g_variant_new_string (parameter));
  g_variant_builder_add (&platform_data, "{sv}", "desktop-startup-id", g_variant_new_string (startup_id));

  g_application_hold (G_APPLICATION (self));
  g_dbus_connection_call (g_application_get_dbus_connection (G_APPLICATION (self)),
                          ZC_APPLICATION_ID, OBJECT_PATH, "org.freedesktop.Application", "ActivateAction",
                          g_variant_new ("(sava{sv})", action, &parameters, &platform_data),
                          NULL, G_DBUS_CALL_FLAGS_NONE, ACTIVATE_TIMEOUT_MS, NULL,
                          activated_cb, g_object_ref (self));
}

static gboolean
activate_result_cb (ZcSearchProvider      *self,
                    GDBusMethodInvocation *invocation,
                    const char            *identifier,
                    const char * const    *terms,
                    guint                  timestamp)
{
  activate_action (self, "show-zone", identifier, timestamp);
  zc_shell_search_provider2_complete_activate_result (self->skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
launch_search_cb (ZcSearchProvider      *self,
                  GDBusMethodInvocation *invocation,
                  const char * const    *terms,
                  guint                  timestamp)
{
  g_autofree char *text = g_strjoinv (" ", (char **) terms);

  activate_action (self, "find-zones", text, timestamp);
  zc_shell_search_provider2_complete_launch_search (self->skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
zc_search_provider_dbus_register (GApplication     *application,
                                  GDBusConnection  *connection,
                                  const char       *object_path,
                                  GError          **error)
{
  ZcSearchProvider *self = ZC_SEARCH_PROVIDER (application);

  return G_APPLICATION_CLASS (zc_search_provider_parent_class)->dbus_register (application, connection, object_path,
                                                                               error) &&
         g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection, object_path, error);
}

static void
zc_search_provider_dbus_unregister (GApplication    *application,
                                    GDBusConnection *connection,
                                    const char      *object_path)
{
  ZcSearchProvider *self = ZC_SEARCH_PROVIDER (application);

  if (g_dbus_interface_skeleton_has_connection (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection))
    g_dbus_interface_skeleton_unexport_from_connection (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection);

  G_APPLICATION_CLASS (zc_search_provider_parent_class)->dbus_unregister (application, connection, object_path);
}

/* There is nothing to show when somebody starts it by hand. */
static void
zc_search_provider_activate (GApplication *application)
{
}

static void
zc_search_provider_finalize (GObject *object)
{
  ZcSearchProvider *self = ZC_SEARCH_PROVIDER (object);

  g_clear_object (&self->skeleton);
  g_clear_object (&self->index);

  G_OBJECT_CLASS (zc_search_provider_parent_class)->finalize (object);
}

static void
zc_search_provider_class_init (ZcSearchProviderClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = zc_search_provider_finalize;
  application_class->activate = zc_search_provider_activate;
  application_class->dbus_register = zc_search_provider_dbus_register;
  application_class->dbus_unregister = zc_search_provider_dbus_unregister;
}

static void
zc_search_provider_init (ZcSearchProvider *self)
{
  self->skeleton = zc_shell_search_provider2_skeleton_new ();
  g_signal_connect_swapped (self->skeleton, "handle-get-initial-result-set",
                            G_CALLBACK (get_initial_result_set_cb), self);
  g_signal_connect_swapped (self->skeleton, "handle-get-subsearch-result-set",
                            G_CALLBACK (get_subsearch_result_set_cb), self);
  g_signal_connect_swapped (self->skeleton, "handle-get-result-metas", G_CALLBACK (get_result_metas_cb), self);
  g_signal_connect_swapped (self->skeleton, "handle-activate-result", G_CALLBACK (activate_result_cb), self);
  g_signal_connect_swapped (self->skeleton, "handle-launch-search", G_CALLBACK (launch_search_cb), self);
}

ZcSearchProvider *
zc_search_provider_new (const char *path)
{
  ZcSearchProvider *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (ZC_TYPE_SEARCH_PROVIDER,
                       "application-id", ZC_APPLICATION_ID ".SearchProvider",
                       "flags", G_APPLICATION_IS_SERVICE,
                       "inactivity-timeout", IDLE_MS,
                       NULL);
  self->index = zc_zone_index_new (path);

  return self;
}
