/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dnssec-private.h"

#include <string.h>

#include "zc-rdata-ldns-private.h"
#include "zc-zone-copy-private.h"

#define SOON_SECONDS (3 * 24 * 60 * 60)

/* A zone with more keys than this would only be made to keep validators busy. */
#define KEYS_MAX 64

#define KEY_FLAG_ZONE 0x0100
#define KEY_FLAG_REVOKED 0x0080
#define KEY_PROTOCOL 3

/* Offsets into the rdata of RRSIG (RFC 4034, section 3.1). */
#define RRSIG_EXPIRATION 8
#define RRSIG_INCEPTION 12
#define RRSIG_SIGNER 18

/* Offsets into the rdata of DS (RFC 4034, section 5.1). */
#define DS_ALGORITHM 2
#define DS_DIGEST_TYPE 3
#define DS_DIGEST 4

/* When a good signature holds, in seconds since 1970. */
typedef struct
{
  gint64 inception;
  gint64 expiration;
} Period;

/* Makes what ldns wants of a set: %NULL when a record of it is not what its type says. */
static ldns_rr_list *
make_records (const ZcZoneRrset *set)
{
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  gsize owner_len = zc_zone_rrset_get_owner_wire (set, owner);
  ldns_rr_list *records = ldns_rr_list_new ();
  ZcZoneRdataIter iter;
  ZcZoneRdata rdata;

  zc_zone_rdata_iter_init (&iter, set);
  while (zc_zone_rdata_iter_next (&iter, &rdata))
    {
      ldns_rr *record = zc_rdata_make_ldns (owner, owner_len, set->type, set->ttl, rdata.spelled, rdata.length);

      if (record == NULL)
        {
          ldns_rr_list_deep_free (records);
          return NULL;
        }
      ldns_rr_list_push_rr (records, record);
    }

  return records;
}

void
zc_dnssec_keys_init (ZcDnssecKeys *self,
                     ZcZoneCopy   *copy,
                     gint64        now)
{
  ZcZoneRrset set;
  ZcZoneSoa soa;

  self->keys = ldns_rr_list_new ();
  self->now = now;
  self->soon = now + SOON_SECONDS;
  if (zc_zone_copy_get_soa (copy, &soa))
    self->soon = MAX (self->soon, now + (gint64) soa.expire);

  if (zc_zone_copy_lookup (copy, copy->apex, copy->apex_len, LDNS_RR_TYPE_DNSKEY, 0, &set))
    {
      ZcZoneRdataIter iter;
      ZcZoneRdata rdata;

      zc_zone_rdata_iter_init (&iter, &set);
      while (zc_zone_rdata_iter_next (&iter, &rdata) && ldns_rr_list_rr_count (self->keys) < KEYS_MAX)
        {
          ldns_rr *key;
          guint16 flags;

          if (rdata.length < 4 || rdata.data[2] != KEY_PROTOCOL)
            continue;
          flags = ldns_read_uint16 (rdata.data);
          if ((flags & KEY_FLAG_ZONE) == 0 || (flags & KEY_FLAG_REVOKED) != 0)
            continue;
          key = zc_rdata_make_ldns (copy->apex, copy->apex_len, set.type, set.ttl, rdata.data, rdata.length);
          if (key != NULL)
            ldns_rr_list_push_rr (self->keys, key);
        }
    }
}

void
zc_dnssec_keys_clear (ZcDnssecKeys *self)
{
  ldns_rr_list_deep_free (self->keys);
  self->keys = NULL;
}

/* Dates are 32 bits wide and wrap round; they mean the time nearest to now (RFC 4034, section 3.1.5). */
static gint64
read_date (const guint8 *at,
           gint64        now)
{
  return now + (gint32) (ldns_read_uint32 (at) - (guint32) now);
}

