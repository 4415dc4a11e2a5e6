/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-lock-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* The bytes of the file that are locked; it has none. */
#define BYTE_CHANGE 0
#define BYTE_CLAIM 1

static struct flock
make_lock (short type,
           off_t byte)
{
  return (struct flock) { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
}

static int
set_system_error (GError     **error,
                  const char  *path,
                  int          number)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "%s: %s", shown, g_strerror (number));

  return -1;
}

static int
open_lock (const char  *path,
           GError     **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  int descriptor;

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      int number = errno;
      g_autofree char *shown = g_filename_display_name (directory);

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number),
                   /* Translators: the first %s is the name of a folder, the second what the system reported. */
                   _("%s cannot be created: %s"), shown, g_strerror (number));
      return -1;
    }

  /* Some network file systems lock for writing only what is open for writing. */
  descriptor = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);

  return descriptor >= 0 ? descriptor : set_system_error (error, lock_path, errno);
}

/* The lock belongs to the descriptor, not to the program: one program may have several lists of accounts. */
static int
take (const char  *path,
      short        type,
      off_t        byte,
      GError     **error)
{
  struct flock lock = make_lock (type, byte);
  int descriptor = open_lock (path, error);

  while (descriptor >= 0 && fcntl (descriptor, F_OFD_SETLKW, &lock) != 0)
    {
      int number = errno;

      if (number == EINTR)
        continue;

      g_close (descriptor, NULL);
      descriptor = set_system_error (error, path, number);
    }

  return descriptor;
}

int
zc_account_lock_take (const char  *path,
                      GError     **error)
{
  return take (path, F_WRLCK, BYTE_CHANGE, error);
}

int
zc_account_lock_claim (const char  *path,
                       GError     **error)
{
  return take (path, F_RDLCK, BYTE_CLAIM, error);
}

gboolean
zc_account_lock_is_claimed (const char *path)
{
  struct flock lock = make_lock (F_WRLCK, BYTE_CLAIM);
  int descriptor = open_lock (path, NULL);
  gboolean is_claimed = descriptor < 0 || fcntl (descriptor, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;

  if (descriptor >= 0)
    g_close (descriptor, NULL);

  return is_claimed;
}
