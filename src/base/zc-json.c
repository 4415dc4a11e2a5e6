/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "zc-json-shape-private.h"

struct _ZcJsonDocument
{
  JsonNode *root; /* (owned) */
};

G_DEFINE_QUARK (zc-json-error-quark, zc_json_error)

/* The parser knows the place only while it is at work. */
static void
parse_error_cb (JsonParser *parser,
                gpointer    parser_error,
                GError    **error)
{
  g_clear_error (error);
  /* json-glib's own message repeats parts of the text, which is a server's. */
  g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_SYNTAX,
               /* Translators: "$" stands for the whole JSON text. */
               _("$ is not JSON from line %u, byte %u on"),
               json_parser_get_current_line (parser), json_parser_get_current_pos (parser));
}

ZcJsonDocument *
zc_json_document_new (const char  *text,
                      gsize        length,
                      GError     **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) parse_error = NULL;
  ZcJsonDocument *self;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length == 0)
    {
      /* Translators: "$" stands for the whole JSON text. */
      g_set_error_literal (error, ZC_JSON_ERROR, ZC_JSON_ERROR_SYNTAX, _("$ is empty"));
      return NULL;
    }

  if (!zc_json_check_shape (text, length, error))
    return NULL;

  parser = json_parser_new_immutable ();
  g_signal_connect (parser, "error", G_CALLBACK (parse_error_cb), &parse_error);
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL) ||
      json_parser_get_root (parser) == NULL)
    {
      if (parse_error != NULL)
        g_propagate_error (error, g_steal_pointer (&parse_error));
      else
        zc_json_set_syntax_error (error, text, text + length);
      return NULL;
    }

  self = g_new0 (ZcJsonDocument, 1);
  self->root = json_parser_steal_root (parser);

  return self;
}

void
zc_json_document_free (ZcJsonDocument *self)
{
  json_node_unref (self->root);
  g_free (self);
}

static void
append_path (GString           *path,
             const ZcJsonValue *value)
{
  if (value->parent == NULL)
    {
      g_string_append_c (path, '$');
      return;
    }

  append_path (path, value->parent);
  if (value->member != NULL)
    g_string_append_printf (path, ".%s", value->member);
  else
    g_string_append_printf (path, "[%u]", value->index);
}

static char *
dup_path (const ZcJsonValue *value)
{
  GString *path = g_string_new (NULL);

  append_path (path, value);

  return g_string_free (path, FALSE);
}

static void
set_missing_error (GError            **error,
                   const ZcJsonValue  *value)
{
  g_autofree char *path = dup_path (value);

  g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_MISSING,
               /* Translators: %s is a place in a JSON text, such as $.items[3].id */
               _("%s is missing"), path);
}

static void
set_type_error (GError            **error,
                const ZcJsonValue  *value,
                JsonNodeType        expected)
{
  g_autofree char *path = dup_path (value);

  if (expected == JSON_NODE_OBJECT)
    g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TYPE,
                 /* Translators: %s is a place in a JSON text, such as $.items[3].metadata */
                 _("%s is not an object"), path);
  else
    g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TYPE,
                 /* Translators: %s is a place in a JSON text, such as $.items */
                 _("%s is not a list"), path);
}

/* Looks a member up; null is as good as absent. */
static void
find_member (const ZcJsonValue *object,
             const char        *member,
             ZcJsonValue       *value)
{
  value->parent = object;
  value->member = member;
  value->index = 0;
  value->node = NULL;

  if (object->node == NULL)
    return;

  value->node = json_object_get_member (json_node_get_object (object->node), member);
  if (value->node != NULL && JSON_NODE_HOLDS_NULL (value->node))
    value->node = NULL;
}

static gboolean
get_container (const ZcJsonValue  *parent,
               const char         *member,
               JsonNodeType        type,
               ZcJsonValue        *value,
               GError            **error)
{
  find_member (parent, member, value);

  if (value->node != NULL && JSON_NODE_TYPE (value->node) != type)
    {
      set_type_error (error, value, type);
      return FALSE;
    }

  return TRUE;
}

