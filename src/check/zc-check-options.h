/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-server-role.h"

G_BEGIN_DECLS

/**
 * ZcCheckRecords:
 * @ZC_CHECK_RECORDS_NONE: look at serials only
 * @ZC_CHECK_RECORDS_AXFR: transfer the zone from the first primary and from every secondary
 * @ZC_CHECK_RECORDS_QUERY: ask every secondary for every RRset of the primary's copy
 *
 * How records are compared.
 */
typedef enum
{
  ZC_CHECK_RECORDS_NONE,
  ZC_CHECK_RECORDS_AXFR,
  ZC_CHECK_RECORDS_QUERY,
} ZcCheckRecords;

/**
 * ZcCheckTarget:
 * @role: what the server is to the zone
 * @name: its name or address, without the port (owned)
 * @address: (nullable): the address, %NULL for a name (owned)
 * @port: the port that was given, or the default
 *
 * A server from the command line.
 */
typedef struct
{
  ZcServerRole role;
  char *name;
  GInetAddress *address;
  guint16 port;
} ZcCheckTarget;

/**
 * ZcCheckOptions:
 * @zone: the zone's name in ASCII (owned)
 * @targets: (element-type ZcCheckTarget): the servers, primaries first (owned)
 * @records: how records are compared
 * @max_qps: how many questions a second one server is asked during @records, 0 for no limit
 * @timeout_ms: the time for everything together, in milliseconds
 * @ask_udp: whether serials are asked for over UDP
 * @ask_tcp: whether serials are asked for over TCP
 * @json: write JSON
 * @explain: write the commands that repeat each question
 * @version: write the version and do nothing else; the other fields are not set then
 *
 * What the command line asks for.
 */
typedef struct
{
  char *zone;
  GPtrArray *targets;
  ZcCheckRecords records;
  guint max_qps;
  guint timeout_ms;
  gboolean ask_udp;
  gboolean ask_tcp;
  gboolean json;
  gboolean explain;
  gboolean version;
} ZcCheckOptions;

/**
 * zc_check_options_parse:
 * @arguments: (array zero-terminated=1): the command line, the program's name included
 * @default_port: the port of servers without a port of their own
 * @error: return location for an error of %G_OPTION_ERROR, whose message names the argument, what is
 *   wrong with it and what to do
 *
 * Reads the command line. --help writes the help and ends the program.
 *
 * Returns: (transfer full) (nullable): the options
 */
ZcCheckOptions *zc_check_options_parse (char           **arguments,
                                        guint16          default_port,
                                        GError         **error);

/**
 * zc_check_options_free:
 * @self: (transfer full): options
 *
 * Frees the options and what they own.
 */
void            zc_check_options_free  (ZcCheckOptions  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcCheckOptions, zc_check_options_free)

G_END_DECLS
