/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcTestRecord:
 * @owner: the owner in wire form
 * @owner_len: its length
 * @type: the type
 * @ttl: the time to live in seconds
 * @rdata: the data in wire form (owned)
 * @rdata_len: its length
 * @names_start: where the names in @rdata begin
 * @names_end: where they end; equal to @names_start without any
 *
 * One record of a made-up zone. It knows where its names are without any help of the code under test.
 */
typedef struct
{
  guint8 owner[255];
  gsize owner_len;
  guint16 type;
  guint32 ttl;
  guint8 *rdata;
  gsize rdata_len;
  gsize names_start;
  gsize names_end;
} ZcTestRecord;

/**
 * ZcTestSet:
 * @type: the type of all records
 * @covered: the covered type, for RRSIG
 * @records: (element-type ZcTestRecord): the records (owned)
 *
 * The records of one owner, type and covered type.
 */
typedef struct
{
  guint16 type;
  guint16 covered;
  GPtrArray *records;
} ZcTestSet;

/**
 * ZcTestZone:
 * @sets: (element-type ZcTestSet): its sets, no two of the same owner, type and covered type (owned)
 *
 * A made-up zone named example.com.
 */
typedef struct
{
  GPtrArray *sets;
} ZcTestZone;

/**
 * ZC_TEST_ZONE_NAME:
 *
 * The name of every made-up zone.
 */
#define ZC_TEST_ZONE_NAME "example.com"

/**
 * ZcTestRecordFunc:
 * @record: a record
 * @data: the caller's data
 *
 * What is done with each record of a stream.
 */
typedef void (*ZcTestRecordFunc) (const ZcTestRecord *record,
                                  gpointer            data);

/**
 * zc_test_zone_new_random:
 * @random: where chance comes from
 * @n_owners: how many names besides the apex
 *
 * Makes up a zone: SOA and NS at the apex, names of several depths with wildcards, delegations and
 * bytes of every kind, sets of many types.
 *
 * Returns: (transfer full): a zone
 */
ZcTestZone *zc_test_zone_new_random (GRand            *random,
                                     guint             n_owners);

/**
 * zc_test_zone_copy:
 * @self: a zone
 *
 * Returns: (transfer full): a zone of its own with the same records
 */
ZcTestZone *zc_test_zone_copy       (const ZcTestZone *self);

/**
 * zc_test_zone_free:
 * @self: (transfer full): a zone
 *
 * Frees a zone.
 */
void        zc_test_zone_free       (ZcTestZone       *self);

/**
 * zc_test_zone_make_set:
 * @self: a zone
 * @random: where chance comes from
 *
 * Makes a set of an owner that the zone does not have, without adding it.
 *
 * Returns: (transfer full): a set
 */
ZcTestSet  *zc_test_zone_make_set   (const ZcTestZone *self,
                                     GRand            *random);

/**
 * zc_test_set_free:
 * @self: (transfer full): a set
 *
 * Frees a set.
 */
void        zc_test_set_free        (ZcTestSet        *self);

/**
 * zc_test_set_change:
 * @self: a set
 * @random: where chance comes from
 *
 * Changes the data of a set: adds, removes or replaces a record.
 */
void        zc_test_set_change      (ZcTestSet        *self,
                                     GRand            *random);

/**
 * zc_test_set_set_ttl:
 * @self: a set
 * @ttl: the new time to live of its records
 *
 * Changes the TTL of a set.
 */
void        zc_test_set_set_ttl     (ZcTestSet        *self,
                                     guint32           ttl);

/**
 * zc_test_zone_stream:
 * @self: a zone
 * @random: (nullable): where chance comes from, %NULL for the plain order and spelling
 * @function: called for every record
 * @data: data for @function
 *
 * Streams the zone as a server might send it. With @random the order is shuffled, the letters of all
 * names change their case at will, and some records come twice.
 */
void        zc_test_zone_stream     (const ZcTestZone *self,
                                     GRand            *random,
                                     ZcTestRecordFunc  function,
                                     gpointer          data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcTestZone, zc_test_zone_free)

G_END_DECLS
