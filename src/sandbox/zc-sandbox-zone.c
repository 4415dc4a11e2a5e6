/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-zone.h"

#include "zc-scenario-zone.h"

char *
zc_sandbox_zone_make_now (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

static ZcSandboxZone *
zone_new (const char *id,
          const char *name,
          gboolean    is_primary)
{
  ZcSandboxZone *self = g_new0 (ZcSandboxZone, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->is_primary = is_primary;
  self->statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) zc_scenario_status_free);
  self->fixed_statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) zc_scenario_status_free);

  return self;
}

ZcSandboxZone *
zc_sandbox_zone_new (const char *id,
                     const char *name,
                     gboolean    is_primary)
{
  ZcSandboxZone *self = zone_new (id, name, is_primary);

  self->description = g_strdup ("");
  self->state = g_strdup ("AVAILABLE");
  self->created = zc_sandbox_zone_make_now ();
  self->modified = g_strdup (self->created);
  self->name_servers = g_new0 (char *, 1);
  self->primaries = g_new0 (char *, 1);
  self->is_enabled = TRUE;
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_sandbox_record_free);

  return self;
}

ZcSandboxZone *
zc_sandbox_zone_new_from_scenario (const ZcScenarioZone *scenario)
{
  ZcSandboxZone *self = zone_new (scenario->id, scenario->name, scenario->is_primary);
  GHashTableIter iter;
  gpointer primary;
  gpointer value;

  self->description = g_strdup (scenario->description);
  self->state = g_strdup (scenario->state);
  self->created = g_strdup (scenario->created);
  self->modified = g_strdup (scenario->modified);
  self->created_by = g_strdup (scenario->created_by);
  self->name_servers = g_strdupv (scenario->name_servers);
  self->primaries = g_strdupv (scenario->primaries);
  self->is_enabled = scenario->is_enabled;
  self->own_copy = zc_scenario_copy_duplicate (scenario->own_copy);

  g_hash_table_iter_init (&iter, scenario->statuses);
  while (g_hash_table_iter_next (&iter, &primary, &value))
    {
      const ZcScenarioStatus *status = value;

      zc_sandbox_zone_set_status (self, primary, status->status, status->message, TRUE);
    }

  return self;
}

void
zc_sandbox_zone_free (ZcSandboxZone *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_free (self->state);
  g_free (self->created);
  g_free (self->modified);
  g_free (self->created_by);
  g_strfreev (self->name_servers);
  g_strfreev (self->primaries);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->own_copy, zc_scenario_copy_free);
  g_hash_table_unref (self->statuses);
  g_hash_table_unref (self->fixed_statuses);
  g_free (self);
}

void
zc_sandbox_zone_touch (ZcSandboxZone *self)
{
  g_free (self->modified);
  self->modified = zc_sandbox_zone_make_now ();
}

void
zc_sandbox_zone_set_status (ZcSandboxZone *self,
                            const char    *primary,
                            const char    *status,
                            const char    *message,
                            gboolean       fixed)
{
  g_hash_table_insert (fixed ? self->fixed_statuses : self->statuses, g_strdup (primary),
                       zc_scenario_status_new (status, message));
}

const char *
zc_sandbox_zone_get_collection (const ZcSandboxZone *self)
{
  return self->is_primary ? "zones" : "secondaryzones";
}

/* An optional member: left out when there is no value. */
static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_texts (JsonBuilder        *builder,
           const char         *name,
           const char * const *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

void
zc_sandbox_zone_write (const ZcSandboxZone *self,
                       JsonBuilder         *builder)
{
  g_autofree char *href = g_strdup_printf ("/%s/%s", zc_sandbox_zone_get_collection (self), self->id);

  json_builder_begin_object (builder);
  add_text (builder, "id", self->id);
  add_text (builder, "type", self->is_primary ? "zone" : "secondaryzone");
  add_text (builder, "href", href);

  json_builder_set_member_name (builder, "metadata");
  json_builder_begin_object (builder);
  add_text (builder, "createdBy", self->created_by);
  add_text (builder, "createdDate", self->created);
  add_text (builder, "lastModifiedDate", self->modified);
  add_texts (builder, "nameservers", (const char * const *) self->name_servers);
  add_text (builder, "state", self->state);
  json_builder_end_object (builder);

  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  add_text (builder, "description", self->description);
  if (self->is_primary)
    {
      json_builder_set_member_name (builder, "enabled");
      json_builder_add_boolean_value (builder, self->is_enabled);
    }
  else
    {
      add_texts (builder, "primaryIps", (const char * const *) self->primaries);
    }
  add_text (builder, "zoneName", self->name);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

void
zc_sandbox_zone_write_statuses (const ZcSandboxZone *self,
                                JsonBuilder         *builder)
{
  json_builder_begin_object (builder);
  add_text (builder, "type", "collection");
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (gsize i = 0; self->primaries[i] != NULL; i++)
    {
      const ZcScenarioStatus *status = g_hash_table_lookup (self->fixed_statuses, self->primaries[i]);

      if (status == NULL)
        status = g_hash_table_lookup (self->statuses, self->primaries[i]);

      json_builder_begin_object (builder);
      add_text (builder, "primaryIp", self->primaries[i]);
      add_text (builder, "status", status != NULL ? status->status : "Ok");
      add_text (builder, "errorMessage", status != NULL ? status->message : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
write_record_metadata (const ZcSandboxZone   *self,
                       const ZcSandboxRecord *record,
                       JsonBuilder           *builder)
{
  g_autofree char *fqdn = record->name[0] == '\0' ? g_strdup (self->name)
                                                  : g_strdup_printf ("%s.%s", record->name, self->name);

  json_builder_set_member_name (builder, "metadata");
  json_builder_begin_object (builder);
  if (self->is_primary)
    {
      add_text (builder, "createdDate", record->created != NULL ? record->created : self->created);
      add_text (builder, "lastModifiedDate", record->modified != NULL ? record->modified : self->modified);
      add_text (builder, "fqdn", fqdn);
      add_text (builder, "state", "AVAILABLE");
      add_text (builder, "zoneId", self->id);
    }
  else
    {
      add_text (builder, "fqdn", fqdn);
      add_text (builder, "rootName", self->name);
      add_text (builder, "zoneId", self->id);
    }
  json_builder_end_object (builder);
}

void
zc_sandbox_zone_write_record (const ZcSandboxZone   *self,
                              const ZcSandboxRecord *record,
                              JsonBuilder           *builder)
{
  json_builder_begin_object (builder);
  if (self->is_primary)
    {
      g_autofree char *href = g_strdup_printf ("/zones/%s/records/%s", self->id, record->id);

      add_text (builder, "id", record->id);
      add_text (builder, "type", "record");
      add_text (builder, "href", href);
    }
  else
    {
      add_text (builder, "type", "record");
    }
  write_record_metadata (self, record, builder);

  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  add_text (builder, "content", record->content);
  json_builder_set_member_name (builder, "enabled");
  json_builder_add_boolean_value (builder, record->enabled);
  add_text (builder, "name", record->name);
  json_builder_set_member_name (builder, "priority");
  json_builder_add_int_value (builder, record->priority);
  json_builder_set_member_name (builder, "ttl");
  json_builder_add_int_value (builder, record->ttl);
  add_text (builder, "type", record->type);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}
