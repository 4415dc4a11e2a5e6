/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-item.h"
#include "zc-test.h"

static ZcZoneItem *
make_item (ZcZoneKind  kind,
           const char *name,
           const char *state,
           gboolean    enabled)
{
  const char *primary_ips[] = { "192.0.2.1", NULL };
  const char *name_servers[] = { "ns1.example", "ns2.example", NULL };
  g_autoptr(GDateTime) modified = g_date_time_new_utc (2026, 11, 22, 12, 0, 0);
  g_autoptr(ZcZone) zone = zc_zone_new (&(ZcZoneFields) {
    .kind = kind,
    .id = name,
    .name = name,
    .state = state,
    .description = "Mirror of the <b>Berlin</b> primaries",
    .enabled = enabled,
    .primary_ips = kind == ZC_ZONE_KIND_SECONDARY ? primary_ips : NULL,
    .name_servers = name_servers,
    .last_modified = modified,
  });

  return zc_zone_item_new (zone);
}

static ZcSerialRow *
make_row (ZcServerRole  role,
          const char   *name,
          ZcDnsOutcome  outcome,
          guint32       serial)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string ("192.0.2.1");
  g_autoptr(ZcDnsServer) server = zc_dns_server_new (name, address, 53);
  ZcSoaAnswer answer = {
    .server = server,
    .outcome = outcome,
    .rcode = outcome == ZC_DNS_OUTCOME_TIMEOUT_ANSWER ? -1 : 0,
    .authoritative = outcome == ZC_DNS_OUTCOME_OK,
    .has_serial = outcome == ZC_DNS_OUTCOME_OK,
    .serial = serial,
    .expire_left = -1,
    .zone_version = -1,
    .extended_error = -1,
  };

  return zc_serial_row_new (role, name, zc_soa_answer_copy (&answer), NULL);
}

static void
set_serials (ZcZoneItem   *item,
             ZcDnsOutcome  primary_outcome,
             guint32       primary,
             ZcDnsOutcome  second_outcome,
             guint32       first,
             guint32       second)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_serial_row_free);
  g_autoptr(ZcSerialReport) report = NULL;

  g_ptr_array_add (rows, make_row (ZC_SERVER_ROLE_PRIMARY, "192.0.2.1", primary_outcome, primary));
  g_ptr_array_add (rows, make_row (ZC_SERVER_ROLE_SECONDARY, "ns1.example", ZC_DNS_OUTCOME_OK, first));
  g_ptr_array_add (rows, make_row (ZC_SERVER_ROLE_SECONDARY, "ns2.example", second_outcome, second));
  report = zc_serial_report_new (rows);
  zc_zone_item_set_report (item, report);
}

static void
set_status (ZcZoneItem *item,
            const char *status,
            const char *message)
{
  g_autoptr(GPtrArray) statuses = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (statuses, g_object_new (ZC_TYPE_PRIMARY_STATUS, "primary-ip", "192.0.2.1", "status", status,
                                           "error-message", message, NULL));
  zc_zone_item_set_statuses (item, statuses);
}

