/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcDnsTransport:
 * @ZC_DNS_TRANSPORT_UDP: one datagram each way
 * @ZC_DNS_TRANSPORT_TCP: a stream with two-byte lengths (RFC 7766)
 *
 * How a question travels.
 */
typedef enum
{
  ZC_DNS_TRANSPORT_UDP,
  ZC_DNS_TRANSPORT_TCP,
} ZcDnsTransport;

/**
 * ZcDnsOutcome:
 * @ZC_DNS_OUTCOME_OK: the answer was complete and correct
 * @ZC_DNS_OUTCOME_NO_ROUTE: this computer has no way to the address
 * @ZC_DNS_OUTCOME_UDP_CLOSED: the port is closed for UDP (ICMP on a connected socket)
 * @ZC_DNS_OUTCOME_TCP_CLOSED: the connection was refused
 * @ZC_DNS_OUTCOME_TCP_FILTERED: no connection came about in time
 * @ZC_DNS_OUTCOME_TCP_RESET: the server hung up before any answer
 * @ZC_DNS_OUTCOME_TIMEOUT_ANSWER: no answer in time
 * @ZC_DNS_OUTCOME_REFUSED: RCODE REFUSED to an AXFR
 * @ZC_DNS_OUTCOME_REFUSED_ALL: RCODE REFUSED to an ordinary question
 * @ZC_DNS_OUTCOME_NOTAUTH: RCODE NOTAUTH without a word about TSIG
 * @ZC_DNS_OUTCOME_NOTAUTH_TSIG: a signed request is wanted
 * @ZC_DNS_OUTCOME_BADTIME: TSIG error BADTIME
 * @ZC_DNS_OUTCOME_SERVFAIL: RCODE SERVFAIL
 * @ZC_DNS_OUTCOME_FORMERR: RCODE FORMERR, also without EDNS
 * @ZC_DNS_OUTCOME_NOTIMP: RCODE NOTIMP, also without EDNS
 * @ZC_DNS_OUTCOME_NOT_AA: an answer or a referral without authority
 * @ZC_DNS_OUTCOME_NXDOMAIN: RCODE NXDOMAIN
 * @ZC_DNS_OUTCOME_NODATA: no error and no answer
 * @ZC_DNS_OUTCOME_BAD_ANSWER: something that is not DNS, or not the answer to this question
 * @ZC_DNS_OUTCOME_AXFR_EMPTY: the copy does not start with a SOA record
 * @ZC_DNS_OUTCOME_AXFR_TRUNCATED: the copy broke off before the closing SOA
 * @ZC_DNS_OUTCOME_AXFR_SOA_MISMATCH: opening and closing SOA differ
 * @ZC_DNS_OUTCOME_AXFR_MID_SOA: records follow the closing SOA
 * @ZC_DNS_OUTCOME_AXFR_BAD_MSG: a damaged message inside the copy
 * @ZC_DNS_OUTCOME_AXFR_ERROR_LATE: the server stopped the copy with an RCODE
 * @ZC_DNS_OUTCOME_AXFR_OUT_OF_ZONE: content that no secondary loads
 * @ZC_DNS_OUTCOME_TOO_LARGE: the copy is over the reader's bounds
 * @ZC_DNS_OUTCOME_OTHER_RCODE: any other RCODE
 * @ZC_DNS_OUTCOME_LOCAL_ERROR: this computer could not ask (the error is kept with the answer)
 * @ZC_DNS_OUTCOME_CANCELLED: the user stopped it
 *
 * What one exchange with one server showed. Conclusions from several of them are made elsewhere.
 */
typedef enum
{
  ZC_DNS_OUTCOME_OK,
  ZC_DNS_OUTCOME_NO_ROUTE,
  ZC_DNS_OUTCOME_UDP_CLOSED,
  ZC_DNS_OUTCOME_TCP_CLOSED,
  ZC_DNS_OUTCOME_TCP_FILTERED,
  ZC_DNS_OUTCOME_TCP_RESET,
  ZC_DNS_OUTCOME_TIMEOUT_ANSWER,
  ZC_DNS_OUTCOME_REFUSED,
  ZC_DNS_OUTCOME_REFUSED_ALL,
  ZC_DNS_OUTCOME_NOTAUTH,
  ZC_DNS_OUTCOME_NOTAUTH_TSIG,
  ZC_DNS_OUTCOME_BADTIME,
  ZC_DNS_OUTCOME_SERVFAIL,
  ZC_DNS_OUTCOME_FORMERR,
  ZC_DNS_OUTCOME_NOTIMP,
  ZC_DNS_OUTCOME_NOT_AA,
  ZC_DNS_OUTCOME_NXDOMAIN,
  ZC_DNS_OUTCOME_NODATA,
  ZC_DNS_OUTCOME_BAD_ANSWER,
  ZC_DNS_OUTCOME_AXFR_EMPTY,
  ZC_DNS_OUTCOME_AXFR_TRUNCATED,
  ZC_DNS_OUTCOME_AXFR_SOA_MISMATCH,
  ZC_DNS_OUTCOME_AXFR_MID_SOA,
  ZC_DNS_OUTCOME_AXFR_BAD_MSG,
  ZC_DNS_OUTCOME_AXFR_ERROR_LATE,
  ZC_DNS_OUTCOME_AXFR_OUT_OF_ZONE,
  ZC_DNS_OUTCOME_TOO_LARGE,
  ZC_DNS_OUTCOME_OTHER_RCODE,
  ZC_DNS_OUTCOME_LOCAL_ERROR,
  ZC_DNS_OUTCOME_CANCELLED,
} ZcDnsOutcome;

/**
 * zc_dns_outcome_get_id:
 * @outcome: an outcome
 *
 * Gives the stable name that programs rely on, such as "tcp-closed"; "ok" for success.
 *
 * Returns: (transfer none): the id
 */
const char *zc_dns_outcome_get_id (ZcDnsOutcome outcome);

G_END_DECLS
