/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-verification.h"

G_BEGIN_DECLS

/**
 * zc_check_write_text:
 * @verification: a verification that ended
 * @in_colour: whether severities are coloured by the escape sequences of terminals
 *
 * Returns: (transfer full): the result for people, in several lines
 */
char *zc_check_write_text (ZcVerification *verification,
                           gboolean        in_colour);

/**
 * zc_check_write_line:
 * @severity: how bad it is
 * @line: what is to be said
 * @in_colour: whether the severity is coloured
 *
 * Writes a line such as the first one of a result, which is all that monitoring programs show.
 *
 * Returns: (transfer full): the line with its end
 */
char *zc_check_write_line (ZcSeverity      severity,
                           const char     *line,
                           gboolean        in_colour);

G_END_DECLS
