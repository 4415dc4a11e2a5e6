/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-sandbox-private.h"

#include <string.h>

#include "zc-sandbox-body.h"
#include "zc-sandbox-page.h"

#define DEFAULT_TTL 3600
#define LEAST_TTL 60
#define MOST_TTL 604800

static void
write_record (gpointer     item,
              JsonBuilder *builder,
              gpointer     data)
{
  zc_sandbox_zone_write_record (data, item, builder);
}

typedef struct
{
  ZcSandbox *sandbox;       /* (owned) */
  ZcSandboxCall *call;      /* (owned) */
  char *id;                 /* (owned): the zone's */
  ZcSandboxPage page;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->sandbox);
  zc_sandbox_call_unref (reading->call);
  g_free (reading->id);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
answer_secondary_records (const ZcSandboxPage *page,
                          ZcSandboxCall       *call,
                          ZcSandboxZone       *zone,
                          GPtrArray           *records)
{
  zc_sandbox_page_answer (page, call, records, (const char * const *) zone->primaries, write_record, zone);
}

static void
records_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(Reading) reading = data;
  ZcSandboxZone *zone = zc_sandbox_store_find (reading->sandbox->store, FALSE, reading->id);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = zc_name_service_read_records_finish (ZC_NAME_SERVICE (source), result, &error);

  if (zone == NULL)
    {
      zc_sandbox_call_answer_error (reading->call, 404, "sandbox-not-found", "the zone was deleted");
      return;
    }

  /* A zone that the name servers have no copy of has no records. */
  if (records == NULL)
    {
      g_debug ("%s", error->message);
      records = g_ptr_array_new ();
    }
  answer_secondary_records (&reading->page, reading->call, zone, records);
}

void
zc_sandbox_list_secondary_records (ZcSandbox     *self,
                                   ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);
  ZcSandboxPage page;
  Reading *reading;

  if (zone == NULL || !zc_sandbox_page_read (&page, call))
    return;

  if (!zc_name_service_serves (self->names, zone->name))
    {
      answer_secondary_records (&page, call, zone, zc_sandbox_store_get_records (self->store, zone));
      return;
    }

  reading = g_new0 (Reading, 1);
  reading->sandbox = g_object_ref (self);
  reading->call = zc_sandbox_call_ref (call);
  reading->id = g_strdup (zone->id);
  reading->page = page;
  zc_name_service_read_records_async (self->names, zone->name, records_read_cb, reading);
}

/* The specification gives this list no paging; SDKs get its first page. */
void
zc_sandbox_list_zone_records (ZcSandbox     *self,
                              ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);
  ZcSandboxPage page;

  if (zone != NULL && zc_sandbox_page_read (&page, call))
    zc_sandbox_page_answer (&page, call, zc_sandbox_store_get_records (self->store, zone), NULL, write_record, zone);
}

/* A record with its zone, for the list over all zones. */
typedef struct
{
  ZcSandboxZone *zone;        /* (unowned) */
  ZcSandboxRecord *record;    /* (unowned) */
} Found;

static void
write_found (gpointer     item,
             JsonBuilder *builder,
             gpointer     data)
{
  const Found *found = item;

  zc_sandbox_zone_write_record (found->zone, found->record, builder);
}

/* INVENTED: that filter.name is a contains match, and that its empty value means the apex. */
static gboolean
passes (ZcSandboxCall         *call,
        const ZcSandboxRecord *record)
{
  const char *name = zc_sandbox_call_get_query (call, "filter.name");
  const char *type = zc_sandbox_call_get_query (call, "filter.type");
  const char *state = zc_sandbox_call_get_query (call, "filter.state");

  if (name != NULL && (name[0] == '\0' ? record->name[0] != '\0' : strstr (record->name, name) == NULL))
    return FALSE;

  return (type == NULL || strcmp (record->type, type) == 0)
         && (state == NULL || strcmp (state, "AVAILABLE") == 0);
}

void
zc_sandbox_list_all_records (ZcSandbox     *self,
                             ZcSandboxCall *call)
{
  const char *id = zc_sandbox_call_get_query (call, "filter.zoneId");
  g_autoptr(GPtrArray) zones = zc_sandbox_store_list (self->store, TRUE, NULL, NULL);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  ZcSandboxPage page;

  if (!zc_sandbox_page_read (&page, call))
    return;

  if (id != NULL && !g_uuid_string_is_valid (id))
    {
      zc_sandbox_call_answer_error (call, 400, "sandbox-invalid-id", "filter.zoneId is not a UUID");
      return;
    }

  for (guint i = 0; i < zones->len; i++)
    {
      ZcSandboxZone *zone = g_ptr_array_index (zones, i);
      GPtrArray *records;

      if (id != NULL && strcmp (zone->id, id) != 0)
        continue;
      records = zc_sandbox_store_get_records (self->store, zone);
      for (guint k = 0; k < records->len; k++)
        {
          const Found found = { zone, g_ptr_array_index (records, k) };

          if (passes (call, found.record))
            g_ptr_array_add (all, g_memdup2 (&found, sizeof found));
        }
    }

  zc_sandbox_page_answer (&page, call, all, NULL, write_found, NULL);
}

static void
answer_record (ZcSandboxCall   *call,
               guint            status,
               ZcSandboxZone   *zone,
               ZcSandboxRecord *record)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  zc_sandbox_zone_write_record (zone, record, builder);
  zc_sandbox_call_answer_json (call, status, builder);
}

static ZcSandboxRecord *
find_record (ZcSandbox     *self,
             ZcSandboxZone *zone,
             const char    *id)
{
  GPtrArray *records = zc_sandbox_store_get_records (self->store, zone);

  for (guint i = 0; i < records->len; i++)
    {
      ZcSandboxRecord *record = g_ptr_array_index (records, i);

      if (strcmp (record->id, id) == 0)
        return record;
    }

  return NULL;
}

