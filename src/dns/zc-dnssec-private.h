/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <ldns/ldns.h>

#include "zc-dnssec-report.h"
#include "zc-zone-copy.h"

G_BEGIN_DECLS

/**
 * ZcDnssecKeys:
 * @keys: the zone's keys, as ldns wants them (owned)
 * @now: the time to judge at, in seconds since 1970
 * @soon: signatures that end before this time end soon, in seconds since 1970
 *
 * What every signature is held against. Read by several threads at once.
 */
typedef struct
{
  ldns_rr_list *keys;
  gint64 now;
  gint64 soon;
} ZcDnssecKeys;

/**
 * zc_dnssec_keys_init:
 * @self: (out caller-allocates): the keys
 * @copy: a copy
 * @now: the time to judge at, in seconds since 1970
 *
 * Takes the keys of the zone from the copy.
 */
void            zc_dnssec_keys_init         (ZcDnssecKeys         *self,
                                             ZcZoneCopy           *copy,
                                             gint64                now);

/**
 * zc_dnssec_keys_clear:
 * @self: the keys
 *
 * Frees what the keys own.
 */
void            zc_dnssec_keys_clear        (ZcDnssecKeys         *self);

/**
 * zc_dnssec_judge_keys:
 * @keys: the keys of the zone
 * @copy: the copy
 * @ds: (nullable) (element-type GBytes): the parent's DS records
 * @report: where findings go
 *
 * Judges that there are keys and that the parent's DS records lead to them.
 */
void            zc_dnssec_judge_keys        (const ZcDnssecKeys   *keys,
                                             ZcZoneCopy           *copy,
                                             GPtrArray            *ds,
                                             ZcDnssecReport       *report);

/**
 * zc_dnssec_judge_signatures:
 * @keys: the keys of the zone
 * @copy: the copy
 * @first_owner: the number of the first owner to judge
 * @n_owners: how many owners to judge
 * @report: where findings go
 * @cancellable: (nullable): a cancellable
 *
 * Judges the signatures of all sets of some owners. Stops early when cancelled.
 */
void            zc_dnssec_judge_signatures  (const ZcDnssecKeys   *keys,
                                             ZcZoneCopy           *copy,
                                             guint                 first_owner,
                                             guint                 n_owners,
                                             ZcDnssecReport       *report,
                                             GCancellable         *cancellable);

/**
 * zc_dnssec_judge_denial:
 * @copy: the copy
 * @report: where findings go
 * @cancellable: (nullable): a cancellable
 *
 * Judges the chains of NSEC and NSEC3 records. Stops early when cancelled.
 */
void            zc_dnssec_judge_denial      (ZcZoneCopy           *copy,
                                             ZcDnssecReport       *report,
                                             GCancellable         *cancellable);

/**
 * zc_dnssec_judge_nsec3:
 * @copy: the copy
 * @param: the rdata of an NSEC3PARAM record at the apex
 * @report: where findings go
 * @cancellable: (nullable): a cancellable
 *
 * Judges the chain of NSEC3 records that an NSEC3PARAM record announces (RFC 5155, section 7.1).
 */
void            zc_dnssec_judge_nsec3       (ZcZoneCopy           *copy,
                                             const ZcZoneRdata    *param,
                                             ZcDnssecReport       *report,
                                             GCancellable         *cancellable);

/**
 * zc_dnssec_is_hashed_name:
 * @copy: the copy
 * @owner: the number of an owner
 *
 * Tells whether a name only carries NSEC3 records, so that the chains do not prove its existence.
 *
 * Returns: %TRUE when there is nothing but NSEC3 records and their signatures
 */
gboolean        zc_dnssec_is_hashed_name    (ZcZoneCopy           *copy,
                                             guint                 owner);

/**
 * zc_dnssec_make_bitmap:
 * @copy: the copy
 * @owner: the number of an owner
 * @place: where it stands in the zone
 *
 * Writes the types for which the zone answers at a name (RFC 4034, section 4.1.2): at a delegation
 * only NS and what the parent's side signs.
 *
 * Returns: (transfer full): the bitmap in wire form
 */
GBytes         *zc_dnssec_make_bitmap       (ZcZoneCopy           *copy,
                                             guint                 owner,
                                             ZcZonePlace           place);

/**
 * zc_dnssec_bitmap_to_text:
 * @bitmap: (nullable): a type bitmap in wire form
 * @bitmap_len: its length
 *
 * Returns: (transfer full): the types, separated by blanks
 */
char           *zc_dnssec_bitmap_to_text    (const guint8         *bitmap,
                                             gsize                 bitmap_len);

/**
 * zc_dnssec_report_new:
 * @now: when it is judged, in seconds since 1970
 *
 * Returns: (transfer full): a report without findings
 */
ZcDnssecReport *zc_dnssec_report_new        (gint64                now);

/**
 * zc_dnssec_report_add:
 * @self: a report
 * @finding: a finding whose texts are taken; @n_sets 1 and @rank tell how bad the case is
 *
 * Adds a case to the finding of its kind and fault.
 */
void            zc_dnssec_report_add        (ZcDnssecReport       *self,
                                             ZcDnssecFinding      *finding);

/**
 * zc_dnssec_report_rank:
 * @self: a report
 * @time: when a signature ends, in seconds since 1970
 * @owner: the number of its owner
 *
 * Ranks a case by its time, and of two at the same time by the canonical order, so that the outcome does
 * not depend on which thread was faster.
 *
 * Returns: a rank, the lower the earlier
 */
guint64         zc_dnssec_report_rank       (const ZcDnssecReport *self,
                                             gint64                time,
                                             guint                 owner);

/**
 * zc_dnssec_report_note_end:
 * @self: a report
 * @set: a signed set
 * @owner: the number of its owner
 * @end: when its last good signature ends, in seconds since 1970
 *
 * Remembers the set that loses its signatures first.
 */
void            zc_dnssec_report_note_end   (ZcDnssecReport       *self,
                                             const ZcZoneRrset    *set,
                                             guint                 owner,
                                             gint64                end);

/**
 * zc_dnssec_report_merge:
 * @self: a report
 * @other: a report on another part of the same copy; it is empty afterwards
 *
 * Adds what another thread found.
 */
void            zc_dnssec_report_merge      (ZcDnssecReport       *self,
                                             ZcDnssecReport       *other);

G_END_DECLS
