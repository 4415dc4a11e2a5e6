/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test.h"
#include "zc-zones-summary.h"

static const struct
{
  ZcZonesSummary summary;
  const char *when;
  const char *text;
} rows[] = {
  { { .kind = ZC_ZONE_KIND_SECONDARY, .n_zones = 12, .n_shown = 12, .n_need_attention = 2 },
    "2026-11-22T11:59:00Z", "12 secondary zones, 2 need attention, checked 1 minute ago" },
  { { .kind = ZC_ZONE_KIND_SECONDARY, .n_zones = 1, .n_shown = 1, .n_need_attention = 1 },
    "2026-11-22T12:00:00Z", "1 secondary zone, 1 needs attention, checked just now" },
  { { .kind = ZC_ZONE_KIND_SECONDARY, .n_zones = 12, .n_shown = 3 },
    "2026-11-22T12:00:00Z", "3 of 12 secondary zones, checked just now" },
  { { .kind = ZC_ZONE_KIND_SECONDARY, .n_zones = 12, .n_shown = 0 }, NULL, "0 of 12 secondary zones" },
  { { .kind = ZC_ZONE_KIND_SECONDARY, .n_zones = 12, .n_shown = 12, .is_checking = TRUE },
    "2026-11-22T11:00:00Z", "12 secondary zones, checking serials…" },
  { { .kind = ZC_ZONE_KIND_SECONDARY, .n_zones = 12, .n_shown = 12, .is_checking = TRUE, .is_reading = TRUE },
    "2026-11-22T11:00:00Z", "12 secondary zones, reading the list…" },
  { { .kind = ZC_ZONE_KIND_PRIMARY, .n_zones = 6, .n_shown = 6 },
    "2026-11-22T11:00:00Z", "6 primary zones, read 1 hour ago" },
  /* The serials of primary zones are not asked for, whatever goes on elsewhere. */
  { { .kind = ZC_ZONE_KIND_PRIMARY, .n_zones = 1, .n_shown = 1, .is_checking = TRUE },
    "2026-11-22T11:00:00Z", "1 primary zone, read 1 hour ago" },
  { { .kind = ZC_ZONE_KIND_PRIMARY, .n_zones = 5, .n_shown = 1, .n_need_attention = 1 },
    NULL, "1 of 5 primary zones, 1 needs attention" },
};

static void
test_words (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_iso8601 ("2026-11-22T12:00:00Z", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GDateTime) when = rows[i].when != NULL ? g_date_time_new_from_iso8601 (rows[i].when, NULL) : NULL;
      ZcZonesSummary summary = rows[i].summary;
      g_autofree char *text = NULL;

      summary.when = when;
      text = zc_zones_summary_format (&summary, now);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/zones-summary/line-below-the-list", test_words);

  return g_test_run ();
}
