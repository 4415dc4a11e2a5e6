/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-scenario.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-scenario-zone.h"
#include "zc-zone-data.h"

G_DEFINE_QUARK (zc-scenario-error-quark, zc_scenario_error)

#define RESOURCE_PREFIX "/io/github/zonecourier/ZoneCourier/sandbox/"

/* Which addresses are whose. The networks after them are for the NSD behind a gate. */
#define PRIMARIES_PREFIX "127.0.10."
#define SECONDARIES_PREFIX "127.0.20."

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

static const char * const manner_words[] = { "up", "down", "silent", NULL };

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

static gboolean
is_in_network (const char *text,
               const char *prefix)
{
  return g_str_has_prefix (text, prefix) && g_hostname_is_ip_address (text);
}

static void
read_service (ZcScenario       *self,
              ZcScenarioReader *reader)
{
  self->answer_delay_ms = zc_scenario_reader_get_uint (reader, "answer-delay-ms", 600000, 0);
  self->provisioning_ms = zc_scenario_reader_get_uint (reader, "provisioning-ms", 600000, 0);
  self->rate_limit = zc_scenario_reader_get_uint (reader, "rate-limit", 1000000, 0);
  self->token_seconds = zc_scenario_reader_get_uint (reader, "token-seconds", G_MAXINT32, 365 * 86400);
  self->shows_all_types = zc_scenario_reader_get_boolean (reader, "shows-all-types", FALSE);
  self->secondaries_allow_axfr = zc_scenario_reader_get_boolean (reader, "name-servers-allow-axfr", FALSE);
  self->quota_zones = zc_scenario_reader_get_uint (reader, "quota-zones", G_MAXINT32, 50000);
  self->quota_secondary_zones = zc_scenario_reader_get_uint (reader, "quota-secondary-zones", G_MAXINT32, 100000);
  self->quota_records = zc_scenario_reader_get_uint (reader, "quota-records", G_MAXINT32, 100000);
  self->quota_reverse_records = zc_scenario_reader_get_uint (reader, "quota-reverse-records", G_MAXINT32, 100000);
}

static void
read_gate (ZcScenarioReader *reader,
           ZcGateRules      *rules)
{
  /* In the order of ZcGatePass; only connections can be reset. */
  static const char * const udp_words[] = { "open", "closed", "dropped", NULL };
  static const char * const tcp_words[] = { "open", "closed", "dropped", "reset", NULL };

  rules->udp = zc_scenario_reader_get_choice (reader, "udp", udp_words, ZC_GATE_OPEN);
  rules->tcp = zc_scenario_reader_get_choice (reader, "tcp", tcp_words, ZC_GATE_OPEN);
  rules->delay_ms = zc_scenario_reader_get_uint (reader, "delay-ms", 600000, 0);
  rules->is_hidden = zc_scenario_reader_get_boolean (reader, "hidden", FALSE);
}

static void
read_primary (ZcScenario       *self,
              ZcScenarioReader *reader,
              const char       *address)
{
  ZcScenarioPrimary *primary = g_new0 (ZcScenarioPrimary, 1);

  primary->address = g_strdup (address);
  primary->name = zc_scenario_reader_get_string (reader, "name", NULL);
  primary->manner = zc_scenario_reader_get_choice (reader, "state", manner_words, ZC_SERVER_ANSWERS);
  read_gate (reader, &primary->gate);
  g_ptr_array_add (self->primaries, primary);

  if (!is_in_network (address, PRIMARIES_PREFIX))
    zc_scenario_reader_fail (reader, "name", _("the group names “%s”, which is not an address of %s"),
                             address, PRIMARIES_PREFIX "0/24");
}

static void
read_secondary (ZcScenario       *self,
                ZcScenarioReader *reader,
                const char       *name)
{
  ZcScenarioSecondary *secondary = g_new0 (ZcScenarioSecondary, 1);
  g_autofree char *address = g_strdup_printf ("127.0.20.%u", self->secondaries->len + 1);

  secondary->name = g_strdup (name);
  secondary->address = zc_scenario_reader_get_string (reader, "address", address);
  secondary->manner = zc_scenario_reader_get_choice (reader, "state", manner_words, ZC_SERVER_ANSWERS);
  read_gate (reader, &secondary->gate);
  secondary->held = zc_scenario_reader_get_boolean (reader, "held", FALSE);
  secondary->has_address = zc_scenario_reader_get_boolean (reader, "has-address", TRUE);
  secondary->transfer_delay_ms = zc_scenario_reader_get_uint (reader, "transfer-delay-ms", 600000, 0);
  g_ptr_array_add (self->secondaries, secondary);

  if (!is_in_network (secondary->address, SECONDARIES_PREFIX))
    zc_scenario_reader_fail (reader, "address", _("“%s” is not an address of %s"), secondary->address,
                             SECONDARIES_PREFIX "0/24");
  for (guint i = 0; i + 1 < self->secondaries->len; i++)
    {
      ZcScenarioSecondary *other = g_ptr_array_index (self->secondaries, i);

      if (strcmp (other->address, secondary->address) == 0)
        zc_scenario_reader_fail (reader, "address", _("“%s” has this address too"), other->name);
    }
}

