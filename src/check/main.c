/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "zc-check-options.h"
#include "zc-check-text.h"
#include "zc-verification-json.h"

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

static gboolean
run (ZcVerification  *verification,
     GError         **error)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add (signals[i], interrupted_cb, cancellable);

  zc_verification_run_async (verification, cancellable, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return zc_verification_run_finish (verification, result, error);
}

/* See https://no-color.org for the variable. */
static gboolean
wants_colour (void)
{
  const char *no_color = g_getenv ("NO_COLOR");

  return isatty (STDOUT_FILENO) && (no_color == NULL || *no_color == '\0') && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

static void
write_report (ZcVerification       *verification,
              const ZcCheckOptions *options)
{
  g_autofree char *text = options->json ? zc_verification_to_json (verification, ZC_VERIFICATION_JSON_MOST_ITEMS)
                                        : zc_check_write_text (verification, wants_colour ());

  fputs (text, stdout);
  if (options->json)
    putchar ('\n');
  if (options->explain)
    {
      g_autofree char *commands = zc_verification_explain (verification);

      /* Beside JSON they stand where they do not harm it. */
      fprintf (options->json ? stderr : stdout, "%s%s", options->json ? "" : "\n", commands);
    }
}

static ZcVerification *
make_verification (const ZcCheckOptions *options,
                   ZcDnsConfig          *config)
{
  ZcVerification *verification = zc_verification_new (options->zone, config, &options->verification);

  for (guint i = 0; i < options->targets->len; i++)
    {
      const ZcCheckTarget *target = options->targets->pdata[i];

      zc_verification_add_server (verification, target->role, target->name, target->port);
    }

  return verification;
}

int
main (int    argc,
      char **argv)
{
  g_auto(GStrv) arguments = NULL;
  g_autoptr(ZcDnsConfig) config = NULL;
  g_autoptr(ZcCheckOptions) options = NULL;
  g_autoptr(ZcVerification) verification = NULL;
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

  verification = make_verification (options, config);
  if (!run (verification, &error))
    {
      complain (_("stopped before the check was done, so nothing is known"));
      return EXIT_UNKNOWN;
    }
  write_report (verification, options);
  if (fflush (stdout) != 0 || ferror (stdout))
    return EXIT_UNKNOWN;

  return zc_severity_get_exit_code (zc_verification_get_verdict (verification)->severity);
}
