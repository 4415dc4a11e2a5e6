/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "zc-check.h"

#define EXIT_UNKNOWN 3

static void
complain (const char *message)
{
  fprintf (stderr, "zone-courier-check: %s\n", message);
}

static gboolean
interrupted_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_CONTINUE;
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static ZcCheckReport *
run (const ZcCheckOptions  *options,
     ZcDnsConfig           *config,
     GError               **error)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add (signals[i], interrupted_cb, cancellable);

  zc_check_async (options, config, cancellable, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return zc_check_finish (result, error);
}

/* See https://no-color.org for the variable. */
static gboolean
wants_colour (void)
{
  const char *no_color = g_getenv ("NO_COLOR");

  return isatty (STDOUT_FILENO) && (no_color == NULL || *no_color == '\0') && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

static void
write_report (const ZcCheckReport  *report,
              const ZcCheckOptions *options,
              ZcDnsConfig          *config)
{
  g_autofree char *text = options->json ? zc_check_report_to_json (report)
                                        : zc_check_report_to_text (report, wants_colour ());

  fputs (text, stdout);
  if (options->json)
    putchar ('\n');
  if (options->explain)
    {
      g_autofree char *commands = zc_check_report_explain (report, options, config);

      /* Beside JSON they stand where they do not harm it. */
      fprintf (options->json ? stderr : stdout, "%s%s", options->json ? "" : "\n", commands);
    }
}

int
main (int    argc,
      char **argv)
{
  g_auto(GStrv) arguments = NULL;
  g_autoptr(ZcDnsConfig) config = NULL;
  g_autoptr(ZcCheckOptions) options = NULL;
  g_autoptr(ZcCheckReport) report = NULL;
  g_autoptr(GError) error = NULL;

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
      complain (error->message);
      return EXIT_UNKNOWN;
    }
  if (options->version)
    {
      printf ("zone-courier-check %s\n", ZC_VERSION);
      return 0;
    }

  report = run (options, config, &error);
  if (report == NULL)
    {
      complain (_("stopped before the check was done, so nothing is known"));
      return EXIT_UNKNOWN;
    }
  write_report (report, options, config);

  return fflush (stdout) == 0 && !ferror (stdout) ? zc_check_report_get_exit_code (report) : EXIT_UNKNOWN;
}
