/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-state-words.h"

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

/* What was seen of a zone's name servers, by the names of ZcZoneHealth. The others repeat the provisioning state,
 * or pass. */
static const struct
{
  const char *id;
  const char *word;
} healths[] = {
  { "not-checked", N_("Not checked") },
  { "in-sync", N_("In sync") },
  { "behind", N_("Behind") },
  { "primary-behind", N_("Primary behind") },
  { "failing", N_("Failing") },
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
zc_state_words_describe (const char *state,
                         gboolean    enabled)
{
  const char *word;
  g_autofree char *text = NULL;

  g_return_val_if_fail (state != NULL, NULL);

  word = find_word (state);
  if (word != NULL)
    text = g_strdup (word);
  else if (*state != '\0')
    text = zc_text_make_displayable (state);
  else
    text = g_strdup (_("Not told"));

  if (!enabled)
    /* Translators: %s is the state of a zone, such as Available. */
    return g_strdup_printf (_("%s, disabled"), text);

  return g_steal_pointer (&text);
}

const char *
zc_state_words_describe_health (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (healths); i++)
    if (g_str_equal (id, healths[i].id))
      return _(healths[i].word);

  return NULL;
}
