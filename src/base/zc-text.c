/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-text.h"

#include <string.h>

#define REPLACEMENT_CHARACTER 0xfffd
#define ELLIPSIS 0x2026

static gboolean
reorders_text (gunichar character)
{
  return (character >= 0x202a && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069) ||
         character == 0x200e || character == 0x200f || character == 0x061c;
}

/* Most names and states: nothing to look at twice. */
static gboolean
is_plain (const char *text)
{
  gsize i;

  for (i = 0; text[i] != '\0'; i++)
    if (i == ZC_TEXT_MOST_CHARACTERS || !g_ascii_isprint (text[i]))
      return FALSE;

  return TRUE;
}

char *
zc_text_make_displayable (const char *text)
{
  g_autofree char *valid = NULL;
  g_autoptr(GString) result = NULL;
  guint n_characters = 0;

  if (text == NULL)
    return g_strdup ("");

  if (is_plain (text))
    return g_strdup (text);

  valid = g_utf8_make_valid (text, -1);
  result = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (n_characters++ == ZC_TEXT_MOST_CHARACTERS)
        {
          g_string_append_unichar (result, ELLIPSIS);
          break;
        }

      if (character == '\n' || character == '\r' || character == '\t' ||
          character == 0x2028 || character == 0x2029)
        g_string_append_c (result, ' ');
      else if (g_unichar_iscntrl (character) || reorders_text (character))
        g_string_append_unichar (result, REPLACEMENT_CHARACTER);
      else
        g_string_append_unichar (result, character);
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

void
zc_text_append_csv (GString    *line,
                    const char *field)
{
  if (strpbrk (field, ",\"\r\n") == NULL)
    {
      g_string_append (line, field);
      return;
    }

  g_string_append_c (line, '"');
  for (const char *at = field; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *at);
    }
  g_string_append_c (line, '"');
}
