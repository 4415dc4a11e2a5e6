/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-store.h"

#include <string.h>

#include "zc-zone-data.h"

struct _ZcSandboxStore
{
  ZcScenario *scenario;     /* (unowned) */
  GPtrArray *zones;         /* (owned) (element-type ZcSandboxZone) */
  GHashTable *by_id;        /* (owned) (element-type utf8 ZcSandboxZone) */
};

ZcSandboxStore *
zc_sandbox_store_new (ZcScenario *scenario)
{
  ZcSandboxStore *self = g_new0 (ZcSandboxStore, 1);

  self->scenario = scenario;
  self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_sandbox_zone_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < scenario->zones->len; i++)
    zc_sandbox_store_add (self, zc_sandbox_zone_new_from_scenario (g_ptr_array_index (scenario->zones, i)));

  return self;
}

void
zc_sandbox_store_free (ZcSandboxStore *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->zones);
  g_free (self);
}

void
zc_sandbox_store_add (ZcSandboxStore *self,
                      ZcSandboxZone  *zone)
{
  g_ptr_array_add (self->zones, zone);
  g_hash_table_insert (self->by_id, zone->id, zone);
}

void
zc_sandbox_store_remove (ZcSandboxStore *self,
                         ZcSandboxZone  *zone)
{
  g_hash_table_remove (self->by_id, zone->id);
  g_ptr_array_remove (self->zones, zone);
}

ZcSandboxZone *
zc_sandbox_store_find (ZcSandboxStore *self,
                       gboolean        is_primary,
                       const char     *id)
{
  ZcSandboxZone *zone = g_hash_table_lookup (self->by_id, id);

  return zone != NULL && zone->is_primary == is_primary ? zone : NULL;
}

ZcSandboxZone *
zc_sandbox_store_find_by_name (ZcSandboxStore *self,
                               gboolean        is_primary,
                               const char     *name)
{
  for (guint i = 0; i < self->zones->len; i++)
    {
      ZcSandboxZone *zone = g_ptr_array_index (self->zones, i);

      if (zone->is_primary == is_primary && strcmp (zone->name, name) == 0)
        return zone;
    }

  return NULL;
}

GPtrArray *
zc_sandbox_store_list (ZcSandboxStore *self,
                       gboolean        is_primary,
                       const char     *state,
                       const char     *name)
{
  GPtrArray *zones = g_ptr_array_new ();

  for (guint i = 0; i < self->zones->len; i++)
    {
      ZcSandboxZone *zone = g_ptr_array_index (self->zones, i);

      if (zone->is_primary != is_primary
          || (state != NULL && strcmp (zone->state, state) != 0)
          || (name != NULL && strstr (zone->name, name) == NULL))
        continue;

      /* Clients that look a zone up by name take the first of the answer. */
      g_ptr_array_insert (zones, name != NULL && strcmp (zone->name, name) == 0 ? 0 : -1, zone);
    }

  return zones;
}

GPtrArray *
zc_sandbox_store_get_records (ZcSandboxStore *self,
                              ZcSandboxZone  *zone)
{
  g_autofree char *text = NULL;
  g_autoptr(ZcZoneData) data = NULL;
  g_autoptr(GError) error = NULL;

  if (zone->records != NULL)
    return zone->records;

  text = zc_scenario_read_zone_file (self->scenario, zone->own_copy->file, &error);
  if (text != NULL)
    data = zc_zone_data_new_from_text (zone->name, text, &error);
  if (data == NULL)
    {
      /* The scenario was checked; only a file taken away meanwhile can bring this about. */
      g_warning ("%s: %s", zone->name, error->message);
      zone->records = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_sandbox_record_free);
      return zone->records;
    }

  zc_zone_data_set_serial (data, zone->own_copy->serial);
  zc_zone_data_add_hosts (data, zone->own_copy->n_extra_records);
  zone->records = zc_zone_data_list_records (data, self->scenario->shows_all_types);
  for (guint i = 0; zone->is_primary && i < zone->records->len; i++)
    {
      ZcSandboxRecord *record = g_ptr_array_index (zone->records, i);

      record->id = g_uuid_string_random ();
    }

  return zone->records;
}
