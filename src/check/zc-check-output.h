/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-check-options.h"

G_BEGIN_DECLS

/**
 * zc_check_wants_colour:
 *
 * Returns: whether text on standard output is coloured: on a terminal, unless NO_COLOR is set
 */
gboolean zc_check_wants_colour (void);

/**
 * zc_check_dup_text:
 * @verification: a verification at its end
 * @options: what the command line asks for
 *
 * Writes the report for people, with the commands that repeat each question where they are wanted.
 *
 * Returns: (transfer full): the text
 */
char    *zc_check_dup_text     (ZcVerification       *verification,
                                const ZcCheckOptions *options);

/**
 * zc_check_print_json:
 * @verification: a verification at its end
 * @options: what the command line asks for
 *
 * Prints a line of JSON at once, so that who reads it need not wait for others; the commands go to standard error.
 */
void     zc_check_print_json   (ZcVerification       *verification,
                                const ZcCheckOptions *options);

G_END_DECLS
