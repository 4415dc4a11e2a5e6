/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "zc-cloud-parse-private.h"
#include "zc-json.h"
#include "zc-primary-status.h"
#include "zc-record.h"
#include "zc-test.h"

#define SECONDARY_ZONES \
  "{\"id\":\"0a85684c-2171-5a78-985a-a3999a0f5046\",\"type\":\"collection\"," \
  "\"href\":\"/secondaryzones?limit=100&offset=0\"," \
  "\"items\":[{\"id\":\"a1bc82de-4cc5-40ca-bfb3-4e93bd9a367c\",\"type\":\"secondaryzone\"," \
  "\"href\":\"/secondaryzones/a1bc82de-4cc5-40ca-bfb3-4e93bd9a367c\"," \
  "\"metadata\":{\"createdDate\":\"2023-08-04T10:21:32Z\",\"lastModifiedDate\":\"2023-08-04T10:21:33Z\"," \
  "\"nameservers\":[\"nscs.ui-dns.com\",\"nscs.ui-dns.de\"],\"state\":\"AVAILABLE\"}," \
  "\"properties\":{\"description\":\"mirror of example.com\",\"primaryIps\":[\"192.0.2.2\",\"192.0.2.3\"]," \
  "\"zoneName\":\"example.com\"}}]," \
  "\"limit\":100,\"offset\":0,\"_links\":{\"self\":\"/secondaryzones?limit=100&offset=0\"}}"

#define PRIMARY_ZONES \
  "{\"items\":[{\"id\":\"z1\",\"type\":\"zone\"," \
  "\"metadata\":{\"nameservers\":[\"ns-ic.ui-dns.com\"],\"state\":\"AVAILABLE\"}," \
  "\"properties\":{\"description\":\"\",\"enabled\":false,\"zoneName\":\"xn--mnchen-3ya.example.\"}}]," \
  "\"limit\":1000.0,\"offset\":0.0,\"_links\":{\"next\":\"/zones?limit=1000&offset=1000\"}}"

#define SECONDARY_RECORDS \
  "{\"metadata\":{\"primaryIps\":[\"192.0.2.2\"]}," \
  "\"items\":[{\"type\":\"record\"," \
  "\"metadata\":{\"fqdn\":\"app.example.com\",\"rootName\":\"example.com\",\"zoneId\":\"a363\"}," \
  "\"properties\":{\"content\":\"1.2.3.4\",\"enabled\":true,\"name\":\"app\",\"priority\":0,\"ttl\":3600,\"type\":\"A\"}}," \
  "{\"type\":\"record\",\"metadata\":{\"fqdn\":\"example.com.\",\"rootName\":\"example.com\",\"zoneId\":\"a363\"}," \
  "\"properties\":{\"content\":\"mail.example.com\",\"enabled\":true,\"name\":\"\",\"priority\":10,\"ttl\":60,\"type\":\"MX\"}}]," \
  "\"limit\":100,\"offset\":0,\"_links\":{}}"

#define STATUSES \
  "{\"type\":\"collection\",\"items\":[{\"primaryIp\":\"192.0.2.2\",\"status\":\"Ok\"}," \
  "{\"primaryIp\":\"192.0.2.3\",\"status\":\"Error\"," \
  "\"errorMessage\":\"Connection with primary nameserver could not be   established\"}," \
  "{\"primaryIp\":\"2001:db8::1\",\"status\":\"<i>waiting</i>\",\"errorMessage\":\" \"}]}"

#define QUOTA \
  "{\"quotaUsage\":{\"records\":1500,\"reverseRecords\":1000,\"secondaryZones\":50,\"zones\":200}," \
  "\"quotaLimits\":{\"records\":100000,\"reverseRecords\":100000.0,\"secondaryZones\":1e5,\"zones\":50000}}"

typedef gpointer (*ParseFunc) (GBytes  *body,
                               GError **error);

