/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ZcWelcomePage:
 *
 * What the window shows while no account is opened: the ways to an account, why one cannot be used, or that
 * one is being opened. Its buttons activate the actions "app.add-account", "app.import-accounts" and
 * "app.replace-token"; the signals "demo-requested" and "try-again" tell that the user wants to try the demo,
 * or to open the account once more.
 */
#define ZC_TYPE_WELCOME_PAGE (zc_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (ZcWelcomePage, zc_welcome_page, ZC, WELCOME_PAGE, AdwBin)

/**
 * zc_welcome_page_set_can_import:
 * @self: a page
 * @can_import: whether there is a configuration file of IONOS's own tools
 *
 * Offers to import accounts.
 */
void zc_welcome_page_set_can_import  (ZcWelcomePage *self,
                                      gboolean       can_import);

/**
 * zc_welcome_page_show_no_account:
 * @self: a page
 *
 * Says that there is no account, and offers the ways to one.
 */
void zc_welcome_page_show_no_account (ZcWelcomePage *self);

/**
 * zc_welcome_page_show_error:
 * @self: a page
 * @error: why the account, or the demo, cannot be opened
 *
 * Says what is wrong and what to change. What may help is offered: to try again and to give another token when
 * the keyring failed.
 */
void zc_welcome_page_show_error      (ZcWelcomePage *self,
                                      const GError  *error);

G_END_DECLS
