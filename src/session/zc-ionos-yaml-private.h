/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcYaml:
 *
 * A YAML document that anybody may have written: bounded in what it may hold and in how much of it may be looked at,
 * however often it refers to its own parts. Its memory is wiped when it is freed.
 */
typedef struct _ZcYaml ZcYaml;

/**
 * ZcYamlNode:
 *
 * A place in a document. 0 is no place: what is absent or null.
 */
typedef int ZcYamlNode;

/**
 * zc_yaml_new:
 * @name: what the text is called in messages, the name of a file
 * @text: the text
 * @length: its length in bytes
 * @error: return location for %G_IO_ERROR_INVALID_DATA
 *
 * Reads a text of one document.
 *
 * Returns: (transfer full) (nullable): the document
 */
ZcYaml     *zc_yaml_new         (const char  *name,
                                 const char  *text,
                                 gsize        length,
                                 GError     **error);

/**
 * zc_yaml_free:
 * @self: (transfer full): a document
 *
 * Wipes and frees the document.
 */
void        zc_yaml_free        (ZcYaml      *self);

/**
 * zc_yaml_get_root:
 * @self: a document
 *
 * Returns: its root, 0 when it is empty
 */
ZcYamlNode  zc_yaml_get_root    (ZcYaml      *self);

/**
 * zc_yaml_get_line:
 * @self: a document
 * @node: a place
 *
 * Returns: the line it begins in, from 1
 */
guint       zc_yaml_get_line    (ZcYaml      *self,
                                 ZcYamlNode   node);

/**
 * zc_yaml_set_error:
 * @self: a document
 * @node: a place
 * @field: the field's name, as people know it
 * @problem: what is wrong with it, a translated part of a sentence
 * @error: return location for %G_IO_ERROR_INVALID_DATA
 *
 * Sets an error that names file, line and field.
 */
void        zc_yaml_set_error   (ZcYaml      *self,
                                 ZcYamlNode   node,
                                 const char  *field,
                                 const char  *problem,
                                 GError     **error);

/**
 * zc_yaml_get_member:
 * @self: a document
 * @mapping: a mapping, or 0
 * @path: the mapping's name in messages
 * @name: the member's name
 * @member: (out): the member's value, 0 when it is absent or null
 * @error: return location for %G_IO_ERROR_INVALID_DATA: @mapping is none, or has two members of this name
 *
 * Looks up a member, also among those that the mapping takes over from others with the merge key "<<".
 *
 * Returns: whether all was well
 */
gboolean    zc_yaml_get_member  (ZcYaml      *self,
                                 ZcYamlNode   mapping,
                                 const char  *path,
                                 const char  *name,
                                 ZcYamlNode  *member,
                                 GError     **error);

/**
 * zc_yaml_get_length:
 * @self: a document
 * @list: a list, or 0
 * @path: the list's name in messages
 * @length: (out): how many elements it has, 0 when it is absent
 * @error: return location for %G_IO_ERROR_INVALID_DATA: @list is none
 *
 * Counts the elements of a list.
 *
 * Returns: whether all was well
 */
gboolean    zc_yaml_get_length  (ZcYaml      *self,
                                 ZcYamlNode   list,
                                 const char  *path,
                                 guint       *length,
                                 GError     **error);

/**
 * zc_yaml_get_element:
 * @self: a document
 * @list: a list
 * @index: which element, below its length
 *
 * Returns: the element, 0 when it is null
 */
ZcYamlNode  zc_yaml_get_element (ZcYaml      *self,
                                 ZcYamlNode   list,
                                 guint        index);

/**
 * zc_yaml_get_text:
 * @self: a document
 * @mapping: a mapping, or 0
 * @path: the mapping's name in messages
 * @name: the member's name
 * @text: (out) (transfer none) (nullable): the text, %NULL when it is absent, null or empty; it lives as long as @self
 * @error: return location for %G_IO_ERROR_INVALID_DATA
 *
 * Looks up a member that is a text.
 *
 * Returns: whether all was well
 */
gboolean    zc_yaml_get_text    (ZcYaml      *self,
                                 ZcYamlNode   mapping,
                                 const char  *path,
                                 const char  *name,
                                 const char **text,
                                 GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcYaml, zc_yaml_free)

G_END_DECLS
