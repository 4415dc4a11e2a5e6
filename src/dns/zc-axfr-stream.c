/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-axfr-stream-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "zc-rdata-layout.h"

#define FLAG_QR 0x80
#define FLAG_OPCODE 0x78
#define FLAG_TC 0x02

#define POINTER 0xc0
#define NO_OFFSET G_MAXSIZE

#define SOA_NUMBERS_SIZE 20

/* A record as it stands in the message. */
typedef struct
{
  guint16 type;
  guint16 klass;
  guint32 ttl;
  gsize rdata; /* an offset into the message */
  gsize rdata_len;
  gsize end;
} Record;

static gboolean
fail (ZcAxfrStream *self,
      ZcDnsOutcome  outcome,
      const char   *detail)
{
  self->result->outcome = outcome;
  g_free (self->result->detail);
  self->result->detail = g_strdup (detail);

  return FALSE;
}

static gboolean
fail_bad_message (ZcAxfrStream *self,
                  const char   *detail)
{
  return fail (self, ZC_DNS_OUTCOME_AXFR_BAD_MSG, detail);
}

/* Writes out the name at @offset (RFC 1035, section 4.1.4). A pointer has to point before the labels it
 * stands behind, as "a prior occurrence of the same name" does; so every jump goes further back and
 * there is no loop. Returns the length of the name as it stands at @offset, 0 when it is none. */
static gsize
expand_name (const guint8 *message,
             gsize         end,
             gsize         offset,
             guint8       *name,
             gsize        *name_len)
{
  gsize at = offset;
  gsize start = offset;
  gsize length = 0;
  gsize in_place = 0;

  while (at < end)
    {
      guint8 label = message[at];

      if ((label & POINTER) == POINTER)
        {
          gsize target;

          if (end - at < 2)
            return 0;
          if (in_place == 0)
            in_place = at + 2 - offset;
          target = zc_dns_read_u16 (message + at) & 0x3fff;
          if (target >= start || target < ZC_DNS_HEADER_SIZE)
            return 0;
          at = start = target;
          continue;
        }

      if ((label & POINTER) != 0 || end - at < 1 + (gsize) label || length + 1 + label > ZC_DNS_NAME_MOST)
        return 0;
      memcpy (name + length, message + at, 1 + (gsize) label);
      length += 1 + (gsize) label;
      at += 1 + (gsize) label;
      if (label == 0)
        {
          *name_len = length;
          return in_place != 0 ? in_place : at - offset;
        }
    }

  return 0;
}

static gboolean
name_is_in_zone (const ZcAxfrStream *self)
{
  const guint8 *apex = self->question.name;
  gsize apex_len = self->question.name_len;
  gsize at = 0;

  /* Label by label: a label may hold bytes that look like the zone's name. */
  while (self->owner_len - at > apex_len)
    at += 1 + (gsize) self->owner[at];

  return self->owner_len - at == apex_len && zc_dns_name_equal (self->owner + at, apex, apex_len);
}

static gboolean
owner_is_apex (const ZcAxfrStream *self)
{
  return self->owner_len == self->question.name_len &&
         zc_dns_name_equal (self->owner, self->question.name, self->owner_len);
}

static void
forget_owner (ZcAxfrStream *self)
{
  self->owner_offset = NO_OFFSET;
  self->owner_pointer = NO_OFFSET;
}

/* Returns the length of the owner as it stands in the message, 0 when it is none. Sets @same when it is
 * the owner of the record before. */
static gsize
take_owner (ZcAxfrStream *self,
            const guint8 *message,
            gsize         end,
            gsize         offset,
            gboolean     *same)
{
  gsize pointer = NO_OFFSET;
  gsize in_place;

  if (end - offset >= 2 && (message[offset] & POINTER) == POINTER)
    {
      pointer = zc_dns_read_u16 (message + offset) & 0x3fff;
      *same = pointer == self->owner_pointer || pointer == self->owner_offset;
      if (*same)
        return 2;
    }

  *same = FALSE;
  in_place = expand_name (message, end, offset, self->owner, &self->owner_len);
  self->owner_offset = offset;
  self->owner_pointer = pointer;

  return in_place;
}