static void
read_fault (ZcScenario       *self,
            ZcScenarioReader *reader,
            const char       *name)
{
  ZcSandboxFault *fault = zc_sandbox_fault_new (name);
  g_autofree char *kind = zc_scenario_reader_get_string (reader, "kind", "status");
  guint count = zc_scenario_reader_get_uint (reader, "count", G_MAXINT32, 0);

  g_ptr_array_add (self->faults, fault);
  if (!zc_sandbox_fault_set_kind (fault, kind))
    zc_scenario_reader_fail (reader, "kind", _("there is no kind “%s”"), kind);

  g_free (fault->method);
  fault->method = zc_scenario_reader_get_string (reader, "method", "*");
  g_free (fault->path);
  fault->path = zc_scenario_reader_get_string (reader, "path", "*");
  fault->skip = zc_scenario_reader_get_uint (reader, "skip", G_MAXINT32, 0);
  fault->count = count == 0 ? -1 : (int) count;
  fault->status = zc_scenario_reader_get_uint (reader, "status", 599, fault->status);
  fault->code = zc_scenario_reader_get_string (reader, "code", NULL);
  fault->message = zc_scenario_reader_get_string (reader, "message", NULL);
  fault->body = zc_scenario_reader_get_string (reader, "body", NULL);
  fault->content_type = zc_scenario_reader_get_string (reader, "content-type", NULL);
  fault->retry_after = zc_scenario_reader_get_string (reader, "retry-after", NULL);
  fault->location = zc_scenario_reader_get_string (reader, "location", NULL);
  fault->delay_ms = zc_scenario_reader_get_uint (reader, "delay-ms", 600000, 0);
}

static void
read_generated_zones (ZcScenario       *self,
                      ZcScenarioReader *reader,
                      const char       *pattern)
{
  static const char * const kinds[] = { "secondary", "primary", NULL };
  guint count = zc_scenario_reader_get_uint (reader, "count", 1000000, 1);
  gboolean is_primary = zc_scenario_reader_get_choice (reader, "kind", kinds, 0) == 1;
  g_autoptr(ZcScenarioZone) model = zc_scenario_zone_read (self, reader, pattern, is_primary);
  g_auto(GStrv) parts = g_strsplit (pattern, "*", 2);

  if (g_strv_length (parts) != 2)
    {
      zc_scenario_reader_fail (reader, "count", _("the group names “%s”, which has no “*” for the number"), pattern);
      return;
    }

  for (guint i = 1; i <= count; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%05u%s", parts[0], i, parts[1]);

      g_ptr_array_add (self->zones, zc_scenario_zone_copy (model, name));
    }
}

static void
read_secondary_zone (ZcScenario       *self,
                     ZcScenarioReader *reader,
                     const char       *name)
{
  ZcScenarioZone *zone = zc_scenario_zone_read (self, reader, name, FALSE);

  g_ptr_array_add (self->zones, zone);
  if (zone->primaries[0] == NULL)
    zc_scenario_reader_fail (reader, "primaries", _("a secondary zone needs at least one address"));
  for (gsize i = 0; zone->primaries[i] != NULL; i++)
    {
      if (!g_hostname_is_ip_address (zone->primaries[i]))
        zc_scenario_reader_fail (reader, "primaries", _("“%s” is not an address"), zone->primaries[i]);
    }
}

static void
read_primary_zone (ZcScenario       *self,
                   ZcScenarioReader *reader,
                   const char       *name)
{
  g_ptr_array_add (self->zones, zc_scenario_zone_read (self, reader, name, TRUE));
}

typedef void (*ReadGroupFunc) (ZcScenario       *self,
                               ZcScenarioReader *reader,
                               const char       *name);

/* Zones refer to servers, so the groups of servers are read first, wherever they stand. */
static const struct
{
  const char *word;
  gboolean is_zone;
  ReadGroupFunc read;
} group_kinds[] = {
  { "primary-server", FALSE, read_primary },
  { "name-server", FALSE, read_secondary },
  { "fault", FALSE, read_fault },
  { "secondary-zone", TRUE, read_secondary_zone },
  { "primary-zone", TRUE, read_primary_zone },
  { "generated-zones", TRUE, read_generated_zones },
};

static gboolean
read_group (ZcScenario  *self,
            GKeyFile    *key_file,
            const char  *group,
            gboolean     zones,
            GError     **error)
{
  ZcScenarioReader reader;
  const char *blank = strchr (group, ' ');

  if (strcmp (group, "service") == 0)
    {
      if (zones)
        return TRUE;
      zc_scenario_reader_init (&reader, self->name, key_file, group);
      read_service (self, &reader);
      return zc_scenario_reader_finish (&reader, error);
    }

  for (gsize i = 0; blank != NULL && i < G_N_ELEMENTS (group_kinds); i++)
    {
      gsize length = strlen (group_kinds[i].word);

      if ((gsize) (blank - group) != length || strncmp (group, group_kinds[i].word, length) != 0)
        continue;
      if (group_kinds[i].is_zone != zones)
        return TRUE;
      zc_scenario_reader_init (&reader, self->name, key_file, group);
      group_kinds[i].read (self, &reader, blank + 1);
      return zc_scenario_reader_finish (&reader, error);
    }

  g_set_error (error, ZC_SCENARIO_ERROR, ZC_SCENARIO_ERROR_INVALID,
               /* Translators: a file and a group in it. */
               _("%s: group [%s]: there is no such kind of group"), self->name, group);

  return FALSE;
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

  if (copy->file == NULL || g_hash_table_contains (checked, copy->file))
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
      if (!read_group (self, key_file, groups[i], zones, error))
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
  ZcScenarioReader reader;

  self->name = g_strdup (name_or_path);
  key_file = open_key_file (self, name_or_path, error);
  if (key_file == NULL)
    return NULL;

  /* The defaults of [service] are those of reading an empty group. */
  zc_scenario_reader_init (&reader, self->name, empty, "service");
  read_service (self, &reader);
  if (!zc_scenario_reader_finish (&reader, error))
    return NULL;

  if (!read_groups (self, key_file, FALSE, error))
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
