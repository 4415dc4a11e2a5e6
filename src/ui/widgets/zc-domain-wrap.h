/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/**
 * zc_domain_wrap_create_attributes:
 * @name: a domain name
 *
 * Gives what Pango needs to break @name behind its dots and nowhere else, and without hyphens. Left to
 * itself it breaks at the hyphens of a name, and where it breaks elsewhere it adds hyphens that the name
 * does not have.
 *
 * Returns: (transfer full): attributes for @name
 */
PangoAttrList *zc_domain_wrap_create_attributes (const char  *name);

/**
 * zc_domain_wrap_create_list_attributes:
 * @list: domain names or addresses, one behind the other
 * @separator: what stands between two of them
 *
 * Gives what Pango needs to break @list between two names, and to break a name only where it is wider than a whole
 * line (with %PANGO_WRAP_WORD_CHAR), and without hyphens.
 *
 * Returns: (transfer full): attributes for @list
 */
PangoAttrList *zc_domain_wrap_create_list_attributes (const char *list,
                                                      const char *separator);

/**
 * zc_domain_wrap_count_lines:
 * @layout: a layout that holds a name with its attributes; its width and wrapping are set here
 * @width: the room for it, in pixels
 * @most: how many lines there is room for, at least 1
 * @is_cut: (out) (optional): whether even so not all of the name can be shown
 *
 * Works out over how many lines to spread a name. All lines but the last one are whole labels, and the last
 * one may have to be cut in its middle; where a label would stick out of an earlier line, the name stands in
 * one line.
 *
 * Returns: the number of lines, from 1 to @most
 */
guint          zc_domain_wrap_count_lines       (PangoLayout *layout,
                                                 int          width,
                                                 guint        most,
                                                 gboolean    *is_cut);

G_END_DECLS