static gboolean
read_record (const guint8 *message,
             gsize         end,
             gsize         at,
             Record       *record)
{
  if (end - at < ZC_DNS_RECORD_FIXED_SIZE)
    return FALSE;

  record->type = zc_dns_read_u16 (message + at);
  record->klass = zc_dns_read_u16 (message + at + 2);
  record->ttl = zc_dns_read_u32 (message + at + 4);
  record->rdata_len = zc_dns_read_u16 (message + at + 8);
  record->rdata = at + ZC_DNS_RECORD_FIXED_SIZE;
  record->end = record->rdata + record->rdata_len;

  return record->end <= end;
}

/* Finds the rdata with its names written out: in the message itself when nothing is compressed, which
 * is so for most types, else in the stream's buffer. */
static gboolean
expand_rdata (ZcAxfrStream  *self,
              const guint8  *message,
              const Record  *record,
              const guint8 **rdata,
              gsize         *rdata_len)
{
  const char *layout = zc_rdata_layout_get (record->type);
  const guint8 *wire = message + record->rdata;
  gsize offset = 0; /* in the wire */
  gsize copied = 0; /* how much of the wire is in the buffer already */
  gsize length = 0; /* in the buffer */

  for (; layout != NULL && *layout != '\0'; layout++)
    {
      char field = zc_rdata_field_resolve (*layout, wire, record->rdata_len);
      guint8 name[ZC_DNS_NAME_MOST];
      gsize name_len;
      gsize in_place;

      if (field == 'N' && offset == record->rdata_len)
        continue;
      if (field != 'n' && field != 'N')
        {
          gssize size = zc_rdata_field_measure (field, wire, record->rdata_len, offset);

          if (size < 0)
            return FALSE;
          offset += (gsize) size;
          continue;
        }

      in_place = expand_name (message, record->end, record->rdata + offset, name, &name_len);
      if (in_place == 0)
        return FALSE;
      /* A pointer takes two bytes and no name is two bytes long, so what was compressed has grown. */
      if (in_place != name_len)
        {
          /* HIP's names are never compressed, and many of them could grow beyond any rdata. */
          if (field == 'N')
            return FALSE;
          memcpy (self->rdata + length, wire + copied, offset - copied);
          length += offset - copied;
          memcpy (self->rdata + length, name, name_len);
          length += name_len;
          copied = offset + in_place;
        }
      offset += in_place;
      if (field == 'N')
        layout--;
    }

  if (layout != NULL && offset != record->rdata_len)
    return FALSE;
  if (copied == 0)
    {
      *rdata = wire;
      *rdata_len = record->rdata_len;
      return TRUE;
    }

  memcpy (self->rdata + length, wire + copied, record->rdata_len - copied);
  *rdata = self->rdata;
  *rdata_len = length + record->rdata_len - copied;

  return *rdata_len <= ZC_AXFR_RDATA_MOST;
}

static gboolean
take_soa (ZcAxfrStream *self,
          const guint8 *rdata,
          gsize         rdata_len)
{
  gsize names_len = rdata_len - SOA_NUMBERS_SIZE;
  guint32 serial = zc_dns_read_u32 (rdata + names_len);

  if (!owner_is_apex (self))
    return fail (self, ZC_DNS_OUTCOME_AXFR_MID_SOA, _("There is a SOA record below the zone’s own name."));

  if (!self->result->has_serial)
    {
      memcpy (self->soa, rdata, rdata_len);
      self->soa_len = rdata_len;
      self->result->has_serial = TRUE;
      self->result->serial = serial;
      return TRUE;
    }

  self->closed = TRUE;
  self->result->closing_serial = serial;
  self->same_soa = rdata_len == self->soa_len &&
                   zc_dns_name_equal (rdata, self->soa, names_len) &&
                   memcmp (rdata + names_len, self->soa + names_len, SOA_NUMBERS_SIZE) == 0;

  return TRUE;
}

