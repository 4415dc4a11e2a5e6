/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZC_JSON_MOST_DEPTH:
 *
 * How deeply objects and lists may be nested. The parser below is recursive, so a hostile text of
 * nothing but brackets would otherwise use up the stack.
 */
#define ZC_JSON_MOST_DEPTH 64

/**
 * ZcJsonError:
 * @ZC_JSON_ERROR_SYNTAX: the text is not JSON
 * @ZC_JSON_ERROR_TOO_DEEP: the text is nested more than %ZC_JSON_MOST_DEPTH deep
 * @ZC_JSON_ERROR_MISSING: a required member is absent or null
 * @ZC_JSON_ERROR_TYPE: a member is of another type than expected
 * @ZC_JSON_ERROR_RANGE: a value is of the right type but cannot be one of this member
 *
 * Why a text could not be read. Every message names the place as a JSON path, such as
 * "$.items[3].properties.zoneName".
 */
typedef enum
{
  ZC_JSON_ERROR_SYNTAX,
  ZC_JSON_ERROR_TOO_DEEP,
  ZC_JSON_ERROR_MISSING,
  ZC_JSON_ERROR_TYPE,
  ZC_JSON_ERROR_RANGE,
} ZcJsonError;

#define ZC_JSON_ERROR (zc_json_error_quark ())
GQuark          zc_json_error_quark          (void);

/**
 * ZcJsonDocument:
 *
 * A JSON text that was read.
 */
typedef struct _ZcJsonDocument ZcJsonDocument;

/**
 * ZcJsonValue:
 *
 * A value in a document, together with the way to it. It lives on the stack and borrows from the
 * document and from the value it was got from; both must outlive it. A value that was looked up as
 * optional and is absent holds nothing; all of its members are absent as well.
 */
typedef struct _ZcJsonValue ZcJsonValue;

struct _ZcJsonValue
{
  /*< private >*/
  const ZcJsonValue *parent;   /* (unowned) (nullable): %NULL for the root */
  const char *member;          /* (unowned) (nullable): %NULL for the elements of a list */
  guint index;
  struct _JsonNode *node;      /* (unowned) (nullable) */
};

/**
 * zc_json_document_new:
 * @text: a text, not necessarily terminated
 * @length: its length in bytes
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Reads a JSON text (RFC 8259). The text must be one value in UTF-8.
 *
 * Returns: (transfer full) (nullable): the document
 */
ZcJsonDocument *zc_json_document_new         (const char      *text,
                                              gsize            length,
                                              GError         **error);

/**
 * zc_json_document_free:
 * @self: (transfer full): a document
 *
 * Frees the document.
 */
void            zc_json_document_free        (ZcJsonDocument  *self);

/**
 * zc_json_document_get_root:
 * @self: a document
 * @root: (out caller-allocates): the value of the whole text
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets the value of the whole text, which must be an object.
 *
 * Returns: %FALSE with an error when it is not
 */
gboolean        zc_json_document_get_root    (ZcJsonDocument  *self,
                                              ZcJsonValue     *root,
                                              GError         **error);

/**
 * zc_json_document_get_root_array:
 * @self: a document
 * @root: (out caller-allocates): the value of the whole text
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets the value of the whole text, which must be a list.
 *
 * Returns: %FALSE with an error when it is not
 */
gboolean        zc_json_document_get_root_array (ZcJsonDocument  *self,
                                                 ZcJsonValue     *root,
                                                 GError         **error);

/**
 * zc_json_get_object:
 * @parent: an object
 * @member: the name of a required member; it must outlive @object
 * @object: (out caller-allocates): the member
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets an object.
 *
 * Returns: %FALSE with an error when the member is absent, null or no object
 */
gboolean        zc_json_get_object           (const ZcJsonValue  *parent,
                                              const char         *member,
                                              ZcJsonValue        *object,
                                              GError            **error);

/**
 * zc_json_get_optional_object:
 * @parent: an object
 * @member: the name of an optional member; it must outlive @object
 * @object: (out caller-allocates): the member; holds nothing when it is absent or null
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets an object that may be absent.
 *
 * Returns: %FALSE with an error when the member is there and no object
 */
gboolean        zc_json_get_optional_object  (const ZcJsonValue  *parent,
                                              const char         *member,
                                              ZcJsonValue        *object,
                                              GError            **error);

/**
 * zc_json_get_array:
 * @parent: an object
 * @member: the name of a required member; it must outlive @array
 * @array: (out caller-allocates): the member
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets a list.
 *
 * Returns: %FALSE with an error when the member is absent, null or no list
 */
gboolean        zc_json_get_array            (const ZcJsonValue  *parent,
                                              const char         *member,
                                              ZcJsonValue        *array,
                                              GError            **error);

