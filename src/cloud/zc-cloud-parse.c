/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-cloud-parse-private.h"

#include <string.h>

#include "zc-date.h"
#include "zc-json.h"
#include "zc-primary-status.h"
#include "zc-record.h"

/* What the API documents for a record that does not tell its TTL. */
#define DEFAULT_TTL 3600

/* RFC 2181, section 8. */
#define MOST_TTL G_MAXINT32

/* A page of plain text longer than this is no message to anybody. */
#define MOST_PLAIN_TEXT 1000

/* All that is read below of an item of a list. */
static const char * const zone_members[] = {
  "id", "metadata", "state", "nameservers", "createdDate", "lastModifiedDate", "properties", "zoneName", "description",
  "enabled", "primaryIps", NULL
};
static const char * const record_members[] = {
  "id", "metadata", "fqdn", "properties", "name", "type", "content", "ttl", "enabled", "priority", NULL
};
static const char * const status_members[] = { "primaryIp", "status", "errorMessage", NULL };

static gboolean
read_root (GBytes          *body,
           ZcJsonDocument **document,
           ZcJsonValue     *root,
           GError         **error)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  *document = zc_json_document_new (text, length, error);

  return *document != NULL && zc_json_document_get_root (*document, root, error);
}

/* An id becomes a part of the paths that are asked for, so it must be one segment of a path. */
static gboolean
read_id (const ZcJsonValue  *object,
         char              **id,
         GError            **error)
{
  if (!zc_json_get_string (object, "id", id, error))
    return FALSE;

  if (**id != '\0' && strcmp (*id, ".") != 0 && strcmp (*id, "..") != 0)
    return TRUE;

  zc_json_set_member_error (error, object, "id");

  return FALSE;
}

/* A name that is empty, or nothing but blanks, can be no zone: its row would be empty, and nothing could be asked about
 * it. All others are shown as they are. */
static gboolean
read_zone_name (const ZcJsonValue  *object,
                char              **name,
                GError            **error)
{
  if (!zc_json_get_string (object, "zoneName", name, error))
    return FALSE;

  if ((*name)[strspn (*name, " \t\n\v\f\r")] != '\0')
    return TRUE;

  zc_json_set_member_error (error, object, "zoneName");

  return FALSE;
}

static gboolean
read_date (const ZcJsonValue  *object,
           const char         *member,
           GDateTime         **date,
           GError            **error)
{
  g_autofree char *text = NULL;

  if (!zc_json_get_optional_string (object, member, NULL, &text, error))
    return FALSE;

  *date = zc_date_parse (text);

  return TRUE;
}

static ZcZone *
read_zone (const ZcJsonValue  *item,
           ZcZoneKind          kind,
           ZcTextPool         *texts,
           GError            **error)
{
  ZcJsonValue metadata;
  ZcJsonValue zone_properties;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  g_autofree char *state = NULL;
  g_auto(GStrv) primary_ips = NULL;
  g_auto(GStrv) name_servers = NULL;
  g_autoptr(GDateTime) created = NULL;
  g_autoptr(GDateTime) last_modified = NULL;
  gboolean enabled = TRUE;

  if (!read_id (item, &id, error) ||
      !zc_json_get_optional_object (item, "metadata", &metadata, error) ||
      !zc_json_get_optional_string (&metadata, "state", "", &state, error) ||
      !zc_json_get_optional_strv (&metadata, "nameservers", &name_servers, error) ||
      !read_date (&metadata, "createdDate", &created, error) ||
      !read_date (&metadata, "lastModifiedDate", &last_modified, error) ||
      !zc_json_get_object (item, "properties", &zone_properties, error) ||
      !read_zone_name (&zone_properties, &name, error) ||
      !zc_json_get_optional_string (&zone_properties, "description", "", &description, error))
    return NULL;

  if (kind == ZC_ZONE_KIND_PRIMARY &&
      !zc_json_get_optional_boolean (&zone_properties, "enabled", TRUE, &enabled, error))
    return NULL;

  if (kind == ZC_ZONE_KIND_SECONDARY &&
      !zc_json_get_optional_strv (&zone_properties, "primaryIps", &primary_ips, error))
    return NULL;

  return zc_zone_new (&(ZcZoneFields) {
    .kind = kind,
    .id = id,
    .name = name,
    .description = description,
    .state = state,
    .enabled = enabled,
    .primary_ips = (const char * const *) primary_ips,
    .name_servers = (const char * const *) name_servers,
    .created = created,
    .last_modified = last_modified,
    .texts = texts,
  });
}

