/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "zc-search-provider.h"
#include "zc-store-path.h"

int
main (int   argc,
      char *argv[])
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  gboolean uninstalled = program != NULL && g_str_has_prefix (program, ZC_BUILDDIR G_DIR_SEPARATOR_S);
  g_autofree char *path = zc_store_dup_default_path ();
  g_autoptr(ZcSearchProvider) provider = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, uninstalled ? ZC_BUILDDIR G_DIR_SEPARATOR_S "po" : ZC_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  provider = zc_search_provider_new (path);

  return g_application_run (G_APPLICATION (provider), argc, argv);
}