static void
test_provisioning_states (void)
{
  static const struct
  {
    ZcZoneKind kind;
    const char *state;
    gboolean enabled;
    ZcZoneHealth health;
    const char *words;
  } rows[] = {
    { ZC_ZONE_KIND_SECONDARY, "AVAILABLE", TRUE, ZC_ZONE_HEALTH_NOT_CHECKED, "Not checked" },
    { ZC_ZONE_KIND_SECONDARY, "PROVISIONING", TRUE, ZC_ZONE_HEALTH_PROVISIONING, "Provisioning" },
    { ZC_ZONE_KIND_SECONDARY, "DESTROYING", TRUE, ZC_ZONE_HEALTH_PROVISIONING, "Being deleted" },
    { ZC_ZONE_KIND_SECONDARY, "FAILED", TRUE, ZC_ZONE_HEALTH_FAILED, "Failed" },
    { ZC_ZONE_KIND_SECONDARY, "<i>HALF</i>", TRUE, ZC_ZONE_HEALTH_OTHER_STATE, "<i>HALF</i>" },
    { ZC_ZONE_KIND_PRIMARY, "AVAILABLE", TRUE, ZC_ZONE_HEALTH_AVAILABLE, "Available" },
    { ZC_ZONE_KIND_PRIMARY, "CREATED", TRUE, ZC_ZONE_HEALTH_AVAILABLE, "Available" },
    { ZC_ZONE_KIND_PRIMARY, "AVAILABLE", FALSE, ZC_ZONE_HEALTH_DISABLED, "Disabled" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcZoneItem) item = make_item (rows[i].kind, "example.com", rows[i].state, rows[i].enabled);

      g_assert_cmpint (zc_zone_item_get_health (item), ==, rows[i].health);
      g_assert_cmpstr (zc_zone_item_get_status_text (item), ==, rows[i].words);
    }
}

