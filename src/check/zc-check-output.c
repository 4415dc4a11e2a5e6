/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-check-output.h"

#include <stdio.h>
#include <unistd.h>

#include "zc-check-text.h"
#include "zc-verification-json.h"

/* See https://no-color.org for the variable. */
gboolean
zc_check_wants_colour (void)
{
  const char *no_color = g_getenv ("NO_COLOR");

  return isatty (STDOUT_FILENO) && (no_color == NULL || *no_color == '\0') && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

char *
zc_check_dup_text (ZcVerification       *verification,
                   const ZcCheckOptions *options)
{
  g_autofree char *text = zc_check_write_text (verification, zc_check_wants_colour ());
  g_autofree char *commands = NULL;

  if (!options->explain)
    return g_steal_pointer (&text);

  commands = zc_verification_explain (verification);

  return g_strconcat (text, "\n", commands, NULL);
}

void
zc_check_print_json (ZcVerification       *verification,
                     const ZcCheckOptions *options)
{
  g_autofree char *json = zc_verification_to_json (verification, ZC_VERIFICATION_JSON_MOST_ITEMS);

  printf ("%s\n", json);
  fflush (stdout);
  if (options->explain)
    {
      g_autofree char *commands = zc_verification_explain (verification);

      fputs (commands, stderr);
    }
}
