/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-report.h"

ZcSoaAnswer *
zc_test_report_add (GPtrArray      *rows,
                    ZcServerRole    role,
                    const char     *name,
                    const char     *address,
                    ZcDnsTransport  transport,
                    ZcDnsOutcome    outcome,
                    guint32         serial)
{
  g_autoptr(GInetAddress) inet = g_inet_address_new_from_string (address);
  g_autoptr(ZcDnsServer) server = zc_dns_server_new (name, inet, 53);
  ZcSoaAnswer answer = {
    .server = server,
    .transport = transport,
    .outcome = outcome,
    .rcode = outcome == ZC_DNS_OUTCOME_OK ? 0 : -1,
    .authoritative = outcome == ZC_DNS_OUTCOME_OK,
    .has_serial = outcome == ZC_DNS_OUTCOME_OK,
    .serial = serial,
    .expire_left = -1,
    .zone_version = -1,
    .round_trip_us = 1900,
    .extended_error = -1,
  };
  ZcSerialRow *row = zc_serial_row_new (role, name, zc_soa_answer_copy (&answer), NULL);

  g_ptr_array_add (rows, row);

  return row->answer;
}

void
zc_test_report_add_both (GPtrArray    *rows,
                         ZcServerRole  role,
                         const char   *name,
                         const char   *address,
                         ZcDnsOutcome  outcome,
                         guint32       serial)
{
  zc_test_report_add (rows, role, name, address, ZC_DNS_TRANSPORT_UDP, outcome, serial);
  zc_test_report_add (rows, role, name, address, ZC_DNS_TRANSPORT_TCP, outcome, serial);
}

GPtrArray *
zc_test_report_new_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) zc_serial_row_free);
}

ZcZone *
zc_test_report_new_zone (const char         *name,
                         const char * const *primary_ips,
                         const char * const *name_servers)
{
  return zc_zone_new (&(ZcZoneFields) {
    .kind = ZC_ZONE_KIND_SECONDARY,
    .id = "a1bc82de-4cc5-40ca-bfb3-4e93bd9a367c",
    .name = name,
    .state = "AVAILABLE",
    .enabled = TRUE,
    .primary_ips = primary_ips,
    .name_servers = name_servers,
  });
}
