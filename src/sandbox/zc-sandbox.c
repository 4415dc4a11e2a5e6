/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (ZcSandbox, zc_sandbox, G_TYPE_OBJECT)

/* INVENTED but for the shape: a JWT with a key id and the claims that are known, signed by nobody. */
static char *
make_token (ZcScenario *scenario)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *kid = g_uuid_string_random ();
  g_autofree char *user = g_uuid_string_random ();
  g_autofree char *header = g_strdup_printf ("{\"typ\":\"JWT\",\"kid\":\"%s\",\"alg\":\"RS256\"}", kid);
  g_autofree char *claims = g_strdup_printf ("{\"iss\":\"zone-courier-sandbox\",\"iat\":%" G_GINT64_FORMAT
                                             ",\"exp\":%" G_GINT64_FORMAT ",\"identity\":{\"uuid\":\"%s\","
                                             "\"contractNumber\":31960002,\"role\":\"owner\",\"privileges\":[]}}",
                                             now, now + scenario->token_seconds, user);
  g_autoptr(GString) token = g_string_new (NULL);
  guint8 signature[32];

  for (gsize i = 0; i < sizeof signature; i++)
    signature[i] = (guint8) g_random_int ();

  {
    g_autofree char *first = g_base64_encode ((const guint8 *) header, strlen (header));
    g_autofree char *second = g_base64_encode ((const guint8 *) claims, strlen (claims));
    g_autofree char *third = g_base64_encode (signature, sizeof signature);

    g_string_append_printf (token, "%s.%s.%s", first, second, third);
  }

  /* The alphabet of RFC 7515, without padding. */
  g_string_replace (token, "+", "-", 0);
  g_string_replace (token, "/", "_", 0);
  g_string_replace (token, "=", "", 0);

  return g_strdup (token->str);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  zc_sandbox_take_call (data, message);
}

static void
names_started_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcSandbox *self = g_task_get_source_object (task);
  GSocketAddress *address = g_task_get_task_data (task);
  GError *error = NULL;

  if (!zc_name_service_start_finish (ZC_NAME_SERVICE (source), result, &error)
      || !soup_server_listen (self->server, address, 0, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
zc_sandbox_start_async (ZcSandbox           *self,
                        GSocketAddress      *address,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, zc_sandbox_start_async);
  g_task_set_task_data (task, g_object_ref (address), g_object_unref);
  zc_name_service_start_async (self->names, names_started_cb, g_steal_pointer (&task));
}

gboolean
zc_sandbox_start_finish (ZcSandbox     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
write_primary (ZcSandbox         *self,
               ZcScenarioPrimary *primary,
               JsonBuilder       *builder)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "address");
  json_builder_add_string_value (builder, primary->address);
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->scenario->zones->len; i++)
    {
      ZcScenarioZone *zone = g_ptr_array_index (self->scenario->zones, i);

      if (g_hash_table_contains (zone->primary_copies, primary->address))
        json_builder_add_string_value (builder, zone->name);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

char *
zc_sandbox_make_ready_line (ZcSandbox *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  GSList *uris = soup_server_get_uris (self->server);
  g_autofree char *url = g_strdup_printf ("http://%s:%d", g_uri_get_host (uris->data), g_uri_get_port (uris->data));
  guint16 port = zc_name_service_get_port (self->names);
  g_autofree char *resolver = g_strdup_printf ("%s@%u", zc_name_service_get_resolver_address (self->names), port);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "api_url");
  json_builder_add_string_value (builder, url);
  json_builder_set_member_name (builder, "token");
  json_builder_add_string_value (builder, self->token);
  json_builder_set_member_name (builder, "dns_port");
  json_builder_add_int_value (builder, port);
  json_builder_set_member_name (builder, "resolver");
  json_builder_add_string_value (builder, resolver);

  json_builder_set_member_name (builder, "primaries");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->scenario->primaries->len; i++)
    write_primary (self, g_ptr_array_index (self->scenario->primaries, i), builder);
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "secondaries");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->scenario->secondaries->len; i++)
    {
      ZcScenarioSecondary *secondary = g_ptr_array_index (self->scenario->secondaries, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, secondary->name);
      json_builder_set_member_name (builder, "address");
      json_builder_add_string_value (builder, secondary->address);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

void
zc_sandbox_stop (ZcSandbox *self)
{
  soup_server_disconnect (self->server);
  zc_name_service_kill (self->names);
}

static void
zc_sandbox_finalize (GObject *object)
{
  ZcSandbox *self = ZC_SANDBOX (object);

  g_clear_handle_id (&self->dispatch_id, g_source_remove);
  g_queue_clear_full (&self->calls, (GDestroyNotify) zc_sandbox_call_unref);
  g_object_unref (self->server);
  g_object_unref (self->names);
  zc_sandbox_store_free (self->store);
  zc_sandbox_journal_free (self->journal);
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->reverse_records);
  zc_scenario_free (self->scenario);
  g_free (self->token);

  G_OBJECT_CLASS (zc_sandbox_parent_class)->finalize (object);
}

static void
zc_sandbox_class_init (ZcSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_sandbox_finalize;
}

static void
zc_sandbox_init (ZcSandbox *self)
{
  g_queue_init (&self->calls);
  self->journal = zc_sandbox_journal_new ();
  self->reverse_records = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_sandbox_reverse_free);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
}

ZcSandbox *
zc_sandbox_new (ZcScenario *scenario,
                const char *nsd,
                const char *directory,
                int         lifeline)
{
  ZcSandbox *self = g_object_new (ZC_TYPE_SANDBOX, NULL);

  self->scenario = scenario;
  self->names = zc_name_service_new (scenario, nsd, directory, lifeline);
  self->store = zc_sandbox_store_new (scenario);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_sandbox_fault_free);
  for (guint i = 0; i < scenario->faults->len; i++)
    g_ptr_array_add (self->faults, zc_sandbox_fault_copy (g_ptr_array_index (scenario->faults, i)));
  self->token = make_token (scenario);

  return self;
}
