/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-scenario-zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The service's own name servers of primary zones; no server plays them. */
static const char * const primary_zone_servers[] = {
  "ns-ic.ui-dns.com", "ns-ic.ui-dns.de", "ns-ic.ui-dns.org", "ns-ic.ui-dns.biz", NULL
};

static const char * const access_words[] = { "everyone", "secondaries", "nobody", NULL };

char *
zc_scenario_make_id (const char *text)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("%.8s-%.4s-4%.3s-8%.3s-%.12s",
                          digest, digest + 8, digest + 12, digest + 15, digest + 18);
}

gboolean
zc_scenario_zone_name_is_safe (const char *name)
{
  return name[0] != '\0' && name[0] != '.' && strpbrk (name, "/\"\\ \t\r\n") == NULL;
}

void
zc_scenario_copy_free (ZcScenarioCopy *copy)
{
  g_free (copy->file);
  g_free (copy);
}

ZcScenarioCopy *
zc_scenario_copy_duplicate (const ZcScenarioCopy *copy)
{
  ZcScenarioCopy *duplicate = g_memdup2 (copy, sizeof *copy);

  duplicate->file = g_strdup (copy->file);

  return duplicate;
}

ZcScenarioStatus *
zc_scenario_status_new (const char *status,
                        const char *message)
{
  ZcScenarioStatus *self = g_new0 (ZcScenarioStatus, 1);

  self->status = g_strdup (status);
  self->message = g_strdup (message);

  return self;
}

void
zc_scenario_status_free (ZcScenarioStatus *status)
{
  g_free (status->status);
  g_free (status->message);
  g_free (status);
}

void
zc_scenario_zone_free (ZcScenarioZone *self)
{
  g_free (self->name);
  g_free (self->id);
  g_free (self->description);
  g_free (self->state);
  g_free (self->created);
  g_free (self->modified);
  g_free (self->created_by);
  g_clear_pointer (&self->own_copy, zc_scenario_copy_free);
  g_strfreev (self->primaries);
  g_strfreev (self->name_servers);
  g_hash_table_unref (self->primary_copies);
  g_hash_table_unref (self->secondary_copies);
  g_hash_table_unref (self->statuses);
  g_free (self);
}

static ZcScenarioZone *
zone_new (const char *name)
{
  ZcScenarioZone *self = g_new0 (ZcScenarioZone, 1);

  self->name = g_strdup (name);
  self->primary_copies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) zc_scenario_copy_free);
  self->secondary_copies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) zc_scenario_copy_free);
  self->statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) zc_scenario_status_free);

  return self;
}

ZcScenarioZone *
zc_scenario_zone_copy (const ZcScenarioZone *self,
                       const char           *name)
{
  ZcScenarioZone *copy = zone_new (name);

  copy->is_primary = self->is_primary;
  copy->is_enabled = self->is_enabled;
  copy->id = zc_scenario_make_id (name);
  copy->description = g_strdup (self->description);
  copy->state = g_strdup (self->state);
  copy->created = g_strdup (self->created);
  copy->modified = g_strdup (self->modified);
  copy->created_by = g_strdup (self->created_by);
  copy->own_copy = zc_scenario_copy_duplicate (self->own_copy);
  copy->primaries = g_strdupv (self->primaries);
  copy->name_servers = g_strdupv (self->name_servers);

  return copy;
}

GStrv
zc_scenario_list_name_servers (ZcScenario *scenario,
                               gboolean    is_primary)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  if (is_primary)
    return g_strdupv ((char **) primary_zone_servers);

  for (guint i = 0; i < scenario->secondaries->len; i++)
    {
      ZcScenarioSecondary *secondary = g_ptr_array_index (scenario->secondaries, i);

      g_strv_builder_add (names, secondary->name);
    }

  return g_strv_builder_end (names);
}

/* A key for one server, "serial-127.0.10.2", wins over the key for all of them, "serial". */
static char *
key_for (ZcScenarioReader *reader,
         const char       *key,
         const char       *server)
{
  g_autofree char *own = g_strdup_printf ("%s-%s", key, server);

  zc_scenario_reader_has (reader, key);

  return zc_scenario_reader_has (reader, own) ? g_steal_pointer (&own) : g_strdup (key);
}

static ZcScenarioCopy *
read_copy (ZcScenarioReader     *reader,
           const char           *prefix,
           const char           *server,
           const ZcScenarioCopy *fallback)
{
  ZcScenarioCopy *copy = g_new0 (ZcScenarioCopy, 1);
  g_autofree char *file = g_strconcat (prefix, "zone-file", NULL);
  g_autofree char *serial = g_strconcat (prefix, "serial", NULL);
  g_autofree char *extra = g_strconcat (prefix, "extra-records", NULL);
  g_autofree char *file_key = key_for (reader, file, server);
  g_autofree char *serial_key = key_for (reader, serial, server);
  g_autofree char *extra_key = key_for (reader, extra, server);

  copy->file = zc_scenario_reader_get_string (reader, file_key, fallback->file);
  copy->serial = zc_scenario_reader_get_serial (reader, serial_key, fallback->serial);
  copy->n_extra_records = zc_scenario_reader_get_uint (reader, extra_key, 2000000, fallback->n_extra_records);

  return copy;
}

