/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-scenario.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-scenario-group.h"
#include "zc-scenario-zone.h"
#include "zc-zone-data.h"

G_DEFINE_QUARK (zc-scenario-error-quark, zc_scenario_error)

#define RESOURCE_PREFIX "/io/github/zonecourier/ZoneCourier/sandbox/"

static const struct
{
  const char *name;
  const char *address;
} default_secondaries[] = {
  { "nscs.ui-dns.com", "127.0.20.1" },
  { "nscs.ui-dns.de", "127.0.20.2" },
  { "nscs.ui-dns.org", "127.0.20.3" },
  { "nscs.ui-dns.biz", "127.0.20.4" },
};

static const char * const default_primaries[] = { "127.0.10.1", "127.0.10.2" };

static void
primary_free (ZcScenarioPrimary *primary)
{
  g_free (primary->address);
  g_free (primary->name);
  g_free (primary);
}

static void
secondary_free (ZcScenarioSecondary *secondary)
{
  g_free (secondary->name);
  g_free (secondary->address);
  g_free (secondary);
}

void
zc_scenario_free (ZcScenario *self)
{
  g_free (self->name);
  g_free (self->directory);
  g_ptr_array_unref (self->primaries);
  g_ptr_array_unref (self->secondaries);
  g_ptr_array_unref (self->zones);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

static ZcScenario *
scenario_new (void)
{
  ZcScenario *self = g_new0 (ZcScenario, 1);

  self->primaries = g_ptr_array_new_with_free_func ((GDestroyNotify) primary_free);
  self->secondaries = g_ptr_array_new_with_free_func ((GDestroyNotify) secondary_free);
  self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_scenario_zone_free);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_sandbox_fault_free);

  return self;
}

/* A scenario without groups for its servers gets the customary ones. */
static void
add_default_primaries (ZcScenario *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (default_primaries); i++)
    {
      ZcScenarioPrimary *primary = g_new0 (ZcScenarioPrimary, 1);

      primary->address = g_strdup (default_primaries[i]);
      g_ptr_array_add (self->primaries, primary);
    }
}

static void
add_default_secondaries (ZcScenario *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (default_secondaries); i++)
    {
      ZcScenarioSecondary *secondary = g_new0 (ZcScenarioSecondary, 1);

      secondary->name = g_strdup (default_secondaries[i].name);
      secondary->address = g_strdup (default_secondaries[i].address);
      secondary->has_address = TRUE;
      g_ptr_array_add (self->secondaries, secondary);
    }
}

static gboolean
check_zone_file (ZcScenario      *self,
                 GHashTable      *checked,
                 ZcScenarioZone  *zone,
                 ZcScenarioCopy  *copy,
                 GError         **error)
{
  g_autofree char *text = NULL;
  g_autoptr(ZcZoneData) data = NULL;

  if (g_hash_table_contains (checked, copy->file))
    return TRUE;

  text = zc_scenario_read_zone_file (self, copy->file, error);
  if (text != NULL)
    data = zc_zone_data_new_from_text (zone->name, text, error);
  if (data == NULL)
    {
      g_prefix_error (error, /* Translators: a file, a zone in it, and the zone's file. What is wrong follows. */
                      _("%s: zone “%s”: zone file “%s”: "), self->name, zone->name, copy->file);
      return FALSE;
    }

  g_hash_table_add (checked, copy->file);

  return TRUE;
}

static gboolean
check_zone_files (ZcScenario  *self,
                  GError     **error)
{
  g_autoptr(GHashTable) checked = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->zones->len; i++)
    {
      ZcScenarioZone *zone = g_ptr_array_index (self->zones, i);
      GHashTable *tables[] = { zone->primary_copies, zone->secondary_copies };

      if (!check_zone_file (self, checked, zone, zone->own_copy, error))
        return FALSE;

      for (gsize k = 0; k < G_N_ELEMENTS (tables); k++)
        {
          GHashTableIter iter;
          gpointer copy;

          g_hash_table_iter_init (&iter, tables[k]);
          while (g_hash_table_iter_next (&iter, NULL, &copy))
            {
              if (!check_zone_file (self, checked, zone, copy, error))
                return FALSE;
            }
        }
    }

  return TRUE;
}

static gboolean
read_groups (ZcScenario  *self,
             GKeyFile    *key_file,
             gboolean     zones,
             GError     **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups (key_file, NULL);

  for (gsize i = 0; groups[i] != NULL; i++)
    {
      if (!zc_scenario_group_read (self, key_file, groups[i], zones, error))
        return FALSE;
    }

  return TRUE;
}

static GKeyFile *
open_key_file (ZcScenario  *self,
               const char  *name_or_path,
               GError     **error)
{
  g_autoptr(GKeyFile) key_file = g_key_file_new ();
  g_autoptr(GError) local_error = NULL;

  if (strchr (name_or_path, '/') != NULL || strchr (name_or_path, '.') != NULL)
    {
      self->directory = g_path_get_dirname (name_or_path);
      if (!g_key_file_load_from_file (key_file, name_or_path, G_KEY_FILE_NONE, &local_error))
        {
          g_set_error (error, ZC_SCENARIO_ERROR,
                       g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                         ? ZC_SCENARIO_ERROR_NOT_FOUND : ZC_SCENARIO_ERROR_INVALID,
                       "%s: %s", name_or_path, local_error->message);
          return NULL;
        }
    }
  else
    {
      g_autofree char *path = g_strconcat (RESOURCE_PREFIX, name_or_path, ".scenario", NULL);
      g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      if (bytes == NULL)
        {
          g_set_error (error, ZC_SCENARIO_ERROR, ZC_SCENARIO_ERROR_NOT_FOUND,
                       _("There is no built-in scenario “%s”; the path of a file needs a slash or a dot in it"), name_or_path);
          return NULL;
        }
      if (!g_key_file_load_from_bytes (key_file, bytes, G_KEY_FILE_NONE, &local_error))
        {
          g_set_error (error, ZC_SCENARIO_ERROR, ZC_SCENARIO_ERROR_INVALID, "%s: %s", name_or_path, local_error->message);
          return NULL;
        }
    }

  return g_steal_pointer (&key_file);
}

ZcScenario *
zc_scenario_load (const char  *name_or_path,
                  GError     **error)
{
  g_autoptr(ZcScenario) self = scenario_new ();
  g_autoptr(GKeyFile) key_file = NULL;
  g_autoptr(GKeyFile) empty = g_key_file_new ();

  self->name = g_strdup (name_or_path);
  key_file = open_key_file (self, name_or_path, error);
  if (key_file == NULL)
    return NULL;

  /* The defaults of [service] are those of reading it where it is not. */
  if (!zc_scenario_group_read (self, empty, "service", FALSE, error)
      || !read_groups (self, key_file, FALSE, error))
    return NULL;

  if (self->primaries->len == 0)
    add_default_primaries (self);
  if (self->secondaries->len == 0)
    add_default_secondaries (self);

  if (!read_groups (self, key_file, TRUE, error) || !check_zone_files (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
zc_scenario_read_zone_file (ZcScenario  *self,
                            const char  *file,
                            GError     **error)
{
  g_autofree char *resource_path = g_strconcat (RESOURCE_PREFIX, "zones/", file, NULL);
  g_autoptr(GBytes) bytes = NULL;

  if (self->directory != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, file, NULL);
      g_autoptr(GError) local_error = NULL;
      char *text;

      if (g_file_get_contents (path, &text, NULL, &local_error))
        return text;
      if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  bytes = g_resources_lookup_data (resource_path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
