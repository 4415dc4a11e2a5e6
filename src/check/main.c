/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "zc-check-run.h"
#include "zc-process.h"

static gboolean
interrupted_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_CONTINUE;
}

static void
watch_signals (GCancellable *cancellable)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add (signals[i], interrupted_cb, cancellable);
}

int
main (int    argc,
      char **argv)
{
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(ZcDnsConfig) config = NULL;
  g_autoptr(ZcCheckOptions) options = NULL;
  g_autoptr(GError) error = NULL;
  int exit_code;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ZC_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  arguments = g_strdupv (argv);
  config = zc_dns_config_new_from_environment (&error);
  if (config != NULL)
    options = zc_check_options_parse (arguments, zc_dns_config_get_port (config), &error);
  if (options == NULL)
    {
      zc_check_complain (error->message);
      return ZC_CHECK_EXIT_UNKNOWN;
    }
  if (options->version)
    {
      printf ("zone-courier-check %s\n", ZC_VERSION);
      return 0;
    }

  watch_signals (cancellable);
  if (options->account != NULL)
    {
      zc_process_refuse_core_dumps ();
      zc_process_hide_memory ();
      exit_code = zc_check_run_account (options, config, cancellable);
    }
  else
    {
      exit_code = zc_check_run_zone (options, config, cancellable);
    }

  if (fflush (stdout) != 0 || ferror (stdout))
    return ZC_CHECK_EXIT_UNKNOWN;

  return exit_code;
}
