/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <ldns/ldns.h>
#include <string.h>

#include "zc-canonical.h"
#include "zc-test-copy.h"
#include "zc-test.h"

#define SEED 20261122u

static ZcZoneCopyBuilder *
new_builder (void)
{
  g_autoptr(GError) error = NULL;
  ZcZoneCopyBuilder *builder = zc_zone_copy_builder_new ("example.com", &error);

  g_assert_no_error (error);

  return builder;
}

/* The whole copy as text, one line a set. */
static char *
dump (ZcZoneCopy *copy)
{
  GString *text = g_string_new (NULL);
  ZcZoneCopyIter iter;
  ZcZoneRrset set;

  zc_zone_copy_iter_init (&iter, copy);
  while (zc_zone_copy_iter_next (&iter, &set))
    {
      g_autofree char *owner = zc_zone_rrset_dup_owner (&set);
      g_auto(GStrv) texts = zc_zone_rrset_dup_texts (&set);
      g_autofree char *joined = g_strjoinv (" | ", texts);

      g_string_append_printf (text, "%s %s\n", owner, joined);
    }

  return g_string_free (text, FALSE);
}

static void
assert_dump (ZcZoneCopy *copy,
             const char *expected)
{
  g_autofree char *text = dump (copy);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_order_and_spelling_do_not_matter (void)
{
  for (guint32 i = 0; i < 60; i++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (SEED + i);
      g_autoptr(ZcTestZone) zone = zc_test_zone_new_random (random, i * 2);
      g_autoptr(ZcZoneCopy) plain = zc_test_copy_zone (zone, NULL);
      g_autoptr(ZcZoneCopy) mixed = zc_test_copy_zone (zone, random);
      g_autofree char *plain_text = dump (plain);
      g_autofree char *mixed_text = dump (mixed);

      g_assert_cmpstr (plain_text, ==, mixed_text);
      g_assert_cmpuint (zc_zone_copy_get_facts (plain)->n_records, ==, zc_zone_copy_get_facts (mixed)->n_records);
    }
}

static void
test_holds_what_was_sent (void)
{
  for (guint32 i = 0; i < 20; i++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 100 + i);
      g_autoptr(ZcTestZone) zone = zc_test_zone_new_random (random, 40);
      g_autoptr(ZcZoneCopy) copy = zc_test_copy_zone (zone, random);
      guint64 n_records = 0;

      g_assert_cmpuint (zc_zone_copy_get_facts (copy)->n_sets, ==, zone->sets->len);

      for (guint j = 0; j < zone->sets->len; j++)
        {
          const ZcTestSet *expected = g_ptr_array_index (zone->sets, j);
          const ZcTestRecord *first = g_ptr_array_index (expected->records, 0);
          g_autofree ZcZoneRdata *rdata = g_new (ZcZoneRdata, expected->records->len);
          ZcZoneRrset set;

          n_records += expected->records->len;
          for (guint k = 0; k < expected->records->len; k++)
            {
              const ZcTestRecord *record = g_ptr_array_index (expected->records, k);

              rdata[k].data = rdata[k].spelled = record->rdata;
              rdata[k].length = record->rdata_len;
            }

          g_assert_true (zc_zone_copy_lookup (copy, first->owner, first->owner_len, expected->type,
                                              expected->covered, &set));
          g_assert_cmpuint (set.n_records, ==, expected->records->len);
          g_assert_cmpint (zc_zone_rrset_relate_to_records (&set, rdata, expected->records->len, first->ttl), ==,
                           ZC_ZONE_RRSET_EQUAL);
          g_assert_cmpint (zc_zone_rrset_relate_to_records (&set, rdata, expected->records->len, first->ttl + 1), ==,
                           ZC_ZONE_RRSET_TTL_DIFFERS);
          g_assert_cmpint (zc_zone_rrset_relate_to_records (&set, rdata, expected->records->len - 1, first->ttl), ==,
                           ZC_ZONE_RRSET_DIFFERS);
        }

      g_assert_cmpuint (zc_zone_copy_get_facts (copy)->n_records, ==, n_records);
    }
}

