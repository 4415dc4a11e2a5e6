/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zc-session.h"

G_BEGIN_DECLS

/**
 * ZcRunList:
 *
 * A list of transfers: those under way, then those that are over, newest first; with a search, views for when there is
 * nothing to show, and a line that counts. Past transfers can be deleted, and all of them be saved. It shows
 * only rows that can be seen, and past transfers are read as they are scrolled to. Its property
 * "search-mode-enabled" (boolean, writable) tells whether the search is open.
 */
#define ZC_TYPE_RUN_LIST (zc_run_list_get_type ())
G_DECLARE_FINAL_TYPE (ZcRunList, zc_run_list, ZC, RUN_LIST, AdwBin)

/**
 * zc_run_list_set_session:
 * @self: a list
 * @session: (nullable): whose transfers to show
 * @zone_id: (nullable): a zone's id, for the transfers of that zone alone
 *
 * Shows the transfers of @session.
 */
void     zc_run_list_set_session            (ZcRunList  *self,
                                             ZcSession  *session,
                                             const char *zone_id);

/**
 * zc_run_list_show_run:
 * @self: a list
 * @run_id: a run's id
 *
 * Moves the focus to a run and unfolds its timeline, when it is in the list.
 */
void     zc_run_list_show_run               (ZcRunList  *self,
                                             gint64      run_id);

/**
 * zc_run_list_search:
 * @self: a list
 *
 * Opens the search and moves the focus there.
 */
void     zc_run_list_search                 (ZcRunList  *self);

/**
 * zc_run_list_set_key_capture_widget:
 * @self: a list
 * @widget: (nullable): a widget, typing in which begins a search; %NULL for none
 *
 * Chooses where typing begins a search.
 */
void     zc_run_list_set_key_capture_widget (ZcRunList  *self,
                                             GtkWidget  *widget);

G_END_DECLS
