/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-scenario-group.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-scenario-reader.h"
#include "zc-scenario-zone.h"

/* Which addresses are whose. The networks after them are for the NSD behind a gate. */
#define PRIMARIES_PREFIX "127.0.10."
#define SECONDARIES_PREFIX "127.0.20."

static const char * const manner_words[] = { "up", "down", "silent", NULL };

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

gboolean
zc_scenario_group_read (ZcScenario  *self,
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
