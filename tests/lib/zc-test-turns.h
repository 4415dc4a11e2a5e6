/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZcTestDoneFunc:
 * @user_data: the data given with the function
 *
 * Returns: %TRUE when what is measured has been done
 */
typedef gboolean (*ZcTestDoneFunc) (gpointer user_data);

/**
 * ZcTestBeginFunc:
 * @user_data: the data given with the function
 *
 * Does what is measured, or begins it.
 */
typedef void (*ZcTestBeginFunc) (gpointer user_data);

/**
 * zc_test_turns_measure:
 * @what: what is measured, for the line that is printed
 * @least_ms: the least time to look, in milliseconds: what is asked for may begin a moment later
 * @begin: (nullable): called first, and counted as a turn
 * @done: called after each turn
 * @user_data: data for both
 *
 * Turns the main loop until @done, and for a while longer, so that the frames that show it are counted too.
 * Prints how long that took and how long the loop stood still: processor time, which is what this program
 * needs; on a busy machine the clock counts what others do as well.
 *
 * Returns: the longest turn, in milliseconds of processor time
 */
double zc_test_turns_measure (const char      *what,
                              guint            least_ms,
                              ZcTestBeginFunc  begin,
                              ZcTestDoneFunc   done,
                              gpointer         user_data);

G_END_DECLS
