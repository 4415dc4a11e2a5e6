/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-record-answer-private.h"

#include <ldns/ldns.h>

#include "zc-canonical.h"

/* The records of an answer that belong to one set. */
typedef struct
{
  ldns_buffer *bytes;  /* (owned): their rdata */
  GArray *records;     /* (owned) (element-type ZcZoneRdata): into @bytes once all are there */
  guint32 ttl;         /* the lowest */
} Records;

static void
records_init (Records *self)
{
  self->bytes = ldns_buffer_new (LDNS_MAX_PACKETLEN);
  self->records = g_array_new (FALSE, FALSE, sizeof (ZcZoneRdata));
  self->ttl = G_MAXUINT32;
}

static void
records_clear (Records *self)
{
  ldns_buffer_free (self->bytes);
  g_array_unref (self->records);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Records, records_clear)

gboolean
zc_record_question_is_askable (const ZcZoneRrset *set)
{
  if (set->type == LDNS_RR_TYPE_RRSIG || set->type == LDNS_RR_TYPE_NSEC3)
    return FALSE;

  return zc_zone_rrset_is_authoritative (set) ||
         (set->place == ZC_ZONE_PLACE_DELEGATION && set->type == LDNS_RR_TYPE_NS);
}

static gboolean
is_record_of (const ldns_rr  *rr,
              const ldns_rdf *owner,
              guint16         type,
              guint16         covered)
{
  if (ldns_rr_get_type (rr) != (ldns_rr_type) type || ldns_rr_get_class (rr) != LDNS_RR_CLASS_IN ||
      ldns_dname_compare (ldns_rr_owner (rr), owner) != 0)
    return FALSE;

  return type != LDNS_RR_TYPE_RRSIG || (ldns_rr_rrsig_typecovered (rr) != NULL &&
                                        ldns_rdf2rr_type (ldns_rr_rrsig_typecovered (rr)) == (ldns_rr_type) covered);
}

/* Collects a set from a section. FALSE when a record is not what its type says. */
static gboolean
collect (Records            *records,
         const ldns_rr_list *section,
         const ldns_rdf     *owner,
         guint16             type,
         guint16             covered)
{
  const guint8 *start;

  for (gsize i = 0; i < ldns_rr_list_rr_count (section); i++)
    {
      const ldns_rr *rr = ldns_rr_list_rr (section, i);
      gsize begin = ldns_buffer_position (records->bytes);
      guint32 ttl = ldns_rr_ttl (rr);
      ZcZoneRdata rdata = { NULL, NULL, 0 };

      if (!is_record_of (rr, owner, type, covered))
        continue;
      if (ldns_rr_rdata2buffer_wire (records->bytes, rr) != LDNS_STATUS_OK)
        return FALSE;
      rdata.length = ldns_buffer_position (records->bytes) - begin;
      g_array_append_val (records->records, rdata);
      /* A TTL with the highest bit set means zero (RFC 2181, section 8). */
      records->ttl = MIN (records->ttl, ttl <= G_MAXINT32 ? ttl : 0);
    }

  /* Only now the buffer does not move any more. */
  start = ldns_buffer_begin (records->bytes);
  for (guint i = 0; i < records->records->len; i++)
    {
      ZcZoneRdata *rdata = &g_array_index (records->records, ZcZoneRdata, i);

      rdata->data = rdata->spelled = start;
      start += rdata->length;
    }

  return TRUE;
}

static gboolean
keep (const ZcZoneRrset *set,
      const Records     *records,
      ZcZoneCopyBuilder *builder)
{
  guint8 owner[ZC_CANONICAL_NAME_MAX];
  gsize owner_len = zc_zone_rrset_get_owner_wire (set, owner);

  for (guint i = 0; i < records->records->len; i++)
    {
      const ZcZoneRdata *rdata = &g_array_index (records->records, ZcZoneRdata, i);

      if (!zc_zone_copy_builder_add (builder, owner, owner_len, set->type, LDNS_RR_CLASS_IN, records->ttl, rdata->data,
                                     rdata->length, NULL))
        return FALSE;
    }

  return TRUE;
}