static gpointer
parse_text (ParseFunc    parse,
            const char  *text,
            gsize        length,
            GError     **error)
{
  g_autoptr(GBytes) body = g_bytes_new (text, length);

  return parse (body, error);
}

/* Gives a page with its items. */
static ZcCloudPage *
parse_page (ZcCloudPage *(*parse) (GBytes *, GError **),
            const char   *text,
            gsize         length,
            GError      **error)
{
  g_autoptr(ZcCloudPage) page = parse_text ((ParseFunc) parse, text, length, error);

  if (page == NULL)
    return NULL;

  g_assert_null (page->items);
  if (!zc_cloud_page_read_items (page, error))
    return NULL;

  g_assert_cmpuint (page->items->len, ==, page->n_items);

  return g_steal_pointer (&page);
}

/* Tries one of the documents below; frees what comes out. */
typedef gboolean (*TryFunc) (const char  *text,
                             gsize        length,
                             GError     **error);

static gboolean
try_primary_zones (const char  *text,
                   gsize        length,
                   GError     **error)
{
  g_autoptr(ZcCloudPage) page = parse_page (zc_cloud_parse_primary_zones, text, length, error);

  return page != NULL;
}

static gboolean
try_secondary_zones (const char  *text,
                     gsize        length,
                     GError     **error)
{
  g_autoptr(ZcCloudPage) page = parse_page (zc_cloud_parse_secondary_zones, text, length, error);

  return page != NULL;
}

static gboolean
try_records (const char  *text,
             gsize        length,
             GError     **error)
{
  g_autoptr(ZcCloudPage) page = parse_page (zc_cloud_parse_records, text, length, error);

  return page != NULL;
}

static gboolean
try_statuses (const char  *text,
              gsize        length,
              GError     **error)
{
  g_autoptr(GPtrArray) statuses = parse_text ((ParseFunc) zc_cloud_parse_statuses, text, length, error);

  return statuses != NULL;
}

static gboolean
try_quota (const char  *text,
           gsize        length,
           GError     **error)
{
  g_autoptr(ZcQuota) quota = parse_text ((ParseFunc) zc_cloud_parse_quota, text, length, error);

  return quota != NULL;
}

static const struct
{
  const char *text;
  TryFunc try;
} documents[] = {
  { PRIMARY_ZONES, try_primary_zones },
  { SECONDARY_ZONES, try_secondary_zones },
  { SECONDARY_RECORDS, try_records },
  { STATUSES, try_statuses },
  { QUOTA, try_quota },
};

static void
test_secondary_zone (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcCloudPage) page =
    parse_page (zc_cloud_parse_secondary_zones, SECONDARY_ZONES, strlen (SECONDARY_ZONES), &error);
  ZcZone *zone;

  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 1);
  g_assert_cmpuint (page->limit, ==, 100);
  g_assert_false (page->has_next);

  zone = g_ptr_array_index (page->items, 0);
  g_assert_cmpint (zc_zone_get_kind (zone), ==, ZC_ZONE_KIND_SECONDARY);
  g_assert_cmpstr (zc_zone_get_id (zone), ==, "a1bc82de-4cc5-40ca-bfb3-4e93bd9a367c");
  g_assert_cmpstr (zc_zone_get_name (zone), ==, "example.com");
  g_assert_cmpstr (zc_zone_get_description (zone), ==, "mirror of example.com");
  g_assert_cmpstr (zc_zone_get_state (zone), ==, "AVAILABLE");
  g_assert_true (zc_zone_get_enabled (zone));
  g_assert_cmpuint (g_strv_length ((char **) zc_zone_get_primary_ips (zone)), ==, 2);
  g_assert_cmpstr (zc_zone_get_primary_ips (zone)[1], ==, "192.0.2.3");
  g_assert_cmpuint (g_strv_length ((char **) zc_zone_get_name_servers (zone)), ==, 2);
  g_assert_cmpstr (zc_zone_get_name_servers (zone)[0], ==, "nscs.ui-dns.com");
  g_assert_cmpint (g_date_time_to_unix (zc_zone_get_created (zone)), ==, 1691144492);
  g_assert_cmpint (g_date_time_to_unix (zc_zone_get_last_modified (zone)), ==, 1691144493);
}

