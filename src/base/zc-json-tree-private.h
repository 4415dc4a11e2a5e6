/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-json.h"

G_BEGIN_DECLS

/* Private to base/: a JSON text as a tree, before anything is known of its meaning. */

/**
 * ZcJsonKind:
 *
 * What a node is.
 */
typedef enum
{
  ZC_JSON_KIND_NULL,
  ZC_JSON_KIND_FALSE,
  ZC_JSON_KIND_TRUE,
  ZC_JSON_KIND_NUMBER,
  ZC_JSON_KIND_STRING,
  ZC_JSON_KIND_OBJECT,
  ZC_JSON_KIND_ARRAY,
} ZcJsonKind;

/**
 * ZcJsonNode:
 * @start: where a number, or what is between the quotation marks of a string, begins in the text; the place of
 *   the first child of an object or a list among all nodes
 * @length: how many bytes, or how many children
 * @kind: what it is, a #ZcJsonKind
 * @is_escaped: whether a string holds escape sequences
 *
 * A value. The children of an object are names and values by turns.
 */
typedef struct _ZcJsonNode
{
  guint32 start;
  guint32 length;
  guint8 kind;
  guint8 is_escaped;
} ZcJsonNode;

/**
 * ZcJsonTree:
 * @text: the text, with a NUL behind its end (owned)
 * @length: its length
 * @root: the value of the whole text
 * @nodes: (element-type ZcJsonNode): all other values; the children of one are side by side (owned)
 *
 * A text and its values. Values are places in the text, which costs a fraction of what a tree of objects does.
 */
typedef struct _ZcJsonTree
{
  char *text;
  gsize length;
  ZcJsonNode root;
  GArray *nodes;
} ZcJsonTree;

/**
 * zc_json_tree_new:
 * @text: a text, not necessarily terminated
 * @length: its length in bytes
 * @error: return location for %ZC_JSON_ERROR_SYNTAX, %ZC_JSON_ERROR_TOO_DEEP, or %ZC_JSON_ERROR_RANGE for a text of
 *   more than 2 GiB
 *
 * Reads a JSON text (RFC 8259), in one pass and without recursion. Control characters within strings are let pass,
 * everything else is as the RFC has it.
 *
 * Returns: (transfer full) (nullable): the tree
 */
ZcJsonTree       *zc_json_tree_new        (const char        *text,
                                           gsize              length,
                                           GError           **error);

/**
 * zc_json_tree_free:
 * @self: (transfer full): a tree
 *
 * Frees the tree.
 */
void              zc_json_tree_free       (ZcJsonTree        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcJsonTree, zc_json_tree_free)

/**
 * zc_json_tree_get_child:
 * @self: a tree
 * @node: an object or a list of it
 * @place: less than its length
 *
 * Returns: (transfer none): the child
 */
const ZcJsonNode *zc_json_tree_get_child  (const ZcJsonTree  *self,
                                           const ZcJsonNode  *node,
                                           gsize              place);

/**
 * zc_json_tree_find_member:
 * @self: a tree
 * @object: an object of it
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the value with this name, the last one if there are several
 */
const ZcJsonNode *zc_json_tree_find_member (const ZcJsonTree *self,
                                            const ZcJsonNode *object,
                                            const char       *name);

/**
 * zc_json_tree_dup_string:
 * @self: a tree
 * @node: a string of it
 *
 * Returns: (transfer full): what the string stands for, valid UTF-8. Half of a surrogate pair and U+0000 become
 *   U+FFFD
 */
char             *zc_json_tree_dup_string (const ZcJsonTree  *self,
                                           const ZcJsonNode  *node);

G_END_DECLS
