/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define REPLACEMENT_CHARACTER 0xfffd
#define ELLIPSIS 0x2026
#define RIGHT_TO_LEFT_MARK 0x200f
#define LEFT_TO_RIGHT_ISOLATE 0x2066
#define FIRST_STRONG_ISOLATE 0x2068
#define POP_ISOLATE 0x2069

/* More than any language puts on one letter. A heap of them would be drawn over what is around the text. */
#define MOST_MARKS_ON_LETTER 5

static gboolean
reorders_text (gunichar character)
{
  return (character >= 0x202a && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069) ||
         character == 0x200e || character == 0x200f || character == 0x061c;
}

static gboolean
is_on_letter_before (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
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

static gboolean
begins_isolate (gunichar character)
{
  return character == LEFT_TO_RIGHT_ISOLATE || character == FIRST_STRONG_ISOLATE;
}

/* Finds the isolates that are closed again: what is in them cannot reorder what is around them (UAX 9, rule X5c). */
static GHashTable *
find_closed_isolates (const char *text)
{
  g_autoptr(GHashTable) closed = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) open = g_ptr_array_new ();

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (begins_isolate (character))
        {
          g_ptr_array_add (open, (gpointer) at);
        }
      else if (character == POP_ISOLATE && open->len > 0)
        {
          g_hash_table_add (closed, g_ptr_array_steal_index (open, open->len - 1));
          g_hash_table_add (closed, (gpointer) at);
        }
    }

  return g_steal_pointer (&closed);
}

/* A mark right before an isolate says which direction a sentence has that begins with a name. */
static gboolean
is_kept (GHashTable *closed_isolates,
         const char *at)
{
  if (closed_isolates == NULL)
    return FALSE;
  if (g_utf8_get_char (at) == RIGHT_TO_LEFT_MARK)
    {
      at = g_utf8_next_char (at);
      return begins_isolate (g_utf8_get_char (at)) && g_hash_table_contains (closed_isolates, at);
    }

  return g_hash_table_contains (closed_isolates, at);
}

static char *
make_displayable (const char *valid,
                  GHashTable *closed_isolates)
{
  g_autoptr(GString) result = g_string_new (NULL);
  guint n_characters = 0;
  guint n_marks = 0;
  guint n_open = 0;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (n_characters++ == ZC_TEXT_MOST_CHARACTERS)
        {
          for (; n_open > 0; n_open--)
            g_string_append_unichar (result, POP_ISOLATE);
          g_string_append_unichar (result, ELLIPSIS);
          break;
        }

      n_marks = is_on_letter_before (character) ? n_marks + 1 : 0;

      if (character == '\n' || character == '\r' || character == '\t' ||
          character == 0x2028 || character == 0x2029)
        {
          g_string_append_c (result, ' ');
        }
      else if (is_kept (closed_isolates, at))
        {
          g_string_append_unichar (result, character);
          if (begins_isolate (character))
            n_open++;
          else if (character == POP_ISOLATE)
            n_open--;
        }
      else if (n_marks > MOST_MARKS_ON_LETTER)
        {
          if (n_marks == MOST_MARKS_ON_LETTER + 1)
            g_string_append_unichar (result, REPLACEMENT_CHARACTER);
        }
      else if (g_unichar_iscntrl (character) || reorders_text (character))
        {
          g_string_append_unichar (result, REPLACEMENT_CHARACTER);
        }
      else
        {
          g_string_append_unichar (result, character);
        }
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

char *
zc_text_make_displayable (const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return g_strdup ("");

  if (is_plain (text))
    return g_strdup (text);

  valid = g_utf8_make_valid (text, -1);

  return make_displayable (valid, NULL);
}

char *
zc_text_make_sentence_displayable (const char *sentence)
{
  g_autofree char *valid = NULL;
  g_autoptr(GHashTable) closed_isolates = NULL;

  if (sentence == NULL)
    return g_strdup ("");

  if (is_plain (sentence))
    return g_strdup (sentence);

  valid = g_utf8_make_valid (sentence, -1);
  closed_isolates = find_closed_isolates (valid);

  return make_displayable (valid, closed_isolates);
}

char *
zc_text_add_sentence (char *text,
                      char *sentence)
{
  g_autofree char *first = text;
  g_autofree char *second = sentence;

  if (second == NULL)
    return g_steal_pointer (&first);

  /* Translators: two sentences, one after the other. */
  return g_strdup_printf (_("%s %s"), first, second);
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