static void
test_primary_zone (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcCloudPage) page = parse_page (zc_cloud_parse_primary_zones, PRIMARY_ZONES, strlen (PRIMARY_ZONES), &error);
  ZcZone *zone;

  g_assert_no_error (error);
  g_assert_cmpuint (page->limit, ==, 1000);
  g_assert_true (page->has_next);

  zone = g_ptr_array_index (page->items, 0);
  g_assert_cmpint (zc_zone_get_kind (zone), ==, ZC_ZONE_KIND_PRIMARY);
  g_assert_cmpstr (zc_zone_get_name (zone), ==, "xn--mnchen-3ya.example");
  g_assert_cmpstr (zc_zone_get_display_name (zone), ==, "münchen.example");
  g_assert_false (zc_zone_get_enabled (zone));
  g_assert_cmpuint (g_strv_length ((char **) zc_zone_get_primary_ips (zone)), ==, 0);
  g_assert_null (zc_zone_get_created (zone));
}

/* The API requires less than its examples show, and the service may know more than its API says. */
static void
test_zone_with_next_to_nothing (void)
{
  const char *text = "{\"id\":\"z\",\"type\":\"zone\",\"metadata\":{\"state\":\"HIBERNATING\",\"nameservers\":null},"
                     "\"properties\":{\"zoneName\":\"a&b<i>.example\",\"description\":null,\"primaryIps\":[\"::1\",null],"
                     "\"future\":{\"x\":[1]}}}";
  const char *bare = "{\"id\":\"z\",\"properties\":{\"zoneName\":\".\"}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcZone) zone = parse_text ((ParseFunc) zc_cloud_parse_secondary_zone, text, strlen (text), &error);
  g_autoptr(ZcZone) root = parse_text ((ParseFunc) zc_cloud_parse_primary_zone, bare, strlen (bare), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (zc_zone_get_state (zone), ==, "HIBERNATING");
  g_assert_cmpstr (zc_zone_get_description (zone), ==, "");
  g_assert_cmpstr (zc_zone_get_display_name (zone), ==, "a&b<i>.example");
  g_assert_cmpuint (g_strv_length ((char **) zc_zone_get_name_servers (zone)), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) zc_zone_get_primary_ips (zone)), ==, 1);

  g_assert_cmpstr (zc_zone_get_name (root), ==, ".");
  g_assert_cmpstr (zc_zone_get_state (root), ==, "");
  g_assert_true (zc_zone_get_enabled (root));
}

static void
test_hostile_zone_name (void)
{
  const char *text = "{\"id\":\"z\",\"properties\":{\"zoneName\":\"a\\u202eb\\n\\u0007.example\"}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcZone) zone = parse_text ((ParseFunc) zc_cloud_parse_primary_zone, text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (zc_zone_get_name (zone), ==, "a\xe2\x80\xae" "b\n\a.example");
  g_assert_cmpstr (zc_zone_get_display_name (zone), ==, "a\xef\xbf\xbd" "b \xef\xbf\xbd.example");
}

