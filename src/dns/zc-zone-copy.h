/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-zone-rrset.h"

G_BEGIN_DECLS

/**
 * ZcZoneCopy:
 *
 * The whole content of a zone as one server gave it, in a compact canonical form: one stretch of bytes
 * with the names in the order of RFC 4034, section 6.1, and nothing allocated for a single record.
 * Made by a #ZcZoneCopyBuilder. A copy never changes and may be read by several threads at once.
 */
#define ZC_TYPE_ZONE_COPY (zc_zone_copy_get_type ())
G_DECLARE_FINAL_TYPE (ZcZoneCopy, zc_zone_copy, ZC, ZONE_COPY, GObject)

/**
 * ZcZoneSoa:
 * @serial: the serial
 * @refresh: the refresh time, in seconds
 * @retry: the retry time, in seconds
 * @expire: the expire time, in seconds
 * @minimum: the negative time to live, in seconds
 * @ttl: the record's own time to live, in seconds
 *
 * The numbers of a SOA record (RFC 1035, section 3.3.13), in host byte order.
 */
typedef struct
{
  guint32 serial;
  guint32 refresh;
  guint32 retry;
  guint32 expire;
  guint32 minimum;
  guint32 ttl;
} ZcZoneSoa;

/**
 * ZcZoneFacts:
 * @n_records: how many different records the copy holds, the SOA included
 * @n_sets: how many sets
 * @n_owners: how many names with records
 * @largest_set_owner: (nullable): the owner of the set with most records (owned)
 * @largest_set_type: its type
 * @largest_set_records: how many records it has
 * @biggest_record_owner: (nullable): the owner of the record with the longest rdata (owned)
 * @biggest_record_type: its type
 * @biggest_record_bytes: the length of its rdata, in bytes
 * @has_apex_ns: whether there are NS records at the apex; no secondary loads a zone without
 * @cname_conflict_owner: (nullable): the first name that has a CNAME beside other data, or more than
 *   one CNAME (RFC 1034, section 3.6.2; RFC 2181, section 10.1) (owned)
 * @n_cname_conflicts: how many such names there are
 * @is_signed: whether the copy holds signatures
 *
 * What a copy shows without looking at single records. Owners are in presentation format.
 */
typedef struct
{
  guint64 n_records;
  guint64 n_sets;
  guint64 n_owners;
  char *largest_set_owner;
  guint16 largest_set_type;
  guint largest_set_records;
  char *biggest_record_owner;
  guint16 biggest_record_type;
  guint biggest_record_bytes;
  gboolean has_apex_ns;
  char *cname_conflict_owner;
  guint64 n_cname_conflicts;
  gboolean is_signed;
} ZcZoneFacts;

/**
 * zc_zone_copy_get_zone:
 * @self: a copy
 *
 * Returns: (transfer none): the zone's name in presentation format, lower case, with the final dot
 */
const char        *zc_zone_copy_get_zone  (ZcZoneCopy  *self);

/**
 * zc_zone_copy_get_facts:
 * @self: a copy
 *
 * Returns: (transfer none): the counts and the peculiarities of the copy
 */
const ZcZoneFacts *zc_zone_copy_get_facts (ZcZoneCopy  *self);

/**
 * zc_zone_copy_get_soa:
 * @self: a copy
 * @soa: (out caller-allocates): the numbers of the SOA
 *
 * Returns: %FALSE when the copy has no SOA record
 */
gboolean           zc_zone_copy_get_soa   (ZcZoneCopy  *self,
                                           ZcZoneSoa   *soa);

/**
 * zc_zone_copy_get_memory:
 * @self: a copy
 *
 * Returns: how many bytes of memory the records take
 */
gsize              zc_zone_copy_get_memory (ZcZoneCopy *self);

/**
 * zc_zone_copy_lookup:
 * @self: a copy
 * @owner: an owner in wire form, in any spelling
 * @owner_len: its length
 * @type: the type
 * @covered: the covered type when @type is RRSIG, else 0
 * @set: (out caller-allocates) (optional): the set
 *
 * Finds a set by its exact owner; wildcards are not expanded.
 *
 * Returns: %FALSE when there is none
 */
gboolean           zc_zone_copy_lookup    (ZcZoneCopy   *self,
                                           const guint8 *owner,
                                           gsize         owner_len,
                                           guint16       type,
                                           guint16       covered,
                                           ZcZoneRrset  *set);

/**
 * ZcZoneCopyIter:
 *
 * Walks over the sets of a copy: owners in canonical order, the sets of an owner by type. It keeps no
 * reference on the copy; it may be kept for as long as the copy lives, and copied like a value.
 */
typedef struct
{
  /*< private >*/
  ZcZoneCopy *copy;       /* (unowned) */
  guint owner;
  guint end_owner;
  const guint8 *at;       /* (unowned) (nullable): into the copy, as the pointers below */
  const guint8 *end;      /* (unowned) (nullable) */
  const guint8 *cover;    /* (unowned) (nullable): the key of the cut or DNAME met last */
  gsize cover_len;
  ZcZonePlace below_cover;
  ZcZoneRrset current;
} ZcZoneCopyIter;

/**
 * zc_zone_copy_iter_init:
 * @iter: (out caller-allocates): an iterator
 * @copy: the copy to walk over
 *
 * Begins a walk over all sets.
 */
void               zc_zone_copy_iter_init (ZcZoneCopyIter *iter,
                                           ZcZoneCopy     *copy);

/**
 * zc_zone_copy_iter_init_range:
 * @iter: (out caller-allocates): an iterator
 * @copy: the copy to walk over
 * @first_owner: the number of the first owner, from 0
 * @n_owners: how many owners to walk over at most
 *
 * Begins a walk over the sets of some owners, so that several threads can share the work.
 */
void               zc_zone_copy_iter_init_range (ZcZoneCopyIter *iter,
                                                 ZcZoneCopy     *copy,
                                                 guint           first_owner,
                                                 guint           n_owners);

/**
 * zc_zone_copy_iter_next:
 * @iter: an iterator
 * @set: (out caller-allocates): the next set
 *
 * Returns: %FALSE when there are no more sets
 */
gboolean           zc_zone_copy_iter_next (ZcZoneCopyIter *iter,
                                           ZcZoneRrset    *set);

G_END_DECLS