static ldns_status
verify (const ZcZoneRrset  *set,
        ldns_rr_list       *records,
        const ZcZoneRdata  *signature,
        ldns_rr_list       *keys)
{
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  gsize owner_len = zc_zone_rrset_get_owner_wire (set, owner);
  ZcZoneCopy *copy = set->copy;
  ldns_rr_list *good_keys;
  ldns_rr *record;
  ldns_status status;

  /* A signature of another zone says nothing here. */
  if (signature->length < RRSIG_SIGNER + copy->apex_len ||
      memcmp (signature->data + RRSIG_SIGNER, copy->apex, copy->apex_len) != 0)
    return LDNS_STATUS_CRYPTO_NO_MATCHING_KEYTAG_DNSKEY;

  record = zc_rdata_make_ldns (owner, owner_len, LDNS_RR_TYPE_RRSIG, set->ttl, signature->data, signature->length);
  if (record == NULL)
    return LDNS_STATUS_CRYPTO_BOGUS;

  good_keys = ldns_rr_list_new ();
  status = ldns_verify_rrsig_keylist_notime (records, record, keys, good_keys);
  ldns_rr_list_free (good_keys);
  ldns_rr_free (record);

  return status;
}

static gboolean
is_unknown (ldns_status status)
{
  return status == LDNS_STATUS_CRYPTO_UNKNOWN_ALGO || status == LDNS_STATUS_CRYPTO_ALGO_NOT_IMPL;
}

static void
add_finding (ZcDnssecReport    *report,
             ZcDnssecKind       kind,
             ZcDnssecFault      fault,
             const ZcZoneRrset *set,
             guint64            rank,
             const Period      *period,
             ldns_status        status)
{
  ZcDnssecFinding finding = {
    .kind = kind,
    .fault = fault,
    .n_sets = 1,
    .owner = zc_zone_rrset_dup_owner (set),
    .type = set->type,
    .inception = period != NULL ? period->inception : 0,
    .expiration = period != NULL ? period->expiration : 0,
    .text = g_strdup (ldns_get_errorstr_by_id (status)),
    .rank = rank,
  };

  zc_dnssec_report_add (report, &finding);
}

/* Judges the times of the good signatures of a set: the set stays good for as long as one of them follows
 * the other. */
static void
judge_periods (const ZcDnssecKeys *keys,
               const ZcZoneRrset  *set,
               guint               owner,
               GArray             *periods,
               ZcDnssecReport     *report)
{
  const Period *last = NULL;
  const Period *ended = NULL;
  const Period *coming = NULL;
  gboolean grew;

  do
    {
      grew = FALSE;
      for (guint i = 0; i < periods->len; i++)
        {
          const Period *period = &g_array_index (periods, Period, i);
          gint64 reached = last != NULL ? last->expiration : keys->now;

          if (period->inception <= reached && period->expiration >= keys->now &&
              (last == NULL || period->expiration > reached))
            {
              last = period;
              grew = TRUE;
            }
        }
    }
  while (grew);

  for (guint i = 0; i < periods->len; i++)
    {
      const Period *period = &g_array_index (periods, Period, i);

      if (period->expiration < keys->now && (ended == NULL || period->expiration > ended->expiration))
        ended = period;
      if (period->inception > keys->now && (coming == NULL || period->inception < coming->inception))
        coming = period;
    }

  if (last != NULL)
    {
      zc_dnssec_report_note_end (report, set, owner, last->expiration);
      if (last->expiration < keys->soon)
        add_finding (report, ZC_DNSSEC_RRSIG_SOON, ZC_DNSSEC_FAULT_NONE, set,
                     zc_dnssec_report_rank (report, last->expiration, owner), last,
                     LDNS_STATUS_CRYPTO_SIG_EXPIRED_WITHIN_MARGIN);
    }
  else if (ended != NULL)
    {
      zc_dnssec_report_note_end (report, set, owner, ended->expiration);
      add_finding (report, ZC_DNSSEC_RRSIG_EXPIRED, ZC_DNSSEC_FAULT_NONE, set,
                   zc_dnssec_report_rank (report, ended->expiration, owner), ended,
                   LDNS_STATUS_CRYPTO_SIG_EXPIRED);
    }
  else if (coming != NULL)
    {
      /* The later it begins, the worse. */
      guint64 rank = zc_dnssec_report_rank (report, 2 * keys->now - coming->inception, owner);

      zc_dnssec_report_note_end (report, set, owner, coming->expiration);
      add_finding (report, ZC_DNSSEC_RRSIG_FUTURE, ZC_DNSSEC_FAULT_NONE, set, rank, coming,
                   LDNS_STATUS_CRYPTO_SIG_NOT_INCEPTED);
    }
}

