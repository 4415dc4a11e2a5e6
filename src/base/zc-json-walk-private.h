/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcJsonSpan:
 * @begin: (nullable): the first byte
 * @end: (nullable): behind the last byte
 *
 * A part of a text.
 */
typedef struct
{
  const char *begin; /* (unowned) */
  const char *end;   /* (unowned) */
} ZcJsonSpan;

/**
 * ZcJsonCut:
 * @member: a member that a row can do without, and the comma behind it
 * @list: its value when that is a list of texts, which are read; or else nothing
 * @parent: (nullable): the name of the row's member that is the object with the list
 * @name: (nullable): the name of the list
 *
 * A part of a row that need not be parsed: a text that nobody reads, or a list of texts if the same was parsed already.
 */
typedef struct
{
  ZcJsonSpan member;
  ZcJsonSpan list;
  const char *parent; /* (unowned) */
  const char *name;   /* (unowned) */
} ZcJsonCut;

/**
 * ZcJsonRow:
 * @text: the row
 * @is_plain: whether the way to each of its lists is clear, because it has no two members of the same name
 *
 * Where a row was found.
 */
typedef struct
{
  ZcJsonSpan text;
  gboolean is_plain;
} ZcJsonRow;

/**
 * zc_json_find_rows:
 * @text: a JSON text
 * @member: the member of the whole text that is the list of rows
 * @members: (array zero-terminated=1): the names of all members that are read of a row, 64 at most
 * @list: (out caller-allocates): what stands between the brackets of the list
 * @rows: (element-type ZcJsonRow): the rows are put there
 * @cuts: (element-type ZcJsonCut): the parts of all rows that need not be parsed are put there, in their order
 *
 * Finds the objects of the list that is the member of the whole text, and looks at the shape of everything that is not
 * looked at again when the rest of the text is read.
 *
 * Returns: %FALSE when there is anything unusual about the text; what is wrong with it the reading of the whole text tells
 */
gboolean zc_json_find_rows (GBytes              *text,
                            const char          *member,
                            const char * const  *members,
                            ZcJsonSpan          *list,
                            GArray              *rows,
                            GArray              *cuts);

G_END_DECLS
