/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-json-tree-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define REPLACEMENT_CHARACTER 0xfffd

/* For the first guess at how many values there are. */
#define EXPECTED_BYTES_PER_NODE 16
#define MOST_EXPECTED_NODES 65536

/* A container that is open. */
typedef struct
{
  ZcJsonKind kind;
  guint first; /* its first child among the pending ones */
} Level;

typedef struct
{
  const char *text;
  const char *at;
  const char *end;
  GArray *nodes;   /* (owned) (element-type ZcJsonNode): children of containers that were closed */
  GArray *pending; /* (owned) (element-type ZcJsonNode): children of containers that are open, the outermost first */
  Level levels[ZC_JSON_MOST_DEPTH];
  guint depth;
} Reader;

/* Where a text stops to be JSON, counted as editors do. */
static void
set_syntax_error (GError     **error,
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

static void
skip_blanks (Reader *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static gboolean
skip (Reader *self,
      char    character)
{
  if (self->at == self->end || *self->at != character)
    return FALSE;

  self->at++;

  return TRUE;
}

static gboolean
skip_word (Reader     *self,
           const char *word)
{
  for (; *word != '\0'; word++)
    if (!skip (self, *word))
      return FALSE;

  return TRUE;
}

static gboolean
skip_digits (Reader *self)
{
  const char *first = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at > first;
}

static gboolean
skip_escape (Reader *self)
{
  if (self->at == self->end || strchr ("\"\\/bfnrtu", *self->at) == NULL)
    return FALSE;

  if (*self->at++ != 'u')
    return TRUE;

  for (guint i = 0; i < 4; i++, self->at++)
    if (self->at == self->end || !g_ascii_isxdigit (*self->at))
      return FALSE;

  return TRUE;
}

/* @self stands behind the quotation mark. */
static gboolean
read_string (Reader     *self,
             ZcJsonNode *node)
{
  node->kind = ZC_JSON_KIND_STRING;
  node->start = (guint32) (self->at - self->text);

  while (self->at < self->end && *self->at != '"')
    if (*self->at++ == '\\')
      {
        node->is_escaped = TRUE;
        if (!skip_escape (self))
          return FALSE;
      }

  node->length = (guint32) (self->at - self->text) - node->start;

  return skip (self, '"');
}

static gboolean
read_number (Reader     *self,
             ZcJsonNode *node)
{
  node->kind = ZC_JSON_KIND_NUMBER;
  node->start = (guint32) (self->at - self->text);

  skip (self, '-');
  if (!skip (self, '0') && !skip_digits (self))
    return FALSE;
  if (skip (self, '.') && !skip_digits (self))
    return FALSE;
  if (skip (self, 'e') || skip (self, 'E'))
    {
      if (!skip (self, '+'))
        skip (self, '-');
      if (!skip_digits (self))
        return FALSE;
    }

  node->length = (guint32) (self->at - self->text) - node->start;

  return TRUE;
}

static gboolean
read_scalar (Reader     *self,
             ZcJsonNode *node)
{
  switch (self->at < self->end ? *self->at : '\0')
    {
    case '"':
      self->at++;
      return read_string (self, node);

    case 't':
      node->kind = ZC_JSON_KIND_TRUE;
      return skip_word (self, "true");

    case 'f':
      node->kind = ZC_JSON_KIND_FALSE;
      return skip_word (self, "false");

    case 'n':
      node->kind = ZC_JSON_KIND_NULL;
      return skip_word (self, "null");

    default:
      return read_number (self, node);
    }
}

static gboolean
open_container (Reader      *self,
                ZcJsonKind   kind,
                GError     **error)
{
  if (self->depth == ZC_JSON_MOST_DEPTH)
    {
      g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TOO_DEEP,
                   /* Translators: "$" stands for the whole JSON text. */
                   _("$ is nested more than %d levels deep"), ZC_JSON_MOST_DEPTH);
      return FALSE;
    }

  self->levels[self->depth++] = (Level) { kind, self->pending->len };
  self->at++;

  return TRUE;
}

static void
close_container (Reader     *self,
                 ZcJsonNode *node)
{
  const Level *level = &self->levels[--self->depth];

  *node = (ZcJsonNode) {
    .kind = (guint8) level->kind,
    .start = self->nodes->len,
    .length = self->pending->len - level->first,
  };
  if (node->length > 0)
    g_array_append_vals (self->nodes, &g_array_index (self->pending, ZcJsonNode, level->first), node->length);
  g_array_set_size (self->pending, level->first);
}

static gboolean
is_in (Reader     *self,
       ZcJsonKind  kind)
{
  return self->depth > 0 && self->levels[self->depth - 1].kind == kind;
}

static char
get_closing (Reader *self)
{
  return is_in (self, ZC_JSON_KIND_OBJECT) ? '}' : ']';
}

static gboolean
read_name (Reader *self)
{
  ZcJsonNode name = { 0 };

  skip_blanks (self);
  if (!skip (self, '"') || !read_string (self, &name))
    return FALSE;
  g_array_append_val (self->pending, name);
  skip_blanks (self);

  return skip (self, ':');
}

/* Behind a value: closes all containers that end here, and goes to the next value. Sets @node to the value of the
 * whole text when that is what ended. */
static gboolean
end_value (Reader     *self,
           ZcJsonNode *node,
           gboolean   *is_whole)
{
  *is_whole = FALSE;
  while (self->depth > 0)
    {
      g_array_append_val (self->pending, *node);
      skip_blanks (self);
      if (skip (self, ','))
        return is_in (self, ZC_JSON_KIND_ARRAY) || read_name (self);
      if (!skip (self, get_closing (self)))
        return FALSE;
      close_container (self, node);
    }

  *is_whole = TRUE;

  return TRUE;
}

/* At the beginning of a value: reads it, or the beginning of a container up to its first value. Sets @is_open when
 * there is such a value now. */
static gboolean
begin_value (Reader      *self,
             ZcJsonNode  *node,
             gboolean    *is_open,
             GError     **error)
{
  gboolean is_object;

  *is_open = FALSE;
  *node = (ZcJsonNode) { 0 };
  skip_blanks (self);
  if (self->at == self->end)
    return FALSE;
  if (*self->at != '{' && *self->at != '[')
    return read_scalar (self, node);

  is_object = *self->at == '{';
  if (!open_container (self, is_object ? ZC_JSON_KIND_OBJECT : ZC_JSON_KIND_ARRAY, error))
    return FALSE;
  skip_blanks (self);
  if (skip (self, get_closing (self)))
    {
      close_container (self, node);
      return TRUE;
    }

  *is_open = TRUE;

  return !is_object || read_name (self);
}

static gboolean
read_text (Reader      *self,
           ZcJsonNode  *root,
           GError     **error)
{
  gboolean is_whole = FALSE;

  while (!is_whole)
    {
      gboolean is_open;

      if (!begin_value (self, root, &is_open, error))
        return FALSE;
      if (!is_open && !end_value (self, root, &is_whole))
        return FALSE;
    }

  skip_blanks (self);

  return self->at == self->end;
}

ZcJsonTree *
zc_json_tree_new (const char  *text,
                  gsize        length,
                  GError     **error)
{
  g_autoptr(ZcJsonTree) self = g_new0 (ZcJsonTree, 1);
  g_autoptr(GArray) pending = NULL;
  g_autoptr(GError) own_error = NULL;
  Reader reader;
  const char *invalid;

  self->nodes = g_array_sized_new (FALSE, FALSE, sizeof (ZcJsonNode),
                                   (guint) MIN (length / EXPECTED_BYTES_PER_NODE, MOST_EXPECTED_NODES));
  if (length > G_MAXINT32)
    {
      /* Translators: "$" stands for the whole JSON text. */
      g_set_error_literal (error, ZC_JSON_ERROR, ZC_JSON_ERROR_RANGE, _("$ is too long"));
      return NULL;
    }
  if (!g_utf8_validate_len (text, length, &invalid))
    {
      set_syntax_error (error, text, invalid);
      return NULL;
    }

  self->text = g_malloc (length + 1);
  memcpy (self->text, text, length);
  self->text[length] = '\0';
  self->length = length;

  pending = g_array_new (FALSE, FALSE, sizeof (ZcJsonNode));
  reader = (Reader) {
    .text = self->text,
    .at = self->text,
    .end = self->text + length,
    .nodes = self->nodes,
    .pending = pending,
  };
  if (read_text (&reader, &self->root, &own_error))
    return g_steal_pointer (&self);

  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  else
    set_syntax_error (error, self->text, reader.at);

  return NULL;
}

void
zc_json_tree_free (ZcJsonTree *self)
{
  g_free (self->text);
  g_array_unref (self->nodes);
  g_free (self);
}

const ZcJsonNode *
zc_json_tree_get_child (const ZcJsonTree *self,
                        const ZcJsonNode *node,
                        gsize             place)
{
  g_return_val_if_fail (place < node->length, NULL);

  return &g_array_index (self->nodes, ZcJsonNode, node->start + place);
}

static gboolean
is_called (const ZcJsonTree *self,
           const ZcJsonNode *name,
           const char       *wanted,
           gsize             wanted_length)
{
  g_autofree char *decoded = NULL;

  if (!name->is_escaped)
    return name->length == wanted_length && memcmp (self->text + name->start, wanted, wanted_length) == 0;

  decoded = zc_json_tree_dup_string (self, name);

  return strcmp (decoded, wanted) == 0;
}

const ZcJsonNode *
zc_json_tree_find_member (const ZcJsonTree *self,
                          const ZcJsonNode *object,
                          const char       *name)
{
  gsize length = strlen (name);

  for (gsize i = object->length; i > 0; i -= 2)
    if (is_called (self, zc_json_tree_get_child (self, object, i - 2), name, length))
      return zc_json_tree_get_child (self, object, i - 1);

  return NULL;
}

/* @at stands behind "\u". */
static gunichar
decode_unit (const char *at)
{
  gunichar unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit << 4 | (gunichar) g_ascii_xdigit_value (at[i]);

  return unit;
}

/* Characters beyond U+FFFF are written as two units (RFC 8259, section 7). */
static gunichar
decode_character (const char **at)
{
  gunichar unit = decode_unit (*at);
  gunichar low;

  *at += 4;
  if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return REPLACEMENT_CHARACTER;
  if (unit < 0xd800 || unit > 0xdbff)
    return unit;
  if ((*at)[0] != '\\' || (*at)[1] != 'u')
    return REPLACEMENT_CHARACTER;

  low = decode_unit (*at + 2);
  if (low < 0xdc00 || low > 0xdfff)
    return REPLACEMENT_CHARACTER;
  *at += 6;

  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

char *
zc_json_tree_dup_string (const ZcJsonTree *self,
                         const ZcJsonNode *node)
{
  static const char letters[] = "bfnrt";
  static const char meanings[] = "\b\f\n\r\t";
  const char *at = self->text + node->start;
  const char *end = at + node->length;
  GString *text;

  if (!node->is_escaped)
    return g_strndup (at, node->length);

  text = g_string_sized_new (node->length);
  while (at < end)
    {
      const char *letter;

      if (*at != '\\')
        {
          g_string_append_c (text, *at++);
          continue;
        }

      at++;
      letter = strchr (letters, *at);
      if (*at == 'u')
        {
          at++;
          g_string_append_unichar (text, decode_character (&at));
          continue;
        }
      g_string_append_c (text, letter != NULL ? meanings[letter - letters] : *at);
      at++;
    }

  return g_string_free (text, FALSE);
}
