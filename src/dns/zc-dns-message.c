/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-dns-message-private.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include <glib/gi18n-lib.h>
#include <ldns/ldns.h>

#define FLAG_QR 0x80
#define FLAG_OPCODE 0x78
#define FLAG_TC 0x02
#define FLAG_RD 0x01

#define EDNS_DO 0x80

/* An OPT record without options. */
#define OPT_SIZE 11

gboolean
zc_dns_question_init (ZcDnsQuestion  *self,
                      const char     *name,
                      guint16         type,
                      GError        **error)
{
  ldns_rdf *rdf = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  if (*name == '\0' || ldns_str2rdf_dname (&rdf, name) != LDNS_STATUS_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: %s is what was given instead of a domain name. */
                   _("“%s” is not a domain name"), name);
      return FALSE;
    }

  self->name_len = (guint8) ldns_rdf_size (rdf);
  memcpy (self->name, ldns_rdf_data (rdf), self->name_len);
  self->type = type;
  ldns_rdf_deep_free (rdf);

  return TRUE;
}

static gsize
write_opt (guint8            *at,
           ZcDnsMessageFlags  flags)
{
  static const guint8 options[] = {
    0, LDNS_EDNS_NSID, 0, 0,
    0, LDNS_EDNS_EXPIRE, 0, 0,
    0, ZC_DNS_EDNS_ZONEVERSION, 0, 0,
  };
  gsize options_length = (flags & ZC_DNS_MESSAGE_OPTIONS) != 0 ? sizeof options : 0;

  memset (at, 0, OPT_SIZE);
  zc_dns_write_u16 (at + 1, ZC_DNS_TYPE_OPT);
  zc_dns_write_u16 (at + 3, ZC_DNS_UDP_SIZE);
  at[7] = (flags & ZC_DNS_MESSAGE_DNSSEC) != 0 ? EDNS_DO : 0;
  zc_dns_write_u16 (at + 9, (guint16) options_length);
  memcpy (at + OPT_SIZE, options, options_length);

  return OPT_SIZE + options_length;
}

/* Written by hand and not with ldns: thousands of questions a second go through here. */
gsize
zc_dns_question_write (const ZcDnsQuestion *self,
                       guint16              id,
                       ZcDnsMessageFlags    flags,
                       guint8              *buffer)
{
  gsize length = ZC_DNS_HEADER_SIZE;

  memset (buffer, 0, ZC_DNS_HEADER_SIZE);
  zc_dns_write_u16 (buffer, id);
  if ((flags & ZC_DNS_MESSAGE_RECURSION) != 0)
    buffer[2] = FLAG_RD;
  buffer[5] = 1;

  memcpy (buffer + length, self->name, self->name_len);
  length += self->name_len;
  zc_dns_write_u16 (buffer + length, self->type);
  zc_dns_write_u16 (buffer + length + 2, ZC_DNS_CLASS_IN);
  length += 4;

  if ((flags & ZC_DNS_MESSAGE_OPT) != 0)
    {
      buffer[11] = 1;
      length += write_opt (buffer + length, flags);
    }

  return length;
}

static gboolean
may_lack_question (const guint8 *message)
{
  int rcode = zc_dns_header_get_rcode (message);

  return rcode != ZC_DNS_RCODE_NOERROR && rcode != ZC_DNS_RCODE_NXDOMAIN;
}

