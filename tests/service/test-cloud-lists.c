/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "test-cloud-common.h"

#define ZONES "GET /secondaryzones"

/* A list as the service keeps it, and the ways in which it may be odd. */
typedef struct
{
  guint n_items;
  guint most_per_page;       /* 0: what is asked for */
  gboolean without_ids;      /* records of a secondary zone instead of zones */
  gboolean next_for_ever;    /* names a next page behind the last one too */
  gboolean no_next;          /* never names a next page */
  gboolean ignores_offset;
  guint shift_at;            /* rows move back by one from this offset on, as after an insertion */
  guint damaged_at;          /* the page at this offset holds an item without a name */
} List;

static guint
get_parameter (const char *query,
               const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s=", name);
  const char *found = strstr (query, key);

  return found != NULL ? (guint) strtoul (found + strlen (key), NULL, 10) : 0;
}

static void
append_item (GString    *body,
             const List *list,
             guint       index,
             gboolean    damaged)
{
  if (list->without_ids)
    g_string_append_printf (body,
                            "{\"type\":\"record\",\"metadata\":{\"fqdn\":\"r%u.example.com\"},"
                            "\"properties\":{\"name\":\"r%u\",\"type\":\"A\",\"content\":\"192.0.2.%u\"}}",
                            index, index, index % 256);
  else
    g_string_append_printf (body,
                            "{\"id\":\"z%u\",\"metadata\":{\"state\":\"AVAILABLE\"},"
                            "\"properties\":{\"%s\":\"z%u.example\",\"primaryIps\":[\"192.0.2.1\"]}}",
                            index, damaged ? "name" : "zoneName", index);
}

static char *
make_page (const char *query,
           gpointer    data)
{
  const List *list = data;
  guint offset = list->ignores_offset ? 0 : get_parameter (query, "offset");
  guint limit = get_parameter (query, "limit");
  guint first = offset;
  guint n_items;
  GString *body = g_string_new ("{\"items\":[");

  if (list->most_per_page != 0)
    limit = MIN (limit, list->most_per_page);
  if (list->shift_at != 0 && offset >= list->shift_at)
    first--;
  n_items = first < list->n_items ? MIN (limit, list->n_items - first) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      if (i > 0)
        g_string_append_c (body, ',');
      append_item (body, list, first + i, list->damaged_at != 0 && list->damaged_at == offset && i == 7);
    }

  g_string_append_printf (body, "],\"limit\":%u,\"offset\":%u,\"_links\":{", limit, offset);
  if (!list->no_next && (list->next_for_ever || first + n_items < list->n_items))
    g_string_append (body, "\"next\":\"/secondaryzones?limit=1&offset=1\"");
  g_string_append (body, "}}");

  return g_string_free (body, FALSE);
}

static void
assert_zones (GPtrArray *zones,
              guint      n_zones)
{
  g_assert_nonnull (zones);
  g_assert_cmpuint (zones->len, ==, n_zones);
  for (guint i = 0; i < zones->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("z%u", i);

      g_assert_cmpstr (zc_zone_get_id (g_ptr_array_index (zones, i)), ==, id);
    }
}

