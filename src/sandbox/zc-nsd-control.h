/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * zc_nsd_control_call:
 * @socket_path: the path of an NSD's control socket
 * @command: a command as nsd-control(8) describes them
 * @error: return location for an error; NSD's own words when it refused the command
 *
 * Sends a command to an NSD and waits for its answer, at most ten seconds. This is what the program
 * nsd-control does on a local socket, without the cost of starting it. Call it in a worker thread.
 *
 * Returns: (transfer full) (nullable): what NSD answered
 */
char *zc_nsd_control_call (const char  *socket_path,
                           const char  *command,
                           GError     **error);

G_END_DECLS