static void
test_canonical_order (void)
{
  ZcZoneCopyBuilder *builder = new_builder ();
  g_autoptr(ZcZoneCopy) copy = NULL;

  /* The example of RFC 4034, section 6.1, moved to example.com, in another order. */
  zc_test_copy_add_row (builder, "z.example.com", 1, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, "\\200.z.example.com", 1, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, "yljkjljk.a.example.com", 1, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, "\\001.z.example.com", 1, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, "example.com", 1, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, "Z.a.example.com", 1, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, "zABC.a.EXAMPLE.com", 1, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, "*.z.example.com", 1, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, "a.example.com", 1, "A", "192.0.2.1");
  copy = zc_zone_copy_builder_seal (builder);

  assert_dump (copy,
               "example.com. 1 A 192.0.2.1\n"
               "a.example.com. 1 A 192.0.2.1\n"
               "yljkjljk.a.example.com. 1 A 192.0.2.1\n"
               "z.a.example.com. 1 A 192.0.2.1\n"
               "zabc.a.example.com. 1 A 192.0.2.1\n"
               "z.example.com. 1 A 192.0.2.1\n"
               "\\001.z.example.com. 1 A 192.0.2.1\n"
               "*.z.example.com. 1 A 192.0.2.1\n"
               "\\200.z.example.com. 1 A 192.0.2.1\n");
}

static void
test_duplicates_collapse_and_the_lowest_ttl_counts (void)
{
  ZcZoneCopyBuilder *builder = new_builder ();
  g_autoptr(ZcZoneCopy) copy = NULL;

  zc_test_copy_add_row (builder, "www.example.com", 300, "MX", "10 Mail.example.com.");
  zc_test_copy_add_row (builder, "www.example.com", 60, "MX", "10 mail.example.com");
  zc_test_copy_add_row (builder, "www.example.com", 900, "MX", "5 a.example.com");
  zc_test_copy_add_row (builder, "other.example.com", 300, "SVCB", "1 Svc.example.com.");
  zc_test_copy_add_row (builder, "other.example.com", 300, "SVCB", "1 svc.EXAMPLE.com.");
  zc_test_copy_add_row (builder, "WWW.example.com", 100, "MX", "5 A.example.com");
  copy = zc_zone_copy_builder_seal (builder);

  assert_dump (copy,
               "other.example.com. 300 SVCB 1 svc.example.com.\n"
               "www.example.com. 60 MX 5 a.example.com. | 60 MX 10 mail.example.com.\n");
  g_assert_cmpuint (zc_zone_copy_get_facts (copy)->n_records, ==, 3);
}

static void
test_spelling_is_kept_where_signatures_need_it (void)
{
  for (guint i = 0; i < 2; i++)
    {
      ZcZoneCopyBuilder *builder = new_builder ();
      g_autoptr(ZcZoneCopy) copy = NULL;
      guint8 owner[ZC_CANONICAL_NAME_MAX];
      gsize owner_len = zc_canonical_name_from_text ("a.example.com", owner);
      ZcZoneRdataIter iter;
      ZcZoneRdata rdata;
      ZcZoneRrset set;

      /* The same spelling is kept whatever the order. */
      zc_test_copy_add_row (builder, "a.example.com", 1, "HTTPS", i == 0 ? "1 Svc.A." : "1 svc.a.");
      zc_test_copy_add_row (builder, "b.example.com", 1, "A", "192.0.2.1");
      zc_test_copy_add_row (builder, "a.example.com", 1, "HTTPS", i == 0 ? "1 svc.a." : "1 Svc.A.");
      zc_test_copy_add_row (builder, "a.example.com", 1, "NS", "Ns.A.");
      copy = zc_zone_copy_builder_seal (builder);

      g_assert_true (zc_zone_copy_lookup (copy, owner, owner_len, LDNS_RR_TYPE_HTTPS, 0, &set));
      g_assert_cmpuint (set.n_records, ==, 1);
      zc_zone_rdata_iter_init (&iter, &set);
      g_assert_true (zc_zone_rdata_iter_next (&iter, &rdata));
      g_assert_cmpmem (rdata.data, rdata.length, "\0\1\3svc\1a", 9);
      g_assert_cmpmem (rdata.spelled, rdata.length, "\0\1\3Svc\1A", 9);
      g_assert_false (zc_zone_rdata_iter_next (&iter, &rdata));

      g_assert_true (zc_zone_copy_lookup (copy, owner, owner_len, LDNS_RR_TYPE_NS, 0, &set));
      zc_zone_rdata_iter_init (&iter, &set);
      g_assert_true (zc_zone_rdata_iter_next (&iter, &rdata));
      g_assert_cmpmem (rdata.spelled, rdata.length, "\2ns\1a", 6);
    }
}