static void
test_sizes (void)
{
  static const struct
  {
    List list;
    guint n_requests; /* 0: depends on how quick they are */
  } rows[] = {
    { { .n_items = 0 }, 1 },
    { { .n_items = 1 }, 1 },
    { { .n_items = 49 }, 1 },
    { { .n_items = 50 }, 1 },
    { { .n_items = 51 }, 0 },
    { { .n_items = 200 }, 0 },
    { { .n_items = 201 }, 0 },
    { { .n_items = 987 }, 0 },
    /* The next page is named for ever: an empty or short page is the end nevertheless. */
    { { .n_items = 0, .next_for_ever = TRUE }, 1 },
    { { .n_items = 25, .next_for_ever = TRUE }, 1 },
    { { .n_items = 150, .next_for_ever = TRUE }, 0 },
    { { .n_items = 175, .next_for_ever = TRUE }, 0 },
    /* The service cuts pages to a size of its own. */
    { { .n_items = 95, .most_per_page = 10 }, 0 },
    { { .n_items = 100, .most_per_page = 10, .next_for_ever = TRUE }, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      List list = rows[i].list;
      g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
      g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
      g_autoptr(GPtrArray) zones = NULL;
      g_autoptr(GError) error = NULL;
      guint n_requests;

      g_test_message ("row %u", i);
      zc_test_http_add_function (server, ZONES, make_page, &list);
      zones = test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      assert_zones (zones, list.n_items);

      n_requests = zc_test_http_count (server, NULL);
      if (rows[i].n_requests != 0)
        g_assert_cmpuint (n_requests, ==, rows[i].n_requests);
      else
        {
          guint n_pages = list.n_items / (list.most_per_page != 0 ? list.most_per_page : 50) + 1;

          /* Pages beyond the last one are asked for only by those that run beside it. */
          g_assert_cmpuint (n_requests, >=, n_pages - 1);
          g_assert_cmpuint (n_requests, <=, n_pages + 3);
        }
    }
}

/* Without a named next page the first one is all there is, even when it is full. */
static void
test_no_next (void)
{
  List list = { .n_items = 250, .no_next = TRUE };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_function (server, ZONES, make_page, &list);
  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_zones (zones, 50);
  g_assert_cmpuint (zc_test_http_count (server, NULL), ==, 1);
}

static void
test_parallel (void)
{
  List list = { .n_items = 275 };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;

  zc_test_http_add_function (server, ZONES, make_page, &list);
  /* Long enough that a busy machine opens four connections before the first answer. */
  zc_test_http_set_delay (server, 1000);
  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_zones (zones, 275);
  g_assert_cmpuint (zc_test_http_get_most_parallel (server), ==, 4);

  /* The first page goes alone. */
  first = zc_test_http_dup_request (server, 0);
  g_assert_true (g_str_has_prefix (first, "GET /secondaryzones?limit=50&offset=0\n"));
  g_assert_cmpint (zc_test_http_get_time (server, 1) - zc_test_http_get_time (server, 0), >=, 1000 * G_TIME_SPAN_MILLISECOND);
}

/* While a list is read a row may be inserted before what was read, so that one comes twice. */
static void
test_rows_that_move (void)
{
  List list = { .n_items = 170, .shift_at = 100 };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_function (server, ZONES, make_page, &list);
  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Row 99 is there twice, at the end of one page and at the start of the next. */
  assert_zones (zones, 170);
}

static void
test_offset_ignored (void)
{
  List list = { .n_items = 250, .ignores_offset = TRUE };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_function (server, ZONES, make_page, &list);
  g_assert_null (test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ANSWER);
  g_assert_nonnull (strstr (error->message, "(all pages of its list are the same)"));
  /* Seen with the second page; a thread that is slow with it lets the ones behind it pass, up to the longest list. */
  g_assert_cmpuint (zc_test_http_count (server, NULL), <=, 20 + 1 + 4);
}

static void
test_no_end (void)
{
  List list = { .n_items = G_MAXINT32, .next_for_ever = TRUE };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_function (server, ZONES, make_page, &list);
  g_assert_null (test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ANSWER);
  g_assert_nonnull (strstr (error->message, "(its list has no end)"));
  g_assert_cmpuint (zc_test_http_count (server, NULL), <=, 20 + 1 + 4);
}

static void
progress_cb (guint    n_read,
             gpointer data)
{
  g_array_append_val ((GArray *) data, n_read);
}

static void
test_progress (void)
{
  List list = { .n_items = 275 };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_function (server, ZONES, make_page, &list);
  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, progress_cb, steps, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, >=, 6);
  g_assert_cmpuint (g_array_index (steps, guint, 0), ==, 50);
  for (guint i = 1; i < steps->len; i++)
    g_assert_cmpuint (g_array_index (steps, guint, i), >=, g_array_index (steps, guint, i - 1));
  g_assert_cmpuint (g_array_index (steps, guint, steps->len - 1), ==, 275);
}

/* One page that fails for good fails the list; nobody is shown a part of it. */
static void
test_damaged_page (void)
{
  List list = { .n_items = 275, .damaged_at = 150 };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_function (server, ZONES, make_page, &list);
  g_assert_null (test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ANSWER);
  g_assert_nonnull (strstr (error->message, "($.items[7].properties.zoneName is missing)"));
  g_assert_cmpuint (zc_cloud_error_get_http_status (error), ==, 200);
}

static void
test_page_recovers (void)
{
  List list = { .n_items = 125 };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, ZONES, 503, NULL, NULL);
  zc_test_http_add_function (server, ZONES, make_page, &list);
  zc_test_http_add_raw (server, ZONES, "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{\"items\":[", -1, ZC_TEST_HTTP_RESET);
  zc_test_http_add_answer (server, ZONES, 429, "Retry-After: 0", NULL);
  zc_test_http_add_function (server, ZONES, make_page, &list);
  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_zones (zones, 125);
}

static void
test_page_fails (void)
{
  List list = { .n_items = 125 };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GError) error = NULL;

  zc_test_http_add_function (server, ZONES, make_page, &list);
  zc_test_http_add_answer (server, ZONES, 401, NULL, NULL);
  g_assert_null (test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (zc_test_http_count (server, NULL), <=, 5);
}

/* Pages beyond the end are asked for by chance only, so what the service says to that is no matter. */
static char *
make_page_or_nothing (const char *query,
                      gpointer    data)
{
  const List *list = data;

  if (get_parameter (query, "offset") >= list->n_items)
    return g_strdup ("{\"offset\":\"out of range\"}");

  return make_page (query, data);
}

static void
test_errors_beyond_the_end (void)
{
  List list = { .n_items = 75 };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_function (server, ZONES, make_page_or_nothing, &list);
  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_zones (zones, 75);
}

