/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-keeper.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

void
zc_keeper_remove (const char *directory)
{
  g_autoptr(GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      struct stat info;

      if (lstat (path, &info) == 0 && S_ISDIR (info.st_mode))
        zc_keeper_remove (path);
      else
        g_unlink (path);
    }

  g_rmdir (directory);
}

static void
keep (int         lifeline,
      const char *directory)
{
  char byte;

  /* Nothing is ever written to the lifeline: reading ends when the last process that holds it has. */
  while (read (lifeline, &byte, 1) < 0 && errno == EINTR)
    continue;

  zc_keeper_remove (directory);
}

int
zc_keeper_start (const char  *directory,
                 GError     **error)
{
  int lifeline[2];
  pid_t pid;

  if (!g_unix_open_pipe (lifeline, FD_CLOEXEC, error))
    return -1;

  /* No thread exists, so the child may do whatever a process may. */
  pid = fork ();
  if (pid < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "fork: %s", g_strerror (errno));
      close (lifeline[0]);
      close (lifeline[1]);
      return -1;
    }

  if (pid == 0)
    {
      /* Out of reach of the terminal's signals, and with nothing open that somebody waits for. */
      setsid ();
      signal (SIGTERM, SIG_IGN);
      close_range (0, lifeline[0] - 1, 0);
      close_range (lifeline[0] + 1, ~0U, 0);
      keep (lifeline[0], directory);
      _exit (0);
    }

  close (lifeline[0]);

  return lifeline[1];
}
