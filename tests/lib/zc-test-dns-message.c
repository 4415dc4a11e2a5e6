/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-dns-message.h"

#include <ldns/ldns.h>

#define HEADER_SIZE 12
#define FIRST_COUNT 6 /* where ANCOUNT stands in the header */

static void
append_u16 (GByteArray *message,
            guint       value)
{
  guint8 bytes[] = { (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (message, bytes, sizeof bytes);
}

/* The question in its own spelling: header, name, type and class stand at the beginning of what came. */
static void
append_question (GByteArray              *message,
                 const ZcTestDnsQuestion *question)
{
  gsize end = HEADER_SIZE;

  while (question->message[end] != 0)
    end += 1 + (gsize) question->message[end];
  g_byte_array_append (message, question->message + HEADER_SIZE, (guint) (end + 5 - HEADER_SIZE));
}

GByteArray *
zc_test_dns_message_new (const ZcTestDnsQuestion *question,
                         guint16                  id,
                         guint                    rcode)
{
  GByteArray *message = g_byte_array_new ();

  append_u16 (message, id);
  append_u16 (message, 0x8400 | rcode);
  append_u16 (message, question != NULL ? 1 : 0);
  append_u16 (message, 0);
  append_u16 (message, 0);
  append_u16 (message, 0);
  if (question != NULL)
    append_question (message, question);

  return message;
}

void
zc_test_dns_message_add (GByteArray       *message,
                         ZcTestDnsSection  section,
                         const char       *record,
                         const char       *zone)
{
  ldns_rdf *origin = ldns_dname_new_frm_str (zone);
  ldns_rr *rr = NULL;
  ldns_buffer *buffer = ldns_buffer_new (LDNS_MAX_PACKETLEN);

  g_assert_cmpint (ldns_rr_new_frm_str (&rr, record, 3600, origin, NULL), ==, LDNS_STATUS_OK);
  g_assert_cmpint (ldns_rr2buffer_wire (buffer, rr, LDNS_SECTION_ANSWER), ==, LDNS_STATUS_OK);
  zc_test_dns_message_add_raw (message, section, ldns_buffer_begin (buffer), ldns_buffer_position (buffer));
  ldns_buffer_free (buffer);
  ldns_rr_free (rr);
  ldns_rdf_deep_free (origin);
}

void
zc_test_dns_message_add_raw (GByteArray       *message,
                             ZcTestDnsSection  section,
                             const guint8     *data,
                             gsize             length)
{
  guint8 *count = message->data + FIRST_COUNT + 2 * section;
  guint n = (guint) count[0] << 8 | count[1];

  n++;
  count[0] = (guint8) (n >> 8);
  count[1] = (guint8) n;
  g_byte_array_append (message, data, (guint) length);
}

static void
add_record (GByteArray   *message,
            const guint8 *owner_type_class_ttl,
            gsize         length,
            GByteArray   *rdata)
{
  g_autoptr(GByteArray) record = g_byte_array_new ();

  g_byte_array_append (record, owner_type_class_ttl, (guint) length);
  append_u16 (record, rdata->len);
  g_byte_array_append (record, rdata->data, rdata->len);
  zc_test_dns_message_add_raw (message, ZC_TEST_DNS_ADDITIONAL, record->data, record->len);
}

void
zc_test_dns_message_add_opt (GByteArray   *message,
                             guint8        upper_rcode,
                             const guint8 *options,
                             gsize         length)
{
  guint8 opt[] = { 0, 0, 41, 0x04, 0xd0, upper_rcode, 0, 0, 0 };
  g_autoptr(GByteArray) rdata = g_byte_array_new ();

  if (length > 0)
    g_byte_array_append (rdata, options, (guint) length);
  add_record (message, opt, sizeof opt, rdata);
}

void
zc_test_dns_message_add_tsig (GByteArray   *message,
                              guint16       error,
                              const guint8 *other,
                              gsize         other_length)
{
  static const guint8 tsig[] = { 3, 'k', 'e', 'y', 0, 0, 250, 0, 255, 0, 0, 0, 0 };
  static const guint8 algorithm[] = { 11, 'h', 'm', 'a', 'c', '-', 's', 'h', 'a', '2', '5', '6', 0 };
  static const guint8 time_and_fudge[] = { 0, 0, 0x65, 0, 0, 0, 1, 44 };
  g_autoptr(GByteArray) rdata = g_byte_array_new ();

  g_byte_array_append (rdata, algorithm, sizeof algorithm);
  g_byte_array_append (rdata, time_and_fudge, sizeof time_and_fudge);
  append_u16 (rdata, 0);
  append_u16 (rdata, (guint) message->data[0] << 8 | message->data[1]);
  append_u16 (rdata, error);
  append_u16 (rdata, (guint) other_length);
  if (other_length > 0)
    g_byte_array_append (rdata, other, (guint) other_length);
  add_record (message, tsig, sizeof tsig, rdata);
}
