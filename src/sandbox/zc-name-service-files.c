/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-name-service-private.h"

#include "zc-sandbox-dns.h"

/* The questions and the copies that a primary allows, one pattern for each combination. */
static const char *
get_axfr_lines (ZcAccess access)
{
  switch (access)
    {
    case ZC_ACCESS_EVERYONE:
      return "  provide-xfr: 127.0.0.0/8 NOKEY\n";
    case ZC_ACCESS_SECONDARIES:
      return "  provide-xfr: " ZC_SECONDARIES_NETWORK " NOKEY\n";
    case ZC_ACCESS_NOBODY:
    default:
      return "";
    }
}

static const char *
get_question_lines (ZcAccess access)
{
  switch (access)
    {
    case ZC_ACCESS_SECONDARIES:
      return "  allow-query: " ZC_SECONDARIES_NETWORK " NOKEY\n";
    case ZC_ACCESS_NOBODY:
      return "  allow-query: " ZC_NOBODY_ADDRESS " NOKEY\n";
    case ZC_ACCESS_EVERYONE:
    default:
      return "";
    }
}

static char *
make_pattern_name (ZcAccess axfr_from,
                   ZcAccess questions_from)
{
  return g_strdup_printf ("axfr-%u-questions-%u", axfr_from, questions_from);
}

static void
configure_primary (ZcNameService *self,
                   ZcPrimary     *primary)
{
  ZcNsdConfig *config = zc_nsd_get_config (primary->nsd);

  for (guint axfr = ZC_ACCESS_EVERYONE; axfr <= ZC_ACCESS_NOBODY; axfr++)
    {
      for (guint questions = ZC_ACCESS_EVERYONE; questions <= ZC_ACCESS_NOBODY; questions++)
        {
          g_autofree char *name = make_pattern_name (axfr, questions);
          g_autofree char *lines = g_strconcat (get_axfr_lines (axfr), get_question_lines (questions), NULL);

          zc_nsd_config_set_pattern (config, name, lines);
        }
    }
}

gboolean
zc_name_service_holds (ZcSecondary *secondary,
                       const char  *zone)
{
  return secondary->is_held || g_hash_table_contains (secondary->held_zones, zone);
}

void
zc_name_service_configure_secondary (ZcNameService *self,
                                     ZcSecondary   *secondary,
                                     gboolean       holds_all)
{
  ZcNsdConfig *config = zc_nsd_get_config (secondary->nsd);
  GHashTableIter iter;
  gpointer zone;
  gpointer value;

  g_hash_table_iter_init (&iter, self->zones);
  while (g_hash_table_iter_next (&iter, &zone, &value))
    {
      g_autoptr(GString) lines = g_string_new (NULL);
      GStrv primaries = value;
      gboolean is_held = holds_all || zc_name_service_holds (secondary, zone);
      guint n_primaries = 0;

      for (gsize i = 0; !is_held && primaries[i] != NULL; i++)
        {
          /* Nothing leaves this computer: a primary elsewhere is one that cannot be reached. */
          if (!g_str_has_prefix (primaries[i], "127."))
            continue;
          g_string_append_printf (lines, "  request-xfr: AXFR %s@%u NOKEY\n", primaries[i], self->port);
          n_primaries++;
        }
      if (n_primaries == 0)
        g_string_append_printf (lines, "  request-xfr: AXFR %s@%u NOKEY\n", ZC_NOBODY_ADDRESS, self->port);

      g_string_append_printf (lines, "  outgoing-interface: %s\n", secondary->scenario->address);
      /* No refresh by itself while a sandbox lives. */
      g_string_append (lines, "  min-refresh-time: 864000\n  min-retry-time: 864000\n");
      g_string_append_printf (lines, "  provide-xfr: %s NOKEY\n",
                              self->scenario->secondaries_allow_axfr ? "127.0.0.0/8" : ZC_SANDBOX_OWN_ADDRESS);
      zc_nsd_config_set_pattern (config, zone, lines->str);
    }
}

