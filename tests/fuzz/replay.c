/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

/* Feeds a fuzz target every file of a folder. */
int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) folder = NULL;
  const char *name;
  guint n = 0;

  if (argc != 2)
    g_error ("usage: %s FOLDER", argv[0]);
  folder = g_dir_open (argv[1], 0, &error);
  if (folder == NULL)
    g_error ("%s", error->message);

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *data = NULL;
      g_autofree guint8 *exact = NULL;
      gsize size;

      if (!g_file_get_contents (path, &data, &size, &error))
        g_error ("%s", error->message);
      /* Without the byte that g_file_get_contents() adds, so that sanitizers see the end. */
      exact = g_memdup2 (data, size);
      LLVMFuzzerTestOneInput (exact, size);
      n++;
    }

  if (n == 0)
    g_error ("%s holds nothing", argv[1]);
  g_print ("%u inputs\n", n);

  return 0;
}