static void
test_signatures_are_sets_by_covered_type (void)
{
  ZcZoneCopyBuilder *builder = new_builder ();
  g_autoptr(ZcZoneCopy) copy = NULL;
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  gsize owner_len = zc_canonical_name_from_text ("example.com", owner);
  ZcZoneRrset set;

  zc_test_copy_add_row (builder, "example.com", 300, "RRSIG",
                        "A 13 2 300 20300101000000 20200101000000 1 example.com. AAAA");
  zc_test_copy_add_row (builder, "example.com", 60, "RRSIG",
                        "NS 13 2 60 20300101000000 20200101000000 1 example.com. AAAA");
  zc_test_copy_add_row (builder, "example.com", 300, "RRSIG",
                        "A 13 2 300 20300101000000 20200101000000 2 example.com. AAAA");
  copy = zc_zone_copy_builder_seal (builder);

  g_assert_cmpuint (zc_zone_copy_get_facts (copy)->n_sets, ==, 2);
  g_assert_true (zc_zone_copy_lookup (copy, owner, owner_len, LDNS_RR_TYPE_RRSIG, LDNS_RR_TYPE_A, &set));
  g_assert_cmpuint (set.n_records, ==, 2);
  g_assert_cmpuint (set.ttl, ==, 300);
  g_assert_true (zc_zone_copy_lookup (copy, owner, owner_len, LDNS_RR_TYPE_RRSIG, LDNS_RR_TYPE_NS, &set));
  g_assert_cmpuint (set.n_records, ==, 1);
  g_assert_cmpuint (set.ttl, ==, 60);
  g_assert_false (zc_zone_copy_lookup (copy, owner, owner_len, LDNS_RR_TYPE_RRSIG, LDNS_RR_TYPE_MX, &set));
  g_assert_true (zc_zone_copy_get_facts (copy)->is_signed);
}

static void
test_facts (void)
{
  ZcZoneCopyBuilder *builder = new_builder ();
  g_autoptr(ZcZoneCopy) copy = NULL;
  const ZcZoneFacts *facts;
  ZcZoneSoa soa;

  zc_test_copy_add_row (builder, "example.com", 7200, "SOA", "ns.example.com. admin.example.com. 2026112201 1 2 3 4");
  zc_test_copy_add_row (builder, "example.com", 300, "NS", "ns.example.com.");
  zc_test_copy_add_row (builder, "www.example.com", 300, "CNAME", "host.example.com.");
  zc_test_copy_add_row (builder, "www.example.com", 300, "TXT", "beside");
  zc_test_copy_add_row (builder, "signed.example.com", 300, "CNAME", "host.example.com.");
  zc_test_copy_add_row (builder, "signed.example.com", 300, "NSEC", "example.com. CNAME NSEC");
  zc_test_copy_add_row (builder, "two.example.com", 300, "CNAME", "a.example.com.");
  zc_test_copy_add_row (builder, "two.example.com", 300, "CNAME", "b.example.com.");
  zc_test_copy_add_row (builder, "big.example.com", 300, "TXT",
                        "\"one\" \"a long text that is the longest of them all, "
                        "longer than any SOA with its two names and five numbers\"");
  zc_test_copy_add_row (builder, "big.example.com", 300, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, "big.example.com", 300, "A", "192.0.2.2");
  zc_test_copy_add_row (builder, "big.example.com", 300, "A", "192.0.2.3");
  copy = zc_zone_copy_builder_seal (builder);
  facts = zc_zone_copy_get_facts (copy);

  g_assert_cmpstr (zc_zone_copy_get_zone (copy), ==, "example.com.");
  g_assert_cmpuint (facts->n_records, ==, 12);
  g_assert_cmpuint (facts->n_sets, ==, 9);
  g_assert_cmpuint (facts->n_owners, ==, 5);
  g_assert_cmpstr (facts->largest_set_owner, ==, "big.example.com.");
  g_assert_cmpuint (facts->largest_set_type, ==, LDNS_RR_TYPE_A);
  g_assert_cmpuint (facts->largest_set_records, ==, 3);
  g_assert_cmpstr (facts->biggest_record_owner, ==, "big.example.com.");
  g_assert_cmpuint (facts->biggest_record_type, ==, LDNS_RR_TYPE_TXT);
  g_assert_cmpuint (facts->biggest_record_bytes, ==, 105);
  g_assert_true (facts->has_apex_ns);
  g_assert_cmpuint (facts->n_cname_conflicts, ==, 2);
  g_assert_cmpstr (facts->cname_conflict_owner, ==, "two.example.com.");
  g_assert_false (facts->is_signed);

  g_assert_true (zc_zone_copy_get_soa (copy, &soa));
  g_assert_cmpuint (soa.serial, ==, 2026112201);
  g_assert_cmpuint (soa.refresh, ==, 1);
  g_assert_cmpuint (soa.retry, ==, 2);
  g_assert_cmpuint (soa.expire, ==, 3);
  g_assert_cmpuint (soa.minimum, ==, 4);
  g_assert_cmpuint (soa.ttl, ==, 7200);
}