ZcDnsReplyKind
zc_dns_reply_check (const ZcDnsQuestion *question,
                    guint16              id,
                    const guint8        *data,
                    gsize                length)
{
  const guint8 *at = data + ZC_DNS_HEADER_SIZE;
  guint16 n_questions;

  if (length < ZC_DNS_HEADER_SIZE ||
      zc_dns_read_u16 (data) != id ||
      (data[2] & FLAG_QR) == 0 ||
      (data[2] & FLAG_OPCODE) != 0)
    return ZC_DNS_REPLY_STRAY;

  n_questions = zc_dns_read_u16 (data + 4);
  if (n_questions == 0)
    return may_lack_question (data) ? ZC_DNS_REPLY_ANSWER : ZC_DNS_REPLY_STRAY;

  /* The first name of a message has nothing before it to point at, so it is never compressed. */
  if (n_questions != 1 ||
      length < ZC_DNS_HEADER_SIZE + (gsize) question->name_len + 4 ||
      !zc_dns_name_equal (at, question->name, question->name_len) ||
      zc_dns_read_u16 (at + question->name_len) != question->type ||
      zc_dns_read_u16 (at + question->name_len + 2) != ZC_DNS_CLASS_IN)
    return ZC_DNS_REPLY_STRAY;

  return (data[2] & FLAG_TC) != 0 ? ZC_DNS_REPLY_TRUNCATED : ZC_DNS_REPLY_ANSWER;
}

int
zc_dns_reply_get_rcode (const guint8 *data,
                        gsize         length)
{
  int rcode = zc_dns_header_get_rcode (data);
  guint n_questions = zc_dns_read_u16 (data + 4);
  guint n_records = (guint) zc_dns_read_u16 (data + 6) + zc_dns_read_u16 (data + 8) + zc_dns_read_u16 (data + 10);
  gsize at = ZC_DNS_HEADER_SIZE;

  for (guint i = 0; i < n_questions + n_records; i++)
    {
      gsize name_length = zc_dns_name_length (data, length, at);
      gsize fixed = i < n_questions ? 4 : ZC_DNS_RECORD_FIXED_SIZE;

      at += name_length;
      if (name_length == 0 || length - at < fixed)
        return rcode;
      /* The TTL of an OPT record begins with the upper bits. */
      if (i >= n_questions && zc_dns_read_u16 (data + at) == ZC_DNS_TYPE_OPT)
        return data[at + 4] << 4 | rcode;
      if (i >= n_questions)
        fixed += zc_dns_read_u16 (data + at + 8);
      if (length - at < fixed)
        return rcode;
      at += fixed;
    }

  return rcode;
}

ZcDnsOutcome
zc_dns_rcode_judge (int          rcode,
                    ZcDnsOutcome refused)
{
  switch (rcode)
    {
    case ZC_DNS_RCODE_FORMERR:
      return ZC_DNS_OUTCOME_FORMERR;

    case ZC_DNS_RCODE_SERVFAIL:
      return ZC_DNS_OUTCOME_SERVFAIL;

    case ZC_DNS_RCODE_NXDOMAIN:
      return ZC_DNS_OUTCOME_NXDOMAIN;

    case ZC_DNS_RCODE_NOTIMP:
      return ZC_DNS_OUTCOME_NOTIMP;

    case ZC_DNS_RCODE_REFUSED:
      return refused;

    case ZC_DNS_RCODE_NOTAUTH:
      return ZC_DNS_OUTCOME_NOTAUTH;

    default:
      return ZC_DNS_OUTCOME_OTHER_RCODE;
    }
}

gsize
zc_dns_name_length (const guint8 *data,
                    gsize         length,
                    gsize         offset)
{
  gsize at = offset;

  while (at < length)
    {
      guint8 label = data[at];

      if (label == 0)
        return at + 1 - offset;
      if ((label & 0xc0) == 0xc0)
        return at + 2 <= length ? at + 2 - offset : 0;
      if ((label & 0xc0) != 0)
        return 0;
      at += 1 + (gsize) label;
    }

  return 0;
}

gboolean
zc_dns_name_equal (const guint8 *first,
                   const guint8 *second,
                   gsize         length)
{
  /* Length bytes are 63 at most, below every letter, so they stay as they are. */
  for (gsize i = 0; i < length; i++)
    if (g_ascii_tolower ((char) first[i]) != g_ascii_tolower ((char) second[i]))
      return FALSE;

  return TRUE;
}

guint16
zc_dns_random_id (void)
{
  guint16 id;

  while (getrandom (&id, sizeof id, 0) != (ssize_t) sizeof id)
    if (errno != EINTR)
      g_error ("This system has no random numbers: %s", g_strerror (errno));

  return id;
}
