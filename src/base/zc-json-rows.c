/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-json-rows.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "zc-json-shape-private.h"

typedef struct
{
  const char *begin; /* (unowned) */
  const char *end;   /* (unowned) */
} Span;

struct _ZcJsonRows
{
  GBytes *text;             /* (owned) */
  ZcJsonDocument *document; /* (owned): the text, with an empty list where the rows are read one by one */
  ZcJsonValue root;
  ZcJsonValue array;
  GArray *spans;            /* (owned) (nullable) (element-type Span): %NULL when the document has the rows */
  GArray *unread;           /* (owned) (element-type Span): what is in none of the members that are read */
};

/* A walk over the text, from one token to the next. */
typedef struct
{
  const char * const *members; /* (unowned): which are read of a row */
  Span list;                   /* what is between the brackets of the list */
  const char *row;             /* (unowned) (nullable): where the last row begins */
  gboolean is_named;           /* whether the member of the whole text that is open has the list's name */
  guint depth;
  guint64 objects;             /* a bit for each depth: whether an object is open there, or a list */
  char before;                 /* the token before this one; all strings are quotation marks */
  Span string;                 /* the last string */
  gboolean is_name;            /* whether that may be a name */
  Span unread;                 /* a member that is not read and the comma behind it, as far as it goes yet */
} Walk;

G_STATIC_ASSERT (ZC_JSON_MOST_DEPTH <= 64);

static gboolean
is_spelt (const Span *name,
          const char *member)
{
  gsize length = strlen (member);

  return (gsize) (name->end - name->begin) == length &&
         memcmp (name->begin, member, length) == 0;
}

static gboolean
has_escapes (const Span *string)
{
  return memchr (string->begin, '\\', (gsize) (string->end - string->begin)) != NULL;
}

static gboolean
is_in_object (const Walk *walk)
{
  return walk->depth > 0 && (walk->objects >> (walk->depth - 1) & 1) != 0;
}

static gboolean
is_read (const Walk *walk)
{
  for (guint i = 0; walk->members[i] != NULL; i++)
    if (is_spelt (&walk->string, walk->members[i]))
      return TRUE;

  return has_escapes (&walk->string);
}

/* Follows a member of a row from its name to the next name. When it is not read it is left out, provided that it is a
 * text, as nearly all are: nothing about it can be wrong that would have to be told. */
static void
follow_member (Walk       *walk,
               const char *at,
               GArray     *unread)
{
  const Span nothing = { NULL, NULL };

  switch (*at)
    {
    case '"':
      if (walk->before == ':')
        break;
      if (walk->unread.end != NULL &&
          g_utf8_validate_len (walk->unread.begin, (gsize) (walk->unread.end - walk->unread.begin), NULL))
        g_array_append_val (unread, walk->unread);
      walk->unread = nothing;
      walk->is_name = is_in_object (walk);
      break;

    case ':':
      walk->unread = nothing;
      if (walk->before == '"' && walk->is_name && !is_read (walk))
        walk->unread.begin = walk->string.begin - 1;
      walk->is_name = FALSE;
      break;

    case ',':
      if (walk->before == '"' && walk->unread.begin != NULL && walk->unread.end == NULL)
        walk->unread.end = at + 1;
      else
        walk->unread = nothing;
      break;

    default:
      walk->unread = nothing;
      break;
    }
}

static gboolean
open_bracket (Walk *walk,
              char  bracket)
{
  if (walk->depth == ZC_JSON_MOST_DEPTH)
    return FALSE;

  if (bracket == '{')
    walk->objects |= G_GUINT64_CONSTANT (1) << walk->depth;
  else
    walk->objects &= ~(G_GUINT64_CONSTANT (1) << walk->depth);
  walk->depth++;

  return TRUE;
}

static gboolean
close_bracket (Walk *walk,
               char  bracket)
{
  if (walk->depth == 0 || is_in_object (walk) != (bracket == '}'))
    return FALSE;

  walk->depth--;

  return TRUE;
}

/* Between the rows there are commas, and nothing else. */
static gboolean
go_between_rows (Walk       *walk,
                 const char *at)
{
  switch (*at)
    {
    case ',':
      return walk->before == '}';

    case '{':
      walk->row = at;
      return walk->before != '}';

    case ']':
      walk->list.end = at;
      return walk->before != ',';

    default:
      return FALSE;
    }
}

/* Looks for the list among the members of the whole text. The last one of several of the same name counts, however it is
 * spelt; such texts are not for this walk. */
static gboolean
look_for_list (Walk       *walk,
               const char *at,
               const char *member)
{
  if (*at == ',')
    walk->is_named = FALSE;
  else if (*at == '[' && walk->is_named)
    {
      walk->list.begin = at + 1;
      walk->is_named = FALSE;
    }
  else if (*at == ':')
    {
      if (walk->string.begin == NULL || has_escapes (&walk->string))
        return FALSE;
      walk->is_named = is_spelt (&walk->string, member);
      return !walk->is_named || walk->list.begin == NULL;
    }

  return TRUE;
}

/* Finds the objects of the list that is the member of the whole text, and looks at the shape of everything that is not
 * looked at again when the rest of the text is read. Gives up when there is anything unusual about it; what is wrong
 * there the reading of the whole text tells. */