static void
test_empty_copy (void)
{
  g_autoptr(ZcZoneCopy) copy = zc_zone_copy_builder_seal (new_builder ());
  const ZcZoneFacts *facts = zc_zone_copy_get_facts (copy);
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  gsize owner_len = zc_canonical_name_from_text ("example.com", owner);
  ZcZoneCopyIter iter;
  ZcZoneRrset set;
  ZcZoneSoa soa;

  g_assert_cmpuint (facts->n_records, ==, 0);
  g_assert_null (facts->largest_set_owner);
  g_assert_null (facts->biggest_record_owner);
  g_assert_false (facts->has_apex_ns);
  g_assert_false (zc_zone_copy_get_soa (copy, &soa));
  g_assert_false (zc_zone_copy_lookup (copy, owner, owner_len, LDNS_RR_TYPE_SOA, 0, &set));
  zc_zone_copy_iter_init (&iter, copy);
  g_assert_false (zc_zone_copy_iter_next (&iter, &set));
}

/* What each set of the zone below must be, in canonical order. */
static const struct
{
  const char *owner;
  const char *type;
  const char *rdata;
  ZcZonePlace place;
  gboolean is_authoritative;
  gboolean is_wildcard;
  gboolean owner_has_cname;
} placed[] = {
  { "example.com", "NS", "ns.example.net.", ZC_ZONE_PLACE_AUTHORITATIVE, TRUE, FALSE, FALSE },
  { "example.com", "SOA", "ns. h. 1 2 3 4 5", ZC_ZONE_PLACE_AUTHORITATIVE, TRUE, FALSE, FALSE },
  { "*.example.com", "A", "192.0.2.1", ZC_ZONE_PLACE_AUTHORITATIVE, TRUE, TRUE, FALSE },
  { "x*.example.com", "A", "192.0.2.1", ZC_ZONE_PLACE_AUTHORITATIVE, TRUE, FALSE, FALSE },
  { "cname.example.com", "CNAME", "a.", ZC_ZONE_PLACE_AUTHORITATIVE, TRUE, FALSE, TRUE },
  { "cname.example.com", "NSEC", "a. A", ZC_ZONE_PLACE_AUTHORITATIVE, TRUE, FALSE, TRUE },
  { "dname.example.com", "A", "192.0.2.1", ZC_ZONE_PLACE_AUTHORITATIVE, TRUE, FALSE, FALSE },
  { "dname.example.com", "DNAME", "a.", ZC_ZONE_PLACE_AUTHORITATIVE, TRUE, FALSE, FALSE },
  { "below.dname.example.com", "A", "192.0.2.1", ZC_ZONE_PLACE_BELOW_DNAME, FALSE, FALSE, FALSE },
  { "sub.example.com", "A", "192.0.2.1", ZC_ZONE_PLACE_DELEGATION, FALSE, FALSE, FALSE },
  { "sub.example.com", "NS", "ns.sub.example.com.", ZC_ZONE_PLACE_DELEGATION, FALSE, FALSE, FALSE },
  { "sub.example.com", "DS", "1 13 2 00", ZC_ZONE_PLACE_DELEGATION, TRUE, FALSE, FALSE },
  { "sub.example.com", "NSEC", "a. A", ZC_ZONE_PLACE_DELEGATION, TRUE, FALSE, FALSE },
  { "*.sub.example.com", "A", "192.0.2.1", ZC_ZONE_PLACE_BELOW_CUT, FALSE, TRUE, FALSE },
  { "deep.sub.example.com", "NS", "a.", ZC_ZONE_PLACE_BELOW_CUT, FALSE, FALSE, FALSE },
  { "a.deep.sub.example.com", "A", "192.0.2.1", ZC_ZONE_PLACE_BELOW_CUT, FALSE, FALSE, FALSE },
  { "ns.sub.example.com", "A", "192.0.2.1", ZC_ZONE_PLACE_BELOW_CUT, FALSE, FALSE, FALSE },
  { "subway.example.com", "A", "192.0.2.1", ZC_ZONE_PLACE_AUTHORITATIVE, TRUE, FALSE, FALSE },
};

