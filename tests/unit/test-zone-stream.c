/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of a zone from the messages of a transfer into a copy: however a server orders, spells, compresses
 * and cuts it, the copy is the same. */

#include <string.h>

#include "zc-axfr-stream-private.h"
#include "zc-test-zone.h"
#include "zc-test.h"
#include "zc-zone-copy-builder.h"
#include "zc-zone-differences.h"

#define SEED 20261122u
#define ID 0x1234
#define POINTER_MAX 0x3fff
#define TYPE_SOA 6

/* A name that was written out, to which later names may point. */
typedef struct
{
  guint8 name[255];
  gsize length;
  gsize offset;
} Place;

typedef struct
{
  ZcAxfrStream *stream;    /* (owned) */
  ZcAxfrStreamState state;
  GByteArray *message;     /* (owned) */
  guint n_records;         /* in the message */
  GArray *places;          /* (owned) (element-type Place): of the message */
  GPtrArray *records;      /* (owned) (element-type ZcTestRecord): still to be sent */
  GRand *random;           /* (unowned) (nullable): %NULL for messages without compression */
  gsize n_saved;           /* bytes that pointers saved */
} Sender;

static void
write_u16 (GByteArray *message,
           guint16     number)
{
  guint8 bytes[2] = { (guint8) (number >> 8), (guint8) number };

  g_byte_array_append (message, bytes, sizeof bytes);
}

/* The question stands in the first message only, as NSD and BIND have it. */
static void
begin_message (Sender   *self,
               gboolean  is_first)
{
  static const guint8 apex[] = "\7example\3com";

  g_byte_array_set_size (self->message, 0);
  g_array_set_size (self->places, 0);
  self->n_records = 0;
  write_u16 (self->message, ID);
  write_u16 (self->message, 0x8400);
  write_u16 (self->message, is_first ? 1 : 0);
  for (guint i = 0; i < 3; i++)
    write_u16 (self->message, 0);
  if (is_first)
    {
      g_byte_array_append (self->message, apex, sizeof apex);
      write_u16 (self->message, ZC_DNS_TYPE_AXFR);
      write_u16 (self->message, 1);
    }
}

static void
send_message (Sender *self)
{
  if (self->n_records == 0)
    return;

  g_assert_cmpint (self->state, ==, ZC_AXFR_STREAM_MORE);
  self->message->data[6] = (guint8) (self->n_records >> 8);
  self->message->data[7] = (guint8) self->n_records;
  self->state = zc_axfr_stream_take (self->stream, self->message->data, self->message->len);
  begin_message (self, FALSE);
}

static const Place *
find_place (Sender       *self,
            const guint8 *name,
            gsize         length)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);
      gsize at = 0;

      /* Another spelling will do, as it does for some servers. */
      while (at < length && place->length == length &&
             g_ascii_tolower ((char) place->name[at]) == g_ascii_tolower ((char) name[at]))
        at++;
      if (at == length)
        return place;
    }

  return NULL;
}

static void
write_name (Sender       *self,
            const guint8 *name,
            gsize         length)
{
  while (*name != 0)
    {
      const Place *place = NULL;

      if (self->random != NULL && g_rand_int_range (self->random, 0, 5) > 0)
        place = find_place (self, name, length);
      if (place != NULL)
        {
          write_u16 (self->message, (guint16) (0xc000 | place->offset));
          self->n_saved += length - 2;
          return;
        }
      if (self->message->len <= POINTER_MAX)
        {
          Place new_place = { .length = length, .offset = self->message->len };

          memcpy (new_place.name, name, length);
          g_array_append_val (self->places, new_place);
        }
      g_byte_array_append (self->message, name, 1 + (guint) name[0]);
      length -= 1 + (gsize) name[0];
      name += 1 + (gsize) name[0];
    }
  g_byte_array_append (self->message, name, 1);
}

static gsize
measure_name (const guint8 *name)
{
  gsize at = 0;

  while (name[at] != 0)
    at += 1 + (gsize) name[at];

  return at + 1;
}

static gboolean
may_be_compressed (guint16 type)
{
  /* RFC 3597, section 4, of the types there are here. */
  return type == 2 || type == 5 || type == TYPE_SOA || type == 12 || type == 15 || type == 33 || type == 35;
}

static void
write_record (Sender             *self,
              const ZcTestRecord *record)
{
  guint length_at;
  guint rdata_len;

  write_name (self, record->owner, record->owner_len);
  write_u16 (self->message, record->type);
  write_u16 (self->message, 1);
  write_u16 (self->message, (guint16) (record->ttl >> 16));
  write_u16 (self->message, (guint16) record->ttl);
  length_at = self->message->len;
  write_u16 (self->message, 0);

  g_byte_array_append (self->message, record->rdata, (guint) record->names_start);
  for (gsize at = record->names_start; at < record->names_end;)
    {
      gsize length = measure_name (record->rdata + at);

      if (may_be_compressed (record->type))
        write_name (self, record->rdata + at, length);
      else
        g_byte_array_append (self->message, record->rdata + at, (guint) length);
      at += length;
    }
  g_byte_array_append (self->message, record->rdata + record->names_end,
                       (guint) (record->rdata_len - record->names_end));

  rdata_len = self->message->len - length_at - 2;
  self->message->data[length_at] = (guint8) (rdata_len >> 8);
  self->message->data[length_at + 1] = (guint8) rdata_len;
  self->n_records++;
}

