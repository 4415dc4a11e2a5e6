/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-zone-copy.h"

G_BEGIN_DECLS

/**
 * ZcDnssecKind:
 * @ZC_DNSSEC_RRSIG_EXPIRED: the signatures of a set have ended
 * @ZC_DNSSEC_RRSIG_SOON: the signatures of a set end before a secondary would expire the zone, or within
 *   three days
 * @ZC_DNSSEC_RRSIG_FUTURE: the signatures of a set begin only later
 * @ZC_DNSSEC_BROKEN: validation fails for another reason
 * @ZC_DNSSEC_ZONEMD_BAD: the zone's own digest does not match
 *
 * What is wrong with the signing of a zone copy.
 */
typedef enum
{
  ZC_DNSSEC_RRSIG_EXPIRED,
  ZC_DNSSEC_RRSIG_SOON,
  ZC_DNSSEC_RRSIG_FUTURE,
  ZC_DNSSEC_BROKEN,
  ZC_DNSSEC_ZONEMD_BAD,
} ZcDnssecKind;

/**
 * zc_dnssec_kind_get_id:
 * @kind: a kind
 *
 * Returns: (transfer none): the stable name that programs rely on, such as "rrsig-expired"
 */
const char *zc_dnssec_kind_get_id (ZcDnssecKind kind);

/**
 * ZcDnssecFault:
 * @ZC_DNSSEC_FAULT_NONE: nothing but the times of the signatures
 * @ZC_DNSSEC_FAULT_NO_DNSKEY: there are no DNSKEY records for zones at the apex
 * @ZC_DNSSEC_FAULT_DS: no DS record of the parent leads to a key that signed the DNSKEY set
 * @ZC_DNSSEC_FAULT_NO_SIGNATURE: a set is not signed
 * @ZC_DNSSEC_FAULT_BAD_SIGNATURE: no signature of a set is right
 * @ZC_DNSSEC_FAULT_NO_DENIAL: there is neither an NSEC record nor an NSEC3PARAM record at the apex
 * @ZC_DNSSEC_FAULT_DENIAL_MISSING: a name has no NSEC or NSEC3 record
 * @ZC_DNSSEC_FAULT_DENIAL_NEXT: an NSEC or NSEC3 record does not name the next one
 * @ZC_DNSSEC_FAULT_DENIAL_TYPES: an NSEC or NSEC3 record does not list the types of its name
 * @ZC_DNSSEC_FAULT_DENIAL_EXTRA: an NSEC3 record is for a name that does not exist
 * @ZC_DNSSEC_FAULT_ZONEMD_SERIAL: the ZONEMD record is for another serial
 * @ZC_DNSSEC_FAULT_ZONEMD_DIGEST: the digest of the copy is another one
 * @ZC_DNSSEC_FAULT_ZONEMD_REPEATED: two ZONEMD records are of the same scheme and hash algorithm
 *
 * What exactly was found, beside the kind.
 */
typedef enum
{
  ZC_DNSSEC_FAULT_NONE,
  ZC_DNSSEC_FAULT_NO_DNSKEY,
  ZC_DNSSEC_FAULT_DS,
  ZC_DNSSEC_FAULT_NO_SIGNATURE,
  ZC_DNSSEC_FAULT_BAD_SIGNATURE,
  ZC_DNSSEC_FAULT_NO_DENIAL,
  ZC_DNSSEC_FAULT_DENIAL_MISSING,
  ZC_DNSSEC_FAULT_DENIAL_NEXT,
  ZC_DNSSEC_FAULT_DENIAL_TYPES,
  ZC_DNSSEC_FAULT_DENIAL_EXTRA,
  ZC_DNSSEC_FAULT_ZONEMD_SERIAL,
  ZC_DNSSEC_FAULT_ZONEMD_DIGEST,
  ZC_DNSSEC_FAULT_ZONEMD_REPEATED,
} ZcDnssecFault;

