/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _ZcZoneCopy ZcZoneCopy;

/**
 * ZcZonePlace:
 * @ZC_ZONE_PLACE_AUTHORITATIVE: the zone itself answers for the name
 * @ZC_ZONE_PLACE_DELEGATION: the name is a zone cut: it has NS records and is not the apex
 * @ZC_ZONE_PLACE_BELOW_CUT: the name lies below a zone cut, so that questions for it get a referral
 * @ZC_ZONE_PLACE_BELOW_DNAME: the name lies below a DNAME, so that questions for it are redirected
 *
 * Where a name stands in its zone (RFC 1034, section 4.2.1; RFC 6672, section 2.4).
 */
typedef enum
{
  ZC_ZONE_PLACE_AUTHORITATIVE,
  ZC_ZONE_PLACE_DELEGATION,
  ZC_ZONE_PLACE_BELOW_CUT,
  ZC_ZONE_PLACE_BELOW_DNAME,
} ZcZonePlace;

/**
 * ZcZoneRrset:
 * @type: the record type
 * @covered: the type a set of RRSIG records covers, 0 for every other type
 * @ttl: the time to live in seconds; the lowest, where a server sent several
 * @n_records: how many different records there are, at least 1
 * @place: where the owner stands in the zone
 * @is_wildcard: whether the owner's first label is "*"
 * @owner_has_cname: whether the owner has a CNAME record
 *
 * A view of one RRset of a #ZcZoneCopy: the records of one owner and type, and for RRSIG of one covered
 * type. It lives on the stack and is valid as long as the copy. Signatures of different covered types
 * are sets of their own, since each belongs to the set it covers.
 */
typedef struct
{
  guint16 type;
  guint16 covered;
  guint32 ttl;
  guint n_records;
  ZcZonePlace place;
  gboolean is_wildcard;
  gboolean owner_has_cname;

  /*< private >*/
  ZcZoneCopy *copy;        /* (unowned) */
  const guint8 *key;       /* (unowned): into the copy, as @records */
  gsize key_len;
  const guint8 *records;   /* (unowned) */
  gboolean keeps_spelling;
} ZcZoneRrset;

/**
 * ZcZoneRdata:
 * @data: the rdata without compression, all names in lower case
 * @spelled: the same rdata in the server's spelling where signatures depend on it (see
 *   zc_canonical_rdata_keeps_case()), else the same pointer as @data
 * @length: the length of each, in bytes
 *
 * One record of a set: pointers into the copy.
 */
typedef struct
{
  const guint8 *data;
  const guint8 *spelled;
  gsize length;
} ZcZoneRdata;

/**
 * ZcZoneRdataIter:
 *
 * Walks over the records of a set in canonical order (RFC 4034, section 6.3, all names in lower case).
 */
typedef struct
{
  /*< private >*/
  const guint8 *at; /* (unowned) */
  guint n_left;
  gboolean keeps_spelling;
} ZcZoneRdataIter;

/**
 * zc_zone_rdata_iter_init:
 * @iter: (out caller-allocates): an iterator
 * @set: the set to walk over
 *
 * Begins a walk.
 */
void      zc_zone_rdata_iter_init     (ZcZoneRdataIter   *iter,
                                       const ZcZoneRrset *set);

/**
 * zc_zone_rdata_iter_next:
 * @iter: an iterator
 * @rdata: (out caller-allocates): the next record
 *
 * Returns: %FALSE when there are no more records
 */
gboolean  zc_zone_rdata_iter_next     (ZcZoneRdataIter   *iter,
                                       ZcZoneRdata       *rdata);

/**
 * zc_zone_rrset_get_owner_wire:
 * @self: a set
 * @name: (out caller-allocates): room for %ZC_CANONICAL_NAME_MAX bytes
 *
 * Writes the owner's name in wire form and lower case.
 *
 * Returns: its length
 */
gsize     zc_zone_rrset_get_owner_wire (const ZcZoneRrset *self,
                                        guint8            *name);

/**
 * zc_zone_rrset_dup_owner:
 * @self: a set
 *
 * Returns: (transfer full): the owner's name in presentation format, lower case, with the final dot
 */
char     *zc_zone_rrset_dup_owner     (const ZcZoneRrset *self);

/**
 * zc_zone_rrset_dup_texts:
 * @self: a set
 *
 * Writes every record as "TTL TYPE RDATA" with absolute names; unknown types after RFC 3597.
 *
 * Returns: (transfer full) (array zero-terminated=1): the records in canonical order
 */
char    **zc_zone_rrset_dup_texts     (const ZcZoneRrset *self);

/**
 * zc_zone_rrset_is_authoritative:
 * @self: a set
 *
 * Tells whether the zone answers for the set with authority: not for NS at a delegation, not for glue,
 * not for anything below a cut or a DNAME (RFC 4035, section 2.2: what is signed).
 *
 * Returns: %TRUE when it does
 */
gboolean  zc_zone_rrset_is_authoritative (const ZcZoneRrset *self);

/**
 * ZcZoneRrsetRelation:
 * @ZC_ZONE_RRSET_EQUAL: same records, same TTL
 * @ZC_ZONE_RRSET_TTL_DIFFERS: same records, another TTL
 * @ZC_ZONE_RRSET_DIFFERS: other records
 *
 * How two sets of the same owner and type relate.
 */
typedef enum
{
  ZC_ZONE_RRSET_EQUAL,
  ZC_ZONE_RRSET_TTL_DIFFERS,
  ZC_ZONE_RRSET_DIFFERS,
} ZcZoneRrsetRelation;

/**
 * zc_zone_rrset_relate:
 * @self: a set
 * @other: a set of the same owner and type, of this or of another copy
 *
 * Compares two sets. The case of names is no difference.
 *
 * Returns: how they relate
 */
ZcZoneRrsetRelation zc_zone_rrset_relate (const ZcZoneRrset *self,
                                          const ZcZoneRrset *other);

/**
 * zc_zone_rrset_relate_to_records:
 * @self: a set
 * @rdata: (array length=n_rdata): the rdata of an answer without compression, in any order and spelling
 * @n_rdata: how many
 * @ttl: the lowest TTL of the answer, in seconds
 *
 * Compares a set with the records of a server's answer. Duplicates in the answer collapse.
 *
 * Returns: how they relate
 */
ZcZoneRrsetRelation zc_zone_rrset_relate_to_records (const ZcZoneRrset *self,
                                                     const ZcZoneRdata *rdata,
                                                     gsize              n_rdata,
                                                     guint32            ttl);

G_END_DECLS