static void
judge_set (const ZcDnssecKeys *keys,
           const ZcZoneRrset  *set,
           guint               owner,
           GArray             *periods,
           ZcDnssecReport     *report)
{
  ldns_status status = LDNS_STATUS_CRYPTO_NO_RRSIG;
  gboolean has_unknown = FALSE;
  ldns_rr_list *records;
  ZcZoneRdataIter iter;
  ZcZoneRdata signature;
  ZcZoneRrset signatures;

  report->n_sets++;
  if (!_zc_zone_copy_find_set (set->copy, owner, LDNS_RR_TYPE_RRSIG, set->type, &signatures))
    {
      add_finding (report, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_NO_SIGNATURE, set, owner, NULL, status);
      return;
    }

  records = make_records (set);
  g_array_set_size (periods, 0);
  zc_zone_rdata_iter_init (&iter, &signatures);
  while (records != NULL && zc_zone_rdata_iter_next (&iter, &signature))
    {
      ldns_status verified = verify (set, records, &signature, keys->keys);

      report->n_signatures++;
      if (verified == LDNS_STATUS_OK)
        {
          Period period = {
            .inception = read_date (signature.data + RRSIG_INCEPTION, keys->now),
            .expiration = read_date (signature.data + RRSIG_EXPIRATION, keys->now),
          };

          g_array_append_val (periods, period);
        }
      else if (is_unknown (verified))
        has_unknown = TRUE;
      /* What was tried and failed says more than that there is no key. */
      else if (status == LDNS_STATUS_CRYPTO_NO_RRSIG || verified == LDNS_STATUS_CRYPTO_BOGUS)
        status = verified;
    }

  if (periods->len > 0)
    judge_periods (keys, set, owner, periods, report);
  else if (has_unknown)
    report->n_unknown_sets++;
  else
    add_finding (report, ZC_DNSSEC_BROKEN, ZC_DNSSEC_FAULT_BAD_SIGNATURE, set, owner, NULL,
                 records != NULL ? status : LDNS_STATUS_CRYPTO_BOGUS);

  ldns_rr_list_deep_free (records);
}

void
zc_dnssec_judge_signatures (const ZcDnssecKeys *keys,
                            ZcZoneCopy         *copy,
                            guint               first_owner,
                            guint               n_owners,
                            ZcDnssecReport     *report,
                            GCancellable       *cancellable)
{
  g_autoptr(GArray) periods = g_array_new (FALSE, FALSE, sizeof (Period));
  ZcZoneCopyIter iter;
  ZcZoneRrset set;

  zc_zone_copy_iter_init_range (&iter, copy, first_owner, n_owners);
  while (!g_cancellable_is_cancelled (cancellable) && zc_zone_copy_iter_next (&iter, &set))
    if (set.type != LDNS_RR_TYPE_RRSIG && zc_zone_rrset_is_authoritative (&set))
      judge_set (keys, &set, zc_zone_copy_iter_get_owner (&iter), periods, report);
}

/* The parent's DS records */