static ZcRecordAnswer
relate (const ZcZoneRrset *set,
        const Records     *records,
        ZcZoneCopyBuilder *builder)
{
  const ZcZoneRdata *rdata = (const ZcZoneRdata *) (gpointer) records->records->data;
  ZcZoneRrsetRelation relation = zc_zone_rrset_relate_to_records (set, rdata, records->records->len, records->ttl);

  if (relation == ZC_ZONE_RRSET_EQUAL)
    return ZC_RECORD_ANSWER_SAME;
  if (builder != NULL && !keep (set, records, builder))
    return ZC_RECORD_ANSWER_UNUSABLE;

  return relation == ZC_ZONE_RRSET_TTL_DIFFERS ? ZC_RECORD_ANSWER_TTL_DIFFERS : ZC_RECORD_ANSWER_DIFFERS;
}

static gboolean
has_type_at (const ldns_rr_list *section,
             const ldns_rdf     *owner,
             ldns_rr_type        type)
{
  for (gsize i = 0; i < ldns_rr_list_rr_count (section); i++)
    {
      const ldns_rr *rr = ldns_rr_list_rr (section, i);

      if (ldns_rr_get_type (rr) == type && ldns_dname_compare (ldns_rr_owner (rr), owner) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether the server sends on to a delegation that the copy does not have: the names below are not its own, so
 * the set is not there. A referral to the zone itself or upwards is no answer at all. */
static gboolean
is_referral_within (ldns_pkt       *packet,
                    const ldns_rdf *owner,
                    const ldns_rdf *apex)
{
  const ldns_rr_list *authority = ldns_pkt_authority (packet);

  for (gsize i = 0; i < ldns_rr_list_rr_count (authority); i++)
    {
      const ldns_rr *rr = ldns_rr_list_rr (authority, i);
      const ldns_rdf *cut = ldns_rr_owner (rr);

      if (ldns_rr_get_type (rr) == LDNS_RR_TYPE_NS && ldns_dname_is_subdomain (cut, apex) &&
          (ldns_dname_compare (cut, owner) == 0 || ldns_dname_is_subdomain (owner, cut)))
        return TRUE;
    }

  return FALSE;
}

/* Which section holds the set: a delegation is told by a referral, and the proof of what is not below it comes
 * with it. */
static const ldns_rr_list *
find_section (const ZcZoneRrset *set,
              ldns_pkt          *packet,
              const ldns_rdf    *owner)
{
  gboolean told_by_referral = set->place == ZC_ZONE_PLACE_DELEGATION &&
                              (set->type == LDNS_RR_TYPE_NS || set->type == LDNS_RR_TYPE_NSEC);

  if (told_by_referral && !has_type_at (ldns_pkt_answer (packet), owner, (ldns_rr_type) set->type))
    return ldns_pkt_authority (packet);

  return ldns_pkt_answer (packet);
}

/* What an answer without the set says. */
static ZcRecordAnswer
judge_absence (const ZcZoneRrset *set,
               ldns_pkt          *packet,
               const ldns_rdf    *owner,
               const ldns_rdf    *apex)
{
  if (!ldns_pkt_aa (packet))
    return set->place != ZC_ZONE_PLACE_DELEGATION && is_referral_within (packet, owner, apex) ? ZC_RECORD_ANSWER_MISSING
                                                                                              : ZC_RECORD_ANSWER_UNUSABLE;
  /* Some servers follow the alias instead of telling what else is at its name. */
  if (set->owner_has_cname && set->type != LDNS_RR_TYPE_CNAME &&
      has_type_at (ldns_pkt_answer (packet), owner, LDNS_RR_TYPE_CNAME))
    return ZC_RECORD_ANSWER_UNUSABLE;

  return ZC_RECORD_ANSWER_MISSING;
}

static gboolean
serial_differs (const ZcZoneRrset *set,
                const Records     *records,
                gint64            *serial)
{
  const ZcZoneRdata *rdata = &g_array_index (records->records, ZcZoneRdata, 0);
  ZcZoneRdataIter iter;
  ZcZoneRdata expected;

  /* Five numbers end a SOA, the serial is the first of them. */
  if (rdata->length < 20)
    return FALSE;
  *serial = ldns_read_uint32 (rdata->data + rdata->length - 20);
  zc_zone_rdata_iter_init (&iter, set);

  return zc_zone_rdata_iter_next (&iter, &expected) && expected.length >= 20 &&
         ldns_read_uint32 (expected.data + expected.length - 20) != (guint32) *serial;
}

static ZcRecordAnswer
judge_signatures (const ZcRecordQuestion *question,
                  ldns_pkt               *packet,
                  const ldns_rr_list     *section,
                  const ldns_rdf         *owner,
                  ZcZoneCopyBuilder      *builder)
{
  g_auto(Records) records;

  records_init (&records);
  if (!collect (&records, section, owner, LDNS_RR_TYPE_RRSIG, question->set.type))
    return ZC_RECORD_ANSWER_UNUSABLE;
  /* Who was asked without EDNS, because it does not bear that, was not asked for signatures. */
  if (records.records->len == 0)
    return ldns_pkt_edns (packet) ? ZC_RECORD_ANSWER_MISSING : ZC_RECORD_ANSWER_UNUSABLE;

  return relate (&question->signatures, &records, builder);
}

static ZcRecordAnswer
judge_packet (const ZcRecordQuestion *question,
              ldns_pkt               *packet,
              const ldns_rdf         *owner,
              const ldns_rdf         *apex,
              ZcZoneCopyBuilder      *builder,
              gint64                 *serial,
              ZcRecordAnswer         *signatures)
{
  const ZcZoneRrset *set = &question->set;
  const ldns_rr_list *section = find_section (set, packet, owner);
  guint rcode = (guint) ldns_pkt_edns_extended_rcode (packet) << 4 | (guint) ldns_pkt_get_rcode (packet);
  g_auto(Records) records;
  ZcRecordAnswer answer;

  records_init (&records);
  if ((rcode != LDNS_RCODE_NOERROR && rcode != LDNS_RCODE_NXDOMAIN) ||
      !collect (&records, section, owner, set->type, 0))
    return *signatures = ZC_RECORD_ANSWER_UNUSABLE;

  if (records.records->len == 0)
    return *signatures = judge_absence (set, packet, owner, apex);
  /* Without authority it may be anybody's data. A referral has none. */
  if (!ldns_pkt_aa (packet) && section != ldns_pkt_authority (packet))
    return *signatures = ZC_RECORD_ANSWER_UNUSABLE;
  if (set->type == LDNS_RR_TYPE_SOA && serial_differs (set, &records, serial))
    return *signatures = ZC_RECORD_ANSWER_OTHER_SERIAL;

  answer = relate (set, &records, builder);
  /* A server that serves the zone below as well answers from there, and not with the delegation. */
  if (answer != ZC_RECORD_ANSWER_SAME && set->place == ZC_ZONE_PLACE_DELEGATION && set->type == LDNS_RR_TYPE_NS &&
      section == ldns_pkt_answer (packet))
    return *signatures = ZC_RECORD_ANSWER_UNUSABLE;
  *signatures = question->has_signatures ? judge_signatures (question, packet, section, owner, builder) : ZC_RECORD_ANSWER_SAME;

  return answer;
}

static ldns_rdf *
make_name (const guint8 *wire,
           gsize         length)
{
  return ldns_rdf_new_frm_data (LDNS_RDF_TYPE_DNAME, length, wire);
}

ZcRecordAnswer
zc_record_answer_judge (const ZcRecordQuestion *question,
                        const guint8           *message,
                        gsize                   length,
                        ZcZoneCopyBuilder      *builder,
                        gint64                 *serial,
                        ZcRecordAnswer         *signatures)
{
  guint8 wire[ZC_CANONICAL_NAME_MAX];
  gsize wire_len = zc_zone_rrset_get_owner_wire (&question->set, wire);
  ldns_rdf *owner = make_name (wire, wire_len);
  ldns_rdf *apex = ldns_dname_new_frm_str (zc_zone_copy_get_zone (question->set.copy));
  ldns_pkt *packet = NULL;
  ZcRecordAnswer answer = ZC_RECORD_ANSWER_UNUSABLE;

  *serial = -1;
  *signatures = ZC_RECORD_ANSWER_UNUSABLE;
  if (ldns_wire2pkt (&packet, message, length) == LDNS_STATUS_OK)
    answer = judge_packet (question, packet, owner, apex, builder, serial, signatures);
  if (!question->has_signatures)
    *signatures = ZC_RECORD_ANSWER_SAME;

  ldns_pkt_free (packet);
  ldns_rdf_deep_free (owner);
  ldns_rdf_deep_free (apex);

  return answer;
}