static void
keep_record_cb (const ZcTestRecord *record,
                gpointer            data)
{
  Sender *self = data;
  ZcTestRecord *kept = g_memdup2 (record, sizeof *record);

  kept->rdata = g_memdup2 (record->rdata, record->rdata_len);
  /* The stream begins with the SOA, which comes once there. */
  if (record->type != TYPE_SOA)
    g_ptr_array_add (self->records, kept);
  else if (self->records->len == 0 || ((ZcTestRecord *) self->records->pdata[0])->type != TYPE_SOA)
    g_ptr_array_insert (self->records, 0, kept);
  else
    {
      g_free (kept->rdata);
      g_free (kept);
    }
}

static void
free_record (gpointer data)
{
  ZcTestRecord *record = data;

  g_free (record->rdata);
  g_free (record);
}

/* Sends a zone through the reader of transfers into a copy. */
static ZcZoneCopy *
transfer (const ZcTestZone *zone,
          GRand            *random,
          guint             records_a_message,
          gsize            *n_saved)
{
  static const ZcAxfrLimits limits = { 1000000, 100000000 };
  ZcZoneCopyBuilder *builder = zc_zone_copy_builder_new (ZC_TEST_ZONE_NAME, NULL);
  ZcAxfrResult result = { .rcode = -1, .server_time = -1 };
  ZcDnsQuestion question;
  Sender sender = {
    .state = ZC_AXFR_STREAM_MORE,
    .message = g_byte_array_new (),
    .places = g_array_new (FALSE, FALSE, sizeof (Place)),
    .records = g_ptr_array_new_with_free_func (free_record),
    .random = random,
  };

  g_assert_true (zc_dns_question_init (&question, ZC_TEST_ZONE_NAME, ZC_DNS_TYPE_AXFR, NULL));
  sender.stream = zc_axfr_stream_new (&question, ID, &limits, zc_zone_copy_builder_get_sink (), builder, &result);

  zc_test_zone_stream (zone, random, keep_record_cb, &sender);
  begin_message (&sender, TRUE);
  for (guint i = 0; i <= sender.records->len; i++)
    {
      /* The opening SOA again at the end. */
      write_record (&sender, g_ptr_array_index (sender.records, i % sender.records->len));
      if (sender.n_records == records_a_message || sender.message->len > 30000)
        send_message (&sender);
    }
  send_message (&sender);
  g_assert_cmpstr (result.detail, ==, NULL);
  g_assert_cmpint (sender.state, ==, ZC_AXFR_STREAM_CLOSED);
  zc_axfr_stream_close (sender.stream, FALSE);
  g_assert_cmpint (result.outcome, ==, ZC_DNS_OUTCOME_OK);
  g_assert_cmpuint (result.n_records, ==, sender.records->len + 1);

  if (n_saved != NULL)
    *n_saved += sender.n_saved;
  g_free (sender.stream);
  g_byte_array_unref (sender.message);
  g_array_unref (sender.places);
  g_ptr_array_unref (sender.records);
  g_free (result.detail);

  return zc_zone_copy_builder_seal (builder);
}

static void
test_recompressed_streams_are_equal (void)
{
  gsize n_saved = 0;

  for (guint32 i = 0; i < 60; i++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (SEED + i);
      g_autoptr(ZcTestZone) zone = zc_test_zone_new_random (random, 3 * i);
      g_autoptr(ZcZoneCopy) plain = transfer (zone, NULL, G_MAXUINT, NULL);
      g_autoptr(ZcZoneCopy) other = transfer (zone, random, 1 + i % 7 * 20, &n_saved);
      g_autoptr(ZcZoneDifferences) differences = zc_zone_differences_new (plain, other, ZC_ZONE_COMPARE_DEFAULT,
                                                                          NULL, NULL);

      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (differences)), ==, 0);
      g_assert_cmpint (zc_zone_differences_get_soa_relation (differences), ==, ZC_ZONE_SOA_EQUAL);
      g_assert_cmpuint (zc_zone_copy_get_facts (plain)->n_sets, ==, zone->sets->len);
      g_assert_cmpuint (zc_zone_copy_get_facts (plain)->n_records, ==, zc_zone_copy_get_facts (other)->n_records);
    }

  /* There must have been compression to undo. */
  g_assert_cmpuint (n_saved, >, 10000);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/zone-stream/recompressed-streams-are-equal", test_recompressed_streams_are_equal);

  return g_test_run ();
}