static gpointer
read_primary_zone (const ZcJsonValue  *item,
                   ZcTextPool         *texts,
                   GError            **error)
{
  return read_zone (item, ZC_ZONE_KIND_PRIMARY, texts, error);
}

static gpointer
read_secondary_zone (const ZcJsonValue  *item,
                     ZcTextPool         *texts,
                     GError            **error)
{
  return read_zone (item, ZC_ZONE_KIND_SECONDARY, texts, error);
}

/* The service sends "priority":0 with every record, also where the type has none. */
static gboolean
type_has_priority (const char *type)
{
  return g_ascii_strcasecmp (type, "MX") == 0 ||
         g_ascii_strcasecmp (type, "SRV") == 0 ||
         g_ascii_strcasecmp (type, "URI") == 0;
}

static gpointer
read_record (const ZcJsonValue  *item,
             ZcTextPool         *texts,
             GError            **error)
{
  ZcJsonValue metadata;
  ZcJsonValue record_properties;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *fqdn = NULL;
  g_autofree char *type = NULL;
  g_autofree char *content = NULL;
  gint64 ttl;
  gint64 priority = -1;
  gboolean enabled;
  gsize length;

  if (!zc_json_get_optional_string (item, "id", NULL, &id, error) ||
      !zc_json_get_object (item, "metadata", &metadata, error) ||
      !zc_json_get_string (&metadata, "fqdn", &fqdn, error) ||
      !zc_json_get_object (item, "properties", &record_properties, error) ||
      !zc_json_get_string (&record_properties, "name", &name, error) ||
      !zc_json_get_string (&record_properties, "type", &type, error) ||
      !zc_json_get_string (&record_properties, "content", &content, error) ||
      !zc_json_get_optional_int (&record_properties, "ttl", 0, MOST_TTL, DEFAULT_TTL, &ttl, error) ||
      !zc_json_get_optional_boolean (&record_properties, "enabled", TRUE, &enabled, error))
    return NULL;

  if (type_has_priority (type) &&
      !zc_json_get_optional_int (&record_properties, "priority", 0, G_MAXUINT16, -1, &priority, error))
    return NULL;

  length = strlen (fqdn);
  if (length > 1 && fqdn[length - 1] == '.')
    fqdn[length - 1] = '\0';

  return g_object_new (ZC_TYPE_RECORD,
                       "id", id,
                       "name", name,
                       "fqdn", fqdn,
                       "type", type,
                       "content", content,
                       "ttl", (guint) ttl,
                       "priority", (int) priority,
                       "enabled", enabled,
                       NULL);
}

static gpointer
read_status (const ZcJsonValue  *item,
             ZcTextPool         *texts,
             GError            **error)
{
  g_autofree char *primary_ip = NULL;
  g_autofree char *status = NULL;
  g_autofree char *error_message = NULL;

  if (!zc_json_get_string (item, "primaryIp", &primary_ip, error) ||
      !zc_json_get_string (item, "status", &status, error) ||
      !zc_json_get_optional_string (item, "errorMessage", NULL, &error_message, error))
    return NULL;

  return g_object_new (ZC_TYPE_PRIMARY_STATUS,
                       "primary-ip", primary_ip,
                       "status", status,
                       "error-message", error_message,
                       NULL);
}

ZcCloudPage *
zc_cloud_parse_primary_zones (GBytes  *body,
                              GError **error)
{
  return zc_cloud_page_new (body, zone_members, read_primary_zone, error);
}

ZcCloudPage *
zc_cloud_parse_secondary_zones (GBytes  *body,
                                GError **error)
{
  return zc_cloud_page_new (body, zone_members, read_secondary_zone, error);
}

ZcCloudPage *
zc_cloud_parse_records (GBytes  *body,
                        GError **error)
{
  return zc_cloud_page_new (body, record_members, read_record, error);
}

static ZcZone *
parse_zone (GBytes      *body,
            ZcZoneKind   kind,
            GError     **error)
{
  g_autoptr(ZcJsonDocument) document = NULL;
  ZcJsonValue root;

  if (!read_root (body, &document, &root, error))
    return NULL;

  return read_zone (&root, kind, NULL, error);
}

ZcZone *
zc_cloud_parse_primary_zone (GBytes  *body,
                             GError **error)
{
  return parse_zone (body, ZC_ZONE_KIND_PRIMARY, error);
}

ZcZone *
zc_cloud_parse_secondary_zone (GBytes  *body,
                               GError **error)
{
  return parse_zone (body, ZC_ZONE_KIND_SECONDARY, error);
}

