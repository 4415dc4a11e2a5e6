/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_process_refuse_core_dumps:
 *
 * Keeps the kernel from writing the memory of this process, in which tokens are, into a file when it crashes: the
 * limit on the size of such files becomes 0, for child processes too. It is the first thing that a program which
 * handles tokens does. A system that hands dumps to a program instead does not look at the limit; see
 * zc_process_hide_memory().
 */
void zc_process_refuse_core_dumps (void);

/**
 * zc_process_hide_memory:
 *
 * Makes the memory of this process unreadable for other processes of the same user, debuggers too, and undumpable in
 * any way. It is called before a token is read, but behind the first conversation with the desktop's portals: these
 * look up who asks below /proc once, which is then forbidden, and would turn every request down.
 */
void zc_process_hide_memory       (void);

/**
 * zc_process_share_heaps:
 *
 * Has the threads of this process share two heaps, where the C library would give each of them one. Zones are made in
 * threads that parse and freed in others, and what one heap has free, another cannot use. To be called before there
 * are threads.
 */
void zc_process_share_heaps       (void);

G_END_DECLS
