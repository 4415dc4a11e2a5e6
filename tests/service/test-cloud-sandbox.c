/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "test-cloud-common.h"
#include "zc-test-sandbox.h"

#define PUT_AXFR "/secondaryzones/*/axfr"

/* The sandbox was written after the same documents as the client, but apart from it. */
typedef struct
{
  ZcTestSandbox *sandbox;   /* (owned) */
  ZcCloudClient *client;    /* (owned) */
  ZcCloudClient *impatient; /* (owned): gives up a silent server after a second */
} Fixture;

static ZcCloudClient *
new_client (ZcTestSandbox *sandbox,
            const char    *token_text,
            guint          idle_s)
{
  ZcCloudLimits limits = TEST_LIMITS;
  g_autoptr(ZcSecret) token = zc_secret_new (token_text);
  g_autoptr(GError) error = NULL;
  ZcCloudClient *client;

  limits.page_size = 1000;
  limits.most_items = 100 * 1000;
  limits.idle_s = idle_s;
  client = zc_cloud_client_new_full (zc_test_sandbox_get_url (sandbox), token, NULL, &limits, &error);
  g_assert_no_error (error);

  return client;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  scenario)
{
  fixture->sandbox = zc_test_sandbox_start (scenario);
  fixture->client = new_client (fixture->sandbox, zc_test_sandbox_get_token (fixture->sandbox), 30);
  fixture->impatient = new_client (fixture->sandbox, zc_test_sandbox_get_token (fixture->sandbox), 1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->client);
  g_object_unref (fixture->impatient);
  zc_test_sandbox_stop (fixture->sandbox);
}

static GPtrArray *
list (Fixture    *fixture,
      ZcZoneKind  kind)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *zones = test_cloud_list_zones (fixture->client, kind, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return zones;
}

static ZcZone *
find (GPtrArray  *zones,
      const char *name)
{
  for (guint i = 0; i < zones->len; i++)
    if (strcmp (zc_zone_get_name (g_ptr_array_index (zones, i)), name) == 0)
      return g_ptr_array_index (zones, i);

  g_error ("no zone %s", name);
}

static GPtrArray *
get_statuses (Fixture *fixture,
              ZcZone  *zone)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *statuses;

  zc_cloud_client_get_transfer_status_async (fixture->client, zc_zone_get_id (zone), NULL,
                                             zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  statuses = zc_cloud_client_get_transfer_status_finish (fixture->client, result, &error);
  g_assert_no_error (error);

  return statuses;
}

/* Waiting for nothing is what the fault "hang" is about. */
static ZcCloudClient *
get_client_for (Fixture    *fixture,
                const char *fault)
{
  return strstr (fault, "hang") != NULL ? fixture->impatient : fixture->client;
}