GPtrArray *
zc_cloud_parse_statuses (GBytes  *body,
                         GError **error)
{
  g_autoptr(ZcJsonRows) rows = zc_json_rows_new (body, "items", status_members, error);

  return rows != NULL ? zc_cloud_read_items (rows, read_status, error) : NULL;
}

static gboolean
read_count (const ZcJsonValue  *object,
            const char         *member,
            guint              *count,
            GError            **error)
{
  gint64 number;

  if (!zc_json_get_int (object, member, 0, G_MAXUINT, &number, error))
    return FALSE;

  *count = (guint) number;

  return TRUE;
}

static gboolean
read_counts (const ZcJsonValue  *root,
             const char         *member,
             ZcQuotaCounts      *counts,
             GError            **error)
{
  ZcJsonValue object;

  return zc_json_get_object (root, member, &object, error) &&
         read_count (&object, "zones", &counts->zones, error) &&
         read_count (&object, "secondaryZones", &counts->secondary_zones, error) &&
         read_count (&object, "records", &counts->records, error) &&
         read_count (&object, "reverseRecords", &counts->reverse_records, error);
}

ZcQuota *
zc_cloud_parse_quota (GBytes  *body,
                      GError **error)
{
  g_autoptr(ZcJsonDocument) document = NULL;
  g_autoptr(ZcQuota) quota = g_new0 (ZcQuota, 1);
  ZcJsonValue root;

  if (!read_root (body, &document, &root, error) ||
      !read_counts (&root, "quotaUsage", &quota->usage, error) ||
      !read_counts (&root, "quotaLimits", &quota->limits, error))
    return NULL;

  return g_steal_pointer (&quota);
}

/* Takes what there is and passes over the rest: a broken report of an error still is one. */
static void
collect_messages (const ZcJsonValue  *messages,
                  const char         *code_member,
                  char              **code,
                  GString            *joined)
{
  for (guint i = 0; i < zc_json_get_length (messages); i++)
    {
      g_autofree char *message_code = NULL;
      g_autofree char *message = NULL;
      ZcJsonValue object;

      if (!zc_json_get_element (messages, i, &object, NULL))
        continue;

      if (*code == NULL &&
          zc_json_get_string (&object, code_member, &message_code, NULL) && *message_code != '\0')
        *code = g_steal_pointer (&message_code);

      if (zc_json_get_string (&object, "message", &message, NULL) && *message != '\0')
        {
          if (joined->len > 0)
            g_string_append_c (joined, '\n');
          g_string_append (joined, message);
        }
    }
}

static char *
dup_plain_text (const char *text,
                gsize       length,
                const char *content_type)
{
  g_autofree char *plain = NULL;

  /* No bytes may be at no place. */
  if (length == 0 || length > MOST_PLAIN_TEXT || g_strcmp0 (content_type, "text/plain") != 0 ||
      !g_utf8_validate_len (text, length, NULL))
    return NULL;

  plain = g_strstrip (g_strndup (text, length));

  return *plain != '\0' ? g_steal_pointer (&plain) : NULL;
}

void
zc_cloud_parse_server_error (const char  *text,
                             gsize        length,
                             const char  *content_type,
                             char       **code,
                             char       **message)
{
  g_autoptr(ZcJsonDocument) document = NULL;
  g_autoptr(GString) joined = g_string_new (NULL);
  ZcJsonValue root;
  ZcJsonValue messages;

  *code = NULL;
  *message = NULL;

  document = zc_json_document_new (text, length, NULL);
  if (document == NULL)
    {
      *message = dup_plain_text (text, length, content_type);
      return;
    }

  if (zc_json_document_get_root (document, &root, NULL))
    {
      if (zc_json_get_array (&root, "messages", &messages, NULL))
        collect_messages (&messages, "errorCode", code, joined);
    }
  else if (zc_json_document_get_root_array (document, &root, NULL))
    collect_messages (&root, "code", code, joined);

  if (joined->len > 0)
    *message = g_string_free (g_steal_pointer (&joined), FALSE);
}

gboolean
zc_cloud_parse_is_hosting_error (const char *text,
                                 gsize       length)
{
  g_autoptr(ZcJsonDocument) document = zc_json_document_new (text, length, NULL);
  g_autofree char *code = NULL;
  ZcJsonValue root;
  ZcJsonValue first;

  return document != NULL && zc_json_document_get_root_array (document, &root, NULL) &&
         zc_json_get_length (&root) > 0 && zc_json_get_element (&root, 0, &first, NULL) &&
         zc_json_get_string (&first, "code", &code, NULL);
}
