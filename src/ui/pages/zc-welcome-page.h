/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ZcWelcomePage:
 *
 * What the window shows while no account is opened: that there is none and how to give one, why one cannot
 * be used, or that the demo is starting. The signal "demo-requested" tells that the user wants to try the
 * demo.
 */
#define ZC_TYPE_WELCOME_PAGE (zc_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (ZcWelcomePage, zc_welcome_page, ZC, WELCOME_PAGE, AdwBin)

/**
 * zc_welcome_page_show_no_account:
 * @self: a page
 *
 * Says that there is no account, and how to give one.
 */
void zc_welcome_page_show_no_account (ZcWelcomePage *self);

/**
 * zc_welcome_page_show_error:
 * @self: a page
 * @error: why the account, or the demo, cannot be opened
 *
 * Says what is wrong and what to change.
 */
void zc_welcome_page_show_error      (ZcWelcomePage *self,
                                      const GError  *error);

/**
 * zc_welcome_page_show_starting:
 * @self: a page
 *
 * Says that the demo is starting.
 */
void zc_welcome_page_show_starting   (ZcWelcomePage *self);

G_END_DECLS
