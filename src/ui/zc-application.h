/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"

G_BEGIN_DECLS

/**
 * ZcApplication:
 *
 * The program: it opens the account, owns the session, and is the one place that starts transfers. It goes on
 * without a window while transfers are being watched.
 *
 * Its actions are start-zone-transfer(s), show-zone(s), follow-transfer(s), show-transfers, find-zones(s), start-demo(s),
 * refresh, about, preferences, shortcuts, help, show-help(s) and quit; for the launcher public-zones, transfers and
 * demo; for accounts add-account, import-accounts, accounts, replace-token, open-account(s), whose state is the id of
 * the account that is open, and open-named-account(s).
 */
#define ZC_TYPE_APPLICATION (zc_application_get_type ())
G_DECLARE_FINAL_TYPE (ZcApplication, zc_application, ZC, APPLICATION, AdwApplication)

/**
 * zc_application_new:
 * @flags: flags of GApplication, 0 for the program
 *
 * Returns: (transfer full): a new application
 */
ZcApplication *zc_application_new             (GApplicationFlags  flags);

/**
 * zc_application_set_help_uri:
 * @self: an application
 * @uri: where the help is, as a help viewer understands it
 *
 * Shows the help from somewhere else than where it is installed.
 */
void           zc_application_set_help_uri    (ZcApplication     *self,
                                               const char        *uri);

/**
 * zc_application_get_help_uri:
 * @self: an application
 *
 * Returns: (transfer none): where the index of the help is; see zc_help_get_uri() for its pages
 */
const char    *zc_application_get_help_uri    (ZcApplication     *self);

/**
 * zc_application_open_account:
 * @self: an application
 * @account: the account to open
 *
 * Opens @account in place of the welcome page, or of another account, and reads its zones. One account is open at
 * a time: windows about zones of another one are closed. Its transfers that are under way go on being watched, and
 * nobody waits any longer for an account that is being opened.
 */
void           zc_application_open_account    (ZcApplication     *self,
                                               ZcAccount         *account);

/**
 * zc_application_get_session:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): the opened account
 */
ZcSession     *zc_application_get_session     (ZcApplication     *self);

/**
 * zc_application_start_transfers:
 * @self: an application
 * @parent: (nullable): the window in which the user asked for it
 * @items: (element-type ZcZoneItem): secondary zones
 *
 * Asks with the dialog "Start zone transfer" and, once the user confirmed, starts the transfer of every
 * zone exactly once. Zones whose transfer is being watched are left out. Every button and action that
 * starts a transfer comes here.
 */
void           zc_application_start_transfers (ZcApplication     *self,
                                               GtkWindow         *parent,
                                               GPtrArray         *items);

/**
 * zc_application_show_item:
 * @self: an application
 * @item: a zone
 *
 * Shows the zone's Details & Records window, the one that is open already if there is one.
 */
void           zc_application_show_item       (ZcApplication     *self,
                                               ZcZoneItem        *item);

G_END_DECLS
