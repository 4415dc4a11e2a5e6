/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_help_get_uri:
 * @window: the window that the user looks at
 * @page: (nullable): the id of a page of help/C, that is its file's name without ".page", perhaps with "#" and
 *   the id of a section; %NULL for the index
 *
 * Where a page of the help is: what is installed, or the sources for a program that is not.
 *
 * Returns: (transfer full): the address, as a help viewer understands it
 */
char *zc_help_get_uri    (GtkWindow  *window,
                          const char *page);

/**
 * zc_help_show:
 * @window: the window that the user looks at
 * @page: (nullable): the id of a page of help/C, that is its file's name without ".page"; %NULL for the index
 *
 * Opens a page of the help in the help viewer. Does not wait for it; when there is no viewer, a toast says
 * so, in @window or in the main window. The lint "help" knows this function: a page that is named here
 * as a literal has to exist.
 *
 * A help button needs no code of its own in a window whose "application" is set (being transient for one is
 * not enough): the action app.show-help takes the page's id. In a .ui file:
 *
 * |[
 * <property name="action-name">app.show-help</property>
 * <property name="action-target">'start-transfer'</property>
 * ]|
 */
void  zc_help_show       (GtkWindow  *window,
                          const char *page);

/**
 * zc_help_show_cause:
 * @window: the window that the user looks at
 * @id: the id of a finding, such as "tcp-closed"
 *
 * Opens the help at the section about a cause: what it means for the transfer, how to see it, and how to
 * repair it on each make of name server. For "ok", which is no cause, the page about verification opens.
 */
void  zc_help_show_cause (GtkWindow  *window,
                          const char *id);

G_END_DECLS
