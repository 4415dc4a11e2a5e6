/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "records.h"
#include "zc-canonical.h"
#include "zc-rdata-text.h"
#include "zc-zone-differences.h"

static void
assert_no_differences (ZcZoneCopy *first,
                       ZcZoneCopy *second)
{
  g_autoptr(ZcZoneDifferences) differences = zc_zone_differences_new (first, second, ZC_ZONE_COMPARE_DEFAULT,
                                                                      NULL, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (differences)), ==, 0);
}

/* Every set is found again by its owner, reads as text, and is equal to itself as an answer. */
static void
check_sets (ZcZoneCopy *copy)
{
  guint8 last_key[ZC_CANONICAL_KEY_MAX];
  gssize last_key_len = -1;
  guint64 n_records = 0;
  ZcZoneCopyIter iter;
  ZcZoneRrset set;

  zc_zone_copy_iter_init (&iter, copy);
  while (zc_zone_copy_iter_next (&iter, &set))
    {
      g_autofree ZcZoneRdata *answer = g_new (ZcZoneRdata, set.n_records);
      g_autofree char *owner = zc_zone_rrset_dup_owner (&set);
      g_auto(GStrv) texts = zc_zone_rrset_dup_texts (&set);
      guint8 name[ZC_CANONICAL_NAME_MAX];
      guint8 read[ZC_CANONICAL_NAME_MAX];
      guint8 key[ZC_CANONICAL_KEY_MAX];
      gsize name_len = zc_zone_rrset_get_owner_wire (&set, name);
      gssize key_len = zc_canonical_key_from_wire (name, name_len, (const guint8 *) "\7example", 9, key);
      ZcZoneRdataIter rdata_iter;
      ZcZoneRrset found;

      g_assert_cmpuint (g_strv_length (texts), ==, set.n_records);
      g_assert_cmpuint (zc_canonical_name_from_text (owner, read), ==, name_len);
      g_assert_cmpmem (read, name_len, name, name_len);
      g_assert_cmpint (key_len, >=, 0);
      g_assert_true (last_key_len < 0 ||
                     zc_canonical_compare (last_key, (gsize) last_key_len, key, (gsize) key_len) <= 0);
      memcpy (last_key, key, (gsize) key_len);
      last_key_len = key_len;

      zc_zone_rdata_iter_init (&rdata_iter, &set);
      for (guint i = 0; i < set.n_records; i++)
        g_assert_true (zc_zone_rdata_iter_next (&rdata_iter, &answer[i]));
      g_assert_cmpint (zc_zone_rrset_relate_to_records (&set, answer, set.n_records, set.ttl), ==,
                       ZC_ZONE_RRSET_EQUAL);

      g_assert_true (zc_zone_copy_lookup (copy, name, name_len, set.type, set.covered, &found));
      g_assert_cmpint (zc_zone_rrset_relate (&set, &found), ==, ZC_ZONE_RRSET_EQUAL);
      g_assert_cmpint (found.place, ==, set.place);
      n_records += set.n_records;
    }
  g_assert_cmpuint (zc_zone_copy_get_facts (copy)->n_records, ==, n_records);
}

/* Records of a zone, in any order and of any content. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(ZcZoneCopy) copy = zc_fuzz_build_copy (data, size, FALSE, FALSE);
  g_autoptr(ZcZoneCopy) other = zc_fuzz_build_copy (data, size, TRUE, TRUE);
  g_autoptr(ZcZoneCopy) half = zc_fuzz_build_copy (data, size / 2, FALSE, FALSE);
  g_autoptr(ZcZoneDifferences) differences = NULL;

  check_sets (copy);
  assert_no_differences (copy, other);

  differences = zc_zone_differences_new (copy, half, ZC_ZONE_COMPARE_DEFAULT, NULL, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (differences)); i++)
    {
      g_autoptr(ZcDifference) difference = g_list_model_get_item (G_LIST_MODEL (differences), i);
      g_auto(GStrv) reference = zc_difference_dup_reference_texts (difference);
      g_auto(GStrv) rest = zc_difference_dup_other_texts (difference);

      g_assert_nonnull (zc_difference_get_owner (difference));
      g_assert_true (reference[0] != NULL || rest[0] != NULL);
    }

  return 0;
}
