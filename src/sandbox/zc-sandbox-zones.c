/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-private.h"

#include <string.h>

#include "zc-domain-name.h"
#include "zc-sandbox-body.h"
#include "zc-sandbox-page.h"
#include "zc-scenario-zone.h"

static const char * const states[] = { "PROVISIONING", "DESTROYING", "AVAILABLE", "FAILED", NULL };

static gboolean
is_for_primary (ZcSandboxCall *call)
{
  return strcmp (zc_sandbox_call_get_segment (call, 0), "zones") == 0;
}

static void
write_zone (gpointer     item,
            JsonBuilder *builder,
            gpointer     data)
{
  zc_sandbox_zone_write (item, builder);
}

static void
answer_zone (ZcSandboxCall *call,
             guint          status,
             ZcSandboxZone *zone)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  zc_sandbox_zone_write (zone, builder);
  zc_sandbox_call_answer_json (call, status, builder);
}

void
zc_sandbox_list_zones (ZcSandbox     *self,
                       ZcSandboxCall *call)
{
  const char *state = zc_sandbox_call_get_query (call, "filter.state");
  const char *name = zc_sandbox_call_get_query (call, "filter.zoneName");
  g_autoptr(GPtrArray) zones = NULL;
  ZcSandboxPage page;

  if (!zc_sandbox_page_read (&page, call))
    return;

  if (state != NULL && !g_strv_contains (states, state))
    {
      zc_sandbox_call_answer_error (call, 400, "sandbox-invalid-state", "filter.state is not a provisioning state");
      return;
    }

  zones = zc_sandbox_store_list (self->store, is_for_primary (call), state, name);
  zc_sandbox_page_answer (&page, call, zones, NULL, write_zone, NULL);
}

ZcSandboxZone *
zc_sandbox_find_zone (ZcSandbox     *self,
                      ZcSandboxCall *call)
{
  const char *id = zc_sandbox_call_get_segment (call, 1);
  ZcSandboxZone *zone;

  if (!g_uuid_string_is_valid (id))
    {
      zc_sandbox_call_answer_error (call, 400, "sandbox-invalid-id", "the id is not a UUID");
      return NULL;
    }

  zone = zc_sandbox_store_find (self->store, is_for_primary (call), id);
  if (zone == NULL)
    zc_sandbox_call_answer_error (call, 404, "sandbox-not-found", "there is no zone with this id");

  return zone;
}

void
zc_sandbox_show_zone (ZcSandbox     *self,
                      ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);

  if (zone != NULL)
    answer_zone (call, 200, zone);
}

/* What a body asks for. */
typedef struct
{
  char *name;             /* (owned) */
  char *description;      /* (owned) */
  gboolean is_enabled;
  GStrv primaries;        /* (owned) */
} Wish;

static void
wish_clear (Wish *wish)
{
  g_free (wish->name);
  g_free (wish->description);
  g_strfreev (wish->primaries);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
read_primaries (ZcSandboxCall *call,
                JsonObject    *properties,
                Wish          *wish)
{
  JsonNode *node = json_object_get_member (properties, "primaryIps");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return zc_sandbox_body_refuse (call, "primaryIps", "at least one address is required");

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *text = json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : NULL;

      if (text == NULL || !g_hostname_is_ip_address (text))
        return zc_sandbox_body_refuse (call, "primaryIps", "only IPv4 and IPv6 addresses are possible");
      if (!g_hash_table_add (seen, (gpointer) text))
        return zc_sandbox_body_refuse (call, "primaryIps", "an address is there twice");
      g_strv_builder_add (builder, text);
    }
  wish->primaries = g_strv_builder_end (builder);

  return TRUE;
}

static gboolean
read_wish (ZcSandboxCall *call,
           Wish          *wish)
{
  g_autoptr(JsonObject) properties = zc_sandbox_body_read_properties (call);
  g_autofree char *ascii = NULL;

  if (properties == NULL
      || !zc_sandbox_body_read_string (call, properties, "zoneName", NULL, &wish->name)
      || !zc_sandbox_body_read_string (call, properties, "description", "", &wish->description)
      || !zc_sandbox_body_read_enabled (call, properties, &wish->is_enabled))
    return FALSE;

  /* INVENTED: that a name must come in the form in which it is sent over DNS. */
  ascii = zc_domain_name_to_ascii (wish->name);
  if (ascii == NULL || strcmp (ascii, wish->name) != 0 || !zc_scenario_zone_name_is_safe (ascii))
    return zc_sandbox_body_refuse (call, "zoneName",
                                   "a domain name in ASCII and lower case, without trailing dot, is required");

  return is_for_primary (call) || read_primaries (call, properties, wish);
}

static void
take_wish (ZcSandbox     *self,
           ZcSandboxZone *zone,
           Wish          *wish)
{
  g_free (zone->description);
  zone->description = g_steal_pointer (&wish->description);
  zone->is_enabled = wish->is_enabled;
  zc_sandbox_zone_touch (zone);

  if (zone->is_primary)
    return;

  g_strfreev (zone->primaries);
  zone->primaries = g_steal_pointer (&wish->primaries);
  g_hash_table_remove_all (zone->statuses);
  zc_name_service_set_zone (self->names, zone->name, (const char * const *) zone->primaries);
}