static void
test_dates (void)
{
  static const struct
  {
    const char *json;
    gint64 unix_time;
  } rows[] = {
    { "\"2022-08-21T15:52:53Z\"", 1661097173 },
    { "\"2022-08-21T15:52:53.123Z\"", 1661097173 },
    { "\"2023-03-15T09:58:59.147746133Z\"", 1678874339 },
    { "\"2023-08-04T10:21:32+00:00\"", 1691144492 },
    { "\"2023-08-04T10:21:32\"", 1691144492 },
    { "\"yesterday\"", 0 },
    { "\"\"", 0 },
    { "null", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"id\":\"z\",\"metadata\":{\"lastModifiedDate\":%s},\"properties\":{\"zoneName\":\"a\"}}",
                         rows[i].json);
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcZone) zone = parse_text ((ParseFunc) zc_cloud_parse_primary_zone, text, strlen (text), &error);

      g_assert_no_error (error);
      if (rows[i].unix_time == 0)
        g_assert_null (zc_zone_get_last_modified (zone));
      else
        g_assert_cmpint (g_date_time_to_unix (zc_zone_get_last_modified (zone)), ==, rows[i].unix_time);
    }
}

static void
test_records (void)
{
  const char *live = "{\"items\":[{\"id\":\"r1\",\"type\":\"record\","
                     "\"metadata\":{\"fqdn\":\"example.com\",\"state\":\"AVAILABLE\",\"zoneId\":\"z\"},"
                     "\"properties\":{\"content\":\"a. b. 1 2 3 4 5\",\"name\":\"\",\"type\":\"SOA\",\"priority\":0}}],"
                     "\"_links\":{}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcCloudPage) page =
    parse_page (zc_cloud_parse_records, SECONDARY_RECORDS, strlen (SECONDARY_RECORDS), &error);
  g_autoptr(ZcCloudPage) live_page = parse_page (zc_cloud_parse_records, live, strlen (live), &error);
  ZcRecord *address, *mail, *soa;

  g_assert_no_error (error);
  address = g_ptr_array_index (page->items, 0);
  mail = g_ptr_array_index (page->items, 1);
  soa = g_ptr_array_index (live_page->items, 0);

  g_assert_null (zc_record_get_id (address));
  g_assert_cmpstr (zc_record_get_name (address), ==, "app");
  g_assert_cmpstr (zc_record_get_fqdn (address), ==, "app.example.com");
  g_assert_cmpstr (zc_record_get_record_type (address), ==, "A");
  g_assert_cmpstr (zc_record_get_content (address), ==, "1.2.3.4");
  g_assert_cmpuint (zc_record_get_ttl (address), ==, 3600);
  g_assert_cmpint (zc_record_get_priority (address), ==, -1);
  g_assert_true (zc_record_get_enabled (address));

  g_assert_cmpstr (zc_record_get_fqdn (mail), ==, "example.com");
  g_assert_cmpint (zc_record_get_priority (mail), ==, 10);

  g_assert_cmpstr (zc_record_get_id (soa), ==, "r1");
  g_assert_cmpstr (zc_record_get_record_type (soa), ==, "SOA");
  g_assert_cmpuint (zc_record_get_ttl (soa), ==, 3600);
  g_assert_cmpuint (live_page->limit, ==, 0);
}