static gboolean
hand_on (ZcAxfrStream *self,
         const Record *record,
         const guint8 *rdata,
         gsize         rdata_len)
{
  g_autoptr(GError) error = NULL;
  /* A TTL with the highest bit set means zero (RFC 2181, section 8). */
  guint32 ttl = record->ttl <= G_MAXINT32 ? record->ttl : 0;

  if (self->sink->record (self->sink_data, self->owner, self->owner_len, record->type, record->klass, ttl,
                          rdata, rdata_len, &error))
    return TRUE;

  if (g_error_matches (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_BAD_RECORD))
    return fail (self, ZC_DNS_OUTCOME_AXFR_BAD_MSG, error->message);
  if (g_error_matches (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_OUT_OF_ZONE))
    return fail (self, ZC_DNS_OUTCOME_AXFR_OUT_OF_ZONE, error->message);
  if (g_error_matches (error, ZC_AXFR_SINK_ERROR, ZC_AXFR_SINK_ERROR_TOO_LARGE))
    return fail (self, ZC_DNS_OUTCOME_TOO_LARGE, error->message);

  return fail (self, ZC_DNS_OUTCOME_LOCAL_ERROR, error->message);
}

/* OPT and the types from 128 to 255 never are data of a zone (RFC 6895, section 3.1). */
static gboolean
type_is_data (guint16 type)
{
  return type != 0 && type != ZC_DNS_TYPE_OPT && (type < 128 || type > 255);
}

static gboolean
take_answer_record (ZcAxfrStream *self,
                    const guint8 *message,
                    const Record *record,
                    gboolean      same_owner)
{
  const guint8 *rdata;
  gsize rdata_len;

  if (record->klass != ZC_DNS_CLASS_IN || !type_is_data (record->type))
    return fail_bad_message (self, _("A record is of a type or class that no zone holds."));
  if (!expand_rdata (self, message, record, &rdata, &rdata_len))
    return fail_bad_message (self, _("The data of a record does not fit its type."));

  if (self->result->n_records == 0 && (record->type != ZC_DNS_TYPE_SOA || !owner_is_apex (self)))
    return fail (self, ZC_DNS_OUTCOME_AXFR_EMPTY, NULL);
  if (self->closed)
    return fail (self, ZC_DNS_OUTCOME_AXFR_MID_SOA, NULL);
  if (!same_owner && !name_is_in_zone (self))
    return fail (self, ZC_DNS_OUTCOME_AXFR_OUT_OF_ZONE, _("A record lies outside of the zone."));

  self->n_expanded += self->owner_len + ZC_DNS_RECORD_FIXED_SIZE + rdata_len;
  if (self->result->n_records >= self->limits.most_records || self->n_expanded > self->limits.most_bytes)
    return fail (self, ZC_DNS_OUTCOME_TOO_LARGE, NULL);
  self->result->n_records++;

  if (record->type == ZC_DNS_TYPE_SOA && !take_soa (self, rdata, rdata_len))
    return FALSE;

  return self->closed || hand_on (self, record, rdata, rdata_len);
}

static gboolean
take_answer (ZcAxfrStream *self,
             const guint8 *message,
             gsize         length,
             guint         n_records,
             gsize        *offset)
{
  forget_owner (self);

  for (guint i = 0; i < n_records; i++)
    {
      gboolean same_owner;
      gsize in_place = take_owner (self, message, length, *offset, &same_owner);
      Record record;

      if (in_place == 0 || !read_record (message, length, *offset + in_place, &record))
        return fail_bad_message (self, _("A record is cut off, or its name leads nowhere."));
      if (!take_answer_record (self, message, &record, same_owner))
        return FALSE;
      *offset = record.end;
    }

  return TRUE;
}

