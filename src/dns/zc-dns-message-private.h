/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-outcome.h"

G_BEGIN_DECLS

/* Private to dns/: DNS messages as bytes. Nothing here touches the network. */

#define ZC_DNS_HEADER_SIZE 12
#define ZC_DNS_NAME_MOST 255
#define ZC_DNS_QUESTION_MOST (ZC_DNS_HEADER_SIZE + ZC_DNS_NAME_MOST + 4 + 64)
#define ZC_DNS_MESSAGE_MOST 65535

/* What a UDP answer may take without being cut into fragments on its way. */
#define ZC_DNS_UDP_SIZE 1232

/* Response codes (RFC 1035, 2136, 6891) and the numbers of a few types. */
enum
{
  ZC_DNS_RCODE_NOERROR = 0,
  ZC_DNS_RCODE_FORMERR = 1,
  ZC_DNS_RCODE_SERVFAIL = 2,
  ZC_DNS_RCODE_NXDOMAIN = 3,
  ZC_DNS_RCODE_NOTIMP = 4,
  ZC_DNS_RCODE_REFUSED = 5,
  ZC_DNS_RCODE_NOTAUTH = 9,
  ZC_DNS_RCODE_BADVERS = 16,
};

enum
{
  ZC_DNS_TYPE_A = 1,
  ZC_DNS_TYPE_NS = 2,
  ZC_DNS_TYPE_CNAME = 5,
  ZC_DNS_TYPE_SOA = 6,
  ZC_DNS_TYPE_AAAA = 28,
  ZC_DNS_TYPE_OPT = 41,
  ZC_DNS_TYPE_TSIG = 250,
  ZC_DNS_TYPE_AXFR = 252,
};

#define ZC_DNS_CLASS_IN 1

/* The number of an EDNS option that is newer than ldns 1.8 (RFC 9660). */
#define ZC_DNS_EDNS_ZONEVERSION 19

/* TYPE, CLASS, TTL and RDLENGTH behind the owner of a record. */
#define ZC_DNS_RECORD_FIXED_SIZE 10

/**
 * ZcDnsQuestion:
 * @name: the name in wire form, in the spelling it is asked with
 * @name_len: its length
 * @type: the record type
 *
 * What is asked, class IN always.
 */
typedef struct
{
  guint8 name[ZC_DNS_NAME_MOST];
  guint8 name_len;
  guint16 type;
} ZcDnsQuestion;

/**
 * ZcDnsMessageFlags:
 * @ZC_DNS_MESSAGE_RECURSION: ask for recursion, as resolvers are asked
 * @ZC_DNS_MESSAGE_OPT: with an OPT record (RFC 6891) that offers 1232 bytes
 * @ZC_DNS_MESSAGE_OPTIONS: asks in the OPT record for NSID (RFC 5001), EXPIRE (RFC 7314) and ZONEVERSION
 *   (RFC 9660)
 * @ZC_DNS_MESSAGE_DNSSEC: sets the DO bit of the OPT record (RFC 3225)
 */
typedef enum
{
  ZC_DNS_MESSAGE_PLAIN = 0,
  ZC_DNS_MESSAGE_RECURSION = 1 << 0,
  ZC_DNS_MESSAGE_OPT = 1 << 1,
  ZC_DNS_MESSAGE_OPTIONS = 1 << 2,
  ZC_DNS_MESSAGE_DNSSEC = 1 << 3,
} ZcDnsMessageFlags;

/**
 * ZcDnsReplyKind:
 * @ZC_DNS_REPLY_STRAY: not the answer to this question
 * @ZC_DNS_REPLY_TRUNCATED: the answer, cut off (TC)
 * @ZC_DNS_REPLY_ANSWER: the answer
 */
typedef enum
{
  ZC_DNS_REPLY_STRAY,
  ZC_DNS_REPLY_TRUNCATED,
  ZC_DNS_REPLY_ANSWER,
} ZcDnsReplyKind;

