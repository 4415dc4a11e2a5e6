/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "zc-canonical.h"
#include "zc-rdata-text.h"
#include "zc-test-copy.h"
#include "zc-test.h"
#include "zc-zone-differences.h"

#define SEED 20261122u

typedef struct
{
  const char *owner;
  guint32 ttl;
  const char *type;
  const char *rdata;
} Row;

static ZcZoneCopy *
copy_rows (const Row *rows,
           gsize      n_rows)
{
  ZcZoneCopyBuilder *builder = zc_zone_copy_builder_new ("example.com", NULL);

  for (gsize i = 0; i < n_rows; i++)
    zc_test_copy_add_row (builder, rows[i].owner, rows[i].ttl, rows[i].type, rows[i].rdata);

  return zc_zone_copy_builder_seal (builder);
}

static ZcZoneDifferences *
compare (ZcZoneCopy         *reference,
         ZcZoneCopy         *other,
         ZcZoneCompareFlags  flags)
{
  g_autoptr(GError) error = NULL;
  ZcZoneDifferences *differences = zc_zone_differences_new (reference, other, flags, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (differences)), ==,
                    zc_zone_differences_get_n_missing (differences) +
                    zc_zone_differences_get_n_extra (differences) +
                    zc_zone_differences_get_n_changed (differences));

  return differences;
}

/* One line a difference. */
static char *
describe (ZcDifference *difference)
{
  g_auto(GStrv) reference = zc_difference_dup_reference_texts (difference);
  g_auto(GStrv) other = zc_difference_dup_other_texts (difference);
  g_autofree char *reference_text = g_strjoinv (" | ", reference);
  g_autofree char *other_text = g_strjoinv (" | ", other);
  const char *covered = zc_difference_get_covered_type (difference);

  return g_strdup_printf ("%s %s %s%s%s%s: [%s] [%s]",
                          zc_difference_kind_get_id (zc_difference_get_kind (difference)),
                          zc_difference_get_owner (difference), zc_difference_get_record_type (difference),
                          covered != NULL ? "/" : "", covered != NULL ? covered : "",
                          zc_difference_get_ttl_only (difference) ? " ttl" : "", reference_text, other_text);
}

static void
assert_differences (ZcZoneDifferences *differences,
                    const char *const *expected)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (differences));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(ZcDifference) difference = g_list_model_get_item (G_LIST_MODEL (differences), i);
      g_autofree char *text = describe (difference);

      g_assert_cmpstr (text, ==, expected[i]);
    }
  g_assert_null (expected[n_items]);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (differences), n_items));
}

/* The edit script: what was done to each set, by owner, type and covered type. */

static char *
make_edit_key (const char *owner,
               const char *type,
               const char *covered)
{
  return g_strdup_printf ("%s %s %s", owner, type, covered != NULL ? covered : "");
}

static char *
make_set_key (const ZcTestSet *set)
{
  const ZcTestRecord *first = g_ptr_array_index (set->records, 0);
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  g_autofree char *owner_text = NULL;
  g_autofree char *type = zc_rdata_type_to_text (set->type);
  g_autofree char *covered = set->covered != 0 ? zc_rdata_type_to_text (set->covered) : NULL;

  memcpy (owner, first->owner, first->owner_len);
  zc_canonical_name_fold (owner, first->owner_len);
  owner_text = zc_canonical_name_to_text (owner, first->owner_len);

  return make_edit_key (owner_text, type, covered);
}

static void
edit_zone (ZcTestZone *zone,
           GHashTable *edits,
           GRand      *random)
{
  /* The SOA, which is the first set, has tests of its own. */
  for (guint i = zone->sets->len - 1; i > 0; i--)
    {
      ZcTestSet *set = g_ptr_array_index (zone->sets, i);

      switch (g_rand_int_range (random, 0, 12))
        {
        case 0:
          g_hash_table_insert (edits, make_set_key (set), (gpointer) "missing");
          g_ptr_array_remove_index (zone->sets, i);
          break;

        case 1:
          g_hash_table_insert (edits, make_set_key (set), (gpointer) "changed");
          zc_test_set_change (set, random);
          break;

        case 2:
          {
            const ZcTestRecord *first = g_ptr_array_index (set->records, 0);

            g_hash_table_insert (edits, make_set_key (set), (gpointer) "changed ttl");
            zc_test_set_set_ttl (set, first->ttl + 1);
          }
          break;

        case 3:
          {
            ZcTestSet *extra = zc_test_zone_make_set (zone, random);

            g_hash_table_insert (edits, make_set_key (extra), (gpointer) "extra");
            g_ptr_array_add (zone->sets, extra);
          }
          break;

        default:
          break;
        }
    }
}

