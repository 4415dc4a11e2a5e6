/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-private.h"

#include <string.h>

#include "zc-sandbox-page.h"
#include "zc-zone-data.h"

/* INVENTED: the values. The service writes a SOA of its own into its exports. */
#define DEFAULT_SOA "ns-ic.ui-dns.com. hostmaster.ui-dns.com. 1 28800 7200 604800 600"

/* The root, a dot, has its own. */
static char *
add_dot (const char *text)
{
  return g_str_has_suffix (text, ".") ? g_strdup (text) : g_strconcat (text, ".", NULL);
}

/* Contents carry no trailing dot. In a zone file their last name, or for some types another field,
 * needs one, or it would belong to the zone. */
static char *
make_rdata (const ZcSandboxRecord *record)
{
  const char *type = record->type;

  if (strcmp (type, "CNAME") == 0 || strcmp (type, "NS") == 0)
    return add_dot (record->content);
  if (strcmp (type, "MX") == 0 || strcmp (type, "SRV") == 0)
    {
      g_autofree char *content = add_dot (record->content);

      return g_strdup_printf ("%u %s", record->priority, content);
    }
  if (strcmp (type, "TXT") == 0 && record->content[0] != '"')
    return g_strdup_printf ("\"%s\"", record->content);

  if (strcmp (type, "RP") == 0 || strcmp (type, "HTTPS") == 0 || strcmp (type, "SVCB") == 0)
    {
      g_auto(GStrv) fields = g_strsplit (record->content, " ", -1);

      for (guint i = strcmp (type, "RP") == 0 ? 0 : 1; i < 2 && i < g_strv_length (fields); i++)
        {
          char *field = fields[i];

          fields[i] = add_dot (field);
          g_free (field);
        }
      return g_strjoinv (" ", fields);
    }

  return g_strdup (record->content);
}

void
zc_sandbox_show_zone_file (ZcSandbox     *self,
                           ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *now = zc_sandbox_zone_make_now ();
  GPtrArray *records;

  if (zone == NULL)
    return;

  g_string_append_printf (text, ";Zone: %s\n;Exported: %s\n$ORIGIN %s.\n$TTL 3600\n@ 3600 IN SOA (%s)\n",
                          zone->name, now, zone->name, DEFAULT_SOA);
  records = zc_sandbox_store_get_records (self->store, zone);
  for (guint i = 0; i < records->len; i++)
    {
      const ZcSandboxRecord *record = g_ptr_array_index (records, i);
      g_autofree char *rdata = make_rdata (record);

      /* A type of the service alone, and what is switched off, stand as comments. */
      g_string_append_printf (text, "%s%s %u IN %s %s\n",
                              record->enabled && strcmp (record->type, "ALIAS") != 0 ? "" : ";",
                              record->name[0] == '\0' ? "@" : record->name, record->ttl, record->type, rdata);
    }
  zc_sandbox_call_answer_text (call, 200, "text/plain", text->str);
}

static void
write_record (gpointer     item,
              JsonBuilder *builder,
              gpointer     data)
{
  zc_sandbox_zone_write_record (data, item, builder);
}

static gboolean
is_apex_ns (const ZcSandboxRecord *record)
{
  return record->name[0] == '\0' && strcmp (record->type, "NS") == 0;
}

/* All records are replaced, but for the SOA and the zone's own NS records. */
static void
replace_records (ZcSandboxZone *zone,
                 GPtrArray     *old,
                 GPtrArray     *records)
{
  g_autofree char *now = zc_sandbox_zone_make_now ();

  for (guint i = old->len; i > 0; i--)
    {
      if (!is_apex_ns (g_ptr_array_index (old, i - 1)))
        g_ptr_array_remove_index (old, i - 1);
    }

  for (guint i = 0; i < records->len; i++)
    {
      ZcSandboxRecord *record = g_ptr_array_index (records, i);
      ZcSandboxRecord *copy;

      if (is_apex_ns (record))
        continue;
      copy = g_memdup2 (record, sizeof *record);
      copy->id = g_uuid_string_random ();
      copy->name = g_strdup (record->name);
      copy->type = g_strdup (record->type);
      copy->content = g_strdup (record->content);
      copy->created = g_strdup (now);
      copy->modified = g_strdup (now);
      g_ptr_array_add (old, copy);
    }
  zc_sandbox_zone_touch (zone);
}

void
zc_sandbox_take_zone_file (ZcSandbox     *self,
                           ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;
  g_autoptr(ZcZoneData) data = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *own;

  if (zone == NULL)
    return;

  /* For a file without a SOA. After one of the file's own it is the second, which does not count. */
  body = zc_sandbox_call_get_text (call);
  text = g_strdup_printf ("%s\n%s. 3600 IN SOA " DEFAULT_SOA "\n", body, zone->name);
  data = zc_zone_data_new_from_text (zone->name, text, &error);
  if (data == NULL)
    {
      zc_sandbox_call_answer_error (call, 400, "sandbox-invalid-zone-file", "%s", error->message);
      return;
    }

  records = zc_zone_data_list_records (data, FALSE);
  own = zc_sandbox_store_get_records (self->store, zone);
  replace_records (zone, own, records);
  zc_sandbox_page_answer (NULL, call, own, NULL, write_record, zone);
}
