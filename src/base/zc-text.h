/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZC_TEXT_MOST_CHARACTERS:
 *
 * How many characters of one text from outside are shown in a window. The whole text stays
 * available to reports.
 */
#define ZC_TEXT_MOST_CHARACTERS 1000

/**
 * zc_text_make_displayable:
 * @text: (nullable): a text from a server
 *
 * Makes a server's text safe to show literally: invalid UTF-8, control characters and the
 * characters that reorder text (bidirectional overrides and isolates) are replaced by U+FFFD,
 * and so is what is heaped on one letter beyond any language's accents, which would be drawn over other
 * texts; line ends become blanks, and a text of more than %ZC_TEXT_MOST_CHARACTERS ends in an ellipsis.
 * The words stay as the server wrote them. The result is plain text, never markup.
 *
 * Returns: (transfer full): a valid UTF-8 text on one line; "" for %NULL
 */
char *zc_text_make_displayable          (const char *text);

/**
 * zc_text_make_sentence_displayable:
 * @sentence: (nullable): a sentence of Zone Courier or of the system, in which a server's text may be
 *
 * Does the same for a sentence that may be a translation. Those into languages that are written from right to left
 * have names and addresses in isolates (Unicode Standard Annex 9), which keep them apart from what is around them. Of
 * the characters that reorder text, isolates that are closed again stay, and the mark before one by which a sentence
 * that begins with a name tells its own direction. What servers say is to be made displayable before it gets into a
 * sentence.
 *
 * Returns: (transfer full): a valid UTF-8 text on one line; "" for %NULL
 */
char *zc_text_make_sentence_displayable (const char *sentence);

/**
 * zc_text_add_sentence:
 * @text: (transfer full): a text, one sentence or several
 * @sentence: (transfer full) (nullable): a whole sentence
 *
 * Puts sentences together as the language does: not all languages have a blank between them.
 *
 * Returns: (transfer full): the text with the sentence behind it
 */
char *zc_text_add_sentence              (char       *text,
                                         char       *sentence);

/**
 * zc_text_append_csv:
 * @line: a line of a table
 * @field: a text
 *
 * Adds a field to a line as RFC 4180, section 2, describes it, in quotation marks where it needs them. The comma
 * between fields is the caller's.
 */
void  zc_text_append_csv                (GString    *line,
                                         const char *field);

G_END_DECLS