static void
test_differences_equal_the_edit_script (void)
{
  guint n_edits = 0;

  for (guint32 i = 0; i < 150; i++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (SEED + i);
      g_autoptr(ZcTestZone) zone = zc_test_zone_new_random (random, i);
      g_autoptr(ZcTestZone) edited = zc_test_zone_copy (zone);
      g_autoptr(GHashTable) edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(ZcZoneCopy) reference = zc_test_copy_zone (zone, i % 2 == 0 ? random : NULL);
      g_autoptr(ZcZoneCopy) other = NULL;
      g_autoptr(ZcZoneDifferences) differences = NULL;
      g_autofree char *last_owner = NULL;
      guint n_ttl_only = 0;

      edit_zone (edited, edits, random);
      other = zc_test_copy_zone (edited, random);
      differences = compare (reference, other, ZC_ZONE_COMPARE_DEFAULT);

      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (differences)), ==, g_hash_table_size (edits));
      n_edits += g_hash_table_size (edits);

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (differences)); j++)
        {
          g_autoptr(ZcDifference) difference = g_list_model_get_item (G_LIST_MODEL (differences), j);
          g_autofree char *key = make_edit_key (zc_difference_get_owner (difference),
                                                zc_difference_get_record_type (difference),
                                                zc_difference_get_covered_type (difference));
          g_autofree char *seen = g_strconcat (zc_difference_kind_get_id (zc_difference_get_kind (difference)),
                                               zc_difference_get_ttl_only (difference) ? " ttl" : "", NULL);

          g_assert_cmpstr (seen, ==, g_hash_table_lookup (edits, key));
          g_hash_table_remove (edits, key);
          n_ttl_only += zc_difference_get_ttl_only (difference) ? 1 : 0;
        }
      g_assert_cmpuint (n_ttl_only, ==, zc_zone_differences_get_n_ttl_only (differences));
    }

  /* The script must have had something to say. */
  g_assert_cmpuint (n_edits, >, 5000);
}

static void
test_the_same_zone_has_no_differences (void)
{
  for (guint32 i = 0; i < 40; i++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 1000 + i);
      g_autoptr(ZcTestZone) zone = zc_test_zone_new_random (random, 2 * i);
      g_autoptr(ZcZoneCopy) reference = zc_test_copy_zone (zone, NULL);
      g_autoptr(ZcZoneCopy) other = zc_test_copy_zone (zone, random);
      g_autoptr(ZcZoneDifferences) differences = compare (reference, other, ZC_ZONE_COMPARE_DEFAULT);

      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (differences)), ==, 0);
      g_assert_cmpint (zc_zone_differences_get_soa_relation (differences), ==, ZC_ZONE_SOA_EQUAL);
    }
}

static void
test_both_ways_mirror (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 2000);
  g_autoptr(ZcTestZone) zone = zc_test_zone_new_random (random, 300);
  g_autoptr(ZcTestZone) edited = zc_test_zone_copy (zone);
  g_autoptr(GHashTable) edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(ZcZoneCopy) first = zc_test_copy_zone (zone, NULL);
  g_autoptr(ZcZoneCopy) second = NULL;
  g_autoptr(ZcZoneDifferences) there = NULL;
  g_autoptr(ZcZoneDifferences) back = NULL;

  edit_zone (edited, edits, random);
  second = zc_test_copy_zone (edited, random);
  there = compare (first, second, ZC_ZONE_COMPARE_DEFAULT);
  back = compare (second, first, ZC_ZONE_COMPARE_DEFAULT);

  g_assert_cmpuint (zc_zone_differences_get_n_missing (there), >, 0);
  g_assert_cmpuint (zc_zone_differences_get_n_missing (there), ==, zc_zone_differences_get_n_extra (back));
  g_assert_cmpuint (zc_zone_differences_get_n_extra (there), ==, zc_zone_differences_get_n_missing (back));
  g_assert_cmpuint (zc_zone_differences_get_n_changed (there), ==, zc_zone_differences_get_n_changed (back));
}