/* TSIG (RFC 8945, section 4.2): algorithm, 48 bits of time, fudge, MAC, original id, error, other data.
 * With BADTIME the other data is the server's clock. */
static void
take_tsig (ZcAxfrStream *self,
           const guint8 *rdata,
           gsize         rdata_len)
{
  enum { BADTIME = 18 };
  gsize at = zc_dns_name_length (rdata, rdata_len, 0);
  gsize mac_len;
  guint16 error;
  gsize other_len;

  if (at == 0 || rdata_len - at < 10)
    return;
  mac_len = zc_dns_read_u16 (rdata + at + 8);
  at += 10;
  if (rdata_len - at < mac_len + 6)
    return;
  at += mac_len;
  error = zc_dns_read_u16 (rdata + at + 2);
  other_len = zc_dns_read_u16 (rdata + at + 4);
  at += 6;

  if (error == 0)
    return;
  if (error != BADTIME)
    {
      self->result->outcome = ZC_DNS_OUTCOME_NOTAUTH_TSIG;
      return;
    }
  self->result->outcome = ZC_DNS_OUTCOME_BADTIME;
  if (other_len == 6 && rdata_len - at >= 6)
    self->result->server_time = (gint64) zc_dns_read_u16 (rdata + at) << 32 | zc_dns_read_u32 (rdata + at + 2);
}

/* The sections behind the answers: skipped, but for the word of a TSIG record on why the question was
 * refused. */
static gboolean
skip_sections (ZcAxfrStream *self,
               const guint8 *message,
               gsize         length,
               guint         n_records,
               gboolean      look_for_tsig,
               gsize        *offset)
{
  for (guint i = 0; i < n_records; i++)
    {
      gsize in_place = zc_dns_name_length (message, length, *offset);
      Record record;

      if (in_place == 0 || !read_record (message, length, *offset + in_place, &record))
        return FALSE;
      if (look_for_tsig && record.type == ZC_DNS_TYPE_TSIG)
        take_tsig (self, message + record.rdata, record.rdata_len);
      *offset = record.end;
    }

  return TRUE;
}

static gboolean
check_header (ZcAxfrStream *self,
              const guint8 *message,
              gsize         length)
{
  if (length < ZC_DNS_HEADER_SIZE)
    return fail_bad_message (self, _("A message is shorter than its header."));
  if (zc_dns_read_u16 (message) != self->id)
    return fail_bad_message (self, _("A message has another ID than the question."));
  if ((message[2] & FLAG_QR) == 0)
    return fail_bad_message (self, _("A message is a question, not an answer."));
  if ((message[2] & FLAG_OPCODE) != 0)
    return fail_bad_message (self, _("A message has another opcode than the question."));
  if ((message[2] & FLAG_TC) != 0)
    return fail_bad_message (self, _("A message says that it was cut off."));

  return TRUE;
}

/* The first message repeats the question, later ones may leave it out (RFC 5936, section 2.2.1), and so may
 * a message that says why there is no answer. */
static gboolean
check_question (ZcAxfrStream *self,
                const guint8 *message,
                gsize         length,
                gsize        *offset)
{
  const ZcDnsQuestion *question = &self->question;
  guint n_questions = zc_dns_read_u16 (message + 4);
  gboolean may_lack = self->result->n_messages > 1 || zc_dns_header_get_rcode (message) != 0;

  *offset = ZC_DNS_HEADER_SIZE;
  if (n_questions == 0 && may_lack)
    return TRUE;
  if (n_questions == 0)
    return fail_bad_message (self, _("The first message does not repeat the question."));

  if (n_questions != 1 ||
      length - *offset < (gsize) question->name_len + 4 ||
      !zc_dns_name_equal (message + *offset, question->name, question->name_len) ||
      zc_dns_read_u16 (message + *offset + question->name_len) != question->type ||
      zc_dns_read_u16 (message + *offset + question->name_len + 2) != ZC_DNS_CLASS_IN)
    return fail_bad_message (self, _("A message belongs to another question."));
  *offset += (gsize) question->name_len + 4;

  return TRUE;
}