static void
assert_placed (const ZcZoneRrset *set,
               gsize              i)
{
  g_assert_cmpint (set->place, ==, placed[i].place);
  g_assert_cmpint (zc_zone_rrset_is_authoritative (set), ==, placed[i].is_authoritative);
  g_assert_cmpint (set->is_wildcard, ==, placed[i].is_wildcard);
  g_assert_cmpint (set->owner_has_cname, ==, placed[i].owner_has_cname);
}

static void
test_places (void)
{
  ZcZoneCopyBuilder *builder = new_builder ();
  g_autoptr(ZcZoneCopy) copy = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_owners;

  for (gsize i = 0; i < G_N_ELEMENTS (placed); i++)
    zc_test_copy_add_row (builder, placed[i].owner, 1, placed[i].type, placed[i].rdata);
  copy = zc_zone_copy_builder_seal (builder);
  n_owners = (guint) zc_zone_copy_get_facts (copy)->n_owners;

  /* Looked up one by one. */
  for (gsize i = 0; i < G_N_ELEMENTS (placed); i++)
    {
      guint8 owner[ZC_CANONICAL_NAME_MAX];
      gsize owner_len = zc_canonical_name_from_text (placed[i].owner, owner);
      guint16 type = (guint16) ldns_get_rr_type_by_name (placed[i].type);
      ZcZoneRrset set;

      g_assert_true (zc_zone_copy_lookup (copy, owner, owner_len, type, 0, &set));
      assert_placed (&set, i);
    }

  /* Walked over from every beginning: what covers a name must be known there, too. */
  for (guint first = 0; first < n_owners; first++)
    {
      ZcZoneCopyIter iter;
      ZcZoneRrset set;

      zc_zone_copy_iter_init_range (&iter, copy, first, 3);
      while (zc_zone_copy_iter_next (&iter, &set))
        {
          g_autofree char *owner = zc_zone_rrset_dup_owner (&set);
          gsize i;

          for (i = 0; i < G_N_ELEMENTS (placed); i++)
            if (ldns_get_rr_type_by_name (placed[i].type) == set.type &&
                strncmp (placed[i].owner, owner, strlen (owner) - 1) == 0 &&
                strlen (placed[i].owner) == strlen (owner) - 1)
              break;
          g_assert_cmpuint (i, <, G_N_ELEMENTS (placed));
          assert_placed (&set, i);
          g_hash_table_add (seen, GSIZE_TO_POINTER (i));
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, G_N_ELEMENTS (placed));
}

static void
test_dname_at_the_apex (void)
{
  ZcZoneCopyBuilder *builder = new_builder ();
  g_autoptr(ZcZoneCopy) copy = NULL;
  ZcZoneCopyIter iter;
  ZcZoneRrset set;

  zc_test_copy_add_row (builder, "example.com", 1, "DNAME", "example.net.");
  zc_test_copy_add_row (builder, "www.example.com", 1, "A", "192.0.2.1");
  copy = zc_zone_copy_builder_seal (builder);

  zc_zone_copy_iter_init_range (&iter, copy, 1, 1);
  g_assert_true (zc_zone_copy_iter_next (&iter, &set));
  g_assert_cmpint (set.place, ==, ZC_ZONE_PLACE_BELOW_DNAME);
}

static void
test_root_zone (void)
{
  ZcZoneCopyBuilder *builder = zc_zone_copy_builder_new (".", NULL);
  g_autoptr(ZcZoneCopy) copy = NULL;
  ZcZoneSoa soa;

  zc_test_copy_add_row (builder, "org", 300, "NS", "ns.org.");
  zc_test_copy_add_row (builder, "ns.org", 300, "A", "192.0.2.1");
  zc_test_copy_add_row (builder, ".", 300, "SOA", "a. b. 1 2 3 4 5");
  copy = zc_zone_copy_builder_seal (builder);

  g_assert_cmpstr (zc_zone_copy_get_zone (copy), ==, ".");
  g_assert_true (zc_zone_copy_get_soa (copy, &soa));
  assert_dump (copy,
               ". 300 SOA a. b. 1 2 3 4 5\n"
               "org. 300 NS ns.org.\n"
               "ns.org. 300 A 192.0.2.1\n");
}

static void
test_longest_data (void)
{
  ZcZoneCopyBuilder *builder = new_builder ();
  g_autoptr(ZcZoneCopy) copy = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree guint8 *rdata = g_malloc (G_MAXUINT16 + 1);
  g_autofree char *text = NULL;
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  gsize owner_len;
  GString *name = g_string_new (NULL);
  ZcZoneRdataIter iter;
  ZcZoneRdata found;
  ZcZoneRrset set;

  while (name->len + 2 + strlen ("example.com") <= 253)
    g_string_append (name, "a.");
  g_string_append (name, "example.com");
  g_assert_cmpuint (name->len, ==, 253);
  owner_len = zc_canonical_name_from_text (name->str, owner);
  g_assert_cmpuint (owner_len, ==, ZC_CANONICAL_NAME_MAX);
  for (gsize i = 0; i <= G_MAXUINT16; i++)
    rdata[i] = (guint8) (i % 251);

  g_assert_true (zc_zone_copy_builder_add (builder, owner, owner_len, 65280, 1, 1, rdata, G_MAXUINT16, &error));
  g_assert_no_error (error);
  g_assert_false (zc_zone_copy_builder_add (builder, owner, owner_len, 65280, 1, 1, rdata, G_MAXUINT16 + 1, &error));
  g_assert_error (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_BAD_RECORD);
  copy = zc_zone_copy_builder_seal (builder);

  g_assert_true (zc_zone_copy_lookup (copy, owner, owner_len, 65280, 0, &set));
  zc_zone_rdata_iter_init (&iter, &set);
  g_assert_true (zc_zone_rdata_iter_next (&iter, &found));
  g_assert_cmpmem (found.data, found.length, rdata, G_MAXUINT16);
  text = zc_zone_rrset_dup_owner (&set);
  g_assert_cmpuint (strlen (text), ==, 254);
  g_assert_cmpuint (zc_zone_copy_get_facts (copy)->biggest_record_bytes, ==, G_MAXUINT16);
  g_string_free (name, TRUE);
}

static void
test_large_set (void)
{
  ZcZoneCopyBuilder *builder = new_builder ();
  g_autoptr(ZcZoneCopy) copy = NULL;
  g_autoptr(GError) error = NULL;
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  gsize owner_len = zc_canonical_name_from_text ("big.example.com", owner);

  for (guint32 i = 0; i < 100000; i++)
    {
      guint32 address = i * 2654435761u;

      g_assert_true (zc_zone_copy_builder_add (builder, owner, owner_len, LDNS_RR_TYPE_A, 1, 300,
                                               (const guint8 *) &address, sizeof address, &error));
    }
  copy = zc_zone_copy_builder_seal (builder);
  g_assert_cmpuint (zc_zone_copy_get_facts (copy)->largest_set_records, ==, 100000);
}

static void
test_refused_records (void)
{
  g_autoptr(ZcZoneCopyBuilder) builder = new_builder ();
  g_autoptr(GError) error = NULL;

  g_assert_false (zc_zone_copy_builder_add (builder, (const guint8 *) "\3org", 5, 1, 1, 1,
                                            (const guint8 *) "\1\2\3\4", 4, &error));
  g_assert_error (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_OUT_OF_ZONE);
  g_assert_nonnull (strstr (error->message, "org."));
  g_clear_error (&error);

  g_assert_false (zc_zone_copy_builder_add (builder, (const guint8 *) "", 0, 1, 1, 1,
                                            (const guint8 *) "\1\2\3\4", 4, &error));
  g_assert_error (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_BAD_RECORD);
  g_clear_error (&error);

  g_assert_false (zc_zone_copy_builder_add (builder, (const guint8 *) "\3or", 4, 1, 1, 1,
                                            (const guint8 *) "\1\2\3\4", 4, &error));
  g_assert_error (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_BAD_RECORD);
  g_clear_error (&error);

  g_assert_false (zc_zone_copy_builder_add (builder, (const guint8 *) "\7example\3com", 13, 1, 3, 1,
                                            (const guint8 *) "\1\2\3\4", 4, &error));
  g_assert_error (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_BAD_RECORD);
  g_clear_error (&error);

  g_assert_null (zc_zone_copy_builder_new ("exa..mple", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_bad_rows_leave_the_builder_usable (void)
{
  static const struct
  {
    const char *owner;
    const char *type;
    const char *rdata;
    const char *word;
  } rows[] = {
    { "a..example.com", "A", "192.0.2.1", "a..example.com" },
    { "www.example.com", "ALIAS", "example.net", "ALIAS" },
    { "www.example.com", "A", "not an address", "A" },
    { "www.example.org", "A", "192.0.2.1", "www.example.org" },
  };
  ZcZoneCopyBuilder *builder = new_builder ();
  g_autoptr(ZcZoneCopy) copy = NULL;

  zc_test_copy_add_row (builder, "www.example.com", 300, "A", "192.0.2.1");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (zc_zone_copy_builder_add_row (builder, rows[i].owner, rows[i].type, 300, rows[i].rdata, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, rows[i].word));
    }
  zc_test_copy_add_row (builder, "www.example.com", 300, "A", "192.0.2.2");
  copy = zc_zone_copy_builder_seal (builder);

  assert_dump (copy, "www.example.com. 300 A 192.0.2.1 | 300 A 192.0.2.2\n");
}

static void
test_zone_file (void)
{
  static const char *const text =
    "$ORIGIN example.com.\n"
    "$TTL 300\n"
    "@ 3600 IN SOA ns hostmaster (\n"
    "  2026112201 ; serial\n"
    "  3600 600 604800 300 )\n"
    "  NS ns\n"
    "  NS ns.example.net.\n"
    "; a comment\n"
    "ns A 192.0.2.1\n"
    "txt 60 TXT \"a;b\" \"two strings\"\n"
    "unknown TYPE65280 \\# 3 010203\n"
    "*.wild A 192.0.2.2\n"
    "esc\\.aped\\200 A 192.0.2.3\n"
    "$ORIGIN sub.example.com.\n"
    "www CNAME example.com.\n";
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "zc-test-zone-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcZoneCopy) copy = NULL;
  int fd = g_mkstemp (path);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, &error);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  copy = zc_zone_copy_new_from_file ("example.com", path, &error);
  g_assert_no_error (error);
  assert_dump (copy,
               "example.com. 300 NS ns.example.com. | 300 NS ns.example.net.\n"
               "example.com. 3600 SOA ns.example.com. hostmaster.example.com. 2026112201 3600 600 604800 300\n"
               "esc\\.aped\\200.example.com. 300 A 192.0.2.3\n"
               "ns.example.com. 300 A 192.0.2.1\n"
               "www.sub.example.com. 300 CNAME example.com.\n"
               "txt.example.com. 60 TXT \"a;b\" \"two strings\"\n"
               "unknown.example.com. 300 TYPE65280 \\# 3 010203\n"
               "*.wild.example.com. 300 A 192.0.2.2\n");

  g_file_set_contents (path, "$ORIGIN example.com.\n@ 1 IN A 192.0.2.1\nwww 1 IN A 192.0.2\n", -1, &error);
  g_assert_no_error (error);
  g_assert_null (zc_zone_copy_new_from_file ("example.com", path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "line 3"));
  g_clear_error (&error);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_null (zc_zone_copy_new_from_file ("example.com", path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

typedef struct
{
  ZcZoneCopy *copy;     /* (unowned) */
  const char *expected; /* (unowned) */
} Reading;

static gpointer
read_copy (gpointer data)
{
  const Reading *reading = data;

  for (guint i = 0; i < 20; i++)
    assert_dump (reading->copy, reading->expected);

  return NULL;
}

static void
test_threads_read_at_once (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 7);
  g_autoptr(ZcTestZone) zone = zc_test_zone_new_random (random, 60);
  g_autoptr(ZcZoneCopy) copy = zc_test_copy_zone (zone, random);
  g_autofree char *expected = dump (copy);
  Reading reading = { copy, expected };
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_copy, &reading);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_sealing_without_blocking (void)
{
  g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("seal", 1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(ZcZoneCopy) copy = NULL;
  g_autoptr(GError) error = NULL;
  ZcZoneCopyBuilder *builder = new_builder ();

  zc_test_copy_add_row (builder, "www.example.com", 300, "A", "192.0.2.1");
  zc_zone_copy_builder_seal_async (builder, pool, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  copy = zc_zone_copy_builder_seal_finish (result, &error);
  g_assert_no_error (error);
  assert_dump (copy, "www.example.com. 300 A 192.0.2.1\n");
  g_clear_object (&result);

  g_cancellable_cancel (cancellable);
  builder = new_builder ();
  zc_zone_copy_builder_seal_async (builder, pool, cancellable, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  g_assert_null (zc_zone_copy_builder_seal_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/zone-copy/order-and-spelling-do-not-matter", test_order_and_spelling_do_not_matter);
  g_test_add_func ("/zone-copy/holds-what-was-sent", test_holds_what_was_sent);
  g_test_add_func ("/zone-copy/canonical-order", test_canonical_order);
  g_test_add_func ("/zone-copy/duplicates-collapse-and-the-lowest-ttl-counts",
                   test_duplicates_collapse_and_the_lowest_ttl_counts);
  g_test_add_func ("/zone-copy/spelling-is-kept-where-signatures-need-it",
                   test_spelling_is_kept_where_signatures_need_it);
  g_test_add_func ("/zone-copy/signatures-are-sets-by-covered-type", test_signatures_are_sets_by_covered_type);
  g_test_add_func ("/zone-copy/facts", test_facts);
  g_test_add_func ("/zone-copy/empty", test_empty_copy);
  g_test_add_func ("/zone-copy/places", test_places);
  g_test_add_func ("/zone-copy/dname-at-the-apex", test_dname_at_the_apex);
  g_test_add_func ("/zone-copy/root-zone", test_root_zone);
  g_test_add_func ("/zone-copy/longest-data", test_longest_data);
  g_test_add_func ("/zone-copy/large-set", test_large_set);
  g_test_add_func ("/zone-copy/refused-records", test_refused_records);
  g_test_add_func ("/zone-copy/bad-rows-leave-the-builder-usable", test_bad_rows_leave_the_builder_usable);
  g_test_add_func ("/zone-copy/zone-file", test_zone_file);
  g_test_add_func ("/zone-copy/threads-read-at-once", test_threads_read_at_once);

  g_test_add_func ("/zone-copy/sealing-without-blocking", test_sealing_without_blocking);

  return g_test_run ();
}
