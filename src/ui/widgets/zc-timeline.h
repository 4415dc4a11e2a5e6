/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-timeline-layout.h"

G_BEGIN_DECLS

/**
 * ZcTimeline:
 *
 * A picture of how a zone went from its primaries over the service to the name servers
 * (#ZcTimelinePicture), a line that says what the mark with the focus shows, and the same as text.
 */
#define ZC_TYPE_TIMELINE (zc_timeline_get_type ())
G_DECLARE_FINAL_TYPE (ZcTimeline, zc_timeline, ZC, TIMELINE, GtkWidget)

/**
 * zc_timeline_new:
 *
 * Returns: (transfer floating): a new timeline of nothing
 */
GtkWidget *zc_timeline_new        (void);

/**
 * zc_timeline_set_layout:
 * @self: a timeline
 * @zone_name: the zone as people read it
 * @layout: (transfer full) (nullable): a finished layout, %NULL for nothing
 *
 * Shows @layout. Focus and what is unfolded stay as they are.
 */
void       zc_timeline_set_layout (ZcTimeline       *self,
                                   const char       *zone_name,
                                   ZcTimelineLayout *layout);

G_END_DECLS