/* What happens to a zone when its time has come. */
typedef struct
{
  ZcSandbox *sandbox;     /* (owned) */
  char *id;               /* (owned) */
  gboolean is_primary;
} Later;

static void
later_free (Later *later)
{
  g_object_unref (later->sandbox);
  g_free (later->id);
  g_free (later);
}

static gboolean
settle_cb (gpointer data)
{
  Later *later = data;
  ZcSandboxZone *zone = zc_sandbox_store_find (later->sandbox->store, later->is_primary, later->id);

  if (zone != NULL && strcmp (zone->state, "PROVISIONING") == 0)
    {
      g_free (zone->state);
      zone->state = g_strdup ("AVAILABLE");
    }
  else if (zone != NULL && strcmp (zone->state, "DESTROYING") == 0)
    {
      zc_sandbox_drop_zone (later->sandbox, zone);
    }

  return G_SOURCE_REMOVE;
}

static void
settle_later (ZcSandbox     *self,
              ZcSandboxZone *zone,
              const char    *state)
{
  Later *later = g_new0 (Later, 1);

  later->sandbox = g_object_ref (self);
  later->id = g_strdup (zone->id);
  later->is_primary = zone->is_primary;
  g_free (zone->state);
  zone->state = g_strdup (state);
  g_timeout_add_full (G_PRIORITY_DEFAULT, self->scenario->provisioning_ms, settle_cb, later,
                      (GDestroyNotify) later_free);
}

void
zc_sandbox_drop_zone (ZcSandbox     *self,
                      ZcSandboxZone *zone)
{
  if (!zone->is_primary)
    zc_name_service_remove_zone (self->names, zone->name);
  zc_sandbox_store_remove (self->store, zone);
}

/* INVENTED: what happens to a name that is there already, and beyond the quota. */
static gboolean
may_add (ZcSandbox     *self,
         ZcSandboxCall *call,
         const char    *name)
{
  gboolean is_primary = is_for_primary (call);
  g_autoptr(GPtrArray) zones = zc_sandbox_store_list (self->store, is_primary, NULL, NULL);
  guint limit = is_primary ? self->scenario->quota_zones : self->scenario->quota_secondary_zones;

  if (zc_sandbox_store_find_by_name (self->store, TRUE, name) != NULL
      || zc_sandbox_store_find_by_name (self->store, FALSE, name) != NULL)
    {
      zc_sandbox_call_answer_error (call, 400, "sandbox-duplicate-zone", "there is a zone with the name %s already", name);
      return FALSE;
    }
  if (zones->len >= limit)
    {
      zc_sandbox_call_answer_error (call, 403, "sandbox-quota", "the limit of %u zones is reached", limit);
      return FALSE;
    }

  return TRUE;
}

static void
add_zone (ZcSandbox     *self,
          ZcSandboxCall *call,
          const char    *id,
          Wish          *wish)
{
  ZcSandboxZone *zone;

  if (!may_add (self, call, wish->name))
    return;

  zone = zc_sandbox_zone_new (id, wish->name, is_for_primary (call));
  g_strfreev (zone->name_servers);
  zone->name_servers = zc_scenario_list_name_servers (self->scenario, zone->is_primary);
  take_wish (self, zone, wish);
  zc_sandbox_store_add (self->store, zone);
  if (self->scenario->provisioning_ms > 0)
    settle_later (self, zone, "PROVISIONING");
  answer_zone (call, 202, zone);
}

void
zc_sandbox_create_zone (ZcSandbox     *self,
                        ZcSandboxCall *call)
{
  g_autofree char *id = g_uuid_string_random ();
  g_auto(Wish) wish = { NULL };

  if (read_wish (call, &wish))
    add_zone (self, call, id, &wish);
}

void
zc_sandbox_ensure_zone (ZcSandbox     *self,
                        ZcSandboxCall *call)
{
  const char *id = zc_sandbox_call_get_segment (call, 1);
  g_auto(Wish) wish = { NULL };
  ZcSandboxZone *zone;

  if (!g_uuid_string_is_valid (id))
    {
      zc_sandbox_call_answer_error (call, 400, "sandbox-invalid-id", "the id is not a UUID");
      return;
    }
  if (!read_wish (call, &wish))
    return;

  zone = zc_sandbox_store_find (self->store, is_for_primary (call), id);
  if (zone == NULL)
    {
      add_zone (self, call, id, &wish);
      return;
    }
  if (strcmp (zone->name, wish.name) != 0)
    {
      /* INVENTED: the result of such a change is not known. */
      zc_sandbox_body_refuse (call, "zoneName", "the name of a zone cannot be changed");
      return;
    }

  take_wish (self, zone, &wish);
  answer_zone (call, 202, zone);
}

void
zc_sandbox_delete_zone (ZcSandbox     *self,
                        ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);

  if (zone == NULL)
    return;

  if (self->scenario->provisioning_ms > 0)
    settle_later (self, zone, "DESTROYING");
  else
    zc_sandbox_drop_zone (self, zone);
  zc_sandbox_call_answer_done (call);
}
