/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * zc_file_read:
 * @path: the name of a file
 * @most_bytes: how large it may be
 * @length: (out): its size in bytes
 * @error: return location for an error of GIO: %G_IO_ERROR_NOT_REGULAR_FILE for what is no file, such as a pipe,
 *   that reading would wait for; %G_IO_ERROR_MESSAGE_TOO_LARGE for what is larger than @most_bytes; %G_IO_ERROR_BUSY for what grows
 *   while it is read
 *
 * Reads a small file that anybody may have written. It blocks, so it belongs into a thread of its own. The bytes
 * are in one piece of memory and were never copied, so whoever needs to can wipe them.
 *
 * Returns: (transfer full) (nullable): the bytes, followed by a zero
 */
char *zc_file_read (const char  *path,
                    gsize        most_bytes,
                    gsize       *length,
                    GError     **error);

G_END_DECLS