static void
test_statuses (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) statuses = parse_text ((ParseFunc) zc_cloud_parse_statuses, STATUSES, strlen (STATUSES), &error);
  g_autoptr(GPtrArray) none = NULL;
  const char *empty = "{\"items\":[]}";
  ZcPrimaryStatus *ok, *failed, *unknown;

  g_assert_no_error (error);
  g_assert_cmpuint (statuses->len, ==, 3);
  ok = g_ptr_array_index (statuses, 0);
  failed = g_ptr_array_index (statuses, 1);
  unknown = g_ptr_array_index (statuses, 2);

  g_assert_cmpstr (zc_primary_status_get_primary_ip (ok), ==, "192.0.2.2");
  g_assert_cmpstr (zc_primary_status_get_status (ok), ==, "Ok");
  g_assert_true (zc_primary_status_is_ok (ok));
  g_assert_false (zc_primary_status_is_error (ok));

  g_assert_cmpstr (zc_primary_status_get_error_message (failed), ==,
                   "Connection with primary nameserver could not be   established");
  g_assert_false (zc_primary_status_is_ok (failed));
  g_assert_true (zc_primary_status_is_error (failed));

  g_assert_cmpstr (zc_primary_status_get_status (unknown), ==, "<i>waiting</i>");
  g_assert_null (zc_primary_status_get_error_message (unknown));
  g_assert_false (zc_primary_status_is_ok (unknown));
  g_assert_false (zc_primary_status_is_error (unknown));

  none = parse_text ((ParseFunc) zc_cloud_parse_statuses, empty, strlen (empty), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

/* "Ok" is the only word seen in the wild; in any case it is no success beside an explained error. */
static void
test_status_words (void)
{
  static const struct
  {
    const char *status;
    const char *error_message;
    gboolean is_ok;
    gboolean is_error;
  } rows[] = {
    { "Ok", NULL, TRUE, FALSE },
    { "OK", "", TRUE, FALSE },
    { "ok", "late", FALSE, TRUE },
    { "Okay", NULL, FALSE, FALSE },
    { "", NULL, FALSE, FALSE },
    { "Failed", NULL, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcPrimaryStatus) status = g_object_new (ZC_TYPE_PRIMARY_STATUS,
                                                        "primary-ip", "192.0.2.1",
                                                        "status", rows[i].status,
                                                        "error-message", rows[i].error_message,
                                                        NULL);

      g_assert_cmpint (zc_primary_status_is_ok (status), ==, rows[i].is_ok);
      g_assert_cmpint (zc_primary_status_is_error (status), ==, rows[i].is_error);
    }
}

static void
test_quota (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcQuota) quota = parse_text ((ParseFunc) zc_cloud_parse_quota, QUOTA, strlen (QUOTA), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (quota->usage.zones, ==, 200);
  g_assert_cmpuint (quota->usage.secondary_zones, ==, 50);
  g_assert_cmpuint (quota->usage.records, ==, 1500);
  g_assert_cmpuint (quota->usage.reverse_records, ==, 1000);
  g_assert_cmpuint (quota->limits.zones, ==, 50000);
  g_assert_cmpuint (quota->limits.secondary_zones, ==, 100000);
}

static void
test_errors_name_the_place (void)
{
  static const struct
  {
    TryFunc try;
    const char *text;
    const char *message;
  } rows[] = {
    { try_secondary_zones, "[]", "$ is not an object" },
    { try_secondary_zones, "{}", "$.items is missing" },
    { try_secondary_zones, "{\"items\":null}", "$.items is missing" },
    { try_secondary_zones, "{\"items\":{}}", "$.items is not a list" },
    { try_secondary_zones, "{\"items\":[null]}", "$.items[0] is not an object" },
    { try_secondary_zones, "{\"items\":[{\"id\":\"a\",\"properties\":{\"zoneName\":\"a\"}},{}]}", "$.items[1].id is missing" },
    { try_secondary_zones, "{\"items\":[{\"id\":7}]}", "$.items[0].id is not a text" },
    { try_secondary_zones, "{\"items\":[{\"id\":\"\"}]}", "$.items[0].id has a value that it cannot have" },
    { try_secondary_zones, "{\"items\":[{\"id\":\"..\"}]}", "$.items[0].id has a value that it cannot have" },
    { try_secondary_zones, "{\"items\":[{\"id\":\"a\"}]}", "$.items[0].properties is missing" },
    { try_secondary_zones, "{\"items\":[{\"id\":\"a\",\"properties\":{}}]}", "$.items[0].properties.zoneName is missing" },
    { try_secondary_zones, "{\"items\":[{\"id\":\"a\",\"properties\":{\"zoneName\":\"\"}}]}", "$.items[0].properties.zoneName has a value that it cannot have" },
    { try_primary_zones, "{\"items\":[{\"id\":\"a\",\"properties\":{\"zoneName\":\"a\"}},{\"id\":\"b\",\"properties\":{\"zoneName\":\" \\t\"}}]}", "$.items[1].properties.zoneName has a value that it cannot have" },
    { try_secondary_zones, "{\"items\":[{\"id\":\"a\",\"metadata\":[],\"properties\":{}}]}", "$.items[0].metadata is not an object" },
    { try_secondary_zones, "{\"items\":[{\"id\":\"a\",\"metadata\":{\"nameservers\":\"x\"}}]}", "$.items[0].metadata.nameservers is not a list" },
    { try_secondary_zones, "{\"items\":[{\"id\":\"a\",\"metadata\":{\"nameservers\":[\"x\",1]}}]}", "$.items[0].metadata.nameservers[1] is not a text" },
    { try_secondary_zones, "{\"items\":[],\"_links\":{\"next\":5}}", "$._links.next is not a text" },
    { try_secondary_zones, "{\"items\":[],\"limit\":\"x\"}", "$.limit is not a number" },
    { try_primary_zones, "{\"items\":[{\"id\":\"a\",\"properties\":{\"zoneName\":\"a\",\"enabled\":\"yes\"}}]}", "$.items[0].properties.enabled is neither true nor false" },
    { try_records, "{\"items\":[{\"properties\":{}}]}", "$.items[0].metadata is missing" },
    { try_records, "{\"items\":[{\"metadata\":{}}]}", "$.items[0].metadata.fqdn is missing" },
    { try_records, "{\"items\":[{\"metadata\":{\"fqdn\":\"a\"},\"properties\":{\"name\":\"\"}}]}", "$.items[0].properties.type is missing" },
    { try_records, "{\"items\":[{\"metadata\":{\"fqdn\":\"a\"},\"properties\":{\"name\":\"\",\"type\":\"A\",\"content\":\"\",\"ttl\":-1}}]}", "$.items[0].properties.ttl is not a whole number from 0 to 2147483647" },
    { try_records, "{\"items\":[{\"metadata\":{\"fqdn\":\"a\"},\"properties\":{\"name\":\"\",\"type\":\"mx\",\"content\":\"\",\"priority\":65536}}]}", "$.items[0].properties.priority is not a whole number from 0 to 65535" },
    { try_statuses, "{\"type\":\"collection\"}", "$.items is missing" },
    { try_statuses, "{\"items\":[{\"status\":\"Ok\"}]}", "$.items[0].primaryIp is missing" },
    { try_statuses, "{\"items\":[{\"primaryIp\":\"a\"}]}", "$.items[0].status is missing" },
    { try_quota, "{}", "$.quotaUsage is missing" },
    { try_quota, "{\"quotaUsage\":{\"zones\":1.5}}", "$.quotaUsage.zones is not a whole number from 0 to 4294967295" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (rows[i].try (rows[i].text, strlen (rows[i].text), &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, rows[i].message);
    }
}

/* A document that is cut anywhere is refused as a whole. */
static void
test_truncated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      gsize length = strlen (documents[i].text);

      g_assert_true (documents[i].try (documents[i].text, length, NULL));
      for (gsize cut = 0; cut < length; cut++)
        {
          g_autoptr(GError) error = NULL;
          /* Valgrind and AddressSanitizer see a read behind the end of this copy. */
          g_autofree char *copy = g_memdup2 (documents[i].text, cut);

          g_assert_false (documents[i].try (copy, cut, &error));
          g_assert_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_SYNTAX);
        }
    }
}

