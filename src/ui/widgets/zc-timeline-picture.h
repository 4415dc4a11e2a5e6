/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-timeline-layout.h"

G_BEGIN_DECLS

/**
 * ZcTimelinePicture:
 *
 * Draws a timeline: the lanes from top to bottom, time from the start to the end of a line. A serial is a
 * bar for as long as it was seen, filled for the newest one, hollow for an older one, striped where the
 * transports differ, and broken where there was no answer. Each change has a mark (#ZcTimelineMark) that can have the
 * focus: arrow keys move over marks and lanes, Home and End to the first and last mark of a lane. It is one stop for the
 * tabulator. The signal "current-changed" (utf8, nullable) tells the sentence of the mark with the focus.
 */
#define ZC_TYPE_TIMELINE_PICTURE (zc_timeline_picture_get_type ())
G_DECLARE_FINAL_TYPE (ZcTimelinePicture, zc_timeline_picture, ZC, TIMELINE_PICTURE, GtkWidget)

/**
 * zc_timeline_picture_new:
 *
 * Returns: (transfer floating): a new picture of nothing
 */
GtkWidget *zc_timeline_picture_new        (void);

/**
 * zc_timeline_picture_set_layout:
 * @self: a picture
 * @layout: (transfer full) (nullable): a finished layout, %NULL for nothing
 *
 * Shows @layout. The focus stays where it is as long as there is something.
 */
void       zc_timeline_picture_set_layout (ZcTimelinePicture *self,
                                           ZcTimelineLayout  *layout);

/**
 * zc_timeline_picture_get_layout:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what it shows
 */
ZcTimelineLayout *zc_timeline_picture_get_layout (ZcTimelinePicture *self);

G_END_DECLS