static gboolean
read_record_members (ZcSandboxCall   *call,
                     JsonObject      *properties,
                     ZcSandboxRecord *record)
{
  g_autofree char *name = NULL;

  if (!zc_sandbox_body_read_string (call, properties, "name", NULL, &name)
      || !zc_sandbox_body_read_string (call, properties, "type", NULL, &record->type)
      || !zc_sandbox_body_read_string (call, properties, "content", NULL, &record->content)
      || !zc_sandbox_body_read_number (call, properties, "ttl", LEAST_TTL, MOST_TTL, &record->ttl)
      || !zc_sandbox_body_read_number (call, properties, "priority", 0, G_MAXUINT16, &record->priority)
      || !zc_sandbox_body_read_enabled (call, properties, &record->enabled))
    return FALSE;

  record->name = g_ascii_strdown (name, -1);
  if (!zc_sandbox_record_is_known_type (record->type))
    return zc_sandbox_body_refuse (call, "type", "the service has no such type");
  if (!zc_sandbox_record_needs_priority (record->type))
    {
      record->priority = 0;
    }
  else if (!json_object_has_member (properties, "priority"))
    {
      zc_sandbox_call_answer_error (call, 400, "paas-dns-rest-0419", "missing required field priority");
      return FALSE;
    }

  return TRUE;
}

static ZcSandboxRecord *
read_record (ZcSandboxCall *call)
{
  g_autoptr(JsonObject) properties = zc_sandbox_body_read_properties (call);
  g_autoptr(ZcSandboxRecord) record = g_new0 (ZcSandboxRecord, 1);

  record->ttl = DEFAULT_TTL;
  if (properties == NULL || !read_record_members (call, properties, record))
    return NULL;

  record->created = zc_sandbox_zone_make_now ();
  record->modified = g_strdup (record->created);

  return g_steal_pointer (&record);
}

/* A CNAME stands alone at its name (RFC 1034, section 3.6.2); since its version 1.18 the API says
 * that it answers 409 otherwise. */
static gboolean
is_in_conflict (ZcSandbox             *self,
                ZcSandboxCall         *call,
                ZcSandboxZone         *zone,
                const ZcSandboxRecord *record)
{
  GPtrArray *records = zc_sandbox_store_get_records (self->store, zone);

  for (guint i = 0; i < records->len; i++)
    {
      const ZcSandboxRecord *other = g_ptr_array_index (records, i);

      if (strcmp (other->name, record->name) == 0 && g_strcmp0 (other->id, record->id) != 0
          && (strcmp (other->type, "CNAME") == 0 || strcmp (record->type, "CNAME") == 0))
        {
          zc_sandbox_call_answer_error (call, 409, "sandbox-record-conflict", "a CNAME cannot stand beside other records");
          return TRUE;
        }
    }

  return FALSE;
}

void
zc_sandbox_create_record (ZcSandbox     *self,
                          ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);
  g_autoptr(ZcSandboxRecord) record = zone != NULL ? read_record (call) : NULL;

  if (record == NULL)
    return;

  record->id = g_uuid_string_random ();
  if (is_in_conflict (self, call, zone, record))
    return;

  answer_record (call, 202, zone, record);
  g_ptr_array_add (zc_sandbox_store_get_records (self->store, zone), g_steal_pointer (&record));
}

static gboolean
check_record_id (ZcSandboxCall *call)
{
  if (g_uuid_string_is_valid (zc_sandbox_call_get_segment (call, 3)))
    return TRUE;

  zc_sandbox_call_answer_error (call, 400, "sandbox-invalid-id", "the record's id is not a UUID");

  return FALSE;
}

static ZcSandboxRecord *
find_record_of_call (ZcSandbox     *self,
                     ZcSandboxCall *call,
                     ZcSandboxZone *zone)
{
  ZcSandboxRecord *record;

  if (!check_record_id (call))
    return NULL;

  record = find_record (self, zone, zc_sandbox_call_get_segment (call, 3));
  if (record == NULL)
    zc_sandbox_call_answer_error (call, 404, "sandbox-not-found", "there is no record with this id");

  return record;
}

void
zc_sandbox_show_record (ZcSandbox     *self,
                        ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);
  ZcSandboxRecord *record = zone != NULL ? find_record_of_call (self, call, zone) : NULL;

  if (record != NULL)
    answer_record (call, 200, zone, record);
}

void
zc_sandbox_ensure_record (ZcSandbox     *self,
                          ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);
  g_autoptr(ZcSandboxRecord) record = NULL;
  ZcSandboxRecord *old;

  if (zone == NULL || !check_record_id (call))
    return;
  record = read_record (call);
  if (record == NULL)
    return;

  record->id = g_strdup (zc_sandbox_call_get_segment (call, 3));
  if (is_in_conflict (self, call, zone, record))
    return;

  old = find_record (self, zone, record->id);
  if (old != NULL)
    {
      g_free (record->created);
      record->created = g_strdup (old->created);
      g_ptr_array_remove (zone->records, old);
    }
  answer_record (call, 202, zone, record);
  g_ptr_array_add (zc_sandbox_store_get_records (self->store, zone), g_steal_pointer (&record));
}

void
zc_sandbox_delete_record (ZcSandbox     *self,
                          ZcSandboxCall *call)
{
  ZcSandboxZone *zone = zc_sandbox_find_zone (self, call);
  ZcSandboxRecord *record = zone != NULL ? find_record_of_call (self, call, zone) : NULL;

  if (record == NULL)
    return;

  g_ptr_array_remove (zone->records, record);
  zc_sandbox_call_answer_done (call);
}
