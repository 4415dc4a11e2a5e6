/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "zc-application.h"
#include "zc-process.h"

/* A program that was started from its build directory uses what was built with it. */
static gboolean
is_uninstalled (void)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);

  return path != NULL && g_str_has_prefix (path, ZC_BUILDDIR G_DIR_SEPARATOR_S);
}

static void
set_up_environment (gboolean uninstalled)
{
  if (uninstalled)
    g_setenv ("GSETTINGS_SCHEMA_DIR", ZC_BUILDDIR G_DIR_SEPARATOR_S "data", FALSE);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, uninstalled ? ZC_BUILDDIR G_DIR_SEPARATOR_S "po" : ZC_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(ZcApplication) application = NULL;
  gboolean uninstalled = is_uninstalled ();

  zc_process_refuse_core_dumps ();
  zc_process_share_heaps ();
  set_up_environment (uninstalled);
  g_set_application_name (_("Zone Courier"));
  application = zc_application_new (G_APPLICATION_DEFAULT_FLAGS);
  if (uninstalled)
    zc_application_set_help_uri (application, "ghelp:" ZC_SOURCEDIR "/help/C/index.page");

  return g_application_run (G_APPLICATION (application), argc, argv);
}