/* Whatever happens to its bytes, a document is read or refused with a place. */
static void
test_mutated_bytes (void)
{
  static const char alphabet[] = "{}[]\",:0123456789.eE+-truefalsn\\u \n\t/*#'\xff\x80\xc3\0";
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261122);
  guint n_refused = 0;

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      gsize length = strlen (documents[i].text);

      for (guint round = 0; round < 1000; round++)
        {
          g_autofree char *copy = g_memdup2 (documents[i].text, length);
          g_autoptr(GError) error = NULL;
          guint n_changes = (guint) g_rand_int_range (rand, 1, 4);

          for (guint change = 0; change < n_changes; change++)
            copy[g_rand_int_range (rand, 0, (gint32) length)] =
              alphabet[g_rand_int_range (rand, 0, sizeof alphabet)];

          if (documents[i].try (copy, length, &error))
            continue;
          n_refused++;
          g_assert_nonnull (error);
          g_assert_true (error->domain == ZC_JSON_ERROR);
          g_assert_true (error->message[0] == '$');
        }
    }

  g_assert_cmpuint (n_refused, >, 1500);
}

static void replace_everywhere (TryFunc     try,
                                JsonNode   *root,
                                JsonNode   *node,
                                const char *path);

/* Puts each kind of value in the place of one member and looks at where the error points. */
static void
check_replaced (TryFunc     try,
                JsonNode   *root,
                const char *path,
                JsonObject *object,
                const char *member,
                JsonArray  *array,
                guint       index)
{
  static const char * const replacements[] = { "null", "7", "7.5", "-1", "\"x\"", "true", "[]", "{}", "[null]", "[{}]" };
  g_autoptr(JsonNode) original = NULL;

  original = json_node_copy (object != NULL ? json_object_get_member (object, member)
                                            : json_array_get_element (array, index));

  for (guint i = 0; i < G_N_ELEMENTS (replacements); i++)
    {
      g_autoptr(JsonNode) replacement = json_from_string (replacements[i], NULL);
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;

      if (replacement == NULL)
        replacement = json_node_new (JSON_NODE_NULL);
      if (object != NULL)
        json_object_set_member (object, member, g_steal_pointer (&replacement));
      else
        {
          json_array_remove_element (array, index);
          g_assert_cmpuint (index, ==, json_array_get_length (array));
          json_array_add_element (array, g_steal_pointer (&replacement));
        }

      text = json_to_string (root, FALSE);
      if (!try (text, strlen (text), &error))
        {
          if (!g_str_has_prefix (error->message, path))
            g_error ("%s in the place of %s: %s", replacements[i], path, error->message);
          g_assert_true (error->domain == ZC_JSON_ERROR);
        }
    }

  if (object != NULL)
    json_object_set_member (object, member, g_steal_pointer (&original));
  else
    {
      json_array_remove_element (array, index);
      json_array_add_element (array, g_steal_pointer (&original));
    }
}

