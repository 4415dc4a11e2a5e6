/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "zc-timeline-layout.h"

G_BEGIN_DECLS

/**
 * ZC_TIMELINE_MARK_SIZE:
 *
 * How wide and high a mark is, in pixels: what can be pointed at.
 */
#define ZC_TIMELINE_MARK_SIZE 20

/**
 * ZcTimelineMark:
 *
 * One item of a timeline as a widget of its own: it can have the focus, and a screen reader reads it
 * as one sentence, which is its tooltip as well. Its shape tells its kind without its colour.
 */
#define ZC_TYPE_TIMELINE_MARK (zc_timeline_mark_get_type ())
G_DECLARE_FINAL_TYPE (ZcTimelineMark, zc_timeline_mark, ZC, TIMELINE_MARK, GtkWidget)

/**
 * zc_timeline_mark_new:
 *
 * Returns: (transfer floating): a new mark
 */
GtkWidget  *zc_timeline_mark_new          (void);

/**
 * zc_timeline_mark_show:
 * @self: a mark
 * @kind: what it stands for
 * @sentence: what it tells
 *
 * Shows an item.
 */
void        zc_timeline_mark_show         (ZcTimelineMark     *self,
                                           ZcTimelineItemKind  kind,
                                           const char         *sentence);

/**
 * zc_timeline_mark_get_sentence:
 * @self: a mark
 *
 * Returns: (transfer none): what it tells
 */
const char *zc_timeline_mark_get_sentence (ZcTimelineMark     *self);

G_END_DECLS