/**
 * ZcDnssecFinding:
 * @kind: what is wrong
 * @fault: what exactly was found
 * @n_sets: how many sets, or names for the faults of denial, this holds for
 * @owner: the owner of the worst case: the signature that ended or ends first, or begins last; for other
 *   kinds the first in canonical order; in presentation format (owned)
 * @type: the type of its set; NSEC or NSEC3 for the faults of denial
 * @inception: when its signature begins, in seconds since 1970, 0 when no signature is concerned
 * @expiration: when its signature ends, in seconds since 1970, 0 when no signature is concerned
 * @expected: (nullable): what should be there, for the faults of denial and of the serial (owned)
 * @found: (nullable): what is there instead (owned)
 * @text: what ldns says to it, in English (owned)
 *
 * One thing that is wrong, however often.
 */
typedef struct
{
  ZcDnssecKind kind;
  ZcDnssecFault fault;
  guint64 n_sets;
  char *owner;
  guint16 type;
  gint64 inception;
  gint64 expiration;
  char *expected;
  char *found;
  char *text;

  /*< private >*/
  guint64 rank; /* the worst case has the lowest */
} ZcDnssecFinding;

/**
 * ZcZonemdState:
 * @ZC_ZONEMD_ABSENT: there is no ZONEMD record
 * @ZC_ZONEMD_OK: a digest was computed and matches
 * @ZC_ZONEMD_UNKNOWN: all digests are of unknown schemes or algorithms, so nothing can be said
 * @ZC_ZONEMD_BAD: no digest matches; the finding says why
 *
 * What became of the zone's own digest (RFC 8976).
 */
typedef enum
{
  ZC_ZONEMD_ABSENT,
  ZC_ZONEMD_OK,
  ZC_ZONEMD_UNKNOWN,
  ZC_ZONEMD_BAD,
} ZcZonemdState;

/**
 * ZcDnssecReport:
 * @now: when it was judged, in seconds since 1970
 * @is_signed: whether the copy holds signatures; without, only a DS record and ZONEMD are judged
 * @ds_judged: whether DS records of the parent were given
 * @n_sets: how many sets have to be signed
 * @n_signatures: how many signatures were verified
 * @n_unknown_sets: how many sets are signed by algorithms only that cannot be verified here
 * @first_end: when the first set loses its last good signature, in seconds since 1970, 0 without any
 * @first_end_owner: (nullable): its owner (owned)
 * @first_end_type: its type
 * @soa_end: when the last good signature of the SOA ends, in seconds since 1970, 0 without any
 * @has_nsec: whether there is a chain of NSEC records
 * @has_nsec3: whether there is a chain of NSEC3 records
 * @has_opt_out: whether NSEC3 records opt delegations out
 * @zonemd: what became of the digest
 * @findings: (element-type ZcDnssecFinding): what is wrong, at most one for each kind and fault (owned)
 *
 * The judgement on the signing of one copy: a reference-counted value that no longer changes.
 */
typedef struct
{
  gint64 now;
  gboolean is_signed;
  gboolean ds_judged;
  guint64 n_sets;
  guint64 n_signatures;
  guint64 n_unknown_sets;
  gint64 first_end;
  char *first_end_owner;
  guint16 first_end_type;
  gint64 soa_end;
  gboolean has_nsec;
  gboolean has_nsec3;
  gboolean has_opt_out;
  ZcZonemdState zonemd;
  GPtrArray *findings;

  /*< private >*/
  guint64 first_end_rank; /* of two sets that end together the first in canonical order counts */
} ZcDnssecReport;

#define ZC_TYPE_DNSSEC_REPORT (zc_dnssec_report_get_type ())
GType           zc_dnssec_report_get_type (void) G_GNUC_CONST;

/**
 * zc_dnssec_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): @self with one more reference
 */
ZcDnssecReport *zc_dnssec_report_ref      (ZcDnssecReport *self);

/**
 * zc_dnssec_report_unref:
 * @self: (transfer full): a report
 *
 * Drops a reference.
 */
void            zc_dnssec_report_unref    (ZcDnssecReport *self);

/**
 * zc_dnssec_report_find:
 * @self: a report
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): the first finding of a kind
 */
const ZcDnssecFinding *zc_dnssec_report_find (const ZcDnssecReport *self,
                                              ZcDnssecKind          kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcDnssecReport, zc_dnssec_report_unref)

G_END_DECLS
