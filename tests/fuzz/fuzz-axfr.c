/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "zc-axfr-stream-private.h"
#include "zc-rdata-layout.h"

#define ID 0x1234
#define ZONE "example.test"

typedef struct
{
  ZcDnsQuestion question;
  guint64 n_records;
} Keeper;

/* A name in wire form without compression; returns its length. */
static gsize
assert_name (const guint8 *name,
             gsize         length)
{
  gsize at = 0;

  while (TRUE)
    {
      g_assert_cmpuint (at, <, length);
      g_assert_cmpuint (name[at], <=, 63);
      if (name[at] == 0)
        break;
      at += 1 + (gsize) name[at];
    }
  g_assert_cmpuint (at + 1, <=, ZC_DNS_NAME_MOST);

  return at + 1;
}

/* What a sink may rely on: names are whole, the owner is in the zone, rdata fits its type. */
static gboolean
check_record (gpointer       sink,
              const guint8  *owner,
              gsize          owner_len,
              guint16        type,
              guint16        klass,
              guint32        ttl,
              const guint8  *rdata,
              gsize          rdata_len,
              GError       **error)
{
  Keeper *keeper = sink;
  const char *layout = zc_rdata_layout_get (type);
  gsize offset = 0;

  g_assert_cmpuint (assert_name (owner, owner_len), ==, owner_len);
  g_assert_cmpuint (owner_len, >=, keeper->question.name_len);
  g_assert_true (zc_dns_name_equal (owner + owner_len - keeper->question.name_len, keeper->question.name,
                                    keeper->question.name_len));
  g_assert_cmpuint (klass, ==, ZC_DNS_CLASS_IN);
  g_assert_cmpuint (ttl, <=, G_MAXINT32);
  g_assert_cmpuint (rdata_len, <=, G_MAXUINT16);

  for (; layout != NULL && *layout != '\0'; layout++)
    {
      char field = zc_rdata_field_resolve (*layout, rdata, rdata_len);

      if (field == 'n')
        offset += assert_name (rdata + offset, rdata_len - offset);
      else if (field == 'N')
        while (offset < rdata_len)
          offset += assert_name (rdata + offset, rdata_len - offset);
      else
        {
          gssize size = zc_rdata_field_measure (field, rdata, rdata_len, offset);

          g_assert_cmpint (size, >=, 0);
          offset += (gsize) size;
        }
    }
  if (layout != NULL)
    g_assert_cmpuint (offset, ==, rdata_len);

  g_assert_true (keeper->n_records > 0 || type == ZC_DNS_TYPE_SOA);
  keeper->n_records++;

  return TRUE;
}

/* The bytes of a TCP stream in answer to an AXFR question. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const ZcAxfrSink sink = { check_record };
  static const ZcAxfrLimits limits = { 10000, 1000000 };
  ZcAxfrStreamState state = ZC_AXFR_STREAM_MORE;
  ZcAxfrResult result = { .rcode = -1, .server_time = -1 };
  Keeper keeper = { 0 };
  g_autofree ZcAxfrStream *stream = NULL;

  g_assert_true (zc_dns_question_init (&keeper.question, ZONE, ZC_DNS_TYPE_AXFR, NULL));
  stream = zc_axfr_stream_new (&keeper.question, ID, &limits, &sink, &keeper, &result);

  while (state == ZC_AXFR_STREAM_MORE && size >= 2 && size - 2 >= zc_dns_read_u16 (data))
    {
      gsize length = zc_dns_read_u16 (data);
      /* A copy of its own, so that sanitizers see its end. */
      g_autofree guint8 *message = g_memdup2 (data + 2, length);

      state = zc_axfr_stream_take (stream, message, length);
      data += 2 + length;
      size -= 2 + length;
    }
  if (state == ZC_AXFR_STREAM_CLOSED)
    zc_axfr_stream_close (stream, size > 0);

  if (state == ZC_AXFR_STREAM_FAILED)
    g_assert_cmpint (result.outcome, !=, ZC_DNS_OUTCOME_OK);
  if (state == ZC_AXFR_STREAM_CLOSED)
    g_assert_cmpuint (result.n_records, ==, keeper.n_records + 1);
  else
    g_assert_cmpuint (result.n_records, >=, keeper.n_records);
  g_free (result.detail);

  return 0;
}
