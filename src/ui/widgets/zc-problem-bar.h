/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZcProblemBar:
 *
 * A strip under the header for a condition that lasts, such as a refused token. The signal "activated"
 * tells that its button was pressed.
 */
#define ZC_TYPE_PROBLEM_BAR (zc_problem_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZcProblemBar, zc_problem_bar, ZC, PROBLEM_BAR, GtkWidget)

/**
 * ZcProblemLevel:
 * @ZC_PROBLEM_LEVEL_INFO: good to know
 * @ZC_PROBLEM_LEVEL_WARNING: something does not work
 *
 * How loud a strip is.
 */
typedef enum
{
  ZC_PROBLEM_LEVEL_INFO,
  ZC_PROBLEM_LEVEL_WARNING,
} ZcProblemLevel;

/**
 * zc_problem_bar_show:
 * @self: a bar
 * @level: how loud
 * @text: what holds, plain text
 * @button_label: (nullable): what the user can do about it, %NULL for no button
 *
 * Shows the bar with this text instead of what it shows now.
 */
void zc_problem_bar_show (ZcProblemBar   *self,
                          ZcProblemLevel  level,
                          const char     *text,
                          const char     *button_label);

/**
 * zc_problem_bar_hide:
 * @self: a bar
 *
 * Hides the bar; the condition holds no longer.
 */
void zc_problem_bar_hide (ZcProblemBar   *self);

G_END_DECLS
