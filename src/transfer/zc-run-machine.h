/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "zc-primary-status.h"
#include "zc-serial-report.h"

G_BEGIN_DECLS

/**
 * ZcRunState:
 * @ZC_RUN_STATE_PREPARING: the serials before the start are being read; nothing was sent
 * @ZC_RUN_STATE_REQUESTED: the start was sent
 * @ZC_RUN_STATE_TRANSFERRING: the service is at work, no name server has the new serial
 * @ZC_RUN_STATE_PROPAGATING: some name servers have the new serial
 * @ZC_RUN_STATE_DONE: over: the name servers have it; how well that is proven is a #ZcRunProof
 * @ZC_RUN_STATE_NOTHING_TO_TRANSFER: over: they had it before the start
 * @ZC_RUN_STATE_NO_CHANGE_SEEN: over: nothing moved, and whether it should cannot be seen from here
 * @ZC_RUN_STATE_FAILED: over: the service said so
 * @ZC_RUN_STATE_NO_RESULT_IN_TIME: over: the time to watch is up
 * @ZC_RUN_STATE_STOPPED: over: the user stopped watching
 *
 * Where a run stands.
 */
typedef enum
{
  ZC_RUN_STATE_PREPARING,
  ZC_RUN_STATE_REQUESTED,
  ZC_RUN_STATE_TRANSFERRING,
  ZC_RUN_STATE_PROPAGATING,
  ZC_RUN_STATE_DONE,
  ZC_RUN_STATE_NOTHING_TO_TRANSFER,
  ZC_RUN_STATE_NO_CHANGE_SEEN,
  ZC_RUN_STATE_FAILED,
  ZC_RUN_STATE_NO_RESULT_IN_TIME,
  ZC_RUN_STATE_STOPPED,
} ZcRunState;

#define ZC_TYPE_RUN_STATE (zc_run_state_get_type ())
GType zc_run_state_get_type (void) G_GNUC_CONST;

/**
 * ZcRunProof:
 * @ZC_RUN_PROOF_NONE: not verified from this computer
 * @ZC_RUN_PROOF_AGREED: all name servers agree on a newer serial than before; the primary could not
 *   be asked
 * @ZC_RUN_PROOF_FULL: every name server answers with the primary's serial or a newer one
 *
 * How well the end of a run is proven.
 */
typedef enum
{
  ZC_RUN_PROOF_NONE,
  ZC_RUN_PROOF_AGREED,
  ZC_RUN_PROOF_FULL,
} ZcRunProof;

/**
 * zc_run_state_is_final:
 * @state: a state
 *
 * Returns: %TRUE for the states in which a run is over
 */
gboolean zc_run_state_is_final (ZcRunState state);

G_END_DECLS
