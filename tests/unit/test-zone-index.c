/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "test-store-common.h"
#include "zc-state-words.h"
#include "zc-store-health.h"
#include "zc-zone-index.h"
#include "zc-zone-item.h"

#define ZONES \
  "INSERT INTO zone (account, kind, id, name, state, enabled, primary_ips, name_servers) VALUES " \
  "('" ACCOUNT "', 'secondary', '1', 'example.com', 'AVAILABLE', 1, '192.0.2.1', 'ns.example')," \
  "('" ACCOUNT "', 'primary', '2', 'other.example', 'FAILED', 0, '', '');"

static void
save (Fixture    *fixture,
      const char *zone_id,
      const char *health,
      gint64      seen_us)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_health_note_free);

  g_ptr_array_add (notes, zc_health_note_new (zone_id, health, seen_us));
  zc_store_save_health (fixture->store, ACCOUNT, g_steal_pointer (&notes));
  zc_store_wait (fixture->store);
}

/* What one process writes, another one reads, while the first has the file open. */
static void
test_reads_what_the_store_writes (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr(ZcZoneIndex) index = zc_zone_index_new (fixture->path);
  const char *terms[] = { "EXAMPLE", NULL };
  g_auto(GStrv) names = NULL;
  const ZcIndexedZone *zone;

  zc_zone_index_refresh (index);
  g_assert_cmpuint (zc_zone_index_get_n_zones (index), ==, 0);

  save (fixture, "1", "behind", 42);
  store_execute (fixture->path, ZONES);
  zc_zone_index_refresh (index);
  g_assert_cmpuint (zc_zone_index_get_n_zones (index), ==, 2);
  zone = zc_zone_index_lookup (index, "example.com");
  g_assert_true (zone->secondary && zone->enabled);
  g_assert_cmpstr (zone->health, ==, "behind");
  g_assert_cmpint (zone->seen_us, ==, 42);
  zone = zc_zone_index_lookup (index, "other.example");
  g_assert_false (zone->secondary || zone->enabled);
  g_assert_cmpstr (zone->state, ==, "FAILED");
  g_assert_null (zone->health);
  g_assert_null (zc_zone_index_lookup (index, "gone.example"));
  names = zc_zone_index_find (index, terms, 50);
  g_assert_cmpuint (g_strv_length (names), ==, 2);

  save (fixture, "1", "in-sync", 43);
  zc_zone_index_refresh (index);
  g_assert_cmpstr (zc_zone_index_lookup (index, "example.com")->health, ==, "in-sync");
}

static void
count_down_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_assert_true (zc_store_remove_account_finish (ZC_STORE (source), result, NULL));
  *(gboolean *) data = TRUE;
}

static void
test_forgets_a_removed_account (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(ZcZoneIndex) index = zc_zone_index_new (fixture->path);
  gboolean removed = FALSE;

  save (fixture, "1", "behind", 42);
  store_execute (fixture->path, ZONES);
  zc_store_remove_account_async (fixture->store, ACCOUNT, TRUE, NULL, count_down_cb, &removed);
  ZC_WAIT_UNTIL (removed);
  zc_zone_index_refresh (index);
  g_assert_cmpuint (zc_zone_index_get_n_zones (index), ==, 0);

  /* Not even what was known of the zones is left for an account that lists them again. */
  store_execute (fixture->path, ZONES);
  zc_zone_index_refresh (index);
  g_assert_null (zc_zone_index_lookup (index, "example.com")->health);
}

static void
test_at_most (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(ZcZoneIndex) index = zc_zone_index_new (fixture->path);
  const char *terms[] = { "e", NULL };
  g_auto(GStrv) names = NULL;

  save (fixture, "1", "behind", 42);
  store_execute (fixture->path, ZONES);
  zc_zone_index_refresh (index);
  names = zc_zone_index_find (index, terms, 1);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_cmpstr (names[0], ==, "example.com");
}

static void
set_times (const char *path,
           gint64      time_s)
{
  const struct timespec times[2] = { { .tv_sec = time_s }, { .tv_sec = time_s } };

  g_assert_no_errno (utimensat (AT_FDCWD, path, times, 0));
}

