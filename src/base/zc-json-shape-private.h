/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * zc_json_set_syntax_error:
 * @error: return location for a %ZC_JSON_ERROR_SYNTAX
 * @text: the whole text
 * @at: where in @text it stops to be JSON
 *
 * Tells the place by line and byte, counted from 1 as editors do.
 */
void     zc_json_set_syntax_error (GError     **error,
                                   const char  *text,
                                   const char  *at);

/**
 * zc_json_skip_string:
 * @at: (inout): the quotation mark that begins a string
 * @end: the end of the text
 *
 * Goes to the quotation mark that ends the string, or to where the string stops to be one.
 *
 * Returns: whether it is a string (RFC 8259, section 7); control characters that should be escaped are let through
 */
gboolean zc_json_skip_string      (const char **at,
                                   const char  *end);

/**
 * zc_json_may_be_in_word:
 * @character: a character outside of strings
 *
 * Returns: whether numbers or the names true, false and null may hold it
 */
gboolean zc_json_may_be_in_word   (char         character);

/**
 * zc_json_check_shape:
 * @text: a text, not necessarily terminated
 * @length: its length in bytes
 * @error: return location for a %ZC_JSON_ERROR
 *
 * Walks over a text once before it is parsed, because json-glib alone accepts more than JSON (comments, single
 * quotes, assignments, several values in a row), recurses without a bound, and loses memory over a damaged escape
 * sequence. The names true, false and null and the numbers are left to json-glib.
 *
 * Returns: %FALSE with an error for what cannot be JSON
 */
gboolean zc_json_check_shape      (const char  *text,
                                   gsize        length,
                                   GError     **error);

G_END_DECLS
