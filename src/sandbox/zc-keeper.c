/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-keeper.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How often the keeper looks whether its parent is still there, in milliseconds. */
#define LOOK_MS 500

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

/* What the keeper tells about the directory. It is small enough to be written and read in one piece. */
typedef struct
{
  int error_number;  /* of its making, 0 when it was made */
  char path[256];
} Report;

/* Ends the servers whose configuration is below a directory. A halted one does not notice that its parent has ended.
 * They were started as "nsd -d -c DIRECTORY/...": whoever else names the directory, such as a pager, is left alone. */
static void
end_servers (const char *directory)
{
  static const char option[] = "-c"; /* its end stands between the words of a command line too */
  g_autoptr(GByteArray) words_sought = g_byte_array_new ();
  g_autoptr(GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;

  g_byte_array_append (words_sought, (const guint8 *) option, sizeof option);
  g_byte_array_append (words_sought, (const guint8 *) directory, strlen (directory));
  g_byte_array_append (words_sought, (const guint8 *) "/", 1);

  while (processes != NULL && (name = g_dir_read_name (processes)) != NULL)
    {
      pid_t pid = atoi (name);
      g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
      g_autofree char *words = NULL;
      gsize length;

      if (pid > 1 && g_file_get_contents (path, &words, &length, NULL) &&
          memmem (words, length, words_sought->data, words_sought->len) != NULL)
        kill (pid, SIGKILL);
    }
}

/* Waits until the last process that holds the lifeline has ended, and helps when the parent has. */
static void
wait_for_the_end (int         lifeline,
                  pid_t       parent,
                  const char *directory)
{
  struct pollfd end = { lifeline, POLLIN, 0 };
  int n_ready;

  while ((n_ready = poll (&end, 1, LOOK_MS)) == 0 || (n_ready < 0 && errno == EINTR))
    {
      if (getppid () != parent)
        end_servers (directory);
    }
}

G_NORETURN static void
keep (int         lifeline,
      int         answer,
      pid_t       parent,
      const char *template)
{
  Report report = { 0 };

  g_strlcpy (report.path, template, sizeof report.path);
  if (g_mkdtemp (report.path) == NULL)
    report.error_number = errno;

  /* When nobody reads, the other process has ended already, and the waiting below ends at once. Nothing is
   * ever written to the lifeline: it hangs up when the last process that holds it has ended. */
  if (write (answer, &report, sizeof report) == sizeof report)
    close (answer);
  if (report.error_number == 0)
    {
      wait_for_the_end (lifeline, parent, report.path);
      zc_keeper_remove (report.path);
    }
  _exit (0);
}

static void
close_pipe (int ends[2])
{
  close (ends[0]);
  close (ends[1]);
}

int
zc_keeper_start (char    *template,
                 GError **error)
{
  int lifeline[2], answer[2];
  Report report;
  pid_t parent = getpid ();
  pid_t pid;

  if (!g_unix_open_pipe (lifeline, FD_CLOEXEC, error))
    return -1;
  if (!g_unix_open_pipe (answer, FD_CLOEXEC, error))
    {
      close_pipe (lifeline);
      return -1;
    }

  /* No thread exists, so the child may do whatever a process may. */
  pid = fork ();
  if (pid == 0)
    {
      const unsigned first = (unsigned) MIN (lifeline[0], answer[1]);
      const unsigned second = (unsigned) MAX (lifeline[0], answer[1]);

      /* Out of reach of the terminal's signals, and with nothing open that somebody waits for. */
      setsid ();
      signal (SIGTERM, SIG_IGN);
      signal (SIGPIPE, SIG_IGN);
      if (first > 0)
        close_range (0, first - 1, 0);
      if (second > first + 1)
        close_range (first + 1, second - 1, 0);
      close_range (second + 1, ~0U, 0);
      keep (lifeline[0], answer[1], parent, template);
    }

  close (lifeline[0]);
  close (answer[1]);
  if (pid < 0 || read (answer[0], &report, sizeof report) != sizeof report)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", template, g_strerror (errno));
      close (answer[0]);
      close (lifeline[1]);
      return -1;
    }
  close (answer[0]);
  if (report.error_number != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (report.error_number), "%s: %s", template,
                   g_strerror (report.error_number));
      close (lifeline[1]);
      return -1;
    }
  strcpy (template, report.path);

  return lifeline[1];
}
