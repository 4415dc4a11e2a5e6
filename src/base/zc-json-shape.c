/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-json-shape-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-json.h"

void
zc_json_set_syntax_error (GError     **error,
                          const char  *text,
                          const char  *at)
{
  guint line = 1;
  guint column = 1;

  for (const char *passed = text; passed < at; passed++)
    {
      column++;
      if (*passed == '\n')
        {
          line++;
          column = 1;
        }
    }

  g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_SYNTAX,
               /* Translators: "$" stands for the whole JSON text. */
               _("$ is not JSON from line %u, byte %u on"), line, column);
}

gboolean
zc_json_skip_string (const char **at,
                     const char  *end)
{
  const char *quote = memchr (*at + 1, '"', (gsize) (end - *at) - 1);

  /* Nearly all strings have no escape sequence. */
  if (quote != NULL && memchr (*at + 1, '\\', (gsize) (quote - *at) - 1) == NULL)
    {
      *at = quote;
      return TRUE;
    }

  for ((*at)++; *at < end && **at != '"'; (*at)++)
    {
      if (**at != '\\')
        continue;

      if (++(*at) == end || strchr ("\"\\/bfnrtu", **at) == NULL)
        return FALSE;

      if (**at == 'u')
        for (guint i = 0; i < 4; i++)
          if (++(*at) == end || !g_ascii_isxdigit (**at))
            return FALSE;
    }

  return *at < end;
}

gboolean
zc_json_may_be_in_word (char character)
{
  return g_ascii_isalnum (character) || character == '-' || character == '+' || character == '.';
}

gboolean
zc_json_check_shape (const char  *text,
                     gsize        length,
                     GError     **error)
{
  const char *end = text + length;
  const char *invalid;
  guint depth = 0;
  gboolean closed = FALSE;
  gboolean empty = TRUE;

  if (!g_utf8_validate_len (text, length, &invalid))
    {
      zc_json_set_syntax_error (error, text, invalid);
      return FALSE;
    }

  for (const char *at = text; at < end; at++)
    {
      if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
        continue;

      if (closed)
        {
          zc_json_set_syntax_error (error, text, at);
          return FALSE;
        }
      empty = FALSE;

      switch (*at)
        {
        case '"':
          if (!zc_json_skip_string (&at, end))
            {
              zc_json_set_syntax_error (error, text, at);
              return FALSE;
            }
          closed = depth == 0;
          break;

        case '{':
        case '[':
          if (++depth > ZC_JSON_MOST_DEPTH)
            {
              g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TOO_DEEP,
                           /* Translators: "$" stands for the whole JSON text. */
                           _("$ is nested more than %d levels deep"), ZC_JSON_MOST_DEPTH);
              return FALSE;
            }
          break;

        case '}':
        case ']':
          if (depth == 0)
            {
              zc_json_set_syntax_error (error, text, at);
              return FALSE;
            }
          closed = --depth == 0;
          break;

        case ',':
        case ':':
          break;

        default:
          if (!zc_json_may_be_in_word (*at))
            {
              zc_json_set_syntax_error (error, text, at);
              return FALSE;
            }
          break;
        }
    }

  if (depth > 0 || empty)
    {
      zc_json_set_syntax_error (error, text, end);
      return FALSE;
    }

  return TRUE;
}