static gboolean
key_matches (ldns_rr      *key,
             const guint8 *ds,
             gsize         ds_len,
             gboolean     *is_known)
{
  ldns_rr *made;
  const ldns_rdf *digest;
  gboolean matches;

  if (ds_len < DS_DIGEST)
    return FALSE;

  made = ldns_key_rr2ds (key, (ldns_hash) ds[DS_DIGEST_TYPE]);
  if (made == NULL)
    return FALSE;

  /* For some digests that it does not know ldns makes an empty one. */
  digest = ldns_rr_rdf (made, 3);
  if (digest == NULL || ldns_rdf_size (digest) == 0)
    {
      ldns_rr_free (made);
      return FALSE;
    }

  *is_known = TRUE;
  matches = ldns_calc_keytag (key) == ldns_read_uint16 (ds) &&
            ldns_rdf2native_int8 (ldns_rr_dnskey_algorithm (key)) == ds[DS_ALGORITHM] &&
            ldns_rdf_size (digest) == ds_len - DS_DIGEST &&
            memcmp (ldns_rdf_data (digest), ds + DS_DIGEST, ds_len - DS_DIGEST) == 0;
  ldns_rr_free (made);

  return matches;
}

/* Whether a key signed the set of all keys. */
static gboolean
key_signed_keys (ZcZoneCopy *copy,
                 ldns_rr    *key)
{
  ldns_rr_list *keys;
  ldns_rr_list *records;
  gboolean is_signed = FALSE;
  ZcZoneRdataIter iter;
  ZcZoneRdata signature;
  ZcZoneRrset signatures;
  ZcZoneRrset set;

  if (!_zc_zone_copy_find_set (copy, 0, LDNS_RR_TYPE_DNSKEY, 0, &set) ||
      !_zc_zone_copy_find_set (copy, 0, LDNS_RR_TYPE_RRSIG, LDNS_RR_TYPE_DNSKEY, &signatures))
    return FALSE;
  records = make_records (&set);
  if (records == NULL)
    return FALSE;

  keys = ldns_rr_list_new ();
  ldns_rr_list_push_rr (keys, key);
  zc_zone_rdata_iter_init (&iter, &signatures);
  while (!is_signed && zc_zone_rdata_iter_next (&iter, &signature))
    {
      ldns_status status = verify (&set, records, &signature, keys);

      is_signed = status == LDNS_STATUS_OK || is_unknown (status);
    }
  ldns_rr_list_free (keys);
  ldns_rr_list_deep_free (records);

  return is_signed;
}

static void
add_apex_finding (ZcZoneCopy     *copy,
                  ZcDnssecFault   fault,
                  ldns_status     status,
                  ZcDnssecReport *report)
{
  ZcDnssecFinding finding = {
    .kind = ZC_DNSSEC_BROKEN,
    .fault = fault,
    .n_sets = 1,
    .owner = g_strdup (zc_zone_copy_get_zone (copy)),
    .type = LDNS_RR_TYPE_DNSKEY,
    .text = g_strdup (ldns_get_errorstr_by_id (status)),
  };

  zc_dnssec_report_add (report, &finding);
}

void
zc_dnssec_judge_keys (const ZcDnssecKeys *keys,
                      ZcZoneCopy         *copy,
                      GPtrArray          *ds,
                      ZcDnssecReport     *report)
{
  gboolean is_known = FALSE;

  if (ldns_rr_list_rr_count (keys->keys) == 0)
    {
      if (zc_zone_copy_get_facts (copy)->is_signed || (ds != NULL && ds->len > 0))
        add_apex_finding (copy, ZC_DNSSEC_FAULT_NO_DNSKEY, LDNS_STATUS_CRYPTO_NO_DNSKEY, report);
      return;
    }

  if (ds == NULL || ds->len == 0)
    return;

  for (guint i = 0; i < ds->len; i++)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (ds, i), &length);

      for (size_t j = 0; j < ldns_rr_list_rr_count (keys->keys); j++)
        {
          ldns_rr *key = ldns_rr_list_rr (keys->keys, j);

          if (key_matches (key, data, length, &is_known) && key_signed_keys (copy, key))
            return;
        }
    }

  /* DS records of unknown digests only make the zone unsigned in the eyes of a resolver (RFC 4035,
   * section 5.2). */
  if (is_known)
    add_apex_finding (copy, ZC_DNSSEC_FAULT_DS, LDNS_STATUS_CRYPTO_NO_TRUSTED_DNSKEY, report);
}