static gboolean
start_transfer (ZcCloudClient  *client,
                ZcZone         *zone,
                GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_cloud_client_start_transfer_async (client, zc_zone_get_id (zone), NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_cloud_client_start_transfer_finish (client, result, error);
}

/* Each operation of the client, on an account that is all right. */
static void
test_every_operation (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GPtrArray) secondary = list (fixture, ZC_ZONE_KIND_SECONDARY);
  g_autoptr(GPtrArray) primary = list (fixture, ZC_ZONE_KIND_PRIMARY);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GPtrArray) primary_records = NULL;
  g_autoptr(GPtrArray) statuses = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcZone) again = NULL;
  g_autoptr(GError) error = NULL;
  ZcZone *zone = find (secondary, "example.com");

  g_assert_cmpuint (secondary->len, >=, 12);
  g_assert_cmpuint (primary->len, >=, 5);
  g_assert_cmpuint (g_strv_length ((char **) zc_zone_get_name_servers (zone)), ==, 4);
  g_assert_cmpuint (g_strv_length ((char **) zc_zone_get_primary_ips (zone)), >=, 1);
  g_assert_nonnull (zc_zone_get_last_modified (zone));

  zc_cloud_client_get_zone_async (fixture->client, ZC_ZONE_KIND_SECONDARY, zc_zone_get_id (zone), NULL,
                                  zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  again = zc_cloud_client_get_zone_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zc_zone_get_name (again), ==, "example.com");

  records = test_cloud_list_records (fixture->client, zone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, >, 0);
  for (guint i = 0; i < records->len; i++)
    g_assert_true (g_str_has_suffix (zc_record_get_fqdn (g_ptr_array_index (records, i)), "example.com"));

  primary_records = test_cloud_list_records (fixture->client, g_ptr_array_index (primary, 0), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (primary_records->len, >, 0);
  g_assert_nonnull (zc_record_get_id (g_ptr_array_index (primary_records, 0)));

  statuses = get_statuses (fixture, zone);
  g_assert_cmpuint (statuses->len, ==, g_strv_length ((char **) zc_zone_get_primary_ips (zone)));

  test_cloud_get_quota (fixture->client, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (start_transfer (fixture->client, zone, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "PUT", PUT_AXFR), ==, 1);
}

static void
test_wrong_token (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(ZcCloudClient) stranger = new_client (fixture->sandbox, "not-the-token", 10);
  g_autoptr(GError) error = NULL;

  g_assert_false (test_cloud_get_quota (stranger, NULL, &error));
  g_assert_error (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_UNAUTHORIZED);
  g_assert_cmpstr (zc_cloud_error_get_server_code (error), ==, "paas-auth-1");
  g_assert_nonnull (zc_cloud_error_get_server_message (error));
  g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "*", "/quota*"), ==, 1);
}

static void
add_fault (Fixture    *fixture,
           const char *method,
           const char *members)
{
  g_autofree char *deleted = zc_test_sandbox_control (fixture->sandbox, "DELETE", "faults", NULL);
  g_autofree char *journal = zc_test_sandbox_control (fixture->sandbox, "DELETE", "journal", NULL);

  zc_test_sandbox_post (fixture->sandbox, "faults", "{\"method\":\"%s\",%s}", method, members);
}

/* Each fault of the sandbox, met by a question that lasts and by one that passes. */
static void
test_faults_of_questions (Fixture       *fixture,
                          gconstpointer  data)
{
  static const struct
  {
    const char *members;
    gboolean may_pass;
    gboolean from_service; /* else of GIO */
    int code;
  } rows[] = {
    { "\"kind\":\"status\",\"status\":401", FALSE, TRUE, ZC_CLOUD_ERROR_UNAUTHORIZED },
    { "\"kind\":\"status\",\"status\":403", FALSE, TRUE, ZC_CLOUD_ERROR_FORBIDDEN },
    { "\"kind\":\"status\",\"status\":404", FALSE, TRUE, ZC_CLOUD_ERROR_NOT_FOUND },
    { "\"kind\":\"status\",\"status\":409,\"code\":\"paas-dns-rest-0513\"", FALSE, TRUE, ZC_CLOUD_ERROR_CONFLICT },
    { "\"kind\":\"status\",\"status\":429,\"retry_after\":\"0\"", TRUE, TRUE, ZC_CLOUD_ERROR_RATE_LIMITED },
    { "\"kind\":\"status\",\"status\":500", FALSE, TRUE, ZC_CLOUD_ERROR_SERVER },
    { "\"kind\":\"html\",\"status\":502", TRUE, TRUE, ZC_CLOUD_ERROR_UNAVAILABLE },
    { "\"kind\":\"status\",\"status\":503", TRUE, TRUE, ZC_CLOUD_ERROR_UNAVAILABLE },
    { "\"kind\":\"status\",\"status\":504", TRUE, TRUE, ZC_CLOUD_ERROR_UNAVAILABLE },
    { "\"kind\":\"redirect\",\"status\":302,\"location\":\"https://example.test/\"", FALSE, TRUE, ZC_CLOUD_ERROR_REDIRECTED },
    { "\"kind\":\"reset\"", TRUE, FALSE, G_IO_ERROR_CONNECTION_CLOSED },
    { "\"kind\":\"lost\"", TRUE, FALSE, G_IO_ERROR_CONNECTION_CLOSED },
    { "\"kind\":\"hang\"", TRUE, FALSE, G_IO_ERROR_TIMED_OUT },
    { "\"kind\":\"empty\"", FALSE, TRUE, ZC_CLOUD_ERROR_BAD_ANSWER },
    { "\"kind\":\"body\",\"body\":\"{\\\"quotaUsage\\\":7}\"", FALSE, TRUE, ZC_CLOUD_ERROR_BAD_ANSWER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *once = g_strconcat (rows[i].members, ",\"count\":1", NULL);
      ZcCloudClient *client = get_client_for (fixture, rows[i].members);
      GQuark domain = rows[i].from_service ? ZC_CLOUD_ERROR : G_IO_ERROR;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", rows[i].members);
      add_fault (fixture, "GET", rows[i].members);
      g_assert_false (test_cloud_get_quota (client, NULL, &error));
      g_assert_error (error, domain, rows[i].code);
      g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "GET", "/quota*"), ==, rows[i].may_pass ? 4 : 1);
      g_clear_error (&error);

      add_fault (fixture, "GET", once);
      g_assert_cmpint (test_cloud_get_quota (client, NULL, &error), ==, rows[i].may_pass);
      g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "GET", "/quota*"), ==, rows[i].may_pass ? 2 : 1);
    }
}

