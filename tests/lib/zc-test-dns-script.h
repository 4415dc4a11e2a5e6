/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-test-dns-server.h"

G_BEGIN_DECLS

/**
 * ZcTestDnsScript:
 * @flags: what listens
 * @udp: (nullable): what happens to a question over UDP
 * @tcp: (nullable): what happens to a question over TCP that is no AXFR
 * @axfr: (nullable): what happens to an AXFR
 * @with_opt: (nullable): what happens instead of @udp and @tcp when the question has an OPT record
 * @drop_udp: how many questions over UDP are dropped before anything else counts
 *
 * How a faulty server behaves. %NULL stands for the right answer, "" for silence. Every other script
 * is a row of words; the message made by the words is sent at "|" and at the end:
 *
 * - `soa`, `soa11` (another serial), `SOA` (the same in capitals), `ns`, `a`, `outside` (owner not in the
 *   zone): a record; `r=OWNER/TTL/TYPE/RDATA`: any record; `many=N`: N address records; `x=HEX`: bytes
 *   counted as a record
 * - `authority`, `additional`: the records that follow in this message go there
 * - `id`, `qr`, `opcode`, `question`, `type`: the header or the question is wrong in this
 * - `noquestion`, `repeat` (the question in a later message, where it is left out otherwise)
 * - `rcode=N`, `aa0`, `ra`, `tc`, `trailing` (bytes behind the end)
 * - `opt`, `opt=HEX` (options), `upper=N` (upper bits of the RCODE), `tsig=ERROR`
 * - `raw=HEX`: bytes instead of a message; `half`: only the first half of the message; `drip`: the
 *   message byte for byte; `elsewhere`: from another port; `forever`: this message again and again
 * - `/`: what follows is the answer to the next question over this transport, and so on in turns
 * - `pause=MS`; `late=MS`, which the asker does not end by hanging up; `eof`, `reset`
 */
typedef struct
{
  ZcTestDnsFlags flags;
  const char *udp;
  const char *tcp;
  const char *axfr;
  const char *with_opt;
  guint drop_udp;
} ZcTestDnsScript;

/**
 * ZC_TEST_DNS_HEALTHY_AXFR:
 *
 * The right answer to an AXFR: six records in two messages.
 */
#define ZC_TEST_DNS_HEALTHY_AXFR "soa ns a | r=www/300/A/192.0.2.80 r=@/300/TXT/\"text\" soa"

/**
 * zc_test_dns_script_start:
 * @script: how the server behaves; kept by the caller until the server is freed
 *
 * Starts a server.
 *
 * Returns: (transfer full): the server
 */
ZcTestDnsServer *zc_test_dns_script_start (const ZcTestDnsScript *script);

/**
 * zc_test_dns_script_answer:
 * @question: a question
 * @data: (type ZcTestDnsScript*): how the server behaves
 *
 * Answers a question as the script says; a #ZcTestDnsHandler, for handlers that leave some questions to it.
 */
void             zc_test_dns_script_answer (ZcTestDnsQuestion  *question,
                                            gpointer            data);

/**
 * zc_test_dns_script_run:
 * @script: words as above
 * @question: a question
 *
 * Does what the words say. For handlers that choose what to do.
 */
void             zc_test_dns_script_run   (const char            *script,
                                           ZcTestDnsQuestion     *question);

G_END_DECLS
