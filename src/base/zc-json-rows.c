/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "zc-json.h"
#include "zc-json-shape-private.h"

typedef struct
{
  const char *begin; /* (unowned) */
  const char *end;   /* (unowned) */
} Span;

static gboolean
is_member (const Span *name,
           const char *member)
{
  gsize length = strlen (member);

  return (gsize) (name->end - name->begin) == length &&
         memcmp (name->begin, member, length) == 0;
}

/* Finds the objects of the list that is the member of the whole text, which has the right shape. Gives up when
 * there is anything unusual about it; what is wrong there json-glib knows better. */
static gboolean
find_rows (const char *text,
           gsize       length,
           const char *member,
           Span       *list,
           GArray     *rows)
{
  Span name = { NULL, NULL };
  Span row = { NULL, NULL };
  gboolean is_named = FALSE;
  gboolean in_list = FALSE;
  gboolean after_row = FALSE;
  guint depth = 0;

  *list = (Span) { NULL, NULL };

  for (const char *at = text, *end = text + length; at < end; at++)
    switch (*at)
      {
      case ' ':
      case '\t':
      case '\n':
      case '\r':
        break;

      case '"':
        name.begin = at + 1;
        zc_json_skip_string (&at, end);
        name.end = at;
        if (in_list && depth == 2)
          return FALSE;
        break;

      case ':':
        if (in_list && depth == 2)
          return FALSE;
        if (depth != 1)
          break;
        if (name.begin == NULL)
          return FALSE;
        is_named = is_member (&name, member);
        /* The last one of several members of the same name counts, however it is spelt. */
        if ((is_named && list->begin != NULL) || memchr (name.begin, '\\', (gsize) (name.end - name.begin)) != NULL)
          return FALSE;
        break;

      case ',':
        if (in_list && depth == 2 && !after_row)
          return FALSE;
        if (depth == 1)
          is_named = FALSE;
        if (depth == 2)
          after_row = FALSE;
        break;

      case '[':
      case '{':
        depth++;
        if (depth == 2 && is_named && *at == '[')
          {
            in_list = TRUE;
            list->begin = at + 1;
          }
        else if (in_list && depth == 3)
          {
            if (*at != '{' || after_row)
              return FALSE;
            row.begin = at;
          }
        break;

      case ']':
      case '}':
        depth--;
        if (in_list && depth == 2)
          {
            row.end = at + 1;
            g_array_append_val (rows, row);
            after_row = TRUE;
          }
        else if (in_list && depth == 1)
          {
            if (*at != ']' || (rows->len > 0 && !after_row))
              return FALSE;
            list->end = at;
            in_list = FALSE;
          }
        break;

      default:
        if (in_list && depth == 2)
          return FALSE;
        break;
      }

  return list->end != NULL;
}

static ZcJsonDocument *
read_whole (const char     *text,
            gsize           length,
            const char     *member,
            ZcJsonRowFunc   func,
            gpointer        data,
            GError        **error)
{
  g_autoptr(ZcJsonDocument) self = zc_json_document_new (text, length, error);
  ZcJsonValue root;
  ZcJsonValue array;

  if (self == NULL || !zc_json_document_get_root (self, &root, error) ||
      !zc_json_get_array (&root, member, &array, error))
    return NULL;

  for (guint i = 0; i < zc_json_get_length (&array); i++)
    {
      ZcJsonValue row;

      if (!zc_json_get_element (&array, i, &row, error) || !func (&row, data, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

/* The text with an empty list. */
static ZcJsonDocument *
read_rest (const char *text,
           gsize       length,
           const Span *list)
{
  g_autoptr(GString) rest = g_string_new_len (text, list->begin - text);

  g_string_append_len (rest, list->end, text + length - list->end);

  return zc_json_document_new (rest->str, rest->len, NULL);
}

ZcJsonDocument *
zc_json_document_new_rows (const char     *text,
                           gsize           length,
                           const char     *member,
                           ZcJsonRowFunc   func,
                           gpointer        data,
                           GError        **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr(ZcJsonDocument) self = NULL;
  g_autoptr(JsonParser) parser = NULL;
  ZcJsonValue root;
  ZcJsonValue array;
  Span list;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (member != NULL, NULL);

  if (length > 0 && zc_json_check_shape (text, length, NULL) && find_rows (text, length, member, &list, rows))
    self = read_rest (text, length, &list);
  if (self == NULL || !zc_json_document_get_root (self, &root, NULL) ||
      !zc_json_get_array (&root, member, &array, NULL))
    return read_whole (text, length, member, func, data, error);

  parser = json_parser_new ();
  for (guint i = 0; i < rows->len; i++)
    {
      const Span *row = &g_array_index (rows, Span, i);
      ZcJsonValue value = { .parent = &array, .index = i };

      if (!json_parser_load_from_data (parser, row->begin, row->end - row->begin, NULL))
        {
          g_autoptr(ZcJsonDocument) whole = zc_json_document_new (text, length, error);

          if (whole != NULL)
            zc_json_set_syntax_error (error, text, row->begin);
          return NULL;
        }

      value.node = json_parser_get_root (parser);
      if (!func (&value, data, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}
