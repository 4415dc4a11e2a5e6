/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-difference.h"
#include "zc-worker-pool.h"
#include "zc-zone-copy.h"

G_BEGIN_DECLS

/**
 * ZcZoneCompareFlags:
 * @ZC_ZONE_COMPARE_DEFAULT: every set counts
 * @ZC_ZONE_COMPARE_WITHOUT_SIGNING: leave out what a signer makes: RRSIG, NSEC, NSEC3, NSEC3PARAM,
 *   DNSKEY, CDS, CDNSKEY and ZONEMD
 * @ZC_ZONE_COMPARE_WITHOUT_SOA: leave out the SOA of the zone, whatever the serials are
 *
 * What a comparison looks at.
 */
typedef enum
{
  ZC_ZONE_COMPARE_DEFAULT         = 0,
  ZC_ZONE_COMPARE_WITHOUT_SIGNING = 1 << 0,
  ZC_ZONE_COMPARE_WITHOUT_SOA     = 1 << 1,
} ZcZoneCompareFlags;

/**
 * zc_zone_type_is_made_by_signer:
 * @type: a record type
 *
 * Returns: whether records of this type are made by who signs a zone, see %ZC_ZONE_COMPARE_WITHOUT_SIGNING
 */
gboolean           zc_zone_type_is_made_by_signer     (guint16              type);

/**
 * ZcZoneSoaRelation:
 * @ZC_ZONE_SOA_EQUAL: both copies have the same SOA
 * @ZC_ZONE_SOA_SERIAL_DIFFERS: the serials differ
 * @ZC_ZONE_SOA_DIFFERS: the serials are equal, something else in the record or its TTL is not
 * @ZC_ZONE_SOA_ABSENT: at least one copy has no SOA
 *
 * How the SOA records of two copies relate.
 */
typedef enum
{
  ZC_ZONE_SOA_EQUAL,
  ZC_ZONE_SOA_SERIAL_DIFFERS,
  ZC_ZONE_SOA_DIFFERS,
  ZC_ZONE_SOA_ABSENT,
} ZcZoneSoaRelation;

/**
 * ZcZoneDifferences:
 *
 * The result of comparing two copies of a zone: a #GListModel of #ZcDifference, one item a set, in
 * canonical order. It never changes. It takes some bytes a difference; the objects are made when they
 * are asked for, so that a million differences are no burden.
 */
#define ZC_TYPE_ZONE_DIFFERENCES (zc_zone_differences_get_type ())
G_DECLARE_FINAL_TYPE (ZcZoneDifferences, zc_zone_differences, ZC, ZONE_DIFFERENCES, GObject)

/**
 * zc_zone_differences_new:
 * @reference: the copy that counts as right
 * @other: another copy of the same zone
 * @flags: what to look at
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_INVALID_ARGUMENT when
 *   the copies are of different zones
 *
 * Compares two copies set by set. The order of records, duplicates and the case of names are no
 * difference; a TTL is. The SOA is an item only when both copies have one with the same serial and
 * something else in it differs. It blocks, for hundredths of a second per million records.
 *
 * Returns: (transfer full) (nullable): the differences
 */
ZcZoneDifferences *zc_zone_differences_new            (ZcZoneCopy          *reference,
                                                       ZcZoneCopy          *other,
                                                       ZcZoneCompareFlags   flags,
                                                       GCancellable        *cancellable,
                                                       GError             **error);

/**
 * zc_zone_differences_new_async:
 * @reference: the copy that counts as right
 * @other: another copy of the same zone
 * @flags: what to look at
 * @pool: where the work is done
 * @cancellable: (nullable): a cancellable
 * @callback: called when the comparison is done
 * @user_data: data for @callback
 *
 * Compares two copies like zc_zone_differences_new() without blocking.
 */
void               zc_zone_differences_new_async      (ZcZoneCopy          *reference,
                                                       ZcZoneCopy          *other,
                                                       ZcZoneCompareFlags   flags,
                                                       ZcWorkerPool        *pool,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);

/**
 * zc_zone_differences_new_finish:
 * @result: the result
 * @error: return location for an error, see zc_zone_differences_new()
 *
 * Returns: (transfer full) (nullable): the differences
 */
ZcZoneDifferences *zc_zone_differences_new_finish     (GAsyncResult        *result,
                                                       GError             **error);

/**
 * zc_zone_differences_get_reference:
 * @self: a comparison
 *
 * Returns: (transfer none): the copy that counts as right
 */
ZcZoneCopy        *zc_zone_differences_get_reference  (ZcZoneDifferences   *self);

/**
 * zc_zone_differences_get_other:
 * @self: a comparison
 *
 * Returns: (transfer none): the other copy
 */
ZcZoneCopy        *zc_zone_differences_get_other      (ZcZoneDifferences   *self);

/**
 * zc_zone_differences_get_n_missing:
 * @self: a comparison
 *
 * Returns: how many sets only the reference has
 */
guint              zc_zone_differences_get_n_missing  (ZcZoneDifferences   *self);

/**
 * zc_zone_differences_get_n_extra:
 * @self: a comparison
 *
 * Returns: how many sets only the other copy has
 */
guint              zc_zone_differences_get_n_extra    (ZcZoneDifferences   *self);

/**
 * zc_zone_differences_get_n_changed:
 * @self: a comparison
 *
 * Returns: how many sets differ, those with another TTL and a SOA that is an item included
 */
guint              zc_zone_differences_get_n_changed  (ZcZoneDifferences   *self);

/**
 * zc_zone_differences_get_n_ttl_only:
 * @self: a comparison
 *
 * Returns: how many of the changed sets differ in their TTL only
 */
guint              zc_zone_differences_get_n_ttl_only (ZcZoneDifferences   *self);

/**
 * zc_zone_differences_get_n_surplus_records:
 * @self: a comparison
 *
 * Counts, set by set, the records that the other copy has more than the reference: what is lost when the other
 * copy is replaced by the reference. A record that takes the place of another one is no loss, and what a signer
 * makes does not count.
 *
 * Returns: how many records
 */
guint64            zc_zone_differences_get_n_surplus_records (ZcZoneDifferences *self);

/**
 * zc_zone_differences_get_soa_relation:
 * @self: a comparison
 *
 * Returns: how the SOA records relate; %ZC_ZONE_SOA_DIFFERS means that one of the items is the SOA
 */
ZcZoneSoaRelation  zc_zone_differences_get_soa_relation (ZcZoneDifferences *self);

G_END_DECLS
