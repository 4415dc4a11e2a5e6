/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * zc_keeper_start:
 * @directory: a private directory
 * @error: return location for an error
 *
 * Starts a process that does nothing until this one has ended, in whatever way, and all those that
 * were given the lifeline too; then it removes @directory with all that is in it. Call it before
 * any thread is started.
 *
 * Returns: the lifeline, a file descriptor that is never written to; -1 with @error set
 */
int      zc_keeper_start  (const char  *directory,
                           GError     **error);

/**
 * zc_keeper_remove:
 * @directory: a directory
 *
 * Removes a directory with all that is in it. Symbolic links are removed, not followed.
 */
void     zc_keeper_remove (const char *directory);

G_END_DECLS
