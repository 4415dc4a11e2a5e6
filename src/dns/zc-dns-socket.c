/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-dns-socket-private.h"

ZcDnsOutcome
zc_dns_socket_error_judge (const GError   *error,
                           ZcDnsTransport  transport,
                           GSocketFamily   family,
                           gboolean        connected)
{
  gboolean tcp = transport == ZC_DNS_TRANSPORT_TCP;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return ZC_DNS_OUTCOME_NO_ROUTE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return tcp ? ZC_DNS_OUTCOME_TCP_CLOSED : ZC_DNS_OUTCOME_UDP_CLOSED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return tcp && !connected ? ZC_DNS_OUTCOME_TCP_FILTERED : ZC_DNS_OUTCOME_TIMEOUT_ANSWER;
  if (tcp && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return ZC_DNS_OUTCOME_TCP_RESET;

  /* A computer without IPv6 refuses before any packet leaves: such a socket cannot be made at all, or
   * there is no address to send from, for which GIO has no code of its own. */
  if (family == G_SOCKET_FAMILY_IPV6 && !connected &&
      (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) ||
       g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED)))
    return ZC_DNS_OUTCOME_NO_ROUTE;

  return ZC_DNS_OUTCOME_LOCAL_ERROR;
}