static gboolean
require (const ZcJsonValue  *value,
         GError            **error)
{
  if (value->node != NULL)
    return TRUE;

  set_missing_error (error, value);

  return FALSE;
}

static gboolean
get_root (ZcJsonDocument  *self,
          JsonNodeType     type,
          ZcJsonValue     *root,
          GError         **error)
{
  *root = (ZcJsonValue) { .node = self->root };

  if (JSON_NODE_TYPE (self->root) != type)
    {
      set_type_error (error, root, type);
      return FALSE;
    }

  return TRUE;
}

gboolean
zc_json_document_get_root (ZcJsonDocument  *self,
                           ZcJsonValue     *root,
                           GError         **error)
{
  return get_root (self, JSON_NODE_OBJECT, root, error);
}

gboolean
zc_json_document_get_root_array (ZcJsonDocument  *self,
                                 ZcJsonValue     *root,
                                 GError         **error)
{
  return get_root (self, JSON_NODE_ARRAY, root, error);
}

gboolean
zc_json_get_object (const ZcJsonValue  *parent,
                    const char         *member,
                    ZcJsonValue        *object,
                    GError            **error)
{
  return get_container (parent, member, JSON_NODE_OBJECT, object, error) && require (object, error);
}

gboolean
zc_json_get_optional_object (const ZcJsonValue  *parent,
                             const char         *member,
                             ZcJsonValue        *object,
                             GError            **error)
{
  return get_container (parent, member, JSON_NODE_OBJECT, object, error);
}

gboolean
zc_json_get_array (const ZcJsonValue  *parent,
                   const char         *member,
                   ZcJsonValue        *array,
                   GError            **error)
{
  return get_container (parent, member, JSON_NODE_ARRAY, array, error) && require (array, error);
}

gboolean
zc_json_get_optional_array (const ZcJsonValue  *parent,
                            const char         *member,
                            ZcJsonValue        *array,
                            GError            **error)
{
  return get_container (parent, member, JSON_NODE_ARRAY, array, error);
}

guint
zc_json_get_length (const ZcJsonValue *array)
{
  return array->node != NULL ? json_array_get_length (json_node_get_array (array->node)) : 0;
}

static void
find_element (const ZcJsonValue *array,
              guint              index,
              ZcJsonValue       *value)
{
  *value = (ZcJsonValue) {
    .parent = array,
    .index = index,
    .node = json_array_get_element (json_node_get_array (array->node), index),
  };
}

gboolean
zc_json_get_element (const ZcJsonValue  *array,
                     guint               index,
                     ZcJsonValue        *object,
                     GError            **error)
{
  find_element (array, index, object);

  if (!JSON_NODE_HOLDS_OBJECT (object->node))
    {
      set_type_error (error, object, JSON_NODE_OBJECT);
      return FALSE;
    }

  return TRUE;
}

static gboolean
holds (const ZcJsonValue *value,
       GType              type)
{
  return JSON_NODE_HOLDS_VALUE (value->node) && json_node_get_value_type (value->node) == type;
}

static gboolean
read_string (const ZcJsonValue  *value,
             char              **text,
             GError            **error)
{
  g_autofree char *path = NULL;

  /* Half of a surrogate pair in an escape sequence comes out of json-glib as invalid UTF-8. */
  if (holds (value, G_TYPE_STRING))
    {
      *text = g_utf8_make_valid (json_node_get_string (value->node), -1);
      return TRUE;
    }

  path = dup_path (value);
  g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TYPE,
               /* Translators: %s is a place in a JSON text, such as $.items[3].id */
               _("%s is not a text"), path);

  return FALSE;
}

gboolean
zc_json_get_string (const ZcJsonValue  *object,
                    const char         *member,
                    char              **text,
                    GError            **error)
{
  ZcJsonValue value;

  find_member (object, member, &value);

  return require (&value, error) && read_string (&value, text, error);
}

gboolean
zc_json_get_optional_string (const ZcJsonValue  *object,
                             const char         *member,
                             const char         *fallback,
                             char              **text,
                             GError            **error)
{
  ZcJsonValue value;

  find_member (object, member, &value);
  if (value.node != NULL)
    return read_string (&value, text, error);

  *text = g_strdup (fallback);

  return TRUE;
}

