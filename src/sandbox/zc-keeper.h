/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * zc_keeper_start:
 * @template: a path that ends in XXXXXX; becomes the path of the new private directory
 * @error: return location for an error
 *
 * Starts a process that makes a directory and then does nothing until this process has ended, in
 * whatever way, and all those that were given the lifeline too; then it removes the directory with all
 * that is in it. Since the one who removes it also makes it, there is no moment at which the end of this
 * process leaves it behind. Call it before any thread is started.
 *
 * Returns: the lifeline, a file descriptor that is never written to; -1 with @error set
 */
int      zc_keeper_start  (char        *template,
                           GError     **error);

/**
 * zc_keeper_remove:
 * @directory: a directory
 *
 * Removes a directory with all that is in it. Symbolic links are removed, not followed.
 */
void     zc_keeper_remove (const char *directory);

G_END_DECLS
