/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-observations.h"

#include <string.h>

static int
rcode_of (ZcDnsOutcome outcome)
{
  static const struct
  {
    ZcDnsOutcome outcome;
    int rcode;
  } rcodes[] = {
    { ZC_DNS_OUTCOME_OK, 0 },           { ZC_DNS_OUTCOME_NOT_AA, 0 },        { ZC_DNS_OUTCOME_NODATA, 0 },
    { ZC_DNS_OUTCOME_FORMERR, 1 },      { ZC_DNS_OUTCOME_SERVFAIL, 2 },      { ZC_DNS_OUTCOME_NXDOMAIN, 3 },
    { ZC_DNS_OUTCOME_NOTIMP, 4 },       { ZC_DNS_OUTCOME_REFUSED, 5 },       { ZC_DNS_OUTCOME_REFUSED_ALL, 5 },
    { ZC_DNS_OUTCOME_OTHER_RCODE, 6 },  { ZC_DNS_OUTCOME_NOTAUTH, 9 },       { ZC_DNS_OUTCOME_NOTAUTH_TSIG, 9 },
    { ZC_DNS_OUTCOME_BADTIME, 9 },      { ZC_DNS_OUTCOME_AXFR_EMPTY, 0 },    { ZC_DNS_OUTCOME_AXFR_TRUNCATED, 0 },
    { ZC_DNS_OUTCOME_AXFR_BAD_MSG, 0 }, { ZC_DNS_OUTCOME_AXFR_ERROR_LATE, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rcodes); i++)
    if (rcodes[i].outcome == outcome)
      return rcodes[i].rcode;

  return -1;
}

static ZcDnsServer *
server_new (const char *name,
            const char *address)
{
  g_autoptr(GInetAddress) inet_address = g_inet_address_new_from_string (address);

  return zc_dns_server_new (name, inet_address, 53);
}

static void
add_answer (ZcObservedServer *row,
            ZcDnsTransport    transport,
            int               outcome,
            guint32           serial)
{
  ZcSoaAnswer *answer = g_new0 (ZcSoaAnswer, 1);

  answer->server = zc_dns_server_ref (row->server);
  answer->transport = transport;
  answer->outcome = (ZcDnsOutcome) outcome;
  answer->rcode = rcode_of (answer->outcome);
  answer->authoritative = outcome == ZC_DNS_OUTCOME_OK;
  answer->has_serial = outcome == ZC_DNS_OUTCOME_OK;
  answer->serial = answer->has_serial ? serial : 0;
  answer->refresh = 3 * ZC_TEST_HOUR;
  answer->expire = ZC_TEST_EXPIRE;
  answer->expire_left = -1;
  answer->zone_version = -1;
  answer->extended_error = -1;
  zc_observed_server_take_answer (row, answer);
}

static void
add_transfer (ZcObservedServer *row,
              int               outcome,
              guint32           serial)
{
  row->transfer = g_new0 (ZcAxfrResult, 1);
  row->transfer->server = zc_dns_server_ref (row->server);
  row->transfer->outcome = (ZcDnsOutcome) outcome;
  row->transfer->rcode = rcode_of (row->transfer->outcome);
  row->transfer->has_serial = TRUE;
  row->transfer->serial = serial;
  row->transfer->closing_serial = serial;
  row->transfer->server_time = -1;
  row->transfer->n_records = 1204;
  row->transfer->duration_us = 10 * G_USEC_PER_SEC;
}

ZcObservedServer *
zc_test_add_server (ZcObservations   *observations,
                    ZcServerRole      role,
                    const char       *name,
                    const char       *address,
                    const ZcTestSeen *seen)
{
  g_autoptr(ZcDnsServer) server = server_new (name, address);
  ZcObservedServer *row = zc_observations_add_server (observations, role, name, server);

  if (seen->udp != ZC_TEST_NONE)
    add_answer (row, ZC_DNS_TRANSPORT_UDP, seen->udp, seen->serial);
  if (seen->tcp != ZC_TEST_NONE)
    add_answer (row, ZC_DNS_TRANSPORT_TCP, seen->tcp, seen->serial);
  if (seen->axfr != ZC_TEST_NONE)
    add_transfer (row, seen->axfr, seen->serial);

  return row;
}

const ZcFinding *
zc_test_find_finding (ZcDiagnosis *diagnosis,
                      const char  *id)
{
  GPtrArray *findings = zc_diagnosis_get_findings (diagnosis);

  for (guint i = 0; i < findings->len; i++)
    {
      const ZcFinding *finding = findings->pdata[i];

      if (g_str_equal (finding->id, id))
        return finding;
    }

  return NULL;
}

void
zc_test_assert_words (const char *text,
                      const char *words)
{
  g_auto(GStrv) parts = g_strsplit (words, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (text, parts[i]) == NULL)
      g_error ("“%s” does not say “%s”", text, parts[i]);
}