gboolean
zc_json_get_optional_strv (const ZcJsonValue   *object,
                           const char          *member,
                           char              ***texts,
                           GError             **error)
{
  g_auto(GStrv) read = NULL;
  ZcJsonValue array;
  guint length;
  guint n_read = 0;

  if (!zc_json_get_optional_array (object, member, &array, error))
    return FALSE;

  length = zc_json_get_length (&array);
  read = g_new0 (char *, length + 1);
  for (guint i = 0; i < length; i++)
    {
      ZcJsonValue value;

      find_element (&array, i, &value);
      if (JSON_NODE_HOLDS_NULL (value.node))
        continue;
      if (!read_string (&value, &read[n_read], error))
        return FALSE;
      n_read++;
    }

  *texts = g_steal_pointer (&read);

  return TRUE;
}

static gboolean
read_int (const ZcJsonValue  *value,
          gint64              least,
          gint64              most,
          gint64             *number,
          GError            **error)
{
  g_autofree char *path = NULL;

  if (holds (value, G_TYPE_INT64))
    {
      *number = json_node_get_int (value->node);
      if (*number >= least && *number <= most)
        return TRUE;
    }
  else if (holds (value, G_TYPE_DOUBLE))
    {
      double real = json_node_get_double (value->node);

      /* The bounds are compared as doubles first, so that the conversion is defined. 2^63 itself
       * is out of range although (double) G_MAXINT64 rounds to it. */
      if (real >= -0x1p63 && real < 0x1p63 && floor (real) == real &&
          (gint64) real >= least && (gint64) real <= most)
        {
          *number = (gint64) real;
          return TRUE;
        }
    }
  else
    {
      path = dup_path (value);
      g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TYPE,
                   /* Translators: %s is a place in a JSON text, such as $.items[3].properties.ttl */
                   _("%s is not a number"), path);
      return FALSE;
    }

  path = dup_path (value);
  g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_RANGE,
               /* Translators: the first %s is a place in a JSON text, such as
                * $.items[3].properties.ttl; the others are numbers. */
               _("%s is not a whole number from %lld to %lld"),
               path, (long long) least, (long long) most);

  return FALSE;
}

gboolean
zc_json_get_int (const ZcJsonValue  *object,
                 const char         *member,
                 gint64              least,
                 gint64              most,
                 gint64             *number,
                 GError            **error)
{
  ZcJsonValue value;

  find_member (object, member, &value);

  return require (&value, error) && read_int (&value, least, most, number, error);
}

gboolean
zc_json_get_optional_int (const ZcJsonValue  *object,
                          const char         *member,
                          gint64              least,
                          gint64              most,
                          gint64              fallback,
                          gint64             *number,
                          GError            **error)
{
  ZcJsonValue value;

  find_member (object, member, &value);
  if (value.node != NULL)
    return read_int (&value, least, most, number, error);

  *number = fallback;

  return TRUE;
}

gboolean
zc_json_get_optional_boolean (const ZcJsonValue  *object,
                              const char         *member,
                              gboolean            fallback,
                              gboolean           *value,
                              GError            **error)
{
  g_autofree char *path = NULL;
  ZcJsonValue found;

  *value = fallback;
  find_member (object, member, &found);
  if (found.node == NULL)
    return TRUE;

  if (holds (&found, G_TYPE_BOOLEAN))
    {
      *value = json_node_get_boolean (found.node);
      return TRUE;
    }

  path = dup_path (&found);
  g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TYPE,
               /* Translators: %s is a place in a JSON text, such as
                * $.items[3].properties.enabled */
               _("%s is neither true nor false"), path);

  return FALSE;
}

void
zc_json_set_member_error (GError            **error,
                          const ZcJsonValue  *object,
                          const char         *member)
{
  ZcJsonValue value = { .parent = object, .member = member };
  g_autofree char *path = dup_path (&value);

  g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_RANGE,
               /* Translators: %s is a place in a JSON text, such as $.items[3].id */
               _("%s has a value that it cannot have"), path);
}
