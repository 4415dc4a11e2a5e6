/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * zc_focus_keep:
 * @window: a window that was just built
 *
 * Sees to it that the keyboard focus is never lost in @window. GTK 4.8 leaves a window without a focus when what had
 * it cannot be used any more or goes, such as a button that started something; the keyboard then begins anew at the
 * top of the window, and a screen reader says nothing more. The focus goes to what the lost one was part of, such as
 * its row, or else to what comes near it.
 */
void     zc_focus_keep        (GtkWindow        *window);

/**
 * zc_focus_leave_list:
 * @list: a list or table without anything in its rows that can have the focus, the last thing in its page
 * @before: what comes before it
 * @direction: where the focus is to go
 * @found: (out): whether there is something in the page that has the focus now
 *
 * To be called when the focus is moved within a page. With GTK 4.8 the Tab key visits every row, which is no way out of
 * a hundred thousand. Here it leaves the list; the arrow keys go from row to row.
 *
 * Returns: whether the focus was in @list and is to leave it
 */
gboolean zc_focus_leave_list (GtkWidget        *list,
                              GtkWidget        *before,
                              GtkDirectionType  direction,
                              gboolean         *found);

/**
 * zc_focus_return_from:
 * @popover: a popover that no menu button opens
 *
 * Has the focus go back to where it was when @popover closes. What was chosen in it may have opened a window.
 */
void     zc_focus_return_from (GtkWidget        *popover);

G_END_DECLS
