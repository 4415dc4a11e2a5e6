/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *
set_system_error (GError     **error,
                  const char  *path,
                  int          number)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
               /* Translators: the first %s is the name of a file, the second what the system reported. */
               _("%s cannot be read: %s"), shown, g_strerror (number));

  return NULL;
}

static gboolean
check_size (GError     **error,
            const char  *path,
            gsize        size,
            gsize        most_bytes)
{
  g_autofree char *shown = NULL;

  if (size <= most_bytes)
    return TRUE;

  shown = g_filename_display_name (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
               /* Translators: %s is the name of a file. */
               _("%s is too large for what it should hold."), shown);

  return FALSE;
}

static char *
read_from (int          descriptor,
           const char  *path,
           gsize        most_bytes,
           gsize       *length,
           GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *bytes = NULL;
  struct stat status;
  gsize size;

  if (fstat (descriptor, &status) != 0)
    return set_system_error (error, path, errno);

  if (!S_ISREG (status.st_mode))
    {
      /* Translators: %s is a name in the file system. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("%s is not a file."), shown);
      return NULL;
    }

  size = (gsize) status.st_size;
  if (!check_size (error, path, size, most_bytes))
    return NULL;

  /* One byte more than there should be tells that the file grew meanwhile. */
  bytes = g_malloc (size + 2);
  *length = 0;
  while (*length <= size)
    {
      gssize n_read = read (descriptor, bytes + *length, size + 1 - *length);

      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read < 0)
        {
          int number = errno;

          explicit_bzero (bytes, *length);
          return set_system_error (error, path, number);
        }
      if (n_read == 0)
        break;
      *length += (gsize) n_read;
    }

  if (*length > size)
    {
      explicit_bzero (bytes, *length);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                   /* Translators: %s is the name of a file. */
                   _("%s is being written to. Try again when that is done."), shown);
      return NULL;
    }

  bytes[*length] = '\0';

  return g_steal_pointer (&bytes);
}

char *
zc_file_read (const char  *path,
              gsize        most_bytes,
              gsize       *length,
              GError     **error)
{
  char *bytes;
  int descriptor;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  /* Opening a pipe would wait for somebody who writes to it. */
  descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0)
    return set_system_error (error, path, errno);

  bytes = read_from (descriptor, path, most_bytes, length, error);
  g_close (descriptor, NULL);

  return bytes;
}
