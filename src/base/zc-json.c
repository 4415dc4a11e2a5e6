/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-json.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "zc-json-tree-private.h"


struct _ZcJsonDocument
{
  ZcJsonTree *tree; /* (owned) */
};

G_DEFINE_QUARK (zc-json-error-quark, zc_json_error)

ZcJsonDocument *
zc_json_document_new (const char  *text,
                      gsize        length,
                      GError     **error)
{
  ZcJsonTree *tree;
  ZcJsonDocument *self;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length == 0)
    {
      /* Translators: "$" stands for the whole JSON text. */
      g_set_error_literal (error, ZC_JSON_ERROR, ZC_JSON_ERROR_SYNTAX, _("$ is empty"));
      return NULL;
    }

  tree = zc_json_tree_new (text, length, error);
  if (tree == NULL)
    return NULL;

  self = g_new0 (ZcJsonDocument, 1);
  self->tree = tree;

  return self;
}

void
zc_json_document_free (ZcJsonDocument *self)
{
  zc_json_tree_free (self->tree);
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
                ZcJsonKind        expected)
{
  g_autofree char *path = dup_path (value);

  if (expected == ZC_JSON_KIND_OBJECT)
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
  value->tree = object->tree;

  if (object->node == NULL)
    return;

  value->node = zc_json_tree_find_member (object->tree, object->node, member);
  if (value->node != NULL && value->node->kind == ZC_JSON_KIND_NULL)
    value->node = NULL;
}

static gboolean
get_container (const ZcJsonValue  *parent,
               const char         *member,
               ZcJsonKind        type,
               ZcJsonValue        *value,
               GError            **error)
{
  find_member (parent, member, value);

  if (value->node != NULL && value->node->kind != type)
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
          ZcJsonKind     type,
          ZcJsonValue     *root,
          GError         **error)
{
  *root = (ZcJsonValue) { .node = &self->tree->root, .tree = self->tree };

  if (root->node->kind != type)
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
  return get_root (self, ZC_JSON_KIND_OBJECT, root, error);
}

gboolean
zc_json_document_get_root_array (ZcJsonDocument  *self,
                                 ZcJsonValue     *root,
                                 GError         **error)
{
  return get_root (self, ZC_JSON_KIND_ARRAY, root, error);
}

gboolean
zc_json_get_object (const ZcJsonValue  *parent,
                    const char         *member,
                    ZcJsonValue        *object,
                    GError            **error)
{
  return get_container (parent, member, ZC_JSON_KIND_OBJECT, object, error) && require (object, error);
}

gboolean
zc_json_get_optional_object (const ZcJsonValue  *parent,
                             const char         *member,
                             ZcJsonValue        *object,
                             GError            **error)
{
  return get_container (parent, member, ZC_JSON_KIND_OBJECT, object, error);
}

gboolean
zc_json_get_array (const ZcJsonValue  *parent,
                   const char         *member,
                   ZcJsonValue        *array,
                   GError            **error)
{
  return get_container (parent, member, ZC_JSON_KIND_ARRAY, array, error) && require (array, error);
}

gboolean
zc_json_get_optional_array (const ZcJsonValue  *parent,
                            const char         *member,
                            ZcJsonValue        *array,
                            GError            **error)
{
  return get_container (parent, member, ZC_JSON_KIND_ARRAY, array, error);
}

guint
zc_json_get_length (const ZcJsonValue *array)
{
  return array->node != NULL ? (guint) array->node->length : 0;
}

static void
find_element (const ZcJsonValue *array,
              guint              index,
              ZcJsonValue       *value)
{
  *value = (ZcJsonValue) {
    .parent = array,
    .index = index,
    .node = zc_json_tree_get_child (array->tree, array->node, index),
    .tree = array->tree,
  };
}

gboolean
zc_json_get_element (const ZcJsonValue  *array,
                     guint               index,
                     ZcJsonValue        *object,
                     GError            **error)
{
  find_element (array, index, object);

  if (object->node->kind != ZC_JSON_KIND_OBJECT)
    {
      set_type_error (error, object, ZC_JSON_KIND_OBJECT);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_string (const ZcJsonValue  *value,
             char              **text,
             GError            **error)
{
  g_autofree char *path = NULL;

  if (value->node->kind == ZC_JSON_KIND_STRING)
    {
      *text = zc_json_tree_dup_string (value->tree, value->node);
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
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  ZcJsonValue array;

  if (!zc_json_get_optional_array (object, member, &array, error))
    return FALSE;

  for (guint i = 0; i < zc_json_get_length (&array); i++)
    {
      g_autofree char *text = NULL;
      ZcJsonValue value;

      find_element (&array, i, &value);
      if (value.node->kind == ZC_JSON_KIND_NULL)
        continue;
      if (!read_string (&value, &text, error))
        return FALSE;
      g_strv_builder_add (builder, text);
    }

  *texts = g_strv_builder_end (builder);

  return TRUE;
}

/* A number is whole by its value, not by how it is written. */
static gboolean
convert_number (const ZcJsonValue *value,
                gint64            *number)
{
  const char *text = value->tree->text + value->node->start;
  const char *end = text + value->node->length;
  char *stopped;
  double real;

  errno = 0;
  *number = g_ascii_strtoll (text, &stopped, 10);
  if (stopped == end && errno == 0)
    return TRUE;

  /* The bounds are compared as doubles first, so that the conversion is defined. 2^63 itself is out of range
   * although (double) G_MAXINT64 rounds to it. */
  real = g_ascii_strtod (text, NULL);
  if (real < -0x1p63 || real >= 0x1p63 || floor (real) != real)
    return FALSE;
  *number = (gint64) real;

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

  if (value->node->kind != ZC_JSON_KIND_NUMBER)
    {
      path = dup_path (value);
      g_set_error (error, ZC_JSON_ERROR, ZC_JSON_ERROR_TYPE,
                   /* Translators: %s is a place in a JSON text, such as $.items[3].properties.ttl */
                   _("%s is not a number"), path);
      return FALSE;
    }

  if (convert_number (value, number) && *number >= least && *number <= most)
    return TRUE;

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

  if (found.node->kind == ZC_JSON_KIND_TRUE || found.node->kind == ZC_JSON_KIND_FALSE)
    {
      *value = found.node->kind == ZC_JSON_KIND_TRUE;
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