/* A truncated answer is either a connection that ends too early or a document that does; neither
 * becomes a shorter list. */
static void
test_truncated_list (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  add_fault (fixture, "GET", "\"kind\":\"truncated\"");
  g_assert_null (test_cloud_list_zones (fixture->client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, NULL, &error));
  g_assert_true (g_error_matches (error, ZC_CLOUD_ERROR, ZC_CLOUD_ERROR_BAD_ANSWER) ||
                 g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT));
}

static void
test_faults_of_starts (Fixture       *fixture,
                       gconstpointer  data)
{
  static const struct
  {
    const char *members;
    int code; /* -1: accepted */
    guint n_puts;
  } rows[] = {
    { "\"kind\":\"status\",\"status\":401", ZC_CLOUD_ERROR_UNAUTHORIZED, 1 },
    { "\"kind\":\"status\",\"status\":404", ZC_CLOUD_ERROR_NOT_FOUND, 1 },
    { "\"kind\":\"status\",\"status\":409", ZC_CLOUD_ERROR_CONFLICT, 1 },
    { "\"kind\":\"status\",\"status\":429", ZC_CLOUD_ERROR_RATE_LIMITED, 1 },
    { "\"kind\":\"status\",\"status\":429,\"retry_after\":\"0\",\"count\":1", -1, 2 },
    { "\"kind\":\"status\",\"status\":503,\"retry_after\":\"0\",\"count\":2", -1, 3 },
    { "\"kind\":\"html\",\"status\":502", ZC_CLOUD_ERROR_UNAVAILABLE, 1 },
    { "\"kind\":\"redirect\",\"status\":307,\"location\":\"https://example.test/\"", ZC_CLOUD_ERROR_REDIRECTED, 1 },
    { "\"kind\":\"reset\"", ZC_CLOUD_ERROR_NO_ANSWER, 1 },
    { "\"kind\":\"lost\"", ZC_CLOUD_ERROR_NO_ANSWER, 1 },
    { "\"kind\":\"hang\"", ZC_CLOUD_ERROR_NO_ANSWER, 1 },
    { "\"kind\":\"truncated\"", -1, 1 },
    { "\"kind\":\"empty\"", -1, 1 },
  };
  g_autoptr(GPtrArray) zones = list (fixture, ZC_ZONE_KIND_SECONDARY);
  ZcZone *zone = find (zones, "example.com");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", rows[i].members);
      add_fault (fixture, "PUT", rows[i].members);
      if (start_transfer (get_client_for (fixture, rows[i].members), zone, &error))
        g_assert_cmpint (rows[i].code, ==, -1);
      else
        g_assert_error (error, ZC_CLOUD_ERROR, rows[i].code);
      test_cloud_get_quota (fixture->client, NULL, NULL);
      g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "PUT", PUT_AXFR), ==, rows[i].n_puts);
    }
}

