/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-verification.h"

G_BEGIN_DECLS

/**
 * ZcCheckTarget:
 * @role: what the server is to the zone
 * @name: its name or address, without the port (owned)
 * @port: the port that was given, or the default
 *
 * A server from the command line.
 */
typedef struct
{
  ZcServerRole role;
  char *name;
  guint16 port;
} ZcCheckTarget;

/**
 * ZcCheckOptions:
 * @account: (nullable): the name of the account whose zones are checked (owned)
 * @zones: (array zero-terminated=1): the zones' names in ASCII; exactly one without an account, none for all zones of
 *   one (owned)
 * @targets: (element-type ZcCheckTarget): the servers, primaries first (owned)
 * @verification: how it is verified
 * @json: write JSON
 * @explain: write the commands that repeat each question
 * @version: write the version and do nothing else; the other fields are not set then
 *
 * What the command line asks for.
 */
typedef struct
{
  char *account;
  char **zones;
  GPtrArray *targets;
  ZcVerificationOptions verification;
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