static void
test_primary_zones (void)
{
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, "GET /zones", 200, NULL,
                           "{\"items\":[{\"id\":\"p\",\"properties\":{\"zoneName\":\"p.example\",\"enabled\":false}}]}");
  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_PRIMARY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zones->len, ==, 1);
  g_assert_cmpint (zc_zone_get_kind (g_ptr_array_index (zones, 0)), ==, ZC_ZONE_KIND_PRIMARY);
  g_assert_false (zc_zone_get_enabled (g_ptr_array_index (zones, 0)));
}

/* Records of secondary zones have no id to tell them apart by. */
static void
test_secondary_records (void)
{
  List list = { .n_items = 170, .without_ids = TRUE, .shift_at = 50 };
  g_autoptr(ZcZone) zone = zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_SECONDARY,
    .id = "z1",
    .enabled = TRUE,
  });
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_function (server, "GET /secondaryzones/z1/records", make_page, &list);
  records = test_cloud_list_records (client, zone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 170);
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("r%u", i);

      g_assert_cmpstr (zc_record_get_name (g_ptr_array_index (records, i)), ==, name);
    }
}

/* What people have: pages of 1 000, which is the most that the service gives. */
static void
test_usual_pages (void)
{
  static const ZcCloudLimits usual = ZC_CLOUD_LIMITS_DEFAULT;
  List list = { .n_items = 2500 };
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, &usual);
  g_autoptr(GPtrArray) zones = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;

  zc_test_http_add_function (server, ZONES, make_page, &list);
  zones = test_cloud_list_zones (client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_zones (zones, 2500);
  first = zc_test_http_dup_request (server, 0);
  g_assert_true (g_str_has_prefix (first, "GET /secondaryzones?limit=1000&offset=0\n"));
}

/* What only differs in priority or data is another record. */
static void
test_similar_records (void)
{
  const char *body =
    "{\"items\":["
    "{\"metadata\":{\"fqdn\":\"a\"},\"properties\":{\"name\":\"\",\"type\":\"MX\",\"content\":\"m\",\"priority\":10}},"
    "{\"metadata\":{\"fqdn\":\"a\"},\"properties\":{\"name\":\"\",\"type\":\"MX\",\"content\":\"m\",\"priority\":20}},"
    "{\"metadata\":{\"fqdn\":\"a\"},\"properties\":{\"name\":\"\",\"type\":\"TXT\",\"content\":\"m\"}},"
    "{\"metadata\":{\"fqdn\":\"a\"},\"properties\":{\"name\":\"\",\"type\":\"TXT\",\"content\":\"M\"}},"
    "{\"metadata\":{\"fqdn\":\"a\"},\"properties\":{\"name\":\"\",\"type\":\"TXT\",\"content\":\"m\"}}]}";
  g_autoptr(ZcZone) zone = zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_SECONDARY,
    .id = "z1",
    .enabled = TRUE,
  });
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  zc_test_http_add_answer (server, "GET /secondaryzones/z1/records", 200, NULL, body);
  records = test_cloud_list_records (client, zone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 4);
}

/* The list below a primary zone cannot be paged, so its records are asked for by a filter. */
static void
test_primary_records (void)
{
  g_autoptr(ZcZone) zone = zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_PRIMARY,
    .id = "z&1",
    .enabled = TRUE,
  });
  g_autoptr(ZcTestHttp) server = zc_test_http_new (NULL);
  g_autoptr(ZcCloudClient) client = test_cloud_client_new (server, NULL);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *request = NULL;

  zc_test_http_add_answer (server, "GET /records", 200, NULL, "{\"items\":[]}");
  records = test_cloud_list_records (client, zone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 0);
  request = zc_test_http_dup_request (server, 0);
  g_assert_true (g_str_has_prefix (request, "GET /records?filter.zoneId=z%261&limit=50&offset=0\n"));
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/cloud/list/sizes", test_sizes);
  g_test_add_func ("/cloud/list/usual-pages", test_usual_pages);
  g_test_add_func ("/cloud/list/no-next", test_no_next);
  g_test_add_func ("/cloud/list/parallel", test_parallel);
  g_test_add_func ("/cloud/list/rows-that-move", test_rows_that_move);
  g_test_add_func ("/cloud/list/offset-ignored", test_offset_ignored);
  g_test_add_func ("/cloud/list/no-end", test_no_end);
  g_test_add_func ("/cloud/list/progress", test_progress);
  g_test_add_func ("/cloud/list/damaged-page", test_damaged_page);
  g_test_add_func ("/cloud/list/page-recovers", test_page_recovers);
  g_test_add_func ("/cloud/list/page-fails", test_page_fails);
  g_test_add_func ("/cloud/list/errors-beyond-the-end", test_errors_beyond_the_end);
  g_test_add_func ("/cloud/list/primary-zones", test_primary_zones);
  g_test_add_func ("/cloud/list/secondary-records", test_secondary_records);
  g_test_add_func ("/cloud/list/similar-records", test_similar_records);
  g_test_add_func ("/cloud/list/primary-records", test_primary_records);

  return g_test_run ();
}