/**
 * zc_json_get_optional_array:
 * @parent: an object
 * @member: the name of an optional member; it must outlive @array
 * @array: (out caller-allocates): the member; holds nothing when it is absent or null
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets a list that may be absent.
 *
 * Returns: %FALSE with an error when the member is there and no list
 */
gboolean        zc_json_get_optional_array   (const ZcJsonValue  *parent,
                                              const char         *member,
                                              ZcJsonValue        *array,
                                              GError            **error);

/**
 * zc_json_get_length:
 * @array: a list
 *
 * Returns: how many elements the list has; 0 when it holds nothing
 */
guint           zc_json_get_length           (const ZcJsonValue  *array);

/**
 * zc_json_get_element:
 * @array: a list
 * @index: which element, below zc_json_get_length()
 * @object: (out caller-allocates): the element
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets an element that must be an object.
 *
 * Returns: %FALSE with an error when it is not
 */
gboolean        zc_json_get_element          (const ZcJsonValue  *array,
                                              guint               index,
                                              ZcJsonValue        *object,
                                              GError            **error);

/**
 * zc_json_get_string:
 * @object: an object
 * @member: the name of a required member
 * @text: (out) (transfer full): its text, valid UTF-8
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets a text. Any text is accepted: states, statuses and types are open strings.
 *
 * Returns: %FALSE with an error when the member is absent, null or no text
 */
gboolean        zc_json_get_string           (const ZcJsonValue  *object,
                                              const char         *member,
                                              char              **text,
                                              GError            **error);

/**
 * zc_json_get_optional_string:
 * @object: an object
 * @member: the name of an optional member
 * @fallback: (nullable): the text for a member that is absent or null
 * @text: (out) (transfer full) (nullable): its text, valid UTF-8
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets a text that may be absent.
 *
 * Returns: %FALSE with an error when the member is there and no text
 */
gboolean        zc_json_get_optional_string  (const ZcJsonValue  *object,
                                              const char         *member,
                                              const char         *fallback,
                                              char              **text,
                                              GError            **error);

/**
 * zc_json_get_optional_strv:
 * @object: an object
 * @member: the name of an optional member
 * @texts: (out) (transfer full): its texts, empty for a member that is absent or null
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets a list of texts. Elements that are null are left out.
 *
 * Returns: %FALSE with an error when the member is there and no list, or when an element is neither
 *   a text nor null
 */
gboolean        zc_json_get_optional_strv    (const ZcJsonValue  *object,
                                              const char         *member,
                                              char             ***texts,
                                              GError            **error);

/**
 * zc_json_get_int:
 * @object: an object
 * @member: the name of a required member
 * @least: the least number that makes sense
 * @most: the greatest number that makes sense
 * @number: (out): its number
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets a whole number. JSON knows no integers, so 3.0 and 3e0 are the number 3 as well; 3.5 is an
 * error.
 *
 * Returns: %FALSE with an error when the member is absent, null, or no whole number in that range
 */
gboolean        zc_json_get_int              (const ZcJsonValue  *object,
                                              const char         *member,
                                              gint64              least,
                                              gint64              most,
                                              gint64             *number,
                                              GError            **error);

/**
 * zc_json_get_optional_int:
 * @object: an object
 * @member: the name of an optional member
 * @least: the least number that makes sense
 * @most: the greatest number that makes sense
 * @fallback: the number for a member that is absent or null
 * @number: (out): its number
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets a whole number that may be absent. See zc_json_get_int().
 *
 * Returns: %FALSE with an error when the member is there and no whole number in that range
 */
gboolean        zc_json_get_optional_int     (const ZcJsonValue  *object,
                                              const char         *member,
                                              gint64              least,
                                              gint64              most,
                                              gint64              fallback,
                                              gint64             *number,
                                              GError            **error);

/**
 * zc_json_get_optional_boolean:
 * @object: an object
 * @member: the name of an optional member
 * @fallback: the value for a member that is absent or null
 * @value: (out): its value
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Gets true or false.
 *
 * Returns: %FALSE with an error when the member is there and neither true nor false
 */
gboolean        zc_json_get_optional_boolean (const ZcJsonValue  *object,
                                              const char         *member,
                                              gboolean            fallback,
                                              gboolean           *value,
                                              GError            **error);

/**
 * zc_json_set_member_error:
 * @error: return location for a %ZC_JSON_ERROR_RANGE
 * @object: an object
 * @member: the name of a member whose value makes no sense
 *
 * Sets the error for a value that has the right type but cannot be one of this member, for checks
 * that only the caller can make.
 */
void            zc_json_set_member_error     (GError            **error,
                                              const ZcJsonValue  *object,
                                              const char         *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcJsonDocument, zc_json_document_free)

G_END_DECLS
