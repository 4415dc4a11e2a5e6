/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dns-config.h"
#include "zc-serial-report.h"

G_BEGIN_DECLS

/**
 * ZcSerialCheckFlags:
 * @ZC_SERIAL_CHECK_BOTH: UDP and TCP on every address
 * @ZC_SERIAL_CHECK_UDP_ONLY: UDP alone, for looking at many zones
 *
 * How thorough a check is.
 */
typedef enum
{
  ZC_SERIAL_CHECK_BOTH = 0,
  ZC_SERIAL_CHECK_UDP_ONLY = 1 << 0,
} ZcSerialCheckFlags;

/**
 * zc_serial_check_async:
 * @config: where DNS questions go
 * @zone_name: the zone's name
 * @primary_ips: (array zero-terminated=1): the addresses of the primaries
 * @name_servers: (array zero-terminated=1): the names or addresses of the service's name servers
 * @flags: how thorough
 * @timeout_ms: the time each question may take with all its tries, in milliseconds
 * @cancellable: (nullable): a cancellable
 * @callback: called when every server answered or its time was up
 * @user_data: data for @callback
 *
 * Asks every address of every primary and name server for the zone's SOA, all at once.
 */
void            zc_serial_check_async  (ZcDnsConfig          *config,
                                        const char           *zone_name,
                                        const char * const   *primary_ips,
                                        const char * const   *name_servers,
                                        ZcSerialCheckFlags    flags,
                                        guint                 timeout_ms,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);

/**
 * zc_serial_check_finish:
 * @config: the configuration
 * @result: the result
 * @error: return location for an error: %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_INVALID_ARGUMENT for a
 *   zone name that is no domain name
 *
 * Returns: (transfer full): what was answered
 */
ZcSerialReport *zc_serial_check_finish (ZcDnsConfig          *config,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
