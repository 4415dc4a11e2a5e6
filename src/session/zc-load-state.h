/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ZcLoadState:
 * @ZC_LOAD_STATE_EMPTY: nothing was asked for yet
 * @ZC_LOAD_STATE_LOADING: the first reading is under way
 * @ZC_LOAD_STATE_READY: the list is there (perhaps with nothing in it); it may be refreshing
 * @ZC_LOAD_STATE_FAILED: the first reading failed
 *
 * What a list can show. A refresh that fails keeps the list and sets the error.
 */
typedef enum
{
  ZC_LOAD_STATE_EMPTY,
  ZC_LOAD_STATE_LOADING,
  ZC_LOAD_STATE_READY,
  ZC_LOAD_STATE_FAILED,
} ZcLoadState;

#define ZC_TYPE_LOAD_STATE (zc_load_state_get_type ())
GType zc_load_state_get_type (void) G_GNUC_CONST;

G_END_DECLS