/* Zone files are made once for each combination of template, serial and size. */
static const char *
make_zone_text (ZcNameService         *self,
                GHashTable            *texts,
                const char            *zone,
                const ZcScenarioCopy  *copy,
                GError               **error)
{
  g_autofree char *key = g_strdup_printf ("%s %s %u %u", zone, copy->file, copy->serial, copy->n_extra_records);
  g_autofree char *template = NULL;
  g_autoptr(ZcZoneData) data = NULL;
  char *text = g_hash_table_lookup (texts, key);

  if (text != NULL)
    return text;

  template = zc_scenario_read_zone_file (self->scenario, copy->file, error);
  if (template != NULL)
    data = zc_zone_data_new_from_text (zone, template, error);
  if (data == NULL)
    return NULL;

  zc_zone_data_set_serial (data, copy->serial);
  zc_zone_data_add_hosts (data, copy->n_extra_records);
  text = zc_zone_data_to_text (data);
  g_hash_table_insert (texts, g_steal_pointer (&key), text);

  return text;
}

static gboolean
write_copy (ZcNameService         *self,
            GHashTable            *texts,
            ZcNsd                 *nsd,
            const char            *zone,
            const ZcScenarioCopy  *copy,
            const char            *pattern,
            GError               **error)
{
  ZcNsdConfig *config = zc_nsd_get_config (nsd);
  const char *text = make_zone_text (self, texts, zone, copy, error);

  return text != NULL && zc_nsd_config_put_zone (config, zone, pattern, text, error);
}

/* The resolver is an NSD with a root zone of its own, so that a name it does not know does not
 * exist, as with a resolver of the real world. */
static gboolean
write_resolver_zone (ZcNameService  *self,
                     GError        **error)
{
  ZcNsdConfig *config = zc_nsd_get_config (zc_name_server_get_nsd (self->resolver));
  g_autoptr(GString) text = g_string_new (". 300 IN SOA localhost. hostmaster.localhost. 1 3600 600 604800 60\n"
                                          ". 300 IN NS localhost.\n"
                                          "localhost. 300 IN A 127.0.0.1\n");

  for (guint i = 0; i < self->secondaries->len; i++)
    {
      ZcSecondary *secondary = g_ptr_array_index (self->secondaries, i);

      if (secondary->scenario->has_address)
        g_string_append_printf (text, "%s. 300 IN A %s\n", secondary->scenario->name, secondary->scenario->address);
    }
  for (guint i = 0; i < self->primaries->len; i++)
    {
      ZcPrimary *primary = g_ptr_array_index (self->primaries, i);

      if (primary->scenario->name != NULL)
        g_string_append_printf (text, "%s. 300 IN A %s\n", primary->scenario->name, primary->scenario->address);
    }

  zc_nsd_config_set_pattern (config, "resolver", NULL);

  return zc_nsd_config_put_zone (config, ".", "resolver", text->str, error);
}

gboolean
zc_name_service_write_zones (ZcNameService  *self,
                             GError        **error)
{
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->primaries->len; i++)
    configure_primary (self, g_ptr_array_index (self->primaries, i));

  for (guint i = 0; i < self->scenario->zones->len; i++)
    {
      ZcScenarioZone *zone = g_ptr_array_index (self->scenario->zones, i);

      for (guint k = 0; k < self->primaries->len; k++)
        {
          ZcPrimary *primary = g_ptr_array_index (self->primaries, k);
          ZcScenarioCopy *copy = g_hash_table_lookup (zone->primary_copies, primary->scenario->address);
          g_autofree char *pattern = NULL;

          if (copy == NULL)
            continue;
          pattern = make_pattern_name (copy->axfr_from, copy->questions_from);
          if (!write_copy (self, texts, primary->nsd, zone->name, copy, pattern, error))
            return FALSE;
        }

      for (guint k = 0; k < self->secondaries->len; k++)
        {
          ZcSecondary *secondary = g_ptr_array_index (self->secondaries, k);
          ZcScenarioCopy *copy = g_hash_table_lookup (zone->secondary_copies, secondary->scenario->name);

          if (copy != NULL && !write_copy (self, texts, secondary->nsd, zone->name, copy, zone->name, error))
            return FALSE;
        }
    }

  return write_resolver_zone (self, error);
}