static void
replace_everywhere (TryFunc     try,
                    JsonNode   *root,
                    JsonNode   *node,
                    const char *path)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr(GList) members = json_object_get_members (object);
      g_autoptr(GList) names = g_list_copy_deep (members, (GCopyFunc) (void (*) (void)) g_strdup, NULL);

      for (GList *item = names; item != NULL; item = item->next)
        {
          g_autofree char *name = item->data;
          g_autofree char *inner = g_strdup_printf ("%s.%s", path, name);

          replace_everywhere (try, root, json_object_get_member (object, name), inner);
          check_replaced (try, root, inner, object, name, NULL, 0);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    {
      JsonArray *array = json_node_get_array (node);
      guint last = json_array_get_length (array) - 1;
      g_autofree char *inner = g_strdup_printf ("%s[%u]", path, last);

      replace_everywhere (try, root, json_array_get_element (array, last), inner);
      check_replaced (try, root, inner, NULL, NULL, array, last);
    }
}

static void
test_replaced_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr(JsonNode) root = json_from_string (documents[i].text, NULL);

      replace_everywhere (documents[i].try, root, root, "$");
    }
}

static void
test_server_errors (void)
{
  static const struct
  {
    const char *text;
    const char *content_type;
    const char *code;
    const char *message;
  } rows[] = {
    { "{\"httpStatus\":401,\"messages\":[{\"errorCode\":\"paas-auth-1\",\"message\":\"Unauthorized, <b>wrong</b>\"}]}", "application/json", "paas-auth-1", "Unauthorized, <b>wrong</b>" },
    { "{\"messages\":[{\"message\":\"one\"},{\"errorCode\":\"c2\",\"message\":\"two\"},{\"errorCode\":\"c3\"}]}", NULL, "c2", "one\ntwo" },
    { "[{\"code\":\"UNAUTHORIZED\",\"message\":\"The customer is not authorized\"}]", "application/json", "UNAUTHORIZED", "The customer is not authorized" },
    { "{\"messages\":[7,null,{\"errorCode\":5,\"message\":[]}]}", NULL, NULL, NULL },
    { "{\"messages\":{}}", NULL, NULL, NULL },
    { "{\"message\":\"not where the API puts it\"}", NULL, NULL, NULL },
    { "{}", NULL, NULL, NULL },
    { "", NULL, NULL, NULL },
    { "", "text/plain", NULL, NULL },
    /* What an answer without a body comes as. */
    { NULL, "text/plain", NULL, NULL },
    { "<html><body>502 Bad Gateway</body></html>", "text/html", NULL, NULL },
    { "no healthy upstream\n", "text/plain", NULL, "no healthy upstream" },
    { "no healthy upstream\n", NULL, NULL, NULL },
    { "\xff\xfe", "text/plain", NULL, NULL },
  };
  g_autofree char *long_text = g_strnfill (2000, 'x');
  g_autofree char *code = NULL;
  g_autofree char *message = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *row_code = NULL;
      g_autofree char *row_message = NULL;

      zc_cloud_parse_server_error (rows[i].text, rows[i].text != NULL ? strlen (rows[i].text) : 0,
                                   rows[i].content_type, &row_code, &row_message);
      g_assert_cmpstr (row_code, ==, rows[i].code);
      g_assert_cmpstr (row_message, ==, rows[i].message);
    }

  zc_cloud_parse_server_error (long_text, strlen (long_text), "text/plain", &code, &message);
  g_assert_null (message);
}

