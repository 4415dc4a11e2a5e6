/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dns-outcome.h"

static const char *const ids[] = {
  [ZC_DNS_OUTCOME_OK] = "ok",
  [ZC_DNS_OUTCOME_NO_ROUTE] = "no-route",
  [ZC_DNS_OUTCOME_UDP_CLOSED] = "udp-closed",
  [ZC_DNS_OUTCOME_TCP_CLOSED] = "tcp-closed",
  [ZC_DNS_OUTCOME_TCP_FILTERED] = "tcp-filtered",
  [ZC_DNS_OUTCOME_TCP_RESET] = "tcp-reset",
  [ZC_DNS_OUTCOME_TIMEOUT_ANSWER] = "timeout-answer",
  [ZC_DNS_OUTCOME_REFUSED] = "refused",
  [ZC_DNS_OUTCOME_REFUSED_ALL] = "refused-all",
  [ZC_DNS_OUTCOME_NOTAUTH] = "notauth",
  [ZC_DNS_OUTCOME_NOTAUTH_TSIG] = "notauth-tsig",
  [ZC_DNS_OUTCOME_BADTIME] = "badtime",
  [ZC_DNS_OUTCOME_SERVFAIL] = "servfail",
  [ZC_DNS_OUTCOME_FORMERR] = "formerr",
  [ZC_DNS_OUTCOME_NOTIMP] = "notimp",
  [ZC_DNS_OUTCOME_NOT_AA] = "not-aa",
  [ZC_DNS_OUTCOME_NXDOMAIN] = "nxdomain",
  [ZC_DNS_OUTCOME_NODATA] = "nodata",
  [ZC_DNS_OUTCOME_BAD_ANSWER] = "bad-answer",
  [ZC_DNS_OUTCOME_AXFR_EMPTY] = "axfr-empty",
  [ZC_DNS_OUTCOME_AXFR_TRUNCATED] = "axfr-truncated",
  [ZC_DNS_OUTCOME_AXFR_SOA_MISMATCH] = "axfr-soa-mismatch",
  [ZC_DNS_OUTCOME_AXFR_MID_SOA] = "axfr-mid-soa",
  [ZC_DNS_OUTCOME_AXFR_BAD_MSG] = "axfr-bad-msg",
  [ZC_DNS_OUTCOME_AXFR_ERROR_LATE] = "axfr-error-late",
  [ZC_DNS_OUTCOME_AXFR_OUT_OF_ZONE] = "axfr-out-of-zone",
  [ZC_DNS_OUTCOME_TOO_LARGE] = "too-large",
  [ZC_DNS_OUTCOME_OTHER_RCODE] = "other-rcode",
  [ZC_DNS_OUTCOME_LOCAL_ERROR] = "local-error",
  [ZC_DNS_OUTCOME_CANCELLED] = "cancelled",
};

const char *
zc_dns_outcome_get_id (ZcDnsOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (ids), NULL);

  return ids[outcome];
}