static void
read_servers (ZcScenario       *scenario,
              ZcScenarioReader *reader,
              ZcScenarioZone   *zone)
{
  g_auto(GStrv) missing = zc_scenario_reader_get_list (reader, "missing-at");

  for (guint i = 0; i < scenario->primaries->len; i++)
    {
      ZcScenarioPrimary *primary = g_ptr_array_index (scenario->primaries, i);
      g_autofree char *axfr_key = key_for (reader, "axfr-from", primary->address);
      g_autofree char *questions_key = key_for (reader, "questions-from", primary->address);
      ZcScenarioCopy *copy;

      if (!g_strv_contains ((const char * const *) zone->primaries, primary->address)
          || g_strv_contains ((const char * const *) missing, primary->address))
        continue;

      copy = read_copy (reader, "", primary->address, zone->own_copy);
      copy->axfr_from = zc_scenario_reader_get_choice (reader, axfr_key, access_words, ZC_ACCESS_EVERYONE);
      copy->questions_from = zc_scenario_reader_get_choice (reader, questions_key, access_words,
                                                            ZC_ACCESS_EVERYONE);
      g_hash_table_insert (zone->primary_copies, g_strdup (primary->address), copy);
    }

  for (guint i = 0; i < scenario->secondaries->len; i++)
    {
      ZcScenarioSecondary *secondary = g_ptr_array_index (scenario->secondaries, i);
      ZcScenarioCopy *copy;

      copy = read_copy (reader, "served-", secondary->name, zone->own_copy);
      if (g_strv_contains ((const char * const *) missing, secondary->name))
        zc_scenario_copy_free (copy);
      else
        g_hash_table_insert (zone->secondary_copies, g_strdup (secondary->name), copy);
    }
}

static void
read_statuses (ZcScenarioReader *reader,
               ZcScenarioZone   *zone)
{
  for (gsize i = 0; zone->primaries[i] != NULL; i++)
    {
      g_autofree char *status_key = g_strconcat ("status-", zone->primaries[i], NULL);
      g_autofree char *message_key = g_strconcat ("message-", zone->primaries[i], NULL);
      g_autofree char *status = zc_scenario_reader_get_string (reader, status_key, NULL);
      g_autofree char *message = zc_scenario_reader_get_string (reader, message_key, NULL);

      if (status != NULL || message != NULL)
        g_hash_table_insert (zone->statuses, g_strdup (zone->primaries[i]),
                             zc_scenario_status_new (status != NULL ? status : "Ok", message));
    }
}

static void
read_metadata (ZcScenario       *scenario,
               ZcScenarioReader *reader,
               ZcScenarioZone   *zone)
{
  g_auto(GStrv) left_out = zc_scenario_reader_get_list (reader, "omit");
  const struct
  {
    const char *key;
    char **place;
  } members[] = {
    { "description", &zone->description },
    { "created", &zone->created },
    { "modified", &zone->modified },
  };

  zone->description = zc_scenario_reader_get_string (reader, "description", "");
  zone->created = zc_scenario_reader_get_date (reader, "created", "-30d");
  zone->modified = zc_scenario_reader_get_date (reader, "modified", "-2d");
  zone->created_by = zc_scenario_reader_get_string (reader, "created-by", NULL);

  for (gsize i = 0; left_out[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (gsize k = 0; k < G_N_ELEMENTS (members); k++)
        {
          if (g_strcmp0 (members[k].key, left_out[i]) != 0)
            continue;
          g_clear_pointer (members[k].place, g_free);
          found = TRUE;
        }
      if (!found)
        zc_scenario_reader_fail (reader, "omit", _("“%s” is not one of: %s"), left_out[i], "description, created, modified");
    }

  if (zc_scenario_reader_has (reader, "name-servers"))
    {
      zone->name_servers = zc_scenario_reader_get_list (reader, "name-servers");
    }
  else
    {
      zone->name_servers = zc_scenario_list_name_servers (scenario, zone->is_primary);
    }
}

static gboolean
is_served_here (ZcScenario     *scenario,
                ZcScenarioZone *zone)
{
  for (guint i = 0; i < scenario->primaries->len; i++)
    {
      ZcScenarioPrimary *primary = g_ptr_array_index (scenario->primaries, i);

      if (g_strv_contains ((const char * const *) zone->primaries, primary->address))
        return TRUE;
    }

  return FALSE;
}

ZcScenarioZone *
zc_scenario_zone_read (ZcScenario       *scenario,
                       ZcScenarioReader *reader,
                       const char       *name,
                       gboolean          is_primary)
{
  ZcScenarioZone *zone = zone_new (name);
  g_autofree char *id = zc_scenario_make_id (name);

  zone->is_primary = is_primary;
  zone->id = zc_scenario_reader_get_string (reader, "id", id);
  if (!g_uuid_string_is_valid (zone->id))
    zc_scenario_reader_fail (reader, "id", _("“%s” is not a UUID"), zone->id);
  if (!zc_scenario_zone_name_is_safe (name))
    zc_scenario_reader_fail (reader, "id", _("the group names “%s”, which cannot be the name of a zone"), name);
  zone->state = zc_scenario_reader_get_string (reader, "state", "AVAILABLE");
  read_metadata (scenario, reader, zone);

  zone->own_copy = g_new0 (ZcScenarioCopy, 1);
  zone->own_copy->file = zc_scenario_reader_get_string (reader, "zone-file", "small.zone");
  zone->own_copy->serial = zc_scenario_reader_get_serial (reader, "serial", 1);
  zone->own_copy->n_extra_records = zc_scenario_reader_get_uint (reader, "extra-records", 2000000, 0);

  if (is_primary)
    {
      zone->is_enabled = zc_scenario_reader_get_boolean (reader, "enabled", TRUE);
      zone->primaries = g_new0 (char *, 1);
      return zone;
    }

  zone->primaries = zc_scenario_reader_get_list (reader, "primaries");
  zone->is_served = zc_scenario_reader_get_boolean (reader, "served", is_served_here (scenario, zone));
  if (zone->is_served)
    read_servers (scenario, reader, zone);
  read_statuses (reader, zone);

  return zone;
}