/**
 * zc_dns_question_init:
 * @self: the question to fill
 * @name: a domain name, ASCII in presentation format
 * @type: the record type
 * @error: return location for %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: whether @name is a domain name
 */
gboolean       zc_dns_question_init  (ZcDnsQuestion     *self,
                                      const char        *name,
                                      guint16            type,
                                      GError           **error);

/**
 * zc_dns_question_write:
 * @self: a question
 * @id: the message id
 * @flags: what else goes into the message
 * @buffer: at least %ZC_DNS_QUESTION_MOST bytes
 *
 * Returns: the length of the message
 */
gsize          zc_dns_question_write (const ZcDnsQuestion *self,
                                      guint16              id,
                                      ZcDnsMessageFlags    flags,
                                      guint8              *buffer);

/**
 * zc_dns_reply_check:
 * @question: what was asked
 * @id: the id it was asked with
 * @data: a message from the server
 * @length: its length
 *
 * Checks ID, QR, opcode and the question (RFC 5452, section 9.1) of a reply to @question. The sections
 * behind are looked at by the parser alone. A reply with an error RCODE other than NXDOMAIN may leave the
 * question out: a server that could not read the question cannot repeat it.
 *
 * Returns: what the message is to the question
 */
ZcDnsReplyKind zc_dns_reply_check    (const ZcDnsQuestion *question,
                                      guint16              id,
                                      const guint8        *data,
                                      gsize                length);

/**
 * zc_dns_reply_get_rcode:
 * @data: a message that was checked
 * @length: its length
 *
 * Gives the RCODE with its upper bits from the OPT record (RFC 6891, section 6.1.3), where there is one that
 * can be found.
 *
 * Returns: the RCODE
 */
int            zc_dns_reply_get_rcode (const guint8       *data,
                                       gsize               length);

/**
 * zc_dns_rcode_judge:
 * @rcode: an RCODE that is not NOERROR
 * @refused: what REFUSED means to the question: it differs between an AXFR and other questions
 *
 * Returns: the outcome that the RCODE stands for
 */
ZcDnsOutcome   zc_dns_rcode_judge    (int                  rcode,
                                      ZcDnsOutcome         refused);

/**
 * zc_dns_name_length:
 * @data: a message
 * @length: its length
 * @offset: where a name begins
 *
 * Measures a name as it stands in the message, a compression pointer included, without following it.
 *
 * Returns: the length, 0 when there is no name
 */
gsize          zc_dns_name_length    (const guint8        *data,
                                      gsize                length,
                                      gsize                offset);

/**
 * zc_dns_name_equal:
 * @first: a name in wire form
 * @second: as long a stretch of bytes
 * @length: how long both are
 *
 * Returns: whether both are the same name, their case aside (RFC 4343)
 */
gboolean       zc_dns_name_equal     (const guint8        *first,
                                      const guint8        *second,
                                      gsize                length);

/**
 * zc_dns_random_id:
 *
 * Returns: an id that nobody can guess
 */
guint16        zc_dns_random_id      (void);

/**
 * zc_dns_read_u16:
 * @data: where it stands
 *
 * Returns: a number of 16 bits in network order
 */
static inline guint16
zc_dns_read_u16 (const guint8 *data)
{
  return (guint16) (data[0] << 8 | data[1]);
}

/**
 * zc_dns_read_u32:
 * @data: where it stands
 *
 * Returns: a number of 32 bits in network order
 */
static inline guint32
zc_dns_read_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

/**
 * zc_dns_write_u16:
 * @data: where to write it, 2 bytes
 * @value: a number
 *
 * Writes a number in network order.
 */
static inline void
zc_dns_write_u16 (guint8  *data,
                  guint16  value)
{
  data[0] = (guint8) (value >> 8);
  data[1] = (guint8) value;
}

/**
 * zc_dns_header_get_rcode:
 * @message: a message, at least its header
 *
 * Returns: the RCODE of the header, without the upper bits that EDNS adds
 */
static inline int
zc_dns_header_get_rcode (const guint8 *message)
{
  return message[3] & 0x0f;
}

G_END_DECLS
