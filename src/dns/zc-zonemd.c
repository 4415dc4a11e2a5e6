/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zonemd.h"

#include "zc-dnssec-private.h"
#include "zc-zone-copy-private.h"

#include <string.h>

#define SETS_BETWEEN_CHECKS 1024

#define SCHEME_SIMPLE 1
#define HASH_SHA384 1
#define HASH_SHA512 2
#define N_HASHES 2

/* Offsets into the rdata of ZONEMD (RFC 8976, section 2.2). */
#define ZONEMD_SCHEME 4
#define ZONEMD_HASH 5
#define ZONEMD_DIGEST 6

#define DIGEST_LENGTH_MAX 64

typedef struct
{
  GChecksum *checksums[N_HASHES + 1]; /* (owned) (nullable): by hash algorithm, those that are needed */
} Digester;

static void
update (Digester     *self,
        const guint8 *data,
        gsize         length)
{
  for (guint hash = 1; hash <= N_HASHES; hash++)
    if (self->checksums[hash] != NULL)
      g_checksum_update (self->checksums[hash], data, (gssize) length);
}

static int
compare_rdata (gconstpointer first,
               gconstpointer second)
{
  const ZcZoneRdata *first_rdata = first;
  const ZcZoneRdata *second_rdata = second;

  return zc_canonical_compare (first_rdata->spelled, first_rdata->length,
                               second_rdata->spelled, second_rdata->length);
}

/* The digest is over the canonical form and order of RFC 4034, which keeps the spelling of some types. */
static void
update_set (Digester          *self,
            const ZcZoneRrset *set,
            GArray            *records)
{
  guint8 head[ZC_CANONICAL_NAME_MAX + 10];
  gsize owner_len = zc_zone_rrset_get_owner_wire (set, head);
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;

  g_array_set_size (records, 0);
  zc_zone_rdata_iter_init (&iter, set);
  while (zc_zone_rdata_iter_next (&iter, &rdata))
    g_array_append_val (records, rdata);
  if (set->keeps_spelling)
    g_array_sort (records, compare_rdata);

  ldns_write_uint16 (head + owner_len, set->type);
  ldns_write_uint16 (head + owner_len + 2, LDNS_RR_CLASS_IN);
  ldns_write_uint32 (head + owner_len + 4, set->ttl);
  for (guint i = 0; i < records->len; i++)
    {
      const ZcZoneRdata *record = &g_array_index (records, ZcZoneRdata, i);

      ldns_write_uint16 (head + owner_len + 8, (guint16) record->length);
      update (self, head, owner_len + 10);
      update (self, record->spelled, record->length);
    }
}

static gboolean
is_left_out (const ZcZoneRrset *set)
{
  return set->key_len == 0 &&
         (set->type == LDNS_RR_TYPE_ZONEMD ||
          (set->type == LDNS_RR_TYPE_RRSIG && set->covered == LDNS_RR_TYPE_ZONEMD));
}

