/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-serial-report.h"
#include "zc-zone.h"

G_BEGIN_DECLS

/**
 * zc_test_report_add:
 * @rows: (element-type ZcSerialRow): where to add the row
 * @role: what the server is to the zone
 * @name: the server's name
 * @address: the address that was asked
 * @transport: how
 * @outcome: what it showed
 * @serial: the serial, when @outcome is ok
 *
 * Adds a row to a serial check that was never made.
 *
 * Returns: (transfer none): the answer in the row, for a test that wants more in it
 */
ZcSoaAnswer *zc_test_report_add   (GPtrArray      *rows,
                                   ZcServerRole    role,
                                   const char     *name,
                                   const char     *address,
                                   ZcDnsTransport  transport,
                                   ZcDnsOutcome    outcome,
                                   guint32         serial);

/**
 * zc_test_report_add_both:
 * @rows: (element-type ZcSerialRow): where to add the rows
 * @role: what the server is to the zone
 * @name: the server's name
 * @address: the address that was asked
 * @outcome: what both transports showed
 * @serial: the serial, when @outcome is ok
 *
 * Adds a row for UDP and one for TCP.
 */
void         zc_test_report_add_both (GPtrArray    *rows,
                                      ZcServerRole  role,
                                      const char   *name,
                                      const char   *address,
                                      ZcDnsOutcome  outcome,
                                      guint32       serial);

/**
 * zc_test_report_new_rows:
 *
 * Returns: (transfer full) (element-type ZcSerialRow): an empty array for zc_serial_report_new()
 */
GPtrArray   *zc_test_report_new_rows (void);

/**
 * zc_test_report_new_zone:
 * @name: the zone's name
 * @primary_ips: (array zero-terminated=1): its primaries
 * @name_servers: (array zero-terminated=1): its name servers
 *
 * Returns: (transfer full): a secondary zone that is available
 */
ZcZone      *zc_test_report_new_zone (const char         *name,
                                      const char * const *primary_ips,
                                      const char * const *name_servers);

G_END_DECLS