static gboolean
find_rows (ZcJsonRows         *self,
           const char         *member,
           const char * const *members,
           Span               *list)
{
  Walk walk = { .members = members };
  gsize length;
  const char *at = g_bytes_get_data (self->text, &length);

  /* No bytes may be at no place. */
  if (length == 0)
    return FALSE;

  for (const char *end = at + length; at < end; at++)
    {
      gboolean in_list = walk.list.begin != NULL && walk.list.end == NULL;

      if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
        continue;

      if (in_list && walk.depth > 2)
        follow_member (&walk, at, self->unread);
      else if ((in_list && !go_between_rows (&walk, at)) ||
               (walk.depth == 1 && !look_for_list (&walk, at, member)))
        return FALSE;

      switch (*at)
        {
        case '"':
          walk.string.begin = at + 1;
          if (!zc_json_skip_string (&at, end))
            return FALSE;
          walk.string.end = at;
          break;

        case '[':
        case '{':
          if (!open_bracket (&walk, *at))
            return FALSE;
          break;

        case ']':
        case '}':
          if (!close_bracket (&walk, *at))
            return FALSE;
          if (in_list && walk.depth == 2)
            {
              const Span row = { walk.row, at + 1 };

              g_array_append_val (self->spans, row);
            }
          break;

        case ',':
        case ':':
          break;

        default:
          if (!zc_json_may_be_in_word (*at))
            return FALSE;
          break;
        }
      walk.before = *at;
    }

  *list = walk.list;

  return list->end != NULL;
}

/* Reads the text with an empty list. */
static gboolean
read_rest (ZcJsonRows *self,
           const Span *list,
           const char *member)
{
  gsize length;
  const char *text = g_bytes_get_data (self->text, &length);
  g_autoptr(GString) rest = g_string_new_len (text, list->begin - text);

  g_string_append_len (rest, list->end, text + length - list->end);
  self->document = zc_json_document_new (rest->str, rest->len, NULL);

  return self->document != NULL &&
         zc_json_document_get_root (self->document, &self->root, NULL) &&
         zc_json_get_array (&self->root, member, &self->array, NULL);
}

static gboolean
read_whole (ZcJsonRows  *self,
            const char  *member,
            GError     **error)
{
  gsize length;
  const char *text = g_bytes_get_data (self->text, &length);

  g_clear_pointer (&self->document, zc_json_document_free);
  g_clear_pointer (&self->spans, g_array_unref);
  self->document = zc_json_document_new (text, length, error);

  return self->document != NULL &&
         zc_json_document_get_root (self->document, &self->root, error) &&
         zc_json_get_array (&self->root, member, &self->array, error);
}

ZcJsonRows *
zc_json_rows_new (GBytes              *text,
                  const char          *member,
                  const char * const  *members,
                  GError             **error)
{
  g_autoptr(ZcJsonRows) self = NULL;
  Span list;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (member != NULL, NULL);
  g_return_val_if_fail (members != NULL, NULL);

  self = g_new0 (ZcJsonRows, 1);
  self->text = g_bytes_ref (text);
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->unread = g_array_new (FALSE, FALSE, sizeof (Span));

  if ((!find_rows (self, member, members, &list) || !read_rest (self, &list, member)) &&
      !read_whole (self, member, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
zc_json_rows_free (ZcJsonRows *self)
{
  g_bytes_unref (self->text);
  g_clear_pointer (&self->document, zc_json_document_free);
  g_clear_pointer (&self->spans, g_array_unref);
  g_array_unref (self->unread);
  g_free (self);
}

const ZcJsonValue *
zc_json_rows_get_root (ZcJsonRows *self)
{
  return &self->root;
}

guint
zc_json_rows_get_length (ZcJsonRows *self)
{
  return self->spans != NULL ? self->spans->len : zc_json_get_length (&self->array);
}

static gboolean
foreach_of_whole (ZcJsonRows     *self,
                  ZcJsonRowFunc   func,
                  gpointer        data,
                  GError        **error)
{
  for (guint i = 0; i < zc_json_get_length (&self->array); i++)
    {
      ZcJsonValue row;

      if (!zc_json_get_element (&self->array, i, &row, error) || !func (&row, data, error))
        return FALSE;
    }

  return TRUE;
}

/* Copies a row without what is not read of it. */
static void
copy_row (ZcJsonRows *self,
          const Span *row,
          guint      *n_passed,
          GString    *copy)
{
  const char *begin = row->begin;

  g_string_truncate (copy, 0);
  for (; *n_passed < self->unread->len; (*n_passed)++)
    {
      const Span *unread = &g_array_index (self->unread, Span, *n_passed);

      if (unread->begin >= row->end)
        break;
      g_string_append_len (copy, begin, unread->begin - begin);
      begin = unread->end;
    }
  g_string_append_len (copy, begin, row->end - begin);
}

/* What is wrong with the text from the row on, counted in the whole text. */
static void
set_row_error (ZcJsonRows  *self,
               const Span  *row,
               GError     **error)
{
  gsize length;
  const char *text = g_bytes_get_data (self->text, &length);
  g_autoptr(ZcJsonDocument) whole = zc_json_document_new (text, length, error);

  if (whole != NULL)
    zc_json_set_syntax_error (error, text, row->begin);
}

gboolean
zc_json_rows_foreach (ZcJsonRows     *self,
                      ZcJsonRowFunc   func,
                      gpointer        data,
                      GError        **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GString) copy = NULL;
  guint n_passed = 0;

  if (self->spans == NULL)
    return foreach_of_whole (self, func, data, error);

  parser = json_parser_new ();
  copy = g_string_new (NULL);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *row = &g_array_index (self->spans, Span, i);
      ZcJsonValue value = { .parent = &self->array, .index = i };

      copy_row (self, row, &n_passed, copy);
      if (!json_parser_load_from_data (parser, copy->str, (gssize) copy->len, NULL))
        {
          set_row_error (self, row, error);
          return FALSE;
        }

      value.node = json_parser_get_root (parser);
      if (!func (&value, data, error))
        return FALSE;
    }

  return TRUE;
}