static gpointer
parse_and_drop (gpointer unused)
{
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr(GBytes) body = g_bytes_new_static (SECONDARY_ZONES, strlen (SECONDARY_ZONES));
      g_autoptr(GError) error = NULL;
      g_autoptr(ZcCloudPage) page = zc_cloud_parse_secondary_zones (body, &error);

      g_assert_no_error (error);
      g_assert_true (zc_cloud_page_read_items (page, &error));
    }

  return NULL;
}

/* A list is dropped in one thread while another one reads zones with the same texts. */
static void
test_zones_of_several_threads (void)
{
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("parse", parse_and_drop, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/cloud/parse/secondary-zone", test_secondary_zone);
  g_test_add_func ("/cloud/parse/primary-zone", test_primary_zone);
  g_test_add_func ("/cloud/parse/zone-with-next-to-nothing", test_zone_with_next_to_nothing);
  g_test_add_func ("/cloud/parse/hostile-zone-name", test_hostile_zone_name);
  g_test_add_func ("/cloud/parse/dates", test_dates);
  g_test_add_func ("/cloud/parse/records", test_records);
  g_test_add_func ("/cloud/parse/statuses", test_statuses);
  g_test_add_func ("/cloud/parse/status-words", test_status_words);
  g_test_add_func ("/cloud/parse/quota", test_quota);
  g_test_add_func ("/cloud/parse/errors-name-the-place", test_errors_name_the_place);
  g_test_add_func ("/cloud/parse/truncated", test_truncated);
  g_test_add_func ("/cloud/parse/mutated-bytes", test_mutated_bytes);
  g_test_add_func ("/cloud/parse/replaced-values", test_replaced_values);
  g_test_add_func ("/cloud/parse/server-errors", test_server_errors);
  g_test_add_func ("/cloud-parse/zones-of-several-threads", test_zones_of_several_threads);

  return g_test_run ();
}