static void
test_texts_of_differences (void)
{
  static const Row primary[] = {
    { "example.com", 3600, "SOA", "ns. h. 42 1 2 3 4" },
    { "www.example.com", 300, "A", "192.0.2.80" },
    { "gone.example.com", 300, "MX", "10 Mail.example.com." },
    { "two.example.com", 300, "TXT", "\"a b\"" },
    { "two.example.com", 300, "TXT", "\"c;d\"" },
    { "type.example.com", 300, "TYPE65280", "\\# 2 0102" },
    { "*.wild.example.com", 300, "A", "192.0.2.1" },
    { "esc\\.aped\\200\\\\.example.com", 300, "CNAME", "a\\.b.example.com." },
    { "sig.example.com", 300, "RRSIG", "A 13 3 300 20300101000000 20200101000000 1 Example.com. AAAA" },
    { "sig.example.com", 300, "RRSIG", "MX 13 3 300 20300101000000 20200101000000 1 example.com. AAAA" },
    { "case.example.com", 300, "HTTPS", "1 Svc.Example.com. alpn=h2" },
  };
  static const Row secondary[] = {
    { "example.com", 3600, "SOA", "ns. h. 42 1 2 3 4" },
    { "www.example.com", 60, "A", "192.0.2.80" },
    { "new.example.com", 300, "SRV", "1 2 443 Host.example.com." },
    { "two.example.com", 300, "TXT", "\"c;d\"" },
    { "type.example.com", 300, "TYPE65280", "\\# 2 0103" },
    { "*.wild.example.com", 300, "A", "192.0.2.2" },
    { "esc\\.aped\\200\\\\.example.com", 300, "CNAME", "a.b.example.com." },
    { "sig.example.com", 300, "RRSIG", "A 13 3 300 20310101000000 20200101000000 1 example.com. AAAA" },
    { "sig.example.com", 300, "RRSIG", "MX 13 3 300 20300101000000 20200101000000 1 Example.COM. AAAA" },
    { "CASE.example.com", 300, "HTTPS", "1 svc.example.com. alpn=h2" },
  };
  static const char *const expected[] = {
    "changed esc\\.aped\\200\\\\.example.com. CNAME: [300 CNAME a\\.b.example.com.] [300 CNAME a.b.example.com.]",
    "missing gone.example.com. MX: [300 MX 10 mail.example.com.] []",
    "extra new.example.com. SRV: [] [300 SRV 1 2 443 host.example.com.]",
    "changed sig.example.com. RRSIG/A: [300 RRSIG A 13 3 300 20300101000000 20200101000000 1 example.com. AAAA] "
      "[300 RRSIG A 13 3 300 20310101000000 20200101000000 1 example.com. AAAA]",
    "changed two.example.com. TXT: [300 TXT \"a b\" | 300 TXT \"c;d\"] [300 TXT \"c;d\"]",
    "changed type.example.com. TYPE65280: [300 TYPE65280 \\# 2 0102] [300 TYPE65280 \\# 2 0103]",
    "changed *.wild.example.com. A: [300 A 192.0.2.1] [300 A 192.0.2.2]",
    "changed www.example.com. A ttl: [300 A 192.0.2.80] [60 A 192.0.2.80]",
    NULL
  };
  g_autoptr(ZcZoneCopy) reference = copy_rows (primary, G_N_ELEMENTS (primary));
  g_autoptr(ZcZoneCopy) other = copy_rows (secondary, G_N_ELEMENTS (secondary));
  g_autoptr(ZcZoneDifferences) differences = compare (reference, other, ZC_ZONE_COMPARE_DEFAULT);
  g_autoptr(ZcDifference) last = NULL;
  g_autoptr(ZcDifference) missing = NULL;
  g_autofree char *owner = NULL;
  ZcDifferenceKind kind;
  gboolean ttl_only;
  gint64 reference_ttl;
  gint64 other_ttl;

  assert_differences (differences, expected);
  g_assert_cmpuint (zc_zone_differences_get_n_ttl_only (differences), ==, 1);
  g_assert_true (zc_zone_differences_get_reference (differences) == reference);
  g_assert_true (zc_zone_differences_get_other (differences) == other);

  last = g_list_model_get_item (G_LIST_MODEL (differences), 7);
  zc_difference_get_ttls (last, &reference_ttl, &other_ttl);
  g_assert_cmpint (reference_ttl, ==, 300);
  g_assert_cmpint (other_ttl, ==, 60);
  g_object_get (last, "kind", &kind, "owner", &owner, "ttl-only", &ttl_only, NULL);
  g_assert_cmpint (kind, ==, ZC_DIFFERENCE_CHANGED);
  g_assert_cmpstr (owner, ==, "www.example.com.");
  g_assert_true (ttl_only);

  missing = g_list_model_get_item (G_LIST_MODEL (differences), 1);
  zc_difference_get_ttls (missing, &reference_ttl, &other_ttl);
  g_assert_cmpint (reference_ttl, ==, 300);
  g_assert_cmpint (other_ttl, ==, -1);
}

