/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-run-machine.h"

G_BEGIN_DECLS

/**
 * ZcRunSteps:
 *
 * Shows which steps of a transfer are behind, which is under way, and which are to come. It is for runs
 * that are not over: how a run ended is said in words.
 */
#define ZC_TYPE_RUN_STEPS (zc_run_steps_get_type ())
G_DECLARE_FINAL_TYPE (ZcRunSteps, zc_run_steps, ZC, RUN_STEPS, GtkBox)

/**
 * zc_run_steps_show:
 * @self: the steps
 * @state: where the run stands
 *
 * Marks the steps.
 */
void zc_run_steps_show (ZcRunSteps *self,
                        ZcRunState  state);

G_END_DECLS
