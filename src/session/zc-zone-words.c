/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-zone-words.h"

#include <glib/gi18n-lib.h>

#include "zc-text.h"

static const struct
{
  const char *state;
  const char *word;
} known[] = {
  { "AVAILABLE", N_("Available") },
  { "PROVISIONING", N_("Provisioning") },
  { "DESTROYING", N_("Being deleted") },
  { "FAILED", N_("Failed") },
  { "CREATED", N_("Created") },
};

static const char *
find_word (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (state, known[i].state))
      return _(known[i].word);

  return NULL;
}

char *
zc_zone_describe_state (ZcZone *zone)
{
  const char *state = NULL;
  const char *word = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);

  state = zc_zone_get_state (zone);
  word = find_word (state);
  if (word != NULL)
    text = g_strdup (word);
  else if (*state != '\0')
    text = zc_text_make_displayable (state);
  else
    text = g_strdup (_("Not told"));

  if (!zc_zone_get_enabled (zone))
    /* Translators: %s is the state of a zone, such as Available. */
    return g_strdup_printf (_("%s, disabled"), text);

  return g_steal_pointer (&text);
}