static void
test_serials (void)
{
  static const struct
  {
    ZcDnsOutcome primary_outcome;
    guint32 primary;
    ZcDnsOutcome second_outcome;
    guint32 first, second;
    ZcZoneHealth health;
    const char *words;
    const char *serials;
    gboolean attention;
  } rows[] = {
    { ZC_DNS_OUTCOME_OK, 5, ZC_DNS_OUTCOME_OK, 5, 5, ZC_ZONE_HEALTH_IN_SYNC, "In sync", "5", FALSE },
    { ZC_DNS_OUTCOME_OK, 6, ZC_DNS_OUTCOME_OK, 5, 5, ZC_ZONE_HEALTH_BEHIND, "Behind", "6 → 5", TRUE },
    { ZC_DNS_OUTCOME_OK, 6, ZC_DNS_OUTCOME_OK, 6, 5, ZC_ZONE_HEALTH_BEHIND, "Behind: 1 of 2", "6 → 5", TRUE },
    { ZC_DNS_OUTCOME_OK, 4, ZC_DNS_OUTCOME_OK, 5, 5, ZC_ZONE_HEALTH_PRIMARY_BEHIND, "Primary behind", "4 → 5", TRUE },
    { ZC_DNS_OUTCOME_OK, 5, ZC_DNS_OUTCOME_SERVFAIL, 5, 0, ZC_ZONE_HEALTH_FAILING, "Failing", "5", TRUE },
    { ZC_DNS_OUTCOME_OK, 5, ZC_DNS_OUTCOME_TIMEOUT_ANSWER, 5, 0, ZC_ZONE_HEALTH_NOT_CHECKED, "Not checked", "5", FALSE },
    { ZC_DNS_OUTCOME_TIMEOUT_ANSWER, 0, ZC_DNS_OUTCOME_OK, 5, 5, ZC_ZONE_HEALTH_NOT_CHECKED, "Not checked", "5", FALSE },
    { ZC_DNS_OUTCOME_TIMEOUT_ANSWER, 0, ZC_DNS_OUTCOME_OK, 5, 6, ZC_ZONE_HEALTH_BEHIND, "Behind: 1 of 2", "6 → 5", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(ZcZoneItem) item = make_item (ZC_ZONE_KIND_SECONDARY, "example.com", "AVAILABLE", TRUE);

      set_serials (item, rows[i].primary_outcome, rows[i].primary, rows[i].second_outcome, rows[i].first, rows[i].second);
      g_assert_cmpint (zc_zone_item_get_health (item), ==, rows[i].health);
      g_assert_cmpstr (zc_zone_item_get_status_text (item), ==, rows[i].words);
      g_assert_cmpstr (zc_zone_item_get_serial_text (item), ==, rows[i].serials);
      g_assert_cmpint (zc_zone_item_needs_attention (item), ==, rows[i].attention);
      g_assert_nonnull (zc_zone_item_get_checked (item));
    }
}

static void
test_the_service_s_error_shows (void)
{
  g_autoptr(ZcZoneItem) item = make_item (ZC_ZONE_KIND_SECONDARY, "example.com", "AVAILABLE", TRUE);

  set_status (item, "Error", "Connection refused by <primary>");
  g_assert_cmpint (zc_zone_item_get_health (item), ==, ZC_ZONE_HEALTH_FAILING);
  g_assert_cmpstr (zc_zone_item_get_status_explanation (item), ==,
                   "IONOS reports for 192.0.2.1: “Connection refused by <primary>”.");

  /* Serials that agree outrank the words. */
  set_serials (item, ZC_DNS_OUTCOME_OK, 5, ZC_DNS_OUTCOME_OK, 5, 5);
  g_assert_cmpint (zc_zone_item_get_health (item), ==, ZC_ZONE_HEALTH_IN_SYNC);
}

/* Statuses stay until there are others, and tell since when once the zone was looked at without them. */
static void
test_statuses_age (void)
{
  g_autoptr(ZcZoneItem) item = make_item (ZC_ZONE_KIND_SECONDARY, "example.com", "AVAILABLE", TRUE);

  zc_zone_item_keep_statuses (item);
  g_assert_null (zc_zone_item_get_statuses_age (item));
  set_status (item, "Ok", NULL);
  g_assert_null (zc_zone_item_get_statuses_age (item));
  zc_zone_item_keep_statuses (item);
  g_assert_nonnull (zc_zone_item_get_statuses (item));
  g_assert_nonnull (zc_zone_item_get_statuses_age (item));
  set_status (item, "Ok", NULL);
  g_assert_null (zc_zone_item_get_statuses_age (item));
}

static void
test_matches (void)
{
  g_autoptr(ZcZoneItem) item = make_item (ZC_ZONE_KIND_SECONDARY, "xn--mnchen-3ya.example", "AVAILABLE", TRUE);

  g_assert_true (zc_zone_item_matches (item, ZC_STATE_FILTER_ALL, NULL));
  g_assert_true (zc_zone_item_matches (item, ZC_STATE_FILTER_ALL, "MÜNCHEN"));
  g_assert_true (zc_zone_item_matches (item, ZC_STATE_FILTER_ALL, "xn--mn"));
  g_assert_true (zc_zone_item_matches (item, ZC_STATE_FILTER_ALL, "192.0.2"));
  g_assert_true (zc_zone_item_matches (item, ZC_STATE_FILTER_ALL, "berlin"));
  g_assert_true (zc_zone_item_matches (item, ZC_STATE_FILTER_ALL, "not checked"));
  g_assert_false (zc_zone_item_matches (item, ZC_STATE_FILTER_ALL, "elsewhere"));
  g_assert_true (zc_zone_item_matches (item, ZC_STATE_FILTER_AVAILABLE, NULL));
  g_assert_false (zc_zone_item_matches (item, ZC_STATE_FILTER_FAILED, NULL));
  g_assert_false (zc_zone_item_matches (item, ZC_STATE_FILTER_NEEDS_ATTENTION, NULL));

  set_serials (item, ZC_DNS_OUTCOME_OK, 6, ZC_DNS_OUTCOME_OK, 5, 5);
  g_assert_true (zc_zone_item_matches (item, ZC_STATE_FILTER_NEEDS_ATTENTION, "6 → 5"));
}

static void
test_compare (void)
{
  g_autoptr(ZcZoneItem) a = make_item (ZC_ZONE_KIND_SECONDARY, "a.example", "AVAILABLE", TRUE);
  g_autoptr(ZcZoneItem) b = make_item (ZC_ZONE_KIND_SECONDARY, "b.example", "AVAILABLE", TRUE);

  set_serials (a, ZC_DNS_OUTCOME_OK, 9, ZC_DNS_OUTCOME_OK, 9, 9);
  set_serials (b, ZC_DNS_OUTCOME_OK, 8, ZC_DNS_OUTCOME_OK, 7, 7);

  for (int column = ZC_ZONE_COLUMN_NAME; column <= ZC_ZONE_COLUMN_DESCRIPTION; column++)
    {
      int order = zc_zone_item_compare (a, b, (ZcZoneColumn) column);
      gboolean b_is_first = column == ZC_ZONE_COLUMN_STATUS || column == ZC_ZONE_COLUMN_SERIAL;

      g_assert_true (b_is_first ? order > 0 : order < 0);
      g_assert_cmpint (zc_zone_item_compare (a, a, (ZcZoneColumn) column), ==, 0);
      g_assert_true (zc_zone_item_compare (b, a, (ZcZoneColumn) column) * order < 0);
    }
}

static void
compare_cb (ZcZoneItem *item,
            GParamSpec *property,
            ZcZoneItem *other)
{
  g_assert_cmpint (zc_zone_item_compare (item, other, ZC_ZONE_COLUMN_NAME), >, 0);
  g_assert_cmpstr (zc_zone_item_get_status_text (item), ==, "Failed");
}

/* Whoever hears of the other zone finds everything about it, and nothing of the one that is gone. */
static void
test_another_zone (void)
{
  g_autoptr(ZcZoneItem) item = make_item (ZC_ZONE_KIND_SECONDARY, "a.example", "AVAILABLE", TRUE);
  g_autoptr(ZcZoneItem) other = make_item (ZC_ZONE_KIND_SECONDARY, "b.example", "AVAILABLE", TRUE);
  g_autoptr(ZcZoneItem) later = make_item (ZC_ZONE_KIND_SECONDARY, "c.example", "FAILED", TRUE);

  g_signal_connect (item, "notify::zone", G_CALLBACK (compare_cb), other);
  zc_zone_item_set_zone (item, zc_zone_item_get_zone (later));
  g_assert_true (zc_zone_item_get_zone (item) == zc_zone_item_get_zone (later));
}

/* A search finds what the column of the times shows at that moment. */
static void
test_search_finds_times (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) modified = g_date_time_add_minutes (now, -5);
  g_autoptr(ZcZone) zone = zc_zone_new (&(ZcZoneFields) {
    .id = "1",
    .name = "example.com",
    .state = "AVAILABLE",
    .description = "",
    .last_modified = modified,
    .enabled = TRUE,
  });
  g_autoptr(ZcZone) timeless = zc_zone_new (&(ZcZoneFields) {
    .id = "2",
    .name = "example.net",
    .state = "AVAILABLE",
    .description = "",
    .enabled = TRUE,
  });
  g_autoptr(ZcZoneItem) item = zc_zone_item_new (zone);
  g_autoptr(ZcZoneItem) timeless_item = zc_zone_item_new (timeless);

  g_assert_true (zc_zone_item_matches (item, ZC_STATE_FILTER_ALL, "5 Minutes AGO"));
  g_assert_false (zc_zone_item_matches (item, ZC_STATE_FILTER_ALL, "4 minutes"));
  g_assert_false (zc_zone_item_matches (timeless_item, ZC_STATE_FILTER_ALL, "minutes"));
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/zone-item/provisioning-states", test_provisioning_states);
  g_test_add_func ("/zone-item/serials", test_serials);
  g_test_add_func ("/zone-item/the-service-s-error-shows", test_the_service_s_error_shows);
  g_test_add_func ("/zone-item/statuses-age", test_statuses_age);
  g_test_add_func ("/zone-item/matches", test_matches);
  g_test_add_func ("/zone-item/compare", test_compare);
  g_test_add_func ("/zone-item/another-zone", test_another_zone);
  g_test_add_func ("/zone-item/search-finds-times", test_search_finds_times);

  return g_test_run ();
}