static gboolean
digest (Digester     *self,
        ZcZoneCopy   *copy,
        GCancellable *cancellable)
{
  g_autoptr(GArray) records = g_array_new (FALSE, FALSE, sizeof (ZcZoneRdata));
  guint n_sets = 0;
  ZcZoneCopyIter iter;
  ZcZoneRrset set;

  zc_zone_copy_iter_init (&iter, copy);
  while (zc_zone_copy_iter_next (&iter, &set))
    {
      if (n_sets++ % SETS_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (!is_left_out (&set))
        update_set (self, &set, records);
    }

  return TRUE;
}

static gboolean
is_known (const ZcZoneRdata *rdata)
{
  return rdata->length > ZONEMD_DIGEST && rdata->data[ZONEMD_SCHEME] == SCHEME_SIMPLE &&
         (rdata->data[ZONEMD_HASH] == HASH_SHA384 || rdata->data[ZONEMD_HASH] == HASH_SHA512);
}

static gboolean
is_repeated (const ZcZoneRrset *set,
             const ZcZoneRdata *rdata)
{
  guint n_same = 0;
  ZcZoneRdataIter iter;
  ZcZoneRdata other;

  zc_zone_rdata_iter_init (&iter, set);
  while (zc_zone_rdata_iter_next (&iter, &other))
    if (other.length > ZONEMD_DIGEST && other.data[ZONEMD_SCHEME] == rdata->data[ZONEMD_SCHEME] &&
        other.data[ZONEMD_HASH] == rdata->data[ZONEMD_HASH])
      n_same++;

  return n_same > 1;
}

static gboolean
matches (const Digester    *self,
         const ZcZoneRdata *rdata)
{
  GChecksum *checksum = self->checksums[rdata->data[ZONEMD_HASH]];
  guint8 computed[DIGEST_LENGTH_MAX];
  gsize computed_len = sizeof computed;

  g_checksum_get_digest (checksum, computed, &computed_len);

  return rdata->length - ZONEMD_DIGEST == computed_len &&
         memcmp (rdata->data + ZONEMD_DIGEST, computed, computed_len) == 0;
}

static void
add_finding (ZcZoneCopy     *copy,
             ZcDnssecReport *report,
             ZcDnssecFault   fault,
             ldns_status     status,
             char           *expected,
             char           *found)
{
  ZcDnssecFinding finding = {
    .kind = ZC_DNSSEC_ZONEMD_BAD,
    .fault = fault,
    .n_sets = 1,
    .owner = g_strdup (zc_zone_copy_get_zone (copy)),
    .type = LDNS_RR_TYPE_ZONEMD,
    .expected = expected,
    .found = found,
    .text = g_strdup (ldns_get_errorstr_by_id (status)),
  };

  zc_dnssec_report_add (report, &finding);
}

/* Chooses what has to be computed. Gives what is to be reported when nothing matches in the end. */
static ZcDnssecFault
choose_hashes (Digester          *self,
               const ZcZoneRrset *set,
               const ZcZoneSoa   *soa,
               guint32           *other_serial)
{
  static const GChecksumType types[N_HASHES + 1] = {
    [HASH_SHA384] = G_CHECKSUM_SHA384,
    [HASH_SHA512] = G_CHECKSUM_SHA512,
  };
  ZcDnssecFault fault = ZC_DNSSEC_FAULT_NONE;
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;

  zc_zone_rdata_iter_init (&iter, set);
  while (zc_zone_rdata_iter_next (&iter, &rdata))
    {
      guint8 hash;

      if (!is_known (&rdata))
        continue;

      hash = rdata.data[ZONEMD_HASH];
      if (ldns_read_uint32 (rdata.data) != soa->serial)
        {
          *other_serial = ldns_read_uint32 (rdata.data);
          fault = MAX (fault, ZC_DNSSEC_FAULT_ZONEMD_SERIAL);
        }
      else if (is_repeated (set, &rdata))
        fault = MAX (fault, ZC_DNSSEC_FAULT_ZONEMD_REPEATED);
      else
        {
          fault = MAX (fault, ZC_DNSSEC_FAULT_ZONEMD_DIGEST);
          if (self->checksums[hash] == NULL)
            self->checksums[hash] = g_checksum_new (types[hash]);
        }
    }

  return fault;
}

static gboolean
some_digest_matches (const Digester    *self,
                     const ZcZoneRrset *set,
                     const ZcZoneSoa   *soa)
{
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;

  zc_zone_rdata_iter_init (&iter, set);
  while (zc_zone_rdata_iter_next (&iter, &rdata))
    if (is_known (&rdata) && ldns_read_uint32 (rdata.data) == soa->serial && !is_repeated (set, &rdata) &&
        matches (self, &rdata))
      return TRUE;

  return FALSE;
}

static void
judge (Digester       *self,
       ZcZoneCopy     *copy,
       ZcDnssecReport *report,
       GCancellable   *cancellable)
{
  ZcDnssecFault fault;
  guint32 other_serial = 0;
  ZcZoneRrset set;
  ZcZoneSoa soa;

  if (!zc_zone_copy_lookup (copy, copy->apex, copy->apex_len, LDNS_RR_TYPE_ZONEMD, 0, &set) ||
      !zc_zone_copy_get_soa (copy, &soa))
    return;

  fault = choose_hashes (self, &set, &soa, &other_serial);
  if (fault == ZC_DNSSEC_FAULT_NONE)
    {
      report->zonemd = ZC_ZONEMD_UNKNOWN;
      return;
    }

  if (self->checksums[HASH_SHA384] != NULL || self->checksums[HASH_SHA512] != NULL)
    {
      if (!digest (self, copy, cancellable))
        return;
      if (some_digest_matches (self, &set, &soa))
        {
          report->zonemd = ZC_ZONEMD_OK;
          return;
        }
      fault = ZC_DNSSEC_FAULT_ZONEMD_DIGEST;
    }

  report->zonemd = ZC_ZONEMD_BAD;
  if (fault == ZC_DNSSEC_FAULT_ZONEMD_SERIAL)
    add_finding (copy, report, fault, LDNS_STATUS_ZONEMD_INVALID_SOA,
                 g_strdup_printf ("%u", soa.serial), g_strdup_printf ("%u", other_serial));
  else if (fault == ZC_DNSSEC_FAULT_ZONEMD_REPEATED)
    add_finding (copy, report, fault, LDNS_STATUS_ZONEMD_DOUBLE_OCCURRENCE, NULL, NULL);
  else
    add_finding (copy, report, fault, LDNS_STATUS_NO_VALID_ZONEMD, NULL, NULL);
}

void
zc_zonemd_judge (ZcZoneCopy     *copy,
                 ZcDnssecReport *report,
                 GCancellable   *cancellable)
{
  Digester self = { 0 };

  judge (&self, copy, report, cancellable);

  for (guint hash = 1; hash <= N_HASHES; hash++)
    g_clear_pointer (&self.checksums[hash], g_checksum_free);
}