static void
test_soa_is_counted_apart (void)
{
  static const struct
  {
    Row reference;
    Row other;
    ZcZoneSoaRelation relation;
    guint n_changed;
  } cases[] = {
    { { "example.com", 300, "SOA", "ns. h. 1 2 3 4 5" }, { "example.com", 300, "SOA", "NS. h. 1 2 3 4 5" },
      ZC_ZONE_SOA_EQUAL, 0 },
    { { "example.com", 300, "SOA", "ns. h. 1 2 3 4 5" }, { "example.com", 60, "SOA", "other. h. 2 2 3 4 5" },
      ZC_ZONE_SOA_SERIAL_DIFFERS, 0 },
    { { "example.com", 300, "SOA", "ns. h. 1 2 3 4 5" }, { "example.com", 300, "SOA", "ns. h. 1 2 3 4 6" },
      ZC_ZONE_SOA_DIFFERS, 1 },
    { { "example.com", 300, "SOA", "ns. h. 1 2 3 4 5" }, { "example.com", 301, "SOA", "ns. h. 1 2 3 4 5" },
      ZC_ZONE_SOA_DIFFERS, 1 },
    { { "example.com", 300, "SOA", "ns. h. 1 2 3 4 5" }, { "example.com", 300, "NS", "ns." },
      ZC_ZONE_SOA_ABSENT, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ZcZoneCopy) reference = copy_rows (&cases[i].reference, 1);
      g_autoptr(ZcZoneCopy) other = copy_rows (&cases[i].other, 1);
      g_autoptr(ZcZoneDifferences) differences = compare (reference, other, ZC_ZONE_COMPARE_DEFAULT);

      g_assert_cmpint (zc_zone_differences_get_soa_relation (differences), ==, cases[i].relation);
      g_assert_cmpuint (zc_zone_differences_get_n_changed (differences), ==, cases[i].n_changed);
      g_assert_cmpuint (zc_zone_differences_get_n_missing (differences), ==, 0);
    }
}

static void
test_only_the_lowest_ttl_of_a_set_counts (void)
{
  static const Row first[] = {
    { "a.example.com", 300, "A", "192.0.2.1" },
    { "a.example.com", 60, "A", "192.0.2.2" },
  };
  static const Row second[] = {
    { "a.example.com", 60, "A", "192.0.2.1" },
    { "a.example.com", 600, "A", "192.0.2.2" },
  };
  g_autoptr(ZcZoneCopy) reference = copy_rows (first, G_N_ELEMENTS (first));
  g_autoptr(ZcZoneCopy) other = copy_rows (second, G_N_ELEMENTS (second));
  g_autoptr(ZcZoneDifferences) differences = compare (reference, other, ZC_ZONE_COMPARE_DEFAULT);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (differences)), ==, 0);
}

static void
test_signing_can_be_left_out (void)
{
  static const Row first[] = {
    { "a.example.com", 300, "A", "192.0.2.1" },
    { "a.example.com", 300, "NSEC", "b.example.com. A" },
    { "a.example.com", 300, "RRSIG", "A 13 3 300 20300101000000 20200101000000 1 example.com. AAAA" },
    { "a.example.com", 300, "DS", "1 13 2 0001" },
    { "example.com", 300, "DNSKEY", "257 3 13 AAAA" },
    { "example.com", 300, "NSEC3PARAM", "1 0 0 -" },
  };
  static const Row second[] = {
    { "a.example.com", 300, "A", "192.0.2.1" },
  };
  static const char *const expected[] = { "missing a.example.com. DS: [300 DS 1 13 2 0001] []", NULL };
  g_autoptr(ZcZoneCopy) reference = copy_rows (first, G_N_ELEMENTS (first));
  g_autoptr(ZcZoneCopy) other = copy_rows (second, G_N_ELEMENTS (second));
  g_autoptr(ZcZoneDifferences) all = compare (reference, other, ZC_ZONE_COMPARE_DEFAULT);
  g_autoptr(ZcZoneDifferences) without = compare (reference, other, ZC_ZONE_COMPARE_WITHOUT_SIGNING);

  g_assert_cmpuint (zc_zone_differences_get_n_missing (all), ==, 5);
  assert_differences (without, expected);
}

