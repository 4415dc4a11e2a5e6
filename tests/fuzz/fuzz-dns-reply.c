/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "zc-dns-message-private.h"
#include "zc-soa-query-private.h"

#define ID 0x1234
#define ZONE "example.test"

/* A datagram in answer to the question for the zone's SOA: checked, and read when it is an answer. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(ZcDnsServer) server = zc_dns_server_new (NULL, address, 53);
  g_autoptr(ZcSoaAnswer) answer = zc_soa_answer_new (server, ZC_DNS_TRANSPORT_UDP);
  g_autoptr(ZcSoaAnswer) copy = NULL;
  ZcDnsQuestion question;

  g_assert_true (zc_dns_question_init (&question, ZONE, ZC_DNS_TYPE_SOA, NULL));
  if (size >= ZC_DNS_HEADER_SIZE)
    g_assert_cmpint (zc_dns_reply_get_rcode (data, size), <=, 0xfff);
  if (zc_dns_reply_check (&question, ID, data, size) != ZC_DNS_REPLY_ANSWER)
    return 0;

  zc_soa_answer_read_message (answer, ZONE, data, size);
  if (answer->outcome == ZC_DNS_OUTCOME_OK)
    {
      g_assert_true (answer->has_serial);
      g_assert_true (answer->authoritative);
      g_assert_cmpint (answer->rcode, ==, 0);
    }
  if (answer->extended_error_text != NULL)
    g_assert_true (g_utf8_validate (answer->extended_error_text, -1, NULL));
  if (answer->name_server_id != NULL)
    g_assert_true (g_str_is_ascii (answer->name_server_id));
  copy = zc_soa_answer_copy (answer);

  return 0;
}
