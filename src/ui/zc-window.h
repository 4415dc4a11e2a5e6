/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"

G_BEGIN_DECLS

/**
 * ZcWindow:
 *
 * The main window: the views "Public zones" and "Transfers" of a session, or the welcome page while there
 * is none. It starts and opens nothing itself; its signals are "show-zone" (ZcZoneItem), "start-transfers"
 * (GPtrArray of ZcZoneItem), "demo-requested" and "try-again" (to open the account).
 */
#define ZC_TYPE_WINDOW (zc_window_get_type ())
G_DECLARE_FINAL_TYPE (ZcWindow, zc_window, ZC, WINDOW, AdwApplicationWindow)

/**
 * zc_window_new:
 * @application: the application
 * @settings: (nullable): where the window's size and choices are kept; %NULL to forget them
 *
 * Returns: (transfer none): a new window, owned by GTK until it is closed
 */
ZcWindow *zc_window_new              (GtkApplication *application,
                                      GSettings      *settings);

/**
 * zc_window_set_session:
 * @self: a window
 * @session: (nullable): the opened account, %NULL for none
 *
 * Shows the zones and transfers of this account in place of those of another one, or the welcome page.
 */
void      zc_window_set_session      (ZcWindow       *self,
                                      ZcSession      *session);

/**
 * zc_window_show_problem:
 * @self: a window
 * @error: why no account is open; %ZC_ACCOUNT_ERROR_NONE when there is none to open
 *
 * Shows the welcome page with what is missing or wrong.
 */
void      zc_window_show_problem     (ZcWindow       *self,
                                      const GError   *error);

/**
 * zc_window_show_starting:
 * @self: a window
 * @text: what is being waited for, plain text
 *
 * Shows that an account is being opened.
 */
void      zc_window_show_starting    (ZcWindow       *self,
                                      const char     *text);

/**
 * zc_window_set_accounts_menu:
 * @self: a window
 * @menu: the accounts
 *
 * Puts @menu in front of everything else in the primary menu. To be called once.
 */
void      zc_window_set_accounts_menu (ZcWindow       *self,
                                       GMenuModel     *menu);

/**
 * zc_window_set_can_import:
 * @self: a window
 * @can_import: whether there is a configuration file of IONOS's own tools
 *
 * Offers on the welcome page to import accounts.
 */
void      zc_window_set_can_import   (ZcWindow       *self,
                                      gboolean        can_import);

/**
 * zc_window_set_batches:
 * @self: a window
 * @batches: what was confirmed together and is not over: a GListModel of ZcTransferBatch
 *
 * Tells which transfers to count together.
 */
void      zc_window_set_batches    (ZcWindow     *self,
                                    GListModel   *batches);

/**
 * zc_window_show_transfers:
 * @self: a window
 * @run: (nullable): the run to look at
 *
 * Shows the view "Transfers".
 */
void      zc_window_show_transfers   (ZcWindow       *self,
                                      ZcRun          *run);

/**
 * zc_window_show_view:
 * @self: a window
 * @name: "zones" or "transfers"
 *
 * Chooses a view, which is seen as soon as an account is open.
 */
void      zc_window_show_view        (ZcWindow       *self,
                                      const char     *name);

/**
 * zc_window_find_zones:
 * @self: a window
 * @text: what to look for
 *
 * Shows the view "Public zones" with the search and @text in it.
 */
void      zc_window_find_zones       (ZcWindow       *self,
                                      const char     *text);

G_END_DECLS