static void
take_error (ZcAxfrStream *self,
            const guint8 *message,
            gsize         length,
            gsize         offset)
{
  guint n_records = (guint) zc_dns_read_u16 (message + 6) + zc_dns_read_u16 (message + 8) +
                    zc_dns_read_u16 (message + 10);

  if (self->result->n_records > 0)
    {
      self->result->outcome = ZC_DNS_OUTCOME_AXFR_ERROR_LATE;
      return;
    }
  self->result->outcome = zc_dns_rcode_judge (self->result->rcode, ZC_DNS_OUTCOME_REFUSED);
  /* What cannot be parsed behind the RCODE changes nothing of what the RCODE says. */
  (void) skip_sections (self, message, length, n_records, TRUE, &offset);
}

static gboolean
take_message (ZcAxfrStream *self,
              const guint8 *message,
              gsize         length)
{
  gsize offset;
  guint n_answers;
  guint n_others;

  if (!check_header (self, message, length))
    return FALSE;
  self->result->rcode = zc_dns_header_get_rcode (message);
  if (!check_question (self, message, length, &offset))
    return FALSE;

  if (self->result->rcode != ZC_DNS_RCODE_NOERROR)
    {
      take_error (self, message, length, offset);
      return FALSE;
    }

  n_answers = zc_dns_read_u16 (message + 6);
  n_others = (guint) zc_dns_read_u16 (message + 8) + zc_dns_read_u16 (message + 10);
  if (n_answers == 0 && self->result->n_records == 0)
    return fail (self, ZC_DNS_OUTCOME_AXFR_EMPTY, NULL);

  if (!take_answer (self, message, length, n_answers, &offset))
    return FALSE;
  if (!skip_sections (self, message, length, n_others, FALSE, &offset))
    return fail_bad_message (self, _("A record is cut off, or its name leads nowhere."));
  if (offset != length)
    return fail_bad_message (self, _("There are bytes behind the end of a message."));

  return TRUE;
}

ZcAxfrStream *
zc_axfr_stream_new (const ZcDnsQuestion *question,
                    guint16              id,
                    const ZcAxfrLimits  *limits,
                    const ZcAxfrSink    *sink,
                    gpointer             sink_data,
                    ZcAxfrResult        *result)
{
  ZcAxfrStream *self = g_new0 (ZcAxfrStream, 1);

  self->question = *question;
  self->id = id;
  self->limits = *limits;
  self->sink = sink;
  self->sink_data = sink_data;
  self->result = result;
  forget_owner (self);

  return self;
}

ZcAxfrStreamState
zc_axfr_stream_take (ZcAxfrStream *self,
                     const guint8 *message,
                     gsize         length)
{
  self->result->n_messages++;
  self->result->n_bytes += length;

  if (self->result->n_bytes > self->limits.most_bytes)
    {
      fail (self, ZC_DNS_OUTCOME_TOO_LARGE, NULL);
      return ZC_AXFR_STREAM_FAILED;
    }
  if (!take_message (self, message, length))
    return ZC_AXFR_STREAM_FAILED;

  return self->closed ? ZC_AXFR_STREAM_CLOSED : ZC_AXFR_STREAM_MORE;
}

void
zc_axfr_stream_close (ZcAxfrStream *self,
                      gboolean      more_came)
{
  if (more_came)
    self->result->outcome = ZC_DNS_OUTCOME_AXFR_MID_SOA;
  else
    self->result->outcome = self->same_soa ? ZC_DNS_OUTCOME_OK : ZC_DNS_OUTCOME_AXFR_SOA_MISMATCH;
}
