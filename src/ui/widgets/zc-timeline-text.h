/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-timeline-layout.h"

G_BEGIN_DECLS

/**
 * zc_timeline_format_offset:
 * @offset_us: a time after the begin of a run, in microseconds
 *
 * Returns: (transfer full): the time in words, such as "0.4 s", "12 s", or "1 min 5 s"
 */
char *zc_timeline_format_offset  (gint64                offset_us);

/**
 * zc_timeline_format_tick:
 * @axis: an axis
 * @tick: the number of a tick, beginning with 0
 *
 * Returns: (transfer full): what stands at the tick, such as "20 s", "1:30" or "5 min"
 */
char *zc_timeline_format_tick    (const ZcTimelineAxis *axis,
                                  guint                 tick);

/**
 * zc_timeline_lane_dup_name:
 * @lane: a lane
 *
 * Returns: (transfer full): whose lane it is, in one line
 */
char *zc_timeline_lane_dup_name  (const ZcTimelineLane *lane);

/**
 * zc_timeline_item_dup_label:
 * @item: an item
 *
 * Returns: (transfer full): the few words beside it in the picture, "" for none
 */
char *zc_timeline_item_dup_label (const ZcTimelineItem *item);

/**
 * zc_timeline_item_dup_text:
 * @lane: the lane of the item
 * @item: an item of a finished layout
 *
 * Says who was seen to do what, without the time.
 *
 * Returns: (transfer full): one sentence, plain text
 */
char *zc_timeline_item_dup_text  (const ZcTimelineLane *lane,
                                  const ZcTimelineItem *item);

/**
 * zc_timeline_item_dup_sentence:
 * @lane: the lane of the item
 * @item: an item of a finished layout
 *
 * Returns: (transfer full): when and what, in one line: all that a mark of the picture tells
 */
char *zc_timeline_item_dup_sentence (const ZcTimelineLane *lane,
                                     const ZcTimelineItem *item);

G_END_DECLS
