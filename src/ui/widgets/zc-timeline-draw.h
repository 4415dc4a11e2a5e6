/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-timeline-layout.h"

G_BEGIN_DECLS

/* The parts of ZcTimelinePicture that need no state. */

/* Where everything is, as if time ran from left to right. */
typedef struct
{
  double width;
  double track_x; /* where time begins */
  double track_width;
  double name_width;
  double line_height; /* of a line of text */
  double bar_y; /* the middle of the bar in its lane */
  double label_y; /* the top of the labels in their lane */
  double lane_height;
  double axis_y; /* where the lanes end */
  double height;
  gboolean beside; /* names stand beside the lanes, not above them */
  gboolean mirrored; /* time runs from right to left, as the language is read */
} ZcTimelineGeometry;

ZcTimelineGeometry _zc_timeline_get_geometry (GtkWidget                *widget,
                                              guint                     n_lanes,
                                              double                    width);
ZcTimelineAxis     _zc_timeline_get_axis     (const ZcTimelineGeometry *geometry,
                                              ZcTimelineLayout         *layout);

/* Where something that begins at x really begins. */
double             _zc_timeline_mirror       (const ZcTimelineGeometry *geometry,
                                              double                    x,
                                              double                    width);

/* The middles of the marks of a lane, relative to the track: (transfer full), one an item. */
double            *_zc_timeline_place_marks  (const ZcTimelineGeometry *geometry,
                                              const ZcTimelineAxis     *axis,
                                              const ZcTimelineLane     *lane);

/* Draws everything but the marks, which are widgets. */
void               _zc_timeline_draw         (GtkWidget                *widget,
                                              ZcTimelineLayout         *layout,
                                              GtkSnapshot              *snapshot);

G_END_DECLS
