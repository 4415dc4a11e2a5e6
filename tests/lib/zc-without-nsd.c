/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Preloaded into a program, it makes the machine look like one on which NSD is not installed.
 */
#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

int
access (const char *path,
        int         mode)
{
  int (*next) (const char *, int) = (int (*) (const char *, int)) dlsym (RTLD_NEXT, "access");
  size_t length = strlen (path);

  if (length >= 4 && strcmp (path + length - 4, "/nsd") == 0)
    {
      errno = ENOENT;
      return -1;
    }

  return next (path, mode);
}
