/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-zone-copy.h"

G_BEGIN_DECLS

/**
 * ZcDifferenceKind:
 * @ZC_DIFFERENCE_MISSING: the set is in the reference copy only
 * @ZC_DIFFERENCE_EXTRA: the set is in the other copy only
 * @ZC_DIFFERENCE_CHANGED: both have the set, with other records or another TTL
 *
 * How a set differs, seen from the copy that is compared with the reference.
 */
typedef enum
{
  ZC_DIFFERENCE_MISSING,
  ZC_DIFFERENCE_EXTRA,
  ZC_DIFFERENCE_CHANGED,
} ZcDifferenceKind;

#define ZC_TYPE_DIFFERENCE_KIND (zc_difference_kind_get_type ())
GType             zc_difference_kind_get_type       (void) G_GNUC_CONST;

/**
 * zc_difference_kind_get_id:
 * @kind: a kind
 *
 * Returns: (transfer none): the stable name that programs rely on: "missing", "extra" or "changed"
 */
const char       *zc_difference_kind_get_id         (ZcDifferenceKind kind);

/**
 * ZcDifference:
 *
 * One RRset that two copies of a zone do not have in common. Its properties, all read-only, are "kind",
 * "owner", "record-type", "covered-type" and "ttl-only". Made by #ZcZoneDifferences when an item is
 * asked for; texts are written when they are asked for.
 */
#define ZC_TYPE_DIFFERENCE (zc_difference_get_type ())
G_DECLARE_FINAL_TYPE (ZcDifference, zc_difference, ZC, DIFFERENCE, GObject)

/**
 * zc_difference_new:
 * @reference_copy: (nullable): the copy that holds @reference
 * @reference: (nullable): the set in the reference copy, %NULL when it is extra
 * @other_copy: (nullable): the copy that holds @other
 * @other: (nullable): the set in the other copy, %NULL when it is missing
 *
 * Makes the object of one difference. At least one of the sets is there.
 *
 * Returns: (transfer full): a new difference
 */
ZcDifference     *zc_difference_new                 (ZcZoneCopy        *reference_copy,
                                                     const ZcZoneRrset *reference,
                                                     ZcZoneCopy        *other_copy,
                                                     const ZcZoneRrset *other);

/**
 * zc_difference_get_kind:
 * @self: a difference
 *
 * Returns: how the set differs
 */
ZcDifferenceKind  zc_difference_get_kind            (ZcDifference      *self);

/**
 * zc_difference_get_owner:
 * @self: a difference
 *
 * Returns: (transfer none): the owner in presentation format, lower case, with the final dot
 */
const char       *zc_difference_get_owner           (ZcDifference      *self);

/**
 * zc_difference_get_record_type:
 * @self: a difference
 *
 * Returns: (transfer none): the type's mnemonic, such as "A" or "TYPE65280"
 */
const char       *zc_difference_get_record_type     (ZcDifference      *self);

/**
 * zc_difference_get_covered_type:
 * @self: a difference
 *
 * Returns: (transfer none) (nullable): the mnemonic of the covered type for RRSIG, %NULL for all others
 */
const char       *zc_difference_get_covered_type    (ZcDifference      *self);

/**
 * zc_difference_get_ttl_only:
 * @self: a difference
 *
 * Returns: %TRUE when both copies have the same records and only the TTL differs
 */
gboolean          zc_difference_get_ttl_only        (ZcDifference      *self);

/**
 * zc_difference_get_ttls:
 * @self: a difference
 * @reference: (out) (optional): the TTL in the reference copy, in seconds, -1 when it has no such set
 * @other: (out) (optional): the TTL in the other copy, in seconds, -1 when it has no such set
 *
 * Gives both TTLs, for a text such as "TTL 300 -> 60".
 */
void              zc_difference_get_ttls            (ZcDifference      *self,
                                                     gint64            *reference,
                                                     gint64            *other);

/**
 * zc_difference_dup_reference_texts:
 * @self: a difference
 *
 * Returns: (transfer full) (array zero-terminated=1): the whole set of the reference copy, each record
 *   as "TTL TYPE RDATA"; empty when it has no such set
 */
char            **zc_difference_dup_reference_texts (ZcDifference      *self);

/**
 * zc_difference_dup_other_texts:
 * @self: a difference
 *
 * Returns: (transfer full) (array zero-terminated=1): the whole set of the other copy, as
 *   zc_difference_dup_reference_texts()
 */
char            **zc_difference_dup_other_texts     (ZcDifference      *self);

G_END_DECLS
