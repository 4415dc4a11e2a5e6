/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-json-rows.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "zc-json-shape-private.h"
#include "zc-json-walk-private.h"

/* Lists of texts that are kept, since most rows have the same few. */
#define MOST_LISTS 64

struct _ZcJsonRows
{
  GBytes *text;             /* (owned) */
  ZcJsonDocument *document; /* (owned): the text, with an empty list where the rows are read one by one */
  ZcJsonValue root;
  ZcJsonValue array;
  GArray *rows;             /* (owned) (nullable) (element-type ZcJsonRow): %NULL when the document has the rows */
  GArray *cuts;             /* (owned) (element-type ZcJsonCut) */
  GHashTable *lists;        /* (owned) (element-type ZcJsonSpan JsonNode): the lists that were parsed, by their text */
};

static guint
hash_span (gconstpointer key)
{
  const ZcJsonSpan *span = key;
  guint hash = 5381;

  for (const char *at = span->begin; at < span->end; at++)
    hash = hash * 33 + (guchar) *at;

  return hash;
}

static gboolean
equal_spans (gconstpointer first_key,
             gconstpointer second_key)
{
  const ZcJsonSpan *first = first_key;
  const ZcJsonSpan *second = second_key;
  gsize length = (gsize) (first->end - first->begin);

  return length == (gsize) (second->end - second->begin) && memcmp (first->begin, second->begin, length) == 0;
}

/* Reads the text with an empty list. */
static gboolean
read_rest (ZcJsonRows       *self,
           const ZcJsonSpan *list,
           const char       *member)
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
  g_clear_pointer (&self->rows, g_array_unref);
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
  ZcJsonSpan list;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (member != NULL, NULL);
  g_return_val_if_fail (members != NULL, NULL);

  self = g_new0 (ZcJsonRows, 1);
  self->text = g_bytes_ref (text);
  self->rows = g_array_new (FALSE, FALSE, sizeof (ZcJsonRow));
  self->cuts = g_array_new (FALSE, FALSE, sizeof (ZcJsonCut));
  self->lists = g_hash_table_new_full (hash_span, equal_spans, NULL, (GDestroyNotify) json_node_unref);

  if ((!zc_json_find_rows (text, member, members, &list, self->rows, self->cuts) ||
       !read_rest (self, &list, member)) &&
      !read_whole (self, member, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
zc_json_rows_free (ZcJsonRows *self)
{
  g_bytes_unref (self->text);
  g_clear_pointer (&self->document, zc_json_document_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_array_unref (self->cuts);
  g_hash_table_unref (self->lists);
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
  return self->rows != NULL ? self->rows->len : zc_json_get_length (&self->array);
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

/* A list of texts in a row. */
typedef struct
{
  const ZcJsonCut *cut; /* (unowned) */
  JsonNode *node;       /* (unowned) (nullable): the same list, when it was parsed before */
} List;

/* Copies a row without what need not be parsed of it, and notes its lists. */
static void
copy_row (ZcJsonRows      *self,
          const ZcJsonRow *row,
          guint           *n_passed,
          GArray          *lists,
          GString         *copy)
{
  const char *begin = row->text.begin;

  g_array_set_size (lists, 0);
  g_string_truncate (copy, 0);
  for (; *n_passed < self->cuts->len; (*n_passed)++)
    {
      const ZcJsonCut *cut = &g_array_index (self->cuts, ZcJsonCut, *n_passed);

      if (cut->member.begin >= row->text.end)
        break;

      if (cut->name != NULL)
        {
          List list = { cut, NULL };

          if (!row->is_plain)
            continue;
          list.node = g_hash_table_lookup (self->lists, &cut->list);
          g_array_append_val (lists, list);
          if (list.node == NULL)
            continue;
        }

      g_string_append_len (copy, begin, cut->member.begin - begin);
      begin = cut->member.end;
    }
  g_string_append_len (copy, begin, row->text.end - begin);
}

/* Puts the lists that were parsed before where they belong, and keeps those that are new. */
static void
share_lists (ZcJsonRows *self,
             JsonNode   *row,
             GArray     *lists)
{
  for (guint i = 0; i < lists->len; i++)
    {
      const List *list = &g_array_index (lists, List, i);
      JsonObject *parent = json_object_get_object_member (json_node_get_object (row), list->cut->parent);

      if (list->node != NULL)
        json_object_set_member (parent, list->cut->name, json_node_ref (list->node));
      else if (g_hash_table_size (self->lists) < MOST_LISTS)
        g_hash_table_insert (self->lists, (gpointer) &list->cut->list,
                             json_object_dup_member (parent, list->cut->name));
    }
}

/* What is wrong with the text from the row on, counted in the whole text. */
static void
set_row_error (ZcJsonRows       *self,
               const ZcJsonRow  *row,
               GError          **error)
{
  gsize length;
  const char *text = g_bytes_get_data (self->text, &length);
  g_autoptr(ZcJsonDocument) whole = zc_json_document_new (text, length, error);

  if (whole != NULL)
    zc_json_set_syntax_error (error, text, row->text.begin);
}

gboolean
zc_json_rows_foreach (ZcJsonRows     *self,
                      ZcJsonRowFunc   func,
                      gpointer        data,
                      GError        **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GString) copy = NULL;
  g_autoptr(GArray) lists = NULL;
  guint n_passed = 0;

  if (self->rows == NULL)
    return foreach_of_whole (self, func, data, error);

  parser = json_parser_new ();
  copy = g_string_new (NULL);
  lists = g_array_new (FALSE, FALSE, sizeof (List));
  for (guint i = 0; i < self->rows->len; i++)
    {
      const ZcJsonRow *row = &g_array_index (self->rows, ZcJsonRow, i);
      ZcJsonValue value = { .parent = &self->array, .index = i };

      copy_row (self, row, &n_passed, lists, copy);
      if (!json_parser_load_from_data (parser, copy->str, (gssize) copy->len, NULL))
        {
          set_row_error (self, row, error);
          return FALSE;
        }

      value.node = json_parser_get_root (parser);
      share_lists (self, value.node, lists);
      if (!func (&value, data, error))
        return FALSE;
    }

  return TRUE;
}
