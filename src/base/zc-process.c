/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-process.h"

#include <errno.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

void
zc_process_refuse_core_dumps (void)
{
  static const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_warning ("Core dumps cannot be switched off: %s", g_strerror (errno));
}

void
zc_process_hide_memory (void)
{
  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    g_warning ("The memory of this process cannot be hidden: %s", g_strerror (errno));
}

void
zc_process_share_heaps (void)
{
  /* Only the GNU C library has a heap for each thread. */
#ifdef M_ARENA_MAX
  mallopt (M_ARENA_MAX, 2);
#endif
}