static void
test_odd_values (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) zones = list (fixture, ZC_ZONE_KIND_SECONDARY);
  g_autoptr(GPtrArray) primary = list (fixture, ZC_ZONE_KIND_PRIMARY);
  g_autoptr(GPtrArray) statuses = NULL;
  ZcZone *markup = find (zones, "a&b<i>.example");
  ZcPrimaryStatus *status;

  g_assert_cmpstr (zc_zone_get_description (markup), ==, "<b>bold</b> & <a href=\"http://192.0.2.1/\">link</a>");
  g_assert_cmpstr (zc_zone_get_display_name (find (zones, "xn--mnchen-3ya.example")), ==, "münchen.example");
  g_assert_cmpstr (zc_zone_get_display_name (find (zones, "xn--zzzzzzzz.example")), ==, "xn--zzzzzzzz.example");
  g_assert_cmpuint (g_strv_length ((char **) zc_zone_get_name_servers (find (zones, "without-name-servers.example"))), ==, 0);
  g_assert_cmpstr (zc_zone_get_description (find (zones, "bare.example")), ==, "");
  g_assert_null (zc_zone_get_last_modified (find (zones, "bare.example")));
  g_assert_cmpstr (zc_zone_get_state (find (zones, "stranger-state.example")), ==, "<i>HIBERNATING</i>");
  g_assert_cmpint (g_date_time_to_unix (zc_zone_get_created (find (zones, "date-fraction.example"))), ==, 1678874339);
  g_assert_cmpint (g_date_time_to_unix (zc_zone_get_last_modified (find (zones, "date-offset.example"))), ==, 1691144493);
  g_assert_nonnull (zc_zone_get_created (find (zones, "date-without-zone.example")));
  g_assert_null (zc_zone_get_created (find (zones, "date-unreadable.example")));
  g_assert_false (zc_zone_get_enabled (find (primary, "switched-off.example")));

  statuses = get_statuses (fixture, markup);
  status = g_ptr_array_index (statuses, 0);
  g_assert_cmpstr (zc_primary_status_get_status (status), ==, "<span size=\"xx-large\">Failed</span>");
  g_assert_cmpstr (zc_primary_status_get_error_message (status), ==, "<b>& broken <i>markup");
  g_assert_true (zc_primary_status_is_error (status));
}

static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) zones = list (fixture, ZC_ZONE_KIND_SECONDARY);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (zones->len, >=, 10000);
  for (guint i = 0; i < zones->len; i++)
    g_hash_table_add (names, (gpointer) zc_zone_get_name (g_ptr_array_index (zones, i)));
  g_assert_cmpuint (g_hash_table_size (names), ==, zones->len);
  g_assert_cmpuint (zc_test_sandbox_count (fixture->sandbox, "GET", "/secondaryzones*"), <=, 14 + zones->len / 1000 - 10);
}

static void
add (const char *path,
     const char *scenario,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, scenario, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  add ("/cloud/sandbox/every-operation", "default", test_every_operation);
  add ("/cloud/sandbox/wrong-token", "empty", test_wrong_token);
  add ("/cloud/sandbox/faults-of-questions", "empty", test_faults_of_questions);
  add ("/cloud/sandbox/truncated-list", "default", test_truncated_list);
  add ("/cloud/sandbox/faults-of-starts", "default", test_faults_of_starts);
  add ("/cloud/sandbox/odd-values", "odd-values", test_odd_values);
  add ("/cloud/sandbox/large", "large", test_large);

  return g_test_run ();
}