static void
test_empty_copies (void)
{
  static const Row row = { "a.example.com", 300, "A", "192.0.2.1" };
  g_autoptr(ZcZoneCopy) empty = copy_rows (NULL, 0);
  g_autoptr(ZcZoneCopy) also_empty = copy_rows (NULL, 0);
  g_autoptr(ZcZoneCopy) one = copy_rows (&row, 1);
  g_autoptr(ZcZoneDifferences) none = compare (empty, also_empty, ZC_ZONE_COMPARE_DEFAULT);
  g_autoptr(ZcZoneDifferences) extra = compare (empty, one, ZC_ZONE_COMPARE_DEFAULT);
  g_autoptr(ZcZoneDifferences) missing = compare (one, empty, ZC_ZONE_COMPARE_DEFAULT);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);
  g_assert_cmpint (zc_zone_differences_get_soa_relation (none), ==, ZC_ZONE_SOA_ABSENT);
  g_assert_cmpuint (zc_zone_differences_get_n_extra (extra), ==, 1);
  g_assert_cmpuint (zc_zone_differences_get_n_missing (missing), ==, 1);
}

static void
test_other_zone_and_cancelling (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(ZcZoneCopy) first = copy_rows (NULL, 0);
  static const Row row = { "a.example.com", 300, "A", "192.0.2.1" };
  g_autoptr(ZcZoneCopy) second = copy_rows (&row, 1);
  g_autoptr(ZcZoneCopy) foreign = zc_zone_copy_builder_seal (zc_zone_copy_builder_new ("example.org", NULL));

  g_assert_null (zc_zone_differences_new (first, foreign, ZC_ZONE_COMPARE_DEFAULT, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (zc_zone_differences_new (first, second, ZC_ZONE_COMPARE_DEFAULT, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_without_blocking (void)
{
  g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("compare", 1);
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 3000);
  g_autoptr(ZcTestZone) zone = zc_test_zone_new_random (random, 50);
  g_autoptr(ZcZoneCopy) reference = zc_test_copy_zone (zone, NULL);
  g_autoptr(ZcZoneCopy) other = copy_rows (NULL, 0);
  g_autoptr(ZcZoneDifferences) differences = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_zone_differences_new_async (reference, other, ZC_ZONE_COMPARE_DEFAULT, pool, NULL,
                                 zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  differences = zc_zone_differences_new_finish (result, &error);
  g_assert_no_error (error);
  /* All sets but the SOA. */
  g_assert_cmpuint (zc_zone_differences_get_n_missing (differences), ==, zone->sets->len - 1);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/zone-compare/differences-equal-the-edit-script", test_differences_equal_the_edit_script);
  g_test_add_func ("/zone-compare/the-same-zone-has-no-differences", test_the_same_zone_has_no_differences);
  g_test_add_func ("/zone-compare/both-ways-mirror", test_both_ways_mirror);
  g_test_add_func ("/zone-compare/texts-of-differences", test_texts_of_differences);
  g_test_add_func ("/zone-compare/soa-is-counted-apart", test_soa_is_counted_apart);
  g_test_add_func ("/zone-compare/only-the-lowest-ttl-of-a-set-counts", test_only_the_lowest_ttl_of_a_set_counts);
  g_test_add_func ("/zone-compare/signing-can-be-left-out", test_signing_can_be_left_out);
  g_test_add_func ("/zone-compare/empty-copies", test_empty_copies);
  g_test_add_func ("/zone-compare/other-zone-and-cancelling", test_other_zone_and_cancelling);
  g_test_add_func ("/zone-compare/without-blocking", test_without_blocking);

  return g_test_run ();
}