/* A writer that is in the way for long must not leave the index empty until the file changes again. */
static void
test_reads_again_what_was_locked (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr(ZcZoneIndex) index = zc_zone_index_new (fixture->path);
  sqlite3 *writer;

  save (fixture, "1", "behind", 42);
  store_execute (fixture->path, ZONES);
  store_reopen (fixture);
  store_execute (fixture->path, "PRAGMA journal_mode = DELETE");
  set_times (fixture->path, g_get_real_time () / G_USEC_PER_SEC - 60);

  g_assert_cmpint (sqlite3_open (fixture->path, &writer), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (writer, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  zc_zone_index_refresh (index);
  g_assert_cmpuint (zc_zone_index_get_n_zones (index), ==, 0);

  g_assert_cmpint (sqlite3_exec (writer, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (writer), ==, SQLITE_OK);
  zc_zone_index_refresh (index);
  g_assert_cmpuint (zc_zone_index_get_n_zones (index), ==, 2);
}

/* A log is written, brought to the disk, and only then the new state can be seen: who looks in between has seen the file
 * as it will be, and read what it was before. Such a change is made here by giving the file its times back. */
static void
test_reads_again_what_has_just_changed (Fixture       *fixture,
                                        gconstpointer  data)
{
  g_autoptr(ZcZoneIndex) index = zc_zone_index_new (fixture->path);
  const gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  save (fixture, "1", "behind", 42);
  store_reopen (fixture);
  store_execute (fixture->path, "PRAGMA journal_mode = DELETE;" ZONES);
  set_times (fixture->path, now_s);
  zc_zone_index_refresh (index);
  g_assert_cmpstr (zc_zone_index_lookup (index, "example.com")->health, ==, "behind");

  store_execute (fixture->path, "UPDATE zone_health SET health = 'failed'");
  set_times (fixture->path, now_s);
  zc_zone_index_refresh (index);
  g_assert_cmpstr (zc_zone_index_lookup (index, "example.com")->health, ==, "failed");

  /* What has not changed for long is not read at every letter that somebody types. */
  set_times (fixture->path, now_s - 60);
  zc_zone_index_refresh (index);
  store_execute (fixture->path, "UPDATE zone_health SET health = 'behind'");
  set_times (fixture->path, now_s - 60);
  zc_zone_index_refresh (index);
  g_assert_cmpstr (zc_zone_index_lookup (index, "example.com")->health, ==, "failed");
}

/* Every health has its words, or repeats the provisioning state, or passes. */
static void
test_words (void)
{
  g_autoptr(GEnumClass) healths = g_type_class_ref (ZC_TYPE_ZONE_HEALTH);
  guint n_words = 0;

  for (guint i = 0; i < healths->n_values; i++)
    {
      const GEnumValue *value = &healths->values[i];
      gboolean seen = value->value <= ZC_ZONE_HEALTH_PRIMARY_BEHIND || value->value == ZC_ZONE_HEALTH_FAILING;

      g_test_message ("%s", value->value_nick);
      g_assert_cmpint (zc_state_words_describe_health (value->value_nick) != NULL, ==, seen);
      n_words += seen;
    }
  g_assert_cmpuint (n_words, ==, 5);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add ("/zone-index/reads-what-the-store-writes", Fixture, NULL, store_set_up, test_reads_what_the_store_writes,
              store_tear_down);
  g_test_add ("/zone-index/forgets-a-removed-account", Fixture, NULL, store_set_up, test_forgets_a_removed_account,
              store_tear_down);
  g_test_add ("/zone-index/reads-again-what-has-just-changed", Fixture, NULL, store_set_up,
              test_reads_again_what_has_just_changed, store_tear_down);
  g_test_add ("/zone-index/reads-again-what-was-locked", Fixture, NULL, store_set_up, test_reads_again_what_was_locked,
              store_tear_down);
  g_test_add ("/zone-index/at-most", Fixture, NULL, store_set_up, test_at_most, store_tear_down);
  g_test_add_func ("/zone-index/words", test_words);

  return g_test_run ();
}
