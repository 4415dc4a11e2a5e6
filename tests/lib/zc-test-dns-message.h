/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-test-dns-server.h"

G_BEGIN_DECLS

/**
 * ZcTestDnsSection:
 * @ZC_TEST_DNS_ANSWER: the answer section
 * @ZC_TEST_DNS_AUTHORITY: the authority section
 * @ZC_TEST_DNS_ADDITIONAL: the additional section
 *
 * Where a record goes. Sections are filled in this order.
 */
typedef enum
{
  ZC_TEST_DNS_ANSWER,
  ZC_TEST_DNS_AUTHORITY,
  ZC_TEST_DNS_ADDITIONAL,
} ZcTestDnsSection;

/**
 * zc_test_dns_message_new:
 * @question: (nullable): the question to repeat, %NULL for a message without
 * @id: the message id
 * @rcode: the RCODE
 *
 * Begins an answer with QR and AA set. The bytes are the caller's to damage.
 *
 * Returns: (transfer full): the message
 */
GByteArray *zc_test_dns_message_new        (const ZcTestDnsQuestion *question,
                                            guint16                  id,
                                            guint                    rcode);

/**
 * zc_test_dns_message_add:
 * @message: a message
 * @section: where the record goes
 * @record: a record in presentation format; names without final dot lie in @zone, which is "@"
 * @zone: the zone, with the final dot
 *
 * Appends a record, without compression.
 */
void        zc_test_dns_message_add        (GByteArray       *message,
                                            ZcTestDnsSection  section,
                                            const char       *record,
                                            const char       *zone);

/**
 * zc_test_dns_message_add_raw:
 * @message: a message
 * @section: where the record goes
 * @data: a record in wire form
 * @length: its length
 *
 * Appends bytes as a record, whatever they are.
 */
void        zc_test_dns_message_add_raw    (GByteArray       *message,
                                            ZcTestDnsSection  section,
                                            const guint8     *data,
                                            gsize             length);

/**
 * zc_test_dns_message_add_opt:
 * @message: a message
 * @upper_rcode: the upper bits of the RCODE
 * @options: (nullable): options in wire form
 * @length: their length
 *
 * Appends an OPT record.
 */
void        zc_test_dns_message_add_opt    (GByteArray       *message,
                                            guint8            upper_rcode,
                                            const guint8     *options,
                                            gsize             length);

/**
 * zc_test_dns_message_add_tsig:
 * @message: a message
 * @error: the TSIG error
 * @other: (nullable): the other data
 * @other_length: its length
 *
 * Appends a TSIG record without a MAC, as servers answer what they could not verify.
 */
void        zc_test_dns_message_add_tsig   (GByteArray       *message,
                                            guint16           error,
                                            const guint8     *other,
                                            gsize             other_length);

G_END_DECLS
