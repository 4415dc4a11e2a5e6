/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-session.h"

G_BEGIN_DECLS

/**
 * ZcSessionBars:
 *
 * The strips under the header that tell what lasts: whose account it is when that is special, what is wrong
 * with it or with the network, and that a request waits. Each goes by itself when it holds no longer. They use
 * the action "app.replace-token".
 */
#define ZC_TYPE_SESSION_BARS (zc_session_bars_get_type ())
G_DECLARE_FINAL_TYPE (ZcSessionBars, zc_session_bars, ZC, SESSION_BARS, GtkWidget)

/**
 * zc_session_bars_set_session:
 * @self: the strips
 * @session: (nullable): the opened account
 *
 * Tells about another account from now on.
 */
void zc_session_bars_set_session (ZcSessionBars *self,
                                  ZcSession     *session);

G_END_DECLS
